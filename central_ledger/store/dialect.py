"""The few places where the engines' SQL differs. Statements are written for SQLite and PostgreSQL at once."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from central_ledger.store.migrations import AppendOnly, PerEngine, Step

#: PostgreSQL sorts and compares texts as SQLite does, by their bytes, whatever the database's locale is.
_TYPES = {"TEXT": 'TEXT COLLATE "C"', "BLOB": "BYTEA"}
_TYPE = re.compile(r"\b(TEXT|BLOB)\b")

REFUSE_CHANGE = (
    "CREATE OR REPLACE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF TG_OP = 'DELETE' AND "
    "TG_TABLE_NAME ~ '^(posting|transfer)(_[0-9]+)?$' AND current_setting('onetill.archiving', true) = 'on' THEN "
    "RETURN NULL; END IF; RAISE EXCEPTION "
    "'% is append-only', TG_TABLE_NAME USING ERRCODE = 'integrity_constraint_violation'; END $$"
)


def sqlite_statements(step: Step) -> list[str]:
    """A step of the schema for SQLite."""
    if isinstance(step, AppendOnly):
        return [
            f"CREATE TRIGGER {step.table}_no_{action.lower()} BEFORE {action}{of} ON {step.table} "
            f"BEGIN SELECT RAISE(ABORT, '{step.table} is append-only'); END"
            for action, of in _refused(step)
        ]
    return [step.sqlite if isinstance(step, PerEngine) else step]


def _refused(step: AppendOnly) -> list[tuple[str, str]]:
    """Which actions an engine refuses, each with the columns that it is about (empty: all)."""
    of = f" OF {', '.join(step.guarded)}" if step.guarded else ""
    return [("UPDATE", of)] + ([] if step.rows_go else [("DELETE", "")])


def postgresql_statements(step: Step) -> list[str]:
    """The same for PostgreSQL."""
    if isinstance(step, AppendOnly):
        refused = " OR ".join(f"{action}{of}" for action, of in _refused(step))
        return [
            REFUSE_CHANGE,
            # Two, because one that is also about TRUNCATE never reaches the shards of a distributed table.
            f"CREATE TRIGGER {step.table}_append_only BEFORE {refused} ON {step.table} "
            "FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()",
            f"CREATE TRIGGER {step.table}_no_truncate BEFORE TRUNCATE ON {step.table} "
            "FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()",
        ]
    text = step.postgresql if isinstance(step, PerEngine) else step
    if text.startswith(("CREATE TABLE", "ALTER TABLE")):
        text = _TYPE.sub(lambda found: _TYPES[found[0]], text)
    return [text] if text else []


#: A longer list of values than this is one array: a statement for each length would have to be planned.
_LIST = re.compile(r"(?<!NOT) IN \((\?(?:, \?){7,})\)")


def with_arrays(statement: str, values: Sequence[Any]) -> tuple[str, Sequence[Any]]:
    """The same with long lists as one value each."""
    if "?, ?, ?, ?, ?, ?, ?, ?" not in statement or " IN (" not in statement:
        return statement, values
    given, text, end = list[Any](), "", 0
    rest = iter(values)
    for found in _LIST.finditer(statement):
        before = statement[end : found.start()]
        given += [next(rest) for _ in range(before.count("?"))]
        given.append([next(rest) for _ in range(found[1].count("?"))])
        text, end = f"{text}{before} = ANY(?)", found.end()
    return text + statement[end:], [*given, *rest]


@lru_cache(maxsize=4096)
def for_psycopg(statement: str) -> str:
    """psycopg's mark for a value is %s; no text in our statements holds a question mark."""
    return statement.replace("%", "%%").replace("?", "%s")
