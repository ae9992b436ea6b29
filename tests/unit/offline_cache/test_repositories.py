"""The small tables as values of `retail`, and the replay memory."""

from __future__ import annotations

import pytest

from offline_cache import LocalStore
from retail.messages import GENESIS, Entry
from retail.ports import OfferRecord, StaffMember
from tests.unit.offline_cache.making import AS_OF, row, sale_document, sell
from tests.unit.offline_cache.test_pulled import KEY, OFFER, POINTS, STAFF


def test_reference_data_is_what_was_pulled(store: LocalStore) -> None:
    for feed, key, data in (
        ("offers", "OFF50", OFFER),
        ("staff", "C7", STAFF),
        ("keys", "K1", KEY),
        ("settings", "points", POINTS),
        ("settings", "receipt", {"header": ["欢迎"], "footer": []}),
    ):
        store.pulled.apply_page(feed, [row(key, dict(data))], "c", AS_OF)

    assert store.reference.offers() == [OfferRecord("OFF50", 3, {"id": "OFF50", "label": "满200减50"})]
    assert store.reference.staff() == [StaffMember("C7", "小李", ("cashier", "guide"), "$argon2id$x")]
    assert store.reference.keys() == [KEY]
    assert store.reference.settings() == {"points": POINTS, "receipt": {"header": ["欢迎"], "footer": []}}


def test_a_sale_needs_its_entry(store: LocalStore) -> None:
    stranger = Entry("S01", "T02", "unknown", 1, "sale", 1, AS_OF, 0, GENESIS, b"{}", bytes(32))

    with store.unit_of_work() as unit, pytest.raises(ValueError, match="entry"):
        unit.sales.add(sale_document(), stranger, "N")

    assert store.sales.recent() == []


def test_a_summary_names_the_entry(store: LocalStore) -> None:
    sell(store)
    last = store.sales.last()

    assert last is not None
    assert last.entry_head == store.head()


def test_an_accepted_code_is_remembered(store: LocalStore) -> None:
    with store.unit_of_work() as unit:
        unit.accepted_codes.add(b"0123456789abcdef", 1000)
        unit.accepted_codes.add(b"0123456789abcdef", 2000)
        assert unit.accepted_codes.contains(b"0123456789abcdef")
        unit.commit()

    assert store.accepted_codes.contains(b"0123456789abcdef")
    assert not store.accepted_codes.contains(b"0123456789abcdeX")
    with store.database.writing():
        assert store.accepted_codes.forget(2000) == 0
        assert store.accepted_codes.forget(2001) == 1
    assert not store.accepted_codes.contains(b"0123456789abcdef")
