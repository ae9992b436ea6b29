"""What a statement touches, read off its text: which tables, and whose rows.

Each table that grows has a shard: the first column of its key (`store`, `one_id`, `holder` or `scope`). Whoever changes
rows beside others must be alone with their shard, and whoever decides by them too. This module finds the shard's name
among a statement's values, so that no rule has to say it.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from central_ledger.store.schema import REFERENCE_TABLES, TABLES

#: Rows of feeds are computed by whoever is alone with what they tell about; their own versions are counted under the
#: row of the feed, which is changed last. Reads are noted and nothing is decided by it.
_UNGUARDED = "scope"

_TABLE = re.compile(r"\b(?:FROM|JOIN|INTO|UPDATE)\s+([a-z_]+)")
_INSERT = re.compile(r"INSERT INTO ([a-z_]+) \(([^)]*)\)\s+(VALUES \(|SELECT )", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Touched:
    """`shard` is the place among the statement's values of the name that it is about; None: it names none."""

    tables: frozenset[str]
    shard: int | None
    is_write: bool
    #: Whether there are rows in it that somebody is alone with.
    is_guarded: bool

    def names(self, rows: Iterable[Sequence[Any]]) -> set[str]:
        """Whose rows these are."""
        place = self.shard
        return set() if place is None else {str(row[place]) for row in rows}

    def missing(self, rows: Iterable[Sequence[Any]], names: Container[str]) -> set[str]:
        """Whose of these rows nobody named."""
        place = self.shard
        return set() if place is None else {str(row[place]) for row in rows if row[place] not in names}


def key_columns() -> Mapping[str, tuple[str, ...]]:
    """The key of each table."""
    found = {}
    for statement in TABLES:
        if statement.startswith("CREATE TABLE"):
            before, _, key = statement.partition("PRIMARY KEY")
            named = key.strip(" ();") if key.strip().startswith("(") else before.split()[-2].strip("(")
            found[statement.split()[2]] = tuple(name.strip() for name in named.split(","))
    return found


def shard_columns() -> Mapping[str, str]:
    """The shard's column of each table that has one."""
    return {table: key[0] for table, key in key_columns().items() if table not in REFERENCE_TABLES}


_SHARDS = shard_columns()


@lru_cache(maxsize=4096)
def touched(statement: str) -> Touched:
    """Read a statement."""
    tables = frozenset(_TABLE.findall(statement))
    shards = {column for table in tables if (column := _SHARDS.get(table)) not in (None, _UNGUARDED)}
    is_write = not statement.lstrip().startswith("SELECT")
    inserted = _INSERT.match(statement)
    if inserted is not None:
        written = inserted[1]
        column = _SHARDS.get(written)
        is_guarded = column is not None and column != _UNGUARDED
        place = _place_of_value(statement, inserted, column) if is_guarded else None
        return Touched(tables, place, True, is_guarded)
    place = next(
        (found for shard in sorted(shards) if (found := _place_of_condition(statement, shard)) is not None), None
    )
    return Touched(tables, place, is_write, bool(shards))


def written_place(statement: str) -> int | None:
    """Which of its values names the shard that a statement writes, also of feeds; None: it writes or names none."""
    inserted = _INSERT.match(statement)
    if inserted is not None:
        column = _SHARDS.get(inserted[1])
        return None if column is None else _place_of_value(statement, inserted, column)
    found = re.match(r"(?:UPDATE|DELETE FROM) ([a-z_]+)", statement)
    return None if found is None or found[1] not in _SHARDS else _place_of_condition(statement, _SHARDS[found[1]])


@lru_cache(maxsize=4096)
def asked_place(statement: str) -> int | None:
    """Which of a question's values names the shard that it is about, also of feeds; None: it names none."""
    columns = {_SHARDS[table] for table in touched(statement).tables if table in _SHARDS}
    places = (_place_of_condition(statement, column) for column in sorted(columns))
    return next((place for place in places if place is not None), None)


def _place_of_condition(statement: str, column: str | None) -> int | None:
    """Which value `column = ?` is compared with, after WHERE."""
    start = statement.find(" WHERE ")
    found = re.compile(rf"\b{column} = \?").search(statement, start) if start >= 0 else None
    return None if found is None else statement.count("?", 0, found.end() - 1)


def _place_of_value(statement: str, inserted: re.Match[str], column: str | None) -> int | None:
    """Which value goes into a column: as one of VALUES, or of what is selected; else as a condition says."""
    columns = [name.strip() for name in inserted[2].split(",")]
    values = _split(statement, inserted.end())
    wanted = values[columns.index(str(column))] if len(values) == len(columns) else ""
    if wanted[0:1] == "?":
        before = values[: columns.index(str(column))]
        return sum(value.count("?") for value in before)
    return _place_of_condition(statement, column)


def _split(statement: str, start: int) -> list[str]:
    """The expressions of a list that begins here, up to its bracket or FROM."""
    parts, depth, current = [], 0, ""
    for place in range(start, len(statement)):
        letter = statement[place]
        if depth == 0 and (letter == ")" or statement.startswith(" FROM ", place)):
            break
        depth += (letter == "(") - (letter == ")")
        if letter == "," and depth == 0:
            parts.append(current.strip())
            current = ""
        else:
            current += letter
    return [*parts, current.strip()]
