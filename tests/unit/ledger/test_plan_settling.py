"""A paid membership is goods of the group's: who is due what of it, who earns, and what its return takes back."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest

from central_ledger.application.audit import audit
from central_ledger.application.plans import set_plan_rules
from central_ledger.application.push import push
from central_ledger.application.settlement_days import settle_store
from central_ledger.demo.collection_store import plan_goods, plan_rules
from central_ledger.demo.commissions import COMMISSION
from tests.unit.ledger.goods_returned import return_of
from tests.unit.ledger.joins import joined_at, prepare_joins
from tests.unit.ledger.priced_sales import AT
from tests.unit.ledger.settled_sales import dues, guided, with_rules

START = datetime(2026, 11, 11, 3, tzinfo=UTC)
(YEAR, *_) = plan_goods()


@pytest.fixture
def books(ledger):
    prepare_joins(ledger)
    ledger.clock = lambda: START
    with ledger.database.transaction():
        set_plan_rules(ledger, plan_rules())
    with_rules(ledger, COMMISSION | {"stores": {"S01": {"type": "collection"}}})
    return ledger


def membership():
    """A year of PLUS, sold to M2 by G1 in the collection store."""
    document = guided("s1", {YEAR.sku: YEAR.unit_price_minor}, {"G1": 1}, one_id="M2")
    lines = [line | {"brand": YEAR.brand} for line in document["lines"]]
    sold = {
        "id": lines[0]["line_id"],
        "sku": YEAR.sku,
        "quantity": 1,
        "unit_price": YEAR.unit_price_minor,
        "brand": YEAR.brand,
        "categories": list(YEAR.categories),
    }
    plans = [{"line_id": sold["id"], "plan": "plus", "days": 365}]
    case = {"currency": "CNY", "at": AT, "store": "S01", "lines": [sold], "member": {"one_id": "M2"}, "offers": []}
    return document | {"lines": lines, "input": case, "plans": plans}


def tell(books, kind, document, till="T01", journal=None):
    journal = journal or joined_at(till)
    journal.add(kind, document)
    assert push(books, "S01", till, journal.entries).verdicts[-1].code is None
    return journal


def test_its_price_is_the_groups_but_for_the_stores_tenth_and_the_group_pays_the_guide(books):
    tell(books, "sale", membership())
    assert list(books.members.get("M2").plans) == ["plus"]
    assert dues(books, "S01") == {
        "platform/goods": 17_910,
        "store:S01/goods": 1_990,
        "store:S01/takings": -19_900,
        "guide:S01:G1/commission_next_day": 995,
        "platform/commission_next_day": -995,
    }
    books.clock = lambda: datetime(2026, 11, 13, 3, tzinfo=UTC)
    statements = json.loads(settle_store(books, "S01", "2026-11-11").document)["statements"]
    amounts = {each["party"]: each["amount"] for each in statements if each["unit"] == "CNY"}
    assert amounts == {"platform": 17_910 - 995, "store:S01": 1_990 - 19_900, "guide:S01:G1": 995}
    assert sum(amounts.values()) == 0
    assert audit(books, rebuild=True).problems == []


def test_a_membership_that_comes_back_takes_plan_and_split_back_whole(books):
    sale = membership()
    journal = tell(books, "sale", sale)
    back = return_of(books, sale, "r1", [("1", 1)])
    tell(books, "return", back, journal=journal)
    assert list(books.members.get("M2").plans) == []
    assert dues(books, "S01") == {}
    assert audit(books, rebuild=True).problems == []
