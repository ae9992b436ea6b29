"""The rows of a page as they are read, one by one, so that the one that cannot be understood can be named."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from offline_cache.fields import document, flag, integer, text

#: A quarter of a millisecond of work.
ROWS_BETWEEN_BREAKS = 2


@dataclass(frozen=True, slots=True)
class FeedRow:
    """A row of a feed (docs/spec/line.md, section 4); `data` is empty for a tombstone."""

    key: str
    version: int
    is_deleted: bool
    data: Mapping[str, Any]


class FeedPage:
    """Iterates over the rows of a page. Raises ValueError for one that is no row; `last_key` is the last that was
    read.
    """

    def __init__(self, rows: Sequence[Mapping[str, Any]]) -> None:
        self._rows = rows
        self.last_key = ""

    def keys(self) -> list[str]:
        """The keys of all rows that have one."""
        return [row["key"] for row in self._rows if isinstance(row, Mapping) and isinstance(row.get("key"), str)]

    def require_each_once(self) -> None:
        """Raises ValueError for a key that is there twice."""
        keys = self.keys()
        if len(set(keys)) < len(keys):
            self.last_key = next(key for number, key in enumerate(keys) if key in keys[:number])
            raise ValueError("key")

    def giving_way(self, give_way: Callable[[], None]) -> Iterator[FeedRow]:
        """The rows, with a break now and then for whoever is in a hurry."""
        for number, row in enumerate(self):
            if number % ROWS_BETWEEN_BREAKS == 0:
                give_way()
            yield row

    def __iter__(self) -> Iterator[FeedRow]:
        for row in self._rows:
            if not isinstance(row, Mapping):
                raise ValueError("row")
            self.last_key = text(row, "key")
            is_deleted = flag(row, "deleted")
            yield FeedRow(
                self.last_key, integer(row, "version"), is_deleted, {} if is_deleted else document(row, "data")
            )
