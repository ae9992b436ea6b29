"""Days are closed for good: what is due, what waits, what is owed, and that the statements are the postings."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import msgspec
import pytest

from central_ledger.api.earnings import answer_of
from central_ledger.application.audit import audit
from central_ledger.application.earnings import earnings_of_guide, earnings_of_store
from central_ledger.application.settlement_days import NotSettled, settle, settle_store
from central_ledger.domain.statements import NO_HASH, csv_rows, hash_of
from pos_client.sync.earnings import EarningsLine
from tests.unit.ledger.conftest import unprotected
from tests.unit.ledger.settled_sales import RULES, DatedWriter, dues, guided, incentives, with_rules
from tests.unit.ledger.test_push import enrol, send


class Clock:
    """Stands until somebody moves it."""

    def __init__(self) -> None:
        self.now = datetime(2026, 11, 9, 4, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now

    def on(self, day: int) -> None:
        self.now = datetime(2026, 11, day, 4, tzinfo=UTC)


@pytest.fixture
def time():
    return Clock()


@pytest.fixture
def books(data, time):
    ledger = data.open(time)
    enrol(ledger, ("S01", "T01"), ("S02", "T01"))
    with_rules(ledger)
    yield ledger
    ledger.close()


@pytest.fixture
def till():
    writer = DatedWriter()
    writer.open("epoch-1")
    return writer


def noon(day):
    return f"2026-11-{day:02}T12:00:00.000+08:00"


def told(books, till):
    """Send what is new."""
    assert set(send(books, till.entries)) <= {"created", "exists"}


def statement(closed, party, unit="CNY"):
    found = [s for s in json.loads(closed.document)["statements"] if (s["party"], s["unit"]) == (party, unit)]
    return found[0] if found else None


def settled(books, day, store="S01"):
    return settle_store(books, store, f"2026-11-{day:02}")


def test_a_day_is_closed_once_and_shown_again_to_the_byte(books, till, time):
    till.at(noon(9), "sale", guided("sale-1", {"A1": 10000}, {"G1": 2, "G2": 1}))
    told(books, till)
    with pytest.raises(NotSettled, match="not over"):
        settled(books, 9)
    time.on(10)
    closed = settled(books, 9)
    document = json.loads(closed.document)
    assert (document["number"], document["previous"], closed.hash) == (1, NO_HASH, hash_of(closed.document))
    assert {s["party"]: s["settled"] for s in document["statements"] if s["unit"] == "CNY"} == {
        "brand:LQX": 7000 - 333,
        "guide:S01:G1": 222,
        "guide:S01:G2": 111,
        "platform": 500,
        "store:S01": 2500 - 10000,
    }
    assert statement(closed, "guide:S01:G1", "incentive_points")["points_after"] == 7
    time.on(12)
    till.at(noon(11), "sale", guided("sale-2", {"A1": 5000}, {"G1": 1}))
    told(books, till)
    assert settled(books, 9) == closed
    assert json.loads(settled(books, 11).document)["previous"] == closed.hash
    assert audit(books).problems == []


def test_what_is_late_stands_in_the_open_day_and_says_its_own(books, till, time):
    till.at(noon(9), "sale", guided("sale-1", {"A1": 10000}, {"G1": 1}))
    told(books, till)
    time.on(10)
    settled(books, 9)
    till.at(noon(9), "sale", guided("late", {"A1": 20000}, {"G1": 1}))
    till.at(noon(10), "sale", guided("sale-2", {"A1": 30000}, {"G1": 1}))
    told(books, till)
    time.on(11)
    lines = statement(settled(books, 10), "guide:S01:G1")["lines"]
    assert [(line["sold_on"], line["amount"]) for line in lines] == [("2026-11-09", 666), ("2026-11-10", 999)]
    assert audit(books).problems == []


def test_a_till_whose_clock_is_ahead_does_not_put_sales_out_of_sight(books, till, time):
    till.at(noon(29), "sale", guided("sale-1", {"A1": 10000}, {"G1": 1}))
    told(books, till)
    time.on(10)
    line = statement(settled(books, 9), "guide:S01:G1")["lines"][0]
    assert (line["sold_on"], line["amount"]) == ("2026-11-29", 333)


def test_what_is_paid_tomorrow_waits_for_the_next_business_day(books, till, time):
    with_rules(books, RULES | {"weekdays": [1, 2, 3, 4, 5], "holidays": ["2026-11-11"]})
    till.at(noon(10), "sale", guided("sale-1", {"B1": 50000}, {"G1": 1}, brand="LY"))
    till.at(noon(11), "sale", guided("sale-2", {"B1": 10000}, {"G1": 1}, brand="LY"))
    time.on(13)
    told(books, till)
    found = [statement(settled(books, day), "guide:S01:G1") for day in (10, 11, 12)]
    assert [(s["settled"], s["accrued_after"]) for s in found] == [(0, 500), (0, 600), (600, 0)]
    payer = statement(settled(books, 10), "store:S01")
    assert (payer["accrued_after"], payer["payable"]) == (-500, 12500 - 50000)
    assert audit(books).problems == []


def test_a_return_after_the_payout_is_a_debt_that_is_set_off(books, till, time):
    sale = guided("sale-1", {"A1": 30000}, {"G1": 1}) | {"input": {"offers": [], "currency": "CNY"}}
    till.at(noon(9), "sale", sale)
    told(books, till)
    time.on(10)
    assert statement(settled(books, 9), "guide:S01:G1")["settled"] == 999
    till.at(noon(10), "return", plain_return(sale, "r1"))
    told(books, till)
    time.on(11)
    back = statement(settled(books, 10), "guide:S01:G1")
    assert (back["payable"], back["settled"], back["debt_after"]) == (-999, 0, 999)
    till.at(noon(11), "sale", guided("sale-2", {"A1": 20000}, {"G1": 1}))
    told(books, till)
    time.on(13)
    part = statement(settled(books, 11), "guide:S01:G1")
    assert (part["debt_before"], part["set_off"], part["settled"], part["debt_after"]) == (999, 666, 0, 333)
    # A day on which nothing happened carries it on.
    assert statement(settled(books, 12), "guide:S01:G1")["debt_after"] == 333
    till.at(noon(13), "sale", guided("sale-3", {"A1": 20000}, {"G1": 1}))
    told(books, till)
    time.on(14)
    rest = statement(settled(books, 13), "guide:S01:G1")
    assert (rest["set_off"], rest["settled"], rest["debt_after"]) == (333, 333, 0)
    assert audit(books).problems == []
    assert incentives(books) == {"G1": 20 + 20}


def plain_return(sale, return_id):
    """All of a sale of one line without any benefit."""
    (line,) = sale["lines"]
    back = {name: line[name] for name in ("line_id", "sku", "name", "brand", "quantity", "tax_bps", "tax_minor")}
    amounts = {"gross_minor": line["gross_minor"], "net_minor": line["net_minor"], "manual_minor": 0}
    return {
        "return_id": return_id,
        "sale": {"store": "S01", "till": "T01", "sale_id": sale["sale_id"], "epoch": "epoch-1", "seq": 2},
        "cashier": "E1",
        "currency": "CNY",
        "one_id": None,
        "at": "2026-11-10T12:00:00+08:00",
        "reason": "changed_mind",
        "after": [],
        "lines": [back | amounts | {"line_no": 1, "condition": "sellable"}],
        "gifts": [],
        "pricing": {
            "refund": line["net_minor"],
            "points_back": 0,
            "points_taken": {},
            "coupons_back": [],
            "gifts_charged": {},
            "funding": {},
            "gift_funding": {},
        },
        "tenders": [{"kind": "cash", "amount_minor": line["net_minor"], "of": None, "reference": None}],
    }


def test_open_days_before_are_closed_first_and_statements_sum_to_the_postings(books, till, time):
    for day in (9, 10, 12):
        till.at(noon(day), "sale", guided(f"sale-{day}", {"A1": 1000 * day, "B1": 777}, {"G1": 1, "G2": 2}))
    time.on(14)
    told(books, till)
    settled(books, 13)
    days = books.settlements.closed_days("S01")
    assert [day.day for day in days] == [f"2026-11-{day:02}" for day in (9, 10, 12, 13)]
    sums: dict[str, int] = {}
    for day in days:
        for each in json.loads(day.document)["statements"]:
            for line in each["lines"]:
                if each["unit"] == "CNY":
                    name = f"{each['party']}/{line['what']}"
                    sums[name] = sums.get(name, 0) + line["amount"]
    assert {name: amount for name, amount in sums.items() if amount} == dues(books)
    with pytest.raises(NotSettled, match="no statements"):
        settled(books, 11)


def test_every_store_is_closed_and_a_table_says_the_same(books, till, time):
    till.at(noon(9), "sale", guided("sale-1", {"A1": 10000}, {"G1": 1}))
    told(books, till)
    time.on(10)
    days = settle(books, "2026-11-09")
    assert [day.store for day in days] == ["S01", "S02"]
    rows = csv_rows(json.loads(days[0].document))
    totals = {row[3]: row[7] for row in rows if row[5] == "=settled"}
    assert (totals["brand:LQX"], totals["store:S01"]) == (7000 - 333, -7500)
    assert json.loads(days[1].document)["statements"] == []


def test_the_audit_finds_what_was_changed(books, till, time):
    till.at(noon(9), "sale", guided("sale-1", {"A1": 10000}, {"G1": 1}))
    told(books, till)
    time.on(10)
    closed = settled(books, 9)
    unprotected(books.database)
    for statement_text, what in (
        (
            "UPDATE posting SET amount = amount - 1 WHERE account = 'due/platform/goods'",
            "settlement_sum_differs",
        ),
        (
            "UPDATE settlement_sum SET amount = amount - 1 WHERE account = 'due/platform/goods'",
            "statements_differ_from_the_postings",
        ),
        ("UPDATE earning SET amount = amount + 5", "earnings_differ_from_the_postings"),
        (
            "UPDATE settlement_day SET document = replace(document, '\"settled\":333', '\"settled\":433')",
            "settlement_chain_broken",
        ),
        ("DELETE FROM settlement_part", "settlement_in_no_day"),
    ):
        try:
            with books.database.transaction():
                books.database.execute(statement_text)
                assert what in {problem["what"] for problem in audit(books).problems}, statement_text
                raise _Undone
        except _Undone:
            pass
    assert audit(books).problems == []
    assert settled(books, 9) == closed


def test_a_till_reads_what_the_ledger_answers(books, till, time):
    """The bytes of the endpoint, through the till's own reader."""
    till.at(noon(9), "sale", guided("sale-1", {"A1": 10000}, {"G1": 1}))
    till.at(noon(9), "return", plain_return(guided("sale-1", {"A1": 10000}, {"G1": 1}), "r1"))
    told(books, till)
    found = earnings_of_guide(books, "S01", "G1")
    assert found is not None
    document = json.loads(msgspec.json.encode(answer_of(books, found)))
    line = EarningsLine(_Answers(document))
    read = line.earnings("G1", "2026-11-09")
    assert [(row["transfer"], row["amount_minor"]) for row in read["lines"]] == [
        ("settlement/sale/sale-1", 333),
        ("settlement/return/S01/r1", -333),
    ]
    for wrong in ({"day": "2026-11-10"}, {"points": "7"}, {"as_of": "now"}, {"lines": [{}]}, {"day_sum": None}):
        with pytest.raises(ValueError, match="not the earnings"):
            EarningsLine(_Answers(document | wrong)).earnings("G1", "2026-11-09")


