"""zxing-cpp behind the project's interface."""

from __future__ import annotations

import importlib
from collections.abc import Iterable
from types import ModuleType
from typing import Any

from pos_client.devices.decoding.interface import Decoded, DecoderUnavailable, Frame, text_of
from pos_client.devices.decoding.preparation import View, view_of

QR = ("QRCodeModel2",)
"""Never `QRCode`: that also means Micro QR, rMQR and Model 1, and prepared frames gave false Micro QR numbers."""

LINEAR = ("EAN13", "EAN8", "UPCA", "Code128")

_NAMES = {"QRCodeModel2": "QRCode"}


def load_zxing() -> ModuleType:
    """The library. Raises DecoderUnavailable with what to install."""
    try:
        return importlib.import_module("zxingcpp")
    except ImportError as problem:
        raise DecoderUnavailable("zxing-cpp is missing; install the Python package zxing-cpp") from problem


class ZxingReader:
    """One way to ask zxing-cpp: which symbologies, how to tell black from white, and what else to try."""

    def __init__(
        self,
        formats: Iterable[str] = QR,
        *,
        binarizer: str = "LocalAverage",
        rotate: bool = False,
        downscale: bool = False,
        invert: bool = False,
    ) -> None:
        library: Any = load_zxing()
        wanted = [getattr(library.BarcodeFormat, name) for name in formats]
        self._names = {getattr(library.BarcodeFormat, name): _NAMES.get(name, name) for name in formats}
        self._read = library.read_barcodes
        self._options: dict[str, Any] = {
            "formats": wanted,
            "binarizer": getattr(library.Binarizer, binarizer),
            "try_rotate": rotate,
            "try_downscale": downscale,
            "try_invert": invert,
        }

    def read(self, view: View) -> list[Decoded]:
        """Every code in a view, with positions in pixels of the frame."""
        return [self._decoded(code, view) for code in self._read(view.gray, **self._options) if code.valid]

    def read_and_note(self, view: View) -> list[Decoded]:
        """Like `read`; places where a symbol was located but not corrected are noted in the view's `suspects`."""
        seen = self._read(view.gray, **self._options, return_errors=True)
        view.suspects += [_corners(code.position) for code in seen if not code.valid]
        return [self._decoded(code, view) for code in seen if code.valid]

    def _decoded(self, code: Any, view: View) -> Decoded:
        data = bytes(code.bytes)
        position = tuple(view.to_frame(x, y) for x, y in _corners(code.position))
        name = self._names.get(code.format, str(code.format).replace("-", "").replace(" ", ""))
        return Decoded(data, text_of(data), name, str(code.symbology_identifier), position)


def _corners(position: Any) -> tuple[tuple[int, int], ...]:
    points = (position.top_left, position.top_right, position.bottom_right, position.bottom_left)
    return tuple((point.x, point.y) for point in points)


class ZxingDecoder:
    """zxing-cpp alone with everything that it offers: the yardstick of the cascade, and a decoder in its own right."""

    def __init__(self, formats: Iterable[str] = (*QR, *LINEAR)) -> None:
        self._reader = ZxingReader(formats, rotate=True, downscale=True, invert=True)

    def decode(self, frame: Frame) -> list[Decoded]:
        view = view_of(frame)
        return [] if view is None else self._reader.read(view)
