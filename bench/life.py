"""What a sale takes of the disk: at once, and for good, after what tills told was put away in archives.

Sales of the demo at the engine's price on a PostgreSQL of our own, whose tables are rewritten before they are measured
(VACUUM FULL), so that room that is free is not counted. A hundred days later what is kept for some days goes, and all
sales are archived. Size: BENCH_LIFE_BATCHES (of 200 entries).
"""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Mapping
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path
from random import Random

import psycopg

from bench.figures import at_most, exactly, report
from bench.ledger import AT, STORE, TODAY, priced_sale
from bench.side_by_side import batches_of
from central_ledger.application import seed
from central_ledger.application.archiving import KEPT_DAYS, archive
from central_ledger.application.audit import audit
from central_ledger.application.ledger import Ledger
from central_ledger.application.push import BATCH_MAX, push
from central_ledger.application.replay import Replayer
from central_ledger.data_directory import DataDirectory
from central_ledger.demo.generate import generate
from central_ledger.upkeep import settle_what_ended
from tests.postgresql_server import NotInstalled, PostgresServer

BATCHES = int(os.environ.get("BENCH_LIFE_BATCHES", "8"))
BASKETS = 500
TILL = "B00"
STAYS_KB_MAX = 3.5
#: Rows that are changed by a sale rather than added: one for each member, SKU, till or feed, however many sales follow.
CHANGED = frozenset(
    (
        *(
            "feed",
            "feed_row",
            "feed_history",
            "stock_level",
            "member",
            "member_store",
            "member_program",
            "member_facts",
        ),
        *("member_due", "member_past", "points_lot", "tier_now", "tier_history", "growth_now", "budget", "replay_mark"),
        *("settlement_sum", "lease", "till_seen", "meta"),
    )
)


class _Days:
    """A clock that stands still until somebody sets it."""

    def __init__(self) -> None:
        self.now = datetime.fromisoformat(AT)

    def __call__(self) -> datetime:
        return self.now


def main() -> int:
    """Print one line for each measurement; 0 when every target was met."""
    try:
        server = PostgresServer()
    except NotInstalled as error:
        print(f"not measured: {error}", file=sys.stderr)
        return 1
    try:
        with tempfile.TemporaryDirectory(prefix="onetill-bench-") as folder:
            url = server.new_database()
            data, days = DataDirectory(Path(folder) / "ledger", url), _Days()
            data.initialise()
            with closing(data.open(days)) as ledger:
                return 0 if _live(ledger, url, days, Path(folder) / "archives") else 1
    finally:
        server.close()


def _live(ledger: Ledger, url: str, days: _Days, folder: Path) -> bool:
    group = generate(products=2000, members=1000, today=TODAY)
    seed.load(ledger, group, lambda pin: "-")
    with ledger.database.transaction():
        ledger.journals.enrol(STORE, TILL, bytes(32), "bench", ledger.now())
    documents = [priced_sale(group, Random(number)) for number in range(BASKETS)]
    sizes = [_sizes(url)]
    for batch in batches_of(documents, STORE, TILL, "life", BATCHES):
        push(ledger, STORE, TILL, batch)
    Replayer().replay_all(ledger)
    sizes.append(_sizes(url))
    days.now += timedelta(days=KEPT_DAYS + 10)
    settle_what_ended(ledger)
    sizes.append(_sizes(url))
    made = list(archive(ledger, (days.now - timedelta(days=KEPT_DAYS)).date(), folder))
    sizes.append(_sizes(url))
    sales = BATCHES * BATCH_MAX - 1
    before, at_once, later, archived = sizes
    size = f"{sales:,} sales of one store"
    taken = _kilobytes(later, archived, sales)
    stays = {name: kb for name, kb in _kilobytes(archived, before, sales).items() if name not in CHANGED}
    carried = ledger.database.value("SELECT COUNT(*) FROM stock_movement WHERE movement_id LIKE 'carried/%'")
    found = audit(ledger, rebuild=True)
    return all(
        [
            report(
                *("on disk, with indexes, a sale", sum(_kilobytes(at_once, before, sales).values()), "kB"),
                size=size,
                note=_largest(_kilobytes(at_once, before, sales)),
            ),
            report("of that archives take out", sum(taken.values()), "kB", size=size, note=_largest(taken)),
            report("in the archive's file", sum(one.size for one in made) / 1000 / sales, "kB", size=size),
            report(
                *("stays for good and grows with the sales", sum(stays.values()), "kB"),
                target=at_most(STAYS_KB_MAX),
                size=size,
                note=f"{_largest(stays)}; {carried} rows of stock carried forward are in it",
            ),
            report(
                *("problems in the books after that", len(found.problems)),
                target=exactly(0),
                size=size,
                note="; ".join(map(str, found.problems[:2])),
            ),
        ]
    )


def _sizes(url: str) -> dict[str, int]:
    """Bytes of each table with its indexes, without room that is free."""
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("VACUUM FULL")
        rows = connection.execute(
            "SELECT c.relname, pg_total_relation_size(c.oid) FROM pg_class AS c JOIN pg_namespace AS n ON "
            "n.oid = c.relnamespace WHERE c.relkind = 'r' AND n.nspname = current_schema()"
        ).fetchall()
    return {str(name): int(size) for name, size in rows}


def _kilobytes(more: Mapping[str, int], less: Mapping[str, int], sales: int) -> dict[str, float]:
    """Of a sale, by table: what the one has more than the other."""
    return {name: (size - less.get(name, 0)) / 1000 / sales for name, size in more.items()}


def _largest(parts: Mapping[str, float]) -> str:
    named = sorted(((kb, name) for name, kb in parts.items() if kb >= 0.05), reverse=True)
    return ", ".join(f"{name} {kb:.2f}" for kb, name in named)
