"""Reading offers and cases: what breaks the contract is refused with its path, what keeps it is read as it stands."""

from __future__ import annotations

from typing import Any

import pytest

from retail.offers import ContractError, Offer, case_document, offer_document, read_case, read_offer

LEAVE_OUT = object()


def offer(**changes: Any) -> dict[str, Any]:
    document = {"id": "O", "source": "coupon", "stage": "coupon", "effect": {"kind": "amount_off", "amount": 5}}
    return {name: value for name, value in (document | changes).items() if value is not LEAVE_OUT}


def effect(kind: str, **fields: Any) -> dict[str, Any]:
    return {"effect": {"kind": kind} | fields}


def case(**changes: Any) -> dict[str, Any]:
    document: dict[str, Any] = {
        "currency": "CNY",
        "at": "2026-11-11T10:00:00+08:00",
        "store": "S1",
        "lines": [{"id": "1", "sku": "A", "quantity": 1, "unit_price": 100}],
        "offers": [offer()],
        "coupons": [{"id": "c", "offer": "O", "status": "available"}],
    }
    return {name: value for name, value in (document | changes).items() if value is not LEAVE_OUT}


def line(**changes: Any) -> dict[str, Any]:
    document = {"id": "1", "sku": "A", "quantity": 1, "unit_price": 100} | changes
    return {"lines": [{name: value for name, value in document.items() if value is not LEAVE_OUT}]}


def coupon(**changes: Any) -> dict[str, Any]:
    document = {"id": "c", "offer": "O", "status": "available"} | changes
    return {"coupons": [{name: value for name, value in document.items() if value is not LEAVE_OUT}]}


def rule(**changes: Any) -> dict[str, Any]:
    return {"points_rule": {"points": 100, "amount": 100, "step": 100} | changes}


BROKEN_OFFERS = [
    ({"id": LEAVE_OUT}, "$.id"),
    ({"id": ""}, "$.id"),
    ({"source": "gift"}, "$.source"),
    ({"source": LEAVE_OUT}, "$.source"),
    ({"stage": "basket"}, "$.stage"),
    ({"stage": LEAVE_OUT}, "$.stage"),
    ({"effect": LEAVE_OUT}, "$.effect"),
    ({"effect": 5}, "$.effect"),
    (effect("half_price"), "$.effect.kind"),
    ({"effect": {}}, "$.effect.kind"),
    ({"priority": 1.0}, "$.priority"),
    ({"priority": None}, "$.priority"),
    ({"max_uses": 0}, "$.max_uses"),
    ({"max_uses": True}, "$.max_uses"),
    ({"label": 3}, "$.label"),
    ({"not_with": "coupon"}, "$.not_with"),
    ({"not_with": [1]}, "$.not_with[0]"),
    ({"exclusive_group": 1}, "$.exclusive_group"),
    ({"line_group": ""}, "$.line_group"),
    ({"scope": []}, "$.scope"),
    ({"scope": {"sku": ["A"]}}, "$.scope.sku"),
    ({"scope": {"skus": None}}, "$.scope.skus"),
    ({"scope": {"exclude": {"tags": [None]}}}, "$.scope.exclude.tags[0]"),
    ({"conditions": {"min_amonut": 5}}, "$.conditions.min_amonut"),
    ({"conditions": {"members_only": 1}}, "$.conditions.members_only"),
    ({"conditions": {"tiers": {"program": "group"}}}, "$.conditions.tiers.in"),
    ({"conditions": {"tiers": {"in": ["gold"]}}}, "$.conditions.tiers.program"),
    ({"conditions": {"valid_from": "2026-11-11T10:00:00"}}, "$.conditions.valid_from"),
    ({"conditions": {"valid_to": "tomorrow"}}, "$.conditions.valid_to"),
    ({"conditions": {"valid_to": "2026-13-11T10:00:00Z"}}, "$.conditions.valid_to"),
    ({"conditions": {"weekdays": [1, 8]}}, "$.conditions.weekdays[1]"),
    ({"conditions": {"hours": [["10:00"]]}}, "$.conditions.hours[0]"),
    ({"conditions": {"hours": [["10:00", "9:00"]]}}, "$.conditions.hours[0][1]"),
    ({"conditions": {"hours": [["22:00", "02:00"]]}}, "$.conditions.hours[0][1]"),
    ({"conditions": {"hours": [["10:60", "12:00"]]}}, "$.conditions.hours[0][0]"),
    ({"conditions": {"min_amount": -1}}, "$.conditions.min_amount"),
    ({"conditions": {"min_quantity": 1.5}}, "$.conditions.min_quantity"),
    ({"limits": {"per_day": 1}}, "$.limits.per_day"),
    ({"limits": {"per_member": -1}}, "$.limits.per_member"),
    ({"limits": {"budgeted": "yes"}}, "$.limits.budgeted"),
    ({"offline": {"policy": "maybe"}}, "$.offline.policy"),
    ({"funding": [{"party": "a", "bps": 5000}]}, "$.funding"),
    ({"funding": [{"party": "a", "bps": 10000}, {"party": "b", "bps": 0}]}, "$.funding[1].bps"),
    ({"funding": [{"bps": 10000}]}, "$.funding[0].party"),
    (effect("percent_off", bps=0), "$.effect.bps"),
    (effect("percent_off", bps=10001), "$.effect.bps"),
    (effect("percent_off", bps=1000.0), "$.effect.bps"),
    (effect("percent_off"), "$.effect.bps"),
    (effect("percent_off", bps=100, max=5), "$.effect.max"),
    (effect("percent_off", bps=100, cap=-1), "$.effect.cap"),
    (effect("unit_price", price=100), "$.stage"),
    (effect("unit_price", price=-1) | {"stage": "price"}, "$.effect.price"),
    (effect("amount_off", amount="5"), "$.effect.amount"),
    (effect("amount_off_every", every=0, amount=5), "$.effect.every"),
    (effect("amount_off_every", every=10, amount=5, max_times=0), "$.effect.max_times"),
    (effect("amount_off_steps", steps=[]), "$.effect.steps"),
    (effect("amount_off_steps", steps=[[100, 5], [100, 7]]), "$.effect.steps[1][0]"),
    (effect("amount_off_steps", steps=[[100, 5, 1]]), "$.effect.steps[0]"),
    (effect("amount_off_steps", steps=[[100, -5]]), "$.effect.steps[0][1]"),
    (effect("percent_off_steps", steps=[[3, 500], [2, 900]]), "$.effect.steps[1][0]"),
    (effect("percent_off_steps", steps=[[1, 0]]), "$.effect.steps[0][1]"),
    (effect("percent_off_steps", steps=[[1, 10001]]), "$.effect.steps[0][1]"),
    (effect("every_n", n=2, discounted=3, bps=5000), "$.effect.discounted"),
    (effect("every_n", n=0, discounted=1, bps=5000), "$.effect.n"),
    (effect("every_n", n=2, discounted=1, bps=5000, per="line"), "$.effect.per"),
    (effect("bundle_price", price=5), "$.effect.components"),
    (effect("bundle_price", price=5, components=[]), "$.effect.components"),
    (effect("bundle_price", price=5, components=[{"skus": [], "quantity": 1}]), "$.effect.components[0].skus"),
    (effect("bundle_price", price=5, components=[{"skus": ["A"], "quantity": 0}]), "$.effect.components[0].quantity"),
    (effect("gift", sku="G", quantity=1, worth=0), "$.effect.worth"),
    (effect("gift", sku="G", quantity=0, worth=1), "$.effect.quantity"),
    (effect("points_multiplier", times=2), "$.effect.times"),
    (effect("points_multiplier", times="0.9"), "$.effect.times"),
    (effect("points_multiplier", times="1e3"), "$.effect.times"),
    (effect("points_multiplier", times="9" * 5000), "$.effect.times"),
]

