"""The disks of a simulated world: real files in memory, and what of them is left when a machine stops.

The product's own code opens, writes and commits. The two places where it commits are wrapped while a world runs, so
that a machine can stop just before a commit, in it, or just after it. What a stopped machine finds again is what its
disk held at that moment: the database and its write-ahead log as they were, never what a tidy close would have made.
"""

from __future__ import annotations

import random
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal
from unittest.mock import patch

from sqlcipher3 import dbapi2

from central_ledger.store.sqlite import SqliteDatabase
from offline_cache.database import TillDatabase

#: Where a machine may stop: `torn` is in the middle of writing a commit, `after_head` when the head file has followed.
Point = Literal["before_commit", "torn", "after_commit", "after_head"]

#: How many commits of the past a lying disk can forget.
REMEMBERED = 6
_WAL_HEADER = 32


class Crashed(BaseException):
    """A machine stopped. Nothing of its program may run on; no handler of the product may catch it."""

    def __init__(self, disk: Disk) -> None:
        super().__init__(disk.name)
        self.disk = disk


@dataclass
class Plan:
    """Stop at a commit: `commits` is 1 for the next one."""

    point: Point
    commits: int


@dataclass
class Disk:
    """The files of one machine. `name` is the machine's; `head` is the till's head file, written without force."""

    name: str
    database: Path
    rng: random.Random
    head: Path | None = None
    plan: Plan | None = None
    #: So many of the next commits fail as a serialization failure does: nothing written, try again.
    failing: int = 0
    #: What the disk held when the machine stopped, until it starts again.
    image: dict[Path, bytes | None] | None = None
    commits: int = 0
    _ends: list[tuple[bytes, int]] = field(default_factory=list)
    _heads: list[bytes] = field(default_factory=list)

    @property
    def wal(self) -> Path:
        return self.database.with_name(self.database.name + "-wal")

    @property
    def files(self) -> list[Path]:
        return [self.database, self.wal, *([self.head] if self.head is not None else [])]

    def before_commit(self) -> None:
        """A transaction is about to be committed."""
        self.commits += 1
        if self.failing:
            self.failing -= 1
            raise dbapi2.OperationalError("could not serialize access (simulated)")
        if self.plan is not None:
            self.plan.commits -= 1
        self._stop_at("before_commit")

    def committed(self) -> None:
        """A transaction was committed."""
        before = self._ends[-1] if self._ends else None
        end = self._end()
        if self._is_planned("torn"):
            self.plan = None
            self.stop()
            if before is not None and before[0] == end[0] and end[1] > before[1]:
                self.cut_wal(self.rng.randint(before[1], end[1]))
            raise Crashed(self)
        self._ends = [*self._ends, end][-REMEMBERED:]
        self._stop_at("after_commit")

    def followed(self) -> None:
        """The head file followed a commit."""
        if self.head is not None and self.head.exists():
            self._heads = [*self._heads, self.head.read_bytes()][-REMEMBERED:]
        self._stop_at("after_head")

    def stop(self) -> None:
        """Remember what the disk holds now: what the program does from here on never happened."""
        self.image = {path: path.read_bytes() if path.exists() else None for path in self.files}

    def cut_wal(self, length: int) -> None:
        """In the image: the log ends there."""
        assert self.image is not None
        log = self.image[self.wal]
        self.image[self.wal] = log if log is None else log[:length]

    def forget_commits(self, count: int) -> int:
        """In the image: a disk that lied about the last commits. Gives how many it forgot."""
        assert self.image is not None
        log = self.image[self.wal]
        if not log or len(self._ends) < 2:
            return 0
        salt = log[16:24]
        usable = [end for end in self._ends[:-1] if end[0] == salt and end[1] < len(log)]
        chosen = usable[-count:]
        if not chosen:
            return 0
        self.cut_wal(chosen[0][1])
        return len(chosen)

    def forget_head(self, count: int) -> bool:
        """In the image: the head file as it was some commits ago, as a power cut may leave what was not forced."""
        assert self.image is not None
        if self.head is None or len(self._heads) <= count:
            return False
        self.image[self.head] = self._heads[-1 - count]
        return True

    def settle(self) -> None:
        """The machine starts again: its files are the image's, whatever the dead program's close has written."""
        if self.image is not None:
            self.put(self.image)
        self.image = None
        self.plan = None
        self._ends = []
        self._heads = []

    def put(self, image: dict[Path, bytes | None]) -> None:
        self.database.with_name(self.database.name + "-shm").unlink(missing_ok=True)
        for path, data in image.items():
            if data is None:
                path.unlink(missing_ok=True)
            else:
                path.write_bytes(data)

    def _is_planned(self, point: Point) -> bool:
        return self.plan is not None and self.plan.commits == 0 and self.plan.point == point

    def _stop_at(self, point: Point) -> None:
        if self._is_planned(point):
            self.plan = None
            self.stop()
            raise Crashed(self)

    def _end(self) -> tuple[bytes, int]:
        """The salt that the log has now, and its length: a log that begins anew has another salt."""
        if not self.wal.exists():
            return b"", 0
        with self.wal.open("rb") as log:
            return log.read(_WAL_HEADER)[16:24], log.seek(0, 2)


class Disks:
    """The disks of a world by the path of their database."""

    def __init__(self) -> None:
        self._by_path: dict[Path, Disk] = {}

    def add(self, disk: Disk) -> Disk:
        self._by_path[disk.database] = disk
        return disk

    def of(self, path: Path) -> Disk | None:
        return self._by_path.get(path)

    @contextmanager
    def installed(self) -> Iterator[None]:
        """Wrap the commits of till and ledger while the block runs."""
        disks = self
        end_writing, transaction = TillDatabase.end_writing, SqliteDatabase.transaction

        def till_commits(self: TillDatabase, when_durable: Callable[[], None] | None = None) -> None:
            disk = disks.of(self.path)
            if disk is None:
                end_writing(self, when_durable)
                return

            def durable() -> None:
                disk.committed()
                if when_durable is not None:
                    when_durable()
                disk.followed()

            disk.before_commit()
            end_writing(self, durable)

        @contextmanager
        def ledger_commits(self: SqliteDatabase) -> Iterator[None]:
            disk = disks.of(self.path)
            with transaction(self):
                yield
                if disk is not None:
                    disk.before_commit()
            if disk is not None:
                disk.committed()

        with (
            patch.object(TillDatabase, "end_writing", till_commits),
            patch.object(SqliteDatabase, "transaction", ledger_commits),
        ):
            yield


def copy_tree(source: Path, target: Path) -> None:
    """A folder as it lies on the disk, with all that is in it."""
    shutil.copytree(source, target, copy_function=shutil.copyfile)


def limit_pages(value_of: Callable[[str], Any], spare: int | None) -> None:
    """Let the file grow by so many pages (None: as far as it likes): SQLite itself says that the disk is full.

    `value_of` runs a PRAGMA and gives its answer.
    """
    most = 1_073_741_823 if spare is None else value_of("PRAGMA page_count") + spare
    value_of(f"PRAGMA max_page_count = {most}")
