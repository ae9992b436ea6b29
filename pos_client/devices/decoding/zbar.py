"""zbar as an optional second opinion, through pyzbar's bindings to the shared library.

pyzbar's own `decode` creates a scanner for each frame and leaves zbar guessing at encodings, which mangles a quarter of
Chinese texts. Here one scanner lives as long as its reader, reports bytes as they are, and knows only the symbologies
that we want: with its defaults zbar prints assertions about symbols that are not there.
"""

from __future__ import annotations

import ctypes
import importlib
import weakref
from collections.abc import Iterable
from typing import Any

from pos_client.devices.decoding.interface import Corner, Decoded, DecoderUnavailable, Frame, text_of
from pos_client.devices.decoding.preparation import View, view_of

_SYMBOLS = {"QRCode": "QRCODE", "EAN13": "EAN13", "EAN8": "EAN8", "Code128": "CODE128"}
"""UPC-A is left out on purpose: zbar then reports it as EAN-13 with a leading zero, as zxing-cpp does."""

_ENABLE = 0
_BINARY = 4
"""ZBAR_CFG_BINARY of zbar.h since 0.23.1; pyzbar does not name it. An older library refuses it and is not used."""

_GRAY = int.from_bytes(b"Y800", "little")


def load_zbar() -> Any:
    """pyzbar's bindings. Raises DecoderUnavailable with what to install."""
    try:
        return importlib.import_module("pyzbar.wrapper")
    except ImportError as problem:
        raise DecoderUnavailable(
            "zbar is missing; install the Python package pyzbar and the system library zbar (Debian: libzbar0)"
        ) from problem


class ZbarReader:
    """zbar restricted to some symbologies; reads views, like ZxingReader."""

    def __init__(self, symbologies: Iterable[str] = ("QRCode",)) -> None:
        self._zbar = load_zbar()
        wanted = {self._zbar.ZBarSymbol[_SYMBOLS[name]]: name for name in symbologies}
        self._names = {int(symbol): name for symbol, name in wanted.items()}
        self._scanner = self._zbar.zbar_image_scanner_create()
        if not self._scanner:
            raise DecoderUnavailable("zbar could not create a scanner; start the till again")
        weakref.finalize(self, self._zbar.zbar_image_scanner_destroy, self._scanner)
        for symbol in self._zbar.ZBarSymbol:
            self._configure(symbol, _ENABLE, int(symbol in wanted))
        if "QRCode" in wanted.values() and self._configure(self._zbar.ZBarSymbol.QRCODE, _BINARY, 1) != 0:
            raise DecoderUnavailable("zbar is older than 0.23.1 and would mangle Chinese texts; install a newer one")

    def read(self, view: View) -> list[Decoded]:
        """Every code in a view, with positions in pixels of the frame."""
        pixels = view.gray.tobytes()
        height, width = view.gray.shape[:2]
        image = self._zbar.zbar_image_create()
        try:
            self._zbar.zbar_image_set_format(image, _GRAY)
            self._zbar.zbar_image_set_size(image, width, height)
            self._zbar.zbar_image_set_data(
                image, ctypes.cast(ctypes.c_char_p(pixels), ctypes.c_void_p), len(pixels), None
            )
            if self._zbar.zbar_scan_image(self._scanner, image) <= 0:
                return []
            return self._symbols(image, view)
        finally:
            self._zbar.zbar_image_destroy(image)

    def _configure(self, symbol: int, setting: int, value: int) -> int:
        return int(self._zbar.zbar_image_scanner_set_config(self._scanner, symbol, setting, value))

    def _symbols(self, image: Any, view: View) -> list[Decoded]:
        found = []
        symbol = self._zbar.zbar_image_first_symbol(image)
        while symbol:
            name = self._names.get(symbol.contents.type)
            if name is not None:
                length = self._zbar.zbar_symbol_get_data_length(symbol)
                data = ctypes.string_at(self._zbar.zbar_symbol_get_data(symbol), length)
                found.append(Decoded(data, text_of(data), name, "", self._position(symbol, view)))
            symbol = self._zbar.zbar_symbol_next(symbol)
        return found

    def _position(self, symbol: Any, view: View) -> tuple[Corner, ...]:
        count = self._zbar.zbar_symbol_get_loc_size(symbol)
        xs = [self._zbar.zbar_symbol_get_loc_x(symbol, i) for i in range(count)]
        ys = [self._zbar.zbar_symbol_get_loc_y(symbol, i) for i in range(count)]
        if not xs:
            return ()
        if count == 4:  # zbar goes round the other way
            return tuple(view.to_frame(xs[i], ys[i]) for i in (0, 3, 2, 1))
        # Bars give one point for each scan line that crossed them: their hull's box says as much.
        corners = ((min(xs), min(ys)), (max(xs), min(ys)), (max(xs), max(ys)), (min(xs), max(ys)))
        return tuple(view.to_frame(x, y) for x, y in corners)


class ZbarDecoder:
    """zbar alone: the other yardstick of the cascade."""

    def __init__(self, symbologies: Iterable[str] = tuple(_SYMBOLS)) -> None:
        self._reader = ZbarReader(symbologies)

    def decode(self, frame: Frame) -> list[Decoded]:
        view = view_of(frame)
        return [] if view is None else self._reader.read(view)
