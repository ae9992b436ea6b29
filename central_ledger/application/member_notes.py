"""Notes of a store's guides about members, and who had a member's data unmasked. docs/spec/line.md, section 20."""

from __future__ import annotations

from collections.abc import Iterable

from central_ledger.application.ledger import Ledger
from central_ledger.application.publish import encoded
from central_ledger.domain.cases import Case, case_id
from central_ledger.domain.member_bodies import MemberNoteRemoved, MemberNoteWritten, MemberUnmasked
from central_ledger.store.member_notes import NoteRow
from retail.member_notes import MemberNote
from retail.messages import Entry

FEED = "member_notes"


def write_note(ledger: Ledger, entry: Entry, body: MemberNoteWritten) -> Iterable[str]:
    """Tell the other tills of the store. A note that was removed before it was heard stays removed."""
    if ledger.members.get(body.one_id) is None:
        _open_unknown(ledger, entry, body.one_id)
        return ()
    row = NoteRow(body.one_id, body.note_id, entry.store, body.staff_id, body.text, entry.occurred_at, None)
    if ledger.member_notes.add(row):
        ledger.feeds.put(entry.store, FEED, {body.note_id: note_data(row)})
    return ()


def remove_note(ledger: Ledger, entry: Entry, body: MemberNoteRemoved) -> Iterable[str]:
    """Its words are gone from the ledger's rows and the tills; the journal keeps what was written when."""
    ledger.member_notes.remove(body.one_id, body.note_id, entry.store, body.staff_id, ledger.now())
    ledger.feeds.put(entry.store, FEED, {body.note_id: None})
    return ()


def note_unmasking(ledger: Ledger, entry: Entry, body: MemberUnmasked) -> Iterable[str]:
    """On record among the reads of the member's data."""
    who = f"staff:{entry.store}/{body.staff_id}"
    what = "unmask:" + ",".join(body.fields)
    ledger.reads.note_member(ledger.now(), who, scope=entry.store, what=what, one_id=body.one_id, why=body.reason)
    return ()


def move_notes(ledger: Ledger, before: str, after: str, note_ids: Iterable[str] | None = None) -> list[str]:
    """Notes are about a person: those (None: all) of one id become another's; gives which."""
    wanted = None if note_ids is None else set(note_ids)
    rows = [row for row in ledger.member_notes.of_member(before) if wanted is None or row.note_id in wanted]
    for row in rows:
        moved = ledger.member_notes.move(row, after)
        if row.removed_at is None:
            ledger.feeds.put(row.store, FEED, {row.note_id: note_data(moved)})
    return [row.note_id for row in rows]


def note_data(row: NoteRow) -> str:
    return encoded(MemberNote(row.note_id, row.one_id, row.staff_id, row.text, row.written_at).document())


def _open_unknown(ledger: Ledger, entry: Entry, one_id: str) -> None:
    case = Case(
        holder=one_id,
        case_id=case_id("facts", "member_unknown", one_id, entry.store, entry.till, entry.epoch, entry.seq),
        kind="facts",
        store=entry.store,
        till=entry.till,
        one_id=one_id,
        detail={"what": "member_unknown", "name": one_id, "epoch": entry.epoch, "seq": entry.seq},
        opened_at=ledger.now(),
    )
    ledger.cases.put(case)
