"""What every connection to the file promises."""

from __future__ import annotations

import subprocess
import sys
import threading
from pathlib import Path

import pytest
from sqlcipher3 import dbapi2

from offline_cache.database import TillDatabase, key_check, open_database, require_sqlite
from offline_cache.errors import OldSqlite, StoreBusy, WrongKey

KEY = bytes(range(32))


@pytest.fixture
def database(tmp_path: Path) -> TillDatabase:
    return open_database(tmp_path / "till.db", KEY, read_only=False)


def test_each_connection_is_durable_and_strict(database: TillDatabase) -> None:
    found: list[dict[str, object]] = []

    def look() -> None:
        names = ("journal_mode", "synchronous", "foreign_keys", "recursive_triggers")
        found.append({name: database.rows(f"PRAGMA {name}")[0][0] for name in names})
        database.close_thread()

    thread = threading.Thread(target=look)
    thread.start()
    thread.join()
    look()

    durable = {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "recursive_triggers": 1}
    assert found == [durable, durable]


@pytest.mark.parametrize("version", [(3, 51, 2), (3, 40, 1), (3, 7, 0)])
def test_a_sqlite_that_can_corrupt_a_wal_is_refused(version: tuple[int, int, int]) -> None:
    with pytest.raises(OldSqlite) as caught:
        require_sqlite(version)

    assert caught.value.params["needed"] == "3.51.3"


def test_the_locked_sqlite_is_new_enough() -> None:
    require_sqlite(dbapi2.sqlite_version_info)
    require_sqlite((3, 51, 3))


def test_threads_have_their_own_connections(database: TillDatabase) -> None:
    database.run("CREATE TABLE t (x)")
    seen: list[int] = []

    def count() -> None:
        seen.append(database.rows("SELECT count(*) FROM t")[0][0])
        database.close_thread()

    with database.writing():
        database.run("INSERT INTO t VALUES (1)")
        thread = threading.Thread(target=count)
        thread.start()
        thread.join()
    count()

    assert seen == [0, 1]


def test_only_who_uses_the_store_all_day_keeps_many_pages(database: TillDatabase) -> None:
    """A pool has several threads, and each of them could fill the memory of a small till."""
    pages: dict[str, int] = {}

    def look(name: str) -> None:
        if name != "pool":
            database.use_widely()
        pages[name] = database.rows("PRAGMA cache_size")[0][0]

    look("window")
    for name in ("sync", "pool"):
        thread = threading.Thread(target=look, args=(name,))
        thread.start()
        thread.join()
    assert pages["sync"] == pages["window"] < 0  # KiB
    assert pages["pool"] * 4 == pages["window"]


def test_threads_that_end_without_a_word_leave_no_file_open(database: TillDatabase) -> None:
    """Such as those of a pool, that end when they like."""
    database.run("CREATE TABLE t (x)")

    def open_files() -> int:
        return len(list(Path("/proc/self/fd").iterdir()))

    before = open_files()
    for _ in range(20):
        thread = threading.Thread(target=database.rows, args=("SELECT x FROM t",))
        thread.start()
        thread.join()
    # SQLite keeps a file for the next connection while another one of this process holds a lock.
    assert open_files() <= before + 3


def test_another_process_that_writes_for_long_is_said_to_be_busy(
    database: TillDatabase, monkeypatch: pytest.MonkeyPatch
) -> None:
    database.run("CREATE TABLE t (x)")
    monkeypatch.setattr("offline_cache.database.BUSY_TIMEOUT_SECONDS", 0.05)
    other = TillDatabase(database.path, KEY)
    with database.writing():
        database.run("INSERT INTO t VALUES (1)")
        with pytest.raises(StoreBusy):
            other.begin_writing()
    with other.writing():
        other.run("INSERT INTO t VALUES (2)")
    other.close_all()

    assert database.rows("SELECT count(*) FROM t") == [(2,)]


def test_our_own_mistakes_are_not_dressed_up(database: TillDatabase) -> None:
    with pytest.raises(dbapi2.OperationalError, match="syntax"):
        database.run("SELEKT 1")
    with pytest.raises(ValueError, match="32 bytes"):
        TillDatabase(database.path, b"short")


def test_a_read_transaction_sees_one_moment(database: TillDatabase) -> None:
    database.run("CREATE TABLE t (x)")
    other = TillDatabase(database.path, KEY)
    with other.reading():
        assert other.rows("SELECT count(*) FROM t") == [(0,)]
        database.run("INSERT INTO t VALUES (1)")
        assert other.rows("SELECT count(*) FROM t") == [(0,)]
    assert other.rows("SELECT count(*) FROM t") == [(1,)]
    other.close_all()


def test_closing_closes_every_threads_connection(database: TillDatabase) -> None:
    database.run("CREATE TABLE t (x)")
    thread = threading.Thread(target=lambda: database.rows("SELECT 1"))
    thread.start()
    thread.join()

    database.close_all()

    # The last connection that closes takes the WAL with it.
    assert not database.path.with_name("till.db-wal").exists()


def test_a_key_check_says_nothing_of_the_key(database: TillDatabase) -> None:
    said = (database.path.parent / "till.key-check").read_text().strip()

    assert said == key_check(KEY)
    assert said != key_check(bytes(32))
    assert KEY.hex() not in said
    database.close_all()
    with pytest.raises(WrongKey):
        open_database(database.path, bytes(32), read_only=True)


def test_a_till_loads_no_driver_of_another_database() -> None:
    """The ledger's is installed beside it, and peewee would load it: a fifth of a till's start."""
    program = (
        "import sys, offline_cache; assert not [name for name in sys.modules if name.startswith('psycopg')];"
        " import psycopg; print(psycopg.__name__)"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout == "psycopg\n"
