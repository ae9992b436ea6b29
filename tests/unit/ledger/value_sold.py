"""Gift cards and stored value, as tills write down that they were sold, spent and given back."""

from __future__ import annotations

from datetime import UTC, datetime

from central_ledger.application.audit import audit
from central_ledger.application.gift_cards import Issue, issue_cards
from central_ledger.application.push import push
from central_ledger.application.value_holds import HoldWanted, hold
from tests.unit.ledger.conftest import cheap_hash
from tests.unit.ledger.journals import JournalWriter, sale_document

NEVER = Issue(3, "group", "CNY", 10_000, None, "autumn")


class FixedClock:
    def __init__(self):
        self.now = datetime(2026, 11, 11, 2, 0, tzinfo=UTC)

    def __call__(self):
        return self.now


def journal(store="S01", till="T01"):
    writer = JournalWriter(store=store, till=till)
    writer.open(f"epoch-{store}-{till}")
    return writer


def sold(sale_id, cards, *, amount=10_000, goods=0):
    """A sale of cards, with goods besides when they cost something, paid in cash."""
    document = sale_document(sale_id, {"A1": goods} if goods else {})
    document["value_sold"] = [
        {"account_id": card, "kind": "gift_card", "issuer": "group", "amount_minor": amount} for card in cards
    ]
    paid = goods + amount * len(cards)
    document["tenders"] = [
        {"kind": "cash", "amount_minor": paid, "tendered_minor": paid, "change_minor": 0, "reference": None}
    ]
    return document


def spent(sale_id, card, amount, *, hold_id=None, cash=0):
    """A sale of goods that a card pays, and cash the rest."""
    document = sale_document(sale_id, {"A1": amount + cash})
    tender = {"tendered_minor": amount, "amount_minor": amount, "change_minor": 0, "kind": "gift_card"}
    document["tenders"] = [tender | {"reference": card, "hold_id": hold_id}]
    if cash:
        document["tenders"].append(
            {"kind": "cash", "amount_minor": cash, "tendered_minor": cash, "change_minor": 0, "reference": None}
        )
    return document


def send(books, writer, *documents, kind="sale"):
    for document in documents:
        writer.add(kind, document)
    verdicts = push(books, writer.store, writer.till, writer.entries).verdicts
    return [verdict.code for verdict in verdicts[-len(documents) :]]


def opened_books(data, fixed):
    """Three tills of two stores; closed by whoever asked."""
    opened = data.open(fixed)
    with opened.database.transaction():
        for store, till in (("S01", "T01"), ("S01", "T02"), ("S02", "T01")):
            opened.journals.enrol(store, till, bytes(32), "counter", opened.now())
    yield opened
    opened.close()


def issued(books):
    """The number of one of three cards that wait to be sold."""
    return issue_cards(books, NEVER, cheap_hash)[0].number


def selling(books, card):
    """The journal of S01/T01, which sold this card for 100.00."""
    writer = journal()
    assert send(books, writer, sold("s1", [card])) == [None]
    return writer


def on(books, card):
    row = books.value_accounts.get(card)
    return row.status, row.balance


def accounts_of(books):
    """What is not 0, cards of one party together."""
    found = audit(books)
    assert found.problems == []
    return {row["account"]: row["amount"] for row in found.accounts if row["unit"] == "CNY" and row["amount"]}


def take(books, till, card, amount, hold_id, *, store="S01", seconds=60):
    return hold(books, store, till, hold_id, HoldWanted(card, amount, seconds, proven=True))


def returned(sale_id, card, amount, *, store="S01"):
    line = {"line_no": 1, "line_id": "1", "sku": "A1", "name": "A1", "brand": "LQX", "quantity": 1, "tax_bps": 1300}
    money = {"gross_minor": amount, "net_minor": amount, "manual_minor": 0, "tax_minor": 0, "condition": "sellable"}
    return {
        "return_id": f"back-{sale_id}",
        "sale": {"store": store, "till": "T01", "sale_id": sale_id, "epoch": None, "seq": None},
        "cashier": "E1", "approved_by": None, "currency": "CNY", "one_id": None, "at": "2026-11-11T10:00:00+08:00",
        "reason": "damaged", "text": "", "after": [], "lines": [line | money], "gifts": [],
        "pricing": {
            "refund": amount, "points_back": 0, "points_taken": {}, "coupons_back": [], "gifts_charged": {},
            "funding": {}, "gift_funding": {},
        },
        "tenders": [{"kind": "gift_card", "amount_minor": amount, "of": card, "reference": None}],
    }  # fmt: skip
