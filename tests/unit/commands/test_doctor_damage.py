"""Faults of the table in docs/operations.md that are in the data themselves: each is planted, found and explained."""

from __future__ import annotations

import errno
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from offline_cache import database
from offline_cache.keys import DATABASE_KEY, secrets_folder
from pos_client.bootstrap.desk import TillStore, open_till_store
from pos_client.commands.doctor import examine
from tests.unit.commands.doctored import Plain, found, in_language, till
from tests.unit.offline_cache.making import flip, sell
from tests.unit.offline_cache.test_journal import tamper


def spoil_journal(base: TillStore) -> None:
    sell(base.store, "sale-1")
    sell(base.store, "sale-2")
    run = base.store.database.run
    tamper(base.store, "UPDATE journal SET body = x'7b7d' WHERE seq = 2")
    run("PRAGMA foreign_keys = OFF")
    for table in ("sale_lines", "sale_tenders", "sales"):
        run(f"DELETE FROM {table} WHERE position = 3")
    run("INSERT INTO sale_tenders (position, tender_number, kind, amount_minor, tendered_minor, change_minor) "
        "VALUES (99, 1, 'cash', 1, 1, 0)")  # fmt: skip
    with base.store.unit_of_work() as unit:
        unit.journal.append("return", {"return_id": "r1"})
        unit.commit()


def test_data_that_are_not_as_they_were_written(folder: Path) -> None:
    with till(folder) as base:
        spoil_journal(base)
    codes = ("chain_broken", "sale_differs", "sales_without_entry", "structure_damaged", "return_differs")
    said = found(folder, *codes)
    assert all(said[code]["damage"] for code in codes)
    assert examine(folder, in_language("en"), Plain())[0] == 1


def test_pages_and_files_that_are_damaged(folder: Path) -> None:
    with till(folder) as base:
        for number in range(5):
            sell(base.store, f"sale-{number}")
    file = folder / "till.db"
    whole = file.read_bytes()
    for page in (3, 6, 12):
        flip(file, page * 4096 + 1000)
    found(folder, "pages_damaged", "unreadable")
    file.write_bytes(whole[:100])
    found(folder, "cannot_be_opened")


def test_the_journals_end_outside_the_database(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with till(folder) as base:
        sell(base.store)
        head = base.store.secrets.folder / "head"
    kept = {path: path.read_bytes() for path in folder.iterdir() if path.is_file()}
    with till(folder) as base:
        sell(base.store, "sale-2")
    newer = head.read_bytes()
    for path, content in kept.items():
        path.write_bytes(content)
    for path in folder.glob("till.db-*"):
        path.unlink()
    found(folder, "head_differs")
    head.write_bytes(b"x" * len(newer))
    found(folder, "head_unreadable")
    head.unlink()
    found(folder, "head_missing")
    other = folder.with_name("other")
    with till(other, till="T09") as base:
        sell(base.store)
        shutil.copy(base.store.secrets.folder / "head", head)
    found(folder, "head_of_other_till")


def test_keys_that_others_could_read(folder: Path) -> None:
    with till(folder) as base:
        secrets = base.store.secrets.folder
    secrets.chmod(0o755)
    (secrets / DATABASE_KEY).chmod(0o644)
    found(folder, "secrets_folder_was_open", "secret_file_was_open")


Plant = Callable[[Path, pytest.MonkeyPatch], None]


def _swap_key(folder: Path, patch: pytest.MonkeyPatch) -> None:
    other = folder.with_name("other")
    open_till_store(other, program="test").close()
    shutil.copy(secrets_folder(other) / DATABASE_KEY, secrets_folder(folder) / DATABASE_KEY)


def _failing(number: int) -> Plant:
    def plant(folder: Path, patch: pytest.MonkeyPatch) -> None:
        def fail(self: Path, *_: object, **named: object) -> None:
            raise OSError(number, "planted")

        patch.setattr(Path, "mkdir", fail)

    return plant


def _schema(version: int) -> Plant:
    def plant(folder: Path, patch: pytest.MonkeyPatch) -> None:
        base = open_till_store(folder, program="test")
        base.store.database.run(f"PRAGMA user_version = {version}")
        base.close()

    return plant


def _no_key_store(folder: Path, patch: pytest.MonkeyPatch) -> None:
    (secrets_folder(folder) / "key-store").write_text("nowhere.keys:Store")


UNOPENED: dict[str, Plant] = {
    "store_missing": lambda folder, patch: shutil.rmtree(folder),
    "store_key_missing": lambda folder, patch: (secrets_folder(folder) / DATABASE_KEY).unlink(),
    "store_wrong_key": _swap_key,
    "store_key_store_unavailable": _no_key_store,
    "store_bad_secret_file": lambda folder, patch: (
        (secrets_folder(folder) / DATABASE_KEY).write_text("no key") and None
    ),
    "store_newer_schema": _schema(99),
    "store_older_schema": _schema(1),
    "store_old_sqlite": lambda folder, patch: patch.setattr(database, "OLDEST_SQLITE", (99, 0, 0)),
    "store_read_only": _failing(errno.EROFS),
    "store_disk_full": _failing(errno.ENOSPC),
    "store_disk_failed": _failing(errno.EIO),
}


def test_stores_that_cannot_be_opened(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    open_till_store(folder, program="test").close()
    for code, plant in UNOPENED.items():
        there = folder.with_name(f"till-{code}")
        shutil.copytree(folder, there)
        shutil.copytree(secrets_folder(folder), secrets_folder(there))
        with monkeypatch.context() as patch:
            plant(there, patch)
            found(there, code)
            exit_code, document = examine(there, in_language("en"), Plain())
        assert (exit_code, document["error"]["code"]) == (3, code)


def test_a_till_that_nobody_enrolled(folder: Path) -> None:
    open_till_store(folder, program="test").close()
    found(folder, "store_not_enrolled")
