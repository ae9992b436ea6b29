"""This very program once more, in a process of its own that ends with this one: what takes long and much memory."""

from __future__ import annotations

import asyncio
import contextlib
import os
import sys

from central_ledger.data_directory import DataDirectory

_SAID_MAX = 500


def program() -> tuple[str, ...]:
    """What starts this very program once more: a packed one is its own interpreter, and knows no `-m`."""
    return (sys.executable,) if getattr(sys, "frozen", False) else (sys.executable, "-m", "central_ledger")


async def run_command(data: DataDirectory, *arguments: str) -> tuple[int, str]:
    """One command on this ledger: its exit code, and the end of what it said."""
    process = await asyncio.create_subprocess_exec(
        *(*program(), *arguments, *data.arguments()),
        env=os.environ | data.environment(),
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    try:
        out, wrong = await process.communicate()
    except BaseException:
        with contextlib.suppress(ProcessLookupError):
            process.terminate()
        raise
    said = (wrong if process.returncode else out or wrong).decode("utf-8", "replace").strip()[-_SAID_MAX:]
    return process.returncode or 0, said
