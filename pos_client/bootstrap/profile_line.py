"""Asking the ledger about members. The line itself (HTTP) is imported when somebody asks."""

from __future__ import annotations

import importlib
from collections.abc import Callable
from typing import Any

from pos_client.bootstrap.desk import TillStore
from pos_client.errors import Refused, Unavailable
from retail.member_profile import LedgerProfile, PurchasePage


class LedgerProfiles:
    """`pos_client.ui.ports.ProfileLine`. Each call has a connection of its own: any thread of the pool may call."""

    def __init__(self, base: TillStore) -> None:
        self._base = base

    def profile(self, one_id: str, staff_id: str) -> LedgerProfile:
        found: LedgerProfile = self._asked(lambda line: line.profile(one_id, staff_id))
        return found

    def purchases(self, one_id: str, staff_id: str, query: str, cursor: str) -> PurchasePage:
        found: PurchasePage = self._asked(lambda line: line.purchases(one_id, staff_id, query, cursor))
        return found

    def _asked(self, ask: Callable[[Any], Any]) -> Any:
        """Over a connection of its own, which is closed afterwards."""
        transport = importlib.import_module("pos_client.sync.transport")
        session = importlib.import_module("pos_client.sync.session")
        opened = importlib.import_module("pos_client.bootstrap.line").open_line(
            self._base, transport.Patience(3.05, 10.0, 15.0)
        )
        line = importlib.import_module("pos_client.sync.profile_line").ProfileLine(opened)
        try:
            return ask(line)
        except transport.LineDown as error:
            raise Unavailable(session.LINE_DOWN_TEXTS[error.code]) from error
        except transport.LineRefused as error:
            code = "member_unknown" if error.code == "not_found" else "ledger_refused"
            raise Refused(session.REFUSED_TEXTS.get(error.code, code)) from error
        except ValueError as error:
            raise Unavailable("ledger_garbage") from error
        finally:
            line.close()
            self._base.store.close_thread()
