"""Bugs, planted into the product's own code one at a time: a simulation that does not find them proves nothing.

Each is a context manager; while its block runs, the product is wrong in one way that a person could have written.
`PLANTED` says for each how many seeds may pass before one of them finds it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from types import SimpleNamespace
from typing import Any, cast
from unittest.mock import patch

import msgspec

from central_ledger.api import tills
from central_ledger.application import member_books
from central_ledger.application import member_side as applying
from central_ledger.application import push as pushing
from central_ledger.application.ledger import Ledger
from central_ledger.application.publish import publish_members
from central_ledger.application.push import PushResult
from central_ledger.domain.sales import MemberEffects
from central_ledger.domain.stream import CREATED, EXISTS, Judgement, TillStream, Verdict
from central_ledger.store.books import Books
from central_ledger.store.database import StoreUnavailable
from central_ledger.store.feeds import Feeds
from central_ledger.store.journals import Journals
from central_ledger.store.members import Members
from offline_cache import repositories
from offline_cache.database import TillDatabase
from offline_cache.head import KeptHead
from offline_cache.pulled import SqlitePulledData
from offline_cache.store import LocalStore
from offline_cache.unit_of_work import SqliteUnitOfWork, keep_head
from pos_client.application import checkout
from pos_client.application.allowances import Allowances
from pos_client.sync import engine
from retail.leases import Lease
from retail.messages import Entry
from tests.simulation import planted_decisions
from tests.simulation.bug import Bug


@contextmanager
def ledger_books_duplicates_again() -> Iterator[None]:
    """A batch that comes twice gives its points twice: the rows are kept once, the effects are not."""
    take = pushing._Batch._take

    def taken(self: Any, entry: Entry) -> Verdict:
        verdict = take(self, entry)
        if verdict == EXISTS and entry.kind == "sale":
            body = entry.document()
            for program, points in body["pricing"]["points_earned"].items():
                balance = self._ledger.members.balance(body["one_id"], program)
                again = msgspec.structs.replace(balance, points=balance.points + points)
                self._ledger.members.put_balances([(body["one_id"], program, again)])
        return verdict

    with patch.object(pushing._Batch, "_take", taken):
        yield


@contextmanager
def till_acknowledges_all_it_sent() -> Iterator[None]:
    """A 200 counts for the whole batch, whatever the verdicts say."""
    with patch.object(engine, "_taken", lambda batch, verdicts: batch[-1].seq):
        yield


@contextmanager
def ledger_answers_before_it_commits() -> Iterator[None]:
    """The verdicts go out although the transaction failed."""
    push = tills.push

    def answered(ledger: Ledger, store: str, till: str, entries: Sequence[Entry]) -> PushResult:
        try:
            return push(ledger, store, till, entries)
        except StoreUnavailable:
            return PushResult(tuple(CREATED for _ in entries), entries[-1].epoch, entries[-1].seq, False)

    with patch.object(tills, "push", answered):
        yield


@contextmanager
def gap_is_not_seen() -> Iterator[None]:
    """An entry that comes before the ones before it is taken."""
    find = TillStream._next

    def taken(self: TillStream, entry: Entry, code: str | None, body: Any) -> Judgement:
        epoch = self.epochs.get(entry.epoch)
        if epoch is not None and epoch.high_water and entry.seq > epoch.high_water + 1:
            return self._take(epoch, entry, code, body)
        return find(self, entry, code, body)

    with patch.object(TillStream, "_next", taken):
        yield


@contextmanager
def epoch_goes_on_after_a_restore() -> Iterator[None]:
    """The head outside the database is not looked at."""
    with patch.object(LocalStore, "_agree_on_head", lambda self: None):
        yield


@contextmanager
def head_is_kept_before_the_commit() -> Iterator[None]:
    """The head file runs ahead of what is durable."""
    commit = SqliteUnitOfWork.commit

    def committed(self: SqliteUnitOfWork) -> None:
        entry, end = self._own_journal.appended, self._own_journal.end
        if entry is not None and end is not None:
            keep_head(self._head_file, KeptHead(entry.store, entry.till, end[1]))
        commit(self)

    with patch.object(SqliteUnitOfWork, "commit", committed):
        yield


@contextmanager
def commit_is_not_forced_to_the_disk() -> Iterator[None]:
    """A sale is shown as done while it is still in the machine's memory."""
    prepare = TillDatabase._prepare

    def prepared(self: TillDatabase, connection: Any) -> None:
        prepare(self, connection)
        connection.execute("PRAGMA synchronous = NORMAL")

    with patch.object(TillDatabase, "_prepare", prepared):
        yield


