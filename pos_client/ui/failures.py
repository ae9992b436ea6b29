"""Refusals and outages in words, out of pos_client.error_texts, in the language of the moment."""

from __future__ import annotations

from pos_client.error_texts import TEXTS, filled
from pos_client.errors import Unavailable, UserFacing
from pos_client.ui.language import translate
from pos_client.ui.widgets.banner import Notice
from retail.ports import StoreFailed


def notice_of(error: UserFacing | StoreFailed) -> Notice:
    """What happened, what is safe, what to do. A code without texts is told as a bug of ours."""
    text = TEXTS.get(error.code, TEXTS["bug"])
    what, safe, todo = (
        filled(translate("errors", part), error.params) if part else "" for part in (text.what, text.safe, text.todo)
    )
    return Notice("warn" if isinstance(error, Unavailable | StoreFailed) else "bad", what, safe, todo)


def code_in_words(code: str) -> str:
    """The first sentence for a code alone, such as the last error of the line."""
    text = TEXTS.get(code)
    return code if text is None else filled(translate("errors", text.what), {})
