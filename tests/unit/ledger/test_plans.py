"""Plans that members paid for, at the ledger: begun by a sale, ended by time and by a return, judged by both."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta

import pytest

from central_ledger.__main__ import main
from central_ledger.application.audit import audit
from central_ledger.application.merging import merge, unmerge
from central_ledger.application.offer_publishing import publish_offers
from central_ledger.application.plans import set_plan_rules, settle_plans_due
from central_ledger.application.push import push
from central_ledger.application.replay import Replayer
from retail.ports import OfferRecord
from tests.unit.ledger.goods_returned import return_of
from tests.unit.ledger.joins import joined_at, prepare_joins
from tests.unit.ledger.journals import sale_document
from tests.unit.ledger.priced_sales import case_of, sale_of

START = datetime(2026, 11, 11, 2, tzinfo=UTC)
RULES = {"goods": [{"sku": "PLUS", "plan": "plus", "days": 30}], "refund_days": 14}


WALKER = {"one_id": "M2", "tiers": {}, "plans": [], "birthday": None, "points": 100, "first_purchase": False}


@pytest.fixture
def books(ledger):
    prepare_joins(ledger)
    ledger.clock = lambda: START + timedelta(hours=1)
    with ledger.database.transaction():
        set_plan_rules(ledger, RULES)
    return ledger


def sold(sale_id, one_id="M2", **changes):
    plans = [{"line_id": "1", "plan": "plus", "days": 30}]
    return sale_document(sale_id, {"PLUS": 19900}, one_id=one_id) | {"plans": plans} | changes


def tell(ledger, till, *documents):
    journal = joined_at(till)
    for document in documents:
        journal.add("sale", document)
    return [verdict.word for verdict in push(ledger, "S01", till, journal.entries).verdicts]


def days_of(ledger, one_id):
    rows = ledger.database.rows(
        "SELECT SUM(amount) FROM member_posting WHERE one_id = ? AND account = ?", (one_id, f"member_plan/{one_id}")
    )
    return rows[0][0]


def row_of(ledger, store, one_id):
    found = ledger.feeds.get(store, "members", one_id)
    return None if found is None else json.loads(found)


def test_a_plan_holds_from_its_sale_and_every_store_is_told(books):
    tell(books, "T01", sold("s1"))
    assert list(books.members.get("M2").plans) == ["plus"]
    assert row_of(books, "S02", "M2")["plans"] == ["plus"]
    assert days_of(books, "M2") == 30
    assert audit(books).problems == []
    books.clock = lambda: START + timedelta(days=31)
    assert settle_plans_due(books) == 1
    assert list(books.members.get("M2").plans) == []
    assert row_of(books, "S02", "M2")["plans"] == []
    assert settle_plans_due(books) == 0


def test_a_second_one_is_added_behind_the_first(books):
    tell(books, "T01", sold("s1"), sold("s2"))
    books.clock = lambda: START + timedelta(days=45)
    assert settle_plans_due(books) == 0
    assert list(books.members.get("M2").plans) == ["plus"]
    books.clock = lambda: START + timedelta(days=61)
    assert settle_plans_due(books) == 1


def test_a_plan_of_an_older_system_is_nobodys_to_take(books):
    books.clock = lambda: START + timedelta(days=4000)
    assert settle_plans_due(books) == 0
    assert list(books.members.get("M1").plans) == ["plus"]


@pytest.mark.parametrize(
    "changes",
    [{"one_id": None}, {"plans": [{"line_id": "9", "plan": "plus", "days": 30}]},
     {"plans": [{"line_id": "1", "plan": "plus", "days": 30}] * 2}],
)  # fmt: skip
def test_a_plan_that_nobody_can_hold_is_set_aside(books, changes):
    assert tell(books, "T01", sold("s1", **changes)) == ["created", "quarantined"]
    assert list(books.members.get("M2").plans) == []


def test_what_comes_back_ends_then_and_its_days_are_taken_back(books):
    sale = sale_of("s1", case_of([], "A1", member=WALKER)) | {"plans": [{"line_id": "1", "plan": "plus", "days": 30}]}
    journal = joined_at("T01")
    journal.add("sale", sale)
    push(books, "S01", "T01", journal.entries)
    assert list(books.members.get("M2").plans) == ["plus"]
    later = joined_at("T02")
    later.add("return", return_of(books, sale, "r1", [("1", 1)]))
    assert [verdict.word for verdict in push(books, "S01", "T02", later.entries).verdicts] == ["created", "created"]
    assert list(books.members.get("M2").plans) == []
    assert days_of(books, "M2") == 0, "the same day: none was used"
    assert audit(books).problems == []


@pytest.mark.parametrize(("at", "wrong"), [("2026-11-11T10:05:00+08:00", 0), ("2026-11-11T08:00:00+08:00", 1)])
def test_a_plan_may_be_claimed_from_its_sale_on_and_not_before(books, at, wrong):
    offer = {"id": "PLAN5", "source": "plan", "stage": "order", "conditions": {"plans": ["plus"]},
             "effect": {"kind": "amount_off", "amount": 500}}  # fmt: skip
    with books.database.transaction():
        publish_offers(books, [OfferRecord("PLAN5", 1, offer)])
    claimed = sale_of("s2", case_of([offer], "A2", at=at, member=WALKER | {"plans": ["plus"]}))
    tell(books, "T01", sold("s1"), claimed)
    Replayer().replay_all(books)
    facts = [case for case in books.cases.all() if case.kind == "facts"]
    assert sum(any(fact["what"] == "plan" for fact in case.detail["facts"]) for case in facts) == wrong


def test_plans_of_both_are_one_persons_and_go_apart_again(books):
    tell(books, "T01", sold("s1"))
    merge(books, "M1", "M2", who="console:ann", why="")
    assert [row.plan for row in books.plans.of_member("M1")] == ["plus"]
    unmerge(books, "M2", who="console:ann")
    assert [row.period_id for row in books.plans.of_member("M2")] == ["S01/s1/1"]
    assert list(books.members.get("M2").plans) == ["plus"]
    assert list(books.members.get("M1").plans) == ["plus"], "of the older system"


def test_on_the_console(data, tmp_path, capsys):
    file = tmp_path / "plans.json"
    file.write_text(json.dumps(RULES), encoding="utf-8")
    where = ["--data", str(data.path)]
    assert main(["plans", "set", str(file), *where]) == 0
    assert json.loads(capsys.readouterr().out) == RULES
    assert main(["plans", "settle", *where]) == 0
    assert json.loads(capsys.readouterr().out) == {"ended": 0}
    file.write_text('{"goods": [{"sku": "P"}]}', encoding="utf-8")
    assert main(["plans", "set", str(file), *where]) == 1
