"""The journal to a file on a stick, for the window and for the command line."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from pos_client.application.keys import KeyRing
from pos_client.bootstrap.desk import TillStore
from pos_client.errors import Refused, Unavailable
from pos_client.sync.journal_file import JournalPieces
from retail.sealed_file import BadSealedFile, check, write_sealed


@dataclass(frozen=True, slots=True)
class Exported:
    """What was written. `size_bytes` of the whole file."""

    path: str
    entries: int
    size_bytes: int
    made_at: str


def export_journal(base: TillStore, path: Path, *, everything: bool = False) -> Exported:
    """Write what the ledger does not have (or all of it) so that only the ledger can read it.

    The file appears whole or not at all, and what is there under its name is replaced. Raises Refused `export_nothing`,
    `export_key_missing` or `store_not_enrolled`, and Unavailable `export_unwritable`.
    """
    enrolment = base.store.enrolment
    if enrolment is None:
        raise Refused("store_not_enrolled")
    now, journal = base.clock.now(), base.store.journal
    reader_public = KeyRing(base.store.reference.keys()).export_key(now)
    if reader_public is None:
        raise Refused("export_key_missing")
    if not everything and not journal.facts().waiting:
        raise Refused("export_nothing")
    pieces = JournalPieces(journal, enrolment.store, enrolment.till, everything=everything)
    signer, made_at = base.keys.current(), now.isoformat()
    partial = path.with_name(path.name + ".partial")
    try:
        with partial.open("w+b") as file:
            write_sealed(
                file,
                pieces,
                store=enrolment.store,
                till=enrolment.till,
                made_at=made_at,
                signer=signer,
                reader_public=reader_public,
            )
            file.flush()
            os.fsync(file.fileno())
            # Sticks lie: better to know now than at the office.
            check(file, signer.verifying_key)
        partial.replace(path)
        size_bytes = path.stat().st_size
    except (OSError, BadSealedFile) as error:
        _drop(partial)
        raise Unavailable("export_unwritable", path=str(path)) from error
    return Exported(str(path), pieces.entries, size_bytes, made_at)


def _drop(partial: Path) -> None:
    try:
        partial.unlink(missing_ok=True)
    except OSError:
        # The stick is gone: so is the half file, for this till.
        return
