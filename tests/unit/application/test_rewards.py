"""Rewards for points at the counter: what may be given, after whose word, and what is written."""

from __future__ import annotations

from typing import Any

import pytest

from pos_client.application.allowances import Allowances
from pos_client.application.rewards import RewardDesk
from pos_client.errors import Refused
from retail.leases import Lease
from retail.reservation import ReservationAnswer, ReservationRefusal
from tests.fake_benefits import FakeReservations
from tests.unit.application.conftest import Counter

CATALOGUE = [
    {"id": "MUG", "label": "马克杯", "label_en": "Mug", "program": "group", "points": 4000, "kind": "goods",
     "sku": "M1", "stock": 9},
    {"id": "FIFTY", "label": "五十元", "program": "group", "points": 500, "kind": "coupon", "offer": "OFF50",
     "days": 9},
    {"id": "DEAR", "label": "手袋", "program": "group", "points": 9000, "kind": "goods", "sku": "BAG"},
    {"id": "OTHER", "label": "花瓣", "program": "MT", "points": 1, "kind": "goods", "sku": "X"},
    {"id": "AWAY", "label": "别处", "program": "group", "points": 1, "kind": "goods", "sku": "X", "stores": ["S9"]},
    {"id": "OVER", "label": "已结束", "program": "group", "points": 1, "kind": "goods", "sku": "X",
     "to": "2026-11-01T00:00:00+08:00"},
]  # fmt: skip


@pytest.fixture
def rewards(counter: Counter) -> RewardDesk:
    """The member has shown the code, and five thousand points."""
    counter.reference.settings_document |= {
        "programs": {"catalogue": CATALOGUE},
        "rewards": {"left": {"MUG": 2}},
    }
    counter.checkout.set_member(counter.members.identify_code(counter.rotating_code()))
    allowances = Allowances(counter.store.leases, counter.store.uses, counter.reference, counter.holds)
    return RewardDesk(counter.desk, counter.staff, counter.reference, allowances, FakeReservations())


def member(counter: Counter) -> Any:
    return counter.checkout.state.member


def leased(counter: Counter, points: int) -> None:
    counter.store.leases.leases = [Lease("L1", "points", None, "M1", None, "group", points, 0, 60_000)]


def refused(call: Any, *args: Any) -> str:
    with pytest.raises(Refused) as caught:
        call(*args)
    return caught.value.code


def test_the_list_says_what_can_be_given_here_and_why_not(counter: Counter, rewards: RewardDesk) -> None:
    shown = [(offer.reward_id, offer.left, offer.missing, offer.can_be_given) for offer in rewards.of(member(counter))]
    assert shown == [("FIFTY", None, 0, True), ("MUG", 2, 0, True), ("DEAR", None, 4000, False)]
    counter.online = False
    assert [offer.can_be_given for offer in rewards.of(member(counter))] == [False, False, False]
    leased(counter, 700)
    assert [offer.can_be_given for offer in rewards.of(member(counter))] == [True, False, False]


def test_what_is_leased_here_is_given_at_once(counter: Counter, rewards: RewardDesk) -> None:
    counter.online = False
    leased(counter, 700)
    assert rewards.begin(member(counter), "FIFTY") is None
    rewards.give(member(counter), "FIFTY")
    (body,) = counter.store.bodies("reward_redeemed")
    assert (body["kind"], body["name"], body["points"], body["online"]) == ("coupon", "OFF50", 500, False)
    assert body["leases"] == [{"lease_id": "L1", "amount": 500}]
    assert body["expires_at"].startswith("2026-11-20")
    assert refused(rewards.begin, member(counter), "MUG") == "reward_offline"


def test_the_ledger_sets_aside_what_goes_beyond_the_leases(counter: Counter, rewards: RewardDesk) -> None:
    leased(counter, 700)
    request = rewards.begin(member(counter), "MUG")
    assert request is not None
    assert request.points == ("group", 3300)
    assert counter.holds.is_held(request.reservation_id), "sync lets it go else"
    rewards.answered(member(counter), "MUG", request, ReservationAnswer(True))
    (body,) = counter.store.bodies("reward_redeemed")
    assert (body["reservation_id"], body["online"], body["coupon_id"]) == (request.reservation_id, True, None)
    assert not counter.holds.is_held(request.reservation_id)
    assert [offer.missing for offer in rewards.of(member(counter))] == [0, 3000, 8000], "it is spent"


@pytest.mark.parametrize(
    ("answer", "code"),
    [
        (None, "reward_offline"),
        (ReservationAnswer(False, (ReservationRefusal("points", "group", "too_few"),)), "reward_points"),
    ],
)
def test_nothing_is_given_without_the_ledgers_yes(
    counter: Counter, rewards: RewardDesk, answer: ReservationAnswer | None, code: str
) -> None:
    request = rewards.begin(member(counter), "MUG")
    assert request is not None
    assert refused(rewards.answered, member(counter), "MUG", request, answer) == code
    assert counter.store.bodies("reward_redeemed") == []
    assert not counter.holds.is_held(request.reservation_id)


def test_a_name_or_a_card_is_no_proof_for_points(counter: Counter, rewards: RewardDesk) -> None:
    counter.checkout.set_member(counter.members.identify_search("M1"))
    assert refused(rewards.begin, member(counter), "FIFTY") == "proof_needed"


def test_what_is_gone_or_not_offered_is_said(counter: Counter, rewards: RewardDesk) -> None:
    counter.reference.settings_document |= {"rewards": {"left": {"MUG": 0}}}
    assert refused(rewards.begin, member(counter), "MUG") == "reward_gone"
    assert refused(rewards.begin, member(counter), "OVER") == "reward_unknown"
    assert refused(rewards.begin, member(counter), "DEAR") == "reward_points"
