"""Camera, printer and PDF of one till, joined to the ports that the use cases and the screens know.

Their libraries are imported when they are first used: OpenCV and the printer's encoder are no part of a cold start.
"""

from __future__ import annotations

import importlib
import logging
import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtGui import QImage

from pos_client import settings as till_settings
from pos_client.application.receipts import ReceiptWriters
from pos_client.errors import Refused, Unavailable
from pos_client.settings import Settings
from retail.receipt import Cut, Feed, ReceiptDocument, Rule, Text

if TYPE_CHECKING:
    from pos_client.devices.webcam import CameraState, CameraThread, FrameShown

log = logging.getLogger(__name__)


class SettingsFile:
    """The settings of one data folder, kept as they change. `overrides` hold for this run and are not kept."""

    def __init__(self, folder: Path, settings: Settings, overrides: Mapping[str, Any] | None = None) -> None:
        """Raises BadSettings for an override that is none."""
        self._folder = folder
        self._kept = settings
        self.current = till_settings.changed(settings, overrides or {})

    def change(self, **values: Any) -> None:
        """Raises BadSettings; raises Unavailable `store_read_only` when the file cannot be written."""
        kept = till_settings.changed(self._kept, values)
        try:
            till_settings.save(self._folder, kept)
        except OSError as error:
            raise Unavailable("store_read_only", path=str(self._folder)) from error
        self._kept = kept
        self.current = till_settings.changed(self.current, values)


def receipt_writers(settings: SettingsFile) -> ReceiptWriters:
    """Where receipts go, by the settings of the moment. One at a time reaches the printer, whoever asks."""
    turn = threading.Lock()

    def encoded(document: ReceiptDocument, paper_mm: int) -> bytes:
        escpos = importlib.import_module("pos_client.devices.escpos")
        return bytes(escpos.encode(document, paper_mm, settings.current.drawer_pin))

    def print_document(document: ReceiptDocument) -> None:
        transports = importlib.import_module("pos_client.devices.transports")
        transport = transports.transport_for(settings.current.printer)
        if transport is None:
            raise Unavailable("printer_missing")
        try:
            with turn:
                transport.write(encoded(document, settings.current.paper_mm))
        except transports.PrinterUnavailable as error:
            log.warning("printer: %s", error)
            raise Unavailable("printer_unavailable", printer=error.printer) from error

    def write_pdf(document: ReceiptDocument, path: Path) -> None:
        receipt_pdf = importlib.import_module("pos_client.devices.receipt_pdf")
        try:
            receipt_pdf.write_pdf(document, path, settings.current.paper_mm)
        except receipt_pdf.PdfUnwritable as error:
            raise Unavailable("pdf_unwritable", path=str(path)) from error

    def picture(document: ReceiptDocument, paper_mm: int) -> bytes:
        escpos_picture = importlib.import_module("pos_client.devices.escpos_picture")
        return bytes(escpos_picture.picture_png(encoded(document, paper_mm), paper_mm))

    return ReceiptWriters(print_document, write_pdf, picture)


@dataclass(frozen=True, slots=True)
class CameraReport:
    """How the camera is, in the screen's words."""

    condition: Literal["off", "opening", "running", "failed"]
    frames_per_second: float = 0.0


class Devices(QObject):
    """Implements pos_client.ui.ports.DeviceControl; the camera's signals arrive here and go on to the window."""

    code_scanned = Signal(object)  # ScannedCode
    frame_shown = Signal(QImage)
    camera_changed = Signal(object)  # CameraReport

    def __init__(self, settings: SettingsFile, writers: ReceiptWriters, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._settings = settings
        self._writers = writers
        self._camera: CameraThread | None = None
        self._preview = False

    def start(self) -> None:
        """Open the camera that the settings name."""
        self._open_camera(self._settings.current.camera)

    def stop(self) -> None:
        """Close the camera and join its thread."""
        self._open_camera("")

    # --- what the devices page asks

    def camera_source(self) -> str:
        return self._settings.current.camera

    def known_cameras(self) -> Sequence[str]:
        """The numbers of the video devices that the system shows; `0` where it shows none by name."""
        found = sorted(path.name.removeprefix("video") for path in Path("/dev").glob("video[0-9]*"))
        return found or ["0"]

    def use_camera(self, source: str) -> None:
        self._settings.change(camera=source.strip())
        self._open_camera(source.strip())

    def show_preview(self, shown: bool) -> None:
        self._preview = shown

    def printer_target(self) -> str:
        return self._settings.current.printer

    def use_printer(self, target: str) -> None:
        transports = importlib.import_module("pos_client.devices.transports")
        try:
            transports.transport_for(target.strip())
        except ValueError as error:
            raise Refused("setting_wrong", value=target) from error
        self._settings.change(printer=target.strip())

    def print_test(self) -> None:
        elements = (Text("OneTill", "center", bold=True, size=2), Rule(), Text("测试页 Test page"), Feed(3), Cut())
        self._writers.print_document(ReceiptDocument(elements))

    # --- the camera

    def _open_camera(self, source: str) -> None:
        if self._camera is not None:
            camera, self._camera = self._camera, None
            camera.worker.code_scanned.disconnect(self.code_scanned)
            if not camera.stop():
                log.warning("the camera's thread did not end in time")
            self.camera_changed.emit(CameraReport("off"))
        if not source:
            return
        webcam = importlib.import_module("pos_client.devices.webcam")
        worker = webcam.WebcamWorker(int(source) if source.isdigit() else source)
        self._camera = webcam.CameraThread(worker)
        worker.code_scanned.connect(self.code_scanned)
        worker.frame_shown.connect(self._on_frame)
        worker.state_changed.connect(self._on_state)
        self.camera_changed.emit(CameraReport("opening"))
        self._camera.start()

    @Slot(object)
    def _on_frame(self, frame: FrameShown) -> None:
        if self._preview:
            self.frame_shown.emit(frame.image)

    @Slot(object)
    def _on_state(self, state: CameraState) -> None:
        conditions: dict[str, Literal["off", "running", "failed"]] = {
            "opened": "running",
            "lost": "failed",
            "retrying": "failed",
            "ended": "off",
        }
        self.camera_changed.emit(CameraReport(conditions[state.status], state.frames_per_second))
