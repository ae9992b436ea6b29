"""Which feeds have nothing new for a till, in one answer: docs/spec/line.md, section 4.

A till has a score of feeds, and most of them stand still most of the time: one question instead of a score of them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import msgspec

from central_ledger.application.ledger import Ledger
from central_ledger.application.publish import FEEDS
from central_ledger.application.pull import BadCursor, Cursor, decode_cursor, owner_and_scopes


class News(msgspec.Struct, frozen=True):
    """`quiet`: the feeds that have nothing after the cursor that was asked with, and that cursor. Of every other one a
    page is to be asked for. `scope` is the till's own.
    """

    scope: str
    quiet: dict[str, str]
    as_of: str


@dataclass(frozen=True, slots=True)
class Newsroom:
    """`run_id` is this serving process's."""

    ledger: Ledger
    run_id: str

    def of(self, store: str, till: str, cursors: Mapping[str, str]) -> News:
        """A cursor that is none, or of a run that is long over, is not quiet: its page says what it is. Raises
        StoreUnavailable.
        """
        own = f"{store}/{till}"
        asked = {feed: cursor for feed, text in cursors.items() if (cursor := _cursor(feed, text, store, till))}
        scopes = {name for feed in FEEDS for name in owner_and_scopes(feed, store, till)[1]}
        with self.ledger.database.snapshot():
            known = self.ledger.feeds.versions(scopes)
            earlier = {cursor.run for cursor in asked.values()} - {self.run_id}
            ends = self.ledger.feeds.ends_of_runs(earlier, scopes) if earlier else {}
            as_of = self.ledger.now()
        ends[self.run_id] = known
        quiet: dict[str, str] = {}
        for feed, cursor in asked.items():
            places = [(scope, feed) for scope in owner_and_scopes(feed, store, till)[1]]
            now = [known.get(place, 0) for place in places]
            # What an earlier run had not said by its end was said in a history that is gone.
            reached = cursor.run in ends and all(
                version <= ends[cursor.run].get(place, 0) for version, place in zip(now, places, strict=True)
            )
            if reached and cursor.versions == now:
                quiet[feed] = cursors[feed]
        return News(own, quiet, as_of)


def _cursor(feed: str, text: str, store: str, till: str) -> Cursor | None:
    """None: it is no cursor of this feed of this till's."""
    if feed not in FEEDS:
        return None
    try:
        cursor = decode_cursor(text)
    except BadCursor:
        return None
    return cursor if (cursor.feed, cursor.owner) == (feed, owner_and_scopes(feed, store, till)[0]) else None
