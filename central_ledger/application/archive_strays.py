"""Files in the folder of the archives that no row of the database names.

This program was cut off between a file and its row, or the database was put back from a backup of before. In the first
case all of it is in the database still, and lies in another archive after the next run; in the second the file may be
the only place of what it holds. So one goes when all of it lies elsewhere, and not before.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import count
from pathlib import Path

from central_ledger.application.archive_keeping import manifest_of
from central_ledger.application.ledger import Ledger
from central_ledger.store.archive_file import BadArchive, Contents, read_archive
from central_ledger.store.archives import Archived, file_of
from retail.durable import flush_folder

_NAMES = re.compile(r"\d{4}-\d\d-\d\d(-\d+)?\.jsonl\.(gz|json)(\.part)?")


def strays(ledger: Ledger, store: str, folder: Path) -> list[Path]:
    """Files with the names of archives, manifests and what was cut off, that belong to no archive. Raises OSError."""
    archives = [file_of(folder, store, row.archive_id) for row in ledger.archives.of_store(store)]
    known = {*archives, *map(manifest_of, archives)}
    place = file_of(folder, store, "any").parent
    found = sorted(place.iterdir()) if place.is_dir() else []
    return [path for path in found if _NAMES.fullmatch(path.name) and path not in known]


def drop_strays(ledger: Ledger, store: str, folder: Path) -> None:
    """Let go what the ledger has in its archives. Who was erased since may still stand in it. Nobody else may archive
    meanwhile.
    """
    found = strays(ledger, store, folder)
    needed = [path for path in found if path.suffix == ".gz" and not _lies_elsewhere(ledger, store, path)]
    kept = {*needed, *map(manifest_of, needed)}
    gone = [path for path in found if path not in kept]
    for path in gone:
        path.unlink()
    if gone:
        flush_folder(gone[0].parent)


def free_id(ledger: Ledger, store: str, before: str, folder: Path) -> str:
    """The name of the next archive of a day: no other archive's, nor that of a file that holds what the database does
    not.
    """
    taken = {row.archive_id for row in ledger.archives.of_store(store)}
    names = (before if number == 1 else f"{before}-{number}" for number in count(1))
    return next(
        name for name in names if name not in taken and not _is_needed(ledger, store, file_of(folder, store, name))
    )


def _is_needed(ledger: Ledger, store: str, path: Path) -> bool:
    if not path.exists():
        return False
    contents = _read(path)
    return contents is None or not all(_hashes_kept(ledger, store, contents))


def _hashes_kept(ledger: Ledger, store: str, contents: Contents) -> Iterator[bool]:
    for section in contents.sections:
        till, epoch, last, _ = section.head
        kept = ledger.journals.stored_between(store, till, epoch, section.after + 1, last)
        for row in section.entries:
            found = kept.get(row.entry.seq)
            yield found is not None and found.hash == row.entry.hash


def _lies_elsewhere(ledger: Ledger, store: str, path: Path) -> bool:
    contents = _read(path)
    if contents is None:
        return False
    spans = ledger.archives.spans(store)
    try:
        for section in contents.sections:
            for row in section.entries:
                place = (section.till, section.epoch, row.entry.seq)
                span = next((one for one in spans if one.holds(*place)), None)
                if span is None:
                    return False
                there = ledger.archives.contents(store, span.archive_id).entries[place]
                if there.entry.hash != row.entry.hash:
                    return False
    except Archived:
        return False
    return True


def _read(path: Path) -> Contents | None:
    """None: it is damaged."""
    try:
        return read_archive(path.read_bytes())
    except (OSError, BadArchive):
        return None
