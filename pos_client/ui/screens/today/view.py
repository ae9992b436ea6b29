"""Whom to contact today: the list, the most important first, and beside it the reason, the fact and the message."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPoint, QRect, Qt, Signal, SignalInstance, Slot
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from pos_client.ui.colours import COLOURS
from pos_client.ui.icons import pixmap
from pos_client.ui.language import translate
from pos_client.ui.models.painting import RIGHT, chip_width, draw_chip, draw_text, text_width
from pos_client.ui.models.row_delegate import LineDelegate
from pos_client.ui.models.rows import RowsModel
from pos_client.ui.screens.today.detail import DetailCard
from pos_client.ui.screens.today.state import TodayRow, TodayState
from pos_client.ui.theme import set_state
from pos_client.ui.widgets.base import Card, ElidedLabel, label
from pos_client.ui.widgets.button_row import ButtonRow
from pos_client.ui.widgets.entry_bar import EntryBar
from pos_client.ui.widgets.key_button import KeyButton
from pos_client.ui.widgets.page import Page
from pos_client.ui.widgets.row_list import row_list

ROW_HEIGHT = 64


class TodayModel(RowsModel[TodayRow]):
    def key_of(self, row: TodayRow) -> object:
        return row.key

    def text_of(self, row: TodayRow) -> str:
        return ", ".join(part for part in (row.name, row.title, row.reason, row.guide) if part)


class TodayDelegate(LineDelegate[TodayRow]):
    """Icon, who, why, and whose member."""

    row_height = ROW_HEIGHT

    def paint_line(self, painter: QPainter, rect: QRect, row: TodayRow) -> None:
        ink = COLOURS.warn if row.is_urgent else COLOURS.accent
        picture = pixmap(row.icon, ink, 22, painter.device().devicePixelRatioF())
        painter.drawPixmap(rect.left() + 14, rect.center().y() - 11, picture)
        left, right = rect.left() + 50, rect.right() - 16
        wide = min(130, text_width(row.guide, 13) + 4)
        draw_text(painter, QRect(right - wide, rect.top() + 9, wide, 22), row.guide, COLOURS.text_soft, 13, align=RIGHT)
        draw_text(painter, QRect(left, rect.top() + 8, 110, 24), row.name, COLOURS.text, 17, bold=True)
        middle = left + 112
        room = right - wide - 10 - middle
        draw_text(painter, QRect(middle, rect.top() + 8, room, 24), row.reason, COLOURS.text, 15, bold=True)
        draw_text(painter, QRect(middle, rect.top() + 36, right - middle, 20), row.title, COLOURS.text_soft, 13)
        if row.more:
            words = translate("today", "{count} more").format(count=row.more)
            x = middle + text_width(row.title, 13) + 10
            draw_chip(painter, QPoint(x, rect.top() + 35), words, chip_width(words), fill=COLOURS.chip,
                      ink=COLOURS.chip_text)  # fmt: skip


class TodayView(Page):
    """Signals carry task ids, but for those about the list itself."""

    selected = Signal(object)
    done_asked = Signal(object)
    told_asked = Signal(object)
    snooze_asked = Signal(object)
    not_wanted_asked = Signal(object)
    no_contact_asked = Signal(object)
    show_asked = Signal(object)
    profile_asked = Signal(object)
    guide_asked = Signal(object)
    whose_asked = Signal()
    refresh_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._state: TodayState | None = None
        self.entry = EntryBar()
        self.model = TodayModel(self)
        self.list = row_list("today", self.model, TodayDelegate(self))
        self.list.setProperty("enters", True)
        self.list.selectionModel().currentChanged.connect(self._on_current)
        self.list.activated.connect(lambda _index: self._ask(self.profile_asked))
        self.detail = DetailCard()
        column = self.built_column()
        column.addWidget(self.entry)
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(self._built_list(), 11)
        row.addWidget(self.detail, 9)
        column.addLayout(row, 1)
        column.addWidget(self._built_buttons())
        self.retranslate()

    def _built_list(self) -> QWidget:
        card = Card()
        inside = card.built_column()
        head = QHBoxLayout()
        head.setSpacing(8)
        self._title = ElidedLabel("cardTitle")
        self._quiet = label("strong", wraps=True)
        set_state(self._quiet, "tone", "bad")
        self.whose_button = KeyButton("user-round", "F4", "plain", 14)
        self.whose_button.clicked.connect(self.whose_asked)
        self.refresh_button = KeyButton("refresh-cw", "F5", "plain", 14)
        self.refresh_button.clicked.connect(self.refresh_asked)
        head.addWidget(self._title, 1)
        head.addWidget(self.whose_button)
        head.addWidget(self.refresh_button)
        inside.addLayout(head)
        inside.addWidget(self._quiet)
        self._note = label("muted", wraps=True)
        inside.addWidget(self._note)
        self._stack = QStackedWidget()
        self._stack.addWidget(self._built_empty())
        self._stack.addWidget(self.list)
        inside.addWidget(self._stack, 1)
        return card

    def _built_empty(self) -> QWidget:
        page = QWidget()
        column = QVBoxLayout(page)
        self._empty_title = label("emptyTitle", wraps=True)
        self._empty = label("emptyText", wraps=True)
        column.addStretch(1)
        for widget in (self._empty_title, self._empty):
            widget.setAlignment(Qt.AlignmentFlag.AlignCenter)
            column.addWidget(widget)
        column.addStretch(1)
        return page

    def _built_buttons(self) -> ButtonRow:
        self.done_button = KeyButton("check", "F8", "primary", 15)
        self.told_button = KeyButton("store", "Shift+F8", "plain", 15)
        self.snooze_button = KeyButton("clock", "F9", "plain", 15)
        self.not_wanted_button = KeyButton("x", "F11", "plain", 15)
        self.no_contact_button = KeyButton("circle-x", "Shift+F11", "danger", 15)
        self._buttons: tuple[tuple[KeyButton, SignalInstance], ...] = (
            (self.snooze_button, self.snooze_asked),
            (self.not_wanted_button, self.not_wanted_asked),
            (self.no_contact_button, self.no_contact_asked),
            (self.told_button, self.told_asked),
            (self.done_button, self.done_asked),
        )
        made = ButtonRow([button for button, _ in self._buttons])
        self._buttons += (
            (self.detail.show_button, self.show_asked),
            (self.detail.guide_button, self.guide_asked),
            (self.detail.profile_button, self.profile_asked),
        )
        for button, _ in self._buttons:
            button.clicked.connect(self._on_button)
        return made

    def retranslate(self) -> None:
        self.list.setAccessibleName(self.tr("Members to contact, the most important first"))
        self.done_button.set_words(self.tr("Contacted"))
        self.told_button.set_words(self.tr("Told in the store"))
        self.snooze_button.set_words(self.tr("Later"))
        self.not_wanted_button.set_words(self.tr("Not about this"))
        self.no_contact_button.set_words(self.tr("Wants no contact"))
        if self._state is not None:
            self.show_state(self._state)

    def show_state(self, state: TodayState) -> None:
        self._state = state
        self.model.show_rows(state.rows)
        self._stack.setCurrentIndex(1 if state.rows else 0)
        index = self.model.index_of(state.selected)
        if not index.isValid() and state.rows:
            index = self.model.index(0)
        if index.isValid() and index != self.list.currentIndex():
            self.list.setCurrentIndex(index)
        self._empty_title.setText(state.empty_title)
        self._empty.setText(state.empty)
        self._note.setText(state.note)
        self._note.setVisible(bool(state.note))
        self._quiet.setText(state.quiet)
        self._quiet.setVisible(bool(state.quiet))
        self._title.setText(state.title)
        self.whose_button.setVisible(state.may_switch)
        self.whose_button.set_words(state.whose, self.tr("Whose members: {whose}").format(whose=state.whose))
        self.refresh_button.set_words(self.tr("Reading …") if state.is_reading else self.tr("Read again"))
        self.refresh_button.setEnabled(not state.is_reading)
        self.detail.setVisible(state.detail is not None)
        if state.detail is not None:
            self.detail.show_detail(state.detail)
        for button, _ in self._buttons:
            button.setEnabled(state.detail is not None)
        self.detail.guide_button.setEnabled(state.detail is not None and state.detail.may_become_guide)

    def focus_home(self) -> None:
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def handle_key(self, event: QKeyEvent) -> bool:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._ask(self.profile_asked)
            return True
        return False

    def _ask(self, asked: SignalInstance) -> None:
        row = self.model.row_at(self.list.currentIndex())
        if row is not None:
            asked.emit(row.key)

    @Slot(QModelIndex, QModelIndex)
    def _on_current(self, current: QModelIndex, _previous: QModelIndex) -> None:
        row = self.model.row_at(current)
        if row is not None:
            self.selected.emit(row.key)

    @Slot()
    def _on_button(self) -> None:
        asked = next((signal for button, signal in self._buttons if button is self.sender()), None)
        if asked is not None:
            self._ask(asked)
