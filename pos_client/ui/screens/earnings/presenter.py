"""Shows what a guide earned, from this till at once, and asks the ledger for the rest off the GUI thread."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, Slot

from pos_client.application.board import PlaceShown
from pos_client.application.earnings import (
    Answered,
    EarningRow,
    EarningsDesk,
    EarningsShown,
    TaskShown,
)
from pos_client.errors import UserFacing
from pos_client.ui.formatting import clock_time, date, is_chinese, money, number, parsed
from pos_client.ui.ledger_page import LedgerPage
from pos_client.ui.operations import Operations
from pos_client.ui.screens.earnings.side import PLACES_MAX, TASKS_MAX, PlaceRow, SideState, TaskRow
from pos_client.ui.screens.earnings.view import EarningLine, EarningsState, EarningsView
from pos_client.ui.widgets.banner import Notice
from pos_client.ui.widgets.figure_cards import Figure
from retail.ports import StoreFailed

_UNKNOWN = "–"


class EarningsPresenter(LedgerPage):
    """Whoever is signed in sees their own day; who leads the store, everybody's."""

    def __init__(
        self, view: EarningsView, desk: EarningsDesk, operations: Operations, parent: QObject | None = None
    ) -> None:
        super().__init__(view, operations, parent)
        self._view = view
        self._desk = desk
        self._operations = operations
        self._person: str | None = None
        self._day: str | None = None
        view.day_asked.connect(self._on_day)
        view.person_asked.connect(self._on_person)
        view.refresh_asked.connect(self.ask_for_user)
        view.side.choice_asked.connect(self._on_choice)

    def look(self) -> None:
        """The page comes into sight: whoever is signed in sees their own day."""
        self._person, self._day = None, None
        self.look_again()

    def question(self) -> Callable[[], Answered] | None:
        return self._desk.question(self._whose(), self._shown_day())

    def show_known(self) -> None:
        self._view.show_state(self._state(self._desk.shown(self._whose(), self._shown_day())))

    def _whose(self) -> str:
        people = [person.staff_id for person in self._desk.people()]
        return self._person if self._person in people else people[0]

    def _shown_day(self) -> str:
        return self._day if self._day is not None else self._desk.today()

    def _state(self, shown: EarningsShown) -> EarningsState:
        return EarningsState(
            person=f"{shown.name} {shown.staff_id}",
            day=self.tr("Today") if shown.is_today else shown.day,
            figures=self._figures(shown),
            rows=tuple(self._line(row, shown.currency) for row in shown.rows),
            note=self._note(shown),
            empty=self._empty(shown),
            asks=self._work.is_running,
            side=self._side(shown),
            leads=shown.leads,
        )

    def _side(self, shown: EarningsShown) -> SideState:
        measures = {
            "sales": self.tr("Sales of this month"),
            "points": self.tr("Incentive points of this month"),
            "earned": self.tr("Earned this month"),
        }
        return SideState(
            tasks=tuple(self._task(task) for task in shown.tasks[:TASKS_MAX]),
            board=tuple(self._place(shown, place) for place in _near(shown.board, shown.staff_id)),
            measure=measures.get(shown.board_by, ""),
            choice=self._choice(shown),
        )

    def _choice(self, shown: EarningsShown) -> str:
        """What the button does: about one's own amount, where the store lets them be shown."""
        if not shown.board_amounts or shown.staff_id != self._desk.me:
            return ""
        return self.tr("Hide my number") if shown.board_mine else self.tr("Show my number")

    @Slot()
    def _on_choice(self) -> None:
        try:
            shown = self._desk.shown(self._whose(), self._shown_day())
            self._operations.announce(self._desk.show_amount(not shown.board_mine))
        except (UserFacing, StoreFailed) as error:
            self.tell(error)
            return
        now_shown = not shown.board_mine
        self._view.banner.show_notice(
            lambda: Notice(
                "good",
                self.tr("Colleagues see your number on the leaderboard.")
                if now_shown
                else self.tr("Colleagues see your place on the leaderboard, and not your number."),
                self.tr("It holds in the store with the next sync."),
            )
        )
        self.refresh()

    def _task(self, task: TaskShown) -> TaskRow:
        is_full = task.count >= task.target
        words = self.tr("{count} of {target} · {points} points")
        more = self.tr("{count} of {target} · {points} points for each {target}")
        text = (more if task.repeats else words).format(
            count=number(task.count), target=number(task.target), points=number(task.points)
        )
        until = self.tr("until {day}").format(day=date(dt.datetime.fromisoformat(task.last)))
        if task.given:
            until = self.tr("{points} points are yours · {until}", "", task.given).format(
                points=number(task.given), until=until
            )
        at = task.count % task.target if task.repeats else min(task.count, task.target)
        name = task.label if is_chinese() else task.label_en
        return TaskRow(name, text, until, 10_000 * at // task.target, is_full)

    def _place(self, shown: EarningsShown, place: PlaceShown) -> PlaceRow:
        amount = ""
        if place.amount is not None:
            is_money = shown.board_by == "earned"
            amount = money(place.amount, shown.currency) if is_money else number(place.amount)
        return PlaceRow(str(place.place), place.name or place.staff_id, amount, place.staff_id == shown.staff_id)

    def _figures(self, shown: EarningsShown) -> tuple[Figure, ...]:
        def amount(minor: int | None, detail: str, tone: str = "") -> Figure:
            if minor is None:
                return Figure(_UNKNOWN, self.tr("the ledger knows"), "soft")
            return Figure(money(minor, shown.currency), detail, tone)

        provisional = ""
        if shown.provisional_minor:
            provisional = self.tr("of it provisional {amount}").format(
                amount=money(shown.provisional_minor, shown.currency)
            )
        sales = self.tr("{count} sales", "", shown.sales).format(count=shown.sales)
        open_words = (
            ""
            if shown.open_minor is None
            else self.tr("payable now {amount}").format(amount=money(shown.open_minor, shown.currency))
        )
        debt = shown.debt_minor
        return (
            Figure(money(shown.day_minor, shown.currency), provisional or sales),
            amount(shown.month_minor, open_words),
            amount(shown.accrued_minor, self.tr("not due yet")),
            amount(debt, self.tr("set off later") if debt else self.tr("nothing is owed"),
                   "bad" if debt else ""),
            Figure(_UNKNOWN, self.tr("the ledger knows"), "soft") if shown.points is None
            else Figure(number(shown.points), self.tr("this day {count}").format(count=number(shown.day_points))),
        )  # fmt: skip

    def _line(self, row: EarningRow, currency: str) -> EarningLine:
        when = parsed(row.occurred_at)
        if row.sku:
            words = [row.sku if row.name else row.brand, f"× {row.quantity}"]
            words.append(self.tr("paid next business day") if row.next_day else self.tr("paid with this day"))
        else:
            words = [self.tr("incentive task")]
        is_back = row.amount_minor < 0 or row.points < 0
        if is_back:
            words.append(self.tr("goods came back") if row.sku else self.tr("what counted was taken back"))
        if row.provisional:
            words.append(self.tr("provisional"))
        tone = "provisional" if row.provisional else "taken" if is_back else "earned"
        sign = "" if row.amount_minor < 0 else "+"
        points = self.tr("{count} points", "", abs(row.points)) if row.points else ""
        points = points.format(count=f"{row.points:+d}".replace("-", "−"))
        return EarningLine(
            key=row.key,
            when="" if when is None else clock_time(when),
            what=row.name or row.sku,
            detail=" · ".join(word for word in words if word),
            amount=sign + money(row.amount_minor, currency) if row.sku else "",
            points=points,
            tone=tone,
        )

    def _note(self, shown: EarningsShown) -> str:
        if shown.is_own_till_only:
            return self.tr("What this till alone sold, by the rules that it has. The rest when the ledger answers.")
        when = parsed(shown.as_of or "")
        time = _UNKNOWN if when is None else clock_time(when)
        if shown.provisional_minor:
            return self.tr("As the ledger said at {time}; provisional is what it does not have yet.").format(time=time)
        return self.tr("As the ledger said at {time}.").format(time=time)

    def _empty(self, shown: EarningsShown) -> str:
        if not shown.has_rules:
            return self.tr("This store has no rules of commission: nobody earns by the line here.")
        return self.tr("Nothing earned on this day. Who serves a shopper is named in the basket.")

    @Slot(object)
    def _on_day(self, step: int) -> None:
        today = self._desk.today()
        if step == 0:
            self._day = None
        else:
            moved = dt.date.fromisoformat(self._shown_day()) + dt.timedelta(days=step)
            self._day = None if moved.isoformat() >= today else moved.isoformat()
        self.look_again()

    @Slot(object)
    def _on_person(self, step: int) -> None:
        try:
            people = [person.staff_id for person in self._desk.people()]
        except UserFacing as error:
            self.tell(error)
            return
        at = people.index(self._whose())
        self._person = people[(at + step) % len(people)]
        self.refresh()
        self.ask()

    def take(self, answered: object) -> bool:
        assert isinstance(answered, Answered)
        self._desk.take(answered)
        return (answered.staff_id, answered.day) == (self._whose(), self._shown_day())


def _near(board: Sequence[PlaceShown], staff_id: str) -> Sequence[PlaceShown]:
    """The first places; whoever is further down stands in the last row."""
    mine = next((at for at, place in enumerate(board) if place.staff_id == staff_id), 0)
    if mine < PLACES_MAX:
        return board[:PLACES_MAX]
    return (*board[: PLACES_MAX - 1], board[mine])
