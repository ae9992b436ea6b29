"""Backups that a ledger makes by itself: encrypted, read back, kept for some time, and put back. docs/operations.md."""

from __future__ import annotations

import asyncio
import functools
import json
import operator
import os
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path

import pytest

from central_ledger import daily, own_process
from central_ledger.__main__ import main
from central_ledger.application.audit import audit
from central_ledger.application.ledger import utc_now
from central_ledger.application.push import push
from central_ledger.backing_up import BackupPlan, back_up, files_in, is_due, newest, put_back, require_whole
from central_ledger.daily import BackgroundDaily, DailyCommand, daily_commands
from central_ledger.locks import hold
from central_ledger.metrics import _counted
from central_ledger.store.database import StoreUnavailable
from central_ledger.workers import Workers
from retail.machine import Machine
from tests.postgresql_server import binaries
from tests.unit.ledger.journals import JournalWriter

#: Something that stands in the clear in a database that is not encrypted.
NAME = "林若曦".encode()


@dataclass
class Disk(Machine):
    free: int = 10**12

    def disk_free_bytes(self, folder: Path) -> int:
        return self.free


@pytest.fixture
def client(engine, monkeypatch):
    """PostgreSQL's own programs can be found."""
    if engine == "postgresql":
        monkeypatch.setenv("PATH", f"{binaries()}{os.pathsep}{os.environ['PATH']}")


@pytest.fixture
def sold(data, ledger):
    """A till that sold once."""
    with ledger.database.transaction():
        ledger.journals.enrol("S01", "T01", bytes(32), "counter", ledger.now())
    journal = JournalWriter()
    journal.open("epoch-1")
    push(ledger, "S01", "T01", [*journal.entries, journal.sale("s1", one_id="M1", earned={"group": 4})])
    return journal


def test_what_was_lost_after_a_backup_the_tills_send_again(data, sold, tmp_path, client, request):
    folder, server, ledger = tmp_path / "elsewhere", None, data.open()
    made = back_up(data, folder, 3, Disk())
    path = Path(made.file)
    assert (made.entries, made.kept, made.bytes, newest(ledger)) == (2, 1, path.stat().st_size, made)
    assert NAME not in path.read_bytes()
    ages = [
        metric.samples[0].value for metric in _counted(ledger) if metric.name == "onetill_ledger_backup_age_seconds"
    ]
    assert len(ages) == 1
    assert ages[0] < 3600
    assert path.stat().st_mode & 0o077 == 0
    push(ledger, "S01", "T01", [sold.sale("s2")])
    ledger.close()
    if data.url is None:
        before = Path(put_back(data, path)["before"])
        assert (before / "ledger.db").exists()
        again = data.open()
    else:
        server = request.getfixturevalue("postgres")
        url = server.new_database()
        put_back(data, path, url)
        with pytest.raises(StoreUnavailable, match="pg_restore failed"):
            put_back(data, path, url)  # it is not empty any more
        again = type(data)(data.path, url).open()
    assert [one.word for one in push(again, "S01", "T01", sold.entries).verdicts] == ["exists"] * 2 + ["created"]
    assert audit(again).problems == []
    again.close()
    if server is not None:
        server.drop(url)


def test_a_damaged_one_is_never_put_back(data, ledger, sold, tmp_path, client):
    path = Path(back_up(data, tmp_path / "b", 3, Disk()).file)
    ledger.close()
    whole = path.read_bytes()
    middle = len(whole) // 2
    turned = whole[:middle] + bytes([whole[middle] ^ 1]) + whole[middle + 1 :]
    for damaged in (whole[:-1], turned, b"something else"):
        path.write_bytes(damaged)
        with pytest.raises(StoreUnavailable):
            put_back(data, path, data.url)
    path.write_bytes(whole)
    require_whole(path, data)
    again = data.open()
    assert audit(again).problems == []


def test_the_oldest_go_and_a_full_disk_costs_none(data, ledger, tmp_path, monkeypatch):
    folder = tmp_path / "b"
    moment = utc_now()
    names = []
    for days in range(4):
        clock = functools.partial(operator.add, moment, timedelta(days=days))
        names.append(Path(back_up(data, folder, 3, Disk(), clock).file).name)
    assert [path.name for path in files_in(folder).whole()] == names[1:]
    with pytest.raises(StoreUnavailable, match="those that are there were kept"):
        back_up(data, folder, 3, Disk(free=10**6))
    (folder / "ledger-20200101T000000Z.db.partial").write_bytes(b"cut off")
    monkeypatch.setattr("central_ledger.backing_up.require_whole", lambda path, data: (_ for _ in ()).throw(OSError))
    with pytest.raises(OSError):
        back_up(data, folder, 1, Disk())
    assert [path.name for path in files_in(folder).whole()] == names[1:]
    assert list(folder.glob("*.partial*")) == []


