"""What the member on the basket waits for: wishes, and goods put aside here, by one key and digits."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta

from PySide6.QtCore import QObject, Slot

from pos_client.errors import Refused
from pos_client.ui.formatting import age, date, number, parsed
from pos_client.ui.naming import goods_name
from pos_client.ui.screens.checkout.counter_part import CounterPart, CounterTools
from pos_client.ui.screens.checkout.shelf_rows import shelf_row, shelf_text
from pos_client.ui.widgets.banner import Notice
from pos_client.ui.widgets.choice_panel import ChoiceRow, ChoiceWords
from retail.basket import Line
from retail.catalogue import Product
from retail.wanted import Wanted

_PUT_ASIDE, _WISH = "put aside:", "wish:"


class WantedActions(CounterPart):
    """Ctrl+W opens the list: what can be done with the selected line stands in front, then what waits. A digit does
    it, Del takes something off the list.
    """

    def __init__(self, tools: CounterTools, parent: QObject | None = None) -> None:
        super().__init__(tools, parent)
        view = self._view
        view.wanted_asked.connect(self._on_asked)
        view.member.wanted_asked.connect(self._on_asked)
        view.wanted.picked.connect(self._on_picked)
        view.wanted.other_asked.connect(view.gift_asked)
        view.wanted.dropped.connect(self._on_dropped)
        view.wanted.cancelled.connect(view.focus_home)

    @Slot()
    def _on_asked(self) -> None:
        if self._use.checkout.state.member is None:
            self._refuse(Refused("wanted_needs_member"))
            return
        if self._view.phase != "basket":
            return
        self._view.close_questions()
        self._view.wanted.ask(self._words, self._rows())

    @Slot(object)
    def _on_picked(self, key: str) -> None:
        desk = self._use.wanted
        if key.startswith(_PUT_ASIDE):
            line_id, said = key.removeprefix(_PUT_ASIDE), self.tr("Put aside until {date}.").format(date=self._until())
            done = self._do(lambda: desk.put_aside(line_id))
        elif key.startswith(_WISH):
            line_id, said = key.removeprefix(_WISH), self.tr("It is on the member's wish list.")
            done = self._do(lambda: desk.wish(line_id))
        else:
            said = self.tr("It is in the basket.")
            done = self._do(lambda: desk.take_over(self._use.checkout.state.member, key))
        if done:
            self._view.wanted.close_panel()
            self._view.focus_home()
            self._view.banner.show_notice(lambda: Notice("good", said))

    @Slot(object)
    def _on_dropped(self, key: str) -> None:
        member = self._use.checkout.state.member
        if member is None or key.startswith((_PUT_ASIDE, _WISH)):
            return
        one_id = member.member.one_id
        if self._do(lambda: self._use.wanted.withdraw(one_id, key)):
            self._view.wanted.show_rows(self._rows())
            self._view.wanted.focus_list()

    def _words(self) -> ChoiceWords:
        hint = self.tr("A digit takes it into the basket, Del takes it off the list.")
        if self._selected() is not None:
            hint = self.tr("A digit does it, or takes what waits into the basket. Del takes it off the list.")
        nothing = self.tr("Nothing is wished for or put aside. Select a line of the basket, and open this list again.")
        other = self.tr("Give a coupon") if self._use.guide_coupons.offered() else ""
        return ChoiceWords(self.tr("Wishes, and goods put aside"), hint, self.tr("Do it"), nothing, other)

    def _rows(self) -> list[ChoiceRow]:
        state = self._use.checkout.state
        member = state.member
        waiting = () if member is None else self._use.wanted.of(member.member.one_id)
        products = self._use.wanted.products([wanted.sku for wanted in waiting])
        return [*self._offered(), *(self._row(wanted, products) for wanted in waiting)]

    def _offered(self) -> list[ChoiceRow]:
        """What can be done with the selected line."""
        line = self._selected()
        if line is None:
            return []
        pieces = self.tr("{count} pieces", "", line.quantity.unit_count).format(count=number(line.quantity.unit_count))
        name = goods_name(line.product)
        rows = []
        if self._use.wanted.rules.days:
            title = self.tr("Put aside until {date}").format(date=self._until())
            rows.append(ChoiceRow(_PUT_ASIDE + line.line_id, title, name, pieces))
        rows.append(ChoiceRow(_WISH + line.line_id, self.tr("Onto the wish list"), name, pieces))
        return rows

    def _row(self, wanted: Wanted, products: Mapping[str, Product]) -> ChoiceRow:
        product = products.get(wanted.sku)
        now = self._use.clock.now()
        since = parsed(wanted.since)
        here = ""
        if wanted.until is not None:
            kind = self.tr("Put aside until {date}").format(date=_day(wanted.until))
        else:
            shelf = self._use.stock.shelves([wanted.sku]).get(wanted.sku)
            here = "" if shelf is None else shelf_text(shelf_row(shelf, now))
            kind = self.tr("Wish")
        who = next((member.name for member in self._use.guiding.known() if member.staff_id == wanted.staff_id), "")
        told = " · ".join(
            part for part in (kind, "" if since is None else age(since, now), who, wanted.note, here) if part
        )
        pieces = self.tr("{count} pieces", "", wanted.quantity).format(count=number(wanted.quantity))
        title = wanted.sku if product is None else goods_name(product)
        return ChoiceRow(wanted.wanted_id, title, told, pieces, wanted.until is not None)

    def _selected(self) -> Line | None:
        row = self._view.basket.selected_line()
        if row is None or not row.is_goods:
            return None
        lines = self._use.checkout.state.basket.lines
        return next((line for line in lines if line.line_id == row.line_id), None)

    def _until(self) -> str:
        return date(self._use.clock.now() + timedelta(days=self._use.wanted.rules.days))


def _day(text: str) -> str:
    return date(datetime.fromisoformat(text))
