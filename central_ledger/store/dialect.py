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
    "TG_TABLE_NAME ~ '^(posting|transfer|stock_movement)(_[0-9]+)?$' AND "
    "current_setting('onetill.archiving', true) = 'on' THEN "
    "RETURN NULL; END IF; RAISE EXCEPTION "
    "'% is append-only', TG_TABLE_NAME USING ERRCODE = 'integrity_constraint_violation'; END $$"
)


#: A shard cannot look at another table: there what the transaction says of itself counts (`Database.erasing`).
REFUSE_OUTSIDE_ERASURE = (
    "CREATE OR REPLACE FUNCTION refuse_outside_erasure() RETURNS trigger LANGUAGE plpgsql AS $$ "
    "DECLARE allowed boolean := true; whose text := chr(10) || (to_jsonb(OLD) ->> TG_ARGV[0]) || chr(10); BEGIN "
    "IF TG_ARGV[0] <> '' AND TG_TABLE_NAME ~ '_[0-9]+$' THEN "
    "allowed := strpos(COALESCE(current_setting('onetill.erasing', true), ''), whose) > 0; "
    "ELSIF TG_ARGV[0] <> '' THEN EXECUTE format('SELECT EXISTS (SELECT 1 FROM %I.erasure WHERE dropping <> %L AND "
    "strpos(dropping, $1) > 0)', TG_TABLE_SCHEMA, '') INTO allowed USING whose; END IF; "
    "IF TG_OP = 'UPDATE' THEN allowed := allowed AND to_jsonb(NEW) ->> TG_ARGV[1] = ''; END IF; "
    "IF NOT allowed THEN RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = "
    "'integrity_constraint_violation'; END IF; "
    "IF TG_OP = 'DELETE' THEN RETURN OLD; END IF; RETURN NEW; END $$"
)


def sqlite_statements(step: Step) -> list[str]:
    """A step of the schema for SQLite."""
    if not isinstance(step, AppendOnly):
        return [step.sqlite if isinstance(step, PerEngine) else step]
    table, of = step.table, f" OF {', '.join(step.guarded)}" if step.guarded else ""
    whose = (
        "NOT EXISTS (SELECT 1 FROM erasure WHERE dropping <> '' AND "
        f"instr(dropping, char(10) || OLD.{step.named_in} || char(10)) > 0)"
        if step.named_in
        else ""
    )
    triggers = [("update", f"UPDATE{of}", ""), ("delete", "DELETE", whose)]
    if step.emptied:
        changed = f"NEW.{step.emptied} <> ''"
        triggers.append(("change", f"UPDATE OF {step.emptied}", f"{changed} OR {whose}" if whose else changed))
    return [
        f"CREATE TRIGGER {table}_no_{name} BEFORE {action} ON {table} {f'WHEN {condition} ' if condition else ''}"
        f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
        for name, action, condition in triggers
    ]


def postgresql_statements(step: Step) -> list[str]:
    """The same for PostgreSQL."""
    if isinstance(step, AppendOnly):
        table, of = step.table, f" OF {', '.join(step.guarded)}" if step.guarded else ""
        never = [f"UPDATE{of}"] + ([] if step.named_in else ["DELETE"])
        made = [
            REFUSE_CHANGE,
            # Two, because one that is also about TRUNCATE never reaches the shards of a distributed table.
            f"CREATE TRIGGER {table}_append_only BEFORE {' OR '.join(never)} ON {table} "
            "FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()",
            f"CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table} "
            "FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()",
        ]
        seldom = (["DELETE"] if step.named_in else []) + ([f"UPDATE OF {step.emptied}"] if step.emptied else [])
        if seldom:
            made += [
                REFUSE_OUTSIDE_ERASURE,
                f"CREATE TRIGGER {table}_no_change BEFORE {' OR '.join(seldom)} ON {table} "
                f"FOR EACH ROW EXECUTE FUNCTION refuse_outside_erasure('{step.named_in}', '{step.emptied}')",
            ]
        return made
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
