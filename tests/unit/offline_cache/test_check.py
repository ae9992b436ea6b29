"""Doctor finds what is not as it was written, and says what it is."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from offline_cache import LocalStore
from offline_cache.migrations import STEPS
from tests.unit.offline_cache.making import AS_OF, database_file, flip, member, product, sell
from tests.unit.offline_cache.test_journal import tamper

Opener = Callable[..., LocalStore]


def codes(store: LocalStore) -> list[str]:
    return [finding.code for finding in store.check().findings]


def test_a_whole_store_is_said_to_be_whole(store: LocalStore) -> None:
    sell(store, "sale-1")
    sell(store, "sale-2")
    store.pulled.apply_page("products", [product("A1")], "c", AS_OF)
    store.pulled.apply_page("members", [member("M1")], "c", AS_OF)

    report = store.check()

    assert report.is_whole
    assert report.findings == ()
    assert report.chain.entries == 3
    assert {name: report.counts[name] for name in ("journal", "sales", "products", "members", "staff")} == {
        "journal": 3,
        "sales": 2,
        "products": 1,
        "members": 1,
        "staff": 0,
    }
    assert report.kept_head is not None
    assert report.head == report.kept_head.head == store.head()
    assert (report.key_store, report.schema_version, report.sync.waiting) == ("files", len(STEPS), 3)
    assert report.cipher_version.startswith("4.")


def test_a_changed_entry_is_found(store: LocalStore) -> None:
    sell(store)
    tamper(store, "UPDATE journal SET body = x'7b7d' WHERE seq = 2")

    report = store.check()

    assert not report.is_whole
    found = {finding.code: dict(finding.params) for finding in report.findings}
    assert found["chain_broken"] == {"epoch": store.head().epoch, "seq": 2, "reason": "hash_mismatch"}
    assert "sale_differs" in found


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE sales SET payable_minor = 1",
        "UPDATE sales SET receipt_number = 'S01-T02-0000-000002'",
        "UPDATE sales SET one_id = NULL",
        "UPDATE sale_lines SET net_minor = net_minor + 1 WHERE line_number = 2",
        "UPDATE sale_tenders SET change_minor = 0",
        "DELETE FROM sale_lines WHERE line_number = 1",
        "UPDATE sales SET occurred_at = '2026-01-01T00:00:00+08:00'",
    ],
)
def test_a_sale_that_is_not_as_its_entry_says_is_found(store: LocalStore, sql: str) -> None:
    sell(store)
    assert store.database.run(sql) > 0

    assert codes(store) == ["sale_differs"]


def test_a_sale_that_was_taken_away_is_found(store: LocalStore) -> None:
    sell(store)
    for table in ("sale_lines", "sale_tenders", "sales"):
        store.database.run(f"DELETE FROM {table}")

    assert codes(store) == ["sale_differs", "sales_without_entry"]


def test_a_journal_that_was_rewritten_whole_differs_from_the_head_outside(store: LocalStore) -> None:
    sell(store, "sale-1")
    sell(store, "sale-2")
    for table in ("sale_lines", "sale_tenders", "sales", "journal"):
        last = "seq" if table == "journal" else "position"
        sql = f"DELETE FROM {table} WHERE {last} = 3"
        if table == "journal":
            tamper(store, sql)
        else:
            store.database.run(sql)

    report = store.check()

    assert report.chain.broken_at is None
    assert [finding.code for finding in report.findings] == ["head_differs"]
    assert not report.is_whole


@pytest.mark.parametrize("page", [3, 6, 12])
def test_a_damaged_page_is_found_and_the_rest_is_reported(store: LocalStore, opened: Opener, page: int) -> None:
    for number in range(5):
        sell(store, f"sale-{number}")
    store.close()
    flip(database_file(store), page * 4096 + 1000)

    report = opened(writer=False).check()

    assert not report.is_whole
    (damage,) = [finding for finding in report.findings if finding.code == "pages_damaged"]
    assert damage.params["count"] == 1
    assert str(page + 1) in damage.params["first"]
    assert len(report.findings) == len({finding.code for finding in report.findings})


def test_what_was_met_at_the_start_is_in_the_report(store: LocalStore, opened: Opener) -> None:
    store.close()
    (store.secrets.folder / "head").unlink()

    report = opened().check()

    assert [(finding.code, finding.is_damage) for finding in report.findings] == [("head_missing", False)]
    assert report.is_whole


def test_a_reader_checks_while_the_till_sells(store: LocalStore, opened: Opener) -> None:
    reader = opened(writer=False)
    for number in range(5):
        sell(store, f"sale-{number}")
        report = reader.check()
        assert report.is_whole, report.findings
        assert report.counts["sales"] == number + 1
