"""Rows of shifts: where each began and ended in its till's journal."""

from __future__ import annotations

from collections.abc import Iterator

from central_ledger.store.archives import Archives
from central_ledger.store.database import Database
from retail.messages import Entry


class Shifts:
    def __init__(self, database: Database, archives: Archives) -> None:
        self._database = database
        self._archives = archives

    def open(self, entry: Entry, shift_id: str, business_day: str) -> None:
        """`entry` is the one that opened it."""
        self._database.execute(
            "INSERT INTO shift (store, till, shift_id, business_day, epoch, seq) VALUES (?, ?, ?, ?, ?, ?) "
            "ON CONFLICT (store, till, shift_id) DO NOTHING",
            (entry.store, entry.till, shift_id, business_day, entry.epoch, entry.seq),
        )

    def close(self, entry: Entry, shift_id: str, z_number: int, over_short: int) -> bool:
        """False when there is no such open shift. `entry` is the one that closed it."""
        statement = (
            "UPDATE shift SET z_number = ?, closed_epoch = ?, closed_seq = ?, over_short = ? "
            "WHERE store = ? AND till = ? AND shift_id = ? AND closed_epoch IS NULL"
        )
        values = (z_number, entry.epoch, entry.seq, over_short, entry.store, entry.till, shift_id)
        return self._database.execute(statement, values) == 1

    def began(self, store: str, till: str, shift_id: str) -> tuple[str, int] | None:
        """Epoch and seq of the entry that opened a shift."""
        statement = "SELECT epoch, seq FROM shift WHERE store = ? AND till = ? AND shift_id = ?"
        row = self._database.row(statement, (store, till, shift_id))
        return None if row is None else (str(row[0]), int(row[1]))

    def has_z(self, store: str, till: str, z_number: int, shift_id: str) -> bool:
        """Whether another shift of this till was closed under this number."""
        statement = "SELECT 1 FROM shift WHERE store = ? AND till = ? AND z_number = ? AND shift_id <> ?"
        return self._database.value(statement, (store, till, z_number, shift_id)) is not None

    def entries(
        self, store: str, till: str, first: tuple[str, int], last: tuple[str, int]
    ) -> Iterator[tuple[str, bytes]]:
        """Kind and body of what was applied of a till from one entry to another, both counted, across epochs."""
        orders = {
            str(epoch): int(order)
            for epoch, order in self._database.rows(
                "SELECT epoch, opened_order FROM epoch WHERE store = ? AND till = ?", (store, till)
            )
        }
        rows = self._database.rows(
            "SELECT entry.kind, entry.till, entry.epoch, entry.seq, entry.body FROM entry JOIN epoch ON epoch.store = "
            "entry.store AND epoch.till = entry.till AND epoch.epoch = entry.epoch WHERE entry.store = ? AND "
            "entry.till = ? AND (entry.code IS NULL OR EXISTS (SELECT 1 FROM retaken AS r WHERE r.store = entry.store "
            "AND r.till = entry.till AND r.epoch = entry.epoch AND r.seq = entry.seq)) "
            "AND (epoch.opened_order > ? OR (epoch.opened_order = ? AND entry.seq >= ?)) "
            "AND (epoch.opened_order < ? OR (epoch.opened_order = ? AND entry.seq <= ?)) "
            "ORDER BY epoch.opened_order, entry.seq",
            (store, till, orders[first[0]], orders[first[0]], first[1], orders[last[0]], orders[last[0]], last[1]),
        )
        rows = self._archives.filled(store, rows, {"till": 1, "epoch": 2, "seq": 3, "body": 4})
        return ((str(row[0]), bytes(row[4])) for row in rows)
