"""Baskets that wait: over a crash, parked, taken up once, and over."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pos_client.application.parking_rounds import ParkingRounds
from pos_client.errors import Refused
from retail.basket import Quantity
from retail.guides import GuideShare
from retail.parked import Claim, ParkedBasket, ParkedList
from tests.unit.application.conftest import MUG, SHIRT, TEA, Counter


class Line:
    """A ledger that remembers what it was told; `down` breaks the line before or after it hears."""

    def __init__(self) -> None:
        self.told: list[str] = []
        self.claimed_by: dict[str, str] = {}
        self.down = ""

    def share(self, parked: ParkedBasket) -> bool:
        if self.down == "before":
            raise ConnectionError
        self.told.append(parked.parking_id)
        if self.down == "after":
            raise ConnectionError
        return parked.parking_id not in self.claimed_by

    def list_parked(self) -> ParkedList:
        return ParkedList((), frozenset(p for p, till in self.claimed_by.items() if till != "T01"))

    def claim(self, parking_id: str, *, own: bool) -> Claim:
        assert own
        till = self.claimed_by.setdefault(parking_id, "T01")
        return Claim(till == "T01", "" if till == "T01" else "taken", till)


def full(counter: Counter) -> None:
    """Five lines: plain, several, weighed, with a manual price, typed in; and a member."""
    counter.checkout.add(SHIRT, Quantity.units(1))
    counter.checkout.add(MUG, Quantity.units(3))
    counter.checkout.add(TEA, Quantity.weight("0.350"))
    counter.overrides.add_unknown("4711", "手编竹篮", 3900, "food", counter.approval("sell_unknown_goods"))
    counter.checkout.add(replace(MUG, unit_price_minor=1990, priced_by_label=True), Quantity.units(1))
    counter.scanning.scan(counter.rotating_code())


def again(counter: Counter) -> Counter:
    """The same till after a crash: what it had written is all that there is."""
    counter.parking.keep_open()
    made = Counter(clock=counter.clock)
    made.store.parked.become(counter.store.parked)
    made.store.attempts, made.store.sales = counter.store.attempts, counter.store.sales
    return made


def rounds(counter: Counter, line: Line) -> ParkingRounds:
    return ParkingRounds(counter.desk, counter.reference, counter.store.parked, line)


def test_the_basket_at_the_counter_survives_a_crash_and_is_priced_anew(counter: Counter) -> None:
    full(counter)
    counter.checkout.use_points(1000)
    counter.checkout.say(note="礼品包装")
    before = counter.checkout.state
    later = again(counter)
    later.catalogue.products[1] = replace(MUG, unit_price_minor=5900)

    back = later.parking.bring_back()

    assert back is not None
    after = later.checkout.state
    assert (back.lines, back.member_lost, after.note) == (5, False, "礼品包装")
    assert [line.line_id for line in after.basket.lines] == [line.line_id for line in before.basket.lines]
    assert [line.unit_price_minor for line in after.basket.lines] == [59900, 5900, 12800, 3900, 1990]
    assert after.payable_minor == before.payable_minor + 3 * 1000
    assert after.member is not None
    assert after.member.can_spend
    assert later.checkout.sale_id != counter.checkout.sale_id, "a copy of the folder may sell the same basket"


def test_a_proof_of_long_ago_is_none(counter: Counter) -> None:
    full(counter)
    counter.checkout.use_points(1000)
    later = again(counter)
    later.clock.advance(3600)
    assert later.parking.bring_back() is not None
    member = later.checkout.state.member
    assert member is not None
    assert (member.proof.how, member.can_spend, later.checkout.state.points_to_use) == ("search", False, 0)


def test_money_that_was_taken_before_a_crash_is_still_there(counter: Counter) -> None:
    full(counter)
    counter.checkout.tender_card(10000, "TERM-1")
    later = again(counter)
    back = later.parking.bring_back()
    assert back is not None
    assert [(t.kind, t.amount_minor, t.reference) for t in later.checkout.state.tenders] == [("card", 10000, "TERM-1")]

    cheaper = again(later)
    cheaper.catalogue.products[:] = [replace(p, unit_price_minor=10) for p in cheaper.catalogue.products]
    back = cheaper.parking.bring_back()
    assert back is not None
    assert [tender.reference for tender in back.not_counted] == ["TERM-1"]
    assert cheaper.checkout.state.tenders == ()


def test_what_was_sold_voided_or_emptied_does_not_come_back(counter: Counter) -> None:
    for end in ("sold", "voided", "emptied"):
        counter.checkout.add(MUG, Quantity.units(1))
        counter.parking.keep_open()
        assert counter.store.parked.open is not None
        if end == "sold":
            counter.checkout.tender_cash(4900)
            counter.checkout.complete()
        elif end == "voided":
            counter.checkout.void_basket()
        else:
            counter.checkout.remove_line(counter.checkout.state.basket.lines[0].line_id)
            counter.parking.keep_open()
        assert counter.store.parked.open is None, end
        assert again(counter).parking.bring_back() is None


def test_a_row_of_another_program_is_left_alone(counter: Counter) -> None:
    counter.store.parked.keep("sale-x", {"basket": 7})
    assert counter.parking.bring_back() is None
    assert counter.checkout.state.basket.is_empty


def test_parked_and_taken_up_at_the_prices_of_then_without_proof(counter: Counter) -> None:
    full(counter)
    counter.overrides.set_line_note("2", "易碎")
    counter.checkout.say(guides=(GuideShare("1004", 10000),))
    basket_id, sale_id = counter.checkout.basket_id, counter.checkout.sale_id
    counter.checkout.use_points(1000)
    counter.parking.park(" 红衣服的阿姨 ")

    (kept,) = counter.parking.own()
    assert (kept.parked.name, kept.parked.lines, kept.parked.units, kept.parked.member) == (
        "红衣服的阿姨", 5, 7, "林*曦",
    )  # fmt: skip
    assert counter.checkout.state.basket.is_empty
    assert counter.store.parked.open is None
    (body,) = counter.store.bodies("basket_suspended")
    assert (body["basket_id"], body["one_id"], len(body["lines"])) == (basket_id, "M1", 5)
    assert "红衣服" not in str(body)

    counter.catalogue.products[0] = replace(SHIRT, unit_price_minor=50000)
    back = counter.parking.recall(kept.parked.parking_id)
    state = counter.checkout.state
    assert (back.lines, back.member_lost) == (5, False)
    assert state.basket.lines[0].unit_price_minor == 50000
    assert (state.basket.line("2").note, state.guides, state.points_to_use) == ("易碎", (GuideShare("1004", 10000),), 0)
    assert state.member is not None
    assert (state.member.member.one_id, state.member.can_spend) == ("M1", False)
    assert (counter.checkout.basket_id, counter.checkout.sale_id == sale_id) == (basket_id, False)
    assert counter.parking.own() == []
    assert counter.store.parked.open is not None
    assert [body["parking_id"] for body in counter.store.bodies("basket_recalled")] == [kept.parked.parking_id]
    with pytest.raises(Refused, match="counter_busy"):
        counter.parking.recall(kept.parked.parking_id)


def test_goods_taken_out_before_parking_are_told_with_the_sale(counter: Counter) -> None:
    counter.checkout.add(MUG, Quantity.units(1))
    counter.checkout.add(SHIRT, Quantity.units(1))
    counter.checkout.remove_line("2")
    counter.parking.park()
    counter.parking.recall(counter.parking.own()[0].parked.parking_id)
    counter.checkout.tender_cash(4900)
    sale = counter.checkout.complete()
    (body,) = counter.store.bodies("lines_removed")
    assert (body["sale_id"], [line["sku"] for line in body["lines"]]) == (sale.sale.sale_id, ["A1"])


def test_a_shopper_with_a_code_at_the_counter_keeps_the_proof(counter: Counter) -> None:
    full(counter)
    counter.parking.park()
    counter.scanning.scan(counter.rotating_code())
    counter.parking.recall(counter.parking.own()[0].parked.parking_id)
    assert counter.checkout.state.member is not None
    assert counter.checkout.state.member.can_spend


def test_nothing_to_park_and_money_on_the_table(counter: Counter) -> None:
    with pytest.raises(Refused, match="basket_empty"):
        counter.parking.park()
    counter.checkout.add(MUG, Quantity.units(1))
    with pytest.raises(Refused, match="name_too_long"):
        counter.parking.park("很" * 41)
    counter.checkout.tender_cash(1000)
    with pytest.raises(Refused, match="tender_present"):
        counter.parking.park()
    assert counter.store.bodies("basket_suspended") == []


@pytest.mark.parametrize("down", ["before", "after"])
def test_once_the_ledger_may_have_it_only_the_ledger_says_who_takes_it_up(counter: Counter, down: str) -> None:
    line = Line()
    counter.checkout.add(MUG, Quantity.units(1))
    counter.parking.park()
    parking_id = counter.parking.own()[0].parked.parking_id
    assert not counter.parking.needs_claim(parking_id)
    line.down = down
    with pytest.raises(ConnectionError):
        rounds(counter, line).round()
    assert counter.parking.needs_claim(parking_id)
    with pytest.raises(Refused, match="basket_needs_ledger"):
        counter.parking.recall(parking_id)
    counter.parking.recall(parking_id, line.claim(parking_id, own=True))
    line.down = ""
    assert line.share(replace(TICKET, parking_id=parking_id)) is False


TICKET = ParkedBasket(
    "p", "b", "T01", "", "1001", "2026-11-11T10:00:00+08:00", "2026-11-11T22:00:00+08:00", 1, 1, 1, "CNY"
)


def test_what_another_till_took_up_is_gone_here(counter: Counter) -> None:
    line = Line()
    counter.checkout.add(MUG, Quantity.units(1))
    counter.parking.park()
    parking_id = counter.parking.own()[0].parked.parking_id
    rounds(counter, line).round()
    assert counter.parking.own()[0].sharing == "shared"
    line.claimed_by[parking_id] = "T02"
    with pytest.raises(Refused, match="basket_taken"):
        counter.parking.recall(parking_id, line.claim(parking_id, own=True))
    assert counter.parking.own() == []


def test_another_tills_basket_is_taken_up_by_claim_and_listed_no_more(counter: Counter) -> None:
    counter.checkout.add(MUG, Quantity.units(2))
    counter.parking.park()
    parked = counter.parking.own()[0].parked
    other = Counter()
    other.sign_in()
    assert other.parking.others([parked]) == (parked,)
    with pytest.raises(Refused, match="basket_needs_ledger"):
        other.parking.recall(parked.parking_id)
    other.parking.recall(parked.parking_id, Claim(True, till="T01", parked=parked))
    assert other.checkout.state.payable_minor == 9800
    assert other.store.bodies("basket_recalled")[0]["parked_by"] == "T01"
    assert other.parking.others([parked]) == ()


def test_its_time_is_over(counter: Counter) -> None:
    line = Line()
    for sku in ("A1", "B1"):
        counter.checkout.add_product(sku)
        counter.checkout.add_product("B1")
        counter.checkout.remove_line(counter.checkout.state.basket.lines[-1].line_id)
        if not counter.checkout.state.basket.is_empty:
            counter.parking.park()
    counter.clock.advance(12 * 3600 - 1)
    assert rounds(counter, line).end_old() == 0
    counter.clock.advance(1)
    assert rounds(counter, line).end_old() == 1
    assert counter.parking.own() == []
    assert len(counter.store.bodies("basket_expired")) == 1
    assert [body["sale_id"] for body in counter.store.bodies("lines_removed")] == [None]


def test_a_shared_basket_ends_only_by_the_ledgers_word(counter: Counter) -> None:
    line = Line()
    counter.checkout.add_product("A1")
    counter.parking.park()
    rounds(counter, line).round()
    counter.clock.advance(13 * 3600)
    assert rounds(counter, line).end_old() == 0
    assert rounds(counter, line).round() == 1
    assert len(counter.store.bodies("basket_expired")) == 1


def test_a_store_that_keeps_its_baskets_to_each_till(counter: Counter) -> None:
    counter.reference.settings_document["baskets"] = {"shared": False, "keep_minutes": 30}
    line = Line()
    counter.checkout.add_product("A1")
    counter.parking.park()
    rounds(counter, line).round()
    assert (line.told, counter.parking.own()[0].parked.expires_at) == ([], "2026-11-11T10:30:00+08:00")
