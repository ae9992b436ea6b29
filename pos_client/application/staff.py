"""Signing in and out: a staff number and a PIN, checked without a connection."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from pos_client.application.changes import Changes
from pos_client.application.till import Desk
from pos_client.errors import Refused
from retail.ports import ReferenceData, StaffMember

FREE_ATTEMPTS = 3
LOCKED_SECONDS_MAX = 300

SignOutReason = Literal["asked", "locked", "closed"]


@dataclass(frozen=True, slots=True)
class VerifiedPin:
    """Proof that a PIN was right a moment ago; only `StaffDesk.check_pin` makes one."""

    member: StaffMember


@dataclass(slots=True)
class _Failures:
    count: int = 0
    locked_until_ms: int = 0


class StaffDesk:
    """Who is at the till. Wrong PINs lock a staff number for 2, 4, 8 … seconds after the third, up to five minutes."""

    def __init__(self, desk: Desk, reference: ReferenceData) -> None:
        self._desk = desk
        self._reference = reference
        self._hasher = PasswordHasher()
        self._failures: dict[str, _Failures] = {}
        self._lock = threading.Lock()
        self.current: StaffMember | None = None

    def staff(self) -> Sequence[StaffMember]:
        return self._reference.staff()

    def check_pin(self, staff_id: str, pin: str) -> VerifiedPin:
        """Check a PIN; takes 20 to 130 ms, so call it off the GUI thread.

        Raises Refused: `wrong_pin` (for an unknown staff number too: an attacker learns nothing) or `locked_out`.
        """
        self._refuse_while_locked(staff_id)
        found = next((member for member in self.staff() if member.staff_id == staff_id), None)
        try:
            if found is None:
                # As much work as for a number that exists, so that the time tells nothing either.
                self._hasher.hash(pin)
                raise VerificationError
            self._hasher.verify(found.pin_hash, pin)
        except (VerificationError, InvalidHashError) as error:
            raise self._failed(staff_id) from error
        with self._lock:
            self._failures.pop(staff_id, None)
        return VerifiedPin(found)

    def sign_in(self, verified: VerifiedPin) -> Changes:
        with self._desk.unit_of_work() as uow:
            uow.journal.append("signed_in", {"staff_id": verified.member.staff_id})
            uow.commit()
        self.current = verified.member
        return Changes.of("session", "journal")

    def sign_out(self, reason: SignOutReason = "asked") -> Changes:
        if self.current is None:
            return Changes()
        with self._desk.unit_of_work() as uow:
            uow.journal.append("signed_out", {"staff_id": self.current.staff_id, "reason": reason})
            uow.commit()
        self.current = None
        return Changes.of("session", "journal")

    def require(self) -> StaffMember:
        """Whoever is signed in. Raises Refused `not_signed_in`."""
        if self.current is None:
            raise Refused("not_signed_in")
        return self.current

    def _refuse_while_locked(self, staff_id: str) -> None:
        with self._lock:
            failures = self._failures.get(staff_id)
        if failures is not None:
            left_ms = failures.locked_until_ms - self._desk.clock.elapsed_ms()
            if left_ms > 0:
                raise Refused("locked_out", seconds=-(-left_ms // 1000))

    def _failed(self, staff_id: str) -> Refused:
        with self._lock:
            failures = self._failures.setdefault(staff_id, _Failures())
            failures.count += 1
            over = failures.count - FREE_ATTEMPTS
            if over < 0:
                return Refused("wrong_pin", attempts_left=-over)
            seconds = min(2 ** (over + 1), LOCKED_SECONDS_MAX)
            failures.locked_until_ms = self._desk.clock.elapsed_ms() + seconds * 1000
            return Refused("locked_out", seconds=seconds)
