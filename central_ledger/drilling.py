"""A restore, tried: a backup is made, put back elsewhere, and held against the ledger that it was made of.

What a drill proves is what a disaster needs: that the backup opens with the key that is kept beside it, that all of it
audits, that it is a past of this very ledger, and how many entries the tills would send again (they keep what is not
in a backup: docs/spec/offline.md). Source: docs/operations.md, "The restore drill".
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import closing
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from central_ledger.application.audit import audit
from central_ledger.application.clearing import Carrier
from central_ledger.application.keys import group_key
from central_ledger.application.ledger import Ledger
from central_ledger.data_directory import URL_NAME, DataDirectory
from central_ledger.store.key_files import read_key, write_secret
from central_ledger.store.pg_programs import run_program
from central_ledger.store.sqlite import SqliteDatabase

#: Till by till and epoch by epoch, how far a ledger has come.
Heads = dict[tuple[str, str, str], tuple[int, bytes]]


@dataclass(slots=True)
class Drill:
    """What a drill found. `problems` is empty when the ledger could be put back from this backup; `behind` is how many
    entries came in since it was made, which the tills would send again. Times in seconds.
    """

    backup: str
    backup_s: float = 0.0
    restore_s: float = 0.0
    audit_s: float = 0.0
    entries: int = 0
    behind: int = 0
    problems: list[dict[str, Any]] = field(default_factory=list)

    def report(self) -> dict[str, Any]:
        return {"restored": not self.problems, **asdict(self)}


def drill(data: DataDirectory, folder: Path, into: str | None = None) -> Drill:
    """Back up into a new folder, restore there (an embedded ledger) or into an empty PostgreSQL database, and compare.
    A cluster is copied as it was at one moment; its machines' own backups are tried by their own tools. The ledger is
    only read, beside whoever serves it. Raises ValueError for what cannot be drilled here, and StoreUnavailable when
    backup or restore fail.
    """
    with closing(data.open()) as ledger:
        if data.url is not None and into is None:
            raise ValueError("say --into postgresql://…: an empty database to restore to")
        folder.mkdir(mode=0o700, parents=True)
        started = time.monotonic()
        made, restored = _back_up(data, ledger, folder)
        found = Drill(str(made), backup_s=round(time.monotonic() - started, 3))
        started = time.monotonic()
        if data.url is not None and into is not None:
            if ledger.database.is_distributed:
                from central_ledger.store.cluster_copy import copy_in  # noqa: PLC0415  (see `DataDirectory._connect`)

                copy_in(made, into)
            else:
                run_program("pg_restore", into, "--exit-on-error", "--no-owner", str(made))
            write_secret(folder / URL_NAME, into)
        with closing(restored.open()) as again:
            found.restore_s = round(time.monotonic() - started, 3)
            Carrier(again).drain()  # what was under way on a cluster
            started = time.monotonic()
            where = ledger.archives.folder()
            if where is not None:
                again.archives.read_from(where)
            found.problems += audit(again, rebuild=True).problems
            found.problems += _differences(ledger, again, found)
            found.audit_s = round(time.monotonic() - started, 3)
    return found


def _back_up(data: DataDirectory, ledger: Ledger, folder: Path) -> tuple[Path, DataDirectory]:
    """The backup, and the directory in which what is restored from it will be."""
    restored = DataDirectory(folder)
    if data.folder is not None and data.key_path.exists() and data.key_path != restored.key_path:
        write_secret(restored.key_path, read_key(data.key_path))
    if isinstance(ledger.database, SqliteDatabase):
        ledger.database.copy_to(restored.database_path, read_key(data.key_path))
        return restored.database_path, restored
    if ledger.database.is_distributed:
        from central_ledger.store.cluster_copy import copy_out  # noqa: PLC0415

        return copy_out(ledger.database, folder / "cluster"), restored
    made = folder / "ledger.dump"
    run_program("pg_dump", str(data.url), "--format=custom", "--file", str(made))
    return made, restored


def _differences(ledger: Ledger, again: Ledger, found: Drill) -> Iterator[dict[str, Any]]:
    """Where the restored ledger is no past of this one."""
    with ledger.database.snapshot():
        now, then = _heads(ledger), _heads(again)
        for (store, till, epoch), (seq, head) in then.items():
            named = {"store": store, "till": till, "epoch": epoch, "seq": seq}
            found.entries += seq
            kept = ledger.journals.stored_between(store, till, epoch, seq, seq).get(seq)
            if seq and (kept is None or kept.hash != head):
                yield {"what": "restored_differs_from_the_ledger", **named}
        found.behind = sum(seq for seq, _ in now.values()) - found.entries
    if group_key(again).raw != group_key(ledger).raw:
        yield {"what": "restored_keys_differ"}


def _heads(ledger: Ledger) -> Heads:
    return {
        (till.store, till.till, epoch.epoch): (epoch.high_water, epoch.head_hash)
        for till in ledger.journals.tills()
        for epoch in ledger.journals.epochs(till.store, till.till)
    }
