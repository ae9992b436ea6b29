"""Movements of stock of long ago lie in archives: levels stay, and what was carried forward is proved from them."""

from __future__ import annotations

import gzip
from datetime import timedelta

import pytest

from central_ledger.application.archiving import archive
from central_ledger.application.audit import audit
from central_ledger.application.push import push
from central_ledger.application.replay import Replayer
from central_ledger.application.stock import count_stock
from central_ledger.store.archive_file import BadArchive, read_archive
from tests.unit.ledger.goods_returned import return_of
from tests.unit.ledger.journals import JournalWriter, sale_document
from tests.unit.ledger.test_archives import BEFORE, books, calendar, old_sale  # noqa: F401

#: After the count of the ledger's first minute. The journal's entries are of its very beginning, before the count.
AFTER = "2026-11-11T11:00:00+08:00"
LATER = "2027-02-19T11:00:00+08:00"


@pytest.fixture
def shelves(books):  # noqa: F811
    """A store that was counted, sold, heard late of a sale from before that, took goods back, and sold much later."""
    writer = JournalWriter()
    writer.open("epoch-1")
    with books.database.transaction():
        count_stock(books, "S01", {"A1": 50_000, "A2": 50_000})
    writer.add("sale", old_sale(books), AFTER)
    writer.sale("late")
    writer.add("return", return_of(books, old_sale(books), "r1", [("1", 1)]), AFTER)
    push(books, "S01", "T01", writer.entries)
    books.clock.now += timedelta(days=100)
    push(books, "S01", "T01", [writer.add("sale", sale_document("later", {"A1": 12900}), LATER)])
    Replayer().replay_all(books)
    return held(books)


def held(ledger):
    """What a store has on its shelves, and what its movements come to by kind."""
    levels = ledger.stock.levels("S01", ["A1", "A2"])
    return {"levels": levels, "sums": ledger.stock.sums()}


def movements(ledger):
    rows = ledger.database.rows("SELECT movement_id FROM stock_movement WHERE store = ?", ("S01",))
    return {name for (name,) in rows}


def first_of(folder):
    return sorted(folder.rglob("*.gz"))[0]


def test_levels_stay_and_movements_go_into_the_file(books, shelves, tmp_path):  # noqa: F811
    assert {kind for _, kind, _ in shelves["sums"]} == {"sale", "return", "count", "counted_before"}
    (made,) = archive(books, BEFORE, tmp_path)
    counts = {name for name in movements(books) if name.startswith("count/")}
    assert movements(books) == {"carried/sale", "carried/return", "carried/counted_before", "sale/later"} | counts
    assert held(books) == shelves
    names = {name for row in read_archive(made.path.read_bytes()).entries.values() for name, _, _ in row.goods}
    assert names == {"sale/sale-1", "sale/late", "counted_before/late", "return/r1"}
    assert audit(books, rebuild=True).problems == []


def test_the_next_archive_adds_to_what_was_carried(books, shelves, tmp_path):  # noqa: F811
    list(archive(books, BEFORE, tmp_path))
    before = books.stock.carried("S01")
    books.clock.now += timedelta(days=100)
    list(archive(books, BEFORE + timedelta(days=101), tmp_path))
    after = books.stock.carried("S01")
    assert (after["sale", "A1"] - before["sale", "A1"], after["sale", "A2"]) == (-1_000, before["sale", "A2"])
    assert "sale/later" not in movements(books)
    assert held(books) == shelves
    assert audit(books, rebuild=True).problems == []


def test_what_was_carried_otherwise_is_found(books, shelves, tmp_path):  # noqa: F811
    list(archive(books, BEFORE, tmp_path))
    with books.database.transaction():
        # A level that was made to fit: only the archives know better.
        with books.database.archiving(("stock_movement",)):
            books.database.execute(
                "DELETE FROM stock_movement WHERE store = ? AND movement_id = ? AND sku = ?",
                ("S01", "carried/sale", "A2"),
            )
        books.database.execute("UPDATE stock_level SET thousandths = thousandths + 1000 WHERE sku = ?", ("A2",))
    problems = audit(books).problems
    assert [(p["what"], p["kind"], p["sku"], p["archived"]) for p in problems] == [
        ("stock_carried_otherwise", "sale", "A2", -1_000)
    ]


def test_goods_in_a_file_are_held_to_its_last_line_and_to_the_entry(books, shelves, tmp_path):  # noqa: F811
    list(archive(books, BEFORE, tmp_path))
    path = first_of(tmp_path)
    text = gzip.decompress(path.read_bytes()).decode()
    with pytest.raises(BadArchive, match="sum up"):
        read_archive(gzip.compress(text.replace('"sale/late","A1",-1000', '"sale/late","A2",-1000').encode()))
    contents = books.archives.contents("S01", read_archive(path.read_bytes()).archive_id)
    (late,) = (row for row in contents.entries.values() if any(name == "sale/late" for name, _, _ in row.goods))
    object.__setattr__(late, "goods", tuple((name, "A2", by) for name, _, by in late.goods))
    found = {(problem["what"], problem.get("seq")) for problem in audit(books, rebuild=True).problems}
    assert ("stock_differs_from_the_journal", late.entry.seq) in found
    assert "stock_carried_otherwise" in {what for what, _ in found}


@pytest.mark.parametrize("name", ["sale/late", "counted_before/late"])
def test_a_store_whose_stock_does_not_audit_keeps_it(books, shelves, tmp_path, name):  # noqa: F811
    with books.database.transaction(), books.database.archiving(("stock_movement",)):
        books.database.execute("DELETE FROM stock_movement WHERE store = ? AND movement_id = ?", ("S01", name))
        moved = (("S01", name, "A1", "sale", "late", -9_000, AFTER),)
        books.database.execute_many("INSERT INTO stock_movement VALUES (?, ?, ?, ?, ?, ?, ?)", moved)
    with pytest.raises(ValueError, match="stock that entry 3"):
        list(archive(books, BEFORE, tmp_path))
    assert books.database.value("SELECT COUNT(*) FROM archive") == 0
