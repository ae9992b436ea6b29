"""What is learned from purchases, on hand-made ones; what stores get of it; and what sales tell of suggestions."""

from __future__ import annotations

import json
import os
from datetime import UTC, date, datetime, timedelta

import pytest

from central_ledger.__main__ import main
from central_ledger.application import group_rules
from central_ledger.application.learn_suggestions import learn_suggestions, rows_of
from central_ledger.application.publish import GROUP, publish_products
from central_ledger.application.pull import Puller
from central_ledger.application.purchase_matrix import purchases, style_book
from central_ledger.application.push import push
from central_ledger.application.similar_styles import learn
from central_ledger.application.suggestions import is_due
from central_ledger.store.identities import ConsentRow
from central_ledger.store.purchases import PurchaseLine
from central_ledger.store.suggested_goods import SuggestedGoods
from retail.catalogue import Product
from retail.styles import style_of
from retail.suggestion_rows import SKUS_MAX, read_row
from retail.suggestion_rules import Never
from tests.unit.ledger.journals import sale_document

TODAY = date(2026, 11, 11)
NEVER = Never()


def goods(name, *variants, brand="YR", categories=("clothing",), tags=()):
    return [
        Product(f"{name}-{place}", name, brand, 9900, variant=variant, categories=categories, tags=tags)
        for place, variant in enumerate(variants or ("",), 1)
    ]


class Shelf:
    """The products of the group and of stores, as `Feeds` gives them."""

    def __init__(self, products, **own):
        self.scopes = {GROUP: products, **own}

    def after(self, scope, feed, version, limit):
        assert feed == "products"
        found = self.scopes.get(scope, ()) if version == 0 else ()
        return [Row(place, product) for place, product in enumerate(found, 1)]


class Row:
    deleted = False

    def __init__(self, version, product):
        self.version = version
        self.data = json.dumps(
            {"sku": product.sku, "name": product.name, "brand": product.brand, "variant": product.variant}
            | {"categories": list(product.categories), "tags": list(product.tags)}
        )


def bought(*baskets, days_ago=10):
    """One row for each line: (member, sale, sku …)."""
    at = f"{TODAY - timedelta(days=days_ago)}T10:00:00+08:00"
    rows = [
        (member, sale, number, "S01", at, sku, "1", "0")
        for member, sale, *skus in baskets
        for number, sku in enumerate(skus, 1)
    ]
    return sorted(rows)


def learned_from(rows, products, never=NEVER, stores=(), **own):
    book = style_book(Shelf(products, **own), stores, never)
    return rows_of(learn(purchases((), rows, book, TODAY), book, TODAY.toordinal()), book)


def row_of(learned, name, scope=GROUP, brand="YR"):
    """The row of a style, with names in the place of keys."""
    return learned[scope].get(style_of(brand, name))


def near(row, kind, *names):
    keys = {style_of(brand, name): name for name in names for brand in ("YR", "")}
    return [(keys.get(key, key), score) for key, score in (row or {}).get(kind, ())]


COATS = [*goods("coat", "blue / M", "blue / L"), *goods("scarf"), *goods("tent"), *goods("lamp")]


def test_two_styles_that_the_same_members_bought_are_near_by_what_chance_would_not_give():
    rows = bought(
        *[(f"M{n}", f"a{n}", "coat-1") for n in range(6)],
        *[(f"M{n}", f"b{n}", "scarf-1") for n in range(6)],
        *[(f"M{n}", f"c{n}", "tent-1") for n in range(3, 9)],
    )
    learned = learned_from(rows, COATS)
    # Three members bought coat and scarf alone, three the tent besides, three the tent alone. A member of n styles
    # weighs 1/n in a pair, so coat and scarf have a cosine of 1, the others of 1 / sqrt(2.5 * 4), drawn to 0 by 6 of
    # 6 + 6 and 3 of 3 + 6. The tent sells best: the others are set against it by (2.5 / 4) ** 0.2.
    assert near(row_of(learned, "coat"), "also", "scarf", "tent") == [("scarf", 455), ("tent", 105)]
    assert near(row_of(learned, "tent"), "also", "scarf", "coat") == sorted(
        [("scarf", 96), ("coat", 96)], key=lambda one: style_of("YR", one[0])
    )
    assert row_of(learned, "lamp") is None
    assert "together" not in row_of(learned, "coat")
    assert row_of(learned, "coat")["skus"] == {"coat-1": "M", "coat-2": "L"}


