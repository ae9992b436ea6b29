"""The till's leases: as the ledger granted them, until when by a clock that nobody can set, and what is left.

Source: docs/spec/line.md, section 7. A lease ends `expires_at` - `as_of` after its pull began, counted by the
machine's uptime. The uptime starts anew with the machine: then a lease has what it had when both clocks were last
written down, less what the wall clock went on since; a wall clock that went backwards ends it. A new epoch of the
journal (a restored backup) ends all leases that came in before: what was done with them may be lost.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from peewee import JOIN, SQL, fn

from offline_cache.database import Row, TillDatabase
from offline_cache.feed_page import FeedPage, FeedRow
from offline_cache.fields import flag, integer, optional_text, text
from offline_cache.journal import SqliteJournal
from offline_cache.tables import (
    PARAM,
    Journal,
    LeaseClock,
    Leases,
    LeaseStates,
    Statement,
    insert_into,
    upsert_into,
)
from offline_cache.writes import Writes
from retail.leases import LEASE_KINDS, Lease
from retail.messages import Entry
from retail.ports import Clock, Uptime

#: How often both clocks are written down.
NOTE_MS = 60_000

_UPSERT = upsert_into(Leases, Leases.lease_id)
_DELETE = Statement(lambda: Leases.delete().where(Leases.lease_id == PARAM))
_SWEEP = Statement(lambda: Leases.delete().where(Leases.generation < PARAM))
_EPOCH = Statement(lambda: Journal.select(Journal.epoch).order_by(Journal.position.desc()).limit(SQL("1")))
_CLOCK = Statement(lambda: LeaseClock.select(LeaseClock.boot, LeaseClock.uptime_ms, LeaseClock.wall_ms))
_NOTE = upsert_into(LeaseClock, LeaseClock.id)
_OF_OTHER_BOOTS = Statement(
    lambda: Leases.select(Leases.lease_id, Leases.boot, Leases.deadline_ms).where(Leases.boot != PARAM)
)
_REBASE = Statement(
    lambda: Leases.update({Leases.boot: PARAM, Leases.deadline_ms: PARAM}).where(Leases.lease_id == PARAM)
)
_USE = Statement(
    lambda: LeaseStates.insert_many(
        [[PARAM, PARAM, SQL("NULL")]], fields=[LeaseStates.lease_id, LeaseStates.used, LeaseStates.returned_position]
    ).on_conflict(conflict_target=[LeaseStates.lease_id], update={LeaseStates.used: LeaseStates.used + PARAM})
)
_STATE = Statement(
    lambda: LeaseStates.select(LeaseStates.used, LeaseStates.returned_position).where(LeaseStates.lease_id == PARAM)
)
_NEW_STATE = insert_into(LeaseStates)
_RETURN = Statement(
    lambda: LeaseStates.update({LeaseStates.returned_position: PARAM}).where(LeaseStates.lease_id == PARAM)
)
_AMOUNT = Statement(lambda: Leases.select(Leases.amount).where(Leases.lease_id == PARAM))


def _held() -> Any:
    """Leases that were not given back, the one that ends first in front."""
    return (
        Leases.select(
            Leases.lease_id,
            Leases.kind,
            Leases.coupon_id,
            Leases.one_id,
            Leases.offer_id,
            Leases.program,
            Leases.amount,
            fn.COALESCE(LeaseStates.used, SQL("0")),
            Leases.deadline_ms,
            Leases.recalled,
            Leases.boot,
            Leases.epoch,
        )
        .join(LeaseStates, JOIN.LEFT_OUTER, on=(LeaseStates.lease_id == Leases.lease_id))
        .where(LeaseStates.returned_position.is_null())
        .order_by(Leases.deadline_ms, Leases.lease_id)
    )


_ALL = Statement(_held)
_OF_MEMBER = Statement(lambda: _held().where(Leases.one_id == PARAM))
_OF_COUPON = Statement(lambda: _held().where(Leases.coupon_id == PARAM))
_OF_BUDGETS = Statement(lambda: _held().where(Leases.kind == SQL("'budget'")))


class SqliteLeases:
    """`retail.ports.Leases`."""

    def __init__(self, database: TillDatabase, clock: Clock, uptime: Uptime) -> None:
        self._database = database
        self._clock = clock
        self._uptime = uptime

    def of_member(self, one_id: str) -> Sequence[Lease]:
        return self._leases(_OF_MEMBER, (one_id,))

    def of_coupon(self, coupon_id: str) -> Sequence[Lease]:
        return self._leases(_OF_COUPON, (coupon_id,))

    def of_budgets(self) -> Sequence[Lease]:
        return self._leases(_OF_BUDGETS)

    def all(self) -> Sequence[Lease]:
        return self._leases(_ALL)

    def note_clocks(self) -> None:
        """Write down both clocks, at most once a minute."""
        noted = self._database.row(_CLOCK)
        if noted is not None and noted[0] == self._uptime.boot and self._uptime.milliseconds() - noted[1] < NOTE_MS:
            return
        with self._database.writing():
            self.note()

    def begin(self) -> None:
        """At the start of the program: count the leases of an earlier start of the machine by this one's clock."""
        with self._database.writing():
            self._rebase()
            self.note()

    def note(self) -> None:
        """Write down both clocks, in the caller's transaction."""
        self._database.run(_NOTE, (1, self._uptime.boot, self._uptime.milliseconds(), self._wall_ms()))

    def _rebase(self) -> None:
        noted = self._database.row(_CLOCK)
        now, wall_ms = self._uptime.milliseconds(), self._wall_ms()
        for lease_id, boot, deadline_ms in self._database.rows(_OF_OTHER_BOOTS, (self._uptime.boot,)):
            remaining = 0
            if noted is not None and noted[0] == boot and wall_ms >= noted[2]:
                remaining = max(0, deadline_ms - noted[1] - (wall_ms - noted[2]))
            self._database.run(_REBASE, (self._uptime.boot, now + remaining, lease_id))

    def _wall_ms(self) -> int:
        return int(self._clock.now().timestamp() * 1000)

    def _leases(self, statement: Statement, params: Sequence[str] = ()) -> list[Lease]:
        rows = self._database.rows(statement, params)
        if not rows:
            return []
        found = self._database.row(_EPOCH)
        epoch = "" if found is None else found[0]
        now = self._uptime.milliseconds()
        return [self._lease(row, now, epoch) for row in rows]

    def _lease(self, row: Row, now: int, epoch: str) -> Lease:
        lease_id, kind, coupon_id, one_id, offer_id, program, amount, used, deadline_ms, recalled, boot, its_epoch = row
        return Lease(
            lease_id=lease_id,
            kind=kind,
            coupon_id=coupon_id,
            one_id=one_id,
            offer_id=offer_id,
            program=program,
            amount=amount,
            used=used,
            remaining_ms=deadline_ms - now if boot == self._uptime.boot and its_epoch == epoch else 0,
            recalled=bool(recalled),
        )


