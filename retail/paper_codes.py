"""Signed codes on paper: coupons (`UC1`), receipts (`UR1`) and staff badges (`US1`), made and opened.

Contract: docs/spec/member-code.md, section 2, and its "Decisions" for the claim numbers. Opening raises CodeRefused
(`malformed`, `unknown_issuer`, `bad_signature`, and where there is an end, `expired`) and nothing else. `key_for` gives
the key that is valid now for a kid, or None.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from retail import claims as claim
from retail.signed import CodeRefused, SigningKey, VerifyingKey, open_signed, sign

COUPON_PREFIX, RECEIPT_PREFIX, BADGE_PREFIX, RAIN_CHECK_PREFIX = "UC1", "UR1", "US1", "UK1"

COUPON_ID, OFFER_ID = -70020, -70021
SALE_ID, EPOCH, SEQUENCE, ENTRY_HASH, TOTAL, OCCURRED_AT = -70030, -70031, -70032, -70033, -70034, -70035
STORE = -70040
RAIN_CHECK_ID, SKU, QUANTITY, UNIT_PRICE, CURRENCY = -70050, -70051, -70052, -70053, -70054
ENTRY_HASH_BYTES = 32

KeyFor = Callable[[bytes], VerifyingKey | None]


@dataclass(frozen=True, slots=True)
class CouponCode:
    """One right to one use of an offer; for whoever holds it when `one_id` is None. `exp` in seconds since 1970."""

    coupon_id: str
    offer_id: str
    one_id: str | None
    exp: int


@dataclass(frozen=True, slots=True)
class ReceiptCode:
    """A completed sale as its till witnessed it: `entry_hash` (32 bytes) is of its journal entry, `seq` of `epoch`.

    `total_minor` is what was paid, in minor units of the store's currency; `occurred_at` is ISO 8601 text with offset.
    """

    sale_id: str
    epoch: str
    seq: int
    entry_hash: bytes
    total_minor: int
    occurred_at: str


@dataclass(frozen=True, slots=True)
class StaffBadge:
    """Who wears it and for which store, until `exp` (seconds since 1970). The PIN is still asked for."""

    staff_id: str
    store: str
    exp: int


@dataclass(frozen=True, slots=True)
class RainCheckCode:
    """Goods that were out of stock, promised at a price until `exp` (seconds since 1970): so many pieces, once."""

    rain_check_id: str
    sku: str
    quantity: int
    unit_price_minor: int
    currency: str
    exp: int


def make_coupon(coupon: CouponCode, key: SigningKey, kid: bytes) -> str:
    """The text of a coupon. Raises ValueError for what could not be opened again."""
    payload: dict[int, object] = {
        COUPON_ID: coupon.coupon_id,
        OFFER_ID: coupon.offer_id,
        claim.SUBJECT: coupon.one_id,
        claim.EXPIRES: coupon.exp,
    }
    return _made(COUPON_PREFIX, payload, _coupon, key, kid)


def open_coupon(text: str, key_for: KeyFor, now: datetime) -> CouponCode:
    """A coupon signed by the issuer and not over at `now`."""
    coupon = _coupon(claim.claims_map(open_signed(COUPON_PREFIX, text, key_for)))
    _check_not_over(coupon.exp, now)
    return coupon


def make_receipt(receipt: ReceiptCode, key: SigningKey, kid: bytes) -> str:
    """The text that a till prints under a receipt. Raises ValueError for what could not be opened again."""
    payload: dict[int, object] = {
        SALE_ID: receipt.sale_id,
        EPOCH: receipt.epoch,
        SEQUENCE: receipt.seq,
        ENTRY_HASH: receipt.entry_hash,
        TOTAL: receipt.total_minor,
        OCCURRED_AT: receipt.occurred_at,
    }
    return _made(RECEIPT_PREFIX, payload, _receipt, key, kid)


def open_receipt(text: str, key_for: KeyFor) -> ReceiptCode:
    """A receipt of a till that the key names. It never ends: how late goods may come back is a rule of the return."""
    return _receipt(claim.claims_map(open_signed(RECEIPT_PREFIX, text, key_for)))


def make_badge(badge: StaffBadge, key: SigningKey, kid: bytes) -> str:
    """The text of a staff badge. Raises ValueError for what could not be opened again."""
    payload: dict[int, object] = {claim.SUBJECT: badge.staff_id, STORE: badge.store, claim.EXPIRES: badge.exp}
    return _made(BADGE_PREFIX, payload, _badge, key, kid)


def open_badge(text: str, key_for: KeyFor, now: datetime) -> StaffBadge:
    """A badge signed by the store's key and not over at `now`."""
    badge = _badge(claim.claims_map(open_signed(BADGE_PREFIX, text, key_for)))
    _check_not_over(badge.exp, now)
    return badge


