"""Publish the organisation: where stores belong, and whom their staff may see. Source: docs/organisation.md."""

from __future__ import annotations

import json
from typing import Any

from central_ledger.application.ledger import Ledger
from central_ledger.application.publish import encoded
from central_ledger.domain.offer_breaches import Breach, ContractBroken
from central_ledger.domain.organisation import read_organisation


class OrganisationRefused(ContractBroken):
    """Of the organisation."""


def check_organisation(ledger: Ledger | None, document: object) -> list[Breach]:
    """Everything that breaks the contract; with a ledger, also stores and staff that it does not know."""
    tree, found = read_organisation(document)
    if ledger is None or found:
        return found
    known = set(ledger.reference.stores())
    for number, store in enumerate(tree.stores):
        if store not in known:
            found.append(Breach(f"$.stores[{number}].store", f"a store of this ledger: not {store}"))
    for number, (store, staff_id) in enumerate(tree.of_staff):
        if ledger.feeds.get(store, "staff", staff_id) is None:
            found.append(Breach(f"$.scopes.staff[{number}].staff_id", f"somebody of the staff of {store}"))
    return found


def publish_organisation(ledger: Ledger, document: Any, who: str) -> int:
    """Put this tree into force and tell tills whom their staff may see; gives its version. The same again changes
    nothing. Raises OrganisationRefused. Needs a transaction.
    """
    found = check_organisation(ledger, document)
    if found:
        raise OrganisationRefused(found)
    text = encoded(document)
    if ledger.organisations.document() == text:
        return ledger.organisations.newest().version
    version = ledger.organisations.newest().version + 1
    ledger.organisations.add(version, text, ledger.now(), who)
    tree = ledger.organisations.newest()
    ledger.organisations.place_stores(tree.stores.values())
    for store in ledger.reference.stores():
        send_scopes(ledger, store)
    return version


def send_scopes(ledger: Ledger, store: str) -> None:
    """Tell a store's tills whom its staff may see by now. Only rows that change travel."""
    tree = ledger.organisations.newest()
    changed = {}
    for row in ledger.feeds.after(store, "staff", 0, 1_000_000):
        if row.deleted:
            continue
        data = json.loads(row.data)
        scope = tree.scope_of(store, row.key, tuple(data["roles"])).text
        if data.get("scope") != scope:
            changed[row.key] = encoded(data | {"scope": scope})
    if changed:
        ledger.feeds.put(store, "staff", changed)
