"""Backups that a till makes by itself: once a day, read back before they count, so many kept. No Qt.

Each is an encrypted copy that opens on this machine only, as `pos-client backup` makes it. Names, room and what goes:
retail/backup_files.py.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from urllib.parse import quote

from offline_cache.backup import LIVE_SUFFIXES
from offline_cache.database import DATABASE_NAME
from offline_cache.room import free_bytes
from pos_client.application.machine_news import BackupNews
from pos_client.bootstrap.desk import TillStore
from pos_client.bootstrap.settings_file import SettingsFile
from pos_client.errors import Unavailable
from pos_client.settings import Settings
from retail.backup_files import BackupFiles, FolderGone, NoRoom
from retail.in_time import in_time
from retail.ports import StoreFailed

FOLDER_NAME = "backups"
FOLDER_GONE = "backup_folder_gone"
#: A machine that is switched on in the morning makes one each morning.
EVERY = timedelta(hours=20)
#: A folder of another machine that is switched off answers after minutes, or never.
ANSWER_SECONDS = 5.0


def till_backups(settings: Settings, data_folder: Path, till: str) -> BackupFiles:
    """Where they are: as it is set, or beside the data. Those in a folder that somebody named have the till's name
    (`till_named`): several tills may keep theirs in one folder, and each makes its own and lets its own go.
    """
    if not settings.backup_folder:
        return BackupFiles(data_folder / FOLDER_NAME, "till", ("backup",))
    return BackupFiles(Path(settings.backup_folder), f"till-{till}" if till else "till", ("backup",))


def till_named(base: TillStore) -> str:
    """As in a file's name; empty: it is enrolled nowhere yet."""
    enrolment = base.store.enrolment
    return "" if enrolment is None else quote(f"{enrolment.store}-{enrolment.till}", safe="")


def backups_there(files: BackupFiles, data_folder: Path) -> list[Path]:
    """The whole ones, the oldest first. Takes some seconds where nothing answers. Raises Unavailable
    `backup_folder_gone`, and `backup_unwritable` for what is no folder of ours.
    """
    try:
        return in_time(lambda: files.there(data_folder), ANSWER_SECONDS, f"backup-folder {files.folder}")
    except (FolderGone, TimeoutError) as error:
        raise Unavailable(FOLDER_GONE, path=str(files.folder)) from error
    except OSError as error:
        raise Unavailable("backup_unwritable", path=str(files.folder)) from error


class Backups:
    """`news` is what was there when it was last looked at, and what went wrong last."""

    def __init__(
        self,
        settings: Callable[[], Settings],
        data_folder: Path,
        copy: Callable[[Path], None],
        now: Callable[[], datetime],
        *,
        till: Callable[[], str] = lambda: "",
        pause: Callable[[], object] = lambda: None,
        free: Callable[[Path], int | None] = lambda folder: free_bytes((folder,)),
    ) -> None:
        """`copy` writes the database to a file, durably, and reads it back; it raises OSError and StoreFailed. `till`:
        as `till_named`. `pause` lets whoever sells go first.
        """
        self._settings = settings
        self._data_folder = data_folder
        self._copy = copy
        self._now = now
        self._till = till
        self._pause = pause
        self._free = free
        self._seen = BackupNews(is_known=False)

    @property
    def news(self) -> BackupNews:
        """Asks no disk: the folder may be on one that does not answer."""
        folder = str(self._files.folder)
        return self._seen if self._seen.folder == folder else BackupNews(folder=folder, is_known=False)

    @property
    def _files(self) -> BackupFiles:
        return till_backups(self._settings(), self._data_folder, self._till())

    def read(self) -> BackupNews:
        """Look at the folder, for `news`. Slow; its troubles are news as well."""
        files = self._files
        try:
            self._see(files)
        except Unavailable as error:
            self._seen = BackupNews(folder=str(files.folder), trouble=error.code)
        return self._seen

    def look(self) -> BackupNews:
        """Make one if the newest is a day old. Slow. Raises Unavailable `backup_folder_gone`, `backup_no_room`,
        `backup_unwritable`, and StoreFailed when the database itself is damaged; what is there stays.
        """
        files = self._files
        try:
            there = self._see(files)
            if not there or self._now() - files.made_at(there[-1]) >= EVERY:
                self._pause()
                self._make(files)
                self._see(files)
                self._seen = replace(self._seen, trouble="")
        except (Unavailable, StoreFailed) as error:
            self._seen = replace(self.news, is_known=True, trouble=error.code)
            raise
        return self._seen

    def _see(self, files: BackupFiles) -> list[Path]:
        there = backups_there(files, self._data_folder)
        at = files.made_at(there[-1]).isoformat() if there else ""
        trouble = self.news.trouble
        # What could not be written may be so still: the next backup will show it. A folder that is there is there.
        trouble = "" if trouble == FOLDER_GONE else trouble
        self._seen = BackupNews(len(there), at, str(files.folder), trouble)
        return there

    def _make(self, files: BackupFiles) -> None:
        try:
            files.require_folder(self._data_folder)
            files.require_room(sum(path.stat().st_size for path in self._live() if path.exists()), self._free)
            files.make(self._now(), "backup", self._copy, self._settings().backups_kept)
        except FolderGone as error:
            raise Unavailable(FOLDER_GONE, path=str(files.folder)) from error
        except NoRoom as error:
            needed_mb = error.needed_bytes // 1_000_000
            raise Unavailable("backup_no_room", path=str(files.folder), needed_mb=needed_mb) from error
        except OSError as error:
            raise Unavailable("backup_unwritable", path=str(files.folder)) from error

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
        lambda: settings.current,
        store.data_folder,
        copy,
        base.clock.now,
        till=lambda: till_named(base),
        pause=lambda: store.hurry.wait_for_end(1.0),
    )
