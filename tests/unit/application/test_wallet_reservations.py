"""What the ledger set aside for a basket whose wallet has not answered yet: asked for again until it is known."""

from __future__ import annotations

import pytest

from pos_client.application.chores import CounterChores
from pos_client.application.lease_keeper import LeaseKeeper
from pos_client.application.reservation_renewal import ReservationRenewal
from retail.reservation import ReservationAnswer, ReservationRefusal, ReservationRequest
from tests.fake_benefits import FakeReservations
from tests.unit.application.conftest import Counter
from tests.unit.application.wallet_counter import NO_ANSWER, REFUSED, Wallets


class Promises:
    """The ledger's reservations as a till meets them: what it was asked for, and what it says."""

    def __init__(self) -> None:
        self.asked: list[ReservationRequest] = []
        self.released: list[str] = []
        self.says: ReservationAnswer | None = ReservationAnswer(granted=True)

    def __call__(self, request: ReservationRequest) -> ReservationAnswer | None:
        self.asked.append(request)
        return self.says

    def release(self, reservation_id: str) -> bool:
        self.released.append(reservation_id)
        return True


def sync_rounds(counter: Counter, promises: Promises) -> CounterChores:
    """What the sync thread does in each round, with this ledger."""
    assert counter.reservations is not None
    keeper = LeaseKeeper(counter.desk, counter.store.leases, counter.holds)
    renewal = ReservationRenewal(counter.clock, counter.holds, promises)
    return CounterChores(keeper, counter.reservations, counter.holds, promises.release, renewal=renewal)


def reserved_basket() -> tuple[Wallets, ReservationRequest]:
    """A member's basket for whose points the ledger has given its word."""
    counter = Counter(reservations=FakeReservations())
    counter.sign_in()
    wallets = Wallets(counter)
    wallets.operator.expects = None
    for _ in range(11):
        counter.checkout.add_product("B1")
    counter.checkout.set_member(counter.members.identify_code(counter.rotating_code()))
    counter.checkout.use_points("max")
    request = counter.checkout.begin_payment()
    assert request is not None
    counter.checkout.reservation_answered(request, ReservationAnswer(granted=True))
    return wallets, request


def test_what_was_set_aside_for_a_waiting_basket_is_asked_for_again_until_it_is_known() -> None:
    wallets, request = reserved_basket()
    counter = wallets.counter
    wallets.pay(NO_ANSWER)
    wallets.payments.set_aside()
    promises = Promises()
    rounds = sync_rounds(counter, promises)
    counter.clock.advance(299)
    rounds.after_pull()
    assert promises.asked == []
    counter.clock.advance(1)
    promises.says = None
    rounds.after_pull()
    rounds.after_pull()
    promises.says = ReservationAnswer(granted=True)
    rounds.after_pull()
    rounds.after_pull()
    assert promises.asked == [request] * 3  # twice without an answer; then it is good for another five minutes
    counter.clock.advance(300)
    rounds.after_pull()
    assert promises.asked == [request] * 4
    wallets.restart()
    wallets.counter.reservations = counter.reservations
    rounds = sync_rounds(wallets.counter, promises)
    rounds.after_pull()
    rounds.after_pull()
    assert promises.asked == [request] * 5
    assert promises.released == []
    wallets.later(3, REFUSED)
    wallets.counter.clock.advance(600)
    rounds.after_pull()
    assert promises.asked == [request] * 5
    assert promises.released == [request.reservation_id]


def test_a_reservation_that_could_not_be_renewed_in_time_does_not_stop_the_sale(
    caplog: pytest.LogCaptureFixture,
) -> None:
    wallets, request = reserved_basket()
    counter = wallets.counter
    wallets.pay(NO_ANSWER)
    promises = Promises()
    promises.says = ReservationAnswer(False, (ReservationRefusal("points", "group", "reserved"),))
    counter.clock.advance(900)
    ReservationRenewal(counter.clock, counter.holds, promises).round()
    assert "points reserved" in caplog.text
    news = wallets.payments.settle_by_hand(
        wallets.operator.asked[0][1], "4200009", counter.approval("settle_payment"), paid=True
    )
    assert news.completed is not None
    assert wallets.sales[0]["reservation_id"] == request.reservation_id
