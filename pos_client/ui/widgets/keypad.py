"""Digits to be touched, for PINs and amounts; the keyboard does the same through whoever owns the pad."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QWidget

from pos_client.ui.widgets.base import View
from pos_client.ui.widgets.key_button import KeyButton

BACKSPACE = "backspace"
CLEAR = "clear"

# Rows from the top; the keys of a shorter row are wider.
PIN_ROWS = (("7", "8", "9"), ("4", "5", "6"), ("1", "2", "3"), (CLEAR, "0", BACKSPACE))
AMOUNT_ROWS = (("7", "8", "9", BACKSPACE), ("4", "5", "6", CLEAR), ("1", "2", "3", "."), ("0", "00"))


class Keypad(View):
    """A grid of keys, which grow with the room up to `height_max`.

    `pressed` carries a digit, `.`, `00`, `backspace` or `clear`.
    """

    pressed = Signal(str)

    def __init__(
        self,
        rows: tuple[tuple[str, ...], ...],
        height: int = 48,
        height_max: int = 66,
        *,
        gap: int = 6,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._buttons: dict[str, KeyButton] = {}
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(gap)
        columns = max(map(len, rows))
        for row, keys in enumerate(rows):
            span = columns // len(keys)
            for column, key in enumerate(keys):
                grid.addWidget(self._made(key, height, height_max), row, column * span, 1, span)
        for column in range(columns):
            grid.setColumnStretch(column, 1)
        self.retranslate()

    def _made(self, key: str, height: int, height_max: int) -> KeyButton:
        icon = {BACKSPACE: "delete"}.get(key, "")
        button = KeyButton(icon, kind="digit", pixels=15 if key == CLEAR else 20)
        button.setMinimumHeight(height)
        button.setMaximumHeight(height_max)
        button.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Expanding)
        button.clicked.connect(lambda _checked=False, key=key: self.pressed.emit(key))
        self._buttons[key] = button
        return button

    def button(self, key: str) -> KeyButton:
        return self._buttons[key]

    def retranslate(self) -> None:
        for key, button in self._buttons.items():
            if key == CLEAR:
                button.set_words(self.tr("Clear"))
            elif key == BACKSPACE:
                button.set_words("", self.tr("Delete the last digit"))
            else:
                button.set_words(key)
