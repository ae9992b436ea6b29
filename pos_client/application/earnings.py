"""What guides earn, at the till: at once and provisional from its own journal, for good from the ledger.

Both run the same rules (docs/spec/settlement.md, section 8). What the ledger does not show yet is marked provisional.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from pos_client.application.board import PlaceShown, board_shown, choice_in, show_amount
from pos_client.application.changes import Changes
from pos_client.application.sale_body import sale_body
from pos_client.application.staff import StaffDesk
from pos_client.application.store_day import store_day
from pos_client.application.till import Desk
from retail.commission import RuleBook
from retail.commission_reading import read_rule_book
from retail.contract import ContractError
from retail.earned import Moved, earned_by_sale, taken_by_return
from retail.messages import Entry
from retail.permissions import SELLERS, allows
from retail.ports import Catalogue, ReferenceData, SalesReader, StaffMember
from retail.sale import Sale

#: So many entries are read for what the ledger does not have yet, or for a day of this till.
READ_MAX = 2_000
KINDS = ("sale", "return")


class EarningsLedger(Protocol):
    """The ledger, asked off the GUI thread. Raises Unavailable or Refused."""

    def earnings(self, staff_id: str, day: str) -> Mapping[str, Any]: ...


class EarningsJournal(Protocol):
    """The till's own entries."""

    def newest(self, kinds: Sequence[str], day: str | None, limit: int) -> Sequence[Entry]: ...

    def next_batch(self, limit: int) -> Sequence[Entry]: ...


@dataclass(frozen=True, slots=True)
class EarningRow:
    """One movement. `provisional`: the ledger has not said it yet. `name` is empty for goods that are unknown here."""

    key: tuple[str, str]
    sale_id: str
    sku: str
    name: str
    brand: str
    quantity: str
    occurred_at: str
    amount_minor: int
    points: int
    next_day: bool
    provisional: bool


@dataclass(frozen=True, slots=True)
class TaskShown:
    """An incentive task, as the ledger counted it: `count` of `target` until the day `last`; `given` points so far."""

    label: str
    label_en: str
    target: int
    points: int
    repeats: bool
    last: str
    count: int
    given: int


@dataclass(frozen=True, slots=True)
class EarningsShown:
    """A guide's day. What only the ledger knows is None until it has answered; `as_of` is its answer's time.

    `is_own_till_only`: the ledger has not answered for this day, so this is what this till alone sold. `board_by` is
    what the leaderboard goes by; empty: the store shows none. `board_amounts`: whether those who say so show their
    amounts on it; `board_mine`: whether this guide does.
    """

    staff_id: str
    name: str
    day: str
    is_today: bool
    currency: str
    day_minor: int
    day_points: int
    sales: int
    provisional_minor: int
    month_minor: int | None
    open_minor: int | None
    accrued_minor: int | None
    debt_minor: int | None
    points: int | None
    rows: tuple[EarningRow, ...]
    as_of: str | None
    has_rules: bool
    leads: bool = False
    tasks: tuple[TaskShown, ...] = ()
    board_by: str = ""
    board: tuple[PlaceShown, ...] = ()
    board_amounts: bool = False
    board_mine: bool = False

    @property
    def is_own_till_only(self) -> bool:
        return self.as_of is None


@dataclass(frozen=True, slots=True)
class SaleEarning:
    """What one guide earns with a sale that was just completed."""

    staff_id: str
    name: str
    amount_minor: int
    points: int


@dataclass(frozen=True, slots=True)
class Answered:
    """The ledger's answer about a guide's day. `unsent`: what it could not know when it was asked; `said`: what was
    said here about the leaderboard, and it did know.
    """

    staff_id: str
    day: str
    unsent: frozenset[tuple[str, str]]
    said: bool | None
    document: Mapping[str, Any]


_Own = dict[tuple[str, str], Moved]


