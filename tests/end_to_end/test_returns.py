"""Goods come back at a real till, and a real ledger process books and judges it."""

from __future__ import annotations

from typing import Any

from central_ledger.application.audit import audit
from central_ledger.application.replay import Replayer
from central_ledger.domain.cases import Case
from pos_client.application.returns import CompletedReturn, ReturnDesk, Settlement
from pos_client.bootstrap.till import build_till
from retail.goods_return import BackLine
from tests.end_to_end.counter import Counter, books

WHY = Settlement("damaged")


def take_back(counter: Counter, sale_id: str, quantity: int) -> CompletedReturn:
    """So many pieces of the first line of a sale, at the till's own store on disk."""
    with counter.opened(writer=True) as base:
        till = build_till(base)
        till.staff.sign_in(till.staff.check_pin(*counter.staff))
        desk = ReturnDesk(till.desk, till.staff, base.store.sales, base.store.reference)
        sold = desk.open(sale_id)
        return desk.complete(sold, [BackLine(sold.document["lines"][0]["line_id"], quantity)], (), WHY)


def cases_of(counter: Counter, sale_id: str) -> list[Case]:
    with books(counter.ledger) as ledger:
        Replayer().replay_all(ledger)
        return [case for case in ledger.cases.all("open") if case.sale_id == sale_id]


def postings(counter: Counter, sale_id: str) -> dict[str, int]:
    """What the store's books say of a sale with its returns, by account, without zeros."""
    found: dict[str, int] = {}
    with books(counter.ledger) as ledger:
        transfers: list[dict[str, Any]] = ledger.books.transfers_about("S01", sale_id, [])
    for transfer in transfers:
        for posting in transfer["postings"]:
            found[posting["account"]] = found.get(posting["account"], 0) + posting["amount"]
    return {account: amount for account, amount in found.items() if amount}


def test_a_sale_that_comes_back_in_parts_leaves_nothing(counter: Counter) -> None:
    sold = counter.sells(scans=[counter.product, counter.product])
    first = take_back(counter, sold["sale_id"], 1)
    assert counter.command("sync")[0] == 0
    assert postings(counter, sold["sale_id"])
    second = take_back(counter, sold["sale_id"], 1)
    assert counter.command("sync")[0] == 0

    assert first.refund_minor + second.refund_minor == sold["payable_minor"]
    assert postings(counter, sold["sale_id"]) == {}
    assert cases_of(counter, sold["sale_id"]) == []
    assert counter.doctor()["whole"]
    row = counter.at_ledger()
    assert (row["refused"], row["quarantined"]) == (0, 0)
    with books(counter.ledger) as ledger:
        assert audit(ledger).problems == []
