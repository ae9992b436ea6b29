"""Which feeds have nothing new: one question to the ledger before any page is asked for.

Source: docs/spec/line.md, section 4.
"""

from __future__ import annotations

from collections.abc import Mapping

from pos_client.sync.signed_answers import GroupSigned
from pos_client.sync.transport import LineDown, LineRefused


def ask_quiet(signed: GroupSigned, till: str, cursors: Mapping[str, str]) -> tuple[frozenset[str], str]:
    """The feeds that stand where `cursors` left them, and the ledger's time. `till` is STORE/TILL.

    A feed without a cursor is not asked about. A ledger of an earlier version does not know the question: then no feed
    is quiet. Raises LineDown, LineRefused or Untrusted.
    """
    asked = {feed: cursor for feed, cursor in cursors.items() if cursor}
    if not asked:
        return frozenset(), ""
    try:
        answer = signed.post("/v1/news", {"cursors": asked})
    except LineRefused as error:
        if error.status == 404:
            return frozenset(), ""
        raise
    quiet, as_of = answer.document.get("quiet"), answer.document.get("as_of")
    # What is quiet is named with the cursor that was asked with: an old answer says nothing about a later one.
    if (
        not isinstance(quiet, dict)
        or not isinstance(as_of, str)
        or answer.document.get("scope") != till
        or any(asked.get(feed) != cursor for feed, cursor in quiet.items())
    ):
        raise LineDown("garbage", "not the news of these cursors")
    signed.check("news", till, answer)
    return frozenset(quiet), as_of
