"""Rows of uses of offers that are limited for each member."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from central_ledger.store.database import Database


@dataclass(frozen=True, slots=True)
class OfferUseRow:
    """One use. `number` counts the applied offers of its sale, `day` is YYYY-MM-DD in the store's time zone.

    `covered`: it was within the limits; a use beyond them is not.
    """

    one_id: str
    offer_id: str
    store: str
    sale_id: str
    number: int
    day: str
    covered: bool


_OF_MEMBER = (
    "SELECT offer_id, day, COUNT(*) FROM offer_use WHERE one_id = ? GROUP BY offer_id, day ORDER BY offer_id, day"
)
_COVERED = (
    "SELECT COUNT(*), COALESCE(SUM(CASE WHEN day = ? THEN 1 ELSE 0 END), 0) FROM offer_use WHERE one_id = ? "
    "AND offer_id = ? AND covered = 1"
)


class OfferUses:
    """Who used what, and how often."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, uses: Iterable[OfferUseRow]) -> None:
        self._database.execute_many(
            "INSERT INTO offer_use (one_id, offer_id, store, sale_id, number, day, covered) "
            "VALUES (?, ?, ?, ?, ?, ?, ?)",
            [(u.one_id, u.offer_id, u.store, u.sale_id, u.number, u.day, int(u.covered)) for u in uses],
        )

    def expect_uses(self, uses: Iterable[tuple[str, str, str]]) -> None:
        """`covered` will be asked about these: day, one_id and offer."""
        self._database.prime(_COVERED, uses)

    def expect(self, one_ids: Iterable[str]) -> None:
        """`of_member` will be asked about these."""
        self._database.prime(_OF_MEMBER, ((one_id,) for one_id in one_ids))

    def covered(self, one_id: str, offer_id: str, day: str) -> tuple[int, int]:
        """How many uses were within the limits: in all, and on a day."""
        row = self._database.row(_COVERED, (day, one_id, offer_id))
        return (0, 0) if row is None else (int(row[0]), int(row[1]))

    def counts(self, one_id: str, offer_id: str, day: str) -> tuple[int, int]:
        """How often a member used an offer: in all, and on a day."""
        row = self._database.row(
            "SELECT COUNT(*), COALESCE(SUM(CASE WHEN day = ? THEN 1 ELSE 0 END), 0) FROM offer_use WHERE one_id = ? "
            "AND offer_id = ?",
            (day, one_id, offer_id),
        )
        return (0, 0) if row is None else (int(row[0]), int(row[1]))

    def of_member(self, one_id: str) -> dict[str, tuple[int, int, str]]:
        """For each offer: all uses, the uses of the last day on which there were any, and that day."""
        rows = self._database.rows(_OF_MEMBER, (one_id,))
        found: dict[str, tuple[int, int, str]] = {}
        for offer_id, day, count in rows:
            before = found.get(offer_id, (0, 0, ""))
            found[offer_id] = (before[0] + count, count, day)
        return found

    def beyond(self) -> list[tuple[str, str, str, str, int]]:
        """one_id, offer, store, sale and number of every use beyond a limit."""
        return self._database.rows(
            "SELECT one_id, offer_id, store, sale_id, number FROM offer_use WHERE covered = 0 ORDER BY one_id, "
            "offer_id, store, sale_id, number"
        )
