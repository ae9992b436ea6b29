"""The candidates of a case, in order of application, and which of them are usable (sections 3, 6 and 8)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from operator import itemgetter, sub

from retail.benefit_facts import STAGES, Case, Coupon, Gift, Offer, epoch_second, moment
from retail.money import allocate
from retail.pricing.compiled_lines import CompiledLines, indexes_of
from retail.pricing.mechanisms import Mechanism, mechanism_of
from retail.pricing.standing import common_reason, coupon_reason, lease_reason, limit_reason, uses_left

_STAGE_ORDER = {stage: index for index, stage in enumerate(STAGES)}


class PreparedOffer:
    """An offer on one basket: what its candidates share. `lines` may be in scope as long as they keep an amount.

    `group` numbers its `line_group`, -1 without one. `basket_reason` and `missing` are the verdict of the candidate
    alone on the untouched basket.
    """

    __slots__ = (
        "_judged",
        "basket_reason",
        "group",
        "lines",
        "mask",
        "mechanism",
        "min_amount",
        "min_quantity",
        "missing",
        "offer",
        "pick",
        "units",
        "uses_left",
    )

    def __init__(self, offer: Offer, basket: CompiledLines, uses: int, group: int) -> None:
        self.offer = offer
        self.uses_left = uses
        self.group = group
        self.mask = basket.matching(offer.scope) & basket.discountable
        self.lines = tuple([line for line in indexes_of(self.mask) if basket.gross[line]])
        self.units = basket.units
        self.min_amount = max(1, offer.conditions.min_amount)
        self.min_quantity = offer.conditions.min_quantity
        self.pick = itemgetter(*self.lines) if len(self.lines) > 1 else None
        self.missing: int | None = None
        self.basket_reason: str | None = None
        self.mechanism: Mechanism
        self._judged = False

    def judge_alone(self, basket: CompiledLines) -> str | None:
        """The first reason of the untouched basket against it, None when there is none. Needed before any turn."""
        if not self._judged:
            self._judged = True
            self._judge(basket)
        return self.basket_reason

    def _judge(self, basket: CompiledLines) -> None:
        if not self.lines:
            self.basket_reason = "no_matching_lines"
            return
        quantity = sum(basket.units[line] for line in self.lines)
        amount = sum(basket.gross[line] for line in self.lines)
        if quantity < self.min_quantity:
            self.basket_reason, self.missing = "below_minimum_quantity", self.min_quantity - quantity
            return
        if amount < self.min_amount:
            self.basket_reason, self.missing = "below_minimum_amount", self.min_amount - amount
            return
        self.mechanism = mechanism_of(self.offer, basket, self.lines)
        if self.mechanism.free or self.offer.effect.kind == "bundle_price":
            return
        values = [basket.gross[line] for line in self.lines]
        if self.mechanism.take(basket.gross, self.lines, values, amount)[0] <= 0:
            self.basket_reason = "saves_nothing"

    def turn(self, amounts: Sequence[int], used: int) -> Turn | None:
        """What happens when its turn comes: None when it would not be applied. `used` masks its line group's lines."""
        lines: Sequence[int] = self.lines
        if used & self.mask:
            lines = [line for line in lines if not used >> line & 1]
            values: Sequence[int] = [amounts[line] for line in lines]
        elif self.pick is not None:
            values = self.pick(amounts)
        else:
            values = (amounts[lines[0]],)
        total = sum(values)
        if total < self.min_amount:
            return None
        if 0 in values:
            lines = [line for line in lines if amounts[line] and not used >> line & 1]
            values = [amounts[line] for line in lines]
        if self.min_quantity and sum([self.units[line] for line in lines]) < self.min_quantity:
            return None
        saving, part, weights = self.mechanism.take(amounts, lines, values, total)
        if saving <= 0 and not self.mechanism.free:
            return None
        return Turn(saving, lines, part, weights)


