"""Opening the store: what is found, what is refused and why, and who may stand beside whom."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import replace
from pathlib import Path

import pytest

from offline_cache import Enrolment, LocalStore, SecretStore, open_store
from offline_cache.errors import (
    AlreadyEnrolled,
    DamagedFile,
    KeyMissing,
    NewerSchema,
    ReadOnlyFolder,
    StoreMissing,
    WriterPresent,
    WrongKey,
)
from offline_cache.keys import DATABASE_KEY
from retail.messages import Head
from tests.fakes import FakeClock
from tests.unit.offline_cache.making import AS_OF, ENROLMENT, GROUP_KEY, database_file, flip, member, sell

Opener = Callable[..., LocalStore]


def test_a_fresh_store_knows_nobody(opened: Opener, data_folder: Path) -> None:
    store = opened()

    assert store.enrolment is None
    assert store.group_key() is None
    assert store.head() == Head("", 0, bytes(32))
    assert store.findings == ()
    if sys.platform != "win32":
        assert data_folder.stat().st_mode & 0o077 == 0


def test_enrolment_is_kept(store: LocalStore, opened: Opener) -> None:
    till_key = store.secrets.till_key()
    store.close()

    again = opened()

    assert again.enrolment == ENROLMENT
    assert again.group_key() == GROUP_KEY
    assert again.secrets.till_key() == till_key
    assert len(till_key) == 32


def test_enrolment_may_be_said_again_with_a_new_address(store: LocalStore) -> None:
    sell(store)
    head = store.head()
    moved = replace(ENROLMENT, ledger_address="https://new.example")

    store.enrol(moved, GROUP_KEY)

    assert store.enrolment == moved
    assert store.head() == head


def test_another_tills_name_is_refused(store: LocalStore) -> None:
    with pytest.raises(AlreadyEnrolled) as caught:
        store.enrol(replace(ENROLMENT, till="T03"), bytes(32))

    assert caught.value.params == {"store": "S01", "till": "T02"}
    assert store.enrolment == ENROLMENT
    assert store.group_key() == GROUP_KEY


def test_a_till_whose_disk_was_lost_goes_on_from_its_head(store: LocalStore, opened: Opener) -> None:
    sell(store)
    lost = store.head()
    store.close()
    for path in store.data_folder.glob("till.db*"):
        path.unlink()

    again = opened()
    assert again.enrolment is None
    again.enrol(ENROLMENT, GROUP_KEY)

    (entry,) = again.journal.next_batch(10)
    named = {"epoch": lost.epoch, "seq": lost.seq, "hash": lost.hash.hex()}
    assert entry.document() == {"reason": "enrolled", "after": named}
    assert entry.epoch != lost.epoch


def test_another_till_on_the_same_machine_does_not(store: LocalStore, opened: Opener) -> None:
    sell(store)
    store.close()
    for path in store.data_folder.glob("till.db*"):
        path.unlink()

    again = opened()
    again.enrol(replace(ENROLMENT, till="T09"), GROUP_KEY)

    assert again.journal.next_batch(10)[0].document() == {"reason": "enrolled", "after": None}
    again.close()
    assert opened().findings == ()


def test_one_writer_and_it_is_named(store: LocalStore, opened: Opener, data_folder: Path) -> None:
    with pytest.raises(WriterPresent) as caught:
        open_store(data_folder, SecretStore(data_folder), writer=True, program="second", clock=FakeClock())

    assert caught.value.params == {"pid": os.getpid(), "program": "tests"}
    store.close()
    opened()


def test_a_writer_in_another_process_is_named(store: LocalStore, data_folder: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from offline_cache import *\n"
        "from tests.fakes import FakeClock\n"
        "folder = Path(sys.argv[1])\n"
        "try: open_store(folder, SecretStore(folder), writer=True, program='other', clock=FakeClock())\n"
        "except StoreError as error: print(error.code, error.params['pid'], error.params['program'])\n"
    )

    command = [sys.executable, "-c", code, str(data_folder)]
    root = Path(__file__).parents[3]
    done = subprocess.run(command, capture_output=True, text=True, check=True, cwd=root)

    assert done.stdout.split() == ["store_writer_present", str(os.getpid()), "tests"]


def test_readers_stand_beside_the_writer(store: LocalStore, opened: Opener) -> None:
    reader = opened(writer=False)
    for number in range(3):
        sell(store, f"sale-{number}")
        last = reader.sales.last()
        assert last is not None
        assert last.sale_id == f"sale-{number}"

    with pytest.raises(ReadOnlyFolder):
        sell(reader, "sale-4")
    assert reader.check().is_whole


def test_a_reader_needs_a_store(data_folder: Path) -> None:
    with pytest.raises(StoreMissing):
        open_store(data_folder, SecretStore(data_folder), writer=False, program="doctor", clock=FakeClock())

    assert not data_folder.exists()


def test_a_copied_folder_has_no_key(store: LocalStore, opened: Opener, tmp_path: Path) -> None:
    sell(store)
    store.close()
    copy = tmp_path / "copy"
    shutil.copytree(store.data_folder, copy)
    before = database_file(store).read_bytes()

    with pytest.raises(KeyMissing) as caught:
        opened(copy)

    assert caught.value.code == "store_key_missing"
    assert (copy / "till.db").read_bytes() == before
    # The original is not disturbed.
    assert opened().sales.last() is not None


def test_a_wrong_key_is_told_from_a_damaged_file(store: LocalStore, opened: Opener) -> None:
    sell(store)
    store.close()
    right = store.secrets.get(DATABASE_KEY)
    assert right is not None
    store.secrets.put(DATABASE_KEY, bytes(32))
    before = database_file(store).read_bytes()

    with pytest.raises(WrongKey):
        opened()

    assert database_file(store).read_bytes() == before
    store.secrets.put(DATABASE_KEY, right)
    flip(database_file(store), 200)
    with pytest.raises(DamagedFile):
        opened()
    flip(database_file(store), 200)
    assert opened().sales.last() is not None


@pytest.mark.parametrize("size", [0, 100, 4096])
def test_a_file_that_was_cut_off_is_damaged(store: LocalStore, opened: Opener, size: int) -> None:
    sell(store)
    store.close()
    with database_file(store).open("r+b") as file:
        file.truncate(size)

    with pytest.raises(DamagedFile):
        opened().sales.last()

    assert database_file(store).stat().st_size == size


def test_a_newer_programs_file_is_left_alone(store: LocalStore, opened: Opener) -> None:
    store.database.run("PRAGMA user_version = 99")
    store.close()

    with pytest.raises(NewerSchema) as caught:
        opened()

    assert caught.value.params["found"] == 99
    # Nothing keeps the lock of a store that was not opened.
    with pytest.raises(NewerSchema):
        opened()


def test_a_folder_that_cannot_be_written_is_said_so(
    open_air: Path, ordinary_user: Callable[[Path], AbstractContextManager[None]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ONETILL_SECRETS", str(open_air / "secrets"))
    data = open_air / "data"
    with ordinary_user(open_air):
        store = open_store(data, SecretStore(data), writer=True, program="tests", clock=FakeClock())
        store.enrol(ENROLMENT, GROUP_KEY)
        sell(store)
        store.close()
        (data / "writer.lock").unlink()
        data.chmod(0o500)

        with pytest.raises(ReadOnlyFolder) as caught:
            open_store(data, SecretStore(data), writer=True, program="tests", clock=FakeClock())
        # Doctor can still look at it.
        reader = open_store(data, SecretStore(data), writer=False, program="doctor", clock=FakeClock())
        last = reader.sales.last()
        report = reader.check()
        reader.close()

    assert caught.value.params["path"] == str(data)
    assert last is not None
    assert report.is_whole


def test_a_file_that_cannot_be_written_fails_the_sale_whole(
    open_air: Path, ordinary_user: Callable[[Path], AbstractContextManager[None]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ONETILL_SECRETS", str(open_air / "secrets"))
    data = open_air / "data"
    with ordinary_user(open_air):
        store = open_store(data, SecretStore(data), writer=True, program="tests", clock=FakeClock())
        store.enrol(ENROLMENT, GROUP_KEY)
        sell(store, "sale-1")
        store.close()
        (data / "till.db").chmod(0o400)

        with pytest.raises(ReadOnlyFolder):
            sell(open_store(data, SecretStore(data), writer=True, program="tests", clock=FakeClock()), "sale-2")


def test_the_data_folder_may_not_be_a_file(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("not a folder")

    with pytest.raises(Exception) as caught:
        open_store(tmp_path / "data", SecretStore(tmp_path / "data"), writer=True, program="tests", clock=FakeClock())

    assert type(caught.value).__module__ == "offline_cache.errors"


def test_nothing_in_the_folder_can_be_read_without_the_key(store: LocalStore, tmp_path: Path) -> None:
    names = {"name": "欧阳若曦", "phone": "13987654321", "cards": {"LQX": "8800001111"}}
    store.pulled.apply_page("members", [member("MEMBER-ONE", **names)], "1", AS_OF)
    sell(store, "sale-1", one_id="MEMBER-ONE")
    store.backup(tmp_path / "backup.db")
    telling = ["欧阳若曦", "若曦", "13987654321", "12345678931", "8800001111", "MEMBER-ONE", "小棕瓶", "CREATE TABLE"]

    def assert_hidden() -> None:
        for path in [*store.data_folder.iterdir(), tmp_path / "backup.db"]:
            data = path.read_bytes()
            assert [text for text in telling if text.encode() in data] == [], path.name
            assert b"SQLite format" not in data

    assert (store.data_folder / "till.db-wal").stat().st_size > 0
    assert_hidden()
    store.close()
    assert database_file(store).stat().st_size > 4096
    assert_hidden()


def test_the_tills_private_key_is_in_no_backup_and_no_database(store: LocalStore, tmp_path: Path) -> None:
    key = store.secrets.till_key()
    store.backup(tmp_path / "backup.db")

    tables = [name for (name,) in store.database.rows("SELECT name FROM sqlite_master WHERE type = 'table'")]
    for table in tables:
        for found in store.database.rows(f'SELECT * FROM "{table}"'):
            assert not any(value in (key, key.hex()) for value in found)
    assert key not in (tmp_path / "backup.db").read_bytes()
    assert not any(key in path.read_bytes() for path in store.data_folder.iterdir())


def test_accepted_codes_are_forgotten_by_the_ledgers_clock(store: LocalStore, opened: Opener) -> None:
    now = 1_794_358_800  # AS_OF
    with store.unit_of_work() as unit:
        unit.accepted_codes.add(b"long ago", now - 200_000)
        unit.accepted_codes.add(b"just ended", now - 100)
        unit.accepted_codes.add(b"open", now + 100)
        unit.commit()
    store.close()
    codes = (b"long ago", b"just ended", b"open")

    # Before the ledger has said what time it is, nothing is forgotten.
    again = opened()
    assert [again.accepted_codes.contains(code) for code in codes] == [True, True, True]
    again.pulled.apply_page("members", [], "1", AS_OF)
    again.close()

    last = opened()
    assert [last.accepted_codes.contains(code) for code in codes] == [False, True, True]


def test_an_enrolment_says_who_and_where() -> None:
    assert Enrolment("S", "N", "T", "CNY", "L", "A").ledger_address == "A"
