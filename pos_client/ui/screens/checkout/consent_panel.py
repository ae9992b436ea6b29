"""What the member at the counter agrees to: read out, given or withdrawn by digits, kept by Enter."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from pos_client.ui.formatting import is_chinese
from pos_client.ui.widgets.base import ElidedLabel, cleared
from pos_client.ui.widgets.form_panel import FormPanel, digit_of, is_enter
from pos_client.ui.widgets.key_button import KeyButton
from retail.joining import ConsentText

CONSENTS_MAX = 9


class ConsentPanel(FormPanel):
    """Hidden while nobody asks. What was never said stands as not given."""

    said = Signal(object)  # dict[str, bool]: the purposes that are otherwise than before

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name = ""
        self._consents: tuple[ConsentText, ...] = ()
        self._before: Mapping[str, bool] = {}
        self.buttons: list[KeyButton] = []
        self._hint = ElidedLabel("muted")
        self.column.addWidget(self._hint)
        self._rows = QVBoxLayout()
        self._rows.setSpacing(6)
        self.column.addLayout(self._rows)
        foot = QHBoxLayout()
        self.keep_button = KeyButton("check", "Return", "primary", 15, obeys=False)
        self.keep_button.clicked.connect(self._on_keep)
        self.watch(self.keep_button)
        foot.addStretch(1)
        foot.addWidget(self.keep_button)
        self.column.addLayout(foot)
        self.retranslate()

    def retranslate(self) -> None:
        super().retranslate()
        self.title.setText(self.tr("What {name} agrees to").format(name=self._name))
        self._hint.setText(self.tr("Press what the member gives or withdraws; Enter keeps it."))
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
            self.watch(button)
            self._rows.addWidget(button)
            button.show()
            self.buttons.append(button)
        self._show_icons()
        self.retranslate()
        self.show()
        (self.buttons[0] if self.buttons else self.keep_button).setFocus(Qt.FocusReason.OtherFocusReason)

    def take_key(self, watched: QObject, event: QKeyEvent) -> bool:
        digit = digit_of(event, len(self.buttons))
        if is_enter(event):
            self._on_keep()
        elif digit is not None:
            self.buttons[digit].click()
        elif event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            step = 1 if event.key() == Qt.Key.Key_Down else -1
            self.step_focus([*self.buttons, self.keep_button], watched, step)
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
