"""A sale is split when it is booked, and what comes back takes its part of the split with it."""

from __future__ import annotations

import itertools
import json

import pytest

from central_ledger.application.audit import audit
from central_ledger.application.line_account import line_account
from central_ledger.application.offer_publishing import publish_offers
from central_ledger.application.sale_account import UnknownSale
from central_ledger.application.settlement_rules import RulesRefused, publish_rules
from retail.commission_reading import read_rule_book
from retail.earned import earned_by_sale, taken_by_return
from retail.goods_return import Back, BackGift, BackLine, price_return
from retail.money import rate_of
from retail.ports import OfferRecord
from retail.refunds import refund_shares
from tests.unit.ledger.journals import JournalWriter
from tests.unit.ledger.priced_sales import AT, case_of, coupon, member, sale_of
from tests.unit.ledger.settled_sales import RULES, STAFF, dues, guided, incentives, with_rules
from tests.unit.ledger.test_push import enrol, send

RULE = {"points": 100, "amount": 100, "step": 100}
GIFT = {
    "id": "GIFT",
    "source": "promotion",
    "stage": "order",
    "conditions": {"min_amount": 30000},
    "effect": {"kind": "gift", "sku": "MINI", "quantity": 1, "worth": 900},
    "funding": [{"party": "brand:LQX", "bps": 10000}],
}


@pytest.fixture
def books(ledger):
    enrol(ledger, ("S01", "T01"), ("S01", "T02"), ("S02", "T01"))
    with ledger.database.transaction():
        publish_offers(ledger, [OfferRecord("GIFT", 1, GIFT)])
    with_rules(ledger)
    return ledger


def sold_units(sale_id="sale-1", quantity=3, guides=(("G1", 2), ("G2", 1))):
    """M1 pays for some creams and a coat with a coupon and points, and gets a gift; two guides share in it."""
    case = case_of([], "A1", "B1", member=member(), coupons=[coupon()], points_rule=RULE, points_to_use=1000)
    case["lines"][0]["quantity"] = quantity
    return case, dict(guides), sale_id


def priced(books, made):
    case, guides, sale_id = made
    case["offers"] = [books.reference.offer("OFF50", 1), books.reference.offer("GIFT", 1)]
    document = sale_of(sale_id, case)
    shares = guided("x", {"A": 1}, guides)["lines"][0]["guides"] if guides else []
    return document | {"lines": [line | {"guides": shares} for line in document["lines"]]}


def return_of(books, sale, return_id, lines, gifts=(), *, earlier=(), store="S01"):
    back = Back(AT, tuple(BackLine(*line) for line in lines), tuple(gifts))
    found = price_return(sale, books.reference.offer, list(earlier), back)
    return {
        "return_id": return_id,
        "sale": {"store": store, "till": "T01", "sale_id": sale["sale_id"], "epoch": "epoch-1", "seq": 2},
        "cashier": "E1",
        "currency": "CNY",
        "one_id": sale["one_id"],
        "at": AT,
        "reason": "changed_mind",
        "text": "",
        "approved_by": None,
        "after": [body["return_id"] for body in earlier],
        "tenders": refund_shares(sale["tenders"], list(earlier), found.pricing.refund),
        **found.to_document(),
    }


def other_till(store="S02", till="T01"):
    writer = JournalWriter(store=store, till=till)
    writer.open(f"epoch-{store}-{till}")
    return writer


def test_a_sale_is_split_between_guides_brands_store_and_group(books, journal):
    journal.add("sale", guided("sale-1", {"A1": 12900, "A2": 25800}, {"G1": 2, "G2": 1}, coupon=("C1", 5000)))
    assert set(send(books, journal.entries)) == {"created"}
    # 11,233 and 22,467 were paid: 374 and 748 of commission, by two thirds and a third each.
    assert dues(books) == {
        "brand:LQX/goods": 9030 + 18060,
        "store:S01/goods": 3225 + 6450,
        "platform/goods": 645 + 1290,
        "store:S01/takings": -33700,
        "brand:LQX/benefits": -3000,
        "platform/benefits": -2000,
        "guide:S01:G1/commission": 249 + 499,
        "guide:S01:G2/commission": 125 + 249,
        "brand:LQX/commission": -374 - 748,
    }
    assert sum(dues(books).values()) == 0
    assert incentives(books) == {"G1": 7 + 15, "G2": 4 + 7}
    assert audit(books).problems == []


