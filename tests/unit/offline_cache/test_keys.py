"""Secrets: outside the data folder, closed to others, made once, and never waited for."""

from __future__ import annotations

import sys
import threading
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from offline_cache.errors import BadSecretFile, KeyStoreUnavailable
from offline_cache.keys import SecretStore, secrets_folder, write_durably

KEY = bytes(range(32))


class KeptInMemory:
    """A system key store, as keyring's backends are."""

    priority = 5.0
    kept: dict[tuple[str, str], str] = {}  # noqa: RUF012 - shared like the real thing: made anew by each program
    locked: threading.Event | None = None

    def _wait_for_a_person(self) -> None:
        if self.locked is not None:
            self.locked.wait(20)

    def set_password(self, service: str, name: str, text: str) -> None:
        self._wait_for_a_person()
        self.kept[service, name] = text

    def get_password(self, service: str, name: str) -> str | None:
        self._wait_for_a_person()
        return self.kept.get((service, name))

    def delete_password(self, service: str, name: str) -> None:
        del self.kept[service, name]


@pytest.fixture
def key_store(monkeypatch: pytest.MonkeyPatch) -> type[KeptInMemory]:
    """keyring with a backend of ours; the real one is not imported."""
    keyring: Any = ModuleType("keyring")
    keyring.get_keyring = KeptInMemory
    backend: Any = ModuleType("backend_of_the_test")
    backend.KeptInMemory = KeptInMemory
    monkeypatch.setattr(KeptInMemory, "__module__", "backend_of_the_test")
    monkeypatch.setattr(KeptInMemory, "kept", {})
    monkeypatch.setattr(KeptInMemory, "locked", None)
    monkeypatch.setitem(sys.modules, "keyring", keyring)
    monkeypatch.setitem(sys.modules, "backend_of_the_test", backend)
    monkeypatch.setenv("ONETILL_KEY_STORE", "auto")
    monkeypatch.setattr("offline_cache.keys._ANSWER_SECONDS", 0.2)
    return KeptInMemory


def test_files_keep_a_secret_closed_to_others(data_folder: Path, secrets_root: Path) -> None:
    secrets = SecretStore(data_folder)
    assert secrets.get("database-key") is None

    secrets.put("database-key", KEY)

    assert SecretStore(data_folder).get("database-key") == KEY
    assert secrets.backend == "files"
    assert secrets.folder.parent == secrets_root
    if sys.platform != "win32":
        assert (secrets.folder / "database-key").stat().st_mode & 0o777 == 0o600
        assert secrets.folder.stat().st_mode & 0o777 == 0o700


def test_two_data_folders_share_nothing(tmp_path: Path) -> None:
    first, second = SecretStore(tmp_path / "a"), SecretStore(tmp_path / "b")
    first.put("database-key", KEY)

    assert second.get("database-key") is None
    assert secrets_folder(tmp_path / "x" / ".." / "a") == first.folder


def test_the_tills_key_is_made_once(data_folder: Path) -> None:
    key = SecretStore(data_folder).till_key()

    assert SecretStore(data_folder).till_key() == key
    assert len(key) == 32


