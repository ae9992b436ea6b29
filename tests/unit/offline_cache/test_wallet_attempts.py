"""Payments that are not settled, on a real file that is closed and opened again."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from sqlcipher3.dbapi2 import IntegrityError

from offline_cache import LocalStore
from retail.wallets import WalletAttempt

Opener = Callable[..., LocalStore]
FIRST = WalletAttempt(
    "a1",
    "wechat",
    4900,
    "CNY",
    "s1",
    "b1",
    "E1",
    "2026-11-11T10:00:00+08:00",
    "paying",
    "",
    {"sale": {"名": [1, None]}},
)
SECOND = replace(FIRST, attempt_id="a2", sale_id="s2", wallet="alipay", started_at="2026-11-11T10:00:05+08:00")


def test_attempts_outlive_the_program(store: LocalStore, opened: Opener) -> None:
    with store.unit_of_work() as uow:
        uow.wallet_attempts.add(SECOND)
        uow.wallet_attempts.add(FIRST)
        uow.wallet_attempts.move("a1", "reversing", "cancelled")
        uow.commit()
    store.close()
    store = opened()
    assert store.wallet_attempts.all() == (replace(FIRST, state="reversing", reason="cancelled"), SECOND)
    with store.unit_of_work() as uow:
        uow.wallet_attempts.remove("a1")
        uow.commit()
    assert store.wallet_attempts.all() == (SECOND,)


def test_a_sale_has_one_attempt_at_a_time(store: LocalStore) -> None:
    with store.unit_of_work() as uow:
        uow.wallet_attempts.add(FIRST)
        with pytest.raises(IntegrityError, match="sale_id"):
            uow.wallet_attempts.add(replace(FIRST, attempt_id="a2"))
