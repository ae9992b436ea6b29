"""Value that the group owes shoppers: gift cards, for whoever holds one, and stored value (储值) of members.

Contract: docs/spec/stored-value.md. Both are accounts at the ledger. A gift card's account id is its number, a member's
is made of who owes it and of the member, so that whoever adds to it first makes the same one.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from retail.luhn import luhn_digit

ValueKind = Literal["gift_card", "stored_value"]
VALUE_KINDS: tuple[ValueKind, ...] = ("gift_card", "stored_value")

#: A card's code as it is printed under the field that is scratched off: prefix, number, colon, PIN.
CODE_PREFIX = "UG1:"
#: No payment code, member's card or GTIN of the trade has this form: 16 digits, a 9 first, Luhn's check digit last.
NUMBER_DIGITS, PIN_DIGITS = 16, 8
_NUMBER = re.compile(rf"9[0-9]{{{NUMBER_DIGITS - 1}}}")
_PIN = re.compile(rf"[0-9]{{{PIN_DIGITS}}}")
_ACCOUNT_PREFIX = "SV"


@dataclass(frozen=True, slots=True)
class GiftCardCode:
    """A card that was scanned or typed. The PIN, which no repr shows, is None when only the number was."""

    number: str
    pin: str | None = field(default=None, repr=False)


def is_card_number(text: str) -> bool:
    return bool(_NUMBER.fullmatch(text)) and luhn_digit(text[:-1]) == text[-1]


def is_pin(text: str) -> bool:
    """Whether a text has the form of a card's PIN."""
    return bool(_PIN.fullmatch(text))


def card_code(number: str, pin: str) -> str:
    """The text of a card's code."""
    return f"{CODE_PREFIX}{number}:{pin}"


def read_card(text: str) -> GiftCardCode | None:
    """A card's code, or its number alone; None for anything else. Blanks between the digits, as printed, are none."""
    plain = text.replace(" ", "")
    number, _, pin = plain.removeprefix(CODE_PREFIX).partition(":")
    if not is_card_number(number):
        return None
    if plain.startswith(CODE_PREFIX):
        return GiftCardCode(number, pin) if is_pin(pin) else None
    return None if pin else GiftCardCode(number)


def masked_account(account_id: str) -> str:
    """What may be shown and printed of an account: the last four places."""
    return f"**** {account_id[-4:]}"


def stored_value_id(issuer: str, one_id: str) -> str:
    """The account of a member's stored value that this party owes."""
    return f"{_ACCOUNT_PREFIX}:{issuer}:{one_id}"


def is_stored_value(account_id: str) -> bool:
    return account_id.startswith(f"{_ACCOUNT_PREFIX}:")


@dataclass(frozen=True, slots=True)
class ValueSold:
    """Value that is sold with a basket: a gift card that becomes good, or money added to a member's stored value.

    It is no goods: no benefit, no tax and no revenue. `issuer` is who owes it: `group`, `brand:X` or `store:X`.
    """

    account_id: str
    kind: ValueKind
    issuer: str
    amount_minor: int

    def to_document(self) -> dict[str, Any]:
        return {
            "account_id": self.account_id,
            "kind": self.kind,
            "issuer": self.issuer,
            "amount_minor": self.amount_minor,
        }


#: How long the ledger is asked to hold an amount; it is asked again before it ends.
HELD_SECONDS = 600


@dataclass(frozen=True, slots=True)
class HoldRequest:
    """What a till asks the ledger to hold of an account, at most. The PIN goes beside it and is kept nowhere."""

    hold_id: str
    account_id: str
    kind: ValueKind
    amount_minor: int
    one_id: str | None = None

    def to_document(self, pin: str | None = None) -> dict[str, Any]:
        return {
            "hold_id": self.hold_id,
            "account_id": self.account_id,
            "amount_minor": self.amount_minor,
            "seconds": HELD_SECONDS,
            "pin": pin,
            "one_id": self.one_id,
        }


@dataclass(frozen=True, slots=True)
class ValueHeld:
    """The ledger's answer. `code` says why nothing is held; `left_minor` is what could be had besides."""

    granted_minor: int
    left_minor: int
    code: str = ""
    wait_seconds: int = 0


@dataclass(frozen=True, slots=True)
class ValueSeen:
    """What the ledger says of an account. `left_minor` None: for whoever shows the PIN alone."""

    account_id: str
    status: str
    issuer: str
    currency: str
    face_minor: int | None = None
    left_minor: int | None = None
    expires_at: str | None = None
    taken_here: bool = True
    code: str = ""
    wait_seconds: int = 0


def read_held(document: Mapping[str, Any], hold_id: str) -> ValueHeld:
    """Raises ValueError for what is no answer to this hold."""
    granted, left = document.get("granted_minor"), document.get("left_minor")
    if document.get("hold_id") != hold_id or type(granted) is not int or type(left) is not int or granted < 0:
        raise ValueError("not an answer to this hold")
    return ValueHeld(granted, max(0, left), str(document.get("code") or ""), _seconds(document))


def read_seen(document: Mapping[str, Any], account_id: str) -> ValueSeen:
    """Raises ValueError for what is no answer about this account."""
    if document.get("account_id") != account_id:
        raise ValueError("not an answer about this account")
    face, left, ends = (document.get(name) for name in ("face_minor", "left_minor", "expires_at"))
    return ValueSeen(
        account_id,
        str(document.get("status") or ""),
        str(document.get("issuer") or ""),
        str(document.get("currency") or ""),
        face if type(face) is int else None,
        left if type(left) is int else None,
        ends if isinstance(ends, str) else None,
        document.get("taken_here") is True,
        str(document.get("code") or ""),
        _seconds(document),
    )


def _seconds(document: Mapping[str, Any]) -> int:
    wait = document.get("wait_seconds")
    return wait if type(wait) is int and wait > 0 else 0


@dataclass(frozen=True, slots=True)
class ValueRules:
    """A store's settings row `stored_value`. Amounts are minor units; an empty issuer: nothing is topped up here."""

    gift_cards: bool = False
    issuer: str = ""
    amounts_minor: tuple[int, ...] = ()
    top_up_max_minor: int = 0


def read_value_rules(settings: Mapping[str, Any]) -> ValueRules:
    """What a store says of value; nothing of it where the row is missing or makes no sense."""
    row = settings.get("stored_value")
    if not isinstance(row, Mapping):
        return ValueRules()
    amounts = row.get("amounts_minor")
    most, issuer = row.get("top_up_max_minor"), row.get("issuer")
    return ValueRules(
        gift_cards=row.get("gift_cards") is True,
        issuer=issuer if isinstance(issuer, str) else "",
        amounts_minor=tuple(a for a in amounts if type(a) is int and a > 0) if isinstance(amounts, list) else (),
        top_up_max_minor=most if type(most) is int and most > 0 else 0,
    )
