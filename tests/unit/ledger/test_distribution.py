"""Where tables lie when the ledger is distributed, and that what tills do all day keeps to it. docs/scaling.md."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from shutil import copytree

import pytest

import central_ledger
from central_ledger.application.clearing import Carrier
from central_ledger.application.member_side import _SPANS
from central_ledger.application.push import push
from central_ledger.application.reservations import Wanted, reserve
from central_ledger.data_directory import DataDirectory
from central_ledger.store.distribution import PLACES, SPANNING, Placed, distributed
from central_ledger.store.schema import TABLES
from central_ledger.store.shard_names import names_in
from central_ledger.store.statements import shard_columns, touched
from tests.unit.ledger.distribution_rules import schema_breaches, statement_breaches
from tests.unit.ledger.journals import JournalWriter
from tests.unit.ledger.sharded import sharded
from tests.unit.ledger.test_clearing import a_day, prepare

LEDGER = Path(central_ledger.__file__).parent


def test_every_table_has_its_place_and_every_key_its_distribution_column():
    assert schema_breaches(TABLES, PLACES) == []
    # A statement's shard is read off its key's first column: that is the same column.
    assert distributed().items() <= shard_columns().items()


@pytest.mark.parametrize(
    ("planted", "said"),
    [
        ("CREATE TABLE unplaced (holder TEXT NOT NULL, PRIMARY KEY (holder))", "unplaced has no place"),
        ("CREATE TABLE planted (id TEXT PRIMARY KEY, store TEXT NOT NULL)", "without store: id"),
        ("CREATE TABLE planted (store TEXT NOT NULL, n BIGINT NOT NULL, PRIMARY KEY (n))", "without store: n"),
        ("CREATE TABLE planted (store TEXT, n BIGINT, PRIMARY KEY (store, n), UNIQUE (n))", "without store: n"),
        ("CREATE TABLE planted (store TEXT REFERENCES store (store), PRIMARY KEY (store))", "REFERENCES cannot"),
        ("CREATE TABLE planted (store TEXT, n BIGSERIAL, PRIMARY KEY (store, n))", "BIGSERIAL cannot"),
        ("CREATE TABLE planted (store TEXT NOT NULL)", "no key"),
        ("CREATE UNIQUE INDEX planted_by_n ON planted (n)", "without its distribution column"),
    ],
)
def test_a_planted_table_is_found(planted, said):
    places = {**PLACES, "planted": Placed("store", "store", "a test")}
    found = schema_breaches([*TABLES, planted], places)
    assert any(said in breach for breach in found), found


@pytest.mark.parametrize(
    ("statement", "is_right"),
    [
        ("SELECT 1 FROM sale WHERE store = ? AND sale_id = ?", True),
        ("SELECT 1 FROM sale WHERE sale_id = ?", False),
        ("SELECT 1 FROM offer WHERE offer_id = ?", True),
        ("UPDATE till SET public_key = ? WHERE till = ?", False),
        ("UPDATE till SET store = ? WHERE till = ?", False),
        ("DELETE FROM hold WHERE until < ?", False),
        ("INSERT INTO sale (sale_id) VALUES (?)", False),
        (
            "SELECT 1 FROM till AS t JOIN till_seen AS s ON s.store = t.store AND s.till = t.till WHERE t.store = ?",
            True,
        ),
        ("SELECT 1 FROM till AS t JOIN till_seen AS s ON s.till = t.till WHERE t.store = ?", False),
        ("SELECT 1 FROM sale AS s WHERE s.store = ? AND EXISTS (SELECT 1 FROM entry WHERE store = s.store)", False),
        ("SELECT 1 FROM sale AS s WHERE s.store = ? AND EXISTS (SELECT 1 FROM entry WHERE store = ?)", True),
        ("SELECT 1 FROM sale_return WHERE sale_store = ?", False),
        ("SELECT 1 FROM lease WHERE lease_id = ?", False),
    ],
)
def test_a_planted_statement_is_found(statement, is_right):
    assert (statement_breaches(statement, PLACES) == []) is is_right


@pytest.fixture(scope="module")
def day(small_ledger, tmp_path_factory):
    """What tills do all day, once: the statements and the shards of each transaction that has a home."""
    moments = [datetime(2026, 11, 11, 2, 0, tzinfo=UTC)]

    def clock():
        moments.append(moments[-1] + timedelta(seconds=1))
        return moments[-1]

    path = tmp_path_factory.mktemp("day") / "ledger"
    copytree(small_ledger.path, path)
    with sharded(DataDirectory(path), clock) as (ledger, database):
        with ledger.database.transaction():
            ledger.journals.enrol("S01", "T01", bytes(32), "counter", ledger.now())
        reserve(ledger, "S01", "T01", "r1", Wanted("M1", ("C1",), "group", 500, {}, 60))
        writer = JournalWriter()
        writer.open("epoch-1")
        writer.sale("walk-in")
        writer.sale("m-1", one_id="M1", earned={"group": 12, "LQX": 3})
        writer.sale("m-2", one_id="M1", coupon=("C2", 5000), points=400, earned={"group": 2})
        writer.sale("m-3", one_id="M2", earned={"group": 12})
        writer.add("code_accepted", {"one_id": "M1", "cti": "cti-1"})
        push(ledger, "S01", "T01", writer.entries)
        Carrier(ledger).drain()
        yield database


def test_a_transaction_of_what_tills_do_all_day_writes_one_shard(day):
    assert [wrote for wrote in day.wrote if wrote[1] != {wrote[0]}] == []
    assert {"S01", "M1", "M2", "S02"} <= {home for home, _ in day.wrote}


def called(name: str) -> Iterator[tuple[Path, ast.Call]]:
    """Every call of a method of this name in the ledger."""
    for path in sorted(LEDGER.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == name:
                yield path, node


def test_what_spans_shards_is_named_with_its_reason_and_nothing_else_does():
    said = {a.value for _, call in called("spans") for a in call.args if isinstance(a, ast.Constant)}
    assert said | set(_SPANS.values()) | {"bearer"} == SPANNING.keys()
    # A transaction beside others writes one shard, which it names as its home; or it says why not.
    homeless = {p for p, c in called("beside") if not any(k.arg == "home" for k in c.keywords) and len(c.args) < 3}
    assert {path.name for path in homeless} - {path.name for path, _ in called("spans")} == set()


def test_what_goes_beside_a_coupon_of_anybody_is_one_machines_still(small_ledger, tmp_path):
    """Every other test of a ledger as if it were distributed finds what spans shards and does not say so."""
    path = tmp_path / "ledger"
    copytree(small_ledger.path, path)
    with sharded(DataDirectory(path), lambda: datetime(2026, 11, 11, 2, 0, tzinfo=UTC)) as (ledger, database):
        prepare(ledger)
        for writer in a_day():
            push(ledger, writer.store, writer.till, writer.entries)
        Carrier(ledger).drain()
        several = [why for shards, why in database.told if len(shards) > 1]
        assert sorted(several) == ["bearer", "reserve"]


def test_every_statement_of_what_tills_do_all_day_names_its_shard(day):
    found = [breach for statement in sorted(day.hot) for breach in statement_breaches(statement, PLACES)]
    assert found == []
    assert len(day.hot) > 50  # it is the day that was watched


def test_statements_of_what_tills_do_all_day_can_be_sent_to_their_shard(day):
    local = {table for table, placed in PLACES.items() if placed.place == "local"}
    found = {
        statement for statement in day.hot if names_in(statement) is None and not touched(statement).tables & local
    }
    assert found == set()
