"""What the ledger reckons about a member from what they bought: for the guide's desk, and for who is called today.

The ledger alone reckons it (`MemberFacts.as_of` says up to which business day); a store has it for the members of its
working set and works with it offline. Amounts are minor units of the group's currency, after benefits and returns.
Source: docs/spec/line.md, the feed `member_facts`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

#: RFM segments, the best first. `none`: nothing bought yet.
SEGMENTS = ("high_value", "promising", "base", "at_risk", "none")
#: States of the life cycle in a brand: one order, several, quiet for long, quiet for so long that they count as gone.
LIFE_STATES = ("first", "repeat", "sleeping", "lost")
STORE, WEB = "store", "web"


@dataclass(frozen=True, slots=True)
class Purchase:
    """One line that a member bought and kept. `occurred_at` has an offset; `quantity` is decimal text."""

    sale_id: str
    occurred_at: str
    store: str
    channel: str
    sku: str
    name: str
    brand: str
    categories: tuple[str, ...]
    quantity: str
    net_minor: int


@dataclass(frozen=True, slots=True)
class BrandLife:
    """A member's life in one brand. Days are `YYYY-MM-DD`; `since` is the day on which `state` began."""

    brand: str
    state: str
    since: str
    orders: int
    spent_minor: int
    first_on: str
    last_on: str


@dataclass(frozen=True, slots=True)
class Rfm:
    """The numbers behind a segment: days since the last order, orders and minor units of 365 days, and their scores
    of 1 to 5.
    """

    recency_days: int
    orders: int
    spent_minor: int
    recency_score: int
    frequency_score: int
    monetary_score: int


@dataclass(frozen=True, slots=True)
class MemberFacts:
    """`months` are the minor units spent in the twelve months that end with that of `as_of`, the oldest first.
    `channels`, `categories` and `sizes` count lines; `recent` are the newest purchases, the newest first.
    """

    one_id: str
    as_of: str
    joined_on: str
    segment: str
    rfm: Rfm | None
    orders: int
    spent_minor: int
    months: tuple[int, ...]
    first_on: str | None
    last_on: str | None
    last_store: str | None
    channels: Mapping[str, int]
    categories: Mapping[str, int]
    sizes: Mapping[str, int]
    brands: tuple[BrandLife, ...]
    recent: tuple[Purchase, ...]


def write_facts(facts: MemberFacts) -> dict[str, Any]:
    """The JSON object of a row of the feed."""
    return {
        **_plain(facts),
        "rfm": None if facts.rfm is None else _plain(facts.rfm),
        "months": list(facts.months),
        "channels": dict(facts.channels),
        "categories": dict(facts.categories),
        "sizes": dict(facts.sizes),
        "brands": [_plain(life) for life in facts.brands],
        "recent": [{**_plain(one), "categories": list(one.categories)} for one in facts.recent],
    }


def _plain(record: MemberFacts | Rfm | BrandLife | Purchase) -> dict[str, Any]:
    """The fields as they are: `dataclasses.asdict` copies each of them, and a group has many members."""
    return {name: getattr(record, name) for name in record.__slots__}


def read_facts(row: Mapping[str, Any]) -> MemberFacts:
    """The facts of a row. Raises ValueError, KeyError or TypeError for what is none."""
    return MemberFacts(
        one_id=str(row["one_id"]),
        as_of=str(row["as_of"]),
        joined_on=str(row["joined_on"]),
        segment=_one_of(row["segment"], SEGMENTS),
        rfm=None if row["rfm"] is None else Rfm(**{name: int(value) for name, value in row["rfm"].items()}),
        orders=int(row["orders"]),
        spent_minor=int(row["spent_minor"]),
        months=tuple(int(month) for month in row["months"]),
        first_on=_text_or_none(row["first_on"]),
        last_on=_text_or_none(row["last_on"]),
        last_store=_text_or_none(row["last_store"]),
        channels=_counts(row["channels"]),
        categories=_counts(row["categories"]),
        sizes=_counts(row["sizes"]),
        brands=tuple(_brand(one) for one in row["brands"]),
        recent=tuple(read_purchase(one) for one in row["recent"]),
    )


def _brand(row: Mapping[str, Any]) -> BrandLife:
    return BrandLife(
        brand=str(row["brand"]),
        state=_one_of(row["state"], LIFE_STATES),
        since=str(row["since"]),
        orders=int(row["orders"]),
        spent_minor=int(row["spent_minor"]),
        first_on=str(row["first_on"]),
        last_on=str(row["last_on"]),
    )


def read_purchase(row: Mapping[str, Any]) -> Purchase:
    """One of `recent`, and of the pages of purchases. Raises ValueError, KeyError or TypeError for what is none."""
    return Purchase(
        sale_id=str(row["sale_id"]),
        occurred_at=str(row["occurred_at"]),
        store=str(row["store"]),
        channel=_one_of(row["channel"], (STORE, WEB)),
        sku=str(row["sku"]),
        name=str(row["name"]),
        brand=str(row["brand"]),
        categories=tuple(str(category) for category in row["categories"]),
        quantity=str(row["quantity"]),
        net_minor=int(row["net_minor"]),
    )


def _counts(row: Mapping[str, Any]) -> dict[str, int]:
    return {str(name): int(count) for name, count in row.items()}


def _one_of(value: Any, known: tuple[str, ...]) -> str:
    if value not in known:
        raise ValueError(value)
    return str(value)


def _text_or_none(value: Any) -> str | None:
    return None if value is None else str(value)
