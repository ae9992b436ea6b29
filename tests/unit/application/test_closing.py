"""Who may end a till at its machine, when, and what stands in the journal."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pos_client.application.approvals import Approval
from pos_client.application.closing import PERMISSION, CounterState, TillCloser
from pos_client.application.room import RoomWatch
from pos_client.errors import Refused
from tests.ui.till import FakeTill
from tests.ui.till_data import PIN

EMPTY = CounterState(has_basket=False, open_payments=0, shift_is_open=False, waiting=0)


class End:
    def __init__(self, state: CounterState = EMPTY) -> None:
        self.till = FakeTill()
        self.till.sign_in("1009")
        self.state = state
        self.closer = TillCloser(self.till.desk, self.till.staff, lambda: self.state, self.give_back)
        self.given_back = 0

    def give_back(self) -> None:
        self.given_back += 1
        assert not self.till.store.bodies("till_closed"), "what is given back is journaled, so it comes first"

    def approval(self) -> Approval:
        staff = self.till.staff
        return staff.approve(staff.check_pin("1009", PIN, "approval"), PERMISSION, reason="reset")


@pytest.mark.parametrize(
    ("changes", "code", "both"),
    [
        ({"has_basket": True}, "closing_basket_open", True),
        ({"open_payments": 2}, "closing_payments_open", True),
        ({"shift_is_open": True}, "reset_shift_open", False),
        ({"waiting": 7}, "reset_entries_waiting", False),
    ],
)
def test_what_is_under_way_comes_first(changes: dict[str, int], code: str, both: bool) -> None:
    end = End(replace(EMPTY, **changes))  # type: ignore[arg-type]
    with pytest.raises(Refused) as caught:
        end.closer.check("reset")
    assert caught.value.code == code
    if code == "reset_entries_waiting":
        assert caught.value.params == {"count": 7}
    if both:
        with pytest.raises(Refused):
            end.closer.check("moved")
    else:
        # A drawer and a journal go along to the other computer.
        end.closer.check("moved")


def test_a_manager_types_the_pin_again_although_signed_in() -> None:
    end = End()
    with pytest.raises(Refused) as caught:
        end.closer.close("reset", None)
    assert caught.value.code == "approval_needed"
    assert (end.given_back, end.till.store.bodies("till_closed")) == (0, [])


def test_the_last_entry_says_who_and_signs_everybody_out() -> None:
    end = End()
    end.closer.close("moved", end.approval(), "ab12")

    kinds = [entry.kind for entry in end.till.store.entries]
    assert kinds[-3:] == ["approval_given", "signed_out", "till_closed"]
    (body,) = end.till.store.bodies("till_closed")
    assert body == {"reason": "moved", "move_id": "ab12", "staff_id": "1009", "approved_by": "1009"}
    assert end.till.staff.current is None
    assert end.given_back == 1


def test_an_approval_is_good_for_one_end_only() -> None:
    end = End()
    approval = end.approval()
    end.closer.close("moved", approval, "ab12")
    end.till.sign_in("1009")
    with pytest.raises(Refused, match="approval_needed"):
        end.closer.close("moved", approval, "cd34")


def test_room_is_told_before_it_is_spent() -> None:
    free: list[int | None] = [900]
    watch = RoomWatch(lambda: free[0], low_bytes=500, spent_bytes=100)
    assert watch.look().level == "enough"
    free[0] = 400
    assert watch.look().level == "low"
    watch.refuse_without_room()
    free[0] = 99
    with pytest.raises(Refused) as caught:
        watch.refuse_without_room()
    assert caught.value.code == "disk_spent"
    # A system that does not say is no reason to send shoppers away: the first write will tell.
    free[0] = None
    watch.refuse_without_room()
