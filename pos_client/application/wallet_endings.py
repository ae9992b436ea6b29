"""What is written when it is known how a wallet's payment ended: each in one transaction, with its journal entries."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

from pos_client.application.approvals import Approval
from pos_client.application.checkout_state import CompletedSale
from pos_client.application.completing import draft_of, record
from pos_client.application.kept_basket import basket_document, read_basket
from pos_client.application.staff import StaffDesk
from pos_client.application.till import Desk
from pos_client.application.wallet_bodies import settled_body, voided_body
from pos_client.application.wallet_calls import ByHand
from pos_client.application.wallet_parts import give_back, part_of
from retail.ports import UnitOfWork
from retail.sale import Tender
from retail.wallets import WalletAttempt, WalletOutcome

#: Why a basket waits whose part is paid.
PART_PAID = "part_paid"


def tender_of(attempt: WalletAttempt, outcome: WalletOutcome) -> Tender:
    """What a payment that succeeded pays of its sale."""
    paid = outcome.paid
    return Tender(
        attempt.wallet,
        attempt.amount_minor,
        attempt.amount_minor,
        outcome.transaction_id,
        None if paid is None else paid.received_minor,
        () if paid is None else paid.discounts,
        attempt.attempt_id,
    )


@dataclass(frozen=True, slots=True)
class WalletEndings:
    """The store's side of `WalletPayments`."""

    desk: Desk
    staff: StaffDesk

    def sale(self, attempt: WalletAttempt, outcome: WalletOutcome, by_hand: ByHand | None) -> CompletedSale:
        """It paid all that was left."""
        draft = draft_of(self.desk, attempt.document).paid_by(tender_of(attempt, outcome))
        with self.desk.unit_of_work() as uow:
            self._settle(uow, attempt, "paid", outcome, by_hand)
            completed = record(uow, draft)
            uow.wallet_attempts.remove(attempt.attempt_id)
            uow.commit()
        return completed

    def part(
        self, attempt: WalletAttempt, outcome: WalletOutcome, by_hand: ByHand | None, *, at_counter: bool
    ) -> Tender:
        """It paid its part: held from now on. A basket that is not at the counter waits to be fetched."""
        tender = tender_of(attempt, outcome)
        with self.desk.unit_of_work() as uow:
            self._settle(uow, attempt, "part", outcome, by_hand)
            uow.wallet_refunds.add(part_of(attempt, tender, self.desk.ids.new()))
            if at_counter:
                kept = read_basket(attempt.document["kept"])
                kept = replace(kept, tenders=(*kept.tenders, tender), wallet_attempt=None)
                uow.parked_baskets.put_open(kept.sale_id, basket_document(kept))
                uow.wallet_attempts.remove(attempt.attempt_id)
            else:
                uow.wallet_attempts.move(attempt.attempt_id, "unpaid", PART_PAID)
            uow.commit()
        return tender

    def nothing(
        self,
        attempt: WalletAttempt,
        result: Literal["failed", "reversed"],
        outcome: WalletOutcome,
        by_hand: ByHand | None,
        *,
        at_counter: bool,
    ) -> None:
        """Nothing was taken. A basket that is not at the counter waits for somebody."""
        with self.desk.unit_of_work() as uow:
            self._settle(uow, attempt, result, outcome, by_hand)
            if at_counter:
                uow.wallet_attempts.remove(attempt.attempt_id)
            else:
                uow.wallet_attempts.move(attempt.attempt_id, "unpaid", outcome.reason)
            uow.commit()

    def void(self, attempt: WalletAttempt, approval: Approval | None, free_minor: int) -> bool:
        """The basket is dropped; parts of it that wallets had paid go back. Says whether there are any.

        Raises Refused `approval_needed` as `Checkout.void_basket` does.
        """
        body = voided_body(attempt, self.staff.require().staff_id)
        gross_minor = int(body["gross_minor"])
        above = gross_minor > free_minor
        approver = self.staff.permit("void_basket_above" if above else "void_basket", approval)
        if approver != body["staff_id"]:
            body["approved_by"] = approver
        with self.desk.unit_of_work() as uow:
            if above:
                basket_id = attempt.basket_id
                self.staff.approvals.use(uow, approval, basket_id=basket_id, amount_minor=gross_minor)
            if attempt.document["taken_out"] is not None:
                uow.journal.append("lines_removed", {**attempt.document["taken_out"], "sale_id": None})
            uow.journal.append("basket_voided", body)
            goes_back = give_back(uow, attempt.basket_id, "voided")
            uow.wallet_attempts.remove(attempt.attempt_id)
            uow.commit()
        return goes_back

    def _settle(
        self, uow: UnitOfWork, attempt: WalletAttempt, result: str, outcome: WalletOutcome, by_hand: ByHand | None
    ) -> None:
        body = settled_body(attempt, result, outcome)
        if by_hand is not None:
            self.staff.approvals.use(
                uow, by_hand.approval, basket_id=attempt.basket_id, amount_minor=attempt.amount_minor
            )
            body |= {"by_hand": {"by": by_hand.by, "decided_by": by_hand.decided_by, "evidence": by_hand.evidence}}
        uow.journal.append("payment_settled", body)
