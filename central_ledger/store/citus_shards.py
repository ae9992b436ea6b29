"""Transactions of one shard, at the machine that holds it.

Citus plans a statement at the coordinator and again at the worker, and relays every row between. Who writes one shard
can ask its machine by the names that the tables have there: a statement costs then what it costs on one PostgreSQL.
What Citus' own sessions do is done here too: the shard is held against being moved, and that it still lies there is
looked at after that, in the same transaction. Where a machine cannot be reached, the coordinator does it all as before.
"""

from __future__ import annotations

import contextlib
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, cast

import psycopg
from psycopg import conninfo
from psycopg.pq import TransactionStatus

from central_ledger.store.database import Row, StoreUnavailable
from central_ledger.store.postgresql import PostgresDatabase
from central_ledger.store.shard_names import renamed

#: A machine that could not be reached is tried again after so long.
RETRY_S = 30.0
#: Statements that a connection keeps planned: each shard of its machine has its own.
PREPARED_MAX = 2000
TEXTS_MAX = 4000
#: Citus takes this lock, in this mode, for whatever writes a shard; who moves one takes it alone.
_SHARE_LOCK = 5
_PLACE = (
    "SELECT c.relname, quote_ident(ns.nspname) || '.' || quote_ident(c.relname || '_' || s.shardid), n.nodename, "
    "n.nodeport FROM pg_dist_shard AS s JOIN pg_dist_partition AS t ON t.logicalrelid = s.logicalrelid JOIN pg_class "
    "AS c ON c.oid = s.logicalrelid JOIN pg_namespace AS ns ON ns.oid = c.relnamespace JOIN pg_dist_placement AS p ON "
    "p.shardid = s.shardid JOIN pg_dist_node AS n ON n.groupid = p.groupid AND n.noderole = 'primary' JOIN (SELECT "
    "a.shardminvalue, b.colocationid, d.relnamespace FROM pg_dist_shard AS a JOIN pg_dist_partition AS b ON "
    "b.logicalrelid = a.logicalrelid JOIN pg_class AS d ON d.oid = a.logicalrelid WHERE a.shardid = ?) AS of ON "
    "c.relnamespace = of.relnamespace WHERE t.colocationid = of.colocationid AND s.shardminvalue = of.shardminvalue"
)
_REFERENCE = (
    "SELECT c.relname, quote_ident(ns.nspname) || '.' || quote_ident(c.relname || '_' || s.shardid) FROM pg_dist_shard "
    "AS s JOIN pg_dist_partition AS t ON t.logicalrelid = s.logicalrelid JOIN pg_class AS c ON c.oid = s.logicalrelid "
    "JOIN pg_namespace AS ns ON ns.oid = c.relnamespace WHERE t.partmethod = 'n' AND t.repmodel = 't' AND "
    "ns.nspname = current_schema()"
)


class Elsewhere(Exception):
    """This transaction cannot be one of this shard at its machine: the coordinator has to do it."""


class Moved(Elsewhere):
    """The shard does not lie where it lay, or is none any more."""


class OnPurpose(Elsewhere):
    """It writes several shards, and says why."""


@dataclass(frozen=True, slots=True)
class ShardPlace:
    """A shard by Citus' number (that of the first table's), where it lies, and what its tables are called there."""

    number: int
    node: tuple[str, int]
    tables: Mapping[str, str]
    texts: dict[str, str] = field(default_factory=dict, compare=False)

    def of(self, text: str) -> str:
        """A statement, with the tables of this shard."""
        found = self.texts.get(text)
        if found is None:
            if len(self.texts) > TEXTS_MAX:
                self.texts.clear()
            found = self.texts[text] = renamed(text, self.tables)
        return found


