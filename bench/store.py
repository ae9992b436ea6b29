"""The till's store, measured: a sale's commit, a scan, a search, and a till that is killed.

Ratios are taken within one run against raw SQL on the same kind of file (SQLCipher, WAL, synchronous=FULL), in turns,
so that a machine that slows down slows both. Sizes: BENCH_PRODUCTS, BENCH_MEMBERS, BENCH_SALES, BENCH_KILLED_SALES.
"""

from __future__ import annotations

import os
import random
import signal
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from bench import catalogue
from bench.figures import Peer, at_most, exactly, ratio_at_most, report
from bench.surroundings import keys_in, say_load
from offline_cache import Enrolment, LocalStore, SecretStore, open_store
from offline_cache.catalogue import BY_CODE
from offline_cache.database import KEY_BYTES, TillDatabase
from offline_cache.migrations import migrate
from offline_cache.search_text import catalogue_code
from pos_client.system import SystemClock
from retail.messages import make_entry
from retail.receipt_number import receipt_number

PRODUCTS = int(os.environ.get("BENCH_PRODUCTS", "1000000"))
MEMBERS = int(os.environ.get("BENCH_MEMBERS", "100000"))
SALES = int(os.environ.get("BENCH_SALES", "1000"))
WARM_UP = 20
KILLED_SALES = int(os.environ.get("BENCH_KILLED_SALES", "200"))

COMMIT_RATIO_MAX = 1.5
SCAN_RATIO_MAX = 3.0
MEMBER_SEARCH_MS_MAX = 10.0
PRODUCT_SEARCH_MS_MAX = 30.0


def main() -> int:
    """Print one line for each measurement; 0 when every target was met."""
    with tempfile.TemporaryDirectory(prefix="onetill-bench-") as name:
        folder = Path(name)
        keys_in(folder)
        say_load()
        met = [_killed(folder / "killed"), _commits(folder)]
        start = time.perf_counter()
        store = catalogue.build(folder / "large", PRODUCTS, MEMBERS)
        size_mb = (folder / "large" / "till.db").stat().st_size / 1e6
        seconds = time.perf_counter() - start
        print(f"store with {PRODUCTS:,} products, {MEMBERS:,} members: {seconds:.0f} s to fill, {size_mb:.0f} MB")
        met += [_scans(store), _product_search(store), _member_search(store)]
        store.close()
    return 0 if all(met) else 1


def sale_document(number: int) -> dict[str, Any]:
    """A sale of 10 lines and 3 tenders, as the checkout writes it."""
    lines = [
        {
            "line_id": str(line),
            "sku": catalogue.sku(number * 10 + line),
            "name": "林清轩山茶花精华油 30ml",
            "brand": "LQX",
            "quantity": 1,
            "unit": "件",
            "unit_price_minor": 12_900,
            "gross_minor": 12_900,
            "net_minor": 12_400,
            "tax_bps": 1300,
            "tax_minor": 1427,
        }
        for line in range(1, 11)
    ]
    priced = [{"id": line["line_id"], "sku": line["sku"], "quantity": 1, "unit_price": 12_900} for line in lines]
    pricing_lines = [{"id": line["line_id"], "gross": 12_900, "net": 12_400, "adjustments": []} for line in lines]
    tenders = [
        {"kind": "cash", "amount_minor": 24_000, "tendered_minor": 24_000, "change_minor": 0, "reference": None},
        {"kind": "card", "amount_minor": 50_000, "tendered_minor": 50_000, "change_minor": 0, "reference": "AB12"},
        {"kind": "card", "amount_minor": 50_000, "tendered_minor": 50_000, "change_minor": 0, "reference": "AB13"},
    ]
    return {
        "sale_id": f"sale-{number}",
        "basket_id": f"basket-{number}",
        "cashier": "C7",
        "guide": None,
        "currency": "CNY",
        "one_id": "M00000001",
        "member_proof": {"how": "search", "as_of": catalogue.AS_OF, "cti": None},
        "input": {"currency": "CNY", "at": catalogue.AS_OF, "store": "S01", "lines": priced, "offers": []},
        "pricing": {"gross": 129_000, "saving": 5000, "payable": 124_000, "lines": pricing_lines},
        "lines": lines,
        "tenders": tenders,
    }


def sell(store: LocalStore, document: dict[str, Any]) -> None:
    with store.unit_of_work() as unit:
        entry = unit.journal.append("sale", document)
        unit.sales.add(document, entry, receipt_number(entry))
        unit.commit()


def _opened(folder: Path) -> LocalStore:
    store = open_store(folder, SecretStore(folder), writer=True, program="bench", clock=SystemClock())
    store.enrol(Enrolment("S01", "店", "T01", "CNY", "bench", "http://127.0.0.1:0"), bytes(32))
    return store


