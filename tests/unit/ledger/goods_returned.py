"""Goods that come back, as a till writes them down."""

from __future__ import annotations

from retail.goods_return import Back, BackGift, BackLine, price_return
from retail.refunds import refund_shares
from tests.unit.ledger.journals import JournalWriter
from tests.unit.ledger.priced_sales import AT


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
