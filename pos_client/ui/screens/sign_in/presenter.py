"""Signing in and out: the PIN is checked off the GUI thread."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal, Slot

from pos_client.application.changes import Changes
from pos_client.application.staff import SignOutReason, StaffDesk, VerifiedPin
from pos_client.application.till import TillFacts
from pos_client.errors import UserFacing
from pos_client.sync.status import SyncStatus
from pos_client.ui.failures import notice_of
from pos_client.ui.language import Language
from pos_client.ui.operations import Operations, SlowOperation
from pos_client.ui.screens.sign_in.view import PinTyped, SignInState, SignInView, StaffTile
from pos_client.ui.when_seen import WhenSeen
from pos_client.ui.widgets.banner import Notice
from retail.ports import StaffMember


class SignInPresenter(QObject):
    """`signed_in` and `signed_out` tell the window which screens to show."""

    signed_in = Signal()
    signed_out = Signal()

    def __init__(
        self,
        view: SignInView,
        staff: StaffDesk,
        facts: TillFacts,
        operations: Operations,
        *,
        language: Language,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._view = view
        self._staff = staff
        self._facts = facts
        self._operations = operations
        self._language = language
        self._sync = SyncStatus()
        self._chosen = ""
        self._checking = SlowOperation(operations, self)
        self._checking.succeeded.connect(self._on_checked)
        self._checking.refused.connect(self._on_refused)
        view.staff_chosen.connect(self.choose)
        view.pin_typed.connect(self._on_pin)
        view.language_asked.connect(language.use)
        language.changed.connect(self.refresh)
        self._when_seen = WhenSeen(view, self.refresh, self)
        self.refresh()

    @Slot()
    def refresh(self) -> None:
        staff = tuple(StaffTile(member.staff_id, member.name, member.roles) for member in self._staff.staff())
        self._view.show_state(
            SignInState(
                store_name=self._facts.store_name,
                till=self._facts.till,
                staff=staff,
                chosen=self._chosen,
                checking=self._checking.is_running,
                sync=self._sync,
                language=self._language.code,
            )
        )

    def show_sync(self, status: SyncStatus) -> None:
        self._sync = status
        self._when_seen.changed()

    @Slot(object)
    def choose(self, staff_id: str) -> None:
        """Whose PIN comes next: a tile, a typed number, or a scanned badge."""
        self._chosen = staff_id
        self._view.banner.show_notice(None)
        self.refresh()

    def sign_out(self, reason: SignOutReason = "asked") -> None:
        """Leave the till; the basket stays for whoever signs in next."""
        if self._operations.run(lambda: self._staff.sign_out(reason)) is not None:
            self._chosen = ""
            self.refresh()
            self.signed_out.emit()

    def lock(self, *, has_basket: bool) -> None:
        """Nobody has touched the till: whoever was here goes on with the PIN."""
        owner = self._staff.current
        if owner is None or self._operations.run(lambda: self._staff.lock(has_basket=has_basket)) is None:
            return
        self._chosen = owner.staff_id
        self._view.banner.show_notice(lambda: self._locked_notice(owner, has_basket))
        self.refresh()
        self.signed_out.emit()

    def _locked_notice(self, owner: StaffMember, has_basket: bool) -> Notice:
        what = self.tr("The till has locked itself, because nobody touched it.")
        if not has_basket:
            return Notice("info", what)
        todo = self.tr("{name} goes on with the PIN, or a manager does.").format(name=owner.name)
        return Notice("info", what, self.tr("The basket is kept."), todo)

    @Slot(object)
    def _on_pin(self, typed: PinTyped) -> None:
        self._view.banner.show_notice(None)
        self._checking.start(lambda: self._staff.check_pin(typed.staff_id, typed.pin))
        self.refresh()

    @Slot(object)
    def _on_checked(self, verified: VerifiedPin) -> None:
        self._view.forget_pin()
        if self._operations.run(lambda: self._staff.sign_in(verified)) is not None:
            self._view.banner.show_notice(None)
            self.signed_in.emit()
        self.refresh()

    @Slot(object)
    def _on_refused(self, error: UserFacing) -> None:
        self._view.forget_pin()
        # A wrong PIN is in the journal by now.
        self._operations.announce(Changes.of("journal"))
        self._view.banner.show_notice(lambda: notice_of(error))
        self.refresh()
