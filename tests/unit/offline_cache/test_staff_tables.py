"""Wrong PINs and the audit list, on a real file that is closed and opened again."""

from __future__ import annotations

from collections.abc import Callable

from offline_cache import LocalStore
from offline_cache.repositories import FAILED_KEPT
from retail.ports import FailedSignIn

Opener = Callable[..., LocalStore]


def keep(store: LocalStore, failed: FailedSignIn) -> None:
    with store.unit_of_work() as uow:
        uow.failed_sign_ins.keep(failed)
        uow.commit()


def kept(store: LocalStore, name: str) -> FailedSignIn | None:
    with store.unit_of_work() as uow:
        return uow.failed_sign_ins.of(name)


def test_wrong_pins_outlive_the_program_until_they_are_forgiven(store: LocalStore, opened: Opener) -> None:
    keep(store, FailedSignIn("a", 3, 2, "2026-11-11T10:00:00+08:00"))
    keep(store, FailedSignIn("a", 4, 4, "2026-11-11T10:00:09+08:00"))
    store.close()
    store = opened()
    assert kept(store, "a") == FailedSignIn("a", 4, 4, "2026-11-11T10:00:09+08:00")
    with store.unit_of_work() as uow:
        uow.failed_sign_ins.forget("a")
        uow.commit()
    assert kept(store, "a") is None


def test_made_up_numbers_fill_no_disk_and_push_no_fresh_one_out(store: LocalStore) -> None:
    for number in range(FAILED_KEPT + 5):
        keep(store, FailedSignIn(f"n{number}", 1, 0, f"2026-11-11T10:{number // 60:02}:{number % 60:02}+08:00"))
    assert kept(store, "n4") is None
    assert kept(store, "n5") is not None
    assert kept(store, f"n{FAILED_KEPT + 4}") is not None


def test_the_newest_entries_of_some_kinds_and_of_one_day(store: LocalStore) -> None:
    with store.unit_of_work() as uow:
        for staff_id in ("E1", "E2"):
            uow.journal.append("signed_in", {"staff_id": staff_id})
            uow.journal.append("signed_out", {"staff_id": staff_id, "reason": "asked"})
        uow.commit()
    found = store.journal.newest(["signed_in", "signed_out"], None, 3)
    assert [(entry.kind, entry.document()["staff_id"]) for entry in found] == [
        ("signed_out", "E2"), ("signed_in", "E2"), ("signed_out", "E1"),
    ]  # fmt: skip
    day = found[0].occurred_at[:10]
    assert len(store.journal.newest(["signed_in"], day, 9)) == 2
    assert store.journal.newest(["signed_in"], "1999-01-01", 9) == []
    plan = store.database.rows("EXPLAIN QUERY PLAN SELECT * FROM journal WHERE kind = ? ORDER BY position DESC", ("x",))
    assert "journal_kinds" in str(plan), "the list reads no sale to find a sign-in"