BROKEN_CASES = [
    ({"currency": LEAVE_OUT}, "$.currency"),
    ({"at": "2026-11-11T10:00:00"}, "$.at"),
    ({"at": 5}, "$.at"),
    ({"store": LEAVE_OUT}, "$.store"),
    ({"lines": LEAVE_OUT}, "$.lines"),
    ({"lines": None}, "$.lines"),
    ({"lines": {}}, "$.lines"),
    ({"online": "no"}, "$.online"),
    (line(quantity=0), "$.lines[0].quantity"),
    (line(quantity=1.0), "$.lines[0].quantity"),
    (line(quantity=True), "$.lines[0].quantity"),
    (line(quantity="0.000"), "$.lines[0].quantity"),
    (line(quantity="0.1234"), "$.lines[0].quantity"),
    (line(quantity="-1"), "$.lines[0].quantity"),
    (line(quantity="١"), "$.lines[0].quantity"),
    (line(quantity="9" * 5000), "$.lines[0].quantity"),
    (line(unit_price=-1), "$.lines[0].unit_price"),
    (line(unit_price=float("nan")), "$.lines[0].unit_price"),
    (line(unit_price=LEAVE_OUT), "$.lines[0].unit_price"),
    (line(sku=LEAVE_OUT), "$.lines[0].sku"),
    (line(discountable=1), "$.lines[0].discountable"),
    (line(brand=5), "$.lines[0].brand"),
    ({"lines": line()["lines"] * 2}, "$.lines[1].id"),
    ({"offers": [offer(), offer()]}, "$.offers[1].id"),
    ({"offers": [offer(), offer(id="P", stage="x")]}, "$.offers[1].stage"),
    (coupon(offer="NONE"), "$.coupons[0].offer"),
    ({"offers": [offer(source="promotion")]}, "$.coupons[0].offer"),
    (coupon(status="lost"), "$.coupons[0].status"),
    (coupon(status=LEAVE_OUT), "$.coupons[0].status"),
    (coupon(expires_at="2026-12-01"), "$.coupons[0].expires_at"),
    ({"coupons": coupon()["coupons"] * 2}, "$.coupons[1].id"),
    ({"coupon_choice": ["x"]}, "$.coupon_choice[0]"),
    ({"coupon_choice": ["c", "c"]}, "$.coupon_choice[1]"),
    ({"coupon_choice": "c"}, "$.coupon_choice"),
    ({"points_to_use": -1}, "$.points_to_use"),
    ({"points_to_use": "all"}, "$.points_to_use"),
    (rule(step=0), "$.points_rule.step"),
    (rule(points=0), "$.points_rule.points"),
    (rule(max_share_bps=0), "$.points_rule.max_share_bps"),
    (rule(max_share_bps=10001), "$.points_rule.max_share_bps"),
    (rule(offline={"policy": ""}), "$.points_rule.offline.policy"),
    ({"programs": [{"program": "g", "points": 1, "per_amount": 0}]}, "$.programs[0].per_amount"),
    ({"programs": [{"program": "g", "points": 1, "per_amount": 1}] * 2}, "$.programs[1].program"),
    (
        {"programs": [{"program": "g", "points": 1, "per_amount": 1, "tier_multipliers": {"gold": 2}}]},
        "$.programs[0].tier_multipliers.gold",
    ),
    ({"member": {}}, "$.member.one_id"),
    ({"member": {"one_id": "M", "birthday": "13-01"}}, "$.member.birthday"),
    ({"member": {"one_id": "M", "tiers": {"group": 1}}}, "$.member.tiers.group"),
    ({"member": {"one_id": "M", "points": "5"}}, "$.member.points"),
    ({"allowances": {"caps": {"O": "1"}}}, "$.allowances.caps.O"),
    ({"allowances": {"used": {"O": {"member": -1}}}}, "$.allowances.used.O.member"),
    ({"allowances": {"leases": None}}, "$.allowances.leases"),
]


