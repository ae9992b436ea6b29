"""The daily learning and the daily backup start this very program once more, from a working copy and packed."""

from __future__ import annotations

import subprocess
import sys

import pytest

from central_ledger.own_process import program


def test_from_a_working_copy_it_is_the_interpreter_with_the_module() -> None:
    done = subprocess.run([*program(), "learn-suggestions", "--help"], capture_output=True, text=True, check=True)
    assert "--if-due" in done.stdout


def test_packed_it_is_the_program_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setattr(sys, "executable", "/opt/onetill/ledger/central-ledger")
    assert program() == ("/opt/onetill/ledger/central-ledger",)
