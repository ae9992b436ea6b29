"""Member codes as an issuer and a phone make them, and a till that takes them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta, timezone
from typing import Any

import base45
import pytest

from retail.code import AcceptedCode, CodeRefused, IssuerKey, MemberClaims, accept, issue_card, issue_code, rotate_code
from retail.signed import SigningKey

NOW = datetime(2026, 11, 21, 20, 0, 0, tzinfo=timezone(timedelta(hours=8)))
NOW_S = int(NOW.timestamp())
ISSUER = SigningKey(bytes(range(32)))
PHONE = SigningKey(bytes(range(1, 33)))
STRANGER = SigningKey(bytes(range(2, 34)))
KID = b"i1"
CTI = b"\x01\x02\x03\x04\x05\x06\x07\x08"
WALLET = "134567890123456789"
MEMBER = MemberClaims(
    "M00000000001",
    tiers={"group": "gold", "tea": "silver"},
    plans=("noodle pass",),
    cards={"tea": "T880012"},
    points={"group": 1200},
    coupons=(("C1", "O1"),),
)
PLAIN = MemberClaims("M00000000001")
ISSUERS = {KID: IssuerKey(NOW - timedelta(days=90), NOW + timedelta(days=90), ISSUER.verifying_key)}


def seconds(count: float) -> timedelta:
    return timedelta(seconds=count)


def issued(member: MemberClaims = MEMBER, **options: Any) -> str:
    given_options: dict[str, Any] = {"key": ISSUER, "kid": KID, "now": NOW, "cti": CTI} | options
    return issue_code(member, **given_options)


def card(member: MemberClaims = MEMBER, **options: Any) -> bytes:
    given_options: dict[str, Any] = {
        "phone_key": PHONE.verifying_key,
        "key": ISSUER,
        "kid": KID,
        "now": NOW - timedelta(days=3),
    } | options
    return issue_card(member, **given_options)


def rotating(made: bytes | None = None, at: datetime = NOW, phone: SigningKey = PHONE) -> str:
    return rotate_code(made or card(), phone, at, CTI)


def at_till(
    text: str,
    now: datetime = NOW,
    *,
    issuers: Mapping[bytes, IssuerKey] = ISSUERS,
    revoked: frozenset[bytes] = frozenset(),
    is_replayed: Callable[[bytes], bool] = lambda cti: False,
) -> AcceptedCode:
    return accept(text, now=now, issuers=issuers, revoked_phones=revoked, is_replayed=is_replayed)


def reason(text: str, now: datetime = NOW, **options: Any) -> str:
    with pytest.raises(CodeRefused) as refused:
        at_till(text, now, **options)
    return refused.value.reason


def message_of(text: str) -> bytes:
    return bytes(base45.b45decode(text[4:]))


def as_code(message: bytes) -> str:
    return "UM1:" + base45.b45encode(message).decode()
