"""`central-ledger doctor` and `support-bundle`: what is wrong and what to do, and one file for whoever helps."""

from __future__ import annotations

import json
import os
import platform
import sys
from argparse import Namespace
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import Any

from central_ledger.application.keys import NotInitialised
from central_ledger.application.ledger import Ledger, utc_now
from central_ledger.data_directory import DataDirectory
from central_ledger.doctor import checks
from central_ledger.doctor.engine import engine_findings
from central_ledger.doctor.faults import LANGUAGES, LEVELS, Found, Language, finding
from central_ledger.doctor.keeping import keeping_findings
from central_ledger.doctor.people import promise_findings
from central_ledger.doctor.serving import serving_findings
from central_ledger.group_commands import AddCommand
from central_ledger.logs import log_files
from central_ledger.store.beats import Beats
from central_ledger.store.database import StoreDamaged, StoreUnavailable
from central_ledger.store.schema import SCHEMA_VERSION
from central_ledger.store.vitals import Vitals
from retail.build_info import this_build
from retail.bundle import Contents, write_bundle
from retail.machine import Machine


def add_commands(add: AddCommand) -> None:
    command = add(
        "doctor",
        "Find and explain what is wrong: database, books, keys, disk, certificate, serving, backups, archives, days, "
        "leases, tills, cases, PostgreSQL. "
        "Reads only, beside a running server. Exit code 1: something is damaged or does not work.",
        doctor,
    )
    _add_looks(command)
    command.add_argument("--json", action="store_true", help="as a JSON object")
    command.add_argument("--language", choices=LANGUAGES, help="of the words (default: this terminal's, else English)")
    bundle = add(
        "support-bundle",
        "Write a zip with doctor's findings, versions, counts and logs; nothing of people, no keys, no entries.",
        support_bundle,
    )
    _add_looks(bundle)
    bundle.add_argument("file", type=Path, metavar="FILE")


def _add_looks(command: Any) -> None:
    command.add_argument(
        "--quick", action="store_true", help="leave the books out: in a large ledger they take minutes"
    )
    command.add_argument(
        "--tls-certificate", type=Path, metavar="FILE", help="the certificate that is served (default: tls/ of DIR)"
    )
    command.add_argument("--tls-key", type=Path, metavar="FILE", help="its key")


def doctor(options: Namespace) -> int:
    """0: nothing has to be done; warnings are printed all the same."""
    language = options.language or own_language(os.environ)
    document = examine(options, Machine(), language)
    sys.stdout.write(json.dumps(document, ensure_ascii=False) + "\n" if options.json else as_text(document, language))
    return 0 if document["well"] else 1


def support_bundle(options: Namespace) -> int:
    """The file appears whole or not at all. Raises OSError."""
    data, machine = DataDirectory.of(options), Machine()
    document = examine(options, machine)
    user, home = machine.user()
    logs = [] if data.folder is None else log_files(data.folder)
    contents = Contents({"doctor.json": document}, {}, _texts(logs), _known(data), home, user)
    path: Path = options.file
    partial = path.with_name(path.name + ".partial")
    try:
        with partial.open("wb") as file:
            names = write_bundle(file, f"central-ledger {this_build()}", contents)
            file.flush()
            os.fsync(file.fileno())
        partial.replace(path)
    except OSError:
        with suppress(OSError):
            partial.unlink(missing_ok=True)
        raise
    sys.stdout.write(json.dumps({"bundle": str(path), "bytes": path.stat().st_size, "files": names}) + "\n")
    return 0


def own_language(environment: Mapping[str, str]) -> Language:
    """What the terminal is set to, in the order in which programs ask."""
    said = next((found for name in ("LC_ALL", "LC_MESSAGES", "LANG") if (found := environment.get(name))), "")
    return "zh_CN" if said.startswith("zh") else "en"


def examine(options: Namespace, machine: Machine, language: Language = "en") -> dict[str, Any]:
    """`findings`, the worst first, and the facts that they were found in."""
    data, now = DataDirectory.of(options), utc_now()
    found: list[Found] = list(checks.machine_findings(data, machine))
    if data.folder is not None:
        found += checks.mistake_findings(data.folder, now)
        certificate = options.tls_certificate or data.folder / "tls" / "certificate.pem"
        key = options.tls_key or data.folder / "tls" / "key.pem"
        if options.tls_certificate or certificate.exists():
            found += checks.certificate_findings(certificate, key, now)
    facts: dict[str, Any] = {}
    if data.url is None and data.exists and not data.key_path.exists():
        found.append(("key_file_missing", {"path": str(data.key_path)}))
    else:
        found += _database_findings(data, machine, facts, quick=options.quick)
    findings = sorted((finding(*one, language) for one in found), key=lambda one: LEVELS.index(one["level"]))
    levels = {one["level"] for one in findings}
    versions = {"onetill": str(this_build()), "python": platform.python_version(), "schema": SCHEMA_VERSION}
    return {
        "whole": "damage" not in levels,
        "well": not levels & {"damage", "fault"},
        "findings": findings,
        "versions": versions | {"system": f"{platform.system()} {platform.release()}"},
        **facts,
    }


