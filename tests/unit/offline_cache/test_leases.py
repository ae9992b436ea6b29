"""Leases on real files: until when they hold, over restarts of program and machine, and what is left of them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest

from offline_cache import LocalStore
from retail.receipt_number import receipt_number
from tests.fakes import FakeClock
from tests.unit.offline_cache.making import AS_OF, ENROLMENT, GROUP_KEY, row, sale_document

Opener = Callable[..., LocalStore]
HOUR_MS = 3_600_000


@dataclass
class FakeUptime:
    boot: str = "boot-1"
    ms: int = 5_000_000

    def milliseconds(self) -> int:
        return self.ms


@pytest.fixture
def uptime() -> FakeUptime:
    return FakeUptime()


@pytest.fixture
def reopened(opened: Opener, uptime: FakeUptime) -> Callable[[], LocalStore]:
    def open_it() -> LocalStore:
        store = opened(uptime=uptime)
        store.enrol(ENROLMENT, GROUP_KEY)
        return store

    return open_it


def lease(lease_id: str = "L1", *, hours: int = 12, **changes: Any) -> dict[str, Any]:
    """A row of the feed; it holds so many hours from AS_OF (09:00)."""
    data = {
        "lease_id": lease_id,
        "kind": "budget",
        "coupon_id": None,
        "one_id": None,
        "offer_id": "OFF50",
        "program": None,
        "amount": 90_000,
        "expires_at": f"2026-11-11T{9 + hours}:00:00+08:00",
        "recalled": False,
        **changes,
    }
    return row(lease_id, data)


def pull(store: LocalStore, *rows: dict[str, Any]) -> None:
    store.pulled.begin("leases")
    store.pulled.apply_page("leases", list(rows), "c1", AS_OF)


def use(store: LocalStore, sale_id: str, *leases: tuple[str, int]) -> None:
    document = sale_document(sale_id, leases=[{"lease_id": name, "amount": amount} for name, amount in leases])
    with store.unit_of_work() as unit:
        entry = unit.journal.append("sale", document)
        unit.sales.add(document, entry, receipt_number(entry))
        unit.commit()


def give_back(store: LocalStore, lease_id: str) -> None:
    with store.unit_of_work() as unit:
        body = {"lease_id": lease_id, "used": 0, "left": unit.leases.left(lease_id) or 0, "reason": "recalled"}
        unit.leases.mark_returned(lease_id, unit.journal.append("lease_returned", body))
        unit.commit()


def remaining(store: LocalStore) -> list[int]:
    return [found.remaining_ms for found in store.leases.all()]


def test_a_lease_counts_from_the_asking_and_wrong_wall_clocks_do_not_matter(
    reopened: Callable[[], LocalStore], uptime: FakeUptime, clock: FakeClock
) -> None:
    store = reopened()
    asked_ms = uptime.ms
    store.pulled.begin("leases")
    uptime.ms += 4_000  # the answer was slow
    store.pulled.apply_page("leases", [lease(hours=12)], "c1", AS_OF)
    assert remaining(store) == [12 * HOUR_MS - 4_000]
    clock.advance(-86_400 * 30)
    uptime.ms += HOUR_MS
    assert remaining(store) == [11 * HOUR_MS - 4_000]
    uptime.ms = asked_ms + 12 * HOUR_MS
    (ended,) = store.leases.all()
    assert ended.has_ended


def test_a_restart_of_the_program_changes_nothing(
    reopened: Callable[[], LocalStore], uptime: FakeUptime, clock: FakeClock
) -> None:
    store = reopened()
    pull(store, lease(hours=12))
    store.close()
    clock.advance(-86_400)
    uptime.ms += 2 * HOUR_MS
    assert remaining(reopened()) == [10 * HOUR_MS]


@pytest.mark.parametrize(
    ("wall_seconds", "left_ms"),
    [(7_200, 8 * HOUR_MS), (0, 10 * HOUR_MS), (-1, 0), (86_400 * 400, 0)],
    ids=["two hours off", "no time passed", "a clock that went back", "a clock far ahead"],
)
def test_after_a_start_of_the_machine_the_wall_clock_counts_from_where_both_were_noted(
    reopened: Callable[[], LocalStore], uptime: FakeUptime, clock: FakeClock, wall_seconds: int, left_ms: int
) -> None:
    store = reopened()
    pull(store, lease(hours=12))
    clock.advance(7_200)
    uptime.ms += 2 * HOUR_MS
    store.leases.note_clocks()
    store.close()
    uptime.boot, uptime.ms = "boot-2", 1_000
    clock.advance(wall_seconds)
    again = reopened()
    assert remaining(again) == [left_ms]
    uptime.ms += HOUR_MS
    assert remaining(again) == [left_ms - HOUR_MS]


def test_clocks_are_noted_at_most_once_a_minute(reopened: Callable[[], LocalStore], uptime: FakeUptime) -> None:
    store = reopened()
    noted = store.database.rows("SELECT uptime_ms FROM lease_clock")
    uptime.ms += 59_999
    store.leases.note_clocks()
    assert store.database.rows("SELECT uptime_ms FROM lease_clock") == noted
    uptime.ms += 1
    store.leases.note_clocks()
    assert store.database.rows("SELECT uptime_ms FROM lease_clock") == [(uptime.ms,)]


def test_what_is_used_outlives_the_feed(reopened: Callable[[], LocalStore]) -> None:
    store = reopened()
    pull(store, lease("L1"), lease("L2", amount=500))
    use(store, "s1", ("L1", 30_000), ("L2", 500))
    use(store, "s2", ("L1", 1))
    assert {found.lease_id: found.left for found in store.leases.all()} == {"L1": 59_999, "L2": 0}
    # The ledger drops its feed and sends it anew, renewed.
    pull(store, row("L1", None))
    assert [found.lease_id for found in store.leases.all()] == ["L2"]
    pull(store, lease("L1", hours=14))
    store.close()
    again = reopened()
    assert {found.lease_id: found.left for found in again.leases.of_budgets()} == {"L1": 59_999, "L2": 0}


def test_a_lease_given_back_is_never_there_again(reopened: Callable[[], LocalStore]) -> None:
    store = reopened()
    pull(store, lease("L1"), lease("L2"))
    use(store, "s1", ("L1", 5))
    give_back(store, "L1")
    pull(store, lease("L1", hours=14))
    store.pulled.start_over("leases")
    pull(store, lease("L1", hours=14), lease("L2"))
    store.close()
    again = reopened()
    assert [found.lease_id for found in again.leases.all()] == ["L2"]
    with again.unit_of_work() as unit:
        assert (unit.leases.left("L1"), unit.leases.left("L2")) == (None, 90_000)


def test_a_sale_that_fails_uses_nothing(reopened: Callable[[], LocalStore]) -> None:
    store = reopened()
    pull(store, lease("L1"))
    document = sale_document("s1", leases=[{"lease_id": "L1", "amount": 5}])
    with store.unit_of_work() as unit:
        entry = unit.journal.append("sale", document)
        unit.sales.add(document, entry, receipt_number(entry))
    assert [found.left for found in store.leases.all()] == [90_000]


def test_a_journal_that_was_rolled_back_ends_its_leases(reopened: Callable[[], LocalStore]) -> None:
    store = reopened()
    pull(store, lease("L1"))
    store.open_epoch("ledger_ahead", store.head())
    assert [found.has_ended for found in store.leases.all()] == [True]
    pull(store, lease("L3"))
    assert {found.lease_id: found.has_ended for found in store.leases.all()} == {"L1": True, "L3": False}
