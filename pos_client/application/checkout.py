"""The counter: a basket, whose it is, what it costs, what pays it, and the sale that it becomes."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from pos_client.application import edits
from pos_client.application.allowances import Allowances
from pos_client.application.approvals import Approval
from pos_client.application.basket_pricer import BasketPricer
from pos_client.application.benefits import BenefitEngine, BenefitRules, UsableOffers
from pos_client.application.changes import Changes
from pos_client.application.checkout_state import CheckoutState, CompletedSale
from pos_client.application.completing import SaleDraft, draft_sale, record
from pos_client.application.coupon_choice import picked
from pos_client.application.coupon_growth import swapped
from pos_client.application.members import IdentifiedMember, MemberDesk
from pos_client.application.payment_start import PaymentStart, reserved_while_paying
from pos_client.application.return_making import Exchange
from pos_client.application.services import ServiceDesk
from pos_client.application.staff import StaffDesk
from pos_client.application.till import Desk
from pos_client.application.voiding import write_void
from pos_client.errors import Refused
from retail.basket import Basket, Line, Quantity
from retail.cash_rounding import EXACT
from retail.catalogue import Product
from retail.limits import Limits, read_limits
from retail.ports import Catalogue, OpenReservations, ReferenceData, StoredCoupon
from retail.reservation import ReservationAnswer, ReservationRequest
from retail.sale import REFERENCE_CHARACTERS, GiftLeftOut, Tender, apply_card, apply_cash

if TYPE_CHECKING:
    from retail.outlook import Outlook


class Checkout:
    """One basket at a time. Every method either does what it says and returns what changed, or raises Refused."""

    def __init__(
        self,
        desk: Desk,
        staff: StaffDesk,
        members: MemberDesk,
        *,
        catalogue: Catalogue,
        reference: ReferenceData,
        allowances: Allowances,
        reservations: OpenReservations | None,
        make_engine: Callable[[], BenefitEngine],
        refuse_without_shift: Callable[[], None] = lambda: None,
        services: ServiceDesk | None = None,
    ) -> None:
        """`make_engine` is called with the first basket: the engine is no part of a cold start.

        `reservations` is None where nobody asks the ledger for any. `refuse_without_shift` is asked before money is
        taken. `services` is None where nobody uses any.
        """
        self._services = services
        self.refuse_without_shift = refuse_without_shift
        self._desk = desk
        self._staff = staff
        self._members = members
        self._catalogue = catalogue
        self._reference = reference
        self._pricer = BasketPricer(desk, reference, allowances, make_engine)
        self._start = PaymentStart(desk, self._pricer, reservations)
        self._limits = read_limits(reference.settings())
        self.basket_id, self.sale_id = desk.ids.new(), desk.ids.new()
        self.state = CheckoutState(labels=self.rules.labels, online=desk.is_online())

    @property
    def rules(self) -> BenefitRules:
        """The group's rules in use, for names of programs and tiers."""
        return self._pricer.rules

    @property
    def limits(self) -> Limits:
        """What the store lets its staff decide alone, as last pulled."""
        return self._limits

    @property
    def usable(self) -> UsableOffers:
        """The offers that are used, and what is wrong with the others."""
        return self._pricer.usable

    @property
    def outlook(self) -> Outlook | None:
        """What a little more would bring to the basket; None for an empty one."""
        return self._pricer.outlook(self.state)

    @property
    def allowances(self) -> Allowances:
        """What this till may still give."""
        return self._pricer.allowances

    @property
    def document(self) -> Mapping[str, Any] | None:
        """The input of the price that is shown; None for an empty basket."""
        return self._pricer.document

    def reference_changed(self) -> Changes:
        """New offers, prices or facts of members came in; a basket that is being paid keeps its price."""
        self._pricer.reference_changed()
        self._limits = read_limits(self._reference.settings())
        return Changes() if self._is_paying else self._look_again()

    def _look_again(self) -> Changes:
        member = self.state.member
        again = None if member is None else self._members.again(member)
        return self._become(replace(self.state, member=again, labels=self.rules.labels), "pricing", "member")

    def connection_changed(self) -> Changes:
        """What may be used differs with and without a connection; a basket that is being paid keeps its price."""
        if self._is_paying or self.state.online == self._desk.is_online():
            return Changes()
        return self._become(self.state, "pricing")

    def add_product(self, sku: str, quantity: Quantity | None = None) -> Changes:
        """Raises Refused `goods_unknown`."""
        found = self._catalogue.by_code([sku])
        if not found:
            raise Refused("goods_unknown", scanned=sku)
        return self.add(found[0], quantity or (Quantity(1000, weighed=True) if found[0].weighed else Quantity.units(1)))

    def add(self, product: Product, quantity: Quantity) -> Changes:
        """Put goods in. Raises Refused `quantity_too_large`, `basket_full`, `tender_present` or `not_permitted`."""
        self.refuse_when_paying()
        if self._staff.current is not None:
            self._staff.require("sell")
        basket, line = self.state.basket.add(product, quantity)
        edits.refuse_too_much(basket, line.quantity)
        return self._become(replace(self.state, basket=basket), "basket", "pricing")

    def set_quantity(self, line_id: str, quantity: Quantity, approval: Approval | None = None) -> Changes:
        """Raises Refused `quantity_too_large`, `tender_present`, or `approval_needed` for more of a manual price than
        the cashier may give.
        """
        self.refuse_when_paying()
        edits.refuse_too_much(self.state.basket, quantity)
        state = edits.with_quantity(self.state, line_id, quantity, self._staff.current_id)
        return self._become(self._within_limits(state, line_id, approval), "basket", "pricing")

    def remove_line(self, line_id: str) -> Changes:
        """It can be undone, and is journaled with the sale. Raises Refused `tender_present`."""
        self.refuse_when_paying()
        return self._become(edits.without_line(self.state, line_id, self._staff.current_id), "basket", "pricing")

    def undo(self, approval: Approval | None = None) -> tuple[Changes, Line]:
        """Take the newest removal or change of a quantity back; gives the line that is as it was.

        Raises Refused `nothing_to_undo`, `tender_present`, or `approval_needed` as `set_quantity` does.
        """
        self.refuse_when_paying()
        if not self.state.undo:
            raise Refused("nothing_to_undo")
        state, line = edits.undone(self.state)
        return self._become(self._within_limits(state, line.line_id, approval), "basket", "pricing"), line

    def change_basket(self, basket: Basket) -> Changes:
        """Take on a basket with other prices or notes. Raises Refused `tender_present`."""
        self.refuse_when_paying()
        return self._become(replace(self.state, basket=basket), "basket", "pricing")

    def say(self, **facts: Any) -> Changes:
        """What is said of the whole basket and changes no price: its `note`, its `guides`."""
        self.state = replace(self.state, **facts)
        return Changes.of("basket")

    def take_on(self, state: CheckoutState, basket_id: str, sale_id: str) -> Changes:
        """Put a basket that was kept on the counter, at the prices of now."""
        self.basket_id, self.sale_id = basket_id, sale_id
        state = replace(state, last_sale=self.state.last_sale, labels=self.rules.labels)
        return self._become(state, "basket", "member", "pricing")

    def _within_limits(self, state: CheckoutState, line_id: str, approval: Approval | None) -> CheckoutState:
        ids = {"basket_id": self.basket_id, "line_id": line_id}
        return edits.within_limits(self._desk, self._staff, self._limits, state, approval=approval, **ids)

    def void_basket(self, approval: Approval | None = None) -> Changes:
        """Cancel before completion; journaled, so that it is seen.

        Raises Refused `tender_present`, or `approval_needed` for a basket above the store's limit.
        """
        self.refuse_when_paying()
        ids, free_minor = (self.basket_id, self.sale_id), self._limits.void_minor
        write_void(
            self._desk, self._staff, self._services, self.state, ids=ids, free_minor=free_minor, approval=approval
        )
        return self._start_over(self.state.last_sale) | Changes.of("journal")

    def set_member(self, identified: IdentifiedMember) -> Changes:
        """Raises Refused `tender_present`."""
        self.refuse_when_paying()
        before = self.state.member
        if before is not None and before.member.one_id != identified.member.one_id:
            self._member_left()
        state = replace(self.state, member=identified, coupon_choice=None, points_to_use=0)
        return self._become(state, "member", "pricing")

    def clear_member(self) -> Changes:
        """What was used of the member's services for this sale is taken back. Raises Refused `tender_present`."""
        self.refuse_when_paying()
        self._member_left()
        return self._become(replace(self.state, member=None, coupon_choice=None, points_to_use=0), "member", "pricing")

    def add_bearer_coupon(self, coupon: StoredCoupon) -> Changes:
        """A coupon that was scanned. Raises Refused `coupon_unknown` when its offer is not known here."""
        self.refuse_when_paying()
        if coupon.offer_id not in self.usable.of_coupons:
            raise Refused("coupon_unknown")
        kept = tuple(c for c in self.state.bearer_coupons if c.coupon_id != coupon.coupon_id)
        return self._become(replace(self.state, bearer_coupons=(*kept, coupon)), "member", "pricing")

    def choose_coupons(self, coupon_ids: Sequence[str] | None) -> Changes:
        """Use these coupons as far as they may be used; None goes back to the best combination."""
        self.refuse_when_paying()
        choice = None if coupon_ids is None else tuple(coupon_ids)
        return self._become(replace(self.state, coupon_choice=choice), "pricing")

    def coupons_with(self, coupon_id: str) -> tuple[str, ...] | None:
        """What to choose so that this coupon is used, or no longer; None when it cannot be used on this basket."""
        return picked(self._pricer, self.state, coupon_id)

    def swap_coupon(self, coupon_id: str) -> Changes:
        """Swap a coupon for the larger one that its offer names. It is final.

        Raises Refused `proof_needed`, `swap_needs_connection`, `coupon_does_not_grow` or `tender_present`.
        """
        self.refuse_when_paying()
        state = swapped(self._desk, self._staff, self.state, self.usable.offers, coupon_id)
        return self._become(state, "member", "pricing", "journal")

    def put_exchange(self, exchange: Exchange | None, references: Sequence[str] = ()) -> Changes:
        """Goods come back for these; `references` are of what goes back by card besides. Raises as `set_member`."""
        self.refuse_when_paying()
        state = replace(self.state, exchange=exchange, exchange_references=tuple(references))
        return self._become(state, "pricing", "tenders")

    def leave_gift_out(self, gift: GiftLeftOut) -> Changes:
        """The gift is not there: its offer gives nothing to this basket. Raises Refused `tender_present`."""
        self.refuse_when_paying()
        return self._become(edits.without_gift(self.state, gift), "pricing")

    def give_gift(self, offer_id: str) -> Changes:
        """The gift is there after all. Raises Refused `tender_present`."""
        self.refuse_when_paying()
        return self._become(edits.with_gift(self.state, offer_id), "pricing")

    def _member_left(self) -> None:
        if self._services is not None:
            self._services.member_left()

    def use_points(self, points: int | str) -> Changes:
        """Spend a number of points, or `"max"`. Raises Refused `proof_needed` without the unified code."""
        self.refuse_when_paying()
        if points != 0 and (self.state.member is None or not self.state.member.can_spend):
            raise Refused("proof_needed")
        return self._become(replace(self.state, points_to_use=points), "pricing")

    @property
    def _is_paying(self) -> bool:
        state = self.state
        return bool(state.tenders) or state.payment.stage != "open" or state.wallet_attempt is not None

    @property
    def payment_has_begun(self) -> bool:
        """Whether money may be taken for the price that is shown."""
        return self._start.has_begun(self.state)

    def begin_payment(self) -> ReservationRequest | None:
        """Price at the moment of paying; what the ledger is to be asked for before money is taken, None: pay on.

        The answer goes to `reservation_answered`. Raises Refused `basket_empty`.
        """
        if self.payment_has_begun or self.state.payment.stage == "asking":
            return self.state.payment.request
        if self.state.basket.is_empty:
            raise Refused("basket_empty")
        self.state, request = self._start.begin(self.state)
        return request

    def reservation_answered(
        self, request: ReservationRequest, answer: ReservationAnswer | None
    ) -> ReservationRequest | None:
        """The ledger's word, None for no answer in time; what is to be asked next, None: nothing."""
        self.state, following = self._start.answered(self.state, request, answer)
        return following

    def abandon_payment(self) -> Changes:
        """Back to the basket: what was set aside is let go. Raises Refused `tender_present`."""
        self.refuse_when_paying()
        self.state = self._start.abandoned(self.state)
        return self._look_again() | Changes.of("reservation")

    def tender_cash(self, tendered_minor: int) -> Changes:
        """Cash that was handed over. Raises Refused `basket_empty` or `amount_wrong`."""
        rule = self.rules.cash_rounding.get(self._desk.facts.currency, EXACT)
        return self._tender(lambda state: apply_cash(state.due_minor, state.tenders, tendered_minor, rule))

    def tender_card(self, amount_minor: int, reference: str) -> Changes:
        """Taken on an external terminal. Raises Refused `basket_empty`, `amount_wrong` or `reference_missing`."""
        if not 0 < len(reference.strip()) <= REFERENCE_CHARACTERS:
            raise Refused("reference_missing")
        return self._tender(lambda state: apply_card(state.due_minor, state.tenders, amount_minor, reference))

    def remove_tender(self, index: int) -> Changes:
        """Take a payment back before completion. Whoever does it returns the money, or voids it at the terminal."""
        self.refuse_when_waiting()
        return self._with_tenders(self.state.without_tender(index))

    def draft(self) -> SaleDraft:
        """The open basket as the sale that it becomes, with the tenders so far.

        Raises Refused `basket_empty`, `reservation_asked`, `wallet_waits`, `not_signed_in` or `not_permitted`.
        """
        self.refuse_when_waiting()
        self._require_begun()
        if self.state.pricing is None:
            raise Refused("basket_empty")
        cashier = self._staff.require("sell")
        settings = self._reference.settings()
        return draft_sale(self._desk, settings, self._pricer, self.state, (self.sale_id, self.basket_id, cashier))

    def complete(self) -> CompletedSale:
        """Make the sale durable: sale and journal entry in one transaction, before anything is shown as done.

        Raises Refused `not_paid`, `lease_gone` or as `draft` does; when the disk fails the basket stays as it is.
        """
        self._require_begun()
        if self.state.remaining_minor:
            raise Refused("not_paid", remaining_minor=self.state.remaining_minor, currency=self._desk.facts.currency)
        draft = self.draft()
        with self._desk.unit_of_work() as uow:
            if any((uow.leases.left(use.lease_id) or 0) < use.amount for use in draft.sale.leases):
                raise Refused("lease_gone")
            completed = record(uow, draft)
            uow.commit()
        self._start_over(completed)
        return completed

    def wallet_waits(self, attempt_id: str | None, paid: Tender | None = None) -> Changes:
        """A wallet was asked to pay; None: it will not, or has `paid` its part. Meanwhile the basket stays as it is."""
        state = replace(self.state, wallet_attempt=attempt_id)
        return self._with_tenders(state if paid is None else state.with_tender(paid))

    def leave(self, completed: CompletedSale | None = None) -> Changes:
        """The counter is free for the next shopper: the wallet has paid, or its payment is waited for elsewhere."""
        return self._start_over(completed or self.state.last_sale)

    def _require_begun(self) -> None:
        """Raises Refused `basket_empty`, or `reservation_asked` while the ledger has yet to answer."""
        if self.state.payment.stage == "asking" or self.begin_payment() is not None:
            raise Refused("reservation_asked")

    def _tender(self, make: Any) -> Changes:
        if self.state.pricing is None:
            raise Refused("basket_empty")
        self.refuse_when_waiting()
        self.refuse_without_shift()
        self._require_begun()
        try:
            tender = make(self.state)
        except ValueError as error:
            raise Refused("amount_wrong") from error
        return self._with_tenders(self.state.with_tender(tender))

    def _with_tenders(self, state: CheckoutState) -> Changes:
        """What the ledger set aside for a basket is kept there as long as money is in it."""
        self.state = state
        self.allowances.holds.keep(reserved_while_paying(state))
        return Changes.of("tenders")

    def refuse_when_paying(self) -> None:
        """Raises Refused `tender_present` or `wallet_waits` while a payment has been taken or asked for this basket."""
        self.refuse_when_waiting()
        if self.state.tenders:
            raise Refused("tender_present")

    def refuse_when_waiting(self) -> None:
        """Raises Refused `wallet_waits`."""
        if self.state.wallet_attempt is not None:
            raise Refused("wallet_waits")

    def _start_over(self, last_sale: CompletedSale | None) -> Changes:
        self.basket_id, self.sale_id = self._desk.ids.new(), self._desk.ids.new()
        self._pricer.forget()
        if self._services is not None:
            self._services.forget()
        self.state = CheckoutState(last_sale=last_sale, labels=self.rules.labels, online=self._desk.is_online())
        return Changes.of("basket", "member", "pricing", "tenders", "sales", "journal")

    def _become(self, state: CheckoutState, *facts: Any) -> Changes:
        """Price the new state, and take it on only when that went well."""
        one_id = None if state.member is None else state.member.member.one_id
        basket = state.basket.of_member(one_id)
        self.state = self._pricer.priced(replace(state, basket=basket, payment=state.payment.reopened()))
        return Changes.of(*facts)
