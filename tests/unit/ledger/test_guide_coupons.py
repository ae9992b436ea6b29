"""Coupons that guides give: once, within the month's budget, with a word about similar ones, and booked as pieces."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from central_ledger.application.guide_coupons import GiftWish, give_coupon, set_guide_offers
from central_ledger.application.publish import publish_staff
from central_ledger.domain import accounts
from retail.guide_coupons import is_similar
from retail.ports import StaffMember

OFFERS = {"offers": [{"offer_id": "OFF50", "pieces": 2, "days": 14, "per_member": 1}]}


@pytest.fixture
def books(ledger):
    ledger.clock = lambda: datetime(2026, 11, 11, 2, tzinfo=UTC)
    with ledger.database.transaction():
        for store in ("S01", "S02"):
            staff = [StaffMember("G1", "周可", ("guide",), "hash"), StaffMember("G2", "苏青", ("guide",), "hash")]
            publish_staff(ledger, store, [*staff, StaffMember("E1", "张三", ("cashier",), "hash")])
        set_guide_offers(ledger, OFFERS)
    return ledger


def give(ledger, gift_id="g1", one_id="M2", staff_id="G1", *, store="S02", **changes):
    wish = GiftWish(gift_id, one_id, changes.pop("offer_id", "OFF50"), staff_id, **changes)
    return give_coupon(ledger, store, "T01", wish)


def test_the_member_has_it_once_however_often_it_is_asked_for(books):
    first = give(books)
    assert (first.code, first.left) == ("", 1)
    assert give(books) == first, "the answer may be lost"
    coupon = books.members.coupon("M2", first.coupon_id)
    assert (coupon.status, coupon.expires_at) == ("available", "2026-11-25T02:00:00+00:00")
    assert books.feeds.get("S02", "coupons", first.coupon_id) is not None
    (row,) = books.guide_budgets.of_month("2026-11")
    assert (row.holder, row.one_id) == ("guide/S02/G1", "M2")
    postings = books.books.member_postings_of("M2", f"coupon/{first.coupon_id}/issued")
    assert {account for account, _, _ in postings} == {accounts.coupons_at("issued"), accounts.coupons_at("available")}


def test_a_guides_month_ends_and_another_begins(books):
    give(books)
    assert give(books, "g2", "M1", store="S01", all_the_same=True).left == 1, "a guide of another store"
    assert give(books, "g3", "M1", all_the_same=True).code == "member_has"
    assert give(books, "g4", "M1", "G1", offer_id="NONE").code == "not_offered"
    assert give(books, "g5", "M9").code == "unknown"
    assert give(books, "g6", "M2", "E1").code == "not_a_guide"
    assert give(books, "g7", "M2").code == "member_has", "from whomever"
    books.clock = lambda: datetime(2026, 11, 30, 16, 0, tzinfo=UTC)  # the first of December in the store
    assert give(books, "g8", "M2", all_the_same=True).left == 1
    assert give(books, "g9", "M1", all_the_same=True).left == 0
    with books.database.transaction():
        set_guide_offers(books, {"offers": [OFFERS["offers"][0] | {"per_member": 9}]})
    assert give(books, "g10", "M1", all_the_same=True).code == "budget_spent"


def test_one_that_is_like_it_is_said_before_anything_is_taken(books):
    refused = give(books, one_id="M1", store="S01")
    assert (refused.code, set(refused.similar)) == ("similar", {"C1", "C2"})
    assert books.guide_budgets.of_month("2026-11") == []
    assert give(books, one_id="M1", store="S01", all_the_same=True).code == ""


def test_a_question_about_a_member_of_another_store_is_on_record(books):
    give(books, store="S01", one_id="M2")
    assert [row["who"] for row in books.reads.of_member("M2", ())] == ["till:S01/T01"]


@pytest.mark.parametrize(
    "wrong", [{"offer_id": "NONE"}, {"pieces": 0}, {"days": 1000}, {"stores": ["S09"]}, {"per_member": 0}]
)
def test_what_is_no_budget_is_refused(books, wrong):
    with pytest.raises(ValueError, match=r"\$\.offers"), books.database.transaction():
        set_guide_offers(books, {"offers": [OFFERS["offers"][0] | wrong]})


def test_what_is_similar():
    def offer(number, kind, **scope):
        return {"id": number, "effect": {"kind": kind}, "scope": scope}

    assert is_similar(offer("A", "gift"), offer("A", "amount_off"))
    assert is_similar(offer("A", "amount_off"), offer("B", "percent_off"))
    assert is_similar(offer("A", "amount_off", brands=["X"]), offer("B", "amount_off", brands=["X", "Y"]))
    assert not is_similar(offer("A", "amount_off", brands=["X"]), offer("B", "amount_off", brands=["Y"]))
    assert not is_similar(offer("A", "amount_off"), offer("B", "gift"))
