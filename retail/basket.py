"""The open selection of a shopper: lines of products and quantities, as an immutable value."""

from __future__ import annotations

from dataclasses import dataclass, replace

from retail.catalogue import Product
from retail.guides import GuideShare
from retail.money import round_half_up
from retail.stored_value import ValueSold, stored_value_id


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
class Override:
    """A manual price for one unit (or 1.000 of it): why, by whom, and who allowed it (None: the cashier's own right).

    `reason` is one of the store's, `text` what was added in words. `of_basket`: a share of a discount on the whole
    basket.
    """

    list_price_minor: int
    unit_price_minor: int
    reason: str
    by: str
    text: str = ""
    approved_by: str | None = None
    of_basket: bool = False


@dataclass(frozen=True, slots=True)
class UnknownGoods:
    """Goods that no catalogue knows, sold at a typed price: what was scanned, as what, by whom, and who allowed it."""

    scanned: str
    department: str
    by: str
    approved_by: str | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """A product and how much of it. `line_id` is unique in its basket and is never used again there.

    `split_from` names the line that this one was a piece of before a discount needed it apart. `guides` share in it
    (None: as in the whole basket, empty: nobody).
    """

    line_id: str
    product: Product
    quantity: Quantity
    override: Override | None = None
    unknown: UnknownGoods | None = None
    note: str = ""
    split_from: str | None = None
    guides: tuple[GuideShare, ...] | None = None
    rain_check: str | None = None  # the promise by which it is sold: its quantity and price are settled
    suggested: str = ""  # it was put in from a suggestion: the kind of its reason (`retail.suggesting`)

    @property
    def unit_price_minor(self) -> int:
        """What one unit costs before benefits: the manual price, if there is one."""
        return self.product.unit_price_minor if self.override is None else self.override.unit_price_minor

    @property
    def gross_minor(self) -> int:
        return self.quantity.of_price(self.unit_price_minor)

    @property
    def takes_more(self) -> bool:
        """Whether another piece of the same goods is the same line: not with a price, a note or guides of its own."""
        plain = self.override is None and not self.note and self.guides is None and self.rain_check is None
        return plain and not self.quantity.weighed


@dataclass(frozen=True, slots=True)
class Basket:
    """The lines in the order in which they were first scanned. Every method gives a new basket.

    `values` are gift cards and top-ups that are sold with them: no goods, and no part of their price.
    """

    lines: tuple[Line, ...] = ()
    next_line_number: int = 1
    values: tuple[ValueSold, ...] = ()

    @property
    def is_empty(self) -> bool:
        return not self.lines and not self.values

    @property
    def values_minor(self) -> int:
        """What the gift cards and top-ups cost."""
        return sum(value.amount_minor for value in self.values)

    def with_value(self, sold: ValueSold) -> Basket:
        """Add value; what is sold of the same account already is replaced."""
        others = tuple(value for value in self.values if value.account_id != sold.account_id)
        return replace(self, values=(*others, sold))

    def of_member(self, one_id: str | None) -> Basket:
        """Without what is added to the stored value of anybody else."""
        kept = tuple(
            value
            for value in self.values
            if value.kind == "gift_card" or value.account_id == stored_value_id(value.issuer, one_id or "")
        )
        return self if kept == self.values else replace(self, values=kept)

    def without_value(self, account_id: str) -> Basket:
        return replace(self, values=tuple(value for value in self.values if value.account_id != account_id))

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
                if line.product == product and line.takes_more:
                    joined = replace(line, quantity=Quantity(line.quantity.thousandths + quantity.thousandths))
                    return self.with_line(joined), joined
        line = Line(str(self.next_line_number), product, quantity)
        return replace(self, lines=(*self.lines, line), next_line_number=self.next_line_number + 1), line

    def add_promised(self, product: Product, quantity: Quantity, rain_check: str) -> tuple[Basket, Line]:
        """Add goods that a rain check promises, as a line of their own."""
        line = Line(str(self.next_line_number), product, quantity, rain_check=rain_check)
        return replace(self, lines=(*self.lines, line), next_line_number=self.next_line_number + 1), line

    def split(self, line_id: str, pieces: int) -> tuple[Basket, Line]:
        """Make some pieces of a line a line of their own, right behind it; gives that line. Some must stay."""
        line = self.line(line_id)
        rest = replace(line, quantity=Quantity(line.quantity.thousandths - pieces * 1000))
        apart = replace(
            line,
            line_id=str(self.next_line_number),
            quantity=Quantity.units(pieces),
            split_from=line.split_from or line_id,
        )
        lines = [part for other in self.lines for part in ((rest, apart) if other.line_id == line_id else (other,))]
        return replace(self, lines=tuple(lines), next_line_number=self.next_line_number + 1), apart

    def put_back(self, line: Line, position: int) -> Basket:
        """A line as it was: in the place of its newer self, or, when that was removed, at this position."""
        if any(other.line_id == line.line_id for other in self.lines):
            return self.with_line(line)
        return replace(self, lines=(*self.lines[:position], line, *self.lines[position:]))

    def set_quantity(self, line_id: str, quantity: Quantity) -> Basket:
        return self.with_line(replace(self.line(line_id), quantity=quantity))

    def remove(self, line_id: str) -> Basket:
        self.line(line_id)
        return replace(self, lines=tuple(line for line in self.lines if line.line_id != line_id))

    def with_line(self, changed: Line) -> Basket:
        """The basket with this line in the place of the one with its id."""
        lines = tuple(changed if line.line_id == changed.line_id else line for line in self.lines)
        return replace(self, lines=lines)
