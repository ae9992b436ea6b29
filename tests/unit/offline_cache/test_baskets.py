"""Baskets that wait, on a real file: over a restart, in the transaction of what ends them, and marked one way."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from offline_cache import LocalStore
from retail.parked import ParkedBasket
from tests.unit.offline_cache.making import sell

Opener = Callable[..., LocalStore]

TIMES = ("2026-11-11T10:00:00+08:00", "2026-11-11T22:00:00+08:00")


def parked(parking_id: str = "p1") -> ParkedBasket:
    return ParkedBasket(parking_id, "b1", "T02", "阿姨", "1001", *TIMES, 1, 2, 9800, "CNY", "林*曦", {"note": "易碎"})


def park(store: LocalStore, parking_id: str = "p1") -> None:
    with store.unit_of_work() as uow:
        uow.parked_baskets.park(parked(parking_id))
        uow.commit()


def test_the_open_basket_is_one_row_and_outlives_the_program(store: LocalStore, opened: Opener) -> None:
    assert store.open_basket.read() is None
    store.open_basket.keep("s1", {"lines": [1]})
    store.open_basket.keep("s2", {"lines": [1, 2]})
    store.close()
    again = opened()
    assert again.open_basket.read() == {"lines": [1, 2]}
    again.open_basket.keep("", None)
    assert again.open_basket.read() is None


def test_what_ends_the_open_basket_ends_it_in_one_transaction(store: LocalStore) -> None:
    store.open_basket.keep("s1", {})
    with store.unit_of_work() as uow:
        uow.parked_baskets.drop_open("s1")
    assert store.open_basket.read() == {}, "without a commit nothing ends"
    with store.unit_of_work() as uow:
        uow.parked_baskets.drop_open("another sale")
        uow.commit()
    assert store.open_basket.read() == {}
    with store.unit_of_work() as uow:
        uow.parked_baskets.drop_open("s1")
        uow.parked_baskets.put_open("s2", {"lines": []})
        uow.commit()
    assert store.open_basket.read() == {"lines": []}
    sell(store)


def test_parked_baskets_outlive_the_program_and_are_marked_one_way(store: LocalStore, opened: Opener) -> None:
    park(store, "p2")
    park(store)
    store.close()
    again = opened()
    assert [(kept.parked, kept.sharing) for kept in again.parked_baskets.all()] == [
        (parked("p1"), "own"),
        (parked("p2"), "own"),
    ]
    with again.unit_of_work() as uow:
        uow.parked_baskets.mark_shared("p1")
        assert uow.parked_baskets.begin_sharing("p1")
        assert not uow.parked_baskets.begin_sharing("p1")
        assert not uow.parked_baskets.remove("p1", only_own=True)
        uow.parked_baskets.mark_shared("p1")
        assert uow.parked_baskets.remove("p2", only_own=True)
        uow.commit()
    assert [kept.sharing for kept in again.parked_baskets.all()] == ["shared"]
    with again.unit_of_work() as uow:
        assert uow.parked_baskets.remove("p1")
        assert not uow.parked_baskets.remove("p1")
        uow.parked_baskets.note_recalled("p1", TIMES[0])
        uow.commit()
    assert again.parked_baskets.is_recalled("p1")
    assert not again.parked_baskets.is_recalled("p2")


def test_one_parking_is_one_row(store: LocalStore) -> None:
    park(store)
    with pytest.raises(Exception, match="UNIQUE"):
        park(store)
