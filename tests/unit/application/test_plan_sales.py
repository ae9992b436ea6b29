"""Paid memberships at the counter: sold to who stands there, one at a time, and given back in time."""

from __future__ import annotations

import pytest

from pos_client.application.plan_sales import refuse_late
from pos_client.errors import Refused
from retail.basket import Quantity
from retail.plans import PlanRules, plan_rules_of

PLANS = {"goods": [{"sku": "B1", "plan": "plus", "days": 365}], "refund_days": 14}


@pytest.fixture
def selling(counter):
    counter.reference.settings_document["plans"] = PLANS
    counter.checkout.reference_changed()
    return counter


def test_a_plan_is_a_line_of_its_members_sale(selling):
    selling.checkout.add_product("B1", Quantity.units(1))
    selling.checkout.set_member(selling.members.identify_card("8800001234"))
    selling.checkout.tender_cash(selling.checkout.state.remaining_minor)
    selling.checkout.complete()
    (sale,) = selling.store.bodies("sale")
    assert sale["plans"] == [{"line_id": sale["lines"][0]["line_id"], "plan": "plus", "days": 365}]
    assert sale["input"]["member"]["plans"] == [], "it does not count for its own sale"


@pytest.mark.parametrize(("member", "pieces", "code"), [(False, 1, "plan_needs_member"), (True, 2, "plan_one_piece")])
def test_nobody_pays_for_what_nobody_can_hold(selling, member, pieces, code):
    selling.checkout.add_product("B1", Quantity.units(pieces))
    if member:
        selling.checkout.set_member(selling.members.identify_card("8800001234"))
    for pay in (selling.checkout.begin_payment, lambda: selling.checkout.tender_cash(100_000)):
        with pytest.raises(Refused) as refused:
            pay()
        assert refused.value.code == code
    assert selling.checkout.state.tenders == ()


def test_goods_are_not_plans(selling):
    selling.checkout.add_product("A1", Quantity.units(3))
    selling.checkout.tender_cash(selling.checkout.state.remaining_minor)
    selling.checkout.complete()
    assert "plans" not in selling.store.bodies("sale")[0]


@pytest.mark.parametrize(("days", "late"), [(14, False), (15, True)])
def test_a_plan_comes_back_within_its_days(selling, days, late):
    sale = {"plans": [{"line_id": "1", "plan": "plus", "days": 365}]}
    sold_at = selling.clock.now().isoformat()
    selling.clock.advance(days * 86_400)
    rules = plan_rules_of({"plans": PLANS})
    refuse_late(rules, sale, {"2"}, sold_at, selling.clock.now())
    if late:
        with pytest.raises(Refused, match="plan_refund_late"):
            refuse_late(rules, sale, {"1"}, sold_at, selling.clock.now())
    else:
        refuse_late(rules, sale, {"1"}, sold_at, selling.clock.now())
    refuse_late(PlanRules(refund_days=0), {}, {"1"}, sold_at, selling.clock.now())
