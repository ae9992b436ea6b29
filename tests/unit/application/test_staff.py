from __future__ import annotations

from datetime import timedelta

import pytest

from pos_client.application.staff import StaffDesk
from pos_client.errors import Refused
from tests.unit.application.conftest import Counter
from tests.unit.application.test_checkout import refused


def test_signing_in_and_out_is_in_the_journal() -> None:
    counter = Counter()
    counter.sign_in()
    assert counter.staff.current is not None
    counter.staff.sign_out()
    counter.staff.sign_out()
    assert [entry.kind for entry in counter.store.entries] == ["signed_in", "signed_out"]
    assert counter.staff.current is None


@pytest.mark.parametrize("staff_id", ["1001", "nobody"])
def test_wrong_pins_lock_longer_and_longer_and_an_unknown_number_learns_nothing(staff_id: str) -> None:
    counter = Counter()
    for left in (2, 1):
        with refused("wrong_pin") as caught:
            counter.staff.check_pin(staff_id, "0000")
        assert caught.value.params == {"attempts_left": left}
    waits = []
    for _ in range(4):
        with refused("locked_out") as caught:
            counter.staff.check_pin(staff_id, "0000")
        waits.append(caught.value.params["seconds"])
        counter.clock.advance(waits[-1])
    assert waits == [2, 4, 8, 16]


def test_a_right_pin_during_the_pause_is_refused_and_after_it_counts_anew() -> None:
    counter = Counter()
    for _ in range(3):
        with pytest.raises(Refused):
            counter.staff.check_pin("1001", "1111")
    with refused("locked_out"):
        counter.staff.check_pin("1001", "2468")
    counter.clock.advance(2)
    counter.staff.check_pin("1001", "2468")
    with refused("wrong_pin"):
        counter.staff.check_pin("1001", "1111")


def test_a_pause_outlives_the_program_and_a_wrong_clock_makes_it_no_longer() -> None:
    counter = Counter()
    for _ in range(5):
        with pytest.raises(Refused):
            counter.staff.check_pin("1001", "0000")
        counter.clock.advance(8)
    with refused("locked_out"):
        counter.staff.check_pin("1001", "0000")  # 16 seconds
    counter.clock.advance(6)

    again = StaffDesk(counter.desk, counter.reference)
    with refused("locked_out") as caught:
        again.check_pin("1001", "2468")
    assert caught.value.params == {"seconds": 10}
    counter.clock.time -= timedelta(days=400)
    with refused("locked_out") as caught:
        StaffDesk(counter.desk, counter.reference).check_pin("1001", "2468")
    assert caught.value.params == {"seconds": 16}
    counter.clock.advance(401 * 86400)
    again.check_pin("1001", "2468")
    with refused("wrong_pin"):
        StaffDesk(counter.desk, counter.reference).check_pin("1001", "0000")


def test_wrong_pins_are_journaled_and_what_was_typed_for_nobody_is_not() -> None:
    counter = Counter()
    for staff_id in ("1001", "246810"):
        with refused("wrong_pin"):
            counter.staff.check_pin(staff_id, "0000", "approval")
    assert [body["staff_id"] for body in counter.store.bodies("sign_in_failed")] == ["1001", None]
    assert not any("246810" in name for name in counter.store.failed)


def test_a_locked_basket_waits_for_its_cashier_or_a_manager(counter: Counter) -> None:
    counter.staff.lock(has_basket=True)
    with refused("till_locked"):
        counter.sign_in("1004")
    counter.sign_in("1007")
    counter.staff.lock(has_basket=True)
    with refused("till_locked"):
        counter.sign_in("1001")
    counter.sign_in("1007")
    counter.staff.lock(has_basket=False)
    counter.sign_in("1004")
    reasons = [body["reason"] for body in counter.store.bodies("signed_out")]
    assert reasons == ["locked", "locked", "locked"]
