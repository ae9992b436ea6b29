"""A file of any earlier version becomes one of this version, with everything in it; a cut step leaves nothing."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path

import pytest

from offline_cache import LocalStore
from offline_cache.basket_tables import BASKET_TABLES
from offline_cache.contact_tables import CONTACT_TABLES
from offline_cache.database import TillDatabase
from offline_cache.errors import NewerSchema, OlderSchema
from offline_cache.member_facts import FACTS_TABLES
from offline_cache.member_notes import NOTE_TABLES
from offline_cache.member_tables import MEMBER_TABLES
from offline_cache.member_tags import TAG_TABLES
from offline_cache.migrations import STEPS, migrate, schema_version
from offline_cache.order_tables import ORDER_TABLES
from offline_cache.receipt_prints import ReceiptPrints
from offline_cache.refund_tables import WalletRefunds
from offline_cache.service_tables import SERVICE_TABLES
from offline_cache.stock_tables import STOCK_TABLES
from offline_cache.suggestion_tables import SUGGESTION_TABLES
from offline_cache.tables import TABLES, columns_of
from offline_cache.wallet_tables import WalletAttempts
from offline_cache.wanted_tables import WANTED_TABLES
from tests.unit.offline_cache import version_1
from tests.unit.offline_cache.making import sell

Opener = Callable[..., LocalStore]

#: A step that was released never changes. A step adds its line here when it is released.
RELEASED = ("b035d580f6613761", "6dbbd8aff92a6e53", "bbb053c06cb4bccb", "c0177a2313f567b9", "209618cc036f6aba")


def schema(database: TillDatabase) -> list[tuple[str, ...]]:
    return database.rows("SELECT type, name, tbl_name, sql FROM sqlite_master ORDER BY type, name")


@pytest.mark.parametrize("steps", range(1, len(STEPS) + 1))
def test_a_file_of_an_earlier_version_keeps_everything(opened: Opener, data_folder: Path, steps: int) -> None:
    version_1.build(data_folder, steps)

    store = opened()

    assert schema_version(store.database) == len(STEPS)
    last = store.sales.last()
    assert last is not None
    assert (last.sale_id, last.receipt_number, last.payable_minor) == ("old-sale", "S01-T02-7F3A-000002", 90)
    assert [product.sku for product in store.catalogue.by_code(["6901234567892"])] == ["A1"]
    assert [product.sku for product in store.catalogue.search("棕瓶")] == ["A1"]
    assert [member.one_id for member in store.members.search("6021")] == ["M1"]
    assert store.pulled.cursor("members") == "cursor-1"
    assert (store.journal.facts().waiting, store.head().epoch) == (1, version_1.EPOCH)
    sell(store)
    report = store.check()
    assert report.is_whole, report.findings


def test_every_path_ends_at_the_same_schema(tmp_path: Path) -> None:
    found = []
    for start in range(len(STEPS) + 1):
        database = TillDatabase(tmp_path / f"{start}.db", bytes(32))
        migrate(database, STEPS[:start])
        assert migrate(database) == start
        found.append(schema(database))
        database.close_all()

    assert all(one == found[0] for one in found)


def test_released_steps_have_not_changed() -> None:
    """The step after them belongs to the release that is being made, and is open until then."""
    found = tuple(hashlib.sha256("\n".join(step).encode()).hexdigest()[:16] for step in STEPS[: len(RELEASED)])
    assert found == RELEASED
    assert len(STEPS) <= len(RELEASED) + 1


def test_the_models_are_the_tables(store: LocalStore) -> None:
    others = (
        *SERVICE_TABLES,
        *STOCK_TABLES,
        *BASKET_TABLES,
        *ORDER_TABLES,
        *MEMBER_TABLES,
        *TAG_TABLES,
        *FACTS_TABLES,
        *NOTE_TABLES,
        *SUGGESTION_TABLES,
        *CONTACT_TABLES,
        *WANTED_TABLES,
    )
    for table in (*TABLES, *others, ReceiptPrints, WalletRefunds, WalletAttempts):
        name = table._meta.table_name
        columns = [str(row[1]) for row in store.database.rows(f'PRAGMA table_info("{name}")')]
        assert columns == list(columns_of(table)), name


def test_a_step_that_is_cut_off_leaves_nothing(tmp_path: Path) -> None:
    database = TillDatabase(tmp_path / "till.db", bytes(32))
    migrate(database)
    before = schema(database)
    broken = [*STEPS, ("CREATE TABLE extra (x INTEGER)", "CREATE TABLE extra (x INTEGER)")]

    with pytest.raises(Exception, match="already exists"):
        migrate(database, broken)

    assert (schema(database), schema_version(database)) == (before, len(STEPS))
    migrate(database, [*STEPS, ("CREATE TABLE extra (x INTEGER)",)])
    assert schema_version(database) == len(STEPS) + 1
    with pytest.raises(NewerSchema):
        migrate(database)
    database.close_all()


def test_a_reader_changes_no_schema(opened: Opener, data_folder: Path) -> None:
    opened().close()
    reader = opened(writer=False).database
    before = schema(reader)

    with pytest.raises(OlderSchema) as caught:
        migrate(reader, [*STEPS, ("CREATE TABLE extra (x INTEGER)",)])

    assert caught.value.params == {"found": len(STEPS), "known": len(STEPS) + 1}
    assert schema(reader) == before


def test_a_reader_of_an_older_file_is_told(store: LocalStore, opened: Opener) -> None:
    store.database.run(f"PRAGMA user_version = {len(STEPS) - 1}")
    store.close()

    with pytest.raises(OlderSchema):
        opened(writer=False)