#: The rows of one sale: an INSERT for each table, and its rows in the order of the columns.
Rows = Sequence[tuple[str, list[tuple[Any, ...]]]]


class _RawSales:
    """The rows of sales, ready made, written by prepared SQL on an own connection, and nothing else."""

    TABLES = ("journal", "sales", "sale_lines", "sale_tenders")

    def __init__(self, path: Path, source: TillDatabase) -> None:
        """A new file of the till's settings and tables; its journal begins with the opening entry of `source`."""
        self._database = TillDatabase(path, bytes(KEY_BYTES))
        migrate(self._database)
        for table, where in (("journal", "position = 1"), ("epochs", "1 = 1")):
            self._database.run_many(_insert(source, table), source.rows(f"SELECT * FROM {table} WHERE {where}"))
        self._connection = self._database.connection()  # type: ignore[no-untyped-call]

    def write(self, rows: Rows) -> None:
        execute = self._connection.execute
        execute("BEGIN IMMEDIATE")
        for sql, values in rows:
            if len(values) == 1:
                execute(sql, values[0])
            else:
                self._connection.executemany(sql, values)
        execute("COMMIT")

    def close(self) -> None:
        self._database.close_all()


def _insert(database: TillDatabase, table: str) -> str:
    width = len(database.rows(f"PRAGMA table_info({table})"))
    return f"INSERT INTO {table} VALUES ({', '.join('?' * width)})"


def _rows_of_sales(database: TillDatabase) -> list[Rows]:
    """The rows of each sale of a store, in the order of its journal."""
    inserts = {table: _insert(database, table) for table in _RawSales.TABLES}
    return [
        [
            (sql, database.rows(f"SELECT * FROM {table} WHERE position = ?", (position,)))
            for table, sql in inserts.items()
        ]
        for (position,) in database.rows("SELECT position FROM sales ORDER BY position")
    ]


def _commits(folder: Path) -> bool:
    """The same sales in turns: as the till writes them, and their rows, made beforehand, by raw SQL.

    The till makes the rows, encodes, hashes and chains the entry, and lets the head file follow; the raw side does
    nothing of that. For information a second raw side makes the entry, which is the contract's whoever writes it.
    """
    source = _opened(folder / "source")
    for number in range(SALES + WARM_UP):
        sell(source, sale_document(number))
    ready = _rows_of_sales(source.database)
    raw, raw_with_entry = (_RawSales(folder / f"{name}.db", source.database) for name in ("raw", "raw-with-entry"))
    source.close()
    till = _opened(folder / "commits")
    after = till.head()

    def with_entry(document: dict[str, Any], rows: Rows) -> None:
        names = {"store": catalogue.STORE, "till": catalogue.TILL, "occurred_at": catalogue.AS_OF, "elapsed_ms": 0}
        make_entry(**names, after=after, kind="sale", document=document)  # type: ignore[arg-type]
        raw_with_entry.write(rows)

    sides: list[tuple[list[float], Callable[[dict[str, Any], Rows], None]]] = [
        ([], lambda document, rows: sell(till, document)),
        ([], lambda document, rows: raw.write(rows)),
        ([], with_entry),
    ]
    chance = random.Random(5)
    for number, rows in enumerate(ready):
        # Who follows whom is left to chance: each finds what the one before left of the processor's cache.
        for times, write in chance.sample(sides, len(sides)):
            # What a counter sells was made a moment ago, so both inputs have just been in the processor's hands.
            document, _ = sale_document(number), repr(rows)
            start = time.perf_counter()
            write(document, rows)
            times.append(time.perf_counter() - start)
    for side in (raw, raw_with_entry, till):
        side.close()
    ours, bare, with_entries = (1000 * _median(times[WARM_UP:]) for times, _ in sides)
    name, size = "commit of a sale, median", f"{SALES:,} sales of 10 lines and 3 tenders"
    raw_sql, encoding = Peer("raw SQL", bare), Peer("raw SQL that encodes and hashes the entry too", with_entries)
    met = report(name, ours, "ms", peer=raw_sql, target=ratio_at_most(COMMIT_RATIO_MAX), size=size)
    report(name, ours, "ms", peer=encoding, size=size)
    return met


