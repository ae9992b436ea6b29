"""How often each receipt has reached the paper: the first is the receipt, what follows are copies."""

from __future__ import annotations

from peewee import IntegerField, TextField

from offline_cache.database import TillDatabase
from offline_cache.tables import PARAM, Statement, Table


class ReceiptPrints(Table):
    document_id = TextField(primary_key=True)
    prints = IntegerField()


_OF = Statement(lambda: ReceiptPrints.select(ReceiptPrints.prints).where(ReceiptPrints.document_id == PARAM))
_MORE = Statement(
    lambda: ReceiptPrints.update(prints=ReceiptPrints.prints + PARAM).where(ReceiptPrints.document_id == PARAM)
)
_FIRST = Statement(
    lambda: ReceiptPrints.insert_many([[PARAM, PARAM]], fields=[ReceiptPrints.document_id, ReceiptPrints.prints])
)


class SqliteReceiptPrints:
    """`retail.ports.ReceiptPrints`. Each count is a small transaction of its own, beside any sale's."""

    def __init__(self, database: TillDatabase) -> None:
        self._database = database

    def of(self, document_id: str) -> int:
        found = self._database.row(_OF, (document_id,))
        return 0 if found is None else int(found[0])

    def add(self, document_id: str) -> None:
        with self._database.writing():
            if not self._database.run(_MORE, (1, document_id)):
                self._database.run(_FIRST, (document_id, 1))
