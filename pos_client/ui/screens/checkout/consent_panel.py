"""What the member at the counter agrees to: read out, given or withdrawn by digits, kept by Enter."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from pos_client.ui.formatting import is_chinese
from pos_client.ui.widgets.base import Card, ElidedLabel, View, cleared
from pos_client.ui.widgets.key_button import KeyButton
from retail.joining import ConsentText

CONSENTS_MAX = 9


class ConsentPanel(View):
    """Hidden while nobody asks. What was never said stands as not given."""

    said = Signal(object)  # dict[str, bool]: the purposes that are otherwise than before
    cancelled = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name = ""
        self._consents: tuple[ConsentText, ...] = ()
        self._before: Mapping[str, bool] = {}
        self.buttons: list[KeyButton] = []
        frame = Card("entryBar")
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(frame)
        column = QVBoxLayout(frame)
        column.setContentsMargins(14, 8, 10, 10)
        column.setSpacing(8)
        head = QHBoxLayout()
        self._title = ElidedLabel("cardTitle")
        self._cancel = KeyButton("x", "Escape", "quiet", 14, obeys=False)
        self._cancel.clicked.connect(self._on_cancel)
        head.addWidget(self._title, 1)
        head.addWidget(self._cancel)
        column.addLayout(head)
        self._hint = ElidedLabel("muted")
        column.addWidget(self._hint)
        self._rows = QVBoxLayout()
        self._rows.setSpacing(6)
        column.addLayout(self._rows)
        foot = QHBoxLayout()
        self.keep_button = KeyButton("check", "Return", "primary", 15, obeys=False)
        self.keep_button.clicked.connect(self._on_keep)
        self.keep_button.installEventFilter(self)
        foot.addStretch(1)
        foot.addWidget(self.keep_button)
        column.addLayout(foot)
        self.hide()
        self.retranslate()

    def retranslate(self) -> None:
        self._title.setText(self.tr("What {name} agrees to").format(name=self._name))
        self._hint.setText(self.tr("Press what the member gives or withdraws; Enter keeps it."))
        self._cancel.set_words("", self.tr("Cancel (Esc)"))
        self.keep_button.set_words(self.tr("Keep"))
        for button, consent in zip(self.buttons, self._consents, strict=True):
            words = consent.text if is_chinese() or not consent.text_en else consent.text_en
            state = self.tr("agreed") if button.isChecked() else self.tr("not agreed")
            button.set_words(words, f"{words} ({state})")

    def ask(self, name: str, consents: Sequence[ConsentText], before: Mapping[str, bool]) -> None:
        """Show what was said last, and take the keyboard. What one joins by cannot be withdrawn at a counter."""
        self._name, self._before = name, before
        self._consents = tuple(text for text in consents if not text.required)[:CONSENTS_MAX]
        cleared(self._rows)
        self.buttons = []
        for at, consent in enumerate(self._consents):
            button = KeyButton("", str(at + 1), "tab", 14, obeys=False)
            button.let_words_elide()
            button.setCheckable(True)
            button.setChecked(before.get(consent.purpose, False))
            button.toggled.connect(self._on_toggled)
            button.installEventFilter(self)
            self._rows.addWidget(button)
            button.show()
            self.buttons.append(button)
        self._show_icons()
        self.retranslate()
        self.show()
        (self.buttons[0] if self.buttons else self.keep_button).setFocus(Qt.FocusReason.OtherFocusReason)

    def close_panel(self) -> None:
        self.hide()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and self._handle(watched, event):
            return True
        return super().eventFilter(watched, event)

    def _handle(self, watched: QObject, event: QKeyEvent) -> bool:
        if event.key() == Qt.Key.Key_Escape:
            self._on_cancel()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._on_keep()
        elif event.text().isdigit() and 1 <= int(event.text()) <= len(self.buttons):
            self.buttons[int(event.text()) - 1].click()
        elif event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            order: list[QWidget] = [*self.buttons, self.keep_button]
            step = 1 if event.key() == Qt.Key.Key_Down else -1
            at = next((number for number, widget in enumerate(order) if widget is watched), 0) + step
            order[max(0, min(len(order) - 1, at))].setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            return False
        return True

    def _show_icons(self) -> None:
        for button in self.buttons:
            button.set_icon_name("check" if button.isChecked() else "minus")

    @Slot(bool)
    def _on_toggled(self, _given: bool) -> None:
        self._show_icons()
        self.retranslate()

    @Slot()
    def _on_keep(self) -> None:
        now = {
            consent.purpose: button.isChecked() for consent, button in zip(self._consents, self.buttons, strict=True)
        }
        self.said.emit({name: given for name, given in now.items() if self._before.get(name, False) != given})

    @Slot()
    def _on_cancel(self) -> None:
        self.close_panel()
        self.cancelled.emit()
