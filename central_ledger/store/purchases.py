"""Rows of goods that members bought: for the people who serve them, not for the books."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from central_ledger.store.database import Database
from central_ledger.store.member_facts import mark_due
from retail.stock import stock_quantity, stock_thousandths


class PurchaseLine(msgspec.Struct, frozen=True, gc=False):
    """A line of a sale. Quantities are decimal texts, amounts minor units."""

    one_id: str
    sale_id: str
    line_no: int
    store: str
    channel: str
    occurred_at: str
    sku: str
    quantity: str
    quantity_returned: str
    unit_price_minor: int
    net_minor: int
    brand: str = ""


class Purchases:
    """Whoever changes them marks the member: what was reckoned from them is to be reckoned again."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def sales_of(self, one_id: str) -> list[tuple[str, str, str]]:
        """Store, sale and time (till's clock) of what a member bought, in no order."""
        statement = "SELECT store, sale_id, occurred_at FROM purchase_line WHERE one_id = ? AND line_no = 1"
        return self._database.rows(statement, (one_id,))

    def add(self, lines: Iterable[PurchaseLine]) -> None:
        lines = list(lines)
        self._database.execute_many(
            "INSERT INTO purchase_line (one_id, sale_id, line_no, store, channel, occurred_at, sku, quantity, "
            "quantity_returned, unit_price, net, brand) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) "
            "ON CONFLICT (one_id, sale_id, line_no) DO NOTHING",
            [
                (
                    p.one_id,
                    p.sale_id,
                    p.line_no,
                    p.store,
                    p.channel,
                    p.occurred_at,
                    p.sku,
                    p.quantity,
                    p.quantity_returned,
                    p.unit_price_minor,
                    p.net_minor,
                    p.brand,
                )
                for p in lines
            ],
        )
        mark_due(self._database, (line.one_id for line in lines))

    def add_returned(self, one_id: str, store: str, sale_id: str, line_no: int, thousandths: int) -> None:
        """So much more of a line came back."""
        where = (one_id, sale_id, line_no, store)
        statement = (
            "SELECT quantity_returned FROM purchase_line WHERE one_id = ? AND sale_id = ? AND line_no = ? AND store = ?"
        )
        before = self._database.value(statement, where)
        if before is not None:
            self._database.execute(
                "UPDATE purchase_line SET quantity_returned = ? WHERE one_id = ? AND sale_id = ? AND line_no = ? "
                "AND store = ?",
                (str(stock_quantity(stock_thousandths(_whole(before)) + thousandths)), *where),
            )
            mark_due(self._database, (one_id,))


def _whole(quantity: str) -> int | str:
    return int(quantity) if quantity.isdigit() else quantity
