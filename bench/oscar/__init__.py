"""The benefit engine against django-oscar's offer applicator, on baskets and offers that both can express.

Oscar gets an environment of its own (bench/oscar/requirements.lock), never the product's. Both give each offer at most
once, and a line that an offer has used serves no other (Oscar's exclusive offers, our `line_group`). Oscar takes offers
by priority as they come; ours finds the best lawful set in the same order, so it should never save less.
"""

from __future__ import annotations

import hashlib
import json
import statistics
import subprocess
import sys
import time
import venv
from collections.abc import Sequence
from pathlib import Path
from random import Random
from typing import Any

from bench.figures import Peer, exactly, ratio_at_most, report
from retail.offers import read_case
from retail.pricing import price

HERE = Path(__file__).parent
ENVIRONMENT = HERE.parents[1] / "build" / "bench-oscar"
FASTER = 10

Document = dict[str, Any]


def shared_basket(random: Random, lines: int, offers: int) -> Document:
    """What the peer reads: percentages and amounts off, from a number of units or an amount on, on ranges of goods."""
    goods = [(f"S{n}", random.choice([1, 1, 1, 2, 3]), random.randint(500, 30000)) for n in range(lines)]
    total = sum(quantity * price_minor for _, quantity, price_minor in goods)
    made = []
    for number in range(offers):
        skus = None if random.random() < 0.3 else [sku for sku, _, _ in goods if random.random() < 0.5] or None
        by_count = random.random() < 0.5
        least = random.randint(1, lines) if by_count else random.randint(1, 10) * total // 2000
        percent = random.random() < 0.5
        value = random.choice([3, 5, 8, 10, 15, 20]) if percent else random.randint(3, 12) * total // 10000 + 1
        made.append(
            [f"P{number}", 100 - number, skus, "count" if by_count else "value", least,
             "percent" if percent else "amount", value]
        )  # fmt: skip
    return {"lines": goods, "offers": made}


def our_case(document: Document) -> Document:
    """The same basket by docs/spec/benefits.md. Amounts in the shared form are whole yuan, ours are fen."""
    return {
        "currency": "CNY",
        "at": "2026-11-11T10:00:00+08:00",
        "store": "S1",
        "lines": [
            {"id": sku, "sku": sku, "quantity": quantity, "unit_price": price_minor}
            for sku, quantity, price_minor in document["lines"]
        ],
        "offers": [_our_offer(offer) for offer in document["offers"]],
    }


def _our_offer(shared: Sequence[Any]) -> Document:
    name, priority, skus, condition, least, benefit, value = shared
    percent = {"kind": "percent_off", "bps": value * 100}
    return {
        "id": name,
        "source": "promotion",
        "stage": "order",
        "priority": 1000 - priority,  # Oscar's highest comes first, ours comes last
        "scope": {"skus": skus or []},
        "conditions": {"min_quantity": least} if condition == "count" else {"min_amount": least * 100},
        "effect": percent if benefit == "percent" else {"kind": "amount_off", "amount": value * 100},
        "line_group": "exclusive",
    }


def _peer_python() -> str:
    """The python of Oscar's environment, made when it is not there or its list has changed."""
    lock = HERE / "requirements.lock"
    stamp, wanted = ENVIRONMENT / ".installed", hashlib.sha256(lock.read_bytes()).hexdigest()
    python = ENVIRONMENT / "bin" / "python"
    if not stamp.exists() or stamp.read_text() != wanted:
        print("   making the environment of django-oscar (a minute, the first time)", flush=True)
        venv.create(ENVIRONMENT, with_pip=True, clear=True)
        pip = [str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--require-hashes"]
        subprocess.run([*pip, "-r", str(lock)], check=True)
        stamp.write_text(wanted)
    return str(python)


def _peer_answers(documents: Sequence[Document]) -> list[Document]:
    lines = "".join(json.dumps(document) + "\n" for document in documents)
    done = subprocess.run(
        [_peer_python(), "-W", "ignore", str(HERE / "peer.py")], input=lines, capture_output=True, text=True, check=True
    )
    return [json.loads(line) for line in done.stdout.splitlines()]


def _our_answer(document: Document) -> tuple[int, float]:
    """Saving in minor units and the milliseconds of CPU, the best of three as for the peer."""
    case = read_case(our_case(document))
    best = float("inf")
    for _ in range(3):
        start = time.process_time()
        pricing = price(case)
        best = min(best, (time.process_time() - start) * 1000)
    if not pricing.exact:
        raise AssertionError("a basket of this size is always answered exactly")
    return pricing.saving, best


def main(baskets: int = 60, seed: int = 1) -> int:
    """Print the ratio of times and who saved more; the answer is 1 when a target was missed."""
    documents = [shared_basket(Random(seed * 1000 + n), (5, 10, 20)[n % 3], (4, 8)[n % 2]) for n in range(baskets)]
    theirs = _peer_answers(documents)
    ours = [_our_answer(document) for document in documents]
    less = [n for n, (mine, peer) in enumerate(zip(ours, theirs, strict=True)) if mine[0] < peer["saving"]]
    more = sum(mine[0] > peer["saving"] for mine, peer in zip(ours, theirs, strict=True))
    size, our_ms = f"{baskets} baskets of 5 to 20 lines with 4 or 8 offers", statistics.median(one[1] for one in ours)
    met = []
    for place, name in ((0, "django-oscar as it is"), (1, "django-oscar, its ranges kept in memory")):
        peer = Peer(name, statistics.median(one["ms"][place] for one in theirs))
        least = min(one["ms"][place] / mine[1] for mine, one in zip(ours, theirs, strict=True))
        note = f"{peer.value / our_ms:.1f} × faster, least {least:.1f} ×"
        target = ratio_at_most(1 / FASTER)
        met.append(
            report("a basket priced, processor, median", our_ms, "ms", peer=peer, target=target, size=size, note=note)
        )
    note = f"more on {more}, the same on {baskets - more - len(less)} {less or ''}"
    met.append(report("baskets on which we save less", len(less), target=exactly(0), size=size, note=note))
    return 0 if all(met) else 1


if __name__ == "__main__":
    sys.exit(main())
