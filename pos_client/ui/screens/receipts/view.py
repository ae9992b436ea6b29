"""A list of completed sales, newest first, and what can be done with the chosen one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal, Slot
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import (
    QHBoxLayout,
    QStackedWidget,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from pos_client.ui.colours import COLOURS
from pos_client.ui.formatting import clock_time, date, money
from pos_client.ui.icons import pixmap
from pos_client.ui.language import translate
from pos_client.ui.models.painting import RIGHT, chip_width, draw_chip, draw_surface, draw_text
from pos_client.ui.models.rows import RowsModel
from pos_client.ui.widgets.base import Card, label
from pos_client.ui.widgets.entry_bar import EntryBar
from pos_client.ui.widgets.key_button import KeyButton
from pos_client.ui.widgets.page import Page
from pos_client.ui.widgets.row_list import row_list

ROW_HEIGHT = 60


@dataclass(frozen=True, slots=True)
class ReceiptRow:
    """`with_member`: the sale belongs to a member (who, is nobody's business in a list)."""

    sale_id: str
    receipt_number: str
    occurred_at: datetime | None
    payable_minor: int
    currency: str
    with_member: bool


@dataclass(frozen=True, slots=True)
class ReceiptsState:
    rows: tuple[ReceiptRow, ...]
    selected: str | None
    busy: bool


class ReceiptsModel(RowsModel[ReceiptRow]):
    """Rows are ReceiptRow; the key is the sale's id."""

    def key_of(self, row: ReceiptRow) -> object:
        return row.sale_id

    def text_of(self, row: ReceiptRow) -> str:
        when = "" if row.occurred_at is None else f"{date(row.occurred_at)} {clock_time(row.occurred_at)}"
        return ", ".join(part for part in (when, row.receipt_number, money(row.payable_minor, row.currency)) if part)


class ReceiptsDelegate(QStyledItemDelegate):
    """Time, number, member mark, amount."""

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(320, ROW_HEIGHT)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        model = index.model()
        row = model.row_at(index) if isinstance(model, ReceiptsModel) else None
        if row is None:
            return
        painter.save()
        rect: QRect = option.rect
        if option.state & QStyle.StateFlag.State_Selected:
            draw_surface(painter, rect.adjusted(0, 1, 0, -1), COLOURS.accent_soft, COLOURS.accent_border)
        else:
            painter.setPen(COLOURS.border)
            painter.drawLine(rect.left() + 10, rect.bottom(), rect.right() - 10, rect.bottom())
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
        middle = left + 150
        draw_text(painter, QRect(middle, rect.top(), 260, rect.height()), row.receipt_number, COLOURS.text, 15)
        if row.with_member:
            words = translate("receipts", "Member")
            chip_at = QRect(right - 240, rect.center().y() - 10, 0, 0).topLeft()
            draw_chip(painter, chip_at, words, chip_width(words))
        painter.restore()


class ReceiptsView(Page):
    """Signals carry sale ids."""

    selected = Signal(object)
    reprint_asked = Signal(object)
    pdf_asked = Signal(object)
    return_asked = Signal(object)
    void_asked = Signal()
    find_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._state: ReceiptsState | None = None
        self.entry = EntryBar()
        self.model = ReceiptsModel(self)
        self.list = row_list("receipts")
        self.list.setModel(self.model)
        self.list.setItemDelegate(ReceiptsDelegate(self))
        self.list.selectionModel().currentChanged.connect(self._on_current)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 12, 12, 12)
        column.setSpacing(10)
        column.addWidget(self.banner)
        column.addWidget(self.entry)
        card = Card()
        inside = QVBoxLayout(card)
        inside.setContentsMargins(12, 10, 12, 12)
        inside.setSpacing(8)
        head = QHBoxLayout()
        head.setSpacing(8)
        self._title = label("cardTitle")
        self._note = label("muted")
        self.reprint_button = KeyButton("printer", "F10", "plain", 15)
        self.reprint_button.clicked.connect(self._on_reprint)
        self.pdf_button = KeyButton("file-down", "F11", "plain", 15)
        self.pdf_button.clicked.connect(self._on_pdf)
        self.find_button = KeyButton("search", "F7", "plain", 15)
        self.find_button.clicked.connect(self.find_asked)
        self.return_button = KeyButton("undo-2", "F8", "plain", 15)
        self.return_button.clicked.connect(self._on_return)
        self.void_button = KeyButton("x", "F9", "plain", 15)
        self.void_button.clicked.connect(self.void_asked)
        head.addWidget(self._title)
        head.addWidget(self._note, 1)
        head.addWidget(self.find_button)
        head.addWidget(self.return_button)
        head.addWidget(self.void_button)
        head.addWidget(self.reprint_button)
        head.addWidget(self.pdf_button)
        inside.addLayout(head)
        self._stack = QStackedWidget()
        self._empty = label("emptyText", wraps=True)
        self._empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._stack.addWidget(self._empty)
        self._stack.addWidget(self.list)
        inside.addWidget(self._stack, 1)
        column.addWidget(card, 1)
        self.retranslate()

    def retranslate(self) -> None:
        self._title.setText(self.tr("Receipts of this till"))
        self._note.setText(self.tr("A receipt that is printed again says COPY."))
        self._empty.setText(self.tr("No sale yet. Completed sales appear here, newest first."))
        self.list.setAccessibleName(self.tr("Receipts of this till"))
        self.find_button.set_words(self.tr("Find"))
        self.return_button.set_words(self.tr("Return goods"))
        self.void_button.set_words(self.tr("Void last"))
        self.reprint_button.set_words(self.tr("Print again"))
        self.pdf_button.set_words(self.tr("Save as PDF"))
        self.model.retranslate()

    def show_state(self, state: ReceiptsState) -> None:
        self._state = state
        self.model.show_rows(state.rows)
        self._stack.setCurrentIndex(1 if state.rows else 0)
        index = self.model.index_of(state.selected)
        if not index.isValid() and state.rows:
            index = self.model.index(0)
        if index.isValid() and index != self.list.currentIndex():
            self.list.setCurrentIndex(index)
        for button in (self.reprint_button, self.pdf_button):
            button.setEnabled(bool(state.rows) and not state.busy)
        self.return_button.setEnabled(bool(state.rows))

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
    def _on_return(self) -> None:
        row = self.model.row_at(self.list.currentIndex())
        if row is not None:
            self.return_asked.emit(row.sale_id)

    @Slot()
    def _on_pdf(self) -> None:
        row = self.model.row_at(self.list.currentIndex())
        if row is not None:
            self.pdf_asked.emit(row.sale_id)
