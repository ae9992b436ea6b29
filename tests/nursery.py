"""Processes that are there at once: forked from one that has imported both products, instead of started from nothing.

A start of Python with the products' imports costs a second or two of a processor, and a run of the tests needs
hundreds. A fork is a process like any other: with its own arguments, environment, streams and number; it is killed as
others are, and its exit code is its own. That the installed commands start by themselves is seen by those tests that
start them so (`tests.commands.process`).
"""

from __future__ import annotations

import array
import atexit
import gc
import json
import os
import resource
import select
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import IO, Any, Self

ROOT = Path(__file__).parents[1]
_MESSAGE_BYTES_MAX = 150_000


class Process:
    """As much of `subprocess.Popen` as tests use, with text in its pipes."""

    def __init__(self, pid: int, ended: int, streams: Sequence[IO[str] | None]) -> None:
        self.pid = pid
        self.returncode: int | None = None
        self.stdin, self.stdout, self.stderr = streams
        self._ended = ended

    def poll(self) -> int | None:
        with suppress(subprocess.TimeoutExpired):
            self.wait(0)
        return self.returncode

    def wait(self, timeout: float | None = None) -> int:
        """Gives the exit code, as `subprocess` counts it. Raises subprocess.TimeoutExpired."""
        if self.returncode is None:
            readable, _, _ = select.select([self._ended], [], [], timeout)
            if not readable:
                raise subprocess.TimeoutExpired(str(self.pid), timeout or 0)
            self.returncode = _number(self._ended)
            os.close(self._ended)
        return self.returncode

    def send_signal(self, number: int) -> None:
        if self.poll() is None:
            os.kill(self.pid, number)

    def terminate(self) -> None:
        self.send_signal(signal.SIGTERM)

    def kill(self) -> None:
        self.send_signal(signal.SIGKILL)

    def communicate(self, text: str | None = None) -> tuple[str, None]:
        """Say this, and hear everything. Short texts only: nothing is read while it is said."""
        if self.stdin is not None:
            with suppress(BrokenPipeError):
                self.stdin.write(text or "")
                self.stdin.close()
        said = "" if self.stdout is None else self.stdout.read()
        self.wait()
        return said, None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for stream in (self.stdin, self.stdout, self.stderr):
            if stream is not None:
                with suppress(BrokenPipeError):
                    stream.close()
        self.wait()


def start(
    program: str,
    arguments: Sequence[str],
    env: Mapping[str, str] | None = None,
    *,
    stdin: int | IO[Any] = subprocess.DEVNULL,
    stdout: int | IO[Any] = subprocess.PIPE,
    stderr: int | IO[Any] = subprocess.DEVNULL,
    file_bytes_max: int | None = None,
) -> Process:
    """Start `central-ledger` or `pos-client` with these arguments, or a text of Python (`program` is "-c", its first
    argument the text). Streams are as `subprocess` takes them; `file_bytes_max` bounds every file that it writes.
    """
    theirs: list[int] = []
    ours: list[IO[str] | None] = []
    read_ended, write_ended = os.pipe()
    for stream, mode in ((stdin, "w"), (stdout, "r"), (stderr, "r")):
        ours.append(None)
        if stream == subprocess.PIPE:
            read, write = os.pipe()
            theirs.append(read if mode == "w" else write)
            ours[-1] = open(write if mode == "w" else read, mode, encoding="utf-8")  # noqa: SIM115
        elif stream == subprocess.DEVNULL:
            theirs.append(os.open(os.devnull, os.O_RDWR))
        else:
            theirs.append(os.dup(stream if isinstance(stream, int) else stream.fileno()))
    wanted = {
        "program": program,
        "arguments": list(arguments),
        "env": dict(os.environ if env is None else env),
        "file_bytes_max": file_bytes_max,
    }
    try:
        try:
            socket.send_fds(_nursery().line, [json.dumps(wanted).encode()], [*theirs, write_ended])
        finally:
            for number in (*theirs, write_ended):
                os.close(number)
        return Process(_number(read_ended), read_ended, ours)
    except (OSError, RuntimeError):
        os.close(read_ended)
        for stream_of_ours in filter(None, ours):
            stream_of_ours.close()
        raise


def run(
    program: str,
    arguments: Sequence[str],
    env: Mapping[str, str] | None = None,
    stdin: str | None = None,
    *,
    file_bytes_max: int | None = None,
) -> tuple[int, str, str]:
    """Wait for the end; gives exit code, standard output and standard error."""
    with tempfile.TemporaryFile("w+") as given:
        given.write(stdin or "")
        given.seek(0)
        pipe = subprocess.PIPE
        process = start(program, arguments, env, stdin=given, stderr=pipe, file_bytes_max=file_bytes_max)
    wrong: list[str] = []
    with process:
        assert process.stderr is not None
        hearing = threading.Thread(target=lambda stream=process.stderr: wrong.append(stream.read()))
        hearing.start()
        said, _ = process.communicate()
        hearing.join()
    return process.wait(), said, wrong[0]


