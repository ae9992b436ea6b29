"""The engine for the largest groups: PostgreSQL whose tables lie in shards on several machines (Citus).

Every process speaks to the coordinator, which keeps the locks by name and sends each statement to the shard that it
names. Statements are PostgreSQL's; what differs is how many rows and questions become one round trip. Where tables lie
is in `store.distribution`, what waits between shards in `store.clearing`, why it is so in docs/scaling.md.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import psycopg
from psycopg import errors

from central_ledger.store.bulk import apart, many_values
from central_ledger.store.database import Database, Row, StoreUnavailable
from central_ledger.store.dialect import for_psycopg
from central_ledger.store.distribution import PLACES
from central_ledger.store.migrations import AppendOnly, steps_since
from central_ledger.store.postgresql import ALL, PostgresDatabase, lock_key
from central_ledger.store.schema import SCHEMA_VERSION
from central_ledger.store.statements import written_place

#: So many rows are one statement: beyond it, reading the text costs more than it saves.
ROWS_MAX = 50
#: Every other table is laid beside this one.
_FIRST = "entry"
#: Triggers that refuse changes touch nothing else, which is all that Citus asks of one. Statements over all shards go
#: through one connection to each machine, so that a transaction sees there what it wrote there.
_SETTINGS = "SET citus.enable_unsafe_triggers = on; SET citus.multi_shard_modify_mode = 'sequential'"
_ONE_MOMENT = "SET LOCAL citus.max_adaptive_executor_pool_size = 1"


class CitusDatabase(PostgresDatabase):
    """A connection to the coordinator."""

    is_distributed = True

    def _connect(self) -> psycopg.Connection[Row]:
        connection = super()._connect()
        connection.execute(_SETTINGS)
        return connection

    def _write(self, statement: str, rows: Sequence[Sequence[Any]]) -> None:
        """One statement for the rows of each shard: more than one shard would be a transaction of several machines."""
        place = written_place(statement)
        if len(rows) < 2 or many_values(statement, 2) is None:
            super()._write(statement, rows)
            return
        by_shard: dict[str, list[Sequence[Any]]] = {}
        for row in rows:
            by_shard.setdefault("" if place is None else str(row[place]), []).append(row)
        for ours in by_shard.values():
            for part in apart(statement, ours):
                for start in range(0, len(part), ROWS_MAX):
                    some = part[start : start + ROWS_MAX]
                    text = many_values(statement, len(some))
                    assert text is not None
                    self._connection.execute(for_psycopg(text), [value for row in some for value in row])

    def _ask_many(self, statement: str, asked: Sequence[tuple[Any, ...]]) -> list[list[Row]] | None:
        """Each to the shard that it names, all of them sent before the first answer is waited for."""
        text = for_psycopg(statement)
        with self._connection.pipeline():
            cursors = [self._connection.execute(text, question) for question in asked]
            return [cursor.fetchall() for cursor in cursors]

    @contextmanager
    def carrying(self, source: str) -> Iterator[bool]:
        key = lock_key(f"onetill: who carries from {source}")
        is_mine = bool(self.value(f"SELECT pg_try_advisory_lock({key})"))
        try:
            yield is_mine
        finally:
            if is_mine and not self._connection.closed:  # a connection that broke has let go
                self.value(f"SELECT pg_advisory_unlock({key})")

    @contextmanager
    def snapshot(self, *, whole: bool = False) -> Iterator[None]:
        if self._depth or not whole:
            with super().snapshot():
                yield
            return
        with self._as_unavailable():
            self.value(f"SELECT pg_advisory_lock({ALL})")
            is_held = True
            try:
                with super().snapshot():
                    # Nobody writes while every machine takes its own picture.
                    self._connection.execute(_ONE_MOMENT)
                    self.value("SELECT COUNT(*) FROM clearing_count")
                    self.value(f"SELECT pg_advisory_unlock({ALL})")
                    is_held = False
                    yield
            finally:
                if is_held and not self._connection.closed:
                    self.value(f"SELECT pg_advisory_unlock({ALL})")

    @contextmanager
    def _as_unavailable(self) -> Iterator[None]:
        """A worker that goes while it commits, or while it is asked, is told as an inner error of the coordinator. What
        became of the transaction is not known then: whoever asks again finds out.
        """
        try:
            with super()._as_unavailable():
                yield
        except errors.InternalError_ as error:
            raise StoreUnavailable(f"{self._name} cannot be used now: {error}") from error

    def create(self) -> None:
        """Also puts the tables that are not in their places yet there."""
        if self._is_current():
            return
        with self._as_unavailable(), self.transaction():
            if self._is_current():
                return
            steps = steps_since(self.schema_version())
            for step in steps:
                if not isinstance(step, AppendOnly):
                    self._take(step)
            self._place()
            for step in steps:
                if isinstance(step, AppendOnly):
                    self._take(step)
            self._set_schema_version(SCHEMA_VERSION)

    def _place(self, shards: int | None = None) -> None:
        there = {name for (name,) in self.rows("SELECT logicalrelid::text FROM pg_dist_partition")}
        for table in sorted(PLACES, key=lambda name: name != _FIRST):
            placed = PLACES[table]
            if table in there or placed.place == "local":
                continue
            if placed.place == "reference":
                self.value("SELECT create_reference_table(?)", (table,))
            elif table == _FIRST:
                self.value(
                    "SELECT create_distributed_table(?, ?, colocate_with => 'none', shard_count => ?)",
                    (table, placed.column, shards),
                )
            else:
                self.value("SELECT create_distributed_table(?, ?, colocate_with => ?)", (table, placed.column, _FIRST))


class _Empty(CitusDatabase):
    """One whose tables are still to be made, in so many shards."""

    shards = 0

    def _place(self, shards: int | None = None) -> None:
        super()._place(self.shards)


def opened(url: str) -> Database:
    """A connection to the ledger's database, whichever of the two it is on. Raises StoreUnavailable."""
    database = PostgresDatabase(url)
    if not _is_distributed(database):
        return database
    database.close()
    return CitusDatabase(url)


