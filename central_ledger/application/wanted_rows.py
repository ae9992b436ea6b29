"""The rows of the feed `wanted`: what a store's tills are told of goods that its members wait for."""

from __future__ import annotations

import json

from central_ledger.application.ledger import Ledger
from central_ledger.store.wanted import WantedRow
from retail.wanted import Wanted


def wanted_rows(ledger: Ledger, one_id: str, store: str) -> dict[str, str | None]:
    """Wishes wherever the member is known; what is put aside, where it lies."""
    return {
        row.wanted_id: _encoded(row)
        for row in ledger.wanted.open_of(one_id)
        if row.kind == "wish" or row.store == store
    }


def publish_end(ledger: Ledger, row: WantedRow) -> None:
    """No till waits for it any more; also where it was never told of."""
    for store in dict.fromkeys((row.store, *ledger.members.stores_of(row.one_id))):
        if store == row.store or ledger.feeds.get(store, "wanted", row.wanted_id) is not None:
            ledger.feeds.put(store, "wanted", {row.wanted_id: None})


def _encoded(row: WantedRow) -> str:
    kind = "aside" if row.until is not None else "wish"
    wanted = Wanted(
        row.wanted_id,
        "wish" if kind == "wish" else "aside",
        row.one_id,
        row.sku,
        row.quantity,
        row.store,
        row.staff_id,
        row.since,
        row.until,
        row.note,
    )
    return json.dumps(wanted.document(), ensure_ascii=False, separators=(",", ":"))
