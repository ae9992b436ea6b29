"""The encrypted file: how it is opened, and what each connection to it promises.

SQLCipher with a raw 32-byte key (a passphrase would cost 124 ms at each open), WAL with `synchronous=FULL`. peewee
keeps one connection for each thread. A thread that ends closes its own with `close_thread()`; what a thread leaves open
is closed when it is gone.
"""

from __future__ import annotations

import hashlib
import hmac
import os
import threading
import weakref
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from peewee import SqliteDatabase
from sqlcipher3 import dbapi2

from offline_cache.errors import (
    DamagedFile,
    DiskFailed,
    OldSqlite,
    ReadOnlyFolder,
    StoreBusy,
    WrongKey,
    folder_error,
    translated,
)
from offline_cache.hurry import Hurry

DATABASE_NAME = "till.db"
KEY_CHECK_NAME = "till.key-check"
KEY_BYTES = 32

#: Before this version a WAL file can be corrupted when it is reset while another connection reads it.
OLDEST_SQLITE = (3, 51, 3)
BUSY_TIMEOUT_SECONDS = 5.0
#: Pages that a connection keeps: of a thread that goes through the whole store all day, and of all others, such as a
#: pool's, which answers a question now and then, and that of a backup.
CACHE_KIB, OTHERS_CACHE_KIB = 32_000, 8_000
GIVE_WAY_SECONDS = 0.1
#: Pages of the log after which a commit tidies by itself, when nobody else has: 40 MB.
LOG_PAGES_MAX = 10_000

Row = tuple[Any, ...]


def require_sqlite(version: tuple[int, ...]) -> None:
    """Raises OldSqlite for a version that can lose data."""
    if version < OLDEST_SQLITE:
        raise OldSqlite(found=".".join(map(str, version)), needed=".".join(map(str, OLDEST_SQLITE)))


class _Held:
    """In a thread's own storage: gone when the thread is."""


def _closed(connection: Any, those_open: set[Any], lock: threading.RLock) -> None:
    with lock:
        those_open.discard(connection)
    connection.close()


