"""Shifts at the ledger: cash moves between safe and drawer, and a report is held against the till's own entries."""

from __future__ import annotations

import json

import pytest

from central_ledger.application.audit import audit
from retail.shift import ShiftReading
from tests.unit.ledger.journals import JournalWriter
from tests.unit.ledger.test_push import balances, enrol, send


@pytest.fixture
def books(ledger):
    enrol(ledger, ("S01", "T01"))
    return ledger


def open_shift(journal: JournalWriter, shift_id="shift-1", float_minor=20000):
    counts = {"10000": 2} if float_minor == 20000 else {}
    journal.add(
        "shift_opened",
        {
            "shift_id": shift_id,
            "staff_id": "E1",
            "business_day": "2026-11-11",
            "currency": "CNY",
            "float_minor": float_minor,
            "counts": counts,
        },
    )
    return len(journal.entries) - 1


def move(journal: JournalWriter, kind, amount):
    journal.add(
        "cash_moved",
        {
            "movement_id": f"move-{len(journal.entries)}",
            "shift_id": "shift-1",
            "staff_id": "E1",
            "approved_by": None,
            "currency": "CNY",
            "kind": kind,
            "amount_minor": amount,
            "reason": "change",
        },
    )


def close_shift(journal: JournalWriter, first, *, over=0, number=1, shift_id="shift-1", reading=None):
    if reading is None:
        entries = journal.entries[first:]
        reading = ShiftReading().add_all((entry.kind, json.loads(entry.body)) for entry in entries).document()
    counted = reading["expected_minor"] + over
    journal.add(
        "shift_closed",
        {
            "shift_id": shift_id,
            "staff_id": "E1",
            "business_day": "2026-11-11",
            "currency": "CNY",
            "z_number": number,
            "counts": {"1": counted} if counted else {},
            "counted_minor": counted,
            "over_short_minor": over,
            "reason": "",
            "reading": reading,
            "waiting": {"count": 0, "first": None},
        },
    )


def kinds_of_cases(ledger):
    return sorted(case.kind for case in ledger.cases.all("open"))


def test_after_a_close_nothing_lies_in_the_drawer(books, journal):
    first = open_shift(journal)
    journal.sale("sale-1", {"A1": 12900})
    move(journal, "pay_in", 500)
    move(journal, "pay_out", 300)
    move(journal, "drop", 10000)
    close_shift(journal, first, over=-100)

    assert set(send(books, journal.entries)) == {"created"}

    found = balances(books)
    assert ("tender/S01/T01/cash", "CNY") not in found
    assert found["safe/S01", "CNY"] == 12900 + 500 - 300 - 100
    assert found["petty_cash/S01", "CNY"] == 300 - 500
    assert found["over_short/S01/T01", "CNY"] == 100
    assert kinds_of_cases(books) == []
    assert audit(books).problems == []


@pytest.mark.parametrize("batch", [1, 2, 100])
def test_a_report_is_held_against_the_entries_however_they_came(books, journal, batch):
    first = open_shift(journal)
    journal.sale("sale-1")
    journal.open("epoch-2", "head_differs")
    journal.sale("sale-2")
    close_shift(journal, first)

    for start in range(0, len(journal.entries), batch):
        send(books, journal.entries[start : start + batch])

    assert kinds_of_cases(books) == []


def test_a_report_that_leaves_a_sale_out_is_a_case(books, journal):
    first = open_shift(journal)
    journal.sale("sale-1")
    without = ShiftReading().add_all([("shift_opened", json.loads(journal.entries[first].body))]).document()
    close_shift(journal, first, reading=without)

    assert send(books, journal.entries)[-1] == "created"

    (case,) = books.cases.all("open")
    assert case.kind == "shift_differs"
    assert case.detail["differences"]["sales"] == {
        "till": {"count": 0, "amount_minor": 0},
        "ledger": {"count": 1, "amount_minor": 12900},
    }


def test_a_number_is_used_once_and_a_shift_is_closed_once(books, journal):
    close_shift(journal, open_shift(journal))
    second = open_shift(journal, "shift-2", 0)
    close_shift(journal, second, shift_id="shift-2")
    close_shift(journal, second, shift_id="shift-2", number=3, reading=ShiftReading().document())

    send(books, journal.entries)

    assert kinds_of_cases(books) == ["shift_differs", "z_number_reused"]


@pytest.mark.parametrize(
    "change",
    [
        {"counted_minor": 20001},
        {"over_short_minor": 5},
        {"counts": {"100": 1}},
        {"z_number": 0},
        {"business_day": "11.11."},
    ],
)
def test_a_close_whose_sums_do_not_hold_is_set_aside(books, journal, change):
    first = open_shift(journal)
    close_shift(journal, first)
    body = json.loads(journal.entries.pop().body) | change
    journal.head = journal.entries[-1].head
    journal.add("shift_closed", body)

    assert send(books, journal.entries)[-1] == "quarantined bad_body"
