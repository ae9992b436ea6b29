"""One line of a receipt, asked: who funds it, who earns by it, who is due what, and what a return would move.

Source: docs/spec/settlement.md, section 6.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from central_ledger.application.ledger import Ledger
from central_ledger.application.sale_account import UnknownSale, account_of
from central_ledger.application.settlement_rules import rules_of
from central_ledger.application.settling import sale_transfer_id, time_of
from central_ledger.application.settling_returns import sold_sale
from central_ledger.domain.bodies import SaleBody
from central_ledger.domain.settlement import BackLine, EarnedRow, sold_lines, taken
from central_ledger.store.settlements import Part
from retail.commission import Place, RuleBook, SoldLine, place_of, share_rule, shared, shares_of_line
from retail.contract import ContractError
from retail.goods_return import Back, OffersGone, left_of_line, price_return
from retail.goods_return import BackLine as GoodsBack
from retail.messages import Entry, decode_body
from retail.pricing import UnlawfulChoice
from retail.stock import stock_quantity, stock_thousandths

Document = dict[str, Any]


def line_account(ledger: Ledger, sale_id: str, line_id: str, store: str | None = None) -> Document:
    """The account of one line, as a JSON object. Raises UnknownSale, UnreadableSale."""
    with ledger.database.snapshot():
        account = account_of(ledger, sale_id, store).document
        line = next((each for each in account["lines"] if each["line_id"] == line_id), None)
        if line is None:
            names = ", ".join(each["line_id"] for each in account["lines"])
            raise UnknownSale(f"sale {sale_id} has no line {line_id}: it has {names}")
        sold_at = account["entry"]["store"]
        part = ledger.settlements.part(sold_at, sale_transfer_id(sale_id))
        split = None if part is None else _split(ledger, part, line_id)
        return {
            "sale_id": sale_id,
            "store": sold_at,
            "line": {name: value for name, value in line.items() if name not in ("funded", "guides")},
            "funded": line["funded"],
            "guides": line.get("guides", []),
            **(split or {"rules": None, "due": [], "earnings": []}),
            "returned": _returned(ledger, sold_at, sale_id, line_id),
            "a_return_would_move": _moves(ledger, account, line, part),
        }


def _split(ledger: Ledger, part: Part, line_id: str) -> Document | None:
    """Whose the line's value is, and who earned by it."""
    found = _sold(ledger, part, line_id)
    if found is None:
        return None
    book, place, line, _ = found
    rule = share_rule(book, place, line)
    rows = [row for row in ledger.settlements.earnings_of(part.store, part.transfer_id) if row.line_id == line_id]
    return {
        "rules": {"version": part.rules, "settlement": None if rule is None else rule.id},
        "stands_in": part.period,
        "due": [
            {"party": party, "what": "goods", "amount": amount}
            for party, amount in shared(line.listed_minor, shares_of_line(book, place, line))
        ],
        "earnings": [_earned(row) for row in rows],
    }


def _sold(ledger: Ledger, part: Part, line_id: str) -> tuple[RuleBook, Place, SoldLine, SaleBody] | None:
    rules = rules_of(ledger, part.rules)
    if rules is None:
        return None
    entry, sale = sold_sale(ledger, part)
    line = next(line for line in sold_lines(sale, rules.book) if line.line_id == line_id)
    return rules.book, place_of(rules.book, part.store, time_of(ledger, entry), sale.currency), line, sale


def _earned(row: EarnedRow) -> Document:
    return {
        "staff_id": row.staff_id,
        "share_bps": row.share_bps,
        "rule": row.rule_id,
        "payer": row.payer,
        "base": row.base_minor,
        "amount": row.amount_minor,
        "incentive_points": row.points,
        "due": "T+1" if row.next_day else "T+0",
    }


