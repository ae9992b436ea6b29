"""Rows of refunds that tills send to wallets' operators: under way, or settled."""

from __future__ import annotations

from dataclasses import dataclass, fields

from central_ledger.store.database import Database


@dataclass(frozen=True, slots=True)
class RefundRow:
    """A refund of a till. `return_id` is None for a part of a basket that came to nothing. `began_at` and `settled_at`
    are the ledger's times (ISO 8601, UTC); `result`: `given`, `cash`, None while it is under way.
    """

    store: str
    refund_id: str
    till: str
    attempt_id: str
    wallet: str
    amount_minor: int
    currency: str
    return_id: str | None
    began_at: str
    settled_at: str | None = None
    result: str | None = None


_COLUMNS = ", ".join(field.name.replace("amount_minor", "amount") for field in fields(RefundRow))
_MARKS = ", ".join("?" for _ in fields(RefundRow))


class WalletRefunds:
    def __init__(self, database: Database) -> None:
        self._database = database

    def get(self, store: str, refund_id: str) -> RefundRow | None:
        row = self._database.row(
            f"SELECT {_COLUMNS} FROM wallet_refund WHERE store = ? AND refund_id = ?", (store, refund_id)
        )
        return None if row is None else RefundRow(*row)

    def begin(self, row: RefundRow) -> None:
        """Nothing changes when its end is known already."""
        self._database.execute(
            f"INSERT INTO wallet_refund ({_COLUMNS}) VALUES ({_MARKS}) ON CONFLICT (store, refund_id) DO NOTHING",
            _values(row),
        )

    def settle(self, row: RefundRow) -> None:
        """Also of one whose beginning has not come."""
        self._database.execute(
            f"INSERT INTO wallet_refund ({_COLUMNS}) VALUES ({_MARKS}) ON CONFLICT (store, refund_id) DO UPDATE SET "
            "settled_at = excluded.settled_at, result = excluded.result",
            _values(row),
        )

    def open_since(self, store: str, before: str) -> list[RefundRow]:
        """Those of a store that began before a time and are not settled, the oldest first."""
        rows = self._database.rows(
            f"SELECT {_COLUMNS} FROM wallet_refund WHERE store = ? AND settled_at IS NULL AND began_at < ? "
            "ORDER BY began_at, refund_id",
            (store, before),
        )
        return [RefundRow(*row) for row in rows]


def _values(row: RefundRow) -> tuple[object, ...]:
    return tuple(getattr(row, field.name) for field in fields(RefundRow))
