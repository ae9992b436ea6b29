"""The embedded engine: the ledger's encrypted SQLite file.

WAL with synchronous=FULL: what was answered is on the disk. SQLite of at least 3.51.3, because before it WAL mode can
corrupt a file (docs/spec/offline.md, section 1).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from sqlcipher3 import dbapi2 as sqlcipher

from central_ledger.store.database import Database, Result, Row, StoreDamaged, StoreUnavailable
from central_ledger.store.dialect import sqlite_statements
from central_ledger.store.migrations import AppendOnly, Step

MINIMUM_SQLITE = (3, 51, 3)
BUSY_TIMEOUT_MS = 30_000
_SIDES = ("-wal", "-shm")
#: The word for a file whose pages are not what was written.
_DAMAGED = "malformed"


def _opened(path: Path, key_hex: str) -> sqlcipher.Connection:
    """A connection with a raw key: a passphrase would cost a key derivation at each opening."""
    connection = sqlcipher.connect(
        str(path), timeout=BUSY_TIMEOUT_MS / 1000, isolation_level=None, check_same_thread=False
    )
    try:
        connection.execute(f"PRAGMA key = \"x'{key_hex}'\"")
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute(f"PRAGMA busy_timeout = {BUSY_TIMEOUT_MS}")
        connection.execute("PRAGMA cache_size = -16000")
    except Exception:
        connection.close()
        raise
    return connection


def is_key_of(path: Path, key_hex: str) -> bool:
    """Whether a file opens with a key."""
    try:
        connection = sqlcipher.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)
        try:
            connection.execute(f"PRAGMA key = \"x'{key_hex}'\"")
            connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
        finally:
            connection.close()
    except sqlcipher.Error:
        return False
    return True


def copy_under(path: Path, copy: Path, key_hex: str, next_key_hex: str) -> None:
    """A whole copy of a file that nobody uses, under another key, and nothing left in the file's log.

    Raises StoreUnavailable: the file is as it was.
    """
    for side in ("", *_SIDES):
        copy.with_name(copy.name + side).unlink(missing_ok=True)
    with _as_unavailable(path):
        with closing(_opened(path, key_hex)) as source, closing(_opened(copy, key_hex)) as target:
            target.execute("PRAGMA journal_mode = DELETE")
            source.backup(target)
            target.execute("PRAGMA journal_mode = DELETE")
            target.execute(f"PRAGMA rekey = \"x'{next_key_hex}'\"")
            source.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        with closing(sqlcipher.connect(str(copy))) as target:
            target.execute(f"PRAGMA key = \"x'{next_key_hex}'\"")
            damage = target.execute("PRAGMA cipher_integrity_check").fetchall()
    if damage:
        raise StoreUnavailable(f"the copy of {path} under another key is damaged: nothing was changed")
    for side in _SIDES:
        # A log of the old file would be replayed into the new one. It is empty: all of it stands in the copy.
        path.with_name(path.name + side).unlink(missing_ok=True)


class SqliteDatabase(Database):
    """A connection to the file. There is one writer at a time, so that whoever writes is alone with everything."""

    def __init__(self, path: Path, key_hex: str) -> None:
        if sqlcipher.sqlite_version_info < MINIMUM_SQLITE:
            raise StoreUnavailable(
                f"SQLite {sqlcipher.sqlite_version} can corrupt a file in WAL mode; 3.51.3 is needed"
            )
        self.path = path
        self._depth = 0
        with _as_unavailable(path):
            self._connection = _opened(path, key_hex)

    @property
    def name(self) -> str:
        return f"the ledger's file {self.path}"

    def create(self) -> None:
        with _as_unavailable(self.path):
            super().create()

    def schema_version(self) -> int:
        return int(self.value("PRAGMA user_version"))

    def _set_schema_version(self, version: int) -> None:
        self.execute(f"PRAGMA user_version = {version}")

    def _take(self, step: Step) -> None:
        for statement in sqlite_statements(step):
            self.execute(statement)

    def close(self) -> None:
        self._connection.close()

    def copy_to(self, path: Path, key_hex: str) -> None:
        """A whole copy of one moment, in a new file with the same key, beside whoever writes."""
        with _as_unavailable(path), closing(_opened(path, key_hex)) as copy:
            self._connection.backup(copy)

    def check_file(self) -> None:
        """Every page."""
        with _as_unavailable(self.path):
            found = self.rows("PRAGMA quick_check(5)")
        if found != [("ok",)]:
            raise StoreDamaged(f"{self.name} is damaged: {'; '.join(str(row[0]) for row in found)}")

    @contextmanager
    def transaction(self) -> Iterator[None]:
        with _as_unavailable(self.path), self._whole_or_nothing("IMMEDIATE"):
            yield

    def beside(self, names: Iterable[str], work: Callable[[], Result], home: str | None = None) -> Result:
        with self.transaction(), self._at_home(home):
            return work()

    def lock(self, names: Iterable[str]) -> None:
        """Nobody else writes."""

    def join_serving(self, begin: Callable[[], None]) -> None:
        begin()

    @contextmanager
    def snapshot(self, *, whole: bool = False) -> Iterator[None]:
        with _as_unavailable(self.path), self._whole_or_nothing("DEFERRED"):
            yield

    @contextmanager
    def _whole_or_nothing(self, kind: str) -> Iterator[None]:
        """A transaction, or within another one a savepoint, which can be taken back by itself."""
        part = f"part_{self._depth}"
        undo: tuple[str, ...]
        begin, keep, undo = f"BEGIN {kind}", "COMMIT", ("ROLLBACK",)
        if self._depth:
            begin, keep, undo = f"SAVEPOINT {part}", f"RELEASE {part}", (f"ROLLBACK TO {part}", f"RELEASE {part}")
        self._connection.execute(begin)
        self._depth += 1
        try:
            yield
            self._connection.execute(keep)
        except BaseException:
            # A full disk or a damaged page ends the whole transaction by itself: then there is nothing to take back.
            if self._connection.in_transaction:
                for statement in undo:
                    self._connection.execute(statement)
            raise
        finally:
            self._depth -= 1

    @contextmanager
    def archiving(self, tables: Sequence[str]) -> Iterator[None]:
        """Nobody else writes, and a transaction that is taken back takes this back too."""
        for table in tables:
            self.execute(f"DROP TRIGGER {table}_no_delete")
        yield
        for table in tables:
            self.execute(next(text for text in sqlite_statements(AppendOnly(table)) if "BEFORE DELETE" in text))

    def execute(self, statement: str, values: Sequence[Any] = ()) -> int:
        return int(self._connection.execute(statement, values).rowcount)

    def execute_many(self, statement: str, rows: Iterable[Sequence[Any]]) -> None:
        self._connection.executemany(statement, rows)

    def rows(self, statement: str, values: Sequence[Any] = ()) -> list[Row]:
        found: list[Row] = self._connection.execute(statement, values).fetchall()
        return found


@contextmanager
def _as_unavailable(path: Path) -> Iterator[None]:
    """What the engine says about the world (not about our statements) becomes StoreUnavailable."""
    bugs = (sqlcipher.IntegrityError, sqlcipher.ProgrammingError, sqlcipher.InterfaceError)
    try:
        yield
    except bugs:
        raise
    except sqlcipher.DatabaseError as error:
        kind = StoreDamaged if _DAMAGED in str(error) else StoreUnavailable
        raise kind(f"the ledger's file {path} cannot be used now: {error}") from error
