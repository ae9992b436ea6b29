"""Refunds by wallets that are not settled. A row goes when its end is journaled, in the same transaction."""

from __future__ import annotations

from offline_cache.database import TillDatabase
from offline_cache.documented import fields_of, row_of
from offline_cache.refund_tables import WalletRefunds
from offline_cache.tables import PARAM, Statement, columns_of, insert_into
from retail.wallet_refunds import RefundState, WalletRefund

_ALL = Statement(lambda: WalletRefunds.select().order_by(WalletRefunds.started_at, WalletRefunds.refund_id))
_ADD = insert_into(WalletRefunds)
_MOVE = Statement(lambda: WalletRefunds.update(state=PARAM, reason=PARAM).where(WalletRefunds.refund_id == PARAM))
_REMOVE = Statement(lambda: WalletRefunds.delete().where(WalletRefunds.refund_id == PARAM))
_COLUMNS = columns_of(WalletRefunds)


class SqliteWalletRefunds:
    """`retail.wallet_refunds.WalletRefundRows`."""

    def __init__(self, database: TillDatabase) -> None:
        self._database = database

    def all(self) -> tuple[WalletRefund, ...]:
        return tuple(WalletRefund(**fields_of(row, _COLUMNS)) for row in self._database.rows(_ALL))

    def add(self, refund: WalletRefund) -> None:
        self._database.run(_ADD, row_of(refund, _COLUMNS))

    def move(self, refund_id: str, state: RefundState, reason: str) -> None:
        self._database.run(_MOVE, (state, reason, refund_id))

    def remove(self, refund_id: str) -> None:
        self._database.run(_REMOVE, (refund_id,))
