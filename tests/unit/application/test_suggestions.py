"""Suggestions at the counter, from a cache made by hand: only what is here, what fits, and what is nobody's secret."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from pos_client.application.suggestions import SuggestionDesk, SuggestionSources
from pos_client.errors import Refused
from retail.basket import Quantity
from retail.catalogue import Product
from retail.member_facts import MemberFacts, Purchase
from retail.ports import StoredCoupon
from retail.suggestion_rows import OwnPurchase
from tests.fake_suggestions import FakeLearned, FakeOwnPurchases
from tests.fakes import FakeStock


def product(sku, name, *categories, brand="YR", price=19900, variant="", **fields):
    return Product(sku, name, brand, price, categories=categories, variant=variant, name_en=f"{name} en", **fields)


COAT = product("COAT-M", "大衣", "clothing", "coats", variant="驼色 / M")
SCARF = product("SCARF", "围巾", "accessories", "scarves")
SHIRTS = [product(f"SHIRT-{size}", "衬衫", "clothing", "shirts", variant=f"白 / {size}") for size in "SML"]
SERUM = product("SERUM", "精华", "beauty", "serums", brand="MT", price=30000)
TEA = product("TEA", "茶", "food", "tea", brand="")
BEANS = product("BEANS", "咖啡豆", "food", "coffee", weighed=True)
VITAMIN = product("VIT", "维生素", "health")
GOODS = [COAT, SCARF, *SHIRTS, SERUM, TEA, BEANS, VITAMIN]


def facts(*purchases, categories=None):
    sizes = {"M": 1} if any(one.sku == "COAT-M" for one in purchases) else {}
    counted = categories if categories is not None else {c: 1 for p in purchases for c in p.categories}
    return MemberFacts(
        *("M1", "2026-11-10", "2024-01-01", "base", None, 3, 100000, (0,) * 12, None, None, None),
        *({}, counted, sizes, (), tuple(purchases)),
    )


def purchase(goods, days_ago, now):
    at = (now - timedelta(days=days_ago)).isoformat(timespec="seconds")
    fields = ("S02", "web", goods.sku, goods.name, goods.brand, goods.categories)
    return Purchase(f"s{days_ago}", at, *fields, "1", goods.unit_price_minor)


class Till:
    """The counter of the other tests, with suggestions."""

    def __init__(self, counter):
        self.counter, self.checkout = counter, counter.checkout
        counter.catalogue.products = [*GOODS, *counter.catalogue.products]
        self.learned, self.own, self.stock = FakeLearned(), FakeOwnPurchases(), FakeStock()
        self.stock.pieces = {goods.sku: 5 for goods in GOODS}
        self.learned.add("YR", "大衣", {"COAT-M": "M"}, also={("YR", "围巾"): 500, ("YR", "衬衫"): 400})
        self.learned.add("YR", "围巾", {"SCARF": ""}, also={("YR", "大衣"): 500}, together={("YR", "衬衫"): 300})
        self.learned.add("YR", "衬衫", {f"SHIRT-{size}": size for size in "SML"}, also={("YR", "大衣"): 400})
        self.learned.add("MT", "精华", {"SERUM": ""})
        self.learned.add("", "茶", {"TEA": ""}, also={("YR", "大衣"): 200})
        facts_of = counter.store.member_facts
        self.rows = facts_of.rows
        sources = SuggestionSources(counter.catalogue, self.stock, self.learned, self.own, facts_of)
        self.desk = SuggestionDesk(counter.desk, counter.checkout, sources)

    def bought(self, *purchases, **fields):
        now = self.counter.clock.now()
        self.rows["M1"] = facts(*[purchase(goods, days, now) for goods, days in purchases], **fields)
        self.changed()

    def changed(self):
        self.checkout.reference_changed()
        self.desk.reference_changed()

    def identify(self, **member):
        known = self.counter.members_known.members
        known[0] = replace(known[0], **member)
        self.checkout.set_member(self.counter.members.identify_search("M1"))

    def rules(self, goods_last=None, **suggestions):
        rules = {"version": 1, "programs": [], "goods_last": goods_last or {}, "suggestions": suggestions}
        self.counter.reference.settings_document["group"] = rules
        self.changed()

    @property
    def skus(self):
        return [one.product.sku for one in self.desk.for_counter().shown]

    @property
    def nothing(self):
        return self.desk.for_counter().nothing

    def reasons(self, sku):
        found = next(one for one in self.desk.for_counter().shown if one.product.sku == sku)
        return [(one.kind, one.name) for one in found.reasons]


@pytest.fixture
def till(counter):
    return Till(counter)


def test_a_member_is_shown_what_goes_with_what_they_bought_and_why(till):
    till.bought((COAT, 12))
    till.identify()
    assert till.skus == ["SCARF", "SHIRT-M", "TEA"]
    scarf = till.desk.for_counter().shown[0]
    first = scarf.reasons[0]
    assert (first.kind, first.name, first.sku, first.day) == (
        "bought",
        "大衣",
        "COAT-M",
        (till.counter.clock.now() - timedelta(days=12)).date(),
    )
    # Scarves are a kind in which nothing was bought; coats and shirts are clothing, but shirts are not coats either.
    assert till.reasons("SCARF") == [("bought", "大衣"), ("new_category", "")]
    assert scarf.level.thousandths == 5000


def test_the_basket_counts_without_any_member_and_is_not_suggested_itself(till):
    till.checkout.add(SCARF, Quantity.units(1))
    assert till.skus == ["SHIRT-L", "COAT-M"]
    assert till.reasons("SHIRT-L")[0] == ("with", "围巾")
    till.checkout.add(SHIRTS[1], Quantity.units(1))
    assert "SHIRT-L" not in till.skus


def test_only_what_is_here_and_sold_here_and_in_the_size_that_the_member_wears(till):
    till.bought((COAT, 12))
    till.identify()
    till.stock.pieces |= {"SHIRT-M": 0, "SCARF": -1}
    till.changed()
    assert till.skus == ["TEA"]  # there are shirts, but none in M
    del till.stock.pieces["TEA"]
    till.changed()
    assert (till.skus, till.nothing) == ([], "not_here")
    till.stock.pieces.clear()  # a store that counts nothing
    till.counter.catalogue.products.remove(SCARF)  # this store does not sell it
    till.changed()
    assert till.skus == ["SHIRT-M", "TEA"]
    assert till.desk.for_counter().shown[0].level is None


def test_what_came_back_here_or_was_bought_here_just_now_is_not_suggested(till):
    till.bought((COAT, 12))
    now = till.counter.clock.now().isoformat(timespec="seconds")
    till.own.bought = [OwnPurchase("SCARF", "围巾", "YR", now, back=True), OwnPurchase("SHIRT-M", "衬衫", "YR", now)]
    till.identify()
    assert till.skus == ["TEA"]


def test_a_consumable_comes_again_when_the_group_says_that_it_is_used_up(till):
    till.bought((SERUM, 59))
    till.identify()
    assert till.nothing == "no_history"
    till.rules(goods_last={"categories": {"beauty": 10, "serums": 60}})
    assert till.nothing == "no_history"
    till.bought((SERUM, 60))
    assert till.skus == ["SERUM"]
    assert till.reasons("SERUM") == [("again", "精华")]
    till.rows["M1"] = replace(till.rows["M1"], recent=(replace(till.rows["M1"].recent[0], quantity="2"),))
    till.changed()
    assert till.nothing == "no_history", "two last twice as long, here as for whom guides remind"


def test_private_goods_are_neither_suggested_nor_a_reason(till):
    till.learned.add("YR", "维生素", {"VIT": ""}, also={("YR", "大衣"): 900})
    till.learned.add("YR", "大衣", {"COAT-M": "M"}, also={("YR", "维生素"): 900, ("YR", "围巾"): 100})
    till.bought((VITAMIN, 3))
    till.identify()
    assert till.nothing == "no_history"
    till.bought((COAT, 3))
    assert "VIT" not in till.skus
    till.rules(never={"tags": ["x"], "skus": ["SCARF"], "categories": []})
    assert till.skus[0] == "VIT"
    assert "SCARF" not in till.skus


def test_who_does_not_want_it_gets_it_for_the_basket_alone(till):
    till.bought((COAT, 12))
    till.identify(consents={"profile": False})
    assert till.nothing == "not_wanted"
    till.checkout.add(SHIRTS[1], Quantity.units(1))
    assert till.skus == ["COAT-M"]


def test_the_group_may_have_none_of_it_and_nothing_may_have_been_learned(till):
    assert till.nothing == "nobody"
    till.bought((COAT, 12))
    till.identify()
    till.rules(enabled=False)
    assert till.nothing == "off"
    till.rules()
    till.learned.rows.clear()
    till.changed()
    assert till.nothing == "not_learned"


def test_a_coupon_that_ends_is_a_reason_and_lifts_what_fits_it(till):
    till.bought((COAT, 12))
    till.learned.add("YR", "大衣", {"COAT-M": "M"}, also={("YR", "围巾"): 500, ("MT", "精华"): 450})
    ends = (till.counter.clock.now() + timedelta(days=4)).replace(hour=0, minute=0).isoformat(timespec="seconds")
    till.counter.members_known.coupons = [StoredCoupon("K1", "OFF50", "M1", "available", ends)]
    till.identify()
    # The coupon is for 500 and more: neither reaches it alone.
    assert [one for sku in till.skus for one in till.reasons(sku) if one[0] == "coupon"] == []
    till.checkout.add(replace(COAT, unit_price_minor=30000), Quantity.units(1))
    assert till.skus[0] == "SERUM"
    fits = next(one for one in till.desk.for_counter().shown[0].reasons if one.kind == "coupon")
    # It ends at midnight: the day before is the last on which it counts.
    assert (fits.offer_id, fits.day) == ("OFF50", (till.counter.clock.now() + timedelta(days=3)).date())


def test_members_without_a_history_get_what_sells_best(till):
    till.learned.sells_best("", ("YR", "大衣"), ("MT", "精华"))
    till.identify()
    assert till.skus == ["COAT-M", "SERUM"]
    assert till.reasons("COAT-M") == [("popular", "")]


def test_three_of_different_kinds_come_before_two_of_one(till):
    till.learned.add("YR", "手套", {"GLOVES": ""})
    till.counter.catalogue.products.append(product("GLOVES", "手套", "accessories", "scarves"))
    till.stock.pieces["GLOVES"] = 3
    near = {("YR", "围巾"): 500, ("YR", "手套"): 490, ("YR", "衬衫"): 300, ("MT", "精华"): 50}
    till.learned.add("YR", "大衣", {"COAT-M": "M"}, also=near)
    till.bought((COAT, 1))
    till.identify()
    assert till.skus == ["SCARF", "SHIRT-M", "TEA"]


def test_weighed_goods_are_not_suggested(till):
    till.learned.add("YR", "咖啡豆", {"BEANS": ""})
    till.learned.add("YR", "大衣", {"COAT-M": "M"}, also={("YR", "咖啡豆"): 900})
    till.bought((COAT, 1))
    till.identify()
    assert "BEANS" not in till.skus


def test_what_was_shown_and_what_was_added_stands_in_the_sale(till, counter):
    till.bought((COAT, 12))
    till.identify()
    till.desk.note_shown()
    till.desk.add("SCARF")
    till.desk.note_shown()
    counter.checkout.add(TEA, Quantity.units(1))  # scanned: not from the suggestion
    with pytest.raises(Refused, match="suggestion_gone"):
        till.desk.add("SCARF")
    due = counter.checkout.state.due_minor
    counter.checkout.tender_cash(due)
    counter.checkout.complete()

    (sale,) = counter.store.bodies("sale")
    shown = [(one["sku"], one["reason"]) for one in sale["suggested"]]
    assert shown[:3] == [("SCARF", "bought"), ("SHIRT-M", "bought"), ("TEA", "bought")]
    assert {line["sku"]: line.get("suggested") for line in sale["lines"]} == {"SCARF": "bought", "TEA": None}
    assert counter.checkout.state.suggested == ()


def test_a_parked_basket_keeps_what_was_shown_and_added(till, counter):
    till.bought((COAT, 12))
    till.identify()
    till.desk.add("SCARF")
    counter.parking.park()
    assert counter.checkout.state.basket.is_empty
    counter.parking.recall(counter.parking.own()[0].parked.parking_id)
    assert counter.checkout.state.basket.lines[0].suggested == "bought"
    assert [one.sku for one in counter.checkout.state.suggested] == ["SCARF", "SHIRT-M", "TEA"]


def test_a_sale_without_suggestions_says_nothing_of_them(till, counter):
    counter.checkout.add(TEA, Quantity.units(1))
    counter.checkout.tender_cash(19900)
    counter.checkout.complete()
    (sale,) = counter.store.bodies("sale")
    assert "suggested" not in sale
    assert "suggested" not in sale["lines"][0]


def test_a_member_who_is_looked_at_needs_no_basket_and_comes_along_with_what_is_taken(till, counter):
    till.bought((COAT, 12))
    member = counter.members_known.members[0]
    found = till.desk.for_member(member, ())
    assert [one.product.sku for one in found.shown] == ["SCARF", "SHIRT-M", "TEA"]
    till.desk.add_for(counter.members, "M1", "SHIRT-M", found)
    assert counter.checkout.state.member.member.one_id == "M1"
    assert [(line.product.sku, line.suggested) for line in counter.checkout.state.basket.lines] == [
        ("SHIRT-M", "bought")
    ]
    assert len(counter.checkout.state.suggested) == 3
    till.desk.add_for(counter.members, "M1", "TEA", found)
    with pytest.raises(Refused, match="counter_busy"):
        till.desk.add_for(counter.members, "M2", "SCARF", found)