def test_where_the_disk_of_a_named_folder_is_not_there_none_is_made_elsewhere(data, ledger, tmp_path):
    mount = tmp_path / "mnt"
    mount.mkdir()
    for folder in (mount / "backups", mount / "deeper" / "backups"):
        with pytest.raises(StoreUnavailable, match="Mount its disk, or make the folder"):
            back_up(data, folder, 3, Disk())
    assert list(mount.iterdir()) == []
    (mount / "somebody's.txt").write_text("the disk is there")
    made = back_up(data, mount / "backups", 3, Disk())
    assert Path(made.file).parent == mount / "backups"
    again = back_up(data, data.path / "a" / "b", 3, Disk())
    assert Path(again.file).exists(), "beside the books it is made, however deep"


def test_a_serving_ledger_has_it_done_once_a_day_and_says_when_it_cannot(data, tmp_path, monkeypatch, capsys):
    said = []

    async def run_here(_data, *arguments):
        """As the process of its own does."""
        said.append(arguments)
        code = main([*arguments, "--data", str(data.path)])
        return code, capsys.readouterr().err

    def backups(folder: Path) -> DailyCommand:
        commands = {command.name: command for command in daily_commands(BackupPlan(folder, 2))}
        return replace(commands["backups"], first_s=0.0, every_s=0.0)

    monkeypatch.setattr(daily, "run_command", run_here)
    workers = Workers(data.open)
    folder = tmp_path / "b"
    try:
        kept = BackgroundDaily(workers, data, backups(folder))
        asyncio.run(kept.once())
        asyncio.run(kept.once())
        assert (len(said), len(files_in(folder).whole())) == (1, 1), "the newest is not a day old"
        not_a_folder = tmp_path / "file"
        not_a_folder.write_text("")
        lost = BackgroundDaily(workers, data, backups(not_a_folder))
        with data.opened() as ledger:
            ledger.clock = lambda: utc_now() + timedelta(days=2)
            assert is_due(ledger)
            with ledger.database.transaction():
                ledger.database.execute("DELETE FROM meta WHERE name = 'backup'")
        with pytest.raises(StoreUnavailable, match="cannot"):
            asyncio.run(lost.once())
    finally:
        workers.close()


@pytest.mark.sqlite_only  # on a server a restore is told which database: test_on_postgresql
def test_commands_say_what_was_made(data, tmp_path, capsys, monkeypatch):
    monkeypatch.setenv("CENTRAL_LEDGER_BACKUPS", str(tmp_path / "b"))
    assert main(["backup", "--data", str(data.path)]) == 0
    made = json.loads(capsys.readouterr().out)
    assert made["made"]
    assert main(["backup", "--if-due", "--data", str(data.path)]) == 0
    assert json.loads(capsys.readouterr().out) == {"made": False}
    assert main(["restore", "--data", str(data.path), made["file"]]) == 0
    assert json.loads(capsys.readouterr().out)["into"] == str(data.database_path)
    assert own_process.program()


@pytest.mark.parametrize(("kept", "code"), [("", 0), ("two", 2)])
def test_a_mistyped_number_in_the_environment_ends_the_command_that_needs_it_alone(
    data, capsys, monkeypatch, kept, code
):
    monkeypatch.setenv("CENTRAL_LEDGER_BACKUPS_KEPT", kept)
    assert main(["audit", "--data", str(data.path)]) == 0
    try:
        found = main(["backup", "--data", str(data.path)])
    except SystemExit as end:
        found = end.code
    assert found == code


def test_of_two_serving_processes_the_second_is_no_failure(data, tmp_path, capsys):
    folder = tmp_path / "b"
    folder.mkdir()
    lock = hold(folder / "backing-up.lock")
    try:
        asked = ["--data", str(data.path), "--to", str(folder)]
        assert main(["backup", "--if-due", *asked]) == 0
        assert json.loads(capsys.readouterr().out) == {"made": False}
        assert main(["backup", *asked]) != 0, "who asks for one is told that there is none"
    finally:
        os.close(lock)
    assert list(folder.glob("ledger-*")) == []
