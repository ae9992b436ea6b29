"""Rows of gift cards and of members' stored value: what each account is, and how much is on it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import astuple, dataclass, fields

from central_ledger.domain.accounts import breakage
from central_ledger.store.database import Database


@dataclass(frozen=True, slots=True)
class ValueRow:
    """`holder` is the account's id: a card's number, or `SV:issuer:one_id`. `status`: `issued` (printed and not sold),
    `active`, `blocked`, `expired`, or `unknown`: something was booked on it and nobody ever issued it.

    `balance` is what may be spent, the sum of its postings; `overdrawn` of it was created because it had been spent
    without being there. `face` is what a card is sold for; None: as much as its buyer wants.
    """

    holder: str
    kind: str
    issuer: str
    currency: str
    status: str
    balance: int = 0
    overdrawn: int = 0
    face: int | None = None
    secret_hash: str | None = None
    one_id: str | None = None
    batch: str = ""
    opened_at: str = ""
    activated_at: str | None = None
    expires_at: str | None = None


_COLUMNS = ", ".join(field.name for field in fields(ValueRow))
_MARKS = ", ".join("?" * len(fields(ValueRow)))
_CHANGES = ", ".join(f"{field.name} = excluded.{field.name}" for field in fields(ValueRow) if field.name != "holder")


class ValueAccounts:
    def __init__(self, database: Database) -> None:
        self._database = database

    def get(self, account_id: str) -> ValueRow | None:
        row = self._database.row(f"SELECT {_COLUMNS} FROM value_account WHERE holder = ?", (account_id,))
        return None if row is None else ValueRow(*row)

    def put(self, rows: Iterable[ValueRow]) -> None:
        self._database.execute_many(
            f"INSERT INTO value_account ({_COLUMNS}) VALUES ({_MARKS}) ON CONFLICT (holder) DO UPDATE SET {_CHANGES}",
            [astuple(row) for row in rows],
        )

    def of_batch(self, batch: str) -> list[ValueRow]:
        statement = f"SELECT {_COLUMNS} FROM value_account WHERE batch = ? ORDER BY holder"
        return [ValueRow(*row) for row in self._database.rows(statement, (batch,))]

    def of_member(self, one_id: str) -> list[ValueRow]:
        statement = f"SELECT {_COLUMNS} FROM value_account WHERE one_id = ? ORDER BY holder"
        return [ValueRow(*row) for row in self._database.rows(statement, (one_id,))]

    def ended(self, now: str) -> list[ValueRow]:
        """Cards whose time is over and that are not booked as such."""
        statement = (
            f"SELECT {_COLUMNS} FROM value_account WHERE expires_at <= ? AND status IN ('issued', 'active') "
            "ORDER BY holder"
        )
        return [ValueRow(*row) for row in self._database.rows(statement, (now,))]

    def broken(self, account_id: str, issuer: str) -> int:
        """What of an account was booked as breakage and not taken back."""
        statement = "SELECT COALESCE(SUM(amount), 0) FROM member_posting WHERE one_id = ? AND account = ?"
        return -int(self._database.value(statement, (account_id, breakage(issuer))))

    def count(self) -> int:
        return int(self._database.value("SELECT COUNT(*) FROM value_account"))

    def batches(self) -> list[tuple[str, str, str, int, int]]:
        """Batch, status, issuer, how many cards, and what is on them."""
        return self._database.rows(
            "SELECT batch, status, issuer, COUNT(*), SUM(balance) FROM value_account WHERE kind = 'gift_card' "
            "GROUP BY batch, status, issuer ORDER BY batch, status, issuer"
        )

    def wrong_balances(self) -> list[tuple[str, int, int]]:
        """Accounts whose balance is not what their postings sum to: id, balance, sum."""
        return self._database.rows(
            "SELECT a.holder, a.balance, COALESCE(p.owed, 0) FROM value_account AS a LEFT JOIN (SELECT one_id, "
            "-SUM(amount) AS owed FROM member_posting WHERE substr(account, 1, 6) = 'value/' GROUP BY one_id) AS p "
            "ON p.one_id = a.holder WHERE a.balance <> COALESCE(p.owed, 0) OR a.balance < 0 ORDER BY a.holder"
        )
