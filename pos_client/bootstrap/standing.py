"""How the ledger sees this till, asked once and kept nowhere: for doctor, which may stand beside a till that sells."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from offline_cache.keys import TILL_KEY
from pos_client.bootstrap.desk import TillStore
from pos_client.bootstrap.line import open_line
from pos_client.sync.session import LINE_DOWN_TEXTS, REFUSED_TEXTS
from pos_client.sync.signed_answers import GroupSigned, Untrusted
from pos_client.sync.standing import ask_standing
from pos_client.sync.transport import LineDown, LineRefused, Patience
from retail.signed import VerifyingKey


def ask_how_it_stands(base: TillStore, seconds: float) -> dict[str, Any]:
    """`state` is `answers` or a code of pos_client.error_texts; with an answer `suspended`, and by how many seconds
    this machine's clock is before the ledger's. `seconds` is the patience with each step. Raises nothing.
    """
    enrolment, group_key = base.store.enrolment, base.store.group_key()
    if enrolment is None or group_key is None:
        return {"state": "store_not_enrolled"}
    if base.store.secrets.get(TILL_KEY) is None:
        return {"state": "till_key_missing"}  # to ask would make another one
    try:
        pinned = VerifyingKey(group_key)
    except ValueError:  # of 32 bytes, and no key all the same
        return {"state": "store_bad_secret_file"}
    transport = open_line(base, Patience(seconds, seconds, seconds), keeps=False)
    try:
        line = GroupSigned(transport, pinned)
        standing = ask_standing(line, f"{enrolment.store}/{enrolment.till}")
    except LineDown as error:
        return {"state": LINE_DOWN_TEXTS[error.code]}
    except LineRefused as error:
        return {"state": REFUSED_TEXTS.get(error.code, "ledger_refused"), "code": error.code}
    except Untrusted:
        return {"state": "ledger_untrusted"}
    finally:
        transport.close()
    off = round((base.clock.now() - datetime.fromisoformat(standing.time)).total_seconds())
    return {"state": "answers", "suspended": standing.suspended, "clock_off_seconds": off}
