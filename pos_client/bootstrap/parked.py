"""Questions to the ledger about parked baskets. The line itself (HTTP) is imported when somebody asks."""

from __future__ import annotations

import importlib
from collections.abc import Callable
from typing import Any

from pos_client.bootstrap.desk import TillStore
from pos_client.errors import Unavailable
from retail.parked import Claim, ParkedList


class LineBaskets:
    """`pos_client.ui.ports.ParkedLine`. Each call has a connection of its own: any thread of the pool may call."""

    def __init__(self, base: TillStore) -> None:
        self._base = base

    def list_parked(self) -> ParkedList:
        found: ParkedList = self._asked(lambda line: line.list_parked())
        return found

    def claim(self, parking_id: str, *, own: bool, shown_by: str = "") -> Claim:
        claim: Claim = self._asked(lambda line: line.claim(parking_id, own=own, shown_by=shown_by))
        return claim

    def _asked(self, ask: Callable[[Any], Any]) -> Any:
        transport = importlib.import_module("pos_client.sync.transport")
        baskets = importlib.import_module("pos_client.sync.baskets")
        line = baskets.BasketLine(
            importlib.import_module("pos_client.bootstrap.line").open_line(
                self._base, transport.Patience(3.05, 5.0, 8.0)
            )
        )
        try:
            return ask(line)
        except (transport.LineDown, transport.LineRefused) as error:
            raise Unavailable("parked_need_connection") from error
        finally:
            line.close()
            self._base.store.close_thread()
