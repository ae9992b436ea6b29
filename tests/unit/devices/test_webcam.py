"""The camera's thread on real video files, on a real MJPEG server, and on sources that break."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import pytest
import zxingcpp
from PySide6.QtCore import QCoreApplication, QObject, QThread, Slot
from pytestqt.qtbot import QtBot

from pos_client.devices.decoding.interface import Decoder, DecoderUnavailable
from pos_client.devices.device_thread import DeviceThread
from pos_client.devices.scanned_code import ScannedCode
from pos_client.devices.webcam import (
    CameraSettings,
    CameraState,
    FrameShown,
    WebcamWorker,
    is_file,
    is_stream,
    thumbnail,
)

FRAMES = Path(__file__).parents[2] / "data" / "frames"
CLIP = json.loads((FRAMES / "labels.json").read_text(encoding="utf-8"))["clips"][0]
QUICK = CameraSettings(backoff_ms=(10, 20), network_timeout_ms=1_000)


def qr_frame(text: str = "MEMBER") -> Any:
    made = np.array(zxingcpp.create_barcode(text, zxingcpp.BarcodeFormat.QRCode).to_image(scale=6))
    return cv2.cvtColor(np.pad(made, 60, constant_values=255), cv2.COLOR_GRAY2BGR)


class Listener(QObject):
    """Collects what a worker says, on the thread of the test."""

    def __init__(self, worker: WebcamWorker) -> None:
        super().__init__()
        self.codes: list[ScannedCode] = []
        self.states: list[CameraState] = []
        self.frames: list[FrameShown] = []
        self.threads: set[QThread] = set()
        worker.code_scanned.connect(self.on_code)
        worker.state_changed.connect(self.on_state)
        worker.frame_shown.connect(self.on_frame)

    @Slot(object)
    def on_code(self, code: ScannedCode) -> None:
        self.threads.add(QThread.currentThread())
        self.codes.append(code)

    @Slot(object)
    def on_state(self, state: CameraState) -> None:
        self.states.append(state)

    @Slot(object)
    def on_frame(self, shown: FrameShown) -> None:
        self.frames.append(shown)

    def statuses(self) -> list[tuple[str, str]]:
        """Without the repetitions that only tell the frame rate."""
        told = [(state.status, state.reason) for state in self.states]
        return [one for index, one in enumerate(told) if index == 0 or told[index - 1] != one]


class FakeCapture:
    """A source that plays a list: a frame, None for a failed read, an exception to raise."""

    def __init__(self, plays: list[Any], opened: bool = True) -> None:
        self.plays = list(plays)
        self.opened = opened
        self.released = False

    def isOpened(self) -> bool:
        return self.opened

    def read(self) -> tuple[bool, Any]:
        if not self.plays:
            return False, None
        play = self.plays.pop(0)
        if isinstance(play, Exception):
            raise play
        return play is not None, play

    def get(self, prop: int, /) -> float:
        return 0.0

    def release(self) -> None:
        self.released = True


def run(qtbot: QtBot, worker: WebcamWorker, until: Any) -> Listener:
    """Runs a worker in its thread until something is so, and joins it."""
    listener = Listener(worker)
    camera = DeviceThread(worker, "webcam")
    camera.start()
    try:
        qtbot.waitUntil(lambda: bool(until(listener)), timeout=20_000)
    finally:
        assert camera.stop(15_000)
    assert not camera.thread.isRunning()
    QCoreApplication.processEvents()  # deliver what was queued before the end
    return listener


def test_a_clip_gives_its_code_once_and_then_ends(qtbot: QtBot) -> None:
    worker = WebcamWorker(str(FRAMES / CLIP["file"]), QUICK)
    listener = run(qtbot, worker, lambda listener: listener.states[-1:] and listener.states[-1].status == "ended")
    assert listener.codes == [ScannedCode(CLIP["text"].encode(), "]Q1", "webcam")]
    assert listener.threads == {QThread.currentThread()}
    assert listener.statuses() == [("opened", ""), ("ended", "camera_file_ended")]
    # A second of video: at most ten pictures, each small.
    assert 1 <= len(listener.frames) <= 15
    assert all(shown.image.width() == 320 and shown.image.height() == 240 for shown in listener.frames)


def test_a_clip_that_may_not_end_begins_anew(qtbot: QtBot, tmp_path: Path) -> None:
    file = str(tmp_path / "short.avi")
    writer = cv2.VideoWriter(file, cv2.VideoWriter.fourcc(*"MJPG"), 30, (320, 240))
    for _ in range(3):
        writer.write(np.full((240, 320, 3), 90, np.uint8))
    writer.release()
    settings = CameraSettings(backoff_ms=(10,), file_may_end=False)
    worker = WebcamWorker(file, settings)
    listener = run(qtbot, worker, lambda listener: [s.status for s in listener.states].count("opened") >= 3)
    assert listener.statuses() == [("opened", ""), ("ended", "")]


@pytest.mark.parametrize("source", ["missing/video.avi", "/dev/video-that-is-not-there", "http://127.0.0.1:9/none"])
def test_a_source_that_is_not_there_is_tried_again_until_stopped(qtbot: QtBot, source: str) -> None:
    worker = WebcamWorker(source, QUICK)
    listener = run(qtbot, worker, lambda listener: [s.status for s in listener.states].count("retrying") >= 2)
    assert listener.statuses()[:3] == [
        ("lost", "camera_not_opened"),
        ("retrying", "camera_not_opened"),
        ("lost", "camera_not_opened"),
    ]
    assert listener.states[-1].status == "ended"


def test_a_camera_that_breaks_off_comes_back(qtbot: QtBot) -> None:
    captures = [
        FakeCapture([qr_frame("A"), None, qr_frame("A"), *[None] * 6]),
        FakeCapture([], opened=False),
        FakeCapture([cv2.error("unplugged")]),
        FakeCapture([qr_frame("B")] * 5),
    ]
    waiting = list(captures)
    worker = WebcamWorker(
        0, QUICK, opener=lambda source, settings: waiting.pop(0) if waiting else FakeCapture([], False)
    )
    listener = run(qtbot, worker, lambda listener: len(listener.codes) == 2)
    assert [code.data for code in listener.codes] == [b"A", b"B"]
    assert listener.statuses()[:8] == [
        ("opened", ""),
        ("lost", "camera_broke_off"),
        ("retrying", "camera_broke_off"),
        ("lost", "camera_not_opened"),
        ("retrying", "camera_not_opened"),
        ("opened", ""),
        ("lost", "camera_broke_off"),
        ("retrying", "camera_broke_off"),
    ]
    assert all(capture.released for capture in captures)


def test_frames_of_no_size_are_survived(qtbot: QtBot) -> None:
    empty = [np.zeros((0, 0, 3), np.uint8), np.zeros((0, 640, 3), np.uint8), np.zeros((1, 1, 3), np.uint8)]
    capture = FakeCapture([*empty, qr_frame()])
    captures = [capture]
    worker = WebcamWorker(
        0, QUICK, opener=lambda source, settings: captures.pop() if captures else FakeCapture([], False)
    )
    listener = run(qtbot, worker, lambda listener: listener.codes)
    assert listener.codes[0].data == b"MEMBER"


def test_stopping_does_not_wait_for_the_back_off(qtbot: QtBot) -> None:
    worker = WebcamWorker("missing.avi", CameraSettings(backoff_ms=(3_600_000,)))
    listener = run(qtbot, worker, lambda listener: listener.states)
    assert [state.status for state in listener.states] == ["lost", "ended"]


def test_a_missing_decoder_is_told_and_ends_the_work(qtbot: QtBot) -> None:
    def make() -> Decoder:
        raise DecoderUnavailable("zxing-cpp is missing")

    listener = run(qtbot, WebcamWorker(0, QUICK, make), lambda listener: listener.states)
    assert listener.statuses() == [("lost", "decoder_missing")]


@pytest.fixture
def stream() -> Iterator[str]:
    """An HTTP server that sends MJPEG, as phones and network cameras do, and breaks off after some frames."""
    _, encoded = cv2.imencode(".jpg", qr_frame("STREAM"))
    picture = encoded.tobytes()

    class Camera(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "multipart/x-mixed-replace; boundary=frame")
            self.end_headers()
            try:
                for _ in range(12):
                    head = f"--frame\r\nContent-Type: image/jpeg\r\nContent-Length: {len(picture)}\r\n\r\n".encode()
                    self.wfile.write(head + picture + b"\r\n")
                    time.sleep(0.02)
            except OSError:
                pass  # the reader has gone

        def log_message(self, format: str, *arguments: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Camera)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/video"
    server.shutdown()
    server.server_close()
    thread.join()


def test_a_stream_is_read_and_opened_again_when_it_breaks_off(qtbot: QtBot, stream: str) -> None:
    worker = WebcamWorker(stream, QUICK)
    listener = run(qtbot, worker, lambda listener: [s.status for s in listener.states].count("opened") >= 2)
    assert listener.codes[0].data == b"STREAM"
    assert ("lost", "camera_broke_off") in listener.statuses()


def test_the_gui_thread_is_never_blocked(qtbot: QtBot) -> None:
    """The worker hangs inside its source; the test's event loop goes on."""
    gate = threading.Event()

    class Hanging(FakeCapture):
        def read(self) -> tuple[bool, Any]:
            gate.wait(20)
            return False, None

    worker = WebcamWorker(0, QUICK, opener=lambda source, settings: Hanging([]))
    listener = Listener(worker)
    camera = DeviceThread(worker, "webcam")
    camera.start()
    qtbot.waitUntil(lambda: bool(listener.states))
    assert camera.stop(50) is False
    gate.set()
    assert camera.stop(15_000)


def test_the_thread_has_a_name() -> None:
    assert DeviceThread(WebcamWorker(0), "webcam").thread.objectName() == "webcam"


@pytest.mark.parametrize(
    ("source", "kind"),
    [(0, "camera"), ("0", "camera"), ("/dev/video2", "camera"), ("a.avi", "file"), ("http://x/y", "stream")],
)
def test_kinds_of_sources(source: int | str, kind: str) -> None:
    assert (is_file(source), is_stream(source)) == (kind == "file", kind == "stream")


def test_a_thumbnail_keeps_colours_and_shape() -> None:
    frame = np.zeros((720, 1280, 3), np.uint8)
    frame[:, :, 2] = 255  # red, in OpenCV's order
    image = thumbnail(frame, 320)
    assert (image.width(), image.height()) == (320, 180)
    assert image.pixelColor(5, 5).getRgb()[:3] == (255, 0, 0)
    gray = thumbnail(np.full((10, 13), 77, np.uint8), 320)
    assert (gray.width(), gray.pixelColor(12, 9).red()) == (13, 77)
