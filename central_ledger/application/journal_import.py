"""Take a till's journal from a file: the same entries, the same push, each applied exactly once.

Contract: docs/spec/line.md, section 14. The file is checked to its end before anything of it is taken.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import BinaryIO, Literal

import msgspec

from central_ledger.application.keys import export_keys
from central_ledger.application.ledger import Ledger
from central_ledger.application.push import keep_evidence, push
from central_ledger.application.replay import Replayer
from central_ledger.wire import BadField, PushRequest, to_entry
from retail.messages import Entry
from retail.sealed_file import BadSealedFile, Header, ReadingKey, check, open_sealed, read_header
from retail.signed import VerifyingKey

WhyNot = Literal[
    "not_a_journal", "truncated", "tampered", "other_ledger", "unknown_till", "other_key", "ended_key", "revoked"
]

_decoder = msgspec.json.Decoder(PushRequest)


class ImportRefused(ValueError):
    """A file of which nothing was applied. The text says why and what to do next."""

    def __init__(self, code: WhyNot, message: str) -> None:
        super().__init__(message)
        self.code: WhyNot = code


@dataclass(frozen=True, slots=True)
class Aside:
    """An entry that was not applied, with the verdict's word and code."""

    epoch: str
    seq: int
    kind: str
    verdict: str
    code: str | None


@dataclass(slots=True)
class Imported:
    """What a file brought: how many entries got which verdict, and those that were not applied."""

    store: str
    till: str
    made_at: str
    entries: int = 0
    verdicts: Counter[str] = field(default_factory=Counter)
    aside: list[Aside] = field(default_factory=list)
    suspended: bool = False


def import_journal(ledger: Ledger, file: BinaryIO, *, ended_key: bool = False) -> Imported:
    """Take what is new in the file; `ended_key`: also when another key or machine followed the one that signed it.

    Raises ImportRefused, and StoreUnavailable: what was taken until then stays so, and the file can be taken again.
    """
    try:
        header = read_header(file)
        reader = _reader(ledger, header)
        check(file, _writer(ledger, header, ended_key=ended_key))
        for _ in _batches(file, header, reader):
            pass
    except BadSealedFile as error:
        raise ImportRefused(error.code, _WORDS[error.code]) from error
    known = ledger.journals.till(header.store, header.till)
    if known is not None and known.revoked_at is not None:
        for batch in _batches(file, header, reader):
            keep_evidence(ledger, batch)
        raise ImportRefused("revoked", f"till {header.store}/{header.till} was revoked: {_REVOKED}")
    found = Imported(header.store, header.till, header.made_at)
    for batch in _batches(file, header, reader):
        result = push(ledger, header.store, header.till, batch)
        found.entries += len(batch)
        found.suspended = result.suspended
        for entry, verdict in zip(batch, result.verdicts, strict=True):
            found.verdicts[verdict.word] += 1
            if verdict.word not in ("created", "exists"):
                found.aside.append(Aside(entry.epoch, entry.seq, entry.kind, verdict.word, verdict.code))
    # A serving ledger hears nothing of this: its replay is woken by pushes over the line.
    Replayer().replay_all(ledger)
    return found


def _reader(ledger: Ledger, header: Header) -> ReadingKey:
    with ledger.database.transaction():
        key = export_keys(ledger).get(header.reader_key)
    if key is None:
        raise ImportRefused(
            "other_ledger",
            "the file was sealed for another ledger: nothing was taken. Import it there, or let the till sync once "
            "with this one and export again.",
        )
    return key


def _writer(ledger: Ledger, header: Header, *, ended_key: bool) -> VerifyingKey:
    name = f"{header.store}/{header.till}"
    till = ledger.journals.till(header.store, header.till)
    if till is None:
        raise ImportRefused("unknown_till", f"no till {name} was ever enrolled here: nothing was taken.")
    current = VerifyingKey(till.public_key)
    if current.kid.hex() == header.till_key:
        return current
    for old in ledger.reference.keys_of_till(header.store, header.till):
        if old.key_id == header.till_key:
            if ended_key:
                return VerifyingKey(old.public_key)
            raise ImportRefused(
                "ended_key",
                f"the file was signed with a key of {name} that another one followed: nothing was taken. Export again "
                "from the till; if it is gone and you know where the file comes from, say --ended-key.",
            )
    raise ImportRefused("other_key", f"the file was not signed by a key of {name}: nothing was taken.")


def _batches(file: BinaryIO, header: Header, reader: ReadingKey) -> Iterator[list[Entry]]:
    """The batches as they would have come over the line. Raises BadSealedFile."""
    for piece in open_sealed(file, reader):
        try:
            given = _decoder.decode(piece)
            entries = [to_entry(header.store, header.till, entry) for entry in given.entries]
        except (msgspec.MsgspecError, BadField, UnicodeDecodeError) as error:
            raise BadSealedFile("tampered", "a piece is no batch of entries") from error
        if (given.store, given.till) != (header.store, header.till):
            raise BadSealedFile("tampered", "a batch of another till")
        yield entries


_WORDS: dict[str, str] = {
    "not_a_journal": "this is no file that `pos-client export-journal` wrote: nothing was taken.",
    "truncated": "the file ends too early, perhaps because the stick was pulled out: nothing was taken. The till still "
    "has everything; export again.",
    "tampered": "the file is not what the till wrote, it was damaged or changed: nothing was taken. The till still has "
    "everything; export again.",
}
_REVOKED = (
    "its entries are kept as evidence and not applied. Whoever finds the machine harmless enrols it again under its "
    "name."
)
