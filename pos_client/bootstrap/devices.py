"""Camera, printer and PDF of one till, joined to the ports that the use cases and the screens know.

Their libraries are imported when they are first used: OpenCV and the printer's encoder are no part of a cold start.
"""

from __future__ import annotations

import importlib
import logging
import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtGui import QImage

from pos_client.application.receipts import ReceiptWriters
from pos_client.bootstrap.scanner import SerialScanner
from pos_client.bootstrap.settings_file import SettingsFile
from pos_client.devices.device_thread import DeviceThread
from pos_client.errors import Unavailable
from pos_client.settings import Device
from retail.receipt import Cut, Feed, OpenDrawer, QrCode, ReceiptDocument, Row, Rule, Text

if TYPE_CHECKING:
    from pos_client.devices.webcam import CameraState, FrameShown, WebcamWorker

log = logging.getLogger(__name__)

CAMERA_TEST_S = 8  # a network camera takes a while for its first picture


def receipt_writers(settings: SettingsFile) -> ReceiptWriters:
    """Where receipts go, by the settings of the moment. One at a time reaches the printer, whoever asks."""
    turn = threading.Lock()
    known: dict[str, Any] = {}

    def encoded(document: ReceiptDocument, paper_mm: int) -> bytes:
        escpos = importlib.import_module("pos_client.devices.escpos")
        draw_line = None
        if settings.current.printer_draws_text:
            draw_line = importlib.import_module("pos_client.devices.line_drawing").line_dots
        try:
            return bytes(escpos.encode(document, paper_mm, settings.current.drawer_pin, draw_line))
        except escpos.PrinterFontMissing as error:
            raise Unavailable("printer_font_missing") from error

    def transport_to(target: str) -> Any:
        """One for each printer: it remembers whether the printer answers questions."""
        if target not in known:
            known.clear()
            known[target] = importlib.import_module("pos_client.devices.transports").transport_for(target)
        return known[target]

    def print_document(document: ReceiptDocument) -> None:
        printing = importlib.import_module("pos_client.devices.printing")
        escpos = importlib.import_module("pos_client.devices.escpos")
        opens = any(isinstance(element, OpenDrawer) for element in document.elements)
        current = settings.current
        try:
            with turn:
                transport = transport_to(current.printer)
                if transport is None:
                    raise Unavailable("printer_missing")
                # The drawer opens without paper too: cash is taken as before.
                at_once = escpos.pulse_at_once(current.drawer_pin) if opens else b""
                transport.write(encoded(document, current.paper_mm), at_once)
        except printing.PrinterUnavailable as error:
            log.warning("printer: %s", error)
            code = f"printer_{error.condition or 'unavailable'}"
            raise Unavailable(code, printer=error.printer) from error

    def write_pdf(document: ReceiptDocument, path: Path) -> None:
        receipt_pdf = importlib.import_module("pos_client.devices.receipt_pdf")
        try:
            receipt_pdf.write_pdf(document, path, settings.current.paper_mm)
        except receipt_pdf.PdfUnwritable as error:
            raise Unavailable("pdf_unwritable", path=str(path)) from error

    def picture(document: ReceiptDocument, paper_mm: int) -> bytes:
        escpos_picture = importlib.import_module("pos_client.devices.escpos_picture")
        return bytes(escpos_picture.picture_png(encoded(document, paper_mm), paper_mm))

    def paper_is_low() -> bool:
        printer = known.get(settings.current.printer)
        return printer is not None and bool(printer.paper_low)

    return ReceiptWriters(print_document, write_pdf, picture, paper_is_low)


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
    scanner_changed = Signal(object)  # ScannerReport

    def __init__(self, settings: SettingsFile, writers: ReceiptWriters, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._settings = settings
        self._writers = writers
        self._camera: DeviceThread[WebcamWorker] | None = None
        self._preview = False
        self._scanner = SerialScanner(self)
        self._scanner.code_scanned.connect(self.code_scanned)
        self._scanner.changed.connect(self.scanner_changed)
        self._camera_runs = threading.Event()
        self._camera_part = True  # False: what reads cameras is not installed
        self._tests: Mapping[Device, Callable[[], None]] = {
            "camera": self._test_camera,
            "scanner": self._scanner.test,
            "printer": self._test_printer,
            "drawer": self._test_drawer,
        }
        settings.subscribe("camera", self._use_camera)
        for name in ("scanner", "scanner_baud", "scanner_end"):
            settings.subscribe(name, self._use_scanner)

    def start(self) -> None:
        """Open the camera and the scanner that the settings name."""
        self._use_camera()
        self._use_scanner()

    def stop(self) -> None:
        """Close camera and scanner, and join their threads."""
        self._open_camera("")
        self._scanner.use("", 0, "")

    def _use_camera(self) -> None:
        self._open_camera(self._settings.current.camera)

    def _use_scanner(self) -> None:
        current = self._settings.current
        self._scanner.use(current.scanner, current.scanner_baud, current.scanner_end)

    # --- what the devices page asks

    def camera_source(self) -> str:
        return self._settings.current.camera

    def known_cameras(self) -> Sequence[str]:
        """The numbers of the video devices that the system shows; `0` where it shows none by name."""
        found = sorted(path.name.removeprefix("video") for path in Path("/dev").glob("video[0-9]*"))
        return found or ["0"]

    def show_preview(self, shown: bool) -> None:
        self._preview = shown

    def printer_target(self) -> str:
        return self._settings.current.printer

    def paper_is_low(self) -> bool:
        return self._writers.paper_is_low()

    def known_printers(self) -> Sequence[str]:
        """USB printers that are plugged in, and serial ports."""
        cables = importlib.import_module("pos_client.devices.device_transports")
        ports = importlib.import_module("pos_client.devices.serial_scanner").system_ports()
        return [*(f"usb:{path}" for path in cables.usb_printers()), *(f"serial:{port}" for port in ports)]

    def known_scanners(self) -> Sequence[str]:
        return list(importlib.import_module("pos_client.devices.serial_scanner").known_ports())

    def test(self, device: Device) -> None:
        self._tests[device]()

    def _test_printer(self) -> None:
        """A page with what tells a right setting from a wrong one: Chinese, both edges of the paper, a code."""
        current = self._settings.current
        elements = (
            Text("OneTill", "center", bold=True, size=2),
            Text("测试页 Test page", "center"),
            Rule(),
            Row(f"{current.paper_mm} mm", "￥1,234.50"),
            Row(current.printer, ""),
            Rule(),
            QrCode("OneTill"),
            Feed(3),
            Cut(),
        )
        self._writers.print_document(ReceiptDocument(elements))

    def _test_drawer(self) -> None:
        if not self._settings.current.drawer_pin:
            raise Unavailable("drawer_missing")
        self._writers.print_document(ReceiptDocument((OpenDrawer(),)))

    # --- the camera

    def _test_camera(self) -> None:
        if not self._camera_part:
            raise Unavailable("camera_part_missing")
        if self._camera is None:
            raise Unavailable("camera_missing")
        if not self._camera_runs.wait(CAMERA_TEST_S):
            raise Unavailable("camera_silent", camera=self._settings.current.camera)

    def _open_camera(self, source: str) -> None:
        self._camera_runs.clear()
        if self._camera is not None:
            camera, self._camera = self._camera, None
            camera.worker.code_scanned.disconnect(self.code_scanned)
            if not camera.stop():
                log.warning("the camera's thread did not end in time")
            self.camera_changed.emit(CameraReport("off"))
        if not source:
            return
        try:
            webcam = importlib.import_module("pos_client.devices.webcam")
        except ImportError as error:
            # A till without the camera's package, or a broken one: it sells with its scanners.
            log.warning("the camera's part cannot be used: %s", error)
            self._camera_part = False
            self.camera_changed.emit(CameraReport("failed"))
            return
        worker = webcam.WebcamWorker(int(source) if source.isdigit() else source)
        self._camera = DeviceThread(worker, "webcam")
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
        condition = conditions[state.status]
        if condition == "running":
            self._camera_runs.set()
        else:
            self._camera_runs.clear()
        self.camera_changed.emit(CameraReport(condition, state.frames_per_second))
