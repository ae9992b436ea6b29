"""One question to the ledger about earnings, and its failures in users' words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pos_client.bootstrap.desk import TillStore
from pos_client.bootstrap.line import open_line
from pos_client.errors import Refused, Unavailable
from pos_client.sync.earnings import EarningsLine
from pos_client.sync.session import LINE_DOWN_TEXTS, REFUSED_TEXTS
from pos_client.sync.transport import LineDown, LineRefused, Patience

#: A person waits for this.
PATIENCE = Patience(3.05, 10.0, 15.0)


def ask_ledger(base: TillStore, staff_id: str, day: str) -> Mapping[str, Any]:
    """Over a connection of its own, which is closed afterwards. Raises Unavailable or Refused."""
    line = EarningsLine(open_line(base, PATIENCE))
    try:
        return line.earnings(staff_id, day)
    except LineDown as error:
        raise Unavailable(LINE_DOWN_TEXTS[error.code]) from error
    except LineRefused as error:
        code = "earnings_unknown_there" if error.code == "not_found" else "ledger_refused"
        raise Refused(REFUSED_TEXTS.get(error.code, code)) from error
    except ValueError as error:
        raise Unavailable("ledger_garbage") from error
    finally:
        line.close()
        base.store.close_thread()
