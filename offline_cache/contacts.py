"""Whom this store looks after, as the rules of contacts see them, and what was done about each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from operator import attrgetter
from typing import Any

from peewee import JOIN

from offline_cache.compact_json import read_json
from offline_cache.contact_tables import Contacts
from offline_cache.database import TillDatabase
from offline_cache.member_facts import MemberFacts
from offline_cache.members import SqliteMembers
from offline_cache.own_contacts import Said, all_said, with_own_marks
from offline_cache.tables import PARAM, Feeds, Members, Sales, Statement
from retail.contact_people import ContactFacts, Person, read_contact_facts
from retail.contacts import NO_BOOK, ContactBook, read_contact_book
from retail.member import Member, MemberGuide

_PEOPLE = Statement(
    lambda: (
        Members.select(
            Members.one_id,
            Members.birthday,
            Members.tiers,
            Members.growth,
            Members.ends,
            Members.consents,
            Members.keeper,
            Members.guide,
            MemberFacts.document,
            Members.name,
            Members.phone,
        )
        .join(MemberFacts, JOIN.LEFT_OUTER, on=(MemberFacts.one_id == Members.one_id))
        .where(Members.keeper == PARAM)
    )
)
_FACTS_OF = Statement(lambda: MemberFacts.select(MemberFacts.document).where(MemberFacts.one_id == PARAM))
_BOOKS = Statement(lambda: Contacts.select(Contacts.one_id, Contacts.document))
_BOOK_OF = Statement(lambda: Contacts.select(Contacts.document).where(Contacts.one_id == PARAM))
_AS_OF = Statement(lambda: Feeds.select(Feeds.complete_as_of).where(Feeds.feed == PARAM))
#: The newest first, as they were written: clocks are set, positions are not.
_SOLD = Statement(lambda: Sales.select(Sales.occurred_at, Sales.one_id).order_by(Sales.position.desc()).limit(PARAM))
#: More sales than a till makes in a month.
_SALES_MAX = 20_000


class SqliteContacts:
    """`retail.contact_ports.ContactsReader`."""

    def __init__(self, database: TillDatabase, members: SqliteMembers) -> None:
        self._database = database
        self._members = members

    def people(self, store: str, since: date) -> Sequence[Person]:
        said, bought = all_said(self._database), self._bought(since)
        found = []
        for row in self._database.rows(_PEOPLE, (store,)):
            one_id = row[0]
            person = Person(
                one_id,
                row[1],
                _read(row[2]),
                _read(row[3]),
                _points_end(row[4]),
                _read(row[5]),
                MemberGuide(row[6], row[7]) if row[7] else None,
                row[6],
                None if row[8] is None else read_contact_facts(row[8]),
                name=row[9],
                phone=row[10],
            )
            day = bought.get(one_id)
            if day is not None and (person.facts is None or day.isoformat() >= person.facts.as_of):
                person = replace(person, bought_on=day)
            found.append(_as_told(person, said[one_id]) if one_id in said else person)
        # SQLite would carry every document along through its sorting.
        found.sort(key=attrgetter("one_id"))
        return found

    def person(self, one_id: str) -> Person | None:
        member = self._members.by_one_id(one_id)
        if member is None:
            return None
        row = self._database.row(_FACTS_OF, (member.one_id,))
        return _person_of(member, None if row is None else read_contact_facts(row[0]))

    def books(self) -> Mapping[str, ContactBook]:
        found = {one_id: read_contact_book(read_json(text)) for one_id, text in self._database.rows(_BOOKS)}
        with_own_marks(self._database, found)
        return found

    def book_of(self, one_id: str) -> ContactBook:
        row = self._database.row(_BOOK_OF, (one_id,))
        found = {one_id: NO_BOOK if row is None else read_contact_book(read_json(row[0]))}
        with_own_marks(self._database, found, one_id)
        return found[one_id]

    def as_of(self) -> str:
        row = self._database.row(_AS_OF, ("members",))
        return "" if row is None else str(row[0])

    def _bought(self, since: date) -> dict[str, date]:
        """By member, the newest day on which they bought at this till, by its clock."""
        found: dict[str, date] = {}
        for occurred_at, one_id in self._database.stream(_SOLD, (_SALES_MAX,)):
            day = datetime.fromisoformat(occurred_at).date()
            if day < since:
                break
            if one_id is not None:
                found.setdefault(one_id, day)
        return found


def _read(text: str) -> Mapping[str, Any]:
    return {} if text == "{}" else read_json(text)


def _points_end(text: str) -> Mapping[str, tuple[int, str]]:
    ends = _read(text)
    return {program: (points, day) for program, (points, day) in ends["points"].items()} if ends.get("points") else {}


def _as_told(person: Person, said: Said) -> Person:
    guide = said.guide if said.names_guide else person.guide
    return replace(person, consents={**person.consents, **said.consents}, guide=guide)


def _person_of(member: Member, facts: ContactFacts | None) -> Person:
    return Person(
        member.one_id,
        member.birthday,
        member.tiers,
        member.growth,
        member.points_end,
        member.consents,
        member.guide,
        member.home,
        facts,
        name=member.name,
        phone=member.phone,
    )
