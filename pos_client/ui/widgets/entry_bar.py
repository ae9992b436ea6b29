"""A question asked in its place (a quantity, a weight, a number of points, a file): one field, Enter, Esc."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from pos_client.ui.widgets.base import Card, ElidedLabel, View, label
from pos_client.ui.widgets.key_button import KeyButton


@dataclass(frozen=True, slots=True)
class Answer:
    """What was typed to the question of this `topic` about this `subject` (a line id, an SKU, or nothing)."""

    topic: str
    subject: str
    text: str


class EntryBar(View):
    """Asks one thing; `answered` carries an Answer, `cancelled` nothing. Hidden while nothing is asked."""

    answered = Signal(object)  # Answer
    cancelled = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._topic = ""
        self._subject = ""
        frame = Card("entryBar")
        outer = QHBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(frame)
        row = QHBoxLayout(frame)
        row.setContentsMargins(14, 2, 3, 2)
        row.setSpacing(8)
        self._question = ElidedLabel("entryQuestion")
        self._unit = label("muted")
        self.field = QLineEdit()
        self.field.setProperty("role", "entryField")
        self.field.setMinimumHeight(40)
        self.field.installEventFilter(self)
        self._ok = KeyButton("check", "Return", "primary", obeys=False)
        self._ok.clicked.connect(self._on_ok)
        self._cancel = KeyButton("x", "Escape", "quiet", obeys=False)
        self._cancel.clicked.connect(self._on_cancel)
        row.addWidget(self._question, 1)
        row.addWidget(self.field, 1)
        row.addWidget(self._unit)
        row.addWidget(self._ok)
        row.addWidget(self._cancel)
        self.hide()
        self.retranslate()

    def retranslate(self) -> None:
        self._ok.set_words(self.tr("OK"), self.tr("OK (Enter)"))
        self._cancel.set_words("", self.tr("Cancel (Esc)"))

    @property
    def topic(self) -> str:
        """What is being asked, or was last."""
        return self._topic

    def ask(self, topic: str, subject: str, question: str, value: str, unit: str = "", *, secret: bool = False) -> None:
        """Show the question with a value to begin from, and take the keyboard. `secret`: nobody reads what is typed."""
        self.field.setEchoMode(QLineEdit.EchoMode.Password if secret else QLineEdit.EchoMode.Normal)
        self._topic, self._subject = topic, subject
        self._question.setText(question)
        self.field.setAccessibleName(question)
        self._unit.setText(unit)
        self._unit.setVisible(bool(unit))
        self.field.setText(value)
        self.field.selectAll()
        self.show()
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.field and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._on_ok()
                return True
            if event.key() == Qt.Key.Key_Escape:
                self._on_cancel()
                return True
        return super().eventFilter(watched, event)

    def _on_ok(self) -> None:
        answer = Answer(self._topic, self._subject, self.field.text().strip())
        self.field.clear()
        self.hide()
        self.answered.emit(answer)

    def _on_cancel(self) -> None:
        self.hide()
        self.cancelled.emit()
