"""The engine for the largest groups: PostgreSQL whose tables lie in shards on several machines (Citus).

Every process speaks to the coordinator, which keeps the locks by name and sends each statement to the shard that it
names. Statements are PostgreSQL's; what differs is how many rows and questions become one round trip. Where tables lie
is in `store.distribution`, what waits between shards in `store.clearing`, why it is so in docs/scaling.md.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import psycopg
from psycopg import errors, sql

from central_ledger.store.bulk import apart, arrays_of, in_shard, insert_of_names, types_of, with_values
from central_ledger.store.database import Database, Row, StoreUnavailable
from central_ledger.store.dialect import for_psycopg
from central_ledger.store.distribution import PLACES, distributed
from central_ledger.store.migrations import AppendOnly, steps_since
from central_ledger.store.postgresql import ALL, PostgresDatabase, lock_key
from central_ledger.store.schema import SCHEMA_VERSION
from central_ledger.store.statements import asked_place, touched, written_place

#: So many rows are one statement with all their values. So many, and one more for each shard there is, are handed to
#: their shard whole: that costs more to begin with (it is looked at for every shard), and a third for each row.
ROWS_MAX, MANY = 200, 50
#: So many names are remembered with their shards.
NAMES_MAX = 200_000
_DISTRIBUTED = distributed().keys()
#: Every other table is laid beside this one.
_FIRST = "entry"
#: Triggers that refuse changes touch nothing else, which is all that Citus asks of one. Statements over all shards go
#: through one connection to each machine, so that a transaction sees there what it wrote there.
_SETTINGS = "SET citus.enable_unsafe_triggers = on; SET citus.multi_shard_modify_mode = 'sequential'"
_ONE_MOMENT = "SET LOCAL citus.max_adaptive_executor_pool_size = 1"


class CitusDatabase(PostgresDatabase):
    """A connection to the coordinator."""

    is_distributed = True

    def __init__(self, url: str) -> None:
        #: What the shard of a name is called (see `shard_of`), and each shard by Citus' number.
        self._shards: dict[str, str] = {}
        self._keepers: dict[int, str] = {}
        #: Names that have their row in `shard_name`, and those among them that this transaction gave one.
        self._named_here: set[str] = set()
        self._naming: set[str] = set()
        super().__init__(url)

    def _connect(self) -> psycopg.Connection[Row]:
        connection = super()._connect()
        connection.execute(_SETTINGS)
        return connection

    def _write(self, statement: str, rows: Sequence[Sequence[Any]]) -> None:
        """One statement for the rows of each shard: more than one shard would be a transaction of several machines."""
        place = written_place(statement)
        if len(rows) < 2 or with_values(statement, rows[:1]) is None:
            super()._write(statement, rows)
            return
        by_shard: dict[str, list[Sequence[Any]]] = {}
        self.learn_shards(str(row[place]) for row in rows if place is not None)
        for row in rows:
            by_shard.setdefault("" if place is None else self.shard_of(str(row[place])), []).append(row)
        for ours in by_shard.values():
            for part in apart(statement, ours):
                if place is None or len(part) < MANY + self._shard_count or not self._hand_over(statement, place, part):
                    self._write_some(statement, part)

    def _write_some(self, statement: str, rows: Sequence[Sequence[Any]]) -> None:
        for start in range(0, len(rows), ROWS_MAX):
            some = rows[start : start + ROWS_MAX]
            text = with_values(statement, some)
            if text is None:
                super()._write(statement, some)
            else:
                self._connection.execute(text.encode(), prepare=False)

    def _hand_over(self, statement: str, place: int, rows: Sequence[Sequence[Any]]) -> bool:
        """Write many rows of one shard with a statement that its machine works on by itself; False: there is none.

        Such a statement must select the names of its rows from a table that lies as they do.
        """
        types = types_of(rows)
        text = None if types is None else insert_of_names(statement, types, place)
        if text is None:
            return False
        names = sorted({str(row[place]) for row in rows})
        unknown = [name for name in names if name not in self._named_here]
        if unknown:
            self._write_some("INSERT INTO shard_name (name) VALUES (?) ON CONFLICT DO NOTHING", [(n,) for n in unknown])
            self._naming.update(unknown)
            self._named_here.update(unknown)
        done = self._connection.execute(text, [*arrays_of(rows, types or ()), names]).rowcount
        if done != len(rows) and "DO NOTHING" not in statement:
            raise RuntimeError(f"{done} of {len(rows)} rows were written")
        return True

    @contextmanager
    def _whole(self, begin: str, named: set[str] | None) -> Iterator[None]:
        self._naming.clear()
        if len(self._named_here) > NAMES_MAX:
            self._named_here.clear()
        try:
            with super()._whole(begin, named):
                yield
        except BaseException:
            self._named_here -= self._naming  # their rows are not there
            raise

    def _ask_many(self, statement: str, asked: Sequence[tuple[Any, ...]]) -> list[list[Row]] | None:
        """One question for each shard where there is such a form; all of them sent before the first answer is waited
        for.
        """
        if touched(statement).tables.isdisjoint(_DISTRIBUTED):
            return super()._ask_many(statement, asked)
        answers: list[list[Row]] = [[] for _ in asked]
        bundles = self._bundles(statement, asked)
        with self._connection.pipeline():
            cursors = [self._connection.execute(text, values) for text, values, _ in bundles]
            for cursor, (_, _, numbers) in zip(cursors, bundles, strict=True):
                for row in cursor.fetchall():
                    if len(numbers) == 1:
                        answers[numbers[0]].append(row)
                    else:
                        answers[numbers[row[0] - 1]].append(row[1:])
        return answers

    def _bundles(self, statement: str, asked: Sequence[tuple[Any, ...]]) -> list[tuple[str, list[Any], list[int]]]:
        """Texts with their values, and which of the questions each asks."""
        place, types = asked_place(statement), types_of(asked)
        found: list[tuple[str, list[Any], list[int]]] = []
        by_shard: dict[str, list[int]] = {}
        if place is not None:
            self.learn_shards(str(question[place]) for question in asked)
        for number, question in enumerate(asked):
            by_shard.setdefault("" if place is None else self.shard_of(str(question[place])), []).append(number)
        for numbers in by_shard.values():
            ours = [asked[number] for number in numbers]
            made = None if types is None or place is None or len(ours) < 2 else in_shard(statement, types, place, ours)
            if made is not None:
                found.append((*made, numbers))
            else:
                found += [(for_psycopg(statement), list(asked[number]), [number]) for number in numbers]
        return found

    def shard_of(self, name: str) -> str:
        if name not in self._shards:
            self.learn_shards((name,))
        return self._shards[name]

    def learn_shards(self, names: Iterable[str]) -> None:
        wanted = set(names)
        if len(self._shards) > NAMES_MAX:
            self._shards.clear()
        unknown = sorted(wanted - self._shards.keys())
        if not unknown:
            return
        with self._told:
            self._alive_outside()
            if not self._keepers:
                self._keepers = self._find_keepers()
            found = self._connection.execute(
                "SELECT n.name, get_shard_id_for_distribution_column(%s, n.name) FROM unnest(%s::text[]) AS n(name)",
                (_FIRST, unknown),
            ).fetchall()
        self._shards.update({name: self._keepers[shard] for name, shard in found})

    @property
    def _shard_count(self) -> int:
        return len(self._keepers)

    def _find_keepers(self) -> dict[int, str]:
        """The first of the names `shard/0`, `shard/1`, … that lies in each shard: what a shard is called."""
        wanted = int(self.value("SELECT COUNT(*) FROM pg_dist_shard WHERE logicalrelid = to_regclass(?)", (_FIRST,)))
        tried, found = 8 * wanted, list[Row]()
        while len(found) < wanted:
            tried *= 2
            found = self._connection.execute(
                "SELECT t.shard, MIN(t.number) FROM (SELECT n.number, get_shard_id_for_distribution_column(%s, "
                "'shard/' || n.number) AS shard FROM generate_series(0, %s) AS n(number)) AS t GROUP BY t.shard",
                (_FIRST, tried),
            ).fetchall()
        return {shard: f"shard/{number}" for shard, number in found}

    @contextmanager
    def carrying(self, sources: Sequence[str]) -> Iterator[list[str]]:
        keys = {lock_key(f"onetill: who carries from {source}"): source for source in sources}
        statement = "SELECT k FROM unnest(%s::bigint[]) AS t(k) WHERE {}(k)"
        with self._told:
            self._alive_outside()
            got = self._connection.execute(statement.format("pg_try_advisory_lock"), (list(keys),)).fetchall()
        mine = [key for (key,) in got]
        try:
            yield [keys[key] for key in mine]
        finally:
            if mine and not self._connection.closed:  # a connection that broke has let go
                with self._told:
                    self._connection.execute(statement.format("pg_advisory_unlock"), (mine,))

    @contextmanager
    def archiving(self, tables: Sequence[str]) -> Iterator[None]:
        """The workers are told what this transaction may do."""
        self._connection.execute("SET LOCAL citus.propagate_set_commands = 'local'", prepare=False)
        with super().archiving(tables):
            yield

    @contextmanager
    def erasing(self, names: str) -> Iterator[None]:
        self._connection.execute("SET LOCAL citus.propagate_set_commands = 'local'", prepare=False)
        statement = sql.SQL("SET LOCAL onetill.erasing = {}")
        self._connection.execute(statement.format(names), prepare=False)
        yield
        self._connection.execute(statement.format(""), prepare=False)

    @contextmanager
    def snapshot(self, *, whole: bool = False) -> Iterator[None]:
        if self._depth or not whole:
            with super().snapshot():
                yield
            return
        with self._told:
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

    def _tell(self, error: BaseException) -> Exception | None:
        """A worker that goes while it commits, or while it is asked, is told as an inner error of the coordinator. What
        became of the transaction is not known then: whoever asks again finds out.
        """
        if isinstance(error, errors.InternalError_):
            return StoreUnavailable(f"{self._name} cannot be used now: {error}")
        return super()._tell(error)

    def create(self) -> None:
        """Also puts the tables that are not in their places yet there."""
        if self._is_current():
            return
        with self._told, self.transaction():
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
