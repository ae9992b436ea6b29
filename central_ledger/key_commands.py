"""The commands that renew keys: that of the ledger at rest, the group's, the issuer's, and the one for journals."""

from __future__ import annotations

import json
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Callable
from contextlib import closing

from central_ledger.application.renewal import (
    KEPT_DAYS,
    renew_export_key,
    renew_group_key,
    renew_issuer_key,
    renew_store_key,
)
from central_ledger.data_directory import DataDirectory
from central_ledger.rekeying import rekey

AddCommand = Callable[[str, str, Callable[[Namespace], int]], ArgumentParser]


def add_keys(command: AddCommand) -> None:
    """`command` makes a parser from a name, a help text and what it runs."""
    group = command("group-key", "Renew the group's key; every till follows by itself.", group_key)
    group.add_argument("action", choices=("renew",))
    issuer = command("issuer-key", "Renew the key that signs members' codes and cards.", issuer_key)
    issuer.add_argument("action", choices=("renew",))
    issuer.add_argument(
        "--keep-days",
        type=int,
        default=KEPT_DAYS,
        metavar="N",
        help="what older keys signed is good for so long (default: %(default)s, a card's life; 0: at once)",
    )
    export = command(
        "export-key", "Renew the key for which tills seal journals and what joining members tell.", export_key
    )
    export.add_argument("action", choices=("renew",))
    badges = command("store-key", "Renew the key that signs a store's badges: they are to be printed anew.", store_key)
    badges.add_argument("action", choices=("renew",))
    badges.add_argument("--store", required=True)
    command(
        "rekey",
        "Give the ledger at rest another key (ledger.key), while nothing serves it; copies and backups of before need "
        "the old one. Cut off at any moment it loses nothing.",
        rekey_ledger,
    )


def group_key(options: Namespace) -> int:
    """`renew`: every till follows by itself, also one that was cut off for long."""
    with closing(DataDirectory.of(options).open()) as ledger:
        key_id, codes = renew_group_key(ledger)
    _print({"key_id": key_id, "enrolment_codes_ended": codes})
    sys.stderr.write("Make a backup of the ledger now: an older one has a key that no till trusts any more.\n")
    return 0


def issuer_key(options: Namespace) -> int:
    """`renew`: tills believe the new key with their next pull."""
    with closing(DataDirectory.of(options).open()) as ledger:
        key_id, ends = renew_issuer_key(ledger, options.keep_days)
    _print({"key_id": key_id, "older_keys_end": ends})
    return 0


def export_key(options: Namespace) -> int:
    """`renew`: tills seal for the new key from their next pull on; what was sealed for older ones is still read."""
    with closing(DataDirectory.of(options).open()) as ledger:
        key_id = renew_export_key(ledger)
    _print({"key_id": key_id})
    return 0


def store_key(options: Namespace) -> int:
    """`renew`: tills believe no badge of before from their next pull on."""
    with closing(DataDirectory.of(options).open()) as ledger:
        key_id = renew_store_key(ledger, options.store)
    _print({"key_id": key_id, "store": options.store})
    return 0


def rekey_ledger(options: Namespace) -> int:
    data = DataDirectory.of(options)
    rekey(data)
    _print({"rekeyed": data.place, "key": str(data.key_path)})
    sys.stderr.write("Keep a copy of the new key apart from the backups, and make a backup now.\n")
    return 0


def _print(document: object) -> None:
    sys.stdout.write(json.dumps(document, ensure_ascii=False) + "\n")
