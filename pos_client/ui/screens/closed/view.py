"""What a machine shows whose till was closed for good: what became of it, what is safe, and what may still be done."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from pos_client.ui.colours import COLOURS
from pos_client.ui.formatting import number
from pos_client.ui.icons import pixmap
from pos_client.ui.language import LANGUAGES, following
from pos_client.ui.widgets.base import Card, breakable, label
from pos_client.ui.widgets.entry_bar import EntryBar
from pos_client.ui.widgets.key_button import KeyButton
from pos_client.ui.widgets.lone_card import stand_alone
from pos_client.ui.widgets.page import Page


@dataclass(frozen=True, slots=True)
class ClosedState:
    """`moved_to` and `code`: the file that the till went into, and what opens it: known only right after the move.

    `waiting`: entries that the ledger does not have.
    """

    reason: Literal["moved", "reset"]
    store_name: str
    till: str
    waiting: int
    language: str
    busy: bool = False
    moved_to: str = ""
    code: str = ""


class ClosedView(Page):
    """`wipe_asked`, `export_asked`, `write_asked` (the file of the move, again), `close_asked`, `language_asked`."""

    wipe_asked = Signal()
    export_asked = Signal()
    write_asked = Signal()
    close_asked = Signal()
    language_asked = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._state: ClosedState | None = None
        self.language_button = stand_alone(self, self._built_card, self._on_language)
        self.retranslate()

    def _built_card(self) -> QWidget:
        card = Card()
        card.setFixedWidth(760)
        column = QVBoxLayout(card)
        column.setContentsMargins(32, 28, 32, 28)
        column.setSpacing(12)
        self._mark = QLabel()
        self._title = label("stateTitle")
        self._what = label("body", wraps=True)
        self._code_card = Card("soft")
        inside = QVBoxLayout(self._code_card)
        inside.setContentsMargins(16, 12, 16, 12)
        self._code_name = label("strong", wraps=True)
        self._code = label("bigCode")
        self._code.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._code_note = label("muted", wraps=True)
        for words in (self._code_name, self._code, self._code_note):
            inside.addWidget(words)
        self._todo = label("body", wraps=True)
        self.entry = EntryBar()
        for widget in (self._mark, self._title, self._what, self.banner, self._code_card, self._todo, self.entry):
            column.addWidget(widget)
        row = QHBoxLayout()
        row.setSpacing(8)
        self.close_button = KeyButton("x", "Ctrl+W", "plain", 15)
        self.close_button.clicked.connect(self.close_asked)
        self.export_button = KeyButton("download", "F8", "plain", 15)
        self.export_button.clicked.connect(self.export_asked)
        self.write_button = KeyButton("file-down", "F7", "plain", 15)
        self.write_button.clicked.connect(self.write_asked)
        self.wipe_button = KeyButton("trash-2", "F5", "primary", 16)
        self.wipe_button.clicked.connect(self.wipe_asked)
        row.addWidget(self.close_button)
        row.addStretch(1)
        for button in (self.export_button, self.write_button, self.wipe_button):
            row.addWidget(button)
        column.addLayout(row)
        return card

    def retranslate(self) -> None:
        self.close_button.set_words(self.tr("Close"))
        self.export_button.set_words(self.tr("Export to USB stick"))
        self.write_button.set_words(self.tr("Write the file again"))
        if self._state is not None:
            self.show_state(self._state)

    def show_state(self, state: ClosedState) -> None:
        self._state = state
        self.language_button.set_words(LANGUAGES[following(state.language)])
        moved = state.reason == "moved"
        icon = "arrow-right" if moved else "trash-2"
        self._mark.setPixmap(pixmap(icon, COLOURS.accent, 48, self.devicePixelRatioF()))
        name = " · ".join((state.store_name, self.tr("Till {till}").format(till=state.till)))
        if moved:
            self._title.setText(self.tr("This till has moved"))
            self._what.setText(self.tr("{name} goes on at another computer. This one sells no more.").format(name=name))
        else:
            self._title.setText(self.tr("This computer is being reset"))
            self._what.setText(self.tr("{name} sells no more at this computer.").format(name=name))
        self._code_card.setVisible(bool(state.code))
        self._code_name.setText(self.tr("Write this code down: it opens the file, and is shown only now."))
        self._code.setText(state.code)
        self._code_note.setText(breakable(state.moved_to))
        self._todo.setText(self._todo_words(state))
        self.export_button.setVisible(bool(state.waiting) and not moved)
        self.write_button.setVisible(bool(state.moved_to) and not state.code)
        self.wipe_button.set_words(self._wipe_words(state))
        for button in (self.export_button, self.write_button, self.wipe_button):
            button.setEnabled(not state.busy)

    def _todo_words(self, state: ClosedState) -> str:
        if state.reason == "moved":
            if state.code:
                return self.tr(
                    "Start OneTill at the new computer and press F7 there: it asks for the file and the code. Nothing"
                    " is lost meanwhile: this computer keeps everything, too."
                )
            if state.moved_to and state.busy:
                return self.tr("The file is being written …")
            if state.moved_to:
                return self.tr(
                    "The file is not written yet. Nothing is lost: write it again, to another stick if need be."
                )
            return self.tr(
                "When the till has arrived at the new computer, it shows a short code. Type that code here to wipe this"
                " computer. Until then it keeps everything."
            )
        if state.waiting:
            words = self.tr(
                "Before anything is wiped, the ledger gets what it does not have yet: {count} entries. Connect this"
                " computer, then go on.",
                "",
                state.waiting,
            )
            return words.format(count=number(state.waiting))
        return self.tr("Everything is at the ledger. What is left is to wipe it here.")

    def _wipe_words(self, state: ClosedState) -> str:
        if state.reason == "moved":
            return self.tr("Wiping …") if state.busy else self.tr("Wipe this computer")
        return self.tr("Sending …") if state.busy else self.tr("Send and wipe")

    def focus_home(self) -> None:
        self.wipe_button.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def _on_language(self) -> None:
        if self._state is not None:
            self.language_asked.emit(following(self._state.language))
