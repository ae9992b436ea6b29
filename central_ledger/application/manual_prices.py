"""What a store lets its staff decide, as the ledger publishes it: the other side of a sale's manual prices."""

from __future__ import annotations

import json

from central_ledger.application.ledger import Ledger
from central_ledger.domain.bodies import SaleBody, SaleLine
from retail.limits import Limits, read_limits


def store_limits(ledger: Ledger, store: str) -> Limits:
    """The settings row `limits` in force now. Raises StoreUnavailable."""
    found = ledger.feeds.get(store, "settings", "limits")
    return read_limits({} if found is None else {"limits": json.loads(found)})


def staff_roles(ledger: Ledger, store: str, sale: SaleBody) -> dict[str, tuple[str, ...]]:
    """The roles of everybody whom a sale's manual prices name; who is not staff of this store has none."""
    named = {name for line in sale.lines if (line.override or line.unknown) for name in _names(line)}
    roles: dict[str, tuple[str, ...]] = {}
    for name in sorted(named):
        found = ledger.feeds.get(store, "staff", name)
        if found is not None:
            roles[name] = tuple(json.loads(found)["roles"])
    return roles


def _names(line: SaleLine) -> list[str]:
    people = [line.override, line.unknown]
    names = [name for one in people if one is not None for name in (one.by, one.approved_by)]
    return [name for name in names if name is not None]
