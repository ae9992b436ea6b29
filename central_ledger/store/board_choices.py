"""Rows of who shows their amount on the leaderboard of their store, as they said last."""

from __future__ import annotations

from central_ledger.store.database import Database


class BoardChoices:
    def __init__(self, database: Database) -> None:
        self._database = database

    def put(self, store: str, staff_id: str, shown: bool, at: str, till: str) -> None:
        """What was said last by the tills' clocks counts, in whatever order it is heard."""
        self._database.execute(
            "INSERT INTO board_choice (store, staff_id, shown, at, till) VALUES (?, ?, ?, ?, ?) ON CONFLICT (store, "
            "staff_id) DO UPDATE SET shown = excluded.shown, at = excluded.at, till = excluded.till WHERE "
            "excluded.at > board_choice.at OR (excluded.at = board_choice.at AND excluded.till >= board_choice.till)",
            (store, staff_id, int(shown), at, till),
        )

    def shown_in(self, store: str) -> frozenset[str]:
        """Who of a store shows theirs; who never said it does not."""
        rows = self._database.rows("SELECT staff_id FROM board_choice WHERE store = ? AND shown = 1", (store,))
        return frozenset(row[0] for row in rows)
