"""Paid web orders: told to a store's tills, handed over once, and what comes of a second time."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest

from central_ledger.__main__ import main
from central_ledger.application.push import push
from central_ledger.application.stock import count_stock
from central_ledger.application.web_orders import take_orders
from retail.web_orders import OrderLine, WebOrder, read_order
from tests.unit.ledger.journals import JournalWriter

ORDER = WebOrder(
    "W1", "M1", "2026-11-09T20:00:00+08:00", "CNY", 51600, (OrderLine("A1", "面霜", 2), OrderLine("A2", "精华", 1))
)


@pytest.fixture
def books(ledger):
    # The journal's entries are of 02:00 UTC: after the count.
    ledger.clock = lambda: datetime(2026, 11, 11, 1, tzinfo=UTC)
    with ledger.database.transaction():
        for till in ("T01", "T02"):
            ledger.journals.enrol("S01", till, bytes(32), "counter", ledger.now())
        count_stock(ledger, "S01", {"A1": 10_000, "A2": 10_000})
        assert take_orders(ledger, "S01", [ORDER]) == 1
        assert take_orders(ledger, "S01", [ORDER]) == 0
    return ledger


def handed(till, handover_id, **changes):
    journal = JournalWriter(till=till)
    journal.open(f"epoch-{handover_id}")
    body = {"handover_id": handover_id, "order_id": "W1", "one_id": "M1", "staff_id": "E1", "known_by": "unified_code"}
    lines = [{"sku": "A1", "quantity": 2}, {"sku": "A2", "quantity": 1}]
    journal.add("order_handed_over", body | {"lines": lines} | changes)
    return journal.entries


def waiting(ledger):
    return {row.key: None if row.deleted else json.loads(row.data) for row in ledger.feeds.after("S01", "orders", 0, 9)}


def levels(ledger):
    return {sku: level.thousandths for sku, level in ledger.stock.levels("S01", ["A1", "A2"]).items()}


def test_the_first_handover_ends_it_and_its_goods_leave_the_store(books):
    assert waiting(books) == {"W1": ORDER.document()}
    entries = handed("T01", "h1")
    for _ in range(2):
        push(books, "S01", "T01", entries)
    assert waiting(books) == {"W1": None}
    assert levels(books) == {"A1": 8_000, "A2": 9_000}
    assert all_cases(books) == []
    row = books.web_orders.get("S01", "W1")
    assert (row.handover_id, row.till) == ("h1", "T01")


def test_each_time_too_often_is_in_one_case(books):
    push(books, "S01", "T01", handed("T01", "h1"))
    push(books, "S01", "T02", handed("T02", "h2"))
    push(books, "S01", "T02", handed("T02", "h3"))
    (case,) = [case for case in all_cases(books) if case.kind == "order_handed_over_twice"]
    assert (case.amount, case.unit, case.bearer, case.one_id) == (2 * 51600, "CNY", "store:S01", "M1")
    assert case.detail["first"]["till"] == "T01"
    assert [again["handover_id"] for again in case.detail["again"]] == ["h2", "h3"]
    assert levels(books) == {"A1": 4_000, "A2": 7_000}, "the goods are gone each time"


@pytest.mark.parametrize(
    ("changes", "what"), [({"order_id": "W9"}, "order_unknown"), ({"one_id": "M2"}, "order_of_another")]
)
def test_what_nobody_ordered_is_a_case(books, changes, what):
    push(books, "S01", "T01", handed("T01", "h1", **changes))
    (case,) = [case for case in all_cases(books) if case.kind == "facts"]
    assert (case.detail["what"], case.detail["name"]) == (what, changes.get("order_id", "W1"))


def all_cases(ledger):
    found = ledger.database.rows("SELECT holder, case_id FROM case_file ORDER BY case_id")
    return [ledger.cases.get(holder, name) for holder, name in found]


@pytest.mark.parametrize("quantity", [0, -1, "x", "1.2345", 10**7])
def test_a_quantity_that_is_none_is_set_aside(books, quantity):
    result = push(books, "S01", "T01", handed("T01", "h1", lines=[{"sku": "A1", "quantity": quantity}]))
    assert [(verdict.word, verdict.code) for verdict in result.verdicts][1] == ("quarantined", "bad_body")
    assert waiting(books) == {"W1": ORDER.document()}


def test_taken_over_from_a_file(data, tmp_path, capsys):
    data.open().close()
    file = tmp_path / "orders.jsonl"
    file.write_text(json.dumps(ORDER.document()) + "\n\n", encoding="utf-8")
    for new in (1, 0):
        assert main(["orders", "import", str(file), "--store", "S01", "--data", str(data.path)]) == 0
        assert json.loads(capsys.readouterr().out) == {"store": "S01", "orders": 1, "new": new}
    assert main(["orders", "list", "--store", "S01", "--data", str(data.path)]) == 0
    assert json.loads(capsys.readouterr().out)["order_id"] == "W1"
    file.write_text(json.dumps(ORDER.document()) + '\n{"order_id": "W2"}\n', encoding="utf-8")
    assert main(["orders", "import", str(file), "--store", "S01", "--data", str(data.path)]) != 0
    assert "line 2" in "".join(capsys.readouterr())


@pytest.mark.parametrize("changed", [{"lines": []}, {"one_id": ""}, {"paid_minor": -1}, {"lines": [{"sku": "A1"}]}])
def test_what_is_no_order_is_refused(changed):
    assert read_order(ORDER.document()) == ORDER
    with pytest.raises(ValueError):
        read_order(ORDER.document() | changed)


def test_one_handover_that_two_journals_tell_takes_the_goods_once(books):
    for till in ("T01", "T02"):
        answer = push(books, "S01", till, handed(till, "h1"))
        assert [verdict.word for verdict in answer.verdicts] == ["created", "created"]
    assert levels(books) == {"A1": 8_000, "A2": 9_000}
    assert all_cases(books) == []