@pytest.mark.parametrize(("changes", "path"), BROKEN_OFFERS, ids=lambda value: value if isinstance(value, str) else "")
def test_a_broken_offer_is_refused_with_its_path(changes: dict[str, Any], path: str) -> None:
    with pytest.raises(ContractError) as refusal:
        read_offer(offer(**changes))
    assert refusal.value.path == path
    assert refusal.value.expected
    with pytest.raises(ContractError) as refusal:
        read_case(case(offers=[offer(**changes)]))
    assert refusal.value.path == path.replace("$", "$.offers[0]", 1)


@pytest.mark.parametrize(("changes", "path"), BROKEN_CASES, ids=lambda value: value if isinstance(value, str) else "")
def test_a_broken_case_is_refused_with_its_path(changes: dict[str, Any], path: str) -> None:
    with pytest.raises(ContractError) as refusal:
        read_case(case(**changes))
    assert refusal.value.path == path
    assert refusal.value.to_document() == {"error": {"path": path, "expected": refusal.value.expected}}


@pytest.mark.parametrize("document", [None, [], "case", 5])
def test_what_is_no_object_is_refused_at_the_root(document: object) -> None:
    with pytest.raises(ContractError) as refusal:
        read_case(document)
    assert refusal.value.path == "$"


def test_what_is_left_out_takes_the_defaults_of_the_contract() -> None:
    read = read_case(case(coupons=LEAVE_OUT))
    assert read.channel == "pos"
    assert read.online
    assert read.member is None
    assert read.coupon_choice is None
    assert read.lines[0].discountable
    own = read.offers[0]
    assert (own.label, own.priority, own.max_uses, own.offline.policy, own.funding) == ("O", 100, 1, "allowed", ())


def test_an_empty_list_or_a_false_is_the_same_as_leaving_it_out() -> None:
    empty = {"skus": [], "brands": [], "exclude": {"tags": []}}
    conditions = {"members_only": False, "tiers": {"program": "group", "in": []}, "plans": [], "hours": []}
    assert read_offer(offer(scope=empty, conditions=conditions)) == read_offer(offer())


def test_an_offer_is_written_as_it_is_read() -> None:
    full = offer(
        label="满200减50",
        priority=-3,
        scope={"brands": ["LQX"], "exclude": {"tags": ["clearance"]}},
        conditions={
            "tiers": {"program": "group", "in": ["gold"]},
            "hours": [["10:00", "24:00"]],
            "weekdays": [1, 7],
            "valid_from": "2026-11-01T00:00:00Z",
            "birthday_month": True,
            "min_amount": 20000,
        },
        effect={"kind": "bundle_price", "price": 5, "components": [{"skus": ["A", "B"], "quantity": 2}]},
        exclusive_group="platform",
        not_with=["tier"],
        line_group="g",
        max_uses=2,
        limits={"per_member": 3, "budgeted": True},
        offline={"policy": "capped", "per_member": 1, "per_till": 50, "bearer": "brand:LQX"},
        funding=[{"party": "brand:LQX", "bps": 6000}, {"party": "platform", "bps": 4000}],
    )
    read = read_offer(full)
    assert isinstance(read, Offer)
    assert read_offer(offer_document(read)) == read
    written = offer_document(read)
    for name, value in full.items():
        if name != "limits":
            assert written[name] == value, name
    assert written["limits"] == {"per_member": 3, "budgeted": True}
    whole = read_case(case(offers=[full], coupons=[]))
    assert read_case(case_document(whole)) == whole
