"""The shopper's screen: the basket, what the membership saves, the amount. Nothing on it can be pressed."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QCloseEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QListView, QStackedWidget, QVBoxLayout, QWidget

from pos_client.ui.formatting import MINUS, is_chinese, money, number
from pos_client.ui.screens.customer.lines import CustomerLinesDelegate, CustomerLinesModel
from pos_client.ui.screens.customer.payment_qr import PaymentQr
from pos_client.ui.screens.customer.state import CustomerState
from pos_client.ui.widgets.base import Card, ElidedLabel, View, label
from pos_client.ui.widgets.row_list import row_list

_FLAGS = Qt.WindowType.Window | Qt.WindowType.WindowDoesNotAcceptFocus


class CustomerView(View):
    """A window that never takes the keyboard: the cashier's keys and scans go on beside it."""

    def __init__(self, store_name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._store_name = store_name
        self._state = CustomerState()
        self.setWindowFlags(_FLAGS)
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
        self.setObjectName("page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._stack = QStackedWidget()
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._stack)
        self.model = CustomerLinesModel(self)
        self._stack.addWidget(self._built_idle())
        self._stack.addWidget(self._built_basket())
        self._stack.addWidget(self._built_done())
        self.retranslate()

    # --- parts

    def _built_idle(self) -> QWidget:
        self.welcome, self._idle_hint = label("customerStore", wraps=True), label("customerHint", wraps=True)
        return _centred(self.welcome, self._idle_hint)

    def _built_done(self) -> QWidget:
        self._thanks, self.done_amount = label("customerStore", wraps=True), label("customerAmount")
        self._done_detail = label("customerHint", wraps=True)
        return _centred(self._thanks, self.done_amount, self._done_detail)

    def _built_basket(self) -> QWidget:
        page = QWidget()
        row = QHBoxLayout(page)
        row.setContentsMargins(24, 20, 24, 24)
        row.setSpacing(20)
        left = Card()
        column = QVBoxLayout(left)
        column.setContentsMargins(18, 14, 14, 14)
        self._name = ElidedLabel("customerName")
        column.addWidget(self._name)
        self.list = row_list("offers", self.model, CustomerLinesDelegate(self))
        self.list.setSelectionMode(QListView.SelectionMode.NoSelection)
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.list.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        column.addWidget(self.list, 1)
        self._count = label("customerHint")
        column.addWidget(self._count)
        row.addWidget(left, 3)
        right = QVBoxLayout()
        right.setSpacing(14)
        right.addWidget(self._built_member())
        right.addWidget(self._built_qr(), 1)
        right.addWidget(self._built_amount())
        row.addLayout(right, 2)
        return page

    def _built_member(self) -> QWidget:
        self._member_card = Card("member")
        column = QVBoxLayout(self._member_card)
        column.setContentsMargins(18, 12, 18, 12)
        self.member, self._tiers = ElidedLabel("customerMember"), ElidedLabel("customerTiers")
        column.addWidget(self.member)
        column.addWidget(self._tiers)
        return self._member_card

    def _built_qr(self) -> QWidget:
        self._side = QStackedWidget()
        self._side_hint = label("customerHint", wraps=True)
        self._side_hint.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._side.addWidget(self._side_hint)
        page = Card()
        column = QVBoxLayout(page)
        self.qr = PaymentQr()
        self._qr_label = label("customerHint", wraps=True)
        self._qr_label.setAlignment(Qt.AlignmentFlag.AlignCenter)
        column.addWidget(self.qr, 1)
        column.addWidget(self._qr_label)
        self._side.addWidget(page)
        return self._side

    def _built_amount(self) -> QFrame:
        card = Card("payable")
        column = QVBoxLayout(card)
        column.setContentsMargins(18, 10, 18, 10)
        self._amount_name, self.amount = label("payableName"), label("customerAmount")
        self.saving = label("customerSaving")
        column.addWidget(self._amount_name)
        column.addWidget(self.amount, 0, Qt.AlignmentFlag.AlignRight)
        column.addWidget(self.saving, 0, Qt.AlignmentFlag.AlignRight)
        return card

    # --- showing

    def retranslate(self) -> None:
        self.setWindowTitle(self.tr("For the customer"))
        self.welcome.setText(self.tr("Welcome to {store}").format(store=self._store_name))
        self._idle_hint.setText(self.tr("Show your member code before paying: member prices, coupons and points"))
        self._thanks.setText(self.tr("Thank you"))
        self._name.setText(self._store_name)
        self.model.retranslate()
        self.show_state(self._state)

    def show_state(self, state: CustomerState) -> None:
        self._state = state
        self._stack.setCurrentIndex({"idle": 0, "done": 2}.get(state.scene, 1))
        if state.scene == "done":
            self._show_done(state)
        elif state.scene != "idle":
            self._show_basket(state)

    def _show_done(self, state: CustomerState) -> None:
        change = state.change_minor
        self.done_amount.setText(money(change if change else state.payable_minor, state.currency))
        parts = [self.tr("Your change") if change else self.tr("Paid")]
        if state.saving_minor:
            parts.append(self.tr("You saved {amount}").format(amount=money(state.saving_minor, state.currency)))
        if state.points_earned:
            parts.append(
                self.tr("{points} points earned", "", state.points_earned).format(points=number(state.points_earned))
            )
        self._done_detail.setText(" · ".join(parts))

    def _show_basket(self, state: CustomerState) -> None:
        self.model.show_rows(state.lines)
        self.list.scrollToBottom()
        count = len(state.lines)
        parts = [self.tr("{count} items", "", count).format(count=number(count))] if count else []
        if state.coupons_minor:
            taken = MINUS + money(state.coupons_minor, state.currency)
            parts.append(self.tr("Coupons and points {amount}").format(amount=taken))
        self._count.setText(" · ".join(parts))
        self._member_card.setVisible(bool(state.member or state.tiers))
        self.member.setText(self.tr("Welcome back, {name}").format(name=state.member) if state.member else "")
        self._tiers.setText(" · ".join(state.tiers))
        self._tiers.setVisible(bool(state.tiers))
        self._show_side(state)
        paying = state.scene == "tender" and state.remaining_minor != state.payable_minor
        self._amount_name.setText(self.tr("Still to pay") if paying else self.tr("Total"))
        self.amount.setText(money(state.remaining_minor, state.currency))
        self.saving.setVisible(state.saving_minor > 0)
        self.saving.setText(self.tr("You save {amount}").format(amount=money(state.saving_minor, state.currency)))

    def _show_side(self, state: CustomerState) -> None:
        """A code to pay by, where there is one; else how the membership would help, to those who have not shown it."""
        try:
            self.qr.show_text(state.qr)
        except ValueError:  # longer than any code: a setting that nobody can use
            self.qr.show_text("")
        self._side.setCurrentIndex(1 if self.qr.text() else 0)
        self._qr_label.setText((state.qr_label if is_chinese() else state.qr_label_en) or self.tr("Scan to pay"))
        if state.member or state.tiers:
            self._side_hint.setText("")
        else:
            self._side_hint.setText(self.tr("A member? Show your code: member prices, coupons and points"))

    # --- Qt

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.list.scrollToBottom()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Hidden, not gone: the cashier's key shows it again."""
        self.hide()
        event.ignore()


def _centred(*labels: QLabel) -> QWidget:
    page = QWidget()
    column = QVBoxLayout(page)
    column.setContentsMargins(40, 40, 40, 40)
    column.setSpacing(18)
    column.addStretch(1)
    for each in labels:
        each.setAlignment(Qt.AlignmentFlag.AlignCenter)
        column.addWidget(each)
    column.addStretch(1)
    return page
