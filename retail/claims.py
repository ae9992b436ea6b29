"""What codes state, by claim number (CWT, RFC 8392, and our private ones), and the type of each, checked one by one.

Contract: docs/spec/member-code.md, section 1. Every reader raises CodeRefused(`malformed`) for a claim of another
shape.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from retail.payment_code import PaymentCode
from retail.signed import CodeRefused

SUBJECT, EXPIRES, ISSUED, CODE_ID, CONFIRMATION = 2, 4, 6, 7, 8
TIERS, PLANS, CARDS, PAYMENT, POINTS, COUPONS = -70001, -70002, -70003, -70004, -70005, -70006
CARD = -70010

CODE_ID_BYTES = 8
ONE_ID_CHARACTERS = 24
TEXT_CHARACTERS = 64
LARGEST_NUMBER = 2**53 - 1  # what every language of the group's systems can hold exactly
_LAST_SECOND = 253_402_300_799  # the end of the year 9999, which is the last that a datetime knows


@dataclass(frozen=True, slots=True)
class MemberClaims:
    """What the issuer says of a member. `tiers` and `points` are by program, `cards` by brand (all optional).

    `coupons` are (coupon id, offer id) that may be used offline; `points` may be spent offline.
    """

    one_id: str
    tiers: Mapping[str, str] = field(default_factory=dict)
    plans: tuple[str, ...] = ()
    cards: Mapping[str, str] = field(default_factory=dict, repr=False)
    points: Mapping[str, int] = field(default_factory=dict)
    coupons: tuple[tuple[str, str], ...] = ()

    def to_claims(self) -> dict[int, object]:
        """The claims by number; what is empty is left out."""
        optional: dict[int, object] = {
            TIERS: dict(self.tiers),
            PLANS: list(self.plans),
            CARDS: dict(self.cards),
            POINTS: dict(self.points),
            COUPONS: [list(coupon) for coupon in self.coupons],
        }
        return {SUBJECT: self.one_id} | {number: value for number, value in optional.items() if value}


def claims_map(payload: Any) -> Mapping[int, Any]:
    """The payload, when it is a map. Claims that are not known are ignored later (RFC 8392, 3)."""
    if not isinstance(payload, dict):
        raise CodeRefused("malformed", "the payload is not a map of claims")
    return payload


def member_claims(claims: Mapping[int, Any]) -> MemberClaims:
    """The issuer's statement about the member."""
    return MemberClaims(
        one_id=text(claims, SUBJECT, longest=ONE_ID_CHARACTERS),
        tiers=_texts_by_name(claims, TIERS),
        plans=tuple(_text_of(plan, PLANS, TEXT_CHARACTERS) for plan in _list_of(claims.get(PLANS, []), PLANS)),
        cards=_texts_by_name(claims, CARDS),
        points={
            program: _number_of(points, POINTS, LARGEST_NUMBER) for program, points in _by_name(claims, POINTS).items()
        },
        coupons=tuple(_coupon_of(coupon) for coupon in _list_of(claims.get(COUPONS, []), COUPONS)),
    )


def text(claims: Mapping[int, Any], number: int, longest: int = TEXT_CHARACTERS) -> str:
    """A required text of 1 to `longest` printable characters."""
    return _text_of(claims.get(number), number, longest)


def seconds(claims: Mapping[int, Any], number: int) -> int:
    """A required time, whole seconds since 1970, up to the year 9999."""
    return whole_number(claims, number, largest=_LAST_SECOND)


def whole_number(claims: Mapping[int, Any], number: int, largest: int = LARGEST_NUMBER) -> int:
    """A required integer from 0 to `largest`."""
    return _number_of(claims.get(number), number, largest)


def octets(claims: Mapping[int, Any], number: int, length: int) -> bytes:
    """Required bytes of exactly this length."""
    value = claims.get(number)
    if not isinstance(value, bytes) or len(value) != length:
        raise _wrong(number, f"not {length} bytes")
    return value


def payment_code(claims: Mapping[int, Any]) -> PaymentCode | None:
    """The wallet's payment code, when one is there."""
    if PAYMENT not in claims:
        return None
    value = claims[PAYMENT]
    if not isinstance(value, str):
        raise _wrong(PAYMENT, "not text")
    try:
        return PaymentCode(value)
    except ValueError:
        raise _wrong(PAYMENT, "not a payment code of a known provider") from None


def phone_key_bytes(claims: Mapping[int, Any]) -> bytes:
    """The raw Ed25519 public key of `cnf` (RFC 8747: `{1: COSE_Key}`; COSE_Key: `{1: 1, -1: 6, -2: key}`)."""
    confirmation = claims.get(CONFIRMATION)
    cose_key = confirmation.get(1) if isinstance(confirmation, dict) else None
    if not isinstance(cose_key, dict) or cose_key.get(1) != 1 or cose_key.get(-1) != 6:
        raise _wrong(CONFIRMATION, "not an Ed25519 key")
    return octets(cose_key, -2, 32)


def confirmation_of(raw_key: bytes) -> dict[int, object]:
    """The value of `cnf` for a raw Ed25519 public key."""
    return {1: {1: 1, -1: 6, -2: raw_key}}


def _by_name(claims: Mapping[int, Any], number: int) -> dict[str, Any]:
    value = claims.get(number, {})
    if not isinstance(value, dict):
        raise _wrong(number, "not a map")
    return {_text_of(name, number, TEXT_CHARACTERS): entry for name, entry in value.items()}


def _texts_by_name(claims: Mapping[int, Any], number: int) -> dict[str, str]:
    return {name: _text_of(entry, number, TEXT_CHARACTERS) for name, entry in _by_name(claims, number).items()}


def _coupon_of(value: Any) -> tuple[str, str]:
    pair = _list_of(value, COUPONS)
    if len(pair) != 2:
        raise _wrong(COUPONS, "not pairs of a coupon and its offer")
    return _text_of(pair[0], COUPONS, TEXT_CHARACTERS), _text_of(pair[1], COUPONS, TEXT_CHARACTERS)


def _list_of(value: Any, number: int) -> list[Any]:
    if not isinstance(value, list):
        raise _wrong(number, "not a list")
    return value


def _text_of(value: Any, number: int, longest: int) -> str:
    # Only printable text: it goes to screens, receipts and logs. No space at the ends, where nobody would see it.
    if not isinstance(value, str) or not 0 < len(value) <= longest or not value.isprintable() or value != value.strip():
        raise _wrong(number, f"not a text of 1 to {longest} printable characters")
    return value


def _number_of(value: Any, number: int, largest: int) -> int:
    # True and False are ints to Python, not to the contract.
    if type(value) is not int or not 0 <= value <= largest:
        raise _wrong(number, f"not a whole number from 0 to {largest}")
    return value


def _wrong(number: int, what: str) -> CodeRefused:
    return CodeRefused("malformed", f"claim {number}: {what}")
