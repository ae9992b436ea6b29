"""Somebody joins the membership at the counter: with a connection or without, they are a member at once.

Contract: docs/spec/line.md, section 16. The till makes the member's id; whose phone it is, the ledger finds. Name,
phone and birthday stand in the journal sealed for the ledger alone.
"""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from pos_client.application.changes import Changes
from pos_client.application.clientele import ClienteleDesk, assigned_body
from pos_client.application.members import IdentifiedMember
from pos_client.application.staff import StaffDesk
from pos_client.application.till import Desk
from pos_client.errors import Refused
from retail.clientele import typed_code
from retail.joining import (
    CONTACT_PURPOSE,
    JOIN_CODE_CHARACTERS,
    NAME_CHARACTERS,
    Consent,
    JoinCode,
    JoiningRules,
    missing_consents,
    normalised_birthday,
    normalised_phone,
    phone_digest,
    provisional_id,
    read_joining,
)
from retail.member import Member, MemberGuide
from retail.ports import Members, ReferenceData, UnitOfWork
from retail.sale import MemberProof
from retail.sealed_message import seal


@dataclass(frozen=True, slots=True)
class JoinForm:
    """What was typed. Everything but the phone may be empty."""

    phone: str
    name: str = ""
    birthday: str = ""
    join_code: str = ""
    consents: tuple[Consent, ...] = ()


