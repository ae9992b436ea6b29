"""Questions to the ledger about gift cards, stored value and rain checks. HTTP is imported when somebody asks."""

from __future__ import annotations

import importlib
from collections.abc import Callable
from typing import Any

from pos_client.bootstrap.desk import TillStore
from pos_client.errors import Unavailable
from retail.stored_value import HoldRequest, ValueHeld, ValueSeen


class LedgerValue:
    """`pos_client.ui.ports.ValueLine`. Each call has a connection of its own: any thread of the pool may call."""

    def __init__(self, base: TillStore) -> None:
        self._base = base

    def look(self, account_id: str, pin: str | None, one_id: str | None) -> ValueSeen:
        seen: ValueSeen = self._asked(lambda line: line.look(account_id, pin, one_id))
        return seen

    def hold(self, request: HoldRequest, pin: str | None) -> ValueHeld:
        held: ValueHeld = self._asked(lambda line: line.hold(request, pin))
        return held

    def rain_check(self, rain_check_id: str) -> str:
        """`pos_client.ui.ports.RainCheckLine`."""
        status: str = self._asked(lambda line: line.rain_check(rain_check_id))
        return status

    def _asked(self, ask: Callable[[Any], Any]) -> Any:
        transport = importlib.import_module("pos_client.sync.transport")
        value = importlib.import_module("pos_client.sync.value")
        line = value.ValueLine(
            importlib.import_module("pos_client.bootstrap.line").open_line(
                self._base, transport.Patience(3.05, 5.0, 8.0)
            )
        )
        try:
            return ask(line)
        except (transport.LineDown, transport.LineRefused, ValueError) as error:
            raise Unavailable("value_no_answer") from error
        finally:
            line.close()
            self._base.store.close_thread()
