"""The applied offers of a sale, as coupons, limits, budgets and leases look at them.

Source: docs/spec/benefits.md, section 3; docs/spec/line.md, "Decisions of the leases".
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, datetime, tzinfo
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import msgspec

from central_ledger.domain.bodies import SaleBody
from retail.money import allocate

#: (offer id, version) to the offer's document, or None when the ledger has no such offer.
OfferLookup = Callable[[str, int], Mapping[str, Any] | None]


class OfferUse(msgspec.Struct, frozen=True, gc=False):
    """One applied offer. `number` counts the applied ones of its sale from 1.

    `saving_minor` is what it took off, split over `funding` (party to amount); `gift_minor` and `gift_funding` the same
    for the worth of its gifts. `bearer` bears what was not there; None: those who funded it. A limit of None: none.
    """

    number: int
    offer_id: str
    coupon_id: str | None
    saving_minor: int
    funding: Mapping[str, int]
    gift_minor: int
    gift_funding: Mapping[str, int]
    bearer: str | None
    policy: str
    per_member: int | None
    per_member_day: int | None
    is_budgeted: bool
    shares: tuple[tuple[str, int], ...]  # the offer's funding: party and bps

    @property
    def amount_minor(self) -> int:
        """What it cost in all: what it takes of a budget."""
        return self.saving_minor + self.gift_minor

    @property
    def bearers(self) -> str:
        """Who bears it, for a case."""
        parties = dict.fromkeys((*self.funding, *self.gift_funding))
        return ", ".join(dict.fromkeys(self.bearer or party for party in parties))


def offer_uses(sale: SaleBody, offers: OfferLookup, store: str) -> tuple[OfferUse, ...]:
    """The applied offers of a sale that somebody keeps account of: coupons, and offers with limits or a budget."""
    versions = {used.id: used.version for used in sale.input.offers}
    gifts = [(gift.offer, gift.worth * gift.quantity) for gift in sale.pricing.gifts]
    found = []
    for number, applied in enumerate(sale.pricing.applied, 1):
        worth = 0
        mine = next((place for place, (offer, _) in enumerate(gifts) if offer == applied.offer), None)
        if mine is not None:  # gifts stand in the order of the candidates that gave them
            worth = gifts.pop(mine)[1]
        document = offers(applied.offer, versions[applied.offer]) if applied.offer in versions else None
        document = document or {}
        limits, offline = document.get("limits") or {}, document.get("offline") or {}
        kept = (limits.get("per_member"), limits.get("per_member_day"), limits.get("budgeted") or None)
        if applied.coupon is None and kept == (None, None, None):
            continue
        found.append(
            OfferUse(
                number=number,
                offer_id=applied.offer,
                coupon_id=applied.coupon,
                saving_minor=applied.saving,
                funding=funding_shares(applied.saving, document, store),
                gift_minor=worth,
                gift_funding=funding_shares(worth, document, store),
                bearer=offline.get("bearer"),
                policy=offline.get("policy", "allowed"),
                per_member=kept[0],
                per_member_day=kept[1],
                is_budgeted=bool(kept[2]),
                shares=shares_of(document, store),
            )
        )
    return tuple(found)


def shares_of(document: Mapping[str, Any] | None, store: str) -> tuple[tuple[str, int], ...]:
    """Who funds an offer, party and bps; without a word about it, the store."""
    funding = (document or {}).get("funding") or [{"party": f"store:{store}", "bps": 10_000}]
    return tuple((share["party"], share["bps"]) for share in funding)


def funding_shares(total_minor: int, document: Mapping[str, Any] | None, store: str) -> dict[str, int]:
    """Who pays how much of a benefit by its offer's funding (largest remainder); without one, the store."""
    return split(total_minor, shares_of(document, store))


def split(total_minor: int, shares: tuple[tuple[str, int], ...]) -> dict[str, int]:
    """A total over parties by bps, without those who get nothing of it."""
    amounts = allocate(total_minor, [bps for _, bps in shares])
    return {party: amount for (party, _), amount in zip(shares, amounts, strict=True) if amount}


def day_of(occurred_at: str, zone: tzinfo) -> str:
    """The date (YYYY-MM-DD) at a place; of a time that cannot be read, what it begins with."""
    try:
        return datetime.fromisoformat(occurred_at).astimezone(zone).date().isoformat()
    except (ValueError, OverflowError):
        return occurred_at[:10]


def zone_of(name: object) -> tzinfo:
    """A time zone by its name; UTC when it is not known."""
    try:
        return ZoneInfo(name) if isinstance(name, str) and name else UTC
    except (ZoneInfoNotFoundError, ValueError):
        return UTC
