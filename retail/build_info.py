"""Which build this is: what a package says of itself, and `development` where nobody built anything.

`packaging/build_app.py` writes `build.json` beside this module into what it packs; it is not under version control.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from importlib.resources import files

DEVELOPMENT = "development"


@dataclass(frozen=True, slots=True)
class Build:
    """`commit` is the source's, shortened; `made_on` the day of its commit (YYYY-MM-DD); both empty in development.

    `update_key`: base64 of the public key whose updates this build takes; empty: the one that is set at the till.
    """

    version: str
    commit: str = ""
    made_on: str = ""
    update_key: str = ""

    def __str__(self) -> str:
        return f"{self.version} ({self.commit}, {self.made_on})" if self.commit else self.version


def this_build() -> Build:
    """Never fails: a build without a readable note is one of development."""
    try:
        note = json.loads(files("retail").joinpath("build.json").read_text("utf-8"))
        return Build(str(note["version"]), str(note["commit"]), str(note["made_on"]), str(note.get("update_key", "")))
    except (OSError, ValueError, KeyError, TypeError):
        return Build(DEVELOPMENT)
