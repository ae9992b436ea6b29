"""What a till may still give without a connection, in the pricing input and in the sale that comes of it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from pos_client.application.lease_keeper import LeaseKeeper
from retail.basket import Quantity
from retail.leases import Lease, LeaseKind
from retail.member import OfferUses
from retail.offers import read_case
from retail.pricing import price
from tests.unit.application.conftest import OFFERS, Counter, record


def lease(lease_id: str, kind: LeaseKind = "coupon", **changes: Any) -> Lease:
    base = Lease(lease_id, kind, None, None, None, None, 1, 0, 3_600_000)
    return replace(base, **changes)


def coupon_lease(**changes: Any) -> Lease:
    return lease("L1", coupon_id="K1", one_id="M1", offer_id="OFF50", **changes)


def with_policy(counter: Counter, offer_id: str, **changes: Any) -> None:
    records = counter.reference.offer_records
    at = next(index for index, known in enumerate(records) if known.offer_id == offer_id)
    records[at] = record({**records[at].document, **changes})
    counter.checkout.reference_changed()


def void(counter: Counter) -> None:
    counter.checkout.void_basket(counter.approval("void_basket_above"))


def reasons(counter: Counter) -> dict[str, str]:
    pricing = counter.checkout.state.pricing
    assert pricing is not None
    return {item.offer: item.reason for item in pricing.rejected}


def shirt_of_member(counter: Counter) -> None:
    counter.checkout.add_product("A1")
    counter.scanning.scan(counter.rotating_code())


def sold(counter: Counter) -> dict[str, Any]:
    """Pay in cash; the body of the sale."""
    counter.checkout.tender_cash(counter.checkout.state.remaining_minor)
    counter.checkout.complete()
    return counter.store.bodies("sale")[-1]


@pytest.mark.parametrize(
    ("changes", "is_used"),
    [({}, True), ({"remaining_ms": 0}, False), ({"used": 1}, False), ({"recalled": True}, False)],
    ids=["held", "ended", "used", "recalled"],
)
def test_a_leased_coupon_is_used_offline_by_the_till_that_holds_it(
    counter: Counter, changes: dict[str, Any], is_used: bool
) -> None:
    counter.online = False
    with_policy(counter, "OFF50", offline={"policy": "leased"})
    counter.store.leases.leases.append(coupon_lease(**changes))
    shirt_of_member(counter)
    assert counter.checkout.state.payable_minor == (48910 if is_used else 53910)
    assert reasons(counter).get("OFF50") == (None if is_used else "no_lease")
    body = sold(counter)
    assert body.get("leases") == ([{"lease_id": "L1", "amount": 1}] if is_used else None)


def test_without_a_lease_the_same_coupon_is_used_online_only(counter: Counter) -> None:
    with_policy(counter, "OFF50", offline={"policy": "leased"})
    shirt_of_member(counter)
    assert counter.checkout.state.payable_minor == 48910
    counter.online = False
    counter.checkout.connection_changed()
    assert reasons(counter)["OFF50"] == "no_lease"


def test_a_lease_is_spent_first_also_online_and_the_input_replays(counter: Counter) -> None:
    counter.store.leases.leases.append(coupon_lease())
    shirt_of_member(counter)
    body = sold(counter)
    assert body["leases"] == [{"lease_id": "L1", "amount": 1}]
    assert body["input"]["allowances"]["leases"] == ["K1"]
    again = price(read_case({**body["input"], "offers": OFFERS}))
    assert again.to_document() == body["pricing"]


def test_a_capped_offer_ends_at_the_members_and_at_the_tills_limit(counter: Counter) -> None:
    counter.online = False
    with_policy(counter, "OFF50", offline={"policy": "capped", "per_member": 2, "per_till": 50})
    shirt_of_member(counter)
    assert sold(counter)["input"]["allowances"]["caps"] == {"OFF50": 2}
    counter.store.uses.offers["OFF50"] = 2
    shirt_of_member(counter)
    assert reasons(counter)["OFF50"] == "cap_reached"
    void(counter)
    with_policy(counter, "OFF50", offline={"policy": "capped", "per_member": 9, "per_till": 2})
    shirt_of_member(counter)
    assert reasons(counter)["OFF50"] == "cap_reached"


def test_a_limit_that_a_capped_offer_does_not_name_is_none(counter: Counter) -> None:
    counter.online = False
    with_policy(counter, "OFF50", offline={"policy": "capped", "per_till": 50})
    shirt_of_member(counter)
    assert reasons(counter)["OFF50"] == "cap_reached"


def test_limits_count_the_ledgers_uses_and_our_own(counter: Counter) -> None:
    with_policy(counter, "GOLD", limits={"per_member": 5, "per_member_day": 2})
    member = counter.members_known.members[0]
    counter.members_known.members[0] = replace(member, uses={"GOLD": OfferUses(3, 1, "2026-11-11")})
    shirt_of_member(counter)
    assert "GOLD" not in reasons(counter)
    void(counter)
    counter.store.uses.offers["GOLD"] = 1
    shirt_of_member(counter)
    assert reasons(counter)["GOLD"] == "limit_reached"
    void(counter)
    # Yesterday's uses count in all, and not today.
    counter.members_known.members[0] = replace(member, uses={"GOLD": OfferUses(3, 2, "2026-11-10")})
    shirt_of_member(counter)
    assert "GOLD" not in reasons(counter)


@pytest.mark.parametrize("online", [True, False])
def test_a_budget_is_spent_from_blocks_with_and_without_a_connection(counter: Counter, online: bool) -> None:
    counter.online = online
    with_policy(counter, "GOLD", limits={"budgeted": True})
    counter.checkout.add_product("A1")
    counter.checkout.set_member(counter.members.identify_search("M1"))
    assert reasons(counter)["GOLD"] == "budget_exhausted"
    counter.store.leases.leases += [
        lease("B1", "budget", offer_id="GOLD", amount=1000, used=600),
        lease("B2", "budget", offer_id="GOLD", amount=9000),
    ]
    counter.checkout.reference_changed()
    body = sold(counter)
    assert body["input"]["allowances"]["budgets"] == {"GOLD": 9400}
    # 10 % of 599.00, the block that ends first in front.
    assert body["leases"] == [{"lease_id": "B1", "amount": 400}, {"lease_id": "B2", "amount": 5590}]


def test_what_goes_beyond_the_block_is_given_and_not_named(counter: Counter) -> None:
    with_policy(counter, "GOLD", limits={"budgeted": True})
    counter.store.leases.leases.append(lease("B1", "budget", offer_id="GOLD", amount=100))
    counter.checkout.add_product("A1")
    counter.checkout.set_member(counter.members.identify_search("M1"))
    body = sold(counter)
    assert body["pricing"]["saving"] == 5990
    assert body["leases"] == [{"lease_id": "B1", "amount": 100}]


def test_an_offer_without_coupons_is_leased_with_its_budget(counter: Counter) -> None:
    counter.online = False
    with_policy(counter, "GOLD", offline={"policy": "leased"})
    shirt_of_member(counter)
    assert reasons(counter)["GOLD"] == "no_lease"
    counter.store.leases.leases.append(lease("B1", "budget", offer_id="GOLD", amount=9000))
    counter.checkout.reference_changed()
    assert "GOLD" not in reasons(counter)


def test_a_budget_lease_of_a_coupons_offer_is_no_lease_on_the_coupon(counter: Counter) -> None:
    """Else two tills with a block each would take the same coupon."""
    counter.online = False
    with_policy(counter, "OFF50", offline={"policy": "leased"}, limits={"budgeted": True})
    counter.store.leases.leases.append(lease("B1", "budget", offer_id="OFF50", amount=9000))
    shirt_of_member(counter)
    assert reasons(counter)["OFF50"] == "no_lease"


POINTS = {
    "leased": ({"policy": "leased"}, 700),
    "capped": ({"policy": "capped", "per_member": 1200, "per_till": 5000}, 1000),
    "refused": ({"policy": "refused"}, 0),
    "allowed": ({"policy": "allowed"}, 4800),
}


@pytest.mark.parametrize("policy", POINTS)
def test_points_without_a_connection_by_policy(counter: Counter, policy: str) -> None:
    offline, used = POINTS[policy]
    counter.online = False
    counter.reference.settings_document["points"]["rule"]["offline"] = offline
    counter.checkout.reference_changed()
    # 5,000 by the cache; 200 went into a sale that the ledger does not know yet.
    counter.store.uses.points = 200
    counter.store.leases.leases.append(lease("P1", "points", one_id="M1", program="group", amount=1000, used=300))
    counter.store.leases.leases.append(lease("P2", "points", one_id="M1", program="other", amount=1000))
    shirt_of_member(counter)
    counter.checkout.use_points("max")
    body = sold(counter)
    assert body["pricing"]["points_used"] == used
    assert body.get("leases") == ([{"lease_id": "P1", "amount": min(used, 700)}] if used else None)


def test_a_coupon_used_here_is_used(counter: Counter) -> None:
    counter.store.uses.spent.add("K1")
    shirt_of_member(counter)
    assert reasons(counter)["OFF50"] == "coupon_not_available"


def test_facts_that_are_too_old_give_no_tier_offline_and_are_told(counter: Counter) -> None:
    counter.reference.settings_document["offline"] = {"facts_max_age_seconds": 3600}
    counter.checkout.reference_changed()
    counter.checkout.add_product("A1")
    counter.checkout.set_member(counter.members.identify_search("M1"))
    counter.online = False
    counter.checkout.connection_changed()
    assert (counter.checkout.state.payable_minor, counter.checkout.state.facts_too_old) == (53910, False)
    counter.clock.advance(1)
    counter.checkout.set_quantity("1", Quantity.units(1))
    assert (counter.checkout.state.payable_minor, counter.checkout.state.facts_too_old) == (59900, True)
    assert sold(counter)["input"]["member"]["tiers"] == {}
    counter.online = True
    counter.checkout.add_product("A1")
    counter.checkout.set_member(counter.members.identify_search("M1"))
    assert (counter.checkout.state.payable_minor, counter.checkout.state.facts_too_old) == (53910, False)


# --- giving back


def keeper(counter: Counter) -> LeaseKeeper:
    return LeaseKeeper(counter.desk, counter.store.leases, counter.holds)


def returned(counter: Counter) -> list[tuple[Any, ...]]:
    return [tuple(body[name] for name in ("lease_id", "used", "left", "reason"))
            for body in counter.store.bodies("lease_returned")]  # fmt: skip


def test_leases_go_back_at_their_end_when_recalled_and_when_asked(counter: Counter) -> None:
    counter.store.leases.leases += [
        lease("ENDED", remaining_ms=0, used=1),
        lease("RECALLED", "budget", offer_id="GOLD", amount=500, used=100, recalled=True),
        lease("HELD"),
    ]
    assert keeper(counter).give_back() == 2
    assert returned(counter) == [("ENDED", 1, 0, "expired"), ("RECALLED", 100, 400, "recalled")]
    assert keeper(counter).give_back() == 0
    assert keeper(counter).give_back(asked=True) == 1
    assert returned(counter)[-1] == ("HELD", 0, 1, "asked")


def test_hundreds_that_end_together_all_go_back(counter: Counter) -> None:
    counter.store.leases.leases += [lease(f"L{number}", remaining_ms=-1) for number in range(120)]
    assert keeper(counter).give_back() == 120
    assert len(set(returned(counter))) == 120


def test_what_an_open_basket_needs_is_not_given_back(counter: Counter) -> None:
    counter.online = False
    with_policy(counter, "OFF50", offline={"policy": "leased"})
    counter.store.leases.leases.append(coupon_lease())
    shirt_of_member(counter)
    counter.store.leases.leases[0] = coupon_lease(recalled=True)
    assert keeper(counter).give_back(asked=True) == 0
    counter.checkout.add_product("B1")
    assert "OFF50" not in reasons(counter)
    void(counter)
    assert keeper(counter).give_back() == 1


def test_a_lease_that_ends_before_payment_is_not_used(counter: Counter) -> None:
    counter.online = False
    with_policy(counter, "OFF50", offline={"policy": "leased"})
    counter.store.leases.leases.append(coupon_lease())
    shirt_of_member(counter)
    counter.store.leases.leases[0] = coupon_lease(remaining_ms=0)
    assert keeper(counter).give_back() == 1
    counter.checkout.begin_payment()
    assert counter.checkout.state.payable_minor == 53910
    assert counter.checkout.state.payment.announced_minor == 48910
    assert "leases" not in sold(counter)


def test_a_lease_that_ends_while_money_is_taken_counts_to_the_end_of_that_sale(counter: Counter) -> None:
    counter.online = False
    with_policy(counter, "OFF50", offline={"policy": "leased"})
    counter.store.leases.leases.append(coupon_lease())
    shirt_of_member(counter)
    counter.checkout.tender_card(10000, "17")
    counter.store.leases.leases[0] = coupon_lease(remaining_ms=0)
    assert keeper(counter).give_back() == 0
    counter.checkout.reference_changed()
    assert sold(counter)["leases"] == [{"lease_id": "L1", "amount": 1}]
    assert keeper(counter).give_back() == 1
