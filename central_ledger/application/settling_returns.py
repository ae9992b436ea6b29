"""What a return takes back of a sale's split: from its guides, and from whoever was due something of it.

It stands in the books of the store that sold, where its guides are, also when another store took the goods back.
Source: docs/spec/settlement.md, section 3.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import msgspec

from central_ledger.application.ledger import Ledger
from central_ledger.application.publish import points_program
from central_ledger.application.settlement_rules import RulesInForce, rules_at, rules_of
from central_ledger.application.settling import (
    book_settlement,
    sale_transfer_id,
    settlement_transfer,
    store_days,
    time_of,
)
from central_ledger.domain.accounts import Posting
from central_ledger.domain.bodies import SaleBody, read_body
from central_ledger.domain.return_bodies import ReturnBody, ReturnedLine
from central_ledger.domain.settlement import (
    BackLine,
    EarnedRow,
    Terms,
    earned_postings,
    refund_dues,
    returned_goods,
    sold_lines,
    taken,
)
from central_ledger.store.settlements import Back, Part
from retail.commission import SoldLine, place_of
from retail.messages import Entry
from retail.stock import stock_quantity, stock_thousandths


def return_transfer_id(store: str, return_id: str) -> str:
    return f"settlement/return/{store}/{return_id}"


def settle_returned(ledger: Ledger, entry: Entry, body: ReturnBody) -> None:
    """Take back what a return takes back. Its sale is here, or nobody knows of one; each return comes here once.

    A sale that was booked before there were rules was not split, and nothing of it is taken back.
    """
    if body.sale is None:
        _without_sale(ledger, entry, body)
        return
    sold_at, sale_id = body.sale.store, body.sale.sale_id
    part = ledger.settlements.part(sold_at, sale_transfer_id(sale_id))
    rules = None if part is None else rules_of(ledger, part.rules)
    if part is None or rules is None:
        return
    sale_entry, sale = sold_sale(ledger, part)
    mine = _part(ledger, (entry, body), sold_at, sale_id, rules)
    sold = {line.line_id: line for line in sold_lines(sale, rules.book)}
    back = back_lines(body, sold, ledger.settlements.back_of(sold_at, sale_id))
    rows = taken_rows(mine, entry, ledger.settlements.earnings_of(sold_at, part.transfer_id), back, rules)
    place = place_of(rules.book, sold_at, time_of(ledger, sale_entry), sale.currency)
    terms = Terms(rules.book, place, points_program(ledger, sold_at))
    postings = [*returned_goods(terms, body.currency, back), *refund_dues(terms, body, entry.store)]
    _write(ledger, mine, entry, [*postings, *earned_postings(rows)])
    ledger.settlements.add_earnings(rows)
    _keep_back(ledger, mine, back)


def _without_sale(ledger: Ledger, entry: Entry, body: ReturnBody) -> None:
    """Nobody knows who sold it: the store that took it back gives back what it would be due for such goods now."""
    at = time_of(ledger, entry)
    rules = rules_at(ledger, at)
    if rules is None:
        return
    mine = _part(ledger, (entry, body), entry.store, f"return/{body.return_id}", rules)
    place = place_of(rules.book, entry.store, at, body.currency)
    back = back_lines(body, {}, ())
    terms = Terms(rules.book, place, points_program(ledger, entry.store))
    postings = [*returned_goods(terms, body.currency, back), *refund_dues(terms, body, entry.store)]
    _write(ledger, mine, entry, postings)
    _keep_back(ledger, mine, back)


def sold_sale(ledger: Ledger, part: Part) -> tuple[Entry, SaleBody]:
    """The entry that told a sale which was split, and what it says."""
    entry = ledger.journals.epoch_entries(part.at_store, part.till, part.epoch, part.seq - 1, 1)[0][0]
    sale = read_body("sale", entry.body)
    assert isinstance(sale, SaleBody)
    return entry, sale


def back_lines(body: ReturnBody, sold: Mapping[str, SoldLine], before: Sequence[Back]) -> list[BackLine]:
    """The lines that came back, with what of each was back before. Goods that are on no line of the sale stand for
    themselves: a case says so.
    """
    found = []
    for line in body.lines:
        earlier = [row for row in before if row.line_id == line.line_id]
        found.append(
            BackLine(
                sold=sold.get(line.line_id) or _as_sold(line),
                before=sum(row.thousandths for row in earlier),
                before_minor=sum(row.listed_minor for row in earlier),
                more=stock_thousandths(line.quantity),
                more_minor=line.gross_minor + line.manual_minor,
            )
        )
    return found


def _as_sold(line: ReturnedLine) -> SoldLine:
    listed_minor = line.gross_minor + line.manual_minor
    return SoldLine(line.line_id, line.sku, line.brand, line.quantity, listed_minor, line.net_minor, line.tax_minor)


def taken_rows(
    mine: Part, entry: Entry, earned: Sequence[EarnedRow], back: Sequence[BackLine], rules: RulesInForce
) -> list[EarnedRow]:
    """What the sale's guides give back. What they were to be paid on the next business day and were not yet, is taken
    from that.
    """
    lines = {line.sold.line_id: line for line in back}
    found = []
    for row in earned:
        line = lines.get(row.line_id)
        amount, points = (0, 0) if line is None else taken(row, line)
        if line is None or not (amount or points):
            continue
        waits = bool(row.next_day) and rules.book.business_days.next_after(row.period) > mine.period
        found.append(
            msgspec.structs.replace(
                row,
                transfer_id=mine.transfer_id,
                day=mine.day,
                period=mine.period,
                occurred_at=entry.occurred_at,
                quantity=str(stock_quantity(line.more)),
                amount_minor=-amount,
                points=-points,
                next_day=int(waits),
            )
        )
    return found


def _part(ledger: Ledger, returned: tuple[Entry, ReturnBody], store: str, sale_id: str, rules: RulesInForce) -> Part:
    entry, body = returned
    days = store_days(ledger, store)
    day = days.day_of(time_of(ledger, entry))
    return Part(
        store=store,
        transfer_id=return_transfer_id(entry.store, body.return_id),
        sale_id=sale_id,
        day=day,
        period=days.period_of(day),
        rules=rules.version,
        at_store=entry.store,
        till=entry.till,
        epoch=entry.epoch,
        seq=entry.seq,
    )


def _write(ledger: Ledger, mine: Part, entry: Entry, postings: Sequence[Posting]) -> None:
    book_settlement(ledger, mine.store, [(mine, settlement_transfer(mine, entry.occurred_at, postings))])


def _keep_back(ledger: Ledger, mine: Part, back: Sequence[BackLine]) -> None:
    ledger.settlements.add_back(
        Back(mine.store, mine.transfer_id, line.sold.line_id, mine.sale_id, line.more, line.more_minor) for line in back
    )
