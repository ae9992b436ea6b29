"""The ledger's file: durable, encrypted, and never half written when the world refuses.

What a server's database promises instead is in `test_on_postgresql`; what both do is asked of both here.
"""

from __future__ import annotations

import re

import pytest

from central_ledger.application.audit import audit
from central_ledger.application.push import push
from central_ledger.application.replay import Replayer
from central_ledger.store.database import StoreUnavailable
from central_ledger.store.key_files import make_key, read_key
from central_ledger.store.migrations import _NAMES_OF_5, _NAMES_OF_6, _NAMES_OF_7, MIGRATIONS
from central_ledger.store.schema import SCHEMA_VERSION, TABLES
from central_ledger.store.sqlite import SqliteDatabase


@pytest.fixture
def books(ledger):
    with ledger.database.transaction():
        ledger.journals.enrol("S01", "T01", bytes(32), "counter", ledger.now())
    return ledger


@pytest.mark.sqlite_only  # settings of the file
def test_it_is_durable_before_it_answers(ledger):
    assert ledger.database.value("PRAGMA journal_mode") == "wal"
    assert ledger.database.value("PRAGMA synchronous") == 2
    version = tuple(int(part) for part in ledger.database.value("SELECT sqlite_version()").split("."))
    assert version >= (3, 51, 3)


@pytest.mark.sqlite_only  # its size is bounded by a word of SQLite's
def test_a_full_disk_refuses_the_whole_batch_and_a_later_push_takes_it(books, journal):
    for number in range(150):
        journal.sale(f"sale-{number}", {f"A{line}": 100 + line for line in range(20)})
    limit = books.database.value("PRAGMA max_page_count")
    books.database.execute(f"PRAGMA max_page_count = {books.database.value('PRAGMA page_count') + 3}")
    with pytest.raises(StoreUnavailable, match="full"):
        push(books, "S01", "T01", journal.entries)
    assert audit(books).tills[0]["applied"] == 0
    books.database.execute(f"PRAGMA max_page_count = {limit}")
    assert {verdict.word for verdict in push(books, "S01", "T01", journal.entries).verdicts} == {"created"}
    assert audit(books).problems == []


@pytest.mark.sqlite_only  # one writes at a time
def test_a_writer_that_waits_too_long_is_told_so(books, data, journal):
    other = data.open()
    other.database.execute("PRAGMA busy_timeout = 50")
    with books.database.transaction(), pytest.raises(StoreUnavailable, match="locked"):
        push(other, "S01", "T01", journal.entries)
    assert push(other, "S01", "T01", journal.entries).verdicts[0].word == "created"
    other.close()


def test_a_reader_sees_one_moment_beside_a_writer(books, data, journal):
    reader = data.open()
    with reader.database.snapshot():
        assert audit_sales(reader) == 0
        journal.sale("sale-1")
        push(books, "S01", "T01", journal.entries)
        assert audit_sales(reader) == 0
    assert audit_sales(reader) == 1
    reader.close()


def audit_sales(ledger):
    return ledger.database.value("SELECT COUNT(*) FROM sale")


def test_a_database_of_a_newer_program_is_left_alone(ledger, data):
    ledger.database._set_schema_version(99)
    with pytest.raises(StoreUnavailable, match="newer program"):
        data.open()


#: Tables of versions 3 and 4: what a file of an earlier version does not have.
NEW_TABLES = (
    "shift",
    *("stock_movement", "stock_level", "group_handover", "retaken"),
    *("till_seen", "reservation", "offer_use", "lease", "coupon_hold", "hold", "budget"),
    *("goods_return", "handout", "entitlement", "entitlement_move", "coupon_swap"),
    *("case_event", "feed_history", "read_log", "person", "token", "access_log", "guess"),
    *("parked_basket", "web_order"),
    "return_hold",
)


@pytest.mark.sqlite_only  # a server's: test_migrations
def test_a_file_of_an_older_program_becomes_one_of_this_and_keeps_what_it_holds(books, data, journal):
    journal.sale("sale-1")
    push(books, "S01", "T01", journal.entries)
    for index in ("coupon_by_id", "member_store_by_store", "case_by_time", "case_by_id", "sale_by_entry"):
        books.database.execute(f"DROP INDEX {index}")
    for name in (*_NAMES_OF_7, *_NAMES_OF_6, *_NAMES_OF_5):
        is_index = any(statement.startswith(f"CREATE INDEX {name} ") for statement in TABLES)
        books.database.execute(f"DROP {'INDEX' if is_index else 'TABLE'} IF EXISTS {name}")
    for table in (*NEW_TABLES, "offer_period", "replay_mark", "member_past", "first_purchase_claim"):
        books.database.execute(f"DROP TABLE {table}")
    for step in (*MIGRATIONS[7], *MIGRATIONS[6], *MIGRATIONS[5]):
        added = re.match(r"ALTER TABLE (\w+) ADD COLUMN (\w+)", step) if isinstance(step, str) else None
        if added is not None and added[1] not in NEW_TABLES:
            books.database.execute(f"ALTER TABLE {added[1]} DROP COLUMN {added[2]}")
    books.database.execute("ALTER TABLE purchase_line DROP COLUMN brand")
    books.database.execute("ALTER TABLE coupon_use DROP COLUMN given_back")
    books.database.execute("ALTER TABLE till DROP COLUMN resumed_at")
    books.database.execute("PRAGMA user_version = 1")
    opened = data.open()
    try:
        assert opened.database.value("PRAGMA user_version") == SCHEMA_VERSION
        assert opened.reference.offer_periods("OFF50") == [(1, "", None)]
        assert opened.replays.waiting() == 2
        assert Replayer().replay_all(opened) == 2
        assert opened.database.value("SELECT COUNT(*) FROM sqlite_master WHERE name = 'coupon_by_id'") == 1
    finally:
        opened.close()


@pytest.mark.sqlite_only  # a server's database has none
def test_a_file_is_not_opened_with_another_key(data, tmp_path):
    other = make_key(tmp_path / "other.key")
    with pytest.raises(StoreUnavailable):
        SqliteDatabase(data.database_path, other).create()


@pytest.mark.parametrize("content", ["", "xyz", "00" * 31, "é"])
def test_a_key_file_that_holds_no_key_is_named(tmp_path, content):
    path = tmp_path / "ledger.key"
    path.write_text(content, "utf-8")
    with pytest.raises(StoreUnavailable, match=r"ledger\.key"):
        read_key(path)


def test_the_key_may_be_elsewhere(data, tmp_path, monkeypatch):
    elsewhere = tmp_path / "elsewhere.key"
    data.key_path.rename(elsewhere)
    monkeypatch.setenv("CENTRAL_LEDGER_KEY_FILE", str(elsewhere))
    type(data)(data.path).open().close()
