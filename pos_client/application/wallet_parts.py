"""Parts of a basket that wallets have paid before the others: held until its sale is complete, else given back.

A part is durable from the moment at which its payment is known (docs/spec/wallets.md, "A part before the others"). What
holds it is the row of its refund, whose number is made then: whichever way the basket ends, it is given back at most
once, and never beside a sale that it paid.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import msgspec

from pos_client.application.changes import Changes
from pos_client.application.checkout import Checkout
from pos_client.application.kept_basket import KeptBasket
from pos_client.application.refund_bodies import started_body
from pos_client.application.till import Desk
from retail.ports import UnitOfWork
from retail.sale import Tender
from retail.wallet_refunds import WalletRefund
from retail.wallets import WalletAttempt


def part_of(attempt: WalletAttempt, tender: Tender, refund_id: str) -> WalletRefund:
    """The row that holds what this attempt has paid."""
    goods = [line["name"] for line in attempt.document["sale"]["lines"]]
    return WalletRefund(
        refund_id=refund_id,
        attempt_id=attempt.attempt_id,
        wallet=attempt.wallet,
        amount_minor=attempt.amount_minor,
        total_minor=attempt.amount_minor,
        currency=attempt.currency,
        return_id=None,
        basket_id=attempt.basket_id,
        staff_id=attempt.staff_id,
        started_at=attempt.started_at,
        state="held",
        document={"goods": goods, "tender": msgspec.to_builtins(tender)},
    )


def with_parts(kept: KeptBasket, refunds: Sequence[WalletRefund]) -> KeptBasket:
    """The basket with the parts that are held for it now, and without those that were given back meanwhile."""
    held = {refund.attempt_id: refund for refund in refunds if _is_held(refund, kept.basket_id)}
    there = [tender for tender in kept.tenders if tender.attempt_id is None or tender.attempt_id in held]
    known = {tender.attempt_id for tender in there}
    missing = [read_tender(refund.document["tender"]) for key, refund in held.items() if key not in known]
    return replace(kept, tenders=(*there, *missing))


def give_back(uow: UnitOfWork, basket_id: str, reason: str, attempt_id: str | None = None) -> bool:
    """Parts of this basket, or the one of an attempt, go back to their wallets: sent once this is committed. Says
    whether there are any.
    """
    held = [refund for refund in uow.wallet_refunds.all() if _is_held(refund, basket_id)]
    held = [refund for refund in held if attempt_id in (None, refund.attempt_id)]
    for refund in held:
        uow.journal.append("refund_started", started_body(refund, reason))
        uow.wallet_refunds.move(refund.refund_id, "waiting", reason)
    return bool(held)


def read_tender(document: dict[str, Any]) -> Tender:
    return msgspec.convert(document, Tender)


def _is_held(refund: WalletRefund, basket_id: str) -> bool:
    return refund.state == "held" and refund.basket_id == basket_id


class WalletParts:
    """Payments that are taken back at the counter, a wallet's among them."""

    def __init__(self, desk: Desk, checkout: Checkout) -> None:
        self._desk = desk
        self._checkout = checkout

    def take_back(self, index: int) -> Changes:
        """Take a payment back before completion: a wallet's is given back by itself, any other one by whoever does it.

        Raises Refused `wallet_waits`.
        """
        tender = self._checkout.state.tenders[index]
        if tender.attempt_id is None:
            return self._checkout.remove_tender(index)
        self._checkout.refuse_when_waiting()
        with self._desk.unit_of_work() as uow:
            give_back(uow, self._checkout.basket_id, "taken_back", tender.attempt_id)
            uow.commit()
        return self._checkout.remove_tender(index) | Changes.of("refunds", "journal")
