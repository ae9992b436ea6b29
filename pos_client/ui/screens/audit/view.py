"""The audit list: time, who, what, how much; filtered by kind, person and day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QHBoxLayout,
    QWidget,
)

from pos_client.ui.colours import COLOURS
from pos_client.ui.formatting import clock_time, date
from pos_client.ui.icons import pixmap
from pos_client.ui.models.painting import RIGHT, draw_text
from pos_client.ui.models.row_delegate import LineDelegate
from pos_client.ui.models.rows import RowsModel
from pos_client.ui.widgets.base import Card, ElidedLabel, label
from pos_client.ui.widgets.key_button import KeyButton
from pos_client.ui.widgets.list_stack import ListStack
from pos_client.ui.widgets.page import Page
from pos_client.ui.widgets.row_list import row_list

ROW_HEIGHT = 60
_ICONS = {
    "approvals": "shield-check",
    "prices": "badge-percent",
    "voids": "trash-2",
    "returns": "undo-2",
    "drawer": "banknote",
    "settings": "sliders-horizontal",
    "sign_ins": "user-round",
    "failed": "triangle-alert",
}


@dataclass(frozen=True, slots=True)
class AuditLine:
    """One row in words. `amount` is formatted, or empty."""

    key: str
    group: str
    occurred_at: datetime | None
    what: str
    detail: str
    amount: str


@dataclass(frozen=True, slots=True)
class AuditState:
    """The filters in words, the rows, and whether older ones were left out."""

    kind: str
    person: str
    day: str
    rows: tuple[AuditLine, ...]
    more: bool


class AuditModel(RowsModel[AuditLine]):
    def key_of(self, row: AuditLine) -> object:
        return row.key

    def text_of(self, row: AuditLine) -> str:
        when = "" if row.occurred_at is None else f"{date(row.occurred_at)} {clock_time(row.occurred_at)}"
        return ", ".join(part for part in (when, row.what, row.detail, row.amount) if part)


class AuditDelegate(LineDelegate[AuditLine]):
    """Icon, time over day, what over its detail, amount."""

    row_height = ROW_HEIGHT

    def paint_line(self, painter: QPainter, rect: QRect, row: AuditLine) -> None:
        ink = COLOURS.bad if row.group == "failed" else COLOURS.text_soft
        icon = pixmap(_ICONS[row.group], ink, 22, painter.device().devicePixelRatioF())
        painter.drawPixmap(rect.left() + 14, rect.center().y() - 11, icon)
        left, right = rect.left() + 50, rect.right() - 16
        when = row.occurred_at
        draw_text(painter, QRect(left, rect.top() + 7, 100, 24), "" if when is None else clock_time(when),
                  COLOURS.text, 16, bold=True)  # fmt: skip
        draw_text(painter, QRect(left, rect.top() + 32, 130, 18), "" if when is None else date(when),
                  COLOURS.text_soft, 12)  # fmt: skip
        amount_width = 130
        draw_text(painter, QRect(right - amount_width, rect.top(), amount_width, rect.height()), row.amount,
                  COLOURS.text, 16, bold=True, align=RIGHT)  # fmt: skip
        words = QRect(left + 140, rect.top(), right - amount_width - 8 - left - 140, rect.height())
        draw_text(painter, QRect(words.left(), words.top() + 7, words.width(), 24), row.what, COLOURS.text, 15,
                  bold=True)  # fmt: skip
        draw_text(painter, QRect(words.left(), words.top() + 32, words.width(), 18), row.detail, COLOURS.text_soft, 13)


class AuditView(Page):
    """`kind_asked`, `person_asked`: the next one (1) or the one before (-1). `day_asked` 0: all days, or one."""

    kind_asked = Signal(object)
    person_asked = Signal(object)
    day_asked = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._state: AuditState | None = None
        self.model = AuditModel(self)
        self.list = row_list("audit", self.model, AuditDelegate(self))
        column = self.built_column()
        card = Card()
        inside = card.built_column()
        head = QHBoxLayout()
        head.setSpacing(8)
        self._title = label("cardTitle")
        self._note = ElidedLabel("muted")
        self.kind_button = KeyButton("shield-check", "F5", "plain", 14)
        self.kind_button.clicked.connect(lambda: self.kind_asked.emit(1))
        self.person_button = KeyButton("user-round", "F6", "plain", 14)
        self.person_button.clicked.connect(lambda: self.person_asked.emit(1))
        self.day_button = KeyButton("clock", "F8", "plain", 14)
        self.day_button.clicked.connect(lambda: self.day_asked.emit(0))
        head.addWidget(self._title)
        head.addWidget(self._note, 1)
        for button in (self.kind_button, self.person_button, self.day_button):
            head.addWidget(button)
        inside.addLayout(head)
        self._stack = ListStack(self.list)
        inside.addWidget(self._stack, 1)
        column.addWidget(card, 1)
        self.retranslate()

    def retranslate(self) -> None:
        self._title.setText(self.tr("Audit list"))
        self._stack.say_empty(self.tr("Nothing of this kind at this till."))
        self.list.setAccessibleName(self.tr("Audit list"))
        if self._state is not None:
            self.show_state(self._state)

    def show_state(self, state: AuditState) -> None:
        self._state = state
        self.model.show_rows(state.rows)
        self._stack.show_list(bool(state.rows))
        self.kind_button.set_words(state.kind, self.tr("Kind: {what}").format(what=state.kind))
        self.person_button.set_words(state.person, self.tr("Person: {what}").format(what=state.person))
        self.day_button.set_words(state.day, self.tr("Day: {what}").format(what=state.day))
        older = self.tr("Older entries are left out: choose a day.") if state.more else ""
        self._note.setText(older or self.tr("← → another day"))

    def focus_home(self) -> None:
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def handle_key(self, event: QKeyEvent) -> bool:
        if event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            self.day_asked.emit(-1 if event.key() == Qt.Key.Key_Left else 1)
            return True
        return False
