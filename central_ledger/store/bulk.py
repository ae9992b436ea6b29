"""Many rows, or many questions, as one statement of PostgreSQL: made from the text for one.

`INSERT … VALUES (?, ?)` becomes an insert of what `unnest` makes of one array a column, or, where it does nothing but
add rows and these are many, a COPY, which costs the server a fifth less; `SELECT … WHERE one_id = ?` is asked of each
row of such arrays, side by side (LATERAL).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import Any

from central_ledger.store.dialect import for_psycopg
from central_ledger.store.statements import asked_place, touched

_VALUES = re.compile(r"\A(INSERT INTO [a-z_]+ \(([^)]*)\)\s+)VALUES \(([^()]*)\)(.*)\Z", re.DOTALL)
_CONFLICT = re.compile(r"ON CONFLICT \(([^)]*)\) DO UPDATE")
#: Of a column without any value: whichever type it has there, all of it is NULL.
NOTHING = "nothing"
_TYPES: dict[type | None, str] = {str: "text", int: "bigint", bytes: "bytea", None: NOTHING}


@lru_cache(maxsize=4096)
def conflict_columns(statement: str) -> tuple[int, ...] | None:
    """Which values say that two rows are the same one, where an upsert changes what is there; None: none do."""
    found = _CONFLICT.search(statement)
    inserted = _VALUES.match(statement)
    if found is None or inserted is None:
        return None
    columns = [name.strip() for name in inserted[2].split(",")]
    marks = [value.strip() for value in inserted[3].split(",")]
    places: dict[str, int] = {}
    for column, mark in zip(columns, marks, strict=True):
        if mark == "?":
            places[column] = len(places)
    return tuple(places[name.strip()] for name in found[1].split(",") if name.strip() in places)


def apart(statement: str, rows: Sequence[Sequence[Any]]) -> list[list[Sequence[Any]]]:
    """Rows in their order, in as many parts as an upsert needs: it cannot change the same row twice."""
    columns = conflict_columns(statement)
    if columns is None:
        return [list(rows)]
    parts: list[list[Sequence[Any]]] = []
    seen: dict[tuple[Any, ...], int] = {}
    for row in rows:
        key = tuple(row[column] for column in columns)
        number = seen.get(key, 0)
        seen[key] = number + 1
        if number == len(parts):
            parts.append([])
        parts[number].append(row)
    return parts


def types_of(rows: Sequence[Sequence[Any]]) -> tuple[str, ...] | None:
    """PostgreSQL's type of each value, as the first row that has one says (`NOTHING`: no row has one); None: there is
    one of another type.
    """
    found = []
    for column in zip(*rows, strict=True):
        kind = next((type(value) for value in column if value is not None), None)
        if kind not in _TYPES:
            return None
        found.append(_TYPES[kind])
    return tuple(found)


def arrays_of(rows: Sequence[Sequence[Any]], types: Sequence[str]) -> list[str]:
    """The values, one array for each column, as PostgreSQL writes arrays: psycopg's own way took half of a push."""
    return [_array(column, name) for column, name in zip(zip(*rows, strict=True), types, strict=True)]


#: No text that can be stored has it, so it shows where one value ends.
_BETWEEN = "\x00"


def _array(values: Sequence[Any], kind: str) -> str:
    """A step of Python for each value cost as much as the rules that made the rows: whole columns at once."""
    if kind == "bigint":
        return "{" + ",".join(map(str, values)).replace("None", "NULL") + "}"
    if kind == "bytea":
        return "{" + ",".join(["NULL" if value is None else f'"\\\\x{value.hex()}"' for value in values]) + "}"
    if None in values:
        return "{" + ",".join(["NULL" if value is None else f'"{_escaped(value)}"' for value in values]) + "}"
    text = _BETWEEN.join(values)
    if text.count(_BETWEEN) != len(values) - 1:
        raise ValueError("a value that the database cannot hold: a text with NUL in it")
    return '{"' + _escaped(text).replace(_BETWEEN, '","') + '"}'


@lru_cache(maxsize=4096)
def copy_of(statement: str) -> str | None:
    """The COPY that adds the same rows. None: the statement does more than adding rows as they are."""
    found = _VALUES.match(statement)
    if found is None or found[4].strip() or {value.strip() for value in found[3].split(",")} != {"?"}:
        return None
    return f"COPY {found[1].removeprefix('INSERT INTO ').rstrip()} FROM STDIN"


