"""The ports of contacts over what a test gives: `people_known` and `books_known`, and what a till did since."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from retail.contact_people import Person
from retail.contacts import NO_BOOK, Contact, ContactBook, Mark
from retail.member import MemberGuide
from retail.messages import Entry


@dataclass
class FakeContacts:
    """`said` and `guides` are what members told this till, by member."""

    people_known: list[Person] = field(default_factory=list)
    books_known: dict[str, ContactBook] = field(default_factory=dict)
    said: dict[str, dict[str, bool]] = field(default_factory=dict)
    guides: dict[str, MemberGuide | None] = field(default_factory=dict)
    complete_as_of: str = "2026-11-11T09:59:30+08:00"

    def copy(self) -> FakeContacts:
        return replace(
            self,
            books_known=dict(self.books_known),
            said={one_id: dict(said) for one_id, said in self.said.items()},
            guides=dict(self.guides),
        )

    def become(self, other: FakeContacts) -> None:
        self.books_known, self.said, self.guides = other.books_known, other.said, other.guides

    # The port ContactsReader.
    def people(self, store: str, since: date) -> Sequence[Person]:
        del store, since
        return [self._as_told(person) for person in self.people_known]

    def person(self, one_id: str) -> Person | None:
        return next((self._as_told(person) for person in self.people_known if person.one_id == one_id), None)

    def books(self) -> Mapping[str, ContactBook]:
        return dict(self.books_known)

    def book_of(self, one_id: str) -> ContactBook:
        return self.books_known.get(one_id, NO_BOOK)

    def as_of(self) -> str:
        return self.complete_as_of

    def _as_told(self, person: Person) -> Person:
        guide = self.guides.get(person.one_id, person.guide)
        return replace(person, consents={**person.consents, **self.said.get(person.one_id, {})}, guide=guide)

    # The port OwnContacts.
    def mark(self, one_id: str, mark: Mark, contact: Contact | None, entry: Entry) -> None:
        del entry
        book = self.book_of(one_id).with_mark(mark)
        self.books_known[one_id] = book if contact is None else book.with_contact(contact)

    def say(self, one_id: str, consents: Mapping[str, bool], entry: Entry) -> None:
        del entry
        self.said.setdefault(one_id, {}).update(consents)

    def name_guide(self, one_id: str, guide: MemberGuide | None, entry: Entry) -> None:
        del entry
        self.guides[one_id] = guide
