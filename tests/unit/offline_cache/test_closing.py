"""A till that was closed writes nothing more at its machine, whatever is put back; a wipe is whole, or goes on."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from offline_cache import LocalStore, SecretStore
from offline_cache.backup import restore
from offline_cache.closing import NOTE_NAME
from offline_cache.errors import TillClosed
from offline_cache.keys import DATABASE_KEY, TILL_KEY
from offline_cache.wiping import begin_wipe, wipe
from tests.unit.offline_cache.making import ENROLMENT, GROUP_KEY, sell

Opener = Callable[..., LocalStore]


def close_till(store: LocalStore, reason: str = "moved") -> None:
    with store.unit_of_work() as unit:
        unit.journal.append("till_closed", {"reason": reason, "move_id": "ab12", "staff_id": "C7", "approved_by": "M1"})
        unit.commit()


@pytest.mark.parametrize("reason", ["moved", "reset"])
def test_after_its_last_entry_a_till_writes_nothing_here(store: LocalStore, opened: Opener, reason: str) -> None:
    sell(store)
    close_till(store, reason)
    with pytest.raises(TillClosed):
        sell(store, "sale-2")
    head = store.head()
    store.close()

    again = opened()

    assert again.closed is not None
    assert (again.closed.reason, again.closed.move_id) == (reason, "ab12")
    with pytest.raises(TillClosed):
        sell(again, "sale-2")
    assert again.head() == head
    # What the ledger says is still taken in.
    again.journal.mark_acknowledged(head.epoch, head.seq)
    assert again.journal.facts().waiting == 0
    assert again.check().is_whole


def test_a_till_that_moved_away_does_not_come_back_by_a_backup(
    store: LocalStore, opened: Opener, tmp_path: Path
) -> None:
    sell(store)
    store.backup(tmp_path / "before.db")
    close_till(store)
    store.close()
    opened().close()  # the program starts again, as the window does

    with pytest.raises(TillClosed):
        restore(store.data_folder, store.secrets, tmp_path / "before.db", program="tests")

    # By hand, past our command: the file is older than the end, and the head beside the keys is not in it.
    for suffix in ("", "-wal", "-shm"):
        (store.data_folder / f"till.db{suffix}").unlink(missing_ok=True)
    shutil.copy(tmp_path / "before.db", store.data_folder / "till.db")
    again = opened()
    assert again.closed is not None
    with pytest.raises(TillClosed):
        sell(again, "sale-2")


def test_the_note_is_written_when_the_machine_stopped_before_it(store: LocalStore, opened: Opener) -> None:
    close_till(store)
    store.close()
    assert not (store.secrets.folder / NOTE_NAME).exists()
    opened().close()
    assert (store.secrets.folder / NOTE_NAME).exists()


def test_a_wipe_takes_what_the_till_wrote_and_nothing_else(store: LocalStore, opened: Opener, tmp_path: Path) -> None:
    folder, secrets = store.data_folder, store.secrets
    secrets.till_key()
    sell(store)
    store.backup(tmp_path / "copy.db")
    close_till(store, "reset")
    head = store.head()
    store.close()
    (secrets.folder / "wallets.json").write_text("{}")
    (folder / "logs").mkdir()
    (folder / "logs" / "till.log").write_text("x")
    (folder / "before-restore-1").mkdir()
    (folder / "settings.json").write_text("{}")
    (folder / "family.jpg").write_text("x")

    wipe(folder, secrets)

    assert sorted(path.name for path in folder.iterdir()) == ["family.jpg", "writer.lock"]
    assert sorted(path.name for path in secrets.folder.iterdir()) == ["head", "key-store"]
    assert secrets.get(DATABASE_KEY) is None
    new = opened()
    assert (new.enrolment, new.closed) == (None, None)
    # The same till again: its journal names what went before, so that the ledger misses nothing.
    new.enrol(ENROLMENT, GROUP_KEY)
    (entry,) = new.journal.entries(new.head().epoch, 1)
    assert entry.document()["after"] == {"epoch": head.epoch, "seq": head.seq, "hash": head.hash.hex()}


@pytest.mark.parametrize("keys_gone", [False, True])
def test_a_wipe_that_was_cut_goes_on_at_the_next_start(store: LocalStore, opened: Opener, keys_gone: bool) -> None:
    sell(store)
    store.close()
    begin_wipe(store.secrets)
    if keys_gone:
        store.secrets.drop(DATABASE_KEY)
        store.secrets.drop(TILL_KEY)

    new = opened()

    assert new.enrolment is None
    assert new.sales.last() is None
    assert not (SecretStore(new.data_folder).folder / "wiping").exists()
