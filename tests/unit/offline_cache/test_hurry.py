"""What is pulled waits for the counter, and not for ever."""

from __future__ import annotations

import threading

from offline_cache import LocalStore
from tests.unit.offline_cache.making import AS_OF, product


def take_in(store: LocalStore) -> None:
    try:
        store.pulled.apply_page("products", [product("A1")], "c1", AS_OF)
    finally:
        store.close_thread()


def test_a_page_waits_while_the_counter_is_in_a_hurry_and_goes_on_after_it(store: LocalStore) -> None:
    store.hurry.begin("scan")
    waits = threading.Event()
    wait_for_end = store.hurry.wait_for_end
    ends: list[bool] = []

    def waiting(_seconds: float) -> None:
        waits.set()
        wait_for_end(30)
        ends.append(store.hurry.is_on)

    store.hurry.wait_for_end = waiting  # type: ignore[method-assign]
    thread = threading.Thread(target=take_in, args=(store,))
    thread.start()
    assert waits.wait(30)
    assert store.catalogue.count() == 0
    store.hurry.begin("payment")
    store.hurry.end("payment")
    assert not ends, "another hurry is still on"
    store.hurry.end("scan")
    thread.join(30)
    assert ends
    assert not any(ends)
    assert store.catalogue.count() == 1


def test_a_hurry_that_nobody_ends_holds_nothing_up_for_good(store: LocalStore) -> None:
    store.hurry.begin("scan")
    take_in(store)
    assert store.catalogue.count() == 1
