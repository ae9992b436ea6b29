"""All that a guide may know of a member, gathered from the till's cache: docs/spec/line.md, section 20.

The whole of it is read without a connection. What the ledger knows beyond the store is asked of it (`ProfileLedger`).
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pos_client.application.benefits import BenefitRules
from pos_client.application.changes import Changes
from pos_client.application.checkout import Checkout
from pos_client.application.coupon_standing import CouponStanding, MakeEngine, coupons_standing
from pos_client.application.member_scope import MemberScope
from pos_client.application.members import IdentifiedMember, MemberDesk
from pos_client.application.scanning import scan_settings
from pos_client.application.staff import StaffDesk
from pos_client.application.tiers import next_tier
from pos_client.application.till import Desk
from pos_client.errors import Refused
from retail import scanned
from retail.facts_ports import MemberFactsReader
from retail.joining import JoiningRules, read_joining
from retail.member import Member
from retail.member_facts import MemberFacts
from retail.member_notes import MASKED_FIELDS, NOTE_CHARACTERS, UNMASK_REASONS, MemberNote, NotesReader
from retail.member_tags import MemberTag
from retail.ports import BenefitsReader, Catalogue, Entitlement, Members, ReferenceData
from retail.sale import MemberProof
from retail.web_orders import WebOrder, WebOrders


@dataclass(frozen=True, slots=True)
class ProgramStanding:
    """How a member stands in one program. `growth_minor` None: no rule of tiers asks for it. `next_tier` and what is
    missing to it; `points_end` are the days on which points end, the next first; `counts_here`: the group lets its
    tiers count in this store; `governs`: its points pay here.
    """

    program: str
    tier: str | None
    points: int
    growth_minor: int | None
    next_tier: tuple[str, int] | None
    points_end: tuple[tuple[int, str], ...]
    tier_ends: str | None
    counts_here: bool
    governs: bool


@dataclass(frozen=True, slots=True)
class Said:
    """What a member said to one purpose; None: nobody has asked."""

    purpose: str
    text: str
    text_en: str
    given: bool | None


@dataclass(frozen=True, slots=True)
class Profile:
    """Everything, in full: whoever shows it masks it."""

    member: Member
    facts: MemberFacts | None
    programs: tuple[ProgramStanding, ...]
    coupons: tuple[CouponStanding, ...]
    services: tuple[Entitlement, ...]
    tags: tuple[MemberTag, ...]
    orders: tuple[WebOrder, ...]
    notes: tuple[MemberNote, ...]
    said: tuple[Said, ...]
    member_rules: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class ProfileSources:
    """Where a profile comes from. `make_engine` is called with the first profile that has coupons."""

    members: Members
    facts: MemberFactsReader
    notes: NotesReader
    services: BenefitsReader
    orders: WebOrders
    reference: ReferenceData
    catalogue: Catalogue
    make_engine: MakeEngine


class ProfileDesk:
    """Shows members to whoever may see them, and writes down who looked behind a mask and what guides note."""

    def __init__(
        self, desk: Desk, staff: StaffDesk, members: MemberDesk, checkout: Checkout, sources: ProfileSources
    ) -> None:
        self._desk = desk
        self._staff = staff
        self._members = members
        self._checkout = checkout
        self._sources = sources
        self.scope = MemberScope(desk, staff, sources.members)
        self._engine: Any = None

    @property
    def rules(self) -> BenefitRules:
        return self._checkout.rules

    def at_counter(self) -> str | None:
        """The member of the basket."""
        identified = self._checkout.state.member
        return None if identified is None else identified.member.one_id

    def search(self, text: str, limit: int = 8) -> Sequence[Member]:
        """Those whom whoever is signed in may look for; `scope.hidden` says how many there are besides."""
        return self.scope.search(text, limit)

    def scanned(self, data: bytes, symbology: str | None) -> tuple[str, Changes] | None:
        """A member shows their code or card at the desk: it is accepted, and nothing happens to the basket. None: it
        is something else. Raises Refused `code_<reason>`, `member_unknown` or `not_permitted`.
        """
        sources = self._sources
        found = scanned.classify(
            data,
            symbology,
            settings=scan_settings(sources.reference, self._desk.facts.currency),
            in_catalogue=lambda text: bool(sources.catalogue.by_code([text])),
            linked_card=self._members.linked_card,
        )
        if isinstance(found, scanned.MemberCard):
            self._staff.require("see_profiles")
            return self._members.identify_card(found.number).member.one_id, Changes()
        if isinstance(found, scanned.SignedCode) and found.kind == "member_code":
            self._staff.require("see_profiles")
            return self._members.identify_code(found.text).member.one_id, Changes.of("journal")
        return None

    def store_names(self) -> dict[str, str]:
        """The stores whose names this till knows: its own."""
        return {self._desk.facts.store: self._desk.facts.store_name}

    def profile(self, one_id: str, known: Member | None = None) -> Profile:
        """`known`: what the ledger said of somebody whom the cache does not have. Raises Refused `member_unknown` or
        `not_permitted`.
        """
        self._staff.require("see_profiles")
        sources, now = self._sources, self._desk.clock.now()
        member = sources.members.by_one_id(one_id) or known
        if member is None:
            raise Refused("member_unknown")
        settings = sources.reference.settings()
        # As if the member had shown their code: this is about what they could use, and nothing is used.
        coupons = tuple(sources.members.coupons_of(member.one_id))
        identified = IdentifiedMember(member, MemberProof("unified_code", member.as_of), coupons)
        return Profile(
            member=member,
            facts=sources.facts.of(member.one_id),
            programs=_programs(member, self._checkout.rules),
            coupons=coupons_standing(self._desk, self._checkout, self._made_engine, identified) if coupons else (),
            services=tuple(sources.services.entitlements_of(member.one_id)),
            tags=tuple(tag for tag in sources.members.tags_of(member.one_id) if tag.holds(now)),
            orders=tuple(sources.orders.of_member(member.one_id)),
            notes=tuple(sources.notes.of_member(member.one_id)),
            said=_said(member, read_joining(settings.get("joining", {}))),
            member_rules=settings.get("member_rules", {}),
        )

    def unmask(self, one_id: str, fields: Collection[str], reason: str) -> Changes:
        """Before anything is shown in full it is written down who wanted it and why. Raises Refused
        `unmask_reason` without one, or `not_permitted`.
        """
        staff_id = self._staff.require("unmask_members").staff_id
        wanted = [name for name in MASKED_FIELDS if name in fields]
        if reason not in UNMASK_REASONS or not wanted:
            raise Refused("unmask_reason")
        body = {"one_id": one_id, "staff_id": staff_id, "fields": wanted, "reason": reason}
        with self._desk.unit_of_work() as uow:
            uow.journal.append("member_unmasked", body)
            uow.commit()
        return Changes.of("journal")

    def write_note(self, one_id: str, text: str) -> Changes:
        """Raises Refused `note_empty`, `note_too_long` or `not_permitted`."""
        staff_id, text = self._staff.require("see_profiles").staff_id, " ".join(text.split())
        if not text:
            raise Refused("note_empty")
        if len(text) > NOTE_CHARACTERS:
            raise Refused("note_too_long", maximum=NOTE_CHARACTERS)
        at = self._desk.clock.now().isoformat(timespec="seconds")
        note = MemberNote(self._desk.ids.new(), one_id, staff_id, text, at)
        with self._desk.unit_of_work() as uow:
            uow.journal.append(
                "member_note_written",
                {"note_id": note.note_id, "one_id": one_id, "staff_id": staff_id, "text": text},
            )
            uow.member_notes.add(note)
            uow.commit()
        return Changes.of("journal")

    def remove_note(self, note: MemberNote) -> Changes:
        """One's own, or as a manager anybody's. Raises Refused `note_of_another` or `not_permitted`."""
        staff = self._staff.require("see_profiles")
        if note.staff_id != staff.staff_id and not self._staff.may("remove_notes"):
            raise Refused("note_of_another", staff_id=note.staff_id)
        body = {"note_id": note.note_id, "one_id": note.one_id, "staff_id": staff.staff_id}
        with self._desk.unit_of_work() as uow:
            uow.journal.append("member_note_removed", body)
            uow.member_notes.remove(note.note_id)
            uow.commit()
        return Changes.of("journal")

    def _made_engine(self) -> Any:
        if self._engine is None:
            self._engine = self._sources.make_engine()
        return self._engine


def _programs(member: Member, rules: BenefitRules) -> tuple[ProgramStanding, ...]:
    """The one that governs here first, then those in which the member is somebody, then those that they are not in."""
    names = dict.fromkeys((*member.tiers, *member.points, *member.growth, *member.cards, *rules.names.programs))
    found = [_program(member, program, rules) for program in names]
    return tuple(sorted(found, key=lambda one: (not one.governs, one.tier is None, one.points == 0, one.program)))


def _program(member: Member, program: str, rules: BenefitRules) -> ProgramStanding:
    ahead = next_tier(
        member,
        (),
        tier_rules={program: rules.tier_rules[program]} if program in rules.tier_rules else {},
        programs=rules.programs,
        points_program=rules.points_program,
    )
    scopes = [row for row in rules.group.tiers if row.program == program]
    ends = member.points_end.get(program)
    tier = member.tiers.get(program)
    return ProgramStanding(
        program=program,
        tier=tier,
        points=member.points.get(program, 0),
        growth_minor=member.growth.get(program),
        next_tier=None if ahead is None else (ahead.tier, ahead.missing_minor),
        points_end=() if ends is None else (ends, *member.points_later.get(program, ())),
        tier_ends=member.tiers_end.get(program),
        counts_here=not scopes or any(not row.tiers or tier in row.tiers for row in scopes),
        governs=program == rules.points_program,
    )


def _said(member: Member, rules: JoiningRules | None) -> tuple[Said, ...]:
    """The purposes that the group asks about, then others that the member said something to."""
    texts = () if rules is None else rules.consents
    asked = [Said(one.purpose, one.text, one.text_en, member.consents.get(one.purpose)) for one in texts]
    others = (name for name in member.consents if name not in {one.purpose for one in texts})
    return (*asked, *(Said(name, name, name, member.consents[name]) for name in others))
