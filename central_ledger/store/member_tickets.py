"""What is open for a member, wherever it lies: cases about what they bought, promises, refunds, paid orders."""

from __future__ import annotations

from collections.abc import Sequence

from central_ledger.store.database import Database

#: Cases that somebody who stands at a counter may ask about; others are the group's own business.
AFTER_SALE_KINDS = (
    *("returned_twice", "return_differs", "refund_open", "exchange_differs", "return_unapproved"),
    *("order_handed_over_twice", "rain_check_reused", "value_overdrawn", "entitlement_overused"),
)


class MemberTickets:
    """Read beside everything else. Each gives at most `limit` rows, the oldest first."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def cases_of(self, one_ids: Sequence[str], limit: int) -> list[tuple[str, str, str, str]]:
        """case_id, kind, store (empty: none) and when it was opened."""
        kinds = ", ".join("?" for _ in AFTER_SALE_KINDS)
        return self._database.rows(
            "SELECT case_id, kind, COALESCE(store, ''), opened_at FROM case_file WHERE one_id IN "
            f"({_marks(one_ids)}) AND status = 'open' AND kind IN ({kinds}) ORDER BY opened_at, case_id LIMIT ?",
            (*one_ids, *AFTER_SALE_KINDS, limit),
        )

    def promise(self, one_id: str, rain_check_id: str) -> None:
        """A rain check was made for a member."""
        self._database.execute(
            "INSERT INTO member_promise (one_id, rain_check_id) VALUES (?, ?) "
            "ON CONFLICT (one_id, rain_check_id) DO NOTHING",
            (one_id, rain_check_id),
        )

    def promises_of(self, one_ids: Sequence[str], limit: int) -> list[str]:
        """The rain checks that were made for a member, used ones too, the newest first (their ids sort by time)."""
        rows = self._database.rows(
            f"SELECT rain_check_id FROM member_promise WHERE one_id IN ({_marks(one_ids)}) "
            "ORDER BY rain_check_id DESC LIMIT ?",
            (*one_ids, limit),
        )
        return [row[0] for row in rows]

    def refunds_of(self, one_ids: Sequence[str], limit: int) -> list[tuple[str, str, str, int, str, str]]:
        """Id, store, wallet, minor units, currency and when it began, of refunds under way for goods that came back."""
        return self._database.rows(
            "SELECT w.refund_id, w.store, w.wallet, w.amount, w.currency, w.began_at FROM goods_return AS g JOIN "
            "wallet_refund AS w ON w.store = g.store AND w.return_id = g.return_id WHERE g.one_id IN "
            f"({_marks(one_ids)}) AND w.settled_at IS NULL ORDER BY w.began_at, w.refund_id LIMIT ?",
            (*one_ids, limit),
        )

    def orders_of(self, one_ids: Sequence[str], limit: int) -> list[tuple[str, str, str]]:
        """Id, store and document of the paid web orders that wait somewhere."""
        return self._database.rows(
            f"SELECT order_id, store, document FROM web_order WHERE one_id IN ({_marks(one_ids)}) AND "
            "handover_id IS NULL ORDER BY store, order_id LIMIT ?",
            (*one_ids, limit),
        )


def _marks(values: Sequence[str]) -> str:
    return ", ".join("?" for _ in values)
