"""The journal is a chain: it is read in order, acknowledged from outside, and any change to it is found."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from sqlcipher3 import dbapi2

from offline_cache import LocalStore
from retail.messages import GENESIS, Head, check_entry, make_entry
from tests.fakes import FakeClock
from tests.unit.offline_cache.making import ENROLMENT, GROUP_KEY, sell

Opener = Callable[..., LocalStore]


def tamper(store: LocalStore, sql: str, *params: object) -> None:
    """Change the journal as someone with the disk and the key could."""
    for trigger in ("journal_is_never_changed", "journal_is_never_cut"):
        store.database.run(f"DROP TRIGGER IF EXISTS {trigger}")
    assert store.database.run(sql, params) > 0


def test_enrolment_opens_the_first_epoch(store: LocalStore) -> None:
    (first,) = store.journal.next_batch(10)

    assert check_entry(first) == {"reason": "enrolled", "after": None}
    assert (first.seq, first.kind, first.previous) == (1, "epoch_opened", GENESIS)


def test_entries_follow_each_other(store: LocalStore, clock: FakeClock) -> None:
    clock.elapsed = 1234
    sell(store, "sale-1")
    sell(store, "sale-2")

    first, second, third = store.journal.next_batch(10)

    assert [second.previous, third.previous] == [first.hash, second.hash]
    assert third.head == store.head()
    assert second.elapsed_ms == 1234
    assert second.occurred_at == "2026-11-11T10:00:00.000+08:00"
    check_entry(third)


def test_batches_are_the_oldest_that_wait(store: LocalStore) -> None:
    for number in range(5):
        sell(store, f"sale-{number}")
    epoch = store.head().epoch

    assert [entry.seq for entry in store.journal.next_batch(4)] == [1, 2, 3, 4]
    store.journal.mark_acknowledged(epoch, 4)
    assert [entry.seq for entry in store.journal.next_batch(4)] == [5, 6]
    store.journal.mark_acknowledged(epoch, 6)
    assert store.journal.next_batch(4) == []
    # A ledger that was restored has less than it once acknowledged: the till sends again.
    store.journal.mark_acknowledged(epoch, 2)
    assert [entry.seq for entry in store.journal.next_batch(9)] == [3, 4, 5, 6]
    assert [entry.seq for entry in store.journal.entries(epoch, 5)] == [5, 6]


def test_an_older_epoch_is_sent_before_a_newer_one(store: LocalStore) -> None:
    sell(store, "sale-1")
    old = store.head().epoch
    store.open_epoch("ledger_ahead", store.head())
    sell(store, "sale-2")
    new = store.head().epoch

    assert {entry.epoch for entry in store.journal.next_batch(10)} == {old}
    store.journal.mark_acknowledged(old, 2)
    assert [(entry.epoch, entry.kind) for entry in store.journal.next_batch(10)] == [
        (new, "epoch_opened"),
        (new, "sale"),
    ]


def test_facts_count_what_waits_over_all_epochs(store: LocalStore, clock: FakeClock) -> None:
    sell(store, "sale-1")
    clock.advance(60)
    sell(store, "sale-2")
    first = store.head()
    store.open_epoch("ledger_ahead", first)
    facts = store.journal.facts()
    assert (facts.waiting, facts.oldest_waiting_at, facts.acknowledged) == (4, "2026-11-11T10:00:00.000+08:00", None)

    store.journal.mark_acknowledged(first.epoch, 2)
    assert store.journal.facts().oldest_waiting_at == "2026-11-11T10:01:00.000+08:00"
    store.journal.mark_acknowledged(first.epoch, 3)
    facts = store.journal.facts()
    assert (facts.waiting, facts.acknowledged) == (1, first)
    store.journal.mark_acknowledged(store.head().epoch, 1)
    facts = store.journal.facts()
    assert (facts.waiting, facts.oldest_waiting_at, facts.acknowledged) == (0, None, store.head())


def test_only_what_the_journal_has_can_be_acknowledged(store: LocalStore) -> None:
    epoch = store.head().epoch
    with pytest.raises(ValueError, match="no entry"):
        store.journal.mark_acknowledged(epoch, 2)
    with pytest.raises(ValueError, match="no entry"):
        store.journal.mark_acknowledged("another", 1)
    assert store.journal.facts().waiting == 1


def test_a_new_epoch_names_the_head_it_goes_on_from(store: LocalStore) -> None:
    sell(store)
    before = store.head()

    entry = store.open_epoch("ledger_ahead", before)

    named = {"epoch": before.epoch, "seq": before.seq, "hash": before.hash.hex()}
    assert entry.document() == {"reason": "ledger_ahead", "after": named}
    assert (entry.seq, entry.previous) == (1, before.hash)
    assert entry.epoch[:4] != before.epoch[:4]
    assert store.journal.verify().broken_at is None


def test_no_two_epochs_begin_alike(opened: Opener) -> None:
    """A receipt's number carries only the first four digits of its epoch."""
    first, alike, other = "ab12" + 12 * "0", "ab12" + 12 * "1", "cd34" + 12 * "1"
    drawn = iter([first, alike, other])
    store = opened(random_hex=lambda size: next(drawn))
    store.enrol(ENROLMENT, GROUP_KEY)

    store.open_epoch("ledger_ahead", store.head())

    assert store.head().epoch == other


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE journal SET body = x'7b7d' WHERE seq = 2",
        "DELETE FROM journal WHERE seq = 3",
        "INSERT OR REPLACE INTO journal SELECT 2, store, till, epoch, 2, kind, version, occurred_at, elapsed_ms, "
        "previous, body, hash FROM journal WHERE seq = 3",
        "INSERT INTO journal SELECT 9, store, till, epoch, 9, kind, version, occurred_at, elapsed_ms, previous, body, "
        "hash FROM journal WHERE seq = 3",
    ],
)
def test_sqlite_itself_refuses_to_change_the_journal(store: LocalStore, sql: str) -> None:
    sell(store, "sale-1")
    sell(store, "sale-2")

    with pytest.raises(dbapi2.IntegrityError, match=r"never|follows"):
        store.database.run(sql)

    assert store.journal.verify().entries == 3


