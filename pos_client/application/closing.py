"""The end of this machine's till: it moves, or is reset. A manager's PIN, and the journal's last entry.

After that entry nothing is written here any more. What the ledger lacks then goes with the till (a move), or is sent
before anything is wiped (a reset).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from pos_client.application.approvals import Approval
from pos_client.application.changes import Changes
from pos_client.application.staff import StaffDesk
from pos_client.application.till import Desk
from pos_client.errors import Refused

PERMISSION = "close_till"

Reason = Literal["moved", "reset"]


@dataclass(frozen=True, slots=True)
class CounterState:
    """What of the counter is looked at before it ends. `open_payments`: whose end at a wallet nobody knows yet."""

    has_basket: bool
    open_payments: int
    shift_is_open: bool
    waiting: int


class TillCloser:
    """`look` says how the counter stands; `give_back` hands over every lease, so that none stays reserved for a machine
    that is gone."""

    def __init__(
        self, desk: Desk, staff: StaffDesk, look: Callable[[], CounterState], give_back: Callable[[], object]
    ) -> None:
        self._desk = desk
        self._staff = staff
        self._look = look
        self._give_back = give_back

    def check(self, reason: Reason) -> None:
        """Whether it can be done now; changes nothing.

        Raises Refused: `closing_basket_open`, `closing_payments_open` (`count`), and for a reset `reset_shift_open` and
        `reset_entries_waiting` (`count`: what the ledger does not have).
        """
        state = self._look()
        if state.has_basket:
            raise Refused("closing_basket_open")
        if state.open_payments:
            raise Refused("closing_payments_open", count=state.open_payments)
        if reason == "reset" and state.shift_is_open:
            raise Refused("reset_shift_open")
        if reason == "reset" and state.waiting:
            raise Refused("reset_entries_waiting", count=state.waiting)

    def close(self, reason: Reason, approval: Approval | None, move_id: str = "") -> Changes:
        """Write the last entry; whoever is signed in is signed out by it.

        A manager's PIN is asked for in any case, also of a manager who is signed in. Raises what `check` raises (but
        for the entries that wait: the approval itself may be one), and Refused `not_signed_in` or `approval_needed`.
        """
        asker = self._staff.require()
        if approval is None or not self._staff.approvals.holds(asker, PERMISSION, approval):
            raise Refused("approval_needed", permission=PERMISSION)
        try:
            self.check(reason)
        except Refused as error:
            if error.code != "reset_entries_waiting":
                raise
        self._give_back()
        with self._desk.unit_of_work() as uow:
            self._staff.approvals.use(uow, approval)
            uow.journal.append("signed_out", {"staff_id": asker.staff_id, "reason": "closed"})
            uow.journal.append(
                "till_closed",
                {
                    "reason": reason,
                    "move_id": move_id,
                    "staff_id": asker.staff_id,
                    "approved_by": approval.approved_by,
                },
            )
            uow.commit()
        self._staff.current = None
        return Changes.of("session", "journal")
