"""What a till says is there: the ledger's level, less what it sold itself and the level does not show yet."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from offline_cache import LocalStore
from tests.unit.offline_cache.making import AS_OF, row, sell

Opener = Callable[..., LocalStore]


def level(sku: str, quantity: int | str) -> dict[str, Any]:
    return row(sku, {"sku": sku, "quantity": quantity, "as_of": AS_OF})


def there(store: LocalStore) -> dict[str, str]:
    return {sku: str(found) for sku, found in store.stock.of(["A1", "W1", "GIFT", "never-counted"]).items()}


def pull(store: LocalStore, *rows: dict[str, Any], more: bool = False) -> None:
    store.pulled.begin("stock")
    store.pulled.apply_page("stock", list(rows), "c", AS_OF, more=more)


def test_sales_of_this_till_count_until_a_later_pull_shows_them(store: LocalStore, opened: Opener) -> None:
    pull(store, level("A1", 5), level("W1", "2.000"), level("GIFT", 1))
    gift = {"offer": "O", "sku": "GIFT", "quantity": 1, "worth": 100}
    sell(store, pricing={"gross": 15000, "payable": 14000, "gifts": [gift]})
    assert there(store) == {"A1": "3", "W1": "1.650", "GIFT": "0"}

    # Not acknowledged: a pull brings what others did.
    pull(store, level("A1", 4))
    assert there(store)["A1"] == "2"
    store.close()
    store = opened()
    assert there(store)["A1"] == "2"

    store.journal.mark_acknowledged(store.head().epoch, store.head().seq)
    assert there(store)["A1"] == "2"
    pull(store, level("A1", 2), level("W1", "1.650"), level("GIFT", 0))
    assert there(store) == {"A1": "2", "W1": "1.650", "GIFT": "0"}


def test_what_is_acknowledged_during_a_pull_may_not_be_in_its_pages(store: LocalStore) -> None:
    pull(store, level("A1", 5))
    sell(store)
    store.pulled.begin("stock")
    store.journal.mark_acknowledged(store.head().epoch, store.head().seq)
    store.pulled.apply_page("stock", [], "c2", AS_OF)
    assert there(store)["A1"] == "3"


def test_a_pull_that_was_cut_off_takes_nothing_for_shown(store: LocalStore) -> None:
    pull(store, level("A1", 5))
    sell(store)
    store.journal.mark_acknowledged(store.head().epoch, store.head().seq)
    pull(store, more=True)
    assert there(store)["A1"] == "3"


def test_entries_of_an_epoch_that_follows_are_not_shown_by_the_one_before(store: LocalStore) -> None:
    pull(store, level("A1", 5))
    first = store.head()
    store.journal.mark_acknowledged(first.epoch, first.seq)
    store.open_epoch("ledger_ahead", first)
    sell(store)
    pull(store)
    assert there(store)["A1"] == "3"


def test_a_level_below_nothing_is_said(store: LocalStore) -> None:
    pull(store, level("A1", 1))
    sell(store)
    found = store.stock.of(["A1"])["A1"]
    assert (str(found), found.is_out, found.quantity, found.as_of) == ("-1", True, None, AS_OF)


def test_what_this_till_sold_since_a_moment(store: LocalStore) -> None:
    sell(store)
    sell(store, "second")
    now = datetime.fromisoformat(AS_OF)
    assert store.stock.sold_since(now - timedelta(days=3650)) == {"A1": 4000, "W1": 700}
    assert store.stock.sold_since(now + timedelta(days=3650)) == {}


def test_a_level_that_nothing_changed_is_as_old_as_the_last_complete_pull(store: LocalStore) -> None:
    pull(store, level("A1", 5))
    later = (datetime.fromisoformat(AS_OF) + timedelta(hours=1)).isoformat()
    store.pulled.begin("stock")
    store.pulled.apply_page("stock", [], "c2", later)
    assert store.stock.of(["A1"])["A1"].as_of == later
