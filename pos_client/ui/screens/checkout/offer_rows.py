"""The rows of coupons and offers, in the order in which they help the shopper.

First what is applied, by what it saves. Then what the cashier left out by hand. Then what is nearly there: the least to
pay for it first, that is, what is missing less what it would give. Then what somebody can do something about, and at
last the rest.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any

from pos_client.application.checkout_state import CheckoutState
from pos_client.application.coupon_growth import grows_into
from pos_client.ui.naming import Naming
from pos_client.ui.reasons import nearness
from pos_client.ui.screens.checkout.state import OfferRow, OfferStatus, Step
from retail.group_rules import NO_RULES, StoreRules
from retail.ports import OfferRecord, StoredCoupon

if TYPE_CHECKING:
    from retail.outlook import NextStep, Outlook
    from retail.pricing import Pricing, Rejected

_FOR_MEMBERS = frozenset(("wrong_tier", "no_plan", "not_birthday_month", "not_first_purchase"))
# Of a coupon that was left out by hand these say nothing: picked, it would be used, and others make room for it.
_OF_THE_OTHERS = frozenset(("conflicts", "no_longer_reached", "not_best"))
_REACHABLE = frozenset(("below_minimum_amount", "below_minimum_quantity", "saves_nothing", "no_longer_reached"))
_ORDER: dict[OfferStatus, int] = {"applied": 0, "not_chosen": 1, "near": 2, "said": 3, "refused": 4}


@dataclass(frozen=True, slots=True)
class Extras:
    """What the rows need beside the price: names of gifts by SKU, the offers in use, and the time."""

    gift_names: Mapping[str, str] = field(default_factory=dict)
    offers: Sequence[OfferRecord] = ()
    now: datetime | None = None
    group: StoreRules = NO_RULES


def offer_rows(
    state: CheckoutState, currency: str, naming: Naming, outlook: Outlook | None, extras: Extras
) -> tuple[OfferRow, ...]:
    """All rows in their order."""
    return _Rows(state, currency, naming, outlook, extras).all()


class _Rows:
    def __init__(
        self, state: CheckoutState, currency: str, naming: Naming, outlook: Outlook | None, extras: Extras
    ) -> None:
        self._state = state
        self._currency = currency
        self._naming = naming
        self._steps = {} if outlook is None else outlook.steps
        self._extras = extras
        self._coupons = held_coupons(state)

    def all(self) -> tuple[OfferRow, ...]:
        pricing = self._state.pricing
        if pricing is None:
            return ()
        worth = {gift.offer: gift.worth * gift.quantity for gift in pricing.gifts}
        applied = [
            self._row(
                item.offer, item.coupon, "applied", saving_minor=item.saving, worth_minor=worth.get(item.offer, 0),
                step=self._step(item.offer, item.coupon),
            )
            for item in pricing.applied
        ]  # fmt: skip
        gifts = [self._row(g.offer, None, "not_chosen", gift_left_out=True) for g in self._state.gifts_left_out]
        others = [
            *gifts,
            *self._coupons_left_out(),
            *_members_only_together([self._refused(r) for r in pricing.rejected]),
        ]
        return tuple(sorted([*applied, *others], key=_place))

    def _row(self, offer_id: str, coupon_id: str | None, status: OfferStatus, **rest: Any) -> OfferRow:
        expires_at = self._coupons[coupon_id].expires_at if coupon_id in self._coupons else None
        label = self._naming.offer(offer_id)
        rest["grows_into"] = self._grows_into(coupon_id)
        return OfferRow(offer_id, label, status, self._currency, coupon_id, expires_at=expires_at, **rest)

    def _grows_into(self, coupon_id: str | None) -> str:
        """What a coupon may be swapped for here and now; empty: nothing."""
        member, now = self._state.member, self._extras.now
        if coupon_id not in self._coupons or member is None or not member.can_spend or now is None:
            return ""
        to = grows_into(self._extras.offers, self._coupons[coupon_id], now)
        return "" if to is None else self._naming.offer(to)

    def _coupons_left_out(self) -> list[OfferRow]:
        """Coupons that the price does not name: without proof, or not among those that were chosen."""
        state, pricing = self._state, self._state.pricing
        if pricing is None:
            return []
        named = {item.coupon for item in pricing.applied} | {item.coupon for item in pricing.rejected}
        spendable = state.member is not None and state.member.can_spend
        held = () if state.member is None else state.member.coupons
        rows = []
        for coupon in self._coupons.values():
            if coupon.coupon_id in named or coupon.offer_id not in state.labels:
                continue
            if self._waits_for_campaign(coupon):
                rows.append(self._row(coupon.offer_id, coupon.coupon_id, "refused", reason="not_started"))
            elif coupon in held and not spendable:
                rows.append(self._row(coupon.offer_id, coupon.coupon_id, "refused", reason="proof_needed"))
            elif state.coupon_choice is not None:
                rows.append(self._left_out(coupon))
        return rows

    def _waits_for_campaign(self, coupon: StoredCoupon) -> bool:
        """Whether a coupon's offer is left out of the price because its campaign does not run now."""
        now = self._extras.now
        offers = (record.document for record in self._extras.offers if record.offer_id == coupon.offer_id)
        calendar = next(offers, {}).get("calendar")
        return calendar is not None and now is not None and not self._extras.group.is_running(calendar, now)

    def _left_out(self, coupon: StoredCoupon) -> OfferRow:
        """A coupon that was not chosen: what it lacks, or that it can be used; what the best choice would use first."""
        every = self._state.with_all_coupons
        refusals = () if every is None else every.rejected
        refusal = next((item for item in refusals if item.coupon == coupon.coupon_id), None)
        if refusal is not None and refusal.reason not in _OF_THE_OTHERS:
            return self._refused(refusal)
        best = () if every is None else every.applied
        saving = next((item.saving for item in best if item.coupon == coupon.coupon_id), 0)
        return self._row(coupon.offer_id, coupon.coupon_id, "not_chosen", saving_minor=saving)

    def _refused(self, item: Rejected) -> OfferRow:
        step = self._step(item.offer, item.coupon) if item.reason in _REACHABLE else None
        pricing = self._state.pricing
        gross = 0 if pricing is None else pricing.gross
        # Beyond twice the basket, nobody would call it near.
        near = step is not None and step.missing_minor <= gross
        blocked_by = tuple(dict.fromkeys(self._naming.offer(key.partition("#")[0]) for key in item.with_keys))
        return self._row(
            item.offer,
            item.coupon,
            "near" if near else "refused",
            reason=_said_of(item.reason, pricing, walk_in=self._state.member is None),
            missing=item.missing,
            blocked_by=blocked_by,
            step=step,
        )

    def _step(self, offer_id: str, coupon_id: str | None) -> Step | None:
        found: NextStep | None = self._steps.get((offer_id, coupon_id))
        if found is None:
            return None
        gift = (
            ""
            if found.gift is None
            else f"{self._extras.gift_names.get(found.gift[0], found.gift[0])} × {found.gift[1]}"
        )
        return Step(found.missing_minor, found.missing_units, found.gain_minor, gift, found.cost_minor)


