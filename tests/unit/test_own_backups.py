"""Backups that a till makes by itself: real copies of a real store, kept and dropped in their order."""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from offline_cache.errors import DamagedFile
from pos_client.application.machine_news import BackupNews
from pos_client.bootstrap import backups as own_backups
from pos_client.bootstrap.backups import Backups, till_backups
from pos_client.bootstrap.desk import TillStore, open_till_store, restore_till_store
from pos_client.errors import Unavailable
from pos_client.settings import Settings


@dataclass
class Machine:
    """A till whose clock and disk are said."""

    base: TillStore
    settings: Settings = field(default_factory=lambda: replace(Settings(), backups_kept=2))
    now: datetime = datetime(2026, 11, 11, 2, tzinfo=UTC)
    free: int = 10**12
    till: str = ""

    def __post_init__(self) -> None:
        store = self.base.store
        self.backups = Backups(
            lambda: self.settings,
            store.data_folder,
            store.backup,
            lambda: self.now,
            till=lambda: self.till,
            free=lambda folder: self.free,
        )

    def names(self) -> list[str]:
        files = till_backups(self.settings, self.base.store.data_folder, self.till)
        return [path.name for path in files.there(self.base.store.data_folder)]


@pytest.fixture
def machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Machine]:
    monkeypatch.setenv("ONETILL_SECRETS", str(tmp_path / "secrets"))
    monkeypatch.setenv("ONETILL_KEY_STORE", "files")
    base = open_till_store(tmp_path / "till", program="test")
    try:
        yield Machine(base)
    finally:
        base.close()


def test_one_a_day_is_made_and_the_oldest_go(machine: Machine) -> None:
    assert not machine.backups.news.is_known
    assert machine.backups.read().at == ""
    machine.backups.look()
    machine.now += timedelta(hours=3)
    assert machine.backups.look().kept == 1, "the newest is not a day old"
    for _ in range(2):
        machine.now += timedelta(days=1)
        machine.backups.look()
    news = machine.backups.news
    assert (news.kept, news.at, news.trouble) == (2, "2026-11-13T05:00:00+00:00", "")
    assert machine.names() == ["till-20261112T050000Z.backup", "till-20261113T050000Z.backup"]


def test_a_full_disk_costs_the_new_one_and_none_that_is_there(machine: Machine) -> None:
    machine.backups.look()
    before = machine.names()
    machine.now += timedelta(days=1)
    machine.free = 1_000_000
    with pytest.raises(Unavailable, match="backup_no_room"):
        machine.backups.look()
    assert (machine.names(), machine.backups.news.trouble) == (before, "backup_no_room")
    machine.free = 10**12
    machine.settings = replace(
        machine.settings, backups_kept=2, backup_folder=str(machine.base.store.data_folder / "till.db")
    )
    with pytest.raises(Unavailable, match="backup_unwritable"):
        machine.backups.look()
    machine.settings = replace(machine.settings, backup_folder="")
    assert machine.backups.look().trouble == ""
    assert len(machine.names()) == 2


def test_where_the_disk_of_a_named_folder_is_not_there_none_is_made_elsewhere(machine: Machine, tmp_path: Path) -> None:
    mount = tmp_path / "mnt"
    mount.mkdir()
    machine.settings = replace(machine.settings, backup_folder=str(mount / "backups"))
    assert machine.backups.news == BackupNews(folder=str(mount / "backups"), is_known=False)
    with pytest.raises(Unavailable, match="backup_folder_gone"):
        machine.backups.look()
    assert machine.backups.news.trouble == machine.backups.read().trouble == "backup_folder_gone"
    assert list(mount.iterdir()) == []
    (mount / "somebody's.txt").write_text("the disk is there")
    news = machine.backups.read()
    assert (news.trouble, news.kept) == ("", 0), "what is there again is no trouble"
    assert machine.backups.look().kept == 1
    assert machine.names() == ["till-20261111T020000Z.backup"]


def test_a_folder_that_does_not_answer_holds_up_nobody(machine: Machine, monkeypatch: pytest.MonkeyPatch) -> None:
    machine.backups.look()
    before, opened, scan = machine.backups.news, threading.Event(), os.scandir

    def waiting(path: Path) -> object:
        opened.wait()
        return scan(path)

    monkeypatch.setattr(os, "scandir", waiting)
    monkeypatch.setattr(own_backups, "ANSWER_SECONDS", 0.05)
    try:
        assert machine.backups.news == before
        assert machine.backups.read().trouble == "backup_folder_gone"
        machine.now += timedelta(days=1)
        with pytest.raises(Unavailable, match="backup_folder_gone"):
            machine.backups.look()
        waits = [thread for thread in threading.enumerate() if thread.name.startswith("backup-folder")]
        assert len(waits) == 1, "however often it is looked at"
    finally:
        opened.set()
    monkeypatch.setattr(own_backups, "ANSWER_SECONDS", 60.0)
    assert machine.backups.read() == before


def test_tills_that_share_a_folder_each_make_their_own_and_let_their_own_go(machine: Machine, tmp_path: Path) -> None:
    shared = tmp_path / "shared"
    shared.mkdir()
    machine.settings = replace(machine.settings, backup_folder=str(shared))
    for till in ("S01-T01", "S01-T02", "S01-T01", "S01-T02", "S01-T01"):
        machine.till = till
        machine.now += timedelta(hours=12)
        (shared / f"till-S01-T0{3 - int(till[-1])}-20261111T020000Z.backup.partial").write_bytes(b"half")
        machine.backups.look()
    made = {till: [] for till in ("S01-T01", "S01-T02")}
    for path in shared.glob("*.backup"):
        made[path.name.rpartition("-")[0].removeprefix("till-")].append(path)
    assert {till: len(paths) for till, paths in made.items()} == {"S01-T01": 2, "S01-T02": 2}
    assert [path.name[:12] for path in shared.glob("*.partial")] == ["till-S01-T02"], "somebody else is writing it"


def test_one_that_was_cut_off_is_none_and_is_cleared_away(machine: Machine) -> None:
    folder = Path(machine.backups.news.folder)
    folder.mkdir()
    (folder / "till-20261110T050000Z.backup.partial").write_bytes(b"half")
    (folder / "notes.txt").write_text("somebody's")
    machine.backups.look()
    assert sorted(path.name for path in folder.iterdir()) == ["notes.txt", "till-20261111T020000Z.backup"]


def test_it_is_put_back_here_and_opens_nowhere_else(
    machine: Machine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = Path(machine.backups.look().folder) / machine.names()[-1]
    assert made.stat().st_mode & 0o077 == 0
    folder = machine.base.store.data_folder
    machine.base.close()
    restore_till_store(folder, made, program="test")
    again = open_till_store(folder, program="test")
    assert again.store.check().is_whole
    again.close()
    monkeypatch.setenv("ONETILL_SECRETS", str(tmp_path / "other-secrets"))
    other = tmp_path / "other"
    open_till_store(other, program="test").close()
    with pytest.raises(DamagedFile):
        restore_till_store(other, made, program="test")
