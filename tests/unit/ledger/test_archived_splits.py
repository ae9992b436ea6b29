"""What parties were due of sales of long ago lies in archives: days, debts and returns are as they were, and proved."""

from __future__ import annotations

from datetime import timedelta

import pytest

from central_ledger.application.archiving import archive
from central_ledger.application.audit import audit
from central_ledger.application.line_account import line_account
from central_ledger.application.push import push
from central_ledger.application.replay import Replayer
from central_ledger.application.sale_account import account_of
from central_ledger.application.settlement_days import settle_store
from tests.unit.ledger.journals import JournalWriter
from tests.unit.ledger.settled_sales import dues, guided, incentives, with_rules
from tests.unit.ledger.test_archives import BEFORE, books, calendar, old_sale  # noqa: F401
from tests.unit.ledger.test_settling import return_of

LATER = "2027-02-19T11:00:00+08:00"


@pytest.fixture
def writer(books) -> JournalWriter:  # noqa: F811
    """Two sales of long ago that guides share in, whose day is closed, and one of a hundred days later."""
    with_rules(books)
    writer = JournalWriter()
    writer.open("epoch-1")
    writer.add("sale", _guided(books))
    writer.add("sale", guided("walk-in", {"A1": 10000}, {"G2": 1}))
    push(books, "S01", "T01", writer.entries)
    books.clock.now += timedelta(days=100)
    settle_store(books, "S01", "2026-11-11")
    push(books, "S01", "T01", [writer.add("sale", guided("later", {"A1": 5000}, {"G1": 1}), LATER)])
    Replayer().replay_all(books)
    return writer


def _guided(ledger):
    shares = guided("x", {"A1": 1}, {"G1": 2, "G2": 1})["lines"][0]["guides"]
    sale = old_sale(ledger)
    return sale | {"lines": [line | {"guides": shares} for line in sale["lines"]]}


def owed(ledger):
    return dues(ledger, "S01"), incentives(ledger)


def test_what_is_due_stays_and_every_split_is_proved_from_its_archive(books, writer, tmp_path):  # noqa: F811
    before, explained = owed(books), account_of(books, "sale-1").document["transfers"]
    list(archive(books, BEFORE, tmp_path))
    names = {name for (name,) in books.database.rows("SELECT transfer_id FROM transfer WHERE store = ?", ("S01",))}
    assert names == {"carried", "later", "settlement/sale/later"}
    assert owed(books) == before
    assert audit(books, rebuild=True).problems == []
    after = account_of(books, "sale-1").document["transfers"]
    assert sorted(one["transfer"] for one in after) == sorted(one["transfer"] for one in explained)
    assert "settlement/sale/sale-1" in {one["transfer"] for one in after}


def test_one_transfer_stands_for_all_archives_of_a_store(books, writer, tmp_path):  # noqa: F811
    before = owed(books)
    list(archive(books, BEFORE, tmp_path))
    books.clock.now += timedelta(days=100)
    list(archive(books, BEFORE + timedelta(days=101), tmp_path))
    assert books.database.rows("SELECT transfer_id FROM transfer WHERE store = ?", ("S01",)) == [("carried",)]
    assert owed(books) == before
    assert audit(books, rebuild=True).problems == []


def test_a_return_takes_back_what_an_archived_split_gave(books, writer, tmp_path):  # noqa: F811
    before = owed(books)
    list(archive(books, BEFORE, tmp_path))
    back = return_of(books, _guided(books), "r1", [("1", 1), ("2", 1)])
    push(books, "S01", "T01", [writer.add("return", back, LATER)])
    assert owed(books) != before
    assert audit(books, rebuild=True).problems == []
    left = {name: amount for name, amount in dues(books, "S01").items() if name.endswith("/commission")}
    assert set(left) == {"guide:S01:G1/commission", "guide:S01:G2/commission", "brand:LQX/commission"}
    assert left["guide:S01:G1/commission"] == 167  # of the sale of later alone: 333 bps of 5,000


def test_a_line_of_long_ago_is_asked_as_before(books, writer, tmp_path):  # noqa: F811
    before = line_account(books, "sale-1", "1")
    assert before["earnings"]
    assert before["a_return_would_move"]["all"]["earnings"]
    list(archive(books, BEFORE, tmp_path))
    assert line_account(books, "sale-1", "1") == before
    back = return_of(books, _guided(books), "r1", [("1", 1)])
    push(books, "S01", "T01", [writer.add("return", back, LATER)])
    assert [one["quantity"] for one in line_account(books, "sale-1", "1")["returned"]] == [1]


@pytest.mark.parametrize("what", ["carried", "archived", "sums", "again"])
def test_a_split_that_was_changed_is_found(books, writer, tmp_path, what):  # noqa: F811
    list(archive(books, BEFORE, tmp_path))
    wanted = "settlement_sum_differs"
    if what == "carried":
        wanted = "carried_forward_otherwise"
        with books.database.transaction(), books.database.archiving(("posting",)):
            books.database.execute(
                "DELETE FROM posting WHERE store = ? AND transfer_id = ? AND account = ?",
                ("S01", "carried", "due/platform/goods"),
            )
    elif what == "archived":
        wanted = "split_differs_from_the_journal"
        contents = books.archives.contents("S01", books.archives.of_store("S01")[0].archive_id)
        (row,) = (row for row in contents.entries.values() if len(row.transfers) == 2 and row.entry.seq == 2)
        account, unit, amount = row.transfers[1].postings[0]
        object.__setattr__(row.transfers[1], "postings", ((account, unit, amount + 1), *row.transfers[1].postings[1:]))
    elif what == "sums":
        books.database.execute("UPDATE settlement_sum SET amount = amount + 1 WHERE account LIKE 'due/platform%'")
    else:
        # A transfer of before that somebody put back counts twice.
        named = ("S01", "settlement/sale/walk-in")
        with books.database.transaction():
            for line_no, amount in enumerate((100, -100), 1):
                values = (*named, line_no, "due/platform/goods", "CNY", amount)
                books.database.execute("INSERT INTO posting VALUES (?, ?, ?, ?, ?, ?)", values)
    assert wanted in {problem["what"] for problem in audit(books, rebuild=True).problems}


def test_a_store_whose_split_does_not_audit_keeps_it(books, writer, tmp_path):  # noqa: F811
    with books.database.transaction(), books.database.archiving(("posting",)):
        books.database.execute(
            "DELETE FROM posting WHERE store = ? AND transfer_id = ? AND line_no = 1",
            ("S01", "settlement/sale/walk-in"),
        )
    with pytest.raises(ValueError, match="split of entry 3"):
        list(archive(books, BEFORE, tmp_path))
    assert books.database.value("SELECT COUNT(*) FROM archive") == 0
