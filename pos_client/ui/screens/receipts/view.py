"""A list of completed sales, newest first, the chosen one as it is printed, and what can be done with it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from PySide6.QtCore import QModelIndex, QPoint, QRect, Qt, Signal, Slot
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import (
    QHBoxLayout,
    QStackedWidget,
    QWidget,
)

from pos_client.ui.colours import COLOURS
from pos_client.ui.formatting import clock_time, date, money, number
from pos_client.ui.icons import pixmap
from pos_client.ui.language import translate
from pos_client.ui.models.painting import RIGHT, chip_width, draw_chip, draw_text, text_width
from pos_client.ui.models.row_delegate import LineDelegate
from pos_client.ui.models.rows import RowsModel
from pos_client.ui.screens.receipts.accounts import AccountsPanel
from pos_client.ui.screens.receipts.preview import PaperPreview
from pos_client.ui.widgets.base import Card, ElidedLabel, label
from pos_client.ui.widgets.entry_bar import EntryBar
from pos_client.ui.widgets.flow import FlowLayout
from pos_client.ui.widgets.key_button import KeyButton
from pos_client.ui.widgets.list_stack import ListStack
from pos_client.ui.widgets.page import Page
from pos_client.ui.widgets.row_list import row_list

ROW_HEIGHT = 60


@dataclass(frozen=True, slots=True)
class ReceiptRow:
    """`with_member`: the sale belongs to a member (who, is nobody's business in a list).

    `prints`: how often its receipt was printed; `is_missing`: it should have been and was not.
    """

    sale_id: str
    receipt_number: str
    occurred_at: datetime | None
    payable_minor: int
    currency: str
    with_member: bool
    prints: int = 1
    is_missing: bool = False


@dataclass(frozen=True, slots=True)
class ReceiptsState:
    """`missing`: how many of the list were not printed."""

    rows: tuple[ReceiptRow, ...]
    selected: str | None
    busy: bool
    missing: int = 0


class ReceiptsModel(RowsModel[ReceiptRow]):
    """Rows are ReceiptRow; the key is the sale's id."""

    def key_of(self, row: ReceiptRow) -> object:
        return row.sale_id

    def text_of(self, row: ReceiptRow) -> str:
        when = "" if row.occurred_at is None else f"{date(row.occurred_at)} {clock_time(row.occurred_at)}"
        return ", ".join(part for part in (when, row.receipt_number, money(row.payable_minor, row.currency)) if part)


class ReceiptsDelegate(LineDelegate[ReceiptRow]):
    """Time, number, member mark, amount."""

    row_height = ROW_HEIGHT

    def paint_line(self, painter: QPainter, rect: QRect, row: ReceiptRow) -> None:
        ratio = painter.device().devicePixelRatioF()
        painter.drawPixmap(
            rect.left() + 14, rect.center().y() - 11, pixmap("receipt-text", COLOURS.text_soft, 22, ratio)
        )
        right = rect.right() - 16
        amount = money(row.payable_minor, row.currency)
        draw_text(painter, QRect(rect.left(), rect.top(), right - rect.left(), rect.height()), amount, COLOURS.text, 17,
                  bold=True, align=RIGHT)  # fmt: skip
        left = rect.left() + 50
        when = row.occurred_at
        title = "" if when is None else clock_time(when)
        draw_text(painter, QRect(left, rect.top() + 7, 90, 24), title, COLOURS.text, 17, bold=True)
        day = "" if when is None else date(when)
        draw_text(painter, QRect(left, rect.top() + 32, 130, 18), day, COLOURS.text_soft, 12)
        middle = left + 108
        room = right - text_width(amount, 17, bold=True) - 12 - middle
        chips = self._chips(row)
        top = 7 if chips else 18
        draw_text(painter, QRect(middle, rect.top() + top, room, 24), row.receipt_number, COLOURS.text, 15)
        x = middle
        for words, is_bad in chips:
            width = chip_width(words)
            fill, ink = (COLOURS.bad_soft, COLOURS.bad) if is_bad else (COLOURS.chip, COLOURS.chip_text)
            draw_chip(painter, QPoint(x, rect.top() + 33), words, width, fill=fill, ink=ink)
            x += width + 6

    def _chips(self, row: ReceiptRow) -> list[tuple[str, bool]]:
        """Words, and whether they tell of something that is wrong."""
        chips = [(translate("receipts", "Not printed"), True)] if row.is_missing else []
        if row.prints > 1:
            chips.append((translate("receipts", "Copies {count}").format(count=number(row.prints - 1)), False))
        if row.with_member:
            chips.append((translate("receipts", "Member"), False))
        return chips


class ReceiptsView(Page):
    """Signals carry sale ids."""

    selected = Signal(object)
    reprint_asked = Signal(object)
    pdf_asked = Signal(object)
    return_asked = Signal(object)
    void_asked = Signal()
    find_asked = Signal()
    gift_asked = Signal(object)
    missing_asked = Signal()
    search_asked = Signal()
    unreceipted_asked = Signal()
    accounts_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._state: ReceiptsState | None = None
        self.entry = EntryBar()
        self.model = ReceiptsModel(self)
        self.list = row_list("receipts", self.model, ReceiptsDelegate(self))
        self.list.selectionModel().currentChanged.connect(self._on_current)
        column = self.built_column()
        column.addWidget(self.entry)
        self.preview = PaperPreview()
        self.accounts = AccountsPanel()
        self._beside = QStackedWidget()
        self._beside.addWidget(self.preview)
        self._beside.addWidget(self.accounts)
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(self._built_list(), 3)
        row.addWidget(self._beside, 2)
        column.addLayout(row, 1)
        column.addLayout(self._built_buttons())
        self.retranslate()

    def _built_list(self) -> QWidget:
        card = Card()
        inside = card.built_column()
        head = QHBoxLayout()
        head.setSpacing(8)
        self._title = label("cardTitle")
        self._note = ElidedLabel("muted")
        self.find_button = KeyButton("search", "F7", "plain", 15)
        self.find_button.clicked.connect(self.find_asked)
        head.addWidget(self._title)
        head.addWidget(self._note, 1)
        head.addWidget(self.find_button)
        inside.addLayout(head)
        self._stack = ListStack(self.list)
        inside.addWidget(self._stack, 1)
        return card

    def _built_buttons(self) -> FlowLayout:
        flow = FlowLayout(8)
        self.return_button = KeyButton("undo-2", "F8", "plain", 15)
        self.return_button.clicked.connect(self._on_return)
        self.void_button = KeyButton("x", "F9", "plain", 15)
        self.void_button.clicked.connect(self.void_asked)
        self.reprint_button = KeyButton("printer", "F10", "plain", 15)
        self.reprint_button.clicked.connect(self._on_reprint)
        self.gift_button = KeyButton("gift", "Shift+F10", "plain", 15)
        self.gift_button.clicked.connect(self._on_gift)
        self.pdf_button = KeyButton("file-down", "F11", "plain", 15)
        self.pdf_button.clicked.connect(self._on_pdf)
        self.missing_button = KeyButton("printer-x", "F5", "danger", 15)
        self.missing_button.clicked.connect(self.missing_asked)
        self.search_button = KeyButton("search", "F3", "plain", 15)
        self.search_button.clicked.connect(self.search_asked)
        self.unreceipted_button = KeyButton("receipt-text", "Shift+F8", "plain", 15)
        self.unreceipted_button.clicked.connect(self.unreceipted_asked)
        self.accounts_button = KeyButton("wallet", "Shift+F5", "plain", 15)
        self.accounts_button.clicked.connect(self.accounts_asked)
        self.accounts_button.hide()
        for button in (
            self.return_button,
            self.search_button,
            self.unreceipted_button,
            self.void_button,
            self.reprint_button,
            self.gift_button,
            self.pdf_button,
            self.accounts_button,
            self.missing_button,
        ):
            flow.addWidget(button)
        return flow

    def retranslate(self) -> None:
        self._title.setText(self.tr("Receipts of this till"))
        self._note.setText(self.tr("Reprints say COPY."))
        self._stack.say_empty(self.tr("No sale yet. Completed sales appear here, newest first."))
        self.list.setAccessibleName(self.tr("Receipts of this till"))
        self.find_button.set_words(self.tr("Find"))
        self.return_button.set_words(self.tr("Return goods"))
        self.void_button.set_words(self.tr("Void last"))
        self.search_button.set_words(self.tr("Other tills"), self.tr("Sales of other tills, or of a member"))
        self.unreceipted_button.set_words(self.tr("No receipt"), self.tr("Take goods back without a receipt"))
        self.gift_button.set_words(self.tr("Gift receipt"), self.tr("Print a receipt without prices"))
        self.pdf_button.set_words(self.tr("Save as PDF"))
        self.accounts_button.set_words(self.tr("Who pays, who earns"))
        self.model.retranslate()
        if self._state is None:
            self.reprint_button.set_words(self.tr("Print again"))
            self.missing_button.hide()
        else:
            self.show_state(self._state)

    def show_state(self, state: ReceiptsState) -> None:
        self._state = state
        self.model.show_rows(state.rows)
        self._stack.show_list(bool(state.rows))
        index = self.model.index_of(state.selected)
        if not index.isValid() and state.rows:
            index = self.model.index(0)
        if index.isValid() and index != self.list.currentIndex():
            self.list.setCurrentIndex(index)
        for button in (self.reprint_button, self.gift_button, self.pdf_button):
            button.setEnabled(bool(state.rows) and not state.busy)
        self.show_selected()
        self.missing_button.set_words(self.tr("Print the {count} that are missing").format(count=number(state.missing)))
        self.missing_button.setVisible(bool(state.missing))
        self.return_button.setEnabled(bool(state.rows))

    def show_beside(self, *, accounts: bool) -> None:
        """The paper, or the lines' accounts, beside the list."""
        self._beside.setCurrentIndex(1 if accounts else 0)

    @property
    def shows_accounts(self) -> bool:
        return self._beside.currentIndex() == 1

    def shown_sale(self) -> str | None:
        """The sale whose row is the chosen one."""
        row = self.model.row_at(self.list.currentIndex())
        return None if row is None else row.sale_id

    def show_selected(self) -> None:
        """Another row was chosen: words that depend on it."""
        row = self.model.row_at(self.list.currentIndex())
        never = row is not None and not row.prints
        self.reprint_button.set_words(self.tr("Print receipt") if never else self.tr("Print again"))

    def focus_home(self) -> None:
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot(QModelIndex, QModelIndex)
    def _on_current(self, current: QModelIndex, _previous: QModelIndex) -> None:
        row = self.model.row_at(current)
        if row is not None:
            self.selected.emit(row.sale_id)

    @Slot()
    def _on_reprint(self) -> None:
        row = self.model.row_at(self.list.currentIndex())
        if row is not None:
            self.reprint_asked.emit(row.sale_id)

    @Slot()
    def _on_gift(self) -> None:
        row = self.model.row_at(self.list.currentIndex())
        if row is not None:
            self.gift_asked.emit(row.sale_id)

    @Slot()
    def _on_return(self) -> None:
        row = self.model.row_at(self.list.currentIndex())
        if row is not None:
            self.return_asked.emit(row.sale_id)

    @Slot()
    def _on_pdf(self) -> None:
        row = self.model.row_at(self.list.currentIndex())
        if row is not None:
            self.pdf_asked.emit(row.sale_id)
