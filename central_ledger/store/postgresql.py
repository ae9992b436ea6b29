"""The engine for groups: one PostgreSQL database, served by any number of processes.

READ COMMITTED with locks by name (advisory, so that what is not there yet can be locked too): why, is in
docs/decisions/one-ledger-on-two-engines.md.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from itertools import groupby
from typing import Any

import psycopg
from psycopg import conninfo, errors
from psycopg.adapt import Loader
from psycopg.pq import TransactionStatus

from central_ledger.store.bulk import apart, arrays_of, bulk_insert, bulk_question, copied, copy_of, types_of
from central_ledger.store.database import Database, Result, Row, StoreDamaged, StoreUnavailable, WriteLast
from central_ledger.store.dialect import for_psycopg, postgresql_statements, with_arrays
from central_ledger.store.migrations import Step
from central_ledger.store.statements import touched
from central_ledger.store.working_set import WorkingSet

CONNECT_TIMEOUT_S = 10
#: A lock that somebody holds for so long is not waited for: whoever asked is told to try again.
LOCK_TIMEOUT_MS = 30_000
#: So often a piece of work begins again beside others; then it runs alone, which always ends.
TRIES = 6
#: So many rows at least are copied: fewer are written sooner by a statement that is prepared.
COPIED_MIN = 32
VERSION = "schema_version"
#: A dump that is put back makes the tables anew, or the whole database; an archive, the whole server.
_IDENTITY = (
    "SELECT concat_ws(' ', pg_postmaster_start_time(), (SELECT oid FROM pg_database WHERE datname = "
    "current_database()), pg_relation_filenode(to_regclass('run')))"
)


def lock_key(name: str) -> int:
    """The number of a lock."""
    return int.from_bytes(
        hashlib.blake2b(name.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "big", signed=True
    )


#: Held by everybody who writes: shared beside others, for oneself alone.
ALL = lock_key("onetill: whoever writes")
#: Held for as long as a process serves.
_SERVING = lock_key("onetill: whoever serves")


class _Whole(Loader):
    """Sums of BIGINT come as NUMERIC; all our numbers are whole."""

    def load(self, data: Any) -> int:
        return int(bytes(data))


class _Unnamed(Exception):
    """Work beside others touched what it had not named. Empty: what it touches has no name."""

    def __init__(self, names: set[str]) -> None:
        super().__init__(", ".join(sorted(names)))
        self.names = names


class PostgresDatabase(Database):
    """A connection. One that broke is opened again by whoever uses it next."""

    #: Whether rows that are only added are copied.
    copies = True

    def __init__(self, url: str) -> None:
        self._url = url
        try:
            parts = conninfo.conninfo_to_dict(url)
        except psycopg.Error as error:
            raise StoreUnavailable(f"not the address of a database: {error}") from error
        where = f"{parts.get('host') or 'localhost'}:{parts.get('port') or 5432}/{parts.get('dbname') or ''}"
        self._name = f"the ledger's database {where}"
        self._depth = 0
        #: The names that this transaction is alone with; None: with everything, or there is no transaction.
        self._named: set[str] | None = None
        #: What this transaction beside others has read and waits to write.
        self._working: WorkingSet | None = None
        #: What it writes last, by key.
        self._last: dict[tuple[str, str], tuple[dict[str, Any], WriteLast]] = {}
        self._told = _Told(self._tell)
        with self._told:
            self._connection = self._connect()

    @property
    def name(self) -> str:
        return self._name

    def _connect(self) -> psycopg.Connection[Row]:
        connection = psycopg.connect(
            self._url,
            autocommit=True,
            prepare_threshold=2,
            connect_timeout=CONNECT_TIMEOUT_S,
            application_name="central-ledger",
            client_encoding="UTF8",
        )
        connection.prepared_max = 500
        connection.adapters.register_loader("numeric", _Whole)
        connection.execute(
            f"SET lock_timeout = {LOCK_TIMEOUT_MS}; SET synchronous_commit = on; SET jit = off; "
            "SET default_transaction_isolation = 'read committed'; SET client_min_messages = warning"
        )
        return connection

    def close(self) -> None:
        self._connection.close()

    def check_file(self) -> None:
        """PostgreSQL looks after its own pages (initdb --data-checksums)."""

    def schema_version(self) -> int:
        if self.value("SELECT to_regclass('meta')") is None:
            return 0
        return int(self.value("SELECT value FROM meta WHERE name = ?", (VERSION,)) or 0)

    def _set_schema_version(self, version: int) -> None:
        self.execute(
            "INSERT INTO meta (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value",
            (VERSION, str(version)),
        )

    def _take(self, step: Step) -> None:
        for statement in postgresql_statements(step):
            self._connection.execute(statement, prepare=False)

    def join_serving(self, begin: Callable[[], None]) -> None:
        with self._told:
            if self.value(f"SELECT pg_try_advisory_lock({_SERVING})"):
                begin()
                self.execute(f"SELECT pg_advisory_lock_shared({_SERVING})")
                self.execute(f"SELECT pg_advisory_unlock({_SERVING})")
            else:
                self.execute(f"SELECT pg_advisory_lock_shared({_SERVING})")

    def identity(self) -> str:
        return str(self.value(_IDENTITY))

    # -- transactions

    @contextmanager
    def transaction(self) -> Iterator[None]:
        if self._depth and self._named is not None:
            raise RuntimeError("a transaction alone cannot begin within one beside others")
        with self._told:
            if self._depth:
                with self._part():
                    yield
            else:
                with self._whole(f"BEGIN; SELECT pg_advisory_xact_lock({ALL})", None):
                    yield

    def beside(self, names: Iterable[str], work: Callable[[], Result], home: str | None = None) -> Result:
        if self._depth:  # within somebody's transaction, which is alone
            return work()
        known = set(names)
        with self._told:
            for _ in range(TRIES):
                try:
                    begin = f"BEGIN; SELECT pg_advisory_xact_lock_shared({ALL}); {_locks(known)}"
                    with self._whole(begin, set(known)), self._at_home(home):
                        return work()
                except _Unnamed as found:
                    if not found.names:
                        break
                    known |= found.names
                except (errors.DeadlockDetected, errors.SerializationFailure, errors.UniqueViolation):
                    continue
            with self.transaction(), self._at_home(home):
                return work()

    def lock(self, names: Iterable[str]) -> None:
        if self._named is not None:
            more = set(names) - self._named
            if more:
                if self._working is not None:
                    self._working.flush()  # before others have to wait for this one
                self._connection.execute(_locks(more), prepare=False)
                self._named |= more

    def last(self, key: tuple[str, str], rows: Mapping[Any, Any], write: WriteLast) -> None:
        if self._named is None:
            write({key: rows})
        else:
            self._last.setdefault(key, ({}, write))[0].update(rows)

    @contextmanager
    def snapshot(self, *, whole: bool = False) -> Iterator[None]:
        with self._told:
            if self._depth:
                yield
            else:
                with self._whole("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY", None):
                    yield

    @contextmanager
    def _whole(self, begin: str, named: set[str] | None) -> Iterator[None]:
        """The outermost transaction."""
        self._alive()
        connection = self._connection
        try:
            connection.execute(begin, prepare=False)
            self._depth, self._named = 1, named
            self._working = None if named is None else WorkingSet(self._fetch, self._ask_many, self._write)
            yield
            self._write_last()
            if connection.info.transaction_status == TransactionStatus.INERROR:
                raise RuntimeError("a statement of this transaction failed, and nobody was told")
            connection.execute("COMMIT", prepare=False)
        except BaseException:
            if connection.info.transaction_status in (TransactionStatus.INTRANS, TransactionStatus.INERROR):
                connection.execute("ROLLBACK", prepare=False)
            raise
        finally:
            self._depth, self._named, self._working = 0, None, None
            self._last.clear()

    def _write_last(self) -> None:
        if self._working is not None:
            self._working.flush()
            for write, keys in groupby(sorted(self._last), key=lambda key: self._last[key][1]):
                write({key: self._last[key][0] for key in keys})
            self._working.flush()

    @contextmanager
    def _part(self) -> Iterator[None]:
        point = f"part_{self._depth}"
        self._connection.execute(f"SAVEPOINT {point}", prepare=False)
        self._depth += 1
        try:
            yield
        except BaseException:
            self._connection.execute(f"ROLLBACK TO SAVEPOINT {point}", prepare=False)
            raise
        finally:
            self._depth -= 1

    def _alive(self) -> None:
        """A connection that broke meanwhile (the server was started anew) is opened again."""
        if self._connection.closed:
            self._connection = self._connect()

    # -- statements

    @contextmanager
    def archiving(self, tables: Sequence[str]) -> Iterator[None]:
        """`refuse_change` lets this transaction pass."""
        self._connection.execute("SET LOCAL onetill.archiving = 'on'", prepare=False)
        yield
        self._connection.execute("SET LOCAL onetill.archiving = 'off'", prepare=False)

    def archives_itself(self) -> bool:
        statement = "SELECT 1 FROM pg_stat_archiver WHERE last_archived_time > now() - interval '2 days'"
        return self.value(statement) is not None

    def copying(self, statement: str) -> AbstractContextManager[psycopg.Copy]:
        """What COPY sends or takes, within a transaction or a snapshot."""
        return self._connection.cursor().copy(statement.encode())

    def execute(self, statement: str, values: Sequence[Any] = ()) -> int:
        with self._told:
            self._guard(statement, (values,))
            if self._working is None:
                return self._run(statement, values).rowcount
            self._working.before(statement)
            count = self._run(statement, values).rowcount
            self._working.after(statement, values)
            return count

    def execute_many(self, statement: str, rows: Iterable[Sequence[Any]]) -> None:
        found = list(rows)
        if not found:
            return
        with self._told:
            self._guard(statement, found)
            if self._working is not None:
                self._working.write(statement, found)
            else:
                self._alive_outside()
                self._write(statement, found)

    def answers(self, statement: str, questions: Iterable[Sequence[Any]]) -> list[list[Row]]:
        asked = [tuple(values) for values in questions]
        with self._told:
            self._guard(statement, asked)
            self._alive_outside()
            found = self._ask_many(statement, asked) if len(asked) > 1 and self._working is None else None
            return [self.rows(statement, values) for values in asked] if found is None else found

    def prime(self, statement: str, questions: Iterable[Sequence[Any]]) -> None:
        if self._working is not None:
            asked = list(questions)
            self._guard(statement, asked)
            self._working.prime(statement, asked)

    def _write(self, statement: str, rows: Sequence[Sequence[Any]]) -> None:
        """One statement for all rows, where its text can be made one."""
        types = types_of(rows) if len(rows) > 1 else None
        copying = copy_of(statement) if types is not None and self.copies and len(rows) >= COPIED_MIN else None
        text = None if types is None else bulk_insert(statement, types)
        if copying is not None:
            with self._connection.cursor().copy(copying) as copy:
                copy.write(copied(rows, types or ()))
        elif text is not None:
            for part in apart(statement, rows):
                self._connection.execute(text, arrays_of(part, types or ()))
        else:
            with self._connection.cursor() as cursor:
                cursor.executemany(for_psycopg(statement), rows)

    def rows(self, statement: str, values: Sequence[Any] = ()) -> list[Row]:
        if self._working is not None:
            known = self._working.known(statement, values)
            if known is not None:  # whoever asked first was alone with it
                return known
        with self._told:
            self._guard(statement, (values,))
            return (self._fetch if self._working is None else self._working.rows)(statement, values)

    def _fetch(self, statement: str, values: Sequence[Any]) -> list[Row]:
        return self._run(statement, values).fetchall()

    def _ask_many(self, statement: str, asked: Sequence[tuple[Any, ...]]) -> list[list[Row]] | None:
        """The answers to several questions, in their order; None: they have to be asked one by one."""
        types = types_of(asked)
        if types is None:
            return None
        answers: list[list[Row]] = [[] for _ in asked]
        found = self._connection.execute(bulk_question(statement, types), arrays_of(asked, types)).fetchall()
        for number, *row in found:
            answers[number - 1].append(tuple(row))
        return answers

    def _run(self, statement: str, values: Sequence[Any]) -> psycopg.Cursor[Row]:
        self._alive_outside()
        statement, values = with_arrays(statement, values)
        return self._connection.execute(for_psycopg(statement), values)

    def _alive_outside(self) -> None:
        if not self._depth:
            self._alive()

    def _guard(self, statement: str, rows: Sequence[Sequence[Any]]) -> None:
        """Beside others, nobody's rows are decided by or changed without being alone with them."""
        if self._named is None:
            return
        what = touched(statement)
        if not what.is_guarded or (what.shard is None and not what.is_write):
            return
        missing = what.missing(rows, self._named)
        if missing or what.shard is None:
            raise _Unnamed(missing)

    def _tell(self, error: BaseException) -> Exception | None:
        """StoreUnavailable for what the engine says of the world; None: as it is, such as what `beside` tries again."""
        if isinstance(error, errors.DeadlockDetected | errors.SerializationFailure) and self._depth:
            return None
        if isinstance(error, psycopg.DataError):  # such as a text with NUL in it: whoever sent that is told so
            return ValueError(f"a value that the database cannot hold: {error}")
        if isinstance(error, errors.DataCorrupted | errors.IndexCorrupted):
            return StoreDamaged(f"{self._name} is damaged: {error}")
        if isinstance(error, errors.UndefinedTable):  # they were all there when this connection began
            return StoreUnavailable(f"{self._name} is being put back: {error}")
        if isinstance(error, psycopg.OperationalError | psycopg.InterfaceError | errors.ReadOnlySqlTransaction):
            return StoreUnavailable(f"{self._name} cannot be used now: {error}")
        return None


class _Told:
    """A block whose errors are told in the ledger's words. Made once: there are dozens of such blocks for each sale."""

    __slots__ = ("_tell",)

    def __init__(self, tell: Callable[[BaseException], Exception | None]) -> None:
        self._tell = tell

    def __enter__(self) -> None:
        pass

    def __exit__(self, _kind: object, error: BaseException | None, _trace: object) -> None:
        if error is not None:
            told = self._tell(error)
            if told is not None:
                raise told from error


def _locks(names: Iterable[str]) -> str:
    """A statement that waits for locks, in the order of their numbers: the same for everybody."""
    keys = ",".join(str(key) for key in sorted(lock_key(name) for name in names))
    return f"SELECT pg_advisory_xact_lock(k) FROM unnest('{{{keys}}}'::bigint[]) AS t(k)"
