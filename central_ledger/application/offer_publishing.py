"""Offers go out: checked, numbered, kept for ever, sent to every store. docs/spec/line.md, "Offers that come in"."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from central_ledger.application.ledger import Ledger
from central_ledger.application.publish import GROUP, encoded
from central_ledger.domain.group_rules import NO_GROUP_RULES, GroupRules, read_group_rules, scoped_offer
from central_ledger.domain.offer_breaches import Breach, breaches
from retail.ports import OfferRecord


@dataclass(frozen=True, slots=True)
class RefusedOffer:
    """An offer that was not published: everything in it that breaks the contract, each with its JSON path."""

    offer_id: str
    version: int
    breaches: tuple[Breach, ...]


def publish_offers(ledger: Ledger, offers: Iterable[OfferRecord]) -> list[RefusedOffer]:
    """Make these the versions in force, and give those that were refused: they break the contract, the others go out.

    Every version stays known, for sales that were priced with it, and never changes.
    """
    refused, good = [], []
    rules = rules_in_force(ledger)
    for written in offers:
        offer = OfferRecord(written.offer_id, written.version, scoped_offer(written.document, rules))
        wrong = _offer_breaches(ledger, offer, rules)
        if wrong:
            refused.append(RefusedOffer(offer.offer_id, offer.version, tuple(wrong)))
        else:
            good.append(offer)
    ledger.reference.add_offers((o.offer_id, o.version, encoded(dict(o.document))) for o in good)
    rows = {o.offer_id: {"offer_id": o.offer_id, "version": o.version, "document": dict(o.document)} for o in good}
    ledger.feeds.put(GROUP, "offers", {offer_id: encoded(row) for offer_id, row in rows.items()})
    now = ledger.now()
    for offer in good:
        ledger.reference.offer_in_force(offer.offer_id, offer.version, now)
    return refused


def publish_new_versions(ledger: Ledger, offers: Iterable[OfferRecord]) -> tuple[list[OfferRecord], list[RefusedOffer]]:
    """Publish offers as written in a file, where version 0 means: the next one, if the content is new.

    Gives what is in force now, and what was refused.
    """
    numbered = []
    rules = rules_in_force(ledger)
    for offer in offers:
        version, document = offer.version, scoped_offer(offer.document, rules)
        if version == 0:
            versions = ledger.reference.offer_versions(offer.offer_id)
            last = versions[-1] if versions else 0
            is_known = last > 0 and ledger.reference.offer(offer.offer_id, last) == document
            version = last if is_known else last + 1
        numbered.append(OfferRecord(offer.offer_id, version, document))
    refused = publish_offers(ledger, numbered)
    names = {(offer.offer_id, offer.version) for offer in refused}
    return [offer for offer in numbered if (offer.offer_id, offer.version) not in names], refused


def rules_in_force(ledger: Ledger) -> GroupRules:
    """The group's rules as they are now."""
    row = ledger.rule_versions.newest()
    return NO_GROUP_RULES if row is None else read_group_rules(row.document, row.version)[0]


def _offer_breaches(ledger: Ledger, offer: OfferRecord, rules: GroupRules) -> list[Breach]:
    document = dict(offer.document)
    wrong = breaches(document)
    if not wrong and document["id"] != offer.offer_id:
        wrong.append(Breach("$.id", f"the id {offer.offer_id}, under which it is published"))
    known = ledger.reference.offer(offer.offer_id, offer.version)
    if known is not None and known != document:
        wrong.append(Breach("$", f"a new version: version {offer.version} was sent with another content"))
    calendar = document.get("calendar")
    if not wrong and calendar is not None and calendar not in rules.calendar_ids:
        wrong.append(Breach("$.calendar", f"a calendar of the group's rules: there is no {calendar}"))
    return wrong


def withdraw_offers(ledger: Ledger, offer_ids: Iterable[str]) -> None:
    """Take offers out of the stores; their versions stay known."""
    offer_ids, now = list(offer_ids), ledger.now()
    for offer_id in offer_ids:
        ledger.reference.offer_in_force(offer_id, None, now)
    ledger.feeds.put(GROUP, "offers", dict.fromkeys(offer_ids))


def offer_in_force(ledger: Ledger, offer_id: str) -> dict[str, Any] | None:
    """The document that the stores have of an offer now, or None."""
    row = ledger.feeds.get(GROUP, "offers", offer_id)
    return None if row is None else dict(json.loads(row)["document"])
