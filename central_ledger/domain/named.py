"""What an entry is about, read without the rest: for asking together what will be asked one by one."""

from __future__ import annotations

import msgspec

from retail.messages import Entry


class Named(msgspec.Struct, frozen=True):
    """None: it names none, or it cannot be read. The body itself is judged elsewhere."""

    sale_id: str | None = None
    one_id: str | None = None


def named_in(entry: Entry) -> Named:
    try:
        return msgspec.json.decode(entry.body, type=Named)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        return Named()
