"""Publish the group's rules, and say what of them holds in a store. Source: docs/spec/line.md, section 17."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from central_ledger.application.ledger import Ledger
from central_ledger.application.offer_publishing import publish_offers, rules_in_force
from central_ledger.application.publish import GROUP, publish_setting, store_zone
from central_ledger.domain.group_rules import GroupRules, read_group_rules, scoped_offer, store_document
from central_ledger.domain.offer_breaches import Breach, ContractBroken
from central_ledger.store.group_rules import RulesRow
from retail.ports import OfferRecord


class RulesRefused(ContractBroken):
    """Of the group's rules."""


@dataclass(frozen=True, slots=True)
class PublishedRules:
    """The version that is in force now, and the offers that got a new version because of it."""

    version: int
    offers: tuple[OfferRecord, ...]


def check_rules(ledger: Ledger | None, document: object) -> list[Breach]:
    """Everything that breaks the contract; with a ledger, also names that it does not know."""
    rules, found = read_group_rules(document)
    if ledger is not None:
        found += _unknown_names(ledger, rules)
    return found


def publish_rules(ledger: Ledger, document: Mapping[str, Any], who: str) -> PublishedRules:
    """Make these the rules and send every store what is about it. The same content again changes nothing.

    Raises RulesRefused. Needs a transaction.
    """
    found = check_rules(ledger, document)
    if found:
        raise RulesRefused(found)
    known = ledger.rule_versions.newest()
    if known is not None and known.document == document:
        return PublishedRules(known.version, ())
    version = 1 if known is None else known.version + 1
    ledger.rule_versions.add(RulesRow(version, dict(document), ledger.now(), who))
    rules = rules_in_force(ledger)
    offers = tuple(_offers_to_scope(ledger, rules))
    publish_offers(ledger, offers)
    send_rules(ledger, rules)
    return PublishedRules(version, offers)


def send_rules(ledger: Ledger, rules: GroupRules) -> None:
    """Tell every store's tills; periods far ahead are among it, so that they begin without a connection."""
    now = ledger.clock()
    for store in ledger.reference.stores():
        publish_setting(ledger, store, "group", store_document(rules, store, store_zone(ledger, store), now))


def _offers_to_scope(ledger: Ledger, rules: GroupRules) -> Iterable[OfferRecord]:
    """Offers in force that do not exclude yet what these rules keep out, as their next versions."""
    for row in ledger.feeds.after(GROUP, "offers", 0, 1_000_000):
        if row.deleted:
            continue
        sent = json.loads(row.data)
        document = scoped_offer(sent["document"], rules)
        if document != sent["document"]:
            yield OfferRecord(sent["offer_id"], ledger.reference.offer_versions(sent["offer_id"])[-1] + 1, document)


def _unknown_names(ledger: Ledger, rules: GroupRules) -> list[Breach]:
    """Stores that are not here, and calendars that offers in force need."""
    stores = set(ledger.reference.stores())
    named = {
        "participation": [row.stores for row in rules.participation],
        "tiers": [row.stores for row in rules.tiers],
        "approvals": [row.stores for row in rules.approvals],
        "today.rules": [] if rules.today is None else [row.stores for row in rules.today.rules],
        "today.caps": [] if rules.today is None else [row.stores for row in rules.today.caps],
    }
    found = [
        Breach(f"$.{name}[{index}].stores[{place}]", f"a store of the group: not {store}")
        for name, rows in named.items()
        for index, row in enumerate(rows)
        for place, store in enumerate(row)
        if store not in stores
    ]
    for row in ledger.feeds.after(GROUP, "offers", 0, 1_000_000):
        calendar = None if row.deleted else json.loads(row.data)["document"].get("calendar")
        if calendar is not None and calendar not in rules.calendar_ids:
            found.append(Breach("$.calendars", f"a calendar {calendar}: the offer {row.key} runs by it"))
    return found
