"""`./run simulate`: many seeds, or one with its history."""

from __future__ import annotations

import argparse
import sys
import time
from collections import Counter

from tests.simulation.building import Simulator, simulator
from tests.simulation.world import STEPS, History

LAST_STEPS = 25


def main() -> int:
    """0 when every promise held in every seed, 1 when one was broken."""
    parser = argparse.ArgumentParser(prog="./run simulate", description=__doc__)
    parser.add_argument("--seeds", type=int, default=200, help="how many seeds to run")
    parser.add_argument("--first", type=int, default=0, help="the first of them")
    parser.add_argument("--steps", type=int, default=STEPS, help="steps of each")
    parser.add_argument("--seed", type=int, help="run this one seed only")
    parser.add_argument("--trace", action="store_true", help="print everything that happens in it")
    given = parser.parse_args()
    with simulator() as made:
        if given.seed is not None:
            return _one(made, given.seed, given.steps, trace=given.trace)
        return _many(made, range(given.first, given.first + given.seeds), given.steps)


def _one(made: Simulator, seed: int, steps: int, *, trace: bool) -> int:
    history = made.run(seed, steps)
    print("\n".join(history.trace if trace else history.trace[-LAST_STEPS:]))
    print(f"seed {seed}: {history.sales} sales booked, {history.entries} entries, cases {dict(history.cases)}")
    print(f"history {history.digest}")
    return _said(history)


def _many(made: Simulator, seeds: range, steps: int) -> int:
    started, faults, sales, entries = time.monotonic(), Counter[str](), 0, 0
    for seed in seeds:
        history = made.run(seed, steps)
        faults += history.faults
        sales, entries = sales + history.sales, entries + history.entries
        if history.violation is not None:
            print("\n".join(history.trace[-LAST_STEPS:]))
            return _said(history)
    minutes = (time.monotonic() - started) / 60
    print(f"{len(seeds)} seeds of {steps} steps, every promise held: {len(seeds) / minutes:.0f} seeds a minute")
    print(f"{sales} sales booked, {entries} entries taken; faults:")
    for fault, count in sorted(faults.items()):
        print(f"  {count:6} {fault}")
    return 0


def _said(history: History) -> int:
    if history.violation is None:
        return 0
    print(f"\nseed {history.seed} breaks `{history.violation.invariant}`: {history.violation.detail}")
    print(f"again, with all that happened: ./run simulate --seed {history.seed} --steps {history.steps} --trace")
    return 1


if __name__ == "__main__":
    sys.exit(main())
