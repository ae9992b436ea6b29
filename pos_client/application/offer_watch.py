"""Offers that came in and break the contract: told to managers, and once for each version to the ledger."""

from __future__ import annotations

from collections.abc import Sequence

from pos_client.application.benefits import BadOffer
from pos_client.application.changes import Changes
from pos_client.application.checkout import Checkout
from pos_client.application.till import Desk
from retail.ports import BenefitsReader


class OfferWatch:
    def __init__(self, desk: Desk, checkout: Checkout, benefits: BenefitsReader) -> None:
        self._desk = desk
        self._checkout = checkout
        self._benefits = benefits

    @property
    def bad(self) -> Sequence[BadOffer]:
        """What is not used, with the place in each that is wrong."""
        return self._checkout.usable.bad

    def report(self) -> Changes:
        """Write the versions that no entry has told yet."""
        new = [offer for offer in self.bad if not self._benefits.is_reported(offer.offer_id, offer.version)]
        if not new:
            return Changes()
        with self._desk.unit_of_work() as uow:
            for offer in new:
                uow.own_benefits.report_offer(offer.offer_id, offer.version)
                uow.journal.append(
                    "offer_rejected",
                    {
                        "offer_id": offer.offer_id,
                        "version": offer.version,
                        "path": offer.path,
                        "expected": offer.expected,
                    },
                )
            uow.commit()
        return Changes.of("journal", "reference")
