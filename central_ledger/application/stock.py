"""Stock of the stores: moved by sales, set by counts, and told to the store's tills.

What a batch of entries did to the stock is published once at its end, one row for each sku: a feed holds the newest
state of each row only, so that however many sales arrive between two pulls, a till gets each sku once.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Mapping
from datetime import datetime
from functools import lru_cache

import msgspec

from central_ledger.application.ledger import Ledger
from central_ledger.application.publish import encoded
from central_ledger.store.stock import Level, Movement
from retail.stock import stock_quantity

#: The kind of what takes a movement back that a count had seen already.
COUNTED_BEFORE = "counted_before"


class Taken(msgspec.Struct, frozen=True, gc=False):
    """What one sale took out of its store, by sku, in thousandths (below 0: put back). `occurred_at`: till's clock."""

    kind: str
    reference: str
    occurred_at: str
    thousandths: Mapping[str, int]


def take_from_stock(ledger: Ledger, store: str, taken: Iterable[Taken]) -> None:
    """Move the stock by what tills have sold, and publish the levels. Needs a transaction."""
    taken = list(taken)
    if not taken:
        return
    levels = ledger.stock.levels(store, dict.fromkeys(sku for one in taken for sku in one.thousandths))
    movements: list[Movement] = []
    for one in taken:
        name, sold_at = f"{one.kind}/{one.reference}", _moment(one.occurred_at)
        for sku, thousandths in one.thousandths.items():
            movements.append(Movement(name, sku, one.kind, one.reference, -thousandths, one.occurred_at))
            level = levels.get(sku)
            if level is not None and level.counted_at is not None and _is_before(sold_at, level.counted_at):
                # The goods were gone when someone counted: a till that was cut off sends its sales late.
                args = (one.reference, thousandths, one.occurred_at)
                movements.append(Movement(f"{COUNTED_BEFORE}/{one.reference}", sku, COUNTED_BEFORE, *args))
    ledger.stock.move(store, movements)
    left = {sku: level.thousandths for sku, level in levels.items() if level.counted_at is not None}
    for movement in movements:
        if movement.sku in left:
            left[movement.sku] += movement.thousandths
    _tell(ledger, store, left)


def count_stock(ledger: Ledger, store: str, found: Mapping[str, int]) -> int:
    """Someone counted: by sku, what is there in thousandths. Gives how many levels that changed. Needs a transaction.

    Raises ValueError for an unknown store. The same count again changes nothing but the time of the count.
    """
    if ledger.reference.store(store) is None:
        raise ValueError(f"there is no store {store}")
    now, count_id = ledger.now(), secrets.token_hex(8)
    levels = ledger.stock.levels(store, found)
    nothing = Level(0, None)
    changed = {sku: there - levels.get(sku, nothing).thousandths for sku, there in found.items()}
    movements = [Movement(f"count/{count_id}", sku, "count", count_id, by, now) for sku, by in changed.items() if by]
    ledger.stock.move(store, movements)
    ledger.stock.mark_counted(store, found, now)
    new = [sku for sku in found if changed[sku] or levels.get(sku, nothing).counted_at is None]
    publish_stock(ledger, store, new)
    return len(movements)


def publish_stock(ledger: Ledger, store: str, skus: Iterable[str]) -> None:
    """Tell the store's tills how much there is of these now."""
    _tell(ledger, store, {sku: level.thousandths for sku, level in ledger.stock.levels(store, skus).items()})


def _tell(ledger: Ledger, store: str, left: Mapping[str, int]) -> None:
    """`left`: by sku, in thousandths."""
    now = ledger.now()
    rows = {sku: {"sku": sku, "quantity": stock_quantity(there), "as_of": now} for sku, there in left.items()}
    ledger.feeds.put(store, "stock", {sku: encoded(row) for sku, row in rows.items()})


@lru_cache(maxsize=1024)
def _moment(text: str) -> datetime | None:
    """None: a time that is none, or one without an offset."""
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        return None
    return found if found.tzinfo is not None else None


def _is_before(sold_at: datetime | None, counted_at: str) -> bool:
    """Whether a till's clock says that something was before a count. A time that is none was not."""
    counted = _moment(counted_at)
    return sold_at is not None and counted is not None and sold_at < counted
