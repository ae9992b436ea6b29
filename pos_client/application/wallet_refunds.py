"""Refunds by wallets: durable before anything is sent, given once, asked for until they are known.

Nothing here waits or has a thread, as in `wallet_payments`. The shopper's return is complete when its entry is written:
what its wallet's operator says comes later, also after a restart or an outage.

    waiting --first sent--> giving --given--> settled
    giving --refused--> refused --again--> giving        waiting, refused --in cash, by a manager--> settled

A row says that it was sent before it is: what was never sent, or was refused, can be given in cash, and nothing else.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Literal

from pos_client.application.approvals import Approval
from pos_client.application.changes import Changes
from pos_client.application.refund_bodies import settled_body
from pos_client.application.staff import StaffDesk
from pos_client.application.till import Desk
from pos_client.application.wallet_calls import Asked, ByHand, OpenRefund, RefundNews, WalletCall
from pos_client.application.wallet_parts import give_back
from pos_client.application.wallet_reach import WalletReach
from pos_client.errors import Refused
from retail.cash_rounding import CashRounding
from retail.ports import StoreFailed
from retail.wallet_refunds import RefundState, WalletRefund, WalletRefundReader
from retail.wallets import WalletName, WalletOutcome, WalletProvider

log = logging.getLogger(__name__)

#: Between two questions about one refund, at first and at most.
ASK_EVERY_MS = 3_000
ASK_SELDOM_MS = 60_000
#: Refunds that waited for a line go out a few at a time.
AT_ONCE = 4

EVIDENCE_CHARACTERS = 64
#: Reasons of a refund that its operator had taken on.
CAME_TO_NOTHING = ("refund_stuck", "refund_closed")

HAND_PERMISSION = "settle_payment"
CASH_PERMISSION = "refund_in_cash"

CHANGED = Changes.of("refunds", "journal")


@dataclass(slots=True)
class _Course:
    """What this run of the program knows of one refund. `in_doubt`: it was sent and its answer is missing, so it is
    asked for before it is sent again.
    """

    due_ms: int
    in_doubt: bool
    is_asking: bool = False
    questions: int = 0
    last: WalletOutcome | None = None


class WalletRefunds:
    """`rows` reads the store; `providers` are the wallets that this till is set up for; `reach` is shared with the
    payments. `has_basket` says whether a basket is at the counter or waits: a part that is held for another one is
    listed, so that somebody gives it back. `rounding` gives the rule for cash, `refuse_without_shift` is asked before
    any is given.
    """

    def __init__(
        self,
        desk: Desk,
        staff: StaffDesk,
        rows: WalletRefundReader,
        providers: Mapping[WalletName, WalletProvider],
        reach: WalletReach,
        *,
        has_basket: Callable[[str], bool] = lambda basket_id: True,
        rounding: Callable[[], CashRounding] = CashRounding,
        refuse_without_shift: Callable[[], None] = lambda: None,
    ) -> None:
        self._desk = desk
        self._staff = staff
        self._rows = rows
        self._providers = dict(providers)
        self._reach = reach
        self._has_basket = has_basket
        self._rounding = rounding
        self._refuse_without_shift = refuse_without_shift
        self._refunds: dict[str, WalletRefund] = {}
        self._courses: dict[str, _Course] = {}
        self.look()

    @property
    def set_up(self) -> frozenset[str]:
        """The wallets whose refunds this till sends by itself."""
        return frozenset(self._providers)

    def look(self) -> bool:
        """Read the rows again: a return or a basket may have written some. Says whether they are others."""
        before = self._refunds
        self._refunds = {refund.refund_id: refund for refund in self._rows.all()}
        now = self._desk.clock.elapsed_ms()
        self._courses = {
            refund_id: self._courses.get(refund_id) or _Course(now, in_doubt=refund.state == "giving")
            for refund_id, refund in self._refunds.items()
        }
        return self._refunds != before

    def open(self) -> tuple[OpenRefund, ...]:
        """Every refund that is not settled."""
        return tuple(
            OpenRefund(
                refund,
                self._courses[refund.refund_id].last,
                refund.wallet in self._providers,
                refund.state in ("waiting", "refused"),
            )
            for refund in self._refunds.values()
            if refund.state != "held" or not self._has_basket(refund.basket_id or "")
        )

    def due(self) -> tuple[WalletCall, ...]:
        """What is to be asked now. Each call is handed out once; its outcome goes to `answered`."""
        now = self._desk.clock.elapsed_ms()
        asking = sum(course.is_asking for course in self._courses.values())
        calls: list[WalletCall] = []
        for refund in tuple(self._refunds.values()):
            course, provider = self._courses[refund.refund_id], self._providers.get(refund.wallet)
            if refund.state not in ("waiting", "giving") or provider is None or course.is_asking or now < course.due_ms:
                continue
            if asking + len(calls) >= AT_ONCE:
                break
            if not self._reach.is_reached(refund.wallet):
                continue
            try:
                if refund.state == "waiting":
                    self._move(refund, "giving", "")
            except StoreFailed as error:
                log.error("a refund could not be noted as sent, so it was not: %s", error)
                course.due_ms = now + ASK_SELDOM_MS
                continue
            course.is_asking = True
            calls.append(_call(provider, refund, in_doubt=course.in_doubt))
        return tuple(calls)

    def look_again(self) -> None:
        """The network may have come or gone: ask soon."""
        now = self._desk.clock.elapsed_ms()
        for course in self._courses.values():
            course.due_ms = min(course.due_ms, now)

    def answered(self, call: WalletCall, outcome: WalletOutcome) -> RefundNews:
        """Bring an outcome back. What the store could not write is asked again; its error is the caller's to show."""
        if outcome.reason in ("not_sent", "no_answer"):
            self._reach.doubt(call.wallet)
        refund, course = self._refunds.get(call.refund_id), self._courses.get(call.refund_id)
        if refund is None or course is None:
            return RefundNews()
        now = self._desk.clock.elapsed_ms()
        course.is_asking, course.last, course.questions = False, outcome, course.questions + 1
        course.due_ms = now + min(ASK_SELDOM_MS, ASK_EVERY_MS << min(course.questions - 1, 8))
        if outcome.status == "succeeded":
            return self._settle(refund, "given", outcome)
        if outcome.status == "failed":
            return self._refuse(refund, outcome)
        if call.asked == "query_refund" and outcome.reason == "not_found":
            # It never arrived: the same number is sent again, at once.
            course.in_doubt, course.due_ms = False, now
        elif outcome.status == "unknown":
            course.in_doubt = True
        return RefundNews(Changes.of("refunds"))

    def give_back(self, refund_id: str) -> Changes:
        """A part that is held for a basket which is gone goes back."""
        refund = self._refunds.get(refund_id)
        if refund is None or refund.state != "held" or self._has_basket(refund.basket_id or ""):
            raise Refused("refund_is_known")
        with self._desk.unit_of_work() as uow:
            give_back(uow, refund.basket_id or "", "basket_gone", refund.attempt_id)
            uow.commit()
        return CHANGED

    def again(self, refund_id: str) -> Changes:
        """Ask now; one that was refused is sent once more, under its own number: it is given once at most."""
        refund, course = self._refunds.get(refund_id), self._courses.get(refund_id)
        if refund is None or course is None:
            return Changes()
        if refund.state == "refused":
            self._move(refund, "giving", "")
            # What was taken on and came to nothing would be answered as taken on: it is asked for.
            course.in_doubt = refund.reason in CAME_TO_NOTHING
        course.questions, course.due_ms = 0, self._desk.clock.elapsed_ms()
        return Changes.of("refunds")

    def settle_by_hand(self, refund_id: str, evidence: str, approval: Approval | None = None) -> RefundNews:
        """It was given in the operator's own pages: `evidence` is its number there. Journaled with who decided.

        Raises Refused `refund_is_known`, `refund_is_asked`, `evidence_missing` or `approval_needed`.
        """
        refund = self._open(refund_id)
        evidence = evidence.strip()
        if not 0 < len(evidence) <= EVIDENCE_CHARACTERS:
            raise Refused("evidence_missing")
        by_hand = self._by_hand(HAND_PERMISSION, evidence, approval)
        return self._settle(refund, "given", WalletOutcome("succeeded", "by_hand", transaction_id=evidence), by_hand)

    def pay_cash(self, refund_id: str, approval: Approval | None = None, evidence: str = "") -> RefundNews:
        """Cash out of the drawer instead, rounded as cash is. `evidence` is needed while it is not sure that the
        operator has not given it: where it was looked up.

        Raises Refused `refund_is_known`, `refund_is_asked`, `evidence_missing`, `shift_needed` or `approval_needed`.
        """
        refund = self._open(refund_id)
        evidence = evidence.strip()
        if len(evidence) > EVIDENCE_CHARACTERS or (refund.state == "giving" and not evidence):
            raise Refused("evidence_missing")
        self._refuse_without_shift()
        by_hand = self._by_hand(CASH_PERMISSION, evidence, approval)
        return self._settle(refund, "cash", WalletOutcome("failed", refund.reason), by_hand)

    def _open(self, refund_id: str) -> WalletRefund:
        """Raises Refused `refund_is_known`, or `refund_is_asked` while an answer is on its way."""
        refund = self._refunds.get(refund_id)
        if refund is None or refund.state == "held":
            raise Refused("refund_is_known")
        if self._courses[refund_id].is_asking:
            raise Refused("refund_is_asked")
        return refund

    def _by_hand(self, permission: str, evidence: str, approval: Approval | None) -> ByHand:
        asker = self._staff.require()
        return ByHand(evidence, asker.staff_id, self._staff.permit(permission, approval), approval)

    def _settle(
        self,
        refund: WalletRefund,
        result: Literal["given", "cash"],
        outcome: WalletOutcome,
        by_hand: ByHand | None = None,
    ) -> RefundNews:
        """It is known how it ended: journaled as its row goes."""
        rounding = self._rounding().due(refund.amount_minor) - refund.amount_minor if result == "cash" else 0
        with self._desk.unit_of_work() as uow:
            if by_hand is not None:
                self._staff.approvals.use(uow, by_hand.approval, amount_minor=refund.amount_minor)
            uow.journal.append("refund_settled", settled_body(refund, result, outcome, by_hand, rounding))
            uow.wallet_refunds.remove(refund.refund_id)
            uow.commit()
        del self._refunds[refund.refund_id], self._courses[refund.refund_id]
        shift = Changes.of("shift") if result == "cash" else Changes()
        return RefundNews(CHANGED | shift, refund)

    def _refuse(self, refund: WalletRefund, outcome: WalletOutcome) -> RefundNews:
        """Somebody has to say what to do: it stays in the list."""
        self._move(refund, "refused", outcome.reason)
        return RefundNews(Changes.of("refunds"), refund, outcome.reason, outcome.code)

    def _move(self, refund: WalletRefund, state: RefundState, reason: str) -> None:
        with self._desk.unit_of_work() as uow:
            uow.wallet_refunds.move(refund.refund_id, state, reason)
            uow.commit()
        self._refunds[refund.refund_id] = replace(refund, state=state, reason=reason)


def _call(provider: WalletProvider, refund: WalletRefund, *, in_doubt: bool) -> WalletCall:
    attempt_id, refund_id = refund.attempt_id, refund.refund_id

    def ask() -> WalletOutcome:
        return provider.query_refund(attempt_id, refund_id)

    def send() -> WalletOutcome:
        return provider.refund(attempt_id, refund_id, refund.amount_minor, refund.total_minor)

    asked: Asked = "query_refund" if in_doubt else "refund"
    return WalletCall(attempt_id, asked, provider.name, ask if in_doubt else send, refund_id)
