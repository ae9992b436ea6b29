"""The store's figures at the till: from the ledger, and without it what this till alone has in its journal; and for who
leads more than the store, what of other stores' figures has left them.

What each figure counts, and what leaves a store: docs/organisation.md, sections 2 and 3.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Protocol

from pos_client.application.staff import StaffDesk
from pos_client.application.store_day import store_day
from pos_client.application.till import Desk
from retail.clientele import guide_code
from retail.messages import Entry
from retail.periods import Period, days_of
from retail.ports import ReferenceData

#: So many entries of a day are read, and so many that the ledger does not have yet.
READ_MAX = 2_000
#: What figures are counted from.
KINDS = ("sale", "member_enrolled", "task_done")


class FiguresLedger(Protocol):
    """The ledger, asked off the GUI thread. Raises Unavailable or Refused."""

    def figures(self, period: Period, day: str, staff_id: str, unit: str) -> Mapping[str, Any]:
        """`staff_id`: who asks. `unit` empty: the till's own store."""


class FiguresJournal(Protocol):
    """The till's own entries."""

    def newest(self, kinds: Sequence[str], day: str | None, limit: int) -> Sequence[Entry]: ...

    def next_batch(self, limit: int) -> Sequence[Entry]: ...


@dataclass(frozen=True, slots=True)
class GuideFigures:
    """Figures by whose they are; `of` is a staff id. Amounts in minor units of the store's currency."""

    of: str
    name: str
    sales: int = 0
    payable_minor: int = 0
    identified: int = 0
    identified_minor: int = 0
    joined: int = 0
    tasks: int = 0
    contacted: int = 0
    contacts_back: int = 0
    contacts_bought: int = 0
    suggested: int = 0
    suggested_added: int = 0
    coupons: int = 0
    coupons_seen: int = 0
    coupons_used: int = 0

    @property
    def share_bps(self) -> int | None:
        """Of 10,000 sales, how many were a member's; None: nothing was sold."""
        return None if not self.sales else round(10_000 * self.identified / self.sales)


_COUNTS = (
    *("sales", "identified", "joined", "tasks", "contacted", "contacts_back", "contacts_bought"),
    *("suggested", "suggested_added"),
    *("coupons", "coupons_seen", "coupons_used"),
)


@dataclass(frozen=True, slots=True)
class Unit:
    """A store, district, region, brand or the group as it is asked for (`district:SH`; empty: the own store)."""

    unit: str
    name: str
    name_en: str


@dataclass(frozen=True, slots=True)
class FiguresShown:
    """A period of a unit. `as_of`: when the ledger said so; None: it has not answered, and this is what this till
    alone has, the newest of it from `newest_at` (of another unit: nothing). `waiting`: of its entries so many were not
    at the ledger yet. `is_inside`: exact, by guide; else sums of parcels of at least `k` members, by parts of the unit.
    `units` are what one may choose from; `others`: currencies in which there is money that is not shown.
    """

    unit: str
    units: tuple[Unit, ...]
    is_inside: bool
    k: int
    others: tuple[str, ...]
    period: Period
    first: str
    last: str
    is_current: bool
    currency: str
    rows: tuple[GuideFigures, ...]
    total: GuideFigures
    as_of: str | None
    newest_at: str | None
    waiting: int


@dataclass(frozen=True, slots=True)
class Answered:
    """The ledger's answer to somebody. `waiting`: how many entries of the period it could not know when asked."""

    staff_id: str
    unit: str
    period: Period
    first: str
    waiting: int
    document: Mapping[str, Any]