@contextmanager
def sale_and_entry_in_two_transactions() -> Iterator[None]:
    """The journal's entry is durable before the sale is."""

    class TwoUnits:
        """The entry in one unit of work, the rest in the next."""

        def __init__(self, make: Callable[[], Any]) -> None:
            self._make = make
            self._unit = make()

        def __enter__(self) -> Any:
            self._unit.__enter__()
            append = self._unit.journal.append

            def appended(kind: str, document: Mapping[str, Any]) -> Entry:
                entry: Entry = append(kind, document)
                self._unit.commit()
                self._unit.__exit__(None, None, None)
                self._unit = self._make()
                self._unit.__enter__()
                self.sales, self.commit = self._unit.sales, self._unit.commit
                return entry

            self.journal = type("J", (), {"append": staticmethod(appended)})
            return self

        def __getattr__(self, name: str) -> Any:
            return getattr(self._unit, name)

        def __exit__(self, *error: Any) -> None:
            self._unit.__exit__(*error)

    complete = checkout.Checkout.complete

    def completed(self: checkout.Checkout) -> Any:
        desk = self._desk
        self._desk = replace(desk, unit_of_work=lambda: TwoUnits(desk.unit_of_work))
        try:
            return complete(self)
        finally:
            self._desk = desk

    with patch.object(checkout.Checkout, "complete", completed):
        yield


@contextmanager
def coupon_is_always_good() -> Iterator[None]:
    """Whether a coupon was used before is not looked at."""
    find = Members.coupon

    def found(self: Members, holder: str, coupon_id: str) -> Any:
        coupon = find(self, holder, coupon_id)
        return None if coupon is None else replace(coupon, status="available")

    with patch.object(Members, "coupon", found):
        yield


@contextmanager
def posting_has_one_side() -> Iterator[None]:
    """The last posting of a loss is forgotten."""
    book = Books._book

    def booked(self: Books, table: str, postings: str, owner: str, owned: list[tuple[str, Any]]) -> None:
        cut = [(name, SimpleNamespace(**msgspec.structs.asdict(transfer))) for name, transfer in owned]
        for _, transfer in cut:
            if transfer.kind == "benefit_loss":
                transfer.postings = transfer.postings[:-1]
        book(self, table, postings, owner, cast(Any, cut))

    with patch.object(Books, "_book", booked):
        yield


@contextmanager
def effects_are_applied_twice() -> Iterator[None]:
    """What a sale does to its member is applied once more on its way out."""
    apply = applying.apply_effects

    def applied(ledger: Ledger, effects: MemberEffects) -> None:
        apply(ledger, effects)
        if effects.one_id is not None:
            for program, points in effects.earned.items():
                member_books.change_points(ledger, effects, effects.one_id, program, points)

    with patch.object(applying, "apply_effects", applied):
        yield


@contextmanager
def points_follow_in_a_second_transaction() -> Iterator[None]:
    """The sale is committed first, its points after: when the ledger stops between, they are lost."""
    waiting: list[MemberEffects] = []
    push, apply = tills.push, applying.apply_effects

    def later(ledger: Ledger, effects: MemberEffects) -> None:
        waiting.append(effects)

    def pushed(ledger: Ledger, store: str, till: str, entries: Sequence[Entry]) -> PushResult:
        waiting.clear()
        result = push(ledger, store, till, entries)
        with ledger.database.transaction():
            for effects in waiting:
                apply(ledger, effects)
            publish_members(ledger, [effects.one_id for effects in waiting if effects.one_id is not None])
        return result

    with patch.object(applying, "apply_effects", later), patch.object(tills, "push", pushed):
        yield


@contextmanager
def quarantine_stops_the_stream() -> Iterator[None]:
    """What cannot be understood is not set aside: nothing behind it is taken."""
    take = TillStream._take

    def taken(self: TillStream, epoch: Any, entry: Entry, code: str | None, body: Any) -> Judgement:
        if code is not None:
            return Judgement(Verdict("refused", "gap"))
        return take(self, epoch, entry, code, body)

    with patch.object(TillStream, "_take", taken):
        yield


@contextmanager
def fork_does_not_suspend() -> Iterator[None]:
    """Two journals of one name: the ledger takes whichever comes first, and goes on."""
    fork = TillStream._fork

    def forked(self: TillStream, entry: Entry, detail: str) -> Judgement:
        judgement = fork(self, entry, detail)
        self.suspended = False
        return judgement

    with patch.object(TillStream, "_fork", forked):
        yield


