"""The camera in its own thread: frames in, codes and a preview out. It comes back by itself when the source breaks."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, Protocol

import cv2
import numpy as np
from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QImage

from pos_client.devices.debounce import Debounce
from pos_client.devices.decoding.interface import Decoder, DecoderUnavailable, Frame
from pos_client.devices.decoding.strategies import till_decoder
from pos_client.devices.device_thread import DeviceWorker
from pos_client.devices.scanned_code import ScannedCode

SOURCE = "webcam"

Source = int | str
"""A camera's number, a device (`/dev/video0`), a video file, or the address of a stream (`http://…`, MJPEG)."""

CameraStatus = Literal["opened", "lost", "retrying", "ended"]
CameraReason = Literal["", "camera_not_opened", "camera_broke_off", "camera_file_ended", "decoder_missing"]


@dataclass(frozen=True, slots=True)
class CameraState:
    """How the camera is. `reason` is a key for the text that the screen shows; `frames_per_second` while opened."""

    status: CameraStatus
    reason: CameraReason = ""
    frames_per_second: float = 0.0


@dataclass(frozen=True, slots=True)
class FrameShown:
    """A small picture for the preview, a copy of its own."""

    image: QImage


@dataclass(frozen=True, slots=True)
class CameraSettings:
    """`backoff_ms`: waits between attempts to open, the last one again and again. `file_may_end`: a video file that is
    over ends the work; otherwise it begins anew. `preview_width` in pixels."""

    backoff_ms: Sequence[int] = (500, 1_000, 2_000, 5_000, 10_000)
    file_may_end: bool = True
    preview_width: int = 320
    preview_per_second: int = 10
    network_timeout_ms: int = 3_000
    failed_reads_max: int = 5


class Capture(Protocol):
    """The part of `cv2.VideoCapture` that is used here."""

    def isOpened(self) -> bool: ...
    def read(self) -> tuple[bool, Any]: ...
    def get(self, prop: int, /) -> float: ...
    def release(self) -> None: ...


def is_stream(source: Source) -> bool:
    return isinstance(source, str) and "://" in source


def is_file(source: Source) -> bool:
    return isinstance(source, str) and not is_stream(source) and not source.startswith("/dev/") and not source.isdigit()


def open_source(source: Source, settings: CameraSettings) -> Capture:
    """Opens a source of any kind; one that cannot be opened says so by `isOpened()`."""
    # A camera that is away is told to the user by its state; the library would repeat it on stderr at each attempt.
    cv2.utils.logging.setLogLevel(cv2.utils.logging.LOG_LEVEL_ERROR)
    if is_stream(source):
        timeouts = (
            cv2.CAP_PROP_OPEN_TIMEOUT_MSEC,
            settings.network_timeout_ms,
            cv2.CAP_PROP_READ_TIMEOUT_MSEC,
            settings.network_timeout_ms,
        )
        return cv2.VideoCapture(str(source), cv2.CAP_FFMPEG, timeouts)
    if is_file(source):
        # Without the check the library takes `%` and missing names for patterns of picture files, and warns at length.
        return cv2.VideoCapture(str(source)) if Path(str(source)).is_file() else cv2.VideoCapture()
    number = int(source) if isinstance(source, int) or source.isdigit() else None
    if number is None and not Path(str(source)).exists():
        return cv2.VideoCapture()
    capture = cv2.VideoCapture(source if number is None else number)
    capture.set(cv2.CAP_PROP_BUFFERSIZE, 1)  # an old frame shows a code that has left
    return capture


