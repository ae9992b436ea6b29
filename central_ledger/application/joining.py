"""People who joined at tills: who they are is found by their phone, and what they agreed to is kept.

Contract: docs/spec/line.md, section 16. Each join is applied once, in the transaction of its batch; each function gives
the members whose rows have changed.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

from central_ledger.application.aliases import publish_aliases
from central_ledger.application.contact_cases import judge_contacts
from central_ledger.application.incentives import settle_joins
from central_ledger.application.join_cards import give_cards
from central_ledger.application.join_tags import tag_join, winner_of
from central_ledger.application.joining_rules import joining_rules, publish_rules
from central_ledger.application.keys import export_keys, phone_key
from central_ledger.application.ledger import Ledger
from central_ledger.application.settling import store_days, time_of
from central_ledger.application.welcome import welcome
from central_ledger.demo.pinyin import person_initials
from central_ledger.domain.cases import Case, case_id
from central_ledger.domain.member_bodies import ConsentChanged, MemberEnrolled
from central_ledger.store.identities import ConsentRow, Link, MergeRow, card_holder, facts_of, phone_holder
from central_ledger.store.members import MemberRow
from retail.joining import (
    CONTACT_PURPOSE,
    NAME_CHARACTERS,
    digest_of,
    normalised_birthday,
    normalised_phone,
    phone_digest,
)
from retail.messages import Entry
from retail.sealed_message import BadSealedMessage, SealedMessage, unseal

#: When the phones and cards of the members of before were linked.
PREPARED = "joining_prepared_at"


@dataclass(frozen=True, slots=True)
class Contact:
    """What a shopper told of themselves; `phone` empty: it could not be read, and nobody is found by it."""

    name: str = ""
    phone: str = ""
    birthday: str | None = None


def holders_of(body: MemberEnrolled) -> tuple[str, ...]:
    """Whose rows a join changes, as far as the entry says it."""
    return (body.one_id, phone_holder(body.phone_digest))


def enrol_member(ledger: Ledger, entry: Entry, body: MemberEnrolled) -> Iterable[str]:
    """Find whose phone it is: a new member's, a known one's (whose the till's id then is), or two people's."""
    if ledger.members.get(body.one_id) is not None:
        return ()  # a journal that was carried along has told it before
    contact = _contact(ledger, entry, body)
    rules, _ = joining_rules(ledger)
    tiers = {program: tier for program, tier in body.tiers.items() if rules.first_tiers.get(program) == tier}
    member = MemberRow(
        one_id=body.one_id,
        name=contact.name,
        pinyin=person_initials(contact.name),
        phone=contact.phone,
        birthday=contact.birthday,
        tiers=tiers,
        plans=(),
        cards={},
        first_purchase=True,
    )
    holder = phone_holder(body.phone_digest)
    people = _people(ledger, holder) if contact.phone else []
    ledger.database.lock(known.one_id for known in people)
    if len(people) == 1 and not _differ(people[0], contact):
        return _known_again(ledger, entry, body, member, people[0])
    return _new_member(ledger, entry, body, member, people)


def note_join(ledger: Ledger, entry: Entry, body: MemberEnrolled) -> Iterable[str]:
    """In the rows of the store: somebody's join was taken in, whoever it turns out to be."""
    day = store_days(ledger, entry.store).day_of(time_of(ledger, entry))
    winner = winner_of(ledger, entry.store, body.join_code, body.staff_id)
    ledger.figures.add_joined(entry.store, body.enrolment_id, body.one_id, winner, day)
    return ()


def change_consent(ledger: Ledger, entry: Entry, body: ConsentChanged) -> Iterable[str]:
    """Keep what a member said. Stores whose tills know them are told at once what follows."""
    if ledger.members.get(body.one_id) is None:
        open_facts(ledger, entry, body.one_id, "member_unknown", body.one_id)
        return ()
    _keep_consents(ledger, entry, body.one_id, body, entry.occurred_at)
    return (body.one_id,)


def prepare_joining(ledger: Ledger) -> None:
    """What a ledger of before lacks: the rules in its stores, and who is behind a phone. Needs a transaction."""
    if ledger.reference.meta(PREPARED) is None:
        link_known_phones(ledger)
        publish_rules(ledger)
        ledger.reference.set_meta(PREPARED, ledger.now())


def link_known_phones(ledger: Ledger) -> int:
    """Link the phones and cards of members whom the ledger knew before it kept links; how many links. Phones of two
    people become cases. Needs a transaction.
    """
    from_before = "known_before"
    key, now = phone_key(ledger), ledger.now()
    links = []
    for one_id, phone, cards in ledger.identities.members_without_links():
        digest = digest_of(key, phone)
        if digest is not None:
            links.append(Link(phone_holder(digest), one_id, "phone", now, from_before))
        for number in dict.fromkeys(json.loads(cards).values()):
            links.append(Link(card_holder(number), one_id, "card", now, from_before))
    ledger.identities.link(links, "ledger")
    ours = {one.holder for one in links}
    for holder in ledger.identities.shared("phone"):
        if holder in ours:
            people = _people(ledger, holder)
            stores = ledger.members.stores_of(people[0].one_id)
            open_two_people(ledger, holder, people, store=stores[0] if stores else None, till=None)
    return len(links)


def open_two_people(
    ledger: Ledger, holder: str, people: Sequence[MemberRow], *, store: str | None, till: str | None
) -> None:
    """A phone that leads to more than one member is for a manager: the same person twice, or two who share it.

    A decision stands for those whom it was made about; one more is another question.
    """
    one_ids = sorted(member.one_id for member in people)
    wanted = case_id("phone_shared", holder, *one_ids)
    if ledger.cases.get(holder, wanted) is not None:
        return
    for older in ledger.cases.of_holder(holder):
        if older.kind == "phone_shared" and older.status == "open":
            ledger.cases.put(replace(older, status="withdrawn"))
    case = Case(
        holder=holder,
        case_id=wanted,
        kind="phone_shared",
        store=store,
        till=till,
        one_id=one_ids[0],
        detail={"people": [member.one_id for member in people]},
        opened_at=ledger.now(),
    )
    ledger.cases.put(case)


def _new_member(
    ledger: Ledger, entry: Entry, body: MemberEnrolled, member: MemberRow, people: Sequence[MemberRow]
) -> Iterable[str]:
    """The till's id is theirs from now on."""
    who, holder = _who(entry), phone_holder(body.phone_digest)
    if member.phone:
        ledger.identities.link([Link(holder, member.one_id, "phone", ledger.now(), body.enrolment_id)], who)
    member = give_cards(ledger, member, body.brand, store=entry.store, reference=body.enrolment_id, who=who)
    ledger.members.put([member], ledger.now())
    ledger.member_facts.joined([(member.one_id, _day(ledger, entry))])
    ledger.member_facts.mark([member.one_id])
    _keep_join(ledger, entry, body, member.one_id, is_home=True)
    _welcome(ledger, member, ())
    if people:
        open_two_people(ledger, holder, [*people, member], store=entry.store, till=entry.till)
    return (member.one_id,)


def _known_again(
    ledger: Ledger, entry: Entry, body: MemberEnrolled, joined: MemberRow, known: MemberRow
) -> Iterable[str]:
    """Somebody joined who was a member: what the till does under its own id is theirs."""
    now = ledger.now()
    ledger.members.put([joined], now)  # what the till promised is judged by this
    ledger.identities.add_alias(joined.one_id, known.one_id, body.enrolment_id, now)
    settle_joins(ledger, joined.one_id)
    whole = replace(
        known,
        name=known.name or joined.name,
        pinyin=known.pinyin or joined.pinyin,
        birthday=known.birthday or joined.birthday,
        tiers={**joined.tiers, **known.tiers},
    )
    whole = give_cards(ledger, whole, body.brand, store=entry.store, reference=body.enrolment_id, who=_who(entry))
    if whole != known:
        ledger.members.put([whole], now)
    # The id is new: nothing else goes over but what comes under it from now on.
    stores = [[entry.store, False, now]]
    document = {"kept": facts_of(known), "whole": facts_of(whole), "stores": stores}
    merge = MergeRow(known.one_id, body.enrolment_id, joined.one_id, now, _who(entry), "phone", document)
    ledger.identities.add_merge(merge)
    _keep_join(ledger, entry, body, known.one_id, is_home=False)
    _welcome(ledger, whole, {*known.tiers, *known.cards})
    publish_aliases(ledger, known.one_id)
    return (known.one_id,)


def _welcome(ledger: Ledger, member: MemberRow, before: Iterable[str]) -> None:
    """What joining brings, for each program that is new to the member."""
    for program in dict.fromkeys((*member.tiers, *member.cards)):
        if program not in before:
            welcome(ledger, member.one_id, program)


def _keep_join(ledger: Ledger, entry: Entry, body: MemberEnrolled, one_id: str, *, is_home: bool) -> None:
    ledger.members.put_stores([(one_id, entry.store, is_home, ledger.now())])
    tag_join(ledger, one_id, entry.store, body.join_code, joining_rules(ledger)[0].codes)
    _keep_consents(ledger, entry, one_id, body, body.at)


def _keep_consents(ledger: Ledger, entry: Entry, one_id: str, body: MemberEnrolled | ConsentChanged, at: str) -> None:
    moment = _utc(at) or _utc(entry.occurred_at) or ledger.now()
    event_id = body.enrolment_id if isinstance(body, MemberEnrolled) else body.change_id
    where = (moment, entry.store, entry.till, body.staff_id)
    rows = (ConsentRow(one_id, event_id, one.purpose, one.text_version, one.given, *where) for one in body.consents)
    ledger.identities.add_consents(rows)
    judge_contacts(ledger, one_id)


def _people(ledger: Ledger, holder: str) -> list[MemberRow]:
    """Whom a phone leads to, each once."""
    ids = dict.fromkeys(ledger.identities.current(link.one_id) for link in ledger.identities.linked(holder))
    return [member for one_id in ids if (member := ledger.members.get(one_id)) is not None]


def _differ(known: MemberRow, contact: Contact) -> bool:
    """Two birthdays are two people: numbers are given to others, and families share one."""
    return None not in (known.birthday, contact.birthday) and known.birthday != contact.birthday


def _contact(ledger: Ledger, entry: Entry, body: MemberEnrolled) -> Contact:
    """What the till sealed. What cannot be read, or is not the phone that its digest says, is a case, and nobody's."""
    sealed = SealedMessage(body.contact.reader_key, body.contact.fresh_key, body.contact.sealed)
    try:
        text = unseal(sealed, export_keys(ledger), purpose=f"{CONTACT_PURPOSE}\n{body.one_id}")
        document: Any = json.loads(text)
        phone = normalised_phone(document["phone"])
        birthday = document.get("birthday")
        contact = Contact(
            str(document.get("name") or "")[:NAME_CHARACTERS],
            phone,
            None if birthday is None else normalised_birthday(birthday),
        )
    except (BadSealedMessage, ValueError, LookupError, TypeError, AttributeError, RecursionError):
        open_facts(ledger, entry, body.one_id, "contact_unreadable", body.enrolment_id)
        return Contact()
    if phone_digest(phone_key(ledger), phone) != body.phone_digest:
        open_facts(ledger, entry, body.one_id, "phone_differs", body.enrolment_id)
        return replace(contact, phone="")
    return contact


def open_facts(ledger: Ledger, entry: Entry, one_id: str, what: str, name: str) -> None:
    """An entry says something of a member that the ledger does not know so."""
    case = Case(
        holder=one_id,
        case_id=case_id("facts", what, name, entry.store, entry.till, entry.epoch, entry.seq),
        kind="facts",
        store=entry.store,
        till=entry.till,
        one_id=one_id,
        detail={"what": what, "name": name, "epoch": entry.epoch, "seq": entry.seq},
        opened_at=ledger.now(),
    )
    ledger.cases.put(case)


def _day(ledger: Ledger, entry: Entry) -> str:
    """The day by the till's clock; today, where that is none."""
    return (entry.occurred_at if _utc(entry.occurred_at) is not None else ledger.now())[:10]


def _who(entry: Entry) -> str:
    return f"till:{entry.store}/{entry.till}"


def _utc(text: str) -> str | None:
    """As texts that sort by time; None for what is no time with an offset."""
    try:
        moment = datetime.fromisoformat(text)
        return None if moment.tzinfo is None else moment.astimezone(UTC).isoformat(timespec="milliseconds")
    except (ValueError, OverflowError):
        return None
