"""Damaged, foreign, full, read-only and restored data: a clear message, nothing half done, nothing doubled."""

from __future__ import annotations

import itertools
import json
import os
import shutil
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from retail.catalogue import Product
from tests import nursery
from tests.end_to_end import impostor
from tests.end_to_end.counter import Counter, assert_told, enrolled
from tests.end_to_end.impostor import Impostor
from tests.end_to_end.processes import Ledger, TillFolder
from tests.end_to_end.proxy import CuttingProxy

pytestmark = pytest.mark.slow

PAGE = 4096


def header_overwritten(data: bytes) -> bytes:
    return os.urandom(PAGE) + data[PAGE:]


def truncated(data: bytes) -> bytes:
    return data[: len(data) // 2 + 100]


def emptied(data: bytes) -> bytes:
    del data
    return b""


def pages_overwritten(data: bytes) -> bytes:
    """The newest pages: among them, the journal's."""
    return data[: -8 * PAGE] + os.urandom(8 * PAGE)


@pytest.mark.parametrize("damage", [header_overwritten, truncated, emptied, pages_overwritten])
def test_a_damaged_database_is_named_left_alone_and_brought_back(
    counter: Counter, tmp_path: Path, damage: Callable[[bytes], bytes]
) -> None:
    kept = tmp_path / "backup.db"
    counter.sells()
    assert counter.command("backup", str(kept))[0] == 0
    good = kept.read_bytes()
    counter.sells()
    assert counter.sync()[0] == 0
    counter.database.write_bytes(damage(counter.database.read_bytes()))
    harmed = counter.database.read_bytes()
    words = ("Sales that reached the ledger are safe there", "Do not delete anything", "restore the newest backup")
    assert_told(counter.sell(**counter.sale()), 3, "store_damaged", *words)
    code, report = counter.command("doctor")
    assert (code, report["whole"]) == (1, False)
    damages = [finding for finding in report["findings"] if finding["damage"]]
    assert damages
    assert any("pos-client restore" in finding["message"] for finding in damages)
    # A copy of damage must not take the place of the good one.
    assert_told(counter.command("backup", str(kept)), 3, "store_damaged", *words)
    assert kept.read_bytes() == good
    assert counter.database.read_bytes() == harmed

    assert_told(counter.command("restore", str(tmp_path / "none.db")), 3, "store_missing", "none.db")
    shutil.copy(counter.database, tmp_path / "harmed.db")
    assert_told(counter.command("restore", str(tmp_path / "harmed.db")), 3, "store_damaged")
    assert counter.database.read_bytes() == harmed
    code, restored = counter.command("restore", str(kept))
    assert code == 0, restored
    assert (Path(restored["kept"]) / counter.database.name).read_bytes() == harmed
    counter.sells()
    report = counter.doctor()
    assert report["whole"], report["findings"]
    assert counter.sync()[0] == 0
    # The ledger has all three, the second by the journal that was lost; the till went on from what that one named.
    assert counter.sales_at_ledger() == (3, sum(sale["payable_minor"] for sale in counter.sold))
    assert counter.journal_sales() == [counter.sold[0]["sale_id"], counter.sold[2]["sale_id"]]
    assert counter.cases() == []


def test_a_folder_copied_to_another_machine_opens_nothing(counter: Counter, tmp_path: Path) -> None:
    counter.sells()
    # Another machine has no key at all; a third is a till of its own and has another one.
    copy = tmp_path / "copy"
    shutil.copytree(counter.folder, copy)
    elsewhere = {**counter.env, "ONETILL_SECRETS": str(tmp_path / "elsewhere")}
    there = replace(counter, folder=copy, env=elsewhere, sold=[])
    words = ("The data are whole and stay encrypted", "enrol this")
    for command in ("sync", "doctor"):
        assert_told(there.command(command), 3, "store_key_missing", *words)
    assert_told(there.sell(**counter.sale()), 3, "store_key_missing", *words)
    assert_told(there.command("backup", str(tmp_path / "stolen.db")), 3, "store_key_missing", *words)
    other = replace(there, folder=tmp_path / "other", sold=[])
    assert_told(other.sync(), 2, "store_not_enrolled", "enrolment code")
    shutil.rmtree(other.folder)
    shutil.copytree(counter.folder, other.folder)
    for command in ("sync", "doctor"):
        assert_told(other.command(command), 3, "store_wrong_key", *words)
    # Nobody helped themselves to a key on the way, and the till itself never noticed.
    assert there.command("doctor")[0] == 3
    counter.sells()
    counter.lost_nothing()


def test_secrets_that_are_broken_are_named_and_not_replaced(counter: Counter) -> None:
    counter.sells()
    with counter.opened() as base:
        key = base.store.secrets.folder / "database-key"
    good = key.read_bytes()
    for content in (b"nonsense", b"\xff", b""):
        key.write_bytes(content)
        for result in (counter.sell(**counter.sale()), counter.command("doctor")):
            assert_told(result, 3, "store_bad_secret_file", "Nothing was changed", "from a backup of this machine")
        assert key.read_bytes() == content
    key.write_bytes(good)
    counter.lost_nothing()


# --- a disk that is full, a disk that is read-only


@contextmanager
def mounted(*arguments: str, on: Path) -> Iterator[None]:
    """A mount for as long as the block lasts; the test is skipped where this user may not mount."""
    made = subprocess.run(["mount", *arguments, str(on)], capture_output=True, text=True, check=False)
    if made.returncode:
        pytest.skip(f"NOT TESTED: this user may not mount: {made.stderr.strip()}")
    try:
        yield
    finally:
        subprocess.run(["umount", str(on)], check=True)


def fill(file: Path, leave: int) -> None:
    """Take all of a disk but `leave` bytes."""
    with file.open("wb", buffering=0) as filler:
        with pytest.raises(OSError, match="No space left"):
            filler.writelines(itertools.repeat(bytes(PAGE)))
        filler.truncate(max(0, filler.tell() // PAGE * PAGE - leave))


def test_a_full_disk_never_holds_half_a_sale(counter: Counter, tmp_path: Path) -> None:
    """With room for nothing, for a few pages, and for all but the last ones that a sale writes."""
    kept = tmp_path / "kept"
    shutil.copytree(counter.folder, kept)
    refusals = 0
    with mounted("-t", "tmpfs", "-o", "size=3m", "tmpfs", on=counter.folder):
        shutil.copytree(kept, counter.folder, dirs_exist_ok=True)
        counter.sells()
        filler = counter.folder / "filler"
        for pages in (0, 1, 2, 4, 8, 12, 16, 20, 24, 32, 48, 64):
            fill(filler, pages * PAGE)
            result = counter.sell(**counter.sale())
            if result[0] != 0:
                refusals += 1
                words = ("Completed sales are safe", "not done, not even in part", "Free some space")
                assert_told(result, 3, "store_disk_full", *words)
            report = counter.doctor()
            assert report.get("whole", True), report
        fill(filler, 0)
        result = counter.command("backup", str(counter.folder / "copy.db"))
        assert_told(result, 3, "store_disk_full", "Free some space")
        assert not (counter.folder / "copy.db").exists()
        assert 3 <= refusals < 12
        filler.unlink()
        counter.sells()
        after = shutil.copytree(counter.folder, tmp_path / "after")
    # On a disk of a usual size: with so little room a till sends, and pulls nothing.
    shutil.rmtree(counter.folder)
    shutil.copytree(after, counter.folder)
    counter.lost_nothing()


def test_files_that_may_not_grow_never_hold_half_a_sale(counter: Counter) -> None:
    """What any user can try without a disk of their own: the system refuses what goes beyond so many bytes."""
    document = json.dumps(counter.sale())
    refused = 0
    for limit in (1, 36_000, 50_000, 65_000):
        sell = ("sell", "--data", str(counter.folder), "-")
        exit_code, said, _ = nursery.run("pos-client", sell, counter.env, document, file_bytes_max=limit)
        answer = json.loads(said)
        if exit_code == 0:
            counter.sold.append(answer)
            continue
        refused += 1
        code = answer["error"]["code"]
        assert code in ("store_disk_full", "store_disk_failed")
        words = ("Completed sales are safe", "not done, not even in part")
        assert_told((exit_code, answer), 3, code, *words)
    assert refused
    counter.sells()
    counter.lost_nothing()


def test_a_read_only_folder_sells_nothing_and_can_be_looked_at(counter: Counter, tmp_path: Path) -> None:
    counter.sells()
    with mounted("--bind", str(counter.folder), on=counter.folder):
        subprocess.run(["mount", "-o", "remount,bind,ro", str(counter.folder)], check=True)
        for result in (counter.sell(**counter.sale()), counter.sync()):
            words = ("Completed sales are safe", "Nothing was changed", "right to write there")
            assert_told(result, 3, "store_read_only", *words)
        assert counter.doctor()["whole"]
        assert counter.command("backup", str(tmp_path / "copy.db"))[0] == 0
    counter.sells()
    counter.lost_nothing()


def test_a_read_only_folder_that_a_killed_till_left_can_be_looked_at(counter: Counter, tmp_path: Path) -> None:
    """What was committed last is in the write-ahead file then, and still counts."""
    counter.sells()
    mute = Impostor(impostor.silent)
    counter.line.aim(mute.address)
    with counter.process("sync") as process:
        assert mute.asked.wait(30)
        process.kill()
    mute.stop()
    assert counter.database.with_name(counter.database.name + "-wal").exists()
    with mounted("--bind", str(counter.folder), on=counter.folder):
        subprocess.run(["mount", "-o", "remount,bind,ro", str(counter.folder)], check=True)
        assert_told(counter.sell(**counter.sale()), 3, "store_read_only", "Nothing was changed")
        code, report = counter.command("doctor")
        faults = [finding["code"] for finding in report["findings"] if finding["level"] == "fault"]
        assert (code, report["whole"], faults[0]) == (1, True, "folder_read_only"), report
        assert report["counts"]["sales"] == 1
        assert counter.command("backup", str(tmp_path / "copy.db"))[0] == 0
    counter.line.aim(counter.ledger.address)
    counter.lost_nothing()


# --- two at once, and a data folder that goes back in time


def test_a_second_writer_is_told_who_the_first_is(counter: Counter, tmp_path: Path) -> None:
    """`sync` waits for a ledger that does not answer, and holds the folder meanwhile."""
    counter.sells()
    mute = Impostor(impostor.silent)
    counter.line.aim(mute.address)
    with counter.process("sync") as first:
        assert mute.asked.wait(30)
        refused = (counter.sell(**counter.sale()), counter.sync(), counter.command("restore", str(counter.database)))
        for result in refused:
            words = (f"pos-client sync (process {first.pid})", "Nothing was changed", "Close the other one first")
            assert_told(result, 3, "store_writer_present", *words)
        code, report = counter.command("doctor")
        assert (code, report["whole"], report["counts"]["sales"]) == (0, True, 1)
        assert counter.command("backup", str(tmp_path / "copy.db"))[0] == 0
        assert first.poll() is None
        first.kill()
    mute.stop()
    counter.line.aim(counter.ledger.address)
    counter.sells()
    counter.lost_nothing()


def test_an_older_copy_of_the_data_folder_goes_on_in_a_new_epoch(counter: Counter, tmp_path: Path) -> None:
    older = tmp_path / "older"
    counter.sells()
    shutil.copytree(counter.folder, older)
    counter.sells()
    assert counter.sync()[0] == 0
    unsent = counter.sells()
    with counter.opened() as base:
        lost_head = base.store.head()
    shutil.rmtree(counter.folder)
    shutil.copytree(older, counter.folder)
    # Before anything is written, doctor already sees that the journal outside the folder is ahead.
    code, report = counter.command("doctor")
    assert code == 1
    assert "head_differs" in [finding["code"] for finding in report["findings"]]
    counter.sells()
    opened = [body for kind, body in counter.journal() if kind == "epoch_opened"]
    assert [body["reason"] for body in opened] == ["enrolled", "head_differs"]
    named = {"epoch": lost_head.epoch, "seq": lost_head.seq, "hash": lost_head.hash.hex()}
    assert opened[1]["after"] == named
    code, synced = counter.sync()
    assert (code, synced["waiting"], synced["suspended"]) == (0, 0, False)
    # One completed sale was on the lost disk alone: the ledger says that something is missing, and doubles nothing.
    present = [sale for sale in counter.sold if sale != unsent]
    assert counter.sales_at_ledger() == (3, sum(sale["payable_minor"] for sale in present))
    assert counter.cases() == ["entries_lost"]
    report = counter.doctor()
    assert report["whole"], report["findings"]


def test_a_whole_machine_put_back_is_told_and_doubles_nothing(counter: Counter, tmp_path: Path) -> None:
    """Folder and secrets both: nothing on the machine remembers. The ledger does."""
    secrets = Path(counter.env["ONETILL_SECRETS"])
    older = tmp_path / "older"
    counter.sells()
    shutil.copytree(counter.folder, older / "till")
    shutil.copytree(secrets, older / "secrets")
    counter.sells()
    assert counter.sync()[0] == 0
    for place, name in ((counter.folder, "till"), (secrets, "secrets")):
        shutil.rmtree(place)
        shutil.copytree(older / name, place)
    # A different sale under the number that the ledger has for the lost one, made before anyone could ask the ledger.
    counter.line.refuse = True
    counter.sells(scans=[counter.product] * 2)
    number = counter.sold[-1]["receipt_number"]
    assert_told(counter.sync(), 3, "ledger_unreachable", "Sales go on")
    counter.line.refuse = False
    code, synced = counter.sync()
    assert (code, synced["suspended"]) == (0, False), synced
    counter.sells()
    code, synced = counter.sync()
    assert (code, synced["waiting"]) == (0, 0), synced  # the leases of its old epoch were given back
    assert counter.sales_at_ledger() == (4, sum(sale["payable_minor"] for sale in counter.sold))
    assert counter.cases() == ["till_restored"]
    opened = [body for kind, body in counter.journal() if kind == "epoch_opened"]
    assert [body["reason"] for body in opened] == ["enrolled", "ledger_ahead"]
    assert opened[1]["carried"] == 3  # signed in, the sale, signed out
    with counter.opened() as base:
        # Its receipt was printed with a number; its entry is the one that the ledger has.
        carried = base.store.sales.recent()[1]
        assert (carried.receipt_number, carried.entry_head.epoch) == (number, base.store.head().epoch)
    report = counter.doctor()
    assert report["whole"], report["findings"]


@pytest.fixture
def lone_counter(
    ledger: Ledger, tmp_path: Path, env: dict[str, str], till: TillFolder, goods: Product
) -> Iterator[Counter]:
    """At a ledger of its own, which may be restored."""
    line = CuttingProxy(ledger.address)
    product = goods.barcodes[0]
    made = Counter(tmp_path / "till", env, till.staff, name="T01", product=product, ledger=ledger, line=line)
    yield enrolled(made)
    line.stop()


@pytest.mark.parametrize("till_too", [False, True])
def test_a_restored_ledger_gets_everything_that_the_till_has(
    lone_counter: Counter, tmp_path: Path, till_too: bool
) -> None:
    """With `till_too` the till's whole machine was put back also, to a later moment than the ledger."""
    counter, ledger = lone_counter, lone_counter.ledger
    secrets, older = Path(counter.env["ONETILL_SECRETS"]), tmp_path / "older"
    counter.sells()
    assert counter.sync()[0] == 0
    ledger.kill()
    shutil.copytree(ledger.folder, older / "ledger")
    ledger.start()
    counter.sells()
    assert counter.sync()[0] == 0
    shutil.copytree(counter.folder, older / "till")
    shutil.copytree(secrets, older / "secrets")
    counter.sells()
    assert counter.sync()[0] == 0

    ledger.kill()
    places = [(ledger.folder, "ledger"), *([(counter.folder, "till"), (secrets, "secrets")] if till_too else [])]
    for place, name in places:
        shutil.rmtree(place)
        shutil.copytree(older / name, place)
    ledger.start()
    if till_too:
        counter.sold.pop()  # nobody has it any more
    counter.sells()
    counter.lost_nothing()
    assert counter.cases() == []
