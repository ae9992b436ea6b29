"""Coupons and offers: what saves first, then what does not and why; and the points to spend."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from pos_client.ui.formatting import money, number
from pos_client.ui.models.offers import OffersDelegate, OffersModel
from pos_client.ui.screens.checkout.state import CheckoutViewState, PointsChoice
from pos_client.ui.widgets.base import Card, ElidedLabel, View, label
from pos_client.ui.widgets.key_button import KeyButton
from pos_client.ui.widgets.row_list import row_list


class OffersPanel(View):
    """`coupon_toggled` carries a coupon id, `points_wished` 0 or `max`.

    All the points that a basket can take are never spent by one press: the first asks, in its place, the second
    does it.
    """

    coupon_toggled = Signal(object)
    best_asked = Signal()
    points_wished = Signal(object)  # 0 or "max"
    points_asked = Signal()  # the cashier wants to type a number
    left = Signal()  # the keyboard is done here

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._state: CheckoutViewState | None = None
        self._asks_for_all = False
        self.model = OffersModel(self)
        self.list = row_list("offers")
        self.list.setModel(self.model)
        self.list.setItemDelegate(OffersDelegate(self))
        self.list.setProperty("enters", True)
        self.list.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.list.clicked.connect(self._on_chosen)
        self.list.activated.connect(self._on_entered)
        card = Card()
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(card)
        column = QVBoxLayout(card)
        column.setContentsMargins(12, 6, 12, 8)
        column.setSpacing(4)
        head = QHBoxLayout()
        self._title = label("cardTitle")
        self._hint = ElidedLabel("muted")
        self._hint.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.choose_button = KeyButton("", "F5", "quiet", 14)
        self.choose_button.clicked.connect(self._on_choose)
        self.best_button = KeyButton("rotate-ccw", "F8", "quiet", 14)
        self.best_button.clicked.connect(self.best_asked)
        head.addWidget(self._title)
        head.addWidget(self._hint, 1)
        head.addWidget(self.choose_button)
        head.addWidget(self.best_button)
        column.addLayout(head)
        self._stack = QStackedWidget()
        self._none = label("emptyText", wraps=True)
        self._none.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._stack.addWidget(self._none)
        self._stack.addWidget(self.list)
        column.addWidget(self._stack, 1)
        column.addWidget(self._built_points())
        self.retranslate()

    def _built_points(self) -> QWidget:
        self._points_row = QWidget()
        row = QHBoxLayout(self._points_row)
        row.setContentsMargins(0, 4, 0, 0)
        row.setSpacing(6)
        words = QVBoxLayout()
        words.setSpacing(0)
        self._points_title = ElidedLabel("strong")
        self._points_detail = ElidedLabel("muted")
        words.addWidget(self._points_title)
        words.addWidget(self._points_detail)
        self.points_button = KeyButton("coins", "F6", "plain", 14)
        self.points_button.clicked.connect(self._on_points)
        self.points_number = KeyButton("pencil", "Shift+F6", "plain", 14)
        self.points_number.clicked.connect(self.points_asked)
        row.addLayout(words, 1)
        row.addWidget(self.points_button)
        row.addWidget(self.points_number)
        return self._points_row

    def retranslate(self) -> None:
        self._title.setText(self.tr("Coupons and offers"))
        self.list.setAccessibleName(self.tr("Coupons and offers"))
        self.choose_button.set_words(self.tr("Choose"))
        self.best_button.set_words(self.tr("Best choice"), self.tr("Back to the best combination"))
        self.points_number.set_words("", self.tr("Spend another number of points"))
        self.points_number.setToolTip(self.tr("Spend another number of points"))
        self.model.retranslate()
        if self._state is not None:
            self.show_state(self._state)

    def show_state(self, state: CheckoutViewState) -> None:
        self._state = state
        self._asks_for_all = False
        self.model.show_rows(state.offers)
        self._stack.setCurrentIndex(1 if state.offers else 0)
        if not state.lines:
            self._none.setText(self.tr("Offers appear here as soon as there are goods in the basket."))
        else:
            self._none.setText(self.tr("No offer or coupon for this basket."))
        applied = sum(row.status == "applied" for row in state.offers)
        has_coupons = any(row.coupon_id for row in state.offers)
        if self.list.hasFocus():
            self._hint.setText(self.tr("Enter: use it or not · Esc: done"))
        elif state.chosen_by_hand:
            self._hint.setText(self.tr("chosen by hand"))
        elif applied:
            self._hint.setText(self.tr("best combination chosen"))
        else:
            self._hint.setText("")
        self.choose_button.setVisible(has_coupons and not state.chosen_by_hand)
        self.best_button.setVisible(state.chosen_by_hand)
        self._show_points(state.points, state.currency)

    def _show_points(self, points: PointsChoice | None, currency: str) -> None:
        self._points_row.setVisible(points is not None)
        if points is None:
            return
        if self._asks_for_all:
            self._show_question(points, currency)
            return
        if points.used:
            self._points_title.setText(
                self.tr("{points} points pay {amount}").format(
                    points=number(points.used), amount=money(points.amount_minor, currency)
                )
            )
            self.points_button.set_words(self.tr("Use none"))
        else:
            self._points_title.setText(self.tr("Pay with points"))
            self.points_button.set_words(self.tr("As many as possible"))
        available = self.tr("{points} points available").format(points=number(points.available))
        if points.most and not points.used:
            worth = self.tr("up to {amount}").format(amount=money(points.most_minor, currency))
            available = f"{available} · {worth}"
        why_not = ""
        if points.needs_connection:
            why_not = self.tr("only with the connection")
        elif points.offline_limit is not None:
            why_not = self.tr("offline at most {points}").format(points=number(points.offline_limit))
        elif points.wished and not points.used:
            why_not = self.tr("too few for this basket")
        self._points_detail.setText(" · ".join(part for part in (available, why_not) if part))
        for button in (self.points_button, self.points_number):
            button.setEnabled(not points.needs_connection or bool(points.used))

    def _show_question(self, points: PointsChoice, currency: str) -> None:
        words = self.tr("Spend {points} points for {amount}?")
        self._points_title.setText(words.format(points=number(points.most), amount=money(points.most_minor, currency)))
        left = self.tr("{points} points are left after it; Esc leaves it")
        self._points_detail.setText(left.format(points=number(points.available - points.most)))
        self.points_button.set_words(self.tr("Yes, spend them"))

    def withdraw_question(self) -> bool:
        """Take the question about all points back; False when none was asked."""
        if not self._asks_for_all or self._state is None:
            return False
        self._asks_for_all = False
        self._show_points(self._state.points, self._state.currency)
        return True

    def focus_list(self) -> None:
        """Give the keyboard to the list, at its first coupon."""
        self.list.setFocus(Qt.FocusReason.ShortcutFocusReason)
        for index, row in enumerate(self.model.rows()):
            if row.coupon_id is not None:
                self.list.setCurrentIndex(self.model.index(index))
                return

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
            return
        super().keyPressEvent(event)

    @Slot()
    def _on_choose(self) -> None:
        self.focus_list()

    @Slot(QModelIndex)
    def _on_chosen(self, index: QModelIndex) -> None:
        row = self.model.row_at(index)
        if row is not None and row.coupon_id is not None:
            self.coupon_toggled.emit(row.coupon_id)

    @Slot(QModelIndex)
    def _on_entered(self, index: QModelIndex) -> None:
        # A mouse's single or double click also "activates" on some platforms; `clicked` has told it already.
        if self.list.hasFocus():
            self._on_chosen(index)

    @Slot()
    def _on_points(self) -> None:
        points = None if self._state is None else self._state.points
        if points is None or self._state is None:
            return
        if points.used:
            self.points_wished.emit(0)
        elif points.most and not self._asks_for_all:
            self._asks_for_all = True
            self._show_points(points, self._state.currency)
        else:
            self.points_wished.emit("max")
