"""Incentive tasks, counted and paid in points: docs/spec/settlement.md, section 9.

Nothing is kept of a task's progress: it is counted anew from sales and joins whenever one of them comes or is taken
back, and the difference to what was given already is posted. So a cause counts exactly once, in whatever order things
come, and what falls away takes its points with it.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

import msgspec

from central_ledger.application.ledger import Ledger
from central_ledger.application.settlement_rules import RuleHistory, RulesInForce, rules_of
from central_ledger.application.settling import StoreDays, book_settlement, settlement_transfer, store_days, time_of
from central_ledger.domain.settlement import EarnedRow, earned_postings
from central_ledger.store.settlements import Part
from retail.commission import IncentiveTask, Place, StoreTerms, party_of
from retail.messages import Entry
from retail.periods import days_of

#: Transfers of tasks begin so; those of sales and returns begin otherwise.
INCENTIVE_TRANSFER = "incentive/"


class Cause(msgspec.Struct, frozen=True, gc=False):
    """Something that tasks may count came, or was taken back: of whom, on which day at the store."""

    store: str
    staff_id: str
    day: str


@dataclass(frozen=True, slots=True)
class TaskProgress:
    """How somebody stands with a task. `given`: the points that the window has brought so far."""

    task: IncentiveTask
    first: str
    last: str
    count: int
    given: int


def settle_incentives(ledger: Ledger, causes: Iterable[Cause], entry: Entry | None = None) -> None:
    """Count what these touch, and post what is missing or too much; `entry` told it. Needs a transaction."""
    by_store: dict[str, dict[tuple[str, str], None]] = {}
    for cause in causes:
        by_store.setdefault(cause.store, {})[cause.staff_id, cause.day] = None
    rules = RuleHistory(ledger)
    for store, touched in by_store.items():
        if not _has_tasks(rules, ledger.clock(), [day for _, day in touched]):
            continue
        settling = _Settling(ledger, store, rules, entry)
        for staff_id, day in touched:
            settling.settle(staff_id, day)
        settling.write()


def settle_sales(ledger: Ledger, store: str, sale_ids: Iterable[str], entry: Entry) -> None:
    """Sales of a store were taken, or goods of them came back. Needs a transaction."""
    sellers = ledger.incentives.sellers_of(store, sale_ids)
    settle_incentives(ledger, [Cause(store, staff_id, day) for staff_id, day in sellers], entry)


def settle_joins(ledger: Ledger, one_id: str) -> None:
    """Somebody turned out to be a member already, or to be one of their own after all. Needs a transaction."""
    settle_incentives(ledger, [Cause(*row) for row in ledger.incentives.joins_of(one_id)])


def progress_of(ledger: Ledger, store: str, staff_id: str, day: str) -> list[TaskProgress]:
    """The tasks that somebody has on a day, as they are counted now."""
    settling = _Settling(ledger, store, RuleHistory(ledger), None)
    return [
        TaskProgress(
            task,
            *days_of(task.window, day),
            ledger.incentives.count(task.what, store, staff_id, days_of(task.window, day)),
            ledger.incentives.given(store, staff_id, _prefix(task, days_of(task.window, day)[0], staff_id)).points,
        )
        for task, _ in settling.tasks_of(staff_id, day)
    ]


def differing_incentives(ledger: Ledger, store: str) -> Iterator[tuple[str, str]]:
    """Staff id and task of what was given otherwise than its causes say: by the rules by which it was given last, or by
    those that hold for its window now. Of a task that somebody has no more, what was given stays.
    """
    settling = _Settling(ledger, store, RuleHistory(ledger), None)
    for staff_id, name, points, version in ledger.incentives.all_given(store):
        _, task_id, first = name.split("/")
        rules = rules_of(ledger, version)
        held = [task for task, _ in settling.tasks_of(staff_id, first) if task.id == task_id]
        if held and rules is not None:
            held += [task for task in rules.book.incentives if task.id == task_id]
        counts = [ledger.incentives.count(one.what, store, staff_id, days_of(one.window, first)) for one in held]
        if held and points not in [task.due(count) for task, count in zip(held, counts, strict=True)]:
            yield staff_id, name


def _has_tasks(rules: RuleHistory, now: datetime, days: Iterable[str]) -> bool:
    """Whether there is any task now, or was when these days' windows ended: many groups have none."""
    moments = {min(now, datetime.combine(date.fromisoformat(day), time(), UTC) + timedelta(days=32)) for day in days}
    found = (rules.at(at) for at in (now, *moments))
    return any(each is not None and each.book.incentives for each in found)


