"""Rows of what was reckoned about members, who is to be reckoned again, and what it is reckoned from.

Whoever changes what a member bought marks them; the mark is another one each time, so that a mark that comes while
somebody reckons is not taken away with the one before.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from central_ledger.domain.member_reckoning import Bought
from central_ledger.store.database import Database

_ROW = "SELECT next_on, document FROM member_facts WHERE one_id = ?"
_MARK = "INSERT INTO member_due (one_id, mark) VALUES (?, ?) ON CONFLICT (one_id) DO UPDATE SET mark = excluded.mark"


@dataclass(frozen=True, slots=True)
class FactsRow:
    """`document` is the row of the feed `member_facts`; on `next_on` (`YYYY-MM-DD`) it says something else."""

    one_id: str
    next_on: str
    document: str


def mark_due(database: Database, one_ids: Iterable[str]) -> None:
    """What these bought has changed."""
    database.execute_many(_MARK, [(one_id, secrets.token_hex(8)) for one_id in dict.fromkeys(one_ids)])


class FactsRows:
    def __init__(self, database: Database) -> None:
        self._database = database

    def expect(self, one_ids: Iterable[str]) -> None:
        """`get` will be asked about these."""
        self._database.prime(_ROW, ((one_id,) for one_id in one_ids))

    def get(self, one_id: str) -> FactsRow | None:
        row = self._database.row(_ROW, (one_id,))
        return None if row is None else FactsRow(one_id, *row)

    def put(self, rows: Iterable[FactsRow]) -> None:
        self._database.execute_many(
            "INSERT INTO member_facts (one_id, next_on, document) VALUES (?, ?, ?) ON CONFLICT (one_id) DO UPDATE SET "
            "next_on = excluded.next_on, document = excluded.document",
            [(row.one_id, row.next_on, row.document) for row in rows],
        )

    def drop(self, one_id: str) -> None:
        self._database.execute("DELETE FROM member_facts WHERE one_id = ?", (one_id,))

    def mark(self, one_ids: Iterable[str]) -> None:
        mark_due(self._database, one_ids)

    def marked(self, limit: int) -> dict[str, str]:
        """Some who are to be reckoned again, each with the mark."""
        return dict(self._database.rows("SELECT one_id, mark FROM member_due ORDER BY one_id LIMIT ?", (limit,)))

    def marks_of(self, one_ids: Sequence[str]) -> dict[str, str]:
        return dict(
            self._database.rows(f"SELECT one_id, mark FROM member_due WHERE one_id IN ({_marks(one_ids)})", one_ids)
        )

    def unmark(self, one_id: str, mark: str) -> None:
        """Nothing happens when they were marked again since."""
        self._database.execute("DELETE FROM member_due WHERE one_id = ? AND mark = ?", (one_id, mark))

    def over(self, day: str, limit: int) -> list[str]:
        """Some about whom this day says something else."""
        rows = self._database.rows(
            "SELECT one_id FROM member_facts WHERE next_on <= ? ORDER BY next_on, one_id LIMIT ?", (day, limit)
        )
        return [row[0] for row in rows]

    def members_after(self, one_id: str, limit: int) -> list[str]:
        """Everybody who is known, page by page."""
        rows = self._database.rows(
            "SELECT one_id FROM member WHERE one_id > ? ORDER BY one_id LIMIT ?", (one_id, limit)
        )
        return [row[0] for row in rows]

    def joined(self, rows: Iterable[tuple[str, str]]) -> None:
        """one_id and day (`YYYY-MM-DD`). The first word counts."""
        self._database.execute_many(
            "INSERT INTO member_joined (one_id, joined_on) VALUES (?, ?) ON CONFLICT (one_id) DO NOTHING", list(rows)
        )

    def joined_on(self, one_ids: Sequence[str]) -> dict[str, str]:
        statement = f"SELECT one_id, joined_on FROM member_joined WHERE one_id IN ({_marks(one_ids)})"
        return dict(self._database.rows(statement, one_ids))

    def lines_of(self, one_ids: Sequence[str]) -> dict[str, list[Bought]]:
        """Everything that these members bought over the counter or in an older system, in no order."""
        found: dict[str, list[Bought]] = {one_id: [] for one_id in one_ids}
        rows = self._database.rows(
            "SELECT one_id, sale_id, store, channel, occurred_at, sku, quantity, quantity_returned, net, brand, "
            f"line_no FROM purchase_line WHERE one_id IN ({_marks(one_ids)})",
            one_ids,
        )
        for one_id, *rest in rows:
            found[one_id].append(Bought(*rest))
        return found

    def newest_lines(self, one_id: str, limit: int) -> list[Bought]:
        """The newest by the tills' clocks."""
        rows = self._database.rows(
            "SELECT sale_id, store, channel, occurred_at, sku, quantity, quantity_returned, net, brand, line_no FROM "
            "purchase_line WHERE one_id = ? ORDER BY occurred_at DESC, sale_id DESC, line_no LIMIT ?",
            (one_id, limit),
        )
        return [Bought(*row) for row in rows]

    def orders_of(self, one_ids: Sequence[str]) -> list[tuple[str, str, str]]:
        """one_id, store and document of the web orders that these paid for."""
        return self._database.rows(
            f"SELECT one_id, store, document FROM web_order WHERE one_id IN ({_marks(one_ids)}) "
            "ORDER BY store, order_id",
            one_ids,
        )

    def merged(self, one_ids: Sequence[str]) -> tuple[set[str], set[str]]:
        """Which of these ids became another's, and which others became."""
        marks = _marks(one_ids)
        gone = self._database.rows(f"SELECT one_id FROM member_alias WHERE one_id IN ({marks})", one_ids)
        kept = self._database.rows(f"SELECT of_one_id FROM member_alias WHERE of_one_id IN ({marks})", one_ids)
        return {row[0] for row in gone}, {row[0] for row in kept}


def _marks(values: Sequence[str]) -> str:
    """Nothing is in an empty list; `NULL` says so on both engines."""
    return ", ".join("?" for _ in values) or "NULL"
