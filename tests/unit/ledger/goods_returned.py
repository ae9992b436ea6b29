"""Goods that come back, as a till writes them down."""

from __future__ import annotations

from central_ledger.application import offer_publishing
from central_ledger.application.replay import Replayer
from retail.goods_return import Back, BackGift, BackLine, price_return
from retail.ports import OfferRecord
from retail.refunds import refund_shares
from tests.unit.ledger.journals import JournalWriter
from tests.unit.ledger.priced_sales import AT
from tests.unit.ledger.test_push import enrol, open_cases

GIFT = {
    "id": "GIFT",
    "source": "promotion",
    "stage": "order",
    "conditions": {"min_amount": 30000},
    "effect": {"kind": "gift", "sku": "MINI", "quantity": 1, "worth": 900},
    "funding": [{"party": "brand:LQX", "bps": 10000}],
}


def prepared(ledger):
    """Three tills, and an offer with a gift."""
    enrol(ledger, ("S01", "T01"), ("S01", "T02"), ("S02", "T01"))
    with ledger.database.transaction():
        offer_publishing.publish_offers(ledger, [OfferRecord("GIFT", 1, GIFT)])
    return ledger


def judged(books):
    Replayer().replay_all(books)
    return open_cases(books)


def return_of(books, sale, return_id, lines, gifts=(), *, earlier=()):
    """The body of a return; `lines` are line ids with quantities."""
    back = Back(AT, tuple(BackLine(*line) for line in lines), tuple(BackGift(*gift) for gift in gifts))
    priced = price_return(sale, books.reference.offer, list(earlier), back)
    return {
        "return_id": return_id,
        "sale": {"store": "S01", "till": "T01", "sale_id": sale["sale_id"], "epoch": "epoch-1", "seq": 2},
        "cashier": "E1",
        "currency": "CNY",
        "one_id": sale["one_id"],
        "at": AT,
        "reason": "changed_mind",
        "text": "",
        "approved_by": None,
        "after": [body["return_id"] for body in earlier],
        "tenders": refund_shares(sale["tenders"], list(earlier), priced.pricing.refund),
        **priced.to_document(),
    }


def other_till(store="S02", till="T01"):
    writer = JournalWriter(store=store, till=till)
    writer.open(f"epoch-{store}-{till}")
    return writer
