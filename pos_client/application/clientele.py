"""Guides and their members: who looks after how many, by which code they win them, and who takes over from whom.

Source: docs/spec/line.md, "Guides and their members". With and without a connection: each change is an entry
`guide_assigned`, and the tasks of a member follow whoever looks after them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pos_client.application.basket_guides import GUIDE_ROLE
from pos_client.application.changes import Changes
from pos_client.application.staff import StaffDesk
from pos_client.application.till import Desk
from pos_client.errors import Refused
from retail.clientele import JOIN_PREFIX, ClienteleReader, GuideLoad, guide_code, spread
from retail.member import MemberGuide
from retail.ports import ReferenceData, StaffMember

#: Entries in one transaction: somebody may want to sell meanwhile.
AT_ONCE = 200


@dataclass(frozen=True, slots=True)
class HandedOver:
    """How many members each of the guides got, by number."""

    changes: Changes
    members: Mapping[str, int]


class ClienteleDesk:
    def __init__(self, desk: Desk, staff: StaffDesk, reference: ReferenceData, clientele: ClienteleReader) -> None:
        self._desk = desk
        self._staff = staff
        self._reference = reference
        self._clientele = clientele

    def guides(self) -> Sequence[StaffMember]:
        """The store's guides, by number."""
        found = (member for member in self._reference.staff() if GUIDE_ROLE in member.roles)
        return sorted(found, key=lambda member: member.staff_id)

    def loads(self) -> Sequence[GuideLoad]:
        """Every guide of the store with the number of their members; behind them, who left and has some still."""
        loads = dict(self._clientele.loads(self._desk.facts.store))
        found = [GuideLoad(guide.staff_id, guide.name, loads.pop(guide.staff_id, 0)) for guide in self.guides()]
        return [*found, *(GuideLoad(staff_id, "", count) for staff_id, count in sorted(loads.items()))]

    def code_of(self, staff_id: str) -> str:
        """By which a guide of this store wins members."""
        return guide_code(self._desk.facts.store, staff_id)

    def picture_of(self, staff_id: str) -> str:
        """What a guide's code says as a picture: the link of the settings row `joining`, or the code for a till."""
        code = self.code_of(staff_id)
        link = (self._reference.settings().get("joining") or {}).get("link")
        known = isinstance(link, str) and link.startswith("https://") and "{code}" in link
        return str(link).replace("{code}", code) if known else JOIN_PREFIX + code

    def by_code(self, code: str) -> StaffMember | None:
        """The guide of this store whose code this is."""
        return next((guide for guide in self.guides() if self.code_of(guide.staff_id) == code), None)

    def for_joining(self, code: str) -> StaffMember | None:
        """Who gets somebody that joins here: whose code it is, else the guide who does it, else who has the fewest.
        None: this store has no guides.
        """
        guides = self.guides()
        if not guides:
            return None
        own = self._staff.current
        named = self.by_code(code) or next((g for g in guides if own is not None and g.staff_id == own.staff_id), None)
        if named is not None:
            return named
        loads = self._clientele.loads(self._desk.facts.store)
        return min(guides, key=lambda guide: (loads.get(guide.staff_id, 0), guide.staff_id))

    def hand_over(self, leaving: str, to: Sequence[str]) -> HandedOver:
        """Everybody whom a guide looks after here goes to these guides: to one, or spread by what each has already.

        Cut off in between, it goes on where it was when it is asked for again. Raises Refused `not_permitted`,
        `handover_to_nobody`, `guide_unknown` or `handover_nobody_there`.
        """
        staff_id = self._staff.require("hand_over_members").staff_id
        known = {guide.staff_id for guide in self.guides()}
        takers = [other for other in dict.fromkeys(to) if other != leaving]
        if not takers:
            raise Refused("handover_to_nobody")
        if not known >= set(takers):
            raise Refused("guide_unknown", staff_id=next(one for one in takers if one not in known))
        store = self._desk.facts.store
        members = self._clientele.of_guide(store, leaving)
        if not members:
            raise Refused("handover_nobody_there")
        dealt = spread(members, takers, self._clientele.loads(store))
        for start in range(0, len(members), AT_ONCE):
            with self._desk.unit_of_work() as uow:
                for one_id in members[start : start + AT_ONCE]:
                    guide = MemberGuide(store, dealt[one_id])
                    body = assigned_body(self._desk.ids.new(), one_id, guide, staff_id, "handover")
                    uow.contacts.name_guide(one_id, guide, uow.journal.append("guide_assigned", body))
                uow.commit()
        counts = {taker: sum(guide == taker for guide in dealt.values()) for taker in takers}
        return HandedOver(Changes.of("journal", "member"), counts)


def assigned_body(
    assignment_id: str, one_id: str, guide: MemberGuide | None, staff_id: str, why: str
) -> dict[str, Any]:
    """The body of `guide_assigned`."""
    return {
        "assignment_id": assignment_id,
        "one_id": one_id,
        "guide": None if guide is None else {"store": guide.store, "staff_id": guide.staff_id},
        "staff_id": staff_id,
        "why": why,
    }
