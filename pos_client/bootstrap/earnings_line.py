"""Questions to the ledger about earnings and figures, and their failures in users' words."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from pos_client.bootstrap.desk import TillStore
from pos_client.bootstrap.line import open_line
from pos_client.errors import Refused, Unavailable
from pos_client.sync.earnings import EarningsLine
from pos_client.sync.figures import FiguresLine
from pos_client.sync.session import LINE_DOWN_TEXTS, REFUSED_TEXTS
from pos_client.sync.transport import LineDown, LineRefused, Patience, Transport
from retail.periods import Period

#: A person waits for this.
PATIENCE = Patience(3.05, 10.0, 15.0)


def ask_ledger(base: TillStore, staff_id: str, day: str) -> Mapping[str, Any]:
    """What a guide earned. Raises Unavailable or Refused."""
    return _asked(base, lambda transport: EarningsLine(transport).earnings(staff_id, day), "earnings_unknown_there")


def ask_figures(base: TillStore, period: Period, day: str, staff_id: str, unit: str) -> Mapping[str, Any]:
    """The figures of the store, or of a unit. Raises Unavailable or Refused."""
    ask = FiguresLine.figures
    return _asked(base, lambda transport: ask(FiguresLine(transport), period, day, staff_id, unit), "figures_not_yours")


def _asked(base: TillStore, ask: Callable[[Transport], Mapping[str, Any]], not_found: str) -> Mapping[str, Any]:
    """Over a connection of its own, which is closed afterwards."""
    transport = open_line(base, PATIENCE)
    try:
        return ask(transport)
    except LineDown as error:
        raise Unavailable(LINE_DOWN_TEXTS[error.code]) from error
    except LineRefused as error:
        code = not_found if error.code == "not_found" else "ledger_refused"
        raise Refused(REFUSED_TEXTS.get(error.code, code)) from error
    except ValueError as error:
        raise Unavailable("ledger_garbage") from error
    finally:
        transport.close()
        base.store.close_thread()
