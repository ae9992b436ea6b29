"""A till that is cut off hands its journal over on a stick: the ledger takes it once, whatever comes later."""

from __future__ import annotations

import contextlib
import io
import json
from pathlib import Path
from typing import Any

import pytest

from central_ledger.__main__ import main
from central_ledger.application.decide import revoke_till
from central_ledger.data_directory import DataDirectory
from tests.end_to_end.counter import Counter, assert_told, books


def at_ledger(folder: Path, file: Path, *more: str) -> tuple[int, str]:
    """`central-ledger import-journal` beside the process that serves: its exit code and what it said."""
    said = io.StringIO()
    with contextlib.redirect_stdout(said), contextlib.redirect_stderr(said):
        code = main(["import-journal", "--data", str(folder), str(file), *more])
    return code, said.getvalue()


def imported(counter: Counter, file: Path, *more: str) -> Any:
    code, said = at_ledger(counter.ledger.folder, file, *more)
    assert code == 0, said
    return json.loads(said)


def test_what_came_on_a_stick_is_not_taken_again(counter: Counter, tmp_path: Path) -> None:
    counter.line.refuse = True
    for _ in range(2):
        counter.sells()
    stick = tmp_path / "stick.otj"
    code, written = counter.command("export-journal", str(stick))
    assert code == 0, written
    assert b"sale" not in stick.read_bytes()
    first = imported(counter, stick)
    assert (first["entries"], first["verdicts"]) == (written["entries"], {"created": written["entries"]})
    assert counter.sales_at_ledger()[0] == 2
    # Again, and later with more in it: each entry is taken once.
    assert imported(counter, stick)["verdicts"] == {"exists": written["entries"]}
    counter.sells()
    assert counter.command("export-journal", str(stick))[0] == 0
    more = imported(counter, stick)["verdicts"]
    assert more["exists"] == written["entries"]
    assert more["created"] > 0
    counter.line.refuse = False
    counter.lost_nothing()
    assert_told(counter.command("export-journal", str(stick)), 2, "export_nothing")
    code, whole = counter.command("export-journal", "--all", str(stick))
    assert (code, imported(counter, stick)["verdicts"]) == (0, {"exists": whole["entries"]})


def test_a_file_that_cannot_be_used_says_why_and_nothing_is_taken(counter: Counter, tmp_path: Path) -> None:
    counter.line.refuse = True
    counter.sells()
    stick = tmp_path / "stick.otj"
    assert counter.command("export-journal", str(stick))[0] == 0
    data = stick.read_bytes()
    broken = {
        "ends too early": data[:-70],
        "damaged or changed": data[:-100] + bytes([data[-100] ^ 1]) + data[-99:],
        "no file that": json.dumps({"sales": []}).encode(),
        "no till S01/T99": data.replace(counter.name.encode(), b"T99", 1),
    }
    for words, content in broken.items():
        bad = tmp_path / "bad.otj"
        bad.write_bytes(content)
        code, said = at_ledger(counter.ledger.folder, bad)
        assert code == 1
        assert words in said
    stranger = tmp_path / "stranger"
    DataDirectory(stranger).initialise()
    code, said = at_ledger(stranger, stick)
    assert code == 1
    assert "another ledger" in said
    assert counter.sales_at_ledger()[0] == 0
    assert_told(
        counter.command("export-journal", str(tmp_path / "missing" / "stick.otj")), 3, "export_unwritable", "missing"
    )
    assert imported(counter, stick)["suspended"] is False
    assert counter.sales_at_ledger()[0] == 1


@pytest.mark.parametrize("action", ["enrolled", "revoked"])
def test_an_ended_key_and_a_revoked_till_need_a_person(counter: Counter, tmp_path: Path, action: str) -> None:
    counter.sells()
    stick = tmp_path / "stick.otj"
    assert counter.command("export-journal", str(stick))[0] == 0
    if action == "revoked":
        with books(counter.ledger) as opened:
            revoke_till(opened, "S01", counter.name)
        code, said = at_ledger(counter.ledger.folder, stick)
        assert (code, "kept as evidence" in said) == (1, True)
        assert counter.sales_at_ledger()[0] == 0
        return
    # The line carries the new key, and nothing else: then the machine dies.
    assert counter.command("rotate-key")[0] == 0
    code, said = at_ledger(counter.ledger.folder, stick)
    assert (code, "--ended-key" in said) == (1, True)
    imported(counter, stick, "--ended-key")
    assert counter.sales_at_ledger()[0] == 1
