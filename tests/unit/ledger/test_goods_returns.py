"""Returns at the ledger: booked once, the sale's accounts undone, judged against the sale in any order of arrival."""

from __future__ import annotations

import itertools
import json

import pytest

from central_ledger.application import publish
from central_ledger.application.audit import audit
from central_ledger.application.replay import Replayer
from tests.unit.ledger.goods_returned import GIFT, judged, other_till, prepared, return_of
from tests.unit.ledger.journals import NOW
from tests.unit.ledger.priced_sales import case_of, coupon, member, sale_of
from tests.unit.ledger.test_push import balances, open_cases, send

RULE = {"points": 100, "amount": 100, "step": 100}


@pytest.fixture
def books(ledger):
    return prepared(ledger)


@pytest.fixture
def sale(books):
    """M1 pays for a cream and a serum with a coupon and points, and gets a gift."""
    offers = [books.reference.offer("OFF50", 1), GIFT]
    fields = {"member": member(), "coupons": [coupon()], "points_rule": RULE, "points_to_use": 1000}
    return sale_of("sale-1", case_of(offers, "A1", "A2", **fields))


def test_all_back_in_parts_leaves_nothing_in_the_books(books, journal, sale):
    before = balances(books)
    journal.add("sale", sale)
    first = journal.add("return", return_of(books, sale, "r1", [("1", 1)])).document()
    second = return_of(books, sale, "r2", [("2", 1)], [("GIFT", 1)], earlier=[first])
    assert first["pricing"]["gifts_charged"] == {"GIFT": 900}
    assert second["pricing"]["coupons_back"] == ["C1"]
    journal.add("return", second)

    assert set(send(books, journal.entries)) == {"created"}

    # The gift that was charged and then brought back cancels; the spent budget of the offer stays.
    assert {key: value for key, value in balances(books).items() if "budget" not in key[0]} == before
    assert judged(books) == []
    found = audit(books)
    assert (found.problems, found.returns_without_sale) == ([], 0)
    (status,) = [c.status for c in books.members.coupons_of("M1") if c.coupon_id == "C1"]
    assert status == "available"


def test_a_coupon_that_is_back_before_the_ledger_said_that_it_was_used_is_told_all_the_same(books, journal, sale):
    """Sale and return came in one batch: for the ledger nothing has changed, the till that used it has it as used."""
    before = books.feeds.version("S01", "coupons")
    journal.add("sale", sale)
    lines = [(line["line_id"], line["quantity"]) for line in sale["lines"]]
    journal.add("return", return_of(books, sale, "r1", lines, [("GIFT", 1)]))
    send(books, journal.entries)
    told = {row.key: json.loads(row.data)["status"] for row in books.feeds.after("S01", "coupons", before, 10)}
    assert told == {"C1": "available"}


def test_the_accounts_of_the_sale_are_undone_in_their_shares(books, journal, sale):
    journal.add("sale", sale)
    send(books, journal.entries)
    sold = balances(books)
    body = return_of(books, sale, "r1", [("1", 1)])
    journal.add("return", body)
    assert send(books, journal.entries)[-1] == "created"
    now = balances(books)

    def moved(account, unit="CNY"):
        return now.get((account, unit), 0) - sold.get((account, unit), 0)

    (line,) = body["lines"]
    assert moved("tender/S01/T01/cash") == -body["pricing"]["refund"]
    assert moved("sales/S01/LQX") == line["gross_minor"] - line["tax_minor"]
    assert moved("tax/S01/1300") == line["tax_minor"]
    assert moved("gifts_charged/S01") == -900
    assert moved("gift/brand:LQX") == -900
    assert moved("discount/points") == -body["pricing"]["funding"]["points"]
    assert moved("member/M1", "points/group") == body["pricing"]["points_back"] - sum(
        body["pricing"]["points_taken"].values()
    )
    assert [bought[3] for _, bought in books.growth.bought("M1")] == ["1", "0"]


@pytest.mark.parametrize("order", list(itertools.permutations(range(3))))
def test_any_order_of_arrival_from_three_tills_gives_the_same(books, journal, sale, order):
    before = balances(books)
    journal.add("sale", sale)
    first = return_of(books, sale, "r1", [("1", 1)])
    second = return_of(books, sale, "r2", [("2", 1)], [("GIFT", 1)], earlier=[first])
    here, there = other_till("S01", "T02"), other_till("S02", "T01")
    here.add("return", first)
    there.add("return", second)
    tills = (journal, here, there)
    for number in order:
        assert set(send(books, tills[number].entries)) == {"created"}
        Replayer().replay_all(books)

    members = [(c.coupon_id, c.status) for c in books.members.coupons_of("M1")]
    assert members == [("C1", "available"), ("C2", "available")]
    assert [bought[3] for _, bought in books.growth.bought("M1")] == ["1", "1"]
    assert open_cases(books) == []
    now = balances(books)
    assert {key: now.get(key) for key in before} == before
    assert (
        now["tender/S01/T01/cash", "CNY"] + now["tender/S01/T02/cash", "CNY"] + now["tender/S02/T01/cash", "CNY"] == 0
    )
    assert audit(books).problems == []