class _Nursery:
    """The process that is forked, of this test process; it ends with us, since nobody holds its line then."""

    def __init__(self) -> None:
        atexit.register(self.close)
        self.line, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        with theirs:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "tests.nursery", str(theirs.fileno())],
                cwd=ROOT,
                pass_fds=[theirs.fileno()],
                stdin=subprocess.DEVNULL,
            )

    def close(self) -> None:
        self.line.close()
        self.process.wait()


_ours: list[_Nursery] = []


def _nursery() -> _Nursery:
    if not _ours:
        _ours.append(_Nursery())
    return _ours[0]


def _number(stream: int) -> int:
    """One whole number from a pipe, waited for. Raises RuntimeError when nobody is there to write it."""
    data = os.read(stream, 4)
    if len(data) < 4:
        raise RuntimeError("the process that others are forked from has died")
    return array.array("i", data)[0]


def _say_number(stream: int, number: int) -> None:
    os.write(stream, array.array("i", [number]).tobytes())


# --- the process that is forked


def _serve(line: socket.socket) -> None:
    programs = _programs()
    gc.collect()
    gc.freeze()  # what is here lives as long as the process, and no fork has to look at it
    while True:
        data, streams, _, _ = socket.recv_fds(line, _MESSAGE_BYTES_MAX, 4)
        with suppress(ChildProcessError):
            while os.waitpid(-1, os.WNOHANG)[0]:
                pass
        if not data:
            return
        if os.fork() == 0:
            line.close()
            _watch(json.loads(data), streams, programs)
        for stream in streams:
            os.close(stream)


def _watch(wanted: dict[str, Any], streams: list[int], programs: Mapping[str, Callable[[], Any]]) -> None:
    """Wait for the end of what is started, since the test that asked for it is not its parent."""
    *standard, ended = streams
    pid = os.fork()
    if pid == 0:
        os.close(ended)
        _be(wanted, standard, programs)
    for stream in standard:
        os.close(stream)
    _say_number(ended, pid)
    # Said before its number is free for another process.
    found = os.waitid(os.P_PID, pid, os.WEXITED | os.WNOWAIT)
    assert found is not None
    with suppress(BrokenPipeError):
        _say_number(ended, found.si_status if found.si_code == os.CLD_EXITED else -found.si_status)
    os.waitpid(pid, 0)
    os._exit(0)


def _be(wanted: dict[str, Any], standard: list[int], programs: Mapping[str, Callable[[], Any]]) -> None:
    """Be that process: from here on nothing is known of the other one."""
    for number, stream in enumerate(standard):
        os.dup2(stream, number)
        os.close(stream)
    sys.stdin = open(0, encoding="utf-8", closefd=False)  # noqa: SIM115
    sys.stdout = open(1, "w", encoding="utf-8", closefd=False)  # noqa: SIM115
    sys.stderr = open(2, "w", encoding="utf-8", errors="backslashreplace", closefd=False, buffering=1)  # noqa: SIM115
    os.environ.clear()
    os.environ.update(wanted["env"])
    time.tzset()
    if wanted["file_bytes_max"] is not None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (wanted["file_bytes_max"], wanted["file_bytes_max"]))
    program, arguments = wanted["program"], wanted["arguments"]
    code = 1
    try:
        if program == "-c":
            sys.argv = ["-c", *arguments[1:]]
            exec(compile(arguments[0], "<test>", "exec"), {"__name__": "__main__"})
            code = 0
        else:
            sys.argv = [program, *arguments]
            code = programs[program]()
    except SystemExit as end:
        code = end.code if isinstance(end.code, int) else int(end.code is not None)
        if isinstance(end.code, str):
            sys.stderr.write(f"{end.code}\n")
    except BaseException:  # noqa: BLE001 - as the interpreter does it
        sys.excepthook(*sys.exc_info())
    finally:
        # As at the end of an interpreter, but for taking everything apart, which is what costs.
        threading._shutdown()  # type: ignore[attr-defined]
        atexit._run_exitfuncs()
        for stream in (sys.stdout, sys.stderr):
            with suppress(OSError, ValueError):
                stream.flush()
        os._exit(code)


def _programs() -> dict[str, Callable[[], Any]]:
    """With all that their commands import when they are asked for."""
    import central_ledger.__main__  # noqa: PLC0415
    import central_ledger.demo.pinyin  # noqa: PLC0415
    import central_ledger.server  # noqa: PLC0415
    import central_ledger.store.citus  # noqa: PLC0415
    import pos_client.__main__  # noqa: PLC0415
    import pos_client.commands.doctor  # noqa: PLC0415
    import pos_client.commands.sell  # noqa: PLC0415
    import pos_client.commands.sync  # noqa: PLC0415

    central_ledger.demo.pinyin.initials("会员")
    return {"central-ledger": central_ledger.__main__.main, "pos-client": pos_client.__main__.main}


if __name__ == "__main__":
    with socket.socket(fileno=int(sys.argv[1])) as its_line:
        _serve(its_line)
