"""Manual prices: what a person took off the list price of a line, or of the whole basket spread over its lines.

The pricing input gets the lowered unit price, so that the engine, its replay and a return need to know nothing of it;
the books add what the store gave on top (docs/spec/line.md, section 9).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from retail.basket import Basket, Line, Override, Quantity
from retail.limits import Limits
from retail.money import allocate, rate_of

MakeOverride = Callable[[Line, int], Override]


@dataclass(frozen=True, slots=True)
class Cut:
    """What was taken off one line by hand, as far as a limit needs it. Minor units; `quantity` of the line."""

    list_price_minor: int
    unit_price_minor: int
    quantity: Quantity
    of_basket: bool

    @property
    def list_minor(self) -> int:
        return self.quantity.of_price(self.list_price_minor)

    @property
    def off_minor(self) -> int:
        return self.list_minor - self.quantity.of_price(self.unit_price_minor)

    def allowed_minor(self, bps: int) -> int:
        """What so many bps of the list price come to for the line; a weight's amount may be rounded by one more."""
        return self.quantity.of_price(rate_of(self.list_price_minor, bps)) + (1 if self.quantity.weighed else 0)


def cut_of(line: Line) -> Cut | None:
    """None for a line at its list price."""
    if line.override is None:
        return None
    return Cut(line.override.list_price_minor, line.unit_price_minor, line.quantity, line.override.of_basket)


def exceeds(cuts: Iterable[Cut], limits: Limits) -> bool:
    """Whether cuts that nobody approved are more than a cashier may give: one line by its rate (the lines of a basket
    discount together, so that the odd cent on one of them decides nothing), and all of them by their sum.
    """
    found = list(cuts)
    own = [cut for cut in found if not cut.of_basket]
    spread = [cut for cut in found if cut.of_basket]
    bps = limits.override_bps
    if sum(cut.off_minor for cut in found) > limits.override_minor:
        return True
    if any(cut.off_minor > cut.allowed_minor(bps) for cut in own):
        return True
    allowed = max(sum(cut.allowed_minor(bps) for cut in spread), rate_of(sum(cut.list_minor for cut in spread), bps))
    return sum(cut.off_minor for cut in spread) > allowed


def unapproved_cuts(basket: Basket) -> list[Cut]:
    """The cuts of a basket that stand on the cashier's own right."""
    return [
        cut
        for line in basket.lines
        if (cut := cut_of(line)) is not None and line.override.approved_by is None  # type: ignore[union-attr]
    ]


def without_basket_discount(basket: Basket) -> Basket:
    """The basket before a discount on the whole of it: what was split for the odd cent is one line again."""
    lines = [
        replace(line, override=None) if line.override is not None and line.override.of_basket else line
        for line in basket.lines
    ]
    joined: list[Line] = []
    for line in lines:
        twin = next((at for at, other in enumerate(joined) if line.split_from == other.line_id), None)
        if twin is not None and joined[twin].product == line.product and joined[twin].override == line.override:
            more = joined[twin].quantity.thousandths + line.quantity.thousandths
            joined[twin] = replace(joined[twin], quantity=Quantity(more))
        else:
            joined.append(line)
    return replace(basket, lines=tuple(joined))


def discountable_lines(basket: Basket) -> tuple[Line, ...]:
    """The lines that a discount on the whole basket lowers: those without a manual price of their own."""
    return tuple(
        line for line in basket.lines if line.override is None and line.product.discountable and line.gross_minor > 0
    )


def percent_off_basket(basket: Basket, bps: int, make: MakeOverride) -> Basket:
    """Every unit price lowered by its own rate, rounded half up. Raises ValueError when there is nothing to lower."""
    lines = discountable_lines(basket)
    if not 0 < bps <= 10_000 or not lines:
        raise ValueError("nothing to take off")
    prices = {line.line_id: line.unit_price_minor - rate_of(line.unit_price_minor, bps) for line in lines}
    return _lowered(basket, prices, make)


def amount_off_basket(basket: Basket, amount_minor: int, make: MakeOverride) -> Basket:
    """An amount spread over the lines by largest remainder, as lowered unit prices; the sum is exactly the amount.

    What no unit price of its line can carry goes to lines of one piece, the dearest first; then some pieces of the
    dearest line become a line of their own, one minor unit lower than the rest. A basket of weighed goods alone may
    come out lower by less than one step of a unit price. Raises ValueError for an amount that is not above 0 or above
    what there is to lower.
    """
    lines = discountable_lines(basket)
    if not 0 < amount_minor <= sum(line.gross_minor for line in lines):
        raise ValueError("nothing to take off, or more than there is")
    prices: dict[str, int] = {}
    left = amount_minor
    for line, share in zip(lines, allocate(amount_minor, [line.gross_minor for line in lines]), strict=True):
        prices[line.line_id] = _price_for(line, line.gross_minor - share)
        left -= line.gross_minor - line.quantity.of_price(prices[line.line_id])
    pieces = [line for line in lines if not line.quantity.weighed]
    pieces.sort(key=lambda line: (line.quantity.unit_count > 1, -prices[line.line_id]))
    for line in pieces:
        count = line.quantity.unit_count
        more = min(left, prices[line.line_id] * count)
        each, odd = divmod(more, count)
        prices[line.line_id] -= each
        if odd:
            basket, apart = basket.split(line.line_id, odd)
            prices[apart.line_id] = prices[line.line_id] - 1
        left -= more
    for line in sorted((line for line in lines if line.quantity.weighed), key=lambda line: -line.gross_minor):
        if left > 0:
            now = line.quantity.of_price(prices[line.line_id])
            prices[line.line_id] = _price_at_most(line.quantity, max(0, now - left))
            left -= now - line.quantity.of_price(prices[line.line_id])
    return _lowered(basket, prices, make)


def override_document(override: Override) -> dict[str, Any]:
    """As a line of a sale's body holds it; the lowered price is the line's own."""
    return {
        "list_price_minor": override.list_price_minor,
        "reason": override.reason,
        "text": override.text,
        "by": override.by,
        "approved_by": override.approved_by,
        "of_basket": override.of_basket,
    }


def read_override(unit_price_minor: int, document: Mapping[str, Any] | None) -> Override | None:
    """The override of a line that this program wrote."""
    return None if document is None else Override(unit_price_minor=unit_price_minor, **document)


def _lowered(basket: Basket, prices: Mapping[str, int], make: MakeOverride) -> Basket:
    for line_id, price_minor in prices.items():
        line = basket.line(line_id)
        if price_minor < line.unit_price_minor:
            basket = basket.with_line(replace(line, override=make(line, price_minor)))
    return basket


def _price_for(line: Line, gross_minor: int) -> int:
    """The lowest unit price at which the line still costs at least so much."""
    lower = _price_at_most(line.quantity, gross_minor)
    return lower if line.quantity.of_price(lower) >= gross_minor else lower + 1


def _price_at_most(quantity: Quantity, gross_minor: int) -> int:
    """The highest unit price at which this quantity costs at most so much."""
    price = gross_minor * 1000 // quantity.thousandths + 1
    while price and quantity.of_price(price) > gross_minor:
        price -= 1
    return price
