"""What this till did about tasks, and what members told it, until the ledger's own rows show it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from datetime import datetime
from typing import Any

from offline_cache.compact_json import compact_json, read_json
from offline_cache.contact_tables import OwnMarks, OwnSaid
from offline_cache.database import TillDatabase
from offline_cache.journal import SqliteJournal
from offline_cache.tables import PARAM, Statement, insert_into
from retail.contacts import Contact, ContactBook, Mark
from retail.member import MemberGuide
from retail.messages import Entry

_ADD_MARK = insert_into(OwnMarks)
_MARKS = Statement(lambda: OwnMarks.select(OwnMarks.one_id, OwnMarks.document).order_by(OwnMarks.position))
_MARKS_OF = Statement(
    lambda: (
        OwnMarks.select(OwnMarks.one_id, OwnMarks.document).where(OwnMarks.one_id == PARAM).order_by(OwnMarks.position)
    )
)
_FORGET_MARKS = Statement(lambda: OwnMarks.delete().where(OwnMarks.position <= PARAM))
_SAY = (
    "INSERT INTO own_said (one_id, what, value, position) VALUES (?, ?, ?, ?) ON CONFLICT (one_id, what) DO UPDATE SET "
    "value = excluded.value, position = excluded.position"
)
_SAID = Statement(lambda: OwnSaid.select(OwnSaid.one_id, OwnSaid.what, OwnSaid.value))
_SAID_OF = Statement(lambda: OwnSaid.select(OwnSaid.one_id, OwnSaid.what, OwnSaid.value).where(OwnSaid.one_id == PARAM))
_FORGET_SAID = Statement(lambda: OwnSaid.delete().where(OwnSaid.position <= PARAM))
_CONSENT, _GUIDE = "consent:", "guide"


class Said:
    """What a member told this till lately."""

    __slots__ = ("consents", "guide", "names_guide")

    def __init__(self) -> None:
        self.consents: dict[str, bool] = {}
        self.guide: MemberGuide | None = None
        self.names_guide = False

    def add(self, what: str, value: str) -> None:
        if what == _GUIDE:
            store, _, staff_id = value.partition("/")
            self.guide = MemberGuide(store, staff_id) if staff_id else None
            self.names_guide = True
        else:
            self.consents[what.removeprefix(_CONSENT)] = value == "1"


class SqliteOwnContacts:
    """`retail.contact_ports.OwnContacts`, in a unit of work."""

    def __init__(self, database: TillDatabase, journal: SqliteJournal) -> None:
        self._database = database
        self._journal = journal

    def mark(self, one_id: str, mark: Mark, contact: Contact | None, entry: Entry) -> None:
        told = None if contact is None else {**asdict(contact), "at": contact.at.isoformat()}
        document = compact_json({"mark": asdict(mark), "contact": told})
        mark_id = f"{entry.epoch}/{entry.seq}"
        self._database.run(_ADD_MARK, (mark_id, one_id, document, self._journal.position(entry)))

    def say(self, one_id: str, consents: Mapping[str, bool], entry: Entry) -> None:
        position = self._journal.position(entry)
        for purpose, given in consents.items():
            self._database.run(_SAY, (one_id, _CONSENT + purpose, str(int(given)), position))

    def name_guide(self, one_id: str, guide: MemberGuide | None, entry: Entry) -> None:
        value = "" if guide is None else f"{guide.store}/{guide.staff_id}"
        self._database.run(_SAY, (one_id, _GUIDE, value, self._journal.position(entry)))


def said_of(database: TillDatabase, one_id: str) -> Said | None:
    """What this till was told of a member; None: nothing that the ledger's row does not show."""
    rows = database.rows(_SAID_OF, (one_id,))
    return _gathered(rows).get(one_id) if rows else None


def all_said(database: TillDatabase) -> Mapping[str, Said]:
    """By member: a few."""
    return _gathered(database.rows(_SAID))


def _gathered(rows: list[tuple[Any, ...]]) -> dict[str, Said]:
    found: dict[str, Said] = {}
    for one_id, what, value in rows:
        found.setdefault(one_id, Said()).add(what, value)
    return found


def with_own_marks(database: TillDatabase, books: dict[str, ContactBook], one_id: str | None = None) -> None:
    """Put what this till did into the books, of one member or of all."""
    rows = database.rows(_MARKS) if one_id is None else database.rows(_MARKS_OF, (one_id,))
    for marked, text in rows:
        document = read_json(text)
        book = books.get(marked, ContactBook()).with_mark(Mark(**document["mark"]))
        told = document["contact"]
        if told is not None:
            book = book.with_contact(Contact(datetime.fromisoformat(told["at"]), told["store"], told["brand"]))
        books[marked] = book


def forget_own_marks(database: TillDatabase, acknowledged: int) -> None:
    """The rows of the ledger show everything up to this position of the journal now. In the caller's transaction."""
    database.run(_FORGET_MARKS, (acknowledged,))


def forget_own_said(database: TillDatabase, acknowledged: int) -> None:
    """As `forget_own_marks`, of what the rows of members show."""
    database.run(_FORGET_SAID, (acknowledged,))
