"""The account of one sale: everything about it, and an exit code that says whether it is right."""

from __future__ import annotations

import json

import pytest

from central_ledger.__main__ import main
from central_ledger.application import offer_publishing
from central_ledger.application.push import push
from central_ledger.application.replay import Replayer
from retail.ports import OfferRecord
from tests.unit.ledger.conftest import unprotected
from tests.unit.ledger.priced_sales import case_of, coupon, member, sale_of, take_off
from tests.unit.ledger.test_replay import OFF50

SHARED = {
    "id": "SHARED",
    "source": "promotion",
    "stage": "order",
    "effect": {"kind": "amount_off", "amount": 1001},
    "funding": [{"party": "brand:LQX", "bps": 5000}, {"party": "platform", "bps": 5000}],
}
GIFT = {
    "id": "GIFT",
    "source": "promotion",
    "stage": "order",
    "effect": {"kind": "gift", "sku": "MINI", "quantity": 2, "worth": 901},
    "funding": [{"party": "brand:LQX", "bps": 10_000}],
}
POINTS = {"points": 100, "amount": 100, "step": 100, "max_share_bps": 5000}


@pytest.fixture
def books(ledger):
    with ledger.database.transaction():
        for store in ("S01", "S02"):
            ledger.journals.enrol(store, "T01", bytes(32), "counter", ledger.now())
        offer_publishing.publish_offers(ledger, [OfferRecord(o["id"], 1, o) for o in (SHARED, GIFT)])
    return ledger


@pytest.fixture
def account(books, journal, data, capsys):
    def call(*documents, sale_id="sale-1", options=()):
        for document in documents:
            journal.add("sale", document)
        push(books, "S01", "T01", journal.entries)
        Replayer().replay_all(books)
        capsys.readouterr()
        code = main(["replay", sale_id, "--data", str(data.path), *options])
        captured = capsys.readouterr()
        return code, json.loads(captured.out) if captured.out else captured.err

    return call


def test_a_sale_that_is_right(account, journal):
    case = case_of(
        [OFF50, SHARED, GIFT],
        "A1",
        "A2",
        "B1",
        member=member(),
        coupons=[coupon()],
        points_rule=POINTS,
        points_to_use=500,
    )
    code, found = account(sale_of("sale-1", case))
    assert (code, found["same"], found["replayed"], found["differences"]) == (0, True, True, [])
    entry = journal.entries[-1]
    identity = {name: found["entry"][name] for name in ("store", "till", "epoch", "seq", "hash")}
    assert identity == {"store": "S01", "till": "T01", "epoch": "epoch-1", "seq": 2, "hash": entry.hash.hex()}
    assert [offer["document"] for offer in found["input"]["offers"]] == [OFF50, SHARED, GIFT]
    assert found["recorded"] == found["recomputed"]
    units = {}
    for transfer in found["transfers"]:
        for posting in transfer["postings"]:
            units[posting["unit"]] = units.get(posting["unit"], 0) + posting["amount"]
    assert {transfer.get("store") or transfer["one_id"] for transfer in found["transfers"]} == {"S01", "M1"}
    assert units == {"CNY": 0, "points/group": 0, "coupons/OFF50": 0}
    assert found["cases"] == []


def test_who_funds_what_of_each_line_adds_up_to_the_sale(account):
    case = case_of(
        [OFF50, SHARED, GIFT],
        "A1",
        "A2",
        "B1",
        member=member(),
        coupons=[coupon()],
        points_rule=POINTS,
        points_to_use=500,
    )
    _, found = account(sale_of("sale-1", case))
    total: dict[str, int] = {}
    for line in found["lines"]:
        taken_off = 0
        for part in line["funded"]:
            assert sum(part["funding"].values()) == part["amount"]
            taken_off += part["amount"]
            for party, amount in part["funding"].items():
                total[party] = total.get(party, 0) + amount
        assert taken_off == line["gross_minor"] - line["net_minor"]
    (gift,) = found["gifts"]
    assert (gift["sku"], gift["funding"]) == ("MINI", {"brand:LQX": 1802})
    total["brand:LQX"] += 1802
    assert total == found["recorded"]["funding"]


def test_a_sale_that_is_wrong_is_exit_code_1_and_its_cases_are_there(account):
    code, found = account(take_off(sale_of("sale-1", case_of([SHARED], "A1", "A2")), 300))
    assert (code, found["same"], found["short_minor"]) == (1, False, 300)
    assert found["recorded"]["payable"] + 300 == found["recomputed"]["payable"]
    (case,) = found["cases"]
    assert (case["kind"], case["amount"]) == ("arithmetic", 300)
    assert "engine" in case["explanation"]


def test_a_sale_whose_facts_are_wrong_is_exit_code_1(account):
    code, found = account(sale_of("sale-1", case_of([SHARED], "A1", member=member(tiers={"group": "platinum"}))))
    assert (code, found["differences"], [fact["what"] for fact in found["facts"]]) == (1, [], ["tier"])


def test_a_sale_that_spent_too_many_points_names_the_member_s_case(account):
    case = case_of([], "B1", member=member(points=20_000), points_rule=POINTS, points_to_use=20_000)
    code, found = account(sale_of("sale-1", case))
    assert (code, [case["kind"] for case in found["cases"]]) == (0, ["points_overdrawn"])
    assert {transfer["kind"] for transfer in found["transfers"]} == {"sale", "benefit_loss"}


def test_what_cannot_be_replayed_or_is_not_there_is_exit_code_2(account, books):
    document = sale_of("sale-1", case_of([SHARED], "A1"))
    document["input"]["at"] = "yesterday"
    code, found = account(document)
    assert (code, found["recomputed"], found["unreplayable"]["path"]) == (2, None, "$.input.at")
    code, words = account(sale_id="nothing")
    assert (code, "nothing" in words) == (2, True)
    unprotected(books.database)
    books.database.execute("UPDATE entry SET body = ? WHERE kind = 'sale'", (b"{}",))
    code, words = account()
    assert (code, "audit" in words) == (2, True)


def test_two_stores_may_have_a_sale_of_one_id(account, books, journal):
    other = type(journal)(store="S02")
    other.open("epoch-2")
    other.add("sale", sale_of("sale-1", case_of([SHARED], "B1", store="S02")))
    push(books, "S02", "T01", other.entries)
    code, words = account(sale_of("sale-1", case_of([SHARED], "A1")))
    assert (code, "--store" in words) == (2, True)
    code, found = account(options=("--store", "S02"))
    assert (code, found["entry"]["store"]) == (0, "S02")
