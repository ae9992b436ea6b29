"""What the journal says of a wallet's payment, and what a waiting basket holds: docs/spec/line.md, section 6."""

from __future__ import annotations

from typing import Any

from pos_client.application.holds import WaitingBasket
from retail.reservation import read_request
from retail.stored_value import HoldRequest
from retail.wallets import WalletAttempt, WalletOutcome


def started_body(attempt: WalletAttempt) -> dict[str, object]:
    return {
        "attempt_id": attempt.attempt_id,
        "sale_id": attempt.sale_id,
        "basket_id": attempt.basket_id,
        "wallet": attempt.wallet,
        "amount_minor": attempt.amount_minor,
        "currency": attempt.currency,
        "staff_id": attempt.staff_id,
    }


def settled_body(attempt: WalletAttempt, result: str, outcome: WalletOutcome) -> dict[str, object]:
    return {
        "attempt_id": attempt.attempt_id,
        "sale_id": attempt.sale_id,
        "wallet": attempt.wallet,
        "result": result,
        "reason": outcome.reason[:64],
        "code": outcome.code[:64],
        "transaction_id": outcome.transaction_id[:64],
    }


def voided_body(attempt: WalletAttempt, staff_id: str) -> dict[str, Any]:
    sale = attempt.document["sale"]
    return {
        "basket_id": attempt.basket_id,
        "staff_id": staff_id,
        "one_id": sale["one_id"],
        "lines": [{name: line[name] for name in ("sku", "quantity", "unit_price_minor")} for line in sale["lines"]],
        "gross_minor": sum(line["gross_minor"] for line in sale["lines"]),
    }


def waiting_basket(attempt: WalletAttempt, reserved_at_ms: int | None) -> WaitingBasket:
    """What the attempt's basket takes once it is a sale. `reserved_at_ms`: when this run was granted its reservation;
    None when an earlier run was.
    """
    sale = attempt.document["sale"]
    pricing = sale["pricing"]
    reserved = attempt.document.get("reserved")
    coupons = {item["coupon"] for item in pricing.get("applied", ()) if item.get("coupon") is not None}
    return WaitingBasket(
        leases={use["lease_id"]: use["amount"] for use in sale.get("leases", ())},
        coupons=frozenset(coupons),
        one_id=sale["one_id"],
        points=int(pricing.get("points_used", 0)),
        reservation_id=sale.get("reservation_id"),
        reserved=None if reserved is None else read_request(reserved),
        reserved_at_ms=reserved_at_ms,
        values=tuple(
            HoldRequest(tender["hold_id"], tender["reference"], tender["kind"], tender["amount_minor"], sale["one_id"])
            for tender in sale.get("tenders", ())
            if tender.get("hold_id") is not None
        ),
    )