class EarningsDesk:
    """For whoever sells: the own earnings; for who leads the store: everybody's."""

    def __init__(
        self,
        desk: Desk,
        staff: StaffDesk,
        reference: ReferenceData,
        journal: EarningsJournal,
        sales: SalesReader,
        *,
        catalogue: Catalogue,
        ledger: EarningsLedger | None = None,
    ) -> None:
        self._desk = desk
        self._staff = staff
        self._reference = reference
        self._journal = journal
        self._sales = sales
        self._catalogue = catalogue
        self._ledger = ledger
        self._names: dict[str, str] = {}
        self._answers: dict[tuple[str, str], Mapping[str, Any]] = {}
        #: What the ledger had not got when it was last asked, by guide and day.
        self._waiting: dict[tuple[str, str], _Own] = {}
        #: What guides said here about the leaderboard, until an answer knows it.
        self._said: dict[str, bool] = {}

    def people(self) -> Sequence[StaffMember]:
        """Whose earnings whoever is signed in may see, themselves first. Raises Refused."""
        me = self._staff.require("see_own_earnings")
        if not self._staff.may("see_earnings"):
            return [me]
        others = [one for one in self._reference.staff() if one.staff_id != me.staff_id]
        return [me, *(one for one in others if not SELLERS.isdisjoint(one.roles))]

    def today(self) -> str:
        """The store's trading day."""
        return self._day_of(self._desk.clock.now())

    def of_sale(self, sale: Sale) -> Sequence[SaleEarning]:
        """What a sale earns, as far as whoever is signed in may see it; each guide once."""
        current = self._staff.current
        book = self._book()
        if current is None or book is None or not allows(current.roles, "see_own_earnings"):
            return ()
        sees_all = allows(current.roles, "see_earnings")
        where = (self._desk.facts.store, sale.occurred_at)
        sums: dict[str, tuple[int, int]] = {}
        for moved in earned_by_sale(book, where, sale_body(sale, ""), self._roles_of):
            if sees_all or moved.staff_id == current.staff_id:
                amount, points = sums.get(moved.staff_id, (0, 0))
                sums[moved.staff_id] = (amount + moved.amount_minor, points + moved.points)
        names = {one.staff_id: one.name for one in self._reference.staff()}
        return [SaleEarning(staff_id, names.get(staff_id, staff_id), *sums[staff_id]) for staff_id in sums]

    def moved_by(self, body: Mapping[str, Any], occurred_at: str) -> Sequence[Moved]:
        """What a sale's journal body earns its guides, line by line; who may see that, whoever asks has made sure."""
        book = self._book()
        if book is None:
            return ()
        return earned_by_sale(book, (self._desk.facts.store, occurred_at), body, self._roles_of)

    def name_of(self, staff_id: str) -> str:
        """The name of one of the store's staff; the number of somebody who is not."""
        return next((one.name for one in self._reference.staff() if one.staff_id == staff_id), staff_id)

    def question(self, staff_id: str, day: str) -> Callable[[], Answered] | None:
        """What to run off the GUI thread, for `take`; it raises Unavailable or Refused. None: nobody can be asked.

        Raises Refused for somebody else's earnings.
        """
        self._refuse_others(staff_id)
        ledger, entries = self._ledger, self._journal.next_batch(READ_MAX)
        if ledger is None:
            return None
        unsent = frozenset(self._moved(entries, staff_id, day))
        said = self._said.get(staff_id) if choice_in(entries, staff_id) is None else None
        return lambda: Answered(staff_id, day, unsent, said, ledger.earnings(staff_id, day))

    def show_amount(self, shown: bool) -> Changes:
        """Whether colleagues see the amount of whoever is signed in on the leaderboard. Raises Refused."""
        changes = show_amount(self._desk, self._staff, shown)
        if self.me is not None:
            self._said[self.me] = shown
        return changes

    @property
    def me(self) -> str | None:
        return self._staff.current_id

    def take(self, answered: Answered) -> None:
        """The ledger answered: of what was sent before it was asked, its word counts."""
        about = (answered.staff_id, answered.day)
        self._answers[about] = answered.document
        own = self._waiting.get(about, {})
        self._waiting[about] = {key: moved for key, moved in own.items() if key in answered.unsent}
        if self._said.get(answered.staff_id) == answered.said:
            self._said.pop(answered.staff_id, None)

    def shown(self, staff_id: str, day: str) -> EarningsShown:
        """What there is to show now, without asking anybody. Raises Refused."""
        self._refuse_others(staff_id)
        answer = self._answers.get((staff_id, day))
        board: dict[str, Any] = {}
        if answer is None:
            own = self._own_day(staff_id, day)
        else:
            entries = self._journal.next_batch(READ_MAX)
            own = self._waiting.setdefault((staff_id, day), {})
            own |= self._moved(entries, staff_id, day)
            said = choice_in(entries, staff_id)
            if said is not None:
                self._said[staff_id] = said  # before this start of the program, too
            board = board_shown(answer, self._said.get(staff_id))
        labels = {} if answer is None else {task["id"]: task["label"] for task in answer.get("tasks", ())}
        told = [
            _told(line, self._name_of(line["sku"]) if line["sku"] else labels.get(line["line_id"], line["line_id"]))
            for line in (() if answer is None else answer["lines"])
        ]
        known = {row.key for row in told}
        rows = [_row(moved) for key, moved in own.items() if key not in known]
        more, points = sum(row.amount_minor for row in rows), sum(row.points for row in rows)
        day_sum = {"amount_minor": 0, "points": 0, "sales": 0} if answer is None else answer["day_sum"]
        new_sales = {row.sale_id for row in rows} - {row.sale_id for row in told}
        waits = sum(row.amount_minor for row in rows if row.next_day)
        names = {one.staff_id: one.name for one in self._reference.staff()}
        return EarningsShown(
            staff_id=staff_id,
            name=names.get(staff_id, staff_id),
            day=day,
            is_today=day == self.today(),
            currency=self._desk.facts.currency,
            day_minor=day_sum["amount_minor"] + more,
            day_points=day_sum["points"] + points,
            sales=day_sum["sales"] + len(new_sales),
            provisional_minor=more,
            month_minor=None if answer is None else answer["month_sum"]["amount_minor"] + more,
            open_minor=None if answer is None else answer["open_minor"] + more - waits,
            accrued_minor=None if answer is None else answer["accrued_minor"] + waits,
            debt_minor=None if answer is None else answer["debt_minor"],
            points=None if answer is None else answer["points"] + points,
            rows=tuple(sorted([*rows, *told], key=lambda row: datetime.fromisoformat(row.occurred_at), reverse=True)),
            as_of=None if answer is None else self._at_till(answer["as_of"]),
            has_rules=self._book() is not None,
            leads=self._staff.may("see_figures"),
            tasks=_tasks(answer),
            **board,
        )

    def _refuse_others(self, staff_id: str) -> None:
        me = self._staff.require("see_own_earnings")
        if staff_id != me.staff_id:
            self._staff.require("see_earnings")

    def _own_day(self, staff_id: str, day: str) -> _Own:
        """A day of this till, sent or not. A trading day may end on the next date."""
        following = datetime.fromisoformat(day).date().toordinal() + 1
        dates = (day, datetime.fromordinal(following).date().isoformat())
        entries = [entry for each in dates for entry in self._journal.newest(KINDS, each, READ_MAX)]
        return self._moved(sorted(entries, key=lambda entry: entry.occurred_at), staff_id, day)

    def _moved(self, entries: Sequence[Entry], staff_id: str, day: str) -> _Own:
        book = self._book()
        if book is None:
            return {}
        found: _Own = {}
        for entry in entries:
            if entry.kind in KINDS and self._day_of(datetime.fromisoformat(entry.occurred_at)) == day:
                for moved in self._of_entry(book, entry):
                    if moved.staff_id == staff_id:
                        found[moved.transfer, moved.line_id] = moved
        return found

    def _of_entry(self, book: RuleBook, entry: Entry) -> Sequence[Moved]:
        body = entry.document()
        if entry.kind == "sale":
            return earned_by_sale(book, (entry.store, entry.occurred_at), body, self._roles_of)
        named = body["sale"]
        # Of a sale of another till or store only the ledger knows who earned by it.
        summary = None if named is None or named["store"] != entry.store else self._sales.by_id(named["sale_id"])
        sale = None if summary is None else self._sales.document(summary.sale_id)
        if summary is None or sale is None:
            return ()
        earned = earned_by_sale(book, (entry.store, summary.occurred_at), sale, self._roles_of)
        earlier = [
            one for one in self._sales.returns_of(entry.store, summary.sale_id) if one["return_id"] in body["after"]
        ]
        return taken_by_return(earned, sale, body, earlier, (entry.store, entry.occurred_at))

    def _name_of(self, sku: str) -> str:
        """What the goods are called here; empty when this till does not know them."""
        if sku not in self._names:
            found = self._catalogue.by_code([sku])
            self._names[sku] = found[0].name if found else ""
        return self._names[sku]

    def _at_till(self, time: str) -> str:
        """A time of the ledger's as this till's clock would show it."""
        return datetime.fromisoformat(time).astimezone(self._desk.clock.now().tzinfo).isoformat()

    def _roles_of(self, staff_id: str) -> frozenset[str]:
        return frozenset(role for one in self._reference.staff() if one.staff_id == staff_id for role in one.roles)

    def _book(self) -> RuleBook | None:
        """The store's rules as last pulled; None: there are none, or none that this program understands."""
        document = self._reference.settings().get("commission")
        if not isinstance(document, dict):
            return None
        try:
            return read_rule_book(document)
        except ContractError:
            return None

    def _day_of(self, at: datetime) -> str:
        return store_day(self._reference.settings(), at)


def _tasks(answer: Mapping[str, Any] | None) -> tuple[TaskShown, ...]:
    told = () if answer is None else answer.get("tasks", ())
    names = ("label", "label_en", "target", "points", "repeats", "last", "count", "given")
    return tuple(TaskShown(**{name: task[name] for name in names}) for task in told)


def _row(moved: Moved) -> EarningRow:
    return EarningRow(
        key=(moved.transfer, moved.line_id),
        provisional=True,
        **{name: getattr(moved, name) for name in _SAME},
    )


_SAME = (*("sale_id", "sku", "name", "brand", "quantity", "occurred_at", "amount_minor", "points", "next_day"),)


def _told(line: Mapping[str, Any], name: str) -> EarningRow:
    """A row as the ledger says it."""
    return EarningRow(
        key=(line["transfer"], line["line_id"]),
        sale_id=line["sale_id"],
        sku=line["sku"],
        name=name,
        brand=line["brand"],
        quantity=line["quantity"],
        occurred_at=line["occurred_at"],
        amount_minor=line["amount_minor"],
        points=line["points"],
        next_day=line["due"] == "T+1",
        provisional=False,
    )
