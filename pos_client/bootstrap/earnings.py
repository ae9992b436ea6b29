"""Joins what guides earn with the ledger. The line itself (HTTP) is imported when somebody asks."""

from __future__ import annotations

import importlib
from collections.abc import Mapping
from typing import Any

from pos_client.application.earnings import EarningsDesk
from pos_client.application.staff import StaffDesk
from pos_client.application.till import Desk
from pos_client.bootstrap.desk import TillStore


class LineEarnings:
    """The ledger, for the use case. Each call has a connection of its own, so that any thread of the pool may call."""

    def __init__(self, base: TillStore) -> None:
        self._base = base

    def earnings(self, staff_id: str, day: str) -> Mapping[str, Any]:
        found: Mapping[str, Any] = importlib.import_module("pos_client.bootstrap.earnings_line").ask_ledger(
            self._base, staff_id, day
        )
        return found


def make_earnings(base: TillStore, desk: Desk, staff: StaffDesk) -> EarningsDesk:
    """What guides earn, by this till's journal and by the ledger."""
    store = base.store
    ledger = LineEarnings(base)
    return EarningsDesk(
        desk, staff, store.reference, store.journal, store.sales, catalogue=store.catalogue, ledger=ledger
    )
