"""How fast a basket is priced: median, p95 and p99 over many baskets, and how much the search had to look at.

The baskets are made to be hard: minimums that an earlier offer may push out of reach, offers that exclude their
neighbour in a chain, scopes that overlap, prices that end in odd fen.
"""

from __future__ import annotations

import json
import statistics
import time
from dataclasses import replace
from random import Random
from typing import Any

from bench.figures import at_most, exactly, report
from bench.machine import are_rules_compiled
from retail.offers import read_case
from retail.pricing import price
from retail.pricing.candidates import candidates_of
from retail.pricing.compiled_lines import CompiledLines
from retail.pricing.search import DEFAULT_NODE_BUDGET, Search

Document = dict[str, Any]

_BRANDS = ["LQX", "MUSE", "NORD", "PEAK", "TERRA"]
_CATEGORIES = ["skincare", "makeup", "home", "food", "baby", "sport"]


def basket_document(random: Random, lines: int) -> list[Document]:
    return [
        {
            "id": str(number),
            "sku": f"S{random.randint(1, 4 * lines)}",
            "brand": random.choice(_BRANDS),
            "categories": random.sample(_CATEGORIES, random.randint(1, 2)),
            "tags": ["clearance"] if random.random() < 0.1 else [],
            "quantity": random.choice([1, 1, 1, 2, 3]) if random.random() < 0.95 else "0.735",
            "unit_price": random.randint(500, 30000),
            "discountable": random.random() < 0.95,
        }
        for number in range(lines)
    ]


def _scope(random: Random) -> Document:
    kind = random.random()
    if kind < 0.4:
        return {}
    if kind < 0.65:
        return {"brands": random.sample(_BRANDS, random.randint(1, 3))}
    if kind < 0.85:
        return {"categories": random.sample(_CATEGORIES, random.randint(1, 3))}
    return {"exclude": {"tags": ["clearance"]}}


