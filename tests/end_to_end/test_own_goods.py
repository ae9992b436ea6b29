"""A store's own goods, which belong to no brand, are sold and booked like all others."""

from __future__ import annotations

from central_ledger.demo.records import DemoGroup
from tests.end_to_end.counter import Counter, books


def test_goods_of_no_brand_are_booked_under_the_store_alone(counter: Counter, group: DemoGroup) -> None:
    own = next(product for store in group.stores for product in store.own_products if not product.weighed)
    assert own.brand == ""
    answer = counter.sells(scans=[own.barcodes[0]])
    assert counter.command("sync")[0] == 0
    assert counter.at_ledger()["quarantined"] == 0
    with books(counter.ledger) as ledger:
        transfers = ledger.books.transfers_about("S01", answer["sale_id"], [])
    accounts = {posting["account"] for transfer in transfers for posting in transfer["postings"]}
    assert "sales/S01" in accounts
