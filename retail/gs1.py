"""GS1 element strings (GS1-128, GS1 DataMatrix, DataBar, GS1 QR) and GS1 Digital Links, read with the library `biip`.

`biip` costs as much time to import as a whole window takes to open, and most baskets never need it: it is loaded at the
first such code, or by `load_library` when the till is idle. See docs/decisions/gs1-on-demand.md.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Any

from retail.gtin import is_gtin
from retail.money import round_half_up

_ISO_15434 = re.compile(r"\[\)>\x1e05\x1d(.*)\x1e\x04?", re.DOTALL)
_DIGITAL_LINK = re.compile(r"https?://[^/?#\s]+/(?:[^?#\s]*/)?01/[0-9]{8,14}(?:[/?#]\S*)?", re.IGNORECASE)
_GTIN_FIRST = re.compile(r"(?:\[\)>\x1e05)?\x1d*(?:01|\(01\))([0-9]{14})")
_HUMAN_READABLE = re.compile(r"\([0-9]{2,4}\)")


@dataclass(frozen=True, slots=True)
class Gs1Facts:
    """What a GS1 code says of goods. `gtin` has 14 digits; `weight_thousandths` are grams.

    `price` is an amount to pay and its number of decimals, in the currency of the place (AI 392n).
    """

    gtin: str
    lot: str | None = None
    serial: str | None = None
    expiry: date | None = None
    best_before: date | None = None
    weight_thousandths: int | None = None
    price: tuple[int, int] | None = None


def load_library() -> None:
    """Import `biip` now, at a moment when nobody waits."""
    _biip()


def is_digital_link(text: str) -> bool:
    """Whether a text has the form of a GS1 Digital Link to a trade item, on whatever host."""
    return _DIGITAL_LINK.fullmatch(text) is not None


def starts_with_gtin(text: str) -> bool:
    """Whether a text begins like element strings of goods: AI 01 and a GTIN-14 with its right check digit."""
    found = _GTIN_FIRST.match(text)
    return found is not None and is_gtin(found.group(1))


def read_digital_link(text: str) -> Gs1Facts | None:
    """The facts in a Digital Link with a GTIN and its right check digit, or None."""
    if not is_digital_link(text):
        return None
    return _facts(lambda biip, config: biip.gs1_digital_link_uris.GS1DigitalLinkURI.parse(text, config=config))


def read_elements(text: str) -> Gs1Facts | None:
    """The facts in element strings with a GTIN (AI 01) and its right check digit, or None.

    GS separates; an ISO/IEC 15434 envelope of format 05 and the form with brackets, `(01)…`, are read too.
    """
    envelope = _ISO_15434.fullmatch(text)
    content = envelope.group(1) if envelope else text
    if _HUMAN_READABLE.match(content):
        return _facts(lambda biip, config: biip.gs1_messages.GS1Message.parse_hri(content, config=config))
    return _facts(lambda biip, config: biip.gs1_messages.GS1Message.parse(content, config=config))


def _biip() -> Any:
    # Deferred on purpose, for the start of the till: see the module's docstring.
    import biip  # noqa: PLC0415
    import biip.gs1_digital_link_uris  # noqa: PLC0415
    import biip.gs1_messages  # noqa: PLC0415

    return biip


def _facts(parse: Any) -> Gs1Facts | None:
    biip = _biip()
    # A day that does not exist (30 February) must not keep a product from being sold: it is left out.
    config = biip.ParseConfig(gs1_element_strings_verify_date=False)
    try:
        elements = {element.ai.ai: element for element in parse(biip, config).element_strings}
    except (biip.ParseError, ValueError, LookupError, AssertionError, ArithmeticError):
        # ParseError is what biip documents; the others are what it lets through for odd URIs and numbers.
        return None
    trade_item = elements.get("01")
    if trade_item is None or not is_gtin(trade_item.value):
        return None
    return Gs1Facts(
        gtin=trade_item.value,
        lot=_value(elements, "10"),
        serial=_value(elements, "21"),
        expiry=_date(elements, "17") or _date(elements, "7003"),
        best_before=_date(elements, "15"),
        weight_thousandths=_weight(elements),
        price=_price(elements),
    )


def _value(elements: dict[str, Any], identifier: str) -> str | None:
    element = elements.get(identifier)
    return str(element.value) if element is not None else None


def _date(elements: dict[str, Any], identifier: str) -> date | None:
    element = elements.get(identifier)
    return element.date if element is not None else None


def _weight(elements: dict[str, Any]) -> int | None:
    """AI 310n: net weight in kilograms with n decimals, as grams; None for none, and for a weight of nothing."""
    for decimals in range(6):
        value = _value(elements, f"310{decimals}")
        if value is not None:
            return round_half_up(int(value) * 1000, int(10**decimals)) or None
    return None


def _price(elements: dict[str, Any]) -> tuple[int, int] | None:
    """AI 392n: what is to be paid, with n decimals."""
    for decimals in range(10):
        value = _value(elements, f"392{decimals}")
        if value is not None:
            return int(value), decimals
    return None
