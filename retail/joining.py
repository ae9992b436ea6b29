"""Joining the membership at a counter: what is asked, what it may be, and how a phone is matched without being shown.

Contract: docs/spec/line.md, section 16. A phone is matched by a keyed digest: whoever reads a journal or a table of
accounts without the group's key does not learn it.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

NAME_CHARACTERS = 64
JOIN_CODE_CHARACTERS = 32
PHONE_KEY_BYTES = 32
#: A contact is sealed under this purpose and the id that the till gave the member.
CONTACT_PURPOSE = "member-contact"
#: Whose withdrawal takes name and phone out of the stores.
CONTACT = "contact"

_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_SEPARATORS = re.compile(r"[\s\-().·]")
_MAINLAND = re.compile(r"1[3-9][0-9]{9}")
_ABROAD = re.compile(r"\+[1-9][0-9]{6,14}")
_BIRTHDAY = re.compile(r"([0-9]{1,2})\D+([0-9]{1,2})|([0-9]{2})([0-9]{2})")
_DAYS_OF_MONTH = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


def normalised_phone(text: str) -> str:
    """A phone as it is matched and kept: `13812346021`, or `+` and the country for one from elsewhere.

    Raises ValueError for what is none.
    """
    found = _SEPARATORS.sub("", text)
    if found.startswith("00"):
        found = "+" + found[2:]
    if found.startswith("+86"):
        found = found[3:]
    if _MAINLAND.fullmatch(found) or _ABROAD.fullmatch(found):
        return found
    raise ValueError("not a phone number")


def phone_digest(key: bytes, phone: str) -> str:
    """HMAC-SHA256 of a normalised phone by the group's key, in hex."""
    return hmac.new(key, b"phone\n" + phone.encode(), hashlib.sha256).hexdigest()


def digest_of(key: bytes | None, phone: str) -> str | None:
    """The digest of a phone as somebody once wrote it down; None without a key, and for what cannot be a phone."""
    try:
        return None if key is None else phone_digest(key, normalised_phone(phone))
    except ValueError:
        return None


def normalised_birthday(text: str) -> str | None:
    """`MM-DD` of what was typed: `1120`, `11-20`, `11/20`, `11月20日`. Empty: None. Raises ValueError."""
    typed = text.strip()
    if not typed:
        return None
    found = _BIRTHDAY.fullmatch(typed.rstrip("日"))
    if found is None:
        raise ValueError("not a day")
    month, day = (int(part) for part in found.groups() if part is not None)
    if not 1 <= month <= 12 or not 1 <= day <= _DAYS_OF_MONTH[month - 1]:
        raise ValueError("not a day")
    return f"{month:02d}-{day:02d}"


def provisional_id(enrolment_id: str) -> str:
    """The OneID that a till gives a new member: `N` and 115 bits of SHA-256 of the enrolment's id, in base32.

    It follows from an id that nobody had before, so that no till can take somebody else's.
    """
    number = int.from_bytes(hashlib.sha256(b"one-id\n" + enrolment_id.encode()).digest(), "big") >> (256 - 115)
    return "N" + "".join(_ALPHABET[number >> 5 * place & 31] for place in reversed(range(23)))


@dataclass(frozen=True, slots=True)
class ConsentText:
    """What a shopper is asked to agree to: one purpose, in the words of one version. `required`: no joining without."""

    purpose: str
    text_version: str
    text: str
    text_en: str = ""
    required: bool = False


@dataclass(frozen=True, slots=True)
class JoinCode:
    """A code of a campaign or a brand: joining by it brings this brand's card beside the group's."""

    code: str
    label: str
    brand: str | None = None


@dataclass(frozen=True, slots=True)
class JoiningRules:
    """The settings row `joining`. `first_tiers` by program; `brand` is whose card comes without any code."""

    phone_key: bytes = field(repr=False)
    consents: tuple[ConsentText, ...] = ()
    first_tiers: Mapping[str, str] = field(default_factory=dict)
    codes: Mapping[str, JoinCode] = field(default_factory=dict)
    brand: str | None = None

    def tiers_of(self, brand: str | None) -> dict[str, str]:
        """The tiers of somebody who joins now: the group's programs and that of the brand's card."""
        wanted = ("group", brand)
        return {program: tier for program, tier in self.first_tiers.items() if program in wanted}


@dataclass(frozen=True, slots=True)
class Consent:
    """What somebody said to one purpose, at which version of its text."""

    purpose: str
    text_version: str
    given: bool


def read_joining(document: Mapping[str, Any]) -> JoiningRules | None:
    """The row `joining`; None when it is missing or has no key for phones: then nobody can be enrolled."""
    try:
        key = base64.b64decode(str(document.get("phone_key", "")), validate=True)
    except (binascii.Error, ValueError):
        return None
    if len(key) != PHONE_KEY_BYTES:
        return None
    return JoiningRules(
        phone_key=key,
        consents=tuple(
            ConsentText(
                str(row["purpose"]),
                str(row["text_version"]),
                str(row["text"]),
                str(row.get("text_en", "")),
                bool(row.get("required", False)),
            )
            for row in document.get("consents", ())
        ),
        first_tiers={str(program): str(tier) for program, tier in document.get("first_tiers", {}).items()},
        codes={
            str(code).upper(): JoinCode(str(code).upper(), str(row.get("label", code)), row.get("brand"))
            for code, row in document.get("codes", {}).items()
        },
        brand=document.get("brand"),
    )


def missing_consents(rules: JoiningRules, given: Sequence[Consent]) -> list[ConsentText]:
    """The required ones that were not given in the words of now."""
    said = {(one.purpose, one.text_version) for one in given if one.given}
    return [text for text in rules.consents if text.required and (text.purpose, text.text_version) not in said]
