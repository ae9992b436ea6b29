"""`pos-client doctor`, `backup` and `restore`: look at a till's data beside whoever sells with it, copy, bring back."""

from __future__ import annotations

import importlib
import platform
import sys
from collections.abc import Mapping
from dataclasses import asdict
from importlib import metadata
from pathlib import Path
from typing import Any

from pos_client.application.benefits import load_rules
from pos_client.application.engine import ExactEngine
from pos_client.bootstrap.desk import TillStore, open_till_store, rekey_till_store, restore_till_store
from pos_client.commands.arguments import command_parser
from pos_client.commands.doctor_devices import devices_document, font_is_missing
from pos_client.commands.doctor_wallets import wallet_findings, wallets_document
from pos_client.commands.output import DONE, NOT_WELL, reported, say
from retail.ports import StoreFailed

#: What a finding means and what to do, in words. Codes are those of offline_cache.check and of the secret store.
FINDINGS = {
    "cannot_be_opened": "The database is damaged where it begins, or cut short. Sales that reached the ledger are safe "
    "there. Do not delete anything; 'pos-client restore' the newest backup.",
    "unreadable": "Pages of the database cannot be read. Do not delete anything; 'pos-client restore' the newest "
    "backup.",
    "pages_damaged": "Pages of the database do not carry their seals. 'pos-client restore' the newest backup.",
    "structure_damaged": "The database's structure is damaged. 'pos-client restore' the newest backup.",
    "sales_without_entry": "There are sales without a journal entry, or the other way round. Tell the office.",
    "chain_broken": "The journal is not what was written. Keep the folder as evidence and tell the office.",
    "return_differs": "A return differs from its journal entry: the entry is what counts. Tell the office.",
    "sale_differs": "A sale differs from its journal entry: the entry is what counts. Tell the office.",
    "head_differs": "The journal's head outside the database is not in it: a backup was restored or the disk lost "
    "writes. The till goes on in a new epoch by itself.",
    "head_missing": "The file with the journal's head was missing and was made again from the database.",
    "head_unreadable": "The file with the journal's head could not be read and was made again from the database.",
    "head_of_other_till": "The file with the journal's head belongs to another till; a new epoch was opened.",
    "secrets_folder_was_open": "Other users could look into the folder of keys; that was closed.",
    "secret_file_was_open": "Other users could read a key; that was closed. Consider enrolling this till anew.",
    "keys_in_files": "The keys are in files of mode 0600, because this system offers no key store.",
    "settings_wrong": "settings.json cannot be used, so the till does not start: correct it, or delete it.",
    "printer_font_missing": "The printer is said to have no Chinese font, and this machine has none to draw with. "
    "Install one, Noto Sans CJK for example.",
    "printer_silent": "The receipt printer does not answer. Check power, paper and cable.",
    "printer_wrong": "The setting of the receipt printer cannot be used: it is tcp:HOST:PORT, usb:, "
    "serial:PORT or file:PATH.",
    "camera_missing": "The camera that is set up is not there. Check its cable, or choose another one.",
    "offer_rejected": "An offer breaks the contract as this program knows it, and is not used; the others are. The "
    "office knows it from the journal; a newer program may understand it.",
    "wallets_wrong": "The accounts with the wallets cannot be used, so the till offers none: correct wallets.json "
    "beside its keys.",
    "wallets_open": "Other users can read the accounts with the wallets; the till closes that when it starts next.",
    "wallet_unreachable": "The wallet's operator cannot be reached from this machine, so the till does not offer it.",
    "wallet_untrusted": "Something answers in the place of the wallet's operator that is not believed: the network "
    "asks to sign in, or this machine's authorities or clock are wrong.",
    "wallet_clock_off": "This machine's clock is minutes off the operator's, which then refuses payments: correct it.",
    "library_missing": "A library that this till can use is not installed.",
}

_LIBRARIES = ("PySide6", "cv2", "zxingcpp", "pyzbar.pyzbar", "escpos.constants")


def run_doctor(argv: list[str]) -> int:
    """Check everything; exit code 1 when something is damaged."""
    parser = command_parser(
        "doctor",
        "Check the database's pages, the journal's chain and head, the keys' place, versions, devices and wallets.\n"
        "Reads only; may run while the till sells. Exit code 1: something is damaged.",
    )
    arguments = parser.parse_args(argv)

    def work() -> int:
        try:
            base = open_till_store(arguments.data, program="pos-client doctor", writer=False)
        except StoreFailed as error:
            if error.code != "store_damaged":
                raise
            # That is an answer to the question, and its usual advice is to ask doctor.
            say({"whole": False, "findings": [_finding("cannot_be_opened", error.params, is_damage=True)]})
            return NOT_WELL
        try:
            report = base.store.check()
            say(_document(base, report))
        finally:
            base.close()
        return DONE if report.is_whole and base.settings_error is None else NOT_WELL

    return reported(work)


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


def _finding(code: str, params: Mapping[str, Any], *, is_damage: bool = False) -> dict[str, Any]:
    return {"code": code, "damage": is_damage, "message": FINDINGS.get(code, code), "params": dict(params)}


def _surroundings(base: TillStore, key_store: str, *, is_readable: bool) -> list[dict[str, Any]]:
    """What is worth knowing beside the store itself: settings, the keys' place, offers not used, missing libraries."""
    found = [_finding("keys_in_files", {})] if key_store == "files" else []
    if base.settings_error is not None:
        found.append(_finding("settings_wrong", {"detail": str(base.settings_error)}))
    for bad in ExactEngine().usable(load_rules(base.store.reference)).bad if is_readable else ():
        found.append(_finding("offer_rejected", asdict(bad)))
    for name in _LIBRARIES:
        try:
            importlib.import_module(name)
        except ImportError as error:
            found.append(_finding("library_missing", {"library": name, "detail": str(error)}))
    return found


def _document(base: TillStore, report: Any) -> dict[str, Any]:
    """`report` is what the store's own check says (offline_cache.check.StoreReport)."""
    enrolment = base.store.enrolment
    findings = [_finding(found.code, found.params, is_damage=found.is_damage) for found in report.findings]
    devices = devices_document(base.settings)
    for name, device in devices.items():
        if device["state"] in ("silent", "missing", "wrong"):
            findings.append(_finding(f"{name}_{device['state']}", device))
    if font_is_missing(base.settings):
        findings.append(_finding("printer_font_missing", {}))
    folder = base.store.secrets.folder
    wallets = wallets_document(folder, base.clock.now)
    findings += [_finding(code, params) for code, params in wallet_findings(wallets, folder)]
    return {
        "whole": report.is_whole,
        "findings": [*findings, *_surroundings(base, report.key_store, is_readable=report.is_whole)],
        "till": None if enrolment is None else asdict(enrolment),
        "journal": {
            "entries_checked": report.chain.entries,
            "head": {"epoch": report.head.epoch, "seq": report.head.seq, "hash": report.head.hash.hex()},
            "waiting": report.sync.waiting,
            "oldest_waiting_at": report.sync.oldest_waiting_at,
        },
        "counts": dict(report.counts),
        "settings": asdict(base.settings),
        "devices": devices,
        "wallets": wallets,
        "versions": {
            "onetill": metadata.version("onetill"),
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
