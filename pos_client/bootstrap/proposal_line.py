"""One question to the ledger about proposals, and its failures in users' words."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from pos_client.bootstrap.desk import TillStore
from pos_client.bootstrap.line import open_line
from pos_client.errors import Refused, Unavailable
from pos_client.sync.proposals import ProposalLine
from pos_client.sync.session import LINE_DOWN_TEXTS, REFUSED_TEXTS
from pos_client.sync.transport import LineDown, LineRefused, Patience

#: A person waits for this.
PATIENCE = Patience(3.05, 10.0, 15.0)

_REFUSED = {
    "wrong_secret": "wrong_pin_at_ledger",
    "bad_token": "case_sign_in_again",
    "forbidden": "proposal_forbidden",
    "not_found": "proposal_gone",
    "not_open": "proposal_closed",
    "conflict": "proposal_closed",
    "reason_needed": "proposal_reason_needed",
    **REFUSED_TEXTS,
}


def ask_ledger(base: TillStore, ask: Callable[[ProposalLine], Mapping[str, Any]]) -> Mapping[str, Any]:
    """Over a connection of its own, which is closed afterwards. Raises Unavailable or Refused."""
    line = ProposalLine(open_line(base, PATIENCE))
    try:
        return ask(line)
    except LineDown as error:
        if error.code == "busy" and error.retry_after_ms:
            raise Refused("wait_at_ledger", seconds=-(-error.retry_after_ms // 1000)) from error
        if error.code in ("unreachable", "timed_out"):
            raise Unavailable("proposals_need_connection") from error
        raise Unavailable(LINE_DOWN_TEXTS[error.code]) from error
    except LineRefused as error:
        raise Refused(_REFUSED.get(error.code, "ledger_refused")) from error
    finally:
        line.close()
        base.store.close_thread()
