"""How a payment begins: what only the ledger can promise is asked for before any money is taken.

Source: docs/spec/line.md, section 7. The ledger is asked by whoever shows the counter, off its thread and for a short
time; here is only what to ask, and what follows from the answer. No answer: the sale goes on by the rules without a
connection.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any, Literal

from retail.reservation import RESERVED_SECONDS, ReservationAnswer, ReservationRefusal, ReservationRequest

#: A price that changes with each refusal could be asked for all day.
ASKED_MAX = 3

#: A payment that has waited so long begins anew with its first tender: what was set aside ends soon.
FRESH_MS = (RESERVED_SECONDS - 60) * 1000


@dataclass(frozen=True, slots=True)
class Payment:
    """Where the payment of the open basket stands.

    `open`: not begun, the basket may change. `asking`: the ledger was asked. `begun`: money may be taken.
    `unanswered`: the ledger gave no answer in time, so this basket goes by the rules without a connection.
    `announced_minor` is what was to be paid when the cashier went on to payment.
    """

    stage: Literal["open", "asking", "begun"] = "open"
    request: ReservationRequest | None = None
    unanswered: bool = False
    #: What the ledger set aside for this payment.
    reserved: ReservationRequest | None = None
    refusals: tuple[ReservationRefusal, ...] = ()
    announced_minor: int | None = None
    asked: int = 0
    begun_at_ms: int = 0
    #: The reservation that the sale names: also of an answer that never came, for the ledger may have granted it.
    reservation_id: str | None = None

    def reopened(self) -> Payment:
        """The basket changed, or its payment was taken back: it is to be priced, and asked for, again."""
        return replace(self, stage="open", request=None, reserved=None, announced_minor=None, asked=0)

    def abandoned(self) -> Payment:
        """Back at the basket: what was only held elsewhere may be free when payment begins again."""
        lasting = tuple(refusal for refusal in self.refusals if not refusal.is_passing)
        return Payment(refusals=lasting)

    def answered(self, answer: ReservationAnswer | None) -> Payment:
        """The ledger's word, None when there is none. All but a grant asks for a new price before it goes on."""
        if answer is None or (not answer.granted and self.asked >= ASKED_MAX):
            return replace(self, stage="open", request=None, unanswered=True)
        if answer.granted:
            return replace(self, stage="begun", request=None, reserved=self.request)
        return replace(self, stage="open", request=None, refusals=(*self.refusals, *answer.refusals))


def refused_coupons(payment: Payment) -> dict[str, str]:
    """By coupon id: the status that the pricing input gives it, as the ledger said."""
    return {
        refusal.id: "locked" if refusal.is_passing else "used"
        for refusal in payment.refusals
        if refusal.what == "coupon"
    }


def points_limit(payment: Payment) -> int | None:
    """How many points the ledger would reserve at most; None when it has not refused any."""
    return min((refusal.left for refusal in payment.refusals if refusal.what == "points"), default=None)


def with_refused_offers(document: dict[str, Any], payment: Payment) -> None:
    """Put what is left of limited offers, as the ledger said, into the counts of the pricing input."""
    limits = {offer["id"]: offer.get("limits") or {} for offer in document["offers"]}
    for refusal in payment.refusals:
        if refusal.what != "offer" or refusal.id not in limits:
            continue
        counts = document["allowances"]["used"].setdefault(refusal.id, {"member": 0, "member_day": 0})
        for name, limit in (("member", "per_member"), ("member_day", "per_member_day")):
            if limits[refusal.id].get(limit) is not None:
                counts[name] = max(counts[name], limits[refusal.id][limit] - refusal.left)
