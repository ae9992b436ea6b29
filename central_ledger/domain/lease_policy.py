"""Who gets leases of what, for how long: the ledger's stated policy, as data. No storage, no clock.

docs/decisions/who-gets-leases.md says why. A document of settings is `{"default": {…}, "stores": {store: {…}},
"festivals": [{"name", "from", "to", "policy": {…}}]}`; what it leaves out is as here. A festival's part counts on its
days (both included, the store's dates), over the store's, over the default.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Annotated, Any

import msgspec

from retail.ports import StoredCoupon

Bps = Annotated[int, msgspec.Meta(ge=0, le=10_000)]
Days = Annotated[int, msgspec.Meta(ge=0, le=3650)]
Hours = Annotated[int, msgspec.Meta(ge=1, le=24 * 60)]
Whole = Annotated[int, msgspec.Meta(ge=0, le=10**12)]

_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")


class LeasePolicy(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The policy of one store on one day.

    Members: those who were in this store last of all stores, within `recent_days` (`home_days`, where it is their home
    store), at most `members_max`, the latest first. Of each: at most `coupons_max` coupons, those that end first; of
    their points `points_share_bps`, at most `points_max`, not less than `points_min`.

    Budgets: a block is `block_minor`, at most `block_share_bps` of what is free, at least `block_least_minor`; a till
    gets the next one when less than `refill_bps` of a block is left.

    A lease lasts `duration_hours` and is renewed `renew_hours` before its end. Tills that were seen within
    `till_seen_hours` share the members; they are dealt anew every `round_minutes`.
    """

    members_max: Annotated[int, msgspec.Meta(ge=0, le=100_000)] = 2_000
    recent_days: Days = 90
    home_days: Days = 365
    coupons_max: Annotated[int, msgspec.Meta(ge=0, le=100)] = 6
    points_share_bps: Bps = 5_000
    points_max: Whole = 20_000
    points_min: Whole = 100
    block_minor: Whole = 100_000
    block_share_bps: Bps = 1_000
    block_least_minor: Whole = 10_000
    refill_bps: Bps = 5_000
    duration_hours: Hours = 24
    renew_hours: Hours = 8
    till_seen_hours: Hours = 48
    round_minutes: Annotated[int, msgspec.Meta(ge=1, le=24 * 60)] = 60


class Festival(msgspec.Struct, frozen=True, forbid_unknown_fields=True, rename={"first": "from", "last": "to"}):
    """Named days (YYYY-MM-DD, both included) with another policy."""

    name: str
    first: str
    last: str
    policy: dict[str, Any]


class PolicySettings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The whole of it. Parts name only what they change."""

    default: dict[str, Any] = msgspec.field(default_factory=dict)
    stores: dict[str, dict[str, Any]] = msgspec.field(default_factory=dict)
    festivals: list[Festival] = msgspec.field(default_factory=list)

    def of(self, store: str, day: str) -> LeasePolicy:
        """The policy of a store on a day (YYYY-MM-DD)."""
        merged = {**self.default, **self.stores.get(store, {})}
        for festival in self.festivals:
            if festival.first <= day <= festival.last:
                merged |= festival.policy
        return msgspec.convert(merged, LeasePolicy)


def read_settings(document: Any) -> PolicySettings:
    """Raises ValueError with the path of what is wrong."""
    settings = msgspec.convert(document, PolicySettings)
    for festival in settings.festivals:
        if not (_DATE.fullmatch(festival.first) and _DATE.fullmatch(festival.last)):
            raise ValueError(f"festival {festival.name}: `from` and `to` are dates, YYYY-MM-DD")
        msgspec.convert({**settings.default, **festival.policy}, LeasePolicy)
    for part in (settings.default, *settings.stores.values()):
        msgspec.convert(part, LeasePolicy)
    return settings


def till_for(one_id: str, tills: Sequence[str]) -> str | None:
    """The till that holds a member's leases: by the highest hash of the two names, so that a till that comes or goes
    moves only its own share of the members.
    """
    return max(tills, key=lambda till: hashlib.sha256(f"{one_id}\x1f{till}".encode()).digest(), default=None)


def coupons_to_lease(coupons: Iterable[StoredCoupon], now: datetime, room: int) -> list[StoredCoupon]:
    """The usable ones, as many as there is room for: those that end first, those without an end last."""
    fit: list[tuple[bool, float, str, StoredCoupon]] = []
    for coupon in coupons:
        end = None if coupon.expires_at is None else datetime.fromisoformat(coupon.expires_at)
        if coupon.status == "available" and (end is None or end > now):
            fit.append((end is None, 0.0 if end is None else end.timestamp(), coupon.coupon_id, coupon))
    return [coupon for *_, coupon in sorted(fit, key=lambda found: found[:3])[: max(0, room)]]


def points_share(policy: LeasePolicy, balance: int, free: int, step: int) -> int:
    """How many of a member's points are leased: in whole steps of the points rule; 0 when it is not worth it."""
    wanted = min(policy.points_max, balance * policy.points_share_bps // 10_000, free)
    wanted -= wanted % max(1, step)
    return wanted if wanted >= max(1, policy.points_min) else 0


def block_size(policy: LeasePolicy, free_minor: int) -> int:
    """The next block of a budget of which so much is free."""
    share = min(policy.block_minor, free_minor * policy.block_share_bps // 10_000)
    return max(0, min(free_minor, max(share, policy.block_least_minor)))


def needs_block(policy: LeasePolicy, left_minor: int) -> bool:
    """Whether a till that has so much left gets another block."""
    return left_minor * 10_000 < policy.block_minor * policy.refill_bps


def lease_end(policy: LeasePolicy, now: datetime, not_after: datetime | None) -> datetime:
    """When a lease ends that begins or is renewed now: never after the thing itself."""
    end = now + timedelta(hours=policy.duration_hours)
    return end if not_after is None else min(end, not_after)


def is_running(conditions: Mapping[str, Any], store: str, now: datetime, ahead: timedelta) -> bool:
    """Whether an offer with these conditions may be used in a store between now and some time ahead."""
    stores, start, end = (conditions.get(name) for name in ("stores", "valid_from", "valid_to"))
    if stores and store not in stores:
        return False
    if start is not None and datetime.fromisoformat(start) > now + ahead:
        return False
    return end is None or datetime.fromisoformat(end) > now
