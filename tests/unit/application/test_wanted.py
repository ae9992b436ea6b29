"""Wishes, and goods put aside: noted, taken over, withdrawn, and free when their day is over."""

from __future__ import annotations

import pytest

from pos_client.application.stock_watch import StockWatch
from pos_client.application.wanted import WantedDesk
from pos_client.errors import Refused
from retail.basket import Quantity
from tests.fakes import FakeStock
from tests.unit.application.conftest import MUG, SHIRT, TEA, Counter
from tests.unit.application.test_scanning import in_store


@pytest.fixture
def wanted(counter: Counter) -> WantedDesk:
    counter.reference.settings_document["put_aside"] = {"days": 2, "per_member": 2}
    return WantedDesk(
        counter.desk,
        counter.staff,
        counter.checkout,
        catalogue=counter.catalogue,
        reference=counter.reference,
        wanted=counter.store.wanted,
    )


def with_member(counter: Counter, *goods: object) -> None:
    counter.scanning.scan(counter.rotating_code())
    for product in goods or (MUG,):
        counter.checkout.add(product, Quantity.units(2))  # type: ignore[arg-type]


def test_a_line_becomes_a_wish_and_leaves_the_basket(counter: Counter, wanted: WantedDesk) -> None:
    with_member(counter, SHIRT, MUG)
    wanted.wish("2", " 要蓝色 ")
    (wish,) = wanted.of("M1")
    assert (wish.kind, wish.sku, wish.quantity, wish.note, wish.until, wish.staff_id) == (
        *("wish", "B1", 2, "要蓝色"),
        *(None, "1001"),
    )
    assert [line.product.sku for line in counter.checkout.state.basket.lines] == ["A1"]
    (body,) = counter.store.bodies("goods_wanted")
    assert (body["wanted_id"], body["one_id"], body["quantity"]) == (wish.wanted_id, "M1", 2)
    counter.checkout.add(MUG, Quantity.units(1))
    with pytest.raises(Refused, match="wanted_already"):
        wanted.wish("3")


def test_goods_are_put_aside_to_the_end_of_a_day_and_others_see_less(counter: Counter, wanted: WantedDesk) -> None:
    stock = FakeStock()
    stock.pieces = {"B1": 3}
    watch = StockWatch(stock, counter.clock, counter.store.wanted)
    with_member(counter)
    wanted.put_aside("1")
    assert [one.until for one in wanted.of("M1")] == ["2026-11-13"]
    level = watch.of(["B1"])["B1"]
    assert (level.thousandths, level.aside, level.covers(Quantity.units(2))) == (3000, 2, False)
    counter.clock.advance(2 * 86_400)
    assert watch.of(["B1"])["B1"].aside == 2, "its last day"
    counter.clock.advance(86_400)
    assert watch.of(["B1"])["B1"].covers(Quantity.units(3))
    assert wanted.of("M1") == []


def test_what_lies_here_goes_into_a_basket_once_and_a_wish_waits_until_it_is_sold(
    counter: Counter, wanted: WantedDesk
) -> None:
    with_member(counter, SHIRT, MUG)
    wanted.put_aside("1")
    wanted.wish("2")
    aside, wish = wanted.of("M1")
    member = counter.checkout.state.member
    basket_id = counter.checkout.basket_id
    for one in (aside, wish):
        wanted.take_over(member, one.wanted_id)
    lines = counter.checkout.state.basket.lines
    assert [(line.product.sku, line.quantity.unit_count) for line in lines] == [("A1", 2), ("B1", 2)]
    assert wanted.of("M1") == [wish]
    (body,) = counter.store.bodies("goods_wanted_ended")
    assert (body["wanted_id"], body["reason"], body["basket_id"]) == (aside.wanted_id, "taken", basket_id)
    with pytest.raises(Refused, match="wanted_gone"):
        wanted.take_over(member, aside.wanted_id)
    wanted.withdraw("M1", wish.wanted_id)
    assert wanted.of("M1") == []
    assert counter.store.bodies("goods_wanted_ended")[1]["reason"] == "withdrawn"


def test_words_for_what_cannot_be_noted(counter: Counter, wanted: WantedDesk) -> None:
    counter.checkout.add(MUG, Quantity.units(1))
    with pytest.raises(Refused, match="wanted_needs_member"):
        wanted.wish("1")
    with_member(counter, SHIRT)
    counter.checkout.add(TEA, Quantity.weight("0.5"))
    with pytest.raises(Refused, match="wanted_not_for_this"):
        wanted.put_aside("3")
    with pytest.raises(Refused, match="note_too_long"):
        wanted.wish("1", "很" * 61)
    wanted.put_aside("1")
    wanted.put_aside("2")
    counter.checkout.add(MUG, Quantity.units(1))
    with pytest.raises(Refused, match="put_aside_too_many"):
        wanted.put_aside("4")
    counter.reference.settings_document["put_aside"] = {"days": "many"}
    with pytest.raises(Refused, match="put_aside_not_offered"):
        wanted.put_aside("4")
    assert len(counter.store.bodies("goods_wanted")) == 2
    wanted.wish_for("M1", "A1")
    with pytest.raises(Refused, match="goods_unknown"):
        wanted.wish_for("M1", "NOWHERE")


def test_a_label_of_the_store_s_own_scales_says_goods_too_and_weighed_goods_are_not_wished_for(
    counter: Counter, wanted: WantedDesk
) -> None:
    product = wanted.scanned(in_store("210004200350").encode(), "EAN13")
    assert product == TEA, "or the counter would sell it"
    with pytest.raises(Refused, match="wanted_not_for_this"):
        wanted.wish_for("M1", product.sku)
    assert wanted.scanned(in_store("210009900350").encode(), "EAN13") is None
    assert counter.store.bodies("goods_wanted") == []
