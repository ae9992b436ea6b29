from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from pos_client.application.changes import Changes
from retail.claims import MemberClaims
from retail.code import issue_code, new_cti
from retail.paper_codes import CouponCode, ReceiptCode, StaffBadge, make_badge, make_coupon, make_receipt
from retail.payment_code import PaymentCode
from retail.signed import SigningKey
from tests.unit.application.conftest import ISSUER, PHONE, STORE_KEY, TILL, Counter, key_row
from tests.unit.application.test_checkout import refused


def in_store(body: str) -> str:
    """Twelve digits with their EAN check digit."""
    total = sum(int(digit) * (3 if place % 2 else 1) for place, digit in enumerate(body))
    return body + str(-total % 10)


def test_goods_by_ean_with_and_without_a_symbology(counter: Counter) -> None:
    assert counter.scanning.scan(b"6901234567892", "EAN13").detail == {"sku": "A1"}
    assert counter.scanning.scan("6901234567892").kind == "goods"
    assert counter.scanning.scan("]E06901234567892").kind == "goods"
    assert counter.checkout.state.basket.unit_count == 3


def test_a_scales_label_with_a_weight(counter: Counter) -> None:
    counter.scanning.scan(in_store("210004200350"), "EAN13")
    line = counter.checkout.state.basket.lines[0]
    assert (line.quantity.to_contract(), line.gross_minor) == ("0.350", 4480)


def test_a_members_code_identifies_once_and_is_journaled(counter: Counter) -> None:
    text = counter.rotating_code()
    assert counter.scanning.scan(text).detail == {"one_id": "M1"}
    (body,) = counter.store.bodies("code_accepted")
    assert (body["one_id"], body["profile"]) == ("M1", "rotating")
    assert list(counter.store.accepted) == [bytes.fromhex(body["cti"])]
    with refused("code_replayed"):
        counter.scanning.scan(text)
    assert len(counter.store.bodies("code_accepted")) == 1


def test_an_old_code_a_forged_one_and_one_from_the_future(counter: Counter) -> None:
    old = counter.rotating_code()
    counter.clock.advance(106)
    with refused("code_expired"):
        counter.scanning.scan(old)
    ahead = counter.rotating_code()
    counter.clock.advance(-24 * 3600)
    with refused("code_not_yet_valid"):
        counter.scanning.scan(ahead)
    counter.clock.advance(24 * 3600)
    forged = issue_code(
        MemberClaims("M1"),
        key=SigningKey.generate(),
        kid=ISSUER.verifying_key.kid,
        now=counter.clock.now(),
        cti=new_cti(),
    )
    with refused("code_bad_signature"):
        counter.scanning.scan(forged)
    stranger = issue_code(MemberClaims("M1"), key=ISSUER, kid=b"other", now=counter.clock.now(), cti=new_cti())
    with refused("code_unknown_issuer"):
        counter.scanning.scan(stranger)
    with refused("code_malformed"):
        counter.scanning.scan("UM1:NOT BASE45 AT ALL")
    assert counter.checkout.state.member is None
    assert counter.store.bodies("code_accepted") == []


def test_a_lost_phone(counter: Counter) -> None:
    counter.reference.key_rows.append(key_row("phone_revoked", PHONE))
    with refused("code_revoked"):
        counter.scanning.scan(counter.rotating_code())


def test_a_member_of_another_store_comes_with_the_codes_own_claims(counter: Counter) -> None:
    text = counter.rotating_code("M9", tiers={"group": "gold"}, coupons=(("K9", "OFF50"),))
    counter.scanning.scan(text)
    counter.checkout.add_product("A1")
    member = counter.checkout.state.member
    assert member is not None
    assert (member.member.source, member.member.name) == ("code", "")
    assert counter.checkout.state.payable_minor == 48910


def test_what_the_cache_knows_of_a_coupon_goes_before_an_old_card(counter: Counter) -> None:
    coupon = counter.members_known.coupons[0]
    counter.members_known.coupons[0] = type(coupon)("K1", "OFF50", "M1", "used", None)
    counter.scanning.scan(counter.rotating_code(coupons=(("K1", "OFF50"),)))
    counter.checkout.add_product("A1")
    assert counter.checkout.state.payable_minor == 53910


def test_a_plastic_card_proves_nothing(counter: Counter) -> None:
    counter.scanning.scan("8800001234", "Code128")
    member = counter.checkout.state.member
    assert member is not None
    assert not member.can_spend
    with refused("member_unknown"):
        counter.scanning.scan("8800009999", "Code128")


