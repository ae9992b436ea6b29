"""Where coupons stand in the books, beside their rows as tills see them."""

from __future__ import annotations

from collections.abc import Iterable

from central_ledger.store.database import Database
from central_ledger.store.members import COUPON_ROW
from retail.ports import StoredCoupon


class CouponPieces:
    """The state of each coupon: the account on which its piece stands."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def put(self, coupons: Iterable[tuple[str, StoredCoupon, str]]) -> None:
        """Write coupons with their holders and where they stand: `available`, `leased`, `used` or `expired`."""
        self._database.execute_many(
            "INSERT INTO coupon (holder, coupon_id, offer_id, one_id, status, expires_at, state) "
            "VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (holder, coupon_id) DO UPDATE SET offer_id = excluded.offer_id, "
            "one_id = excluded.one_id, status = excluded.status, expires_at = excluded.expires_at, "
            "state = excluded.state",
            [
                (holder, c.coupon_id, c.offer_id, c.one_id, c.status, c.expires_at, state)
                for holder, c, state in coupons
            ],
        )

    def state(self, holder: str, coupon_id: str) -> str:
        """Where it stands in the books; empty: there is none, or it was never booked."""
        row = self._database.row(COUPON_ROW, (holder, coupon_id))
        return "" if row is None else str(row[5])

    def count(self) -> int:
        """How many have been booked."""
        return int(self._database.value("SELECT COUNT(*) FROM coupon WHERE state <> ''"))

    def wrong(self) -> list[tuple[str, str, str, int, int]]:
        """Holder, offer, state, how many coupons say that they stand there, and how many the postings put there, where
        the two differ.
        """
        return self._database.rows(
            "SELECT holder, unit, state, SUM(said), SUM(posted) FROM (SELECT holder, 'coupons/' || "
            "REPLACE(REPLACE(offer_id, '%', '%25'), '/', '%2F') AS unit, 'coupons/' || state AS state, 1 AS said, "
            "0 AS posted FROM coupon WHERE state <> '' UNION ALL SELECT one_id AS holder, unit, account AS state, "
            "0 AS said, amount AS posted FROM member_posting WHERE account LIKE 'coupons/%' AND account <> "
            "'coupons/issued') AS both_sides GROUP BY holder, unit, state HAVING SUM(said) <> SUM(posted) "
            "ORDER BY holder, unit, state"
        )
