"""Where the group's tills find their updates: one address in every store's settings. docs/spec/updates.md."""

from __future__ import annotations

import json
from urllib.parse import urlsplit

from central_ledger.application.ledger import Ledger
from central_ledger.application.publish import publish_setting

SETTING = "updates"
_META = "updates_address"
_LENGTH_MAX = 500


def updates_address(ledger: Ledger) -> str:
    """Empty: nobody said one."""
    return ledger.reference.meta(_META) or ""


def set_updates_address(ledger: Ledger, address: str) -> None:
    """Tell all stores; empty: none. Needs a transaction. Raises ValueError for what tills would refuse."""
    if address:
        parts = urlsplit(address)
        if parts.scheme != "https" or not parts.hostname or len(address) > _LENGTH_MAX or not address.isprintable():
            raise ValueError(f"not an https address: {address}")
    ledger.reference.set_meta(_META, address)
    tell_updates(ledger)


def tell_updates(ledger: Ledger) -> None:
    """The setting of every store that does not have it so, also of those that came later. Needs a transaction."""
    document = {"address": updates_address(ledger)}
    for store in ledger.reference.stores():
        known = ledger.feeds.get(store, "settings", SETTING)
        told = {"address": ""} if known is None else json.loads(known)
        if told != document:
            publish_setting(ledger, store, SETTING, document)