def _scans(store: LocalStore) -> bool:
    chance = random.Random(1)
    codes = [catalogue.barcode(chance.randrange(PRODUCTS)) for _ in range(20_000)]
    sql, connection = str(BY_CODE), store.database.connection()  # type: ignore[no-untyped-call]
    ours: list[float] = []
    theirs: list[float] = []
    for place, code in enumerate(codes):
        key = (catalogue_code(code),)
        # Who comes first pays for the pages that both read: they take turns.
        if place % 2:
            ours.append(_seconds(lambda code=code: store.catalogue.by_code((code,))))  # type: ignore[misc]
        else:
            theirs.append(_seconds(lambda key=key: connection.execute(sql, key).fetchall()))  # type: ignore[misc]
    mine, bare = _median(ours), _median(theirs)
    return report(
        *("barcode to product, median", 1e6 * mine, "µs"),
        peer=Peer("raw SQL", 1e6 * bare),
        target=ratio_at_most(SCAN_RATIO_MAX),
        size=f"{PRODUCTS:,} products",
    )


def _product_search(store: LocalStore) -> bool:
    chance = random.Random(2)
    typed: list[str] = []
    for row in chance.sample(list(catalogue.product_rows(5000)), 150):
        data = row["data"]
        start = chance.randrange(6)
        word = chance.choice(data["name_en"].split())
        typed += _beginnings(data["name"][start : start + 6])
        typed += _beginnings(data["pinyin"][:6]) + _beginnings(data["sku"]) + _beginnings(word)
        typed += [f"{data['name'][2:5]} {data['variant']}", f"{word} {data['variant']}"]
    return _search("search", f"{PRODUCTS:,} products", store.catalogue.search, typed, PRODUCT_SEARCH_MS_MAX)


def _member_search(store: LocalStore) -> bool:
    chance = random.Random(3)
    typed: list[str] = []
    for row in chance.sample(list(catalogue.member_rows(5000)), 200):
        data = row["data"]
        typed += _beginnings(data["name"]) + _beginnings(data["pinyin"]) + [data["name"][1:]]
        typed += [data["phone"][-length:] for length in (3, 4, 5, 11)]
    return _search("search", f"{MEMBERS:,} members", store.members.search, typed, MEMBER_SEARCH_MS_MAX)


def _search(name: str, size: str, search: Callable[[str], Sequence[object]], typed: Sequence[str], most: float) -> bool:
    times = sorted(_seconds(lambda text=text: search(text)) for text in typed)  # type: ignore[misc]
    p99_ms = 1000 * times[int(len(times) * 0.99)]
    note = f"median {1000 * _median(times):.1f}, worst {1000 * times[-1]:.1f} of {len(times)}"
    return report(f"{name} as one types, p99", p99_ms, "ms", target=at_most(most), size=size, note=note)


def _killed(folder: Path) -> bool:
    """Sell in a process of its own, kill it at random moments, and count what is there."""
    if sys.platform == "win32":
        print("kill -9: not on Windows, the till is forked")
        return True
    _opened(folder).close()
    chance = random.Random(4)
    shown: list[str] = []
    kills = 0
    while len(shown) < KILLED_SALES:
        kills += 1
        shown += _sell_until_killed(folder, kills, chance.uniform(0.002, 0.03))
    store = open_store(folder, SecretStore(folder), writer=True, program="bench", clock=SystemClock())
    kept = [sale.sale_id for sale in store.sales.recent(1_000_000)]
    lost = len(set(shown) - set(kept))
    doubled = len(kept) - len(set(kept))
    found = store.check()
    epochs = {entry.epoch for entry in store.journal.next_batch(1_000_000)}
    store.close()
    broken = len(found.findings) + len(epochs) - 1
    size, note = f"{KILLED_SALES} sales or a few more, killed at random", f"{kills} kills, {len(shown)} sales shown"
    met = [
        report("sales lost by kill -9", lost, target=exactly(0), size=size, note=note),
        report("sales doubled by kill -9", doubled, target=exactly(0), size=size),
        report("findings of the check, new epochs", broken, target=exactly(0), size=size),
    ]
    return all(met)


def _sell_until_killed(folder: Path, run: int, seconds: float) -> list[str]:
    reading, writing = os.pipe()
    till = os.fork()
    if till == 0:
        os.close(reading)
        store = open_store(folder, SecretStore(folder), writer=True, program="bench", clock=SystemClock())
        os.write(writing, b"open\n")
        for number in range(1_000_000):
            document = {**sale_document(number), "sale_id": f"run{run}-{number}"}
            sell(store, document)
            os.write(writing, f"{document['sale_id']}\n".encode())
    os.close(writing)
    with os.fdopen(reading) as said:
        said.readline()
        time.sleep(seconds)
        os.kill(till, signal.SIGKILL)
        os.waitpid(till, 0)
        return said.read().split()


def _beginnings(text: str) -> list[str]:
    return [text[:length] for length in range(1, len(text) + 1)]


def _seconds(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def _median(values: Sequence[float]) -> float:
    return sorted(values)[len(values) // 2]


if __name__ == "__main__":
    sys.exit(main())
