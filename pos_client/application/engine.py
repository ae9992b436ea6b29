"""The benefit engine as the counter uses it. A module of its own, so that a start need not load it before a basket."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from typing import Any

from pos_client.application.benefits import BenefitRules, UsableOffers
from retail.offers import ContractError, read_case, read_offer
from retail.pricing import Pricing, price

log = logging.getLogger(__name__)


class ExactEngine:
    """retail.pricing, behind the port that Checkout knows."""

    def usable(self, rules: BenefitRules) -> UsableOffers:
        """The offers that keep the contract; one that does not is left out and logged, the others are used."""
        good, bad = [], {}
        for record in rules.records:
            try:
                read_offer(record.document)
            except ContractError as error:
                bad[record.offer_id] = str(error)
                log.error("offer %s version %d is not used: %s", record.offer_id, record.version, error)
            else:
                good.append(record)
        return UsableOffers(tuple(good), bad)

    def price(self, document: Mapping[str, Any]) -> Pricing:
        """The price of a whole input document (docs/spec/benefits.md, section 2)."""
        return price(read_case(document))
