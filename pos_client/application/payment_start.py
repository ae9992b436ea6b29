"""From a priced basket to the moment at which money may be taken. Source: docs/spec/line.md, section 7."""

from __future__ import annotations

from dataclasses import replace

from pos_client.application.allowances import reservation_needed
from pos_client.application.basket_pricer import BasketPricer
from pos_client.application.checkout_state import CheckoutState
from pos_client.application.holds import WaitingBasket
from pos_client.application.payment import FRESH_MS
from pos_client.application.plan_sales import plans_in
from pos_client.application.till import Desk
from retail.ports import OpenReservations
from retail.reservation import ReservationAnswer, ReservationRequest

#: The new state, and what the ledger is to be asked for next (None: nothing).
Step = tuple[CheckoutState, ReservationRequest | None]


class PaymentStart:
    """`reservations` is None where nobody asks the ledger for any: then every payment begins at once."""

    def __init__(self, desk: Desk, pricer: BasketPricer, reservations: OpenReservations | None) -> None:
        self._desk = desk
        self._pricer = pricer
        self._reservations = reservations

    def has_begun(self, state: CheckoutState) -> bool:
        """Whether money may be taken for the price of this state."""
        waited_ms = self._desk.clock.elapsed_ms() - state.payment.begun_at_ms
        return bool(state.tenders) or (state.payment.stage == "begun" and waited_ms < FRESH_MS)

    def begin(self, state: CheckoutState) -> Step:
        """Price at the moment of paying: a lease may have ended, a campaign begun. Raises as `plans_in` does."""
        plans_in(self._pricer.rules.plans, state)
        started = replace(state.payment.reopened(), announced_minor=state.payable_minor)
        return self._ask_or_begin(self._pricer.priced(replace(state, payment=started)))

    def answered(self, state: CheckoutState, request: ReservationRequest, answer: ReservationAnswer | None) -> Step:
        """The ledger's word, None for no answer in time. A word on a basket as it no longer is changes nothing."""
        if state.payment.request is not request:
            return state, None
        after = replace(state, payment=state.payment.answered(answer))
        if after.payment.stage == "begun":
            return self._begun(after), None
        return self._ask_or_begin(self._pricer.priced(after))

    def abandoned(self, state: CheckoutState) -> CheckoutState:
        """Back at the basket: what was set aside is to be let go; the price is to be made anew."""
        self._pricer.allowances.holds.reservation_id = None
        return replace(state, payment=state.payment.abandoned())

    def _ask_or_begin(self, state: CheckoutState) -> Step:
        payment, document = state.payment, self._pricer.document
        if self._reservations is None or not state.online or state.pricing is None or document is None:
            return self._begun(state), None
        reservation_id = payment.reservation_id or self._desk.ids.new()
        program = self._pricer.rules.points_program
        request = reservation_needed(reservation_id, state.pricing, document, state.held, program)
        if request.is_empty:
            return self._begun(state), None
        if payment.reservation_id is None:
            # Before the ledger is asked: a till that loses its power lets go of it when it is back.
            self._pricer.allowances.holds.reservation_id = reservation_id
            self._reservations.add(reservation_id)
        asking = replace(
            payment, stage="asking", request=request, asked=payment.asked + 1, reservation_id=reservation_id
        )
        return replace(state, payment=asking), request

    def _begun(self, state: CheckoutState) -> CheckoutState:
        self._pricer.allowances.holds.begin_paying()
        begun_at_ms = self._desk.clock.elapsed_ms()
        return replace(state, payment=replace(state.payment, stage="begun", request=None, begun_at_ms=begun_at_ms))


def reserved_while_paying(state: CheckoutState) -> WaitingBasket | None:
    """What the ledger set aside for a basket that money is in: to be asked for again before it ends."""
    payment = state.payment
    if not state.tenders or payment.reserved is None:
        return None
    return WaitingBasket(
        reservation_id=payment.reservation_id, reserved=payment.reserved, reserved_at_ms=payment.begun_at_ms
    )
