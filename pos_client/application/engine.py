"""The benefit engine as the counter uses it. A module of its own, so that a start need not load it before a basket."""

from __future__ import annotations

import logging
from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from pos_client.application.benefits import BadOffer, BenefitRules, UsableOffers
from retail.offers import Case, ContractError, read_case, read_offer
from retail.outlook import Outlook, outlook
from retail.ports import OfferRecord
from retail.pricing import Pricing, price

log = logging.getLogger(__name__)


@dataclass(slots=True)
class _Priced:
    """A price and what it was made of; the outlook is looked for when somebody asks, and once."""

    case: Case
    pricing: Pricing
    outlook: Outlook | None = None


class ExactEngine:
    """retail.pricing, behind the port that Checkout knows."""

    def __init__(self) -> None:
        # The basket's price, and beside it the one with every coupon where some were chosen by hand.
        self._newest: deque[_Priced] = deque(maxlen=2)

    def usable(self, rules: BenefitRules) -> UsableOffers:
        """The offers that keep the contract; one that does not is left out and logged, the others are used."""
        good: list[OfferRecord] = []
        bad: list[BadOffer] = []
        for record in rules.records:
            try:
                read_offer(record.document)
            except ContractError as error:
                bad.append(BadOffer(record.offer_id, record.version, error.path, error.expected))
                log.error("offer %s version %d is not used: %s", record.offer_id, record.version, error)
            else:
                good.append(record)
        return UsableOffers(tuple(good), tuple(bad))

    def price(self, document: Mapping[str, Any]) -> Pricing:
        """The price of a whole input document (docs/spec/benefits.md, section 2)."""
        case = read_case(document)
        pricing = price(case)
        self._newest.append(_Priced(case, pricing))
        return pricing

    def tried(self, document: Mapping[str, Any]) -> Pricing:
        """The price of a basket that is only thought of: no outlook is asked for it."""
        return price(read_case(document))

    def outlook(self, pricing: Pricing) -> Outlook:
        """What a little more would bring. Of earlier prices than the newest two, nothing is known."""
        known = next((known for known in self._newest if known.pricing is pricing), None)
        if known is None:
            return Outlook()
        if known.outlook is None:
            known.outlook = outlook(known.case, pricing)
        return known.outlook
