"""How commands speak: one JSON document on standard output, words on standard error, exit codes that mean one thing.

Exit codes of every `pos-client` command: 0 done; 1 done, and what was found is not well (each command says what that
is); 2 the input is wrong, or the rules refused; 3 something of the world is missing (disk, ledger, printer); 4 a
mistake of ours.
"""

from __future__ import annotations

import json
import logging
import sys
from collections.abc import Callable
from typing import Any

from pos_client.error_texts import english
from pos_client.errors import Unavailable, UserFacing
from pos_client.settings import BadSettings
from retail.ports import StoreFailed

DONE, NOT_WELL, REFUSED, UNAVAILABLE, BUG = 0, 1, 2, 3, 4

log = logging.getLogger(__name__)


def say(document: object) -> None:
    """One JSON document, on one line when it is short enough to be read so."""
    text = json.dumps(document, ensure_ascii=False)
    if len(text) > 160:
        text = json.dumps(document, ensure_ascii=False, indent=2)
    sys.stdout.write(text + "\n")


def error_document(code: str, params: dict[str, Any]) -> dict[str, Any]:
    return {"error": {"code": code, "message": english(code, params), "params": params}}


def reported(work: Callable[[], int]) -> int:
    """Run a command; a failure that a person can act on becomes an error document and its exit code."""
    try:
        return work()
    except UserFacing as error:
        say(error_document(error.code, error.params))
        return UNAVAILABLE if isinstance(error, Unavailable) else REFUSED
    except StoreFailed as error:
        say(error_document(error.code, error.params))
        return UNAVAILABLE
    except BadSettings as error:
        say(error_document("settings_wrong", {"name": error.name or "settings.json", "detail": str(error)}))
        return REFUSED
