"""What one transaction beside others has read and is about to write: a batch costs a handful of statements.

Whoever is alone with somebody's rows may keep what was read of them until the end, and write later what was changed:
nobody else can tell. Questions that are known beforehand are asked together (`prime`), answers are kept, added rows
wait for others of their table. A change takes back the answers that it may touch, or corrects those that look up one
row by its key. So the rules go on asking and writing row by row, as on SQLite, where that costs nothing.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from central_ledger.store.database import Row
from central_ledger.store.statements import key_columns, touched

_INSERT = re.compile(r"\AINSERT INTO ([a-z_]+) \(([^)]*)\)\s+VALUES \(([?, ]*)\)(.*)\Z", re.DOTALL)
_LOOK_UP = re.compile(r"\ASELECT ([a-z_0-9, ]+) FROM ([a-z_]+) WHERE ([a-z_]+ = \?(?: AND [a-z_]+ = \?)*)\Z")
_ASSIGNED = re.compile(r"([a-z_]+) = excluded\.([a-z_]+)")

_KEYS = key_columns()

_NOTHING: Mapping[str, dict[tuple[Any, ...], Any]] = {}

#: A statement and its values.
Question = tuple[str, tuple[Any, ...]]


@dataclass(frozen=True, slots=True)
class _Added:
    """An insert of whole rows. `is_whole`: afterwards the row is as given, whatever was there."""

    table: str
    columns: tuple[str, ...]
    is_whole: bool
    places: tuple[int, ...]

    def key(self, row: Sequence[Any]) -> tuple[Any, ...]:
        return tuple([row[place] for place in self.places])


@dataclass(frozen=True, slots=True)
class _LookUp:
    """A question for one row by its key: what of it, and where among the values each column of the key is."""

    table: str
    wanted: tuple[str, ...]
    places: tuple[int, ...]

    def key(self, values: Sequence[Any]) -> tuple[Any, ...]:
        return tuple([values[place] for place in self.places])

    def answer(self, added: _Added, row: Sequence[Any]) -> Row | None:
        """None: the row that was added does not say it."""
        places = _places(self.wanted, added.columns)
        return None if places is None else tuple([1 if place is None else row[place] for place in places])


@lru_cache(maxsize=4096)
def _places(wanted: tuple[str, ...], columns: tuple[str, ...]) -> tuple[int | None, ...] | None:
    """Where among the columns of an insert each wanted one is; None for a `1`, and as a whole where one is not."""
    if not all(column == "1" or column in columns for column in wanted):
        return None
    return tuple(None if column == "1" else columns.index(column) for column in wanted)


@lru_cache(maxsize=4096)
def _added(statement: str) -> _Added | None:
    found = _INSERT.match(statement)
    if found is None or found[1] not in _KEYS:
        return None
    columns = tuple(name.strip() for name in found[2].split(","))
    rest = found[4].strip()
    assigned = {left for left, right in _ASSIGNED.findall(rest) if left == right}
    is_whole = not rest or ("DO UPDATE SET" in rest and assigned == set(columns) - set(_KEYS[found[1]]))
    if len(columns) != found[3].count("?") or not set(_KEYS[found[1]]) <= set(columns):
        return None
    return _Added(found[1], columns, is_whole, tuple(columns.index(column) for column in _KEYS[found[1]]))


@lru_cache(maxsize=4096)
def _look_up(statement: str) -> _LookUp | None:
    found = _LOOK_UP.match(statement)
    if found is None:
        return None
    conditions = [condition.split(" ")[0] for condition in found[3].split(" AND ")]
    key = _KEYS.get(found[2], ())
    if sorted(conditions) != sorted(key):
        return None
    wanted = tuple(name.strip() for name in found[1].split(","))
    return _LookUp(found[2], wanted, tuple(conditions.index(column) for column in key))


class WorkingSet:
    """`run` asks the engine, `write` has it take rows."""

    def __init__(
        self,
        run: Callable[[str, Sequence[Any]], list[Row]],
        ask_many: Callable[[str, Sequence[tuple[Any, ...]]], list[list[Row]] | None],
        write: Callable[[str, Sequence[Sequence[Any]]], None],
    ) -> None:
        self._run, self._ask_many, self._write = run, ask_many, write
        self._answers: dict[Question, list[Row]] = {}
        #: By table and shard (None: they name none); and those that look up one row, by table, statement and key.
        self._places: dict[str, dict[str | None, set[Question]]] = defaultdict(lambda: defaultdict(set))
        self._look_ups: dict[str, dict[str, dict[tuple[Any, ...], Question]]] = defaultdict(lambda: defaultdict(dict))
        self._waiting: dict[str, list[tuple[str, list[Sequence[Any]]]]] = {}

    def known(self, statement: str, values: Sequence[Any]) -> list[Row] | None:
        """The answer to a question that was asked before, and is the same still."""
        found = self._answers.get((statement, tuple(values)))
        return None if found is None else list(found)

    def rows(self, statement: str, values: Sequence[Any]) -> list[Row]:
        """Of a question whose answer is not `known`."""
        question = (statement, tuple(values))
        what = touched(statement)
        if not self._is_apart(statement, question[1]):
            self.flush(what.tables)
        found = self._run(statement, values)
        if what.is_write:
            self._changed(statement, (values,))
        elif what.shard is not None or not what.is_guarded:
            self._keep(question, found)
        return list(found)

    def _is_apart(self, statement: str, values: tuple[Any, ...]) -> bool:
        """Whether a question is for one row by its key, and none that waits is that row."""
        look_up = _look_up(statement)
        if look_up is None:
            return False
        key = look_up.key(values)
        return all(
            (added := _added(waiting)) is not None and key not in map(added.key, rows)
            for waiting, rows in self._waiting.get(look_up.table, ())
        )

    def prime(self, statement: str, questions: Iterable[Sequence[Any]]) -> None:
        """Ask together what will be asked one by one."""
        asked = [q for q in dict.fromkeys(map(tuple, questions)) if (statement, q) not in self._answers]
        if len(asked) < 2:
            return
        self.flush(touched(statement).tables)
        answers = self._ask_many(statement, asked)
        for question, answer in zip(asked, answers or (), strict=answers is not None):
            self._keep((statement, question), answer)

    def write(self, statement: str, rows: Sequence[Sequence[Any]]) -> None:
        """Rows that may be written later."""
        added = _added(statement)
        if added is None:
            self.flush(touched(statement).tables)
            self._write(statement, rows)
        else:
            waiting = self._waiting.setdefault(added.table, [])
            if waiting and waiting[-1][0] == statement:
                waiting[-1][1].extend(rows)
            else:
                waiting.append((statement, list(rows)))
        self._changed(statement, rows)

    def before(self, statement: str) -> None:
        """A statement is about to be run past this."""
        self.flush(touched(statement).tables)

    def after(self, statement: str, values: Sequence[Any]) -> None:
        self._changed(statement, (values,))

    def flush(self, tables: Iterable[str] | None = None) -> None:
        """Write what waits of these tables, or all."""
        for table in [*self._waiting] if tables is None else tables:
            for statement, rows in self._waiting.pop(table, ()):
                added = _added(statement)
                if added is not None and added.is_whole and "ON CONFLICT" in statement:
                    self._write(statement, [*{added.key(row): row for row in rows}.values()])  # the last one stays
                else:
                    self._write(statement, rows)

    def _keep(self, question: Question, answer: list[Row]) -> None:
        self._answers[question] = answer
        statement, values = question
        look_up = _look_up(statement)
        if look_up is not None:
            self._look_ups[look_up.table][statement][look_up.key(values)] = question
            return
        what = touched(statement)
        shard = None if what.shard is None else str(values[what.shard])
        for table in what.tables:
            self._places[table][shard].add(question)

    def _changed(self, statement: str, rows: Sequence[Sequence[Any]]) -> None:
        """Drop answers that may be others by now; correct those about one row that was given whole."""
        what, added = touched(statement), _added(statement)
        for table in what.tables:
            places = self._places.get(table)
            if places:
                shards = {None, *what.names(rows)} if what.shard is not None else set(places)
                for shard in shards:
                    for question in places.pop(shard, ()):
                        self._answers.pop(question, None)
            for asked, by_key in self._look_ups.get(table, _NOTHING).items():
                if added is None:
                    for question in by_key.values():
                        self._answers.pop(question, None)
                    by_key.clear()
                else:
                    self._correct(asked, by_key, added, rows)

    def _correct(
        self, asked: str, by_key: dict[tuple[Any, ...], Question], added: _Added, rows: Sequence[Sequence[Any]]
    ) -> None:
        """Questions for one row by its key, after these rows."""
        look_up = _look_up(asked)
        if look_up is None or not by_key:
            return
        for row in rows:
            question = by_key.get(added.key(row))
            if question is not None:
                answer = look_up.answer(added, row) if added.is_whole else None
                if answer is None:
                    self._answers.pop(question, None)
                else:
                    self._answers[question] = [answer]
