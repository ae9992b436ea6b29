"""Real stores in real folders. Secrets go to a folder of the test; the machine's key store is never asked."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from offline_cache import LocalStore, SecretStore, open_store
from tests.fakes import FakeClock
from tests.unit.offline_cache.making import ENROLMENT, GROUP_KEY

Opener = Callable[..., LocalStore]


@pytest.fixture(autouse=True)
def secrets_root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    root = tmp_path / "secrets"
    monkeypatch.setenv("ONETILL_SECRETS", str(root))
    monkeypatch.setenv("ONETILL_KEY_STORE", "files")
    return root


@pytest.fixture
def data_folder(tmp_path: Path) -> Path:
    return tmp_path / "data"


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


@pytest.fixture
def opened(data_folder: Path, clock: FakeClock) -> Iterator[Opener]:
    """Open the store of the test's data folder (or another); what is still open at the end is closed."""
    stores: list[LocalStore] = []

    def open_it(folder: Path = data_folder, *, writer: bool = True, **options: Any) -> LocalStore:
        store = open_store(folder, SecretStore(folder), writer=writer, program="tests", clock=clock, **options)
        stores.append(store)
        return store

    yield open_it
    for store in stores:
        store.close()


@pytest.fixture
def store(opened: Opener) -> LocalStore:
    """An enrolled till's store, open for writing."""
    store = opened()
    store.enrol(ENROLMENT, GROUP_KEY)
    return store


@pytest.fixture
def ordinary_user() -> Callable[[Path], Any]:
    """A block in which permissions count: root, who may do everything, becomes nobody in it."""

    @contextmanager
    def acting(folder: Path) -> Iterator[None]:
        if os.geteuid() != 0:
            yield
            return
        for path in (folder, *folder.rglob("*")):
            os.chown(path, 65534, 65534)
        os.seteuid(65534)
        try:
            yield
        finally:
            os.seteuid(0)

    return acting


@pytest.fixture
def open_air() -> Iterator[Path]:
    """A folder that every user can reach: pytest's own is closed to all but its owner."""
    folder = Path(tempfile.mkdtemp(prefix="onetill-tests-"))
    folder.chmod(0o755)
    yield folder
    for path in folder.rglob("*"):
        if path.is_dir():
            path.chmod(0o700)
    shutil.rmtree(folder)
