"""Each way in which a disk can fail has its own stable code."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest
from sqlcipher3 import dbapi2

from offline_cache import LocalStore, SecretStore, errors, open_store
from offline_cache.errors import DiskFailed, DiskFull, ReadOnlyFolder, StoreError, folder_error, translated
from offline_cache.room import free_bytes
from pos_client.application.room import RoomWatch
from pos_client.errors import Refused
from tests.fakes import FakeClock
from tests.unit.offline_cache.making import ENROLMENT, GROUP_KEY, sell


def test_codes_are_distinct_and_stable() -> None:
    kinds = [kind for kind in vars(errors).values() if isinstance(kind, type) and issubclass(kind, StoreError)]
    codes = {kind.code for kind in kinds}

    assert len(codes) == len(kinds)
    assert codes >= {
        "store_wrong_key",
        "store_damaged",
        "store_newer_schema",
        "store_disk_full",
        "store_read_only",
        "store_key_missing",
        "store_writer_present",
        "store_old_sqlite",
    }


@pytest.mark.parametrize(
    ("number", "kind"),
    [
        (errno.EACCES, ReadOnlyFolder),
        (errno.EROFS, ReadOnlyFolder),
        (errno.ENOSPC, DiskFull),
        (errno.EIO, DiskFailed),
    ],
)
def test_a_failed_file_operation_is_named(tmp_path: Path, number: int, kind: type[StoreError]) -> None:
    assert type(folder_error(OSError(number, "x"), tmp_path)) is kind


def test_a_plain_write_error_on_a_full_disk_is_a_full_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """SQLite reports some of a full disk's errors as plain I/O errors."""
    error = dbapi2.OperationalError("disk I/O error")
    error.sqlite_errorcode = dbapi2.SQLITE_IOERR | 3 << 8
    assert type(translated(error, tmp_path / "till.db")) is DiskFailed

    monkeypatch.setattr("offline_cache.errors.shutil.disk_usage", lambda folder: SimpleNamespace(free=4096))
    assert type(translated(error, tmp_path / "till.db")) is DiskFull


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A real file system of 3 MB, where this machine lets us mount one."""
    folder = tmp_path / "small"
    folder.mkdir()
    mounted = sys.platform == "linux" and os.geteuid() == 0
    if mounted:
        command = ["mount", "-t", "tmpfs", "-o", "size=3m", "tmpfs", str(folder)]
        mounted = subprocess.run(command, capture_output=True, check=False).returncode == 0
    if not mounted:
        pytest.skip("mounting a small disk needs root; test_unit_of_work has a full file")
    yield folder
    subprocess.run(["umount", str(folder)], check=True)


def test_a_disk_that_is_really_full_loses_nothing(small_disk: Path) -> None:
    data = small_disk / "data"
    store = open_store(data, SecretStore(data), writer=True, program="tests", clock=FakeClock())
    store.enrol(ENROLMENT, GROUP_KEY)
    done: list[str] = []

    def sell_on() -> None:
        for number in range(500):
            sell(store, f"sale-{number}", basket_id="x" * 20_000)
            done.append(f"sale-{number}")

    with pytest.raises(DiskFull):
        sell_on()

    assert done
    assert _sales(store) == done
    store.close()
    again = open_store(data, SecretStore(data), writer=True, program="tests", clock=FakeClock())
    assert _sales(again) == done
    assert again.findings == ()
    assert again.journal.verify().broken_at is None
    again.close()


def _sales(store: LocalStore) -> list[str]:
    return [sale.sale_id for sale in store.sales.recent(1000)][::-1]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no limit on a file's size")
def test_a_write_that_the_system_refuses_undoes_the_sale(tmp_path: Path, data_folder: Path) -> None:
    """As any user: the limit on a file's size makes the write to the WAL fail in its middle."""
    code = (
        "import resource, sys\n"
        "from pathlib import Path\n"
        "from offline_cache import SecretStore, open_store\n"
        "from tests.fakes import FakeClock\n"
        "from offline_cache.errors import StoreError\n"
        "from tests.unit.offline_cache.making import *\n"
        "folder = Path(sys.argv[1])\n"
        "store = open_store(folder, SecretStore(folder), writer=True, program='child', clock=FakeClock())\n"
        "store.enrol(ENROLMENT, GROUP_KEY)\n"
        "size = (folder / 'till.db-wal').stat().st_size + 60_000\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))\n"
        "try:\n"
        "    for number in range(100):\n"
        "        sell(store, f'sale-{number}')\n"
        "        print(f'sale-{number}', flush=True)\n"
        "except StoreError as error:\n"
        "    print(error.code, len(store.sales.recent(1000)), flush=True)\n"
    )
    root = Path(__file__).parents[3]
    command = [sys.executable, "-c", code, str(data_folder)]
    done = subprocess.run(command, capture_output=True, text=True, check=True, cwd=root)

    *sales, last = done.stdout.splitlines()
    assert sales
    assert last in (f"store_disk_failed {len(sales)}", f"store_disk_full {len(sales)}")
    store = open_store(data_folder, SecretStore(data_folder), writer=True, program="tests", clock=FakeClock())
    assert _sales(store) == sales
    assert store.findings == ()
    report = store.check()
    assert report.is_whole, report.findings
    store.close()


def test_at_the_end_of_the_room_a_sale_that_has_begun_is_kept(small_disk: Path) -> None:
    """The watch says so while there is room for what is under way, and not when the disk refuses."""
    data = small_disk / "data"
    store = open_store(data, SecretStore(data), writer=True, program="tests", clock=FakeClock())
    store.enrol(ENROLMENT, GROUP_KEY)
    watch = RoomWatch(lambda: free_bytes([data, store.secrets.folder]), low_bytes=1_500_000, spent_bytes=700_000)
    assert watch.look().level == "enough"
    with (small_disk / "photos").open("wb", buffering=0) as other:
        while watch.look().level != "spent":
            watch.refuse_without_room()
            other.write(bytes(50_000))
    with pytest.raises(Refused, match="disk_spent"):
        watch.refuse_without_room()
    sell(store, "begun before")
    assert _sales(store) == ["begun before"]
    (small_disk / "photos").unlink()
    watch.refuse_without_room()
    store.close()
