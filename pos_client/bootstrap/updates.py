"""Looks whether the group offers an update, in the background: fetched, checked, laid ready; a person installs it.

Contract: docs/spec/updates.md. Nothing is ever started from here, and nothing is told while a basket is open.
"""

from __future__ import annotations

import base64
import hashlib
import importlib
import json
import logging
import os
import sys
import threading
from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from pos_client.application.machine_news import UpdateNews
from pos_client.bootstrap.desk import TillStore
from pos_client.bootstrap.settings_file import SettingsFile
from pos_client.errors import Refused, Unavailable, UserFacing
from retail.build_info import Build, this_build
from retail.signed import VerifyingKey
from retail.update_manifest import BadUpdate, Manifest, judge, read_manifest, version_key

log = logging.getLogger(__name__)

#: Made by the Debian package; nobody else's system has it.
SPOOL = Path("/var/spool/onetill-update")
STATE_NAME = "update-state.json"
FOLDER_NAME = "updates"
PLATFORM = "windows" if sys.platform == "win32" else "linux-deb"
_TROUBLE = "trouble"
#: Nobody wants updates here.
_NO_TROUBLE = frozenset(("update_off", "update_development"))
_TEXTS = {"unreachable": "update_unreachable", "bad": "update_package_bad", "stopped": "update_unreachable"}


class Updates:
    """One look at a time. `news` is what the last one that succeeded found."""

    def __init__(
        self,
        folder: Path,
        source: Callable[[], tuple[str, str]],
        now: Callable[[], datetime],
        *,
        pause: Callable[[], bool] = lambda: True,
        tell: Callable[[str], None] = lambda address: None,
        done: Callable[[], None] = lambda: None,
        keeps_older: bool = False,
        build: Build | None = None,
        platform: str = PLATFORM,
    ) -> None:
        """`folder` takes the packages (in `updates`) and what was seen last; `source` gives address and key, as they
        are set or told; `pause` as `fetch_package` takes it; `tell` is given the address, empty when there is none (any
        more); `done` is called on the thread that has looked; `keeps_older`: packages of before stay, for a way back.
        """
        self._folder = folder
        self._source = source
        self._now = now
        self._may_go_on = pause
        self._tell = tell
        self._done = done
        self._keeps_older = keeps_older
        self._build = build or this_build()
        self._platform = platform
        self._lock = threading.Lock()
        self._stopping = threading.Event()
        self.news = UpdateNews("unknown" if source()[0] else "off")

    def stop(self) -> None:
        """Give up what is being fetched."""
        self._stopping.set()

    def look(self) -> UpdateNews:
        """Slow. Raises Refused `update_off`, `update_key_missing`, `update_forged`, `update_expired`,
        `update_replayed`, `update_older`, `update_no_package`, `update_development`; Unavailable `update_unreachable`,
        `update_package_bad`, `update_unwritable`. Then what was found before still counts.
        """
        with self._lock:
            try:
                self.news = self._looked()
                self._note_trouble(None)
            except UserFacing as error:
                self._note_trouble(error)
                raise
            finally:
                self._done()
            return self.news

    def _looked(self) -> UpdateNews:
        address, set_key = self._source()
        if address:
            _require_safe(address)
        self._tell(address)
        if not address:
            raise Refused("update_off")
        line = importlib.import_module("pos_client.sync.updates")  # HTTP is no part of a start
        key = self._key(set_key)
        current = self._build.version
        try:
            version_key(current)
        except ValueError as error:
            raise Refused("update_development") from error
        try:
            data = line.fetch_manifest(address)
            manifest = read_manifest(data, key)
            verdict = judge(manifest, current=current, serial_seen=self._serial(data), now=self._now())
            self._keep_serial(manifest, data)
            checked_at = self._now().isoformat(timespec="seconds")
            if verdict != "newer":
                self._drop_but("")
            if verdict == "current":
                return UpdateNews("current", current, checked_at=checked_at)
            if verdict == "blocked":
                return UpdateNews("blocked", manifest.version, minimum=manifest.minimum, checked_at=checked_at)
            package = manifest.package_for(self._platform)
            _require_safe(package.url)
            path = line.fetch_package(package, self._folder / FOLDER_NAME, pause=self._pause)
            self._drop_but(path.name)
        except BadUpdate as error:
            raise Refused(f"update_{error.code}") from error
        except line.FetchFailed as error:
            raise Unavailable(_TEXTS[error.code]) from error
        except OSError as error:
            raise Unavailable("update_unwritable", path=str(self._folder)) from error
        return UpdateNews("ready", manifest.version, str(path), notes=manifest.notes, checked_at=checked_at)

    def _pause(self) -> bool:
        return self._may_go_on() and not self._stopping.is_set()

    def _drop_but(self, name: str) -> None:
        """Of a hundred megabytes each, one a version would fill the disk of a till in time. Raises OSError."""
        there = () if self._keeps_older else (self._folder / FOLDER_NAME).glob("*")
        for path in there:
            if path.name != name:
                path.unlink(missing_ok=True)

    def _key(self, set_key: str) -> VerifyingKey:
        """The build's own key; where it has none, the one that was set."""
        text = self._build.update_key or set_key
        try:
            return VerifyingKey(base64.b64decode(text, validate=True))
        except ValueError as error:  # binascii's is one
            raise Refused("update_key_missing") from error

    def _serial(self, data: bytes) -> int:
        """The highest serial that was seen; one more when this is another manifest under the same serial."""
        known = _state(self._folder)
        try:
            serial, digest = int(known["serial"]), str(known["sha256"])
        except (ValueError, KeyError, TypeError):
            return 0
        said = json.loads(data.split(b"\n")[0]).get("serial")
        return serial + 1 if said == serial and hashlib.sha256(data).hexdigest() != digest else serial

    def _keep_serial(self, manifest: Manifest, data: bytes) -> None:
        self._keep({"serial": manifest.serial, "sha256": hashlib.sha256(data).hexdigest()})

    def _note_trouble(self, error: UserFacing | None) -> None:
        """What was in the way of this look, and since when: doctor is another process, or looks hours later."""
        known = _state(self._folder)
        before = known.pop(_TROUBLE, None)
        if error is not None and error.code not in _NO_TROUBLE:
            since = self._now().isoformat(timespec="seconds")
            if before is not None and before["code"] == error.code:
                since = before["since"]
            known[_TROUBLE] = {"code": error.code, "since": since, "params": error.params}
        if known.get(_TROUBLE) != before:
            with suppress(OSError):  # what it could not be kept for is told anyway
                self._keep(known)

    def _keep(self, state: Mapping[str, Any]) -> None:
        path: Path = self._folder / STATE_NAME
        temporary = path.with_suffix(".tmp")
        with temporary.open("w", encoding="utf-8") as file:
            json.dump(state, file)
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(path)


