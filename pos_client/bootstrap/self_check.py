"""Doctor and support bundle for the window, by this very program once more: a process of its own, that yields to sales.

In this process it would share one interpreter with the counter for seconds.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from typing import Any

from pos_client.bootstrap.desk import TillStore
from pos_client.errors import Unavailable
from pos_client.ui.ports import Finding

#: A large journal takes a minute on a slow disk.
PATIENCE_S = 600.0
_BEHIND_OTHERS = 10
#: Windows' word for the same (BELOW_NORMAL_PRIORITY_CLASS).
_BELOW_NORMAL = 0x4000


def program() -> tuple[str, ...]:
    """What starts this program: a packed one is its own interpreter, and knows no `-m`."""
    return (sys.executable,) if getattr(sys, "frozen", False) else (sys.executable, "-m", "pos_client")


class ProcessCheck:
    """`pos_client.ui.ports.SelfCheck` of one data folder."""

    def __init__(self, base: TillStore) -> None:
        self._base = base

    def check(self) -> Sequence[Finding]:
        said = _asked("doctor", "--data", str(self._base.store.data_folder), "--language", "en")
        try:
            found = [Finding(one["code"], one["params"]) for one in said["findings"]]
        except (KeyError, TypeError) as error:
            raise Unavailable("check_failed") from error
        # That this window is open is no news to whoever looks at it.
        return [one for one in found if one.params.get("pid") != os.getpid()]

    def bundle_name(self) -> str:
        enrolment = self._base.store.enrolment
        till = "" if enrolment is None else f"{enrolment.store}-{enrolment.till}-"
        return f"onetill-support-{till}{self._base.clock.now():%Y%m%d-%H%M}.zip"

    def write_bundle(self, path: str) -> str:
        said = _asked("support-bundle", path, "--data", str(self._base.store.data_folder))
        try:
            return str(said["bundle"])
        except KeyError as error:
            code = said.get("error", {}).get("code", "check_failed")
            raise Unavailable(code, path=path) from error


def _asked(*arguments: str) -> Mapping[str, Any]:
    """What a command of this program printed. Raises Unavailable `check_failed`."""
    command = [*program(), *arguments]
    try:
        process = subprocess.Popen(
            command,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            stdin=subprocess.DEVNULL,
            creationflags=_BELOW_NORMAL if sys.platform == "win32" else 0,
        )
        with process:
            if sys.platform != "win32":
                os.setpriority(os.PRIO_PROCESS, process.pid, _BEHIND_OTHERS)
            try:
                out, _ = process.communicate(timeout=PATIENCE_S)
            except subprocess.TimeoutExpired:
                process.kill()
                raise
        said = json.loads(out)
    except (OSError, ValueError, subprocess.SubprocessError) as error:
        raise Unavailable("check_failed") from error
    if not isinstance(said, dict):
        raise Unavailable("check_failed")
    return said
