"""Open the ledger's encrypted SQLite file, and run statements in transactions.

WAL with synchronous=FULL: what was answered is on the disk. SQLite of at least 3.51.3, because before it WAL mode can
corrupt a file (docs/spec/offline.md, section 1).
"""

from __future__ import annotations

import os
import secrets
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import peewee
from sqlcipher3 import dbapi2 as sqlcipher

from central_ledger.store.schema import APPEND_ONLY, MIGRATIONS, SCHEMA_VERSION, TABLES

MINIMUM_SQLITE = (3, 51, 3)
KEY_BYTES = 32
BUSY_TIMEOUT_MS = 30_000

Row = tuple[Any, ...]


class StoreUnavailable(Exception):
    """The file cannot be used now (busy, full or read-only disk, wrong key, damaged). Nothing was half written."""


class _EncryptedSqlite(peewee.SqliteDatabase):
    """peewee's SQLite over SQLCipher with a raw key: a passphrase would cost a key derivation at each opening."""

    def __init__(self, path: str, key_hex: str) -> None:
        super().__init__(path, thread_safe=False)
        self._key_hex = key_hex
        self.server_version = sqlcipher.sqlite_version_info

    def _connect(self) -> Any:
        connection = sqlcipher.connect(
            self.database, timeout=BUSY_TIMEOUT_MS / 1000, isolation_level=None, check_same_thread=False
        )
        try:
            connection.execute(f"PRAGMA key = \"x'{self._key_hex}'\"")
            connection.execute("PRAGMA journal_mode = WAL")
            connection.execute("PRAGMA synchronous = FULL")
            connection.execute(f"PRAGMA busy_timeout = {BUSY_TIMEOUT_MS}")
            connection.execute("PRAGMA cache_size = -32000")
        except Exception:
            connection.close()
            raise
        return connection


class Database:
    """One connection. Not to be used by two threads at a time; each thread that works beside another opens its own."""

    def __init__(self, path: Path, key_hex: str) -> None:
        if sqlcipher.sqlite_version_info < MINIMUM_SQLITE:
            raise StoreUnavailable(
                f"SQLite {sqlcipher.sqlite_version} can corrupt a file in WAL mode; 3.51.3 is needed"
            )
        self.path = path
        self._engine = _EncryptedSqlite(str(path), key_hex)
        with _as_unavailable(path):
            self._engine.connect()
            self._connection: Any = self._engine.connection()  # type: ignore[no-untyped-call]

    def create(self) -> None:
        """Make the tables that are not there, also in a file of an older program. Raises StoreUnavailable for a file
        of a newer one.
        """
        with _as_unavailable(self.path):
            version = self.value("PRAGMA user_version")
            if version > SCHEMA_VERSION:
                raise StoreUnavailable(
                    f"{self.path} was written by a newer program (schema {version}): update this one"
                )
            if version == SCHEMA_VERSION:
                return
            with self.transaction():
                version = self.value("PRAGMA user_version")  # another process may have been faster
                newer = [MIGRATIONS[number] for number in range(version + 1, SCHEMA_VERSION + 1)] if version else []
                for statement in (s for part in newer for s in part) if version else (*TABLES, *APPEND_ONLY):
                    self.execute(statement)
                self.execute(f"PRAGMA user_version = {SCHEMA_VERSION}")

    def close(self) -> None:
        self._engine.close()

    def check_file(self) -> None:
        """Read every page. Raises StoreUnavailable for a file that is damaged, also where no answer depends on it."""
        with _as_unavailable(self.path):
            found = self.rows("PRAGMA quick_check(5)")
        if found != [("ok",)]:
            raise StoreUnavailable(
                f"the ledger's file {self.path} is damaged: {'; '.join(str(row[0]) for row in found)}"
            )

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """A write transaction: all of it is durable when the block ends, or nothing of it. Raises StoreUnavailable."""
        with _as_unavailable(self.path), self._engine.atomic("IMMEDIATE"):
            yield

    @contextmanager
    def snapshot(self) -> Iterator[None]:
        """Read one moment of the database, beside a writer. Raises StoreUnavailable."""
        with _as_unavailable(self.path), self._engine.atomic("DEFERRED"):
            yield

    def _run(self, statement: str, values: Sequence[Any]) -> Any:
        return self._engine.execute_sql(statement, values)  # type: ignore[no-untyped-call]

    def execute(self, statement: str, values: Sequence[Any] = ()) -> int:
        """Run one statement; gives the number of rows that it changed."""
        return int(self._run(statement, values).rowcount)

    def execute_many(self, statement: str, rows: Iterable[Sequence[Any]]) -> None:
        """Run one statement for each row."""
        self._connection.executemany(statement, rows)

    def rows(self, statement: str, values: Sequence[Any] = ()) -> list[Row]:
        found: list[Row] = self._run(statement, values).fetchall()
        return found

    def row(self, statement: str, values: Sequence[Any] = ()) -> Row | None:
        found: Row | None = self._run(statement, values).fetchone()
        return found

    def value(self, statement: str, values: Sequence[Any] = ()) -> Any:
        """The first value of the first row, or None."""
        found = self.row(statement, values)
        return None if found is None else found[0]


def read_key(path: Path) -> str:
    """The raw key of the database in hex. Raises StoreUnavailable when the file is missing or holds something else."""
    try:
        key_hex = path.read_text("ascii").strip()
        if len(bytes.fromhex(key_hex)) != KEY_BYTES:
            raise ValueError("wrong length")
    except (OSError, ValueError) as error:
        raise StoreUnavailable(f"the ledger's key file {path} cannot be used: {error}") from error
    return key_hex


def make_key(path: Path) -> str:
    """Write a new random key that only this user can read. Raises FileExistsError rather than replace one."""
    key_hex = secrets.token_hex(KEY_BYTES)
    write_secret(path, key_hex)
    return key_hex


def write_secret(path: Path, text: str) -> None:
    """A new file of mode 0600, on the disk when this returns. Raises FileExistsError."""
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="ascii") as file:
        file.write(text + "\n")
        file.flush()
        os.fsync(file.fileno())


@contextmanager
def _as_unavailable(path: Path) -> Iterator[None]:
    """What the engine says about the world (not about our statements) becomes StoreUnavailable."""
    unavailable = (peewee.OperationalError, sqlcipher.OperationalError, peewee.DatabaseError, sqlcipher.DatabaseError)
    bugs = (
        peewee.IntegrityError,
        peewee.ProgrammingError,
        peewee.InterfaceError,
        sqlcipher.IntegrityError,
        sqlcipher.ProgrammingError,
        sqlcipher.InterfaceError,
    )
    try:
        yield
    except bugs:
        raise
    except unavailable as error:
        raise StoreUnavailable(f"the ledger's file {path} cannot be used now: {error}") from error
