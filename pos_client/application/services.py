"""Services that a member is entitled to: used one by one, counted, and taken back while the sale is open.

Source: docs/spec/line.md, "Benefits beside the price".
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from pos_client.application.changes import Changes
from pos_client.application.members import IdentifiedMember
from pos_client.application.staff import StaffDesk
from pos_client.application.till import Desk
from pos_client.errors import Refused
from retail.ports import BenefitsReader, Entitlement, UnitOfWork


@dataclass(frozen=True, slots=True)
class UseHere:
    """A use that this counter has written for the shopper who is there; `sale_id` None: not for a sale."""

    use_id: str
    entitlement_id: str
    one_id: str
    sale_id: str | None
    sku: str = ""


class ServiceDesk:
    """Each use is in the journal before it is shown."""

    def __init__(self, desk: Desk, staff: StaffDesk, benefits: BenefitsReader) -> None:
        self._desk = desk
        self._staff = staff
        self._benefits = benefits
        self.uses: tuple[UseHere, ...] = ()

    def of(self, identified: IdentifiedMember | None) -> Sequence[Entitlement]:
        """What the member is entitled to now, own uses counted; what has ended is left out."""
        if identified is None:
            return ()
        found = self._benefits.entitlements_of(identified.member.one_id)
        return [entitlement for entitlement in found if not self._has_ended(entitlement)]

    def use_one(self, identified: IdentifiedMember, entitlement_id: str, sale_id: str | None) -> Changes:
        """Write one use. Raises Refused `proof_needed`, `service_unknown` or `service_used_up`."""
        if not identified.can_spend:
            raise Refused("proof_needed")
        found = next((e for e in self.of(identified) if e.entitlement_id == entitlement_id), None)
        if found is None:
            raise Refused("service_unknown")
        if not found.left:
            raise Refused("service_used_up", name=found.label)
        use = UseHere(self._desk.ids.new(), entitlement_id, identified.member.one_id, sale_id, found.sku)
        body = {
            "use_id": use.use_id,
            "entitlement_id": entitlement_id,
            "one_id": use.one_id,
            "staff_id": self._staff.require("sell").staff_id,
            "sale_id": sale_id,
            **({"sku": found.sku} if found.sku else {}),
        }
        with self._desk.unit_of_work() as uow:
            uow.own_benefits.use_entitlement(use.use_id, entitlement_id)
            uow.journal.append("entitlement_used", body)
            uow.commit()
        self.uses = (*self.uses, use)
        return Changes.of("member", "journal")

    def undo(self, entitlement_id: str) -> Changes:
        """Take the newest use of this service back. Raises Refused `nothing_to_undo`."""
        use = next((use for use in reversed(self.uses) if use.entitlement_id == entitlement_id), None)
        if use is None:
            raise Refused("nothing_to_undo")
        with self._desk.unit_of_work() as uow:
            self._write_undo(uow, use)
            uow.commit()
        self.uses = tuple(other for other in self.uses if other is not use)
        return Changes.of("member", "journal")

    def take_back(self, uow: UnitOfWork) -> None:
        """The sale does not come about: what was used for it is written off the count. `forget` follows the commit."""
        for use in self.uses:
            if use.sale_id is not None:
                self._write_undo(uow, use)

    def member_left(self) -> None:
        """Another shopper, or none: what was used for this one's sale is taken back, the rest stands."""
        if any(use.sale_id is not None for use in self.uses):
            with self._desk.unit_of_work() as uow:
                self.take_back(uow)
                uow.commit()
        self.forget()

    def forget(self) -> None:
        """What was used stands."""
        self.uses = ()

    def _write_undo(self, uow: UnitOfWork, use: UseHere) -> None:
        body = {
            "use_id": use.use_id,
            "entitlement_id": use.entitlement_id,
            "one_id": use.one_id,
            "staff_id": self._staff.require().staff_id,
            **({"sku": use.sku} if use.sku else {}),
        }
        uow.own_benefits.undo_entitlement(use.use_id)
        uow.journal.append("entitlement_use_undone", body)

    def _has_ended(self, entitlement: Entitlement) -> bool:
        end = entitlement.expires_at
        return end is not None and datetime.fromisoformat(end) <= self._desk.clock.now()
