"""Asks for a manager's word when a use case refuses with `approval_needed`, and then does the action with it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal, Slot

from pos_client.application.approvals import Approval
from pos_client.application.changes import Changes
from pos_client.application.staff import StaffDesk, VerifiedPin
from pos_client.errors import UserFacing
from pos_client.ui.failures import notice_of
from pos_client.ui.operations import Operations, SlowOperation
from pos_client.ui.widgets.approval_panel import ApprovalPanel, ApprovalTyped


@dataclass(frozen=True, slots=True)
class ApprovalRequest:
    """`words` say what is to be allowed; `then` does it. With an empty `reason` one in words is asked for as well."""

    permission: str
    words: Callable[[], str]
    then: Callable[[Approval], object]
    reason: str = ""
    text: str = ""


class ApprovalPrompt(QObject):
    """One question at a time. `closed` when it is answered or given up: the keyboard goes back to the screen."""

    closed = Signal()

    def __init__(
        self, panel: ApprovalPanel, staff: StaffDesk, operations: Operations, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self.panel = panel
        self._staff = staff
        self._operations = operations
        self._request: ApprovalRequest | None = None
        self._typed: ApprovalTyped | None = None
        self._checking = SlowOperation(operations, self)
        self._checking.succeeded.connect(self._on_checked)
        self._checking.refused.connect(self._on_refused)
        panel.entered.connect(self._on_entered)
        panel.cancelled.connect(self._on_cancelled)

    @property
    def is_open(self) -> bool:
        return self._request is not None

    @Slot(object)
    def ask(self, request: ApprovalRequest) -> None:
        """Show the question. Who is alone in being able to answer it need not type a number."""
        self._request = request
        approvers = self._staff.approvers(request.permission)
        names = tuple(f"{person.name} {person.staff_id}" for person in approvers)
        number = approvers[0].staff_id if len(approvers) == 1 else ""
        self.panel.ask(request.words(), names, number, asks_reason=not request.reason)

    def badge(self, staff_id: str) -> None:
        """A badge was scanned while the question stands."""
        self.panel.choose(staff_id)

    def close(self) -> None:
        """Give it up: the till was locked, or somebody signed out."""
        if self.is_open:
            self._request = None
            self.panel.close_panel()

    @Slot(object)
    def _on_entered(self, typed: ApprovalTyped) -> None:
        self._typed = typed
        if self._checking.start(lambda: self._staff.check_pin(typed.staff_id, typed.pin, "approval")):
            self.panel.set_checking(True)

    @Slot(object)
    def _on_checked(self, verified: VerifiedPin) -> None:
        request, typed = self._request, self._typed
        self.panel.set_checking(False)
        if request is None or typed is None:
            return
        try:
            approval = self._staff.approve(
                verified, request.permission, reason=request.reason, text=request.text or typed.text
            )
        except UserFacing as error:
            self._on_refused(error)
            return
        self._request = None
        self.panel.close_panel()
        self.closed.emit()
        request.then(approval)

    @Slot(object)
    def _on_refused(self, error: UserFacing) -> None:
        self.panel.set_checking(False)
        # A wrong PIN is in the journal by now.
        self._operations.announce(Changes.of("journal"))
        if self.is_open:
            self.panel.banner.show_notice(lambda: notice_of(error))
            self.panel.forget_pin()

    @Slot()
    def _on_cancelled(self) -> None:
        self._request = None
        self.closed.emit()
