"""A backup is one whole file, and the way back from it never uses a number twice."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from offline_cache import LocalStore, SecretStore
from offline_cache.backup import restore
from offline_cache.errors import DamagedFile, DiskFailed, KeyMissing, StoreError, WriterPresent, WrongKey
from offline_cache.keys import DATABASE_KEY
from tests.unit.offline_cache.making import AS_OF, flip, product, sell

Opener = Callable[..., LocalStore]


def test_a_backup_is_restored_and_goes_on_in_a_new_epoch(store: LocalStore, opened: Opener, tmp_path: Path) -> None:
    backup = tmp_path / "backup.db"
    store.pulled.apply_page("products", [product("A1")], "cursor-1", AS_OF)
    first = sell(store, "sale-1")
    store.backup(backup)
    second = sell(store, "sale-2")
    lost = store.head()
    store.close()

    aside = restore(store.data_folder, store.secrets, backup, program="tests")

    restored = opened()
    assert [sale.sale_id for sale in restored.sales.recent()] == ["sale-1"]
    assert len(restored.catalogue.search("棕")) == 1
    assert restored.findings == ("head_differs",)
    assert sell(restored, "sale-3") not in (first, second)
    assert restored.head().epoch != lost.epoch
    report = restored.check()
    assert report.is_whole, report.findings
    # What was there before is not thrown away.
    assert (aside / "till.db").exists()
    assert aside.parent == store.data_folder


def test_a_backup_while_the_till_sells_is_whole(store: LocalStore, opened: Opener, tmp_path: Path) -> None:
    stop = threading.Event()
    sold: list[str] = []

    def sell_on() -> None:
        while not stop.is_set():
            sell(store, f"sale-{len(sold)}")
            sold.append(f"sale-{len(sold)}")
        store.close_thread()

    thread = threading.Thread(target=sell_on)
    thread.start()
    reader = opened(writer=False)
    least = []
    for number in range(5):
        least.append(len(sold))
        reader.backup(tmp_path / f"{number}.db")
    stop.set()
    thread.join()
    store.close()
    reader.close()

    for number in range(5):
        restore(store.data_folder, store.secrets, tmp_path / f"{number}.db", program="tests")
        restored = opened(writer=False)
        report = restored.check()
        assert [finding.code for finding in report.findings if finding.is_damage] in ([], ["head_differs"])
        assert least[number] <= report.counts["sales"] <= len(sold)
        restored.close()


def test_a_backup_is_one_file_and_replaces_the_last(store: LocalStore, tmp_path: Path) -> None:
    folder = tmp_path / "backups"
    folder.mkdir()
    store.backup(folder / "till.db")
    before = (folder / "till.db").read_bytes()
    sell(store)

    store.backup(folder / "till.db")

    assert [path.name for path in folder.iterdir()] == ["till.db"]
    assert (folder / "till.db").read_bytes() != before


def test_a_backup_that_cannot_be_written_leaves_the_last(store: LocalStore, tmp_path: Path) -> None:
    with pytest.raises(StoreError):
        store.backup(tmp_path / "nowhere" / "till.db")
    (tmp_path / "taken").mkdir()
    (tmp_path / "taken" / "x").write_text("x")
    with pytest.raises(DiskFailed):
        store.backup(tmp_path / "taken")

    assert sorted(path.name for path in tmp_path.iterdir()) == ["data", "secrets", "taken"]
    sell(store)


def test_a_backup_that_cannot_be_used_changes_nothing(store: LocalStore, opened: Opener, tmp_path: Path) -> None:
    sell(store)
    store.backup(tmp_path / "damaged.db")
    shutil.copy(tmp_path / "damaged.db", tmp_path / "whole.db")
    flip(tmp_path / "damaged.db", 5 * 4096 + 100)
    (tmp_path / "rubbish.db").write_bytes(b"x" * 8192)
    with pytest.raises(WriterPresent):
        restore(store.data_folder, store.secrets, tmp_path / "whole.db", program="tests")
    store.close()

    for name in ("damaged.db", "rubbish.db"):
        with pytest.raises(DamagedFile):
            restore(store.data_folder, store.secrets, tmp_path / name, program="tests")
    with pytest.raises(StoreError):
        restore(store.data_folder, store.secrets, tmp_path / "missing.db", program="tests")
    other = SecretStore(tmp_path / "other")
    (tmp_path / "other").mkdir()
    with pytest.raises(KeyMissing):
        restore(tmp_path / "other", other, tmp_path / "whole.db", program="tests")
    other.put(DATABASE_KEY, bytes(32))
    with pytest.raises((WrongKey, DamagedFile)):
        restore(tmp_path / "other", other, tmp_path / "whole.db", program="tests")

    again = opened()
    assert again.sales.last() is not None
    assert again.findings == ()
    assert not list(store.data_folder.glob("before-restore-*"))


def test_a_restore_leaves_no_log_of_the_old_file(store: LocalStore, opened: Opener, tmp_path: Path) -> None:
    """A till that was killed left a WAL: SQLite would replay it into the restored file."""
    sell(store, "sale-1")
    store.backup(tmp_path / "backup.db")
    sell(store, "sale-2")
    shutil.copytree(store.data_folder, tmp_path / "killed")
    store.close()
    shutil.rmtree(store.data_folder)
    shutil.copytree(tmp_path / "killed", store.data_folder)
    assert (store.data_folder / "till.db-wal").stat().st_size > 0

    restore(store.data_folder, store.secrets, tmp_path / "backup.db", program="tests")

    restored = opened()
    assert [sale.sale_id for sale in restored.sales.recent()] == ["sale-1"]
    assert restored.findings == ("head_differs",)
