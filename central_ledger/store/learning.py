"""What the learner of suggestions reads: every line that members bought, a page at a time, in the order of the members.

No transaction is kept open over the pages: who writes meanwhile is not held up, and a line more or less teaches the
same.
"""

from __future__ import annotations

from collections.abc import Iterator

from central_ledger.store.database import Database

#: Rows of one question: some tens of megabytes at most.
PAGE = 20_000

#: one_id, sale, line, store, time by the till's clock, sku, quantity and what of it came back.
BoughtRow = tuple[str, str, int, str, str, str, str, str]


class Learning:
    """Reads only."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def lines(self) -> Iterator[BoughtRow]:
        """All lines of members' purchases, one member after the other, a sale's lines together."""
        last: tuple[str, str, int] = ("", "", 0)
        while rows := self._database.rows(
            "SELECT one_id, sale_id, line_no, store, occurred_at, sku, quantity, quantity_returned FROM purchase_line "
            "WHERE (one_id, sale_id, line_no) > (?, ?, ?) ORDER BY one_id, sale_id, line_no LIMIT ?",
            (*last, PAGE),
        ):
            yield from rows
            last = rows[-1][:3]
            if len(rows) < PAGE:
                return

    def orders(self) -> Iterator[tuple[str, str, str]]:
        """one_id, store and document of every paid web order."""
        yield from self._database.rows("SELECT one_id, store, document FROM web_order ORDER BY one_id, store, order_id")

    def unwilling(self, purpose: str) -> frozenset[str]:
        """Members whose newest word to a purpose is no."""
        rows = self._database.rows(
            "SELECT one_id, given FROM consent WHERE purpose = ? ORDER BY one_id, at, event_id", (purpose,)
        )
        newest = {one_id: bool(given) for one_id, given in rows}
        return frozenset(one_id for one_id, given in newest.items() if not given)
