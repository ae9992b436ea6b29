"""Hold the locked dependencies against published advisories: `./run check` does it, where an advisory service answers.

A service that does not know a package, or does not answer, has audited nothing: that is said loudly and never taken for
a clean bill. Exit code 1: an advisory names a locked version; with `--required` (before a release) also: not all of it
was audited.
"""

from __future__ import annotations

import importlib.util
import json
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

LOCK = Path(__file__).parents[1] / "requirements.lock"
#: As the auditing tool names them; the first that knows our packages is believed.
SERVICES = ("pypi", "osv")
_TIMEOUT_S = 120


@dataclass(frozen=True, slots=True)
class Audited:
    """`advisories` are lines about locked versions, `unknown` the packages that nobody said anything about."""

    audited: int = 0
    advisories: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()
    why_not: str = ""


def read_report(report: Mapping[str, Any]) -> Audited:
    """What the tool's JSON says."""
    advisories, unknown, audited = [], [], 0
    for package in report.get("dependencies", ()):
        if "skip_reason" in package:
            unknown.append(str(package["name"]))
            continue
        audited += 1
        for advisory in package.get("vulns", ()):
            fixed = ", ".join(advisory.get("fix_versions", ())) or "no version yet"
            advisories.append(f"{package['name']} {package['version']}: {advisory['id']}, fixed in {fixed}")
    return Audited(audited, tuple(advisories), tuple(unknown))


def exit_code(found: Audited, *, required: bool) -> int:
    if found.advisories:
        return 1
    return int(required and (not found.audited or bool(found.unknown)))


def words(found: Audited) -> list[str]:
    """What to say about it, on lines."""
    lines = [f"ADVISORY: {line}" for line in found.advisories]
    if not found.audited:
        lines.append(f"DEPENDENCIES NOT AUDITED: {found.why_not or 'no advisory service knows these packages'}.")
        lines.append("Nothing is known about advisories: run `./run check` where an advisory service can be reached.")
    elif found.unknown:
        lines.append(f"NOT AUDITED, because the service does not know them: {', '.join(found.unknown)}")
    if found.audited and not found.advisories:
        lines.append(f"dependencies: {found.audited} audited, no advisory")
    return lines


def audit(lock: Path, services: Sequence[str] = SERVICES) -> Audited:
    """Ask one service after the other, until one knows anything."""
    if importlib.util.find_spec("pip_audit") is None:
        return Audited(why_not="pip-audit is not installed")
    last = Audited()
    for service in services:
        last = _asked(lock, service)
        if last.audited:
            break
    return last


def _asked(lock: Path, service: str) -> Audited:
    command = (
        *(sys.executable, "-m", "pip_audit", "--requirement", str(lock), "--require-hashes", "--disable-pip"),
        *("--vulnerability-service", service, "--format", "json", "--progress-spinner", "off", "--timeout", "10"),
    )
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=_TIMEOUT_S, check=False)
        return read_report(json.loads(done.stdout))
    except subprocess.TimeoutExpired:
        return Audited(why_not="the advisory service did not answer in time")
    except ValueError:  # no report: its own words are a long trace about the network
        return Audited(why_not="no advisory service can be reached from here")


def main() -> int:
    found = audit(LOCK)
    for line in words(found):
        sys.stderr.write(line + "\n")
    return exit_code(found, required="--required" in sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
