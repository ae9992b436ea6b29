"""`./run bench` runs every comparison but the long ones; `./run bench store start` some of them; `--list` names them.

Numbers after a single name are handed to that bench: `./run bench exactness 2000`. At the end stands one table, and
docs/performance.md has its rows; of runs at another size than usual (a number, `BENCH_…`) only with `--write`.
"""

from __future__ import annotations

import importlib
import os
import sys
import time
from pathlib import Path

from bench import figures, performance
from bench.machine import commit, machine, today

PAGE = Path(__file__).parents[1] / "docs" / "performance.md"

BENCHES = {
    "store": "journal commit, barcode lookup, search, and kill -9, on the till's store",
    "pricing": "the benefit engine against its limits",
    "oscar": "the benefit engine against django-oscar's offer applicator",
    "exactness": "the benefit engine against one that tries every set, on random cases",
    "decoding": "reading codes, against each decoder alone",
    "start": "cold start to the first painted checkout, against a bare window",
    "scan": "a scanner's last key to the line on the screen, with a large catalogue, a long basket and sync at work",
    "profile": "a member's card scanned to their whole profile on the screen, and the ledger's answers about them",
    "payment": "a payment that is confirmed to the next customer, in the till's own window: cash, and a wallet",
    "day": "300 sales in a row at one till: objects, blocks and memory that stay",
    "endurance": "8 hours of trade, 10,000 sales (or so many), with a real ledger: memory, files and handles that stay",
    "streaming": "a fresh till at a large group: until it has everything, and what a sale's commit costs meanwhile",
    "kills": "kill -9 of till and ledger with a line that is cut between them: nothing lost, nothing doubled",
    "journal": "a journal of 300,000 entries against a short one: start, commit, push",
    "side_by_side": "the ledger on PostgreSQL: against direct inserts, hot accounts, two minutes, one balance",
    "citus": "the ledger on a cluster of Citus, against one PostgreSQL: processor time of a sale, one hot member",
    "life": "what a sale takes of the disk: at once, and for good, after archives",
    "stampede": "10,000 tills (or so many) push at once: all taken, memory bounded, who is sent away comes back",
    "settlement": "a day is settled (100,000 sale lines, or so many): the time, and statements against postings",
    "today": "whom a guide contacts today: the list of 500 members against a plain loop over their rows",
    "suggestions": "what is suggested, on a held-out last purchase, against what sells best and counted pairs",
    "ledger": "push over HTTP, against the same inserts without it, resending, and the replay behind",
}
LONG = {"endurance", "exactness", "streaming", "journal", "side_by_side", "stampede"}


def main() -> int:
    """Run the named benches, or all; the exit code is 1 when a target was missed."""
    names = sys.argv[1:]
    if names == ["--list"]:
        for name, line in BENCHES.items():
            print(f"{name:12} {line}")
        return 0
    must_write = "--write" in names
    numbers = [int(name) for name in names if name.isdecimal()]
    names = [name for name in names if not name.isdecimal() and name != "--write"]
    if numbers and len(names) != 1:
        print("numbers belong to a single bench", file=sys.stderr)
        return 2
    unknown = [name for name in names if name not in BENCHES]
    if unknown:
        print(f"no such bench: {', '.join(unknown)}", file=sys.stderr)
        return 2
    is_usual = not numbers and not any(name.startswith("BENCH_") for name in os.environ)
    return _run(names or [name for name in BENCHES if name not in LONG], numbers, must_write or is_usual)


def _run(names: list[str], numbers: list[int], is_kept: bool) -> int:
    """Each bench's rows are on the page as soon as it is over: a later one that breaks off takes nothing with it."""
    where = today(), commit(), machine()
    print(where[2])
    missed, found = False, list[performance.Row]()
    try:
        for name in names:
            print(f"\n== {name}: {BENCHES[name]}", flush=True)
            started = time.monotonic()
            missed = bool(importlib.import_module(f"bench.{name}").main(*numbers)) or missed
            rows = [performance.row_of(name, figure, *where) for figure in figures.taken()]
            print(f"   ({time.monotonic() - started:.0f} s)", flush=True)
            found += rows
            if is_kept and rows:
                _keep(rows)
    finally:
        if found:
            print(f"\n{performance.table(found)}")
            print(
                f"\n{PAGE.name} has these rows" if is_kept else "\nnot kept: another size than usual (--write keeps it)"
            )
    return 1 if missed else 0


def _keep(rows: list[performance.Row]) -> None:
    before = performance.rows_on(PAGE.read_text(encoding="utf-8")) if PAGE.exists() else []
    text = performance.page(performance.merged(before, rows, list(BENCHES)))
    PAGE.write_text(text, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    sys.exit(main())
