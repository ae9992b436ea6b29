"""How many pieces, typed before the goods: `3*` and then a code, a name or a scan; or `3` and then a scan."""

from __future__ import annotations

import re

_STARRED = re.compile(r"([1-9][0-9]{0,3})[*×](.*)", re.ASCII | re.DOTALL)
#: Without a star only what is no beginning of anything else: a phone's tail has three digits at least.
_BARE = re.compile(r"[1-9][0-9]?", re.ASCII)


def split_typed(text: str) -> tuple[int | None, str]:
    """The pieces and what follows them; None when no number with a star stands in front."""
    found = _STARRED.fullmatch(text.strip())
    return (None, text) if found is None else (int(found[1]), found[2].strip())


def pieces_before_scan(text: str) -> int | None:
    """How many pieces of what is scanned while this stands in the field; None: the text is about something else."""
    pieces, rest = split_typed(text)
    if pieces is not None:
        return None if rest else pieces
    return int(text.strip()) if _BARE.fullmatch(text.strip()) else None
