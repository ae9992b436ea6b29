"""The open selection of a shopper: lines of products and quantities, as an immutable value."""

from __future__ import annotations

from dataclasses import dataclass, replace

from retail.catalogue import Product
from retail.money import round_half_up


@dataclass(frozen=True, slots=True)
class Quantity:
    """Whole units, or a weight, in `thousandths` of a unit, at least 1. A weight is one unit (benefits.md, 4)."""

    thousandths: int
    weighed: bool = False

    def __post_init__(self) -> None:
        if self.thousandths < 1 or (not self.weighed and self.thousandths % 1000):
            raise ValueError("a quantity is at least 1 unit, or a weight of at least 0.001")

    @classmethod
    def units(cls, count: int) -> Quantity:
        return cls(count * 1000)

    @classmethod
    def weight(cls, text: str) -> Quantity:
        """A decimal text above 0 with at most three decimals, such as `0.350`. Raises ValueError for anything else."""
        whole, _, part = text.partition(".")
        if not (whole + part).isascii() or not (whole + part).isdigit() or not whole or len(part) > 3:
            raise ValueError(f"not a weight: {text!r}")
        return cls(int(whole) * 1000 + int(part.ljust(3, "0") or "0"), weighed=True)

    @property
    def unit_count(self) -> int:
        """The number of units; a weighed quantity is one."""
        return 1 if self.weighed else self.thousandths // 1000

    def to_contract(self) -> int | str:
        """The form of docs/spec/benefits.md: an integer, or a decimal string for weighed goods."""
        return str(self) if self.weighed else self.thousandths // 1000

    def of_price(self, unit_price_minor: int) -> int:
        """The amount of this quantity at a unit price, rounded half up once."""
        return round_half_up(unit_price_minor * self.thousandths, 1000)

    def __str__(self) -> str:
        whole, part = divmod(self.thousandths, 1000)
        return f"{whole}.{part:03d}" if self.weighed else str(whole)


@dataclass(frozen=True, slots=True)
class Line:
    """A product and how much of it. `line_id` is unique in its basket and is never used again there."""

    line_id: str
    product: Product
    quantity: Quantity

    @property
    def gross_minor(self) -> int:
        return self.quantity.of_price(self.product.unit_price_minor)


@dataclass(frozen=True, slots=True)
class Basket:
    """The lines in the order in which they were first scanned. Every method gives a new basket."""

    lines: tuple[Line, ...] = ()
    next_line_number: int = 1

    @property
    def is_empty(self) -> bool:
        return not self.lines

    @property
    def unit_count(self) -> int:
        return sum(line.quantity.unit_count for line in self.lines)

    @property
    def gross_minor(self) -> int:
        return sum(line.gross_minor for line in self.lines)

    def line(self, line_id: str) -> Line:
        """Raises KeyError for a line that is not there."""
        for line in self.lines:
            if line.line_id == line_id:
                return line
        raise KeyError(line_id)

    def add(self, product: Product, quantity: Quantity) -> tuple[Basket, Line]:
        """Add goods. Whole units of a product that is there at the same price join its line; a weight never does."""
        if not quantity.weighed:
            for line in self.lines:
                if line.product == product and not line.quantity.weighed:
                    joined = replace(line, quantity=Quantity(line.quantity.thousandths + quantity.thousandths))
                    return self._with(joined), joined
        line = Line(str(self.next_line_number), product, quantity)
        return replace(self, lines=(*self.lines, line), next_line_number=self.next_line_number + 1), line

    def set_quantity(self, line_id: str, quantity: Quantity) -> Basket:
        return self._with(replace(self.line(line_id), quantity=quantity))

    def remove(self, line_id: str) -> Basket:
        self.line(line_id)
        return replace(self, lines=tuple(line for line in self.lines if line.line_id != line_id))

    def _with(self, changed: Line) -> Basket:
        lines = tuple(changed if line.line_id == changed.line_id else line for line in self.lines)
        return replace(self, lines=lines)
