"""The unified member code: made by the issuer or on the member's phone, accepted by a till that may have no connection.

Contract: docs/spec/member-code.md, section 1, and its "Decisions". Times passed in are aware datetimes; nothing
here reads a clock, and nothing here remembers: the caller stores `cti` until `remember_until` in the transaction that
uses the code.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Container, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any, Literal

from retail import claims as claim
from retail.claims import MemberClaims
from retail.payment_code import PaymentCode
from retail.signed import (
    CodeRefused,
    Refusal,
    SignedMessage,
    SigningKey,
    VerifyingKey,
    known_key,
    read,
    read_message,
    sign,
    sign_message,
)

__all__ = [
    "AcceptedCode",
    "CodeRefused",
    "IssuerKey",
    "MemberClaims",
    "PaymentCode",
    "Refusal",
    "accept",
    "issue_card",
    "issue_code",
    "new_cti",
    "rotate_code",
]

MEMBER_PREFIX = "UM1"
CARD_AAD = "CARD"
ISSUED_LIFETIME = timedelta(minutes=15)
CARD_LIFETIME = timedelta(days=30)
FRESH_S = 45  # a rotating code is renewed every 30 seconds
CLOCK_SKEW_S = 60

Profile = Literal["issued", "rotating"]


@dataclass(frozen=True, slots=True)
class IssuerKey:
    """A key of the membership's issuer, to be relied on while `valid_from <= now < valid_to` (aware datetimes)."""

    valid_from: datetime
    valid_to: datetime
    key: VerifyingKey


@dataclass(frozen=True, slots=True)
class AcceptedCode:
    """A member at the counter, proven. Times are whole seconds since 1970.

    `iat` is when the code was made; `exp` when it ends (rotating: its card's end). `as_of` is when the issuer stated
    tiers, plans, points and coupons, for the screen. `cti` must not be accepted again while now <= `remember_until`.
    """

    profile: Profile
    one_id: str
    cti: bytes
    iat: int
    exp: int
    as_of_s: int
    remember_until: int
    tiers: Mapping[str, str] = field(default_factory=dict)
    plans: tuple[str, ...] = ()
    cards: Mapping[str, str] = field(default_factory=dict, repr=False)
    points: Mapping[str, int] = field(default_factory=dict)
    coupons: tuple[tuple[str, str], ...] = ()
    payment_code: PaymentCode | None = None

    @property
    def as_of(self) -> str:
        """The age of the facts, as ISO 8601 text with offset (UTC)."""
        return datetime.fromtimestamp(self.as_of_s, UTC).isoformat()

    @property
    def cti_hex(self) -> str:
        return self.cti.hex()


def new_cti() -> bytes:
    """8 random bytes, for the edge of the program; the functions below take them as an argument."""
    return secrets.token_bytes(claim.CODE_ID_BYTES)


def issue_code(
    member: MemberClaims,
    *,
    key: SigningKey,
    kid: bytes,
    now: datetime,
    cti: bytes,
    lifetime: timedelta = ISSUED_LIFETIME,
    payment_code: PaymentCode | None = None,
) -> str:
    """An issued code's text. Raises ValueError when a till would not accept it: see the limits of the contract."""
    payload = _with_payment(
        member.to_claims() | _lifetime(now, lifetime, ISSUED_LIFETIME) | {claim.CODE_ID: cti}, payment_code
    )
    _must_be_readable(payload, lambda: _issued_claims(payload))
    return sign(MEMBER_PREFIX, payload, key, kid)


def issue_card(
    member: MemberClaims,
    *,
    phone_key: VerifyingKey,
    key: SigningKey,
    kid: bytes,
    now: datetime,
    lifetime: timedelta = CARD_LIFETIME,
) -> bytes:
    """The card that a phone keeps and wraps in its rotating codes. Raises ValueError outside the contract's limits."""
    payload = member.to_claims() | _lifetime(now, lifetime, CARD_LIFETIME)
    payload[claim.CONFIRMATION] = claim.confirmation_of(phone_key.raw)
    _must_be_readable(payload, lambda: _card_claims(payload))
    return sign_message(CARD_AAD, payload, key, kid)


def rotate_code(
    card: bytes, phone_key: SigningKey, now: datetime, cti: bytes, payment_code: PaymentCode | None = None
) -> str:
    """A rotating code's text, made on the phone. Raises ValueError above 500 bytes, or when cti is not 8 bytes."""
    payload: dict[int, object] = {claim.ISSUED: _epoch_s(now), claim.CODE_ID: cti, claim.CARD: card}
    payload = _with_payment(payload, payment_code)
    _must_be_readable(payload, lambda: claim.octets(payload, claim.CODE_ID, claim.CODE_ID_BYTES))
    return sign(MEMBER_PREFIX, payload, phone_key)


def accept(
    text: str,
    *,
    now: datetime,
    issuers: Mapping[bytes, IssuerKey],
    revoked_phones: Container[bytes],
    is_replayed: Callable[[bytes], bool],
) -> AcceptedCode:
    """The member whom this code proves, without a connection.

    `issuers` is by kid; `revoked_phones` holds raw public keys of phones (32 bytes). Raises CodeRefused with the first
    check that fails, in this order: `malformed`, `unknown_issuer`, `bad_signature`, then the claims (`malformed`), then
    `expired` or `not_yet_valid`, `revoked`, `replayed`. Nothing else is raised, but for ValueError when now is naive.
    """
    now_s = _epoch_s(now)
    outer = read(MEMBER_PREFIX, text)
    outer_claims = claim.claims_map(outer.payload)

    def key_for(kid: bytes) -> VerifyingKey | None:
        issuer = issuers.get(kid)
        return issuer.key if issuer is not None and issuer.valid_from <= now < issuer.valid_to else None

    if claim.CARD in outer_claims:
        accepted, phone = _open_rotating(outer, outer_claims, key_for)
        _check_rotating_times(accepted, now_s)
        if phone in revoked_phones:
            raise CodeRefused("revoked", "this phone was reported as lost or replaced")
    else:
        outer.verify(known_key(outer, key_for))
        accepted = _issued_claims(outer_claims)
        _check_not_over(accepted, now_s)
    if is_replayed(accepted.cti):
        raise CodeRefused("replayed", "this till accepted the code before")
    return accepted


