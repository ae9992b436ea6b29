"""Backups that a till makes by itself: once a day, read back before they count, so many kept. No Qt.

Each is an encrypted copy that opens on this machine only, as `pos-client backup` makes it. An older one goes after a
newer one is whole and has its name, so a disk that is too full costs the new one and none that is there.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

from offline_cache.backup import LIVE_SUFFIXES
from offline_cache.database import DATABASE_NAME
from offline_cache.room import free_bytes
from pos_client.application.machine_news import BackupNews
from pos_client.application.room import LOW_BYTES
from pos_client.bootstrap.desk import TillStore
from pos_client.bootstrap.settings_file import SettingsFile
from pos_client.errors import Unavailable
from pos_client.settings import Settings
from retail.ports import StoreFailed

log = logging.getLogger(__name__)

FOLDER_NAME = "backups"
#: A machine that is switched on in the morning makes one each morning.
EVERY = timedelta(hours=20)
_NAME = re.compile(r"till-(\d{8}T\d{6})Z\.backup", re.ASCII)
_PARTIAL = ".partial"


def backup_folder(settings: Settings, data_folder: Path) -> Path:
    """As it is set, or beside the data."""
    return Path(settings.backup_folder) if settings.backup_folder else data_folder / FOLDER_NAME


def backups_in(folder: Path) -> list[Path]:
    """The whole ones, the oldest first."""
    try:
        return sorted(path for path in folder.iterdir() if _NAME.fullmatch(path.name))
    except OSError:
        return []


def made_at(path: Path) -> datetime:
    """By its name: what is copied elsewhere and back is not newer."""
    found = _NAME.fullmatch(path.name)
    assert found is not None
    return datetime.strptime(found.group(1), "%Y%m%dT%H%M%S").replace(tzinfo=UTC)


class Backups:
    """`news` is what is there, and what went wrong last."""

    def __init__(
        self,
        settings: Callable[[], Settings],
        data_folder: Path,
        copy: Callable[[Path], None],
        now: Callable[[], datetime],
        *,
        pause: Callable[[], object] = lambda: None,
        free: Callable[[Path], int | None] = lambda folder: free_bytes((folder,)),
    ) -> None:
        """`copy` writes the database to a file, durably, and reads it back; it raises OSError and StoreFailed. `pause`
        lets whoever sells go first.
        """
        self._settings = settings
        self._data_folder = data_folder
        self._copy = copy
        self._now = now
        self._pause = pause
        self._free = free
        self._trouble = ""

    @property
    def news(self) -> BackupNews:
        folder = self._folder
        there = backups_in(folder)
        at = made_at(there[-1]).isoformat() if there else ""
        return BackupNews(len(there), at, str(folder), self._trouble)

    @property
    def _folder(self) -> Path:
        return backup_folder(self._settings(), self._data_folder)

    def look(self) -> BackupNews:
        """Make one if the newest is a day old. Slow. Raises Unavailable `backup_no_room`, `backup_unwritable`, and
        StoreFailed when the database itself is damaged; what is there stays.
        """
        there = backups_in(self._folder)
        if not there or self._now() - made_at(there[-1]) >= EVERY:
            self._pause()
            try:
                self._make(self._folder)
                self._trouble = ""
            except Unavailable as error:
                self._trouble = error.code
                raise
            except StoreFailed as error:
                self._trouble = error.code
                raise
        return self.news

    def _make(self, folder: Path) -> None:
        needed = sum(path.stat().st_size for path in self._live() if path.exists()) + LOW_BYTES
        name = f"till-{self._now().astimezone(UTC):%Y%m%dT%H%M%SZ}.backup"
        try:
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            for left in folder.glob(f"till-*{_PARTIAL}*"):
                left.unlink()  # of one that was cut off
            free = self._free(folder)
            if free is not None and free < needed:
                raise Unavailable("backup_no_room", path=str(folder), needed_mb=needed // 1_000_000)
            partial = folder / (name + _PARTIAL)
            try:
                self._copy(partial)
                partial.chmod(0o600)
                partial.replace(folder / name)
            finally:
                partial.unlink(missing_ok=True)
            there = backups_in(folder)
            for path in there[: max(0, len(there) - self._settings().backups_kept)]:
                path.unlink()
        except OSError as error:
            raise Unavailable("backup_unwritable", path=str(folder)) from error

    def _live(self) -> list[Path]:
        return [self._data_folder / (DATABASE_NAME + suffix) for suffix in LIVE_SUFFIXES]


def make_backups(base: TillStore, settings: SettingsFile) -> Backups:
    """Of an open till."""
    store = base.store

    def copy(path: Path) -> None:
        try:
            store.backup(path)
        finally:
            store.close_thread()

    return Backups(
        lambda: settings.current, store.data_folder, copy, base.clock.now, pause=lambda: store.hurry.wait_for_end(1.0)
    )
