"""The list of baskets whose payment is not known, or that turned out unpaid, and what can be done with each."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from PySide6.QtCore import QModelIndex, QRect, Qt, Signal, Slot
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import (
    QWidget,
)

from pos_client.marking import QT_TRANSLATE_NOOP
from pos_client.ui.colours import COLOURS
from pos_client.ui.formatting import clock_time, date, money
from pos_client.ui.icons import pixmap
from pos_client.ui.language import translate
from pos_client.ui.models.painting import RIGHT, draw_text
from pos_client.ui.models.row_delegate import LineDelegate
from pos_client.ui.models.rows import RowsModel
from pos_client.ui.screens.checkout.wallet_state import WalletStage
from pos_client.ui.wallet_words import wallet_name
from pos_client.ui.widgets.base import Card, label
from pos_client.ui.widgets.button_row import ButtonRow
from pos_client.ui.widgets.entry_bar import EntryBar
from pos_client.ui.widgets.key_button import KeyButton
from pos_client.ui.widgets.list_stack import ListStack
from pos_client.ui.widgets.page import Page
from pos_client.ui.widgets.row_list import row_list

ROW_HEIGHT = 68
_STAGES = {
    "sending": QT_TRANSLATE_NOOP("payments", "Sent, no answer yet"),
    "password": QT_TRANSLATE_NOOP("payments", "The shopper is asked to confirm"),
    "unknown": QT_TRANSLATE_NOOP("payments", "Not known yet, being asked for"),
    "cancelling": QT_TRANSLATE_NOOP("payments", "Being cancelled, not confirmed yet"),
    "unpaid": QT_TRANSLATE_NOOP("payments", "Not paid: {reason}"),
    "part": QT_TRANSLATE_NOOP("payments", "A part is paid: fetch the basket for the rest, or void it"),
    "refund_held": QT_TRANSLATE_NOOP("payments", "Paid for a basket that is gone: give it back"),
    "refund_waiting": QT_TRANSLATE_NOOP("payments", "Refund: sent as soon as the wallet can be reached"),
    "refund_giving": QT_TRANSLATE_NOOP("payments", "Refund: sent, being asked for"),
    "refund_refused": QT_TRANSLATE_NOOP("payments", "Refund not given: {reason}"),
}
#: As of a payment; or where a refund stands that no operator has confirmed.
PaymentStage = WalletStage | Literal["refund_held", "refund_waiting", "refund_giving", "refund_refused"]
_CANNOT_ASK = QT_TRANSLATE_NOOP("payments", "This till is not set up for {wallet} any more")


@dataclass(frozen=True, slots=True)
class PaymentRow:
    """A payment, or a refund, under its id. `goods` names what is in the basket, or came back; `reason` is in words, of
    one that is not paid, or not given.
    """

    attempt_id: str
    wallet: str
    amount_minor: int
    currency: str
    started_at: datetime | None
    stage: PaymentStage
    at_counter: bool
    can_ask: bool
    goods: str
    reason: str = ""

    @property
    def is_refund(self) -> bool:
        return self.stage.startswith("refund_")

    @property
    def needs_somebody(self) -> bool:
        """Nothing more comes of it by itself."""
        return self.stage in ("unpaid", "part", "refund_refused", "refund_held")

    @property
    def may_be_fetched(self) -> bool:
        """Its basket waits for somebody."""
        return self.stage in ("unpaid", "part")


@dataclass(frozen=True, slots=True)
class PaymentsState:
    rows: tuple[PaymentRow, ...]
    selected: str | None


def stage_words(row: PaymentRow) -> str:
    if not row.can_ask and row.stage != "unpaid":
        return translate("payments", _CANNOT_ASK).format(wallet=wallet_name(row.wallet))
    return translate("payments", _STAGES[row.stage]).format(reason=row.reason)


class PaymentsModel(RowsModel[PaymentRow]):
    """Rows are PaymentRow; the key is the attempt's id."""

    def key_of(self, row: PaymentRow) -> object:
        return row.attempt_id

    def text_of(self, row: PaymentRow) -> str:
        amount = money(row.amount_minor, row.currency)
        return ", ".join((wallet_name(row.wallet), amount, stage_words(row), row.goods))


class PaymentsDelegate(LineDelegate[PaymentRow]):
    """When it began, what it is for, where it stands, how much."""

    row_height = ROW_HEIGHT

    def paint_line(self, painter: QPainter, rect: QRect, row: PaymentRow) -> None:
        ink = COLOURS.bad if row.needs_somebody else COLOURS.warn
        icon = "circle-x" if row.needs_somebody else "undo-2" if row.is_refund else "clock"
        ratio = painter.device().devicePixelRatioF()
        painter.drawPixmap(rect.left() + 14, rect.center().y() - 11, pixmap(icon, ink, 22, ratio))
        right, left = rect.right() - 16, rect.left() + 50
        amount = money(-row.amount_minor if row.is_refund else row.amount_minor, row.currency)
        draw_text(
            painter, QRect(right - 160, rect.top() + 9, 160, 26), amount, COLOURS.text, 17, bold=True, align=RIGHT
        )
        draw_text(painter, QRect(right - 160, rect.top() + 38, 160, 18), wallet_name(row.wallet), COLOURS.text_soft, 12,
                  align=RIGHT)  # fmt: skip
        when = "" if row.started_at is None else clock_time(row.started_at)
        day = "" if row.started_at is None else date(row.started_at)
        draw_text(painter, QRect(left, rect.top() + 9, 110, 26), when, COLOURS.text, 17, bold=True)
        draw_text(painter, QRect(left, rect.top() + 38, 130, 18), day, COLOURS.text_soft, 12)
        middle, room = left + 136, right - 170 - left - 136
        draw_text(painter, QRect(middle, rect.top() + 9, room, 26), stage_words(row), ink, 15, bold=True)
        draw_text(painter, QRect(middle, rect.top() + 38, room, 18), row.goods, COLOURS.text_soft, 13)


