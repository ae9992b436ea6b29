"""Gift cards and stored value at the counter: sold beside goods, and paying for them. docs/spec/stored-value.md.

What the ledger says is asked elsewhere, off this thread, and handed in. A PIN passes through and is kept nowhere.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from pos_client.application.changes import Changes
from pos_client.application.checkout import Checkout
from pos_client.application.staff import StaffDesk
from pos_client.application.till import Desk
from pos_client.errors import Refused
from retail.ports import OpenReservations, ReferenceData
from retail.sale import apply_value
from retail.stored_value import (
    VALUE_KINDS,
    HoldRequest,
    ValueHeld,
    ValueKind,
    ValueRules,
    ValueSeen,
    ValueSold,
    masked_account,
    read_value_rules,
    stored_value_id,
)

#: What the ledger calls a card that pays nothing, and the code under which a cashier is told.
_REFUSALS = {
    "unknown": "card_unknown",
    "not_active": "card_not_sold",
    "issued": "card_not_sold",
    "blocked": "card_blocked",
    "expired": "card_expired",
    "empty": "card_empty",
    "spent": "card_empty",
    "reserved": "card_held",
    "not_here": "card_not_here",
    "currency": "card_not_here",
    "locked": "card_locked",
    "sold": "card_is_sold",
}


@dataclass(frozen=True, slots=True)
class Taken:
    """An amount of an account pays: `remaining_minor` of the basket is left, `left_minor` on the account."""

    changes: Changes
    amount_minor: int
    left_minor: int
    remaining_minor: int


class ValueDesk:
    """`reservations` is None where nobody asks the ledger: then no value pays, and none is sold."""

    def __init__(
        self,
        desk: Desk,
        staff: StaffDesk,
        checkout: Checkout,
        reference: ReferenceData,
        reservations: OpenReservations | None,
    ) -> None:
        self._desk = desk
        self._staff = staff
        self._checkout = checkout
        self._reference = reference
        self._reservations = reservations
        self._asking: HoldRequest | None = None
        checkout.allowances.holds.at_counter = self._at_counter

    @property
    def rules(self) -> ValueRules:
        """What this store sells and takes."""
        return read_value_rules(self._reference.settings())

    @property
    def is_asking(self) -> bool:
        return self._asking is not None

    def require_line(self) -> None:
        """Raises Refused `value_needs_connection`: only the ledger knows what is on a card."""
        if self._reservations is None or not self._desk.is_online():
            raise Refused("value_needs_connection")

    # --- sold

    def is_for_sale(self, seen: ValueSeen) -> bool:
        """Whether a card is to be sold, as the ledger has it. Raises Refused for one that is good for nothing."""
        if seen.code or seen.status in ("blocked", "expired"):
            raise self._refused(seen.code or seen.status, seen.account_id, seen.wait_seconds)
        return seen.status == "issued"

    def sell_card(self, seen: ValueSeen, amount_minor: int | None = None) -> Changes:
        """Put a card into the basket; `amount_minor` for one that has no face value.

        Raises Refused `card_not_here`, `amount_wrong`, `tender_present`, `not_permitted`, or `card_sold_online_only`.
        """
        self.require_line()
        self._staff.require("sell")
        if not seen.taken_here or seen.currency != self._desk.facts.currency or not self.rules.gift_cards:
            raise Refused("card_not_here", account=masked_account(seen.account_id))
        amount = seen.face_minor if seen.face_minor is not None else amount_minor
        if amount is None or amount <= 0:
            raise Refused("amount_wrong")
        return self._sell(ValueSold(seen.account_id, "gift_card", seen.issuer, amount))

    def top_up(self, amount_minor: int) -> Changes:
        """Add money to the member's stored value. With and without a connection: it only adds.

        Raises Refused `value_needs_member`, `value_not_sold_here`, `amount_wrong`, `value_too_much`, `tender_present`.
        """
        self._staff.require("sell")
        rules, member = self.rules, self._checkout.state.member
        if not rules.issuer:
            raise Refused("value_not_sold_here")
        if member is None:
            raise Refused("value_needs_member")
        if amount_minor <= 0:
            raise Refused("amount_wrong")
        account = stored_value_id(rules.issuer, member.member.one_id)
        return self._sell(ValueSold(account, "stored_value", rules.issuer, amount_minor))

    def member_account(self) -> tuple[str, str]:
        """The account of the member's stored value in this store, and whose it is.

        Raises Refused `value_needs_member`, or `proof_needed` while the member's own code was not shown.
        """
        member = self._checkout.state.member
        if member is None or not self.rules.issuer:
            raise Refused("value_needs_member")
        if not member.can_spend:
            raise Refused("proof_needed")
        return stored_value_id(self.rules.issuer, member.member.one_id), member.member.one_id

    def take_out(self, account_id: str) -> Changes:
        """Take value out of the basket. Raises Refused `tender_present`."""
        return self._checkout.change_basket(self._checkout.state.basket.without_value(account_id))

    def _sell(self, sold: ValueSold) -> Changes:
        if sold.amount_minor > self.rules.top_up_max_minor > 0:
            raise Refused("value_too_much", maximum_minor=self.rules.top_up_max_minor, currency=self._currency)
        return self._checkout.change_basket(self._checkout.state.basket.with_value(sold))

    # --- paying

    def begin(self, kind: ValueKind, account_id: str, amount_minor: int, one_id: str | None = None) -> HoldRequest:
        """What the ledger is to be asked for: at most what remains to be paid. Its id is durable when this returns.

        Raises Refused `value_needs_connection`, `value_pays_no_value`, `value_used_already`, `value_asked`,
        `nothing_to_pay`, `amount_wrong`, or as `Checkout.draft` does.
        """
        self.require_line()
        assert self._reservations is not None
        state = self._checkout.state
        if self._asking is not None:
            raise Refused("value_asked")
        if state.basket.values:
            raise Refused("value_pays_no_value")
        if any(tender.reference == account_id and tender.kind in VALUE_KINDS for tender in state.tenders):
            raise Refused("value_used_already", account=masked_account(account_id))
        self._checkout.refuse_without_shift()
        self._checkout.draft()
        if not state.remaining_minor:
            raise Refused("nothing_to_pay")
        if amount_minor <= 0:
            raise Refused("amount_wrong")
        amount = min(amount_minor, state.remaining_minor)
        request = HoldRequest(self._desk.ids.new(), account_id, kind, amount, one_id)
        # Before the ledger is asked: a till that loses its power lets go of it when it is back.
        self._reservations.add(request.hold_id)
        self._asking = request
        return request

    def held(self, request: HoldRequest, answer: ValueHeld | None) -> Taken:
        """The ledger's word, None for none that can be used: then it is let go, if it was granted after all.

        Raises Refused `card_…` for an account that pays nothing, `value_no_answer`, `value_basket_changed`.
        """
        if request is not self._asking:
            raise Refused("value_basket_changed")
        self._asking = None
        if answer is None:
            raise Refused("value_no_answer")
        if not answer.granted_minor:
            if request.kind == "stored_value":
                raise Refused("stored_value_held" if answer.code == "reserved" else "stored_value_empty")
            raise self._refused(answer.code or "empty", request.account_id, answer.wait_seconds)
        state = self._checkout.state
        try:
            if not self._checkout.payment_has_begun:
                raise ValueError("its payment was given up meanwhile")
            tender = apply_value(state.due_minor, state.tenders, request, answer.granted_minor, answer.left_minor)
        except ValueError as error:
            raise Refused("value_basket_changed") from error
        self._checkout.state = replace(state, tenders=(*state.tenders, tender))
        remaining = self._checkout.state.remaining_minor
        return Taken(Changes.of("tenders"), tender.amount_minor, tender.left_minor or 0, remaining)

    def give_up(self) -> Changes:
        """Nobody waits for the ledger's word any more: what it may have granted is let go."""
        self._asking = None
        return Changes.of("reservation")

    def _at_counter(self) -> tuple[HoldRequest, ...]:
        """What the ledger holds, or may hold, for the basket at the counter. Read by the sync thread too."""
        state, asking = self._checkout.state, self._asking
        one_id = None if state.member is None else state.member.member.one_id
        held = tuple(
            HoldRequest(tender.hold_id, tender.reference or "", kind, tender.amount_minor, one_id)
            for tender in state.tenders
            for kind in VALUE_KINDS
            if tender.hold_id is not None and tender.kind == kind
        )
        return held if asking is None else (*held, asking)

    @property
    def _currency(self) -> str:
        return self._desk.facts.currency

    def _refused(self, code: str, account_id: str, wait_seconds: int) -> Refused:
        return Refused(_REFUSALS.get(code, "card_unknown"), account=masked_account(account_id), seconds=wait_seconds)
