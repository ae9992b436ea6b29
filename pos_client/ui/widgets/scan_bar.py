"""The field for scanning and searching. It never needs the focus: whoever holds the keys hands typed text over."""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QWidget

from pos_client.ui.colours import COLOURS
from pos_client.ui.icons import pixmap
from pos_client.ui.theme import set_state
from pos_client.ui.widgets.base import Card, View, label

FLASH_MS = 1200
Flash = Literal["", "good", "bad"]
_ICONS = {
    "": ("scan-barcode", COLOURS.accent),
    "good": ("circle-check", COLOURS.good),
    "bad": ("circle-x", COLOURS.bad),
}


class ScanBar(View):
    """A line edit with an icon that flashes green with a tick, or red with a cross, at each scan."""

    text_changed = Signal(str)
    entered = Signal(str)
    moved = Signal(int)  # rows down (or, negative, up) in the results
    left = Signal()  # Escape: the user is done here
    flashed = Signal(object)  # the tone

    def __init__(self, parent: QWidget | None = None, *, members_only: bool = False) -> None:
        """`members_only`: where goods are not looked for."""
        super().__init__(parent)
        self._members_only = members_only
        self._is_paid = False
        self._frame = Card("scanBar")
        self._icon = QLabel()
        self._icon.setFixedSize(24, 24)
        self._said = label("scanSaid")
        self._is_saying = False  # about what is being typed
        self._key = label("keyCap", "F3")
        self.field = QLineEdit()
        self.field.setProperty("role", "scanField")
        self.field.setMaxLength(200)
        # Reached by F3, a click, or by just typing: Tab goes through what has no other way.
        self.field.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.field.installEventFilter(self)
        self.field.textChanged.connect(self.text_changed)
        outer = QHBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._frame)
        row = QHBoxLayout(self._frame)
        row.setContentsMargins(12, 2, 12, 2)
        row.setSpacing(10)
        row.addWidget(self._icon)
        row.addWidget(self.field, 1)
        row.addWidget(self._said)
        row.addWidget(self._key)
        self._calm = QTimer(self)
        self._calm.setSingleShot(True)
        self._calm.setInterval(FLASH_MS)
        self._calm.timeout.connect(self._on_calm)
        self.retranslate()

    def retranslate(self) -> None:
        # What it says of the last scan is in the language before: it has been said.
        self._show("", "")
        self._word_field()

    def _word_field(self) -> None:
        if self._members_only:
            self.field.setPlaceholderText(
                self.tr("Scan a member's code or card, or type a name, initials or phone tail")
            )
        elif self.field.isEnabled():
            self.field.setPlaceholderText(self.tr("Scan anything, or type a name, initials, SKU or phone tail"))
        else:
            self.field.setPlaceholderText(
                self.tr("A payment is being taken")
                if self._is_paid
                else self.tr("A payment is being taken; Esc goes back to the basket")
            )
        self.field.setAccessibleName(self.tr("Scan or search"))

    def set_typing(self, possible: bool, *, paid: bool = False) -> None:
        """Whether typed text comes here; scans always do. `paid`: no way leads back by Esc: something was taken, or is
        being taken by a wallet, which Esc would cancel.
        """
        turned = possible != self.field.isEnabled()
        if turned or paid != self._is_paid:
            self._is_paid = paid
            self.field.setEnabled(possible)
            self._word_field()
        if turned:
            if self._said.text():
                self._show("", "")
            self._key.setVisible(possible)

    def flash(self, tone: Flash, said: str) -> None:
        """Show that a scan was read (good) or refused (bad), with a word or two, for a moment."""
        self._is_saying = False
        self._show(tone, said)
        self._calm.start()
        self.flashed.emit(tone)

    def say(self, said: str) -> None:
        """A few words about what is being typed, until something else is said; empty: nothing."""
        if said or self._is_saying:
            self._is_saying = bool(said)
            self._calm.stop()
            self._show("", said)

    def type_text(self, typed: str) -> None:
        """Text that was typed while something else had the focus."""
        self.field.insert(typed)

    def text(self) -> str:
        return self.field.text()

    def clear(self) -> None:
        self.field.clear()

    def handle_key(self, event: QKeyEvent) -> bool:
        """Keys that steer the results, wherever they were pressed; says whether this was one."""
        key = event.key()
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.text().strip():
            self.entered.emit(self.text().strip())
        elif key in (Qt.Key.Key_Up, Qt.Key.Key_Down) and self.text():
            self.moved.emit(1 if key == Qt.Key.Key_Down else -1)
        elif key == Qt.Key.Key_Escape and (self.text() or self.field.hasFocus()):
            self.clear()
            self.left.emit()
        elif key == Qt.Key.Key_Backspace and self.text() and not self.field.hasFocus():
            self.field.backspace()
        else:
            return False
        return True

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.field:
            if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and self.handle_key(event):
                return True
            if event.type() in (QEvent.Type.FocusIn, QEvent.Type.FocusOut):
                set_state(self._frame, "focused", event.type() == QEvent.Type.FocusIn)
        return super().eventFilter(watched, event)

    @Slot()
    def _on_calm(self) -> None:
        self._show("", "")

    def _show(self, tone: Flash, said: str) -> None:
        name, colour = _ICONS[tone]
        self._icon.setPixmap(pixmap(name, colour, 24, self.devicePixelRatioF()))
        set_state(self._frame, "tone", tone)
        set_state(self._said, "tone", tone)
        self._said.setText(said)
        self._said.setVisible(bool(said))
        self._key.setVisible(not said and self.field.isEnabled())
