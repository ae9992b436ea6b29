"""What a till shows instead of opening a store that is damaged, foreign, full, read-only, or in use."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from pos_client.errors import UserFacing
from pos_client.ui.colours import COLOURS
from pos_client.ui.failures import notice_of
from pos_client.ui.icons import pixmap
from pos_client.ui.language import Language
from pos_client.ui.widgets.base import Card, View, label
from pos_client.ui.widgets.key_button import KeyButton
from pos_client.ui.widgets.lone_card import stand_alone


class StoreErrorView(View):
    """`retry_asked` and `close_asked`; the error's own texts say the rest. It has no presenter: it calls nothing."""

    retry_asked = Signal()
    close_asked = Signal()

    def __init__(self, error: UserFacing, language: Language, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._error = error
        self._language = language
        self.language_button = stand_alone(self, self._built_card, self._on_language)
        self.retry_button.setFocus()
        self.retranslate()

    def _built_card(self) -> QWidget:
        card = Card()
        card.setFixedWidth(720)
        column = QVBoxLayout(card)
        column.setContentsMargins(32, 28, 32, 28)
        column.setSpacing(12)
        mark = QLabel()
        mark.setPixmap(pixmap("database", COLOURS.bad, 48))
        self._title = label("stateTitle")
        self._what = label("body", wraps=True)
        self._what.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        column.addWidget(mark)
        column.addWidget(self._title)
        column.addWidget(self._what)
        self._names = {name: label("strong") for name in ("safe", "todo")}
        self._texts = {name: label("body", wraps=True) for name in ("safe", "todo")}
        for name, icon, colour in (("safe", "shield-check", COLOURS.good), ("todo", "arrow-right", COLOURS.accent)):
            box = Card("soft")
            row = QHBoxLayout(box)
            row.setContentsMargins(14, 10, 14, 10)
            row.setSpacing(12)
            picture = QLabel()
            picture.setPixmap(pixmap(icon, colour, 24))
            row.addWidget(picture)
            words = QVBoxLayout()
            words.setSpacing(0)
            words.addWidget(self._names[name])
            words.addWidget(self._texts[name])
            row.addLayout(words, 1)
            column.addWidget(box)
        self._code = label("muted")
        column.addWidget(self._code)
        row = QHBoxLayout()
        self.close_button = KeyButton("x", "Escape", "plain", 16)
        self.close_button.clicked.connect(self.close_asked)
        self.retry_button = KeyButton("refresh-cw", "F5", "primary", 17)
        for button in (self.close_button, self.retry_button):
            button.setMinimumHeight(54)
        self.retry_button.clicked.connect(self.retry_asked)
        row.addWidget(self.close_button)
        row.addStretch(1)
        row.addWidget(self.retry_button)
        column.addLayout(row)
        return card

    def retranslate(self) -> None:
        notice = notice_of(self._error)
        self._title.setText(self.tr("The till cannot open its data"))
        self._what.setText(notice.what)
        self._names["safe"].setText(self.tr("What is safe"))
        self._names["todo"].setText(self.tr("What to do"))
        self._texts["safe"].setText(notice.safe)
        self._texts["todo"].setText(notice.todo)
        self._code.setText(self.tr("Code for the office: {code}").format(code=self._error.code))
        self.close_button.set_words(self.tr("Close"))
        self.retry_button.set_words(self.tr("Try again"))
        self.language_button.set_words(self._language.next_name())

    @Slot()
    def _on_language(self) -> None:
        self._language.use_next()