def test_what_is_paid_tomorrow_stands_apart_and_points_are_owed_by_their_program(books, journal):
    journal.add("sale", guided("sale-1", {"B1": 50000}, {"G1": 1}, brand="LY", points=1000, one_id="M1"))
    send(books, journal.entries)
    found = dues(books)
    assert found["guide:S01:G1/commission_next_day"] == 490
    assert found["store:S01/commission_next_day"] == -490
    assert found["program:group/benefits"] == -1000
    assert found["store:S01/takings"] == -49000


def test_a_sale_that_nobody_shares_in_earns_nobody_and_a_whole_sales_guide_earns_all_of_it(books, journal):
    journal.sale("sale-1", {"A1": 10000})
    journal.add("sale", guided("sale-2", {"A1": 10000}, {}) | {"guide": "G2"})
    send(books, journal.entries)
    earned = {account: amount for account, amount in dues(books).items() if account.startswith("guide:")}
    assert earned == {"guide:S01:G2/commission": 333}


def test_each_store_is_split_by_its_own_terms(books):
    till = other_till()
    till.add("sale", guided("sale-1", {"B1": 10000}, {}, brand="LY"))
    send(books, till.entries)
    assert dues(books) == {
        "brand:LY/goods": 4500,
        "distributor:D7/goods": 5500,
        "store:S02/takings": -10000,
    }


@pytest.mark.parametrize("cut", [((3, 1),), ((1, 0), (2, 1)), ((1, 1), (1, 0), (1, 0))])
def test_all_back_in_parts_leaves_nothing_due_to_anybody(books, journal, cut):
    sale = priced(books, sold_units())
    journal.add("sale", sale)
    earlier = []
    for number, (creams, coats) in enumerate(cut):
        lines = [("1", creams)] + ([("2", coats)] if coats else [])
        gifts = [BackGift("GIFT", 1)] if number == len(cut) - 1 else []
        earlier.append(return_of(books, sale, f"r{number}", lines, gifts, earlier=earlier))
        journal.add("return", earlier[-1])
    assert set(send(books, journal.entries)) == {"created"}
    assert (dues(books), incentives(books)) == ({}, {})
    assert audit(books).problems == []


def test_a_gift_that_is_kept_and_paid_for_is_the_stores(books, journal):
    sale = priced(books, sold_units())
    journal.add("sale", sale)
    send(books, journal.entries)
    assert (dues(books)["brand:LQX/gifts"], dues(books)["store:S01/gifts"]) == (-900, 900)
    journal.add("return", return_of(books, sale, "r1", [("1", 3), ("2", 1)]))
    send(books, journal.entries)
    assert dues(books) == {"store:S01/takings": -900, "store:S01/gifts": 900}


def test_a_part_that_comes_back_takes_its_share_of_what_was_earned(books, journal):
    sale = priced(books, sold_units(guides=(("G1", 1),)))
    journal.add("sale", sale)
    send(books, journal.entries)
    earned = dues(books)["guide:S01:G1/commission"]
    journal.add("return", return_of(books, sale, "r1", [("1", 1)]))
    send(books, journal.entries)
    each, dearer = divmod(earned, 3)
    assert dues(books)["guide:S01:G1/commission"] == earned - each - min(1, dearer)
    assert audit(books).problems == []


def test_sale_and_returns_come_to_the_same_in_any_order_of_arrival_also_from_another_store(books, journal, tmp_path):
    sale = priced(books, sold_units())
    journal.add("sale", sale)
    first = return_of(books, sale, "r1", [("1", 1)])
    second = return_of(books, sale, "r2", [("1", 1), ("2", 1)], earlier=[first])
    here, there = other_till("S01", "T02"), other_till("S02", "T01")
    here.add("return", first)
    there.add("return", second)
    found = []
    for order in itertools.permutations((journal.entries, here.entries, there.entries)):
        try:
            with books.database.transaction():
                for entries in order:
                    send(books, entries)
                found.append((dues(books), incentives(books), sum(dues(books).values())))
                raise _Undone
        except _Undone:
            pass
    assert all(each == found[0] for each in found)
    due, _, total = found[0]
    assert total == 0
    # The guide's part came back, and who paid the shopper out is to have that from the store that had taken it.
    assert due["store:S02/takings"] == second["pricing"]["refund"]


