"""Refusals and outages in words, out of pos_client.error_texts, in the language of the moment."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pos_client.error_texts import TEXTS, filled
from pos_client.errors import Unavailable, UserFacing
from pos_client.ui.formatting import sentences
from pos_client.ui.language import translate
from pos_client.ui.widgets.banner import Notice
from retail.ports import StoreFailed

#: Of the line to the ledger: their words speak of sales that go on.
LINE_CODES = frozenset(
    ("ledger_unreachable", "ledger_timed_out", "ledger_failing", "ledger_busy", "ledger_garbage", "ledger_refused")
)


def notice_of(error: UserFacing | StoreFailed) -> Notice:
    """What happened, what is safe, what to do. A code without texts is told as a bug of ours."""
    text = TEXTS.get(error.code, TEXTS["bug"])
    what, safe, todo = (
        filled(translate("errors", part), error.params) if part else "" for part in (text.what, text.safe, text.todo)
    )
    return Notice("warn" if isinstance(error, Unavailable | StoreFailed) else "bad", what, safe, todo)


def in_words(code: str, params: Mapping[str, Any]) -> str:
    """All that there is to say of a code, such as the last error of the line, as one text."""
    text = TEXTS.get(code, TEXTS["bug"])
    parts = (filled(translate("errors", part), params) for part in (text.what, text.safe, text.todo) if part)
    return sentences(*parts)
