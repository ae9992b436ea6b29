"""Services, swapped coupons, handouts and rejected offers: what tills tell about benefits beside the price."""

from __future__ import annotations

import itertools
import json
from dataclasses import replace

import pytest

from central_ledger.application import offer_publishing, publish
from central_ledger.application.audit import audit
from central_ledger.application.push import push
from central_ledger.domain import accounts
from central_ledger.domain.accounts import Posting, Transfer
from central_ledger.store.entitlements import EntitlementRow
from retail.ports import OfferRecord
from tests.unit.ledger.journals import NOW, JournalWriter, sale_document

TAILOR = EntitlementRow("M1", "TAILOR", "免费裁剪", "Tailoring", 2, None, "plus")
GROWING = {
    "id": "SMALL",
    "source": "coupon",
    "stage": "coupon",
    "effect": {"kind": "amount_off", "amount": 1000},
    "grows": {"to": "OFF50", "until": "2026-12-01T00:00:00+08:00"},
}


@pytest.fixture
def books(ledger):
    prepared(ledger)
    return ledger


def prepared(ledger):
    with ledger.database.transaction():
        for till in ("T01", "T02"):
            ledger.journals.enrol("S01", till, bytes(32), "counter", ledger.now())
        ledger.entitlements.put([TAILOR])
        offer_publishing.publish_offers(ledger, [OfferRecord("SMALL", 1, GROWING)])


def used(use_id, entitlement_id="TAILOR"):
    return {"use_id": use_id, "entitlement_id": entitlement_id, "one_id": "M1", "staff_id": "E1", "sale_id": None}


def undone(use_id):
    return {name: value for name, value in used(use_id).items() if name != "sale_id"}


def swapped(coupon_id="C1", to="NEW1", offer_id="OFF50", to_offer_id="OFF50"):
    return {
        "coupon_id": coupon_id,
        "offer_id": offer_id,
        "one_id": "M1",
        "to_coupon_id": to,
        "to_offer_id": to_offer_id,
        "expires_at": None,
        "staff_id": "E1",
    }


def row(ledger, store, feed, key):
    return json.loads(ledger.feeds.get(store, feed, key))


def open_cases(ledger):
    return [(case.kind, case.detail) for case in ledger.cases.all("open")]


def test_a_use_reaches_every_store_of_the_member_and_names_itself(books, journal):
    journal.add("entitlement_used", used("U1"))
    journal.add("entitlement_used", used("U2"))
    journal.add("entitlement_use_undone", undone("U1"))
    assert {verdict.word for verdict in push(books, "S01", "T01", journal.entries).verdicts} == {"created"}
    for store in ("S01", "S02"):
        data = row(books, store, "entitlements", "TAILOR")
        assert (data["total"], data["used"], data["use_ids"], data["label_en"]) == (2, 1, ["U2"], "Tailoring")
    assert open_cases(books) == []


@pytest.mark.parametrize("order", list(itertools.permutations(range(2))))
def test_more_uses_than_there_are_is_one_case_in_any_order(books, order):
    first, second = JournalWriter(till="T01"), JournalWriter(till="T02", epoch="epoch-2")
    for writer, uses in ((first, ("U1", "U2")), (second, ("U3", "U4"))):
        writer.open(writer.epoch)
        for use_id in uses:
            writer.add("entitlement_used", used(use_id))
    second.add("entitlement_use_undone", undone("U4"))
    for number in order:
        writer = (first, second)[number]
        push(books, "S01", writer.till, writer.entries)
    ((kind, detail),) = open_cases(books)
    assert (kind, detail["used"], detail["total"]) == ("entitlement_overused", 3, 2)
    second.add("entitlement_use_undone", undone("U3"))
    push(books, "S01", "T02", second.entries[-1:])
    assert open_cases(books) == []


def test_a_service_that_nobody_knows_is_a_case(books, journal):
    journal.add("entitlement_used", used("U1", "NOTHING"))
    push(books, "S01", "T01", journal.entries)
    assert [(kind, detail["what"]) for kind, detail in open_cases(books)] == [("facts", "entitlement_unknown")]


def small_coupon(ledger):
    with ledger.database.transaction():
        known = ledger.members.coupon("M1", "C1")
        ledger.members.put_coupons([("M1", replace(known, offer_id="SMALL"))])
        pieces = [
            Posting(accounts.coupons_at(state), accounts.coupons_unit(offer), pieces)
            for offer, sign in (("OFF50", -1), ("SMALL", 1))
            for state, pieces in (("available", sign), ("issued", -sign))
        ]
        ledger.books.book_for_members([("M1", Transfer("another offer", "coupon", "C1", NOW, tuple(pieces)))])