class WebcamWorker(DeviceWorker):
    """Move it to a QThread, connect the thread's `started` to `run`, and call `stop` from any thread to end it.

    `DeviceThread` does that. Signals carry one frozen dataclass each: `frame_shown` a FrameShown, `code_scanned` a
    ScannedCode, `state_changed` a CameraState. `finished` comes last.
    """

    frame_shown = Signal(object)
    code_scanned = Signal(object)
    state_changed = Signal(object)

    def __init__(
        self,
        source: Source,
        settings: CameraSettings | None = None,
        make_decoder: Callable[[], Decoder] = till_decoder,
        debounce: Debounce | None = None,
        opener: Callable[[Source, CameraSettings], Capture] = open_source,
    ) -> None:
        super().__init__()
        self._source = source
        self._settings = settings or CameraSettings()
        self._make_decoder = make_decoder
        self._debounce = debounce or Debounce()
        self._opener = opener
        self._preview_due = 0.0

    @Slot()
    def run(self) -> None:
        """Works until `stop` (a silent stream: until its time limit), or until a file is over that may end."""
        try:
            decoder = self._make_decoder()
        except DecoderUnavailable:
            self.state_changed.emit(CameraState("lost", "decoder_missing"))
            self.finished.emit()
            return
        attempt = 0
        while not self._stopping.is_set():
            reason, frames = self._watch(decoder)
            if self._stopping.is_set() or (reason == "camera_file_ended" and self._settings.file_may_end):
                break
            if reason == "camera_file_ended" and frames:
                continue  # from its beginning
            attempt = 1 if frames else attempt + 1
            self.state_changed.emit(CameraState("lost", reason))
            waits = self._settings.backoff_ms
            if self._stopping.wait(waits[min(attempt, len(waits)) - 1] / 1000):
                break
            self.state_changed.emit(CameraState("retrying", reason))
        self.state_changed.emit(CameraState("ended", "" if self._stopping.is_set() else "camera_file_ended"))
        self.finished.emit()

    def _watch(self, decoder: Decoder) -> tuple[CameraReason, int]:
        """Opens the source and works on its frames; why that came to an end, and after how many frames."""
        capture = self._opener(self._source, self._settings)
        try:
            if not capture.isOpened():
                return "camera_not_opened", 0
            self.state_changed.emit(CameraState("opened"))
            return self._follow(capture, decoder)
        except cv2.error:
            return "camera_broke_off", 0
        finally:
            capture.release()

    def _follow(self, capture: Capture, decoder: Decoder) -> tuple[CameraReason, int]:
        ends = is_file(self._source)
        rate = capture.get(cv2.CAP_PROP_FPS) if ends else 0.0
        frames = failures = 0
        counter = _FrameRate()
        due = time.monotonic()
        while not self._stopping.is_set():
            read, frame = capture.read()
            if not read:
                failures += 1
                if ends:
                    return "camera_file_ended", frames
                if failures > self._settings.failed_reads_max:
                    return "camera_broke_off", frames
                self._stopping.wait(0.05)
                continue
            failures = 0
            frames += 1
            if frame is not None and frame.size:
                self._work_on(frame, decoder)
            if counter.measured():
                self.state_changed.emit(CameraState("opened", "", counter.frames_per_second))
            if rate > 0:  # a file is shown at the pace at which it was taken
                due += 1 / rate
                self._stopping.wait(max(0.0, due - time.monotonic()))
        return "", frames

    def _work_on(self, frame: Frame, decoder: Decoder) -> None:
        for code in self._debounce.new_codes(decoder.decode(frame)):
            self.code_scanned.emit(ScannedCode(code.data, code.aim or code.symbology, SOURCE))
        now = time.monotonic()
        if now >= self._preview_due:
            self._preview_due = now + 1 / self._settings.preview_per_second
            self.frame_shown.emit(FrameShown(thumbnail(frame, self._settings.preview_width)))


class _FrameRate:
    """Frames a second, measured over two seconds at a time."""

    def __init__(self) -> None:
        self._since = time.monotonic()
        self._frames = 0
        self.frames_per_second = 0.0

    def measured(self) -> bool:
        """Counts one frame; true when a new figure is there."""
        self._frames += 1
        elapsed = time.monotonic() - self._since
        if elapsed < 2:
            return False
        self.frames_per_second = self._frames / elapsed
        self._since += elapsed
        self._frames = 0
        return True


def thumbnail(frame: Frame, width: int) -> QImage:
    """A picture of at most `width` pixels across, made from gray or from blue, green, red."""
    factor = min(1.0, width / frame.shape[1])
    height_small = max(1, round(frame.shape[0] * factor))
    width_small = max(1, round(frame.shape[1] * factor))
    small = np.ascontiguousarray(cv2.resize(frame, (width_small, height_small), interpolation=cv2.INTER_AREA))
    gray = small.ndim == 2
    layout = QImage.Format.Format_Grayscale8 if gray else QImage.Format.Format_BGR888
    # The image borrows the array's memory, which goes away; the copy does not.
    return QImage(small.data, width_small, height_small, small.strides[0], layout).copy()
