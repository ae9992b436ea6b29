"""From the last key of a scan to the line on the screen: 1,000,000 products, a basket of 60 lines, sync at work.

The real window with its real key filter gets a scanner's keys; a measurement ends when the window has been
drawn again, its list of lines among it. Beside it stands the processor time of the GUI's thread, on which other work
of the machine tells less.
The basket has a member and is priced by ten offers. Meanwhile another thread takes in pages of products and members as
sync does: read from JSON, in pages of 500 rows, with its pauses, without one idle moment. Sizes: BENCH_PRODUCTS,
BENCH_MEMBERS, BENCH_SCANS.
"""

from __future__ import annotations

import itertools
import json
import os
import random
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec
from argon2 import PasswordHasher

from bench import catalogue
from bench.figures import at_most, report
from bench.surroundings import say_load, window_in

if TYPE_CHECKING:
    from bench.scan_window import Taken
    from offline_cache import LocalStore
    from pos_client.bootstrap.app import TillApp

PRODUCTS = int(os.environ.get("BENCH_PRODUCTS", "1000000"))
MEMBERS = int(os.environ.get("BENCH_MEMBERS", "100000"))
SCANS = int(os.environ.get("BENCH_SCANS", "300"))
LINES = 60
WARM_UP = 15
MEDIAN_MS_MAX, P99_MS_MAX = 30.0, 80.0
PAGE_ROWS = 500
STAFF, PIN = "E1001", "1001"
KEY_MS = 8  # between two keys of a scanner


def main() -> int:
    """Print one line for each measurement; 0 when both targets were met."""
    with tempfile.TemporaryDirectory(prefix="onetill-bench-") as name:
        folder = Path(name)
        window_in(folder)
        say_load()
        started = time.perf_counter()
        store = catalogue.build(folder / "till", PRODUCTS, MEMBERS)
        _equip(store)
        store.close()
        print(f"a till with {PRODUCTS:,} products, {MEMBERS:,} members: {time.perf_counter() - started:.0f} s to fill")
        return _measure(folder / "till")


def _equip(store: LocalStore) -> None:
    """Somebody who sells, and offers that price a basket."""
    row = {"staff_id": STAFF, "name": "王晓敏", "roles": ["cashier"], "pin_hash": PasswordHasher().hash(PIN)}
    store.pulled.apply_page("staff", [_row(STAFF, row)], "1", catalogue.AS_OF)
    effects: Sequence[Mapping[str, Any]] = (
        {"kind": "percent_off", "bps": 1000},
        {"kind": "every_n", "n": 2, "discounted": 1, "bps": 5000},
        {"kind": "amount_off_every", "every": 30000, "amount": 2000},
        {"kind": "amount_off_steps", "steps": [[100000, 6000], [200000, 18000], [500000, 60000]]},
        {"kind": "amount_off", "amount": 5000},
    )
    brands = ("LQX", "GY", "HZX", "HTL", "BL")
    offers = [
        {
            "id": f"OFFER{number}",
            "label": f"优惠 {number}",
            "source": "promotion",
            "stage": "line" if effect["kind"] in ("percent_off", "every_n") else "order",
            "scope": {"brands": [brands[number % len(brands)]]} if number % 2 else {},
            "effect": effect,
        }
        for number, effect in enumerate((*effects, *effects))
    ]
    rows = [_row(str(offer["id"]), {"version": 1, "document": offer}) for offer in offers]
    store.pulled.apply_page("offers", rows, "1", catalogue.AS_OF)


def _row(key: str, data: Mapping[str, Any]) -> dict[str, Any]:
    return {"key": key, "version": 1, "deleted": False, "data": data}


def _measure(folder: Path) -> int:
    # Imported here: the platform that Qt draws on is chosen by now.
    from bench.scan_window import Scanner, open_till  # noqa: PLC0415

    app, application = open_till(folder, STAFF, PIN)
    stopping = threading.Event()
    sync = threading.Thread(target=_take_in, args=(app, stopping), name="sync")
    try:
        chance = random.Random(11)
        numbers = iter(chance.sample(range(PRODUCTS), LINES + 2 * (WARM_UP + SCANS)))  # each once
        scanner = Scanner(app, application)
        for _ in range(LINES):
            scanner.scan(catalogue.barcode(next(numbers)))
        scanner.identify("M00000007")
        idle = [scanner.measured(catalogue.barcode(next(numbers))) for _ in range(WARM_UP + SCANS // 3)][WARM_UP:]
        sync.start()
        busy = [scanner.measured(catalogue.barcode(next(numbers))) for _ in range(WARM_UP + SCANS)][WARM_UP:]
        _report("scan to line on screen, sync idle", idle, None)
        met = _report("scan to line on screen, sync busy", busy, (MEDIAN_MS_MAX, P99_MS_MAX))
    finally:
        stopping.set()
        if sync.is_alive():
            sync.join()
        app.stop()
        app.base.close()
    return 0 if met else 1


def _take_in(app: TillApp, stopping: threading.Event) -> None:
    """Pages of changed products and members, one after the other, as they come over the line."""
    from pos_client.bootstrap.line import pause  # noqa: PLC0415

    store = app.base.store
    pages = [("products", list(page)) for page in _pages(catalogue.product_rows(5 * PAGE_ROWS))]
    pages += [("members", list(page)) for page in _pages(catalogue.member_rows(5 * PAGE_ROWS))]
    texts = [(feed, json.dumps(page).encode()) for feed, page in pages]
    try:
        for number in itertools.count():
            if stopping.is_set():
                return
            feed, text = texts[number % len(texts)]
            rows = msgspec.json.decode(text)  # as pos_client.sync.transport does
            for row in rows:
                row["version"] += PRODUCTS + number  # each is a change
            store.pulled.apply_page(feed, rows, f"b{number}", catalogue.AS_OF, pause=pause)
            pause()
    finally:
        store.close_thread()


def _pages(rows: Iterator[Mapping[str, Any]]) -> Iterator[tuple[Mapping[str, Any], ...]]:
    while page := tuple(itertools.islice(rows, PAGE_ROWS)):
        yield page


def _report(name: str, taken: list[Taken], most: tuple[float, float] | None) -> bool:
    ordered, own = sorted(scan.ms for scan in taken), sorted(scan.processor_ms for scan in taken)
    found, processor = _median_and_p99(ordered), _median_and_p99(own)
    size = f"{PRODUCTS:,} products, {MEMBERS:,} members, {LINES} lines"
    worst = f"; worst {ordered[-1]:.1f} of {len(ordered)}"
    met = []
    for place, share in enumerate(("median", "p99")):
        target = None if most is None else at_most(most[place])
        note = f"processor {processor[place]:.1f} ms" + (worst if place else "")
        met.append(report(f"{name}, {share}", found[place], "ms", target=target, size=size, note=note))
    return all(met)


def _median_and_p99(ordered: list[float]) -> tuple[float, float]:
    return ordered[len(ordered) // 2], ordered[int(len(ordered) * 0.99)]


if __name__ == "__main__":
    sys.exit(main())
