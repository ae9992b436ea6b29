"""`pos-client support-bundle`: one file for whoever helps from afar, with nothing about people in it."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import Any

from pos_client.bootstrap.desk import open_till_store
from pos_client.bootstrap.logs import log_files
from pos_client.commands.arguments import command_parser
from pos_client.commands.doctor import examine
from pos_client.commands.doctor_words import Words
from pos_client.commands.output import DONE, reported, say
from pos_client.errors import Unavailable
from retail.build_info import this_build
from retail.bundle import Contents, write_bundle
from retail.machine import Machine
from retail.ports import StoreFailed


def run_support_bundle(argv: list[str]) -> int:
    """Write the file; it appears whole or not at all."""
    parser = command_parser(
        "support-bundle",
        "Write a zip with doctor's findings, versions, settings, counts, the journal's places and the logs.\n"
        "No names, phones, cards, ids of members or staff, no journal entries, no keys, no PINs.\n"
        "May run while the till sells.",
    )
    parser.add_argument("file", type=Path, help="where it goes: a file, or a folder in which it gets a name")
    arguments = parser.parse_args(argv)
    return reported(lambda: _run(arguments.data, arguments.file))


def _run(folder: Path, asked: Path) -> int:
    machine = Machine()
    # Whoever helps reads English, whatever the till speaks.
    _, document = examine(folder, Words("en"), machine)
    # Places and sizes say nothing of people, and hashes look like secrets: not to be scrubbed.
    plain = {"journal.json": document.pop("journal", {}), "files.json": machine.file_sizes(folder)}
    user, home = machine.user()
    contents = Contents({"doctor.json": document}, plain, _logs(folder), _known(folder), home, user)
    path = asked / _name(document) if asked.is_dir() else asked
    partial = path.with_name(path.name + ".partial")
    try:
        with partial.open("wb") as file:
            names = write_bundle(file, f"pos-client {this_build()}", contents)
            file.flush()
            os.fsync(file.fileno())
        partial.replace(path)
    except OSError as error:
        with suppress(OSError):
            partial.unlink(missing_ok=True)
        raise Unavailable("bundle_unwritable", path=str(path)) from error
    say({"bundle": str(path), "bytes": path.stat().st_size, "files": names})
    return DONE


def _logs(folder: Path) -> Iterator[tuple[str, str]]:
    for path in log_files(folder):
        with suppress(OSError):  # rotated away under us
            yield path.name, path.read_text("utf-8", "replace")


def _name(document: dict[str, Any]) -> str:
    till = document.get("till") or {}
    who = f"{till['store']}-{till['till']}-" if till else ""
    return f"onetill-support-{who}{datetime.now().astimezone():%Y%m%d-%H%M}.zip"


def _known(folder: Path) -> set[str]:
    """What the store knows of people; nothing when it cannot be opened: then the masks alone work, as in the logs."""
    try:
        base = open_till_store(folder, program="pos-client support-bundle", writer=False)
    except StoreFailed:
        return set()
    try:
        return set(base.store.personal_texts())
    except StoreFailed:
        return set()
    finally:
        base.close()