def _returned(ledger: Ledger, store: str, sale_id: str, line_id: str) -> list[Document]:
    """What of the line came back, and what that took of its guides' earnings."""
    found = []
    for back in ledger.settlements.back_of(store, sale_id):
        if back.line_id == line_id:
            rows = ledger.settlements.earnings_of(store, back.transfer_id)
            found.append(
                {
                    "transfer": back.transfer_id,
                    "quantity": stock_quantity(back.thousandths),
                    "listed": back.listed_minor,
                    "taken": [_earned(row) for row in rows if row.line_id == line_id],
                }
            )
    return found


def _moves(ledger: Ledger, account: Document, line: Mapping[str, Any], part: Part | None) -> Document:
    """What one more unit would move (of a weighed line: what is left of it), and what all that is left would."""
    entry, sale = _told(ledger, account)
    bodies = _return_bodies(ledger, account)
    before = sum(
        stock_thousandths(each["quantity"])
        for body in bodies
        for each in body["lines"]
        if each["line_id"] == line["line_id"]
    )
    left = left_of_line(line, before)
    if left is None:
        return {}
    found = {"all": _move(ledger, (entry, sale, bodies), (line, before, left), part)}
    if left != 1 and not isinstance(left, str):
        found["one"] = _move(ledger, (entry, sale, bodies), (line, before, 1), part)
    return found


def _told(ledger: Ledger, account: Document) -> tuple[Entry, Mapping[str, Any]]:
    at = account["entry"]
    entry = ledger.journals.epoch_entries(at["store"], at["till"], at["epoch"], at["seq"] - 1, 1)[0][0]
    return entry, decode_body(entry.body)


def _return_bodies(ledger: Ledger, account: Document) -> list[Mapping[str, Any]]:
    """The bodies of the sale's returns."""
    rows = ledger.goods_returns.of_sale(account["entry"]["store"], account["sale_id"])
    entries = [ledger.journals.epoch_entries(row.store, row.till, row.epoch, row.seq - 1, 1)[0][0] for row in rows]
    bodies = [decode_body(entry.body) for entry in entries]
    return [body for body in bodies if body["sale"] is not None]


def _move(
    ledger: Ledger,
    told: tuple[Entry, Mapping[str, Any], Sequence[Mapping[str, Any]]],
    asked: tuple[Mapping[str, Any], int, int | str],
    part: Part | None,
) -> Document:
    entry, sale, bodies = told
    line, before, quantity = asked
    back = Back(entry.occurred_at, (GoodsBack(line["line_id"], quantity),))
    try:
        priced = price_return(sale, ledger.reference.offer, bodies, back).to_document()
    except (ContractError, OffersGone, UnlawfulChoice) as error:
        return {"quantity": quantity, "unpriceable": str(error)}
    taken_back = _taken(ledger, part, line, before, priced["lines"][0])
    return {"quantity": quantity, **priced["pricing"], **taken_back}


def _taken(
    ledger: Ledger, part: Part | None, line: Mapping[str, Any], before: int, returned: Mapping[str, Any]
) -> Document:
    """What guides would give back, and whose goods it would be."""
    found = None if part is None else _sold(ledger, part, line["line_id"])
    if found is None or part is None:
        return {}
    book, place, sold, _ = found
    earlier = [b for b in ledger.settlements.back_of(part.store, part.sale_id) if b.line_id == sold.line_id]
    back = BackLine(
        sold,
        before,
        sum(row.listed_minor for row in earlier),
        stock_thousandths(returned["quantity"]),
        returned["gross_minor"] + returned["manual_minor"],
    )
    shares = shares_of_line(book, place, sold)
    first, last = shared(back.before_minor, shares), shared(back.before_minor + back.more_minor, shares)
    goods = [
        {"party": party, "what": "goods", "amount": -(after - was)}
        for (party, was), (_, after) in zip(first, last, strict=True)
    ]
    rows = ledger.settlements.earnings_of(part.store, part.transfer_id)
    earned = [(row, taken(row, back)) for row in rows if row.line_id == sold.line_id]
    return {
        "due": goods,
        "earnings": [
            {"staff_id": row.staff_id, "payer": row.payer, "amount": -money, "incentive_points": -points}
            for row, (money, points) in earned
        ],
    }
