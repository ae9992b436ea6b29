"""What a sale or a return makes parties owe each other: docs/spec/settlement.md, section 2.

All of it stands in the books of the store that sold, on accounts `due/<party>/<what>`, which sum to 0 over the parties:
a credit is what a party is to receive, a debit what it owes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

import msgspec

from central_ledger.domain import accounts
from central_ledger.domain.accounts import Posting, due
from central_ledger.domain.bodies import SaleBody
from central_ledger.domain.manual_prices import manual_discount
from central_ledger.domain.return_bodies import ReturnBody
from retail.commission import (
    Earning,
    Place,
    RuleBook,
    SoldLine,
    earnings,
    guide_party,
    shared,
    shares_of_line,
    taken_back,
)
from retail.guides import WHOLE_BPS, GuideShare
from retail.pricing.outcome import POINTS

#: What a party's account is about. The commission of T+1 stands apart until the business day on which it is paid.
GOODS, TAKINGS, BENEFITS, MANUAL, GIFTS = "goods", "takings", "benefits", "manual_prices", "gifts"
COMMISSION, COMMISSION_NEXT = "commission", "commission_next_day"
#: The unit of guides' incentive points.
INCENTIVE = "incentive_points"

Roles = Callable[[str], frozenset[str]]


class _InputLine(msgspec.Struct, frozen=True):
    id: str
    categories: list[str] = []


class _Adjustment(msgspec.Struct, frozen=True):
    offer: str
    amount: int


class _PricedLine(msgspec.Struct, frozen=True):
    id: str
    adjustments: list[_Adjustment] = []


class EarnedRow(msgspec.Struct, frozen=True, gc=False):
    """One movement of what a guide earns: with a sale's line, or (below 0) what a return of it takes back.

    `day` is the day at the store, `period` the day whose statement it stands in.
    """

    store: str
    staff_id: str
    transfer_id: str
    line_id: str
    sale_id: str
    day: str
    period: str
    occurred_at: str
    sku: str
    brand: str
    quantity: str
    rule_id: str
    payer: str
    base_minor: int
    share_bps: int
    amount_minor: int
    points: int
    next_day: int
    currency: str


class Terms(msgspec.Struct, frozen=True, gc=False):
    """By which rules a sale is split, and where it was. `program`: the one whose points pay there."""

    book: RuleBook
    place: Place
    program: str


def sold_lines(sale: SaleBody, book: RuleBook) -> list[SoldLine]:
    """The lines as rules look at them. What no rule of the book asks about is not read."""
    categories = _categories(sale) if book.asks_categories else {}
    points = _points(sale) if book.asks_points else {}
    whole = () if sale.guide is None else (GuideShare(sale.guide, WHOLE_BPS),)
    return [
        SoldLine(
            line_id=line.line_id,
            sku=line.sku,
            brand=line.brand,
            quantity=line.quantity,
            listed_minor=line.gross_minor + manual_discount(line),
            net_minor=line.net_minor,
            tax_minor=line.tax_minor,
            points_minor=points.get(line.line_id, 0),
            categories=categories.get(line.line_id, ()),
            guides=tuple(GuideShare(share.staff_id, share.bps) for share in line.guides) or whole,
        )
        for line in sale.lines
    ]


def _categories(sale: SaleBody) -> dict[str, tuple[str, ...]]:
    """A case of its own says when an input cannot be priced; then its goods are of no category."""
    try:
        lines = msgspec.json.decode(sale.input.lines, type=list[_InputLine])
    except msgspec.DecodeError:
        return {}
    return {line.id: tuple(line.categories) for line in lines}


def _points(sale: SaleBody) -> dict[str, int]:
    try:
        lines = msgspec.json.decode(sale.pricing.lines, type=list[_PricedLine])
    except msgspec.DecodeError:
        return {}
    return {line.id: sum(off.amount for off in line.adjustments if off.offer == POINTS) for line in lines}


def sale_earnings(terms: Terms, lines: Iterable[SoldLine], roles: Roles) -> list[Earning]:
    return [e for line in lines if line.guides for e in earnings(terms.book, terms.place, line, roles)]


def sale_dues(
    terms: Terms, sale: SaleBody, lines: Sequence[SoldLine], gift_funding: Mapping[str, int]
) -> list[Posting]:
    """The postings of a sale, but for commissions. `gift_funding`: what of the funding is for gifts, by party."""
    store = f"store:{terms.place.store}"
    sums: dict[str, int] = {
        due(store, TAKINGS): sale.pricing.payable,
        due(store, GIFTS): -sum(gift_funding.values()),
    }
    for line, sold in zip(sale.lines, lines, strict=True):
        for party, amount in shared(sold.listed_minor, shares_of_line(terms.book, terms.place, sold)):
            account = due(party, GOODS)
            sums[account] = sums.get(account, 0) - amount
        if line.override is not None:
            account = due(store, MANUAL)
            sums[account] = sums.get(account, 0) + manual_discount(line)
    for party, amount in sale.pricing.funding.items():
        name, gift = _funder(party, terms.program), gift_funding.get(party, 0)
        for account, part in ((due(name, BENEFITS), amount - gift), (due(name, GIFTS), gift)):
            sums[account] = sums.get(account, 0) + part
    return [Posting(account, sale.currency, amount) for account, amount in sums.items() if amount]


@dataclass(frozen=True, slots=True)
class BackLine:
    """What of a sold line is back: `before` in thousandths and in listed value, by returns that were split before."""

    sold: SoldLine
    before: int
    before_minor: int
    more: int
    more_minor: int


def returned_goods(terms: Terms, unit: str, lines: Iterable[BackLine]) -> list[Posting]:
    """What parties give back of the goods' value: their split of all that is back by now less that of before."""
    postings = []
    for line in lines:
        shares = shares_of_line(terms.book, terms.place, line.sold)
        for sign, amount_minor in ((1, line.before_minor + line.more_minor), (-1, line.before_minor)):
            for party, amount in shared(amount_minor, shares):
                postings.append(Posting(due(party, GOODS), unit, sign * amount))
    return postings


