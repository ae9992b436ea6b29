"""Value that the group owes shoppers: gift cards, for whoever holds one, and stored value (储值) of members.

Contract: docs/spec/stored-value.md. Both are accounts at the ledger. A gift card's account id is its number, a member's
is made of who owes it and of the member, so that whoever adds to it first makes the same one.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

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


def check_digit(digits: str) -> str:
    """Luhn's check digit (ISO/IEC 7812-1) of the digits before it: finds a mistyped and most swapped digits."""
    total = 0
    for place, digit in enumerate(reversed(digits)):
        doubled = int(digit) * (2 if place % 2 == 0 else 1)
        total += doubled - 9 if doubled > 9 else doubled
    return str(-total % 10)


def is_card_number(text: str) -> bool:
    return bool(_NUMBER.fullmatch(text)) and check_digit(text[:-1]) == text[-1]


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
    return f"···· {account_id[-4:]}"


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
