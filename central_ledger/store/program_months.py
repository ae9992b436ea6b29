"""Closed months between the owners of programs, and what they are made of."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import astuple, dataclass

from central_ledger.store.archives import Archives
from central_ledger.store.database import Database

_COLUMNS = "month, number, document, hash, closed_at"
_PAGE = 500


@dataclass(frozen=True, slots=True)
class ClosedMonth:
    """`document` is the statements' bytes, `hash` theirs; `number` counts from 1. Never changed."""

    month: str
    number: int
    document: str
    hash: str
    closed_at: str


class ProgramMonths:
    """The months that are closed."""

    def __init__(self, database: Database, archives: Archives) -> None:
        self._database = database
        self._archives = archives

    def get(self, month: str) -> ClosedMonth | None:
        row = self._database.row(f"SELECT {_COLUMNS} FROM program_month WHERE month = ?", (month,))
        return None if row is None else ClosedMonth(*row)

    def all(self) -> list[ClosedMonth]:
        """In the order in which they were closed."""
        rows = self._database.rows(f"SELECT {_COLUMNS} FROM program_month ORDER BY number")
        return [ClosedMonth(*row) for row in rows]

    def close(self, closed: ClosedMonth) -> None:
        self._database.execute(f"INSERT INTO program_month ({_COLUMNS}) VALUES (?, ?, ?, ?, ?)", astuple(closed))

    def entries(self, first: str, end: str) -> Iterator[tuple[str, str, bytes]]:
        """Store, kind and body of every booked sale, return and reward that came in from one time on, and before
        another (ISO 8601, UTC).
        """
        epochs = self._database.rows("SELECT store, till, epoch FROM epoch ORDER BY store, till, epoch")
        for store, till, epoch in epochs:
            seq = 0
            while True:
                rows = self._database.rows(
                    "SELECT seq, kind, till, epoch, body FROM entry WHERE store = ? AND till = ? AND epoch = ? "
                    "AND seq > ? AND kind IN ('sale', 'return', 'reward_redeemed') AND code IS NULL AND "
                    "received_at >= ? AND received_at < ? ORDER BY seq LIMIT ?",
                    (store, till, epoch, seq, first, end, _PAGE),
                )
                rows = self._archives.filled(store, rows, {"seq": 0, "till": 2, "epoch": 3, "body": 4})
                for _, kind, _, _, body in rows:
                    yield store, kind, bytes(body)
                if len(rows) < _PAGE:
                    break
                seq = rows[-1][0]

    def earliest(self) -> str | None:
        """When the first entry came in (ISO 8601, UTC)."""
        found: str | None = self._database.value("SELECT MIN(received_at) FROM entry")
        return found

    def exchanged(self, end: str) -> list[tuple[str, str, int]]:
        """Account of a pair, unit, and what stood on it at a time (ISO 8601, UTC): exchanged and in no closed month."""
        return self._database.rows(
            "SELECT p.account, p.unit, SUM(p.amount) FROM member_posting AS p JOIN member_transfer AS t ON "
            "t.one_id = p.one_id AND t.transfer_id = p.transfer_id WHERE p.account LIKE 'exchanged/%' AND "
            "t.occurred_at < ? GROUP BY p.account, p.unit HAVING SUM(p.amount) <> 0 ORDER BY p.account, p.unit",
            (end,),
        )

    def dues(self) -> dict[tuple[str, str], int]:
        """What the closed months say by account and currency."""
        rows = self._database.rows(
            "SELECT account, unit, SUM(amount) FROM member_posting WHERE account LIKE 'program_due/%' GROUP BY "
            "account, unit HAVING SUM(amount) <> 0"
        )
        return {(account, unit): amount for account, unit, amount in rows}
