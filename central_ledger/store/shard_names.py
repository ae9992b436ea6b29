"""What a statement says about shards: which of its values name those that it touches.

A statement may be sent to the machine of one shard, past the engine that would find its shards out, only where this
can be read off its text: each table in shards is asked by its own distribution column, with a value, or with that of a
table beside it which is. Where that cannot be seen (`None`), the engine plans it, which is always right.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

from central_ledger.store.distribution import PLACES, distributed
from central_ledger.store.statements import touched

_NAMED = re.compile(r"\b(?:FROM|JOIN|UPDATE)\s+([a-z_]+)(?:\s+AS\s+([a-z_]+))?")
_INSERT = re.compile(r"INSERT INTO ([a-z_]+) \(([^)]*)\)\s+VALUES ((?:\([^()]*\)(?:,\s*)?)+)(.*)\Z", re.DOTALL)
_GIVEN = re.compile(r"(?:\b([a-z_]+)\.|(?<![.\w]))([a-z_]+) = \?")
_EQUAL = re.compile(r"\b([a-z_]+)\.([a-z_]+) = ([a-z_]+)\.([a-z_]+)")
_CHOICE = re.compile(r"(?<=AND )\((?!SELECT)[^()]* OR [^()]*\)")
_TABLE = re.compile(r"\b(FROM|JOIN|INTO|UPDATE)(\s+)([a-z_]+)(\s+AS\s+[a-z_]+)?")
_COPIED = re.compile(r"(?<=\ACOPY )[a-z_]+")
_COLUMNS = distributed()


@lru_cache(maxsize=4096)
def names_in(statement: str) -> tuple[int, ...] | None:
    """The places, among a statement's values, of the names whose shards it touches: where they lie in one shard, it
    touches no other. Empty: it reads what every machine has whole. None: that cannot be told.
    """
    tables = touched(statement).tables
    if not tables <= PLACES.keys() or any(PLACES[table].place == "local" for table in tables):
        return None
    if touched(statement).is_write:
        return _written(statement)
    return _asked(statement) if any(table in _COLUMNS for table in tables) else ()


def _written(statement: str) -> tuple[int, ...] | None:
    inserted = _INSERT.match(statement)
    if inserted is None:
        return _selected(statement) if statement.startswith("INSERT") else _changed(statement)
    table, columns, values, rest = inserted.groups()
    if table not in _COLUMNS or _NAMED.search(rest):
        return None
    place = [name.strip() for name in columns.split(",")].index(_COLUMNS[table])
    found, count = list[int](), 0
    for row in re.findall(r"\(([^()]*)\)", values):
        marks = [value.strip() for value in row.split(",")]
        if marks[place] != "?":
            return None
        found.append(count + marks[:place].count("?"))
        count += row.count("?")
    return tuple(found)


def _changed(statement: str) -> tuple[int, ...] | None:
    found = re.match(r"(?:UPDATE|DELETE FROM) ([a-z_]+)", statement)
    return _asked(statement) if found is not None and found[1] in _COLUMNS else None


def _selected(statement: str) -> tuple[int, ...] | None:
    """Of an insert of what is selected: its names come from a table beside which it lies."""
    found = re.match(r"INSERT INTO ([a-z_]+) \(([a-z_]+)[^)]*\)\s+SELECT ([a-z_]+)\.([a-z_]+),", statement)
    if found is None or _COLUMNS.get(found[1]) != found[2]:
        return None
    places = _asked(statement[found.end(2) :])
    source = re.search(rf" FROM ([a-z_]+) AS {found[3]}\b", statement)
    return places if source is not None and _COLUMNS.get(source[1]) == found[4] else None


def _asked(text: str) -> tuple[int, ...] | None:
    """Of a statement that asks: every table in shards by a value of its own column, or beside one that is."""
    aliases: dict[str, str] = {}
    for table, alias in _NAMED.findall(text):
        if table in _COLUMNS:
            if (alias or table) in aliases:
                return None  # the same name in two parts of a statement: whose condition is whose is not seen
            aliases[alias or table] = _COLUMNS[table]
    start = min(place for word in (" WHERE ", " ON ", "") if (place := text.find(word) if word else len(text)) >= 0)
    # What stands in brackets as one of several conditions narrows the others, and binds nothing by itself.
    text = text[:start] + _CHOICE.sub(lambda found: re.sub(r"[^?]", " ", found[0]), text[start:])
    if " OR " in text[start:]:
        return None
    columns = set(aliases.values())
    places, bound = list[int](), set[str]()
    for given in _GIVEN.finditer(text, start):
        owner, column = given.groups()
        if column not in columns or (owner is not None and aliases.get(owner) != column):
            continue
        places.append(text.count("?", 0, given.end() - 1))
        if owner is not None:
            bound.add(owner)
        elif len(aliases) == 1:
            bound |= aliases.keys()
    pairs = [(a, b) for a, x, b, y in _EQUAL.findall(text[start:]) if aliases.get(a) == x and aliases.get(b) == y]
    for _ in pairs:
        for pair in pairs:
            if bound & set(pair):
                bound |= set(pair)
    return tuple(places) if bound == aliases.keys() and places else None


def renamed(text: str, names: Mapping[str, str]) -> str:
    """A statement with its tables called as `names` says; each keeps its own name within the statement."""

    def other(found: re.Match[str]) -> str:
        verb, space, table, alias = found.groups()
        name = names.get(table)
        return found[0] if name is None else f"{verb}{space}{name}{alias or f' AS {table}'}"

    return (
        _COPIED.sub(lambda found: names.get(found[0], found[0]), text)
        if text.startswith("COPY ")
        else _TABLE.sub(other, text)
    )
