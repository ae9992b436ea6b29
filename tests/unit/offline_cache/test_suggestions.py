"""What was learned and what was bought here, on a real file."""

from __future__ import annotations

from offline_cache import LocalStore
from retail.suggestion_rows import CATEGORY_KEY, CategoryRow, StyleRow
from tests.unit.offline_cache.making import AS_OF, row, sale_document, sell

COAT = {"style": "aa", "skus": {"COAT-M": "M"}, "also": [["bb", 500]], "together": [["bb", 20]]}
TEA = {"style": "bb", "skus": {"TEA": ""}, "also": [["aa", 200]], "own": True}
BEST = {"category": "food", "best": [["bb", 1000]]}


def pull(store: LocalStore) -> None:
    rows = [row("aa", COAT), row("bb", TEA), row(f"{CATEGORY_KEY}food", BEST)]
    store.pulled.apply_page("suggestions", rows, "c1", AS_OF)


def test_rows_are_found_by_style_by_category_and_as_the_stores_own(store: LocalStore) -> None:
    learned = store.suggestions
    assert learned.is_empty()
    assert (dict(learned.styles([])), list(learned.own_styles()), dict(learned.best(["food"]))) == ({}, [], {})
    pull(store)
    assert not learned.is_empty()
    assert learned.styles(["aa", "zz"]) == {"aa": StyleRow("aa", {"COAT-M": "M"}, (("bb", 500),), (("bb", 20),))}
    assert [own.style for own in learned.own_styles()] == ["bb"]
    assert learned.best(["food", ""]) == {"food": CategoryRow("food", (("bb", 1000),))}
    # A row that comes again, as anybody's goods now; and one that goes.
    store.pulled.apply_page("suggestions", [row("bb", {**TEA, "own": False}), row("aa", None)], "c2", AS_OF)
    assert (list(learned.own_styles()), dict(learned.styles(["aa"]))) == ([], {})


def test_what_a_member_bought_and_brought_back_here(store: LocalStore) -> None:
    sell(store, "sale-1")
    sell(store, "sale-2", one_id=None)
    sell(store, "sale-3", one_id="M2")
    sell(store, "sale-4", lines=sale_document()["lines"][:1])
    back = {
        "return_id": "r1",
        "sale": {"store": "S01", "till": "T02", "sale_id": "sale-1", "epoch": "e", "seq": 2},
        "pricing": {"refund": 9000},
        "lines": [{**sale_document()["lines"][0], "condition": "sellable"}],
        "gifts": [],
    }
    with store.unit_of_work() as unit:
        unit.sales.add_return(back, unit.journal.append("return", back))
        unit.commit()

    found = store.own_purchases.of_member("M1", 10)
    assert sorted((one.sku, one.name, one.brand, one.back) for one in found) == [
        ("A1", "小棕瓶", "LQX", False),
        ("A1", "小棕瓶", "LQX", False),
        ("A1", "小棕瓶", "LQX", True),
        ("W1", "小棕瓶", "LQX", False),
    ]
    assert len(store.own_purchases.of_member("M2", 1)) == 1
    assert store.own_purchases.of_member("M9", 10) == []
