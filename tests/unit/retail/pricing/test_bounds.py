"""No bound is ever below what can still be saved: the whole tree of small baskets is walked, without cutting anything.

The search only meets the bounds of the nodes that it opens, so that a bound that is too low now and then can hide for
long from a comparison of answers.
"""

from __future__ import annotations

import os
from random import Random
from typing import Any

import pytest

from bench.pricing import hard_case
from retail.offers import read_case
from retail.pricing.candidates import candidates_of
from retail.pricing.compiled_lines import CompiledLines
from retail.pricing.search import DEFAULT_NODE_BUDGET, Search
from retail.pricing.search_nodes import Node
from tests.unit.retail.basket_maker import random_case

# The last one is the first basket in which it matters what the lines out of a scope may hold at most.
SEEDS = [*range(max(12, int(os.environ.get("PRICING_EXAMPLES", "120")) // 3)), 109]
MOST_USABLE = 11


def small_case(seed: int) -> dict[str, Any]:
    random = Random(seed)
    if seed % 3 == 0:
        return random_case(random, 8, 8)
    return hard_case(random, random.randint(2, 12), 6, 6, chain=random.choice([0, 0.2, 0.5]))


def small_search(seed: int) -> tuple[Search, Node]:
    """A search over the first basket from the seed on that has few enough choices, and its root."""
    while True:
        case = read_case(small_case(seed))
        basket = CompiledLines(case.lines)
        candidates = candidates_of(case, basket)
        if sum(candidate.reason is None for candidate in candidates) <= MOST_USABLE:
            break
        seed += 100_000
    search = Search(candidates, basket, False, DEFAULT_NODE_BUDGET)
    groups = 1 + max((item.prepared.group for item in search.items), default=-1)
    root = Node(basket.gross, (0,) * groups, search.bounds.view(basket.gross))
    root.bound = sum(basket.gross)
    return search, root


def best_from(search: Search, node: Node) -> int:
    """The most that a choice which goes on from the node saves in all; fails where a bound on the way is lower."""
    before = (node.index, node.taken)
    best = node.saved
    while node.index < len(search.items):
        applied = search._applied(node, search.items[node.index])
        if applied is not None:
            without = node.copy()
            without.index, without.taken = node.index + 1, 0
            best = max(best_from(search, applied), best_from(search, without))
            break
        node.index, node.taken = node.index + 1, 0
    more = best - node.saved
    for needed in (0, more, more // 2):
        assert search.bounds.saving(node.view, *before, node.dead, needed) >= more, (before, node.chosen)
    return best


@pytest.mark.parametrize("seed", SEEDS)
def test_no_bound_is_below_what_can_still_be_saved(seed: int) -> None:
    search, root = small_search(seed)
    best = best_from(search, root)
    search.run()
    assert search.best_saving == best
