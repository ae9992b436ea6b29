"""The command that takes a till's journal from a file."""

from __future__ import annotations

import json
import sys
from argparse import Namespace
from dataclasses import asdict

from central_ledger.application.journal_import import import_journal
from central_ledger.data_directory import DataDirectory


def import_journal_file(options: Namespace) -> int:
    """Prints what became of the entries; exit code 1 when some were not applied."""
    ledger = DataDirectory.of(options).open()
    try:
        with options.file.open("rb") as file:
            found = import_journal(ledger, file, ended_key=options.ended_key)
    finally:
        ledger.close()
    document = asdict(found) | {"verdicts": dict(found.verdicts)}
    sys.stdout.write(json.dumps(document, ensure_ascii=False) + "\n")
    if any(one.code == "gap" for one in found.aside):
        sys.stderr.write("Earlier entries are missing here: export again with --all.\n")
    return 1 if found.aside else 0
