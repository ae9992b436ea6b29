"""Databases that earlier programs wrote, kept as they were, become one of this: with their sales, goods and journal.

`tests/data/till/version_N.gz` is the database of a till that a program of schema N wrote (two sales of `making.py`, its
goods and its member), without encryption; here it is encrypted again as that till had it.
"""

from __future__ import annotations

import gzip
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlcipher3 import dbapi2

from offline_cache import LocalStore, SecretStore
from offline_cache.database import DATABASE_NAME
from offline_cache.keys import DATABASE_KEY, GROUP_KEY
from offline_cache.migrations import STEPS, schema_version
from tests.unit.offline_cache.making import sell

Opener = Callable[..., LocalStore]
KEPT = Path(__file__).parents[2] / "data" / "till"
KEY = bytes(range(2, 34))


def put_back(version: int, data_folder: Path, plain: Path) -> None:
    secrets = SecretStore(data_folder)
    secrets.put(DATABASE_KEY, KEY)
    secrets.put(GROUP_KEY, bytes(32))
    data_folder.mkdir(mode=0o700)
    plain.write_bytes(gzip.decompress((KEPT / f"version_{version}.gz").read_bytes()))
    connection = dbapi2.connect(str(plain), isolation_level=None)
    connection.execute(f"ATTACH DATABASE '{data_folder / DATABASE_NAME}' AS till KEY \"x'{KEY.hex()}'\"")
    connection.execute("SELECT sqlcipher_export('till')").fetchall()
    connection.execute(f"PRAGMA till.user_version = {version}")
    connection.execute("DETACH DATABASE till")
    connection.close()


@pytest.mark.parametrize("version", range(1, len(STEPS) + 1))
def test_a_till_of_an_earlier_program_goes_on(opened: Opener, data_folder: Path, tmp_path: Path, version: int) -> None:
    put_back(version, data_folder, tmp_path / "plain.db")

    store = opened()

    assert schema_version(store.database) == len(STEPS)
    assert [sale.sale_id for sale in store.sales.recent()] == ["sale-2", "sale-1"]
    assert [product.sku for product in store.catalogue.by_code(["6901234567892"])] == ["A1"]
    assert [product.sku for product in store.catalogue.search("面霜")] == ["A2"]
    assert [member.one_id for member in store.members.search("6021")] == ["M1"]
    assert (store.pulled.cursor("products"), store.pulled.cursor("members")) == ("cursor-p", "cursor-m")
    assert (store.journal.facts().waiting, store.journal.verify().broken_at) == (1, None)
    sell(store, "sale-3")
    report = store.check()
    assert report.is_whole, report.findings