def _state(folder: Path) -> dict[str, Any]:
    """What was kept of the last looks; nothing: there was none, or somebody took it away."""
    try:
        found = json.loads((folder / STATE_NAME).read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def last_trouble(folder: Path) -> tuple[str, datetime, dict[str, Any]] | None:
    """What is in the way of updates, since when, and what its words need; None: nothing."""
    try:
        found = _state(folder)[_TROUBLE]
        return str(found["code"]), datetime.fromisoformat(found["since"]), dict(found["params"])
    except (KeyError, TypeError, ValueError):
        return None


def make_updates(base: TillStore, settings: SettingsFile) -> Updates:
    """Of an open till: what is fetched waits for whoever sells, and for room."""

    def may_go_on() -> bool:
        base.store.hurry.wait_for_end(1.0)
        return base.room.look().level != "spent"

    def source() -> tuple[str, str]:
        """What is set at this till stands above what the ledger tells all of them."""
        return settings.current.update_address or told_address(base), settings.current.update_key

    done = base.store.close_thread
    return Updates(base.store.data_folder, source, base.clock.now, pause=may_go_on, tell=tell_system, done=done)


def told_address(base: TillStore) -> str:
    """Where the ledger says that updates are; empty: nowhere."""
    return str(base.store.reference.settings().get("updates", {}).get("address", ""))


def tell_system(address: str) -> None:
    """Where the package has brought its own job (packaging/linux/onetill-update), say where updates are, or (empty)
    that they are nowhere any more: that job fetches and checks for itself. Whoever cannot write there leaves it.
    """
    try:
        path = SPOOL / "address"
        known = path.read_text("utf-8") if path.exists() else "\n"
        if not SPOOL.is_dir() or known == address + "\n":
            return
        path.write_text(address + "\n", "utf-8")
        # That job may read what everybody may, and nothing more.
        path.chmod(0o644)
    except OSError as error:
        log.info("the system's job is not told where updates are: %s", error)


def _require_safe(address: str) -> None:
    """https, or this machine: what is fetched is checked by its hash, but who asks for it is nobody's business."""
    try:
        parts = urlsplit(address)
        safe = parts.scheme == "https" or (
            parts.scheme == "http" and parts.hostname in ("localhost", "127.0.0.1", "::1")
        )
    except ValueError:
        safe = False
    if not safe:
        raise Refused("update_address_wrong", address=address)