class LeaseRows:
    """The feed `leases`."""

    def __init__(self, leases: SqliteLeases, uptime: Uptime) -> None:
        self._leases = leases
        self._uptime = uptime
        self._asked_ms: int | None = None

    def begin(self) -> None:
        """A pull begins: the leases of its pages count from now, the earliest moment of which the ledger can speak."""
        self._asked_ms = self._uptime.milliseconds()

    def plan(self, database: TillDatabase, page: FeedPage, generation: int, as_of: str) -> Writes:
        writes = Writes()
        found = database.row(_EPOCH)
        epoch = "" if found is None else str(found[0])
        asked_ms = self._uptime.milliseconds() if self._asked_ms is None else self._asked_ms
        for row in page:
            writes.next_row()
            if row.is_deleted:
                writes.add(_DELETE, (row.key,))
                continue
            columns = _lease_columns(row)
            expires_at = columns[7]
            holds_ms = int((_time(expires_at, "expires_at") - _time(as_of, "as_of")).total_seconds() * 1000)
            deadline_ms = asked_ms + max(0, holds_ms)
            writes.add(_UPSERT, (*columns, row.version, self._uptime.boot, deadline_ms, epoch, generation))
        writes.then(self._leases.note)
        return writes

    def sweep(self, database: TillDatabase, generation: int) -> None:
        """Drop every row of an earlier generation."""
        with database.writing():
            database.run(_SWEEP, (generation,))


class SqliteLeaseReturns:
    """`retail.ports.LeaseReturns`, and the uses by sales; inside a unit of work."""

    def __init__(self, database: TillDatabase, journal: SqliteJournal) -> None:
        self._database = database
        self._journal = journal

    def left(self, lease_id: str) -> int | None:
        amount, state = self._database.row(_AMOUNT, (lease_id,)), self._database.row(_STATE, (lease_id,))
        if amount is None or (state is not None and state[1] is not None):
            return None
        return int(amount[0]) - (0 if state is None else int(state[0]))

    def mark_returned(self, lease_id: str, entry: Entry) -> None:
        position = self._journal.position(entry)
        if not self._database.run(_RETURN, (position, lease_id)):
            self._database.run(_NEW_STATE, (lease_id, 0, position))


def use_lease(database: TillDatabase, lease_id: str, amount: int) -> None:
    """A sale took so much of a lease; in the sale's transaction."""
    database.run(_USE, (lease_id, amount, amount))


def _lease_columns(row: FeedRow) -> Row:
    """The columns of Leases up to `recalled`."""
    data = row.data
    kind, amount = text(data, "kind"), integer(data, "amount")
    if kind not in LEASE_KINDS:
        raise ValueError("kind")
    if amount < 0:
        raise ValueError("amount")
    needed = {"coupon": ("coupon_id",), "points": ("one_id", "program"), "budget": ("offer_id",)}[kind]
    for name in needed:
        text(data, name)
    return (
        row.key,
        kind,
        optional_text(data, "coupon_id"),
        optional_text(data, "one_id"),
        optional_text(data, "offer_id"),
        optional_text(data, "program"),
        amount,
        text(data, "expires_at"),
        int(flag(data, "recalled")),
    )


def _time(value: str, name: str) -> datetime:
    try:
        found = datetime.fromisoformat(value)
    except ValueError as error:
        raise ValueError(name) from error
    if found.tzinfo is None:
        raise ValueError(name)
    return found
