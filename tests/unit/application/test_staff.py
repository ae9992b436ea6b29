from __future__ import annotations

import pytest

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
