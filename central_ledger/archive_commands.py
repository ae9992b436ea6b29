"""Commands for the life of data: putting away what tills told long ago, and trying whether a backup can be put back."""

from __future__ import annotations

import json
import sys
from argparse import Namespace
from dataclasses import asdict
from datetime import date
from pathlib import Path

from central_ledger.application.archiving import KEPT_DAYS, archive
from central_ledger.data_directory import DataDirectory
from central_ledger.drilling import drill
from central_ledger.group_commands import AddCommand


def add_archive(add: AddCommand) -> None:
    command = add(
        "archive",
        "Put what tills told before a day into signed files, beside a running server; prints one line for each file.",
        archive_entries,
    )
    command.add_argument(
        "--before", type=date.fromisoformat, required=True, metavar="DAY", help=f"at least {KEPT_DAYS} days ago"
    )
    command.add_argument(
        "--to", type=Path, required=True, metavar="FOLDER", help="where every machine that serves reads them again"
    )
    command.add_argument("--store", help="of this store alone")
    tried = add(
        "drill",
        "Back up, restore elsewhere and compare, beside a running server; prints what was found. 1: it would not do.",
        drill_restore,
    )
    tried.add_argument("--to", type=Path, required=True, metavar="FOLDER", help="a new folder; it is yours to delete")
    tried.add_argument("--into", metavar="URL", help="of a ledger on PostgreSQL: an empty database to restore to")


def archive_entries(options: Namespace) -> int:
    ledger = DataDirectory.of(options).open()
    try:
        for made in archive(ledger, options.before, options.to, options.store):
            sys.stdout.write(json.dumps({**asdict(made), "path": str(made.path)}, ensure_ascii=False) + "\n")
            sys.stdout.flush()
    finally:
        ledger.close()
    return 0


def drill_restore(options: Namespace) -> int:
    """One JSON object. 1: this backup is not one to rely on."""
    found = drill(DataDirectory.of(options), options.to, options.into)
    sys.stdout.write(json.dumps(found.report(), ensure_ascii=False) + "\n")
    return 1 if found.problems else 0
