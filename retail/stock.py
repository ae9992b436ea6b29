"""How many of a thing a store has: what a sale takes out of the stock, and how quantities look on the line."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from retail.basket import Quantity


@dataclass(frozen=True, slots=True)
class StockLevel:
    """What a store has of one sku, in `thousandths` of its unit; below 0 when more was sold than was counted.

    `as_of` (ISO 8601) is when the ledger last knew nothing newer. What this till has sold since is taken off already.
    """

    sku: str
    thousandths: int
    as_of: str
    aside: int = 0  # pieces of it that lie here for somebody

    @property
    def free_thousandths(self) -> int:
        """What is there for whoever comes."""
        return self.thousandths - self.aside * 1000

    @property
    def is_out(self) -> bool:
        return self.thousandths <= 0

    @property
    def quantity(self) -> Quantity | None:
        """What is there; None: nothing."""
        return None if self.is_out else Quantity(self.thousandths, weighed=bool(self.thousandths % 1000))

    def covers(self, wanted: Quantity) -> bool:
        """Whether there is enough for this."""
        return self.free_thousandths >= wanted.thousandths

    def __str__(self) -> str:
        return str(stock_quantity(self.thousandths))


def stock_quantity(thousandths: int) -> int | str:
    """The form of docs/spec/line.md, feed `stock`: an integer, or a decimal text for parts of a unit."""
    whole, part = divmod(abs(thousandths), 1000)
    sign = -1 if thousandths < 0 else 1
    return sign * whole if not part else f"{'-' if sign < 0 else ''}{whole}.{part:03d}"


def stock_thousandths(quantity: int | str) -> int:
    """The other way. Raises ValueError for what is neither."""
    if type(quantity) is int:
        return quantity * 1000
    if not isinstance(quantity, str):
        raise ValueError("a quantity is an integer or a decimal text")
    digits = quantity.removeprefix("-")
    whole, point, part = digits.partition(".")
    if not (whole + part).isascii() or not (whole + part).isdigit() or not whole or len(part) > 3:
        raise ValueError("a quantity has at most three decimals")
    if point and not part:
        raise ValueError("a quantity has digits after its point")
    thousandths = int(whole) * 1000 + int(part.ljust(3, "0"))
    return -thousandths if quantity.startswith("-") else thousandths


def sold_thousandths(sale: Mapping[str, Any]) -> dict[str, int]:
    """What a sale takes out of its store by sku, its lines and its gifts. `sale`: docs/spec/line.md, section 6."""
    sold: dict[str, int] = {}
    for line in (*sale["lines"], *sale["pricing"].get("gifts", ())):
        quantity = line["quantity"]
        taken = quantity * 1000 if type(quantity) is int else stock_thousandths(quantity)
        sold[line["sku"]] = sold.get(line["sku"], 0) + taken
    return sold
