"""Refunds by wallets that are not settled. A row goes when its end is journaled, in the same transaction."""

from __future__ import annotations

import json
from typing import cast

from offline_cache.compact_json import compact_json
from offline_cache.database import TillDatabase
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
        found = []
        for row in self._database.rows(_ALL):
            values = dict(zip(_COLUMNS, row, strict=True))
            found.append(WalletRefund(**values | {"document": json.loads(cast(str, values["document"]))}))
        return tuple(found)

    def add(self, refund: WalletRefund) -> None:
        values = [getattr(refund, name) for name in _COLUMNS[:-1]]
        self._database.run(_ADD, (*values, compact_json(refund.document)))

    def move(self, refund_id: str, state: RefundState, reason: str) -> None:
        self._database.run(_MOVE, (state, reason, refund_id))

    def remove(self, refund_id: str) -> None:
        self._database.run(_REMOVE, (refund_id,))
