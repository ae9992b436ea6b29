"""The camera with its picture and what it read last; the printer, and the hand scanners."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtGui import QImage, QPainter, QPainterPath, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from pos_client.settings import Device
from pos_client.ui.colours import COLOURS
from pos_client.ui.formatting import number
from pos_client.ui.icons import pixmap
from pos_client.ui.models.painting import CENTRE, draw_surface, draw_text
from pos_client.ui.screens.devices.choice import OpenChoice
from pos_client.ui.screens.devices.printer_card import PrinterCard, PrinterState
from pos_client.ui.screens.devices.scanner_card import ScannerCard, ScannerState
from pos_client.ui.widgets.base import Card, ElidedLabel, label
from pos_client.ui.widgets.key_button import KeyButton
from pos_client.ui.widgets.page import Page

CameraCondition = Literal["off", "opening", "running", "failed"]


@dataclass(frozen=True, slots=True)
class DevicesState:
    """`last_code` is masked already where it has to be."""

    camera: str
    known_cameras: tuple[str, ...]
    condition: CameraCondition
    frames_per_second: float
    last_code: str
    last_symbology: str
    printer: PrinterState
    scanner: ScannerState


class Preview(QWidget):
    """The newest frame, as large as fits, or words where there is none."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._frame: QImage | None = None
        self._words = ""
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(QSize(240, 180))

    def show_frame(self, frame: QImage) -> None:
        self._frame = frame
        self.update()

    def show_words(self, words: str) -> None:
        """No picture: these words instead."""
        self._frame = None
        self._words = words
        self.update()

    def has_frame(self) -> bool:
        return self._frame is not None

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        draw_surface(painter, self.rect(), COLOURS.rail, radius=12)
        if self._frame is None:
            size = 48
            at = self.rect().center()
            drawn = pixmap("camera", COLOURS.rail_text, size, self.devicePixelRatioF())
            painter.drawPixmap(at.x() - size // 2, at.y() - size, drawn)
            box = self.rect().adjusted(20, self.height() // 2 + 8, -20, 0)
            box.setHeight(28)
            draw_text(painter, box, self._words, COLOURS.rail_text, 15, align=CENTRE)
        else:
            scaled = self._frame.size().scaled(self.size(), Qt.AspectRatioMode.KeepAspectRatio)
            target = self.rect()
            target.setSize(scaled)
            target.moveCenter(self.rect().center())
            path = QPainterPath()
            path.addRoundedRect(self.rect(), 12, 12)
            painter.setClipPath(path)
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.drawImage(target, self._frame)
        painter.end()


class DevicesView(Page):
    """`camera_chosen` carries a text as in the settings."""

    camera_chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._state: DevicesState | None = None
        column = self.built_column()
        row = QHBoxLayout()
        row.setSpacing(12)
        self._camera_card = self._built_camera()
        row.addWidget(self._camera_card, 3)
        self.printer = PrinterCard()
        self.scanner = ScannerCard()
        right = QVBoxLayout()
        right.setSpacing(10)
        right.addWidget(self.printer)
        right.addWidget(self.scanner)
        right.addStretch(1)
        row.addLayout(right, 2)
        column.addLayout(row, 1)
        self.retranslate()

    def show_only(self, device: Device) -> None:
        """One device at a time, at the first start; the drawer hangs on the printer."""
        self._camera_card.setVisible(device == "camera")
        self.printer.setVisible(device in ("printer", "drawer"))
        self.scanner.setVisible(device == "scanner")
        self.scanner.show_last(shown=True)

    def _built_camera(self) -> QWidget:
        card = Card()
        column = QVBoxLayout(card)
        column.setContentsMargins(16, 12, 16, 16)
        column.setSpacing(8)
        self._camera_title = label("cardTitle")
        column.addWidget(self._camera_title)
        row = QHBoxLayout()
        row.setSpacing(8)
        self.camera = OpenChoice()
        self.use_camera_button = KeyButton("camera", "F5", "plain", 15)
        self.use_camera_button.clicked.connect(self._on_camera)
        self.camera_off_button = KeyButton("x", "F6", "plain", 15)
        self.camera_off_button.clicked.connect(self._on_camera_off)
        row.addWidget(self.camera, 1)
        row.addWidget(self.use_camera_button)
        row.addWidget(self.camera_off_button)
        column.addLayout(row)
        self._camera_hint = label("muted", wraps=True)
        column.addWidget(self._camera_hint)
        self.preview = Preview()
        column.addWidget(self.preview, 1)
        facts = QHBoxLayout()
        self._condition = label("strong")
        self._last = ElidedLabel("muted")
        self._last.setAlignment(Qt.AlignmentFlag.AlignRight)
        facts.addWidget(self._condition)
        facts.addWidget(self._last, 1)
        column.addLayout(facts)
        return card

    def retranslate(self) -> None:
        self._camera_title.setText(self.tr("Camera that reads codes"))
        self.camera.setAccessibleName(self.tr("Camera: number, file or address"))
        self._camera_hint.setText(self.tr("A number (0 is the first camera), a video file, or an address (rtsp://…)."))
        self.use_camera_button.set_words(self.tr("Use"), self.tr("Use this camera"))
        self.camera_off_button.set_words(self.tr("Off"), self.tr("Use no camera"))
        if self._state is not None:
            self.show_state(self._state)

    def show_state(self, state: DevicesState) -> None:
        first = self._state is None
        cameras_changed = first or (self._state is not None and state.known_cameras != self._state.known_cameras)
        camera_changed = first or (self._state is not None and state.camera != self._state.camera)
        self._state = state
        if cameras_changed:
            self.camera.offer(state.known_cameras)
        if camera_changed:
            self.camera.show_text(state.camera)
        self.printer.show_state(state.printer)
        self.scanner.show_state(state.scanner)
        self._condition.setText(self._condition_words(state))
        if state.condition != "running" or not self.preview.has_frame():
            self.preview.show_words(self._condition_words(state))
        last = self.tr("Last read: {code}").format(code=state.last_code) if state.last_code else ""
        words = f"{last} · {state.last_symbology}" if last and state.last_symbology else last
        self._last.setText(words)
        self.scanner.show_code(words)

    def _condition_words(self, state: DevicesState) -> str:
        if state.condition == "running":
            rate = number(round(state.frames_per_second))
            return self.tr("Running · {rate} frames/s").format(rate=rate)
        return {
            "off": self.tr("No camera in use"),
            "opening": self.tr("Opening the camera …"),
            "failed": self.tr("The camera gives no picture; it is tried again"),
        }[state.condition]

    def show_frame(self, frame: QImage) -> None:
        self.preview.show_frame(frame)

    @Slot()
    def _on_camera(self) -> None:
        self.camera_chosen.emit(self.camera.text())

    @Slot()
    def _on_camera_off(self) -> None:
        self.camera.setEditText("")
        self.camera_chosen.emit("")


def known_first(known: Sequence[str], current: str) -> tuple[str, ...]:
    """What the list offers: what is in use, and the known ones."""
    return tuple(dict.fromkeys([source for source in (current, *known) if source]))
