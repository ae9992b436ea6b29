"""Prices the open basket with what this till may give, and holds the leases that the price is made of."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from pos_client.application.allowances import NO_LEASES, Allowances, leases_taken
from pos_client.application.benefits import (
    BenefitEngine,
    BenefitRules,
    PricingInput,
    UsableOffers,
    Wishes,
    load_rules,
    pricing_input,
)
from pos_client.application.checkout_state import CheckoutState
from pos_client.application.till import Desk
from retail.group_rules import NOTHING_OUTSIDE
from retail.leases import LeaseUse
from retail.ports import ReferenceData
from retail.sale import GiftLeftOut

if TYPE_CHECKING:
    from retail.outlook import Outlook
    from retail.pricing import Pricing


class BasketPricer:
    """`document` is the input of the newest price, `taken` what that price takes of leases."""

    def __init__(
        self, desk: Desk, reference: ReferenceData, allowances: Allowances, make_engine: Callable[[], BenefitEngine]
    ) -> None:
        self._desk = desk
        self._reference = reference
        self.allowances = allowances
        self._make_engine = make_engine
        self._engine: BenefitEngine | None = None
        self._usable: UsableOffers | None = None
        self.rules: BenefitRules = load_rules(reference)
        self.document: dict[str, Any] | None = None
        self.taken: tuple[LeaseUse, ...] = ()

    @property
    def usable(self) -> UsableOffers:
        """The offers that are used, and what is wrong with the others."""
        if self._usable is None:
            self._usable = self._benefit_engine.usable(self.rules)
        return self._usable

    @property
    def _benefit_engine(self) -> BenefitEngine:
        if self._engine is None:
            self._engine = self._make_engine()
        return self._engine

    def outlook(self, state: CheckoutState) -> Outlook | None:
        """What a little more would bring to the basket; None for an empty one."""
        if state.pricing is None:
            return None
        found = self._benefit_engine.outlook(state.pricing)
        if state.with_all_coupons is None:
            return found
        chosen = (None, *(state.coupon_choice or ()))
        others = self._benefit_engine.outlook(state.with_all_coupons).steps
        left_out = {key: step for key, step in others.items() if key[1] not in chosen}
        return replace(found, steps={**left_out, **found.steps})

    def reference_changed(self) -> None:
        rules = load_rules(self._reference)
        if rules.records != self.rules.records:  # most pulls bring other things than offers
            self._usable = None
        self.rules = rules
        self.allowances.reference_changed()

    def forget(self) -> None:
        """There is no basket any more."""
        self.document, self.taken = None, ()
        self.allowances.holds.let_go()

    def priced(self, state: CheckoutState) -> CheckoutState:
        """The state with the price of its basket at this moment. What fails leaves everything as it was."""
        if state.basket.is_empty:
            self.document, self.taken = None, ()
            self.allowances.holds.need(())
            nothing = replace(state, pricing=None, with_all_coupons=None, held=NO_LEASES, facts_too_old=False)
            return replace(nothing, online=self._desk.is_online(), outside=NOTHING_OUTSIDE)
        # Until it is known what this basket needs, no lease is given back.
        with self.allowances.holds.lock:
            made = self._input(state, self._without({gift.offer for gift in state.gifts_left_out}))
            every = None
            if state.coupon_choice is not None:
                every = self._benefit_engine.price({**made.document, "coupon_choice": None})
            pricing = self._benefit_engine.price(made.document)
            self.document, self.taken = made.document, leases_taken(pricing, made.held)
            self.allowances.holds.need(use.lease_id for use in self.taken)
        online = bool(made.document["online"])
        return replace(
            state,
            pricing=pricing,
            with_all_coupons=every,
            online=online,
            held=made.held,
            facts_too_old=made.facts_too_old,
            outside=made.outside,
        )

    def tried(self, state: CheckoutState, coupon_choice: tuple[str, ...]) -> Pricing:
        """The price with another choice of coupons. Nothing is changed or held for it."""
        wished = replace(state, coupon_choice=coupon_choice)
        made = self._input(wished, self._without({gift.offer for gift in state.gifts_left_out}))
        return self._benefit_engine.tried(made.document)

    def missed_gifts(self, state: CheckoutState) -> tuple[GiftLeftOut, ...]:
        """Of the gifts that the cashier left out, those that this basket would have won."""
        if not state.gifts_left_out:
            return ()
        won = {gift.offer for gift in self._benefit_engine.tried(self._input(state, self.usable).document).gifts}
        return tuple(gift for gift in state.gifts_left_out if gift.offer in won)

    def _without(self, offer_ids: Collection[str]) -> UsableOffers:
        if not offer_ids:
            return self.usable
        kept = tuple(record for record in self.usable.offers if record.offer_id not in offer_ids)
        return UsableOffers(kept, self.usable.bad)

    def _input(self, state: CheckoutState, usable: UsableOffers) -> PricingInput:
        return pricing_input(
            self._desk,
            self.rules,
            usable,
            self.allowances,
            basket=state.basket,
            identified=state.member,
            bearer_coupons=state.bearer_coupons,
            wishes=Wishes(state.coupon_choice, state.points_to_use),
            payment=state.payment,
        )