def test_another_size_is_the_same_style_and_a_member_counts_once():
    rows = bought(
        *[(f"M{n}", f"a{n}", "coat-1", "coat-2", "scarf-1") for n in range(3)],
        *[("M0", f"again{n}", "coat-2", "scarf-1") for n in range(9)],
    )
    learned = learned_from(rows, COATS)
    assert [name for name, _ in near(row_of(learned, "coat"), "also", "scarf")] == ["scarf"]
    # Members: three of three, 3 / (3 + 6). Sales: twelve of twelve, 12 / (12 + 6).
    assert near(row_of(learned, "coat"), "also", "scarf") == [("scarf", 333)]
    assert near(row_of(learned, "coat"), "together", "scarf") == [("scarf", 667)]


def test_a_pair_that_fewer_than_three_members_stand_behind_is_not_told():
    two = bought(*[(f"M{n}", f"a{n}", "coat-1", "scarf-1") for n in range(2)], ("M7", "x", "coat-1"))
    told = learned_from(two, COATS)[GROUP]
    assert set(told) == {"category:", "category:clothing", style_of("YR", "coat")}
    assert "scarf" not in json.dumps(told)
    assert set(learned_from(bought(("M1", "a", "coat-1")), COATS)[GROUP]) == set()
    assert learned_from([], COATS)[GROUP] == {}
    assert learned_from(bought(("M1", "a", "coat-1")), [])[GROUP] == {}


def test_members_of_one_style_make_no_pair_and_loosen_what_others_make():
    pairs = [(f"M{n}", f"a{n}", "coat-1", "scarf-1") for n in range(6)]
    alone = [(f"X{n}", f"x{n}", "coat-1") for n in range(18)]
    before = near(row_of(learned_from(bought(*pairs), COATS), "scarf"), "also", "coat")
    after = near(row_of(learned_from(bought(*pairs, *alone), COATS), "scarf"), "also", "coat")
    assert before == [("coat", 500)]
    assert 0 < after[0][1] < 300


def test_what_came_back_as_a_whole_teaches_nothing_and_a_part_of_it_does():
    rows = bought(*[(f"M{n}", f"a{n}", "coat-1", "scarf-1") for n in range(4)])
    back = [(*row[:7], "1") if row[5] == "scarf-1" else row for row in rows]
    assert "also" not in (row_of(learned_from(back, COATS), "coat") or {})
    part = [(*row[:6], "2.000", "1") if row[5] == "scarf-1" else row for row in rows]
    assert near(row_of(learned_from(part, COATS), "coat"), "also", "scarf") == [("scarf", 400)]
    weighed = [(*row[:6], "0.350", "0.350") if row[5] == "scarf-1" else row for row in rows]
    assert "also" not in (row_of(learned_from(weighed, COATS), "coat") or {})


def test_what_was_bought_too_long_ago_or_is_sold_no_more_teaches_nothing():
    rows = bought(*[(f"M{n}", f"a{n}", "coat-1", "scarf-1") for n in range(4)], days_ago=731)
    assert learned_from(rows, COATS)[GROUP] == {}
    rows = bought(*[(f"M{n}", f"a{n}", "coat-1", "scarf-1") for n in range(4)])
    assert "also" not in row_of(learned_from(rows, goods("coat", "blue / M")), "coat")


def test_private_goods_are_in_no_row_at_all():
    products = [*goods("coat"), *goods("vitamin", categories=("food", "health")), *goods("ring", tags=("secret",))]
    rows = bought(*[(f"M{n}", f"a{n}", "coat-1", "vitamin-1", "ring-1") for n in range(5)])
    for never, left in ((NEVER, {"ring-1"}), (Never(tags=frozenset(("secret",))), set())):
        text = json.dumps(learned_from(rows, products, never))
        assert "vitamin" not in text
        assert style_of("YR", "vitamin") not in text
        assert {sku for sku in ("ring-1",) if sku in text} == left


