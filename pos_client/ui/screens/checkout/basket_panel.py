"""The basket: its lines, what can be done to the selected one, and how the total comes about."""

from __future__ import annotations

from PySide6.QtCore import QItemSelectionModel, QModelIndex, Qt, QTimer, Signal, SignalInstance, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QStackedWidget, QVBoxLayout, QWidget

from pos_client.ui.colours import COLOURS
from pos_client.ui.formatting import MINUS, money, number
from pos_client.ui.models.basket import BasketDelegate, BasketModel, adjustment_text
from pos_client.ui.screens.checkout.empty_basket import EmptyBasket
from pos_client.ui.screens.checkout.state import CheckoutViewState, LineRow, Totals
from pos_client.ui.theme import scaled, set_state
from pos_client.ui.widgets.base import Card, ElidedLabel, View, label
from pos_client.ui.widgets.button_row import ButtonRow
from pos_client.ui.widgets.key_button import KeyButton
from pos_client.ui.widgets.row_list import row_list

TOTAL_ROWS = 6
#: Below this height, under a list of answers, lines and sums are shown and nothing besides.
TIGHT_HEIGHT = 330
CHIPS_SURE = 2  # adjustments for which a row has room, as a rule


class BasketPanel(View):
    """Signals carry line ids. `selected` when the cashier moved to another line."""

    selected = Signal(object)  # line id or None
    stepped = Signal(object, object)  # line id, -1 or 1
    quantity_asked = Signal(object)  # line id
    removed = Signal(object)  # line id
    price_asked = Signal(object)  # line id
    note_asked = Signal(object)  # line id
    gift_declined = Signal(object)  # LineRow of a gift
    value_removed = Signal(object)  # account id of a gift card or top-up
    voided = Signal()
    park_asked = Signal()
    guides_asked = Signal(object)  # line id or None

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._state: CheckoutViewState | None = None
        self._void_armed = False
        self._is_tight = False
        self.model = BasketModel(self)
        self.delegate = BasketDelegate(self)
        self.list = row_list("basket", self.model, self.delegate)
        self.list.stand_on(COLOURS.card)
        self.list.selectionModel().currentChanged.connect(self._on_current)
        self.delegate.stepped.connect(self.stepped)
        self.delegate.quantity_asked.connect(self.quantity_asked)
        self.empty = EmptyBasket()
        self._build()
        self.retranslate()

    def _build(self) -> None:
        card = Card()
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(card)
        inside = card.built_column()
        self._title = label("cardTitle")
        self._count = ElidedLabel("muted")
        self.quantity_button = KeyButton("hash", "F2", "quiet", 14)
        self.quantity_button.clicked.connect(self._on_quantity)
        self.price_button = KeyButton("badge-percent", "F9", "quiet", 14)
        self.price_button.clicked.connect(lambda: self._emit_for_line(self.price_asked))
        self.note_button = KeyButton("pencil", "Insert", "quiet", 14)
        self.note_button.clicked.connect(lambda: self._emit_for_line(self.note_asked))
        self.remove_button = KeyButton("x", "Delete", "quiet", 14, obeys=False)
        self.remove_button.clicked.connect(self._on_remove)
        self.park_button = KeyButton("shopping-bag", "Shift+F7", "quiet", 14)
        self.park_button.clicked.connect(self.park_asked)
        self.void_button = KeyButton("trash-2", "F7", "danger", 14)
        self.void_button.clicked.connect(self._on_void)
        buttons = (
            self.quantity_button, self.price_button, self.note_button, self.remove_button, self.park_button,
            self.void_button,
        )  # fmt: skip
        self._row = ButtonRow(buttons, self._title, self._count)
        inside.addWidget(self._row)
        self._stack = QStackedWidget(card)
        self._stack.addWidget(self.empty)
        self._stack.addWidget(self.list)
        inside.addWidget(self._stack, 1)
        self._detail = label("muted", wraps=True)
        self._detail.hide()
        inside.addWidget(self._detail)
        self.guide_button = KeyButton("user-round", "Shift+F2", "quiet", 14)
        self.guide_button.clicked.connect(self._on_guides)
        inside.addWidget(self.guide_button, 0, Qt.AlignmentFlag.AlignLeft)
        inside.addWidget(self._built_totals())

    def _built_totals(self) -> QWidget:
        self._totals = Card("totals")
        # The list gives way to a question above the basket; sums that overlap say nothing.
        self._totals.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        grid = QGridLayout(self._totals)
        grid.setContentsMargins(4, 10, 4, 0)
        grid.setVerticalSpacing(3)
        grid.setColumnStretch(0, 1)
        self._total_names = [ElidedLabel("totalName") for _ in range(TOTAL_ROWS)]
        self._total_amounts = [label("totalAmount") for _ in range(TOTAL_ROWS)]
        for row in range(TOTAL_ROWS):
            self._total_amounts[row].setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            grid.addWidget(self._total_names[row], row, 0)
            grid.addWidget(self._total_amounts[row], row, 1)
            if row:
                self._total_amounts[row].setProperty("role", "totalSaving")
        return self._totals

    def retranslate(self) -> None:
        self._title.setText(self.tr("Basket"))
        self.list.setAccessibleName(self.tr("Lines of the basket"))
        self.quantity_button.set_words(self.tr("Quantity"))
        self.note_button.set_words(self.tr("Note"), self.tr("Note to the line or the sale"))
        self.park_button.set_words(self.tr("Park"), self.tr("Park the basket"))
        self.price_button.set_words(self.tr("Price"), self.tr("Manual price or discount"))
        self.remove_button.set_words(self.tr("Remove"), self.tr("Remove the selected line"))
        self._word_void()
        self.model.retranslate()
        if self._state is not None:
            self.show_state(self._state)

    def show_state(self, state: CheckoutViewState) -> None:
        """Show the lines and totals; the selected line is kept in sight."""
        before, self._state = self._state, state
        if before is None or (before.phase, before.lines) != (state.phase, state.lines):
            # The question was about another basket. News of a printer or of the ledger leave it be.
            self._arm(False)
        locked = state.phase != "basket"
        if locked != self.delegate.locked:
            self.delegate.locked = locked
            self.list.viewport().update()
        self.model.show_rows(state.lines)
        is_empty = not state.lines
        self._stack.setCurrentWidget(self.empty if is_empty else self.list)
        self.empty.show_last(state.last_sale, state.now)
        self.empty.show_parked(state.parked)
        if is_empty:
            worth = money(state.totals.exchanged_minor + state.totals.back_minor, state.currency)
            self.empty.show_exchange(state.totals.exchange_of, worth)
        self._row.show_buttons(not is_empty and not locked)
        self._count.setVisible(not is_empty)
        lines = self.tr("%n line(s)", "", state.totals.kinds)
        pieces = self.tr("%n piece(s)", "", state.totals.units)
        self._count.setText(f"{lines} · {pieces}")
        self._count.shorter = number(state.totals.units)
        self._select(state.selected_line)
        self._show_detail()
        self._show_totals(state.totals, state.currency, state.note)
        self._show_guides()
        served = (
            self.tr("Served by {names}").format(names=state.guides) if state.guides else self.tr("Served by nobody")
        )
        self.guide_button.set_words(served)
        self._totals.setVisible(not is_empty)

    def _show_guides(self) -> None:
        state = self._state
        can = state is not None and bool(state.lines) and state.phase == "basket" and state.has_guides
        self.guide_button.setVisible(can and not self._is_tight)

    def selected_line(self) -> LineRow | None:
        return self.model.row_at(self.list.currentIndex())

    def move_selection(self, rows: int) -> None:
        """Select another line, some rows down (or, negative, up)."""
        if self.model.rowCount():
            at = self.list.currentIndex().row() + rows
            self.list.setCurrentIndex(self.model.index(max(0, min(self.model.rowCount() - 1, at))))

    def select(self, line_id: str) -> None:
        """Choose a line and bring it in sight."""
        self._select(line_id)

    def _select(self, line_id: str | None) -> None:
        index = self.model.index_of(line_id) if line_id is not None else QModelIndex()
        if index.isValid() and index != self.list.currentIndex():
            self.list.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        if index.isValid():
            self.list.scrollTo(index)

    def _show_detail(self) -> None:
        """Every adjustment of the selected line, its part of coupons and points too, when its row does not show all."""
        row = self.selected_line()
        shown = () if row is None else row.adjustments
        has_more = len(shown) > CHIPS_SURE or any(item.of_sale for item in shown)
        self._detail.setVisible(has_more and not self._is_tight)
        if row is not None:
            self._detail.setText(" · ".join(adjustment_text(item, row.currency) for item in shown))

    def _show_totals(self, totals: Totals, currency: str, note: str) -> None:
        rows = [(self.tr("Goods"), money(totals.gross_minor + totals.manual_minor, currency))]
        if totals.manual_minor:
            rows.append((self.tr("Manual discounts"), MINUS + money(totals.manual_minor, currency)))
        if totals.offers_minor:
            rows.append((self.tr("Member prices and offers"), MINUS + money(totals.offers_minor, currency)))
        if totals.coupons:
            names = self.tr(", ").join(coupon.label for coupon in totals.coupons)
            amount = sum(coupon.saving_minor for coupon in totals.coupons)
            rows.append((self.tr("Coupons · {names}").format(names=names), MINUS + money(amount, currency)))
        if totals.points:
            words = self.tr("Points · {points} points", "", totals.points).format(points=number(totals.points))
            rows.append((words, MINUS + money(totals.points_minor, currency)))
        if totals.values_minor:
            rows.append((self.tr("Gift cards and top-ups"), money(totals.values_minor, currency)))
        if note and len(rows) < TOTAL_ROWS:
            rows.append((self.tr("Note: {text}").format(text=note), ""))
        for number_of_row in range(TOTAL_ROWS):
            shown = number_of_row < len(rows)
            for widget, text in zip(
                (self._total_names[number_of_row], self._total_amounts[number_of_row]),
                rows[number_of_row] if shown else ("", ""),
                strict=True,
            ):
                widget.setText(text)
                widget.setVisible(shown)
            amount_shown = self._total_amounts[number_of_row]
            is_saving = amount_shown.text().startswith(MINUS)
            set_state(amount_shown, "role", "totalSaving" if is_saving else "totalAmount")

    @Slot(QModelIndex, QModelIndex)
    def _on_current(self, current: QModelIndex, _previous: QModelIndex) -> None:
        row = self.model.row_at(current)
        self._arm(False)
        self._show_detail()
        self.selected.emit(None if row is None else row.line_id)

    def _emit_for_line(self, signal: SignalInstance) -> None:
        row = self.selected_line()
        if row is not None and row.is_goods:
            signal.emit(row.line_id)

    @Slot()
    def _on_guides(self) -> None:
        row = self.selected_line()
        self.guides_asked.emit(None if row is None or not row.is_goods else row.line_id)

    @Slot()
    def _on_quantity(self) -> None:
        self._emit_for_line(self.quantity_asked)

    @Slot()
    def _on_remove(self) -> None:
        row = self.selected_line()
        if row is not None and row.gift_of:
            self.gift_declined.emit(row)
        elif row is not None and row.value_id:
            self.value_removed.emit(row.value_id)
        else:
            self._emit_for_line(self.removed)

    @Slot()
    def _on_void(self) -> None:
        """The first press asks, in the button itself; the second does it. Anything else in between takes it back."""
        if self._void_armed:
            self._arm(False)
            self.voided.emit()
        else:
            self._arm(True)

    def _arm(self, armed: bool) -> None:
        self._void_armed = armed
        self._word_void()

    def _word_void(self) -> None:
        words = self.tr("Press again to void") if self._void_armed else self.tr("Void")
        self.void_button.set_words(words, self.tr("Void the whole basket"))
        self.void_button.set_icon_name("triangle-alert" if self._void_armed else "trash-2")

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._is_tight != (self.height() < scaled(TIGHT_HEIGHT)):
            self._is_tight = not self._is_tight
            self._show_guides()
            self._show_detail()
        # A question above takes room: the line that it is about stays in sight.
        QTimer.singleShot(0, self, self._scroll_to_selected)

    @Slot()
    def _scroll_to_selected(self) -> None:
        if self.list.currentIndex().isValid():
            self.list.scrollTo(self.list.currentIndex())
