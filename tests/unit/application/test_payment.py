"""How a payment begins: what the ledger is asked for, and what follows from its word, or from none."""

from __future__ import annotations

from typing import Any

import pytest

from pos_client.application.chores import CounterChores
from pos_client.application.lease_keeper import LeaseKeeper
from pos_client.application.payment import FRESH_MS
from pos_client.errors import Refused
from retail.leases import Lease
from retail.reservation import ReservationAnswer, ReservationRefusal, ReservationRequest
from tests.fake_benefits import FakeReservations
from tests.unit.application.conftest import Counter
from tests.unit.application.test_allowances import coupon_lease, reasons, shirt_of_member, sold, void, with_policy

GRANTED = ReservationAnswer(granted=True)


def refusal(code: str, what: str = "coupon", subject: str = "K1", left: int = 0) -> ReservationAnswer:
    return ReservationAnswer(granted=False, refusals=(ReservationRefusal(what, subject, code, left),))


@pytest.fixture
def asking() -> Counter:
    """A counter that asks the ledger."""
    made = Counter(reservations=FakeReservations())
    made.sign_in()
    return made


def begun(counter: Counter) -> ReservationRequest:
    request = counter.checkout.begin_payment()
    assert request is not None
    return request


def open_ids(counter: Counter) -> list[str]:
    assert counter.reservations is not None
    return counter.reservations.ids


def test_a_sale_that_needs_no_promise_asks_for_none(asking: Counter) -> None:
    asking.checkout.add_product("A1")
    asking.checkout.set_member(asking.members.identify_search("M1"))
    assert asking.checkout.begin_payment() is None
    assert "reservation_id" not in sold(asking)
    assert open_ids(asking) == []


def test_coupons_points_and_limited_offers_are_asked_for(asking: Counter) -> None:
    with_policy(asking, "GOLD", limits={"per_member": 5})
    shirt_of_member(asking)
    asking.checkout.use_points(1000)
    request = begun(asking)
    assert (request.one_id, request.coupons, request.points, dict(request.offers)) == (
        "M1", ("K1",), ("group", 1000), {"GOLD": 1},
    )  # fmt: skip
    assert open_ids(asking) == [request.reservation_id]
    with pytest.raises(Refused, match="reservation_asked"):
        asking.checkout.tender_cash(100)
    assert asking.checkout.reservation_answered(request, GRANTED) is None
    assert sold(asking)["reservation_id"] == request.reservation_id


def test_what_the_till_holds_by_lease_is_not_asked_for(asking: Counter) -> None:
    asking.store.leases.leases += [
        coupon_lease(),
        Lease("P1", "points", None, "M1", None, "group", 400, 0, 1000),
    ]
    shirt_of_member(asking)
    asking.checkout.use_points(1000)
    request = begun(asking)
    assert (request.coupons, request.points) == ((), ("group", 600))
    asking.checkout.reservation_answered(request, GRANTED)
    body = sold(asking)
    assert body["leases"] == [{"lease_id": "L1", "amount": 1}, {"lease_id": "P1", "amount": 400}]


def test_offline_nobody_is_asked(asking: Counter) -> None:
    asking.online = False
    shirt_of_member(asking)
    assert asking.checkout.begin_payment() is None
    assert sold(asking)["input"]["online"] is False


@pytest.mark.parametrize(
    ("code", "status"), [("used", "used"), ("expired", "used"), ("reserved", "locked"), ("leased", "locked")]
)
def test_a_coupon_that_is_refused_is_priced_without_before_money_is_taken(
    asking: Counter, code: str, status: str
) -> None:
    shirt_of_member(asking)
    assert asking.checkout.reservation_answered(begun(asking), refusal(code)) is None
    state = asking.checkout.state
    assert (state.payment.announced_minor, state.payable_minor) == (48910, 53910)
    assert [found.code for found in state.payment.refusals] == [code]
    assert asking.checkout.payment_has_begun
    body = sold(asking)
    assert body["input"]["coupons"][0]["status"] == status
    assert body["pricing"]["applied"] == [{"offer": "GOLD", "coupon": None, "saving": 5990}]


def test_points_are_refused_down_to_what_could_be_had(asking: Counter) -> None:
    shirt_of_member(asking)
    asking.checkout.use_points(3000)
    request = begun(asking)
    again = asking.checkout.reservation_answered(request, refusal("too_few", "points", "group", 1200))
    # The rest is asked for again, under the same id: that replaces what it held.
    assert again is not None
    assert (again.reservation_id, again.points) == (request.reservation_id, ("group", 1200))
    asking.checkout.reservation_answered(again, GRANTED)
    assert sold(asking)["pricing"]["points_used"] == 1200


def test_a_limited_offer_is_refused_down_to_what_is_left(asking: Counter) -> None:
    with_policy(asking, "GOLD", limits={"per_member": 5, "per_member_day": 2})
    asking.checkout.add_product("A1")
    asking.checkout.set_member(asking.members.identify_search("M1"))
    asking.checkout.reservation_answered(begun(asking), refusal("limit_reached", "offer", "GOLD"))
    assert reasons(asking)["GOLD"] == "limit_reached"
    assert asking.checkout.state.payable_minor == 59900


def test_no_answer_in_time_goes_on_by_the_offline_rules(asking: Counter) -> None:
    with_policy(asking, "OFF50", offline={"policy": "leased"})
    shirt_of_member(asking)
    request = begun(asking)
    assert asking.checkout.reservation_answered(request, None) is None
    state = asking.checkout.state
    assert (state.online, state.payable_minor, state.payment.announced_minor) == (False, 53910, 48910)
    # The answer that comes too late changes nothing any more.
    assert asking.checkout.reservation_answered(request, refusal("used")) is None
    # Nor does the line, which is still there for all else.
    asking.checkout.connection_changed()
    body = sold(asking)
    assert body["input"]["online"] is False
    # The ledger may have granted it after all: the sale names it, so that it does not stand in anybody's way.
    assert body["reservation_id"] == request.reservation_id
    shirt_of_member(asking)
    assert asking.checkout.state.online


