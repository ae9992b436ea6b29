"""A wallet's parts and refunds in a till's real store, over power cuts, and in the books of a real ledger."""

from __future__ import annotations

from pathlib import Path

import pytest

from central_ledger.application.audit import audit
from pos_client.application.sold_goods import Settlement
from pos_client.application.wallet_calls import WalletCall
from pos_client.bootstrap import till as building
from pos_client.bootstrap.desk import TillStore
from pos_client.bootstrap.till import Till, build_till
from retail.goods_return import BackLine
from retail.payment_code import PaymentCode
from retail.wallets import WalletProvider
from tests.end_to_end.counter import Counter, books
from tests.wallet_server import serving

PAYS = PaymentCode("130000000000000000")


def opened_till(base: TillStore, counter: Counter) -> Till:
    """The program starts: whatever was only in memory is gone."""
    till = build_till(base, takes_wallets=True)
    till.staff.sign_in(till.staff.check_pin(*counter.staff))
    return till


def pay(till: Till, part_minor: int | None = None) -> None:
    call = till.wallets.start(PAYS, part_minor)
    till.wallets.answered(call, call.run())


def calls(till: Till) -> list[WalletCall]:
    till.refunds.look()
    return list(till.refunds.due())


def test_a_part_is_kept_and_money_goes_back_once_over_power_cuts(
    counter: Counter, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "operators"
    folder.mkdir()
    with serving(folder) as (operators, wechat, _):
        providers: dict[str, WalletProvider] = {"wechat": wechat}
        monkeypatch.setattr(building, "wallet_providers", lambda base, desk: (providers, ""))
        with counter.opened(writer=True) as base:
            till = opened_till(base, counter)
            till.scanning.scan(counter.product)
            payable = till.checkout.state.payable_minor
            pay(till, 100)
        with counter.opened(writer=True) as base:
            till = opened_till(base, counter)
            assert till.parking.bring_back() is not None
            assert till.checkout.state.remaining_minor == payable - 100
            pay(till)
            sale_id = till.checkout.state.last_sale.sale.sale_id  # type: ignore[union-attr]
            sold = till.returns.open(sale_id)
            till.returns.complete(
                sold, [BackLine(sold.document["lines"][0]["line_id"], 1)], (), Settlement("changed_mind")
            )
            first, second = calls(till)
            first.run()  # and nobody hears the answer
            till.refunds.answered(second, second.run())
        with counter.opened(writer=True) as base:
            till = opened_till(base, counter)
            (asked,) = calls(till)
            assert asked.asked == "query_refund"
            till.refunds.answered(asked, asked.run())
            assert till.refunds.open() == ()
            till.scanning.scan(counter.product)
            pay(till, 100)
            till.parts.take_back(0)
            (sent,) = calls(till)
            till.refunds.answered(sent, sent.run())
            till.checkout.void_basket()
        given = sorted(amount for order in operators.orders.values() for amount in order.refunds.values())
        assert given == [100, 100, payable - 100]
        assert [order.taken_minor for order in operators.orders.values()] == [0, 0, 0]
        assert operators.bad_requests == []
    assert counter.command("sync")[0] == 0
    row = counter.at_ledger()
    assert (row["refused"], row["quarantined"]) == (0, 0)
    with books(counter.ledger) as ledger:
        assert audit(ledger).problems == []
        sums = {account: amount for account, _, amount in ledger.books.trial_balance()}
        settled = ledger.database.rows("SELECT amount, result FROM wallet_refund WHERE till = ?", (counter.name,))
    assert sums.get(f"tender/S01/{counter.name}/wechat", 0) == 0
    assert sorted(tuple(each) for each in settled) == [(100, "given"), (100, "given"), (payable - 100, "given")]
