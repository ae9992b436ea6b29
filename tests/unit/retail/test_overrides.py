"""A discount on a whole basket, as unit prices: whatever the basket, the sum is what was said."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retail.basket import Basket, Line, Override, Quantity
from retail.catalogue import Product
from retail.limits import Limits, read_limits
from retail.overrides import (
    Cut,
    amount_off_basket,
    discountable_lines,
    exceeds,
    percent_off_basket,
    without_basket_discount,
)
from retail.permissions import RIGHTS, allows


def make(line: Line, price_minor: int) -> Override:
    return Override(line.product.unit_price_minor, price_minor, "goodwill", "E1", of_basket=True)


@st.composite
def baskets(draw: st.DrawFn, *, weighed: bool = True) -> Basket:
    basket = Basket()
    for number in range(draw(st.integers(1, 6))):
        is_weighed = weighed and number > 0 and draw(st.booleans())
        product = Product(
            f"A{number}", "x", "B", draw(st.integers(1, 99_999)), weighed=is_weighed, discountable=draw(st.booleans())
        )
        quantity = (
            Quantity(draw(st.integers(1, 9_999)), weighed=True)
            if is_weighed
            else Quantity.units(draw(st.integers(1, 40)))
        )
        basket, _ = basket.add(product, quantity)
    first = basket.lines[0]
    return basket.with_line(Line("1", Product("A0", "x", "B", first.product.unit_price_minor), first.quantity))


@given(baskets(), st.data())
def test_an_amount_off_is_off_to_the_cent_and_comes_back_whole(basket: Basket, data: st.DataObject) -> None:
    pieces = sum(line.gross_minor for line in discountable_lines(basket) if not line.quantity.weighed)
    amount_minor = data.draw(st.integers(1, pieces))
    lowered = amount_off_basket(basket, amount_minor, make)
    assert basket.gross_minor - lowered.gross_minor == amount_minor
    assert lowered.unit_count == basket.unit_count
    assert all(line.unit_price_minor >= 0 for line in lowered.lines)
    assert len({line.line_id for line in lowered.lines}) == len(lowered.lines)
    for line in lowered.lines:
        assert line.override is None or line.product.discountable
    restored = without_basket_discount(lowered)
    assert restored.lines == basket.lines


def test_what_no_unit_price_carries_goes_to_a_single_piece_or_some_pieces_apart() -> None:
    three, _ = Basket().add(Product("A1", "x", "B", 1000), Quantity.units(3))
    assert [
        (line.quantity.unit_count, line.unit_price_minor) for line in amount_off_basket(three, 100, make).lines
    ] == [
        (2, 967),
        (1, 966),
    ]
    with_one, _ = three.add(Product("A2", "x", "B", 500), Quantity.units(1))
    found = [(line.quantity.unit_count, line.unit_price_minor) for line in amount_off_basket(with_one, 100, make).lines]
    # 100 over 3000 and 500: 86 and 14; 86 is 28 for each of three, and 2 are left for the single piece.
    assert found == [(3, 972), (1, 484)]


def test_a_weight_alone_is_lowered_by_less_than_one_step_more() -> None:
    basket, _ = Basket().add(Product("C1", "x", "B", 12800, weighed=True), Quantity.weight("2.500"))
    lowered = amount_off_basket(basket, 101, make)
    assert 101 <= basket.gross_minor - lowered.gross_minor < 101 + 3


def test_percent_lowers_each_unit_price_by_its_own_rate_and_a_new_discount_takes_the_old_ones_place() -> None:
    basket, _ = Basket().add(Product("A1", "x", "B", 995), Quantity.units(2))
    basket, _ = basket.add(Product("A2", "x", "B", 10), Quantity.units(1))
    lowered = percent_off_basket(basket, 1000, make)
    assert [line.unit_price_minor for line in lowered.lines] == [895, 9]
    assert [line.unit_price_minor for line in without_basket_discount(lowered).lines] == [995, 10]


@given(baskets(weighed=False), st.integers(1, 10_000))
def test_the_rate_of_the_limit_itself_is_within_the_limit(basket: Basket, bps: int) -> None:
    limits = Limits(override_bps=bps, override_minor=10**12)
    cuts = [
        Cut(line.override.list_price_minor, line.unit_price_minor, line.quantity, True)
        for line in percent_off_basket(basket, bps, make).lines
        if line.override is not None
    ]
    assert not exceeds(cuts, limits)
    if bps < 5000 and sum(cut.list_minor for cut in cuts) > 100_000:
        more = [
            Cut(line.override.list_price_minor, line.unit_price_minor, line.quantity, True)
            for line in percent_off_basket(basket, bps + 500, make).lines
            if line.override is not None
        ]
        assert exceeds(more, limits)


@pytest.mark.parametrize(
    ("settings", "expected"),
    [
        ({}, (0, 0, 0, ["other"])),
        ({"limits": {"override_bps": "1000", "override_minor": -5, "reasons": "x"}}, (0, 0, 0, ["other"])),
        ({"limits": {"unknown_goods": [], "lock_after_minutes": None}}, (0, 0, 0, ["other"])),
        ({"limits": {"override_bps": 99_999, "void_minor": 7, "reasons": [{"id": "a"}, {}]}}, (10_000, 0, 7, ["a"])),
    ],
)  # fmt: skip
def test_limits_that_make_no_sense_allow_nothing(settings: dict[str, object], expected: object) -> None:
    limits = read_limits(settings)
    found = limits.override_bps, limits.override_minor, limits.void_minor, [r.reason_id for r in limits.reasons]
    assert found == expected


def test_a_manager_may_whatever_can_be_approved_and_an_auditor_sells_nothing() -> None:
    assert all(allows(("manager",), right.name) for right in RIGHTS.values() if right.approvable)
    assert not allows(("auditor",), "sell")
    assert not allows(("cashier", "guide"), "price_override_above")
