"""The group's rules at the counter: who is in the group, where a tier counts, and campaigns to the minute."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest

from central_ledger.domain.group_rules import read_group_rules, scoped_offer, store_document
from retail.group_rules import OutsideBrand, OutsideTier
from retail.ports import OfferRecord, StoredCoupon
from tests.unit.application.conftest import MUG, OFFERS, SHIRT, Counter, record

ALL_OFF: dict[str, Any] = {
    "id": "ALL10",
    "source": "promotion",
    "stage": "order",
    "effect": {"kind": "percent_off", "bps": 1000},
}
OWN_OFF = ALL_OFF | {"id": "HLOWN", "owner": "brand:HL", "scope": {"brands": ["HL"]}}
JOINS = "2026-11-11T12:00:00+08:00"


def ruled(counter: Counter, rules: dict[str, Any], *offers: dict[str, Any]) -> None:
    """The store S01 under these rules, as the ledger sends them."""
    read, breaches = read_group_rules(rules, 1)
    assert breaches == []
    now = counter.clock.now()
    counter.reference.settings_document["group"] = store_document(read, "S01", now.tzinfo, now)
    counter.reference.offer_records = [record(scoped_offer(offer, read)) for offer in (*OFFERS, *offers)]
    counter.checkout.reference_changed()


def fill(counter: Counter, *, member: bool = False) -> None:
    for product in (SHIRT, MUG):
        counter.checkout.add_product(product.sku)
    if member:
        counter.scanning.scan(counter.rotating_code(tiers={"group": "gold"}, points={"group": 5000}))


def savings(counter: Counter) -> dict[str, int]:
    pricing = counter.checkout.state.pricing
    assert pricing is not None
    return {applied.offer: applied.saving for applied in pricing.applied}


def test_goods_of_a_brand_that_has_not_joined_use_and_earn_nothing_of_the_group(counter: Counter) -> None:
    ruled(counter, {"participation": [{"brand": "HL", "stores": ["S01"], "from": JOINS}]}, ALL_OFF, OWN_OFF)
    fill(counter, member=True)
    counter.checkout.use_points("max")
    # A tenth off the shirt alone (599.00 less gold's tenth), and the brand's own offer for its mug.
    assert savings(counter) == {"GOLD": 5990, "ALL10": 5391, "HLOWN": 490}
    pricing = counter.checkout.state.pricing
    mug = next(line for line in pricing.lines if line.gross == MUG.unit_price_minor)
    assert [part.offer for part in mug.adjustments] == ["HLOWN"]
    shirt = next(line for line in pricing.lines if line is not mug)
    assert pricing.points_earned["group"] == shirt.net // 100
    assert counter.checkout.state.outside.brands == (OutsideBrand("HL", datetime.fromisoformat(JOINS)),)
    counter.clock.time = datetime.fromisoformat(JOINS)
    counter.checkout.reference_changed()
    assert savings(counter)["ALL10"] == 5391 + 490
    assert counter.checkout.state.outside.brands == ()


def test_a_brand_that_only_other_stores_name_does_not_take_part_here(counter: Counter) -> None:
    ruled(counter, {"participation": [{"brand": "HL", "stores": ["S02"], "from": JOINS}]}, ALL_OFF)
    fill(counter)
    assert savings(counter) == {"ALL10": 5990}
    assert counter.checkout.state.outside.brands == (OutsideBrand("HL", None),)


@pytest.mark.parametrize(
    ("rows", "gold_counts"),
    [
        ([{"program": "group", "brands": ["YR"]}], True),
        ([{"program": "group", "tiers": ["platinum"], "brands": ["YR"]}], False),
        ([{"program": "group", "brands": ["HL"]}], False),
        ([{"program": "group", "stores": ["S02"]}], False),
        ([{"program": "group", "stores": ["S02"]}, {"program": "group", "stores": ["S01"], "tiers": ["gold"]}], True),
        ([{"program": "other"}], True),
    ],
)
def test_a_tier_counts_where_the_matrix_says(counter: Counter, rows: list[dict[str, Any]], gold_counts: bool) -> None:
    ruled(counter, {"tiers": rows})
    fill(counter, member=True)
    assert ("GOLD" in savings(counter)) == gold_counts
    outside = counter.checkout.state.outside.tiers
    assert gold_counts == all("YR" not in out.brands for out in outside)


def test_a_tier_that_counts_for_none_of_the_goods_is_no_tier_of_this_basket(counter: Counter) -> None:
    ruled(counter, {"tiers": [{"program": "group", "brands": ["XX"]}]})
    fill(counter, member=True)
    assert counter.checkout.state.outside.tiers == (OutsideTier("group", "gold", ("YR", "HL")),)
    rejected = {item.offer: item.reason for item in counter.checkout.state.pricing.rejected}
    assert rejected["GOLD"] == "wrong_tier"


def test_a_campaign_begins_and_ends_at_the_minute_without_a_connection(counter: Counter) -> None:
    counter.online = False
    start = counter.clock.now().replace(second=0, microsecond=0) + timedelta(minutes=5)
    local = start.replace(tzinfo=None)
    period = {"from": f"{local:%Y-%m-%dT%H:%M}", "to": f"{local + timedelta(hours=1):%Y-%m-%dT%H:%M}"}
    rules = {"calendars": [{"id": "D11", "name": "双11", "periods": [period]}]}
    ruled(counter, rules, ALL_OFF | {"calendar": "D11"}, ALL_OFF | {"id": "LOST", "calendar": "unknown"})
    fill(counter)
    seen = []
    for wall in (start - timedelta(seconds=1), start, start + timedelta(minutes=59), start + timedelta(hours=1)):
        counter.clock.time = wall
        counter.checkout.reference_changed()
        seen.append("ALL10" in savings(counter))
        assert "LOST" not in savings(counter)
    assert seen == [False, True, True, False]


def test_a_coupon_waits_for_its_campaign_and_spoils_no_price(counter: Counter) -> None:
    rules = {
        "calendars": [
            {"id": "D12", "name": "双12", "periods": [{"from": "2026-12-12T00:00", "to": "2026-12-13T00:00"}]}
        ]
    }
    ruled(counter, rules)
    waiting = next(offer for offer in OFFERS if offer["id"] == "OFF50") | {"calendar": "D12"}
    counter.reference.offer_records = [
        OfferRecord("OFF50", 2, waiting) if r.offer_id == "OFF50" else r for r in counter.reference.offer_records
    ]
    counter.members_known.coupons = [StoredCoupon("K1", "OFF50", "M1", "available", None)]
    counter.checkout.reference_changed()
    fill(counter, member=True)
    assert savings(counter) == {"GOLD": 5990}
    assert counter.checkout.state.pricing.rejected == ()
