"""What stands on a receipt beside the sale itself, by the settings row `receipt` (docs/spec/line.md, section 4).

Nothing here may keep a receipt from being printed: a setting that cannot be used is left out, and logged.
"""

from __future__ import annotations

import base64
import binascii
import logging
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any
from urllib.parse import quote

from pos_client.application.tiers import NextTier, next_tier
from retail.member import Member
from retail.money import CURRENCIES
from retail.receipt import Picture, QrCode, Text
from retail.sale import Sale

log = logging.getLogger(__name__)

LOGO_BYTES_MAX = 200_000
ADDRESS_CHARACTERS_MAX = 300


def head_elements(receipt: Mapping[str, Any], store_name: str) -> Iterator[Picture | Text]:
    """The logo, the first line large, and the others."""
    logo = logo_of(str(receipt.get("logo_png") or ""))
    if logo is not None:
        yield logo
    header = receipt.get("header") or [store_name]
    yield Text(str(header[0]), "center", bold=True, size=2)
    for line in header[1:]:
        yield Text(str(line), "center")


@lru_cache(maxsize=2)
def logo_of(encoded: str) -> Picture | None:
    """The setting `receipt.logo_png`: a PNG in base64."""
    if not encoded:
        return None
    try:
        png = base64.b64decode("".join(encoded.split()), validate=True)
    except (binascii.Error, ValueError):
        png = b""
    if not png.startswith(b"\x89PNG") or len(png) > LOGO_BYTES_MAX:
        log.warning("the setting receipt.logo_png is no PNG in base64 of at most %d bytes", LOGO_BYTES_MAX)
        return None
    return Picture(png)


def invoice_elements(
    receipt: Mapping[str, Any], sale: Sale, number: str, code: str, words: str
) -> Iterator[QrCode | Text]:
    """The code with which a shopper asks for an electronic invoice, by the setting `receipt.einvoice_url`."""
    address = invoice_address(str(receipt.get("einvoice_url") or ""), number, _plain(sale), code)
    if address is not None:
        yield QrCode(address)
        yield Text(words, "center")


def invoice_address(template: str, receipt: str, amount: str, code: str) -> str | None:
    """The template with `{receipt}`, `{amount}` and `{code}` filled in; None where there is none that can be used.

    `code` is the signed code of the sale: whoever issues the invoice can check with it that the sale is real.
    """
    if not template:
        return None
    if not template.startswith(("https://", "http://")) or len(template) > ADDRESS_CHARACTERS_MAX:
        log.warning(
            "the setting receipt.einvoice_url is no web address of at most %d characters", ADDRESS_CHARACTERS_MAX
        )
        return None
    filled = template
    for name, value in (("receipt", receipt), ("amount", amount), ("code", code)):
        filled = filled.replace("{" + name + "}", quote(value, safe=""))
    return filled


def _plain(sale: Sale) -> str:
    """The amount to pay as `1520.50`, without a sign of the currency."""
    known = CURRENCIES.get(sale.currency)
    exponent = 2 if known is None else known.exponent
    whole, part = divmod(sale.payable_minor, 10**exponent)
    return f"{whole}.{part:0{exponent}d}" if exponent else str(whole)


def points_after(sale: Sale, program: str) -> int:
    """The balance once this sale has used and earned its points."""
    before = (sale.pricing_input.get("member") or {}).get("points", 0)
    return int(before) - int(sale.pricing["points_used"]) + int(sale.pricing["points_earned"].get(program, 0))


def next_tier_after(sale: Sale, member: Member, points: Mapping[str, Any]) -> NextTier | None:
    """What is missing to the next tier once this sale counts: `member` may know of the sale already, or not yet."""
    is_counted = bool(member.as_of) and member.as_of > sale.occurred_at
    return next_tier(
        member,
        () if is_counted else [(line.brand, line.net_minor) for line in sale.lines],
        tier_rules=points.get("tier_rules", {}),
        programs=points.get("programs", ()),
        points_program=points.get("program"),
    )