class JoinDesk:
    """A join is in the journal before it is shown."""

    def __init__(
        self,
        desk: Desk,
        staff: StaffDesk,
        members: Members,
        reference: ReferenceData,
        clientele: ClienteleDesk | None = None,
    ) -> None:
        """`clientele` says who looks after whoever joins; None: nobody is named."""
        self._clientele = clientele
        self._desk = desk
        self._staff = staff
        self._members = members
        self._reference = reference

    def consents_of(self, member: Member) -> dict[str, bool]:
        """What a member said last, by purpose, also here a moment ago."""
        known = self._members.by_one_id(member.one_id)
        return dict(member.consents if known is None else known.consents)

    def rules(self) -> JoiningRules:
        """Raises Refused `joining_not_ready` before the ledger has told them."""
        found = read_joining(self._reference.settings().get("joining", {}))
        if found is None:
            raise Refused("joining_not_ready")
        return found

    def digest_of(self, phone: str) -> str:
        """By what the phone is found, here and at the ledger. Raises Refused `phone_wrong` or `joining_not_ready`."""
        return phone_digest(self.rules().phone_key, _phone(phone))

    def known(self, phone: str) -> Sequence[Member]:
        """Whoever has this phone, as far as this till knows. Raises as `digest_of` does."""
        number = _phone(phone)
        found = {member.one_id: member for member in self._members.by_phone_digest(self.digest_of(phone))}
        # Rows that came before phones had digests have the phone alone.
        found |= {member.one_id: member for member in self._members.search(number) if member.phone == number}
        return list(found.values())

    def check(self, form: JoinForm) -> JoinCode | None:
        """The join code of a form that can be taken. Raises Refused for the first thing that is wrong with it."""
        rules = self.rules()
        _phone(form.phone)
        _birthday(form.birthday)
        if len(form.name.strip()) > NAME_CHARACTERS:
            raise Refused("name_too_long", maximum=NAME_CHARACTERS)
        found = self.code_of(form.join_code)
        missing = missing_consents(rules, form.consents)
        if missing:
            raise Refused("consent_missing", purpose=missing[0].purpose)
        return found

    def code_of(self, text: str) -> JoinCode | None:
        """The join code that was typed or scanned, and whose it is; None: there is none. Raises Refused
        `join_code_unknown`.
        """
        code, rules = typed_code(text), self.rules()
        guide = None if self._clientele is None or not code else self._clientele.by_code(code)
        if code and guide is None and (len(code) > JOIN_CODE_CHARACTERS or code not in rules.codes):
            raise Refused("join_code_unknown", typed=code[:JOIN_CODE_CHARACTERS])
        return JoinCode(code, guide.name) if guide is not None else rules.codes.get(code)

    def join(self, form: JoinForm) -> IdentifiedMember:
        """Make a member of whoever stands here. Raises Refused as `check` does, `already_member`, and
        `joining_not_ready` also without the key for which contacts are sealed.
        """
        code, rules = self.check(form), self.rules()
        staff_id = self._staff.require("enrol_members").staff_id
        known = self.known(form.phone)
        if len(known) == 1:
            raise Refused("already_member", one_id=known[0].one_id)
        brand = code.brand if code is not None and code.brand is not None else rules.brand
        enrolment_id, now = self._desk.ids.new(), self._desk.clock.now()
        at = now.isoformat(timespec="seconds")
        member = Member(
            provisional_id(enrolment_id),
            name=form.name.strip(),
            phone=_phone(form.phone),
            birthday=_birthday(form.birthday),
            tiers=rules.tiers_of(brand),
            first_purchase=True,
            as_of=at,
            phone_digest=self.digest_of(form.phone),
            consents={consent.purpose: consent.given for consent in form.consents},
        )
        body = {
            "enrolment_id": enrolment_id,
            "one_id": member.one_id,
            "staff_id": staff_id,
            "phone_digest": member.phone_digest,
            "contact": self._sealed(member),
            "consents": [_said(consent) for consent in form.consents],
            "at": at,
            "tiers": dict(member.tiers),
            "brand": brand,
            "join_code": None if code is None else code.code,
        }
        with self._desk.unit_of_work() as uow:
            uow.joined_members.add(member)
            uow.journal.append("member_enrolled", body)
            self._name_guide(uow, member.one_id, staff_id, "" if code is None else code.code)
            uow.commit()
        return IdentifiedMember(member, MemberProof("enrolled", at), ())

    def change_consents(self, one_id: str, consents: Sequence[Consent]) -> Changes:
        """What a member says now, given or withdrawn. Raises Refused `nothing_said`."""
        if not consents:
            raise Refused("nothing_said")
        body = {
            "change_id": self._desk.ids.new(),
            "one_id": one_id,
            "staff_id": self._staff.require("enrol_members").staff_id,
            "consents": [_said(consent) for consent in consents],
        }
        said = {consent.purpose: consent.given for consent in consents}
        with self._desk.unit_of_work() as uow:
            # Kept with it: what somebody said no to is not forgotten by a restart before the ledger has heard of it.
            uow.contacts.say(one_id, said, uow.journal.append("consent_changed", body))
            uow.commit()
        return Changes.of("journal")

    def _name_guide(self, uow: UnitOfWork, one_id: str, staff_id: str, code: str) -> None:
        found = None if self._clientele is None else self._clientele.for_joining(code)
        if found is None:
            return
        guide = MemberGuide(self._desk.facts.store, found.staff_id)
        told = assigned_body(self._desk.ids.new(), one_id, guide, staff_id, "joined")
        uow.contacts.name_guide(one_id, guide, uow.journal.append("guide_assigned", told))

    def _sealed(self, member: Member) -> dict[str, str]:
        contact = {"name": member.name, "phone": member.phone, "birthday": member.birthday}
        message = json.dumps(contact, ensure_ascii=False).encode()
        purpose = f"{CONTACT_PURPOSE}\n{member.one_id}"
        return seal(message, purpose=purpose, reader_public=self._reader_key()).document()

    def _reader_key(self) -> bytes:
        """The newest key of the ledger that is for reading what tills seal."""
        known = self._reference.keys()
        rows = [row for row in known if row.get("type") == "export" and row.get("valid_to") is None]
        rows.sort(key=lambda row: str(row.get("valid_from") or ""))
        try:
            found: Any = rows[-1]["public_key"]
            return base64.b64decode(found, validate=True)
        except (LookupError, TypeError, binascii.Error, ValueError) as error:
            raise Refused("joining_not_ready") from error


def _phone(text: str) -> str:
    try:
        return normalised_phone(text)
    except ValueError as error:
        raise Refused("phone_wrong") from error


def _birthday(text: str) -> str | None:
    try:
        return normalised_birthday(text)
    except ValueError as error:
        raise Refused("birthday_wrong") from error


def _said(consent: Consent) -> dict[str, Any]:
    return {"purpose": consent.purpose, "text_version": consent.text_version, "given": consent.given}