def _database_findings(data: DataDirectory, machine: Machine, facts: dict[str, Any], *, quick: bool) -> list[Found]:
    try:
        ledger = data.look()
    except NotInitialised as error:
        return [("not_initialised", {"detail": str(error)})]
    except StoreUnavailable as error:
        return [
            ("database_damaged" if isinstance(error, StoreDamaged) else "database_unreachable", {"detail": str(error)})
        ]
    try:
        return list(_looked_at(ledger, data, machine, facts, quick=quick))
    except StoreUnavailable as error:
        is_damaged = data.url is None or isinstance(error, StoreDamaged)
        return [("database_damaged" if is_damaged else "database_unreachable", {"detail": str(error)})]
    finally:
        ledger.close()


def _looked_at(
    ledger: Ledger, data: DataDirectory, machine: Machine, facts: dict[str, Any], *, quick: bool
) -> Iterator[Found]:
    now, is_embedded = ledger.clock(), data.url is None
    schema = ledger.database.schema_version()
    facts["schema"], facts["engine"] = schema, "sqlite" if is_embedded else "postgresql"
    if not is_embedded:
        yield from engine_findings(ledger.database, now)
    if schema != SCHEMA_VERSION:
        code = "schema_newer" if schema > SCHEMA_VERSION else "migrations_pending"
        yield code, {"found": schema, "known": SCHEMA_VERSION}
        return  # what it holds, another program knows how to read
    facts |= _facts(ledger, now)
    yield from checks.key_findings(ledger, is_embedded=is_embedded)
    yield from serving_findings(ledger, now, machine)
    yield from checks.behind_findings(ledger, now)
    yield from checks.people_findings(ledger, now)
    yield from promise_findings(ledger, now)
    yield from keeping_findings(ledger, now)
    if not quick:
        yield from checks.book_findings(ledger)


def _facts(ledger: Ledger, now: datetime) -> dict[str, Any]:
    vitals = Vitals(ledger.database)
    return {
        "ledger": ledger.reference.meta("ledger_id"),
        "is_distributed": ledger.database.is_distributed,
        "at": now.isoformat(timespec="seconds"),
        "processes": Beats(ledger.database).all(),
        "tills": [
            {"store": till.store, "till": till.till, "seen_at": till.seen_at, "suspended": till.suspended}
            for till in vitals.tills()
        ],
        "open_cases": vitals.open_cases(),
        "replay_waiting": ledger.replays.waiting(),
    }


def _known(data: DataDirectory) -> set[str]:
    """What the database knows of people; nothing when it cannot be read: then the masks alone work, as in the logs."""
    try:
        ledger = data.look()
    except (NotInitialised, StoreUnavailable):
        return set()
    try:
        return set(Vitals(ledger.database).personal_texts()) if ledger.database.schema_version() else set()
    except StoreUnavailable:
        return set()
    finally:
        ledger.close()


def _texts(paths: Iterable[Path]) -> Iterator[tuple[str, str]]:
    for path in paths:
        with suppress(OSError):  # rotated away under us
            yield path.name, path.read_text("utf-8", "replace")


#: All is well, and what stands before each part of a finding.
_WORDS: Mapping[Language, tuple[str, str, str]] = {
    "en": ("Nothing was found. All is well.", "Safe:", "Next:"),
    "zh_CN": ("没有发现问题，一切正常。", "安全：", "处理："),
}
_LEVEL_WORDS_ZH: Mapping[str, str] = {"damage": "损坏", "fault": "故障", "warning": "尽快查看"}


def as_text(document: dict[str, Any], language: Language = "en") -> str:
    """The findings for people."""
    well, safe, todo = _WORDS[language]
    lines = [] if document["findings"] else [well]
    for found in document["findings"]:
        level = _LEVEL_WORDS_ZH[found["level"]] if language == "zh_CN" else found["level"]
        lines.append(f"[{level}] {found['what']} ({found['code']})")
        lines += [f"    {safe} {found['safe']}"] if found["safe"] else []
        lines += [f"    {todo} {found['todo']}"] if found["todo"] else []
    return "\n".join(lines) + "\n"