def test_a_stores_own_goods_stand_in_its_own_rows_alone():
    own = goods("tea", brand="", categories=("food",))
    rows = bought(*[(f"M{n}", f"a{n}", "coat-1", "scarf-1", "tea-1") for n in range(5)])
    learned = learned_from(rows, COATS, NEVER, ("S01", "S02"), S01=own)
    assert set(learned) == {GROUP, "S01"}
    row = row_of(learned, "tea", "S01", brand="")
    assert {name for name, _ in near(row, "also", "coat", "scarf")} == {"coat", "scarf"}
    assert row["own"] is True
    assert style_of("", "tea") not in json.dumps(learned[GROUP])


def test_what_sells_best_in_a_category_is_by_members_of_the_last_ninety_days():
    rows = bought(
        *[(f"M{n}", f"a{n}", "coat-1") for n in range(8)], *[(f"M{n}", f"b{n}", "scarf-1") for n in range(4)]
    ) + bought(*[(f"N{n}", f"c{n}", "lamp-1") for n in range(9)], days_ago=100)
    learned = learned_from(sorted(rows), COATS)
    expected = [[style_of("YR", "coat"), 1000], [style_of("YR", "scarf"), 500]]
    assert learned[GROUP]["category:"]["best"] == expected
    assert learned[GROUP]["category:clothing"]["best"] == expected


def test_every_row_is_bounded_and_can_be_read():
    many = [product for n in range(30) for product in goods(f"g{n}", *[f"c{v} / M" for v in range(60)])]
    rows = bought(*[(f"M{n}", f"a{n}", *[f"g{g}-{n + 1}" for g in range(30)]) for n in range(4)])
    learned = learned_from(rows, many)[GROUP]
    assert len(learned) == 32
    for document in learned.values():
        read_row(document)
        assert len(document.get("skus", ())) <= SKUS_MAX
        assert len(json.dumps(document)) < 2500


# --- at a ledger, on both engines


def line(one_id, sale_id, number, sku):
    at = "2026-11-01T10:00:00+08:00"
    return PurchaseLine(one_id, sale_id, number, "S01", "pos", at, sku, "1", "0", 100, 100, "YR")


@pytest.fixture
def books(ledger):
    start = datetime(2026, 11, 11, 4, tzinfo=UTC)
    ledger.clock = lambda: start
    with ledger.database.transaction():
        publish_products(ledger, GROUP, COATS)
        ledger.purchases.add(
            line(f"N{n}", f"s{n}", number, sku) for n in range(5) for number, sku in enumerate(("coat-1", "scarf-1"), 1)
        )
    return ledger


def rows(ledger, scope="S01"):
    page = Puller(ledger, "run-1").page("suggestions", scope, "", 1000)
    return {row.key: None if row.deleted else json.loads(bytes(row.data)) for row in page.rows}


COAT, SCARF = style_of("YR", "coat"), style_of("YR", "scarf")


def test_a_run_sends_rows_to_every_store_and_the_next_one_only_what_changed(books):
    assert is_due(books)
    facts = learn_suggestions(books)
    assert (facts.lines, facts.members, facts.sent, facts.kept) == (10, 5, 4, 0)
    assert rows(books)[COAT]["also"] == [[SCARF, 455]]
    assert rows(books, "S02") == rows(books)
    assert not is_due(books)

    version = books.feeds.version(GROUP, "suggestions")
    assert learn_suggestions(books).kept == 4
    assert books.feeds.version(GROUP, "suggestions") == version
    # One more such member moves the scores a little: the rows stay as they were sent.
    with books.database.transaction():
        books.purchases.add([line("N5", "s5", 1, "coat-1"), line("N5", "s5", 2, "scarf-1")])
    assert learn_suggestions(books).sent == 0
    with books.database.transaction():
        books.purchases.add(
            line(f"P{n}", f"p{n}", i, sku) for n in range(9) for i, sku in enumerate(("coat-1", "tent-1"), 1)
        )
    assert learn_suggestions(books).sent >= 2
    assert rows(books)[COAT]["also"][0][0] == style_of("YR", "tent")


