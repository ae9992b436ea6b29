"""Codes and cards that the ledger issues are accepted by a till that pulled the ledger's keys."""

from __future__ import annotations

import base64
import json
from datetime import datetime, timedelta

import pytest

from central_ledger.application import decide, offer_publishing, publish
from central_ledger.application.keys import add_issuer_key
from central_ledger.application.member_codes import UnknownMember, member_card, member_claims, member_code
from central_ledger.application.paper import UnknownName, paper_coupon, staff_badge
from retail.code import CodeRefused, IssuerKey, PaymentCode, accept, new_cti, rotate_code
from retail.paper_codes import open_badge, open_coupon
from retail.ports import OfferRecord
from retail.signed import SigningKey, VerifyingKey


def pulled_keys(ledger):
    rows = [json.loads(row.data) for row in ledger.feeds.after("group", "keys", 0, 1000)]
    issuers = {
        bytes.fromhex(row["key_id"]): IssuerKey(
            datetime.fromisoformat(row["valid_from"]),
            datetime.fromisoformat(row["valid_to"]),
            VerifyingKey(base64.b64decode(row["public_key"])),
        )
        for row in rows
        if row["type"] == "issuer"
    }
    revoked = {base64.b64decode(row["public_key"]) for row in rows if row["type"] == "phone_revoked"}
    return issuers, revoked


def accepted(ledger, text, now=None):
    issuers, revoked = pulled_keys(ledger)
    now = now or ledger.clock()
    return accept(text, now=now, issuers=issuers, revoked_phones=revoked, is_replayed=lambda cti: False)


@pytest.fixture
def ledger(ledger):
    """With a clock of today: the keys of the small group were made just now."""
    ledger.clock = lambda: datetime.now().astimezone()
    return ledger


def test_an_issued_code_states_who_it_is_and_what_may_be_used_offline(ledger):
    code, expires_at = member_code(ledger, "M1")
    found = accepted(ledger, code)
    assert found.one_id == "M1"
    assert (found.tiers, found.plans, found.cards) == ({"group": "gold"}, ("plus",), {"LQX": "2801"})
    assert found.points == {"group": 5000}
    assert found.coupons == (("C1", "OFF50"), ("C2", "OFF50"))
    assert datetime.fromisoformat(expires_at).timestamp() == found.exp


def test_what_may_not_be_used_offline_is_not_stated(ledger):
    leased = {
        "id": "OFF50",
        "source": "coupon",
        "stage": "coupon",
        "effect": {"kind": "amount_off", "amount": 5000},
        "offline": {"policy": "leased"},
    }
    with ledger.database.transaction():
        offer_publishing.publish_offers(ledger, [OfferRecord("OFF50", 2, leased)])
        for store in ("S01", "S02"):
            publish.publish_setting(ledger, store, "points", {"program": "group", "rule": None})
    claims = member_claims(ledger, "M1")
    assert (claims.coupons, claims.points) == ((), {})


def test_two_codes_are_never_the_same(ledger):
    codes = {accepted(ledger, member_code(ledger, "M1")[0]).cti for _ in range(5)}
    assert len(codes) == 5


def test_a_payment_code_is_carried_and_kept_nowhere(ledger, data):
    digits = "134567890123456789"
    code, _ = member_code(ledger, "M1", PaymentCode(digits))
    assert accepted(ledger, code).payment_code.reveal() == digits
    for table in ("entry", "feed_row", "case_file", "meta"):
        assert digits not in str(ledger.database.rows(f"SELECT * FROM {table}"))


def test_a_card_makes_rotating_codes_until_the_phone_is_revoked(ledger):
    phone = SigningKey.generate()
    card, _ = member_card(ledger, "M1", phone.verifying_key)
    text = rotate_code(card, phone, ledger.clock(), new_cti(), PaymentCode("134567890123456789"))
    assert accepted(ledger, text).profile == "rotating"
    decide.revoke_phone(ledger, phone.verifying_key.raw)
    with pytest.raises(CodeRefused) as refused:
        accepted(ledger, text)
    assert refused.value.reason == "revoked"


def test_a_member_with_very_much_to_state_still_gets_a_code(ledger):
    member = ledger.members.get("M1")
    cards = {f"brand-{number}": "9" * 40 for number in range(20)}
    with ledger.database.transaction():
        ledger.members.put([member.__class__(**{**_fields(member), "cards": cards})], ledger.now())
    found = accepted(ledger, member_code(ledger, "M1")[0])
    assert (found.cards, found.tiers) == ({}, {"group": "gold"})
    phone = SigningKey.generate()
    card, _ = member_card(ledger, "M1", phone.verifying_key)
    rotate_code(card, phone, ledger.clock(), new_cti(), PaymentCode("134567890123456789"))


def test_nobody_gets_a_code_for_a_member_who_is_not_there(ledger):
    with pytest.raises(UnknownMember):
        member_code(ledger, "NOBODY")


def test_the_newest_valid_issuer_key_signs_and_the_older_ones_still_prove(ledger):
    old, _ = member_code(ledger, "M1")
    with ledger.database.transaction():
        newer = add_issuer_key(ledger)
    code, _ = member_code(ledger, "M1")
    assert newer.kid in pulled_keys(ledger)[0]
    assert accepted(ledger, old).one_id == accepted(ledger, code).one_id == "M1"
    ledger.clock = lambda: datetime.now().astimezone() + timedelta(days=400)
    with pytest.raises(CodeRefused) as refused:
        accepted(ledger, code)
    assert refused.value.reason == "unknown_issuer"


def test_badges_and_paper_coupons_open_with_the_pulled_keys(ledger):
    rows = [json.loads(row.data) for row in ledger.feeds.after("group", "keys", 0, 1000)]
    keys = {bytes.fromhex(row["key_id"]): VerifyingKey(base64.b64decode(row["public_key"])) for row in rows}
    badge = open_badge(staff_badge(ledger, "S01", "E1"), keys.get, ledger.clock())
    assert (badge.staff_id, badge.store) == ("E1", "S01")
    coupon = open_coupon(paper_coupon(ledger, "CB", None), keys.get, ledger.clock())
    assert (coupon.coupon_id, coupon.offer_id, coupon.one_id) == ("CB", "OFF50", None)
    assert open_coupon(paper_coupon(ledger, "C1", "M1"), keys.get, ledger.clock()).one_id == "M1"
    for make in (lambda: staff_badge(ledger, "S01", "E9"), lambda: paper_coupon(ledger, "C1", None)):
        with pytest.raises(UnknownName):
            make()


def _fields(member):
    return {name: getattr(member, name) for name in member.__dataclass_fields__}