def test_secrets_in_the_data_folder_are_refused(data_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ONETILL_SECRETS", str(data_folder / "secrets"))

    with pytest.raises(BadSecretFile) as caught:
        SecretStore(data_folder)

    assert caught.value.params["reason"] == "inside_data_folder"
    assert not data_folder.exists()


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no modes")
def test_open_permissions_are_closed_and_told(data_folder: Path) -> None:
    secrets = SecretStore(data_folder)
    secrets.put("database-key", KEY)
    (secrets.folder / "database-key").chmod(0o644)
    secrets.folder.chmod(0o755)

    again = SecretStore(data_folder)

    assert again.warnings == ("secrets_folder_was_open",)
    assert again.get("database-key") == KEY
    assert again.warnings == ("secrets_folder_was_open", "secret_file_was_open")
    assert (secrets.folder / "database-key").stat().st_mode & 0o777 == 0o600
    assert secrets.folder.stat().st_mode & 0o777 == 0o700
    assert SecretStore(data_folder).warnings == ()


@pytest.mark.parametrize("content", [b"", b"short", b"!!!!", b"\xff\xfe", b"QUJD"])
def test_a_secret_that_is_none_is_refused_and_left(data_folder: Path, content: bytes) -> None:
    secrets = SecretStore(data_folder)
    path = secrets.folder / "till-key"
    write_durably(path, content)

    with pytest.raises(BadSecretFile):
        secrets.till_key()

    assert path.read_bytes() == content


def test_a_real_key_store_is_used_and_noted(data_folder: Path, key_store: type[KeptInMemory]) -> None:
    secrets = SecretStore(data_folder)
    secrets.put("database-key", KEY)

    assert secrets.backend == "backend_of_the_test:KeptInMemory"
    assert not (secrets.folder / "database-key").exists()
    assert SecretStore(data_folder).get("database-key") == KEY
    # Nothing of the probe stays behind.
    assert [name for _, name in key_store.kept] == [f"{secrets.folder.name}/database-key"]


def test_what_was_noted_is_used_without_looking_again(
    data_folder: Path, key_store: type[KeptInMemory], monkeypatch: pytest.MonkeyPatch
) -> None:
    SecretStore(data_folder).put("database-key", KEY)
    monkeypatch.setitem(sys.modules, "keyring", None)

    assert SecretStore(data_folder).get("database-key") == KEY


def test_files_stay_files_when_a_key_store_appears(data_folder: Path, key_store: type[KeptInMemory]) -> None:
    SecretStore(data_folder, key_store="files").put("database-key", KEY)

    again = SecretStore(data_folder)

    assert again.backend == "files"
    assert again.get("database-key") == KEY
    assert key_store.kept == {}


@pytest.mark.parametrize("priority", [0, 0.5])
def test_a_key_store_that_keyring_does_not_recommend_is_not_used(
    data_folder: Path, key_store: type[KeptInMemory], monkeypatch: pytest.MonkeyPatch, priority: float
) -> None:
    monkeypatch.setattr(key_store, "priority", priority)

    assert SecretStore(data_folder).backend == "files"


def test_a_key_store_that_waits_for_a_person_is_not_waited_for(
    data_folder: Path, key_store: type[KeptInMemory], monkeypatch: pytest.MonkeyPatch
) -> None:
    locked = threading.Event()
    monkeypatch.setattr(key_store, "locked", locked)

    secrets = SecretStore(data_folder)
    locked.set()

    assert secrets.backend == "files"


def test_a_locked_key_store_never_leads_to_a_second_key(
    data_folder: Path, key_store: type[KeptInMemory], monkeypatch: pytest.MonkeyPatch
) -> None:
    key = SecretStore(data_folder).till_key()
    locked = threading.Event()
    monkeypatch.setattr(key_store, "locked", locked)

    with pytest.raises(KeyStoreUnavailable) as caught:
        SecretStore(data_folder).till_key()

    assert caught.value.params == {"backend": "backend_of_the_test:KeptInMemory"}
    locked.set()
    monkeypatch.setattr(key_store, "locked", None)
    assert SecretStore(data_folder).till_key() == key


def test_a_note_that_names_no_class_is_refused(data_folder: Path) -> None:
    secrets = SecretStore(data_folder)
    (secrets.folder / "key-store").write_text("os:system; rm")

    with pytest.raises(BadSecretFile):
        SecretStore(data_folder)


def test_a_torn_replacement_leaves_the_old_secret(data_folder: Path) -> None:
    secrets = SecretStore(data_folder)
    secrets.put("database-key", KEY)
    (secrets.folder / "database-key.new").write_bytes(b"half")

    assert SecretStore(data_folder).get("database-key") == KEY
    secrets.put("database-key", bytes(32))
    assert SecretStore(data_folder).get("database-key") == bytes(32)
