"""Manual prices and a manager's word at a real till, in a real ledger's books; and a pause that no restart ends."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

import pytest

from central_ledger.application.replay import Replayer
from pos_client.application.approvals import Approval
from pos_client.application.overrides import Reduction, Why
from pos_client.bootstrap.desk import make_desk
from pos_client.bootstrap.till import build_till
from pos_client.errors import Refused
from retail.basket import Quantity
from tests.end_to_end.counter import Counter, books
from tests.fakes import FakeClock

CASHIER, MANAGER = ("E1001", "1001"), ("E1007", "520131")


def test_manual_prices_typed_goods_and_a_basket_discount_agree_with_the_books_to_the_cent(counter: Counter) -> None:
    with counter.opened(writer=True) as base:
        till = build_till(base)
        till.staff.sign_in(till.staff.check_pin(*CASHIER))

        def word(permission: str) -> Approval:
            return till.staff.approve(till.staff.check_pin(*MANAGER, "approval"), permission)

        till.checkout.add_product(counter.product, Quantity.units(3))
        till.overrides.add_unknown("69900001", "手工皂", 3500, "food", word("sell_unknown_goods"))
        listed = till.checkout.state.basket.gross_minor
        with pytest.raises(Refused, match="approval_needed"):
            till.overrides.lower(None, Reduction("percent", 3000), Why("goodwill"))
        till.overrides.lower(None, Reduction("amount", 1001), Why("goodwill"), word("price_override_above"))
        payable = till.checkout.state.payable_minor
        till.checkout.tender_cash(payable)
        sale_id = till.checkout.complete().sale.sale_id
        till.checkout.add_product(counter.product)
        till.checkout.remove_line("1")
        till.checkout.void_basket()
        till.staff.sign_out()
    code, _ = counter.command("sync")
    assert code == 0
    row = counter.at_ledger()
    assert (row["refused"], row["quarantined"]) == (0, 0)
    with books(counter.ledger) as ledger:
        Replayer().replay_all(ledger)
        (sale,) = ledger.books.sales_called(sale_id, None)
        transfers = ledger.books.transfers_about("S01", sale_id, [])
        amounts = {p["account"]: p["amount"] for t in transfers for p in t["postings"] if p["unit"] == "CNY"}
        cases = [case.kind for case in ledger.cases.all("open") if case.sale_id == sale_id]
    assert sale.payable_minor == payable
    assert amounts["manual_discount/store:S01"] == 1001
    sold = sum(amount for name, amount in amounts.items() if name.startswith(("sales/", "tax/")))
    assert -sold == listed
    assert cases == [], "a manager allowed it all"


def test_more_than_the_store_allows_is_a_case_when_a_till_gives_it_all_the_same(counter: Counter) -> None:
    """The till's copy of the limits is wider than the ledger's: what it let through is found there."""
    with counter.opened(writer=True) as base:
        till = build_till(base)
        till.staff.sign_in(till.staff.check_pin(*CASHIER))
        till.checkout._limits = replace(till.checkout.limits, override_bps=10_000, override_minor=10**9)
        till.checkout.add_product(counter.product)
        till.overrides.lower("1", Reduction("percent", 5000), Why("damaged"))
        till.checkout.tender_cash(till.checkout.state.payable_minor)
        sale_id = till.checkout.complete().sale.sale_id
        till.staff.sign_out()
    assert counter.command("sync")[0] == 0
    with books(counter.ledger) as ledger:
        Replayer().replay_all(ledger)
        (case,) = [case for case in ledger.cases.all("open") if case.sale_id == sale_id]
    assert (case.kind, case.bearer) == ("override_unapproved", "store:S01")


def test_a_restart_is_no_way_around_a_pause(counter: Counter) -> None:
    clock = FakeClock(datetime.now().astimezone())
    with counter.opened(writer=True) as base:
        staff = build_till(base, replace(make_desk(base), clock=clock)).staff
        for _ in range(8):
            with pytest.raises(Refused):
                staff.check_pin("E1002", "0")
            clock.advance(64)
    # The last pause was of a minute and more, and by the machine's clock it has not even begun.
    with counter.opened(writer=True) as base, pytest.raises(Refused, match="locked_out"):
        build_till(base).staff.check_pin("E1002", "2580")
    assert counter.sells()["payable_minor"] > 0, "others still sell"
