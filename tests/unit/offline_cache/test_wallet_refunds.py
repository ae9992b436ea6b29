"""Refunds by wallets outlive the program, each under its own number."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from sqlcipher3.dbapi2 import IntegrityError

from offline_cache.store import LocalStore
from retail.wallet_refunds import WalletRefund

Opener = Callable[..., LocalStore]

FIRST = WalletRefund(
    "r1", "a1", "wechat", 4900, 9800, "CNY", "return-1", None, "1001", "2026-11-11T10:00:00+08:00", "waiting",
    document={"goods": ["杯子"]},
)  # fmt: skip
PART = replace(FIRST, refund_id="r2", attempt_id="a2", return_id=None, basket_id="b1", state="held")


def test_refunds_outlive_the_program(store: LocalStore, opened: Opener) -> None:
    with store.unit_of_work() as uow:
        uow.wallet_refunds.add(FIRST)
        uow.wallet_refunds.add(PART)
        uow.wallet_refunds.move("r1", "refused", "too_old")
        uow.commit()
    store.close()
    store = opened()
    assert store.wallet_refunds.all() == (replace(FIRST, state="refused", reason="too_old"), PART)
    with store.unit_of_work() as uow:
        uow.wallet_refunds.remove("r1")
        uow.commit()
    assert store.wallet_refunds.all() == (PART,)


@pytest.mark.parametrize(
    "wrong",
    [
        FIRST,
        replace(PART, refund_id="r3"),  # the same order of a basket twice
        replace(FIRST, refund_id="r3", amount_minor=9801),
        replace(FIRST, refund_id="r3", return_id=None),
    ],
)
def test_the_store_refuses_what_could_give_money_twice(store: LocalStore, wrong: WalletRefund) -> None:
    with store.unit_of_work() as uow:
        uow.wallet_refunds.add(FIRST)
        uow.wallet_refunds.add(PART)
        with pytest.raises(IntegrityError):
            uow.wallet_refunds.add(wrong)
