"""The demo's data: the same each time, right where it can be wrong, and shaped like people rather than like dice."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from collections import Counter
from dataclasses import asdict, fields
from datetime import date
from statistics import mean, median, pvariance

import pytest

from central_ledger.demo.generate import SEED, generate
from central_ledger.demo.people import PERSONAS
from central_ledger.demo.records import DemoGroup
from pos_client.application.scanning import scan_settings
from retail.catalogue import Product
from retail.gtin import is_gtin
from retail.offer_reading import read_offer, read_scope
from retail.scanned import InStoreGoods, MemberCard, classify
from tests.fakes import FakeReference

TODAY = date(2026, 11, 21)
_PRINT_HASH = """
import hashlib, sys
from dataclasses import asdict
from datetime import date
from central_ledger.demo.generate import generate
group = generate(products=300, members=300, today=date(2026, 11, 21))
print(hashlib.sha256(repr(asdict(group)).encode()).hexdigest())
"""


@pytest.fixture(scope="module")
def group() -> DemoGroup:
    return generate(today=TODAY)


def all_products(group: DemoGroup) -> list[Product]:
    return [*group.products, *(product for store in group.stores for product in store.own_products)]


def digest(**sizes: int) -> str:
    return hashlib.sha256(repr(asdict(generate(**sizes, today=TODAY))).encode()).hexdigest()


def parts(document: object) -> list[dict[str, object] | list[object]]:
    """What can be changed in a document: it and what is in it, however deep."""
    if not isinstance(document, (dict, list, tuple)):
        return []
    within = [
        part for value in (document.values() if isinstance(document, dict) else document) for part in parts(value)
    ]
    return within if isinstance(document, tuple) else [document, *within]


def test_the_same_in_this_process_and_in_any_other() -> None:
    here = digest(products=300, members=300)
    assert here == digest(products=300, members=300)
    for hash_seed in ("0", "4711"):
        elsewhere = subprocess.run(
            [sys.executable, "-c", _PRINT_HASH],
            env=os.environ | {"PYTHONHASHSEED": hash_seed},
            check=True,
            capture_output=True,
            text=True,
        )
        assert elsewhere.stdout.strip() == here


def test_what_somebody_changes_in_a_group_is_in_no_other() -> None:
    before = digest(products=60, members=10)
    group = generate(products=60, members=10, today=TODAY)
    for part in [part for item in fields(group) for part in parts(getattr(group, item.name))]:
        part.clear()
    assert digest(products=60, members=10) == before


def test_another_seed_gives_another_group() -> None:
    assert digest(products=60, members=10) != digest(seed=SEED + 1, products=60, members=10)


def test_another_day_moves_dates_and_leaves_goods_and_people_as_they_are() -> None:
    group = generate(products=300, members=300, today=TODAY)
    later = generate(products=300, members=300, today=date(2027, 3, 2))
    assert later.products == group.products
    assert [(m.one_id, m.name, m.phone) for m in later.members] == [(m.one_id, m.name, m.phone) for m in group.members]
    scripted = [(m.tiers["group"], m.points["group"], m.plans) for m in group.members[: len(PERSONAS)]]
    assert [(m.tiers["group"], m.points["group"], m.plans) for m in later.members[: len(PERSONAS)]] == scripted
    assert later.members[0].birthday == "03-05"
    assert "2027-02" <= max(purchase.occurred_at for purchase in later.purchases) < "2027-03-02"


def test_it_has_the_sizes_that_were_asked_for(group: DemoGroup) -> None:
    assert len([product for product in all_products(group) if product.categories != ("plans",)]) == 2000
    assert len(group.members) == 5000
    assert {brand.brand_id for brand in group.brands} == {product.brand for product in group.products} - {""}
    assert 12 <= len(group.offers) <= 24
    assert {"cashier", "guide", "manager", "auditor"} <= {role for staff in group.staff for role in staff.roles}


def test_more_products_than_there_are_words_for_are_refused() -> None:
    with pytest.raises(ValueError, match="different products at most"):
        generate(products=2_000_000, members=0, today=TODAY)


def test_every_barcode_is_unique_and_right(group: DemoGroup) -> None:
    codes = [code for product in all_products(group) for code in product.barcodes]
    assert len(set(codes)) == len(codes)
    assert all(is_gtin(code) and len(code) == 13 for code in codes)
    assert all("690" <= code[:3] <= "699" or code.startswith("21") for code in codes)


def test_skus_names_and_prices_are_those_of_a_shop(group: DemoGroup) -> None:
    products = all_products(group)
    assert len({product.sku for product in products}) == len(products)
    assert len({(product.name, product.variant) for product in products}) == len(products)
    assert all(product.unit_price_minor % 100 in {0, 90} for product in products)
    assert {product.tax_bps for product in products} == {1300, 900, 600}
    assert all(product.name_en.isascii() or "·" in product.name_en for product in products)
    by_name = {product.name: product.pinyin for product in products}
    assert by_name["羊毛混纺圆领针织衫"] == "ymhfylzzs"
    assert by_name["城市轻跑鞋 Air-Flex 3"] == "csqpxairflex3"


def test_the_till_reads_a_scale_label_and_a_member_card_with_the_demo_settings(group: DemoGroup) -> None:
    settings = scan_settings(FakeReference(settings_document={"scanning": group.scanning}), "CNY")
    tea = next(product for product in all_products(group) if product.weighed)
    keys = set(tea.barcodes)
    label = tea.barcodes[0][:7] + "00250"
    label += str(-sum(int(digit) * (3 if place % 2 else 1) for place, digit in enumerate(label)) % 10)
    scanned = classify(label, "EAN13", settings=settings, in_catalogue=keys.__contains__)
    assert isinstance(scanned, InStoreGoods)
    assert (scanned.catalogue_key, scanned.weight_thousandths) == (tea.barcodes[0], 250)
    cards = [card for member in group.members for card in member.cards.values()]
    assert len(set(cards)) == len(cards)
    assert all(
        isinstance(classify(card, settings=settings, in_catalogue=keys.__contains__), MemberCard)
        for card in cards[:200]
    )


def test_the_engine_takes_every_offer_and_they_name_goods_that_exist(group: DemoGroup) -> None:
    skus = {product.sku for product in all_products(group)}
    parties = {f"brand:{brand.brand_id}" for brand in group.brands} | {"platform", "store:S01"}
    policies = set()
    for record in group.offers:
        offer = read_offer(record.document)
        assert offer.id == record.offer_id
        assert any("\u4e00" <= character <= "\u9fff" for character in offer.label)
        assert set(offer.scope.skus) <= skus
        assert {share.party for share in offer.funding} <= parties
        policies.add(offer.offline.policy)
        if record.document["effect"]["kind"] == "gift":
            assert record.document["effect"]["sku"] in skus
    assert policies == {"allowed", "capped", "leased", "refused"}


def test_coupons_belong_to_members_and_to_offers_that_are_coupons(group: DemoGroup) -> None:
    coupon_offers = {offer.offer_id for offer in group.offers if offer.document["source"] == "coupon"}
    grown = {offer.document["grows"]["to"] for offer in group.offers if "grows" in offer.document}
    assert {coupon.offer_id for coupon in group.coupons} == coupon_offers - grown
    assert {coupon.one_id for coupon in group.coupons} <= {member.one_id for member in group.members}
    assert len({coupon.coupon_id for coupon in group.coupons}) == len(group.coupons)
    assert {coupon.status for coupon in group.coupons} == {"available", "locked", "used"}
    over = [coupon for coupon in group.coupons if coupon.expires_at is not None and coupon.expires_at < "2026-11-21"]
    assert 0.1 < len(over) / len(group.coupons) < 0.4


def test_the_points_settings_name_the_tiers_that_members_have(group: DemoGroup) -> None:
    tiers = group.points["tiers"]
    assert {program["program"] for program in group.points["programs"]} == set(tiers)
    for member in group.members:
        assert all(tier in tiers[program] for program, tier in member.tiers.items())
    for program in group.points["programs"]:
        read_scope({"scope": program["scope"]}, "$")
        assert set(program["tier_multipliers"]) <= set(tiers[program["program"]])


def test_members_are_told_apart_and_names_repeat_as_in_life(group: DemoGroup) -> None:
    assert len({member.phone for member in group.members}) == 5000
    assert len({member.one_id for member in group.members}) == 5000
    assert all(len(member.phone) == 11 and "130" <= member.phone[:3] <= "199" for member in group.members)
    names = Counter(member.name for member in group.members)
    assert 0.75 < len(names) / 5000 < 1.0
    assert names.most_common(1)[0][1] <= 20
    families = Counter(member.name[0] for member in group.members)
    assert families["王"] > 4 * families["苏"] > 0


def test_visits_are_as_uneven_as_people_are(group: DemoGroup) -> None:
    visits = Counter(purchase.one_id for purchase in group.purchases)
    counts = [visits[member.one_id] for member in group.members]
    assert 6.5 < mean(counts) < 9.5
    assert pvariance(counts) > 5 * mean(counts)  # a Poisson count of one common mean would have 1
    assert median(counts) < mean(counts)
    assert [visits[m.one_id] == 0 for m in group.members] == [m.first_purchase for m in group.members]


def test_histories_have_seasons_sizes_repeats_and_rare_returns(group: DemoGroup) -> None:
    by_sku = {product.sku: product for product in all_products(group)}
    members = {member.one_id: member for member in group.members}
    down_by_month: Counter[str] = Counter()
    own_size = clothes = returned = lines = 0
    bought: Counter[tuple[str, str]] = Counter()
    for purchase in group.purchases:
        assert purchase.store_id in members[purchase.one_id].stores
        for line in purchase.lines:
            product = by_sku[line.sku]
            lines += 1
            returned += line.quantity_returned != "0"
            if "down" in product.categories:
                down_by_month[purchase.occurred_at[5:7]] += 1
            if "knitwear" in product.categories:
                clothes += 1
                own_size += product.variant.endswith(f"/ {members[purchase.one_id].sizes['clothes']}")
            if "serums" in product.categories:
                bought[purchase.one_id, line.sku] += 1
    assert down_by_month["12"] > 5 * max(1, down_by_month["07"])
    assert own_size / clothes > 0.75
    assert 0.005 < returned / lines < 0.06
    assert max(bought.values()) >= 5


def test_stores_sell_only_what_is_theirs(group: DemoGroup) -> None:
    stores = {store.store_id: store for store in group.stores}
    by_sku = {product.sku: product for product in all_products(group)}
    own = {product.sku for product in stores["S01"].own_products}
    assert all(by_sku[sku].own for sku in own)
    assert {overlay.listed for overlay in stores["S01"].overlays} == {True, False}
    assert {overlay.sku for overlay in stores["S01"].overlays} <= set(by_sku)
    for purchase in group.purchases:
        for line in purchase.lines:
            if line.sku in own:
                assert purchase.store_id == "S01"
            else:
                assert by_sku[line.sku].brand in stores[purchase.store_id].brands


def test_nothing_was_bought_before_joining_or_after_today(group: DemoGroup) -> None:
    joined = {member.one_id: member.joined_on for member in group.members}
    assert all(joined[p.one_id] <= p.occurred_at[:10] < group.today for p in group.purchases)
    assert [p.occurred_at for p in group.purchases] == sorted(p.occurred_at for p in group.purchases)


def test_pins_are_four_to_six_digits_and_nobody_shares_one(group: DemoGroup) -> None:
    pins = [staff.pin for staff in group.staff]
    assert all(pin.isdecimal() and 4 <= len(pin) <= 6 for pin in pins)
    assert len(set(pins)) == len(pins)
