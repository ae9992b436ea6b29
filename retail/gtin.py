"""The numbers under retail barcodes: check digits, UPC-E, and by which texts a catalogue may know one number.

Source: GS1 General Specifications 7.9 (check digits) and 7.10 (UPC-E).
"""

from __future__ import annotations

import re

_GTIN = re.compile(r"[0-9]{8}|[0-9]{12,14}")
_UPC_E = re.compile(r"[0-9]{6}|[01][0-9]{6,7}")


def check_digit(payload: str) -> int:
    """The digit that ends an EAN, a UPC or any GTIN whose other digits are `payload`."""
    return -sum(int(digit) * (1 if at % 2 else 3) for at, digit in enumerate(reversed(payload))) % 10


def is_gtin(text: str) -> bool:
    """8, 12, 13 or 14 digits, not all 0, of which the last is the right check digit."""
    return _GTIN.fullmatch(text) is not None and text.strip("0") != "" and check_digit(text[:-1]) == int(text[-1])


def expanded_upc_e(text: str) -> str | None:
    """The UPC-A (12 digits) of a UPC-E with or without number system and check digit (6, 7 or 8 digits).

    None when these are not the digits of a UPC-E, or its check digit is wrong.
    """
    if not _UPC_E.fullmatch(text):
        return None
    system, body = ("0", text) if len(text) == 6 else (text[0], text[1:7])
    last = int(body[5])
    if last <= 2:
        payload = body[:2] + body[5] + "0000" + body[2:5]
    elif last == 3:
        payload = body[:3] + "00000" + body[3:5]
    elif last == 4:
        payload = body[:4] + "00000" + body[4]
    else:
        payload = body[:5] + "0000" + body[5]
    expanded = system + payload + str(check_digit(system + payload))
    return expanded if len(text) < 8 or expanded[-1] == text[-1] else None


def gtin_14(gtin: str) -> str:
    """The one form that EAN-8, UPC-A, EAN-13 and GTIN-14 of the same product share."""
    return gtin.zfill(14)


def lookup_keys(gtin: str) -> tuple[str, ...]:
    """The texts under which a catalogue may hold this number: as read, then as EAN-13, UPC-A, EAN-8 and GTIN-14.

    An EAN-13 that starts with 0 and the UPC-A without that 0 are one product, and have the same keys.
    """
    full = gtin_14(gtin)
    shorter = (full[14 - length :] for length in (13, 12, 8) if not full[: 14 - length].strip("0"))
    return tuple(dict.fromkeys((gtin, *shorter, full)))
