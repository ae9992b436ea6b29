"""`pos-client doctor`, `backup` and `restore`: look at a till's data beside whoever sells with it, copy, bring back."""

from __future__ import annotations

import platform
import sys
from collections.abc import Iterator, Mapping
from dataclasses import asdict
from importlib import metadata
from pathlib import Path
from typing import Any

from pos_client.application.benefits import load_rules
from pos_client.application.engine import ExactEngine
from pos_client.bootstrap.backups import till_backups, till_named
from pos_client.bootstrap.desk import TillStore, open_till_store, rekey_till_store, restore_till_store
from pos_client.commands.arguments import command_parser
from pos_client.commands.doctor_devices import devices_document, font_is_missing, shown_source
from pos_client.commands.doctor_ledger import (
    data_findings,
    ledger_document,
    ledger_findings,
    payment_findings,
    waiting_findings,
)
from pos_client.commands.doctor_machine import (
    Found,
    backup_findings,
    clock_findings,
    machine_findings,
    mistake_findings,
    program_findings,
    update_findings,
)
from pos_client.commands.doctor_wallets import wallet_findings, wallets_document
from pos_client.commands.doctor_words import LEVELS, Words, own_language, settings_findings
from pos_client.commands.output import DONE, NOT_WELL, UNAVAILABLE, error_document, reported, say
from pos_client.settings import DECLARED
from retail.build_info import this_build
from retail.machine import Machine
from retail.ports import StoreFailed

#: States of a device that need nobody.
_QUIET_STATES = frozenset(("none", "ready", "not_tried"))


def run_doctor(argv: list[str], machine: Machine | None = None) -> int:
    """Check everything; exit code 1 when something is damaged or does not work."""
    parser = command_parser(
        "doctor",
        "Check the data (pages, journal, head, keys), the machine (disk, memory, clock), the program, the devices,\n"
        "the line to the ledger and the wallets. Reads only; may run while the till sells. Each finding says how bad\n"
        "it is, what it means, what is safe, what to do next. Exit code 1: something is damaged or does not work.",
    )
    parser.add_argument("--text", action="store_true", help="for people instead of programs")
    languages = tuple(DECLARED["language"].choices)
    parser.add_argument("--language", choices=languages, help="of the words (default: the till's own)")
    arguments = parser.parse_args(argv)

    def work() -> int:
        words = Words(arguments.language or own_language(arguments.data))
        code, document = examine(arguments.data, words, machine or Machine())
        if arguments.text:
            sys.stdout.write(words.text(document))
        else:
            say(document)
        return code

    return reported(work)


def examine(folder: Path, words: Words, machine: Machine) -> tuple[int, dict[str, Any]]:
    """The exit code, and all that is found: `findings`, worst first, and the facts that they were found in. Raises
    StoreFailed when what could be opened fails while it is read.
    """
    try:
        base = open_till_store(folder, program="pos-client doctor", writer=False)
    except StoreFailed as error:
        code = "cannot_be_opened" if error.code == "store_damaged" else error.code
        found = [(code, dict(error.params)), *machine_findings(folder, machine), *program_findings()]
        found += settings_findings(folder)
        document = _summary([words.finding(*one) for one in found])
        if code != error.code:
            return NOT_WELL, document
        # Whoever asks for an exit code is told what every other command would say.
        return UNAVAILABLE, document | error_document(error.code, error.params)
    try:
        document = _document(base, machine, words)
    finally:
        base.close()
    return DONE if document["well"] else NOT_WELL, document


def run_backup(argv: list[str]) -> int:
    """Copy the database to one file, encrypted as it is, while the till goes on."""
    parser = command_parser("backup", "Write an encrypted copy of the till's database; no key is in it.")
    parser.add_argument("file", type=Path, help="where the copy goes")
    arguments = parser.parse_args(argv)

    def work() -> int:
        base = open_till_store(arguments.data, program="pos-client backup", writer=False)
        try:
            base.store.backup(arguments.file)
        finally:
            base.close()
        say({"backup": str(arguments.file), "bytes": arguments.file.stat().st_size})
        return DONE

    return reported(work)


def run_restore(argv: list[str]) -> int:
    """Put a backup in the place of the database; what was there stays beside it."""
    parser = command_parser(
        "restore",
        "Put a copy that 'pos-client backup' made in the place of the till's database, on the same machine.\n"
        "What was there is kept in a subfolder. The journal goes on in a new epoch; the ledger is told.",
    )
    parser.add_argument("file", type=Path, help="the copy")
    arguments = parser.parse_args(argv)

    def work() -> int:
        aside = restore_till_store(arguments.data, arguments.file, program="pos-client restore")
        say({"restored": str(arguments.file), "kept": str(aside)})
        return DONE

    return reported(work)