class TillDatabase(SqliteDatabase):
    """One encrypted file. `read_only` connections never change it and may stand beside the writer.

    `sql` is a text or an `offline_cache.tables.Statement`; the driver keeps each text prepared.
    Every method raises the errors of offline_cache.errors.
    """

    server_version = dbapi2.sqlite_version_info

    def __init__(self, path: Path, key: bytes, *, read_only: bool = False) -> None:
        require_sqlite(dbapi2.sqlite_version_info)
        if len(key) != KEY_BYTES:
            raise ValueError("a database key has 32 bytes")
        self.path = path
        self.read_only = read_only
        self._key = key
        self._key_pragma = f"PRAGMA key = \"x'{key.hex()}'\""
        self._open_connections: set[Any] = set()
        self._own = threading.local()  # each thread's connection once more: a sale asks for it seven times
        # Entered again when a thread's end is noticed while another connection is being noted.
        self._connections_lock = threading.RLock()
        self._thread = threading.local()
        #: Threads of this process queue here, not at SQLite's polling lock: a sale goes on the moment a page is
        #: applied.
        self._write_lock = threading.Lock()
        #: Threads that write, or wait until they may.
        self._writers: set[int] = set()
        self.hurry = Hurry()
        super().__init__(str(path))

    def _connect(self) -> Any:
        """Called by peewee for each thread's first statement."""
        if not self.read_only:
            return self._connected("mode=rwc")
        try:
            return self._connected("mode=ro")
        except (DiskFailed, ReadOnlyFolder):
            if self.path.with_name(self.path.name + "-wal").exists():
                raise
            # In a folder that nobody can write, SQLite cannot make the files that readers share; nobody else needs
            # them.
            return self._connected("immutable=1")

    def _connected(self, options: str) -> Any:
        try:
            connection = dbapi2.connect(
                f"{self.path.absolute().as_uri()}?{options}",
                timeout=BUSY_TIMEOUT_SECONDS,
                isolation_level=None,
                uri=True,
                # Only for close(): at the program's end it closes what ended threads have left open.
                check_same_thread=False,
            )
        except dbapi2.Error as error:
            raise self._named(error) from error
        try:
            self._prepare(connection)
        except dbapi2.Error as error:
            connection.close()
            raise self._named(error) from error
        except BaseException:
            connection.close()
            raise
        with self._connections_lock:
            self._open_connections.add(connection)
        # A pool's threads end by themselves, unnoticed by whoever gave them their work: what holds this goes with its
        # thread, and its connection is closed.
        self._thread.held = held = _Held()
        weakref.finalize(held, _closed, connection, self._open_connections, self._connections_lock).atexit = False
        return connection

    def _prepare(self, connection: Any) -> None:
        # SQLCipher would write its own lines about damaged pages to stderr; we report them in words.
        connection.execute("PRAGMA cipher_log_level = NONE")
        connection.execute(self._key_pragma)
        kib = CACHE_KIB if hasattr(self._thread, "uses_widely") else OTHERS_CACHE_KIB
        connection.execute(f"PRAGMA cache_size = -{kib}")
        connection.execute("PRAGMA foreign_keys = ON")
        # Otherwise INSERT OR REPLACE would delete rows behind the triggers' back.
        connection.execute("PRAGMA recursive_triggers = ON")
        if self.read_only:
            connection.execute("PRAGMA query_only = ON")
        else:
            found = connection.execute("PRAGMA journal_mode = WAL").fetchone()
            if found is None or found[0] != "wal":
                # Such as a network folder, whose locks and shared memory are not to be trusted.
                raise DiskFailed(path=str(self.path), detail="no_wal")
            connection.execute("PRAGMA synchronous = FULL")
            connection.execute(f"PRAGMA wal_autocheckpoint = {LOG_PAGES_MAX}")
        connection.execute("SELECT count(*) FROM sqlite_master").fetchall()

    def rows(self, sql: object, params: Sequence[Any] = ()) -> list[Row]:
        try:
            return self._thread_connection().execute(str(sql), params).fetchall()  # type: ignore[no-any-return]
        except dbapi2.Error as error:
            raise self._named(error) from error

    def row(self, sql: object, params: Sequence[Any] = ()) -> Row | None:
        try:
            return self._thread_connection().execute(str(sql), params).fetchone()  # type: ignore[no-any-return]
        except dbapi2.Error as error:
            raise self._named(error) from error

    def stream(self, sql: object, params: Sequence[Any] = ()) -> Iterator[Row]:
        try:
            yield from self._thread_connection().execute(str(sql), params)
        except dbapi2.Error as error:
            raise self._named(error) from error

    def run(self, sql: object, params: Sequence[Any] = ()) -> int:
        """Execute one statement; the number of rows that it changed."""
        try:
            return self._thread_connection().execute(str(sql), params).rowcount  # type: ignore[no-any-return]
        except dbapi2.Error as error:
            raise self._named(error) from error

    def run_many(self, sql: object, rows: Iterable[Sequence[Any]]) -> None:
        try:
            self._thread_connection().executemany(str(sql), rows)
        except dbapi2.Error as error:
            raise self._named(error) from error

    def begin_writing(self) -> None:
        """Take the write lock now, so that nothing read in this transaction can be out of date when it commits.

        Raises StoreBusy when another thread or process holds it for too long.
        """
        this_thread = threading.get_ident()
        if this_thread in self._writers:
            raise RuntimeError("a write transaction is open on this thread")
        # Said first: whoever gives way does so while this one still waits.
        self._writers.add(this_thread)
        if not self._write_lock.acquire(timeout=BUSY_TIMEOUT_SECONDS):
            self._writers.discard(this_thread)
            raise StoreBusy(path=str(self.path))
        try:
            self.run("BEGIN IMMEDIATE")
        except BaseException:
            self._let_others_write()
            raise

    def end_writing(self, when_durable: Callable[[], None] | None = None) -> None:
        """Commit: durable when this returns; `when_durable` is done before another thread may write.

        After an error of the commit the transaction is still open: `undo_writing` it.
        """
        self.run("COMMIT")
        try:
            if when_durable is not None:
                when_durable()
        finally:
            self._let_others_write()

    def undo_writing(self) -> None:
        """Roll back what this thread has begun, if anything: SQLite itself may have, when a disk is full."""
        if threading.get_ident() not in self._writers:
            return
        try:
            connection = self._thread_connection()
            if connection.in_transaction:
                with suppress(dbapi2.Error):
                    connection.rollback()
        finally:
            self._let_others_write()

    def give_way(self) -> None:
        """Wait while another thread writes, or the counter is in a hurry: it needs the processor, and one interpreter
        has one for all threads. For a thread that has no transaction open.
        """
        if self.hurry.is_on:
            self.hurry.wait_for_end(GIVE_WAY_SECONDS)
        if self._writers and self._write_lock.acquire(timeout=GIVE_WAY_SECONDS):
            self._write_lock.release()

    def tidy(self) -> None:
        """Bring what the write-ahead log holds into the file, beside whoever writes. The thread that has time for it
        calls this, so that no sale has to.
        """
        self.rows("PRAGMA wal_checkpoint(PASSIVE)")

    def flush_log(self) -> None:
        """Bring to the disk what was written and can come again, beside whoever writes: a sale that commits after it
        waits for no more than its own pages.
        """
        # A disk that fails tells the next commit too.
        with suppress(OSError):
            # For writing, or Windows would not do it. SQLite keeps no locks on this file, which closing it would lose.
            log = os.open(self.path.with_name(self.path.name + "-wal"), os.O_RDWR)
            try:
                os.fsync(log)
            finally:
                os.close(log)

    def _let_others_write(self) -> None:
        self._writers.discard(threading.get_ident())
        self._write_lock.release()

    @contextmanager
    def writing(self) -> Iterator[None]:
        """One write transaction: wholly there, or not at all."""
        self.begin_writing()
        try:
            yield
            self.end_writing()
        except BaseException:
            self.undo_writing()
            raise

    @contextmanager
    def writing_what_can_come_again(self) -> Iterator[None]:
        """A write transaction that a power cut may undo as a whole, with those of its kind that came after it.

        Whoever commits after it with `writing` makes it durable too. It is short, because nobody waits for the disk.
        """
        self.run("PRAGMA synchronous = NORMAL")
        try:
            with self.writing():
                yield
        finally:
            self.run("PRAGMA synchronous = FULL")

    @contextmanager
    def reading(self) -> Iterator[None]:
        """One read transaction: everything in it sees the store at the same moment, whatever a writer does
        meanwhile.
        """
        self.run("BEGIN")
        try:
            yield
        finally:
            with suppress(dbapi2.Error):
                self._thread_connection().rollback()

    def copy_to(self, path: Path) -> None:
        """Write the database as it is at this moment to a new file, under the same key; writers go on meanwhile.

        Raises DamagedFile when what was copied is not whole.
        """
        target = TillDatabase(path, self._key)
        try:
            # Made a plain file first: a copy that came with WAL files of its own would be easy to tear apart.
            target.run("PRAGMA journal_mode = DELETE")
            self._thread_connection().backup(target._thread_connection())
            target.run("PRAGMA journal_mode = DELETE")
            # SQLite copies pages that it cannot read without a word.
            target.require_whole()
        except dbapi2.Error as error:
            raise translated(error, path) or error from error
        except DamagedFile as error:
            raise DamagedFile(path=str(self.path), detail="backup") from error
        finally:
            target.close_all()

    def require_whole(self) -> None:
        """Raises DamagedFile when a page does not carry its seal, or the pages do not fit together."""
        if self.rows("PRAGMA cipher_integrity_check") or self.rows("PRAGMA quick_check(1)") != [("ok",)]:
            raise DamagedFile(path=str(self.path), detail="integrity")

    def use_widely(self) -> None:
        """The thread that calls goes through the whole store all day."""
        self._thread.uses_widely = True
        self.run(f"PRAGMA cache_size = -{CACHE_KIB}")

    def close_thread(self) -> None:
        """Close the connection of the thread that calls."""
        self._own.__dict__.clear()
        if not self.is_closed():
            connection = self.connection()  # type: ignore[no-untyped-call]
            self.close()
            _closed(connection, self._open_connections, self._connections_lock)

    def close_all(self) -> None:
        """Close every thread's connection. No other thread may be using the store any more."""
        self.close_thread()
        with self._connections_lock:
            for connection in tuple(self._open_connections):
                _closed(connection, self._open_connections, self._connections_lock)

    def _thread_connection(self) -> Any:
        try:
            return self._own.connection
        except AttributeError:
            self._own.connection = self.connection()  # type: ignore[no-untyped-call]
            return self._own.connection

    def _named(self, error: dbapi2.Error) -> Exception:
        return translated(error, self.path) or error


def key_check(key: bytes) -> str:
    """What tells one key from another without saying anything about it: 16 hex digits."""
    return hmac.new(key, b"onetill database key check", hashlib.sha256).hexdigest()[:16]


def open_database(path: Path, key: bytes, *, read_only: bool) -> TillDatabase:
    """Open the file, and say precisely why when it cannot be.

    A file of another key and a file with a damaged first page look the same to SQLite: the key check that was written
    beside it when it was made tells them apart.
    """
    database = TillDatabase(path, key, read_only=read_only)
    check_file = path.with_name(KEY_CHECK_NAME)
    recorded = check_file.read_text().strip() if check_file.exists() else None
    try:
        if not read_only and recorded is None and not path.exists():
            check_file.write_text(key_check(key) + "\n")
        database.connect()
    except DamagedFile as error:
        if error.params.get("detail") == "SQLITE_NOTADB" and recorded != key_check(key):
            raise WrongKey(path=str(path)) from error
        raise
    except OSError as error:
        raise folder_error(error, path.parent) from error
    return database
