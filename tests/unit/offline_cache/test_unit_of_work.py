"""What commits is durable and whole, what does not commit was never there."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from offline_cache import LocalStore
from offline_cache.errors import DiskFull, NotEnrolled, StoreBusy
from offline_cache.journal import ChainReport
from retail.messages import Entry, make_entry
from tests.fakes import FakeClock
from tests.unit.offline_cache.making import ENROLMENT, sale_document, sell

Opener = Callable[..., LocalStore]


def test_a_sale_is_there_after_reopening(store: LocalStore, opened: Opener) -> None:
    number = sell(store, "sale-1")
    store.close()

    last = opened().sales.last()

    assert last is not None
    assert (last.sale_id, last.receipt_number, last.payable_minor, last.one_id) == ("sale-1", number, 14000, "M1")
    assert last.currency == "CNY"


def test_a_sales_document_comes_back_as_it_was(store: LocalStore) -> None:
    sell(store, "sale-1")

    assert store.sales.document("sale-1") == sale_document("sale-1")
    assert store.sales.document("sale-2") is None


def test_lines_and_tenders_are_rows_for_reports(store: LocalStore) -> None:
    sell(store)

    lines = store.database.rows("SELECT sku, quantity, net_minor FROM sale_lines ORDER BY line_number")
    tenders = store.database.rows("SELECT kind, change_minor, reference FROM sale_tenders ORDER BY tender_number")
    assert lines == [("A1", "2", 9000), ("W1", '"0.350"', 5000)]
    assert tenders == [("cash", 50, None), ("card", 0, "REF-9")]


def test_leaving_without_commit_leaves_nothing(store: LocalStore) -> None:
    before = store.head()
    with store.unit_of_work() as unit:
        entry = unit.journal.append("sale", sale_document())
        unit.sales.add(sale_document(), entry, "N-1")
        unit.accepted_codes.add(b"cti", 5)

    assert store.head() == before
    assert store.sales.last() is None
    assert not store.accepted_codes.contains(b"cti")


def test_an_error_in_the_block_rolls_back_and_comes_out(store: LocalStore) -> None:
    before = store.head()

    def fail_in_the_block() -> None:
        with store.unit_of_work() as unit:
            unit.journal.append("signed_in", {"staff_id": "C7"})
            raise RuntimeError("printer")

    with pytest.raises(RuntimeError, match="printer"):
        fail_in_the_block()

    assert store.head() == before
    sell(store)


def test_a_sale_that_breaks_a_rule_of_the_tables_leaves_no_entry(store: LocalStore) -> None:
    sell(store, "sale-1")
    before = store.head()

    with pytest.raises(Exception, match="UNIQUE"):
        sell(store, "sale-1")

    assert store.head() == before
    assert len(store.sales.recent()) == 1


def test_the_newest_sale_is_first_whatever_the_clock_says(store: LocalStore, clock: FakeClock) -> None:
    sell(store, "sale-1")
    clock.time -= timedelta(days=1)
    sell(store, "sale-2")
    clock.time += timedelta(days=3)
    sell(store, "sale-3")
    clock.time -= timedelta(days=2)
    sell(store, "sale-4")

    assert [sale.sale_id for sale in store.sales.recent()] == ["sale-4", "sale-3", "sale-2", "sale-1"]
    assert store.sales.recent(2)[-1].sale_id == "sale-3"
    assert [entry.seq for entry in store.journal.next_batch(10)] == [1, 2, 3, 4, 5]
    assert store.journal.verify().broken_at is None


def test_nothing_is_written_before_enrolment(opened: Opener) -> None:
    fresh = opened()
    with fresh.unit_of_work() as unit, pytest.raises(NotEnrolled):
        unit.journal.append("signed_in", {"staff_id": "C7"})


def test_a_full_disk_undoes_the_sale_and_says_so(store: LocalStore) -> None:
    sell(store, "sale-1")
    pages = store.database.rows("PRAGMA page_count")[0][0]
    store.database.rows(f"PRAGMA max_page_count = {pages + 3}")

    def sell_on() -> None:
        for number in range(2, 100):
            sell(store, f"sale-{number}", basket_id="x" * 3000)

    with pytest.raises(DiskFull) as caught:
        sell_on()

    assert caught.value.code == "store_disk_full"
    last = store.sales.last()
    assert last is not None
    kept = len(store.sales.recent(1000))
    assert last.sale_id == f"sale-{kept}"
    report = store.check()
    assert report.is_whole, report.findings
    # With room again the till goes on where it was.
    store.database.rows("PRAGMA max_page_count = 100000")
    sell(store, "sale-after")
    assert store.journal.verify().broken_at is None


def test_threads_write_one_after_the_other(store: LocalStore) -> None:
    failures: list[BaseException] = []

    def work(name: str) -> None:
        try:
            for number in range(15):
                sell(store, f"{name}-{number}")
        except BaseException as error:  # noqa: BLE001 - whatever happened there must fail this test
            failures.append(error)
        finally:
            store.close_thread()

    threads = [threading.Thread(target=work, args=(name,)) for name in ("a", "b", "c")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert failures == []
    assert len(store.sales.recent(100)) == 45
    report = store.check()
    assert report.is_whole, report.findings
    assert store.head_file.kept is not None
    assert store.journal.contains(store.head_file.kept.head)


def test_a_writer_that_waits_too_long_is_told(store: LocalStore, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("offline_cache.database.BUSY_TIMEOUT_SECONDS", 0.05)
    caught: list[BaseException] = []

    def work() -> None:
        try:
            sell(store, "sale-1")
        except StoreBusy as error:
            caught.append(error)
        finally:
            store.close_thread()

    with store.unit_of_work():
        thread = threading.Thread(target=work)
        thread.start()
        thread.join()

    assert len(caught) == 1
    sell(store, "sale-1")


def test_a_unit_of_work_inside_another_is_a_bug_that_shows(store: LocalStore) -> None:
    with store.unit_of_work(), pytest.raises(RuntimeError, match="open on this thread"), store.unit_of_work():
        pass
    sell(store)


def test_a_head_file_that_cannot_be_written_does_not_undo_a_sale(
    store: LocalStore, opened: Opener, secrets_root: Path, caplog: pytest.LogCaptureFixture
) -> None:
    head_file = next(secrets_root.glob("*/head"))
    head_file.unlink()
    head_file.mkdir()

    with caplog.at_level(logging.WARNING):
        sell(store, "sale-1")

    assert store.sales.last() is not None
    assert "head file" in caplog.text
    store.close()
    head_file.rmdir()
    assert opened().findings == ("head_missing",)


def test_a_journal_that_someone_else_went_on_with_is_read_anew(store: LocalStore) -> None:
    """The end of the journal is kept in memory; it is never believed after a unit of work that failed."""
    sell(store, "sale-1")
    entry = store.journal.next_batch(10)[-1]
    other = make_entry(
        store=entry.store,
        till=entry.till,
        after=entry.head,
        kind="signed_in",
        occurred_at=entry.occurred_at,
        elapsed_ms=0,
        document={"staff_id": "C7"},
    )
    columns = (3, *(getattr(other, name) for name in Entry.__dataclass_fields__))
    store.database.run(f"INSERT INTO journal VALUES ({', '.join('?' * len(columns))})", columns)

    with pytest.raises(Exception, match=r"UNIQUE|follows"):
        sell(store, "sale-2")

    sell(store, "sale-2")
    assert store.journal.verify() == ChainReport(4)


def test_two_entries_of_one_unit_of_work_follow_each_other(store: LocalStore) -> None:
    with store.unit_of_work() as unit:
        first = unit.journal.append("signed_in", {"staff_id": "C7"})
        second = unit.journal.append("signed_out", {"staff_id": "C7"})
        assert unit.journal.head() == second.head
        unit.commit()
    sell(store)

    assert second.previous == first.hash
    assert store.journal.verify() == ChainReport(4)


def test_identity_is_the_enrolments(store: LocalStore) -> None:
    number = sell(store)
    entry = store.journal.next_batch(10)[-1]

    assert (entry.store, entry.till) == (ENROLMENT.store, ENROLMENT.till)
    assert number == f"S01-T02-{entry.epoch[:4].upper()}-000002"
