"""A new key for the database: copies of before are closed, and a cut in any moment loses nothing."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from offline_cache import LocalStore, SecretStore, database_key, rekey
from offline_cache.backup import restore
from offline_cache.database_key import ARRIVING_NAME, MARK_NAME
from offline_cache.errors import KeyMissing, StoreError, WriterPresent
from offline_cache.keys import DATABASE_KEY, NEXT_DATABASE_KEY
from tests.unit.offline_cache.making import AS_OF, product, sell

Opener = Callable[..., LocalStore]


class Cut(BaseException):
    """The machine stops."""


def _filled(store: LocalStore) -> tuple[Path, SecretStore]:
    store.pulled.apply_page("products", [product("A1")], "cursor-1", AS_OF)
    sell(store, "sale-1")
    store.close()
    return store.data_folder, store.secrets


def _is_as_before(store: LocalStore) -> None:
    assert [sale.sale_id for sale in store.sales.recent()] == ["sale-1"]
    assert len(store.catalogue.search("棕")) == 1
    assert store.findings == ()
    report = store.check()
    assert report.is_whole, report.findings


def test_everything_is_there_under_the_new_key_and_nothing_opens_what_was_copied_before(
    store: LocalStore, opened: Opener, tmp_path: Path
) -> None:
    backup = tmp_path / "backup.db"
    store.backup(backup)
    folder, secrets = _filled(store)
    copied = Path(shutil.copytree(folder, tmp_path / "stolen"))
    before, written = secrets.get(DATABASE_KEY), (folder / "till.db").read_bytes()
    rekey.rekey(folder, secrets, program="tests")
    after = secrets.get(DATABASE_KEY)
    assert after not in (None, before)
    assert secrets.get(NEXT_DATABASE_KEY) is None
    pages = {written[at : at + 4096] for at in range(0, len(written), 4096)}
    now = (folder / "till.db").read_bytes()
    assert not pages & {now[at : at + 4096] for at in range(0, len(now), 4096)}, "no page is as it was"
    _is_as_before(again := opened())
    sell(again, "sale-2")
    again.close()
    # The thief has the folder of before, and even the key of now.
    SecretStore(copied).put(DATABASE_KEY, after or b"")
    with pytest.raises(StoreError):
        opened(copied)
    with pytest.raises(StoreError):
        restore(folder, secrets, backup, program="tests")


def test_a_running_till_is_not_given_another_key(store: LocalStore) -> None:
    before = store.secrets.get(DATABASE_KEY)
    with pytest.raises(WriterPresent):
        rekey.rekey(store.data_folder, store.secrets, program="tests")
    assert store.secrets.get(DATABASE_KEY) == before


def test_a_copied_folder_without_its_key_is_given_none(store: LocalStore, tmp_path: Path) -> None:
    folder, _ = _filled(store)
    copied = Path(shutil.copytree(folder, tmp_path / "stolen"))
    with pytest.raises(KeyMissing):
        rekey.rekey(copied, SecretStore(copied), program="tests")


def test_a_cut_between_any_two_steps_loses_nothing(
    store: LocalStore, opened: Opener, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder, secrets = _filled(store)
    done: list[str] = []
    cut_at = 0

    def counted(name: str, work: Callable[..., Any]) -> Callable[..., Any]:
        def step(*values: Any, **named: Any) -> Any:
            if len(done) == cut_at:
                raise Cut
            done.append(name)
            return work(*values, **named)

        return step

    monkeypatch.setattr(rekey, "write_durably", counted("mark", rekey.write_durably))
    monkeypatch.setattr(rekey, "copy_durably", counted("copy", rekey.copy_durably))
    monkeypatch.setattr(rekey, "flush_folder", counted("exchanged", rekey.flush_folder))
    monkeypatch.setattr(database_key, "write_durably", counted("check", database_key.write_durably))
    for name in ("put", "drop"):
        monkeypatch.setattr(SecretStore, name, counted(name, getattr(SecretStore, name)))
    keys = set()
    for cut_at in range(20):  # noqa: B007  (`counted` reads it)
        done.clear()
        try:
            rekey.rekey(folder, secrets, program="tests")
        except Cut:
            steps = list(done)
        else:
            break
        done[:] = [""] * 1000  # from here on nothing is cut
        _is_as_before(reader := opened(writer=False))
        reader.close()
        _is_as_before(writer := opened())
        writer.close()
        assert not (folder / MARK_NAME).exists(), steps
        assert not (folder / ARRIVING_NAME).exists(), steps
        assert secrets.get(NEXT_DATABASE_KEY) is None, steps
        keys.add(secrets.get(DATABASE_KEY))
    else:
        pytest.fail("it never came to its end")
    assert len(keys) > 1, "some of the cuts were behind the exchange"
    assert done == ["mark", "put", "copy", "exchanged", "check", "put", "drop"]
    _is_as_before(opened())