class _Undone(Exception):
    """Take everything back, to begin again."""


def test_more_than_was_bought_takes_no_more_than_was_earned(books, journal):
    sale = priced(books, sold_units(guides=(("G1", 1),)))
    journal.add("sale", sale)
    here, there = other_till("S01", "T02"), other_till("S02", "T01")
    here.add("return", return_of(books, sale, "r1", [("1", 3)]))
    there.add("return", return_of(books, sale, "r2", [("1", 3)]))
    for writer in (journal, here, there):
        send(books, writer.entries)
    earned = {a: amount for a, amount in dues(books).items() if a.startswith("guide:")}
    assert earned == {"guide:S01:G1/commission_next_day": rate_of(sale["lines"][1]["net_minor"], 100)}
    assert sum(dues(books).values()) == 0


def test_goods_without_a_receipt_are_taken_off_whoever_would_be_due_something_of_them(books):
    till = other_till("S01", "T02")
    sale = sale_of("unknown", case_of([], "B1"))
    body = return_of(books, sale, "r1", [("1", 1)]) | {"sale": None, "one_id": None}
    body["pricing"] |= {"points_taken": {}, "points_back": 0}
    till.add("return", body)
    assert send(books, till.entries)[-1] == "created"
    assert dues(books) == {
        "brand:LY/goods": -41930,
        "store:S01/goods": -14975,
        "platform/goods": -2995,
        "store:S01/takings": 59900,
    }


def test_rules_count_from_their_publication_on_and_the_first_for_all_before(ledger, journal, clock):
    enrol(ledger, ("S01", "T01"))
    journal.add("sale", guided("before", {"A1": 10000}, {"G1": 1}))
    send(ledger, journal.entries)
    assert dues(ledger) == {}
    with_rules(ledger)
    journal.add("sale", guided("late", {"A1": 10000}, {"G1": 1}))
    send(ledger, journal.entries)
    assert dues(ledger)["guide:S01:G1/commission"] == 333
    dearer = json.loads(json.dumps(RULES).replace("333", "1000"))
    with ledger.database.transaction():
        assert publish_rules(ledger, dearer, "console:test") == 2
        assert publish_rules(ledger, dearer, "console:test") == 2  # again: nothing new
    # It was sold before the new rules were there, and comes after them.
    journal.add("sale", guided("later", {"A1": 10000}, {"G1": 1}))
    send(ledger, journal.entries)
    assert dues(ledger)["guide:S01:G1/commission"] == 2 * 333
    assert audit(ledger).problems == []


def test_tills_get_what_their_store_earns_by_and_no_other_stores_terms(books):
    rows = {store: json.loads(books.feeds.get(store, "settings", "commission")) for store in ("S01", "S02")}
    assert rows["S01"] == {"version": 1, "stores": {"S01": RULES["stores"]["S01"]}, "commission": RULES["commission"]}
    assert [rule["id"] for rule in rows["S02"]["commission"]] == ["rest"]
    assert "settlement" not in rows["S02"]


def test_rules_that_break_the_contract_are_refused_whole(books):
    wrong = RULES | {"stores": {"S99": {"type": "direct"}}, "weekdays": [8], "version": 3}
    with pytest.raises(RulesRefused) as refused, books.database.transaction():
        publish_rules(books, wrong, "console:test")
    assert {breach.path for breach in refused.value.breaches} == {"$.stores.S99", "$.weekdays[0]", "$.version"}
    assert [version for version, _ in books.settlements.rules()] == [1]


