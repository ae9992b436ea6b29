"""Orders of the web shop that are paid and wait at a store. Source: docs/spec/line.md, section 15."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from retail.messages import Entry
from retail.stock import stock_thousandths


@dataclass(frozen=True, slots=True)
class OrderLine:
    """`quantity` as in a sale: an integer, or a decimal text for weighed goods."""

    sku: str
    name: str
    quantity: int | str


@dataclass(frozen=True, slots=True)
class WebOrder:
    """`placed_at` is ISO 8601; `paid_minor` was paid in the web shop, nothing is left to pay."""

    order_id: str
    one_id: str
    placed_at: str
    currency: str
    paid_minor: int
    lines: tuple[OrderLine, ...]

    @property
    def pieces(self) -> int:
        """Whole pieces, and one for each weighed line."""
        return sum(line.quantity if isinstance(line.quantity, int) else 1 for line in self.lines)

    def goods(self) -> dict[str, int]:
        """What leaves the store with it, in thousandths by sku."""
        goods: dict[str, int] = {}
        for line in self.lines:
            goods[line.sku] = goods.get(line.sku, 0) + stock_thousandths(line.quantity)
        return goods

    def document(self) -> dict[str, Any]:
        """The row of the feed `orders`."""
        return {
            "order_id": self.order_id,
            "one_id": self.one_id,
            "placed_at": self.placed_at,
            "currency": self.currency,
            "paid_minor": self.paid_minor,
            "lines": [{"sku": line.sku, "name": line.name, "quantity": line.quantity} for line in self.lines],
        }


def read_order(document: Mapping[str, Any]) -> WebOrder:
    """Raises ValueError for what is no order."""
    try:
        lines = tuple(
            OrderLine(str(line["sku"]), str(line.get("name") or line["sku"]), line["quantity"])
            for line in document["lines"]
        )
        order = WebOrder(
            str(document["order_id"]),
            str(document["one_id"]),
            str(document["placed_at"]),
            str(document["currency"]),
            int(document["paid_minor"]),
            lines,
        )
    except (KeyError, TypeError, AttributeError) as error:
        raise ValueError(f"not an order: {error}") from error
    if not lines or not order.order_id or not order.one_id or order.paid_minor < 0:
        raise ValueError("an order has an id, a member, lines, and was paid")
    if any(stock_thousandths(line.quantity) <= 0 for line in lines):
        raise ValueError("a line of an order has a quantity above 0")
    return order


class WebOrders(Protocol):
    """What the till knows of orders that wait, without those that it handed over itself."""

    def of_member(self, one_id: str) -> Sequence[WebOrder]:
        """The oldest first."""


class OwnHandovers(WebOrders, Protocol):
    """Inside a unit of work."""

    def hand_over(self, order: WebOrder, handover_id: str, entry: Entry) -> None:
        """`entry` tells it: the order waits no longer here, and its goods are out of the stock."""
