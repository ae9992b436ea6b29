"""The commands about commission and settlement: `publish-rules`."""

from __future__ import annotations

import getpass
import json
import sys
from argparse import Namespace
from typing import Any

from central_ledger.application.check_offers import Unreadable, parsed_json
from central_ledger.application.settlement_rules import RulesRefused, publish_rules
from central_ledger.data_directory import DataDirectory


def publish_rules_file(options: Namespace) -> int:
    """0: they are in force, 1: they break the contract, everything is named, 2: the file cannot be read."""
    try:
        document = parsed_json(options.file.read_text(encoding="utf-8-sig"))
    except (Unreadable, UnicodeDecodeError) as error:
        sys.stderr.write(f"cannot: {options.file} cannot be published: {error}\n")
        return 2
    ledger = DataDirectory.of(options).open()
    try:
        with ledger.database.transaction():
            version = publish_rules(ledger, document, f"console:{getpass.getuser()}")
    except RulesRefused as refused:
        breaches = [{"path": breach.path, "expected": breach.expected} for breach in refused.breaches]
        _print({"version": None, "refused": breaches})
        return 1
    finally:
        ledger.close()
    _print({"version": version, "refused": []})
    return 0


def _print(document: Any) -> None:
    sys.stdout.write(json.dumps(document, ensure_ascii=False) + "\n")
