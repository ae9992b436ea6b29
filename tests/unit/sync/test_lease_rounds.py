"""Leases and reservations in the rounds of sync."""

from __future__ import annotations

import pytest

from pos_client.sync.engine import Untrusted
from pos_client.sync.session import SyncSession
from tests.fakes import FakeClock
from tests.unit.sync.fake_line import FakeJournal, FakeLedger, engine


@pytest.mark.parametrize(("feed", "scope"), [("leases", "S01"), ("leases", "S01/T02"), ("coupons", "S01/T01")])
def test_only_leases_are_of_one_till_and_only_of_this_one(feed: str, scope: str) -> None:
    """Another till's leases, or a till's own prices, are a rogue's page even when the group signed them."""
    ledger = FakeLedger()
    ledger.spoil = lambda page: page | ({"scope": scope} if page["feed"] == feed else {})
    with pytest.raises(Untrusted):
        list(engine(ledger, FakeJournal(0)).pull())


class RecordingChores:
    def __init__(self, asked_back: int = 0) -> None:
        self.done: list[str] = []
        self.asked_back = asked_back

    def before_push(self) -> int:
        self.done.append("before")
        return 0

    def after_pull(self) -> int:
        self.done.append("after")
        return self.asked_back


def session(ledger: FakeLedger, journal: FakeJournal, chores: RecordingChores) -> SyncSession:
    made = engine(ledger, journal)
    return SyncSession(made, journal, FakeClock(), random=lambda: 0.5, report=lambda status: None, chores=chores)


@pytest.mark.parametrize(("down", "done"), [(0, ["before", "after"]), (1, ["before"])])
def test_what_is_over_is_given_back_also_without_a_line(down: int, done: list[str]) -> None:
    ledger, chores = FakeLedger(), RecordingChores()
    ledger.down = down
    session(ledger, FakeJournal(1), chores).round()
    assert chores.done == done


def test_what_was_recalled_goes_to_the_ledger_at_once() -> None:
    assert session(FakeLedger(), FakeJournal(0), RecordingChores(asked_back=1)).round() == 0
