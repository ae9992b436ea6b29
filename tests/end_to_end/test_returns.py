"""Goods come back at a real till, and a real ledger process books and judges it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from central_ledger.application.audit import audit
from central_ledger.application.replay import Replayer
from central_ledger.demo.records import DemoGroup
from central_ledger.domain.cases import Case
from pos_client.application.returns import ReturnDesk
from pos_client.application.sold_goods import CompletedReturn, Settlement
from pos_client.bootstrap.desk import TillStore
from pos_client.bootstrap.sold_sales import LineSales
from pos_client.bootstrap.till import Till, build_till
from pos_client.errors import Refused
from retail.goods_return import BackLine
from tests.end_to_end.counter import Counter, books, enrolled
from tests.end_to_end.processes import Ledger, plain_env
from tests.end_to_end.proxy import CuttingProxy

WHY = Settlement("damaged")


def take_back(counter: Counter, sale_id: str, quantity: int) -> CompletedReturn:
    """So many pieces of the first line of a sale, at the till's own store on disk."""
    with counter.opened(writer=True) as base:
        till = build_till(base)
        till.staff.sign_in(till.staff.check_pin(*counter.staff))
        desk = ReturnDesk(till.desk, till.staff, base.store.sales, base.store.reference)
        sold = desk.open(sale_id)
        return desk.complete(sold, [BackLine(sold.document["lines"][0]["line_id"], quantity)], (), WHY)


@pytest.fixture
def other(office: Ledger, tmp_path: Path, group: DemoGroup, counter: Counter) -> Iterator[Counter]:
    """A till of another store at the same ledger."""
    staff = next(member for member in group.staff if member.store_id == "S02" and "manager" in member.roles)
    env = plain_env(tmp_path / "other")
    made = Counter(
        tmp_path / "other-till",
        env,
        (staff.staff_id, staff.pin),
        name="T77",
        product=counter.product,
        ledger=office,
        line=CuttingProxy(office.address),
    )
    yield enrolled(made, "S02")
    made.line.stop()


def desk_of(base: TillStore, counter: Counter) -> tuple[Till, ReturnDesk]:
    """The counter's use cases with somebody signed in, and a connection."""
    till = build_till(base)
    base.connection.online = True
    till.staff.sign_in(till.staff.check_pin(*counter.staff))
    desk = ReturnDesk(till.desk, till.staff, base.store.sales, base.store.reference, ledger=LineSales(base))
    return till, desk


def test_goods_come_back_at_another_store_and_only_once(counter: Counter, other: Counter) -> None:
    sold = counter.sells(scans=[counter.product, counter.product])
    sale_id = sold["sale_id"]
    with other.opened(writer=True) as base:
        _, there = desk_of(base, other)
        with pytest.raises(Refused, match="return_not_at_ledger"):
            there.look_up("S01", counter.name, sale_id)
        assert counter.command("sync")[0] == 0
        found = there.opened(there.look_up("S01", counter.name, sale_id))
        assert (found.is_own, found.receipt_number) == (False, sold["receipt_number"])
        # Meanwhile the till that sold them is told who has them; so two tills cannot take the same piece.
        with counter.opened(writer=True) as own_base:
            _, here = desk_of(own_base, counter)
            with pytest.raises(Refused, match="return_held_elsewhere"):
                here.look_up("S01", counter.name, sale_id)
        line = found.document["lines"][0]["line_id"]
        done = there.complete(found, [BackLine(line, 1)], (), WHY)
    assert other.command("sync")[0] == 0

    with counter.opened(writer=True) as base:
        _, here = desk_of(base, counter)
        own = here.opened(here.look_up("S01", counter.name, sale_id))
        assert [body["return_id"] for body in own.earlier] == [done.return_id]
        with pytest.raises(Refused, match="return_too_much"):
            here.quote(own, [BackLine(line, 2)])
        rest = here.complete(own, [BackLine(line, 1)], (), WHY)
    assert counter.command("sync")[0] == 0

    assert done.refund_minor + rest.refund_minor == sold["payable_minor"]
    assert cases_of(counter, sale_id) == []
    counter.at_ledger()
    with books(counter.ledger) as ledger:
        assert audit(ledger).problems == []


def test_goods_are_exchanged_and_the_ledger_books_no_money_for_it(counter: Counter) -> None:
    sold = counter.sells(scans=[counter.product])
    with counter.opened(writer=True) as base:
        till, here = desk_of(base, counter)
        found = here.open(sold["sale_id"])
        line = found.document["lines"][0]["line_id"]
        till.checkout.put_exchange(here.exchange(found, [BackLine(line, 1)], (), WHY))
        till.scanning.scan(counter.product)
        till.scanning.scan(counter.product)
        due = till.checkout.state.remaining_minor
        till.checkout.tender_cash(due)
        completed = till.checkout.complete()
    assert counter.command("sync")[0] == 0

    assert due == completed.sale.payable_minor - sold["payable_minor"]
    row = counter.at_ledger()
    assert (row["refused"], row["quarantined"]) == (0, 0)
    assert cases_of(counter, completed.sale.sale_id) == []
    with books(counter.ledger) as ledger:
        assert audit(ledger).exchanges_open == []
        sums = {account: amount for account, _, amount in ledger.books.trial_balance()}
    assert sums.get(f"tender/S01/{counter.name}/exchange", 0) == 0
    assert sums[f"tender/S01/{counter.name}/cash"] == completed.sale.payable_minor


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
