"""A PostgreSQL of our own for tests and benches: the distribution's programs, a fresh cluster, a private socket.

It keeps nothing: without fsync, in a temporary folder, gone at the end. As root it runs as another user, because
PostgreSQL refuses root.
"""

from __future__ import annotations

import ctypes
import os
import pwd
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import psycopg

#: Debian keeps them out of PATH, by version.
_FOLDERS = ("/usr/lib/postgresql", "/usr/pgsql-*", "/opt/homebrew/opt/postgresql*", "/usr/local/opt/postgresql*")
_SPEED = (
    *("fsync=off", "full_page_writes=off", "synchronous_commit=off", "autovacuum=off"),
    *("wal_level=minimal", "max_wal_senders=0", "checkpoint_timeout=1h", "bgwriter_delay=10s", "wal_writer_delay=10s"),
)
_USERS = ("postgres", "nobody")
#: A disk in memory, where the system has a large one: a database is a thousand files, and each test has one.
_MEMORY, _MEMORY_BYTES_MIN = Path("/dev/shm"), 4 * 1024**3


class NotInstalled(Exception):
    """PostgreSQL's own programs are not on this machine."""


def binaries() -> Path:
    """Where `initdb` and `pg_ctl` are, the newest version first. Raises NotInstalled."""
    found = [path.parent for folder in _FOLDERS for path in _matching(folder)]
    on_path = shutil.which("initdb")
    if found:
        return max(found, key=lambda folder: [int(part) for part in folder.as_posix().split("/") if part.isdigit()])
    if on_path is not None:
        return Path(on_path).resolve().parent
    raise NotInstalled("PostgreSQL is not installed (Debian: apt-get install postgresql)")


def _matching(folder: str) -> list[Path]:
    root = Path("/")
    pattern = folder.removeprefix("/")
    return [*root.glob(f"{pattern}/*/bin/initdb"), *root.glob(f"{pattern}/bin/initdb")]


class PostgresServer:
    """A running cluster. `settings` are lines of its configuration; `durable`: as in production, for benches."""

    def __init__(self, settings: Sequence[str] = (), *, durable: bool = False) -> None:
        programs = binaries()
        self._folder = Path(tempfile.mkdtemp(prefix="onetill-pg-", dir=None if durable else _memory()))
        self._programs = programs
        self._numbers = 0
        self._speaker: psycopg.Connection[Any] | None = None
        self._user: dict[str, Any] = {}
        if os.geteuid() == 0:
            entry = next(pwd.getpwnam(name) for name in _USERS if _exists(name))
            self._user = {"user": entry.pw_uid, "group": entry.pw_gid, "extra_groups": []}
            os.chown(self._folder, entry.pw_uid, entry.pw_gid)
        self._run("initdb", "-D", self._data, "-U", "onetill", "-A", "trust", "--no-sync", "-E", "UTF8", "--locale=C")
        chosen = (*(() if durable else _SPEED), *settings)
        fixed = ("listen_addresses=", f"unix_socket_directories={self._folder}")
        self._options = [part for setting in (*fixed, *chosen) for part in ("-c", setting)]
        self.start()

    @property
    def _data(self) -> str:
        return str(self._folder / "data")

    def start(self) -> None:
        command = [str(self._programs / "postgres"), "-D", self._data, *self._options]
        with (self._folder / "log").open("ab") as log:
            self._process = subprocess.Popen(
                command,
                stdout=log,
                stderr=log,
                cwd="/",
                preexec_fn=_end_with_parent,  # noqa: PLW1509  (started before any thread)
                **self._user,
            )
        until_s = time.monotonic() + 60
        while not self._answers():
            if self._process.poll() is not None or time.monotonic() > until_s:
                raise RuntimeError((self._folder / "log").read_text(errors="replace")[-2000:])
            time.sleep(0.05)

    def _answers(self) -> bool:
        try:
            self.say("SELECT 1")
        except psycopg.OperationalError:
            return False
        return True

    def stop(self, how: signal.Signals = signal.SIGINT) -> None:
        """SIGINT: in order, without waiting for clients; SIGQUIT: at once."""
        if self._speaker is not None:
            self._speaker.close()
        self._process.send_signal(how)
        self._process.wait(60)

    def close(self) -> None:
        """Stop, and leave nothing behind."""
        self.stop(signal.SIGQUIT)
        shutil.rmtree(self._folder, ignore_errors=True)

    def url(self, name: str) -> str:
        return f"postgresql://onetill@/{name}?host={self._folder}"

    def new_database(self, template: str = "template0") -> str:
        """An empty database, or a copy of another one; gives its address."""
        self._numbers += 1
        name = f"ledger_{self._numbers}"
        # Copied file by file: through the log, as is usual since 15, it costs twice as much.
        how = " STRATEGY FILE_COPY" if self._spoken_to().info.server_version >= 150000 else ""
        self.say(f"CREATE DATABASE {name} TEMPLATE {template}{how}")
        return self.url(name)

    def drop(self, url: str) -> None:
        self.say(f"DROP DATABASE IF EXISTS {_name(url)} WITH (FORCE)")

    def shut(self, url: str) -> None:
        """Nobody gets a new connection to it."""
        self.say(f"ALTER DATABASE {_name(url)} ALLOW_CONNECTIONS false")

    def say(self, statement: str) -> None:
        """Run a statement as the cluster's owner."""
        try:
            self._spoken_to().execute(statement)  # type: ignore[call-overload]
        except psycopg.OperationalError:
            if self._speaker is None or not self._speaker.closed:
                raise
            self._spoken_to().execute(statement)  # type: ignore[call-overload]

    def _spoken_to(self) -> psycopg.Connection[Any]:
        """A connection that stays: each new one costs the server hundredths of a second."""
        if self._speaker is None or self._speaker.closed:
            self._speaker = psycopg.connect(self.url("postgres"), autocommit=True)
        return self._speaker

    def _run(self, program: str, *arguments: str) -> None:
        command = [str(self._programs / program), *arguments]
        log = self._folder / "start.log"
        with log.open("ab") as output:
            done = subprocess.run(command, stdout=output, stderr=output, cwd="/", check=False, **self._user)
        if done.returncode:
            raise RuntimeError(f"{program}: {log.read_text(errors='replace')[-2000:]}")


def _end_with_parent() -> None:
    """A test run that is killed leaves no server behind (Linux; elsewhere it does)."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(1, signal.SIGQUIT)  # PR_SET_PDEATHSIG


def _name(url: str) -> str:
    """The database that an address of ours names."""
    return url.partition("@/")[2].partition("?")[0]


def _memory() -> Path | None:
    is_large = _MEMORY.is_dir() and shutil.disk_usage(_MEMORY).free >= _MEMORY_BYTES_MIN
    return _MEMORY if is_large else None


def _exists(name: str) -> bool:
    try:
        pwd.getpwnam(name)
    except KeyError:
        return False
    return True