def copied(rows: Sequence[Sequence[Any]], types: Sequence[str]) -> bytes:
    """The rows as COPY reads them: a line for each, with tabs between its values."""
    columns = [_fields(column, name) for column, name in zip(zip(*rows, strict=True), types, strict=True)]
    return ("\n".join(map("\t".join, zip(*columns, strict=True))) + "\n").encode()


def _fields(values: Sequence[Any], kind: str) -> Sequence[str]:
    if kind == "bigint":
        return (
            ["\\N" if value is None else str(value) for value in values] if None in values else list(map(str, values))
        )
    if kind == "bytea":
        return ["\\N" if value is None else f"\\\\x{value.hex()}" for value in values]
    if None in values:
        return ["\\N" if value is None else _in_line(value) for value in values]
    text = _BETWEEN.join(values)
    if text.count(_BETWEEN) != len(values) - 1:
        raise ValueError("a value that the database cannot hold: a text with NUL in it")
    return [_in_line(value) for value in values] if any(mark in text for mark in "\\\t\n\r") else values


#: What would end a value or a line, and what says that something was put otherwise.
_PUT_OTHERWISE = str.maketrans({"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r"})


def _in_line(text: str) -> str:
    if _BETWEEN in text:
        raise ValueError("a value that the database cannot hold: a text with NUL in it")
    return text.translate(_PUT_OTHERWISE)


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace('"', '\\"') if '"' in text or "\\" in text else text


@lru_cache(maxsize=4096)
def bulk_insert(statement: str, types: tuple[str, ...]) -> str | None:
    """For psycopg, one array for each value. None: this statement has no such form."""
    found = _VALUES.match(statement)
    if found is None or not types:
        return None
    head, _, values, rest = found.groups()
    given = iter([f"v.c{number}" if name != NOTHING else "NULL" for number, name in enumerate(types, 1)])
    chosen = ", ".join(next(given) if value.strip() == "?" else value.strip() for value in values.split(","))
    text = f"{head}SELECT {chosen} FROM {_arrays(types)} AS v({_names(types)}){rest}"
    return None if "?" in text else text.replace("%", "%%").replace("\x00", "%s")


def with_values(statement: str, rows: Sequence[Sequence[Any]]) -> str | None:
    """The same insert with the values of all these rows in its text: where a statement is taken to pieces by shards,
    that costs a fifth of handing them beside it. None: it is no such insert, or a value cannot stand in a text.
    """
    found = _VALUES.match(statement)
    if found is None:
        return None
    head, _, values, rest = found.groups()
    pattern = "(" + values.replace("%", "%%").replace("?", "%s") + ")"
    made = []
    for row in rows:
        texts = [_literal(value) for value in row]
        if None in texts:
            return None
        made.append(pattern % tuple(texts))
    return f"{head}VALUES {', '.join(made)}{rest}"


def _literal(value: Any) -> str | None:
    if value is None:
        return "NULL"
    if type(value) is int:
        return str(value)
    if type(value) is bytes:
        return f"'\\x{value.hex()}'"
    return "'" + value.replace("'", "''") + "'" if type(value) is str and "\x00" not in value else None


@lru_cache(maxsize=4096)
def insert_of_names(statement: str, types: tuple[str, ...], place: int) -> str | None:
    """For psycopg, one array for each value, and last the names of `shard_name` that the values at `place` are: an
    engine whose tables lie in shards hands this to the one in which those names are, as it is. None: it has no such
    form.
    """
    found = _VALUES.match(statement)
    if found is None or not types:
        return None
    head, _, values, rest = found.groups()
    numbers = iter(range(len(types)))
    chosen = []
    for value in values.split(","):
        number = next(numbers) if value.strip() == "?" else None
        made = "NULL" if number is not None and types[number] == NOTHING else f"v.c{(number or 0) + 1}"
        chosen.append(value.strip() if number is None else "k.name" if number == place else made)
    text = (
        f"{head}SELECT {', '.join(chosen)} FROM shard_name AS k JOIN {_arrays(types)} AS v({_names(types)}) "
        f"ON v.c{place + 1} = k.name WHERE k.name = ANY(\x00::text[]){rest}"
    )
    return None if "?" in text else text.replace("%", "%%").replace("\x00", "%s")


