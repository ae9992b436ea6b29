"""What the use cases about contacts need of the till's store: docs/spec/line.md, "Today"."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Protocol

from retail.contact_people import Person
from retail.contacts import Contact, ContactBook, Mark
from retail.member import MemberGuide
from retail.messages import Entry


class ContactsReader(Protocol):
    """As the ledger last said, and with what this till did since."""

    def people(self, store: str, since: date) -> Sequence[Person]:
        """Everybody whom a store looks after. `since`: purchases at this till from this day on are looked for."""

    def person(self, one_id: str) -> Person | None:
        """One member, as of now; None: not known here."""

    def books(self) -> Mapping[str, ContactBook]:
        """By member; about whom nothing was ever done is not there."""

    def book_of(self, one_id: str) -> ContactBook: ...

    def as_of(self) -> str:
        """When the till last had everything of the members (ISO 8601); empty: never yet."""


class OwnContacts(Protocol):
    """What this till did and was told, kept until the ledger's rows show it; beside the entry that tells it."""

    def mark(self, one_id: str, mark: Mark, contact: Contact | None, entry: Entry) -> None: ...

    def say(self, one_id: str, consents: Mapping[str, bool], entry: Entry) -> None:
        """What a member agreed to, or took back."""

    def name_guide(self, one_id: str, guide: MemberGuide | None, entry: Entry) -> None: ...
