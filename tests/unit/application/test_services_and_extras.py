"""Services, coupons that grow, gifts that are not there, handouts, and offers that are told to be wrong."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from pos_client.application.handouts import handout_code
from pos_client.application.offer_watch import OfferWatch
from pos_client.application.receipts import ReceiptKit, Receipts, ReceiptWriters
from pos_client.errors import Refused
from retail.basket import Quantity
from retail.ports import Entitlement, OfferRecord, StoredCoupon
from retail.receipt import QrCode, Text
from retail.sale import GiftLeftOut
from tests.fakes import FakePrints
from tests.unit.application.conftest import MUG, SHIRT, TILL, Counter, record

ONE = Quantity.units(1)
TAILOR = Entitlement("TAILOR", "M1", "免费裁剪", "Tailoring", 2, 1, "2026-12-01T00:00:00+08:00", "plus")


@pytest.fixture
def known(counter: Counter) -> Counter:
    """The member has shown the code, and has services."""
    ended = replace(TAILOR, entitlement_id="OLD", expires_at="2026-11-11T10:00:00+08:00")
    counter.store.own_benefits.rows = [TAILOR, ended]
    counter.checkout.set_member(counter.members.identify_code(counter.rotating_code()))
    return counter


def use(counter: Counter, sale_id: str | None = None) -> None:
    assert counter.checkout.state.member is not None
    counter.services.use_one(counter.checkout.state.member, "TAILOR", sale_id)


def left(counter: Counter) -> int:
    (found,) = counter.services.of(counter.checkout.state.member)
    return found.left


def refused(call: Any, *args: Any) -> str:
    with pytest.raises(Refused) as caught:
        call(*args)
    return caught.value.code


def sell(counter: Counter) -> dict[str, Any]:
    counter.checkout.tender_cash(counter.checkout.state.remaining_minor)
    counter.checkout.complete()
    return counter.store.bodies("sale")[-1]


def test_a_use_is_journaled_and_never_goes_below_nothing_left(known: Counter) -> None:
    use(known)
    (body,) = known.store.bodies("entitlement_used")
    assert (body["entitlement_id"], body["one_id"], body["staff_id"], body["sale_id"]) == ("TAILOR", "M1", "1001", None)
    assert left(known) == 0
    assert refused(use, known) == "service_used_up"
    known.services.undo("TAILOR")
    assert known.store.bodies("entitlement_use_undone")[0]["use_id"] == body["use_id"]
    assert left(known) == 1
    assert refused(known.services.undo, "TAILOR") == "nothing_to_undo"


def test_what_has_ended_is_not_there(known: Counter) -> None:
    assert known.checkout.state.member is not None
    assert refused(known.services.use_one, known.checkout.state.member, "OLD", None) == "service_unknown"


def test_a_card_alone_uses_no_service(counter: Counter) -> None:
    counter.store.own_benefits.rows = [TAILOR]
    counter.checkout.set_member(counter.members.identify_card("8800001234"))
    assert refused(use, counter) == "proof_needed"


@pytest.mark.parametrize("how", ["void", "clear"])
def test_without_its_sale_a_use_is_taken_back_and_one_without_a_sale_stands(known: Counter, how: str) -> None:
    known.store.own_benefits.rows = [replace(TAILOR, used=0)]
    use(known)
    known.checkout.add(MUG, ONE)
    use(known, known.checkout.sale_id)
    member = known.checkout.state.member
    known.checkout.void_basket() if how == "void" else known.checkout.clear_member()
    (for_sale,) = [use["use_id"] for use in known.store.bodies("entitlement_used") if use["sale_id"] is not None]
    assert [body["use_id"] for body in known.store.bodies("entitlement_use_undone")] == [for_sale]
    assert [e.left for e in known.services.of(member)] == [1]


def test_a_use_names_the_sale_that_was_made(known: Counter) -> None:
    known.checkout.add(SHIRT, ONE)
    use(known, known.checkout.sale_id)
    body = sell(known)
    assert known.store.bodies("entitlement_used")[0]["sale_id"] == body["sale_id"]
    assert known.store.bodies("entitlement_use_undone") == []
    assert refused(known.services.undo, "TAILOR") == "nothing_to_undo"


LARGE = {
    "id": "OFF80",
    "source": "coupon",
    "stage": "coupon",
    "effect": {"kind": "amount_off", "amount": 8000},
}


@pytest.fixture
def growing(known: Counter) -> Counter:
    """The member's coupon K1 of OFF50 grows into one of OFF80."""
    documents = [r.document for r in known.reference.offer_records]
    grown = [d | {"grows": {"to": "OFF80", "until": None}} if d["id"] == "OFF50" else d for d in documents]
    known.reference.offer_records = [record(d) for d in (*grown, LARGE)]
    known.checkout.reference_changed()
    known.checkout.add(SHIRT, ONE)
    return known


