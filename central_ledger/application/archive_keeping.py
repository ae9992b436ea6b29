"""Archives on their disk: written, signed and read back, and written anew without a person who was erased.

A file and the row that names its hash lie in two places, and one of them may be older than the other: this program was
cut off between the two, or the database was put back from a backup of before. What the group has signed, about the same
facts, is taken up then (`take_up`).
"""

from __future__ import annotations

import base64
import hashlib
import json
import os
from dataclasses import replace
from pathlib import Path

from central_ledger.application.archive_audit import SIGNED_AS, group_keys, is_signed
from central_ledger.application.keys import group_key
from central_ledger.application.ledger import Ledger
from central_ledger.store.archive_file import BadArchive, Contents, file_hash, read_archive, written
from central_ledger.store.archives import ArchiveRow, file_of
from central_ledger.store.database import StoreUnavailable
from retail.durable import flush_folder
from retail.messages import is_whole


def keep(ledger: Ledger, contents: Contents, folder: Path) -> tuple[ArchiveRow, Path]:
    """An archive on its disk, with its manifest, and read back. Raises StoreUnavailable."""
    path, data = file_of(folder, contents.store, contents.archive_id), written(contents)
    manifest = _signed(ledger, contents, data)
    try:
        _write(manifest_of(path), manifest.encode())
        _write(path, data)
        if read_archive(path.read_bytes()).sections != contents.sections:
            raise BadArchive("what was read back is not what was written")
    except (OSError, BadArchive) as error:
        raise StoreUnavailable(f"the archive {path} cannot be written: {error}. Nothing was taken out") from error
    summary = contents.summary()
    return ArchiveRow(
        store=contents.store,
        archive_id=contents.archive_id,
        before=contents.before,
        made_at=ledger.now(),
        file_hash=file_hash(data),
        entries=summary["entries"],
        transfers=summary["transfers"],
        manifest=manifest,
    ), path


def write_anew(ledger: Ledger, store: str, folder: Path) -> None:
    """Archives with entries that were written anew since, without a person: the file follows (docs/spec/erasure.md).
    The file of before is replaced only by one that is whole, and the rows are emptied again last.
    """
    for archive_id, bodies in ledger.archives.written_since(store).items():
        before = ledger.archives.contents(store, archive_id)
        sections = tuple(
            replace(
                section,
                entries=tuple(
                    replace(row, entry=replace(row.entry, body=body)) if body is not None else row
                    for row in section.entries
                    for body in (bodies.get((section.till, section.epoch, row.entry.seq)),)
                ),
            )
            for section in before.sections
        )
        contents = replace(before, sections=sections)
        row, _ = keep(ledger, contents, folder)

        def put(row: ArchiveRow = row, contents: Contents = contents) -> None:
            ledger.archives.replace(row, contents)

        ledger.database.beside((store,), put, home=store)


def take_up(ledger: Ledger, store: str, folder: Path) -> None:
    """Archives whose file was written anew and whose row does not know it: the row follows, if the group signed the
    file and its facts are the same. Any other file stays as unreadable as it is.
    """
    keys = group_keys(ledger)
    for row in ledger.archives.of_store(store):
        path = file_of(folder, store, row.archive_id)
        try:
            # Written first: where it is as the row has it, so is the file, or it was lost and changed since.
            manifest = manifest_of(path).read_text("utf-8")
            data = path.read_bytes() if manifest != row.manifest else b""
            if not data or file_hash(data) == row.file_hash:
                continue
            contents = read_archive(data)
            found = replace(row, file_hash=file_hash(data), manifest=manifest)
            if not is_signed(ledger, found, keys) or _facts(manifest) != _facts(row.manifest):
                continue
            if _holds_erased(ledger, contents):
                continue  # it is older than the row
        except (OSError, ValueError, LookupError, TypeError):
            continue

        def put(row: ArchiveRow = found, contents: Contents = contents) -> None:
            for archived in contents.entries.values():
                entry = archived.entry
                if not is_whole(entry):
                    # Of an erasure that this database does not know (any more).
                    body_hash = hashlib.sha256(entry.body).digest()
                    ledger.erasures.note_redaction(entry, body_hash, row.made_at)
            ledger.archives.replace(row, contents)

        ledger.database.beside((store,), put, home=store)


def _holds_erased(ledger: Ledger, contents: Contents) -> bool:
    """Whether something in it was written anew since, without a person."""
    return any(
        is_whole(contents.entries[section.till, section.epoch, seq].entry)
        for section in contents.sections
        for seq in ledger.archives.redacted(contents.store, section)
    )


def _facts(manifest: str) -> dict[str, object]:
    """What a manifest says that is the same after a person was taken out."""
    said: dict[str, object] = json.loads(json.loads(manifest)["signed"])
    return {name: value for name, value in said.items() if name not in ("made_at", "file_hash", "bytes", "public_key")}


def manifest_of(path: Path) -> Path:
    return path.with_suffix(".json")


def _signed(ledger: Ledger, contents: Contents, data: bytes) -> str:
    """The manifest: what the archive is, signed by the group's key."""
    key = group_key(ledger)
    said = {
        "ledger": ledger.reference.meta("ledger_id"),
        "store": contents.store,
        "archive": contents.archive_id,
        "before": contents.before,
        "made_at": ledger.now(),
        "file_hash": file_hash(data),
        "bytes": len(data),
        "previous": contents.previous,
        "public_key": base64.b64encode(key.verifying_key.raw).decode(),
        **contents.summary(),
    }
    text = json.dumps(said, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    signature = base64.b64encode(key.signature(SIGNED_AS + text.encode())).decode()
    return json.dumps({"signed": text, "signature": signature}, ensure_ascii=False)


def _write(path: Path, data: bytes) -> None:
    """All of it, on the disk, or nothing under this name. Members' data is in it: for nobody else to read."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    part = path.with_name(path.name + ".part")
    descriptor = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    part.replace(path)
    flush_folder(path.parent)
