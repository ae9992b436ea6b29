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

    store.pulled.apply_page("settings", [row("receipt", {"header": [], "footer": []})], "d", AS_OF)
    store.pulled.apply_page("offers", [row("OFF50", {**OFFER, "version": 4})], "d", AS_OF)
    assert store.reference.settings()["receipt"] == {"header": [], "footer": []}
    assert [offer.version for offer in store.reference.offers()] == [4]


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


def test_every_version_of_an_offer_stays(store: LocalStore) -> None:
    for version, label in ((3, "满200减50"), (4, "满200减60")):
        data = {**OFFER, "version": version, "document": {"id": "OFF50", "label": label}}
        store.pulled.apply_page("offers", [row("OFF50", data)], f"c{version}", AS_OF)

    assert store.reference.offers()[0].version == 4
    assert store.reference.offer_version("OFF50", 3) == {"id": "OFF50", "label": "满200减50"}
    assert store.reference.offer_version("OFF50", 4) == {"id": "OFF50", "label": "满200减60"}
    assert store.reference.offer_version("OFF50", 5) is None


def test_goods_that_came_back_are_found_by_their_sale_and_are_in_stock_again(store: LocalStore) -> None:
    store.pulled.apply_page("stock", [row("A1", {"sku": "A1", "quantity": 5, "as_of": AS_OF})], "c", AS_OF)
    line = {"line_id": "1", "sku": "A1", "quantity": 2, "condition": "sellable"}
    body = {
        "return_id": "R1",
        "sale": {"store": "S01", "till": "T02", "sale_id": "sale-1"},
        "lines": [line],
        "gifts": [],
        "pricing": {"refund": 500},
    }
    with store.unit_of_work() as unit:
        unit.sales.add_return(body, unit.journal.append("return", body))
        unit.commit()

    assert [found["return_id"] for found in store.sales.returns_of("S01", "sale-1")] == ["R1"]
    assert store.sales.returns_of("S01", "sale-2") == []
    assert store.stock.of(["A1"])["A1"].thousandths == 7000
    found = store.sales.goods_return("R1")
    assert found is not None
    assert found[0]["pricing"]["refund"] == 500
    with store.database.writing():
        store.database.run("UPDATE goods_returns SET refund_minor = 5000")
    assert "return_differs" in [finding.code for finding in store.check().findings]


def test_goods_without_a_receipt_came_back_of_no_sale(store: LocalStore) -> None:
    line = {"line_id": "1", "sku": "A1", "quantity": 2, "condition": "sellable"}
    body = {"return_id": "R2", "sale": None, "lines": [line], "gifts": [], "pricing": {"refund": 500}}
    with store.unit_of_work() as unit:
        unit.sales.add_return(body, unit.journal.append("return", body))
        unit.commit()
    assert store.sales.goods_return("R2") is not None
    assert "return_differs" not in [finding.code for finding in store.check().findings]


def test_the_store_knows_which_receipts_reached_the_paper_and_how_often(store: LocalStore) -> None:
    sell(store)
    (sale,) = store.sales.recent()
    assert (sale.prints, store.receipt_prints.of(sale.sale_id)) == (0, 0)
    store.receipt_prints.add(sale.sale_id)
    store.receipt_prints.add(sale.sale_id)
    assert store.sales.recent()[0].prints == 2
    found = store.sales.by_id(sale.sale_id)
    assert found is not None
    assert (found.prints, store.receipt_prints.of(sale.sale_id)) == (2, 2)


def test_a_reward_takes_points_goods_and_its_reservation_in_one_transaction(store: LocalStore) -> None:
    store.pulled.apply_page("stock", [row("A1", {"sku": "A1", "quantity": 5, "as_of": AS_OF})], "c", AS_OF)
    store.reservations.add("RES1")
    body = {"kind": "goods", "name": "A1", "one_id": "M1", "points": 500, "leases": [], "reservation_id": "RES1"}
    with store.unit_of_work() as unit:
        unit.sales.add_reward(body, unit.journal.append("reward_redeemed", body))
        unit.commit()
    assert store.benefit_uses.points_of_member("M1") == 500
    assert store.stock.of(["A1"])["A1"].thousandths == 4000
    assert list(store.reservations.all()) == []
    assert store.check().findings == ()