@dataclass(slots=True)
class Turn:
    """A candidate really applied: the lines in scope, those that take part, and the weights of its saving."""

    saving: int
    scope: Sequence[int]
    part: Sequence[int]
    weights: Sequence[int]

    def shares(self) -> list[int]:
        """What each line that takes part saves."""
        return allocate(self.saving, self.weights) if self.saving else [0] * len(self.part)

    def amounts_after(self, amounts: Sequence[int]) -> list[int]:
        if not self.saving:
            return list(amounts)
        if len(self.part) == len(amounts):
            return list(map(sub, amounts, allocate(self.saving, self.weights)))
        after = list(amounts)
        part, shares = self.part, allocate(self.saving, self.weights)
        for place in range(len(shares)):
            after[part[place]] -= shares[place]
        return after

    def used_mask(self) -> int:
        mask = 0
        for line in self.part:
            mask |= 1 << line
        return mask


@dataclass(frozen=True, slots=True)
class Candidate:
    """One offer, or one coupon of it. `reason` is why it is not usable (None: usable)."""

    position: int
    key: str
    prepared: PreparedOffer
    coupon: Coupon | None
    expires: int
    reason: str | None
    missing: int | None

    @property
    def offer(self) -> Offer:
        return self.prepared.offer

    @property
    def coupon_id(self) -> str | None:
        return None if self.coupon is None else self.coupon.id


def candidates_of(case: Case, basket: CompiledLines) -> tuple[Candidate, ...]:
    """Every candidate of the case in order of application, usable or not."""
    at = moment(case.at)
    chosen = None if case.coupon_choice is None else set(case.coupon_choice)
    coupons: dict[str, list[Coupon]] = {}
    for coupon in case.coupons:
        if chosen is None or coupon.id in chosen:
            coupons.setdefault(coupon.offer, []).append(coupon)
    leases = set(case.allowances.leases)
    groups: dict[str, int] = {}
    found: list[Candidate] = []
    for offer in sorted(case.offers, key=application_order):
        own: list[Coupon | None] = []
        if offer.source != "coupon":
            own.append(None)
        else:
            own.extend(sorted(coupons.get(offer.id, ()), key=lambda coupon: coupon.id))
        if not own:
            continue
        group = -1 if offer.line_group is None else groups.setdefault(offer.line_group, len(groups))
        prepared = PreparedOffer(offer, basket, uses_left(offer, case), group)
        common = common_reason(offer, case, at)
        limit = limit_reason(offer, case)
        for mine in own:
            reason = (
                (coupon_reason(mine, case.member, at) if mine is not None else None)
                or common
                or lease_reason(offer, mine, case, leases)
                or limit
                or prepared.judge_alone(basket)
            )
            found.append(
                Candidate(
                    position=len(found),
                    key=offer.id if mine is None else f"{offer.id}#{mine.id}",
                    prepared=prepared,
                    coupon=mine,
                    expires=0 if mine is None else epoch_second(mine.expires_at),
                    reason=reason,
                    missing=prepared.missing if reason in {"below_minimum_quantity", "below_minimum_amount"} else None,
                )
            )
    return tuple(found)


def application_order(offer: Offer) -> tuple[int, int, str]:
    return (_STAGE_ORDER[offer.stage], offer.priority, offer.id)


def conflicting(one: Offer, other: Offer) -> bool:
    """Whether a candidate of one offer cannot stand beside a candidate of the other (or of the same offer)."""
    if one.exclusive_group is not None and one.exclusive_group == other.exclusive_group:
        return True
    return _names(one.not_with, other) or _names(other.not_with, one)


def _names(not_with: tuple[str, ...], offer: Offer) -> bool:
    return bool(not_with) and (offer.id in not_with or offer.source in not_with or offer.exclusive_group in not_with)


def gift_worth(offer: Offer) -> int:
    """What all pieces of an offer's gift are worth; 0 for every other effect."""
    return offer.effect.worth * offer.effect.quantity if isinstance(offer.effect, Gift) else 0
