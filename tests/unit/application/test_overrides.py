"""Manual prices, approvals, goods nobody knows, notes and undo, as the counter's use cases do them."""

from __future__ import annotations

import pytest

from pos_client.application.overrides import Reduction, Why
from retail.basket import Quantity
from tests.unit.application.conftest import Counter
from tests.unit.application.test_checkout import refused

DAMAGED = Why("damaged")


def sold(counter: Counter) -> dict[str, object]:
    counter.checkout.tender_cash(counter.checkout.state.remaining_minor)
    counter.checkout.complete()
    return counter.store.bodies("sale")[-1]


def test_a_price_within_the_limits_needs_a_reason_and_nobody_else(counter: Counter) -> None:
    counter.checkout.add_product("B1", Quantity.units(2))
    with refused("reason_needed"):
        counter.overrides.lower("1", Reduction("percent", 1000), Why(""))
    with refused("reason_needed"):
        counter.overrides.lower("1", Reduction("percent", 1000), Why("other", " "))
    counter.overrides.lower("1", Reduction("percent", 1000), Why("other", "杯口划痕"))
    (entry,) = counter.store.bodies("price_overridden")
    assert (entry["list_price_minor"], entry["unit_price_minor"], entry["text"]) == (4900, 4410, "杯口划痕")
    assert counter.checkout.state.payable_minor == 8820
    body = sold(counter)
    (line,) = body["lines"]  # type: ignore[misc]
    assert line["unit_price_minor"] == 4410
    assert line["override"] == {
        "list_price_minor": 4900, "reason": "other", "text": "杯口划痕", "by": "1001", "approved_by": None,
        "of_basket": False,
    }  # fmt: skip
    assert body["input"]["lines"][0]["unit_price"] == 4410  # type: ignore[index]
    assert body["pricing"]["gross"] == 8820  # type: ignore[index]


def test_beyond_the_limits_a_manager_allows_one_action_and_it_is_journaled(counter: Counter) -> None:
    counter.checkout.add_product("B1")
    with refused("approval_needed") as caught:
        counter.overrides.lower("1", Reduction("price", 3000), DAMAGED)
    assert caught.value.params["permission"] == "price_override_above"
    assert counter.store.bodies("price_overridden") == []
    approval = counter.approval("price_override_above", "damaged")
    counter.overrides.lower("1", Reduction("price", 3000), DAMAGED, approval)
    assert counter.staff.current is not None
    assert counter.staff.current.staff_id == "1001", "nobody changed places"
    (given,) = counter.store.bodies("approval_given")
    assert (given["asked_by"], given["approved_by"], given["amount_minor"]) == ("1001", "1007", 1900)
    assert counter.store.bodies("price_overridden")[0]["approved_by"] == "1007"
    counter.checkout.add_product("A1")
    with refused("approval_needed"):
        counter.overrides.lower("2", Reduction("price", 100), DAMAGED, approval)


def test_an_approval_is_for_what_it_was_asked_for_and_only_a_manager_gives_one(counter: Counter) -> None:
    counter.checkout.add_product("A1")
    other = counter.approval("void_basket_above")
    with refused("approval_needed"):
        counter.overrides.lower("1", Reduction("price", 100), DAMAGED, other)
    for staff_id, pin in (("1004", "1357"), ("1008", "9902"), ("1001", "2468")):
        with refused("approver_not_allowed"):
            counter.staff.approve(counter.staff.check_pin(staff_id, pin, "approval"), "price_override_above")


def test_many_small_cuts_are_one_large_one(counter: Counter) -> None:
    counter.checkout.add_product("A1")
    counter.overrides.lower("1", Reduction("amount", 4000), DAMAGED)  # of 59900, within 10 %
    counter.checkout.add_product("B1", Quantity.units(2))
    counter.overrides.lower("2", Reduction("amount", 400), DAMAGED)
    with refused("approval_needed"):  # 4000 + 3 × 400 is above 5000
        counter.checkout.set_quantity("2", Quantity.units(3))
    counter.checkout.set_quantity("2", Quantity.units(3), counter.approval("price_override_above"))
    assert counter.checkout.state.basket.line("2").override.approved_by == "1007"  # type: ignore[union-attr]
    assert len(counter.store.bodies("approval_given")) == 1


def test_the_same_goods_scanned_again_are_a_line_at_their_list_price(counter: Counter) -> None:
    counter.checkout.add_product("B1")
    counter.overrides.lower("1", Reduction("amount", 100), DAMAGED)
    counter.checkout.add_product("B1")
    assert [line.unit_price_minor for line in counter.checkout.state.basket.lines] == [4800, 4900]


def test_a_discount_on_the_whole_basket_is_off_to_the_cent_and_the_books_can_take_it(counter: Counter) -> None:
    counter.checkout.add_product("B1", Quantity.units(3))
    counter.checkout.add_product("C1", Quantity.weight("0.350"))
    before = counter.checkout.state.payable_minor
    assert counter.overrides.preview(None, Reduction("amount", 1000)).new_minor == before - 1000
    counter.overrides.lower(None, Reduction("amount", 1000), DAMAGED)
    assert counter.checkout.state.payable_minor == before - 1000
    counter.overrides.lower(None, Reduction("amount", 500), DAMAGED)
    assert counter.checkout.state.payable_minor == before - 500, "a new one takes the place of the old one"
    counter.overrides.restore(None)
    assert counter.checkout.state.payable_minor == before
    assert {body["reason"] for body in counter.store.bodies("price_overridden")} == {"damaged", "withdrawn"}


