"""Who is at the till and what they may do: staff numbers and PINs, checked without a connection."""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from pos_client.application.approvals import Approval, Approvals
from pos_client.application.changes import Changes
from pos_client.application.till import Desk
from pos_client.errors import Refused
from retail.permissions import RIGHTS, allows
from retail.ports import FailedSignIn, ReferenceData, StaffMember

FREE_ATTEMPTS = 3
LOCKED_SECONDS_MAX = 300

SignOutReason = Literal["asked", "locked", "closed"]
PinPurpose = Literal["sign_in", "approval"]


@dataclass(frozen=True, slots=True)
class VerifiedPin:
    """Proof that a PIN was right a moment ago; only `StaffDesk.check_pin` makes one."""

    member: StaffMember


@dataclass(slots=True)
class _Failures:
    count: int = 0
    locked_until_ms: int = 0


class StaffDesk:
    """Who is at the till. Wrong PINs lock a staff number for 2, 4, 8 … seconds after the third, up to five minutes.

    The count is in the store: it ends with a right PIN, and not with the program.
    """

    def __init__(self, desk: Desk, reference: ReferenceData) -> None:
        self._desk = desk
        self._reference = reference
        self._hasher = PasswordHasher()
        self._failures: dict[str, _Failures] = {}
        self._lock = threading.Lock()
        self.approvals = Approvals(desk.ids)
        self.current: StaffMember | None = None
        #: Whose basket stands at a till that locked itself: this cashier goes on with it, or a manager.
        self.locked_for: StaffMember | None = None

    def staff(self) -> Sequence[StaffMember]:
        return self._reference.staff()

    def check_pin(self, staff_id: str, pin: str, purpose: PinPurpose = "sign_in") -> VerifiedPin:
        """Check a PIN; takes 20 to 130 ms, so call it off the GUI thread.

        A wrong one is counted and journaled before this returns. Raises Refused: `wrong_pin` (for an unknown staff
        number too: an attacker learns nothing) or `locked_out`.
        """
        name = _name(staff_id)
        self._refuse_while_locked(name)
        found = next((member for member in self.staff() if member.staff_id == staff_id), None)
        try:
            if found is None:
                # As much work as for a number that exists, so that the time tells nothing either.
                self._hasher.hash(pin)
                raise VerificationError
            self._hasher.verify(found.pin_hash, pin)
        except (VerificationError, InvalidHashError) as error:
            raise self._failed(name, None if found is None else found.staff_id, purpose) from error
        self._forgive(name)
        return VerifiedPin(found)

    def sign_in(self, verified: VerifiedPin) -> Changes:
        """Raises Refused `till_locked` when the basket of somebody else stands behind the lock."""
        owner = self.locked_for
        is_other = owner is not None and owner.staff_id != verified.member.staff_id
        if owner is not None and is_other and not allows(verified.member.roles, "unlock_till"):
            raise Refused("till_locked", staff_id=owner.staff_id)
        with self._desk.unit_of_work() as uow:
            uow.journal.append("signed_in", {"staff_id": verified.member.staff_id})
            uow.commit()
        self.current = verified.member
        self.locked_for = None
        return Changes.of("session", "journal")

    def sign_out(self, reason: SignOutReason = "asked") -> Changes:
        if self.current is None:
            return Changes()
        with self._desk.unit_of_work() as uow:
            uow.journal.append("signed_out", {"staff_id": self.current.staff_id, "reason": reason})
            uow.commit()
        self.current = None
        return Changes.of("session", "journal")

    def lock(self, *, has_basket: bool) -> Changes:
        """Nobody has touched the till for a while. An empty till is anybody's; a basket waits for its cashier."""
        owner = self.current
        changes = self.sign_out("locked")
        if has_basket and owner is not None:
            self.locked_for = owner
        return changes

    # --- what they may do

    @property
    def current_id(self) -> str | None:
        """Who is signed in, by number."""
        return None if self.current is None else self.current.staff_id

    def require(self, permission: str | None = None) -> StaffMember:
        """Whoever is signed in, with this right. Raises Refused `not_signed_in` or `not_permitted`."""
        if self.current is None:
            raise Refused("not_signed_in")
        if permission is not None and not allows(self.current.roles, permission):
            raise Refused("not_permitted", permission=permission)
        return self.current

    def may(self, permission: str) -> bool:
        """Whether whoever is signed in has this right; False when nobody is."""
        return self.current is not None and allows(self.current.roles, permission)

    def permit(self, permission: str, approval: Approval | None = None) -> str:
        """Who answers for an action: whoever is signed in, by a right of their own, or the approver. Gives a staff id.

        Raises Refused `not_signed_in`, `approval_needed` (a manager may allow it) or `not_permitted` (nobody may).
        The action calls `approvals.use` in its unit of work.
        """
        asker = self.require()
        if allows(asker.roles, permission):
            return asker.staff_id
        if approval is not None and self.approvals.holds(asker, permission, approval):
            return approval.approved_by
        if not RIGHTS[permission].approvable:
            raise Refused("not_permitted", permission=permission)
        raise Refused("approval_needed", permission=permission)

    def approve(self, verified: VerifiedPin, permission: str, *, reason: str = "", text: str = "") -> Approval:
        """One action of whoever is signed in, allowed. Raises Refused `not_signed_in` or `approver_not_allowed`."""
        return self.approvals.give(self.require(), verified.member, permission, reason=reason, text=text)

    def approvers(self, permission: str) -> Sequence[StaffMember]:
        """Who can be asked."""
        return [member for member in self.staff() if allows(member.roles, permission)]

    # --- wrong PINs

    def _refuse_while_locked(self, name: str) -> None:
        with self._lock:
            left_ms = self._known(name).locked_until_ms - self._desk.clock.elapsed_ms()
        if left_ms > 0:
            raise Refused("locked_out", seconds=-(-left_ms // 1000))

    def _failed(self, name: str, staff_id: str | None, purpose: PinPurpose) -> Refused:
        with self._lock:
            failures = self._known(name)
            failures.count += 1
            over = failures.count - FREE_ATTEMPTS
            seconds = 0 if over < 0 else min(2 ** (over + 1), LOCKED_SECONDS_MAX)
            if seconds:
                failures.locked_until_ms = self._desk.clock.elapsed_ms() + seconds * 1000
            with self._desk.unit_of_work() as uow:
                uow.failed_sign_ins.keep(
                    FailedSignIn(name, failures.count, seconds, self._desk.clock.now().isoformat(timespec="seconds"))
                )
                uow.journal.append(
                    "sign_in_failed",
                    {
                        # What was typed for a number that does not exist may be a PIN: it is written down nowhere.
                        "staff_id": staff_id,
                        "purpose": purpose,
                        "failures": failures.count,
                        "locked_seconds": seconds,
                    },
                )
                uow.commit()
        if seconds:
            return Refused("locked_out", seconds=seconds)
        return Refused("wrong_pin", attempts_left=-over)

    def _forgive(self, name: str) -> None:
        with self._lock:
            if self._known(name).count:
                with self._desk.unit_of_work() as uow:
                    uow.failed_sign_ins.forget(name)
                    uow.commit()
            self._failures[name] = _Failures()

    def _known(self, name: str) -> _Failures:
        """The failures of a staff number; at first those of earlier runs of the program. Call it with the lock held.

        How much of a pause is over since then only the wall clock can tell: a wrong one makes it last no longer than
        it was.
        """
        found = self._failures.get(name)
        if found is None:
            with self._desk.unit_of_work() as uow:
                kept = uow.failed_sign_ins.of(name)
            found = self._failures[name] = _Failures()
            if kept is not None:
                passed = (self._desk.clock.now() - datetime.fromisoformat(kept.failed_at)).total_seconds()
                left_ms = int(1000 * (kept.locked_seconds - max(0.0, passed)))
                found.count = kept.failures
                found.locked_until_ms = self._desk.clock.elapsed_ms() + max(0, left_ms)
        return found


def _name(staff_id: str) -> str:
    """Under what a staff number's failures are kept: whoever types a PIN into the wrong field leaves no text of it."""
    return hashlib.sha256(staff_id.encode()).hexdigest()[:32]
