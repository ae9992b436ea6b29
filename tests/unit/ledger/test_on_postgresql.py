"""What PostgreSQL alone asks of a ledger: keys sealed at rest, a restore beside serving processes, the line over it."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import psycopg
import pytest
import requests

from central_ledger.application.keys import group_key
from central_ledger.application.runs import ServedRun
from central_ledger.data_directory import DataDirectory
from central_ledger.store.database import StoreUnavailable
from central_ledger.store.postgresql import PostgresDatabase
from tests.postgresql_server import PostgresServer, binaries
from tests.unit.ledger.journals import JournalWriter
from tests.unit.ledger.running import enrolled_till, start_ledger


@pytest.fixture
def engine() -> str:
    return "postgresql"


@pytest.fixture
def empty(postgres: PostgresServer) -> Iterator[str]:
    """The address of a database without tables."""
    url = postgres.new_database()
    yield url
    postgres.drop(url)


#: What ends a value or a line where rows are copied, and what says there that something else is meant.
AWKWARD = (
    "",
    "a\tb",
    "a\nb\r\nc",
    "\\",
    "\\N",
    "\\.",
    "\\x41",
    "O'Neil",
    '"{1,NULL}"',
    "NULL",
    "王小明 🎁",
    "\x1f\x7f\u2028",
)


@pytest.mark.parametrize("copies", [1, 9])  # a few rows go in by a statement, many are copied
def test_rows_of_any_text_are_kept_as_they_are(empty: str, copies: int) -> None:
    rows = [
        (f"{text}/{number}", None if number % 3 == 0 else text, None if number % 5 == 0 else -number, text.encode())
        for number, text in enumerate(AWKWARD * copies)
    ]
    with closing(PostgresDatabase(empty)) as database:
        database.execute("CREATE TABLE sample (name TEXT PRIMARY KEY, note TEXT, number BIGINT, raw BYTEA)")
        insert = "INSERT INTO sample (name, note, number, raw) VALUES (?, ?, ?, ?)"
        with database.transaction():
            database.execute_many(insert, rows)
        assert set(database.rows("SELECT name, note, number, raw FROM sample")) == set(rows)
        empty_ones = [(f"empty/{number}", None, None, None) for number in range(2 * copies)]
        with database.transaction():  # of a column that is empty in all of them nobody sees the type
            database.execute_many(insert, empty_ones)
            database.execute_many(insert + " ON CONFLICT (name) DO UPDATE SET number = excluded.number", empty_ones)
        assert database.value("SELECT COUNT(*) FROM sample WHERE number IS NULL AND raw IS NULL") == len(empty_ones)
        more = [(f"more/{number}", "a\x00b" if number == 7 else "", number, b"") for number in range(12 * copies)]
        with pytest.raises(ValueError, match="cannot hold"), database.transaction():
            database.execute_many(insert, more)
        again = [(f"more/{number}", "", number, b"") for number in range(12 * copies)]
        with pytest.raises(psycopg.errors.UniqueViolation), database.transaction():
            database.execute_many(insert, [*again, rows[0]])
        assert database.value("SELECT COUNT(*) FROM sample") == len(rows) + len(empty_ones)


def stored(url: str) -> list[bytes]:
    with psycopg.connect(url) as connection:
        rows = connection.execute("SELECT private_key FROM secret_key").fetchall()
        secret = connection.execute("SELECT value FROM meta WHERE name = 'enrolment_secret'").fetchone()
    assert secret is not None
    return [*(bytes(row[0]) for row in rows), str(secret[0]).encode()]


def test_keys_lie_sealed_and_open_by_the_key_file_alone(empty: str, tmp_path: Path) -> None:
    first = DataDirectory(tmp_path / "first", empty)
    assert first.initialise()
    assert (tmp_path / "first" / "ledger.key").stat().st_mode & 0o777 == 0o600
    ledger = first.open()
    key = group_key(ledger).raw
    ledger.close()
    lying = stored(empty)
    assert len(lying) >= 3
    assert not any(key in row or len(row) in (32, 64) for row in lying)
    # Another directory without that key opens nothing, and makes no key that would mislead.
    other = DataDirectory(tmp_path / "other", empty)
    with pytest.raises(StoreUnavailable, match=r"ledger\.key"):
        other.initialise()
    assert not (tmp_path / "other" / "ledger.key").exists()
    (tmp_path / "other" / "ledger.key").write_text("ab" * 32)
    with closing(other.open()) as opened, pytest.raises(StoreUnavailable, match="another key"):
        group_key(opened)
    shutil.copy(tmp_path / "first" / "ledger.key", tmp_path / "other" / "ledger.key")
    with closing(other.open()) as opened:
        assert group_key(opened).raw == key
    assert not other.initialise() or stored(empty) == lying


def test_keys_of_before_are_sealed_by_init_and_stay_the_same(empty: str, tmp_path: Path) -> None:
    bare = DataDirectory(None, empty)
    assert bare.initialise()
    ledger = bare.open()
    key, secret = group_key(ledger).raw, ledger.reference.enrolment_secret()
    ledger.close()
    assert key in stored(empty)
    assert DataDirectory(tmp_path / "dir", empty).initialise()
    assert key not in stored(empty)
    ledger = DataDirectory(tmp_path / "dir").open()
    assert (group_key(ledger).raw, ledger.reference.enrolment_secret()) == (key, secret)
    ledger.close()
    with closing(bare.open()) as opened, pytest.raises(StoreUnavailable, match="sealed"):
        group_key(opened)


def restore(url: str, dump: Path) -> None:
    _run("pg_restore", "--clean", "--if-exists", "--single-transaction", "-d", url, str(dump))


def _run(program: str, *words: str) -> None:
    ended = subprocess.run(
        [str(binaries() / program), *words], check=False, capture_output=True, text=True, env=os.environ, timeout=120
    )
    assert ended.returncode == 0, ended.stderr


def test_the_line_serves_over_it_and_a_dump_that_is_put_back_meanwhile_is_noticed(
    data: DataDirectory, tmp_path: Path, journal: JournalWriter
) -> None:
    """Push, pull, cases and events over HTTP; then the database of before, under the feet of the process."""
    running = start_ledger(data)
    try:
        till = enrolled_till(data, running, "S01", "T01")
        dump = tmp_path / "dump"
        journal.sale("sale-1", one_id="M1", coupon=("C1", 5000), points=1000, earned={"group": 69})
        assert [v["verdict"] for v in till.push(journal.entries).json()["verdicts"]] == ["created"] * 2
        _run("pg_dump", "-Fc", "-f", str(dump), str(data.url))
        journal.sale("sale-2", one_id="M1", earned={"group": 7})
        answer = till.push(journal.entries)
        assert [v["verdict"] for v in answer.json()["verdicts"]] == ["exists"] * 2 + ["created"]
        members, cursor = till.pull_all("members")
        assert members["M1"]["points"]["group"] == 5000 - 1000 + 69 + 7
        before = answer.headers["OneTill-Run"]
        restore(str(data.url), dump)
        # The first answer already names another run, and the cursor of the history that is gone leads nowhere.
        standing = till.send("GET", "/v1/tills/self")
        assert standing.headers["OneTill-Run"] != before
        assert standing.json()["epochs"][0]["high_water"] == 2
        assert till.pull("members", cursor).status_code == 410
        assert [v["verdict"] for v in till.push(journal.entries).json()["verdicts"]] == ["exists"] * 2 + ["created"]
        again, _ = till.pull_all("members")
        assert again["M1"]["points"] == members["M1"]["points"]
        health = requests.get(f"{running.address}/healthz", timeout=20)
        assert (health.status_code, health.headers["OneTill-Run"]) == (200, standing.headers["OneTill-Run"])
    finally:
        running.stop()
    log = [json.loads(line) for line in (data.path / "log").read_text().splitlines()]
    assert not [line for line in log if line.get("level") == "ERROR"]


def test_processes_that_serve_side_by_side_begin_one_run_after_a_restore(data: DataDirectory, tmp_path: Path) -> None:
    one, other = data.open(), data.open()
    runs = [ServedRun.of(ledger) for ledger in (one, other)]
    assert runs[0].run_id == runs[1].run_id
    dump = tmp_path / "dump"
    _run("pg_dump", "-Fc", "-f", str(dump), str(data.url))
    before = runs[0].run_id
    for run, ledger in zip(runs, (one, other), strict=True):
        run.keep_up(ledger)
    assert {run.run_id for run in runs} == {before}
    restore(str(data.url), dump)
    for run, ledger in zip(runs, (one, other), strict=True):
        run.keep_up(ledger)
    assert len({run.run_id for run in runs}) == 1
    assert runs[0].run_id != before
    late = ServedRun.of(data.open())
    assert late.run_id == runs[0].run_id
