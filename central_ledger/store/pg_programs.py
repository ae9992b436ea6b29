"""PostgreSQL's own programs (pg_dump, pg_restore), run on a ledger's database."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from typing import IO
from urllib.parse import unquote, urlsplit

from central_ledger.store.database import StoreUnavailable

_SAID_MAX = 500


def run_program(program: str, url: str, *arguments: str) -> None:
    """One of them on a database, to its end. Raises StoreUnavailable."""
    command, environment = _command(program, url, arguments)
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=environment)
    if done.returncode:
        raise StoreUnavailable(f"{program} failed: {done.stderr.strip()[-_SAID_MAX:]}")


@contextmanager
def output_of(program: str, url: str, *arguments: str) -> Iterator[IO[bytes]]:
    """What it writes, while it writes it. Raises StoreUnavailable at the end of the block when it failed."""
    command, environment = _command(program, url, arguments)
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        try:
            yield process.stdout
        except BaseException:
            process.terminate()
            raise
        said = process.stderr.read().decode("utf-8", "replace").strip()
        if process.wait():
            raise StoreUnavailable(f"{program} failed: {said[-_SAID_MAX:]}")


def feed(program: str, url: str | None, pieces: Iterable[bytes], *arguments: str) -> None:
    """Give it these pieces to read; without a database it looks at them alone. Raises StoreUnavailable."""
    command, environment = _command(program, url, arguments)
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, env=environment
    ) as process:
        assert process.stdin is not None
        assert process.stderr is not None
        try:
            for piece in pieces:
                process.stdin.write(piece)
        except BrokenPipeError:
            pass  # it ended early, and says why
        except BaseException:
            process.terminate()
            raise
        finally:
            # What is left of the last piece goes with it, or nowhere: then, too, the program's words count.
            with suppress(BrokenPipeError):
                process.stdin.close()
        said = process.stderr.read().decode("utf-8", "replace").strip()
        if process.wait():
            raise StoreUnavailable(f"{program} failed: {said[-_SAID_MAX:]}")


def _command(program: str, url: str | None, arguments: tuple[str, ...]) -> tuple[list[str], dict[str, str]]:
    """Its command line and environment; the database's password is for no command line."""
    found = shutil.which(program)
    if found is None:
        raise StoreUnavailable(f"{program} is not on this machine's path: it comes with PostgreSQL's client")
    if url is None:
        return [found, *arguments], dict(os.environ)
    parts = urlsplit(url)
    shown = url if parts.password is None else url.replace(f":{parts.password}@", "@", 1)
    secret = {} if parts.password is None else {"PGPASSWORD": unquote(parts.password)}
    return [found, "--dbname", shown, *arguments], {**os.environ, **secret}
