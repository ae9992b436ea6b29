"""A store as the first version of the program left it: kept here so that every later program is tested on it."""

from __future__ import annotations

from pathlib import Path

from offline_cache import SecretStore
from offline_cache.database import DATABASE_NAME, TillDatabase, open_database
from offline_cache.keys import DATABASE_KEY, GROUP_KEY
from offline_cache.migrations import STEPS, migrate
from retail.messages import GENESIS, Head, make_entry

KEY = bytes(range(1, 33))
EPOCH = "7f3a0c1d2e3f4a5b"


def build(data_folder: Path, steps: int = 1) -> None:
    """Make the files of an enrolled till with 1 sale, 1 product and 1 member, after so many of the released steps."""
    secrets = SecretStore(data_folder)
    secrets.put(DATABASE_KEY, KEY)
    secrets.put(GROUP_KEY, bytes(32))
    data_folder.mkdir(mode=0o700)
    database = open_database(data_folder / DATABASE_NAME, KEY, read_only=False)
    migrate(database, STEPS[:steps])
    with database.writing():
        _fill(database)
    database.close_all()


def _fill(database: TillDatabase) -> None:
    database.run(
        "INSERT INTO enrolment VALUES (1, ?)",
        (
            '{"store":"S01","store_name":"淮海路店","till":"T02","currency":"CNY","ledger_id":"ledger-1",'
            '"ledger_address":"https://ledger.example"}',
        ),
    )
    opened = make_entry(
        store="S01",
        till="T02",
        after=Head(EPOCH, 0, GENESIS),
        kind="epoch_opened",
        occurred_at="2026-11-11T09:00:00.000+08:00",
        elapsed_ms=1,
        document={"reason": "enrolled", "after": None},
    )
    sale = make_entry(
        store="S01",
        till="T02",
        after=opened.head,
        kind="sale",
        occurred_at="2026-11-11T09:30:00.000+08:00",
        elapsed_ms=2,
        document={
            "sale_id": "old-sale",
            "basket_id": "old-basket",
            "cashier": "C7",
            "currency": "CNY",
            "one_id": None,
            "pricing": {"gross": 100, "payable": 90},
            "lines": [],
            "tenders": [
                {"kind": "cash", "amount_minor": 90, "tendered_minor": 90, "change_minor": 0, "reference": None}
            ],
        },
    )
    for position, entry in ((1, opened), (2, sale)):
        database.run(
            "INSERT INTO journal VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                position,
                entry.store,
                entry.till,
                entry.epoch,
                entry.seq,
                entry.kind,
                entry.version,
                entry.occurred_at,
                entry.elapsed_ms,
                entry.previous,
                entry.body,
                entry.hash,
            ),
        )
    database.run("INSERT INTO epochs (epoch, first_position, acknowledged_seq) VALUES (?, 1, 1)", (EPOCH,))
    database.run(
        "INSERT INTO sales VALUES (2, 'old-sale', 'S01-T02-7F3A-000002', 'old-basket', ?, 'C7', NULL, 'CNY', NULL, "
        "100, 90)",
        (sale.occurred_at,),
    )
    database.run("INSERT INTO sale_tenders VALUES (2, 1, 'cash', 90, 90, 0, NULL)")
    database.run(
        "INSERT INTO products VALUES (1, 'A1', '小棕瓶', 'LQX', 9900, 1300, '', 'xzp', '', '[]', '[]', "
        "'[\"6901234567892\"]', 0, 1, '瓶', 0, 1, 0)"
    )
    database.run("INSERT INTO product_codes VALUES ('A1', 1), ('06901234567892', 1)")
    database.run("INSERT INTO product_search (rowid, text) VALUES (1, '小 棕 瓶 小棕 棕瓶')")
    database.run(
        "INSERT INTO members (id, one_id, name, pinyin, phone, phone_reversed, birthday, tiers, plans, points, cards, "
        "first_purchase, as_of, version, generation) "
        "VALUES (1, 'M1', '林若曦', 'lrx', '13812346021', '12064321831', NULL, '{}', '[]', '{}', "
        "'{}', 0, '2026-11-11T09:00:00+08:00', 1, 0)"
    )
    database.run("INSERT INTO feeds (feed, cursor, as_of) VALUES ('members', 'cursor-1', '2026-11-11T09:00:00+08:00')")
