"""Asks the ledger about whom the page shows, off the GUI thread, and keeps its answer while they are shown."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QObject, Signal, Slot

from pos_client.application.profile import Profile
from pos_client.errors import UserFacing
from pos_client.ui.operations import Operations, SlowOperation
from pos_client.ui.screens.checkout.use_cases import CheckoutUseCases
from retail.member import Member
from retail.member_profile import LedgerProfile, LinkedAccount, Ticket


class LedgerAsking(QObject):
    """`told` carries the one_id that was answered about, `changed` that it asks or has stopped, `refused` why not."""

    told = Signal(object)
    changed = Signal()
    refused = Signal(object)

    def __init__(self, use_cases: CheckoutUseCases, operations: Operations, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._use = use_cases
        self._answer: LedgerProfile | None = None
        self._asked: str | None = None
        self._waiting: str | None = None  # asked for while another answer was on its way
        self._by_user = False
        self._work = SlowOperation(operations, self, operations.line_pool)
        self._work.succeeded.connect(self._on_answered)
        self._work.refused.connect(self._on_refused)

    @property
    def is_running(self) -> bool:
        return self._work.is_running

    def ask(self, one_id: str | None, *, by_user: bool = False) -> None:
        """Ask about this member. Without a connection, and where nobody asks the ledger, nothing happens: the page says
        how old it is. Who asked themselves is told why nothing came.
        """
        line, staff = self._use.ask_profile, self._use.staff.current
        if one_id is None or line is None or staff is None:
            return
        if not by_user and not self._use.checkout.state.online:
            return
        if self._answer is not None and self._answer.member.one_id != one_id:
            self._answer = None
        staff_id = staff.staff_id
        if self._work.start(lambda: line.profile(one_id, staff_id)):
            self._asked, self._by_user = one_id, by_user
            self.changed.emit()
        else:
            self._waiting = one_id

    def known(self, one_id: str) -> Member | None:
        """Whom the cache may not have."""
        return None if self._answer is None or self._answer.member.one_id != one_id else self._answer.member

    def laid_over(self, profile: Profile) -> Profile:
        """With what the ledger told, where the till has nothing of its own."""
        told = self._told_of(profile.member.one_id)
        if told is None:
            return profile
        facts = profile.facts if told.facts is None else told.facts
        return replace(profile, facts=facts, tags=profile.tags or told.tags)

    def tickets(self, one_id: str | None) -> tuple[Ticket, ...]:
        told = self._told_of(one_id)
        return () if told is None else told.tickets

    def links(self, one_id: str | None) -> tuple[LinkedAccount, ...]:
        told = self._told_of(one_id)
        return () if told is None else told.links

    @property
    def store_names(self) -> dict[str, str]:
        return {} if self._answer is None else dict(self._answer.stores)

    def _told_of(self, one_id: str | None) -> LedgerProfile | None:
        found = self._answer
        return found if found is not None and found.member.one_id == one_id else None

    @Slot(object)
    def _on_answered(self, answer: object) -> None:
        if isinstance(answer, LedgerProfile):
            self._answer = answer
            self.told.emit(self._asked)
        self._go_on()

    @Slot(object)
    def _on_refused(self, error: object) -> None:
        if isinstance(error, UserFacing) and self._by_user:
            self.refused.emit(error)
        self._go_on()

    def _go_on(self) -> None:
        waiting, self._waiting, self._by_user = self._waiting, None, False
        self.changed.emit()
        if waiting is not None:
            self.ask(waiting)
