"""What doctor says of the machine: disk, memory, the folder's place, who holds it, the clock, the program's parts."""

from __future__ import annotations

import importlib
import importlib.util
import sys
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import retail
from pos_client.application.room import LOW_BYTES, SPENT_BYTES
from pos_client.bootstrap.backups import FOLDER_GONE, backups_there
from pos_client.bootstrap.desk import writer_of
from pos_client.bootstrap.logs import LOG_FOLDER, log_files
from pos_client.bootstrap.updates import last_trouble
from pos_client.errors import Unavailable
from retail.backup_files import BackupFiles
from retail.machine import NETWORK_FILESYSTEMS, Machine
from retail.mistakes import mistakes_in

MEMORY_LOW_BYTES = 200_000_000
#: A clock that was set by hand a little back is no fault; the journal bears that.
CLOCK_BACK_SECONDS = 120
MISTAKES_DAYS = 7
#: The till makes one a day while it runs; over a long weekend it does not.
BACKUP_DAYS = 4
#: What goes away by itself, mostly: named when it lasts.
TRIED_AGAIN = frozenset(("update_unreachable", "update_package_bad"))
UPDATE_DAYS = 3
#: What every till has; what reads cameras (OpenCV) is a part of its own.
LIBRARIES = ("PySide6", "zxingcpp", "pyzbar.wrapper", "escpos.constants", "biip.gs1_messages")

#: Of a program that runs from its source.
SOURCE = Path(retail.__file__).parents[1]

Found = tuple[str, dict[str, Any]]


def machine_findings(folder: Path, machine: Machine) -> Iterator[Found]:
    """Of a data folder, whether its store can be opened or not."""
    there = next(path for path in (folder, *folder.resolve().parents) if path.exists())
    free = machine.disk_free_bytes(there)
    if free is not None and free < LOW_BYTES:
        code = "disk_full" if free < SPENT_BYTES else "disk_low"
        yield code, {"free_mb": free // 1_000_000, "path": str(folder)}
    memory = machine.memory_free_bytes()
    if memory is not None and memory < MEMORY_LOW_BYTES:
        yield "memory_low", {"free_mb": memory // 1_000_000}
    kind = machine.filesystem(there)
    if kind in NETWORK_FILESYSTEMS:
        yield "folder_on_network", {"filesystem": kind, "path": str(folder)}
    if folder.is_dir() and not machine.is_writable(folder):
        yield "folder_read_only", {"path": str(folder)}
    logs = folder / LOG_FOLDER
    if logs.is_dir() and not machine.is_writable(logs):
        yield "logs_unwritable", {"path": str(logs)}
    pid, program, lock = writer_of(folder)
    if machine.holds(pid, lock):
        yield "till_runs", {"pid": pid, "program": program}


def backup_findings(files: BackupFiles, data_folder: Path, oldest_at: str | None, now: datetime) -> Iterator[Found]:
    """Of those that the till makes by itself. `oldest_at`: when its journal began."""
    params = {"path": str(files.folder)}
    try:
        there = backups_there(files, data_folder)
    except Unavailable as error:
        if error.code == FOLDER_GONE:
            yield FOLDER_GONE, params
            return
        there = []
    if there:
        days = (now - files.made_at(there[-1])).days
        if days >= BACKUP_DAYS:
            yield "backup_old", params | {"days": days}
    elif oldest_at is not None and (now - datetime.fromisoformat(oldest_at)).days >= BACKUP_DAYS:
        yield "backup_missing", params


def update_findings(data_folder: Path, now: datetime) -> Iterator[Found]:
    """What the till's last look for updates met."""
    trouble = last_trouble(data_folder)
    if trouble is not None:
        code, since, params = trouble
        if code not in TRIED_AGAIN or (now - since).days >= UPDATE_DAYS:
            yield code, params


def clock_findings(now: datetime, newest_at: str | None) -> Iterator[Found]:
    """`newest_at`: when the last journal entry occurred, by the clock of then."""
    if newest_at and datetime.fromisoformat(newest_at) - now > timedelta(seconds=CLOCK_BACK_SECONDS):
        yield "clock_went_back", {"now": now.isoformat(timespec="seconds"), "newest": newest_at}


def mistake_findings(folder: Path, now: datetime) -> Iterator[Found]:
    """What the log says of mistakes of ours, of the last days."""
    since = now - timedelta(days=MISTAKES_DAYS)
    count, newest = mistakes_in(log_files(folder), since, '"critical"', lambda said: said.get("level") == "critical")
    if count:
        yield "mistakes_logged", {"count": count, "newest": newest}


def program_findings() -> Iterator[Found]:
    """Of the installed program: libraries, and rules that were compiled of another source."""
    for name in LIBRARIES:
        try:
            importlib.import_module(name)
        except (ImportError, OSError) as error:  # or a file that it reads
            yield "library_missing", {"library": name, "detail": str(error)}
    yield from rules_findings(SOURCE)


def rules_findings(root: Path) -> Iterator[Found]:
    """`root` is a source folder; a packed program has none, and its rules are of one build."""
    script = root / "packaging" / "compile_rules.py"
    if getattr(sys, "frozen", False) or not script.is_file():
        return
    spec = importlib.util.spec_from_file_location("onetill_compile_rules", script)
    if spec is None or spec.loader is None:
        return
    compiling = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(compiling)
    if not compiling.compiled_files():
        yield "rules_uncompiled", {}
    elif not compiling.is_fresh():
        yield "rules_stale", {"files": len(compiling.compiled_files())}