@pytest.mark.parametrize("read", ["MT-004711", "mt004711", b"]C0MT004711"])
def test_a_card_that_a_brand_gave_before_leads_to_its_member(counter: Counter, read: str | bytes) -> None:
    (known,) = counter.members_known.members
    counter.members_known.members = [replace(known, cards={**known.cards, "MT": "MT004711"})]
    assert counter.scanning.scan(read).kind == "member"
    shown = counter.checkout.state.member
    assert shown is not None
    assert (shown.member.one_id, shown.can_spend) == (known.one_id, False)
    with refused("code_unknown"):
        counter.scanning.scan("MT004712")


def test_an_old_number_that_is_goods_too_is_what_the_cashier_says(counter: Counter) -> None:
    (known,) = counter.members_known.members
    counter.members_known.members = [replace(known, cards={"MT": "6901234567892"})]
    with refused("goods_or_card") as caught:
        counter.scanning.scan("6901234567892", "EAN13", 2)
    assert known.name not in str(caught.value.params)
    assert (counter.checkout.state.member, counter.checkout.state.basket.lines) == (None, ())
    assert counter.scanning.scan("6901234567892", "EAN13", 2, means="goods").detail == {"sku": "A1"}
    assert counter.checkout.state.basket.unit_count == 2
    assert counter.scanning.scan("6901234567892", "EAN13", means="member").kind == "member"
    assert counter.checkout.state.basket.unit_count == 2


def test_a_payment_code_is_handed_on_and_kept_nowhere(counter: Counter, caplog: pytest.LogCaptureFixture) -> None:
    digits = "134567890123456789"
    outcome = counter.scanning.scan(digits, "QRCode")
    assert outcome.payment_code is not None
    assert outcome.payment_code.reveal() == digits
    assert digits not in repr(outcome) + caplog.text
    assert counter.store.entries[1:] == []


def test_a_members_code_may_bring_a_payment_code_along(counter: Counter) -> None:
    code = PaymentCode("280123456789012345")
    key, kid = ISSUER, ISSUER.verifying_key.kid
    claims, now, cti = MemberClaims("M1"), counter.clock.now(), new_cti()
    text = issue_code(claims, key=key, kid=kid, now=now, cti=cti, payment_code=code)
    outcome = counter.scanning.scan(text)
    assert (outcome.kind, outcome.payment_code) == ("member", code)
    assert code.reveal() not in str(counter.store.entries)


def test_unknown_long_digits_are_masked_in_the_refusal(counter: Counter) -> None:
    with refused("code_unknown") as caught:
        counter.scanning.scan("X9999888877776666555544443333")
    assert "99998888" not in str(caught.value.params)


def test_a_bearers_coupon_is_used_once_in_the_basket(counter: Counter) -> None:
    exp = int((counter.clock.now() + timedelta(days=3)).timestamp())
    text = make_coupon(CouponCode("P1", "OFF50", None, exp), ISSUER, ISSUER.verifying_key.kid)
    counter.checkout.add_product("A1")
    counter.scanning.scan(text)
    counter.scanning.scan(text)
    assert counter.checkout.state.payable_minor == 54900
    counter.clock.advance(4 * 24 * 3600)
    with refused("code_expired"):
        counter.scanning.scan(text)


def test_a_receipt_and_a_badge_are_known_and_change_nothing(counter: Counter) -> None:
    receipt = ReceiptCode("s-1", "e1", 4, bytes(32), 4900, "2026-11-11T10:00:00+08:00")
    outcome = counter.scanning.scan(make_receipt(receipt, TILL, TILL.verifying_key.kid))
    assert outcome.receipt is not None
    assert (outcome.kind, outcome.receipt.code.sale_id, outcome.changes) == ("receipt", "s-1", Changes())
    assert (outcome.receipt.store, outcome.receipt.till) == ("S01", "T01")
    exp = int((counter.clock.now() + timedelta(days=3)).timestamp())
    badge = counter.scanning.scan(make_badge(StaffBadge("1001", "S01", exp), STORE_KEY, STORE_KEY.verifying_key.kid))
    assert badge.detail == {"staff_id": "1001"}
    with refused("badge_of_other_store"):
        counter.scanning.scan(make_badge(StaffBadge("1001", "S02", exp), STORE_KEY, STORE_KEY.verifying_key.kid))
    with refused("code_bad_signature"):
        counter.scanning.scan(make_receipt(receipt, ISSUER, TILL.verifying_key.kid))