def _prefix(task: IncentiveTask, first: str, staff_id: str) -> str:
    return f"{INCENTIVE_TRANSFER}{task.id}/{first}/{staff_id}/"


class _Settling:
    """For one store."""

    def __init__(self, ledger: Ledger, store: str, rules: RuleHistory, entry: Entry | None) -> None:
        self._ledger = ledger
        self._store = store
        self._rules = rules
        self._entry = entry
        self._now = ledger.clock()
        self._days: StoreDays = store_days(ledger, store)
        self._currency = (ledger.reference.store(store) or ("", ""))[1]
        self._parts: list[Part] = []
        self._rows: list[EarnedRow] = []
        self._settled: set[str] = set()
        at = self._now if entry is None else time_of(ledger, entry)
        self._day = self._days.day_of(at)

    def tasks_of(self, staff_id: str, day: str) -> list[tuple[IncentiveTask, RulesInForce]]:
        """Whoever's tasks count on a day: each by the rules at its window's end, of one that runs those of now."""
        row = self._ledger.feeds.get(self._store, "staff", staff_id)
        roles = frozenset(() if row is None else json.loads(row)["roles"])
        found = []
        for at in {self._judged_at(days_of(window, day)[1]) for window in ("day", "week", "month")}:
            rules = self._rules.at(at)
            if rules is None:
                continue
            kind = rules.book.stores.get(self._store, StoreTerms()).type
            for task in rules.book.incentives:
                if self._judged_at(days_of(task.window, day)[1]) == at and task.is_for(self._store, kind, roles, at):
                    found.append((task, rules))
        return sorted(found, key=lambda each: each[0].id)

    def settle(self, staff_id: str, day: str) -> None:
        for task, rules in self.tasks_of(staff_id, day):
            first, last = days_of(task.window, day)
            due = task.due(self._ledger.incentives.count(task.what, self._store, staff_id, (first, last)))
            prefix = _prefix(task, first, staff_id)
            if prefix in self._settled:
                continue
            self._settled.add(prefix)
            given = self._ledger.incentives.given(self._store, staff_id, prefix)
            if due != given.points:
                self._give(rules, task, staff_id, f"{prefix}{given.transfers + 1}", (first, due - given.points))

    def write(self) -> None:
        made = []
        for part, row in zip(self._parts, self._rows, strict=True):
            made.append((part, settlement_transfer(part, row.occurred_at, earned_postings([row]))))
        if made:
            book_settlement(self._ledger, self._store, made)
            self._ledger.settlements.add_earnings(self._rows)

    def _give(
        self, rules: RulesInForce, task: IncentiveTask, staff_id: str, transfer_id: str, what: tuple[str, int]
    ) -> None:
        first, points = what
        entry, name = self._entry, f"{INCENTIVE_TRANSFER}{task.id}/{first}"
        terms = rules.book.stores.get(self._store, StoreTerms())
        place = Place(self._store, terms.type, terms.distributor, self._now, self._currency)
        part = Part(
            store=self._store,
            transfer_id=transfer_id,
            sale_id=name,
            day=self._day,
            period=self._days.period_of(self._day),
            rules=rules.version,
            at_store=self._store if entry is None else entry.store,
            till="" if entry is None else entry.till,
            epoch="" if entry is None else entry.epoch,
            seq=0 if entry is None else entry.seq,
        )
        self._parts.append(part)
        self._rows.append(
            EarnedRow(
                store=self._store,
                staff_id=staff_id,
                transfer_id=transfer_id,
                line_id=task.id,
                sale_id=name,
                day=part.day,
                period=part.period,
                occurred_at=self._ledger.now() if entry is None else entry.occurred_at,
                sku="",
                brand="",
                quantity="1",
                rule_id=task.id,
                payer=party_of(task.payer, place, ""),
                base_minor=0,
                share_bps=10_000,
                amount_minor=0,
                points=points,
                next_day=0,
                currency=self._currency,
            )
        )

    def _judged_at(self, last: str) -> datetime:
        """The end of a window at the store; of one that runs, now."""
        ends = datetime.combine(date.fromisoformat(last) + timedelta(days=1), time(), self._days.zone)
        return min(self._now, ends + self._days.starts - timedelta(seconds=1))
