"""The engine for the largest groups: PostgreSQL whose tables lie in shards on several machines (Citus).

The coordinator keeps the locks by name. A transaction of one shard speaks to that shard's machine (`citus_shards`);
what goes beyond it begins again at the coordinator, which sends each statement where it belongs and keeps several
machines together by two-phase commit. Where tables lie is in `store.distribution`, what waits between shards in
`store.clearing`, why it is so in docs/scaling.md.
"""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import psycopg
from psycopg import errors, sql

from central_ledger.store.bulk import apart, arrays_of, bundles, insert_of_names, types_of, with_values
from central_ledger.store.citus_shards import Elsewhere, Machines, Moved, OnPurpose, ShardDatabase, keepers_of
from central_ledger.store.database import Result, Row, StoreUnavailable
from central_ledger.store.distribution import PLACES, distributed
from central_ledger.store.migrations import AppendOnly, steps_since
from central_ledger.store.postgresql import ALL, PostgresDatabase, lock_key
from central_ledger.store.schema import SCHEMA_VERSION
from central_ledger.store.shard_names import names_in
from central_ledger.store.statements import asked_place, touched, written_place

#: So many rows are one statement with all their values. So many, and one more for each shard there is, are handed to
#: their shard whole: that costs more to begin with (it is looked at for every shard), and a third for each row.
ROWS_MAX, MANY = 200, 50
#: So many names are remembered with their shards.
NAMES_MAX = 200_000
_DISTRIBUTED = distributed().keys()
#: Every other table is laid beside this one.
FIRST = "entry"
#: Triggers that refuse changes touch nothing else, which is all that Citus asks of one. Statements over all shards go
#: through one connection to each machine, so that a transaction sees there what it wrote there.
_SETTINGS = "SET citus.enable_unsafe_triggers = on; SET citus.multi_shard_modify_mode = 'sequential'"
_ONE_MOMENT = "SET LOCAL citus.max_adaptive_executor_pool_size = 1"

log = logging.getLogger("central_ledger.shards")


