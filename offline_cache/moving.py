"""A till moves to another machine: what goes into its file there, and how it arrives.

Source: docs/spec/offline.md, "Decisions: one machine after another". The old machine's journal ends with `till_closed`;
the new one's begins with an epoch `moved` after that entry, and with a new key of the till's own on its way.
"""

from __future__ import annotations

import json
import os
import secrets as random_bytes
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from offline_cache.backup import LIVE_SUFFIXES, put_aside
from offline_cache.bundle import BadBundle, BundleReader, Contents, write_bundle
from offline_cache.closing import forget_move, last_closing, noted_move
from offline_cache.compact_json import compact_json
from offline_cache.database import DATABASE_NAME, KEY_BYTES, KEY_CHECK_NAME, TillDatabase, key_check, open_database
from offline_cache.database_key import settled_key
from offline_cache.errors import AlreadyEnrolled, BadMove, DamagedFile, KeyMissing, NotClosed, folder_error
from offline_cache.head import HeadFile
from offline_cache.journal import positioned_head
from offline_cache.journal_end import JournalEnd
from offline_cache.keys import DATABASE_KEY, GROUP_KEY, KEY_NAMES, NEXT_TILL_KEY, TILL_KEY, SecretStore, write_durably
from offline_cache.lock import WriterLock
from offline_cache.migrations import migrate
from offline_cache.store import LocalStore
from offline_cache.unit_of_work import SqliteUnitOfWork
from retail.ports import Clock

_ARRIVING = ".arriving"
#: What goes along beside the database: from the data folder, and from the folder of the keys.
_WITH_DATA = ("settings.json", "ledger-authority.pem")
_WITH_KEYS = ("wallets.json",)


def write_move(store: LocalStore, path: Path, code: str, *, made_at: str) -> None:
    """Write the file of a till that was closed to move. It appears whole and read back, or not at all; the till stays
    here as it was. Raises StoreError.
    """
    closed, enrolment = store.closed, store.enrolment
    if closed is None or closed.reason != "moved" or enrolment is None:
        raise NotClosed(till="" if enrolment is None else enrolment.till)
    copy = path.with_name(path.name + ".copy")
    partial = path.with_name(path.name + ".partial")
    found = {name: value for name in KEY_NAMES if (value := store.secrets.get(name)) is not None}
    facts = {"store": enrolment.store, "till": enrolment.till, "move_id": closed.move_id}
    try:
        try:
            store.database.copy_to(copy)
            beside = [(name, store.data_folder / name) for name in _WITH_DATA]
            beside += [(name, store.secrets.folder / name) for name in _WITH_KEYS]
            files = [(DATABASE_NAME, copy), *((name, file) for name, file in beside if file.exists())]
            with partial.open("w+b") as out:
                write_bundle(out, code, facts, found, files, made_at=made_at)
                out.flush()
                os.fsync(out.fileno())
                # Sticks lie: better to know now than at the other machine.
                out.seek(0)
                BundleReader(out, code).check()
            partial.replace(path)
        except OSError as error:
            raise folder_error(error, path.parent) from error
        except BadBundle as error:
            raise BadMove(path=str(path), reason=error.code) from error
    finally:
        for leftover in (copy, partial):
            with suppress(OSError):
                leftover.unlink(missing_ok=True)


def arrive(data_folder: Path, secrets: SecretStore, path: Path, code: str, clock: Clock, *, program: str) -> str:
    """Let the till of this file go on here; the id of its move.

    Cut in the middle, the machine is as it was and the file can be used again. A till that moved away from this very
    machine may come back; any other till that is enrolled here stays. Raises StoreError: AlreadyEnrolled, BadMove,
    WriterPresent, DamagedFile …
    """
    folder = data_folder.resolve()
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        lock = WriterLock(folder, program)
    except OSError as error:
        raise folder_error(error, folder) from error
    try:
        with path.open("rb") as file:
            reader = BundleReader(file, code)
            comes_back = _comes_back(folder, secrets, reader.contents)
            reader.unpack(folder, _ARRIVING)
        contents = reader.contents
        _open_epoch(folder, secrets, contents, clock)
        if comes_back:
            put_aside(folder)
        _take_over(folder, secrets, contents)
        return contents.facts.get("move_id", "")
    except OSError as error:
        raise folder_error(error, folder) from error
    except BadBundle as error:
        raise BadMove(path=str(path), reason=error.code) from error
    finally:
        for leftover in folder.glob(f"*{_ARRIVING}*"):
            leftover.unlink(missing_ok=True)
        lock.release()


