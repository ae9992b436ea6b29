"""The command about what waits between the shards of a distributed ledger."""

from __future__ import annotations

import json
import sys
from argparse import Namespace
from dataclasses import asdict

from central_ledger.application.clearing import Carrier
from central_ledger.data_directory import DataDirectory
from central_ledger.group_commands import AddCommand


def add_clearing(add: AddCommand) -> None:
    command = add(
        "clearing",
        "A distributed ledger: list what waits between shards, by where it comes from and since when.",
        clearing,
    )
    command.add_argument("--drain", action="store_true", help="carry it first; exit code 1 when something does not go")


def clearing(options: Namespace) -> int:
    """One line for each source at which something waits; `--drain` carries it first. 1: something does not go."""
    ledger = DataDirectory.of(options).open()
    try:
        if options.drain:
            Carrier(ledger).drain()
        found = ledger.clearing.waiting() if ledger.database.is_distributed else []
        for waiting in found:
            sys.stdout.write(json.dumps(asdict(waiting)) + "\n")
        return 1 if options.drain and found else 0
    finally:
        ledger.close()