def test_a_ledger_that_refuses_again_and_again_is_not_asked_for_ever(asking: Counter) -> None:
    shirt_of_member(asking)
    asking.checkout.use_points(3000)
    request: ReservationRequest | None = begun(asking)
    asked = 0
    while request is not None:
        asked += 1
        request = asking.checkout.reservation_answered(request, refusal("too_few", "points", "group", 2000))
    assert asked == 3
    assert asking.checkout.payment_has_begun


def test_back_at_the_basket_what_was_only_held_elsewhere_is_tried_again(asking: Counter) -> None:
    shirt_of_member(asking)
    asking.checkout.reservation_answered(begun(asking), refusal("leased"))
    changes = asking.checkout.abandon_payment()
    assert "reservation" in changes
    assert asking.checkout.state.payable_minor == 48910
    asking.checkout.reservation_answered(begun(asking), refusal("used"))
    asking.checkout.abandon_payment()
    assert asking.checkout.state.payable_minor == 53910


def test_a_basket_that_changes_before_money_is_taken_is_asked_for_again(asking: Counter) -> None:
    shirt_of_member(asking)
    first = begun(asking)
    asking.checkout.reservation_answered(first, GRANTED)
    asking.checkout.add_product("B1")
    assert not asking.checkout.payment_has_begun
    second = begun(asking)
    assert second.reservation_id == first.reservation_id
    # The word on the basket as it was is not the word on this one.
    assert asking.checkout.reservation_answered(first, GRANTED) is None
    assert not asking.checkout.payment_has_begun


def test_new_facts_do_not_change_a_price_that_is_being_paid(asking: Counter) -> None:
    shirt_of_member(asking)
    asking.checkout.reservation_answered(begun(asking), GRANTED)
    asking.reference.offer_records.clear()
    asking.checkout.reference_changed()
    assert asking.checkout.state.payable_minor == 48910
    asking.checkout.abandon_payment()
    assert asking.checkout.state.payable_minor == 59900


def test_a_payment_that_waited_too_long_is_asked_for_again(asking: Counter) -> None:
    shirt_of_member(asking)
    asking.checkout.reservation_answered(begun(asking), GRANTED)
    asking.clock.advance(FRESH_MS / 1000)
    with pytest.raises(Refused, match="reservation_asked"):
        asking.checkout.tender_cash(100)


def test_money_that_was_taken_back_begins_the_payment_anew(asking: Counter) -> None:
    shirt_of_member(asking)
    first = begun(asking)
    asking.checkout.reservation_answered(first, GRANTED)
    asking.checkout.tender_card(100, "17")
    assert asking.checkout.begin_payment() is None
    asking.checkout.remove_tender(0)
    assert begun(asking).reservation_id == first.reservation_id


def test_a_sale_that_points_pay_alone_is_asked_for_too(asking: Counter) -> None:
    asking.checkout.add_product("B1")
    asking.scanning.scan(asking.rotating_code())
    asking.checkout.use_points("max")
    with pytest.raises(Refused, match="reservation_asked"):
        asking.checkout.complete()
    request = asking.checkout.state.payment.request
    assert request is not None
    asking.checkout.reservation_answered(request, GRANTED)
    assert asking.checkout.complete().sale.reservation_id == request.reservation_id


def test_a_lease_that_is_gone_at_the_last_moment_completes_nothing(asking: Counter) -> None:
    asking.store.leases.leases.append(coupon_lease())
    shirt_of_member(asking)
    asking.checkout.tender_cash(asking.checkout.state.remaining_minor)
    asking.store.leases.leases.clear()
    with pytest.raises(Refused, match="lease_gone"):
        asking.checkout.complete()
    assert asking.store.bodies("sale") == []


# --- letting go


class Released:
    def __init__(self) -> None:
        self.ids: list[str] = []
        self.line_is_up = True

    def __call__(self, reservation_id: str) -> bool:
        if self.line_is_up:
            self.ids.append(reservation_id)
        return self.line_is_up


def chores(counter: Counter, release: Any) -> CounterChores:
    keeper = LeaseKeeper(counter.desk, counter.store.leases, counter.holds)
    assert counter.reservations is not None
    return CounterChores(keeper, counter.reservations, counter.holds, release)


@pytest.mark.parametrize("how", ["back", "voided"])
def test_an_abandoned_payment_lets_go_and_an_open_one_does_not(asking: Counter, how: str) -> None:
    released = Released()
    shirt_of_member(asking)
    request = begun(asking)
    asking.checkout.reservation_answered(request, GRANTED)
    chores(asking, released).after_pull()
    assert released.ids == []
    asking.checkout.abandon_payment() if how == "back" else void(asking)
    released.line_is_up = False
    chores(asking, released).after_pull()
    assert open_ids(asking) == [request.reservation_id]
    released.line_is_up = True
    chores(asking, released).after_pull()
    chores(asking, released).after_pull()
    assert (released.ids, open_ids(asking)) == ([request.reservation_id], [])


def test_what_another_run_of_the_program_left_is_let_go(asking: Counter) -> None:
    assert asking.reservations is not None
    asking.reservations.ids.append("of-yesterday")
    released = Released()
    chores(asking, released).after_pull()
    assert released.ids == ["of-yesterday"]
