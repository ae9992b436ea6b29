"""The machine and the state of the project that figures were taken on, in words."""

from __future__ import annotations

import os
import platform
import subprocess
from datetime import UTC, datetime
from importlib import metadata
from pathlib import Path

from sqlcipher3 import dbapi2

from retail.pricing import search
from tests.postgresql_server import NotInstalled, binaries

ROOT = Path(__file__).parents[1]


def machine() -> str:
    """Processor, cores, memory, system, and the versions that make a difference. The same text on the same machine."""
    return "; ".join(
        (
            f"{_processor()}, {os.cpu_count()} cores, {_memory()}",
            f"{platform.system()} {platform.machine()}",
            f"Python {platform.python_version()}",
            f"SQLite {dbapi2.sqlite_version} (SQLCipher)",
            _postgresql(),
            f"Qt for Python {metadata.version('PySide6-Essentials')}",
            "rules compiled" if are_rules_compiled() else "rules not compiled",
        )
    )


def are_rules_compiled() -> bool:
    return not str(search.__file__).endswith(".py")


def today() -> str:
    return datetime.now(UTC).date().isoformat()


def commit() -> str:
    """The commit that runs; with a plus when its code was changed since, a dash outside a repository."""
    try:
        name = _git("rev-parse", "--short=10", "HEAD").strip()
        changed = _git("status", "--porcelain", "--", ".", ":!docs")
    except (OSError, subprocess.CalledProcessError):
        return "-"
    return f"{name}+" if changed.strip() else name


def _git(*arguments: str) -> str:
    return subprocess.run(["git", *arguments], cwd=ROOT, capture_output=True, text=True, check=True).stdout


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        return platform.processor() or "processor unknown"
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else platform.machine()


def _memory() -> str:
    if "SC_PHYS_PAGES" not in getattr(os, "sysconf_names", {}):
        return "memory unknown"
    return f"{os.sysconf('SC_PAGE_SIZE') * os.sysconf('SC_PHYS_PAGES') / 2**30:.1f} GiB"


def _postgresql() -> str:
    try:
        told = subprocess.run([str(binaries() / "postgres"), "--version"], capture_output=True, text=True, check=True)
    except (NotInstalled, OSError, subprocess.CalledProcessError):
        return "no PostgreSQL"
    return f"PostgreSQL {told.stdout.split()[2]}"
