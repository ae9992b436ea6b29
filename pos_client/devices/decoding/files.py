"""Codes in files: pictures read with patience, videos as a camera would see them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import cast

import cv2
import numpy as np

from pos_client.devices.decoding.cascade import CascadeDecoder, Reading
from pos_client.devices.decoding.interface import Decoded, Frame
from pos_client.devices.decoding.linear import LinearReader
from pos_client.devices.decoding.preparation import view_of
from pos_client.devices.decoding.readers import ZxingReader
from pos_client.devices.decoding.strategies import always_readings, readings_in_turn

_PATIENCE_MS = 3_600_000.0
"""A file has no next frame: every reading may run on this one."""

_PICTURE_BYTES_MAX = 64 * 1024 * 1024


class UnreadableFile(Exception):
    """Neither a picture nor a video that can be opened here. The text says what was wrong with it."""


@dataclass(frozen=True, slots=True)
class VideoFrame:
    """One frame and when it is shown, in seconds from the start."""

    frame: Frame
    at_s: float


class PictureDecoder:
    """Finds all the codes of one picture, of every kind, where the camera's decoder stops at the first."""

    def __init__(self) -> None:
        matrix = ZxingReader(("DataMatrix",), rotate=True, downscale=True, invert=True)
        self._every = [
            *always_readings(),
            Reading("matrix", matrix.read),
            Reading("UPC-E", LinearReader(("UPCE",)).read),
        ]
        self._patient = CascadeDecoder([], readings_in_turn(), _PATIENCE_MS)

    def decode(self, frame: Frame) -> list[Decoded]:
        view = view_of(frame)
        if view is None:
            return []
        found: dict[tuple[bytes, str], Decoded] = {}
        for reading in self._every:
            for code in reading.read(view):
                found.setdefault((code.data, code.symbology), code)
        return list(found.values()) or self._patient.decode(frame)


def read_picture(file: Path) -> Frame | None:
    """The picture in a file, or None when the file holds no picture. Raises UnreadableFile when it cannot be read."""
    try:
        if file.stat().st_size > _PICTURE_BYTES_MAX:
            return None
        data = np.fromfile(file, np.uint8)  # by way of memory, since the library cannot open every name on Windows
    except OSError as problem:
        raise UnreadableFile(problem.strerror or str(problem)) from problem
    if not data.size:
        raise UnreadableFile("The file is empty")
    try:
        picture = cv2.imdecode(data, cv2.IMREAD_COLOR)
    except cv2.error as problem:
        raise UnreadableFile(f"The picture is broken: {problem.err}") from problem
    return None if picture is None else cast(Frame, picture)


def read_video(file: Path) -> Iterator[VideoFrame]:
    """The frames of a video, one after another. Raises UnreadableFile before the first when it is none."""
    cv2.utils.logging.setLogLevel(cv2.utils.logging.LOG_LEVEL_SILENT)
    capture = cv2.VideoCapture(str(file))
    try:
        if not capture.isOpened():
            raise UnreadableFile("Neither a picture nor a video that can be opened here")
        rate = capture.get(cv2.CAP_PROP_FPS) or 30.0
        count = 0
        while True:
            read, frame = capture.read()
            if not read:
                break
            yield VideoFrame(cast(Frame, frame), count / rate)
            count += 1
        if not count:
            raise UnreadableFile("The video has no frames that can be read here")
    finally:
        capture.release()
