"""A member of the group: one identity, tiers and points in several programs, and where the facts came from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

#: What ends within so many days is said to whoever serves the member (docs/spec/line.md).
ENDS_SOON_DAYS = 60
FactsSource = Literal["cache", "code"]


@dataclass(frozen=True, slots=True)
class OfferUses:
    """How often a member has used an offer that has limits: in all, and on `day` (`YYYY-MM-DD`)."""

    member: int
    member_day: int = 0
    day: str = ""

    def on_day(self, day: str) -> int:
        return self.member_day if day == self.day else 0


@dataclass(frozen=True, slots=True)
class MemberGuide:
    """Whose member somebody is: one of the staff, by the store and the number there."""

    store: str
    staff_id: str


@dataclass(frozen=True, slots=True)
class Member:
    """What a till knows of a member. `as_of` is the time (with offset) at which the ledger said so.

    `birthday` is `MM-DD`. `tiers` and `points` are by program, `cards` by brand. `source` says whether the facts come
    from the till's cache or from the claims in a signed code. `name` and `phone` are personal data: a screen
    shows `masked_phone`. `uses` is by offer id, as the ledger last counted; `growth` by
    program what was bought towards its tiers, in minor units. By `phone_digest` (`retail.joining`) a member is found
    whose phone this till may not know. `consents` is what was said last, by purpose. By program, `points_end` are the
    points that end next and their last day, `points_later` those that end on the days after it, `tiers_end` the day on
    which a tier is reckoned anew (`YYYY-MM-DD`).
    `guide` looks after them; `home` is the store that does while nobody is their guide.
    """

    one_id: str
    name: str = ""
    pinyin: str = ""
    phone: str = ""
    birthday: str | None = None
    tiers: Mapping[str, str] = field(default_factory=dict)
    plans: tuple[str, ...] = ()
    points: Mapping[str, int] = field(default_factory=dict)
    cards: Mapping[str, str] = field(default_factory=dict)
    first_purchase: bool = False
    as_of: str = ""
    source: FactsSource = "cache"
    uses: Mapping[str, OfferUses] = field(default_factory=dict)
    growth: Mapping[str, int] = field(default_factory=dict)
    phone_digest: str = ""
    consents: Mapping[str, bool] = field(default_factory=dict)
    points_end: Mapping[str, tuple[int, str]] = field(default_factory=dict)
    points_later: Mapping[str, tuple[tuple[int, str], ...]] = field(default_factory=dict)
    tiers_end: Mapping[str, str] = field(default_factory=dict)
    guide: MemberGuide | None = None
    home: str | None = None


#: How long a membership number is that a brand gave.
CARD_LENGTHS = range(5, 33)


def card_text(text: str) -> str:
    """A card's number as people write it or a scanner reads it, in one form: no spaces, no hyphens, capitals."""
    return "".join(text.split()).replace("-", "").upper()


def masked_phone(phone: str) -> str:
    """`13812346021` as `138****6021`; shorter numbers keep their last two digits only."""
    if len(phone) >= 8:
        return phone[:3] + "*" * (len(phone) - 7) + phone[-4:]
    return "*" * max(0, len(phone) - 2) + phone[-2:]


def masked_name(name: str) -> str:
    """`林若曦` as `林*曦`, `王敏` as `王*`, `Jo Smith` as `J******h`: enough to greet, too little to publish."""
    if len(name) <= 1:
        return name
    if len(name) == 2:
        return name[0] + "*"
    return name[0] + "*" * (len(name) - 2) + name[-1]
