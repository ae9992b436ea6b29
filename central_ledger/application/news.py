"""Which feeds have nothing new for a till, in one answer: docs/spec/line.md, section 4.

A till has a score of feeds, and most of them stand still most of the time: one question instead of a score of them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import msgspec

from central_ledger.application.ledger import Ledger
from central_ledger.application.publish import FEEDS
from central_ledger.application.pull import BadCursor, decode_cursor, owner_and_scopes


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
        """A cursor that is none, or of another run, is not quiet: its page says what it is. Raises StoreUnavailable."""
        own = f"{store}/{till}"
        with self.ledger.database.snapshot():
            known = self.ledger.feeds.versions(
                {name for feed in FEEDS for name in owner_and_scopes(feed, store, till)[1]}
            )
            as_of = self.ledger.now()
        quiet = {feed: text for feed, text in cursors.items() if self._is_quiet(feed, text, store, till, known)}
        return News(own, quiet, as_of)

    def _is_quiet(self, feed: str, text: str, store: str, till: str, known: Mapping[tuple[str, str], int]) -> bool:
        if feed not in FEEDS:
            return False
        owner, scopes = owner_and_scopes(feed, store, till)
        try:
            cursor = decode_cursor(text)
        except BadCursor:
            return False
        # A cursor of an earlier run gets a new one with its page, before that run is forgotten.
        return (cursor.feed, cursor.owner, cursor.run) == (feed, owner, self.run_id) and cursor.versions == [
            known.get((scope, feed), 0) for scope in scopes
        ]
