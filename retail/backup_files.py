"""Backups that a program makes by itself, as files: their names, how one gets its name, which go. For till and ledger.

A backup has its name when it was read back and is on its disk, and an older one goes only after that: a disk that is
too full costs the new one, and none that is there.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from retail.durable import flush_file, flush_folder

#: What a backup must leave free on its disk.
LEFT_BYTES = 500_000_000
_STAMP = "%Y%m%dT%H%M%SZ"
_PARTIAL = ".partial"


class FolderGone(OSError):
    """A folder that somebody named is not there: most likely its disk is not."""


class NoRoom(OSError):
    """`needed_bytes` would have to be free."""

    def __init__(self, needed_bytes: int, free_bytes: int) -> None:
        super().__init__(f"{free_bytes} bytes are free, {needed_bytes} are needed")
        self.needed_bytes = needed_bytes
        self.free_bytes = free_bytes


@dataclass(frozen=True, slots=True)
class BackupFiles:
    """Named `STEM-YYYYMMDDTHHMMSSZ.ENDING`, by when each was made."""

    folder: Path
    stem: str
    endings: tuple[str, ...]

    def whole(self) -> list[Path]:
        """Those that have their names, the oldest first. Raises OSError."""
        with os.scandir(self.folder) as entries:
            names = sorted(entry.name for entry in entries if self._moment(entry.name) is not None)
        return [self.folder / name for name in names]

    def made_at(self, path: Path) -> datetime:
        """By its name: what is copied elsewhere and back is not newer. Raises ValueError."""
        found = self._moment(path.name)
        if found is None:
            raise ValueError(f"{path} is no backup")
        return found

    def there(self, own: Path) -> list[Path]:
        """As `whole`, and none where the folder can still be made (`require_folder`). Raises FolderGone and OSError."""
        try:
            return self.whole()
        except FileNotFoundError:
            if not self._may_be_made(own):
                raise self._gone() from None
            return []

    def require_folder(self, own: Path) -> None:
        """Make the folder where that is right: always within `own`, the program's data. One that somebody named may be
        on a disk that is not there: made on the system's disk instead, its backups would fill that and die with it. So
        it must be there itself, or in a folder that holds something: where a disk is to be mounted nothing is. Raises
        FolderGone and OSError.
        """
        if not os.path.lexists(self.folder) and not self._may_be_made(own):
            raise self._gone()
        self.folder.mkdir(mode=0o700, parents=self.folder.is_relative_to(own), exist_ok=True)

    def require_room(self, size: int, free_bytes: Callable[[Path], int | None]) -> None:
        """For one of `size` bytes; `free_bytes` of the folder's disk, None: nobody can say. What was cut off earlier is
        let go first. Raises NoRoom and OSError.
        """
        self._clear_cut_off()
        free = free_bytes(self.folder)
        if free is not None and free < size + LEFT_BYTES:
            raise NoRoom(size + LEFT_BYTES, free)

    def make(self, at: datetime, ending: str, write: Callable[[Path], None], keep: int) -> Path:
        """A new one, made by `write`, which also reads it back; what is more than `keep` goes afterwards. Raises what
        `write` raises, and OSError; then none that was there is gone.
        """
        path = self.folder / f"{self.stem}-{at.astimezone(UTC):{_STAMP}}.{ending}"
        partial = path.with_name(path.name + _PARTIAL)
        try:
            write(partial)
            partial.chmod(0o600)
            flush_file(partial)
            partial.replace(path)
            flush_folder(self.folder)
        finally:
            self._clear_cut_off()
        there = self.whole()
        for old in there[: max(0, len(there) - max(1, keep))]:
            old.unlink()
        return path

    def _may_be_made(self, own: Path) -> bool:
        return self.folder.is_relative_to(own) or _holds_something(self.folder.parent)

    def _gone(self) -> FolderGone:
        return FolderGone(f"{self.folder} is not there, and as it seems its disk is not")

    def _clear_cut_off(self) -> None:
        for left in self.folder.glob(f"*{_PARTIAL}*"):
            if self._moment(left.name.partition(_PARTIAL)[0]) is not None:  # others may keep theirs beside
                left.unlink()

    def _moment(self, name: str) -> datetime | None:
        stem, _, rest = name.rpartition("-")
        stamp, _, ending = rest.partition(".")
        if stem != self.stem or ending not in self.endings:
            return None
        try:
            moment = datetime.strptime(stamp, _STAMP).replace(tzinfo=UTC)
        except ValueError:
            return None
        return moment if f"{moment:{_STAMP}}" == stamp else None


def ending_of(path: Path) -> str:
    """Of a backup, whether it has its name yet or not."""
    return path.name.removesuffix(_PARTIAL).rpartition(".")[2]


def _holds_something(folder: Path) -> bool:
    try:
        with os.scandir(folder) as entries:
            return os.path.ismount(folder) or next(entries, None) is not None
    except PermissionError:
        return True  # there, and not ours to look into
    except OSError:
        return False
