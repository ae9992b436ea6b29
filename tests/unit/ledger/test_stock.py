"""Stock levels: what sales and counts make of them, and what the store's tills are told."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest

from central_ledger.__main__ import main
from central_ledger.application.audit import audit
from central_ledger.application.push import push
from central_ledger.application.stock import count_stock
from retail.stock import stock_quantity, stock_thousandths


@pytest.fixture
def books(ledger):
    with ledger.database.transaction():
        ledger.journals.enrol("S01", "T01", bytes(32), "counter", ledger.now())
    return ledger


def published(ledger, store="S01"):
    rows = ledger.feeds.after(store, "stock", 0, 100)
    return {row.key: json.loads(row.data)["quantity"] for row in rows}


def count(ledger, found, store="S01", hour=1):
    """The journal's entries are of 02:00 UTC."""
    ledger.clock = lambda: datetime(2026, 11, 11, hour, tzinfo=UTC)
    with ledger.database.transaction():
        return count_stock(ledger, store, found)


def test_sales_lower_the_level_and_a_batch_publishes_each_sku_once(books, journal):
    count(books, {"A1": 10_000, "B1": 1_000})
    version = books.feeds.version("S01", "stock")
    for number in range(6):
        journal.sale(f"sale-{number}")

    push(books, "S01", "T01", journal.entries)

    assert published(books)["A1"] == 4
    assert books.feeds.version("S01", "stock") == version + 1
    push(books, "S01", "T01", journal.entries)
    assert (published(books)["A1"], published(books, "S02")) == (4, {})
    assert audit(books).problems == []


def test_what_nobody_counted_is_not_published_and_a_later_count_stands(books, journal):
    journal.sale("sale-1")
    push(books, "S01", "T01", journal.entries)
    assert published(books) == {}

    assert count(books, {"A1": 7_000}) == 1
    assert published(books)["A1"] == 7
    assert count(books, {"A1": 7_000}) == 0
    assert audit(books).problems == []


def test_a_sale_from_before_the_count_that_arrives_after_it_does_not_count_twice(books, journal):
    journal.sale("early")
    count(books, {"A1": 7_000}, hour=3)

    push(books, "S01", "T01", journal.entries)

    assert published(books)["A1"] == 7
    assert audit(books).problems == []


def test_movements_are_only_added(books):
    count(books, {"A1": 7_000})
    for statement in ("UPDATE stock_movement SET thousandths = 1", "DELETE FROM stock_movement"):
        with pytest.raises(Exception, match="append-only"):
            books.database.execute(statement)


def test_a_level_that_someone_changed_is_found(books):
    count(books, {"A1": 7_000})
    books.database.execute("UPDATE stock_level SET thousandths = 1")
    assert [problem["what"] for problem in audit(books).problems] == ["stock_level"]


def test_a_count_is_imported_and_listed(data, tmp_path, capsys):
    file = tmp_path / "count.csv"
    file.write_text("\ufeffsku,quantity\nA1,12\n\nTEA,0.350\nB1,-1\n", "utf-8")
    run = ["stock", "import", str(file), "--data", str(data.path), "--store", "S01"]
    assert main(run) == 0
    assert json.loads(capsys.readouterr().out) == {"store": "S01", "counted": 3, "changed": 3}
    assert main(run) == 0
    assert json.loads(capsys.readouterr().out)["changed"] == 0

    assert main(["stock", "set", "--data", str(data.path), "--store", "S01", "--sku", "B1", "--quantity", "4"]) == 0
    capsys.readouterr()
    assert main(["stock", "list", "--data", str(data.path), "--store", "S01"]) == 0
    listed = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert {row["sku"]: row["quantity"] for row in listed} == {"A1": 12, "B1": 4, "TEA": "0.350"}


@pytest.mark.parametrize("text", ["A1,12\nB1", "A1,1.2345", "A1,x", "A1,1\nA1,2", ",3", "A1,1,2"])
def test_a_file_with_a_line_that_cannot_be_read_changes_nothing(data, tmp_path, capsys, text):
    file = tmp_path / "count.csv"
    file.write_text(text, "utf-8")
    assert main(["stock", "import", str(file), "--data", str(data.path), "--store", "S01"]) == 1
    assert "line" in capsys.readouterr().err
    main(["stock", "list", "--data", str(data.path), "--store", "S01"])
    assert capsys.readouterr().out == ""


def test_an_unknown_store_is_refused(data, capsys):
    command = ["stock", "set", "--data", str(data.path), "--store", "S99", "--sku", "A1", "--quantity", "4"]
    assert main(command) == 1
    assert "S99" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("thousandths", "written"), [(0, 0), (12_000, 12), (350, "0.350"), (-350, "-0.350"), (-3000, -3)]
)
def test_quantities_look_the_same_both_ways(thousandths, written):
    assert (stock_quantity(thousandths), stock_thousandths(written)) == (written, thousandths)
