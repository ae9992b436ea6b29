"""The rules of suggestions, on rows made by hand: what is near, what is used up, what sells best, and which size."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from retail.goods_last import GoodsDays
from retail.suggesting import (
    BasketStyle,
    BoughtStyle,
    Known,
    candidates,
    merged,
    near_own,
    popular,
    skus_that_fit,
    used_up,
)
from retail.suggestion_rows import (
    ALSO_MAX,
    CategoryRow,
    StyleRow,
    category_document,
    read_row,
    stored_category,
    stored_row,
    style_document,
)
from retail.suggestion_rules import (
    PRIVATE_CATEGORIES,
    Never,
    read_suggestion_rules,
    suggestion_document,
)

TODAY = date(2026, 11, 11)


def bought(style, days_ago=0, categories=("clothing",)):
    return BoughtStyle(style, f"{style}-1", style, TODAY - timedelta(days=days_ago), days_ago, categories)


def row(style, own=False, **lists):
    return style, StyleRow(style, {f"{style}-1": ""}, is_own=own, **{k: tuple(v.items()) for k, v in lists.items()})


def told(found):
    return [(one.style, one.score, one.reason.kind, one.reason.name) for one in found]


def test_what_was_bought_weighs_less_with_time_and_its_reason_is_what_adds_most():
    rows = dict([row("coat", also={"scarf": 400, "hat": 400}), row("boots", also={"scarf": 300})])
    known = Known(bought=(bought("coat", 400), bought("boots", 0)))
    assert told(candidates(known, rows, {})) == [("scarf", 500, "bought", "boots"), ("hat", 200, "bought", "coat")]


def test_the_basket_goes_first_and_what_is_bought_with_it_before_all():
    rows = dict([row("coat", also={"hat": 500}, together={"scarf": 300}), row("boots", also={"socks": 700})])
    known = Known(bought=(bought("boots"),), basket=(BasketStyle("coat", "coat-1", "coat"),))
    assert told(candidates(known, rows, {})) == [
        ("scarf", 750, "with", "coat"),
        ("socks", 700, "bought", "boots"),
        ("hat", 600, "with", "coat"),
    ]


def test_nothing_comes_back_that_is_there_was_bought_or_was_returned():
    rows = dict([row("coat", also={"coat": 900, "boots": 800, "bag": 700, "hat": 600})])
    known = Known((bought("coat"), bought("boots")), (BasketStyle("bag", "bag-1", "bag"),), frozenset(("hat",)))
    assert candidates(known, rows, {}) == []


def test_equal_scores_stand_in_the_order_of_their_keys():
    rows = dict([row("coat", also={"d": 500, "a": 500, "c": 500})])
    assert [one.style for one in candidates(Known((bought("coat"),)), rows, {})] == ["a", "c", "d"]


def test_a_stores_own_goods_are_near_to_what_they_name():
    own = near_own([row("tea", own=True, also={"coat": 400})[1]])
    assert told(candidates(Known((bought("coat"),)), {}, own)) == [("tea", 400, "bought", "coat")]
    assert told(candidates(Known(basket=(BasketStyle("coat", "coat-1", "coat"),)), {}, own)) == [
        ("tea", 480, "with", "coat")
    ]


SERUMS = GoodsDays({}, {"serums": 60})


@pytest.mark.parametrize(
    ("days_ago", "score"), [(59, None), (60, 900), (120, 450)], ids=["not yet", "on the day", "long over"]
)
def test_a_consumable_comes_again_when_it_is_used_up(days_ago, score):
    known = Known((bought("serum", days_ago, ("beauty", "serums")), bought("coat", 900)))
    found = used_up(known, GoodsDays({}, {"beauty": 90, "serums": 60}))
    assert told(found) == ([] if score is None else [("serum", score, "again", "serum")])


def test_a_consumable_in_the_basket_or_brought_back_does_not_come_again():
    serum = bought("serum", 100, ("serums",))
    assert len(used_up(Known((serum,)), SERUMS)) == 1
    assert used_up(Known((serum,), (BasketStyle("serum", "serum-1", "serum"),)), SERUMS) == []
    assert used_up(Known((serum,), (), frozenset(("serum",))), SERUMS) == []


def test_what_sells_best_counts_in_the_order_of_the_categories():
    rows = {"": CategoryRow("", (("hat", 1000), ("bag", 900))), "clothing": CategoryRow("clothing", (("coat", 1000),))}
    found = popular(["clothing", "unknown", ""], rows, Known())
    assert [(one.style, one.reason.category) for one in found] == [("coat", "clothing"), ("hat", ""), ("bag", "")]
    assert [one.style for one in popular([""], rows, Known((bought("hat"),)))] == ["bag"]


def test_lists_come_together_with_each_style_once_where_it_scores_most():
    rows = dict([row("coat", also={"serum": 100, "hat": 300})])
    near = candidates(Known((bought("coat"),)), rows, {})
    again = used_up(Known((bought("serum", 60, ("serums",)),)), SERUMS)
    assert [(one.style, one.reason.kind) for one in merged(again, near)] == [("serum", "again"), ("hat", "bought")]


def test_the_size_that_the_member_buys_then_what_there_is_most_of():
    shirt = StyleRow("shirt", {"s-s": "S", "s-m": "M", "s-m2": "M", "s-l": "L"})
    pieces = {"s-s": 9000, "s-m": 1000, "s-m2": 3000, "s-l": 5000}
    assert skus_that_fit(shirt, {"M": 2, "L": 1}, pieces) == ["s-m2", "s-m", "s-l"]
    assert skus_that_fit(shirt, {"M": 1}, pieces | {"s-m": 0, "s-m2": -1000}) == []
    # Who buys other sizes of other goods may be shown any.
    assert skus_that_fit(shirt, {"38": 1}, pieces)[0] == "s-s"
    assert skus_that_fit(shirt, {}, {"s-l": 1}) == ["s-l"]


def test_rows_are_read_as_they_were_written():
    style = StyleRow("a", {"A1": "M"}, (("b", 500),), (("c", 20),), is_own=True)
    category = CategoryRow("", (("a", 1000),))
    assert read_row(style_document(style)) == stored_row(style_document(style)) == style
    assert read_row(category_document(category)) == stored_category(category_document(category)) == category
    assert style_document(StyleRow("a", {})) == {"style": "a", "skus": {}}


@pytest.mark.parametrize(
    ("data", "path"),
    [
        ({"skus": {}}, "$.style"),
        ({"style": "a", "skus": {"A1": 3}}, "$.skus"),
        ({"style": "a", "skus": {}, "also": [["b", 0]]}, "$.also[0]"),
        ({"style": "a", "skus": {}, "also": [["b"]]}, "$.also[0]"),
        ({"style": "a", "skus": {}, "also": [["b", 1]] * (ALSO_MAX + 1)}, "$.also"),
        ({"category": 7, "best": []}, "$.category"),
        ([], "$"),
    ],
)
def test_a_row_that_breaks_the_contract_is_named(data, path):
    with pytest.raises(ValueError, match=r"expected") as caught:
        read_row(data)
    assert caught.value.path == path


def test_rules_left_out_are_those_that_keep_private_goods_private():
    rules = read_suggestion_rules({}).rules
    assert rules.enabled
    assert {"maternity", "health", "lingerie"} <= set(PRIVATE_CATEGORIES) == rules.never.categories
    assert read_suggestion_rules({"never": {"brands": ["X"]}}).rules.never.categories == rules.never.categories
    assert read_suggestion_rules({"never": {"categories": []}}).rules.never == Never(frozenset())
    assert rules.never.covers_bought("A1", "X", ("food", "health"))
    assert not rules.never.covers_bought("A1", "X", ("food",))


def test_a_store_gets_the_rules_that_hold_there():
    group = read_suggestion_rules(
        {
            "off_in": ["S02"],
            "categories": [{"id": "serums", "name": "精华"}],
            "never": {"skus": ["A1"], "tags": ["t"], "brands": ["b"], "categories": ["c"]},
        }
    )
    here = read_suggestion_rules(suggestion_document(group, "S01")).rules
    assert (here.enabled, here.never, here.names) == (True, group.rules.never, {"serums": "精华"})
    assert here.names_en == {"serums": "serums"}
    assert not read_suggestion_rules(suggestion_document(group, "S02")).rules.enabled


@pytest.mark.parametrize(
    ("rules", "path"),
    [
        ({"on": True}, "$.on"),
        ({"enabled": 1}, "$.enabled"),
        ({"lasts_days": {"a": 1}}, "$.lasts_days"),
        ({"never": {"skus": [1]}}, "$.never.skus[0]"),
        ({"categories": [{"id": "a"}]}, "$.categories[0].name"),
    ],
)
def test_rules_that_break_the_contract_are_named(rules, path):
    with pytest.raises(ValueError, match=r"expected") as caught:
        read_suggestion_rules(rules)
    assert caught.value.path == path
