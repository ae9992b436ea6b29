"""A basket that goes from one counter to another by codes, while no ledger answers."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pos_client.application.basket_codes import BasketCodes, Collected, ShownBasket
from pos_client.errors import Refused
from retail.basket import Quantity
from retail.guides import GuideShare
from retail.parked import Claim
from tests.unit.application.conftest import MUG, SHIRT, TEA, TILL, Counter, key_row


def codes_of(counter: Counter, till: str = "T01", store: str = "S01") -> BasketCodes:
    desk = replace(counter.desk, facts=replace(counter.desk.facts, till=till, store=store))
    return BasketCodes(
        desk, counter.parking, catalogue=counter.catalogue, reference=counter.reference, key=lambda: TILL
    )


def other_till(counter: Counter) -> Counter:
    made = Counter(clock=counter.clock)
    made.sign_in()
    return made


def parked(counter: Counter, *, lines: int = 0) -> str:
    counter.checkout.add(SHIRT, Quantity.units(2))
    counter.checkout.add(TEA, Quantity.weight("0.350"))
    for number in range(lines):
        product = replace(MUG, sku=f"MANY-{number:03d}", barcodes=())
        counter.catalogue.products.append(product)
        counter.checkout.add(product, Quantity.units(1))
    counter.scanning.scan(counter.rotating_code())
    counter.parking.park()
    return counter.parking.own()[-1].parked.parking_id


def scanned(counter: Counter, text: str) -> ShownBasket:
    outcome = counter.scanning.scan(text)
    assert outcome.kind == "basket"
    assert outcome.basket is not None
    return outcome.basket


def collected(there: Counter, codes: BasketCodes, texts: tuple[str, ...]) -> Collected:
    for text in texts:
        found = codes.collect(scanned(there, text))
    return found


def test_a_guides_basket_is_sold_elsewhere_with_its_member_and_its_guide(counter: Counter) -> None:
    counter.staff.sign_out("asked")
    counter.sign_in("1004")  # a guide, who is no cashier
    parking_id = parked(counter)
    basket_id = counter.store.bodies("basket_suspended")[0]["basket_id"]
    _, shown = codes_of(counter).show(parking_id)
    there = other_till(counter)
    codes = codes_of(there, "T02")

    back = codes.take_up(collected(there, codes, shown.codes), None)

    state = there.checkout.state
    assert (back.lines, back.member_lost) == (2, False)
    assert [(line.product.sku, line.quantity.to_contract()) for line in state.basket.lines] == [
        ("A1", 2),
        ("C1", "0.350"),
    ]
    assert state.guides == (GuideShare("1004", 10000),)
    assert state.member is not None
    assert (state.member.member.one_id, state.member.can_spend) == ("M1", False), "who holds a code proves nothing"
    (body,) = there.store.bodies("basket_recalled")
    assert (body["parking_id"], body["basket_id"], body["parked_by"]) == (parking_id, basket_id, "T01")


def test_many_lines_are_read_in_any_order_and_only_whole(counter: Counter) -> None:
    parking_id = parked(counter, lines=30)
    _, shown = codes_of(counter).show(parking_id)
    assert len(shown.codes) > 1
    there = other_till(counter)
    there.catalogue.products[:] = counter.catalogue.products
    codes = codes_of(there, "T02")
    first = collected(there, codes, (shown.codes[-1], shown.codes[-1]))
    assert (first.read, first.parts, first.whole) == (1, len(shown.codes), None)
    with pytest.raises(Refused, match="basket_gone"):
        codes.take_up(first, None)
    codes.take_up(collected(there, codes, shown.codes[:-1]), None)
    assert len(there.checkout.state.basket.lines) == 32


def test_codes_that_were_shown_again_do_not_mix_with_the_older_ones(counter: Counter) -> None:
    parking_id = parked(counter, lines=30)
    showing = codes_of(counter)
    _, before = showing.show(parking_id)
    counter.clock.advance(60)
    _, after = showing.show(parking_id)
    there = other_till(counter)
    codes = codes_of(there, "T02")
    collected(there, codes, before.codes[:1])
    assert collected(there, codes, after.codes[1:]).whole is None


def test_the_same_till_takes_no_code_twice_not_after_a_restart_either(counter: Counter) -> None:
    parking_id = parked(counter)
    _, shown = codes_of(counter).show(parking_id)
    there = other_till(counter)
    codes = codes_of(there, "T02")
    found = collected(there, codes, shown.codes)
    codes.take_up(found, None)
    there.checkout.void_basket(there.approval("void_basket_above"))
    with pytest.raises(Refused, match="basket_gone"):
        codes.collect(scanned(there, shown.codes[0]))
    again = other_till(counter)
    again.store.parked.become(there.store.parked)
    with pytest.raises(Refused, match="basket_gone"):
        codes_of(again, "T02").take_up(found, None)


def test_who_showed_it_needs_the_ledgers_word_to_take_it_back(counter: Counter) -> None:
    parking_id = parked(counter)
    codes_of(counter).show(parking_id)
    assert counter.parking.needs_claim(parking_id)
    with pytest.raises(Refused, match="basket_needs_ledger"):
        counter.parking.recall(parking_id)
    counter.parking.recall(parking_id, Claim(True, till="T01"))
    assert counter.checkout.state.payable_minor > 0


def test_what_was_taken_out_is_told_by_who_shows_it(counter: Counter) -> None:
    counter.checkout.add(MUG, Quantity.units(1))
    counter.checkout.remove_line("1")
    parking_id = parked(counter)
    codes_of(counter).show(parking_id)
    codes_of(counter).show(parking_id)
    (body,) = counter.store.bodies("lines_removed")
    assert [line["sku"] for line in body["lines"]] == ["B1"]


def test_the_ledgers_own_basket_goes_before_what_the_codes_say(counter: Counter) -> None:
    parking_id = parked(counter)
    full = counter.parking.own()[0].parked
    _, shown = codes_of(counter).show(parking_id)
    there = other_till(counter)
    codes = codes_of(there, "T02")
    found = collected(there, codes, shown.codes)
    with pytest.raises(Refused, match="basket_taken"):
        codes.take_up(found, Claim(False, "taken", "T03"))
    codes.take_up(found, Claim(True, till="T01", parked=full))
    assert there.store.bodies("basket_recalled")[0]["basket_id"] == full.basket_id


def test_words_for_what_codes_cannot_carry(counter: Counter) -> None:
    counter.checkout.say(note="礼品包装")
    parking_id = parked(counter)
    with pytest.raises(Refused, match="basket_not_for_codes"):
        codes_of(counter).show(parking_id)
    assert not counter.parking.needs_claim(parking_id), "nobody has seen a code"
    counter.parking.recall(parking_id)
    counter.checkout.say(note="")
    counter.parking.park()
    long = parked(counter, lines=150)
    with pytest.raises(Refused, match="basket_too_long"):
        codes_of(counter).show(long)
    with pytest.raises(Refused, match="basket_gone"):
        codes_of(counter).show("elsewhere")


def test_words_for_codes_that_are_not_for_here(counter: Counter) -> None:
    parking_id = parked(counter)
    _, shown = codes_of(counter).show(parking_id)
    with pytest.raises(Refused, match="basket_needs_ledger"):
        codes_of(counter).collect(scanned(counter, shown.codes[0]))
    there = other_till(counter)
    with pytest.raises(Refused, match="basket_of_other_store"):
        codes_of(there, "T02", "S02").collect(scanned(there, shown.codes[0]))
    there.catalogue.products[:] = [MUG]
    codes = codes_of(there, "T02")
    with pytest.raises(Refused, match="basket_goods_unknown"):
        codes.take_up(collected(there, codes, shown.codes), None)
    counter.clock.advance(600)
    with pytest.raises(Refused, match="basket_code_expired"):
        there.scanning.scan(shown.codes[0])


def test_a_key_that_another_followed_signs_no_baskets(counter: Counter) -> None:
    parking_id = parked(counter)
    _, shown = codes_of(counter).show(parking_id)
    there = other_till(counter)
    there.reference.key_rows[:] = [
        {**key_row("till", TILL), "store": "S01", "till": "T01", "valid_to": "2026-11-11T09:00:00+08:00"}
    ]
    with pytest.raises(Refused, match="code_unknown_issuer"):
        there.scanning.scan(shown.codes[0])
