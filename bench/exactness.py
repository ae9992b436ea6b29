"""The benefit engine against the slow one of the tests, which shares no code with it and tries every set of candidates.

`./run bench exactness` compares 100,000 random cases in two processes (a long run); `./run bench exactness 2000` fewer,
and `exactness 2000 5000` other ones: from seed 5,000 on. The case of a seed is the same on every machine. Of every case
the whole answer of section 8 and a random row of returns of section 9 are compared.
"""

from __future__ import annotations

import itertools
import time
from concurrent.futures import ProcessPoolExecutor
from random import Random

from bench.figures import exactly, report
from retail.offers import read_case
from retail.pricing import price
from retail.returns import price_returns
from tests.unit.retail.basket_maker import random_case, random_returns
from tests.unit.retail.exhaustive_engine import Engine

_PROCESSES = 2
_BLOCK = 250
_MOST_USABLE = 11  # 2,048 sets, each run unit by unit


def differs(seed: int) -> bool | None:
    """Whether the two engines answer the case of this seed differently; None when it has too many sets to try."""
    random = Random(seed)
    case = random_case(random, offers_most=8, coupons_most=8)
    exhaustive = Engine(case)
    if sum(exhaustive.reason(candidate) is None for candidate in exhaustive.candidates) > _MOST_USABLE:
        return None
    expected = exhaustive.price()
    if price(read_case(case)).to_document() != expected:
        return True
    returns = random_returns(random, case, expected["gifts"], all_of_it=random.random() < 0.5)
    answer = price_returns({"case": case, "returns": returns})
    return bool(answer["returns"] != exhaustive.price_returns(returns))


def _block(first: int) -> tuple[int, int, list[int]]:
    """Of the seeds from `first` on: the next block's first, how many were compared, and those that differ."""
    verdicts = {seed: differs(seed) for seed in range(first, first + _BLOCK)}
    compared = sum(verdict is not None for verdict in verdicts.values())
    return first + _BLOCK, compared, [seed for seed, verdict in verdicts.items() if verdict]


def main(cases: int = 100_000, first: int = 0) -> int:
    """Compare at least so many cases from seed `first` on, print the figures; the answer is 1 where any differ."""
    started = time.monotonic()
    compared, last, wrong = 0, first, []
    starts = itertools.count(first, _BLOCK)
    with ProcessPoolExecutor(_PROCESSES) as pool:
        while compared < cases:
            for end, count, seeds in pool.map(_block, itertools.islice(starts, 4 * _PROCESSES)):
                compared, last = compared + count, end
                wrong += seeds
            if compared < cases:
                print(
                    f"   {compared} compared, {len(wrong)} differences, {time.monotonic() - started:.0f} s", flush=True
                )
    print(f"at most {_MOST_USABLE} usable candidates each" + "".join(f"\n   differs: seed {seed}" for seed in wrong))
    is_met = report(
        "prices that differ from trying every set",
        len(wrong),
        target=exactly(0),
        size=f"{cases:,} cases and their returns",
        note=f"{compared:,} compared, seeds {first} to {last - 1}, {time.monotonic() - started:.0f} s",
    )
    return 0 if is_met else 1
