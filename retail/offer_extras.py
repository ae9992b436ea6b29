"""What an offer's document carries beside the engine's fields, for till and ledger alike.

Source: docs/spec/line.md, "Benefits beside the price" and "Leases and limits"; the engine ignores them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from retail.benefit_facts import moment
from retail.contract import (
    ContractError,
    Document,
    as_object,
    as_text,
    as_time,
    integer_or,
    nullable,
    required,
)


@dataclass(frozen=True, slots=True)
class Grows:
    """A coupon of the offer may be swapped for one of the offer `to`, before `until` (a time, None: without an end)."""

    to: str
    until: str | None = None

    def holds(self, at: datetime) -> bool:
        return self.until is None or at < moment(self.until)


@dataclass(frozen=True, slots=True)
class OfferExtras:
    """`label_en`: the offer's name in English. `budget`: the first one of a budgeted offer, in minor units.

    `owner`: whose it is (`group`, `brand:LQX`, `store:S01`). `calendar`: the campaign in whose periods alone it counts.
    """

    label_en: str | None = None
    grows: Grows | None = None
    budget: int | None = None
    owner: str | None = None
    calendar: str | None = None


def read_extras(document: Document, path: str = "$") -> OfferExtras:
    """All of them. Raises ContractError with the path of what is wrong; null is nothing."""
    return OfferExtras(
        nullable(document, "label_en", path, as_text),
        nullable(document, "grows", path, _read_grows),
        integer_or(document, "budget", path, None, 0),
        nullable(document, "owner", path, _read_owner),
        nullable(document, "calendar", path, as_text),
    )


def grows_of(document: Mapping[str, Any]) -> Grows | None:
    """What coupons of an offer grow into; None also where that is written wrongly, which is the linter's to tell."""
    try:
        return nullable(dict(document), "grows", "$", _read_grows)
    except ContractError:
        return None


def _read_owner(value: object, path: str) -> str:
    owner = as_text(value, path)
    kind, colon, name = owner.partition(":")
    if not (owner == "group" or (kind in ("brand", "store") and colon and name)):
        raise ContractError(path, "group, brand:ID or store:ID")
    return owner


def _read_grows(value: object, path: str) -> Grows:
    grows = as_object(value, path)
    to = as_text(required(grows, "to", path), f"{path}.to")
    return Grows(to, nullable(grows, "until", path, as_time))
