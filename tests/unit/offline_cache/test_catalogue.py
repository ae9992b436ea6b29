"""Products by code and by what someone types, as this store sells them."""

from __future__ import annotations

import pytest

from offline_cache import LocalStore
from retail.catalogue import Product
from tests.unit.offline_cache.making import AS_OF, product, row


def fill(store: LocalStore, *rows: dict[str, object], feed: str = "products") -> None:
    store.pulled.apply_page(feed, list(rows), "cursor", AS_OF)


def skus(found: object) -> list[str]:
    return [one.sku for one in found]  # type: ignore[attr-defined]


@pytest.fixture
def shelf(store: LocalStore) -> LocalStore:
    fill(
        store,
        product("LQX-001", "小棕瓶精华 50ml", name_en="Brown Bottle Serum", pinyin="XZPJH", variant="50ml"),
        product("LQX-002", "山茶花精华油", name_en="Camellia Oil", pinyin="SCHJHY", barcodes=["6901234567892"]),
        product("TEA-001", "绿茶", pinyin="LC", weighed=True, unit="kg", tags=["bulk"], categories=["tea", "food"]),
        product("tea-9", "红茶", pinyin="HC", own=True, discountable=False),
    )
    return store


def test_a_product_comes_back_whole(shelf: LocalStore) -> None:
    assert shelf.catalogue.by_code(["TEA-001"]) == [
        Product(
            sku="TEA-001",
            name="绿茶",
            brand="LQX",
            unit_price_minor=9900,
            tax_bps=1300,
            pinyin="lc",
            categories=("tea", "food"),
            tags=("bulk",),
            weighed=True,
            discountable=True,
            unit="kg",
        )
    ]
    (red,) = shelf.catalogue.by_code(["tea-9"])
    assert (red.own, red.discountable, red.weighed) == (True, False, False)


@pytest.mark.parametrize("code", ["6901234567892", "06901234567892", "LQX-002"])
def test_a_barcode_in_any_writing_and_a_sku_find_the_product(shelf: LocalStore, code: str) -> None:
    assert skus(shelf.catalogue.by_code([code])) == ["LQX-002"]


@pytest.mark.parametrize("code", ["690123456789", "6901234567893", "lqx-002", "LQX", "", "' OR 1"])
def test_what_is_not_a_code_finds_nothing(shelf: LocalStore, code: str) -> None:
    assert shelf.catalogue.by_code([code]) == []


def test_the_first_codes_products_come_first_and_once(shelf: LocalStore) -> None:
    fill(shelf, product("LQX-003", "试用装", barcodes=["6901234567892"]))

    assert skus(shelf.catalogue.by_code(["TEA-001", "6901234567892", "06901234567892", "tea-9"])) == [
        "TEA-001",
        "LQX-002",
        "LQX-003",
        "tea-9",
    ]


def test_the_stores_own_price_and_its_refusal_hold(shelf: LocalStore) -> None:
    fill(
        shelf,
        row("TEA-001", {"sku": "TEA-001", "unit_price_minor": 100, "listed": True}),
        row("LQX-001", {"sku": "LQX-001", "unit_price_minor": None, "listed": False}),
        row("LQX-002", {"sku": "LQX-002", "unit_price_minor": None, "listed": True}),
        feed="overlay",
    )

    assert shelf.catalogue.by_code(["TEA-001"])[0].unit_price_minor == 100
    assert shelf.catalogue.search("绿茶")[0].unit_price_minor == 100
    assert shelf.catalogue.by_code(["LQX-001"]) == []
    assert skus(shelf.catalogue.search("精华")) == ["LQX-002"]
    assert skus(shelf.catalogue.search("LQX")) == ["LQX-002"]
    assert shelf.catalogue.by_code(["LQX-002"])[0].unit_price_minor == 9900

    fill(shelf, row("LQX-001", None), row("TEA-001", None), feed="overlay")
    assert skus(shelf.catalogue.by_code(["LQX-001"])) == ["LQX-001"]
    assert shelf.catalogue.by_code(["TEA-001"])[0].unit_price_minor == 9900


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("LQX", {"LQX-001", "LQX-002"}),
        ("lqx-0", {"LQX-001", "LQX-002"}),
        ("TEA", {"TEA-001", "tea-9"}),
        ("xzp", {"LQX-001"}),
        ("XZP", {"LQX-001"}),
        ("棕", {"LQX-001"}),
        ("棕瓶", {"LQX-001"}),
        ("瓶精", {"LQX-001"}),
        ("精华", {"LQX-001", "LQX-002"}),
        ("精华 50", {"LQX-001"}),
        ("茶", {"LQX-002", "TEA-001", "tea-9"}),
        ("bottle", {"LQX-001"}),
        ("ser bro", {"LQX-001"}),
        ("camel", {"LQX-002"}),
        ("精 camel", {"LQX-002"}),
        ("瓶小", set()),
        ("ottle", set()),
        ("蓝", set()),
        ("%", set()),
        ("*", set()),
        ('"', set()),
        ("NEAR(", set()),
        ("  ", set()),
    ],
)
def test_what_is_typed_finds(shelf: LocalStore, typed: str, expected: set[str]) -> None:
    assert set(skus(shelf.catalogue.search(typed))) == expected


def test_a_sku_comes_before_a_name(shelf: LocalStore) -> None:
    fill(shelf, product("N1", "x LQX"))

    assert skus(shelf.catalogue.search("lqx")) == ["LQX-001", "LQX-002", "N1"]


@pytest.mark.parametrize("typed", ["H0", "hg", "汉宫"])
def test_what_is_not_sold_here_hides_nothing_that_is(store: LocalStore, typed: str) -> None:
    names = [product(f"H{number:03d}", "汉宫香", pinyin="hgx") for number in range(100)]
    fill(store, *names)
    hidden = [row(f"H{n:03d}", {"sku": f"H{n:03d}", "unit_price_minor": None, "listed": False}) for n in range(99)]
    fill(store, *hidden, feed="overlay")

    assert skus(store.catalogue.search(typed, limit=5)) == ["H099"]


def test_no_more_than_the_limit(shelf: LocalStore) -> None:
    fill(shelf, *(product(f"P{number:03d}", f"毛巾{number}") for number in range(50)))

    assert len(shelf.catalogue.search("毛巾")) == 20
    assert len(shelf.catalogue.search("毛巾", limit=7)) == 7
    assert len(shelf.catalogue.search("P0", limit=7)) == 7
    assert shelf.catalogue.search("毛巾", limit=0) == []
    assert shelf.catalogue.count() == 54