class ShardDatabase(PostgresDatabase):
    """A connection to one machine. Within a transaction, statements are about one of its shards."""

    def __init__(self, url: str, node: tuple[str, int]) -> None:
        parts = {name: value for name, value in conninfo.conninfo_to_dict(url).items() if name != "hostaddr"}
        self._place: ShardPlace | None = None
        #: Shards that stay where they are while the transaction goes on.
        self._held: set[int] = set()
        super().__init__(conninfo.make_conninfo("", **{**parts, "host": node[0], "port": node[1]}))

    def _connect(self) -> psycopg.Connection[Row]:
        connection = super()._connect()
        connection.prepare_threshold, connection.prepared_max = 0, PREPARED_MAX
        # Each shard has texts of its own, and all are about one row or a few by a key: planned once, and kept.
        connection.execute("SET plan_cache_mode = force_generic_plan")
        connection.cursor_factory = _cursor_of(lambda: self._place)
        return connection

    def begin(self, place: ShardPlace) -> None:
        """Raises Moved, and what the engine says, such as that who moves the shard holds it for too long."""
        self._alive()
        self._hold(place)
        self._place = place

    def _hold(self, place: ShardPlace) -> None:
        """The shard stays where it is until this transaction ends, which begins with its first one."""
        try:
            found = self._connection.execute(
                f"{'' if self._depth else 'BEGIN; '}SELECT lock_shard_metadata({_SHARE_LOCK}, ARRAY[{place.number}]); "
                f"SELECT 1 FROM pg_dist_placement WHERE shardid = {place.number} AND groupid = (SELECT groupid FROM "
                "pg_dist_local_group)",
                prepare=False,
            )
        except psycopg.Error:
            self.rollback()  # it had begun: the next one could not
            raise
        while found.nextset():
            pass
        self._depth = 1
        self._held.add(place.number)
        if found.fetchone() is None:
            self.rollback()
            raise Moved("the shard was moved")

    def read(self, place: ShardPlace, statement: str, asked: Sequence[tuple[Any, ...]]) -> list[list[Row]] | None:
        """Ask about a shard of this machine that no transaction under way here is about; errors as of `begin`."""
        if not self._depth:
            self._alive()
        if place.number not in self._held:
            self._hold(place)
        ours, self._place = self._place, place
        try:
            return self._ask_many(statement, asked)
        finally:
            self._place = ours

    def commit(self) -> None:
        if self._connection.info.transaction_status == TransactionStatus.INERROR:
            raise RuntimeError("a statement of this transaction failed, and nobody was told")
        self._connection.execute("COMMIT", prepare=False)
        self._ended()

    def rollback(self) -> None:
        """Nothing, when it was kept."""
        self._ended()
        if self._connection.info.transaction_status in (TransactionStatus.INTRANS, TransactionStatus.INERROR):
            self._connection.execute("ROLLBACK", prepare=False)

    def end_reading(self) -> None:
        """A COMMIT: with a ROLLBACK psycopg forgets what is prepared."""
        if self._connection.info.transaction_status == TransactionStatus.INTRANS:
            self.commit()
        else:
            self.rollback()

    def _ended(self) -> None:
        self._depth, self._place = 0, None
        self._held.clear()

    # What a transaction under way asks and writes, with the engine's own errors.

    def run(self, statement: str, values: Sequence[Any]) -> psycopg.Cursor[Row]:
        return self._run(statement, values)

    def write(self, statement: str, rows: Sequence[Sequence[Any]]) -> None:
        self._write(statement, rows)

    def ask_many(self, statement: str, asked: Sequence[tuple[Any, ...]]) -> list[list[Row]] | None:
        return self._ask_many(statement, asked)


def _cursor_of(place: Callable[[], ShardPlace | None]) -> type[psycopg.Cursor[Row]]:
    """Cursors that call tables as the shard under way does."""

    def of(query: Any) -> Any:
        here = place()
        return query if here is None or not isinstance(query, str) else here.of(query)

    class Renaming(psycopg.Cursor[Row]):
        def execute(self, query: Any, *values: Any, **options: Any) -> Any:
            return super().execute(of(query), *values, **options)

        def executemany(self, query: Any, *values: Any, **options: Any) -> None:
            super().executemany(of(query), *values, **options)

        def copy(self, statement: Any, *values: Any, **options: Any) -> Any:
            return super().copy(of(statement), *values, **options)

    return cast("type[psycopg.Cursor[Row]]", Renaming)


