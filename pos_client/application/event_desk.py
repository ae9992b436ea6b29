"""Check-in of members at an event, by their code or card. Source: docs/spec/line.md, "Events for members".

Without a connection too: each member is counted once here by this till's own journal, and once at the ledger, whoever
else let them in.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from pos_client.application.changes import Changes
from pos_client.application.members import IdentifiedMember, MemberDesk
from pos_client.application.scanning import scan_settings
from pos_client.application.staff import StaffDesk
from pos_client.application.till import Desk
from pos_client.errors import Refused
from retail import scanned
from retail.journal_ports import AuditReader
from retail.member import Member, masked_name, masked_phone
from retail.member_events import MemberEvent, events_of
from retail.ports import Members, ReferenceData

#: More than come through one door.
READ_MAX = 10_000


@dataclass(frozen=True, slots=True)
class Guest:
    """Who came, masked, and when (with offset). `how`: `unified_code`, `card` or `search`."""

    one_id: str
    name: str
    at: str
    how: str


@dataclass(frozen=True, slots=True)
class CheckedIn:
    """`again`: was let in here before, which changed nothing. `code_accepted`: the journal says so all the same."""

    changes: Changes
    guest: Guest
    again: bool


class EventDesk:
    def __init__(
        self,
        desk: Desk,
        staff: StaffDesk,
        members: MemberDesk,
        *,
        directory: Members,
        reference: ReferenceData,
        journal: AuditReader,
    ) -> None:
        self._desk = desk
        self._staff = staff
        self._members = members
        self._directory = directory
        self._reference = reference
        self._journal = journal

    def running(self) -> Sequence[MemberEvent]:
        """The events of this store that run now, the one that ends first in front."""
        now = self._desk.clock.now()
        found = [event for event in events_of(self._reference.settings()) if event.is_running(now)]
        return sorted(found, key=lambda event: (event.end, event.event_id))

    def came(self, event_id: str) -> Sequence[Guest]:
        """Who was let in at this till, the newest first, each once."""
        guests: dict[str, Guest] = {}
        for entry in self._journal.newest(("event_checked_in",), None, READ_MAX):
            body = entry.document()
            if body["event_id"] == event_id:
                # Read from the newest to the oldest: the first time is the one that counts.
                guests[body["one_id"]] = self._guest(body, entry.occurred_at)
        return sorted(guests.values(), key=lambda guest: datetime.fromisoformat(guest.at), reverse=True)

    def scan(self, event_id: str, data: bytes | str, symbology: str | None = None) -> CheckedIn:
        """Let in whoever shows this code. Raises Refused `event_over`, `event_needs_member`, `code_…` or
        `member_unknown`.
        """
        self._running(event_id)
        found = scanned.classify(
            data,
            symbology,
            settings=scan_settings(self._reference, self._desk.facts.currency),
            in_catalogue=lambda text: False,
            linked_card=self._members.linked_card,
        )
        if isinstance(found, scanned.SignedCode) and found.kind == "member_code":
            return self.check_in(event_id, self._members.open_code(found.text)[0])
        if isinstance(found, scanned.MemberCard):
            return self.check_in(event_id, self._members.identify_card(found.number))
        raise Refused("event_needs_member")

    def check_in(self, event_id: str, identified: IdentifiedMember) -> CheckedIn:
        """Count a member once. Raises Refused `event_over`."""
        self._running(event_id)
        staff_id = self._staff.require("sell").staff_id
        one_id = identified.member.one_id
        known = next((guest for guest in self.came(event_id) if guest.one_id == one_id), None)
        if known is not None:
            return CheckedIn(Changes.of("journal"), known, again=True)
        body = {
            "check_in_id": self._desk.ids.new(),
            "event_id": event_id,
            "one_id": one_id,
            "staff_id": staff_id,
            "known_by": identified.proof.how,
        }
        with self._desk.unit_of_work() as uow:
            entry = uow.journal.append("event_checked_in", body)
            uow.commit()
        return CheckedIn(Changes.of("journal"), self._guest(body, entry.occurred_at, identified.member), again=False)

    def _running(self, event_id: str) -> MemberEvent:
        found = next((event for event in self.running() if event.event_id == event_id), None)
        if found is None:
            raise Refused("event_over")
        return found

    def _guest(self, body: Mapping[str, str], at: str, member: Member | None = None) -> Guest:
        known = member or self._directory.by_one_id(body["one_id"])
        name = "" if known is None else masked_name(known.name) or masked_phone(known.phone)
        return Guest(body["one_id"], name or "*", at, body["known_by"])
