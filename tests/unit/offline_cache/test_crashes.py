"""Killed at any moment: what was shown as done is there, once; nothing is there in part; the journal is whole."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO

import pytest

from offline_cache import LocalStore

Opener = Callable[..., LocalStore]

ROOT = Path(__file__).parents[3]
KILLS = int(os.environ.get("ONETILL_TEST_KILLS", "20"))

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the killed program forks")


@pytest.fixture
def tills(data_folder: Path) -> Iterator[subprocess.Popen[str]]:
    """The program that starts tills, ready to be told so."""
    command = [sys.executable, "-m", "tests.unit.offline_cache.selling", str(data_folder)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=ROOT) as program:
        yield program


def sell_until_killed(tills: subprocess.Popen[str], name: str, seconds: float) -> tuple[str, list[str]]:
    """What a till found when it opened, and the sales that it showed as done before SIGKILL."""
    given, said = streams(tills)
    given.write(name + "\n")
    given.flush()
    word, till, *findings = said.readline().split()
    assert word == "open"
    time.sleep(seconds)
    os.kill(int(till), signal.SIGKILL)
    shown = []
    while (line := said.readline().strip()) != "end":
        shown.append(line)
    return " ".join(findings), shown


def streams(tills: subprocess.Popen[str]) -> tuple[IO[str], IO[str]]:
    assert tills.stdin is not None
    assert tills.stdout is not None
    return tills.stdin, tills.stdout


@pytest.mark.slow
def test_a_till_that_is_killed_loses_and_doubles_nothing(
    store: LocalStore, opened: Opener, tills: subprocess.Popen[str]
) -> None:
    store.close()
    chance = random.Random(20261111)
    shown: list[str] = []

    for kill in range(KILLS):
        findings, sales = sell_until_killed(tills, f"run{kill}", chance.uniform(0.001, 0.05))
        # A kill is no lost disk: the head outside the database is in its chain, and no new epoch is opened.
        assert findings == ""
        shown += sales

    again = opened()
    kept = [sale.sale_id for sale in again.sales.recent(1_000_000)][::-1]
    assert len(kept) == len(set(kept))
    assert [sale_id for sale_id in kept if sale_id in set(shown)] == shown
    # At most the one sale that was just being shown is there and was not shown, for each kill.
    assert len(kept) - len(shown) <= KILLS
    assert shown
    report = again.check()
    assert report.findings == ()
    assert report.counts["sales"] + 1 == report.chain.entries == again.head().seq
    receipts = [sale.receipt_number for sale in again.sales.recent(1_000_000)]
    assert len(receipts) == len(set(receipts))