@lru_cache(maxsize=4096)
def bulk_question(statement: str, types: tuple[str, ...]) -> str:
    """A SELECT, asked of each row of arrays; its first column is the row's number, from 1 on."""
    pieces = statement.split("?")
    inner = pieces[0] + "".join(f"v.c{number}{piece}" for number, piece in enumerate(pieces[1:], 1))
    text = (
        f"SELECT v.number, q.* FROM {_arrays(types)} WITH ORDINALITY AS v({_names(types)}, number) {_for_each(inner)}"
    )
    return text.replace("%", "%%").replace("\x00", "%s")


#: A value of a question, where it is compared: `column = ?`, and the column.
_COMPARED = re.compile(r"([a-z_.]+) = \Z")


@lru_cache(maxsize=4096)
def question_in_shard(statement: str, types: tuple[str, ...], fixed: frozenset[int], place: int) -> str | None:
    """As `bulk_question`, so that an engine whose tables lie in shards sees which one is asked: the values at `fixed`
    are the same for all questions and come behind the arrays of the others, in their order; where the one at `place` is
    not, all the names that are asked about stand for it there. None: there is no such form.
    """
    pieces = statement.split("?")
    arrays = [number for number in range(len(types)) if number not in fixed]
    if not arrays:
        return None
    inner = pieces[0]
    for number, piece in enumerate(pieces[1:]):
        if number in fixed:
            inner += f"\x00::{_type(types[number])}"
        else:
            inner += f"v.c{number}"
            if number == place:
                column = _COMPARED.search(pieces[number])
                if column is None:
                    return None
                inner += f" AND {column[1]} = ANY(\x00::text[])"
        inner += piece
    made = ", ".join(f"\x00::{_type(types[number])}[]" for number in arrays)
    names = ", ".join(f"c{number}" for number in arrays)
    text = f"SELECT v.number, q.* FROM unnest({made}) WITH ORDINALITY AS v({names}, number) {_for_each(inner)}"
    return text.replace("%", "%%").replace("\x00", "%s")


def _for_each(inner: str) -> str:
    """OFFSET keeps the planner from hashing all rows of a table to join them to a few hundred questions: while a table
    is not large that seems cheaper to it, and is ten times as dear.
    """
    return f"CROSS JOIN LATERAL ({inner} OFFSET 0) AS q"


def _arrays(types: Sequence[str]) -> str:
    """`\\x00` stands for psycopg's mark, which is put in when percent signs are doubled."""
    return "unnest(" + ", ".join(f"\x00::{_type(name)}[]" for name in types) + ")"


def _type(name: str) -> str:
    return "text" if name == NOTHING else name


def _names(types: Sequence[str]) -> str:
    return ", ".join(f"c{number}" for number in range(1, len(types) + 1))


def in_shard(
    statement: str, types: tuple[str, ...], place: int, asked: Sequence[tuple[Any, ...]]
) -> tuple[str, list[Any]] | None:
    """Questions that are about one shard as one statement for psycopg, with its values; `place`: see there. None: they
    have to be asked one by one.
    """
    columns = list(zip(*asked, strict=True))
    fixed = frozenset(number for number, column in enumerate(columns) if len(set(column)) == 1)
    if place not in fixed and len(touched(statement).tables) > 1:
        return None  # only what is compared itself tells the engine a table's shard
    text = question_in_shard(statement, types, fixed, place)
    if text is None:
        return None
    varying = [number for number in range(len(columns)) if number not in fixed]
    values: list[Any] = list(
        arrays_of([[question[number] for number in varying] for question in asked], [types[n] for n in varying])
    )
    for number, column in enumerate(columns):
        if number in fixed:
            values.append(column[0])
        elif number == place:
            values.append(list(dict.fromkeys(column)))
    return text, values


def bundles(
    statement: str, asked: Sequence[tuple[Any, ...]], shard_of: Callable[[str], str]
) -> list[tuple[str, list[Any], list[int]]]:
    """Questions as texts for psycopg with their values, one for each shard where there is such a form, and which of the
    questions each asks.
    """
    place, types = asked_place(statement), types_of(asked)
    found: list[tuple[str, list[Any], list[int]]] = []
    by_shard: dict[str, list[int]] = {}
    for number, question in enumerate(asked):
        by_shard.setdefault("" if place is None else shard_of(str(question[place])), []).append(number)
    for numbers in by_shard.values():
        ours = [asked[number] for number in numbers]
        made = None if types is None or place is None or len(ours) < 2 else in_shard(statement, types, place, ours)
        if made is not None:
            found.append((*made, numbers))
        else:
            found += [(for_psycopg(statement), list(asked[number]), [number]) for number in numbers]
    return found