def test_a_coupon_grows_is_priced_at_once_and_cannot_be_used_again(growing: Counter) -> None:
    growing.checkout.swap_coupon("K1")
    (body,) = growing.store.bodies("coupon_swapped")
    assert (body["coupon_id"], body["to_offer_id"], body["one_id"]) == ("K1", "OFF80", "M1")
    pricing = growing.checkout.state.pricing
    assert pricing is not None
    assert [a.coupon for a in pricing.applied if a.coupon] == [body["to_coupon_id"]]
    growing.checkout.reference_changed()
    assert refused(growing.checkout.swap_coupon, "K1") == "coupon_does_not_grow"
    assert sell(growing)["pricing"]["applied"][-1]["coupon"] == body["to_coupon_id"]


def test_without_a_connection_or_proof_nothing_is_swapped(growing: Counter) -> None:
    growing.online = False
    assert refused(growing.checkout.swap_coupon, "K1") == "swap_needs_connection"
    growing.online = True
    growing.checkout.set_member(growing.members.identify_card("8800001234"))
    assert refused(growing.checkout.swap_coupon, "K1") == "proof_needed"
    assert growing.store.bodies("coupon_swapped") == []


@pytest.mark.parametrize("grows", ["OFF80", {}, {"to": "GOLD"}, {"to": "OFF80", "until": "tomorrow"}])
def test_what_is_written_wrongly_lets_no_coupon_grow(growing: Counter, grows: Any) -> None:
    """A till may hold an offer from before the ledger looked at this; GOLD is no offer of coupons."""
    documents = [
        dict(r.document) | ({"grows": grows} if r.offer_id == "OFF50" else {}) for r in growing.reference.offers()
    ]
    growing.reference.offer_records = [record(d) for d in documents]
    growing.checkout.reference_changed()
    assert refused(growing.checkout.swap_coupon, "K1") == "coupon_does_not_grow"
    assert growing.checkout.state.payable_minor == 48910


def test_a_coupon_of_an_offer_that_is_not_for_coupons_is_left_out(growing: Counter) -> None:
    """The engine refuses such an input as a whole: the member would get no price at all."""
    stray = StoredCoupon("K2", "GOLD", "M1", "available", None)
    growing.members_known.coupons.append(stray)
    growing.checkout.set_member(growing.members.identify_code(growing.rotating_code()))
    assert growing.checkout.state.payable_minor == 48910
    assert refused(growing.checkout.add_bearer_coupon, stray) == "coupon_unknown"


def test_a_swap_that_has_ended_is_none(growing: Counter) -> None:
    documents = [r.document for r in growing.reference.offer_records]
    ended = {"to": "OFF80", "until": "2026-11-11T10:00:00+08:00"}
    growing.reference.offer_records = [record(d | {"grows": ended} if d["id"] == "OFF50" else d) for d in documents]
    growing.checkout.reference_changed()
    assert refused(growing.checkout.swap_coupon, "K1") == "coupon_does_not_grow"


GIFT = {
    "id": "GIFT",
    "source": "promotion",
    "stage": "order",
    "effect": {"kind": "gift", "sku": "MINI", "quantity": 1, "worth": 900},
    "funding": [{"party": "brand:YR", "bps": 10000}],
}


def test_a_gift_that_is_not_there_is_charged_to_nobody_and_named_in_the_sale(counter: Counter) -> None:
    counter.reference.offer_records = [record(GIFT)]
    counter.checkout.reference_changed()
    counter.checkout.add(SHIRT, ONE)
    pricing = counter.checkout.state.pricing
    assert pricing is not None
    assert pricing.funding == {"brand:YR": 900}
    counter.checkout.leave_gift_out(GiftLeftOut("GIFT", "MINI", 1, 0))
    body = sell(counter)
    assert body["pricing"]["gifts"] == []
    assert body["pricing"]["funding"] == {}
    assert [offer["id"] for offer in body["input"]["offers"]] == []
    assert body["gifts_left_out"] == [{"offer": "GIFT", "sku": "MINI", "quantity": 1, "stock": 0}]


def test_a_gift_that_the_basket_no_longer_wins_is_not_named(counter: Counter) -> None:
    counter.reference.offer_records = [record(GIFT | {"conditions": {"min_quantity": 2}})]
    counter.checkout.reference_changed()
    counter.checkout.add(SHIRT, Quantity.units(2))
    counter.checkout.leave_gift_out(GiftLeftOut("GIFT", "MINI", 1, 0))
    counter.checkout.set_quantity(counter.checkout.state.basket.lines[0].line_id, ONE)
    assert "gifts_left_out" not in sell(counter)


