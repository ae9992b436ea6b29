"""Rows of who guessed wrong, how often, and for how long they wait."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from central_ledger.store.database import Database


@dataclass(frozen=True, slots=True)
class Failures:
    """`count` wrong ones in a row, the last at `latest_at` (ISO 8601, UTC), and after it a wait of `wait_s` seconds."""

    subject: str
    count: int
    wait_s: int
    latest_at: str


class Guesses:
    """Failures by subject: `person:P1234567`, `staff:S01/E1`, `address:192.0.2.1`."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def of(self, subjects: Sequence[str]) -> dict[str, Failures]:
        """What is known of these, by subject."""
        marks = ", ".join("?" for _ in subjects)
        rows = self._database.rows(
            f"SELECT subject, failures, wait_s, latest_at FROM guess WHERE subject IN ({marks})", subjects
        )
        return {row[0]: Failures(*row) for row in rows}

    def put(self, failures: Failures) -> None:
        self._database.execute(
            "INSERT INTO guess (subject, failures, wait_s, latest_at) VALUES (?, ?, ?, ?) ON CONFLICT (subject) DO "
            "UPDATE SET failures = excluded.failures, wait_s = excluded.wait_s, latest_at = excluded.latest_at",
            (failures.subject, failures.count, failures.wait_s, failures.latest_at),
        )

    def forget(self, subject: str) -> None:
        self._database.execute("DELETE FROM guess WHERE subject = ?", (subject,))

    def forget_before(self, latest_at: str) -> None:
        """Drop all whose last wrong one came before a time."""
        self._database.execute("DELETE FROM guess WHERE latest_at < ?", (latest_at,))

    def keep_at_most(self, count: int) -> None:
        """Drop the oldest beyond so many; those who wait go last, so that nobody is freed by making up other names."""
        over = int(self._database.value("SELECT COUNT(*) FROM guess")) - count
        if over > 0:
            self._database.execute(
                "DELETE FROM guess WHERE subject IN (SELECT subject FROM guess ORDER BY CASE WHEN wait_s > 0 THEN 1 "
                "ELSE 0 END, latest_at, subject LIMIT ?)",
                (over,),
            )
