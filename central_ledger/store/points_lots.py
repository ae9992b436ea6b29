"""Rows of lots of points: what was earned in all, by the last day on which it may be spent."""

from __future__ import annotations

from collections.abc import Iterable

from central_ledger.domain import accounts
from central_ledger.store.database import Database

_LOTS = "SELECT program, last_day, points FROM points_lot WHERE one_id = ? ORDER BY program, last_day"
_ADD = (
    "INSERT INTO points_lot (one_id, program, last_day, points) VALUES (?, ?, ?, ?) ON CONFLICT (one_id, program, "
    "last_day) DO UPDATE SET points = points_lot.points + excluded.points"
)


class PointsLots:
    """The lots of all members. What is left of them follows from the balance."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def expect(self, one_ids: Iterable[str]) -> None:
        """`of_member` will be asked of these."""
        self._database.prime(_LOTS, ((one_id,) for one_id in one_ids))

    def of_member(self, one_id: str) -> dict[str, dict[str, int]]:
        """By program and last day (`YYYY-MM-DD`)."""
        found: dict[str, dict[str, int]] = {}
        for program, last_day, points in self._database.rows(_LOTS, (one_id,)):
            found.setdefault(program, {})[last_day] = points
        return found

    def add(self, one_id: str, program: str, last_day: str, points: int) -> None:
        self.add_many([(one_id, program, last_day, points)])

    def add_many(self, lots: Iterable[tuple[str, str, str, int]]) -> None:
        """Member, program, last day and points of each."""
        self._database.execute_many(_ADD, list(lots))

    def open(self, program: str, last_day: str) -> None:
        """Whoever has points of a program and no lot of it gets one of all of them."""
        self._database.execute(
            "INSERT INTO points_lot (one_id, program, last_day, points) SELECT b.one_id, b.program, ?, b.points FROM "
            "member_program AS b WHERE b.program = ? AND b.points > 0 AND NOT EXISTS (SELECT 1 FROM points_lot AS l "
            "WHERE l.one_id = b.one_id AND l.program = b.program)",
            (last_day, program),
        )

    def due(self, through: str, after: str, limit: int) -> list[tuple[str, str]]:
        """Members (after one, by id) and programs of whom a lot has ended by a day and is not settled."""
        return self._database.rows(
            "SELECT DISTINCT l.one_id, l.program FROM points_lot AS l JOIN member_program AS b ON b.one_id = l.one_id "
            "AND b.program = l.program WHERE l.last_day <= ? AND l.last_day > b.expired_through AND l.one_id > ? "
            "ORDER BY l.one_id, l.program LIMIT ?",
            (through, after, limit),
        )

    def consumed(self, one_id: str, program: str) -> list[tuple[str, int]]:
        """Days (of the clock that told) and points that were spent, taken, or (below 0) created to cover a spending."""
        return self._database.rows(
            "SELECT substr(t.occurred_at, 1, 10), -p.amount FROM member_posting AS p JOIN member_transfer AS t ON "
            "t.one_id = p.one_id AND t.transfer_id = p.transfer_id WHERE p.one_id = ? AND p.account = ? AND "
            "p.unit = ? AND t.kind <> 'points_expired' AND (p.amount < 0 OR t.kind = 'benefit_loss') "
            "ORDER BY t.occurred_at, p.transfer_id, p.line_no",
            (one_id, accounts.member_points(one_id), accounts.points_unit(program)),
        )

    def exchanged_since(self, one_id: str, pair: str, program: str, since: str) -> int:
        """Points of a program that a member gave up since a time (ISO 8601, UTC), through the account of a pair."""
        found = self._database.value(
            "SELECT COALESCE(SUM(p.amount), 0) FROM member_posting AS p JOIN member_transfer AS t ON "
            "t.one_id = p.one_id AND t.transfer_id = p.transfer_id WHERE p.one_id = ? AND p.account = ? AND "
            "p.unit = ? AND t.occurred_at >= ?",
            (one_id, pair, accounts.points_unit(program), since),
        )
        return int(found)

    def beyond(self) -> list[tuple[str, str, int, int]]:
        """Member, program, balance and lots, of programs with lots where more is there than the lots ever held."""
        return self._database.rows(
            "SELECT b.one_id, b.program, b.points, SUM(l.points) FROM member_program AS b JOIN points_lot AS l ON "
            "l.one_id = b.one_id AND l.program = b.program GROUP BY b.one_id, b.program, b.points "
            "HAVING b.points > SUM(l.points) ORDER BY b.one_id, b.program"
        )

    def expired_otherwise(self) -> list[tuple[str, str, int, int]]:
        """Member, unit, points that are kept as ended and that were booked so, where the two differ."""
        return self._database.rows(
            "SELECT one_id, unit, SUM(kept), SUM(posted) FROM (SELECT one_id, 'points/' || "
            "REPLACE(REPLACE(program, '%', '%25'), '/', '%2F') AS unit, expired AS kept, 0 AS posted FROM "
            "member_program UNION ALL SELECT p.one_id, p.unit, 0 AS kept, -p.amount AS posted FROM member_posting AS p "
            "JOIN member_transfer AS t ON t.one_id = p.one_id AND t.transfer_id = p.transfer_id WHERE "
            "t.kind = 'points_expired' AND p.account LIKE 'member/%') AS both_sides GROUP BY one_id, unit "
            "HAVING SUM(kept) <> SUM(posted) ORDER BY one_id, unit"
        )