@pytest.mark.parametrize(
    "reduction",
    [Reduction("price", 4900), Reduction("price", 6000), Reduction("amount", 5000), Reduction("percent", 0),
     Reduction("percent", 20000), Reduction("amount", -1)],
)  # fmt: skip
def test_a_manual_price_lowers_and_never_below_nothing(counter: Counter, reduction: Reduction) -> None:
    counter.checkout.add_product("B1")
    with refused("price_wrong"):
        counter.overrides.lower("1", reduction, DAMAGED, counter.approval("price_override_above"))


def test_benefits_are_computed_on_the_lowered_price(counter: Counter) -> None:
    counter.checkout.add_product("A1")
    counter.overrides.lower("1", Reduction("amount", 5000), DAMAGED)
    counter.scanning.scan(counter.rotating_code())
    # 549.00 − 10 % (gold) = 494.10: no longer enough for 满500减50
    assert counter.checkout.state.payable_minor == 49410


def test_goods_nobody_knows_are_sold_at_a_typed_price_with_a_managers_word(counter: Counter) -> None:
    with refused("approval_needed"):
        counter.overrides.add_unknown("69900001", "手工皂", 3500, "food")
    counter.overrides.add_unknown("69900001", "手工皂", 3500, "food", counter.approval("sell_unknown_goods"))
    assert counter.overrides.add_known_unknown("69900002") is None
    assert counter.overrides.add_known_unknown("69900001") is not None
    body = sold(counter)
    (line,) = body["lines"]  # type: ignore[misc]
    assert (line["sku"], line["brand"], line["tax_bps"], line["quantity"]) == ("UNKNOWN:69900001", "OWN", 900, 2)
    assert line["unknown"] == {"scanned": "69900001", "department": "food", "by": "1001", "approved_by": "1007"}
    assert counter.store.bodies("unknown_goods_added")[0]["unit_price_minor"] == 3500
    for name, price, department, code in (
        ("", 100, "food", "name_needed"), ("x", 0, "food", "price_wrong"), ("x", 100001, "food", "price_too_high"),
        ("x", 100, "toys", "department_unknown"),
    ):  # fmt: skip
        with refused(code):
            counter.overrides.add_unknown("69900003", name, price, department)


def test_what_was_removed_comes_back_in_its_place_and_is_no_record_then(counter: Counter) -> None:
    for sku in ("A1", "B1"):
        counter.checkout.add_product(sku)
    counter.checkout.set_quantity("2", Quantity.units(4))
    counter.checkout.set_quantity("2", Quantity.units(1))
    counter.checkout.remove_line("1")
    counter.checkout.add_product("C1", Quantity.weight("0.100"))
    counter.checkout.undo()
    assert [line.product.sku for line in counter.checkout.state.basket.lines] == ["A1", "B1", "C1"]
    counter.checkout.undo()
    assert counter.checkout.state.basket.line("2").quantity == Quantity.units(4)
    assert counter.checkout.state.taken_out == ()
    counter.checkout.undo()
    with refused("nothing_to_undo"):
        counter.checkout.undo()
    counter.checkout.remove_line("1")
    body = sold(counter)
    (removed,) = counter.store.bodies("lines_removed")
    assert (removed["sale_id"], removed["gross_minor"]) == (body["sale_id"], 59900)
    assert removed["lines"] == [{"sku": "A1", "quantity": 1, "unit_price_minor": 59900, "staff_id": "1001"}]


def test_a_large_basket_is_voided_with_a_managers_word_and_an_emptied_one_leaves_its_trace(counter: Counter) -> None:
    counter.checkout.add_product("A1")
    with refused("approval_needed"):
        counter.checkout.void_basket()
    counter.checkout.void_basket(counter.approval("void_basket_above"))
    assert counter.store.bodies("basket_voided")[0]["approved_by"] == "1007"
    assert counter.store.bodies("approval_given")[0]["amount_minor"] == 59900
    counter.checkout.add_product("B1")
    counter.checkout.remove_line("1")
    counter.checkout.void_basket()
    assert counter.store.bodies("lines_removed")[0]["sale_id"] is None


def test_notes_stand_in_the_sale(counter: Counter) -> None:
    counter.checkout.add_product("B1")
    counter.overrides.set_line_note("1", " 礼品包装 ")
    counter.overrides.set_sale_note("明天来取")
    counter.checkout.add_product("B1")
    body = sold(counter)
    assert [line.get("note") for line in body["lines"]] == ["礼品包装", None]  # type: ignore[attr-defined]
    assert body["note"] == "明天来取"


def test_who_may_not_sell_fills_no_basket() -> None:
    counter = Counter()
    counter.sign_in("1008")
    with refused("not_permitted"):
        counter.checkout.add_product("B1")
    counter.staff.sign_out()
    counter.sign_in("1004")
    counter.checkout.add_product("B1")
    with refused("approval_needed"):  # a guide sells, and lowers no price
        counter.overrides.lower("1", Reduction("amount", 1), DAMAGED)
