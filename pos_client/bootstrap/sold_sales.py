"""Joins returns with the ledger's sales. HTTP is imported when somebody asks: a start needs none of it."""

from __future__ import annotations

import importlib
from collections.abc import Sequence
from typing import Any

from pos_client.bootstrap.desk import TillStore
from retail.sold_sale import FoundSale, SaleListed


class LineSales:
    """`pos_client.application.return_lookup.SoldSales`. Each call has a connection of its own: any thread may call."""

    def __init__(self, base: TillStore) -> None:
        self._base = base

    def take(self, store: str, sale_id: str, *, within_ms: int | None = None) -> FoundSale:
        found: FoundSale = _line().take(self._base, store, sale_id, within_ms)
        return found

    def release(self, store: str, sale_id: str) -> None:
        _line().release(self._base, store, sale_id)

    def of_member(self, one_id: str) -> Sequence[SaleListed]:
        found: Sequence[SaleListed] = _line().of_member(self._base, one_id)
        return found

    def of_receipt(self, number: str) -> Sequence[SaleListed]:
        found: Sequence[SaleListed] = _line().of_receipt(self._base, number)
        return found


def _line() -> Any:
    return importlib.import_module("pos_client.bootstrap.sold_sale_line")