class PaymentsView(Page):
    """Signals carry attempt ids."""

    selected = Signal(object)
    ask_asked = Signal(object)
    cancel_asked = Signal(object)
    paid_asked = Signal(object)
    unpaid_asked = Signal(object)
    void_asked = Signal(object)
    fetch_asked = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.entry = EntryBar()
        self.model = PaymentsModel(self)
        self.list = row_list("payments", self.model, PaymentsDelegate(self))
        self.list.selectionModel().currentChanged.connect(self._on_current)
        column = self.built_column()
        column.addWidget(self.entry)
        card = Card()
        inside = card.built_column()
        self._title = label("cardTitle")
        self._note = label("muted", wraps=True)
        inside.addWidget(self._title)
        inside.addWidget(self._note)
        self._stack = ListStack(self.list)
        inside.addWidget(self._stack, 1)
        inside.addWidget(self._built_buttons())
        column.addWidget(card, 1)
        self.retranslate()

    def _built_buttons(self) -> ButtonRow:
        self.ask_button = KeyButton("refresh-cw", "F5", "plain", 15)
        self.cancel_button = KeyButton("undo-2", "F7", "plain", 15)
        self.paid_button = KeyButton("check", "F9", "plain", 15)
        self.unpaid_button = KeyButton("x", "F11", "plain", 15)
        self.void_button = KeyButton("trash-2", "Shift+F7", "danger", 15)
        self.fetch_button = KeyButton("shopping-bag", "F8", "plain", 15)
        self._buttons = (
            (self.ask_button, self.ask_asked),
            (self.cancel_button, self.cancel_asked),
            (self.paid_button, self.paid_asked),
            (self.unpaid_button, self.unpaid_asked),
            (self.fetch_button, self.fetch_asked),
            (self.void_button, self.void_asked),
        )
        for button, _ in self._buttons:
            button.clicked.connect(self._on_button)
        return ButtonRow([button for button, _ in self._buttons])

    def retranslate(self) -> None:
        self._title.setText(self.tr("Open payments"))
        self._note.setText(
            self.tr(
                "Each of these baskets is paid once at most, and each refund given once. They are asked for by "
                "themselves, also after a restart: go on with the next shopper."
            )
        )
        self._stack.say_empty(self.tr("Every payment is known. One whose answer is missing appears here until it is."))
        self.list.setAccessibleName(self.tr("Open payments"))
        self._name_buttons()
        self.cancel_button.set_words(self.tr("Cancel and give back"))
        self.fetch_button.set_words(self.tr("Fetch basket"))
        self.void_button.set_words(self.tr("Void basket"))
        self.model.retranslate()

    def _name_buttons(self) -> None:
        """The same keys do for a refund what they do for a payment: ask, take as done, end it otherwise."""
        row = self.model.row_at(self.list.currentIndex())
        is_refund = row is not None and row.is_refund
        is_refused = row is not None and row.stage == "refund_refused"
        self.ask_button.set_words(self.tr("Try again") if is_refused else self.tr("Ask now"))
        self.paid_button.set_words(self.tr("Given, by evidence") if is_refund else self.tr("Paid, by evidence"))
        self.unpaid_button.set_words(self.tr("Give in cash") if is_refund else self.tr("Not paid, by evidence"))
        self.unpaid_button.set_icon_name("banknote" if is_refund else "x")

    def show_state(self, state: PaymentsState) -> None:
        self.model.show_rows(state.rows)
        self._stack.show_list(bool(state.rows))
        index = self.model.index_of(state.selected)
        if not index.isValid() and state.rows:
            index = self.model.index(0)
        if index.isValid() and index != self.list.currentIndex():
            self.list.setCurrentIndex(index)
        self._show_buttons()

    def _show_buttons(self) -> None:
        row = self.model.row_at(self.list.currentIndex())
        is_refund = row is not None and row.is_refund
        self._name_buttons()
        is_held = row is not None and row.stage == "refund_held"
        self.cancel_button.setVisible(not is_refund or is_held)
        for button in (self.fetch_button, self.void_button):
            button.setVisible(not is_refund)
        is_open = row is not None and not row.may_be_fetched and not is_held
        self.ask_button.setEnabled(is_open and row is not None and row.can_ask)
        self.cancel_button.setEnabled(
            is_held or (is_open and row is not None and row.stage != "cancelling" and row.can_ask)
        )
        for button in (self.paid_button, self.unpaid_button):
            button.setEnabled(is_open)
        for button in (self.void_button, self.fetch_button):
            button.setEnabled(row is not None and row.may_be_fetched)

    def focus_home(self) -> None:
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot(QModelIndex, QModelIndex)
    def _on_current(self, current: QModelIndex, _previous: QModelIndex) -> None:
        row = self.model.row_at(current)
        if row is not None:
            self.selected.emit(row.attempt_id)
        self._show_buttons()

    @Slot()
    def _on_button(self) -> None:
        row = self.model.row_at(self.list.currentIndex())
        asked = next((signal for button, signal in self._buttons if button is self.sender()), None)
        if row is not None and asked is not None:
            asked.emit(row.attempt_id)
