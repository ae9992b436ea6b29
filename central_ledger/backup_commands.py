"""Commands for backups: make one, put one back; and where a serving ledger puts those that it makes by itself."""

from __future__ import annotations

import argparse
import json
import os
import sys
from argparse import Namespace
from contextlib import closing
from dataclasses import asdict
from pathlib import Path

from central_ledger.backing_up import KEPT, BackingUpAlready, BackupPlan, back_up, is_due, put_back
from central_ledger.data_directory import DataDirectory
from central_ledger.group_commands import AddCommand
from retail.machine import Machine

FOLDER_VARIABLE, KEPT_VARIABLE = "CENTRAL_LEDGER_BACKUPS", "CENTRAL_LEDGER_BACKUPS_KEPT"
FOLDER_NAME = "backups"
NONE = "none"


def add_backups(add: AddCommand) -> None:
    made = add(
        "backup",
        "Make an encrypted backup beside a running server, read it back, and let the oldest go; prints what was made.",
        make_backup,
    )
    made.add_argument(
        "--to", type=Path, metavar="FOLDER", help=f"default: ${FOLDER_VARIABLE}, or {FOLDER_NAME}/ of the directory"
    )
    _add_kept(made, "--keep")
    made.add_argument("--if-due", action="store_true", help="only when the newest is a day old")
    back = add(
        "restore",
        "Put a backup back while nothing serves: a file in the place of the ledger's, which goes aside, or a dump into "
        "an empty PostgreSQL database. It is read to its end first.",
        restore_backup,
    )
    back.add_argument("file", type=Path, metavar="FILE")
    back.add_argument("--into", metavar="URL", help="the empty database (default: the directory's own)")


def add_plan(serve: argparse.ArgumentParser) -> None:
    """What `serve` asks for."""
    serve.add_argument(
        "--backups",
        metavar="FOLDER",
        help="where a backup is put once a day; none: nowhere "
        f"(default: ${FOLDER_VARIABLE}, or {FOLDER_NAME}/ of DIR for a ledger that is a file in it)",
    )
    _add_kept(serve, "--backups-kept")


def _add_kept(command: argparse.ArgumentParser, name: str) -> None:
    # As text: it is read for the command that asks, and what is no number ends no other one.
    kept = os.environ.get(KEPT_VARIABLE) or str(KEPT)
    command.add_argument(
        name, dest="kept", type=int, default=kept, metavar="N", help=f"how many (default: ${KEPT_VARIABLE}, or {KEPT})"
    )


def plan_of(options: Namespace, data: DataDirectory) -> BackupPlan:
    """Where the backups of a serving process go."""
    said = options.backups or os.environ.get(FOLDER_VARIABLE) or ""
    if said == NONE:
        return BackupPlan(None, options.kept)
    folder = Path(said) if said else None
    if folder is None and data.folder is not None and data.url is None:
        folder = data.folder / FOLDER_NAME
    return BackupPlan(folder, options.kept)


def make_backup(options: Namespace) -> int:
    data = DataDirectory.of(options)
    if options.if_due:
        with closing(data.look()) as ledger:
            if not is_due(ledger):
                return _none_made()
    named = os.environ.get(FOLDER_VARIABLE)
    folder = options.to or (Path(named) if named else data.path / FOLDER_NAME)
    try:
        made = back_up(data, folder, options.kept, Machine())
    except BackingUpAlready:
        # Of several serving processes all ask at the same moment: the one that makes it says how it went.
        if options.if_due:
            return _none_made()
        raise
    sys.stdout.write(json.dumps({"made": True, **asdict(made)}, ensure_ascii=False) + "\n")
    return 0


def _none_made() -> int:
    sys.stdout.write(json.dumps({"made": False}) + "\n")
    return 0


def restore_backup(options: Namespace) -> int:
    done = put_back(DataDirectory.of(options), options.file, options.into)
    sys.stdout.write(json.dumps(done, ensure_ascii=False) + "\n")
    return 0