def run_rekey(argv: list[str]) -> int:
    """Every page of the database is written anew under another key."""
    parser = command_parser(
        "rekey",
        "Give the till's database another key, while the till does not run; needs room for a second copy.\n"
        "Copies and backups of before cannot be opened any more: make a new backup. Cut off at any moment it loses "
        "nothing.",
    )
    arguments = parser.parse_args(argv)

    def work() -> int:
        rekey_till_store(arguments.data, program="pos-client rekey")
        say({"rekeyed": str(arguments.data)})
        return DONE

    return reported(work)


def _summary(findings: list[dict[str, Any]]) -> dict[str, Any]:
    """`whole`: nothing is damaged; `well`: nothing has to be done."""
    levels = {finding["level"] for finding in findings}
    return {
        "whole": "damage" not in levels,
        "well": not levels & {"damage", "fault"},
        "findings": sorted(findings, key=lambda finding: LEVELS.index(finding["level"])),
    }


def _surroundings(base: TillStore, *, is_readable: bool, key_store: str) -> Iterator[Found]:
    """What is worth knowing beside the store itself: settings, the keys' place, offers not used."""
    if key_store == "files":
        yield "keys_in_files", {}
    if base.settings_error is not None:
        yield "settings_wrong", {"detail": str(base.settings_error)}
    for bad in ExactEngine().usable(load_rules(base.store.reference)).bad if is_readable else ():
        yield "offer_rejected", asdict(bad)


def _device_findings(base: TillStore, devices: Mapping[str, Mapping[str, Any]]) -> Iterator[Found]:
    for name, device in devices.items():
        if device["state"] not in _QUIET_STATES:
            yield f"{name}_{device['state']}", dict(device)
    if font_is_missing(base.settings):
        yield "printer_font_missing", {}


def _document(base: TillStore, machine: Machine, words: Words) -> dict[str, Any]:
    store, now = base.store, base.clock.now()
    report = store.check()
    devices = devices_document(base.settings)
    secrets = store.secrets.folder
    wallets = wallets_document(secrets, base.clock.now)
    ledger = ledger_document(base)
    found: list[Found] = [(one.code, dict(one.params)) for one in report.findings]
    found += machine_findings(store.data_folder, machine)
    found += clock_findings(now, report.newest_at)
    backups = till_backups(base.settings, store.data_folder, till_named(base))
    found += backup_findings(backups, store.data_folder, report.oldest_at, now)
    found += update_findings(store.data_folder, now)
    found += mistake_findings(store.data_folder, now)
    found += program_findings()
    found += _surroundings(base, is_readable=report.is_whole, key_store=report.key_store)
    found += _device_findings(base, devices)
    found += wallet_findings(wallets, secrets)
    found += ledger_findings(base, ledger, now)
    found += waiting_findings(report.sync.waiting, report.sync.oldest_waiting_at, now)
    if report.is_whole:
        found += data_findings(base, now)
        found += payment_findings(base, now)
    enrolment = store.enrolment
    return _summary([words.finding(*one) for one in found]) | {
        "till": None if enrolment is None else asdict(enrolment),
        "journal": {
            "entries_checked": report.chain.entries,
            "head": {"epoch": report.head.epoch, "seq": report.head.seq, "hash": report.head.hash.hex()},
            "epochs": [asdict(epoch) for epoch in (store.journal.epochs() if report.is_whole else ())],
            "kinds": dict(report.kinds),
            "newest_at": report.newest_at,
            "waiting": report.sync.waiting,
            "oldest_waiting_at": report.sync.oldest_waiting_at,
        },
        "counts": dict(report.counts),
        "feeds": base.feed_times() if report.is_whole else {},
        "settings": asdict(base.settings) | {"camera": shown_source(base.settings.camera)},
        "devices": devices,
        "wallets": wallets,
        "ledger": ledger,
        "versions": {
            "onetill": metadata.version("onetill"),
            "build": str(this_build()),
            "schema": report.schema_version,
            "sqlite": report.sqlite_version,
            "sqlcipher": report.cipher_version,
            "python": platform.python_version(),
            "system": f"{platform.system()} {platform.release()}",
            "pyside6": _version("PySide6_Essentials"),
            "opencv": _version("opencv-python-headless"),
            "zxing-cpp": _version("zxing-cpp"),
        },
        "keys": report.key_store,
        "executable": sys.executable,
    }


def _version(distribution: str) -> str | None:
    try:
        return metadata.version(distribution)
    except metadata.PackageNotFoundError:
        return None
