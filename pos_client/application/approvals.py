"""A manager's word for one action of somebody who may not do it alone, without changing places at the till."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from pos_client.errors import Refused
from retail.permissions import RIGHTS, allows
from retail.ports import Ids, StaffMember, UnitOfWork


@dataclass(frozen=True, slots=True)
class Approval:
    """Good for one action of `asked_by` that needs `permission`. Only `Approvals.give` makes one that counts."""

    approval_id: str
    permission: str
    asked_by: str
    approved_by: str
    reason: str = ""
    text: str = ""


class Approvals:
    """The approvals that were given and not used yet. None outlives the program."""

    def __init__(self, ids: Ids) -> None:
        self._ids = ids
        self._open: dict[str, Approval] = {}

    def give(
        self, asker: StaffMember, approver: StaffMember, permission: str, *, reason: str = "", text: str = ""
    ) -> Approval:
        """Raises Refused `approver_not_allowed`: not everybody's PIN is a manager's."""
        if not RIGHTS[permission].approvable or not allows(approver.roles, permission):
            raise Refused("approver_not_allowed", staff_id=approver.staff_id)
        approval = Approval(self._ids.new(), permission, asker.staff_id, approver.staff_id, reason, text)
        # What was given before and never used was for something that was given up.
        self._open = {approval.approval_id: approval}
        return approval

    def holds(self, asker: StaffMember, permission: str, approval: Approval | None) -> bool:
        """Whether this approval is for that, and not used yet."""
        return (
            approval is not None
            and self._open.get(approval.approval_id) == approval
            and (approval.permission, approval.asked_by) == (permission, asker.staff_id)
        )

    def use(
        self,
        uow: UnitOfWork,
        approval: Approval | None,
        *,
        basket_id: str | None = None,
        amount_minor: int | None = None,
    ) -> None:
        """Journal it with the action, in the action's own unit of work; it is good for nothing else from now on.

        `amount_minor` is what it is about: what is taken off, paid out, voided. None does nothing.
        """
        body = self.taken(approval, basket_id=basket_id, amount_minor=amount_minor)
        if body is not None:
            uow.journal.append("approval_given", body)

    def taken(
        self, approval: Approval | None, *, basket_id: str | None = None, amount_minor: int | None = None
    ) -> dict[str, Any] | None:
        """The body of its entry, for an action that is written later; it is good for nothing else from now on."""
        if approval is None:
            return None
        self._open.pop(approval.approval_id, None)
        return {
            "approval_id": approval.approval_id,
            "permission": approval.permission,
            "asked_by": approval.asked_by,
            "approved_by": approval.approved_by,
            "reason": approval.reason,
            "text": approval.text,
            "basket_id": basket_id,
            "amount_minor": amount_minor,
        }
