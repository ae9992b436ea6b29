"""What a page changes, made ready before its transactions begin, so that these are short."""

from __future__ import annotations

from collections.abc import Callable

from offline_cache.database import Row, TillDatabase
from offline_cache.tables import Statement


class Writes:
    """What a page's rows change, row by row. `count` is how many rows that are."""

    def __init__(self) -> None:
        self._by_row: list[list[tuple[Statement | str, Row]]] = []
        self._once: dict[Statement | str, set[str]] = {}
        self._then: list[Callable[[], None]] = []
        self._statements: dict[Statement | str, list[Row]] | None = None

    @property
    def count(self) -> int:
        return len(self._by_row)

    def next_row(self) -> None:
        """What is added from now on belongs to the next row."""
        self._by_row.append([])

    def add(self, sql: Statement | str, row: Row) -> None:
        if not self._by_row:
            self.next_row()
        self._by_row[-1].append((sql, row))

    def add_once(self, sql: Statement | str, value: str) -> None:
        """A row of one value, unless it was added already."""
        seen = self._once.setdefault(sql, set())
        if value not in seen:
            seen.add(value)
            self.add(sql, (value,))

    def then(self, work: Callable[[], None]) -> None:
        """Something else for the last transaction."""
        self._then.append(work)

    def pieces(self, rows: int) -> list[Writes]:
        """The same in parts of so many rows, at least one part."""
        found = []
        for start in range(0, max(1, self.count), rows):
            piece = Writes()
            piece._by_row = self._by_row[start : start + rows]
            found.append(piece)
        found[-1]._then = self._then
        return found

    def prepare(self) -> None:
        """Do what can be done before the transaction begins."""
        self._statements = {}
        for writes in self._by_row:
            for sql, row in writes:
                self._statements.setdefault(sql, []).append(row)

    def run(self, database: TillDatabase) -> None:
        """In the caller's transaction: each statement with all its rows, in the order in which it first came."""
        if self._statements is None:
            self.prepare()
        for sql, rows in (self._statements or {}).items():
            database.run_many(sql, rows)
        for work in self._then:
            work()
