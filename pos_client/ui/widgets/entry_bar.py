"""A question asked in its place (a quantity, a weight, a number of points, a file): one field, Enter, Esc."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

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
        column = QVBoxLayout(frame)
        column.setContentsMargins(14, 2, 3, 2)
        column.setSpacing(2)
        row = QHBoxLayout()
        row.setSpacing(8)
        # A question that is too long for its half of the row stands over it: nobody answers half a question.
        self._above = label("entryQuestion", wraps=True)
        self._above.setContentsMargins(0, 6, 0, 0)
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
        column.addWidget(self._above)
        column.addLayout(row)
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
        self._above.setText(question)
        self.field.setAccessibleName(question)
        self._unit.setText(unit)
        self._unit.setVisible(bool(unit))
        self.field.setText(value)
        self.field.selectAll()
        self._fit()
        self.show()
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        shown = [self._ok, self._cancel, *([self._unit] if not self._unit.isHidden() else [])]
        room = self.width() - sum(widget.sizeHint().width() + 8 for widget in shown) - 25
        is_long = self._question.sizeHint().width() > room // 2
        self._above.setVisible(is_long)
        self._question.setVisible(not is_long)

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
