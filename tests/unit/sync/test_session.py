"""Rounds of the session: what the till says of its line, and how long feeds give way."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pos_client.sync.engine import PAGES_AT_ONCE
from pos_client.sync.session import IDLE_INTERVAL_MS, SyncSession
from pos_client.sync.status import Coming, SyncStatus
from pos_client.sync.transport import Answer, LineRefused
from retail.ports import StoreFailed
from tests.fakes import FakeClock
from tests.unit.sync.fake_line import FakeJournal, FakeLedger, FakePulled, engine, session


def test_a_round_says_what_waits_and_since_when() -> None:
    ledger, journal = FakeLedger(), FakeJournal(3)
    ledger.down = 2
    syncing, seen = session(ledger, journal)
    first_delay = syncing.round()
    assert (seen[-1].connected, seen[-1].waiting, seen[-1].last_error) == (False, 3, "ledger_unreachable")
    assert seen[-1].oldest_waiting_at == "2026-11-11T10:00:00+08:00"
    assert syncing.round() > first_delay
    assert syncing.round() == IDLE_INTERVAL_MS
    assert (seen[-1].connected, seen[-1].waiting, seen[-1].last_error) == (True, 0, None)
    assert set(seen[-1].feeds) >= {"offers", "members"}


def test_a_revoked_till_is_told_so() -> None:
    ledger, journal = FakeLedger(), FakeJournal(1)

    def refuse(path: str, document: Mapping[str, Any]) -> Answer:
        raise LineRefused(403, "revoked", "gone")

    ledger.post = refuse  # type: ignore[method-assign]
    syncing, seen = session(ledger, journal)
    syncing.round()
    assert seen[-1].last_error == "till_revoked"


def test_a_suspension_stays_on_the_status() -> None:
    ledger, journal = FakeLedger(), FakeJournal(1)
    ledger.suspended = True
    syncing, seen = session(ledger, journal)
    syncing.round()
    assert (seen[-1].suspended, seen[-1].last_error, seen[-1].waiting) == (True, "till_suspended", 1)


def test_a_store_that_fails_is_told_and_tried_again() -> None:
    """A full disk, or rows that make no sense: the rounds go on, and the words get what fills them."""

    class Full(StoreFailed):
        code = "store_bad_page"

    ledger, journal = FakeLedger(), FakeJournal(1)
    syncing, seen = session(ledger, journal)
    mark = journal.mark_acknowledged

    def fail(epoch: str, seq: int) -> None:
        raise Full(feed="keys", key="k1")

    journal.mark_acknowledged = fail  # type: ignore[method-assign]
    assert syncing.round() > 0
    assert (seen[-1].connected, seen[-1].waiting, seen[-1].last_error) == (True, 1, "store_bad_page")
    assert seen[-1].last_error_params == {"feed": "keys", "key": "k1"}
    journal.mark_acknowledged = mark  # type: ignore[method-assign]
    assert syncing.round() == IDLE_INTERVAL_MS
    assert (seen[-1].waiting, seen[-1].last_error) == (0, None)


def test_a_long_feed_gives_way_to_what_waits_and_to_the_other_feeds() -> None:
    ledger, journal, pulled = FakeLedger(), FakeJournal(0), FakePulled()
    count = PAGES_AT_ONCE * 2 + 1
    ledger.pages["products"] = [{"rows": [{"key": str(number)}]} for number in range(count)]
    ledger.pages["members"] = [{"rows": [{"key": "M1"}]}]
    ledger.total = count
    seen: list[SyncStatus] = []
    syncing = SyncSession(engine(ledger, journal, pulled), journal, FakeClock(), random=lambda: 0.5, report=seen.append)

    assert syncing.round() == 0
    assert len(pulled.rows["products"]) == PAGES_AT_ONCE
    assert len(pulled.rows["members"]) == 1
    assert syncing.status.pulling == (Coming("products", PAGES_AT_ONCE, count),)
    assert syncing.round() == 0
    assert syncing.round() == IDLE_INTERVAL_MS
    assert len(pulled.rows["products"]) == count
    assert syncing.status.pulling == ()