def test_a_swapped_coupon_is_used_up_and_the_new_one_can_be_used_once(books, journal):
    small_coupon(books)
    journal.add("coupon_swapped", swapped(offer_id="SMALL"))
    journal.sale("sale-1", {"A1": 12900}, coupon=("NEW1", 5000), one_id="M1")
    push(books, "S01", "T01", journal.entries)
    assert row(books, "S02", "coupons", "C1")["status"] == "used"
    assert row(books, "S02", "coupons", "NEW1")["status"] == "used"
    assert open_cases(books) == []
    assert audit(books).problems == []
    journal.sale("sale-2", {"A1": 12900}, coupon=("C1", 5000), one_id="M1")
    push(books, "S01", "T01", journal.entries)
    assert [kind for kind, _ in open_cases(books)] == ["coupon_reused"]


@pytest.mark.parametrize("swap_first", [True, False])
def test_a_coupon_swapped_here_and_used_there_is_one_case_in_any_order(ledger, swap_first):
    prepared(ledger)
    small_coupon(ledger)
    here, there = JournalWriter(till="T01"), JournalWriter(till="T02", epoch="epoch-2")
    here.open(here.epoch)
    here.add("coupon_swapped", swapped(offer_id="SMALL"))
    here.sale("sale-1", {"A1": 12900}, coupon=("NEW1", 5000), one_id="M1")
    there.open(there.epoch)
    there.sale("sale-2", {"A1": 12900}, coupon=("C1", 5000), one_id="M1")
    for writer in (here, there) if swap_first else (there, here):
        push(ledger, "S01", writer.till, writer.entries)
    assert [kind for kind, _ in open_cases(ledger)] == ["coupon_reused"]
    assert audit(ledger).problems == []


def test_a_swap_that_no_offer_allows_is_a_case(books, journal):
    journal.add("coupon_swapped", swapped(offer_id="OFF50", to_offer_id="SMALL"))
    push(books, "S01", "T01", journal.entries)
    assert [(kind, detail["what"]) for kind, detail in open_cases(books)] == [("facts", "swap_not_offered")]


def test_an_offer_that_tills_reject_is_one_case_for_each_version(books):
    for till in ("T01", "T02"):
        writer = JournalWriter(till=till, epoch=f"epoch-{till}")
        writer.open(writer.epoch)
        for version in (3, 4):
            document = {"offer_id": "OFF9", "version": version, "path": "$.effect.kind", "expected": "a known kind"}
            writer.add("offer_rejected", document)
        push(books, "S01", till, writer.entries)
    found = sorted((detail["version"], detail["tills"], detail["path"]) for _, detail in open_cases(books))
    both = ["S01/T01", "S01/T02"]
    assert found == [(3, both, "$.effect.kind"), (4, both, "$.effect.kind")]


def test_a_handout_is_kept_once_however_often_its_sale_is_sent(books, journal):
    given = {"handout_id": "COFFEE", "code": "7Q2MK-X0D4A", "label": "咖啡券", "partner": "街角", "expires_at": None}
    journal.add("sale", sale_document("sale-1", {"A1": 12900}, one_id="M1") | {"handed_out": [given]})
    for _ in range(2):
        push(books, "S01", "T01", journal.entries)
    (kept,) = books.handouts.of_sale("S01", "sale-1")
    assert (kept.handout_id, kept.code, kept.one_id) == ("COFFEE", "7Q2MK-X0D4A", "M1")


def test_growth_counts_a_sale_by_the_brands_of_each_program(books, journal):
    setting = publish.points_setting(books, "S01") | {
        "programs": [{"program": "LQX", "points": 1, "per_amount": 100, "scope": {"brands": ["LQX"]}}],
        "tier_rules": {"group": {"days": 365, "steps": [["silver", 20000]]}, "LQX": {"days": 30, "steps": []}},
    }
    with books.database.transaction():
        publish.publish_setting(books, "S01", "points", setting)
    journal.sale("sale-1", {"A1": 12900}, one_id="M1")
    journal.sale("sale-2", {"B1": 59900}, one_id="M1", brand="LY")
    push(books, "S01", "T01", journal.entries)
    assert row(books, "S01", "members", "M1")["growth"] == {"group": 72800, "LQX": 12900}
