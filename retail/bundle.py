"""A support bundle: a zip of texts about a program, from which everything about people was taken.

What goes in is chosen (findings, versions, settings, counts, logs) and then scrubbed by what the database knows of
people; journal entries, receipts, members and keys are never read for it.
"""

from __future__ import annotations

import json
import zipfile
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, BinaryIO

from retail.log_lines import Scrubber

README = """A support bundle of OneTill: {program}.

In it: what doctor found (doctor.json), versions, settings, counts and the places of the journal (journal.json), files
and their sizes (files.json), and the program's own logs (logs/).
Not in it: names, phones, birthdays, cards, ids of members or staff, journal entries, receipts, keys, passwords, PINs,
payment codes. What stood in their place is shown as three dots. You may open and read every file.
"""


@dataclass(frozen=True, slots=True)
class Contents:
    """`documents` are scrubbed; `plain` has nothing but numbers, hashes and names of ours; `logs` are name and text.
    `known` is what the database knows of people, `home` and `user` whom the machine knows.
    """

    documents: Mapping[str, Any]
    plain: Mapping[str, Any]
    logs: Iterable[tuple[str, str]]
    known: Collection[str]
    home: str = ""
    user: str = ""


def write_bundle(file: BinaryIO, program: str, contents: Contents) -> list[str]:
    """Write the zip; gives the names in it. Raises OSError."""
    user = {contents.user} if len(contents.user) > 2 and contents.user != "root" else set()
    scrubber = Scrubber({*contents.known, *user})

    def short(text: str) -> str:
        return text if len(contents.home) < 2 else text.replace(contents.home, "~")

    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as bundle:
        bundle.writestr("README.txt", README.format(program=program))
        for name, document in contents.documents.items():
            text = json.dumps(document, ensure_ascii=False, default=str)
            bundle.writestr(name, _indented(scrubber.values(json.loads(short(text)))))
        for name, document in contents.plain.items():
            bundle.writestr(name, _indented(document))
        for name, text in contents.logs:
            bundle.writestr(f"logs/{name}", scrubber.text(short(text)))
        return bundle.namelist()


def _indented(document: Any) -> str:
    return json.dumps(document, ensure_ascii=False, indent=2, sort_keys=False) + "\n"
