"""Joins the store's figures with the ledger. The line itself (HTTP) is imported when somebody asks."""

from __future__ import annotations

import importlib
from collections.abc import Mapping
from typing import Any

from pos_client.application.figures import FiguresDesk
from pos_client.application.staff import StaffDesk
from pos_client.application.till import Desk
from pos_client.bootstrap.desk import TillStore
from retail.periods import Period


class LineFigures:
    """The ledger, for the use case. Each call has a connection of its own, so that any thread of the pool may call."""

    def __init__(self, base: TillStore) -> None:
        self._base = base

    def figures(self, period: Period, day: str, staff_id: str, unit: str) -> Mapping[str, Any]:
        found: Mapping[str, Any] = importlib.import_module("pos_client.bootstrap.earnings_line").ask_figures(
            self._base, period, day, staff_id, unit
        )
        return found


def make_figures(base: TillStore, desk: Desk, staff: StaffDesk) -> FiguresDesk:
    """The store's figures, by the ledger and by this till's journal."""
    return FiguresDesk(desk, staff, base.store.reference, base.store.journal, LineFigures(base))