def test_a_gift_comes_back(counter: Counter) -> None:
    counter.reference.offer_records = [record(GIFT)]
    counter.checkout.reference_changed()
    counter.checkout.add(SHIRT, ONE)
    counter.checkout.leave_gift_out(GiftLeftOut("GIFT", "MINI", 1, 0))
    counter.checkout.give_gift("GIFT")
    pricing = counter.checkout.state.pricing
    assert pricing is not None
    assert [gift.sku for gift in pricing.gifts] == ["MINI"]


def handouts(counter: Counter, **conditions: Any) -> None:
    given = {"id": "COFFEE", "label": "咖啡券", "partner": "街角", "conditions": conditions, "valid_days": 7}
    counter.reference.settings_document["handouts"] = {"handouts": [given]}


def test_a_handout_has_a_code_that_follows_from_its_sale(counter: Counter) -> None:
    handouts(counter, min_payable=SHIRT.unit_price_minor)
    counter.checkout.add(SHIRT, ONE)
    body = sell(counter)
    (given,) = body["handed_out"]
    assert given["code"] == handout_code(body["sale_id"], "COFFEE")
    assert given["code"] != handout_code(body["sale_id"], "TEA")
    assert len(given["code"]) == 11
    assert given["expires_at"] == "2026-11-18T10:00:00+08:00"


@pytest.mark.parametrize(
    "conditions",
    [
        {"min_payable": SHIRT.unit_price_minor + 1},
        {"brands": ["NOBODY"]},
        {"members_only": True},
        {"valid_from": "2026-11-11T10:00:01+08:00"},
        {"valid_to": "2026-11-11T10:00:00+08:00"},
    ],
)
def test_a_handout_whose_conditions_do_not_hold_stays(counter: Counter, conditions: dict[str, Any]) -> None:
    handouts(counter, **conditions)
    counter.checkout.add(SHIRT, ONE)
    assert "handed_out" not in sell(counter)


def test_a_bad_offer_is_told_once_for_each_version(counter: Counter) -> None:
    watch = OfferWatch(counter.desk, counter.checkout, counter.store.own_benefits)
    bad = {"id": "BAD", "source": "promotion", "stage": "order", "effect": {"kind": "teleport"}}
    for version in (3, 3, 4):
        counter.reference.offer_records = [OfferRecord("BAD", version, bad), record(GIFT)]
        counter.checkout.reference_changed()
        watch.report()
    told = counter.store.bodies("offer_rejected")
    assert [(body["offer_id"], body["version"], body["path"]) for body in told] == [
        ("BAD", 3, "$.effect.kind"),
        ("BAD", 4, "$.effect.kind"),
    ]
    assert "unit_price" in told[0]["expected"]
    assert [offer.offer_id for offer in counter.checkout.usable.offers] == ["GIFT"]


def test_the_receipt_prints_the_same_handout_each_time(counter: Counter) -> None:
    handouts(counter)
    counter.checkout.add(SHIRT, ONE)
    body = sell(counter)
    kit = ReceiptKit(counter.desk, counter.store, counter.members_known, counter.reference, lambda: TILL, "zh_CN")
    receipts = Receipts(kit, ReceiptWriters(lambda document: None, lambda document, path: None), FakePrints())
    for copy in (None, 1):
        elements = receipts.document(body["sale_id"], copy=copy).elements
        texts = [element.text for element in elements if isinstance(element, Text)]
        assert {"咖啡券", body["handed_out"][0]["code"], "有效期至 2026-11-18"} <= set(texts)
        assert body["handed_out"][0]["code"] in [e.text for e in elements if isinstance(e, QrCode)]


def test_goods_that_are_handed_over_say_which_and_come_back_with_their_use(known: Counter) -> None:
    known.store.own_benefits.rows = [replace(TAILOR, entitlement_id="BAG", total=1, used=0, sku="S01-BAG")]
    member = known.checkout.state.member
    assert member is not None
    known.services.use_one(member, "BAG", None)
    assert known.store.bodies("entitlement_used")[-1]["sku"] == "S01-BAG"
    assert refused(known.services.use_one, member, "BAG", None) == "service_used_up"
    known.services.undo("BAG")
    assert known.store.bodies("entitlement_use_undone")[-1]["sku"] == "S01-BAG"
    known.store.own_benefits.rows = [TAILOR]
    use(known)
    assert "sku" not in known.store.bodies("entitlement_used")[-1], "a service is no goods"
