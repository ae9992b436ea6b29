"""The products' commands: as installed, as forks that need no start, or (the same code, the same arguments) here."""

from __future__ import annotations

import contextlib
import io
import json
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from central_ledger.__main__ import main as central_ledger
from pos_client.__main__ import main as pos_client
from tests import nursery

BIN = Path(sys.executable).parent
_PROGRAMS: dict[str, Callable[[list[str]], int]] = {"central-ledger": central_ledger, "pos-client": pos_client}


@dataclass(frozen=True)
class Done:
    """How a command ended, and what it said."""

    code: int
    out: str
    err: str

    def answer(self) -> tuple[int, Any]:
        """The exit code and the JSON that it printed (its words when it is none)."""
        try:
            return self.code, json.loads(self.out)
        except ValueError:
            return self.code, self.out + self.err


def process(program: str, arguments: Sequence[str], env: Mapping[str, str], stdin: str | None = None) -> Done:
    """The installed command, started as a shell would start it."""
    done = subprocess.run(
        [str(BIN / program), *arguments], env=env, input=stdin, capture_output=True, text=True, timeout=60, check=False
    )
    return Done(done.returncode, done.stdout, done.stderr)


def forked(program: str, arguments: Sequence[str], env: Mapping[str, str], stdin: str | None = None) -> Done:
    """A process of its own all the same: it can end in any way, and nothing of it stays."""
    return Done(*nursery.run(program, arguments, env, stdin))


def here(
    program: str, arguments: Sequence[str], env: Mapping[str, str] | None = None, stdin: str | None = None
) -> Done:
    """Without the second that a start takes: most tests ask what a command does, not whether Python starts."""
    out, err = io.StringIO(), io.StringIO()
    with contextlib.ExitStack() as as_if:
        patch = as_if.enter_context(pytest.MonkeyPatch.context())
        for name in ("ONETILL_KEY_STORE", "ONETILL_SECRETS", "XDG_DATA_HOME"):
            if env is not None and name in env:
                patch.setenv(name, env[name])
        patch.setattr(sys, "stdin", io.StringIO(stdin or ""))
        as_if.enter_context(contextlib.redirect_stdout(out))
        as_if.enter_context(contextlib.redirect_stderr(err))
        code = _PROGRAMS[program](list(arguments))
    return Done(code, out.getvalue(), err.getvalue())
