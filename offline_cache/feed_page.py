"""The rows of a page as they are read, one by one, so that the one that cannot be understood can be named."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from offline_cache.fields import document, flag, integer, text


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

    def __iter__(self) -> Iterator[FeedRow]:
        for row in self._rows:
            if not isinstance(row, Mapping):
                raise ValueError("row")
            self.last_key = text(row, "key")
            is_deleted = flag(row, "deleted")
            yield FeedRow(
                self.last_key, integer(row, "version"), is_deleted, {} if is_deleted else document(row, "data")
            )
