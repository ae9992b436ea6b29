"""What journal entries say of people who join, what they agree to and pay for: docs/spec/line.md, sections 6 and 16."""

from __future__ import annotations

from typing import Annotated, Literal

import msgspec

from central_ledger.domain.body_types import Hex32, Id, OneId, Word
from central_ledger.domain.contact_bodies import CONTACT_BODIES, ContactBody
from central_ledger.domain.event_bodies import EVENT_BODIES, EventCheckedIn
from central_ledger.domain.wanted_bodies import WANTED_BODIES, WantedBody
from retail.joining import provisional_id
from retail.member_notes import NOTE_CHARACTERS
from retail.messages import BadEntry
from retail.plans import DAYS_MAX

When = Annotated[str, msgspec.Meta(min_length=1, max_length=40)]


class SealedContact(msgspec.Struct, frozen=True):
    """Name, phone and birthday, which only the ledger reads (`retail.sealed_message`)."""

    reader_key: Annotated[str, msgspec.Meta(pattern=r"^[0-9a-f]{16}$", max_length=16)]
    fresh_key: Hex32
    sealed: Annotated[str, msgspec.Meta(max_length=4096)]


class ConsentSaid(msgspec.Struct, frozen=True):
    """What was said to one purpose, at which version of its text."""

    purpose: Word
    text_version: Annotated[str, msgspec.Meta(min_length=1, max_length=64)]
    given: bool


class MemberEnrolled(msgspec.Struct, frozen=True):
    """Somebody joined at a till. `one_id` follows from `enrolment_id`; `brand` is whose card comes with the group's;
    `tiers` are those that the till gave at once.
    """

    enrolment_id: Id
    one_id: OneId
    staff_id: Id
    phone_digest: Hex32
    contact: SealedContact
    consents: Annotated[list[ConsentSaid], msgspec.Meta(max_length=20)]
    at: When
    tiers: dict[Id, Id] = msgspec.field(default_factory=dict)
    brand: Id | None = None
    join_code: Id | None = None


class ConsentChanged(msgspec.Struct, frozen=True):
    """A member gave a consent at a till, or withdrew it."""

    change_id: Id
    one_id: OneId
    staff_id: Id
    consents: Annotated[list[ConsentSaid], msgspec.Meta(min_length=1, max_length=20)]


class PlanSoldBody(msgspec.Struct, frozen=True):
    """A line that is a paid membership of the sale's member."""

    line_id: Id
    plan: Id
    days: Annotated[int, msgspec.Meta(ge=1, le=DAYS_MAX)]


def check_enrolment(body: MemberEnrolled) -> None:
    """Raises BadEntry("bad_body") for an id that does not follow from its enrolment: it may be somebody's."""
    if body.one_id != provisional_id(body.enrolment_id):
        raise BadEntry("bad_body", "an id that is not this enrolment's")


class MemberNoteWritten(msgspec.Struct, frozen=True):
    """A note about a member, for the desks of this store: section 20."""

    note_id: Id
    one_id: OneId
    staff_id: Id
    text: Annotated[str, msgspec.Meta(min_length=1, max_length=NOTE_CHARACTERS)]


class MemberNoteRemoved(msgspec.Struct, frozen=True):
    """A note that is to be known no more."""

    note_id: Id
    one_id: OneId
    staff_id: Id


class MemberUnmasked(msgspec.Struct, frozen=True):
    """Somebody had parts of a member's data shown in full, and said why."""

    one_id: OneId
    staff_id: Id
    fields: Annotated[list[Literal["name", "phone", "birthday"]], msgspec.Meta(min_length=1, max_length=3)]
    reason: Literal["call", "message", "deliver", "verify", "other"]


MemberBody = (
    MemberEnrolled
    | ConsentChanged
    | MemberNoteWritten
    | MemberNoteRemoved
    | MemberUnmasked
    | ContactBody
    | WantedBody
    | EventCheckedIn
)

MEMBER_BODIES: dict[str, type[MemberBody]] = {
    "member_enrolled": MemberEnrolled,
    "consent_changed": ConsentChanged,
    "member_note_written": MemberNoteWritten,
    "member_note_removed": MemberNoteRemoved,
    "member_unmasked": MemberUnmasked,
    **CONTACT_BODIES,
    **WANTED_BODIES,
    **EVENT_BODIES,
}
