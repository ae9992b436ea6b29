"""Coupons and offers: what saves first, then what does not and why; and the points to spend."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QModelIndex, QObject, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QStackedWidget, QVBoxLayout, QWidget

from pos_client.ui.formatting import money, number
from pos_client.ui.models.offers import OffersDelegate, OffersModel
from pos_client.ui.screens.checkout.programs_page import ProgramsPage
from pos_client.ui.screens.checkout.side_pages import FundingPage, ServicesPage
from pos_client.ui.screens.checkout.state import CheckoutViewState, OfferRow, PointsChoice
from pos_client.ui.widgets.base import Card, ElidedLabel, View, label
from pos_client.ui.widgets.button_row import ButtonRow
from pos_client.ui.widgets.key_button import KeyButton
from pos_client.ui.widgets.row_list import row_list


class OffersPanel(View):
    """`coupon_toggled` and `offer_asked` carry a row, `points_wished` 0 or `max`.

    All the points that a basket can take are never spent by one press: the first asks, in its place, the second
    does it.
    """

    coupon_toggled = Signal(object)
    offer_asked = Signal(object)  # a row that is no coupon: why it applies, or not
    best_asked = Signal()
    gift_wanted = Signal(object)  # offer id: its gift is there after all
    swap_asked = Signal(object)  # coupon id
    points_wished = Signal(object)  # 0 or "max"
    points_asked = Signal()  # the cashier wants to type a number
    left = Signal()  # the keyboard is done here

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._state: CheckoutViewState | None = None
        self._asks_for_all = False
        self._asks_to_swap = ""  # coupon id
        self._can_choose = False
        self.model = OffersModel(self)
        self.list = row_list("offers", self.model, OffersDelegate(self))
        self.list.setProperty("enters", True)
        self.list.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.list.installEventFilter(self)
        self.list.clicked.connect(self._on_chosen)
        self.list.activated.connect(self._on_entered)
        self.list.selectionModel().currentChanged.connect(self._on_current)
        card = Card(parent=self)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(card)
        column = QVBoxLayout(card)
        column.setContentsMargins(12, 6, 12, 8)
        column.setSpacing(4)
        column.addWidget(self._built_head())
        self._stack = QStackedWidget(card)
        self._none = label("emptyText", wraps=True)
        self._none.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._stack.addWidget(self._none)
        self._stack.addWidget(self.list)
        self.services = ServicesPage(self._stack)
        self.funding = FundingPage(self._stack)
        self.programs = ProgramsPage(self._stack)
        for page in (self.services, self.funding, self.programs):
            # A page that is seldom looked at must not make the window higher.
            page.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Ignored)
            self._stack.addWidget(page)
        column.addWidget(self._stack, 1)
        self.swap_button = KeyButton("refresh-cw", "Shift+F8", "plain", 14)
        self.swap_button.let_words_elide()
        self.swap_button.clicked.connect(self._on_swap)
        column.addWidget(self.swap_button)
        column.addWidget(self._built_points())
        self.retranslate()

    def _built_head(self) -> ButtonRow:
        self._title = label("cardTitle")
        self._hint = ElidedLabel("muted")
        self._hint.setAlignment(Qt.AlignmentFlag.AlignRight)
        self._hint.shorter = " "  # half of it says nothing
        self.choose_button = KeyButton("", "F5", "quiet", 14)
        self.choose_button.clicked.connect(self._on_choose)
        self.best_button = KeyButton("rotate-ccw", "F8", "quiet", 14)
        self.best_button.clicked.connect(self.best_asked)
        self.funding_button = KeyButton("wallet", "Shift+F5", "quiet", 14)
        self.funding_button.clicked.connect(self._on_funding)
        self.programs_button = KeyButton("gem", "Shift+F10", "quiet", 14)
        self.programs_button.clicked.connect(self._on_programs)
        buttons = (self.choose_button, self.best_button, self.programs_button, self.funding_button)
        return ButtonRow(buttons, self._title, self._hint)

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
        self.funding_button.set_words("", self.tr("Who pays for it"))
        self.funding_button.setToolTip(self.tr("Who pays for it"))
        self.programs_button.set_words("", self.tr("Tiers and points, program by program"))
        self.programs_button.setToolTip(self.tr("Tiers and points, program by program"))
        self._show_title()
        self.list.setAccessibleName(self.tr("Coupons and offers"))
        self.choose_button.set_words(self.tr("Choose"))
        self.best_button.set_words(self.tr("Best"), self.tr("Back to the best combination"))
        self.points_number.set_words("", self.tr("Spend another number of points"))
        self.points_number.setToolTip(self.tr("Spend another number of points"))
        self.model.retranslate()
        if self._state is not None:
            self.show_state(self._state)

    def show_state(self, state: CheckoutViewState) -> None:
        before, self._state = self._state, state
        # Sync shows the screen anew at any moment: a question stays as long as it is about the same.
        if before is None or (before.lines, before.points) != (state.lines, state.points):
            self._asks_for_all = False
        if before is None or (before.lines, before.offers) != (state.lines, state.offers):
            self._asks_to_swap = ""
        self._show_rows(state.offers)
        self.services.show_state(state)
        self.funding.show_state(state)
        self.programs.show_state(state)
        gone: dict[QWidget | None, bool] = {
            self.services: not state.services,
            self.funding: state.funding is None or not state.lines,
            self.programs: not state.programs,
        }
        page = self._stack.currentWidget()
        if gone.get(page, True):
            self._stack.setCurrentWidget(self.list if state.offers else self._none)
        if not state.lines:
            self._none.setText(self.tr("Offers appear here as soon as there are goods in the basket."))
        else:
            self._none.setText(self.tr("No offer or coupon for this basket."))
        self._can_choose = any(row.coupon_id or row.gift_left_out for row in state.offers)
        self._show_title()
        self._show_points(state.points, state.currency)

    def _show_rows(self, rows: tuple[OfferRow, ...]) -> None:
        """A row that the keyboard is on stays the row that it is on, wherever it stands now."""
        current = self.model.row_at(self.list.currentIndex())
        self.model.show_rows(rows)
        if current is not None and not self.list.currentIndex().isValid():
            self.list.setCurrentIndex(self.model.index_of(self.model.key_of(current)))

    def _show_points(self, points: PointsChoice | None, currency: str) -> None:
        self._points_row.setVisible(points is not None)
        if points is None:
            return
        if self._asks_for_all:
            self._show_question(points, currency)
            return
        if points.used:
            self._points_title.setText(
                self.tr("{points} points pay {amount}", "", points.used).format(
                    points=number(points.used), amount=money(points.amount_minor, currency)
                )
            )
            self.points_button.set_words(self.tr("Use none"))
        else:
            self._points_title.setText(self.tr("Pay with points"))
            self.points_button.set_words(self.tr("Use max"))
        available = self.tr("{points} held").format(points=number(points.available))
        if points.most and not points.used:
            worth = self.tr("up to {amount}").format(amount=money(points.most_minor, currency))
            available = f"{available} · {worth}"
        why_not = ""
        if points.needs_connection:
            why_not = self.tr("only with the connection")
        elif points.offline_limit is not None:
            why_not = self.tr("max {points} offline").format(points=number(points.offline_limit))
        elif points.wished and not points.used:
            why_not = self.tr("too few for this basket")
        self._points_detail.setText(" · ".join(part for part in (available, why_not) if part))
        for button in (self.points_button, self.points_number):
            button.setEnabled(not points.needs_connection or bool(points.used))

    def _show_question(self, points: PointsChoice, currency: str) -> None:
        words = self.tr("{points} points for {amount}?", "", points.most)
        self._points_title.setText(words.format(points=number(points.most), amount=money(points.most_minor, currency)))
        left = self.tr("{points} points left; Esc: no", "", points.available - points.most)
        self._points_detail.setText(left.format(points=number(points.available - points.most)))
        self.points_button.set_words(self.tr("Spend"))

    def withdraw_question(self) -> bool:
        """Take the question about all points back; False when none was asked."""
        if not self._asks_for_all or self._state is None:
            return False
        self._asks_for_all = False
        self._show_points(self._state.points, self._state.currency)
        return True

    @Slot()
    def toggle_services(self) -> None:
        """The member's services in the place of the offers, with the keyboard; or the offers again."""
        if self._stack.currentWidget() is self.services:
            self._show_offers()
        elif self._state is not None and self._state.services:
            self._stack.setCurrentWidget(self.services)
            self._show_title()
            self.services.focus_list()

    @Slot()
    def _on_funding(self) -> None:
        if self._stack.currentWidget() is self.funding:
            self._show_offers()
        else:
            self._stack.setCurrentWidget(self.funding)
            self._show_title()

    @Slot()
    def _on_programs(self) -> None:
        if self._stack.currentWidget() is self.programs:
            self._show_offers()
        else:
            self._stack.setCurrentWidget(self.programs)
            self._show_title()
            self.programs.focus_list()

    def leave_page(self) -> bool:
        """Back from services, programs or funding to the offers; False when those are shown already."""
        if self._stack.currentWidget() not in (self.services, self.funding, self.programs):
            return False
        self._show_offers()
        return True

    def _show_offers(self) -> None:
        has_offers = self._state is not None and bool(self._state.offers)
        self._stack.setCurrentWidget(self.list if has_offers else self._none)
        self._show_title()
        self.left.emit()

    def _show_title(self) -> None:
        page = self._stack.currentWidget()
        if page is self.services:
            self._title.setText(self.tr("Services and rewards"))
        elif page is self.funding:
            self._title.setText(self.tr("Who pays for it"))
        elif page is self.programs:
            self._title.setText(self.tr("Tiers and points"))
        else:
            self._title.setText(self.tr("Coupons and offers"))
        by_hand = self._state is not None and self._state.chosen_by_hand
        self._hint.setText(self._hint_words(page, by_hand=by_hand))
        is_choosing = self.list.hasFocus()
        self.choose_button.setVisible(self._can_choose and page is self.list and not is_choosing)
        has_funding = self._state is not None and self._state.funding is not None and bool(self._state.lines)
        self.funding_button.setVisible(has_funding and not is_choosing)
        self.programs_button.setVisible(self._state is not None and bool(self._state.programs) and not is_choosing)
        self.best_button.setVisible(by_hand and page is self.list)
        self._show_swap()

    def _hint_words(self, page: QWidget | None, *, by_hand: bool) -> str:
        """Beside the title. What was chosen by hand is said by the way back, the button of the best choice."""
        if page in (self.services, self.funding, self.programs):
            return self.tr("Esc: back")
        if self.list.hasFocus():
            return self.tr("Enter: on/off · Esc")
        has_applied = self._state is not None and any(row.status == "applied" for row in self._state.offers)
        return self.tr("the best") if has_applied and not by_hand else ""

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.list and event.type() in (QEvent.Type.FocusIn, QEvent.Type.FocusOut):
            self._show_title()
        return super().eventFilter(watched, event)

    def _growing(self) -> OfferRow | None:
        """The coupon that the button would swap: the chosen one, or else the first that grows."""
        chosen = self.model.row_at(self.list.currentIndex())
        if chosen is not None and chosen.grows_into:
            return chosen
        return next((row for row in self.model.rows() if row.grows_into), None)

    def _show_swap(self) -> None:
        row = self._growing()
        self.swap_button.setVisible(row is not None and self._stack.currentWidget() is self.list)
        if row is None:
            return
        if self._asks_to_swap:
            self.swap_button.set_words(self.tr("Press again: the swap is final"))
            return
        words = self.tr("Swap {label} for {larger}").format(label=row.label, larger=row.grows_into)
        self.swap_button.set_words(words)

    @Slot()
    def _on_swap(self) -> None:
        """The first press asks, in the button itself; the second does it."""
        row = self._growing()
        if row is None or row.coupon_id is None:
            return
        if self._asks_to_swap == row.coupon_id:
            self._asks_to_swap = ""
            self.swap_asked.emit(row.coupon_id)
        else:
            self._asks_to_swap = row.coupon_id
        self._show_swap()

    @Slot(QModelIndex, QModelIndex)
    def _on_current(self, _current: QModelIndex, _previous: QModelIndex) -> None:
        self._asks_to_swap = ""
        self._show_swap()

    def focus_list(self) -> None:
        """Give the keyboard to the list, at its first coupon."""
        self._stack.setCurrentWidget(self.list)
        self._show_title()
        self.list.setFocus(Qt.FocusReason.ShortcutFocusReason)
        for index, row in enumerate(self.model.rows()):
            if row.coupon_id is not None or row.gift_left_out:
                self.list.setCurrentIndex(self.model.index(index))
                return

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self._show_offers()
            return
        super().keyPressEvent(event)

    @Slot()
    def _on_choose(self) -> None:
        self.focus_list()

    @Slot(QModelIndex)
    def _on_chosen(self, index: QModelIndex) -> None:
        row = self.model.row_at(index)
        if row is None:
            return
        if row.gift_left_out:
            self.gift_wanted.emit(row.offer_id)
        elif row.coupon_id is not None:
            self.coupon_toggled.emit(row)
        else:
            self.offer_asked.emit(row)

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
