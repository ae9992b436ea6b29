"""The command that puts away what tills told long ago."""

from __future__ import annotations

import json
import sys
from argparse import Namespace
from dataclasses import asdict
from datetime import date
from pathlib import Path

from central_ledger.application.archiving import KEPT_DAYS, archive
from central_ledger.data_directory import DataDirectory
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


def archive_entries(options: Namespace) -> int:
    ledger = DataDirectory.of(options).open()
    try:
        for made in archive(ledger, options.before, options.to, options.store):
            sys.stdout.write(json.dumps({**asdict(made), "path": str(made.path)}, ensure_ascii=False) + "\n")
            sys.stdout.flush()
    finally:
        ledger.close()
    return 0
