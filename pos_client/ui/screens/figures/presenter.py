"""Shows the store's figures, from this till at once, and asks the ledger for all of them off the GUI thread."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from PySide6.QtCore import QObject, Slot

from pos_client.application.figures import Answered, FiguresDesk, FiguresShown, GuideFigures
from pos_client.ui.formatting import clock_time, money, number, parsed
from pos_client.ui.ledger_page import LedgerPage
from pos_client.ui.operations import Operations
from pos_client.ui.screens.earnings.view import Figure
from pos_client.ui.screens.figures.view import Cell, FiguresState, FiguresView, GuideLine
from retail.periods import PERIODS, Period, days_of

_UNKNOWN = "–"


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
        view.moved.connect(self._on_moved)
        view.period_asked.connect(self._on_period)
        view.refresh_asked.connect(self.ask_for_user)

    def look(self) -> None:
        """The page comes into sight with today."""
        self._period, self._day = "day", None
        self.look_again()

    def question(self) -> Callable[[], Answered] | None:
        return self._desk.question(self._period, self._shown_day())

    def show_known(self) -> None:
        self._view.show_state(self._state(self._desk.shown(self._period, self._shown_day())))

    def _shown_day(self) -> str:
        return self._day if self._day is not None else self._desk.today()

    def _state(self, shown: FiguresShown) -> FiguresState:
        return FiguresState(
            period={"day": self.tr("Day"), "week": self.tr("Week"), "month": self.tr("Month")}[shown.period],
            days=self._days(shown),
            figures=self._figures(shown.total, shown.currency),
            rows=tuple(self._line(row, shown.currency) for row in shown.rows),
            note=self._note(shown),
            empty=self.tr("Nothing was sold and nobody joined in these days. ← goes to the days before."),
            asks=self._work.is_running,
        )

    def _days(self, shown: FiguresShown) -> str:
        if shown.is_current:
            return {"day": self.tr("Today"), "week": self.tr("This week"), "month": self.tr("This month")}[shown.period]
        if shown.period == "month":
            return shown.first[:7]
        return shown.first if shown.period == "day" else f"{shown.first[5:]} – {shown.last[5:]}"

    def _figures(self, total: GuideFigures, currency: str) -> tuple[Figure, ...]:
        return (
            Figure(money(total.payable_minor, currency), self.tr("{count} sales").format(count=number(total.sales))),
            Figure(
                _share(total),
                self.tr("{count} sales, {amount}").format(
                    count=number(total.identified), amount=money(total.identified_minor, currency)
                ),
            ),
            Figure(number(total.joined), self.tr("joined here")),
            Figure(number(total.tasks), self.tr("members contacted")),
            Figure(
                number(total.suggested_added),
                self.tr("of {count} that were shown").format(count=number(total.suggested)),
            ),
            Figure(
                number(total.coupons_used),
                self.tr("{given} given, {seen} seen").format(
                    given=number(total.coupons), seen=number(total.coupons_seen)
                ),
            ),
        )

    def _line(self, row: GuideFigures, currency: str) -> GuideLine:
        return GuideLine(
            key=row.of,
            name=row.name or row.of,
            detail=row.of if row.name else "",
            cells=(
                Cell(money(row.payable_minor, currency), self.tr("{count} sales").format(count=number(row.sales))),
                Cell(_share(row), self.tr("to members")),
                Cell(number(row.joined), self.tr("members won")),
                Cell(number(row.tasks), self.tr("tasks done")),
                Cell(f"{number(row.suggested_added)} / {number(row.suggested)}", self.tr("suggestions")),
                Cell(_funnel(row), self.tr("coupons")),
            ),
        )

    def _note(self, shown: FiguresShown) -> str:
        if shown.as_of is None:
            return " ".join((self._own_words(shown), self.tr("The rest comes when the ledger answers.")))
        when = parsed(shown.as_of)
        words = self.tr("As the ledger said at {time}.").format(time=_UNKNOWN if when is None else clock_time(when))
        if shown.waiting:
            more = self.tr("{count} entries of this till were not there yet.").format(count=shown.waiting)
            words = f"{words} {more}"
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

    def take(self, answered: object) -> bool:
        assert isinstance(answered, Answered)
        self._desk.take(answered)
        return (answered.period, answered.first) == (self._period, days_of(self._period, self._shown_day())[0])


def _funnel(row: GuideFigures) -> str:
    """Given, seen, used."""
    return " → ".join(number(count) for count in (row.coupons, row.coupons_seen, row.coupons_used))


def _share(row: GuideFigures) -> str:
    """Of the sales, which part was a member's."""
    return _UNKNOWN if row.share_bps is None else f"{(row.share_bps + 50) // 100} %"
