"""Payments by a wallet: durable before anything is sent, asked for until they are known, never charged twice.

Nothing here waits or has a thread. Whoever shows the counter runs the calls that are due, off its own thread, and
brings each outcome back; a till that was switched off goes on from its rows. One attempt is one order at the operator,
and a sale has one attempt at a time (the store sees to it): however often it is asked, a basket is paid once.

    paying --paid--> the sale (or one payment of it)        paying --refused--> nothing was taken
    paying --too long, or cancelled--> reversing --reversed--> nothing was taken
    reversing --cannot be reversed, and paid--> the sale

What turns out unpaid goes back to the counter when its basket is still there, else it waits as `unpaid`.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any, Literal, TypeVar

from pos_client.application.approvals import Approval
from pos_client.application.changes import Changes
from pos_client.application.checkout import Checkout
from pos_client.application.kept_basket import basket_document, kept_basket, with_proof
from pos_client.application.staff import StaffDesk
from pos_client.application.till import Desk
from pos_client.application.wallet_bodies import started_body, waiting_basket
from pos_client.application.wallet_calls import Asked, ByHand, OpenPayment, WalletCall, WalletNews, look_at, question
from pos_client.application.wallet_endings import PART_PAID, WalletEndings
from pos_client.application.wallet_reach import WalletReach
from pos_client.errors import Refused
from retail.payment_code import PaymentCode
from retail.wallets import WalletAttempt, WalletAttemptReader, WalletName, WalletOutcome, WalletProvider

log = logging.getLogger(__name__)

Back = TypeVar("Back")

#: Between two questions while a shopper stands there, and at most while nobody does.
ASK_EVERY_MS = 3_000
ASK_SELDOM_MS = 60_000
#: A shopper who was asked for the password has this long; then the payment is reversed.
PATIENCE_MS = 60_000
#: A payment code is good for about a minute. An order that its operator still does not know when this has passed since
#: the last request that could have made it, was never made and never will be.
CODE_IS_DEAD_MS = 120_000

#: What somebody may type who decides by hand, and the right to it.
EVIDENCE_CHARACTERS = 64
HAND_PERMISSION = "settle_payment"

CHANGED_BY_PART = Changes.of("tenders", "journal", "refunds")


@dataclass(slots=True)
class _Course:
    """What this run of the program knows of one attempt."""

    began_ms: int
    due_ms: int
    is_asking: bool = False
    questions: int = 0
    last: WalletOutcome | None = None
    cannot_reverse: bool = False


class WalletPayments:
    """`attempts` reads the store's rows; `providers` are the wallets that this till is set up for."""

    def __init__(
        self,
        desk: Desk,
        staff: StaffDesk,
        checkout: Checkout,
        attempts: WalletAttemptReader,
        providers: Mapping[WalletName, WalletProvider],
        *,
        problem: str = "",
    ) -> None:
        """`problem`: why there are none although there should be, for whoever sets the till up."""
        self._desk = desk
        self._staff = staff
        self._checkout = checkout
        self._providers = dict(providers)
        self._problem = problem
        self._endings = WalletEndings(desk, staff)
        self._attempts = {attempt.attempt_id: attempt for attempt in attempts.all()}
        now = desk.clock.elapsed_ms()
        self._courses = {attempt_id: _Course(now, now) for attempt_id in self._attempts}
        self.reach = WalletReach(desk.clock, desk.is_online, self._providers)
        for attempt in self._attempts.values():
            self._hold(attempt, None)

    @property
    def set_up(self) -> tuple[WalletName, ...]:
        """The wallets that this till has an account for."""
        return tuple(self._providers)

    @property
    def offered(self) -> tuple[WalletName, ...]:
        """Those of them whose operator can be reached."""
        return tuple(name for name in self._providers if self.reach.is_reached(name))

    def open(self) -> tuple[OpenPayment, ...]:
        """Every payment that is not settled, and every basket that waits since its payment failed."""
        now, found = self._desk.clock.elapsed_ms(), []
        for attempt_id, attempt in self._attempts.items():
            course = self._courses[attempt_id]
            passed_ms = now - course.began_ms
            left = max(0, PATIENCE_MS - passed_ms + 999) // 1000 if attempt.state == "paying" else 0
            can_ask = attempt.wallet in self._providers
            at_counter = self._is_at_counter(attempt_id)
            found.append(OpenPayment(attempt, at_counter, course.last, left, can_ask))
        return tuple(found)

    def has_basket(self, basket_id: str) -> bool:
        """Whether this basket is at the counter, or waits in the list."""
        baskets = [attempt.basket_id for attempt in self._attempts.values()]
        return basket_id in (self._checkout.basket_id, *baskets)

    def start(self, code: PaymentCode, part_minor: int | None = None) -> WalletCall:
        """Let the wallet of this code pay what remains, or a part of it. The attempt is durable when this returns; run
        the call.

        Raises Refused `wallet_not_offered`, `wallets_unusable`, `wallet_unreachable`, `nothing_to_pay`, or as
        `Checkout.draft` does.
        """
        provider = next((p for name, p in self._providers.items() if name == code.provider), None)
        if provider is None and self._problem:
            raise Refused("wallets_unusable", detail=self._problem)
        if provider is None:
            raise Refused("wallet_not_offered")
        if not self.reach.is_reached(provider.name):
            self.reach.doubt(provider.name)
            raise Refused("wallet_unreachable", wallet=provider.name)
        self._checkout.refuse_without_shift()
        draft = self._checkout.draft()
        remaining_minor = self._checkout.state.remaining_minor
        amount_minor = remaining_minor if part_minor is None else min(part_minor, remaining_minor)
        if amount_minor <= 0:
            raise Refused("nothing_to_pay")
        is_part = {"is_part": True} if amount_minor < remaining_minor else {}
        attempt = WalletAttempt(
            attempt_id=self._desk.ids.new(),
            wallet=provider.name,
            amount_minor=amount_minor,
            currency=draft.sale.currency,
            sale_id=draft.sale.sale_id,
            basket_id=draft.basket_id,
            staff_id=draft.sale.cashier,
            started_at=self._desk.clock.now().isoformat(timespec="seconds"),
            state="paying",
            reason="",
            document={**draft.document(), **self._kept(), **is_part},
        )
        with self._desk.unit_of_work() as uow:
            uow.wallet_attempts.add(attempt)
            uow.journal.append("payment_started", started_body(attempt))
            uow.commit()
        now = self._desk.clock.elapsed_ms()
        self._attempts[attempt.attempt_id] = attempt
        self._courses[attempt.attempt_id] = _Course(now, now, is_asking=True)
        self._hold(attempt, self._checkout.state.payment.begun_at_ms)
        self._checkout.wallet_waits(attempt.attempt_id)
        subject, attempt_id = self._desk.facts.store_name, attempt.attempt_id
        return WalletCall(
            attempt_id, "pay", provider.name, lambda: provider.pay(attempt_id, amount_minor, code, subject)
        )

    def due(self) -> tuple[WalletCall, ...]:
        """What is to be asked now. Each call is handed out once; its outcome goes to `answered`."""
        calls = []
        now = self._desk.clock.elapsed_ms()
        for attempt in self._attempts.values():
            course = self._courses[attempt.attempt_id]
            provider = self._providers.get(attempt.wallet)
            if attempt.state == "unpaid" or course.is_asking or now < course.due_ms or provider is None:
                continue
            may_reverse = now - course.began_ms >= provider.reverse_after_ms and not course.cannot_reverse
            course.is_asking = True
            asked: Asked = "reverse" if attempt.state == "reversing" and may_reverse else "query"
            calls.append(question(provider, attempt.attempt_id, asked))
        calls += [look_at(self._providers[name]) for name in self.reach.due()]
        return tuple(calls)

    def look_again(self) -> None:
        """The network may have come or gone: ask soon, and see who can be reached."""
        self.reach.look_again()
        now = self._desk.clock.elapsed_ms()
        for course in self._courses.values():
            course.due_ms = min(course.due_ms, now)

    def ask_now(self, attempt_id: str) -> None:
        """Somebody wants to know: do not wait for the next turn."""
        if attempt_id in self._courses:
            self._courses[attempt_id].due_ms = self._desk.clock.elapsed_ms()

    def answered(self, call: WalletCall, outcome: WalletOutcome) -> WalletNews:
        """Bring an outcome back. What the store could not write is asked again; its error is the caller's to show."""
        if call.asked == "reach":
            is_news = self.reach.told(call.wallet, reached=outcome.status == "succeeded")
            return WalletNews(Changes.of("tenders")) if is_news else WalletNews()
        if outcome.reason in ("not_sent", "no_answer"):
            self.reach.doubt(call.wallet)
        attempt = self._attempts.get(call.attempt_id)
        if attempt is None:
            return WalletNews()
        course, now = self._courses[call.attempt_id], self._desk.clock.elapsed_ms()
        course.is_asking, course.last, course.questions = False, outcome, course.questions + 1
        course.due_ms = now + self._pause_ms(attempt, course)
        if call.asked == "pay":
            # From now on the code ages: the request may have been on its way until this moment.
            course.began_ms = now
        if call.asked != "reverse" and attempt.state == "reversing" and not course.cannot_reverse:
            # It was cancelled while this answer was on its way.
            free_ms = course.began_ms + self._providers[attempt.wallet].reverse_after_ms
            course.due_ms = max(now, min(course.due_ms, free_ms))
        if call.asked == "reverse":
            return self._reversal_answered(attempt, course, outcome)
        if outcome.status == "succeeded" and outcome.paid is not None:
            if attempt.state == "reversing" and not course.cannot_reverse:
                # It was cancelled while the answer was on its way: the money goes back.
                course.due_ms = max(now, course.began_ms + self._providers[attempt.wallet].reverse_after_ms)
                return WalletNews(Changes.of("tenders"))
            if outcome.paid.amount_minor == attempt.amount_minor:
                return self._paid(attempt, outcome)
            log.error("attempt %s: the operator names another amount", attempt.attempt_id)
            return WalletNews(Changes.of("tenders"))
        if outcome.status == "failed":
            result: Literal["failed", "reversed"] = "reversed" if attempt.state == "reversing" else "failed"
            return self._not_paid(attempt, result, outcome)
        # After a reversal that was refused, it may have been done all the same, or be possible later.
        course.cannot_reverse = False
        if attempt.state == "paying" and now - course.began_ms >= PATIENCE_MS:
            self._reverse(attempt, "timed_out")
        return WalletNews(Changes.of("tenders"))

    def cancel(self, attempt_id: str) -> Changes:
        """The shopper, or the cashier, does not want it any more: it is reversed, whatever came of it."""
        attempt = self._attempts.get(attempt_id)
        if attempt is not None and attempt.state == "paying":
            self._reverse(attempt, "cancelled")
        return Changes.of("tenders")

    def set_aside(self) -> Changes:
        """Serve the next shopper: the basket waits in the list until its payment is known."""
        return Changes() if self._checkout.state.wallet_attempt is None else self._checkout.leave()

    def settle_by_hand(
        self, attempt_id: str, evidence: str, approval: Approval | None = None, *, paid: bool
    ) -> WalletNews:
        """A manager knows from the operator's own records how it ended: `evidence` is the transaction's number there
        (paid), or where it was looked up (not paid). Journaled with who decided.

        Raises Refused `evidence_missing`, `payment_is_known` for one that is not open, or `approval_needed`.
        """
        attempt = self._attempts.get(attempt_id)
        if attempt is None or attempt.state == "unpaid":
            raise Refused("payment_is_known")
        evidence = evidence.strip()
        if not 0 < len(evidence) <= EVIDENCE_CHARACTERS:
            raise Refused("evidence_missing")
        asker = self._staff.require()
        decider = self._staff.permit(HAND_PERMISSION, approval)
        by_hand = ByHand(evidence, asker.staff_id, decider, approval)
        if not paid:
            return self._not_paid(attempt, "failed", WalletOutcome("failed", "by_hand"), by_hand)
        return self._paid(attempt, WalletOutcome("succeeded", "by_hand", transaction_id=evidence), by_hand)

    def fetch(self, attempt_id: str, take_up: Callable[[WalletAttempt], Back]) -> Back:
        """Bring a basket that is known to be unpaid to the counter again; `take_up` does it, and removes its row.

        Raises Refused `wallet_waits` for one that is not, and what `take_up` raises.
        """
        attempt = self._attempts[attempt_id]
        if attempt.state != "unpaid":
            raise Refused("wallet_waits")
        back = take_up(attempt)
        self._forget(attempt_id)
        return back

    def void(self, attempt_id: str, approval: Approval | None = None) -> Changes:
        """Drop a basket that is known to be unpaid; journaled.

        Raises Refused `wallet_waits` for one that is not, or `approval_needed` as `Checkout.void_basket` does.
        """
        attempt = self._attempts[attempt_id]
        if attempt.state != "unpaid":
            raise Refused("wallet_waits")
        goes_back = self._endings.void(attempt, approval, self._checkout.limits.void_minor)
        self._forget(attempt_id)
        return Changes.of("tenders", "journal", *(("refunds",) if goes_back else ()))

    def _reversal_answered(self, attempt: WalletAttempt, course: _Course, outcome: WalletOutcome) -> WalletNews:
        if outcome.status == "succeeded":
            return self._not_paid(attempt, "reversed", outcome)
        age_ms = self._desk.clock.elapsed_ms() - course.began_ms
        if outcome.reason == "not_found" and age_ms >= CODE_IS_DEAD_MS:
            return self._not_paid(attempt, "failed", outcome)
        if outcome.status == "failed":
            # What cannot be reversed was taken, or was not: its operator is asked which.
            course.cannot_reverse = True
        return WalletNews(Changes.of("tenders"))

    def _paid(self, attempt: WalletAttempt, outcome: WalletOutcome, by_hand: ByHand | None = None) -> WalletNews:
        at_counter = self._is_at_counter(attempt.attempt_id)
        if attempt.document.get("is_part"):
            return self._part_paid(attempt, outcome, by_hand, at_counter=at_counter)
        completed = self._endings.sale(attempt, outcome, by_hand)
        self._forget(attempt.attempt_id)
        changes = self._checkout.leave(completed) if at_counter else Changes.of("tenders", "sales", "journal")
        return WalletNews(changes, completed, attempt=attempt, at_counter=at_counter)

    def _part_paid(
        self, attempt: WalletAttempt, outcome: WalletOutcome, by_hand: ByHand | None, *, at_counter: bool
    ) -> WalletNews:
        """What it paid is one more payment of the basket at the counter, or waits with its basket."""
        tender = self._endings.part(attempt, outcome, by_hand, at_counter=at_counter)
        if at_counter:
            self._forget(attempt.attempt_id)
            self._checkout.wallet_waits(None, paid=tender)
        else:
            self._waits_unpaid(attempt, PART_PAID)
        return WalletNews(CHANGED_BY_PART, attempt=attempt, at_counter=at_counter, is_part=True)

    def _not_paid(
        self,
        attempt: WalletAttempt,
        result: Literal["failed", "reversed"],
        outcome: WalletOutcome,
        by_hand: ByHand | None = None,
    ) -> WalletNews:
        reason = attempt.reason if result == "reversed" else outcome.reason
        at_counter = self._is_at_counter(attempt.attempt_id)
        self._endings.nothing(attempt, result, replace(outcome, reason=reason), by_hand, at_counter=at_counter)
        if at_counter:
            self._forget(attempt.attempt_id)
            self._checkout.wallet_waits(None)
        else:
            self._waits_unpaid(attempt, reason)
        changes = Changes.of("tenders", "journal")
        return WalletNews(changes, None, reason, attempt, at_counter, outcome.code)

    def _waits_unpaid(self, attempt: WalletAttempt, reason: str) -> None:
        """Somebody has to fetch its basket, or void it."""
        self._attempts[attempt.attempt_id] = replace(attempt, state="unpaid", reason=reason)
        self._checkout.allowances.holds.wait_no_more(attempt.attempt_id)

    def _reverse(self, attempt: WalletAttempt, reason: str) -> None:
        """Durable before it is asked for: after a restart nobody charges what was meant to be given back."""
        with self._desk.unit_of_work() as uow:
            uow.wallet_attempts.move(attempt.attempt_id, "reversing", reason)
            uow.commit()
        self._attempts[attempt.attempt_id] = replace(attempt, state="reversing", reason=reason)
        course = self._courses[attempt.attempt_id]
        course.due_ms, course.questions = self._desk.clock.elapsed_ms(), 0

    def _pause_ms(self, attempt: WalletAttempt, course: _Course) -> int:
        """Every few seconds while a shopper stands there; then ever more seldom."""
        if self._is_at_counter(attempt.attempt_id):
            return ASK_EVERY_MS
        return min(ASK_SELDOM_MS, ASK_EVERY_MS << min(course.questions, 8))

    def _is_at_counter(self, attempt_id: str) -> bool:
        return self._checkout.state.wallet_attempt == attempt_id

    def _kept(self) -> dict[str, Any]:
        """The basket as it is, for the counter, should the wallet not pay; and what the ledger set aside for it."""
        checkout, state, reserved = self._checkout, self._checkout.state, self._checkout.state.payment.reserved
        now = self._desk.clock.now().isoformat(timespec="seconds")
        kept = with_proof(kept_basket(state, checkout.basket_id, checkout.sale_id, now), state, ())
        return {"kept": basket_document(kept), "reserved": None if reserved is None else reserved.to_document()}

    def _hold(self, attempt: WalletAttempt, reserved_at_ms: int | None) -> None:
        """Nobody else may have what this basket takes, for it may be a sale any moment."""
        if attempt.state != "unpaid":
            self._checkout.allowances.holds.wait(attempt.attempt_id, waiting_basket(attempt, reserved_at_ms))

    def _forget(self, attempt_id: str) -> None:
        self._checkout.allowances.holds.wait_no_more(attempt_id)
        del self._attempts[attempt_id], self._courses[attempt_id]