def test_every_line_says_who_funds_who_earns_and_what_a_return_would_move(books, journal):
    sale = priced(books, sold_units())
    journal.add("sale", sale)
    send(books, journal.entries)
    found = line_account(books, "sale-1", "1")
    assert {part["offer"] for part in found["funded"]} == {"OFF50", "points"}
    assert [(share["staff_id"], share["bps"]) for share in found["guides"]] == [("G1", 6667), ("G2", 3333)]
    assert found["due"][0] == {"party": "brand:LQX", "what": "goods", "amount": 3 * 12900 * 7 // 10}
    assert found["rules"] == {"version": 1, "settlement": "consignment"}
    assert {(e["rule"], e["payer"], e["due"]) for e in found["earnings"]} == {("cosmetics", "brand:LQX", "T+0")}
    said = found["a_return_would_move"]["one"]
    before, points = dues(books), incentives(books)
    returned = return_of(books, sale, "r1", [("1", 1)])
    assert said["refund"] == returned["pricing"]["refund"]
    journal.add("return", returned)
    send(books, journal.entries)
    moved = {account: amount - before.get(account, 0) for account, amount in dues(books).items()}
    for each in said["earnings"]:
        assert moved[f"guide:S01:{each['staff_id']}/commission"] == each["amount"] < 0
        assert incentives(books)[each["staff_id"]] - points[each["staff_id"]] == each["incentive_points"]
    for each in said["due"]:
        assert moved[f"{each['party']}/goods"] == each["amount"]
    after = line_account(books, "sale-1", "1")
    assert [(back["quantity"], back["listed"]) for back in after["returned"]] == [(1, 12900)]
    assert after["a_return_would_move"]["all"]["quantity"] == 2
    with pytest.raises(UnknownSale, match="it has 1, 2"):
        line_account(books, "sale-1", "3")


def test_what_a_till_says_at_once_is_what_the_ledger_says(ledger, journal):
    """By the rules that its store gets, from its own entries: sale and returns, line by line, to the cent."""
    rules = {
        **RULES,
        "commission": [
            {"id": "boss", "priority": 1, "scope": {"roles": ["manager"]}, "bps": 777, "payer": "platform"},
            {"id": "care", "priority": 2, "scope": {"categories": ["skincare"]}, "base": "before_points", "bps": 333,
             "payer": "brand", "points": {"points": 3, "per_minor": 1000}},
            {"id": "rest", "base": "net_without_tax", "bps": 150, "fixed_minor": 200, "currency": "CNY",
             "payer": "store", "due": "T+1"},
        ],
    }  # fmt: skip
    enrol(ledger, ("S01", "T01"))
    with ledger.database.transaction():
        publish_offers(ledger, [OfferRecord("GIFT", 1, GIFT)])
    with_rules(ledger, rules)
    case, _, sale_id = sold_units()
    case["lines"][0]["categories"] = ["skincare"]
    sale = priced(ledger, (case, {"G1": 2, "G2": 1, "E1": 1}, sale_id))
    journal.add("sale", sale)
    first = return_of(ledger, sale, "r1", [("1", 1)])
    second = return_of(ledger, sale, "r2", [("1", 1), ("2", 1)], earlier=[first])
    journal.add("return", first)
    journal.add("return", second)
    send(ledger, journal.entries)

    staff = {one.staff_id: frozenset(one.roles) for one in STAFF}
    book = read_rule_book(json.loads(ledger.feeds.get("S01", "settings", "commission")))
    at = journal.entries[1].occurred_at
    earned = earned_by_sale(book, ("S01", at), sale, staff.__getitem__)
    said = [
        *earned,
        *taken_by_return(earned, sale, first, [], ("S01", at)),
        *taken_by_return(earned, sale, second, [first], ("S01", at)),
    ]
    told = [
        row
        for transfer in ("sale/sale-1", "return/S01/r1", "return/S01/r2")
        for row in ledger.settlements.earnings_of("S01", f"settlement/{transfer}")
    ]
    assert len({row.rule_id for row in told}) == 3
    fields = ("transfer", "line_id", "staff_id", "rule_id", "amount_minor", "points", "quantity")
    at_till = sorted((tuple(getattr(moved, name) for name in fields), moved.next_day) for moved in said)
    at_ledger = sorted(
        (tuple(getattr(row, name.replace("transfer", "transfer_id")) for name in fields), bool(row.next_day))
        for row in told
    )
    assert at_till == at_ledger