def _is_distributed(database: PostgresDatabase) -> bool:
    if database.value("SELECT to_regclass('pg_catalog.pg_dist_partition')") is None:
        return False
    statement = "SELECT 1 FROM pg_dist_partition WHERE logicalrelid = to_regclass(?)"
    return database.value(statement, (_FIRST,)) is not None


def make_distributed(url: str, shards: int) -> None:
    """Make the tables in so many shards. Raises ValueError when this database is not one for it: nothing was changed.

    Raises StoreUnavailable.
    """
    database = _Empty(url)
    try:
        why = _why_not(database, shards)
        if why:
            raise ValueError(f"{database.name} {why}")
        database.shards = shards
        database.create()
    except (errors.FeatureNotSupported, errors.InsufficientPrivilege) as error:
        raise StoreUnavailable(f"{database.name} cannot be distributed: {error}") from error
    finally:
        database.close()


def _why_not(database: PostgresDatabase, shards: int) -> str:
    if not 1 <= shards <= 4096:
        return "can have 1 to 4096 shards"
    if database.value("SELECT 1 FROM pg_extension WHERE extname = 'citus'") is None:
        return (
            "has no Citus: say CREATE EXTENSION citus in it on the coordinator and on every worker (and "
            "shared_preload_libraries = 'citus' in their configuration), then citus_add_node for each worker"
        )
    if _is_distributed(database):
        return "holds a distributed ledger already: init without --distribute changes nothing that is there"
    if database.schema_version():
        return (
            "holds a ledger that is not distributed: distribute an empty database, and take this one's backup "
            "there (docs/scaling.md)"
        )
    taken = database.value(
        "SELECT string_agg(c.relname, ', ') FROM pg_class AS c JOIN pg_namespace AS n ON n.oid = c.relnamespace "
        "WHERE c.relkind IN ('r', 'p') AND n.nspname = current_schema() AND NOT EXISTS (SELECT 1 FROM pg_depend AS d "
        "WHERE d.objid = c.oid AND d.deptype = 'e')"
    )
    if taken:
        return f"is not empty: it has {taken}"
    if not database.value("SELECT COUNT(*) FROM pg_dist_node WHERE isactive AND shouldhaveshards"):
        return "has no worker: say citus_add_node on the coordinator for each"
    careless = database.rows(
        "SELECT nodename || ':' || nodeport, result FROM run_command_on_workers('SHOW synchronous_commit') WHERE NOT "
        "success OR result = 'off'"
    )
    if careless:
        # A worker commits by its own configuration, whatever the session at the coordinator says.
        return (
            f"has workers that may forget what they have acknowledged when they fail ({careless[0][0]}): set "
            "synchronous_commit = on in each one's configuration"
        )
    return ""