class CitusDatabase(PostgresDatabase):
    """A connection to the coordinator, and those to the machines of shards that it leads to. `reached` counts
    transactions: kept at the machine of their `one` shard; of several on purpose, by why (`SPANNING`), each attempt; of
    several that nobody expected (`unnamed`); of one that was not where it had been (`moved`), each attempt.
    """

    is_distributed = True
    #: The coordinator would take each line to pieces to see whose it is; the machine of a shard need not.
    copies = False

    def __init__(self, url: str) -> None:
        self.reached = Counter[str]()
        self._machines = Machines(url, self.rows)
        #: The shard whose transaction is to begin; where it is under way, and which tables it has written there.
        self._aim: str | None = None
        self._at: ShardDatabase | None = None
        self._written: set[str] = set()
        #: What the shard of a name is called (see `shard_of`), and each shard by Citus' number.
        self._shards: dict[str, str] = {}
        self._keepers: dict[int, str] = {}
        self._numbers: dict[str, int] = {}
        #: Names that have their row in `shard_name`, and those among them that this transaction gave one.
        self._named_here: set[str] = set()
        self._naming: set[str] = set()
        super().__init__(url)

    def _connect(self) -> psycopg.Connection[Row]:
        connection = super()._connect()
        connection.execute(_SETTINGS)
        return connection

    # -- a transaction of one shard, at its machine

    def beside(self, names: Iterable[str], work: Callable[[], Result], home: str | None = None) -> Result:
        if self._depth or home is None:
            return super().beside(names, work, home)
        known = set(names)
        try:
            with self._told:
                self._aim = self.shard_of(home)
            return super().beside(known, work, home)
        except Elsewhere as why:
            self._aim = None
            if isinstance(why, Moved):
                self._forget_shards()
            if not isinstance(why, OnPurpose):
                self.reached["moved" if isinstance(why, Moved) else "unnamed"] += 1
                log.info("several shards", extra={"facts": {"why": str(why)}})
            return super().beside(known, work, home)
        finally:
            self._aim = None

    @contextmanager
    def _whole(self, begin: str, named: set[str] | None) -> Iterator[None]:
        self._naming.clear()
        if len(self._named_here) > NAMES_MAX:
            self._named_here.clear()
        try:
            with super()._whole(begin, named):
                if self._aim is not None and named is not None:
                    self._at = self._machines.begin(self._numbers[self._aim])
                yield
        except BaseException:
            self._named_here -= self._naming  # their rows are not there
            raise
        finally:
            at, self._at = self._at, None
            self._written.clear()
            if at is not None:
                at.rollback()
            self._machines.end_reading()

    def spans(self, why: str) -> None:
        if self._at is not None:
            raise OnPurpose(why)
        self.reached[why] += 1

    def _write_last(self) -> None:
        super()._write_last()
        if self._at is not None:
            self._connection.execute("SELECT 1")  # whose session ended has no locks any more
            self._at.commit()
            self.reached["one"] += 1

    def _is_near(self, statement: str, rows: Sequence[Sequence[Any]]) -> bool:
        """Whether the machine of this transaction has all that a statement touches. Raises Elsewhere for what could
        not be seen from the coordinator, or must not be written from there.
        """
        what, places = touched(statement), names_in(statement)
        if places is not None:
            names = {str(row[place]) for row in rows for place in places}
            self.learn_shards(names)
            shards = {self._shards[name] for name in names}
            if shards <= {self._aim}:
                if what.is_write:
                    self._written |= what.tables
                return True
            places = None if self._aim in shards else places
        if what.is_write or (places is None and what.tables & self._written):
            raise Elsewhere(", ".join(sorted(what.tables)))
        return False

    def _run(self, statement: str, values: Sequence[Any]) -> psycopg.Cursor[Row]:
        if self._at is not None and self._is_near(statement, (values,)):
            return self._at.run(statement, values)
        return super()._run(statement, values)

    def close(self) -> None:
        self._machines.close()
        super().close()

    # -- many rows, many questions

    def _write(self, statement: str, rows: Sequence[Sequence[Any]]) -> None:
        """One statement for the rows of each shard: more than one shard would be a transaction of several machines."""
        if self._at is not None:
            if not self._is_near(statement, rows):
                raise Elsewhere(statement)
            self._at.write(statement, rows)
            return
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

    def _ask_many(self, statement: str, asked: Sequence[tuple[Any, ...]]) -> list[list[Row]] | None:
        """One question for each shard where there is such a form."""
        if self._at is not None:
            return self._ask_near(self._at, statement, asked)
        if touched(statement).tables.isdisjoint(_DISTRIBUTED):
            return super()._ask_many(statement, asked)
        try:
            return self._ask_far(statement, asked)
        finally:
            if not self._depth:
                self._machines.end_reading()

    def _ask_near(self, at: ShardDatabase, statement: str, asked: Sequence[tuple[Any, ...]]) -> list[list[Row]] | None:
        """What the machine of this transaction has is asked there, the rest where it lies."""
        place = asked_place(statement)
        if place is not None:
            self.learn_shards(str(question[place]) for question in asked)
        near = [self._is_near(statement, (question,)) for question in asked]
        if all(near) or types_of(asked) is None:
            return at.ask_many(statement, asked)
        return self._ask_far(statement, asked)

    def _ask_far(self, statement: str, asked: Sequence[tuple[Any, ...]]) -> list[list[Row]]:
        """At the machines that have it, where that is seen; not within a transaction at the coordinator."""
        places = names_in(statement) if self._at is not None or not self._depth else None
        if not places:
            return self._ask_coordinator(statement, asked)
        self.learn_shards(str(question[place]) for question in asked for place in places)
        by_shard: dict[str, list[int]] = {}
        for number, question in enumerate(asked):
            shards = {self._shards[str(question[place])] for place in places}
            by_shard.setdefault(shards.pop() if len(shards) == 1 else "", []).append(number)
        answers: list[list[Row]] = [[] for _ in asked]
        for shard, numbers in by_shard.items():
            ours = [asked[number] for number in numbers]
            found = self._machines.ask(self._numbers[shard], self._at, statement, ours) if shard else None
            found = self._ask_coordinator(statement, ours) if found is None else found
            for number, rows in zip(numbers, found, strict=True):
                answers[number] = rows
        return answers

    def _ask_coordinator(self, statement: str, asked: Sequence[tuple[Any, ...]]) -> list[list[Row]]:
        """All sent before the first answer is waited for."""
        answers: list[list[Row]] = [[] for _ in asked]
        place = asked_place(statement)
        if place is not None:
            self.learn_shards(str(question[place]) for question in asked)
        made = bundles(statement, asked, self.shard_of)
        with self._connection.pipeline():
            cursors = [self._connection.execute(text, values) for text, values, _ in made]
            for cursor, (_, _, numbers) in zip(cursors, made, strict=True):
                for row in cursor.fetchall():
                    if len(numbers) == 1:
                        answers[numbers[0]].append(row)
                    else:
                        answers[numbers[row[0] - 1]].append(row[1:])
        return answers

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
                self._keepers = keepers_of(self._connection, FIRST)
                self._numbers = {keeper: number for number, keeper in self._keepers.items()}
            found = self._connection.execute(
                "SELECT n.name, get_shard_id_for_distribution_column(%s, n.name) FROM unnest(%s::text[]) AS n(name)",
                (FIRST, unknown),
            ).fetchall()
        if all(shard in self._keepers for _, shard in found):
            self._shards.update({name: self._keepers[shard] for name, shard in found})
        else:
            self._forget_shards()
            self.learn_shards(wanted)

    def _forget_shards(self) -> None:
        """A shard that was split, or a database that was put back, has other numbers."""
        self._keepers, self._numbers = {}, {}
        self._shards.clear()
        self._machines.forget()

    @property
    def _shard_count(self) -> int:
        return len(self._keepers)

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
            if self._at is None:
                yield
            else:
                with self._at.archiving(tables):
                    yield

    @contextmanager
    def erasing(self, names: str) -> Iterator[None]:
        if self._at is not None:
            raise Elsewhere("what is erased lies on several machines")
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
        for table in sorted(PLACES, key=lambda name: name != FIRST):
            placed = PLACES[table]
            if table in there or placed.place == "local":
                continue
            if placed.place == "reference":
                self.value("SELECT create_reference_table(?)", (table,))
            elif table == FIRST:
                self.value(
                    "SELECT create_distributed_table(?, ?, colocate_with => 'none', shard_count => ?)",
                    (table, placed.column, shards),
                )
            else:
                self.value("SELECT create_distributed_table(?, ?, colocate_with => ?)", (table, placed.column, FIRST))