class Machines:
    """The machines of a cluster, and which shard lies where, for one connection to the coordinator."""

    def __init__(self, url: str, ask: Callable[[str, Sequence[Any]], list[Row]]) -> None:
        self._url, self._ask = url, ask
        self._reference: Mapping[str, str] | None = None
        self._places: dict[int, ShardPlace] = {}
        self._nodes: dict[tuple[str, int], ShardDatabase] = {}
        #: Machines that were asked about what is not of the transaction's own shard.
        self._reading: set[tuple[str, int]] = set()
        #: When a machine could not be reached, by the clock that only goes on.
        self._away: dict[tuple[str, int], float] = {}

    def begin(self, shard: int) -> ShardDatabase:
        """A transaction of one shard, at its machine. Raises Elsewhere."""
        place = self._places.get(shard) or self._find(shard)
        try:
            node = self._node(place)
            node.begin(place)
        except (StoreUnavailable, psycopg.OperationalError, psycopg.InterfaceError) as error:
            self._away[place.node] = time.monotonic()
            raise Elsewhere("its machine cannot be reached") from error
        except Moved:
            self.forget()
            raise
        self._away.pop(place.node, None)
        return node

    def _node(self, place: ShardPlace) -> ShardDatabase:
        away = self._away.get(place.node)
        if away is not None and time.monotonic() - away < RETRY_S:
            raise Elsewhere("its machine could not be reached")
        if place.node not in self._nodes:
            self._nodes[place.node] = ShardDatabase(self._url, place.node)
        return self._nodes[place.node]

    def ask(
        self, shard: int, at: ShardDatabase | None, statement: str, asked: Sequence[tuple[Any, ...]]
    ) -> list[list[Row]] | None:
        """Answers of one shard from its machine; `at`: where a transaction is under way. None: the coordinator has to
        be asked. Raises Elsewhere where that transaction cannot go on.
        """
        try:
            place = self._places.get(shard) or self._find(shard)
            node = self._node(place)
        except (Elsewhere, StoreUnavailable):
            return None
        self._reading.add(place.node)
        try:
            return node.read(place, statement, asked)
        except (psycopg.OperationalError, psycopg.InterfaceError, Moved) as error:
            if node is not at:
                node.rollback()
            if isinstance(error, Moved):
                self.forget()
            else:
                self._away[place.node] = time.monotonic()
            if node is at:
                raise Elsewhere("its machine does not answer about another shard") from error
            return None

    def end_reading(self) -> None:
        """What was asked about may be moved again."""
        for node in self._reading:
            with contextlib.suppress(psycopg.Error):
                self._nodes[node].end_reading()
        self._reading.clear()

    def forget(self) -> None:
        """Where shards lie, and what tables are called there, is asked anew."""
        self._reference = None
        self._places.clear()

    def close(self) -> None:
        for node in self._nodes.values():
            node.close()

    def _find(self, shard: int) -> ShardPlace:
        if self._reference is None:
            self._reference = dict(self._ask(_REFERENCE, ()))
        rows = self._ask(_PLACE, (shard,))
        nodes = {(str(row[2]), int(row[3])) for row in rows}
        if not nodes:
            raise Moved("the shard is none any more")
        if len(nodes) != 1:
            raise Elsewhere("the shard lies on no machine alone")
        tables = {**self._reference, **{row[0]: row[1] for row in rows}}
        place = self._places[shard] = ShardPlace(shard, nodes.pop(), tables)
        return place


def keepers_of(connection: psycopg.Connection[Row], table: str) -> dict[int, str]:
    """The first of the names `shard/0`, `shard/1`, … that lies in each shard of a table: what a shard is called."""
    count = connection.execute(
        "SELECT COUNT(*) FROM pg_dist_shard WHERE logicalrelid = to_regclass(%s)", (table,)
    ).fetchall()
    wanted = int(count[0][0])
    tried, found = 8 * wanted, list[Row]()
    while len(found) < wanted:
        tried *= 2
        found = connection.execute(
            "SELECT t.shard, MIN(t.number) FROM (SELECT n.number, get_shard_id_for_distribution_column(%s, "
            "'shard/' || n.number) AS shard FROM generate_series(0, %s) AS n(number)) AS t GROUP BY t.shard",
            (table, tried),
        ).fetchall()
    return {shard: f"shard/{number}" for shard, number in found}
