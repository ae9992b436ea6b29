"""Issue unified member codes and cards: docs/spec/member-code.md, section 1."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from central_ledger.application.keys import issuer_key
from central_ledger.application.ledger import Ledger
from central_ledger.application.offer_publishing import offer_in_force
from retail.code import CARD_LIFETIME, ISSUED_LIFETIME, MemberClaims, PaymentCode, issue_card, issue_code, new_cti
from retail.signed import VerifyingKey

#: A phone wraps its card in 64 bytes of signature, a payment code and headers; the whole has at most 500 bytes.
CARD_BYTES_MAX = 360
COUPONS_MAX = 4
_OFFLINE_POLICIES = ("allowed", "capped")


class UnknownMember(Exception):
    """There is no member with this one_id."""


def member_code(ledger: Ledger, one_id: str, payment_code: PaymentCode | None = None) -> tuple[str, str]:
    """An issued code and when it expires (ISO 8601). Optional claims are left out until the code fits into 500 bytes.

    Raises UnknownMember, NotInitialised, and ValueError when even the shortest code would be too long.
    """
    now = ledger.clock()
    signer = issuer_key(ledger)
    refused: ValueError | None = None
    for claims in _shorter_and_shorter(member_claims(ledger, one_id)):
        try:
            text = issue_code(claims, key=signer.key, kid=signer.kid, now=now, cti=new_cti(), payment_code=payment_code)
        except ValueError as error:
            refused = error
            continue
        return text, _expiry(now, ISSUED_LIFETIME)
    raise refused or ValueError("a code cannot be made for this member")


def member_card(ledger: Ledger, one_id: str, phone_key: VerifyingKey) -> tuple[bytes, str]:
    """The card for a phone's rotating codes, and when it expires. Raises as `member_code` does."""
    now = ledger.clock()
    signer = issuer_key(ledger)
    for claims in _shorter_and_shorter(member_claims(ledger, one_id)):
        try:
            card = issue_card(claims, phone_key=phone_key, key=signer.key, kid=signer.kid, now=now)
        except ValueError:
            continue
        if len(card) <= CARD_BYTES_MAX:
            return card, _expiry(now, CARD_LIFETIME)
    raise ValueError("a card cannot be made for this member: it would be too long")


def member_claims(ledger: Ledger, one_id: str) -> MemberClaims:
    """What the ledger states of a member. Points and coupons: those that may be used without a connection."""
    asked, one_id = one_id, ledger.identities.current(one_id)
    member = ledger.members.get(one_id)
    if member is None:
        raise UnknownMember(asked)
    now = ledger.clock()
    coupons = tuple(
        (coupon.coupon_id, coupon.offer_id)
        for coupon in ledger.members.coupons_of(one_id)
        if coupon.status == "available"
        and (coupon.expires_at is None or now < datetime.fromisoformat(coupon.expires_at))
        and _policy(offer_in_force(ledger, coupon.offer_id)) in _OFFLINE_POLICIES
    )
    program, rule = _points_rule(ledger, one_id)
    points = ledger.members.balance(one_id, program).points if _policy(rule) in _OFFLINE_POLICIES else 0
    return MemberClaims(
        one_id=one_id,
        tiers=member.tiers,
        plans=tuple(member.plans),
        cards=member.cards,
        points={program: points} if points else {},
        coupons=coupons[:COUPONS_MAX],
    )


def _shorter_and_shorter(claims: MemberClaims) -> Iterator[MemberClaims]:
    """The claims, then fewer of them: what a till can do without goes first."""
    yield claims
    while claims.coupons:
        claims = replace(claims, coupons=claims.coupons[:-1])
        yield claims
    yield replace(claims, cards={})
    yield replace(claims, cards={}, points={})
    yield MemberClaims(claims.one_id, tiers=claims.tiers)
    yield MemberClaims(claims.one_id)


def _points_rule(ledger: Ledger, one_id: str) -> tuple[str, dict[str, Any] | None]:
    """The paying program and its rule, as the member's stores have it."""
    for store in ledger.members.stores_of(one_id):
        setting = ledger.feeds.get(store, "settings", "points")
        if setting is not None:
            document = json.loads(setting)
            return document.get("program") or "group", document.get("rule")
    return "group", None


def _policy(document: dict[str, Any] | None) -> str:
    """The offline policy of an offer or a points rule; nothing can be promised of what is not there."""
    if document is None:
        return "refused"
    return str((document.get("offline") or {}).get("policy", "allowed"))


def _expiry(now: datetime, lifetime: timedelta) -> str:
    return (datetime.fromtimestamp(int(now.timestamp()), UTC) + lifetime).isoformat()
