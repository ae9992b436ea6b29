"""What the search decides on (items), and the partly made choices it goes through (nodes)."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from retail.benefit_facts import PointsMultiplier
from retail.pricing.bounds import View
from retail.pricing.candidates import Candidate, PreparedOffer, conflicting, gift_worth

_NO_PRODUCT = Fraction(1)


class Item:
    """One offer in the search. `candidates` are its usable ones in the order in which the tie rules take them.

    Candidates of one offer differ in nothing but their coupon, so that only their number is searched. Of so many, the
    best by rules 6 and 7 are those that expire first, and of equal expiry those with the smallest id.
    `conflicts` and `sharing` (the same line group) are masks of other items.
    """

    __slots__ = (
        "candidates",
        "conflicts",
        "index",
        "is_coupon",
        "most",
        "prepared",
        "sharing",
        "times",
        "worth",
        "worth_having",
    )

    def __init__(self, index: int, candidates: Sequence[Candidate]) -> None:
        self.index = index
        self.prepared: PreparedOffer = candidates[0].prepared
        offer = self.prepared.offer
        self.candidates = sorted(candidates, key=lambda candidate: (candidate.expires, candidate.coupon_id or ""))
        self.most = 1 if conflicting(offer, offer) else min(len(candidates), self.prepared.uses_left)
        self.is_coupon = offer.source == "coupon"
        self.worth = gift_worth(offer)
        self.times = Fraction(offer.effect.times) if isinstance(offer.effect, PointsMultiplier) else None
        # Without touching an amount it makes a choice better by rule 2 or 4.
        self.worth_having = self.worth > 0 or (self.times is not None and self.times > 1)
        self.conflicts = 0
        self.sharing = 0


def items_of(candidates: Sequence[Candidate]) -> list[Item]:
    """The offers that have usable candidates, in order of application."""
    by_offer: dict[str, list[Candidate]] = {}
    for candidate in candidates:
        if candidate.reason is None:
            by_offer.setdefault(candidate.offer.id, []).append(candidate)
    items = [Item(index, own) for index, own in enumerate(by_offer.values())]
    for item in items:
        for other in items[item.index + 1 :]:
            if conflicting(item.prepared.offer, other.prepared.offer):
                item.conflicts |= 1 << other.index
                other.conflicts |= 1 << item.index
            if item.prepared.group >= 0 and item.prepared.group == other.prepared.group:
                item.sharing |= 1 << other.index
                other.sharing |= 1 << item.index
    return items


class Node:
    """A partly made choice: items before `index` are decided, of item `index` itself `taken` are applied.

    `dead` masks the items that an applied one excludes, `used` holds the lines used by each line group, `bound` is
    never below the saving of any choice that goes on from here.
    """

    __slots__ = (
        "amounts",
        "bound",
        "chosen",
        "coupons",
        "dead",
        "gifts",
        "index",
        "product",
        "saved",
        "taken",
        "used",
        "view",
        "worth",
    )

    def __init__(self, amounts: list[int], used: tuple[int, ...], view: View) -> None:
        self.index = 0
        self.taken = 0
        self.dead = 0
        self.amounts = amounts
        self.used = used
        self.view = view
        self.chosen: tuple[int, ...] = ()
        self.saved = 0
        self.bound = 0
        self.worth = 0
        self.gifts = 0
        self.coupons = 0
        self.product = _NO_PRODUCT

    def copy(self) -> Node:
        """The same state, to be changed into a child."""
        child = Node(self.amounts, self.used, self.view)
        child.index = self.index
        child.taken = self.taken
        child.dead = self.dead
        child.chosen = self.chosen
        child.saved = self.saved
        child.bound = self.bound
        child.worth = self.worth
        child.gifts = self.gifts
        child.coupons = self.coupons
        child.product = self.product
        return child

    def add(self, item: Item) -> None:
        """Count one more candidate of an item, whose index the node has."""
        self.taken += 1
        self.dead |= item.conflicts
        self.chosen = (*self.chosen, item.index)
        self.coupons += item.is_coupon
        if item.worth:
            self.worth += item.worth
            self.gifts += 1
        if item.times is not None:
            self.product *= item.times
