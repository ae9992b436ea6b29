"""One question to the ledger by a person who is signed in there, and its failures in users' words."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Protocol, TypeVar

from pos_client.bootstrap.desk import TillStore
from pos_client.bootstrap.line import open_line
from pos_client.errors import Refused, Unavailable
from pos_client.sync.session import LINE_DOWN_TEXTS, REFUSED_TEXTS
from pos_client.sync.transport import LineDown, LineRefused, Patience, Transport

#: A person waits for this.
PATIENCE = Patience(3.05, 10.0, 15.0)
#: What the ledger says of who signs in.
_SIGN_IN = {"wrong_secret": "wrong_pin_at_ledger", "bad_token": "case_sign_in_again"}


class PersonLine(Protocol):
    def close(self) -> None: ...


Line = TypeVar("Line", bound=PersonLine)


def ask_as_person(
    base: TillStore,
    open_with: Callable[[Transport], Line],
    ask: Callable[[Line], Mapping[str, Any]],
    refused: Mapping[str, str],
    no_connection: str,
) -> Mapping[str, Any]:
    """Over a connection of its own, which is closed afterwards. `refused` is the code of an error by the ledger's word,
    `no_connection` that of a line that is down. Raises Unavailable or Refused.
    """
    line = open_with(open_line(base, PATIENCE))
    try:
        return ask(line)
    except LineDown as error:
        if error.code == "busy" and error.retry_after_ms:
            raise Refused("wait_at_ledger", seconds=-(-error.retry_after_ms // 1000)) from error
        if error.code in ("unreachable", "timed_out"):
            raise Unavailable(no_connection) from error
        raise Unavailable(LINE_DOWN_TEXTS[error.code]) from error
    except LineRefused as error:
        raise Refused({**_SIGN_IN, **refused, **REFUSED_TEXTS}.get(error.code, "ledger_refused")) from error
    finally:
        line.close()
        base.store.close_thread()
