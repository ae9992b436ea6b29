"""What guides of this store wrote about members: as the ledger last sent it, and as this till did since."""

from __future__ import annotations

import json
from collections.abc import Sequence

from peewee import IntegerField, Model, TextField

from offline_cache.compact_json import compact_json
from offline_cache.database import Row, TillDatabase
from offline_cache.feed_page import FeedRow
from offline_cache.member_tables import Aliases
from offline_cache.tables import PARAM, Statement, Table, upsert_into
from retail.member_notes import MemberNote, read_note


class MemberNotes(Table):
    """`document` is the row's data as it came."""

    note_id = TextField(primary_key=True)
    one_id = TextField()
    document = TextField()
    generation = IntegerField()


class OwnNotes(Table):
    """What this till wrote (`document` is the note) or removed (it is empty), until the feed's own row has come."""

    note_id = TextField(primary_key=True)
    one_id = TextField()
    document = TextField()


NOTE_TABLES: Sequence[type[Model]] = (MemberNotes, OwnNotes)
_OF_MEMBER = Statement(
    lambda: (
        MemberNotes.select(MemberNotes.note_id, MemberNotes.document)
        .where(MemberNotes.one_id == PARAM)
        .order_by(MemberNotes.note_id)
    )
)
_OWN = Statement(lambda: OwnNotes.select(OwnNotes.note_id, OwnNotes.document).where(OwnNotes.one_id == PARAM))
_ALIASES = Statement(lambda: Aliases.select(Aliases.alias_id).where(Aliases.one_id == PARAM))
_KEEP = upsert_into(OwnNotes, OwnNotes.note_id)
_FIND = Statement(lambda: MemberNotes.select(MemberNotes.one_id).where(MemberNotes.note_id == PARAM))
_FIND_OWN = Statement(lambda: OwnNotes.select(OwnNotes.one_id).where(OwnNotes.note_id == PARAM))
OWN_NOTE_IDS = Statement(lambda: OwnNotes.select(OwnNotes.note_id))
DROP_OWN_NOTE = Statement(lambda: OwnNotes.delete().where(OwnNotes.note_id == PARAM))


def note_row(row: FeedRow) -> Row:
    """The columns of a row of the feed but the last. Raises ValueError for what is none."""
    try:
        note = read_note(row.data)
    except (KeyError, TypeError, ValueError) as error:
        raise ValueError("member_notes") from error
    return row.key, note.one_id, compact_json(row.data)


class SqliteMemberNotes:
    """`retail.member_notes.OwnNotes`; outside a unit of work it is read only."""

    def __init__(self, database: TillDatabase) -> None:
        self._database = database

    def of_member(self, one_id: str) -> Sequence[MemberNote]:
        """Under every id of the member: what was written under one that became another's is still theirs."""
        ids = [one_id, *(str(row[0]) for row in self._database.rows(_ALIASES, (one_id,)))]
        documents: dict[str, str] = {}
        for each in ids:
            documents |= dict(self._database.rows(_OF_MEMBER, (each,)))
        for each in ids:
            documents |= dict(self._database.rows(_OWN, (each,)))
        found = [read_note(json.loads(document)) for document in documents.values() if document]
        return sorted(found, key=lambda note: (note.written_at, note.note_id), reverse=True)

    def add(self, note: MemberNote) -> None:
        self._database.run(_KEEP, (note.note_id, note.one_id, compact_json(note.document())))

    def remove(self, note_id: str) -> None:
        row = self._database.row(_FIND, (note_id,)) or self._database.row(_FIND_OWN, (note_id,))
        if row is not None:
            self._database.run(_KEEP, (note_id, row[0], ""))