def make_rain_check(promise: RainCheckCode, key: SigningKey, kid: bytes) -> str:
    """The text that a till prints on a rain check. Raises ValueError for what could not be opened again."""
    payload: dict[int, object] = {
        RAIN_CHECK_ID: promise.rain_check_id,
        SKU: promise.sku,
        QUANTITY: promise.quantity,
        UNIT_PRICE: promise.unit_price_minor,
        CURRENCY: promise.currency,
        claim.EXPIRES: promise.exp,
    }
    return _made(RAIN_CHECK_PREFIX, payload, _rain_check, key, kid)


def open_rain_check(text: str, key_for: KeyFor, now: datetime) -> RainCheckCode:
    """A promise of a till that the key names, and not over at `now`."""
    promise = _rain_check(claim.claims_map(open_signed(RAIN_CHECK_PREFIX, text, key_for)))
    _check_not_over(promise.exp, now)
    return promise


def _rain_check(claims: Mapping[int, Any]) -> RainCheckCode:
    quantity = claim.whole_number(claims, QUANTITY)
    if quantity < 1:
        raise CodeRefused("malformed", f"claim {QUANTITY}: nothing is promised")
    return RainCheckCode(
        rain_check_id=claim.text(claims, RAIN_CHECK_ID),
        sku=claim.text(claims, SKU),
        quantity=quantity,
        unit_price_minor=claim.whole_number(claims, UNIT_PRICE),
        currency=claim.text(claims, CURRENCY),
        exp=claim.seconds(claims, claim.EXPIRES),
    )


def _coupon(claims: Mapping[int, Any]) -> CouponCode:
    # The contract has null for a coupon of nobody in particular: a missing claim is not the same, and is refused.
    anybody = claim.SUBJECT in claims and claims[claim.SUBJECT] is None
    return CouponCode(
        coupon_id=claim.text(claims, COUPON_ID),
        offer_id=claim.text(claims, OFFER_ID),
        one_id=None if anybody else claim.text(claims, claim.SUBJECT, longest=claim.ONE_ID_CHARACTERS),
        exp=claim.seconds(claims, claim.EXPIRES),
    )


def _receipt(claims: Mapping[int, Any]) -> ReceiptCode:
    occurred_at = claim.text(claims, OCCURRED_AT)
    try:
        has_offset = datetime.fromisoformat(occurred_at).tzinfo is not None
    except ValueError:
        has_offset = False
    if not has_offset:
        raise CodeRefused("malformed", f"claim {OCCURRED_AT}: not a time with an offset")
    return ReceiptCode(
        sale_id=claim.text(claims, SALE_ID),
        epoch=claim.text(claims, EPOCH),
        seq=claim.whole_number(claims, SEQUENCE),
        entry_hash=claim.octets(claims, ENTRY_HASH, ENTRY_HASH_BYTES),
        total_minor=claim.whole_number(claims, TOTAL),
        occurred_at=occurred_at,
    )


def _badge(claims: Mapping[int, Any]) -> StaffBadge:
    return StaffBadge(
        staff_id=claim.text(claims, claim.SUBJECT, longest=claim.ONE_ID_CHARACTERS),
        store=claim.text(claims, STORE),
        exp=claim.seconds(claims, claim.EXPIRES),
    )


def _check_not_over(exp: int, now: datetime) -> None:
    if now.tzinfo is None:
        raise ValueError("a time needs an offset")
    if now.timestamp() >= exp:
        raise CodeRefused("expired", "its time is over")


def _made(
    prefix: str,
    payload: Mapping[int, object],
    reading: Callable[[Mapping[int, Any]], object],
    key: SigningKey,
    kid: bytes,
) -> str:
    """Whoever makes a code learns at once what could not be opened again."""
    try:
        reading(payload)
    except CodeRefused as refused:
        raise ValueError(refused.detail) from None
    return sign(prefix, payload, key, kid)
