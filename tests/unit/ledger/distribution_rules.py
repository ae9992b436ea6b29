"""Hold tables and statements to the rules of a distributed ledger: docs/scaling.md, "Rules"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from central_ledger.store.distribution import Placed

_TABLE = re.compile(r"CREATE TABLE ([a-z_]+)")
_UNIQUE_INDEX = re.compile(r"CREATE UNIQUE INDEX [a-z_]+ ON ([a-z_]+) \(([^)]*)\)")
_FORBIDDEN = re.compile(r"\b(REFERENCES|FOREIGN KEY|AUTOINCREMENT|SERIAL|BIGSERIAL|IDENTITY|nextval)\b", re.IGNORECASE)
_NAMED = re.compile(r"\b(FROM|JOIN|INTO|UPDATE)\s+([a-z_]+)(?:\s+AS\s+([a-z_]+))?")
_INSERT = re.compile(r"INSERT INTO ([a-z_]+) \(([^)]*)\)", re.DOTALL)


def schema_breaches(statements: Iterable[str], places: Mapping[str, Placed]) -> list[str]:
    """What is wrong with tables: one without a place, a key without its distribution column, anything that spans."""
    found, made = [], set()
    for statement in statements:
        forbidden = _FORBIDDEN.search(statement)
        if forbidden is not None:
            found.append(f"{statement.split(' (')[0]}: {forbidden[0]} cannot hold across shards")
        index = _UNIQUE_INDEX.match(statement)
        if index is not None and not _covers(places.get(index[1]), index[2]):
            found.append(f"{index[1]}: a unique index without its distribution column")
        table = _TABLE.match(statement)
        if table is None:
            continue
        made.add(table[1])
        placed = places.get(table[1])
        if placed is None:
            found.append(f"{table[1]} has no place")
            continue
        keys = re.findall(r"(?:PRIMARY KEY|UNIQUE) \(([^)]*)\)", statement)
        inline = re.findall(r"([a-z_]+) [A-Z]+[^,]*? (?:PRIMARY KEY|UNIQUE)(?! \()", statement)
        for key in (*keys, *inline):
            if not _covers(placed, key):
                found.append(f"{table[1]}: a unique key without {placed.column}: {key}")
        if placed.column and not keys and not inline:
            found.append(f"{table[1]}: no key")
    return found + [f"{table} has a place and is no table" for table in sorted(set(places) - made)]


def _covers(placed: Placed | None, key: str) -> bool:
    return placed is None or not placed.column or placed.column in {name.strip() for name in key.split(",")}


def statement_breaches(statement: str, places: Mapping[str, Placed]) -> list[str]:
    """What is wrong with a statement that tills' everyday work runs: a table in shards that it does not name by its
    distribution column, or two that it joins otherwise.
    """
    text = " ".join(statement.split())
    found = []
    inserted = _INSERT.match(text)
    if inserted is not None and not _covers(places.get(inserted[1]), inserted[2]):
        found.append(f"{inserted[1]}: a row without its distribution column: {text[:200]}")
    for named in _NAMED.finditer(text):
        verb, table, alias = named.groups()
        placed = places.get(table)
        if placed is None or not placed.column or verb == "INTO":
            continue
        inner = _subquery(text, named.start())
        # A table in a subquery is sent where its own condition says, not where the row outside is.
        if not _is_bound(inner or text, alias or table, placed.column, by_value=inner is not None):
            found.append(f"{table}: not asked by {placed.column}: {text[:200]}")
    return found


def _subquery(text: str, place: int) -> str | None:
    """The innermost subquery around a place; None: it is in none."""
    depth = 0
    for start in range(place - 1, -1, -1):
        depth += (text[start] == ")") - (text[start] == "(")
        if depth < 0:
            break
    else:
        return None
    depth = 0
    for end in range(start, len(text)):
        depth += (text[end] == "(") - (text[end] == ")")
        if depth == 0:
            break
    return text[start + 1 : end]


def _is_bound(text: str, name: str, column: str, *, by_value: bool) -> bool:
    """Whether a table's distribution column is compared with a value, or with that of a table beside it."""
    own = rf"(?:\b{name}\.|(?<![._a-z])){column}"
    place = text.find(" WHERE ")
    on = text.find(" ON ")
    start = min(at for at in (place, on, len(text)) if at >= 0)
    other = "" if by_value else r"|[a-z_]+\.(?:store|one_id|holder|scope|source|target)\b"
    return bool(re.search(rf"{own} = (?:\?{other})", text[start:]))