def test_goods_that_are_sold_no_more_leave_tombstones(books):
    learn_suggestions(books)
    with books.database.transaction():
        books.feeds.put(GROUP, "products", {"scarf-1": None})
    assert learn_suggestions(books).withdrawn == 1
    found = rows(books)
    assert found[SCARF] is None
    assert "also" not in found[COAT]


def test_whoever_does_not_want_it_is_not_learned_from(books):
    def said(one_id, event, given, at):
        return ConsentRow(one_id, event, "profile", "2026-1", given, at, "S01", "T01", "E1")

    with books.database.transaction():
        for n in range(5):
            books.identities.add_consents([said(f"N{n}", "e1", n > 2, "2026-01-01T00:00:00.000+00:00")])
        books.identities.add_consents([said("N0", "e2", True, "2026-02-01T00:00:00.000+00:00")])
    assert learn_suggestions(books).members == 3


def test_the_groups_rules_decide_what_is_private(books):
    rules = {"suggestions": {"never": {"skus": ["scarf-1"]}, "off_in": ["S02"]}}
    with books.database.transaction():
        group_rules.publish_rules(books, rules, "test")
    learn_suggestions(books)
    assert SCARF not in rows(books)
    told = {store: json.loads(books.feeds.get(store, "settings", "group"))["suggestions"] for store in ("S01", "S02")}
    assert (told["S01"]["enabled"], told["S02"]["enabled"]) == (True, False)
    assert told["S01"]["never"]["skus"] == ["scarf-1"]
    found = group_rules.check_rules(None, {"suggestions": {"never": {"skus": [1]}, "off_in": ["S02"]}})
    assert [breach.path for breach in found] == ["$.suggestions.never.skus[0]"]


def test_what_was_shown_and_what_was_added_is_counted_once(books, journal):
    with books.database.transaction():
        books.journals.enrol("S01", "T01", bytes(32), "counter", books.now())
    shown = [{"sku": "A1", "reason": "bought"}, {"sku": "B1", "reason": "with"}]
    taken = sale_document("sale-1", {"A1": 12900, "A2": 25800}) | {"suggested": shown}
    taken["lines"][0]["suggested"] = "bought"
    journal.add("sale", taken)
    journal.add("sale", sale_document("sale-2", {"A1": 12900}) | {"suggested": shown, "guide": "E1"})
    journal.add("sale", sale_document("sale-3", {"A1": 12900}) | {"guide": "E9", "suggested": shown[1:]})
    journal.add("sale", sale_document("sale-4", {"A1": 12900}))
    push(books, "S01", "T01", journal.entries)
    push(books, "S01", "T01", journal.entries)

    counts = SuggestedGoods(books.database).counts("S01", "2026-11-11", "2026-11-11")
    assert [(c.staff_id, c.sales, c.shown, c.added, c.net_minor) for c in counts] == [
        ("E1", 2, 4, 1, 12900),
        ("E9", 1, 1, 0, 0),
    ]
    assert SuggestedGoods(books.database).counts("S01", "2026-11-12", "2026-11-30") == []
    assert SuggestedGoods(books.database).counts("S02", "2026-11-11", "2026-11-11") == []


def test_the_commands_learn_and_count(data, capsys, monkeypatch):
    # Behind other processes is where every later test of this process would be too, with all that they start.
    steps: list[int] = []
    monkeypatch.setattr(os, "nice", steps.append)
    assert main(["learn-suggestions", "--data", str(data.path)]) == 0
    assert json.loads(capsys.readouterr().out)["learned"] is True
    assert steps == []
    assert main(["learn-suggestions", "--if-due", "--data", str(data.path)]) == 0
    assert [step > 0 for step in steps] == [True]
    told = json.loads(capsys.readouterr().out)
    assert (told["learned"], told["last"]["lines"]) == (False, 0)
    days = ("--from", "2026-11-01", "--to", "2026-11-30")
    assert main(["suggestion-results", "--store", "S01", *days, "--data", str(data.path)]) == 0
    assert capsys.readouterr().out == ""
    assert main(["suggestion-results", "--store", "S77", *days, "--data", str(data.path)]) == 1
