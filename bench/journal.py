"""A journal that grows for years: what a start, a sale's commit and a push cost at its end, and how large the file is.

Measured on one store that is filled in steps, so that both ends see the same machine. Size: BENCH_ENTRIES, of which
every third is a sale.
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from bench.figures import Peer, at_most, report
from bench.store import sale_document
from bench.surroundings import keys_in
from offline_cache import Enrolment, LocalStore, SecretStore, open_store
from offline_cache.database import DATABASE_NAME
from pos_client.system import SystemClock
from retail.receipt_number import receipt_number

ENTRIES = int(os.environ.get("BENCH_ENTRIES", "300000"))
SMALL = 1_000
AT_ONCE = 3_000
TIMES = 15
#: With room for the noise of a busy machine.
RATIO_MAX = 1.5


def main() -> int:
    """Print one line for each measurement; 0 when every target was met."""
    with tempfile.TemporaryDirectory(prefix="onetill-bench-") as name:
        folder = Path(name)
        keys_in(folder)
        till = folder / "till"
        store = _opened(till)
        store.enrol(Enrolment("S01", "店", "T01", "CNY", "bench", "http://127.0.0.1:0"), bytes(32))
        store.close()
        small, large = _measured(till, SMALL), _measured(till, ENTRIES)
    met = [
        report(
            what,
            large[what],
            "ms",
            peer=Peer(f"with {SMALL:,} entries", before),
            # On so few milliseconds one more is noise.
            target=at_most(round(max(RATIO_MAX * before, before + 1), 2)),
            size=f"{ENTRIES:,} entries",
        )
        for what, before in small.items()
    ]
    return 0 if all(met) else 1


def _measured(till: Path, entries: int) -> dict[str, float]:
    """Milliseconds, each the median of some times."""
    store = _opened(till)
    _fill(store, entries)
    # A till has sent nearly everything.
    store.journal.mark_acknowledged(store.head().epoch, store.head().seq - 50)
    store.close()
    size = (till / DATABASE_NAME).stat().st_size
    report("the store's file", size / 1e6, "MB", size=f"{entries:,} entries", note=f"{size / entries:,.0f} bytes each")

    def start() -> None:
        opened = _opened(till)
        opened.sales.last()
        opened.close()

    found = {"opening the store at a start": _median(start)}
    store = _opened(till)
    numbers = iter(range(10**9 + entries * 100, 2 * 10**9))
    found["commit of a sale"] = _median(lambda: _sell(store, next(numbers)))
    found["next batch for the ledger"] = _median(lambda: store.journal.next_batch(150))
    found["what waits (asked after each sale)"] = _median(store.journal.facts)
    found["the newest fifty receipts"] = _median(lambda: store.sales.recent(50))
    store.close()
    return found


def _opened(till: Path) -> LocalStore:
    return open_store(till, SecretStore(till), writer=True, program="bench", clock=SystemClock())


def _fill(store: LocalStore, entries: int) -> None:
    number = store.head().seq
    while number < entries:
        with store.unit_of_work() as unit:
            for _ in range(min(AT_ONCE, entries - number)):
                number += 1
                if number % 3:
                    unit.journal.append("signed_in", {"staff_id": "C7"})
                    continue
                document = sale_document(number)
                entry = unit.journal.append("sale", document)
                unit.sales.add(document, entry, receipt_number(entry))
            unit.commit()


def _sell(store: LocalStore, number: int) -> None:
    document = sale_document(number)
    with store.unit_of_work() as unit:
        entry = unit.journal.append("sale", document)
        unit.sales.add(document, entry, receipt_number(entry))
        unit.commit()


def _median(work: Callable[[], object]) -> float:
    times = []
    for _ in range(TIMES):
        started = time.perf_counter()
        work()
        times.append(1000 * (time.perf_counter() - started))
    return sorted(times)[TIMES // 2]


if __name__ == "__main__":
    sys.exit(main())
