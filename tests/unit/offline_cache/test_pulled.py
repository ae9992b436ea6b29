"""Pages apply whole, with their cursor; tombstones and changes reach the search too."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from offline_cache import LocalStore
from offline_cache.errors import BadPage
from offline_cache.pulled import FEEDS, ROWS_AT_ONCE_FIRST
from retail.member_facts import MemberFacts, write_facts
from retail.wanted import Wanted
from tests.unit.offline_cache.making import AS_OF, member, product, row, sell

Opener = Callable[..., LocalStore]

OFFER = {"offer_id": "OFF50", "version": 3, "document": {"id": "OFF50", "label": "满200减50"}}
KEY = {"key_id": "K1", "type": "issuer", "public_key": "AA==", "valid_from": None, "valid_to": None}
STAFF = {"staff_id": "C7", "name": "小李", "roles": ["cashier", "guide"], "pin_hash": "$argon2id$x"}
LEASE = {
    "lease_id": "L1",
    "kind": "coupon",
    "coupon_id": "C1",
    "one_id": "M1",
    "offer_id": "OFF50",
    "program": None,
    "amount": 1,
    "expires_at": "2026-11-11T21:00:00+08:00",
    "recalled": False,
}
TAG = {
    "tag": "likes:outdoor",
    "label": "爱户外",
    "label_en": "Outdoor",
    "source": "CDP",
    "confidence_bps": 1,
    "expires_at": None,
}
WANTED = Wanted("w1", "wish", "M1", "A1", 1, "S01", "E1", "2026-11-10T10:00:00+08:00").document()
TAGS = {"one_id": "M1", "tags": [TAG]}
NOTE = {"note_id": "N1", "one_id": "M1", "staff_id": "C7", "text": "周末来", "written_at": AS_OF}
FACTS = write_facts(
    MemberFacts(
        one_id="M1",
        as_of="2026-11-11",
        joined_on="2024-01-01",
        segment="none",
        rfm=None,
        orders=0,
        spent_minor=0,
        months=(0,) * 12,
        first_on=None,
        last_on=None,
        last_store=None,
        channels={},
        categories={},
        sizes={},
        brands=(),
        recent=(),
    )
)
CONTACTS = {"one_id": "M1", "contacts": [{"at": AS_OF, "store": "S01", "brand": None}], "marks": []}
POINTS = {"program": "group", "rule": None, "names": {"group": "集团积分"}}

#: One row of each feed, and how the till sees how many of it there are.
ROWS: dict[str, tuple[dict[str, Any], Callable[[LocalStore], int]]] = {
    "products": (product("A1"), lambda store: len(store.catalogue.search("小棕瓶"))),
    "members": (member("M1"), lambda store: len(store.members.search("6021"))),
    "aliases": (
        row("N1", {"alias": "N1", "one_id": "M1", "cards": {"LQX": "2801"}}),
        lambda store: len(store.database.rows("SELECT * FROM aliases")),
    ),
    "overlay": (
        row("A1", {"sku": "A1", "unit_price_minor": 5, "listed": True}),
        lambda store: len(store.database.rows("SELECT * FROM overlay")),
    ),
    "offers": (row("OFF50", OFFER), lambda store: len(store.reference.offers())),
    "coupons": (
        row("C1", {"coupon_id": "C1", "offer_id": "O", "one_id": "M1", "status": "used", "expires_at": None}),
        lambda store: len(store.members.coupons_of("M1")),
    ),
    "entitlements": (
        row(
            "E1",
            {
                "entitlement_id": "E1",
                "one_id": "M1",
                "label": "免费裁剪",
                "label_en": "Tailoring",
                "total": 2,
                "used": 0,
                "use_ids": [],
                "expires_at": None,
                "source": "plus",
            },
        ),
        lambda store: len(store.own_benefits.entitlements_of("M1")),
    ),
    "orders": (
        row(
            "W1",
            {
                "order_id": "W1",
                "one_id": "M1",
                "placed_at": AS_OF,
                "currency": "CNY",
                "paid_minor": 5,
                "lines": [{"sku": "A1", "name": "面霜", "quantity": 1}],
            },
        ),
        lambda store: len(store.web_orders.of_member("M1")),
    ),
    "tags": (row("M1", TAGS), lambda store: len(store.members.tags_of("M1"))),
    "member_notes": (row("N1", NOTE), lambda store: len(store.member_notes.of_member("M1"))),
    "member_facts": (row("M1", FACTS), lambda store: len(list(store.member_facts.all()))),
    "contacts": (row("M1", CONTACTS), lambda store: len(store.contacts.book_of("M1").contacts)),
    "keys": (row("K1", KEY), lambda store: len(store.reference.keys())),
    "staff": (row("C7", STAFF), lambda store: len(store.reference.staff())),
    "stock": (
        row("A1", {"sku": "A1", "quantity": 12, "as_of": AS_OF}),
        lambda store: len(store.stock.of(["A1", "gone"])),
    ),
    "suggestions": (
        row("4e608bf419d44aa9", {"style": "4e608bf419d44aa9", "skus": {"A1": "M"}, "also": [["00", 500]]}),
        lambda store: len(store.suggestions.styles(["4e608bf419d44aa9"])),
    ),
    "leases": (row("L1", LEASE), lambda store: len(store.leases.all())),
    "wanted": (row("w1", WANTED), lambda store: len(store.wanted.of_member("M1"))),
    "settings": (row("points", POINTS), lambda store: len(store.reference.settings())),
}


def test_every_feed_is_tested() -> None:
    assert set(ROWS) == set(FEEDS)


@pytest.mark.parametrize("feed", FEEDS)
def test_a_row_comes_again_and_goes(store: LocalStore, opened: Opener, feed: str) -> None:
    data, count = ROWS[feed]
    assert store.pulled.cursor(feed) == ""

    store.pulled.apply_page(feed, [data], "c1", AS_OF)
    store.pulled.apply_page(feed, [data], "c2", AS_OF)
    assert count(store) == 1
    store.close()
    again = opened()
    assert (count(again), again.pulled.cursor(feed)) == (1, "c2")

    again.pulled.apply_page(feed, [row(data["key"], None)], "c3", AS_OF)
    again.pulled.apply_page(feed, [row(data["key"], None), row("never-there", None)], "c4", AS_OF)
    assert (count(again), again.pulled.cursor(feed)) == (0, "c4")


@pytest.mark.parametrize("feed", FEEDS)
def test_a_page_with_one_bad_row_is_left_out_whole(store: LocalStore, feed: str) -> None:
    data, count = ROWS[feed]
    good = {**data, "key": "good"}
    for bad in (
        {**data, "data": "text"},
        {**data, "data": None},
        "text",
        {"version": 1, "deleted": False, "data": {}},
        {**data, "version": None},
        {**data, "key": 7},
        {**data, "deleted": 0},
        {**data, "key": {"not": "a text"}},
    ):
        with pytest.raises(BadPage) as caught:
            store.pulled.apply_page(feed, [good, bad], "c1", AS_OF)
        assert caught.value.params["feed"] == feed

    assert (count(store), store.pulled.cursor(feed)) == (0, "")
    sell(store)


@pytest.mark.parametrize(
    ("feed", "change"),
    [
        ("products", {"unit_price_minor": "9900"}),
        ("products", {"unit_price_minor": 99.0}),
        ("products", {"unit_price_minor": True}),
        ("products", {"unit_price_minor": 2**63}),
        ("products", {"barcodes": "6901234567892"}),
        ("products", {"tags": [1]}),
        ("products", {"weighed": 1}),
        ("products", {"name": None}),
        ("members", {"points": {"group": "12"}}),
        ("members", {"points": [1]}),
        ("members", {"tiers": {"group": None}}),
        ("members", {"phone": 13812346021}),
        ("members", {"plans": "plus"}),
        ("overlay", {"listed": None}),
        ("overlay", {"unit_price_minor": "5"}),
        ("offers", {"document": "{}"}),
        ("staff", {"roles": "manager"}),
        ("coupons", {"one_id": 3}),
        ("leases", {"kind": "gift"}),
        ("leases", {"amount": -1}),
        ("leases", {"coupon_id": None}),
        ("leases", {"expires_at": "2026-11-11"}),
        ("members", {"uses": {"OFF50": {"member": "1"}}}),
    ],
)
def test_a_field_of_another_type_is_named_without_its_value(
    store: LocalStore, feed: str, change: dict[str, Any]
) -> None:
    data, count = ROWS[feed]

    with pytest.raises(BadPage) as caught:
        store.pulled.apply_page(feed, [{**data, "data": {**data["data"], **change}}], "c1", AS_OF)

    assert caught.value.params == {"feed": feed, "key": data["key"], "reason": next(iter(change))}
    assert count(store) == 0


def test_a_key_that_is_there_twice_is_refused(store: LocalStore) -> None:
    with pytest.raises(BadPage):
        store.pulled.apply_page("products", [product("A1"), product("A1", "面霜")], "c1", AS_OF)

    assert store.catalogue.count() == 0


def test_a_feed_that_we_do_not_know_is_refused(store: LocalStore) -> None:
    with pytest.raises(BadPage):
        store.pulled.apply_page("weather", [], "c", AS_OF)


def test_a_changed_product_is_found_by_its_new_name_only(store: LocalStore) -> None:
    store.pulled.apply_page("products", [product("A1", "小棕瓶", barcodes=["6901234567892"])], "c1", AS_OF)
    changed = product("A1", "大红瓶", unit_price_minor=1, barcodes=["6901234567893", "96385074"])
    store.pulled.apply_page("products", [changed], "c2", AS_OF)

    assert store.catalogue.search("棕瓶") == []
    assert [one.unit_price_minor for one in store.catalogue.search("红瓶")] == [1]
    assert store.catalogue.by_code(["6901234567892"]) == []
    assert len(store.catalogue.by_code(["6901234567893", "96385074", "A1"])) == 1
    assert store.catalogue.count() == 1


def test_a_changed_member_is_found_by_new_facts_only(store: LocalStore) -> None:
    before = member("M1", "林若曦", pinyin="lrx", cards={"LQX": "1", "GY": "2"})
    after = member("M1", "林小曦", pinyin="lxx", phone="13900000000", cards={"LQX": "3", "GY": "2"})
    store.pulled.apply_page("members", [before], "c1", AS_OF)
    store.pulled.apply_page("members", [after], "c2", AS_OF)

    found = [len(store.members.search(typed)) for typed in ("若", "lrx", "6021", "小曦", "lxx", "0000")]
    assert found == [0, 0, 0, 1, 1, 1]
    assert [store.members.by_card(number) is not None for number in ("1", "2", "3")] == [False, True, True]


def test_a_row_may_come_back_after_its_tombstone_in_one_page(store: LocalStore) -> None:
    store.pulled.apply_page("products", [product("A1"), product("A2", "面霜")], "c1", AS_OF)
    store.pulled.apply_page("products", [row("A2", None), product("A3", "面霜")], "c2", AS_OF)

    assert [one.sku for one in store.catalogue.search("面霜")] == ["A3"]
    assert [one.sku for one in store.catalogue.search("小棕")] == ["A1"]


def test_fields_that_an_older_ledger_leaves_out_have_their_defaults(store: LocalStore) -> None:
    data = {"sku": "A1", "name": "茶", "brand": "LQX", "unit_price_minor": 100}
    store.pulled.apply_page("products", [row("A1", data)], "c1", AS_OF)

    (found,) = store.catalogue.by_code(["A1"])
    assert (found.tax_bps, found.discountable, found.unit, found.barcodes) == (1300, True, "件", ())


def test_starting_over_drops_what_is_not_sent_again(store: LocalStore, opened: Opener) -> None:
    for feed, (data, _) in ROWS.items():
        store.pulled.apply_page(feed, [{**data, "key": "gone"}, data], "c1", AS_OF)
        store.pulled.start_over(feed)
        assert store.pulled.cursor(feed) == ""

    for feed, (data, _) in ROWS.items():
        # Until the last page everything stays in use.
        store.pulled.apply_page(feed, [data], "n1", AS_OF, more=True)
    assert {key for (key,) in store.database.rows("SELECT sku FROM products")} == {"A1", "gone"}
    store.close()
    again = opened()
    for feed in ROWS:
        again.pulled.apply_page(feed, [], "n2", AS_OF)

    keys = {"products": "sku", "members": "one_id", "overlay": "sku", "offers": "offer_id", "coupons": "coupon_id"}
    keys |= {"keys": "key_id", "staff": "staff_id", "settings": "name", "stock": "sku"}
    keys |= {"leases": "lease_id", "entitlements": "entitlement_id", "orders": "order_id", "aliases": "alias_id"}
    keys |= {"tags": "one_id", "member_facts": "one_id", "member_notes": "note_id"}
    keys |= {"suggestions": "name", "wanted": "wanted_id"}
    tables = {"wanted": "wanted_goods"}
    keys |= {"tags": "one_id", "contacts": "one_id"}
    for feed, (data, _) in ROWS.items():
        assert again.database.rows(f"SELECT {keys[feed]} FROM {tables.get(feed, feed)}") == [(data["key"],)], feed
    assert len(again.catalogue.search("小棕瓶")) == 1
    assert len(again.members.search("6021")) == 1
    # It is over: a later page drops nothing more.
    again.pulled.apply_page("products", [product("A2")], "n3", AS_OF)
    again.pulled.apply_page("products", [], "n4", AS_OF)
    assert again.catalogue.count() == 2


@pytest.mark.parametrize("change", [{"segment": "best"}, {"months": 3}, {"rfm": []}, {"brands": [{}]}])
def test_facts_that_cannot_be_read_are_refused(store: LocalStore, change: dict[str, Any]) -> None:
    with pytest.raises(BadPage):
        store.pulled.apply_page("member_facts", [row("M1", FACTS | change)], "c1", AS_OF)


def test_facts_are_found_under_every_id_of_a_member(store: LocalStore) -> None:
    store.pulled.apply_page("member_facts", [row("M1", FACTS)], "c1", AS_OF)
    store.pulled.apply_page("aliases", [row("M9", {"alias": "M9", "one_id": "M1", "cards": {}})], "c1", AS_OF)
    found = store.member_facts.of("M9")
    assert found is not None
    assert (found.one_id, store.member_facts.of("M2")) == ("M1", None)


def test_times_say_how_old_a_feed_is(store: LocalStore) -> None:
    assert store.pulled.times("products").complete_as_of == ""
    store.pulled.apply_page("products", [product("A1")], "c1", AS_OF, more=True)
    assert (store.pulled.times("products").as_of, store.pulled.times("products").complete_as_of) == (AS_OF, "")
    store.pulled.apply_page("products", [], "c1", AS_OF)
    assert store.pulled.times("products").complete_as_of == AS_OF


@pytest.mark.parametrize("feed", FEEDS)
def test_a_feed_that_is_forgotten_is_gone_and_may_come_again(store: LocalStore, feed: str) -> None:
    data, count = ROWS[feed]
    store.pulled.apply_page(feed, [data], "c1", AS_OF)

    store.pulled.forget(feed)

    assert (count(store), store.pulled.cursor(feed)) == (0, "")
    store.pulled.apply_page(feed, [data], "c1", AS_OF)
    assert count(store) == 1


def test_a_long_page_is_written_in_pieces_and_counts_when_it_is_whole(store: LocalStore, opened: Opener) -> None:
    page = [product(f"A{number}") for number in range(2 * ROWS_AT_ONCE_FIRST + 1)]
    cursors: list[str] = []

    def cut_off() -> None:
        cursors.append(store.pulled.cursor("products"))
        if len(cursors) == 2:
            raise InterruptedError

    with pytest.raises(InterruptedError):
        store.pulled.apply_page("products", page, "c1", AS_OF, total=500, pause=cut_off)
    assert cursors == ["", ""]
    assert 0 < store.catalogue.count() < len(page)
    store.close()

    again = opened()
    again.pulled.apply_page("products", page, "c1", AS_OF, more=True, total=500)
    assert (again.catalogue.count(), again.pulled.cursor("products")) == (len(page), "c1")
    assert again.pulled.progress("products") == (len(page), 500)
    again.pulled.apply_page("products", [product("B1")], "c2", AS_OF, more=True)
    assert again.pulled.progress("products") == (len(page) + 1, 500)


def test_a_page_with_one_bad_row_far_behind_is_left_out_whole(store: LocalStore) -> None:
    page = [product(f"A{number}") for number in range(3 * ROWS_AT_ONCE_FIRST)]
    for bad in (row("A-bad", {"sku": "A-bad"}), page[0]):
        with pytest.raises(BadPage) as caught:
            store.pulled.apply_page("products", [*page, bad], "c1", AS_OF)
        assert caught.value.params["key"] == bad["key"]
    assert (store.catalogue.count(), store.pulled.cursor("products")) == (0, "")


def test_the_index_of_names_stays_whole_over_many_pages(store: LocalStore) -> None:
    """Its parts are merged by the pull alone: nobody else does it any more."""
    for number in range(60):
        store.pulled.apply_page("products", [product(f"A{number}", f"茶 lot{number}")], str(number), AS_OF, more=True)
    assert len(store.catalogue.search("茶", 100)) == 60
    assert [found.sku for found in store.catalogue.search("茶 lot59")] == ["A59"]
    (segments,) = store.database.rows("SELECT COUNT(DISTINCT segid) FROM product_search_idx")[0]
    assert segments < 40
