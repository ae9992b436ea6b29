"""What people do at a till besides selling: shifts, goods that come back, manual prices, and keys that are renewed."""

from __future__ import annotations

import random

from pos_client.application.overrides import Reduction, Why
from pos_client.application.returns import ReturnDesk
from pos_client.application.sold_goods import REASONS, Settlement, SoldGoods
from pos_client.bootstrap.till import Till
from pos_client.errors import Refused
from retail.goods_return import BackGift, BackLine
from retail.messages import BadEntry
from tests.simulation.till_host import TillHost

#: More references than a sale has tenders.
REFERENCES = ("refund-1", "refund-2", "refund-3")


def lowers_a_price(till: Till, rng: random.Random) -> None:
    """Something off a line, or off the whole basket; what no coupon may be taken off is left as it is."""
    lines = till.checkout.state.basket.lines
    line_id = rng.choice([None, *(line.line_id for line in lines)])
    reduction = rng.choice((Reduction("percent", 700), Reduction("percent", 3_000), Reduction("amount", 110)))
    try:
        till.overrides.lower(line_id, reduction, Why("damaged"))
    except Refused:
        return


def works_the_drawer(host: TillHost, rng: random.Random) -> str:
    """Open a shift; or move cash in it, read it, or count and close it."""
    shifts = host.require().shifts
    if shifts.current is None:
        shifts.open(rng.choice((0, 20_000)))
        return "opened a shift"
    what = rng.choice(("pay_in", "pay_in", "close", "close"))
    if what == "close":
        try:
            expected_minor = shifts.reading().expected_cash_minor
        except (BadEntry, KeyError, TypeError):
            return "cannot read a shift in which somebody else wrote"  # poison: no till of this version did
        counted_minor = max(0, expected_minor + rng.choice((0, 0, -100, 250)))
        closed = shifts.close({1: counted_minor}, reason="counted")
        return f"closed shift {closed.body['z_number']}"
    shifts.move_cash("pay_in", 500, "change")
    return "paid in"


def takes_goods_back(host: TillHost, rng: random.Random) -> str:
    """Some or all of a sale of this till comes back."""
    till = host.require()
    desk = ReturnDesk(till.desk, till.staff, till.store.sales, till.store.reference, till.shifts.refuse_without_shift)
    sales = desk.recent(limit=12)
    if not sales:
        return "had nothing to take back"
    sold = desk.open(rng.choice(sales).sale_id)
    lines, gifts = _what_comes_back(sold, rng)
    settlement = Settlement(rng.choice(REASONS[:3]), references=REFERENCES, in_cash=rng.random() < 0.2)
    done = desk.complete(sold, lines, gifts, settlement)
    return f"took {len(lines)} lines of {sold.sale_id[:8]} back for {done.refund_minor}"


def _what_comes_back(sold: SoldGoods, rng: random.Random) -> tuple[list[BackLine], list[BackGift]]:
    left = [(line["line_id"], quantity) for line in sold.document["lines"] if (quantity := sold.left(line)) is not None]
    if rng.random() < 0.5:
        left = rng.sample(left, min(len(left), 1))
    return [BackLine(line_id, quantity) for line_id, quantity in left], []