def _open_rotating(
    outer: SignedMessage, outer_claims: Mapping[int, Any], key_for: Callable[[bytes], VerifyingKey | None]
) -> tuple[AcceptedCode, bytes]:
    """The code and the phone's public key, both signatures verified: first the card's, which names the phone's key."""
    card_bytes = outer_claims[claim.CARD]
    if not isinstance(card_bytes, bytes):
        raise CodeRefused("malformed", "the card is not bytes")
    card = read_message(CARD_AAD, card_bytes)
    card.verify(known_key(card, key_for))
    card_claims = claim.claims_map(card.payload)
    member, card_iat, card_exp, phone = _card_claims(card_claims)
    outer.verify(_phone_key(phone))
    iat = claim.seconds(outer_claims, claim.ISSUED)
    payment_code = claim.payment_code(outer_claims) or claim.payment_code(card_claims)
    cti = claim.octets(outer_claims, claim.CODE_ID, claim.CODE_ID_BYTES)
    remember_until = min(iat + FRESH_S + CLOCK_SKEW_S, card_exp)
    return _accepted("rotating", member, cti, (iat, card_exp, card_iat, remember_until), payment_code), phone


def _phone_key(raw: bytes) -> VerifyingKey:
    try:
        return VerifyingKey(raw)
    except ValueError as error:
        raise CodeRefused("malformed", str(error)) from None


def _issued_claims(claims: Mapping[int, Any]) -> AcceptedCode:
    iat, exp = _period(claims, ISSUED_LIFETIME)
    cti = claim.octets(claims, claim.CODE_ID, claim.CODE_ID_BYTES)
    member = claim.member_claims(claims)
    return _accepted("issued", member, cti, (iat, exp, iat, exp), claim.payment_code(claims))


def _card_claims(claims: Mapping[int, Any]) -> tuple[MemberClaims, int, int, bytes]:
    """Member, iat, exp and the phone's raw public key."""
    if claim.CODE_ID in claims:
        raise CodeRefused("malformed", "a card has no cti")
    iat, exp = _period(claims, CARD_LIFETIME)
    return claim.member_claims(claims), iat, exp, claim.phone_key_bytes(claims)


def _period(claims: Mapping[int, Any], longest: timedelta) -> tuple[int, int]:
    iat, exp = claim.seconds(claims, claim.ISSUED), claim.seconds(claims, claim.EXPIRES)
    if not 0 < exp - iat <= longest.total_seconds():
        raise CodeRefused("malformed", f"exp is not within {longest} after iat")
    return iat, exp


def _check_not_over(accepted: AcceptedCode, now_s: int) -> None:
    """`exp` is the first second at which it no longer holds (RFC 8392); no statement may come from the future."""
    if now_s >= accepted.exp:
        raise CodeRefused("expired", "its time is over")
    if accepted.as_of_s > now_s + CLOCK_SKEW_S:
        raise CodeRefused("not_yet_valid", "issued later than the till's clock says it is")


def _check_rotating_times(accepted: AcceptedCode, now_s: int) -> None:
    """Within 45 seconds of the till's clock, and 60 more of skew, in both directions."""
    if now_s - accepted.iat > FRESH_S + CLOCK_SKEW_S:
        raise CodeRefused("expired", "made too long ago")
    if accepted.iat - now_s > FRESH_S + CLOCK_SKEW_S:
        raise CodeRefused("not_yet_valid", "made later than the till's clock says it is")
    _check_not_over(accepted, now_s)


def _accepted(
    profile: Profile,
    member: MemberClaims,
    cti: bytes,
    times: tuple[int, int, int, int],
    payment_code: PaymentCode | None,
) -> AcceptedCode:
    iat, exp, as_of_s, remember_until = times
    return AcceptedCode(
        profile=profile,
        one_id=member.one_id,
        cti=cti,
        iat=iat,
        exp=exp,
        as_of_s=as_of_s,
        remember_until=remember_until,
        tiers=member.tiers,
        plans=member.plans,
        cards=member.cards,
        points=member.points,
        coupons=member.coupons,
        payment_code=payment_code,
    )


def _lifetime(now: datetime, lifetime: timedelta, longest: timedelta) -> dict[int, object]:
    if not timedelta(seconds=1) <= lifetime <= longest:
        raise ValueError(f"a lifetime is at least a second and at most {longest}")
    iat = _epoch_s(now)
    return {claim.ISSUED: iat, claim.EXPIRES: iat + int(lifetime.total_seconds())}


def _with_payment(payload: dict[int, object], payment_code: PaymentCode | None) -> dict[int, object]:
    return payload if payment_code is None else payload | {claim.PAYMENT: payment_code.reveal()}


def _must_be_readable(payload: Mapping[int, object], reading: Callable[[], object]) -> None:
    """Whoever makes a code learns at once what a till would refuse."""
    try:
        reading()
    except CodeRefused as refused:
        raise ValueError(refused.detail) from None


def _epoch_s(moment: datetime) -> int:
    if moment.tzinfo is None:
        raise ValueError("a time needs an offset")
    return int(moment.timestamp() // 1)
