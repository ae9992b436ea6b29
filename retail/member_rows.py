"""A row of the feed `members` as a member, for who reads one that no cache holds: docs/spec/line.md, section 4."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from retail.member import Member, MemberGuide


def read_member(row: Mapping[str, Any], as_of: str) -> Member:
    """`as_of` is when the ledger said so (ISO 8601). Raises ValueError for what is no row, and names no value."""
    try:
        return Member(
            one_id=_text(row["one_id"]),
            name=_text(row["name"]),
            pinyin=_text(row["pinyin"]),
            phone=_text(row["phone"]),
            birthday=None if row["birthday"] is None else _text(row["birthday"]),
            tiers=_texts(row["tiers"]),
            plans=tuple(_text(plan) for plan in row["plans"]),
            points=_numbers(row["points"]),
            cards=_texts(row["cards"]),
            first_purchase=bool(row["first_purchase"]),
            as_of=as_of,
            growth=_numbers(row.get("growth", {})),
            phone_digest=_text(row.get("phone_digest", "")),
            consents={purpose: given is True for purpose, given in row.get("consents", {}).items()},
            guide=None if row.get("guide") is None else MemberGuide(**_texts(row["guide"])),
            home=None if row.get("home") is None else _text(row["home"]),
        )
    except (AttributeError, KeyError, TypeError) as error:
        raise ValueError("not a member's row") from error


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError("no text")
    return value


def _texts(value: Mapping[str, Any]) -> dict[str, str]:
    return {name: _text(one) for name, one in value.items()}


def _numbers(value: Mapping[str, Any]) -> dict[str, int]:
    if any(type(one) is not int for one in value.values()):
        raise TypeError("no number")
    return dict(value)
