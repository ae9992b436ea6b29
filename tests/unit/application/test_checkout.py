from __future__ import annotations

import pytest

from pos_client.errors import Refused, Unavailable
from retail.basket import Quantity
from tests.unit.application.conftest import Counter, record


def refused(code: str) -> pytest.RaisesExc[Refused]:
    return pytest.RaisesExc(Refused, check=lambda error: error.code == code)


def test_a_sale_is_in_the_journal_with_its_whole_input_before_it_is_done(counter: Counter) -> None:
    counter.scanning.scan("6901234567892", "EAN13")
    counter.scanning.scan(counter.rotating_code())
    counter.checkout.tender_card(20000, "4711")
    counter.checkout.tender_cash(50000)
    completed = counter.checkout.complete()

    # 599.00 − 10 % (gold) = 539.10; − 50.00 (coupon, over 500.00) = 489.10
    assert completed.sale.payable_minor == 48910
    assert completed.sale.change_due_minor == 20000 + 50000 - 48910
    (body,) = counter.store.bodies("sale")
    assert body["pricing"]["payable"] == 48910
    assert sum(tender["amount_minor"] for tender in body["tenders"]) == 48910
    assert [(offer["id"], offer["version"]) for offer in body["input"]["offers"]] == [("GOLD", 1), ("OFF50", 1)]
    assert body["input"]["coupons"][0]["id"] == "K1"
    assert body["pricing"]["funding"] == {"brand:YR": 5990, "platform": 5000}
    assert body["lines"][0]["tax_minor"] == 5627  # 489.10 × 13 / 113
    assert body["member_proof"]["how"] == "unified_code"
    assert counter.store.entries[-1].head == completed.entry_head
    assert counter.checkout.state.basket.is_empty
    assert counter.checkout.state.last_sale == completed


def test_a_disk_that_fails_leaves_basket_and_payments(counter: Counter) -> None:
    counter.checkout.add_product("B1")
    counter.checkout.tender_cash(4900)
    counter.store.failure = Unavailable("store_disk_full")
    with pytest.raises(Unavailable):
        counter.checkout.complete()
    assert counter.store.bodies("sale") == []
    assert counter.checkout.state.remaining_minor == 0
    assert counter.checkout.complete().sale.payable_minor == 4900
    assert len(counter.store.bodies("sale")) == 1


def test_the_same_goods_join_a_line_and_a_weight_never_does(counter: Counter) -> None:
    counter.checkout.add_product("B1")
    counter.checkout.add_product("B1")
    counter.checkout.add_product("C1", Quantity.weight("0.350"))
    counter.checkout.add_product("C1", Quantity.weight("0.350"))
    basket = counter.checkout.state.basket
    assert [line.quantity.to_contract() for line in basket.lines] == [2, "0.350", "0.350"]
    assert counter.checkout.state.payable_minor == 2 * 4900 + 2 * 4480


def test_unknown_goods_change_nothing(counter: Counter) -> None:
    with refused("goods_unknown"):
        counter.checkout.add_product("ZZ")
    assert counter.checkout.state.basket.is_empty


