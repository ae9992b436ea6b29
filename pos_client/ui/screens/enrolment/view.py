"""Ledger address, enrolment code, and what this machine is called."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QGridLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from pos_client.ui.colours import COLOURS
from pos_client.ui.icons import pixmap
from pos_client.ui.language import LANGUAGES, following
from pos_client.ui.widgets.banner import Banner
from pos_client.ui.widgets.base import Card, View, label
from pos_client.ui.widgets.key_button import KeyButton
from pos_client.ui.widgets.lone_card import stand_alone
from retail.enrolment_text import read_enrolment_text


@dataclass(frozen=True, slots=True)
class EnrolmentForm:
    address: str
    code: str
    device: str


@dataclass(frozen=True, slots=True)
class EnrolmentState:
    busy: bool
    language: str


class EnrolmentView(View):
    """`enrol_asked` carries an EnrolmentForm, `language_asked` a language's code."""

    enrol_asked = Signal(object)
    language_asked = Signal(object)

    def __init__(self, address: str = "", device: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._state = EnrolmentState(False, "zh_CN")
        self.language_button = stand_alone(self, lambda: self._built_form(address, device), self._on_language)
        self.retranslate()
        self.focus_home()

    def _built_form(self, address: str, device: str) -> QWidget:
        card = Card()
        card.setFixedWidth(640)
        column = QVBoxLayout(card)
        column.setContentsMargins(32, 28, 32, 28)
        column.setSpacing(14)
        mark = QLabel()
        mark.setPixmap(pixmap("store", COLOURS.accent, 48))
        self._title = label("stateTitle")
        self._text = label("body", wraps=True)
        self.banner = Banner()
        grid = QGridLayout()
        grid.setVerticalSpacing(10)
        grid.setHorizontalSpacing(14)
        self.address, self.code, self.device = QLineEdit(address), QLineEdit(), QLineEdit(device)
        self._names = [label("strong") for _ in range(3)]
        for row, field in enumerate((self.address, self.code, self.device)):
            field.setProperty("role", "entryField")
            field.setMinimumHeight(48)
            field.returnPressed.connect(self._on_enter)
            grid.addWidget(self._names[row], row, 0)
            grid.addWidget(field, row, 1)
        self.button = KeyButton("link", "F12", "primary", 18)
        self.button.setMinimumHeight(56)
        self.button.clicked.connect(self._on_enrol)
        for widget in (mark, self._title, self._text, self.banner):
            column.addWidget(widget)
        column.addLayout(grid)
        column.addWidget(self.button)
        self._safe = label("muted", wraps=True)
        column.addWidget(self._safe)
        return card

    def retranslate(self) -> None:
        self._title.setText(self.tr("Make this till known to the group"))
        self._text.setText(
            self.tr("The group's office gives you an address and a code. The code works once, for one hour.")
        )
        for name, field, text in zip(
            self._names,
            (self.address, self.code, self.device),
            (self.tr("Ledger address"), self.tr("Enrolment code"), self.tr("Name of this machine")),
            strict=True,
        ):
            name.setText(text)
            field.setAccessibleName(text)
        self.address.setPlaceholderText("https://ledger.example")
        self.code.setPlaceholderText("K7QPW-3XN2M-9F3C2-A1B2C")
        self.device.setPlaceholderText(self.tr("for example: counter 2"))
        self._safe.setText(
            self.tr(
                "The till makes its own key, which never leaves this machine, and checks that the ledger is"
                " the group's own."
            )
        )
        self.show_state(self._state)

    def show_state(self, state: EnrolmentState) -> None:
        self._state = state
        self.language_button.set_words(LANGUAGES[following(state.language)])
        self.button.setEnabled(not state.busy)
        self.button.set_words(self.tr("Asking the ledger …") if state.busy else self.tr("Enrol this till"))

    def take_text(self, text: str) -> bool:
        """A code was scanned: the office's, with the ledger's address or without. Says whether it was one."""
        found = read_enrolment_text(text)
        if found is None:
            return False
        address, code = found
        if address:
            self.address.setText(address)
        self.code.setText(code)
        self._on_enter()
        return True

    def focus_home(self) -> None:
        """The first field that is empty."""
        for field in (self.address, self.code, self.device):
            if not field.text():
                field.setFocus(Qt.FocusReason.OtherFocusReason)
                return

    @Slot()
    def _on_enter(self) -> None:
        """Enter goes to the next empty field, and from the last one to the ledger."""
        if self.address.text().strip() and self.code.text().strip():
            self._on_enrol()
        else:
            self.focus_home()

    @Slot()
    def _on_enrol(self) -> None:
        self.enrol_asked.emit(
            EnrolmentForm(self.address.text().strip(), self.code.text().strip(), self.device.text().strip())
        )

    @Slot()
    def _on_language(self) -> None:
        self.language_asked.emit(following(self._state.language))
