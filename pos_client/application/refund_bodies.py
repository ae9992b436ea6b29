"""What the journal says of refunds by wallets: docs/spec/line.md, section 6."""

from __future__ import annotations

from typing import Any, Literal

from pos_client.application.wallet_calls import ByHand
from retail.wallet_refunds import WalletRefund
from retail.wallets import WalletOutcome


def started_body(refund: WalletRefund, reason: str) -> dict[str, Any]:
    """A part that a wallet had paid goes back; a return says so itself."""
    return {
        "refund_id": refund.refund_id,
        "attempt_id": refund.attempt_id,
        "basket_id": refund.basket_id,
        "wallet": refund.wallet,
        "amount_minor": refund.amount_minor,
        "total_minor": refund.total_minor,
        "currency": refund.currency,
        "staff_id": refund.staff_id,
        "reason": reason,
    }


def settled_body(
    refund: WalletRefund,
    result: Literal["given", "cash"],
    outcome: WalletOutcome,
    by_hand: ByHand | None,
    rounding_minor: int,
) -> dict[str, Any]:
    """`rounding_minor` is what the cash is above the amount, because cash has coins."""
    body: dict[str, Any] = {
        "refund_id": refund.refund_id,
        "attempt_id": refund.attempt_id,
        "return_id": refund.return_id,
        "basket_id": refund.basket_id,
        "wallet": refund.wallet,
        "amount_minor": refund.amount_minor,
        "currency": refund.currency,
        "result": result,
        "reason": outcome.reason[:64],
        "code": outcome.code[:64],
        "transaction_id": outcome.transaction_id[:64],
    }
    if rounding_minor:
        body["rounding_minor"] = rounding_minor
    if by_hand is not None:
        body["by_hand"] = {"by": by_hand.by, "decided_by": by_hand.decided_by, "evidence": by_hand.evidence}
    return body
