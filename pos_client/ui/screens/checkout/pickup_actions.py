"""Paid web orders of the member at the counter: chosen by digit, handed over by Enter."""

from __future__ import annotations

from PySide6.QtCore import QObject, Slot

from pos_client.ui.formatting import date, number, parsed
from pos_client.ui.screens.checkout.counter_part import CounterPart, CounterTools
from pos_client.ui.widgets.banner import Notice
from pos_client.ui.widgets.choice_panel import ChoiceRow, ChoiceWords
from retail.web_orders import WebOrder


class PickupActions(CounterPart):
    """Handing over is final: the first press chooses, Enter gives."""

    def __init__(self, tools: CounterTools, parent: QObject | None = None) -> None:
        super().__init__(tools, parent)
        view = self._view
        self._chosen: tuple[str, ...] = ()
        view.member.orders_asked.connect(self._on_asked)
        view.orders.picked.connect(self._on_picked)
        view.orders.dropped.connect(self._on_dropped)
        view.orders.confirmed.connect(self._on_confirmed)
        view.orders.cancelled.connect(view.focus_home)

    def _waiting(self) -> tuple[WebOrder, ...]:
        return tuple(self._use.pickup.waiting(self._use.checkout.state.member))

    @Slot()
    def _on_asked(self) -> None:
        waiting = self._waiting()
        if waiting:
            self._chosen = (waiting[0].order_id,) if len(waiting) == 1 else ()
            self._view.close_questions()
            self._view.orders.ask(self._words, self._rows())

    @Slot(object)
    def _on_picked(self, order_id: str) -> None:
        """Chosen, or not any more."""
        others = tuple(other for other in self._chosen if other != order_id)
        self._chosen = others if order_id in self._chosen else (*others, order_id)
        self._show()

    @Slot(object)
    def _on_dropped(self, order_id: str) -> None:
        self._chosen = tuple(other for other in self._chosen if other != order_id)
        self._show()

    def _show(self) -> None:
        self._view.orders.show_rows(self._rows())
        self._view.orders.focus_list()

    @Slot()
    def _on_confirmed(self) -> None:
        chosen = self._chosen
        if not chosen:
            return
        if not self._do(lambda: self._use.pickup.hand_over(self._use.checkout.state.member, chosen)):
            return
        self._chosen = ()
        self._view.orders.close_panel()
        self._view.focus_home()
        self._view.banner.show_notice(
            lambda: Notice("good", self.tr("Handed over: {orders}").format(orders=", ".join(chosen)))
        )

    def _words(self) -> ChoiceWords:
        member = self._use.checkout.state.member
        if member is not None and not member.can_spend:
            hint = self.tr("Scan the member's own code before anything is handed over.")
        else:
            hint = self.tr("A digit chooses an order, Enter hands over what is chosen. It cannot be taken back.")
        return ChoiceWords(self.tr("Paid web orders"), hint, self.tr("Hand over"), self.tr("No order waits here."))

    def _rows(self) -> list[ChoiceRow]:
        rows = []
        for order in self._waiting():
            placed = parsed(order.placed_at)
            goods = "; ".join(f"{line.name} × {line.quantity}" for line in order.lines)
            title = " · ".join(part for part in (order.order_id, "" if placed is None else date(placed)) if part)
            pieces = self.tr("{count} pieces", "", order.pieces).format(count=number(order.pieces))
            rows.append(ChoiceRow(order.order_id, title, goods, pieces, order.order_id in self._chosen))
        return rows
