"""Rules of commission: which one counts, what it gives, how guides share it, what comes back with goods."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from retail.commission import (
    BusinessDays,
    SoldLine,
    earnings,
    party_of,
    place_of,
    shared,
    shares_of_line,
    taken_back,
)
from retail.commission_reading import read_rule_book, rule_book_breaches
from retail.guides import GuideShare
from retail.stock import stock_thousandths

AT = datetime(2026, 11, 11, 2, tzinfo=UTC)


def rule(rule_id="R", **fields):
    return {"id": rule_id, "bps": 300, "payer": "brand"} | fields


def book_of(*rules, **fields):
    return read_rule_book({"commission": list(rules), **fields})


def line(**fields):
    guides = fields.pop("guides", {"G1": 10000})
    sold = {"line_id": "1", "sku": "A1", "brand": "LQX", "quantity": 1, "listed_minor": 12900, "net_minor": 9999}
    return SoldLine(**sold | fields, guides=tuple(GuideShare(*share) for share in guides.items()))


def earned(book, sold=None, roles=("guide",), store="S01", at=AT):
    place = place_of(book, store, at, "CNY")
    return earnings(book, place, sold or line(), lambda _: frozenset(roles))


def money(book, sold=None, **where):
    return {each.staff_id: each.amount_minor for each in earned(book, sold, **where)}


@pytest.mark.parametrize(
    ("scope", "sold", "where", "holds"),
    [
        ({"brands": ["LQX"]}, {}, {}, True),
        ({"brands": ["LY"]}, {}, {}, False),
        ({"skus": ["A1", "A2"]}, {}, {}, True),
        ({"skus": ["A2"]}, {}, {}, False),
        ({"categories": ["skincare"]}, {"categories": ("skincare", "new")}, {}, True),
        ({"categories": ["skincare"]}, {}, {}, False),
        ({"stores": ["S01"]}, {}, {}, True),
        ({"stores": ["S01"]}, {}, {"store": "S02"}, False),
        ({"store_types": ["collection"]}, {}, {}, True),
        ({"store_types": ["collection"]}, {}, {"store": "S02"}, False),
        ({"store_types": ["direct"]}, {}, {"store": "S02"}, True),
        ({"roles": ["manager"]}, {}, {}, False),
        ({"roles": ["manager"]}, {}, {"roles": ("guide", "manager")}, True),
        ({"exclude": {"skus": ["A1"]}}, {}, {}, False),
        ({"brands": ["LQX"], "exclude": {"brands": ["LQX"], "skus": ["A9"]}}, {}, {}, True),
    ],
)
def test_a_rule_holds_by_brand_sku_category_store_type_and_role(scope, sold, where, holds):
    book = book_of(rule(scope=scope), stores={"S01": {"type": "collection"}})
    assert bool(earned(book, line(**sold), **where)) == holds


def test_the_first_rule_by_priority_counts_and_a_rule_has_its_time():
    late = rule("late", priority=1, valid_from="2026-11-11T10:00:00+08:00", valid_to="2026-11-11T11:00:00+08:00")
    book = book_of(rule("base"), late)
    names = [
        [each.rule_id for each in earned(book, at=datetime(2026, 11, 11, hour, minute, tzinfo=UTC))]
        for hour, minute in ((1, 59), (2, 0), (2, 59), (3, 0))
    ]
    assert names == [["base"], ["late"], ["late"], ["base"]]


def test_the_base_is_what_was_paid_without_its_tax_or_with_what_points_paid():
    sold = line(net_minor=11300, tax_minor=1300, points_minor=700)
    rates = {base: money(book_of(rule(base=base, bps=1000)), sold)["G1"] for base in ("net", "net_without_tax")}
    assert rates == {"net": 1130, "net_without_tax": 1000}
    assert money(book_of(rule(base="before_points", bps=1000)), sold) == {"G1": 1200}


def test_a_fixed_amount_is_for_each_unit_in_its_currency():
    book = book_of(rule(bps=0, fixed_minor=250, currency="CNY"))
    assert money(book, line(quantity=3)) == {"G1": 750}
    assert money(book, line(quantity="1.234")) == {"G1": 250}
    assert money(book_of(rule(fixed_minor=250, currency="JPY"))) == {}


def test_guides_with_different_rules_each_have_their_part_of_their_own():
    book = book_of(rule("boss", priority=1, bps=1000, scope={"roles": ["manager"]}), rule("other", bps=500))
    place = place_of(book, "S01", AT, "CNY")
    sold = line(net_minor=10000, guides={"G1": 6000, "G2": 4000})
    roles = {"G1": frozenset(("manager",)), "G2": frozenset(("guide",))}
    found = earnings(book, place, sold, roles.__getitem__)
    assert [(each.staff_id, each.rule_id, each.amount_minor) for each in found] == [
        ("G1", "boss", 600),
        ("G2", "other", 200),
    ]


@settings(max_examples=40)
@given(net=st.integers(0, 10**7), parts=st.lists(st.integers(1, 9), min_size=1, max_size=8), bps=st.integers(0, 10000))
def test_what_guides_share_sums_to_what_the_rule_gives(net, parts, bps):
    weights = [10000 * part // sum(parts) for part in parts]
    weights[0] += 10000 - sum(weights)
    guides = {f"G{number}": weight for number, weight in enumerate(weights) if weight}
    points = {"points": 3, "per_minor": 1000}
    found = earned(book_of(rule(bps=bps, points=points)), line(net_minor=net, guides=guides))
    assert sum(each.amount_minor for each in found) == (2 * net * bps + 10000) // 20000
    assert sum(each.points for each in found) == net // 1000 * 3


@settings(max_examples=40)
@given(
    amount=st.integers(0, 10**6),
    bought=st.one_of(st.integers(1, 30), st.decimals("0.001", "9.999", places=3).map(str)),
    cuts=st.lists(st.integers(1, 9000), max_size=12),
)
def test_returns_cut_up_anyhow_take_back_what_was_earned_and_never_more(amount, bought, cuts):
    whole, before, taken = stock_thousandths(bought), 0, 0
    for cut in cuts:
        more = cut if isinstance(bought, str) else cut // 1000 * 1000
        taken += taken_back(amount, bought, before, more)
        before += more
        assert 0 <= taken <= amount
    assert taken + taken_back(amount, bought, before, whole) == amount


def test_who_pays_is_a_party_of_the_line_and_the_store():
    stores = {"S01": {"type": "collection"}, "S03": {"type": "distributor", "distributor": "D7"}}
    book = book_of(stores=stores)
    here, there = place_of(book, "S01", AT, "CNY"), place_of(book, "S03", AT, "CNY")
    assert [party_of(role, here, "YR") for role in ("brand", "store", "platform", "distributor")] == [
        *("brand:YR", "store:S01", "platform", "store:S01")
    ]
    assert party_of("brand", here, "") == "store:S01"
    assert party_of("distributor", there, "YR") == "distributor:D7"


def test_a_lines_value_is_split_by_the_first_rule_else_it_is_the_stores():
    shares = [{"party": "brand", "bps": 6667}, {"party": "store", "bps": 3333}]
    book = book_of(settlement=[{"id": "S", "scope": {"brands": ["LQX"]}, "shares": shares}])
    place = place_of(book, "S01", AT, "CNY")
    assert shared(100, shares_of_line(book, place, line())) == [("brand:LQX", 67), ("store:S01", 33)]
    assert shared(100, shares_of_line(book, place, line(brand="LY"))) == [("store:S01", 100)]


def test_the_next_business_day_leaves_out_weekends_and_holidays():
    days = BusinessDays(frozenset(range(1, 6)), frozenset(("2026-11-16",)))
    assert [days.next_after(f"2026-11-{day}") for day in (12, 13, 14, 15)] == ["2026-11-13", *["2026-11-17"] * 3]
    assert BusinessDays().next_after("2026-12-31") == "2027-01-01"


@pytest.mark.parametrize(
    ("document", "path"),
    [
        ([], "$"),
        ({"rules": []}, "$.rules"),
        ({"stores": {"S01": {"type": "shop"}}}, "$.stores.S01.type"),
        ({"stores": {"S01": {"type": "distributor"}}}, "$.stores.S01.distributor"),
        ({"weekdays": []}, "$.weekdays"),
        ({"weekdays": [0]}, "$.weekdays[0]"),
        ({"holidays": ["2026-2-30"]}, "$.holidays[0]"),
        ({"commission": {}}, "$.commission"),
        ({"commission": [{"id": "A"}]}, "$.commission[0].payer"),
        ({"commission": [rule(payer="guide")]}, "$.commission[0].payer"),
        ({"commission": [rule(bps=10001)]}, "$.commission[0].bps"),
        ({"commission": [rule(bps=1.5)]}, "$.commission[0].bps"),
        ({"commission": [rule(base="gross")]}, "$.commission[0].base"),
        ({"commission": [rule(due="T+2")]}, "$.commission[0].due"),
        ({"commission": [rule(fixed_minor=100)]}, "$.commission[0].currency"),
        ({"commission": [rule(points={"points": 1})]}, "$.commission[0].points.per_minor"),
        ({"commission": [rule(scope={"brand": ["A"]})]}, "$.commission[0].scope.brand"),
        ({"commission": [rule(scope={"store_types": ["x"]})]}, "$.commission[0].scope.store_types[0]"),
        ({"commission": [rule("A"), rule("A")]}, "$.commission[1].id"),
        ({"commission": [rule(valid_from="2026-11-11")]}, "$.commission[0].valid_from"),
        (
            {"commission": [rule(valid_from="2026-11-11T10:00:00Z", valid_to="2026-11-11T10:00:00Z")]},
            "$.commission[0].valid_to",
        ),
        ({"settlement": [{"id": "S", "shares": [{"party": "brand", "bps": 9999}]}]}, "$.settlement[0].shares"),
        (
            {"settlement": [{"id": "S", "scope": {"roles": ["guide"]}, "shares": [{"party": "brand", "bps": 10000}]}]},
            "$.settlement[0].scope.roles",
        ),
        (
            {"settlement": [{"id": "S", "shares": [{"party": "brand", "bps": 5000}] * 2}]},
            "$.settlement[0].shares[1].party",
        ),
    ],
)
def test_what_breaks_the_contract_is_named_by_its_path(document, path):
    assert [breach.path for breach in rule_book_breaches(document)] == [path]


def test_every_rule_that_is_wrong_is_named():
    wrong = {"commission": [rule(payer="x"), rule("B"), rule("C", bps=-1)], "weekdays": [9], "stores": {"S": 1}}
    paths = {breach.path for breach in rule_book_breaches(wrong)}
    assert paths == {"$.commission[0].payer", "$.commission[2].bps", "$.weekdays[0]", "$.stores.S"}
