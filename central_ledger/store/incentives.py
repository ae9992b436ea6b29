"""What incentive tasks count, and what was given for them: read off the sales, the joins and the earnings."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from central_ledger.store.database import Database
from retail.commission import Counted

#: A sale counts as long as nothing of it came back; a join as long as it made a new member.
_COUNTS: dict[Counted, str] = {
    "joined": (
        "SELECT COUNT(*) FROM join_taken AS f WHERE f.store = ? AND f.staff_id = ? AND f.day >= ? AND f.day <= ? AND "
        "NOT EXISTS (SELECT 1 FROM member_alias AS gone WHERE gone.one_id = f.one_id)"
    ),
    "sales": (
        "SELECT COUNT(*) FROM sale AS f WHERE f.store = ? AND f.staff_id = ? AND f.day >= ? AND f.day <= ? AND NOT "
        "EXISTS (SELECT 1 FROM settlement_back AS back WHERE back.store = f.store AND back.sale_id = f.sale_id)"
    ),
    "identified": (
        "SELECT COUNT(f.one_id) FROM sale AS f WHERE f.store = ? AND f.staff_id = ? AND f.day >= ? AND f.day <= ? AND "
        "NOT EXISTS (SELECT 1 FROM settlement_back AS back WHERE back.store = f.store AND back.sale_id = f.sale_id)"
    ),
    "tasks": (
        "SELECT COUNT(*) FROM task_mark AS f WHERE f.store = ? AND f.staff_id = ? AND f.day >= ? AND f.day <= ? AND "
        "f.mark = 'done'"
    ),
    "suggested": (
        "SELECT SUM(g.added) FROM sale AS f JOIN suggested_goods AS g ON g.store = f.store AND g.sale_id = f.sale_id "
        "WHERE f.store = ? AND f.staff_id = ? AND f.day >= ? AND f.day <= ? AND NOT EXISTS (SELECT 1 FROM "
        "settlement_back AS back WHERE back.store = f.store AND back.sale_id = f.sale_id)"
    ),
}


@dataclass(frozen=True, slots=True)
class Given:
    """Points that were given for a task in one window, and in how many transfers."""

    points: int
    transfers: int


class Incentives:
    def __init__(self, database: Database) -> None:
        self._database = database

    def count(self, what: Counted, store: str, staff_id: str, days: tuple[str, str]) -> int:
        """How much of something somebody has in days at the store (first and last)."""
        return int(self._database.value(_COUNTS[what], (store, staff_id, *days)) or 0)

    def given(self, store: str, staff_id: str, prefix: str) -> Given:
        """What was given by transfers whose names begin so (`prefix` ends with a slash)."""
        row = self._database.row(
            "SELECT SUM(points), COUNT(*) FROM earning WHERE store = ? AND staff_id = ? AND transfer_id >= ? AND "
            "transfer_id < ?",
            (store, staff_id, prefix, prefix[:-1] + "0"),  # 0 is what follows the slash
        )
        return Given(0, 0) if row is None else Given(int(row[0] or 0), int(row[1] or 0))

    def sellers_of(self, store: str, sale_ids: Iterable[str]) -> list[tuple[str, str]]:
        """Whose sales these are, and on which days."""
        found = []
        for sale_id in sale_ids:
            row = self._database.row("SELECT staff_id, day FROM sale WHERE store = ? AND sale_id = ?", (store, sale_id))
            if row is not None:
                found.append((str(row[0]), str(row[1])))
        return found

    def joins_of(self, one_id: str) -> list[tuple[str, str, str]]:
        """Store, staff id and day of the joins that made this id."""
        return self._database.rows(
            "SELECT store, staff_id, day FROM join_taken WHERE one_id = ? ORDER BY store, enrolment_id", (one_id,)
        )

    def all_given(self, store: str) -> list[tuple[str, str, int, int]]:
        """Staff id, task and window (as the sale is called), points, and the newest version of rules: for the audit."""
        return self._database.rows(
            "SELECT e.staff_id, e.sale_id, SUM(e.points), MAX(s.rules) FROM earning AS e JOIN settlement_part AS s ON "
            "s.store = e.store AND s.transfer_id = e.transfer_id WHERE e.store = ? AND e.transfer_id >= ? AND "
            "e.transfer_id < ? GROUP BY e.staff_id, e.sale_id ORDER BY e.staff_id, e.sale_id",
            (store, "incentive/", "incentive0"),
        )
