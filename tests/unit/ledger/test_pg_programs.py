"""PostgreSQL's own programs, with one in their place that ends when the test wants it."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from central_ledger.store.database import StoreUnavailable
from central_ledger.store.pg_programs import feed

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="its place is taken by a shell script")


@pytest.mark.parametrize("pieces", [(b"x",), (b"x", b"x" * 1_000_000), (b"x" * 1_000_000, b"x")])
def test_one_that_ends_before_it_has_read_all_is_heard(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, pieces: tuple[bytes, ...]
) -> None:
    ended = tmp_path / "ended"
    os.mkfifo(ended)
    program = tmp_path / "pg_restore"
    program.write_text(f"#!/bin/sh\nexec 0<&-\necho 'could not connect' >&2\necho >{ended}\nexit 1\n")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}{os.environ['PATH']}")

    def dump() -> Iterator[bytes]:
        ended.read_bytes()
        yield from pieces

    with pytest.raises(StoreUnavailable, match="pg_restore failed: could not connect"):
        feed("pg_restore", None, dump())


def test_a_dump_that_breaks_off_is_what_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program = tmp_path / "pg_restore"
    program.write_text("#!/bin/sh\nexec 0<&-\nexit 1\n")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}{os.environ['PATH']}")

    def dump() -> Iterator[bytes]:
        yield b"x"
        raise StoreUnavailable("the dump is damaged")

    with pytest.raises(StoreUnavailable, match="the dump is damaged"):
        feed("pg_restore", None, dump())