def _comes_back(folder: Path, secrets: SecretStore, contents: Contents) -> bool:
    """Whether this till moved away from here; False: there is no till here. Nothing of another till is written over,
    and nothing of this one that goes on here. Raises AlreadyEnrolled, KeyMissing, WrongKey …
    """
    database_file = folder / DATABASE_NAME
    if not database_file.exists():
        return False
    key = settled_key(database_file, secrets, writer=True)
    if key is None:
        raise KeyMissing(path=str(database_file))
    database = open_database(database_file, key, read_only=True)
    try:
        if database.row("SELECT document FROM enrolment") is None:
            return False
        closed = last_closing(database) or noted_move(secrets)
        if closed is None or closed.move_id != contents.facts.get("move_id"):
            raise AlreadyEnrolled(store=contents.facts.get("store", ""), till=contents.facts.get("till", ""))
        return True
    finally:
        database.close_all()


def _open_epoch(folder: Path, secrets: SecretStore, contents: Contents, clock: Clock) -> None:
    """The journal goes on while its database lies aside still: what takes its place later is complete."""
    arriving = folder / (DATABASE_NAME + _ARRIVING)
    if not {DATABASE_KEY, TILL_KEY, GROUP_KEY} <= set(contents.secrets):
        raise DamagedFile(path=str(arriving), detail="keys")
    identity = (contents.facts.get("store", ""), contents.facts.get("till", ""))
    database = TillDatabase(arriving, contents.secrets[DATABASE_KEY])
    head_file = HeadFile(secrets.folder)
    try:
        database.require_whole()
        migrate(database)
        closed = last_closing(database)
        if closed is None or closed.move_id != contents.facts.get("move_id"):
            raise DamagedFile(path=str(arriving), detail="not_closed")
        head = positioned_head(database)[1]
        with SqliteUnitOfWork(database, clock, head_file, JournalEnd(), identity) as unit:
            unit.open_epoch("moved", head)
            _name_authority(database, folder)
            unit.commit()
        database.run("PRAGMA wal_checkpoint(TRUNCATE)")
    finally:
        head_file.close()
        database.close_all()


def _name_authority(database: TillDatabase, folder: Path) -> None:
    """The authority's file lies in another folder now."""
    (text,) = database.row("SELECT document FROM enrolment WHERE id = 1") or ("{}",)
    enrolment = json.loads(text)
    if enrolment.get("ledger_ca"):
        enrolment["ledger_ca"] = str(folder / "ledger-authority.pem")
        database.run("UPDATE enrolment SET document = ? WHERE id = 1", (compact_json(enrolment),))


def _take_over(folder: Path, secrets: SecretStore, contents: Contents) -> None:
    """Keys, then what goes beside, then the database: only with it is there a till here."""
    for suffix in LIVE_SUFFIXES:
        (folder / (DATABASE_NAME + suffix)).unlink(missing_ok=True)  # an empty store, which nobody enrolled
    for name in KEY_NAMES:
        secrets.drop(name)
    for name, value in contents.secrets.items():
        if name in KEY_NAMES:
            secrets.put(name, value)
    if NEXT_TILL_KEY not in contents.secrets:
        # The ledger's first answer ends the key that the old machine still has.
        secrets.put(NEXT_TILL_KEY, random_bytes.token_bytes(KEY_BYTES))
    names = [name for name, _ in contents.files]
    _place(folder, [name for name in _WITH_DATA if name in names], folder)
    _place(folder, [name for name in _WITH_KEYS if name in names], secrets.folder)
    (folder / KEY_CHECK_NAME).write_text(key_check(contents.secrets[DATABASE_KEY]) + "\n")
    forget_move(secrets)
    (folder / (DATABASE_NAME + _ARRIVING)).rename(folder / DATABASE_NAME)


def _place(folder: Path, names: Sequence[str], target: Path) -> None:
    for name in names:
        write_durably(target / name, (folder / (name + _ARRIVING)).read_bytes())
