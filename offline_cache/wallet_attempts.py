"""Payments by wallets that are not settled. A row goes when its payment is, in the transaction that journals it."""

from __future__ import annotations

from offline_cache.database import TillDatabase
from offline_cache.documented import fields_of, row_of
from offline_cache.tables import PARAM, Statement, columns_of, insert_into
from offline_cache.wallet_tables import WalletAttempts
from retail.wallets import AttemptState, WalletAttempt

_ALL = Statement(lambda: WalletAttempts.select().order_by(WalletAttempts.started_at, WalletAttempts.attempt_id))
_ADD = insert_into(WalletAttempts)
_MOVE = Statement(lambda: WalletAttempts.update(state=PARAM, reason=PARAM).where(WalletAttempts.attempt_id == PARAM))
_REMOVE = Statement(lambda: WalletAttempts.delete().where(WalletAttempts.attempt_id == PARAM))
_COLUMNS = columns_of(WalletAttempts)


class SqliteWalletAttempts:
    """`retail.wallets.WalletAttempts`."""

    def __init__(self, database: TillDatabase) -> None:
        self._database = database

    def all(self) -> tuple[WalletAttempt, ...]:
        return tuple(WalletAttempt(**fields_of(row, _COLUMNS)) for row in self._database.rows(_ALL))

    def add(self, attempt: WalletAttempt) -> None:
        self._database.run(_ADD, row_of(attempt, _COLUMNS))

    def move(self, attempt_id: str, state: AttemptState, reason: str) -> None:
        self._database.run(_MOVE, (state, reason, attempt_id))

    def remove(self, attempt_id: str) -> None:
        self._database.run(_REMOVE, (attempt_id,))
