"""The member who is chosen in today's list: who, why, the fact behind it, and the message to send."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from pos_client.ui.screens.today.state import TodayDetail
from pos_client.ui.widgets.base import Card, ElidedLabel, View, label
from pos_client.ui.widgets.button_row import ButtonRow
from pos_client.ui.widgets.key_button import KeyButton


class DetailCard(View):
    """Shows one member; what is to be done about the task has its buttons below the list."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        card = Card()
        outer.addWidget(card)
        column = QVBoxLayout(card)
        column.setContentsMargins(16, 12, 16, 14)
        column.setSpacing(6)
        head = QHBoxLayout()
        self._name = ElidedLabel("pageTitle")
        self._phone = label("strong")
        head.addWidget(self._name, 1)
        head.addWidget(self._phone)
        column.addLayout(head)
        self._guide = ElidedLabel("muted")
        column.addWidget(self._guide)
        column.addSpacing(6)
        self._title = label("muted")
        self._reason = label("cardTitle", wraps=True)
        self._fact = label("body", wraps=True)
        self._put_off = label("muted", wraps=True)
        self._also = label("muted", wraps=True)
        for widget in (self._title, self._reason, self._fact, self._put_off, self._also):
            column.addWidget(widget)
        column.addSpacing(8)
        self._message_title = label("muted")
        column.addWidget(self._message_title)
        paper = Card("soft")
        inside = QVBoxLayout(paper)
        inside.setContentsMargins(14, 12, 14, 12)
        self.message = label("body", wraps=True)
        self.message.setAlignment(Qt.AlignmentFlag.AlignTop)
        inside.addWidget(self.message)
        column.addWidget(paper)
        self._hint = label("muted", wraps=True)
        column.addWidget(self._hint)
        column.addStretch(1)
        self.show_button = KeyButton("info", "F6", "plain", 15)
        self.guide_button = KeyButton("circle-user-round", "F7", "plain", 15)
        self.profile_button = KeyButton("user-round", "Return", "plain", 15, obeys=False)
        column.addWidget(ButtonRow([self.show_button, self.guide_button, self.profile_button]))
        self._detail: TodayDetail | None = None
        self.retranslate()

    def retranslate(self) -> None:
        self._message_title.setText(self.tr("Suggested message"))
        self.show_button.set_words(self.tr("Show, copy message"))
        self.guide_button.set_words(self.tr("My member"))
        self.profile_button.set_words(self.tr("Profile"))
        if self._detail is not None:
            self.show_detail(self._detail)

    def show_detail(self, detail: TodayDetail) -> None:
        self._detail = detail
        self._name.setText(detail.name)
        self._phone.setText(detail.phone)
        self._guide.setText(detail.guide)
        self._title.setText(detail.title)
        self._reason.setText(detail.reason)
        self._fact.setText(detail.fact)
        self._put_off.setText(detail.put_off)
        self._put_off.setVisible(bool(detail.put_off))
        self._also.setText(self.tr("Also: {reasons}").format(reasons=" · ".join(detail.also)))
        self._also.setVisible(bool(detail.also))
        self.message.setText(detail.message)
        self._hint.setText(
            self.tr("Shown in full and copied; it is on record who looked.")
            if detail.is_shown_in_full
            else self.tr("F6 shows name and phone and copies the message. Who looked is on record.")
        )
