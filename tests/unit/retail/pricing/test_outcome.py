"""What a recorded choice may be, and small baskets whose answer one can work out by hand."""

from __future__ import annotations

from typing import Any

import pytest

from retail.offers import read_case
from retail.pricing import UnlawfulChoice, price, replay


def case(**changes: Any) -> Any:
    return read_case(
        {
            "currency": "CNY",
            "at": "2026-11-11T10:00:00+08:00",
            "store": "S1",
            "member": {"one_id": "M1", "tiers": {"group": "gold"}, "points": 500},
            "lines": [{"id": "1", "sku": "A", "quantity": 2, "unit_price": 5000}],
        }
        | changes
    )


def coupon_offer(offer_id: str, amount: int, **changes: Any) -> dict[str, Any]:
    effect = {"kind": "amount_off", "amount": amount}
    return {"id": offer_id, "source": "coupon", "stage": "coupon", "effect": effect} | changes


def coupon(coupon_id: str, offer_id: str, **changes: Any) -> dict[str, Any]:
    return {"id": coupon_id, "offer": offer_id, "status": "available"} | changes


TWO = {
    "offers": [coupon_offer("X", 3000, exclusive_group="g", max_uses=2), coupon_offer("Y", 2000, exclusive_group="g")],
    "coupons": [coupon("x1", "X"), coupon("y1", "Y"), coupon("y2", "Y", status="used")],
}


@pytest.mark.parametrize(
    ("applied", "key", "reason"),
    [
        ([("X", "x9")], "X#x9", "not a candidate of this case"),
        ([("X", None)], "X", "not a candidate of this case"),
        ([("X", "x1"), ("X", "x1")], "X#x1", "applied twice"),
        ([("Y", "y2")], "Y#y2", "coupon_not_available"),
        ([("Y", "y1"), ("X", "x1")], "Y#y1", "conflicts"),
    ],
)
def test_a_recorded_choice_that_is_not_lawful_is_named(
    applied: list[tuple[str, str | None]], key: str, reason: str
) -> None:
    with pytest.raises(UnlawfulChoice) as refusal:
        replay(case(**TWO), applied)
    assert (refusal.value.key, refusal.value.reason) == (key, reason)


def test_a_lawful_choice_that_is_not_the_best_replays_as_recorded() -> None:
    worse = replay(case(**TWO), [("Y", "y1")], exact=False, bound=3000)
    assert worse.saving == 2000
    assert worse.to_document()["bound"] == 3000
    assert [(r.offer, r.reason, r.with_keys) for r in worse.rejected] == [
        ("X", "conflicts", ("Y#y1",)),
        ("Y", "coupon_not_available", ()),
    ]
    assert price(case(**TWO)).saving == 3000


def test_a_recorded_choice_that_is_no_longer_reached_is_refused() -> None:
    offers = [
        coupon_offer("A", 3000, priority=1),
        coupon_offer("B", 1000, priority=2, conditions={"min_amount": 10000}),
    ]
    recorded = case(offers=offers, coupons=[coupon("a", "A"), coupon("b", "B")])
    with pytest.raises(UnlawfulChoice) as refusal:
        replay(recorded, [("A", "a"), ("B", "b")])
    assert refusal.value.reason == "no_longer_reached"


def test_more_coupons_than_uses_left_are_refused_and_explained() -> None:
    offers = [coupon_offer("A", 1000, max_uses=3, limits={"per_member": 3})]
    coupons = [coupon(name, "A") for name in ("a1", "a2", "a3")]
    limited = case(offers=offers, coupons=coupons, allowances={"used": {"A": {"member": 1}}})
    best = price(limited)
    assert [applied.coupon for applied in best.applied] == ["a1", "a2"]
    assert best.rejected[0].to_document() == {
        "offer": "A",
        "coupon": "a3",
        "reason": "conflicts",
        "with": ["A#a1", "A#a2"],
    }
    with pytest.raises(UnlawfulChoice):
        replay(limited, [("A", "a1"), ("A", "a2"), ("A", "a3")])


def test_the_coupon_that_expires_first_is_used() -> None:
    offers = [coupon_offer("A", 1000)]
    coupons = [coupon("a1", "A"), coupon("a2", "A", expires_at="2027-01-01T00:00:00Z"), coupon("a3", "A")]
    assert [applied.coupon for applied in price(case(offers=offers, coupons=coupons)).applied] == ["a2"]


def test_coupons_that_the_shopper_names_come_before_the_saving() -> None:
    offers = [
        {"id": "P", "source": "promotion", "stage": "order", "not_with": ["coupon"],
         "effect": {"kind": "percent_off", "bps": 9000}},
        coupon_offer("A", 1000),
    ]  # fmt: skip
    free = case(offers=offers, coupons=[coupon("a", "A")])
    named = case(offers=offers, coupons=[coupon("a", "A")], coupon_choice=["a"])
    none = case(offers=offers, coupons=[coupon("a", "A")], coupon_choice=[])
    assert price(free).saving == 9000
    assert price(named).saving == 1000
    assert [applied.offer for applied in price(none).applied] == ["P"]
    assert price(none).rejected == ()


def test_a_bundle_may_save_only_after_another_offer_lowered_what_it_would_have_taken() -> None:
    """Alone the bundle takes the dearest pair and stops; that stays a candidate, and is told as no longer reached."""
    bundle = {"kind": "bundle_price", "price": 9000, "components": [{"skus": ["A"], "quantity": 1}]}
    offers = [{"id": "B", "source": "promotion", "stage": "line", "effect": bundle}]
    alone = price(case(offers=offers))
    assert alone.saving == 0
    assert alone.rejected[0].reason == "no_longer_reached"


def test_without_a_line_nothing_happens() -> None:
    pricing = price(case(lines=[], offers=TWO["offers"], coupons=TWO["coupons"]))
    assert pricing.payable == 0
    assert [rejected.reason for rejected in pricing.rejected] == [
        "no_matching_lines",
        "no_matching_lines",
        "coupon_not_available",
    ]


def test_amounts_beyond_doubles_are_still_exact() -> None:
    dear = [{"id": "1", "sku": "A", "quantity": 3, "unit_price": 10**17 + 1}]
    offers = [
        {"id": "P", "source": "promotion", "stage": "order", "effect": {"kind": "percent_off", "bps": 1}},
        coupon_offer("A", 10**16),
    ]
    pricing = price(case(lines=dear, offers=offers, coupons=[coupon("a", "A")]))
    assert pricing.saving == (3 * 10**17 + 3 + 5000) // 10000 + 10**16
