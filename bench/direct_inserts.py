"""What PostgreSQL can take from one client that has no rules: the rows that pushes wrote, by `unnest`.

The rows are seen in a copy of the ledger that takes the batches: every row of every table that came or changed, batch
by batch. The client writes them into another copy of the same ledger, as full as that one was: the same tables with
the same indexes and triggers. A batch is one transaction with one statement for each table; what a push changed is an
upsert by its key. The rows are ready before the clock starts: it reads, checks and reckons nothing.
"""

from __future__ import annotations

import os
import shutil
import tempfile
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg

from central_ledger.application.ledger import Ledger
from central_ledger.application.push import push
from central_ledger.data_directory import DataDirectory
from central_ledger.store.bulk import arrays_of
from central_ledger.store.statements import key_columns
from retail.messages import Entry
from tests.postgresql_server import PostgresServer


@dataclass(frozen=True, slots=True)
class _Written:
    """What one batch leaves in a table. `changes`: there are rows among them that were there before."""

    table: str
    columns: tuple[str, ...]
    types: tuple[str, ...]
    rows: list[tuple[Any, ...]]
    changes: bool

    def statement(self) -> tuple[str, list[str]]:
        """For psycopg, with its values: one array for each column."""
        arrays = ", ".join(f"%s::{name}[]" for name in self.types)
        text = f"INSERT INTO {self.table} ({', '.join(self.columns)}) SELECT * FROM unnest({arrays})"
        if self.changes:
            key = key_columns()[self.table]
            others = ", ".join(f"{name} = excluded.{name}" for name in self.columns if name not in key)
            text += f" ON CONFLICT ({', '.join(key)}) DO UPDATE SET {others}"
        return text, arrays_of(self.rows, self.types)


def settle(server: PostgresServer) -> None:
    """Before a clock starts: what was written before (a database that was copied, another's rows) is on the disk."""
    server.say("CHECKPOINT")
    os.sync()


class DirectInserts:
    """The peer, for these batches of one till. Nobody may be connected to the ledger while it is made."""

    def __init__(self, server: PostgresServer, data: DataDirectory, batches: Sequence[Sequence[Entry]]) -> None:
        self._server = server
        self._clean = server.new_database(_name(str(data.url)))
        self._batches = self._seen(data, batches)
        self.entries = sum(len(batch) for batch in batches[1:])

    def rate(self) -> float:
        """Entries a second, in a copy of its own. The first batch prepares the statements, and is not counted."""
        url = self._server.new_database(_name(self._clean))
        settle(self._server)
        with psycopg.connect(url, autocommit=True) as connection:
            connection.prepare_threshold = 0
            self._insert(connection, self._batches[0])
            begun = time.perf_counter()
            for batch in self._batches[1:]:
                self._insert(connection, batch)
            seconds = time.perf_counter() - begun
        self._server.drop(url)
        return self.entries / seconds

    @staticmethod
    def _insert(connection: psycopg.Connection[Any], batch: Sequence[_Written]) -> None:
        with connection.transaction():
            for written in batch:
                text, values = written.statement()
                connection.execute(text, values)  # type: ignore[call-overload]

    def rows(self) -> dict[str, int]:
        """How many rows the batches leave, by table."""
        found: dict[str, int] = {}
        for written in (written for batch in self._batches for written in batch):
            found[written.table] = found.get(written.table, 0) + len(written.rows)
        return found

    def _seen(self, data: DataDirectory, batches: Sequence[Sequence[Entry]]) -> list[list[_Written]]:
        url = self._server.new_database(_name(self._clean))
        folder = Path(tempfile.mkdtemp(prefix="onetill-bench-"))
        copy = DataDirectory(folder / "copy", url)
        copy.path.mkdir(parents=True)
        shutil.copy(data.key_path, copy.key_path)
        ledger, found = copy.open(), []
        before = _everything(ledger)
        for batch in batches:
            push(ledger, batch[0].store, batch[0].till, batch)
            after = _everything(ledger)
            found.append(_between(before, after))
            before = after
        ledger.close()
        shutil.rmtree(folder)
        self._server.drop(url)
        return found


@dataclass(frozen=True, slots=True)
class _Table:
    columns: tuple[str, ...]
    types: tuple[str, ...]
    by_key: dict[tuple[Any, ...], tuple[Any, ...]]


def _everything(ledger: Ledger) -> dict[str, _Table]:
    found = {}
    for table, key in key_columns().items():
        described = ledger.database.rows(
            "SELECT column_name, data_type FROM information_schema.columns WHERE table_name = ? "
            "ORDER BY ordinal_position",
            (table,),
        )
        columns, types = tuple(row[0] for row in described), tuple(row[1] for row in described)
        places = [columns.index(name) for name in key]
        rows = ledger.database.rows(f"SELECT {', '.join(columns)} FROM {table}")
        found[table] = _Table(columns, types, {tuple(row[place] for place in places): row for row in rows})
    return found


def _between(before: Mapping[str, _Table], after: Mapping[str, _Table]) -> list[_Written]:
    found = []
    for name, table in after.items():
        known = before[name].by_key
        if known.keys() - table.by_key.keys():
            raise RuntimeError(f"a push deletes rows of {name}: the peer has to do so too")
        written = {key: row for key, row in table.by_key.items() if known.get(key) != row}
        if written:
            changes = not known.keys().isdisjoint(written)
            found.append(_Written(name, table.columns, table.types, [*written.values()], changes))
    return found


def _name(url: str) -> str:
    return url.partition("@/")[2].partition("?")[0]