def test_a_basket_has_a_limit_so_that_its_sale_fits_into_a_request(
    counter: Counter, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("pos_client.application.edits.LINES_MAX", 1)
    counter.checkout.add_product("B1")
    with refused("basket_full"):
        counter.checkout.add_product("A1")
    counter.checkout.add_product("B1")
    assert [line.product.sku for line in counter.checkout.state.basket.lines] == ["B1"]


def test_a_quantity_has_a_limit(counter: Counter) -> None:
    counter.checkout.add_product("B1")
    with refused("quantity_too_large"):
        counter.checkout.set_quantity("1", Quantity.units(10_000))
    assert counter.checkout.state.basket.unit_count == 1


def test_a_basket_that_is_being_paid_does_not_change(counter: Counter) -> None:
    counter.checkout.add_product("B1")
    counter.checkout.tender_card(1000, "17")
    before = counter.checkout.state
    for change in (
        lambda: counter.checkout.add_product("A1"),
        lambda: counter.checkout.remove_line("1"),
        lambda: counter.checkout.set_quantity("1", Quantity.units(2)),
        counter.checkout.clear_member,
        counter.checkout.void_basket,
        lambda: counter.scanning.scan(counter.rotating_code()),
    ):
        with refused("tender_present"):
            change()
    assert counter.checkout.state == before
    counter.checkout.remove_tender(0)
    counter.checkout.add_product("A1")
    assert counter.checkout.state.basket.unit_count == 2


def test_payments_must_fit(counter: Counter) -> None:
    with refused("basket_empty"):
        counter.checkout.tender_cash(100)
    counter.checkout.add_product("B1")
    with refused("reference_missing"):
        counter.checkout.tender_card(4900, "  ")
    for amount in (0, -5, 4901):
        with refused("amount_wrong"):
            counter.checkout.tender_card(amount, "17")
    with refused("amount_wrong"):
        counter.checkout.tender_cash(6901234567892)
    with refused("reference_missing"):
        counter.checkout.tender_card(100, "7" * 65)
    with refused("not_paid"):
        counter.checkout.complete()
    counter.checkout.tender_cash(5000)
    with refused("amount_wrong"):
        counter.checkout.tender_cash(100)
    assert counter.checkout.state.change_due_minor == 100


def test_coupons_and_points_need_the_members_code(counter: Counter) -> None:
    counter.checkout.add_product("A1")
    counter.checkout.set_member(counter.members.identify_search("M1"))
    # The tier's price is given; the coupon is not even a candidate.
    assert counter.checkout.state.payable_minor == 53910
    with refused("proof_needed"):
        counter.checkout.use_points(1000)
    counter.scanning.scan(counter.rotating_code())
    assert counter.checkout.state.payable_minor == 48910
    counter.checkout.use_points("max")
    pricing = counter.checkout.state.pricing
    assert pricing is not None
    assert (pricing.points_used, pricing.payable) == (5000, 43910)


def test_coupons_by_hand_and_back_to_the_best(counter: Counter) -> None:
    counter.checkout.add_product("A1")
    counter.scanning.scan(counter.rotating_code())
    counter.checkout.choose_coupons([])
    assert counter.checkout.state.payable_minor == 53910
    counter.checkout.choose_coupons(None)
    assert counter.checkout.state.payable_minor == 48910


def test_a_voided_basket_is_journaled_and_an_empty_one_is_not(counter: Counter) -> None:
    counter.checkout.void_basket()
    assert counter.store.bodies("basket_voided") == []
    counter.checkout.add_product("B1", Quantity.units(3))
    counter.checkout.void_basket()
    (body,) = counter.store.bodies("basket_voided")
    assert (body["gross_minor"], body["lines"][0]["quantity"], body["staff_id"]) == (14700, 3, "1001")
    assert counter.checkout.state.basket.is_empty


def test_an_offer_that_breaks_the_contract_is_left_out_and_the_others_are_used(counter: Counter) -> None:
    broken = {"id": "BAD", "source": "promotion", "stage": "order", "effect": {"kind": "percent_off", "bps": 99999}}
    counter.reference.offer_records.append(record(broken))
    counter.checkout.reference_changed()
    assert [bad.offer_id for bad in counter.checkout.usable.bad] == ["BAD"]
    counter.checkout.add_product("A1")
    counter.checkout.set_member(counter.members.identify_search("M1"))
    assert counter.checkout.state.payable_minor == 53910


def test_new_facts_reprice_an_open_basket_but_not_one_that_is_being_paid(counter: Counter) -> None:
    counter.checkout.add_product("A1")
    counter.scanning.scan(counter.rotating_code())
    counter.checkout.tender_cash(100)
    counter.reference.offer_records.clear()
    counter.checkout.reference_changed()
    assert counter.checkout.state.payable_minor == 48910
    counter.checkout.remove_tender(0)
    counter.checkout.reference_changed()
    assert counter.checkout.state.payable_minor == 59900


def test_a_line_to_the_ledger_that_breaks_reprices(counter: Counter) -> None:
    counter.reference.offer_records.append(
        record(
            {
                "id": "NET",
                "source": "promotion",
                "stage": "order",
                "effect": {"kind": "amount_off", "amount": 100},
                "offline": {"policy": "refused"},
            }
        )
    )
    counter.checkout.reference_changed()
    counter.checkout.add_product("B1")
    assert counter.checkout.state.payable_minor == 4800
    counter.online = False
    counter.checkout.connection_changed()
    pricing = counter.checkout.state.pricing
    assert pricing is not None
    assert [item.reason for item in pricing.rejected if item.offer == "NET"] == ["needs_connection"]
    assert pricing.payable == 4900


def test_a_sale_that_points_pay_needs_no_tender(counter: Counter) -> None:
    counter.checkout.add_product("B1")
    counter.scanning.scan(counter.rotating_code())
    counter.checkout.use_points("max")
    completed = counter.checkout.complete()
    assert (completed.sale.payable_minor, completed.sale.tenders) == (0, ())
    assert completed.sale.pricing["points_used"] == 4900


def test_nobody_signed_in_sells_nothing() -> None:
    counter = Counter()
    counter.checkout.add_product("B1")
    counter.checkout.tender_cash(4900)
    with refused("not_signed_in"):
        counter.checkout.complete()
    assert counter.store.entries == []