@contextmanager
def evidence_is_thrown_away() -> Iterator[None]:
    """The bytes of what was refused are not kept."""
    with patch.object(Journals, "add_evidence", lambda self, entry, code, received_at: None):
        yield


@contextmanager
def cursor_is_saved_before_its_rows() -> Iterator[None]:
    """A page's cursor is durable in one transaction, its rows in the next."""
    apply = SqlitePulledData.apply_page

    def applied(self: SqlitePulledData, feed: str, rows: Sequence[Any], *page: Any, **more: Any) -> None:
        # A page that only says that there is no news has no rows to be late: most pages of a round are such.
        if rows:
            apply(self, feed, [], *page, **more)
        apply(self, feed, rows, *page, **more)

    with patch.object(SqlitePulledData, "apply_page", applied):
        yield


@contextmanager
def cursor_of_a_lost_history_goes_on() -> Iterator[None]:
    """A restored ledger continues cursors of the history that it lost."""
    with patch.object(Feeds, "last_version_of_run", lambda self, scope, feed, run_id, current_run: 2**62):
        yield


@contextmanager
def till_never_sends_again() -> Iterator[None]:
    """What was acknowledged once is not sent again to a ledger that went back in time."""

    with patch.object(engine, "agree", lambda *journal: False):
        yield


@contextmanager
def lease_is_used_after_its_end() -> Iterator[None]:
    """A till goes on with what it was once lent."""
    with patch.object(Lease, "has_ended", property(lambda self: False)):
        yield


@contextmanager
def cap_is_reset_by_the_clock() -> Iterator[None]:
    """A limit without a connection begins anew each time, instead of with the ledger's answer."""

    def fresh(self: Allowances, offer: Mapping[str, Any], one_id: str | None) -> int:
        return int(min(offer["offline"].get("per_member") or 0, offer["offline"].get("per_till") or 0))

    with patch.object(Allowances, "cap_of", fresh):
        yield


@contextmanager
def till_forgets_what_it_used_of_a_lease() -> Iterator[None]:
    """Each sale finds the lease as it was granted."""
    with patch.object(repositories, "use_lease", lambda database, lease_id, amount: None):
        yield


PLANTED: Mapping[str, Bug] = {
    bug.plant.__name__: bug
    for bug in (
        Bug(ledger_books_duplicates_again),
        Bug(till_acknowledges_all_it_sent, {"till_is_copied": 8, "restart": 8, "sync": 25}, first=1011),
        Bug(ledger_answers_before_it_commits, first=1006),
        Bug(gap_is_not_seen, first=1022),
        Bug(epoch_goes_on_after_a_restore, first=1002),
        Bug(head_is_kept_before_the_commit, {"till_crashes": 25, "sale": 40}, first=1004),
        Bug(commit_is_not_forced_to_the_disk, first=1006),
        Bug(sale_and_entry_in_two_transactions, first=1019),
        Bug(coupon_is_always_good, first=1003),
        Bug(posting_has_one_side, first=1003),
        Bug(effects_are_applied_twice),
        Bug(points_follow_in_a_second_transaction, first=1002),
        Bug(quarantine_stops_the_stream, first=1001),
        Bug(fork_does_not_suspend, {"till_is_copied": 8, "restart": 8, "sync": 25}),
        Bug(evidence_is_thrown_away, {"till_is_copied": 8, "restart": 8, "sync": 25}),
        # No sales: they use up the crashes, which have to come in a round, and bring the lost rows again.
        Bug(cursor_is_saved_before_its_rows, {"office": 60, "till_crashes": 60, "sync": 20, "sale": 0}, first=1067),
        Bug(
            cursor_of_a_lost_history_goes_on,
            {"office": 15, "ledger_backup": 6, "ledger_is_restored": 6, "sync": 25},
            first=1032,
        ),
        Bug(till_never_sends_again, first=1007),
        Bug(till_forgets_what_it_used_of_a_lease, {"leases": 20, "sale": 40, "till_is_cut_off": 4}),
        Bug(lease_is_used_after_its_end, {"leases": 20, "sale": 40, "till_is_cut_off": 4}, first=1010),
        Bug(cap_is_reset_by_the_clock, {"sale": 60, "till_is_cut_off": 6}, first=1001),
        *planted_decisions.BUGS,
    )
}
