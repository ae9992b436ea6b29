"""Sales for tills that take their goods back: read, listed, and held. Source: docs/spec/line.md, section 11.

One till at a time takes goods of a sale back. A hold ends when that till's return comes in, when it lets go, and by
time: what is returned twice all the same is a case.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, timedelta
from typing import Any

from central_ledger.application.ledger import Ledger
from central_ledger.store.books import SaleRow
from central_ledger.store.return_holds import ReturnHold
from retail.messages import decode_body
from retail.receipt_number import ReceiptPlace, number_of
from retail.sold_sale import HELD_SECONDS, FoundSale, SaleListed, applied_offers, needed_of_return, needed_of_sale

#: A list of a member's purchases is for finding a receipt, no history of a life.
LISTED_MAX = 50
LISTED_DAYS = 400


@dataclass(frozen=True, slots=True)
class Held:
    """Whether a till may take goods of a sale back now. `until` is null and `by` says who does, when not."""

    granted: bool
    until: str | None
    by: tuple[str, str] | None


def find_sale(ledger: Ledger, store: str, sale_id: str) -> FoundSale | None:
    """A sale that is booked, with the returns that are; None: there is none. Raises StoreUnavailable."""
    with ledger.database.snapshot():
        rows = ledger.books.sales_called(sale_id, store)
        if not rows:
            return None
        row = rows[0]
        sale = _body(ledger, row.store, row.till, row.epoch, row.seq)
        returns = ledger.goods_returns.of_sale(store, sale_id)
        bodies = [_body(ledger, each.store, each.till, each.epoch, each.seq) for each in returns]
        wanted = [(name, ledger.reference.offer(*name)) for name in applied_offers(sale)]
        return FoundSale(
            store=row.store,
            store_name=ledger.reference.store_names().get(row.store, row.store),
            till=row.till,
            sale_id=sale_id,
            epoch=row.epoch,
            seq=row.seq,
            receipt_number=number_of(row.store, row.till, row.epoch, row.seq),
            occurred_at=row.occurred_at,
            document=needed_of_sale(sale),
            offers={name: document for name, document in wanted if document is not None},
            returns=tuple(needed_of_return(body) for body in bodies if body.get("sale") is not None),
        )


def sales_of_member(ledger: Ledger, one_id: str) -> list[SaleListed]:
    """What a member bought anywhere in the group in the last months, the newest first."""
    since = (ledger.clock().astimezone(UTC) - timedelta(days=LISTED_DAYS)).isoformat()
    names = ledger.purchases.sales_of(ledger.identities.current(one_id))
    newest = sorted((row for row in names if row[2] >= since), key=lambda row: row[2], reverse=True)[:LISTED_MAX]
    return _listed(ledger, (row for store, sale_id, _ in newest for row in ledger.books.sales_called(sale_id, store)))


def sales_of_receipt(ledger: Ledger, place: ReceiptPlace) -> list[SaleListed]:
    """The sale whose receipt bears this number; two when two epochs of a till begin alike."""
    found = []
    for till in ledger.journals.tills():
        if (till.store.upper(), till.till.upper()) != (place.store, place.till):
            continue
        for epoch in ledger.journals.epochs(till.store, till.till):
            if epoch.epoch.upper().startswith(place.epoch_begin):
                found += ledger.books.sales_at(till.store, till.till, epoch.epoch, place.seq)
    return _listed(ledger, found)


def hold_sale(ledger: Ledger, store: str, sale_id: str, by: tuple[str, str]) -> Held | None:
    """Let this till alone take goods of a sale back for a while. None: there is no such sale."""
    with ledger.database.transaction():
        if not ledger.books.has_sale(store, sale_id):
            return None
        now = ledger.now()
        held = ledger.return_holds.of(store, sale_id, now)
        if held is not None and (held.by_store, held.by_till) != by:
            return Held(granted=False, until=None, by=(held.by_store, held.by_till))
        until = ledger.clock().astimezone(UTC) + timedelta(seconds=HELD_SECONDS)
        text = until.isoformat(timespec="milliseconds")
        ledger.return_holds.forget(now)
        ledger.return_holds.put(ReturnHold(store, sale_id, *by, text))
        return Held(granted=True, until=text, by=None)


def release_sale(ledger: Ledger, store: str, sale_id: str, by: tuple[str, str]) -> None:
    """This till is done with a sale. Nothing happens when it does not hold it."""
    with ledger.database.transaction():
        ledger.return_holds.drop(store, sale_id, *by)


def _body(ledger: Ledger, store: str, till: str, epoch: str, seq: int) -> dict[str, Any]:
    entry, _ = ledger.journals.epoch_entries(store, till, epoch, seq - 1, 1)[0]
    return dict(decode_body(entry.body))


def _listed(ledger: Ledger, rows: Iterable[SaleRow]) -> list[SaleListed]:
    names = ledger.reference.store_names()
    return [
        SaleListed(
            store=row.store,
            store_name=names.get(row.store, row.store),
            till=row.till,
            sale_id=row.sale_id,
            receipt_number=number_of(row.store, row.till, row.epoch, row.seq),
            occurred_at=row.occurred_at,
            payable_minor=row.payable_minor,
            currency=row.currency,
            refunded_minor=sum(each.refund_minor for each in ledger.goods_returns.of_sale(row.store, row.sale_id)),
        )
        for row in rows
    ]
