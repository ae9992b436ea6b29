"""Journal entries without the person: at once for what is there, and for what tills tell later. docs/spec/erasure.md.

The chain of a journal is of hashes, and an entry keeps its own: what follows it still follows. Which entries have
another body than they came with, and which, is a list of its own that the audit goes by.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Iterator, Sequence

from central_ledger.application.ledger import Ledger
from central_ledger.domain.erasure import PERSONAL_KINDS, without_person
from central_ledger.domain.named import named_in
from central_ledger.store.erasures import JOURNAL_TABLES
from retail.messages import BadEntry, Entry, check_entry, decode_body, encode_body

#: In the place of a body of another shape than its kind has.
_NOTHING = encode_body({"erased": True})
#: Entries of one transaction.
_PAGE = 100


#: An entry, and the table in which it is.
Found = tuple[str, Entry]


def entries_about(
    ledger: Ledger, stores: Iterable[str], ids: Collection[str], kinds: Sequence[str] = PERSONAL_KINDS
) -> Iterator[Found]:
    """What these stores' tills told of somebody, by any of their ids. A long read: outside of every transaction."""
    named = [f'"{one_id}"'.encode() for one_id in ids]
    for store in stores:
        for table in JOURNAL_TABLES:
            for entry in ledger.erasures.journal_of(table, store, kinds):
                if any(name in entry.body for name in named):
                    yield table, entry


def pages_of(found: Sequence[Found]) -> Iterator[Sequence[Found]]:
    """So many as one transaction takes."""
    return (found[first : first + _PAGE] for first in range(0, len(found), _PAGE))


def redact(ledger: Ledger, found: Iterable[Found]) -> None:
    """Take the person out of these entries, in a transaction of its own, so that sales go on in between."""
    with ledger.database.transaction():
        for table, entry in found:
            _redact(ledger, table, entry)


def redact_late(ledger: Ledger, entries: Iterable[Entry]) -> None:
    """What a till tells of somebody after they were erased. Needs the transaction that took it."""
    for entry in entries:
        if entry.kind in PERSONAL_KINDS and ledger.identities.is_erased(named_in(entry).one_id):
            for table in JOURNAL_TABLES:
                _redact(ledger, table, entry)


def checked_entry(ledger: Ledger, entry: Entry) -> None:
    """Raises BadEntry for one that is not as it came, nor as an erasure left it."""
    try:
        check_entry(entry)
    except BadEntry as error:
        known = ledger.erasures.redaction_of(entry) if error.code == "hash_mismatch" else None
        if known is None or known != hashlib.sha256(entry.body).digest():
            raise
        decode_body(entry.body)


def _redact(ledger: Ledger, table: str, entry: Entry) -> None:
    try:
        body = without_person(entry.kind, entry.document())
    except (BadEntry, LookupError, TypeError, AttributeError, ValueError):
        body = _NOTHING
    if body is not None and body != entry.body:
        ledger.erasures.redact(table, entry, body, hashlib.sha256(body).digest(), ledger.now())