def refund_dues(terms: Terms, body: ReturnBody, at_store: str) -> list[Posting]:
    """What a return moves besides goods and commissions. `terms` are the sale's; `at_store` paid the shopper out."""
    store, unit, pricing = f"store:{terms.place.store}", body.currency, body.pricing
    postings = [Posting(due(f"store:{at_store}", TAKINGS), unit, -pricing.refund)]
    postings.append(Posting(due(store, MANUAL), unit, -sum(line.manual_minor for line in body.lines)))
    for party in dict.fromkeys((*pricing.funding, *pricing.gift_funding)):
        name, gift = _funder(party, terms.program), pricing.gift_funding.get(party, 0)
        postings.append(Posting(due(name, BENEFITS), unit, gift - pricing.funding.get(party, 0)))
        postings.append(Posting(due(name, GIFTS), unit, -gift))
    # What a shopper pays for a gift that was kept is the store's, which gave it.
    charged = sum(pricing.gifts_charged.values())
    postings.append(Posting(due(store, GIFTS), unit, sum(pricing.gift_funding.values()) - charged))
    return postings


def taken(earned: EarnedRow, back: BackLine) -> tuple[int, int]:
    """What a return takes of an earning: money and incentive points, both at least 0."""
    quantity = back.sold.quantity
    amount, points = (taken_back(of, quantity, back.before, back.more) for of in (earned.amount_minor, earned.points))
    return amount, points


def earned_postings(rows: Iterable[EarnedRow]) -> list[Posting]:
    """What rows of earnings are in the books."""
    postings: list[Posting] = []
    for row in rows:
        guide = guide_party(row.store, row.staff_id)
        postings += _commission(
            guide, row.payer, row.currency, row.amount_minor, row.points, next_day=bool(row.next_day)
        )
    return postings


def _commission(guide: str, payer: str, unit: str, amount: int, points: int, *, next_day: bool) -> list[Posting]:
    what = COMMISSION_NEXT if next_day else COMMISSION
    postings = []
    if amount:
        postings += [Posting(due(payer, what), unit, amount), Posting(due(guide, what), unit, -amount)]
    if points:
        postings += [
            Posting(accounts.incentive(guide), INCENTIVE, points),
            Posting(accounts.incentive_promised(payer), INCENTIVE, -points),
        ]
    return postings


def _funder(party: str, program: str) -> str:
    """Points that pay are owed by whoever owns their program."""
    return f"program:{program}" if party == POINTS else party
