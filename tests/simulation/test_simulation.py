"""Five hundred small histories in which everything goes wrong, and no promise is broken."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.simulation.building import Simulator

SEEDS = 500
CHUNK = 10

#: Shorter than `./run simulate` lives: more seeds find more than longer ones, and the suite has other tests.
STEPS = 20


@pytest.mark.parametrize("first", range(0, SEEDS, CHUNK))
def test_no_promise_is_broken(simulation: Simulator, first: int) -> None:
    for seed in range(first, first + CHUNK):
        history = simulation.run(seed, STEPS)
        last = "\n".join(history.trace[-25:])
        assert history.violation is None, (
            f"seed {seed} breaks {history.violation}\n{last}\n./run simulate --seed {seed} --steps {STEPS} --trace"
        )


def test_a_seed_is_one_history_in_every_process(simulation: Simulator) -> None:
    """Bit for bit, in another process with other hashes of texts."""
    environment = os.environ | {"PYTHONHASHSEED": "4711"}
    for seed in (16, 33):
        command = [sys.executable, "-m", "tests.simulation", "--seed", str(seed)]
        root = Path(__file__).parents[2]
        done = subprocess.run(command, cwd=root, env=environment, capture_output=True, text=True, check=True)
        found = re.search(r"history ([0-9a-f]{64})", done.stdout)
        assert found is not None, done.stdout
        assert found[1] == simulation.run(seed).digest


def test_the_histories_are_worth_something(simulation: Simulator) -> None:
    """Sales are booked, benefits collide, faults of every kind happen: it is not an empty world that is whole."""
    histories = [simulation.run(seed) for seed in range(20)]
    assert sum(history.sales for history in histories) > 5 * len(histories)
    cases = {kind for history in histories for kind in history.cases}
    assert {"coupon_reused", "facts", "quarantined", "entries_lost", "till_restored"} <= cases
    assert len({fault for history in histories for fault in history.faults}) >= 25
