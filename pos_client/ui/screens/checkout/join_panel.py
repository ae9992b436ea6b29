"""Somebody joins: a phone, what else they tell, and what they agree to; by keys, in less than a minute."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from pos_client.ui.formatting import is_chinese
from pos_client.ui.widgets.base import ElidedLabel, cleared
from pos_client.ui.widgets.form_panel import FormPanel, digit_of, is_enter
from pos_client.ui.widgets.key_button import KeyButton
from retail.joining import ConsentText

CONSENTS_MAX = 9


@dataclass(frozen=True, slots=True)
class JoinTyped:
    """What stands in the form; `agreed` are the purposes that were pressed."""

    phone: str
    name: str
    birthday: str
    join_code: str
    agreed: frozenset[str]


@dataclass(frozen=True, slots=True)
class KnownRow:
    """Somebody who has this phone already, as much of them as a counter may show."""

    one_id: str
    words: str


class JoinPanel(FormPanel):
    """Hidden while nobody joins. Enter goes from field to field; then digits say what the shopper agrees to."""

    phone_typed = Signal(object)  # str: who has it?
    known_picked = Signal(object)  # one_id
    submitted = Signal(object)  # JoinTyped

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._consents: tuple[ConsentText, ...] = ()
        self._by = ""  # whose join code it is
        self._buttons: list[KeyButton] = []
        self._known: tuple[KnownRow, ...] = ()
        self._known_buttons: list[KeyButton] = []
        row = QHBoxLayout()
        row.setSpacing(8)
        self.phone, self.name, self.birthday, self.code = (self.built_field(most) for most in (24, 60, 12, 32))
        for field, stretch in ((self.phone, 4), (self.name, 4), (self.birthday, 3), (self.code, 3)):
            row.addWidget(field, stretch)
        self.column.addLayout(row)
        self._said = ElidedLabel("muted")
        self.column.addWidget(self._said)
        self._rows = QVBoxLayout()
        self._rows.setSpacing(6)
        self.column.addLayout(self._rows)
        foot = QHBoxLayout()
        self.join_button = KeyButton("check", "Return", "primary", 15, obeys=False)
        self.join_button.clicked.connect(self._on_join)
        self.watch(self.join_button)
        foot.addStretch(1)
        foot.addWidget(self.join_button)
        self.column.addLayout(foot)
        self.retranslate()

    def retranslate(self) -> None:
        super().retranslate()
        self._show_title()
        names = (
            (self.phone, self.tr("Phone")),
            (self.name, self.tr("Name (may be left out)")),
            (self.birthday, self.tr("Birthday: 1120")),
            (self.code, self.tr("Join code")),
        )
        for field, name in names:
            field.setPlaceholderText(name)
            field.setAccessibleName(name)
        self.join_button.set_words(self.tr("Join"))
        for button, consent in zip(self._buttons, self._consents, strict=True):
            words = self.tr("{text} (needed)").format(text=_text(consent)) if consent.required else _text(consent)
            button.set_words(words, self._accessible(consent, button.isChecked()))
        self._show_hint()

    def ask(self, consents: Sequence[ConsentText], phone: str = "") -> None:
        """Show an empty form and take the keyboard. Nothing is agreed to beforehand."""
        self._consents, self._known, self._by = tuple(consents)[:CONSENTS_MAX], (), ""
        self._show_title()
        for field in (self.phone, self.name, self.birthday, self.code):
            field.clear()
        self.phone.setText(phone)
        self._show_consents(frozenset())
        self.show()
        self.phone.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_code(self, code: str, name: str) -> None:
        """The code that was scanned stands in its field, and above the form whose it is."""
        self.code.setText(code)
        self._by = name
        self._show_title()

    def typed(self) -> JoinTyped:
        agreed = frozenset(
            consent.purpose for consent, button in zip(self._consents, self._buttons, strict=True) if button.isChecked()
        )
        return JoinTyped(
            self.phone.text().strip(), self.name.text().strip(), self.birthday.text(), self.code.text(), agreed
        )

    def go_on_from_phone(self) -> None:
        """Nobody here has this phone."""
        self._show_known(())
        self.name.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_known(self, rows: Sequence[KnownRow]) -> None:
        """These have the phone already: a digit or Enter takes one of them."""
        self._show_known(tuple(rows)[:CONSENTS_MAX])
        self._known_buttons[0].setFocus(Qt.FocusReason.OtherFocusReason)

    def focus_field(self, name: str) -> None:
        """The keyboard goes where something is wrong: `phone`, `name`, `birthday`, `code`, or a consent's purpose."""
        fields = {"phone": self.phone, "name": self.name, "birthday": self.birthday, "code": self.code}
        if name in fields:
            fields[name].setFocus(Qt.FocusReason.OtherFocusReason)
            fields[name].selectAll()
            return
        for consent, button in zip(self._consents, self._buttons, strict=True):
            if consent.purpose == name:
                button.setFocus(Qt.FocusReason.OtherFocusReason)

    # --- inside

    def _show_title(self) -> None:
        words = self.tr("New member · join code of {name}") if self._by else self.tr("New member")
        self.title.setText(words.format(name=self._by))

    def _show_known(self, rows: tuple[KnownRow, ...]) -> None:
        agreed = self.typed().agreed if self._buttons else frozenset()
        self._known = rows
        self._show_consents(agreed)

    def _show_consents(self, agreed: frozenset[str]) -> None:
        """The consents, or, in their place, whoever has the phone."""
        cleared(self._rows)
        self._buttons, self._known_buttons = [], []
        for at, row in enumerate(self._known):
            button = self._button("user-round", at, "plain")
            button.set_words(row.words)
            button.clicked.connect(lambda _checked=False, one_id=row.one_id: self.known_picked.emit(one_id))
            button.show()  # a layout would show it later, and the keyboard is to be on it now
            self._known_buttons.append(button)
        for at, consent in enumerate(self._consents):
            button = self._button("check" if consent.purpose in agreed else "minus", at, "tab")
            button.setCheckable(True)
            button.setChecked(consent.purpose in agreed)
            button.toggled.connect(self._on_toggled)
            button.setVisible(not self._known)
            self._buttons.append(button)
        self.join_button.setVisible(not self._known)
        self.retranslate()

    def _button(self, icon: str, at: int, kind: str) -> KeyButton:
        button = KeyButton(icon, str(at + 1), kind, 14, obeys=False)
        button.let_words_elide()
        self.watch(button)
        self._rows.addWidget(button)
        return button

    def _accessible(self, consent: ConsentText, given: bool) -> str:
        state = self.tr("agreed") if given else self.tr("not agreed")
        return f"{_text(consent)} ({state})"

    def _show_hint(self) -> None:
        if self._known:
            self._said.setText(self.tr("This phone is a member's already. Enter puts them on the basket."))
        else:
            self._said.setText(
                self.tr("Enter goes on. Then read out and press what the shopper agrees to; Enter joins.")
            )

    def take_key(self, watched: QObject, event: QKeyEvent) -> bool:
        fields: list[QWidget] = [self.phone, self.name, self.birthday, self.code]
        buttons = self._known_buttons or self._buttons
        is_field = watched in fields
        digit = digit_of(event, len(buttons))
        if is_enter(event):
            self._on_enter(watched, fields)
        elif not is_field and digit is not None:
            buttons[digit].click()
        elif not is_field and event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            step = 1 if event.key() == Qt.Key.Key_Down else -1
            self.step_focus([*buttons, self.join_button], watched, step)
        else:
            return False
        return True

    def _on_enter(self, watched: QObject, fields: list[QWidget]) -> None:
        if watched is self.phone:
            self.phone_typed.emit(self.phone.text().strip())
        elif watched in fields:
            after = fields[fields.index(watched) + 1 :]
            first = self._buttons[0] if self._buttons else self.join_button
            (after[0] if after else first).setFocus(Qt.FocusReason.OtherFocusReason)
        elif watched in self._known_buttons:
            self._known_buttons[self._known_buttons.index(watched)].click()
        else:
            self._on_join()

    def take_back(self) -> None:
        if not self._known:
            super().take_back()
            return
        self._show_known(())
        self.phone.setFocus(Qt.FocusReason.OtherFocusReason)
        self.phone.selectAll()

    @Slot(bool)
    def _on_toggled(self, _given: bool) -> None:
        for button in self._buttons:
            button.set_icon_name("check" if button.isChecked() else "minus")
        self.retranslate()

    @Slot()
    def _on_join(self) -> None:
        self.submitted.emit(self.typed())


def _text(consent: ConsentText) -> str:
    return consent.text if is_chinese() or not consent.text_en else consent.text_en