class FiguresDesk:
    """For who leads the store (`see_figures`)."""

    def __init__(
        self,
        desk: Desk,
        staff: StaffDesk,
        reference: ReferenceData,
        journal: FiguresJournal,
        ledger: FiguresLedger | None = None,
    ) -> None:
        self._desk = desk
        self._staff = staff
        self._reference = reference
        self._journal = journal
        self._ledger = ledger
        #: By who asked, the unit, the period and its first day: nobody sees what another one was told.
        self._answers: dict[tuple[str, str, Period, str], Answered] = {}
        self._units: dict[str, tuple[Unit, ...]] = {}

    def today(self) -> str:
        return store_day(self._reference.settings(), self._desk.clock.now())

    def question(self, period: Period, day: str, unit: str = "") -> Callable[[], Answered] | None:
        """What to run off the GUI thread, for `take`. None: nobody can be asked. Raises Refused."""
        staff_id = self._staff.require("see_figures").staff_id
        ledger, first = self._ledger, days_of(period, day)[0]
        batch = () if unit else self._journal.next_batch(READ_MAX)
        waiting = sum(1 for _ in self._of_period(batch, days_of(period, day)))
        if ledger is None:
            return None
        return lambda: Answered(staff_id, unit, period, first, waiting, ledger.figures(period, day, staff_id, unit))

    def take(self, answered: Answered) -> None:
        self._answers[answered.staff_id, answered.unit, answered.period, answered.first] = answered
        own = f"store:{self._desk.facts.store}"
        self._units[answered.staff_id] = tuple(
            Unit("" if row["unit"] == own else row["unit"], row["name"], row["name_en"])
            for row in answered.document.get("units", ())
        )

    def own(self, unit: str) -> str:
        """A unit as it is asked for: the till's own store is nothing."""
        return "" if unit == f"store:{self._desk.facts.store}" else unit

    def shown(self, period: Period, day: str, unit: str = "") -> FiguresShown:
        """What there is to show now, without asking anybody. Raises Refused."""
        staff_id = self._staff.require("see_figures").staff_id
        first, last = days_of(period, day)
        answer, currency = self._answers.get((staff_id, unit, period, first)), self._desk.facts.currency
        newest_at = None
        rows: list[GuideFigures] = []
        if answer is not None:
            rows = [_told(row, currency) for row in answer.document["rows"]]
        elif not unit:
            rows, newest_at = self._own(first, last)
        return FiguresShown(
            unit=unit,
            units=self._units.get(staff_id, ()),
            is_inside=not unit,
            k=0 if answer is None else int(answer.document.get("k", 0)),
            others=() if answer is None else _other_currencies(answer.document["rows"], currency),
            period=period,
            first=first,
            last=last,
            is_current=first <= self.today() <= last,
            currency=currency,
            rows=tuple(sorted(rows, key=lambda row: (-row.payable_minor, -row.sales, row.of))),
            total=_sum(rows),
            as_of=None if answer is None else self._at_till(answer.document["as_of"]),
            newest_at=newest_at,
            waiting=0 if answer is None else answer.waiting,
        )

    def _own(self, first: str, last: str) -> tuple[list[GuideFigures], str | None]:
        """What this till's journal has of these days. A trading day may end on the next date."""
        begin, end = date.fromisoformat(first), min(date.fromisoformat(last), date.fromisoformat(self.today()))
        found: list[Entry] = []
        for number in range((end - begin).days + 2):
            found += self._journal.newest(KINDS, (begin + timedelta(days=number)).isoformat(), READ_MAX)
        staff, store = self._reference.staff(), self._desk.facts.store
        names = {one.staff_id: one.name for one in staff}
        codes = {guide_code(store, one.staff_id): one.staff_id for one in staff if "guide" in one.roles}
        sums: dict[str, dict[str, int]] = {}
        newest = None
        for entry in self._of_period(found, (first, last)):
            newest = max(newest or entry.occurred_at, entry.occurred_at)
            staff_id, counted = _counted(entry)
            staff_id = codes.get(str(entry.document().get("join_code")), staff_id)
            row = sums.setdefault(staff_id, {})
            for name, amount in counted.items():
                row[name] = row.get(name, 0) + amount
        return [GuideFigures(of, names.get(of, ""), **row) for of, row in sums.items()], newest

    def _of_period(self, entries: Sequence[Entry], days: tuple[str, str]) -> Iterator[Entry]:
        settings = self._reference.settings()
        for entry in entries:
            if (
                entry.kind in KINDS
                and days[0] <= store_day(settings, datetime.fromisoformat(entry.occurred_at)) <= days[1]
            ):
                yield entry

    def _at_till(self, time: str) -> str:
        """A time of the ledger's as this till's clock would show it."""
        return datetime.fromisoformat(time).astimezone(self._desk.clock.now().tzinfo).isoformat()


def _counted(entry: Entry) -> tuple[str, dict[str, int]]:
    """Whose an entry is, and what it adds."""
    body = entry.document()
    if entry.kind != "sale":
        return body["staff_id"], {"joined" if entry.kind == "member_enrolled" else "tasks": 1}
    payable, is_known = body["pricing"]["payable"], body["one_id"] is not None
    sharing = (line["guides"][0]["staff_id"] for line in body["lines"] if line.get("guides"))
    return body.get("guide") or next(sharing, body["cashier"]), {
        "sales": 1,
        "payable_minor": payable,
        "identified": int(is_known),
        "identified_minor": payable if is_known else 0,
        "suggested": len(body.get("suggested", ())),
        "suggested_added": sum(1 for line in body["lines"] if line.get("suggested")),
    }


def _told(row: Mapping[str, Any], currency: str) -> GuideFigures:
    """A row as the ledger says it."""
    figures = row["figures"]
    return GuideFigures(
        of=row["of"],
        name=row["name"],
        payable_minor=figures.get(f"payable/{currency}", 0),
        identified_minor=figures.get(f"identified_payable/{currency}", 0),
        **{name: figures.get(name, 0) for name in _COUNTS},
    )


def _other_currencies(rows: Sequence[Mapping[str, Any]], currency: str) -> tuple[str, ...]:
    """In which currencies else something was sold: what is another money is not added up."""
    found = {name.partition("/")[2] for row in rows for name in row["figures"] if name.startswith("payable/")}
    return tuple(sorted(found - {currency}))


def _sum(rows: Sequence[GuideFigures]) -> GuideFigures:
    names = (*_COUNTS, "payable_minor", "identified_minor")
    return GuideFigures("", "", **{name: sum(getattr(row, name) for row in rows) for name in names})