def _place(row: OfferRow) -> tuple[int, int, int]:
    """Sorting key: the group, then what counts in it."""
    if row.status == "applied":
        return (_ORDER["applied"], -(row.saving_minor or row.worth_minor), 0)
    if row.status == "near" and row.step is not None:
        return (_ORDER["near"], row.step.cost_minor, row.step.missing_minor)
    if row.status == "not_chosen":
        return (_ORDER["not_chosen"], -row.saving_minor, 0)
    return (_ORDER[row.status], nearness(row.reason) if row.reason else 0, 0)


def _members_only_together(rows: list[OfferRow]) -> list[OfferRow]:
    """To a walk-in, what is for members says one thing: scan the code. Many such rows would hide the others."""
    waiting = [row for row in rows if row.reason == "members_only" and row.coupon_id is None]
    if len(waiting) < 2:
        return rows
    labels = tuple(dict.fromkeys(row.label for row in waiting))
    together = OfferRow("", "", "refused", waiting[0].currency, reason="members_only", members_only=labels)
    return [*(row for row in rows if row not in waiting), together]


def _said_of(reason: str, pricing: Pricing | None, *, walk_in: bool) -> str:
    """To somebody whom the till does not know yet, a tier or a plan that is lacking means: scan the member's code.

    A bundle that saves nothing is refused as no longer reached; where no other offer was applied, that would puzzle.
    """
    if reason == "no_longer_reached" and (pricing is None or not pricing.applied):
        return "saves_nothing"
    return "members_only" if walk_in and reason in _FOR_MEMBERS else reason


def held_coupons(state: CheckoutState) -> dict[str | None, StoredCoupon]:
    """The member's coupons and those that were scanned, by id."""
    held = () if state.member is None else state.member.coupons
    return {coupon.coupon_id: coupon for coupon in (*state.bearer_coupons, *held)}
