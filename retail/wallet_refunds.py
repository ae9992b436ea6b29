"""Money that goes back through a wallet's operator, as the till keeps it until it is known. Amounts in minor units.

Source: docs/spec/wallets.md, "Refunds". A row is written in the transaction of what it is for, before anything is sent.
Its id is the number under which the operator gives the money back: however often it is sent, it is given once.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, Protocol

from retail.wallets import WalletName

#: `held`: a part of a basket that was paid before the others; it goes back when the basket comes to nothing.
#: `waiting`: never sent. `giving`: sent, and asked for until it is known. `refused`: the operator does not give it.
RefundState = Literal["held", "waiting", "giving", "refused"]


@dataclass(frozen=True, slots=True)
class WalletRefund:
    """One refund that is not settled. `attempt_id` is the operator's order of `total_minor`, of which it is a part.

    It is for a return, or for a basket whose part the order paid. `document` is for people: `{"goods": [names]}`, and
    `{"tender": …}` of a part that is held. No payment code is part of it: a refund needs none.
    """

    refund_id: str
    attempt_id: str
    wallet: WalletName
    amount_minor: int
    total_minor: int
    currency: str
    return_id: str | None
    basket_id: str | None
    staff_id: str
    started_at: str
    state: RefundState
    reason: str = ""
    document: Mapping[str, Any] = field(default_factory=dict)


class WalletRefundReader(Protocol):
    def all(self) -> tuple[WalletRefund, ...]:
        """In the order in which they began."""


class WalletRefundRows(WalletRefundReader, Protocol):
    """Inside a unit of work."""

    def add(self, refund: WalletRefund) -> None:
        """An id has one row: a second one is a bug of the caller, and the store refuses it."""

    def move(self, refund_id: str, state: RefundState, reason: str) -> None: ...

    def remove(self, refund_id: str) -> None: ...


def goes_by_itself(refund: Mapping[str, Any], wallets: frozenset[str]) -> bool:
    """Whether a return's refund can be sent by this till, which is set up for these wallets: its order is known."""
    return refund["kind"] in wallets and bool(refund.get("attempt_id")) and bool(refund.get("total_minor"))


def refunds_of(body: Mapping[str, Any]) -> tuple[WalletRefund, ...]:
    """The rows of a return's entry: what of it goes back through wallets' operators."""
    goods = [line["name"] for line in body["lines"]]
    return tuple(
        WalletRefund(
            refund_id=tender["refund_id"],
            attempt_id=tender["attempt_id"],
            wallet=tender["kind"],
            amount_minor=tender["amount_minor"],
            total_minor=tender["total_minor"],
            currency=body["currency"],
            return_id=body["return_id"],
            basket_id=None,
            staff_id=body["cashier"],
            started_at=body["at"],
            state="waiting",
            document={"goods": goods},
        )
        for tender in body["tenders"]
        if tender.get("refund_id") is not None
    )
