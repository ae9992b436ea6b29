"""A question above a page, with fields and buttons that are worked by keys alone."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from pos_client.ui.widgets.base import Card, ElidedLabel, View
from pos_client.ui.widgets.button_row import ButtonRow
from pos_client.ui.widgets.key_button import KeyButton


class FormPanel(View):
    """Hidden while nothing is asked; Esc takes the question back. Subclasses build into `column`, below the title, and
    get the keys of the widgets that they `watch`.
    """

    cancelled = Signal()

    def __init__(self, parent: QWidget | None = None, *, beside_title: Sequence[KeyButton] = ()) -> None:
        super().__init__(parent)
        frame = Card("entryBar")
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(frame)
        self.column = QVBoxLayout(frame)
        self.column.setContentsMargins(14, 8, 10, 10)
        self.column.setSpacing(8)
        self.title = ElidedLabel("cardTitle")
        self._cancel = KeyButton("x", "Escape", "quiet", 14, obeys=False)
        self._cancel.clicked.connect(self._on_cancel)
        self.column.addWidget(ButtonRow((*beside_title, self._cancel), note=self.title))
        self.hide()

    def retranslate(self) -> None:
        self._cancel.set_words("", self.tr("Cancel (Esc)"))

    @property
    def is_open(self) -> bool:
        return not self.isHidden()

    def close_panel(self) -> None:
        self.hide()

    def built_field(self, length_max: int | None = None) -> QLineEdit:
        """A watched field for one line of text."""
        field = QLineEdit()
        field.setProperty("role", "entryField")
        field.setMinimumHeight(44)
        if length_max is not None:
            field.setMaxLength(length_max)
        self.watch(field)
        return field

    def watch(self, widget: QWidget) -> None:
        """Its keys come to `take_key` first."""
        widget.installEventFilter(self)

    def take_key(self, watched: QObject, event: QKeyEvent) -> bool:
        """A key that was pressed in a watched widget, but for Esc; says whether it was of use."""
        raise NotImplementedError

    def take_back(self) -> None:
        """Esc: the whole question, where a subclass has no smaller step."""
        self.close_panel()
        self.cancelled.emit()

    def step_focus(self, order: Sequence[QWidget], watched: QObject, step: int) -> None:
        """Give the keyboard to the widget so many places further, or to the one at the end."""
        at = next((number for number, widget in enumerate(order) if widget is watched), 0) + step
        order[max(0, min(len(order) - 1, at))].setFocus(Qt.FocusReason.OtherFocusReason)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() == Qt.Key.Key_Escape:
                self.take_back()
                return True
            if self.take_key(watched, event):
                return True
        return super().eventFilter(watched, event)

    @Slot()
    def _on_cancel(self) -> None:
        self.take_back()


def is_enter(event: QKeyEvent) -> bool:
    return event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)


def digit_of(event: QKeyEvent, count: int) -> int | None:
    """The place, from 0, of the button whose digit was pressed; None when no button of `count` has it."""
    text = event.text()
    return int(text) - 1 if text.isdigit() and text.isascii() and 1 <= int(text) <= count else None
