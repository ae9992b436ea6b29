"""A return in the books: its sums, its postings, and what it does to its member. Source: docs/spec/line.md, section 11.

It is booked where the goods came back, and undoes the accounts of the sale in their shares.
"""

from __future__ import annotations

from central_ledger.domain import accounts
from central_ledger.domain.accounts import Posting, Transfer, combined
from central_ledger.domain.return_bodies import Refund, ReturnBody
from central_ledger.domain.value import names_its_account
from retail.messages import BadEntry, Entry
from retail.stock import stock_thousandths
from retail.stored_value import VALUE_KINDS


def check_return(body: ReturnBody) -> None:
    """Raises BadEntry("bad_return") when the sums of a return do not hold."""
    pricing, lines = body.pricing, body.lines
    net = sum(line.net_minor for line in lines)
    charged = sum(pricing.gifts_charged.values())
    gifts = charged + sum(gift.worth * gift.quantity for gift in body.gifts)
    off = sum(line.gross_minor - line.net_minor for line in lines)
    has_points = pricing.points_back or any(pricing.points_taken.values())
    paid = [tender.amount_minor for tender in body.tenders]
    checks = (
        ("nothing comes back", bool(lines or body.gifts)),
        ("a line twice", len({line.line_id for line in lines}) == len(lines)),
        ("a gift twice", len({gift.offer for gift in body.gifts}) == len(body.gifts)),
        ("a quantity that is none", all(_is_quantity(line.quantity) for line in lines)),
        ("net is not refund and gifts", net == pricing.refund + charged),
        ("tenders are not the refund", sum(paid) == pricing.refund + body.rounding_minor),
        ("money both ways", all(amount * pricing.refund > 0 for amount in paid)),
        ("funding", sum(pricing.funding.values()) == off + gifts),
        ("funding of gifts", sum(pricing.gift_funding.values()) == gifts),
        ("tax above net", all(line.tax_minor <= line.net_minor for line in lines)),
        ("points without a member", body.one_id is not None or not has_points),
        ("parts of an exchange", all(tender.is_whole for tender in body.tenders)),
        ("a refund without its order", all(tender.is_sent_rightly for tender in body.tenders)),
        ("a member, gifts or earlier returns of no sale", body.sale is not None or _is_plain(body)),
        ("value of no account", all(_names_account(body, tender) for tender in body.tenders)),
        ("after itself", body.return_id not in body.after and len(set(body.after)) == len(body.after)),
    )
    for what, holds in checks:
        if not holds:
            raise BadEntry("bad_return", what)


def _names_account(body: ReturnBody, tender: Refund) -> bool:
    return tender.kind not in VALUE_KINDS or names_its_account(tender.kind, tender.of, body.one_id)


def _is_plain(body: ReturnBody) -> bool:
    """Without its sale nobody knows of a member, gifts, discounts, or what came back before."""
    return body.one_id is None and not body.gifts and not body.after and not body.pricing.funding


def _is_quantity(quantity: int | str) -> bool:
    try:
        return 0 < stock_thousandths(quantity) <= 10**12
    except ValueError:
        return False


def return_transfer(entry: Entry, body: ReturnBody, program: str) -> Transfer:
    """The store's side of a return that passed `check_return`. `program` is the one whose points pay there."""
    store, till, unit, pricing = entry.store, entry.till, body.currency, body.pricing
    postings = [Posting(accounts.tender(store, till, t.kind), unit, -t.amount_minor) for t in body.tenders]
    postings.append(Posting(accounts.cash_rounding(store), unit, body.rounding_minor))
    for line in body.lines:
        listed_minor = line.gross_minor + line.manual_minor
        postings.append(Posting(accounts.sales(store, line.brand), unit, listed_minor - line.tax_minor))
        postings.append(Posting(accounts.manual_discount(store), unit, -line.manual_minor))
        postings.append(Posting(accounts.tax(store, line.tax_bps), unit, line.tax_minor))
    for party in dict.fromkeys((*pricing.funding, *pricing.gift_funding)):
        gift_minor = pricing.gift_funding.get(party, 0)
        postings.append(Posting(accounts.discount(party), unit, gift_minor - pricing.funding.get(party, 0)))
        postings.append(Posting(accounts.gift(party), unit, -gift_minor))
    postings.append(Posting(accounts.gifts_given(store), unit, sum(pricing.gift_funding.values())))
    postings.append(Posting(accounts.gifts_charged(store), unit, -sum(pricing.gifts_charged.values())))
    for name, points in pricing.points_taken.items():
        postings += _moved(accounts.program_points(name), accounts.CLEARING, name, points)
    postings += _moved(accounts.CLEARING, accounts.program_points(program), program, pricing.points_back)
    return Transfer(f"return/{body.return_id}", "return", sale_name(entry, body), entry.occurred_at, combined(postings))


def return_points_transfer(entry: Entry, body: ReturnBody, program: str) -> Transfer:
    """The member's side: points earned are taken, points that paid come back."""
    if body.one_id is None:
        raise ValueError("a walk-in has no points")
    account, postings = accounts.member_points(body.one_id), []
    for name, points in body.pricing.points_taken.items():
        postings += _moved(accounts.CLEARING, account, name, points)
    postings += _moved(account, accounts.CLEARING, program, body.pricing.points_back)
    kept = tuple(posting for posting in postings if posting.amount)
    transfer_id = f"return/{entry.store}/{body.return_id}"
    reference = f"return/{body.return_id}" if body.sale is None else f"{body.sale.store}/{body.sale.sale_id}"
    return Transfer(transfer_id, "return", reference, entry.occurred_at, kept)


def sale_name(entry: Entry, body: ReturnBody) -> str:
    """How the books of a store name the sale: by its id alone when it is one of its own."""
    sale = body.sale
    if sale is None:
        return f"return/{body.return_id}"
    return sale.sale_id if sale.store == entry.store else f"{sale.store}/{sale.sale_id}"


def _moved(debit: str, credit: str, program: str, points: int) -> list[Posting]:
    unit = accounts.points_unit(program)
    return [Posting(debit, unit, points), Posting(credit, unit, -points)]