def _effect(random: Random, gross: int) -> tuple[Document, int]:
    """An effect and a minimum amount for it, both in proportion to the basket."""
    kind = random.random()
    least = random.randint(1, 12) * gross // 16
    if kind < 0.4:
        return {"kind": "amount_off", "amount": max(100, least * random.randint(4, 17) // 100)}, least
    if kind < 0.6:
        return {"kind": "percent_off", "bps": random.choice([300, 500, 800, 1000, 1200])}, random.choice([0, least])
    if kind < 0.7:
        return {
            "kind": "amount_off_every",
            "every": max(100, gross // random.randint(3, 8)),
            "amount": gross // 50 + 1,
        }, 0
    if kind < 0.8:
        steps = [[gross * step // 8, gross * step // 80 + step] for step in (1, 3, 5, 7)]
        return {"kind": "amount_off_steps", "steps": steps}, 0
    if kind < 0.87:
        return {"kind": "percent_off_steps", "steps": [[2, 500], [5, 800], [15, 1000]]}, 0
    if kind < 0.94:
        return {"kind": "every_n", "n": random.choice([2, 3]), "discounted": 1, "bps": 5000, "max_times": 3}, 0
    return {"kind": "gift", "sku": "MINI", "quantity": 1, "worth": random.randint(500, 9000)}, least


def hard_case(random: Random, lines: int, automatic: int, coupons: int, chain: float = 0.35) -> Document:
    """`automatic` offers and `coupons` coupons; with chance `chain` an offer excludes the one before it."""
    basket = basket_document(random, lines)
    gross = sum(read_case(_bare(basket)).lines[index].gross for index in range(lines))
    offers: list[Document] = []
    wallet: list[Document] = []
    count = 0
    while count < automatic + len(wallet) or len(wallet) < coupons:
        if count >= automatic and len(wallet) >= coupons:
            break
        is_coupon = count >= automatic
        effect, least = _effect(random, gross)
        offer_id = f"{'C' if is_coupon else 'P'}{len(offers):02d}"
        offer: Document = {
            "id": offer_id,
            "source": "coupon" if is_coupon else random.choice(["promotion", "promotion", "tier", "plan"]),
            "stage": "coupon" if is_coupon else random.choice(["line", "order", "order", "plan"]),
            "priority": random.choice([10, 50, 100]),
            "scope": _scope(random),
            "conditions": {"min_amount": least} if least else {},
            "effect": effect,
        }
        if offers and random.random() < chain:
            offer["not_with"] = [random.choice(offers[-3:])["id"]]
        elif random.random() < 0.3:
            offer["exclusive_group"] = random.choice(["platform", "brand", "store"])
        if is_coupon:
            held = random.choice([1, 1, 2, 3])
            offer["max_uses"] = random.randint(1, 3)
            for _ in range(min(held, coupons - len(wallet))):
                wallet.append(
                    {
                        "id": f"w{len(wallet):02d}",
                        "offer": offer_id,
                        "one_id": "M1",
                        "status": "available",
                        "expires_at": f"2026-12-{random.randint(1, 28):02d}T00:00:00+08:00",
                    }
                )
        offers.append(offer)
        count += 1
    return _bare(basket) | {
        "offers": offers,
        "coupons": wallet,
        "member": {"one_id": "M1", "tiers": {"group": "gold"}, "plans": ["plus"], "points": 5000},
        "points_to_use": "max",
        "points_rule": {"points": 100, "amount": 100, "step": 100, "max_share_bps": 5000},
        "programs": [{"program": "group", "points": 1, "per_amount": 100}],
    }


def _bare(lines: list[Document]) -> Document:
    return {"currency": "CNY", "at": "2026-11-11T10:00:00+08:00", "store": "S1", "lines": lines}


def usable_case(random: Random, lines: int, usable: int) -> Document:
    """A hard case with exactly so many usable candidates."""
    while True:
        document = hard_case(random, lines, usable // 2, usable + 4)
        case = read_case(document)
        good = [one for one in candidates_of(case, CompiledLines(case.lines)) if one.reason is None]
        if len(good) < usable:
            continue
        for one in reversed(good):
            if len(good) == usable:
                break
            if one.coupon is not None:
                document["coupons"] = [own for own in document["coupons"] if own["id"] != one.coupon.id]
                good.remove(one)
        if len(good) == usable:
            return document


def _measure(name: str, documents: list[Document], targets: dict[str, float]) -> bool:
    """Whether all targets were met; they are milliseconds of processor time."""
    times, nodes, inexact = [], [], 0
    for document in documents:
        text = json.dumps(document)
        start = time.process_time()
        pricing = price(read_case(json.loads(text)))
        times.append((time.process_time() - start) * 1000)
        inexact += not pricing.exact
        case = read_case(document)
        basket = CompiledLines(case.lines)
        search = Search(candidates_of(case, basket), basket, case.coupon_choice is not None, DEFAULT_NODE_BUDGET)
        nodes.append(search.run().nodes)
    size = f"{len(documents)} baskets of {name}"
    searched = f"nodes of the search: median {statistics.median(nodes):.0f}, worst {max(nodes)}"
    exact = report("baskets that were not answered exactly", inexact, target=exactly(0), size=size, note=searched)
    return _report("a basket priced, from JSON", times, targets, size) and exact


def _add_a_line(documents: list[Document], targets: dict[str, float]) -> bool:
    """What the till does at every scan: the case is there, one line comes, everything is priced again."""
    times = []
    for number, document in enumerate(documents):
        case = read_case(document)
        # Goods that some offers of the basket are for, as scanned goods mostly are.
        more = replace(Random(number).choice(case.lines), id="one more", sku="one more")
        price(case)
        start = time.process_time()
        price(replace(case, lines=(*case.lines, more)))
        times.append((time.process_time() - start) * 1000)
    return _report("one more line, priced again", times, targets, f"{len(documents)} baskets of 100 lines")


def _report(name: str, times: list[float], targets: dict[str, float], size: str) -> bool:
    cut = statistics.quantiles(times, n=100, method="inclusive")
    found = {"median": statistics.median(times), "p95": cut[94], "p99": cut[98]}
    told = ", ".join(f"{share} {value:.2f}" for share, value in found.items()) + f", worst {max(times):.2f} ms"
    engine = "" if are_rules_compiled() else "; not compiled"
    met = [
        report(f"{name}, {share}", found[share], "ms", target=at_most(bound), size=size, note=told + engine)
        for share, bound in targets.items()
    ]
    return all(met)


def main(rounds: int = 200, seed: int = 1) -> int:
    """Report the figures of `rounds` baskets of each shape; the answer is 1 when a target was missed."""
    small = [hard_case(Random(seed * 1000 + n), 20, 8, 10) for n in range(rounds)]
    large = [usable_case(Random(seed * 1000 + n), 100, 24) for n in range(max(2, rounds // 4))]
    print("the engine is " + ("compiled" if are_rules_compiled() else "not compiled (./run compile)"))
    met = [
        _measure("20 lines, 8 automatic offers, 10 coupons", small, {"median": 5, "p99": 20}),
        _measure("100 lines, 24 usable candidates", large, {"p95": 50}),
        _add_a_line(large, {"median": 16}),
    ]
    return 0 if all(met) else 1


if __name__ == "__main__":
    raise SystemExit(main())
