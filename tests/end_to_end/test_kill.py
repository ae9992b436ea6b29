"""SIGKILL at random moments, of the till's commands and of the ledger, with a line that is cut between them.

`ONETILL_KILLS` is how many till processes are killed (12, when it is not set) and twice how many ledgers;
`ONETILL_KILL_SEED` repeats the moments of a run as far as a machine can.
"""

from __future__ import annotations

import json
import os
import random
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from retail.catalogue import Product
from tests.end_to_end.counter import Counter, enrolled
from tests.end_to_end.processes import Ledger, TillFolder
from tests.end_to_end.proxy import CuttingProxy
from tests.nursery import Process

KILLS = int(os.environ.get("ONETILL_KILLS", "12"))
SEED = os.environ.get("ONETILL_KILL_SEED") or str(time.time_ns())

# Many kills take as long as they take.
pytestmark = [pytest.mark.slow, *([pytest.mark.timeout(0)] if KILLS > 12 else [])]


@pytest.fixture
def dice() -> random.Random:
    """Moments. Every assertion that may fail by them names the seed."""
    return random.Random(SEED)


def payable_in_journal(counter: Counter) -> list[int]:
    return [
        sum(tender["amount_minor"] for tender in body["tenders"]) for kind, body in counter.journal() if kind == "sale"
    ]


def require_each_once(counter: Counter) -> None:
    """What was said to be done is there once, what is there is at the ledger once; books and chain are whole."""
    report = counter.doctor()
    assert report["whole"], (SEED, report["findings"])
    in_journal = counter.journal_sales()
    assert len(set(in_journal)) == len(in_journal), SEED
    said_done = [sale["sale_id"] for sale in counter.sold]
    assert [sale_id for sale_id in in_journal if sale_id in said_done] == said_done, SEED
    code, synced = counter.sync()
    assert (code, synced["waiting"], synced["suspended"]) == (0, 0, False), (SEED, synced)
    row = counter.at_ledger()
    assert (row["refused"], row["quarantined"], row["sent"]) == (0, 0, row["applied"]), (SEED, row)
    assert row["applied"] == report["journal"]["entries_checked"], (SEED, row)
    payable = payable_in_journal(counter)
    assert counter.sales_at_ledger() == (len(payable), sum(payable)), SEED
    assert counter.cases() == [], SEED


def trace(file: Path) -> tuple[int, int]:
    """Size and time of a file: another pair says that something was written."""
    try:
        status = file.stat()
    except FileNotFoundError:
        return 0, 0
    return status.st_size, status.st_mtime_ns


def wait_until_written(file: Path, before: tuple[int, int], process: Process) -> None:
    """Until the command has written there, or has ended."""
    while process.poll() is None and trace(file) in (before, (0, 0)):
        time.sleep(0.0005)


def sell_and_be_killed(counter: Counter, dice: random.Random, start_s: float) -> bool:
    """Whether the process was killed before its end. A sale that was said to be done is noted as sold."""
    # Written after each commit of an entry; the first is signing in.
    (secrets,) = Path(counter.env["ONETILL_SECRETS"]).iterdir()
    head = secrets / "head"
    before = trace(head)
    with counter.process("sell", "-") as process:
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.write(json.dumps(counter.sale()))
        process.stdin.close()
        if dice.random() < 0.7:
            wait_until_written(head, before, process)
            time.sleep(dice.uniform(0, start_s / 4))
        else:
            time.sleep(dice.uniform(0, start_s))
        process.kill()
        said = process.stdout.read()
    if said.endswith("}\n"):
        counter.sold.append(json.loads(said))
    return process.returncode != 0


def test_a_till_that_is_killed_loses_and_doubles_nothing(counter: Counter, dice: random.Random) -> None:
    started = time.monotonic()
    with counter.process("sell", "-") as process:
        said, _ = process.communicate(json.dumps(counter.sale()))
    start_s = time.monotonic() - started
    assert process.returncode == 0
    counter.sold.append(json.loads(said))
    killed = 0
    for number in range(KILLS):
        if number % 4 < 3:
            killed += sell_and_be_killed(counter, dice, start_s)
            continue
        # The line is cut somewhere in an answer, and the command is killed while it tries.
        counter.line.cut_answers_after = dice.choice((0, 150, 1_500, 15_000, None))
        log = counter.database.with_name(counter.database.name + "-wal")
        before = trace(log)
        with counter.process("sync") as process:
            wait_until_written(log, before, process)
            time.sleep(dice.uniform(0, 0.2))
            process.kill()
        killed += process.returncode != 0
    counter.line.cut_answers_after = None
    assert killed
    require_each_once(counter)


@pytest.fixture
def far_counter(
    ledger: Ledger, tmp_path: Path, env: dict[str, str], till: TillFolder, goods: Product
) -> Iterator[Counter]:
    """A till at a ledger of its own, which may be killed."""
    line = CuttingProxy(ledger.address)
    made = Counter(tmp_path / "till", env, till.staff, name="T01", product=goods.barcodes[0], ledger=ledger, line=line)
    yield enrolled(made)
    line.stop()


def test_a_ledger_that_is_killed_loses_and_doubles_nothing(far_counter: Counter, dice: random.Random) -> None:
    counter, ledger = far_counter, far_counter.ledger
    failed = 0
    for _ in range(max(1, KILLS // 2)):
        for _ in range(dice.randint(1, 3)):
            counter.sells()
        counter.line.cut_answers_after = dice.choice((0, 200, 3_000, None, None, None))
        killer = threading.Timer(dice.uniform(0, 0.25), ledger.kill)
        killer.start()
        code, synced = counter.sync()
        killer.join()
        failed += code != 0
        assert code in (0, 3), (SEED, synced)
        ledger.start()
    counter.line.cut_answers_after = None
    assert failed
    require_each_once(counter)
