"""A ledger that behaves as a distributed one over a plain file, and notes which shards each transaction wrote."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

from central_ledger.application.ledger import Ledger
from central_ledger.data_directory import DataDirectory
from central_ledger.store.database import Result, Row
from central_ledger.store.key_files import read_key
from central_ledger.store.sqlite import SqliteDatabase
from central_ledger.store.statements import written_place


class ShardedSqlite(SqliteDatabase):
    """`wrote`: for each transaction that had a home, that home and the shards that it wrote. `told`: the shards that
    each transaction beside others wrote, and the reason that it gave for writing several. `hot`: the statements of
    all of them. `cut`: called before a transaction is kept; what it raises is the end of the process. `together`: names
    that lie in one shard, and what that is called; every other name is a shard by itself.
    """

    is_distributed = True

    def __init__(self, path: Path, key_hex: str, together: Mapping[str, str]) -> None:
        super().__init__(path, key_hex)
        self.together = together
        self.wrote: list[tuple[str, set[str]]] = []
        self.told: list[tuple[set[str], str]] = []
        self.hot: set[str] = set()
        self._why = ""
        self.cut: Callable[[], None] = lambda: None
        self._shards: set[str] | None = None
        self._is_hot = False

    def beside(self, names: Iterable[str], work: Callable[[], Result], home: str | None = None) -> Result:
        def watched() -> Result:
            self._shards, self._why, self._is_hot = set(), "", home is not None
            try:
                result = work()
                shards = {self.shard_of(name) for name in self._shards}
                if shards:
                    self.told.append((shards, self._why))
                if home is not None and shards:
                    self.wrote.append((self.shard_of(home), shards))
                self.cut()
                return result
            finally:
                self._shards = None

        return super().beside(names, work if self._shards is not None else watched, home)

    def spans(self, why: str) -> None:
        self._why = why

    def shard_of(self, name: str) -> str:
        return self.together.get(name, name)

    def execute(self, statement: str, values: Sequence[Any] = ()) -> int:
        self._note(statement, [values])
        return super().execute(statement, values)

    def execute_many(self, statement: str, rows: Iterable[Sequence[Any]]) -> None:
        found = list(rows)
        self._note(statement, found)
        super().execute_many(statement, found)

    def rows(self, statement: str, values: Sequence[Any] = ()) -> list[Row]:
        self._note(statement, [values])
        return super().rows(statement, values)

    def _note(self, statement: str, rows: Sequence[Sequence[Any]]) -> None:
        if self._shards is None or statement.startswith(("SAVEPOINT", "PRAGMA")):
            return
        if rows and self._is_hot:
            self.hot.add(statement)
        place = written_place(statement)
        if place is not None:
            self._shards.update(str(row[place]) for row in rows)


ALONE: Mapping[str, str] = {}


@contextmanager
def sharded(
    data: DataDirectory, clock: Callable[[], datetime], together: Mapping[str, str] = ALONE
) -> Iterator[tuple[Ledger, ShardedSqlite]]:
    """The ledger of a directory, as if it were distributed. What wrote several shards and did not say why is found."""
    database = ShardedSqlite(data.database_path, read_key(data.key_path), together)
    with closing(Ledger(database, clock)) as ledger:
        yield ledger, database
        assert [shards for shards, why in database.told if len(shards) > 1 and not why] == []