class _Answers:
    """A transport whose ledger always says the same."""

    def __init__(self, document):
        self.document = document

    def get(self, path, query):
        assert (path, set(query)) == ("/v1/earnings", {"staff_id", "day"})
        return self


class _Undone(Exception):
    """Take it back."""


def test_a_guide_s_earnings_are_the_statement_s(books, till, time):
    till.at(noon(9), "sale", guided("sale-1", {"A1": 10000, "A2": 20000}, {"G1": 2, "G2": 1}))
    till.at(noon(9), "sale", guided("sale-2", {"B1": 50000}, {"G1": 1}, brand="LY"))
    told(books, till)
    before = earnings_of_guide(books, "S01", "G1")
    assert before is not None
    assert (before.day_sum.amount_minor, before.day_sum.sales, before.month_sum.amount_minor) == (666 + 500, 2, 1166)
    assert (before.open_minor, before.accrued_minor, before.debt_minor, before.points) == (666, 500, 0, 20)
    assert [(row.sku, row.amount_minor) for row in before.lines] == [("B1", 500), ("A2", 444), ("A1", 222)]
    time.on(10)
    of_day = statement(settled(books, 9), "guide:S01:G1")
    assert of_day["amount"] == before.day_sum.amount_minor
    after = earnings_of_guide(books, "S01", "G1", "2026-11-09")
    assert (after.open_minor, after.accrued_minor, after.closed_through) == (0, 500, "2026-11-09")
    assert after.day_sum == before.day_sum
    day, ranks = earnings_of_store(books, "S01")
    assert (day, [(rank.staff_id, rank.day_minor, rank.month_minor) for rank in ranks]) == (
        "2026-11-10",
        [("G1", 0, 1166), ("G2", 0, 333)],
    )
    assert earnings_of_guide(books, "S02", "G1") is None
    assert earnings_of_guide(books, "S01", "nobody") is None