def test_a_return_takes_the_growth_value_of_what_came_back_in_any_order(books, journal, sale):
    setting = publish.points_setting(books, "S01") | {"tier_rules": {"group": {"days": 365, "steps": []}}}
    with books.database.transaction():
        for store in ("S01", "S02"):
            publish.publish_setting(books, store, "points", setting)
    journal.add("sale", sale)
    there = other_till()
    first = return_of(books, sale, "r1", [("1", 1)])
    there.add("return", first)
    there.add("return", return_of(books, sale, "r2", [("2", 1)], [("GIFT", 1)], earlier=[first]))
    send(books, there.entries[:2])
    send(books, journal.entries)
    paid, kept = (sum(line["net_minor"] for line in lines) for lines in (sale["lines"], sale["lines"][1:]))
    moves = [(-move.amount, move.earned_at) for move in books.growth.moves_of("M1")]
    assert sorted(moves) == [(-paid, NOW), (paid - kept, NOW)]
    send(books, there.entries[2:])
    assert sum(move.amount for move in books.growth.moves_of("M1")) == 0
    assert audit(books).problems == []


def test_a_return_waits_for_its_sale(books, journal, sale):
    there = other_till()
    there.add("return", return_of(books, sale, "r1", [("1", 1), ("2", 1)], [("GIFT", 1)]))
    assert send(books, there.entries)[-1] == "created"
    assert judged(books) == []
    assert audit(books).returns_without_sale == 1

    journal.add("sale", sale)
    send(books, journal.entries)

    assert judged(books) == []
    found = audit(books)
    assert (found.problems, found.returns_without_sale) == ([], 0)
    assert [c.status for c in books.members.coupons_of("M1") if c.coupon_id == "C1"] == ["available"]
    assert [bought[3] for _, bought in books.growth.bought("M1")] == ["1", "1"]


def test_the_same_goods_at_two_tills_are_one_case(books, journal, sale):
    journal.add("sale", sale)
    journal.add("return", return_of(books, sale, "r1", [("1", 1)]))
    there = other_till()
    there.add("return", return_of(books, sale, "r2", [("1", 1)]))
    send(books, journal.entries)
    send(books, there.entries)

    net = sale["pricing"]["lines"][0]["net"]
    assert judged(books) == [("returned_twice", "sale-1", net, "store:S01")]
    (case,) = books.cases.all("open")
    assert [each["return_id"] for each in case.detail["returns"]] == ["r1", "r2"]
    assert audit(books).problems == []


def test_returns_that_knew_nothing_of_each_other_are_judged_together(books, journal):
    sale = sale_of("sale-1", case_of([GIFT], "A1", "A2"))
    journal.add("sale", sale)
    journal.add("return", return_of(books, sale, "r1", [("1", 1)]))
    there = other_till()
    there.add("return", return_of(books, sale, "r2", [("2", 1)]))
    send(books, journal.entries)
    send(books, there.entries)

    # Each of them charged the one gift.
    assert judged(books) == [("return_differs", "sale-1", -900, "store:S01")]


def test_a_refund_that_is_not_the_engines_is_a_case(books, journal, sale):
    journal.add("sale", sale)
    body = return_of(books, sale, "r1", [("1", 1)])
    body["pricing"]["refund"] += 100
    body["lines"][0]["net_minor"] += 100
    body["lines"][0]["gross_minor"] += 100
    body["tenders"][0]["amount_minor"] += 100
    journal.add("return", body)

    assert send(books, journal.entries)[-1] == "created"

    assert judged(books) == [("return_differs", "sale-1", 100, "store:S01")]


@pytest.mark.parametrize(
    "change",
    [
        lambda body: body["tenders"].clear(),
        lambda body: body["lines"].append(body["lines"][0]),
        lambda body: body["pricing"]["funding"].update({"platform": 1}),
        lambda body: body["pricing"].update(refund=body["pricing"]["refund"] + 1),
        lambda body: body["lines"][0].update(quantity="-1"),
        lambda body: body.update(after=["r1"]),
        lambda body: body.update(one_id=None),
    ],
)
def test_a_return_whose_sums_do_not_hold_is_set_aside(books, journal, sale, change):
    journal.add("sale", sale)
    body = json.loads(json.dumps(return_of(books, sale, "r1", [("1", 1)])))
    change(body)
    journal.add("return", body)

    assert send(books, journal.entries)[-1] == "quarantined bad_return"


def test_a_return_id_is_used_once(books, journal, sale):
    journal.add("sale", sale)
    body = return_of(books, sale, "r1", [("1", 1)])
    journal.add("return", body)
    journal.add("return", body)

    assert send(books, journal.entries)[-2:] == ["created", "quarantined bad_return"]
    assert audit(books).problems == []


def test_what_can_be_sold_again_is_in_stock_again(books, journal, sale):
    journal.add("sale", sale)
    body = return_of(books, sale, "r1", [("1", 1), ("2", 1, "damaged")], [("GIFT", 1)])
    journal.add("return", body)
    send(books, journal.entries)

    levels = books.stock.levels("S01", ["A1", "A2", "MINI"])
    assert {sku: level.thousandths for sku, level in levels.items()} == {"A1": 0, "A2": -1000, "MINI": 0}


def test_points_that_were_spent_meanwhile_are_a_loss_until_they_are_covered(books, journal, sale):
    earned = sum(sale["pricing"]["points_earned"].values())
    journal.add("sale", sale)
    journal.sale("sale-2", one_id="M1", points=4000 + earned)
    body = return_of(books, sale, "r1", [("1", 1), ("2", 1)], [("GIFT", 1)])
    journal.add("return", body)

    send(books, journal.entries)

    owed = earned - body["pricing"]["points_back"]
    if owed > 0:
        assert ("points_overdrawn", "return/r1", owed, "platform") in open_cases(books)
    assert audit(books).problems == []