@pytest.mark.parametrize(
    ("sql", "place", "reason"),
    [
        ("UPDATE journal SET body = x'7b7d' WHERE seq = 2", 2, "hash_mismatch"),
        ("UPDATE journal SET occurred_at = '2020-01-01T00:00:00+08:00' WHERE seq = 3", 3, "hash_mismatch"),
        ("UPDATE journal SET till = 'T09' WHERE seq = 4", 4, "hash_mismatch"),
        ("UPDATE journal SET hash = zeroblob(32) WHERE seq = 3", 3, "hash_mismatch"),
        ("DELETE FROM journal WHERE seq = 3", 4, "not_in_order"),
        ("UPDATE journal SET position = -position WHERE seq = 3", 3, "wrong_previous"),
    ],
)
def test_a_change_is_found_where_it_is(store: LocalStore, sql: str, place: int, reason: str) -> None:
    for number in range(4):
        sell(store, f"sale-{number}")
    assert store.journal.verify().broken_at is None
    store.database.run("PRAGMA foreign_keys = OFF")
    tamper(store, sql)

    report = store.journal.verify()

    assert report.broken_at is not None
    if "position" in sql:  # an entry put before all others is the first that does not fit
        assert report.broken_at[1] == 3
        assert report.reason in ("not_in_order", "wrong_previous")
    else:
        assert (report.broken_at[1], report.reason) == (place, reason)


def test_an_entry_that_was_forged_whole_does_not_fit_its_successor(store: LocalStore) -> None:
    for number in range(3):
        sell(store, f"sale-{number}")
    first, second, _ = store.journal.next_batch(3)
    forged = make_entry(
        store=second.store,
        till=second.till,
        after=first.head,
        kind="sale",
        occurred_at=second.occurred_at,
        elapsed_ms=second.elapsed_ms,
        document={"sale_id": "forged"},
    )
    tamper(store, "UPDATE journal SET body = ?, hash = ? WHERE seq = 2", forged.body, forged.hash)

    report = store.journal.verify()

    assert report.broken_at == (first.epoch, 3)
    assert report.reason == "wrong_previous"


def test_an_epoch_that_nobody_opened_is_found(store: LocalStore) -> None:
    sell(store)
    tamper(store, "DELETE FROM epochs")

    assert store.journal.verify().reason == "no_epoch"


def test_a_head_is_contained_only_with_its_hash(store: LocalStore) -> None:
    sell(store)
    head = store.head()

    assert store.journal.contains(head)
    assert not store.journal.contains(Head(head.epoch, head.seq, GENESIS))
    assert not store.journal.contains(Head(head.epoch, head.seq + 1, head.hash))
