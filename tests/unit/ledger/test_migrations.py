"""A ledger of each version before, kept as it was written, becomes one of this: on both engines."""

from __future__ import annotations

import base64
import gzip
import json
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from central_ledger.application.audit import audit
from central_ledger.application.ledger import Ledger
from central_ledger.application.push import push
from central_ledger.store.database import Database, StoreUnavailable
from central_ledger.store.postgresql import PostgresDatabase
from central_ledger.store.schema import SCHEMA_VERSION
from central_ledger.store.sqlite import SqliteDatabase
from tests.unit.ledger.leased_sales import sell, till

KEPT = Path(__file__).parents[2] / "data" / "ledger"
#: Those before were SQLite's alone.
FIRST_ON_POSTGRESQL = 3


@pytest.fixture(params=range(1, SCHEMA_VERSION))
def version(request: pytest.FixtureRequest, engine: str) -> int:
    if engine != "sqlite" and request.param < FIRST_ON_POSTGRESQL:
        pytest.skip("this version was SQLite's alone")
    return int(request.param)


@pytest.fixture
def kept(version: int) -> list[dict[str, Any]]:
    """Tables and rows of a ledger that a program of this version wrote."""
    text = gzip.decompress((KEPT / f"version_{version}.jsonl.gz").read_bytes()).decode()
    return [json.loads(line) for line in text.splitlines()]


@pytest.fixture
def old(engine: str, version: int, kept: list[dict[str, Any]], tmp_path: Path, request: pytest.FixtureRequest):
    """An empty database of this engine, with what is kept in it."""
    server = None if engine == "sqlite" else request.getfixturevalue("postgres")
    url = "" if server is None else server.new_database()
    database: Database = SqliteDatabase(tmp_path / "ledger.db", "11" * 32) if server is None else PostgresDatabase(url)
    with closing(database):
        with database.transaction():
            for line in kept:
                _take(database, line)
            database._set_schema_version(version)
        yield database
    if server is not None:
        server.drop(url)


def _take(database: Database, line: dict[str, Any]) -> None:
    if "statement" in line:
        database._take(line["statement"])
        return
    marks = ", ".join("?" for _ in line["columns"])
    database.execute_many(f"INSERT INTO {line['table']} ({', '.join(line['columns'])}) VALUES ({marks})", _rows(line))


def _rows(line: dict[str, Any]) -> list[tuple[Any, ...]]:
    return [tuple(base64.b64decode(v["bytes"]) if isinstance(v, dict) else v for v in row) for row in line["rows"]]


def test_every_row_of_before_is_there_as_it_was(old, kept):
    old.create()
    for line in (line for line in kept if "table" in line):
        now = set(old.rows(f"SELECT {', '.join(line['columns'])} FROM {line['table']}"))
        assert set(_rows(line)) <= now, line["table"]


def test_what_was_there_balances_and_goes_on(old):
    old.create()
    assert old.schema_version() == SCHEMA_VERSION
    ledger = Ledger(old)
    found = audit(ledger)
    assert found.problems == []
    assert [(row["applied"], row["sales"][0]["sales"]) for row in found.tills] == [(4, 3)]
    assert found.cases == {"coupon_reused": 1, "points_overdrawn": 1}
    with old.transaction():
        ledger.journals.enrol("S02", "T01", bytes(32), "counter", ledger.now())
    writer = till("S02", "T01")
    sell(writer, "new", one_id="M2", points=10)
    assert [verdict.word for verdict in push(ledger, "S02", "T01", writer.entries).verdicts] == ["created", "created"]
    assert audit(ledger).problems == []


def test_it_has_what_a_new_one_has(old, engine, request, tmp_path):
    old.create()
    server = None if engine == "sqlite" else request.getfixturevalue("postgres")
    url = "" if server is None else server.new_database()
    new: Database = SqliteDatabase(tmp_path / "new.db", "11" * 32) if server is None else PostgresDatabase(url)
    with closing(new):
        new.create()
        assert _shape(old) == _shape(new)
    if server is not None:
        server.drop(url)


def _shape(database: Database) -> list[Any]:
    """Tables with their columns in any order, and indexes with what they are of: a key's too."""
    if isinstance(database, PostgresDatabase):
        columns = database.rows(
            "SELECT table_name, column_name, data_type, is_nullable FROM information_schema.columns "
            "WHERE table_schema = 'public'"
        )
        return sorted(
            map(
                str,
                [*columns, *database.rows("SELECT indexname, indexdef FROM pg_indexes WHERE schemaname = 'public'")],
            )
        )
    names = [row[0] for row in database.rows("SELECT name FROM sqlite_master WHERE type IN ('table', 'index')")]
    return sorted(names) + sorted(
        str((name, *row[1:4], row[5])) for name in names for row in database.rows(f"PRAGMA table_info({name})")
    )


def test_one_of_a_newer_program_is_left_alone(old):
    old.create()
    with old.transaction():
        old._set_schema_version(SCHEMA_VERSION + 1)
    with pytest.raises(StoreUnavailable, match="newer program"):
        old.create()
