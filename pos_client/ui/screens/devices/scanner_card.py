"""Hand scanners: those that type need nothing; one on a serial port is set up here."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from pos_client.ui.screens.devices.choice import FixedChoice, OpenChoice
from pos_client.ui.theme import set_state
from pos_client.ui.widgets.base import Card, ElidedLabel, View, label
from pos_client.ui.widgets.key_button import KeyButton

BAUDS = (1200, 2400, 4800, 9600, 19200, 38400, 57600, 115200)
ENDS = ("enter", "tab", "pause")
ScannerCondition = Literal["off", "away", "ready"]


@dataclass(frozen=True, slots=True)
class ScannerChoice:
    """As in the settings; an empty port is none."""

    port: str = ""
    baud: int = 9600
    end: str = "enter"


@dataclass(frozen=True, slots=True)
class ScannerState:
    chosen: ScannerChoice
    known: tuple[str, ...]
    condition: ScannerCondition
    port: str
    sounds: bool


class ScannerCard(View):
    """`chosen` carries a ScannerChoice, `sounds_asked` whether there are to be sounds."""

    chosen = Signal(object)
    sounds_asked = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._state: ScannerState | None = None
        card = Card()
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(card)
        column = QVBoxLayout(card)
        column.setContentsMargins(16, 12, 16, 14)
        column.setSpacing(8)
        head = QHBoxLayout()
        self._title = label("cardTitle")
        self.sound_button = KeyButton("volume-2", "F7", "tab", 14)
        self.sound_button.setCheckable(True)
        self.sound_button.clicked.connect(self._on_sound)
        head.addWidget(self._title, 1)
        head.addWidget(self.sound_button)
        column.addLayout(head)
        self._hint = label("muted", wraps=True)
        column.addWidget(self._hint)
        self.port = OpenChoice()
        column.addWidget(self.port)
        row = QHBoxLayout()
        row.setSpacing(8)
        self.baud = FixedChoice(BAUDS)
        self.end = FixedChoice(ENDS)
        self.keep_button = KeyButton("check", "F11", "plain", 15)
        self.keep_button.clicked.connect(self._on_keep)
        row.addWidget(self.baud, 1)
        row.addWidget(self.end, 1)
        row.addWidget(self.keep_button)
        column.addLayout(row)
        self._condition = ElidedLabel("strong")
        column.addWidget(self._condition)
        # Where the camera's card, which says what was read, is in sight, it need not stand here too.
        self._last = ElidedLabel("strong")
        set_state(self._last, "tone", "good")
        self._last.hide()
        column.addWidget(self._last)
        field = self.port.lineEdit()
        if field is not None:
            field.returnPressed.connect(self._on_keep)
        self.retranslate()

    def retranslate(self) -> None:
        self._title.setText(self.tr("Hand scanners"))
        self._hint.setText(
            self.tr("A scanner that types like a keyboard works without any setting. One on a serial port is set here.")
        )
        self.port.setAccessibleName(self.tr("Port of the serial scanner"))
        field = self.port.lineEdit()
        if field is not None:
            field.setPlaceholderText(self.tr("No serial scanner"))
        self.baud.setAccessibleName(self.tr("Speed of the port"))
        self.baud.set_words([self.tr("{baud} baud").format(baud=baud) for baud in BAUDS])
        self.end.setAccessibleName(self.tr("What the scanner sends behind a code"))
        self.end.set_words([self.tr("Enter behind"), self.tr("Tab behind"), self.tr("Nothing behind")])
        self.keep_button.set_words(self.tr("Keep"), self.tr("Keep this scanner"))
        self.sound_button.set_words(self.tr("Sound"), self.tr("A sound says whether a scan was read"))
        if self._state is not None:
            self.show_state(self._state)

    def show_state(self, state: ScannerState) -> None:
        before, self._state = self._state, state
        if before is None or state.known != before.known:
            self.port.offer(state.known)
        if before is None or state.chosen != before.chosen:
            self.port.show_text(state.chosen.port)
            self.baud.show_value(state.chosen.baud)
            self.end.show_value(state.chosen.end)
        self.sound_button.setChecked(state.sounds)
        words = {
            "off": self.tr("No serial scanner is set up"),
            "away": self.tr("The scanner is not plugged in; it is looked for"),
            "ready": self.tr("Ready on {port}").format(port=state.port),
        }[state.condition]
        self._condition.setText(words)
        set_state(self._condition, "tone", {"ready": "good", "away": "bad"}.get(state.condition, ""))

    def show_last(self, *, shown: bool) -> None:
        """Whether what was read last stands here."""
        self._last.setVisible(shown)

    def show_code(self, words: str) -> None:
        self._last.setText(words)

    @Slot()
    def _on_sound(self) -> None:
        self.sounds_asked.emit(self.sound_button.isChecked())

    @Slot()
    def _on_keep(self) -> None:
        baud, end = self.baud.value(), self.end.value()
        assert isinstance(baud, int)
        self.chosen.emit(ScannerChoice(self.port.text(), baud, str(end)))
