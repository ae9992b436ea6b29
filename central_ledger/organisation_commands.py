"""The command about the organisation: check or publish a file, show what is in force, list the versions."""

from __future__ import annotations

import json
import sys
from argparse import Namespace
from dataclasses import asdict
from pathlib import Path
from typing import Any

from central_ledger.application.leaderboard import MEASURES, leaderboard_setting, set_leaderboard
from central_ledger.application.ledger import Ledger
from central_ledger.application.organisation import OrganisationRefused, check_organisation, publish_organisation
from central_ledger.application.till_updates import set_updates_address, updates_address
from central_ledger.data_directory import DataDirectory
from central_ledger.document_files import with_document
from central_ledger.domain.offer_breaches import Breach
from central_ledger.group_commands import AddCommand


def add_organisation(add: AddCommand) -> None:
    command = add(
        "organisation",
        "Regions, districts, stores with their brands, and whom each role may see: check or publish a file, show what "
        "is in force, or list the versions.",
        organisation,
    )
    command.add_argument("action", choices=("check", "publish", "show", "history"))
    command.add_argument("file", nargs="?", type=Path, metavar="FILE", help="check, publish: one JSON object")
    command.add_argument("--by", default="console", help="publish: who does it (default: %(default)s)")


def add_leaderboard(add: AddCommand) -> None:
    command = add(
        "leaderboard",
        "The leaderboard of a store's guides: turn it on or off, say by what, and whether amounts are shown.",
        leaderboard,
    )
    command.add_argument("action", choices=("on", "off", "show"))
    command.add_argument("--store", required=True)
    command.add_argument("--by", choices=MEASURES, default="sales", help="on: by what (default: %(default)s)")
    command.add_argument("--amounts", action="store_true", help="on: show the amounts, not the places alone")


def add_updates(add: AddCommand) -> None:
    command = add(
        "till-updates",
        "Where all tills find the group's signed list of updates: show the address, set it, or take it back.",
        till_updates,
    )
    command.add_argument("action", choices=("show", "set", "none"))
    command.add_argument("address", nargs="?", default="", metavar="URL", help="set: https://…")


def till_updates(options: Namespace) -> int:
    with DataDirectory.of(options).opened() as ledger:
        if options.action == "set" and not options.address:
            raise ValueError("say the address: https://…")
        if options.action != "show":
            with ledger.database.transaction():
                set_updates_address(ledger, options.address if options.action == "set" else "")
        _print({"address": updates_address(ledger)})
    return 0


def leaderboard(options: Namespace) -> int:
    """0: done; 1: there is no such store."""
    ledger = DataDirectory.of(options).open()
    try:
        if ledger.reference.store(options.store) is None:
            raise ValueError(f"there is no store {options.store}")
        if options.action != "show":
            with ledger.database.transaction():
                set_leaderboard(
                    ledger, options.store, on=options.action == "on", by=options.by, amounts=options.amounts
                )
        _print(asdict(leaderboard_setting(ledger, options.store)))
        return 0
    finally:
        ledger.close()


def organisation(options: Namespace) -> int:
    """0: done, or nothing is wrong; 1: the document breaks the contract, and where. Raises Unreadable."""

    def act(ledger: Ledger, document: Any) -> int:
        if options.action == "check":
            return _told(None, check_organisation(ledger, document))
        if options.action == "publish":
            return _publish(ledger, document, options.by)
        if options.action == "show":
            found = ledger.organisations.document()
            _print(None if found is None else json.loads(found))
        else:
            for version, at, who in ledger.organisations.versions():
                _print({"version": version, "published_at": at, "by": who})
        return 0

    return with_document(options, act)


def _publish(ledger: Ledger, document: Any, who: str) -> int:
    try:
        with ledger.database.transaction():
            return _told(publish_organisation(ledger, document, who), [])
    except OrganisationRefused as refused:
        return _told(None, list(refused.breaches))


def _told(version: int | None, breaches: list[Breach]) -> int:
    _print({"published": version, "breaches": [asdict(breach) for breach in breaches]})
    return 1 if breaches else 0


def _print(document: Any) -> None:
    sys.stdout.write(json.dumps(document, ensure_ascii=False) + "\n")
