"""Offers as sales name them: read once for each version, with the times at which each version was in force."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from central_ledger.application.ledger import Ledger
from central_ledger.application.publish import store_zone
from central_ledger.domain.bodies import OfferUsed
from central_ledger.domain.facts import GRACE, Fact, Period, periods_of
from central_ledger.domain.group_rules import read_group_rules, store_document
from retail.group_rules import StoreRules, read_store_rules
from retail.offers import ContractError, Offer, read_offer

#: Campaigns of years; the book starts over when it is full.
KEPT_MAX = 10_000


@dataclass(frozen=True, slots=True)
class UsedOffers:
    """The offers of one sale in its order. `missing`: ids of which the ledger has no such version."""

    offers: tuple[Offer, ...]
    missing: frozenset[str]
    facts: tuple[Fact, ...]


class OfferBook:
    """Versions never change, so what was read stays; periods are read anew for each `page`."""

    def __init__(self) -> None:
        self._read: dict[tuple[str, int], Offer | None] = {}
        self._calendars: dict[tuple[str, int], str | None] = {}
        self._periods: dict[str, tuple[Period, ...]] = {}
        self._rules: dict[str, list[tuple[datetime, datetime, StoreRules]]] = {}

    def start_page(self) -> None:
        """Forget what may have changed since the last page."""
        self._periods, self._rules = {}, {}
        if len(self._read) > KEPT_MAX:
            self._read, self._calendars = {}, {}

    def rules_around(self, ledger: Ledger, store: str, at: datetime) -> list[StoreRules]:
        """The group's rules for a store that were in force at any moment around `at`; before the first of them there
        were none.
        """
        if store not in self._rules:
            self._rules[store] = list(_rules_of(ledger, store))
        return [rules for start, end, rules in self._rules[store] if start <= at + GRACE and at - GRACE < end]

    def offer(self, ledger: Ledger, offer_id: str, version: int) -> Offer | None:
        """A version of an offer; None when the ledger never had it, or it breaks the contract."""
        key = (offer_id, version)
        found = self._read.get(key)
        if found is None and key not in self._read:
            found = read_version(ledger, offer_id, version)
            if found is not None:
                self._read[key] = found
        return found

    def calendar(self, ledger: Ledger, offer_id: str, version: int) -> str | None:
        """The campaign that a version of an offer runs by; None: it has its own times."""
        key = (offer_id, version)
        if key not in self._calendars:
            document = ledger.reference.offer(offer_id, version)
            if document is None:
                return None
            found = document.get("calendar")
            self._calendars[key] = found if isinstance(found, str) else None
        return self._calendars[key]

    def periods(self, ledger: Ledger, offer_id: str) -> tuple[Period, ...]:
        if offer_id not in self._periods:
            self._periods[offer_id] = periods_of(ledger.reference.offer_periods(offer_id))
        return self._periods[offer_id]

    def used(self, ledger: Ledger, used: Sequence[OfferUsed]) -> UsedOffers:
        """The offers that a sale names, and what is wrong with the names."""
        offers: list[Offer] = []
        missing: list[str] = []
        facts: list[Fact] = []
        for named in used:
            offer = self.offer(ledger, named.id, named.version)
            if offer is not None:
                offers.append(offer)
                continue
            missing.append(named.id)
            versions = ledger.reference.offer_versions(named.id)
            if versions:
                facts.append(Fact("offer_version", named.id, named.version, versions))
            else:
                facts.append(Fact("offer", named.id, named.version, None))
        return UsedOffers(tuple(offers), frozenset(missing), tuple(facts))


def _rules_of(ledger: Ledger, store: str) -> Iterator[tuple[datetime, datetime, StoreRules]]:
    """Every version of the rules, as this store has it, with the times between which it was in force."""
    zone = store_zone(ledger, store)
    start, rules = datetime.min.replace(tzinfo=UTC) + GRACE, StoreRules()
    for row in ledger.rule_versions.all():
        end = datetime.fromisoformat(row.published_at)
        yield start, end, rules
        group_rules, _ = read_group_rules(row.document, row.version)
        start, rules = end, read_store_rules(store_document(group_rules, store, zone, None))
    yield start, datetime.max.replace(tzinfo=UTC), rules


def read_version(ledger: Ledger, offer_id: str, version: int) -> Offer | None:
    """Reads the stored version. One that broke the contract before offers were checked counts as not there."""
    document = ledger.reference.offer(offer_id, version)
    if document is None:
        return None
    try:
        offer = read_offer(dict(document))
    except ContractError:
        return None
    return offer if offer.id == offer_id else None
