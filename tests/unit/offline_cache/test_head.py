"""The head outside the database finds what a restored or cut database has lost, and survives its own torn writes."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from offline_cache import LocalStore
from offline_cache.head import SLOT_BYTES, HeadFile, KeptHead
from retail.messages import Head
from tests.unit.offline_cache.making import database_file, flip, sell

Opener = Callable[..., LocalStore]


def kept(seq: int) -> KeptHead:
    return KeptHead("S01", "T02", Head("0123456789abcdef", seq, bytes([seq]) * 32))


def copy_of(store: LocalStore, to: Path) -> Path:
    """The database as a file system copy, the way a technician makes one while the till is closed."""
    to.mkdir()
    for path in store.data_folder.glob("till.db*"):
        shutil.copy(path, to / path.name)
    return to


def put_back(copy: Path, store: LocalStore) -> None:
    for path in store.data_folder.glob("till.db*"):
        path.unlink()
    for path in copy.iterdir():
        shutil.copy(path, store.data_folder / path.name)


def test_what_was_written_last_is_read(tmp_path: Path) -> None:
    file = HeadFile(tmp_path)
    assert file.kept is None
    for seq in range(1, 6):
        file.write(kept(seq))
        assert HeadFile(tmp_path).kept == kept(seq)
    assert (tmp_path / "head").stat().st_size <= 2 * SLOT_BYTES


@pytest.mark.parametrize("cut", [0, 1, 8, 60, 200, SLOT_BYTES - 1])
def test_a_torn_write_leaves_the_head_before(tmp_path: Path, cut: int) -> None:
    file = HeadFile(tmp_path)
    for seq in (1, 2, 3):
        file.write(kept(seq))
    before = (tmp_path / "head").read_bytes()
    file.write(kept(4))
    after = (tmp_path / "head").read_bytes()
    start = next(place for place in (0, SLOT_BYTES) if before[place:][:SLOT_BYTES] != after[place:][:SLOT_BYTES])
    (tmp_path / "head").write_bytes(before[:start] + after[start : start + cut] + before[start + cut :])

    again = HeadFile(tmp_path)

    # The checksum ends before the padding: a write that lost only padding is whole.
    assert again.kept == (kept(4) if cut > 300 else kept(3))
    again.write(kept(5))
    assert HeadFile(tmp_path).kept == kept(5)


def test_a_file_of_rubbish_is_said_to_be_unreadable(tmp_path: Path) -> None:
    (tmp_path / "head").write_bytes(b"x" * 2 * SLOT_BYTES)

    file = HeadFile(tmp_path)

    assert (file.kept, file.is_unreadable) == (None, True)


def test_the_file_follows_each_commit(store: LocalStore) -> None:
    for number in range(3):
        sell(store, f"sale-{number}")
        found = HeadFile(store.secrets.folder).kept
        assert found is not None
        assert found.head == store.head()


def test_a_database_ahead_of_the_file_is_normal(store: LocalStore, opened: Opener) -> None:
    sell(store, "sale-1")
    head_file = store.secrets.folder / "head"
    behind = head_file.read_bytes()
    sell(store, "sale-2")
    head = store.head()
    store.close()
    head_file.write_bytes(behind)

    again = opened()

    assert again.findings == ()
    assert again.head() == head
    assert HeadFile(again.secrets.folder).kept == KeptHead("S01", "T02", head)


def test_a_restored_backup_goes_on_in_a_new_epoch(store: LocalStore, opened: Opener, tmp_path: Path) -> None:
    sell(store, "sale-1")
    store.close()
    backup = copy_of(store, tmp_path / "copy")
    till = opened()
    sell(till, "sale-2")
    lost = till.head()
    till.close()
    put_back(backup, till)

    restored = opened()

    assert restored.findings == ("head_differs",)
    assert [sale.sale_id for sale in restored.sales.recent()] == ["sale-1"]
    number = sell(restored, "sale-3")
    entries = list(restored.journal.entries(restored.head().epoch, 1))
    named = {"epoch": lost.epoch, "seq": lost.seq, "hash": lost.hash.hex()}
    assert entries[0].document() == {"reason": "head_differs", "after": named}
    assert [entry.seq for entry in entries] == [1, 2]
    # No receipt of the time that was lost can have this number.
    assert number != f"S01-T02-{lost.epoch[:4].upper()}-{lost.seq:06d}"
    assert restored.head().epoch != lost.epoch
    report = restored.check()
    assert report.is_whole, report.findings
    # It is settled: the next start finds nothing new.
    restored.close()
    assert opened().findings == ()


def test_a_wal_that_lost_its_tail_goes_on_in_a_new_epoch(store: LocalStore, opened: Opener, tmp_path: Path) -> None:
    """A power cut on a disk that lies about its writes: SQLite drops the tail and calls the file whole."""
    sell(store, "sale-1")
    whole = copy_of(store, tmp_path / "before")
    sell(store, "sale-2")
    sell(store, "sale-3")
    lost = store.head()
    torn = copy_of(store, tmp_path / "torn")
    wal = torn / "till.db-wal"
    end_of_first = (whole / "till.db-wal").stat().st_size
    store.close()
    put_back(torn, store)
    live = store.data_folder / wal.name
    with live.open("r+b") as file:
        file.truncate((end_of_first + live.stat().st_size) // 2)

    again = opened()

    assert again.findings == ("head_differs",)
    kept_sales = [sale.sale_id for sale in again.sales.recent()]
    assert kept_sales in (["sale-1"], ["sale-2", "sale-1"])
    assert again.journal.next_batch(100)[-1].epoch == lost.epoch
    assert again.head().epoch != lost.epoch
    report = again.check()
    assert report.is_whole, report.findings


def test_a_missing_file_is_made_again_and_told(store: LocalStore, opened: Opener) -> None:
    sell(store)
    store.close()
    (store.secrets.folder / "head").unlink()

    again = opened()

    assert again.findings == ("head_missing",)
    assert [finding.code for finding in again.check().findings] == ["head_missing"]
    again.close()
    assert opened().findings == ()


def test_a_damaged_file_is_made_again_and_told(store: LocalStore, opened: Opener) -> None:
    for number in range(3):
        sell(store, f"sale-{number}")
    store.close()
    for offset in (20, SLOT_BYTES + 20):
        flip(store.secrets.folder / "head", offset)

    again = opened()

    assert again.findings == ("head_unreadable",)
    assert again.sales.last() is not None


def test_a_reader_only_reports(store: LocalStore, opened: Opener, tmp_path: Path) -> None:
    store.close()
    backup = copy_of(store, tmp_path / "copy")
    till = opened()
    sell(till, "sale-1")
    till.close()
    put_back(backup, till)

    reader = opened(writer=False)
    head = reader.head()
    report = reader.check()

    assert reader.findings == ("head_differs",)
    assert not report.is_whole
    assert reader.head() == head
    reader.close()
    assert database_file(store).exists()
    assert opened().findings == ("head_differs",)
