"""A journal that goes on after a ledger that is ahead: what only the till has is carried along, each event once."""

from __future__ import annotations

from collections.abc import Callable

from offline_cache import LocalStore
from retail.messages import Head, decode_body
from tests.unit.offline_cache.making import AS_OF, row, sell

Opener = Callable[..., LocalStore]
THEIRS = Head("7f3a0c1d2e3f4a5b", 80, b"\x07" * 32)


def waiting(store: LocalStore) -> list[tuple[str, int, str]]:
    return [(entry.epoch, entry.seq, entry.kind) for entry in store.journal.next_batch(100)]


def test_what_only_the_till_has_follows_in_the_new_epoch(store: LocalStore, opened: Opener) -> None:
    store.pulled.apply_page("stock", [row("A1", {"sku": "A1", "quantity": 9, "as_of": AS_OF})], "c", AS_OF)
    sell(store, "shared-sale")
    shared = store.head()
    store.journal.mark_acknowledged(shared.epoch, shared.seq)
    number = sell(store, "own-sale")
    own = store.head()

    store.go_on_after(THEIRS, shared)

    epoch = store.head().epoch
    assert waiting(store) == [(epoch, 1, "epoch_opened"), (epoch, 2, "sale")]
    first, copy = store.journal.next_batch(100)
    assert (first.previous, decode_body(first.body)["reason"]) == (THEIRS.hash, "ledger_ahead")
    (original,) = store.journal.entries(own.epoch, own.seq)
    assert (copy.body, copy.occurred_at) == (original.body, original.occurred_at)
    store.close()
    again = opened()
    sale = again.sales.by_id("own-sale")
    assert sale is not None
    assert (sale.receipt_number, sale.entry_head) == (number, copy.head)
    assert again.stock.of(["A1"])["A1"].thousandths == 5000
    assert [entry.kind for entry in again.journal.newest(["sale"], None, 9)] == ["sale", "sale"]
    assert [entry.seq for entry in again.journal.since(shared)] == [shared.seq, 1, 2]
    report = again.check()
    assert report.is_whole, report.findings
    assert report.sync.waiting == 2


def test_an_epoch_that_went_on_from_another_branch_follows_as_a_whole(store: LocalStore) -> None:
    shared = store.head()
    store.journal.mark_acknowledged(shared.epoch, shared.seq)
    sell(store, "before")
    lost = Head(shared.epoch, 6, b"\x06" * 32)  # the file beside the secrets knows it, the ledger has another one
    store.open_epoch("head_differs", lost)
    number = sell(store, "after")
    refused = store.head().epoch

    store.go_on_after(THEIRS, shared)

    _, middle, own, last = (epoch.epoch for epoch in store.journal.epochs())
    assert (middle, own, last) == (refused, own, store.head().epoch)
    assert waiting(store) == [(own, 1, "epoch_opened"), (own, 2, "sale")]
    between = Head(own, 2, store.journal.hash_of(own, 2) or b"")
    store.journal.mark_acknowledged(own, 2)
    assert waiting(store) == [(last, 1, "epoch_opened"), (last, 2, "sale")]
    assert store.journal.next_batch(1)[0].previous == between.hash
    sale = store.sales.by_id("after")
    assert sale is not None
    assert (sale.receipt_number, sale.entry_head) == (number, store.head())
    report = store.check()
    assert report.is_whole, report.findings


def test_carried_twice_a_receipt_still_bears_its_first_number(store: LocalStore) -> None:
    shared = store.head()
    number = sell(store)
    store.go_on_after(THEIRS, shared)
    second = store.head().epoch
    store.journal.mark_acknowledged(second, 1)
    (opened, _) = store.journal.entries(second, 1)

    store.go_on_after(Head(second, 9, b"\x08" * 32), opened.head)

    epochs = [(own.epoch, own.acknowledged_seq, own.last_seq) for own in store.journal.epochs()]
    assert epochs[:2] == [(shared.epoch, 1, 1), (second, 1, 1)]
    assert [kind for _, _, kind in waiting(store)] == ["epoch_opened", "sale"]
    found = store.sales.last()
    assert found is not None
    assert (found.receipt_number, found.entry_head) == (number, store.head())
    assert store.check().is_whole


def test_nothing_to_carry_is_a_new_epoch_alone(store: LocalStore, opened: Opener) -> None:
    head = store.head()
    store.go_on_after(THEIRS, head)
    assert waiting(store) == [(store.head().epoch, 1, "epoch_opened")]
    store.close()
    assert opened().findings == store.findings
