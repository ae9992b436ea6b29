"""Rows of who read members' data: only added to. A till's page is one row, however many members stand in it.

A page names the versions that it covered and the version at which the feed stood. Which members were in it follows from
`feed_history`, which keeps the version of every change of a member's row: that is a row for each change, not for each
member of each page.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from central_ledger.domain.cases import Case
from central_ledger.store.database import Database
from central_ledger.store.outbox import Outbox, Viewed

#: The feeds whose rows are members' profiles, keyed by one_id.
PROFILE_FEEDS = frozenset(("members", "tags", "member_facts", "contacts"))

#: The pages in which a member's row stood: that of the newest state when the page was made. A later state that was
#: there already stood in a later page.
_PAGES_WITH_MEMBER = (
    "SELECT r.at, r.who, r.what, r.why, r.scope FROM feed_history AS h JOIN read_log AS r ON r.scope = h.scope "
    "AND r.what = ? AND h.version BETWEEN r.first_version AND r.last_version WHERE h.scope = ? AND h.feed = ? "
    "AND h.row_key = ? AND h.deleted = 0 AND NOT EXISTS (SELECT 1 FROM feed_history AS later "
    "WHERE later.scope = h.scope AND later.feed = h.feed AND later.row_key = h.row_key AND later.version > h.version "
    "AND later.version <= r.top_version)"
)


@dataclass(frozen=True, slots=True)
class PageRead:
    """A page of a profile feed: versions above `after` up to `last`, when the feed stood at `top`."""

    scope: str
    feed: str
    after: int
    last: int
    top: int
    rows: int


class Reads:
    """The log of reads."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._outbox = Outbox(database)

    def note_page(self, at: str, who: str, page: PageRead) -> None:
        self._database.execute(
            "INSERT INTO read_log (scope, read_id, at, who, why, what, first_version, last_version, top_version, "
            "row_count) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                *(page.scope, secrets.token_hex(8), at, who, "pull", f"feed:{page.feed}"),
                *(page.after + 1, page.last, page.top, page.rows),
            ),
        )

    def note_case(self, at: str, who: str, case: Case) -> None:
        """A case was shown, and with it its member's data."""
        if case.one_id is not None:
            scope = case.store or "group"
            self._note(at, who, scope=scope, why=case.kind, what=f"case:{case.case_id}", one_id=case.one_id)

    def note_basket(self, at: str, who: str, store: str, parking_id: str, one_id: str) -> None:
        """A till took up a member's basket that another one had parked."""
        self._note(at, who, scope=store, why="claim", what=f"basket:{parking_id}", one_id=one_id)

    def note_member(self, at: str, who: str, *, scope: str, what: str, one_id: str, why: str = "return") -> None:
        """Somebody read something of a member: a till what they bought, because goods came back. `scope`: the store of
        the till.
        """
        self._note(at, who, scope=scope, why=why, what=what, one_id=one_id)

    def note_question(self, at: str, who: str, scope: str, reservation_id: str, one_id: str) -> None:
        """A till asked what a member of no business of its store may have."""
        self._note(at, who, scope=scope, why="reserve", what=f"reservation:{reservation_id}", one_id=one_id)

    def _note(self, at: str, who: str, *, scope: str, why: str, what: str, one_id: str) -> None:
        """On record, and told to who reads along, together or not at all."""
        read_id = secrets.token_hex(8)
        till = who.partition("/")[2] if who.startswith("till:") else ""

        def write() -> None:
            self._database.execute(
                "INSERT INTO read_log (scope, read_id, at, who, why, what, one_id, row_count) "
                "VALUES (?, ?, ?, ?, ?, ?, ?, 1)",
                (scope, read_id, at, who, why, what, one_id),
            )
            self._outbox.add_read(Viewed(scope, till, read_id, one_id, why), at)

        self._database.beside((scope,), write, home=scope)

    def of_member(self, one_id: str, stores: Iterable[str]) -> list[dict[str, Any]]:
        """Every read of one member's data, the oldest first. `stores`: whose feeds may have held the member."""
        rows = self._database.rows("SELECT at, who, what, why, scope FROM read_log WHERE one_id = ?", (one_id,))
        for store in stores:
            for feed in sorted(PROFILE_FEEDS):
                rows += self._database.rows(_PAGES_WITH_MEMBER, (f"feed:{feed}", store, feed, one_id))
        return [
            {"at": at, "who": who, "what": what, "why": why, "store": scope}
            for at, who, what, why, scope in sorted(rows)
        ]
