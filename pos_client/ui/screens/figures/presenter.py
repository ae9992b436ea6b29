"""Shows the store's figures, from this till at once, and asks the ledger for all of them off the GUI thread; and those
of a district, a region, a brand or the group to whom the organisation lets see them.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, Slot

from pos_client.application.figures import Answered, FiguresDesk, FiguresShown, GuideFigures
from pos_client.ui.formatting import clock_time, is_chinese, money, number, parsed
from pos_client.ui.ledger_page import LedgerPage
from pos_client.ui.operations import Operations
from pos_client.ui.screens.figures.view import Cell, FiguresState, FiguresView, GuideLine
from pos_client.ui.widgets.figure_cards import Figure
from retail.periods import PERIODS, Period, days_of

_UNKNOWN = "–"
#: What the parts of a unit are, by the unit's kind.
_PARTS = {"group": "region", "region": "district", "district": "store", "brand": "store"}


class FiguresPresenter(LedgerPage):
    """Begins with today whenever it comes into sight."""

    def __init__(
        self, view: FiguresView, desk: FiguresDesk, operations: Operations, parent: QObject | None = None
    ) -> None:
        super().__init__(view, operations, parent)
        self._view = view
        self._desk = desk
        self._period: Period = "day"
        self._day: str | None = None
        self._unit = ""  # the till's own store
        self._above: list[tuple[str, str]] = []  # the units through which one came here, each with its name
        self._name = ""  # of a part that was opened
        self._shown: FiguresShown | None = None
        view.moved.connect(self._on_moved)
        view.unit_asked.connect(self._on_unit)
        view.opened.connect(self._on_opened)
        view.left.connect(self._on_left)
        view.period_asked.connect(self._on_period)
        view.refresh_asked.connect(self.ask_for_user)

    def look(self) -> None:
        """The page comes into sight with today."""
        self._period, self._day = "day", None
        self._unit, self._name, self._above = "", "", []
        self.look_again()

    def question(self) -> Callable[[], Answered] | None:
        return self._desk.question(self._period, self._shown_day(), self._unit)

    def show_known(self) -> None:
        self._shown = self._desk.shown(self._period, self._shown_day(), self._unit)
        self._view.show_state(self._state(self._shown))

    def _shown_day(self) -> str:
        return self._day if self._day is not None else self._desk.today()

    def _state(self, shown: FiguresShown) -> FiguresState:
        empty = self.tr("Nothing was sold and nobody joined in these days. ← goes to the days before.")
        if not shown.is_inside:
            empty = self.tr(
                "Nothing of these days has left the stores yet. A store's days go out when enough members are "
                "together; F6 shows the week or the month."
            )
        return FiguresState(
            unit=self._unit_name(shown),
            may_choose=len(shown.units) > 1,
            opens=self._unit.partition(":")[0] in _PARTS,
            back=self._above[-1][1] if self._above else "",
            title=self.tr("Store figures") if shown.is_inside else self.tr("Figures"),
            period={"day": self.tr("Day"), "week": self.tr("Week"), "month": self.tr("Month")}[shown.period],
            days=self._days(shown),
            figures=self._figures(shown.total, shown),
            rows=tuple(self._line(row, shown) for row in shown.rows),
            note=self._note(shown),
            empty=empty,
            asks=self._work.is_running,
        )

    def _days(self, shown: FiguresShown) -> str:
        if shown.is_current:
            return {"day": self.tr("Today"), "week": self.tr("This week"), "month": self.tr("This month")}[shown.period]
        if shown.period == "month":
            return shown.first[:7]
        return shown.first if shown.period == "day" else f"{shown.first[5:]} – {shown.last[5:]}"

    def _unit_name(self, shown: FiguresShown) -> str:
        if not shown.unit and not shown.units:
            return ""
        if shown.unit == "group":
            return self.tr("The group")
        found = next((unit for unit in shown.units if unit.unit == shown.unit), None)
        if found is None:
            return self._name or shown.unit.partition(":")[2]
        return found.name if is_chinese() else found.name_en

    def _figures(self, total: GuideFigures, shown: FiguresShown) -> tuple[Figure, ...]:
        currency = shown.currency
        coupons = Figure(_UNKNOWN, self.tr("inside the store only"))
        if shown.is_inside:
            coupons = Figure(
                number(total.coupons_used),
                self.tr("{given} given, {seen} seen").format(
                    given=number(total.coupons), seen=number(total.coupons_seen)
                ),
            )
        return (
            Figure(
                money(total.payable_minor, currency),
                self.tr("{count} sales", "", total.sales).format(count=number(total.sales)),
            ),
            Figure(
                _share(total),
                self.tr("{count} sales, {amount}", "", total.identified).format(
                    count=number(total.identified), amount=money(total.identified_minor, currency)
                ),
            ),
            Figure(number(total.joined), self.tr("joined here") if shown.is_inside else self.tr("joined")),
            Figure(number(total.tasks), self._came_of(total) or self.tr("members contacted")),
            Figure(
                number(total.suggested_added),
                self.tr("of {count} that were shown").format(count=number(total.suggested)),
            ),
            coupons,
        )

    def _line(self, row: GuideFigures, shown: FiguresShown) -> GuideLine:
        currency = shown.currency
        return GuideLine(
            key=row.of,
            name=row.name or row.of or self.tr("In no region"),
            detail=row.of if row.name else "",
            cells=(
                Cell(
                    money(row.payable_minor, currency),
                    self.tr("{count} sales", "", row.sales).format(count=number(row.sales)),
                ),
                Cell(_share(row), self.tr("to members")),
                Cell(number(row.joined), self.tr("members won")),
                Cell(number(row.tasks), self._came_of(row) or self.tr("tasks done")),
                Cell(f"{number(row.suggested_added)} / {number(row.suggested)}", self.tr("suggestions")),
                Cell(_funnel(row) if shown.is_inside else _UNKNOWN, self.tr("coupons")),
            ),
        )

    def _came_of(self, row: GuideFigures) -> str:
        """After how many contacts the member was seen, and bought; empty where nobody has counted it."""
        if not row.contacted:
            return ""
        words = self.tr("{back} came back, {bought} bought")
        return words.format(back=number(row.contacts_back), bought=number(row.contacts_bought))

    def _note(self, shown: FiguresShown) -> str:
        if shown.as_of is None and not shown.is_inside:
            return self.tr("The ledger alone knows other stores' figures; they come when it answers.")
        if shown.as_of is None:
            return " ".join((self._own_words(shown), self.tr("The rest comes when the ledger answers.")))
        when = parsed(shown.as_of)
        words = self.tr("As the ledger said at {time}.").format(time=_UNKNOWN if when is None else clock_time(when))
        if shown.waiting:
            more = self.tr("{count} entries of this till were not there yet.", "", shown.waiting).format(
                count=shown.waiting
            )
            words = f"{words} {more}"
        if not shown.is_inside:
            parcels = self.tr(
                "Other stores' days come in parcels of at least {k} members; what is not that many yet waits."
            ).format(k=shown.k)
            words = f"{words} {parcels}"
        if shown.others:
            money_left = self.tr("Money in {currencies} is not added up.").format(currencies=", ".join(shown.others))
            words = f"{words} {money_left}"
        return words

    def _own_words(self, shown: FiguresShown) -> str:
        when = None if shown.newest_at is None else parsed(shown.newest_at)
        if when is None:
            return self.tr("This till has nothing of these days in its journal.")
        text = self.tr("What this till alone has in its journal, the newest of it from {day} {time}.")
        return text.format(day=f"{when:%m-%d}", time=clock_time(when))

    @Slot(object)
    def _on_moved(self, step: int) -> None:
        first, last = (dt.date.fromisoformat(day) for day in days_of(self._period, self._shown_day()))
        if step == 0:
            self._day = None
        else:
            moved = (last if step > 0 else first) + dt.timedelta(days=step)
            self._day = None if moved.isoformat() >= self._desk.today() else moved.isoformat()
        self.look_again()

    @Slot()
    def _on_period(self) -> None:
        self._period = PERIODS[(PERIODS.index(self._period) + 1) % len(PERIODS)]
        self.look_again()

    # --- which unit

    @Slot()
    def _on_unit(self) -> None:
        """The next one that may be seen, after the last one the store again."""
        units = [] if self._shown is None else [unit.unit for unit in self._shown.units]
        if len(units) > 1:
            top = self._above[0][0] if self._above else self._unit
            self._go(units[(units.index(top) + 1) % len(units)] if top in units else "")

    @Slot(object)
    def _on_opened(self, key: str) -> None:
        """A part of the unit: what it is made of."""
        shown, part = self._shown, _PARTS.get(self._unit.partition(":")[0])
        row = None if shown is None else next((row for row in shown.rows if row.of == key), None)
        if part is None or shown is None or row is None or not key:
            return
        above = [*self._above, (self._unit, self._unit_name(shown))]
        self._go(self._desk.own(f"{part}:{key}"), row.name or key, above)

    @Slot()
    def _on_left(self) -> None:
        """Back to the unit that this one is part of."""
        *above, (unit, name) = self._above
        self._go(unit, name, above)

    def _go(self, unit: str, name: str = "", above: Sequence[tuple[str, str]] = ()) -> None:
        self._unit, self._name, self._above = unit, name, list(above)
        self.look_again()

    def take(self, answered: object) -> bool:
        assert isinstance(answered, Answered)
        self._desk.take(answered)
        first = days_of(self._period, self._shown_day())[0]
        return (answered.unit, answered.period, answered.first) == (self._unit, self._period, first)


def _funnel(row: GuideFigures) -> str:
    """Given, seen, used."""
    return " → ".join(number(count) for count in (row.coupons, row.coupons_seen, row.coupons_used))


def _share(row: GuideFigures) -> str:
    """Of the sales, which part was a member's."""
    return _UNKNOWN if row.share_bps is None else f"{(row.share_bps + 50) // 100} %"
