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
from offline_cache import Enrolment, LocalStore, SecretStore, open_store
from offline_cache.catalogue import BY_CODE
from offline_cache.database import KEY_BYTES, TillDatabase
from offline_cache.migrations import migrate
from offline_cache.search_text import catalogue_code
from retail.messages import Head, make_entry
from retail.receipt_number import receipt_number

PRODUCTS = int(os.environ.get("BENCH_PRODUCTS", "1000000"))
MEMBERS = int(os.environ.get("BENCH_MEMBERS", "100000"))
SALES = int(os.environ.get("BENCH_SALES", "400"))
KILLED_SALES = int(os.environ.get("BENCH_KILLED_SALES", "200"))

COMMIT_RATIO_MAX = 1.5
SCAN_RATIO_MAX = 3.0
MEMBER_SEARCH_MS_MAX = 10.0
PRODUCT_SEARCH_MS_MAX = 30.0


def main() -> int:
    """Print one line for each measurement; 0 when every target was met."""
    with tempfile.TemporaryDirectory(prefix="onetill-bench-") as name:
        folder = Path(name)
        os.environ["ONETILL_SECRETS"] = str(folder / "secrets")
        os.environ["ONETILL_KEY_STORE"] = "files"
        met = [_killed(folder / "killed"), _commits(folder)]
        start = time.perf_counter()
        store = catalogue.build(folder / "large", PRODUCTS, MEMBERS)
        size_mb = (folder / "large" / "till.db").stat().st_size / 1e6
        seconds = time.perf_counter() - start
        print(f"store with {PRODUCTS:,} products, {MEMBERS:,} members: {seconds:.0f} s to fill, {size_mb:.0f} MB")
        met += [_scans(store), _product_search(store), _member_search(store)]
        store.close()
    return 0 if all(met) else 1


def _say(name: str, figure: str, target: str, is_met: bool) -> bool:
    print(f"{name:<58} {figure:<44} target {target:<14} {'ok' if is_met else 'NOT MET'}")
    return is_met


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
    store = open_store(folder, SecretStore(folder), writer=True, program="bench")
    store.enrol(Enrolment("S01", "店", "T01", "CNY", "bench", "http://127.0.0.1:0"), bytes(32))
    return store


class _RawSales:
    """The rows of the same sales, ready made, and nothing else: prepared SQL on an own connection."""

    TABLES = (("journal", "position"), ("sales", "position"), ("sale_lines", "position"), ("sale_tenders", "position"))

    def __init__(self, folder: Path, store: LocalStore) -> None:
        self._source = store.database
        database = TillDatabase(folder / "raw.db", bytes(KEY_BYTES))
        migrate(database)
        # The opening entry and its epoch, so that the tables' rules hold here too.
        for table in ("journal", "epochs"):
            self._copy(database, table, "1 = 1")
        self._connection = database.connection()  # type: ignore[no-untyped-call]
        self._inserts = {table: self._insert(database, table) for table, _ in self.TABLES}
        self._database = database

    def rows_of(self, position: int) -> list[tuple[str, list[tuple[Any, ...]]]]:
        return [
            (self._inserts[table], self._source.rows(f"SELECT * FROM {table} WHERE {key} = ?", (position,)))
            for table, key in self.TABLES
        ]

    def write(self, rows: Sequence[tuple[str, list[tuple[Any, ...]]]]) -> None:
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

    def _insert(self, database: TillDatabase, table: str) -> str:
        width = len(database.rows(f"PRAGMA table_info({table})"))
        return f"INSERT INTO {table} VALUES ({', '.join('?' * width)})"

    def _copy(self, database: TillDatabase, table: str, where: str) -> None:
        database.run_many(self._insert(database, table), self._source.rows(f"SELECT * FROM {table} WHERE {where}"))


def _commits(folder: Path) -> bool:
    """Against raw SQL whose rows are ready made, and against raw SQL that encodes, hashes and chains the entry first.

    The second is the store's own cost, which has the target: the entry is the contract's, whoever writes it.
    """
    store = _opened(folder / "commits")
    raw = _RawSales(folder, store)
    times: dict[str, list[float]] = {"ours": [], "raw": [], "raw with entry": []}
    for number in range(SALES + 20):
        document = sale_document(number)
        times["ours"].append(_seconds(lambda document=document: sell(store, document)))  # type: ignore[misc]
        rows = raw.rows_of(number + 2)
        if number % 2:
            times["raw"].append(_seconds(lambda rows=rows: raw.write(rows)))  # type: ignore[misc]
        else:
            after = store.head()

            def with_entry(document: Any = document, rows: Any = rows, after: Head = after) -> None:
                make_entry(
                    store="S01",
                    till="T01",
                    after=after,
                    kind="sale",
                    occurred_at=catalogue.AS_OF,
                    elapsed_ms=0,
                    document=document,
                )
                raw.write(rows)

            times["raw with entry"].append(_seconds(with_entry))
    raw.close()
    store.close()
    ours, bare, with_entries = (_median(values[10:]) for values in times.values())
    name = "commit of a sale, 10 lines, 3 tenders"
    print(f"{name:<58} {ours / bare:.2f} x raw SQL of ready rows ({1000 * ours:.2f} : {1000 * bare:.2f} ms)")
    ratio = ours / with_entries
    figure = f"{ratio:.2f} x raw ({1000 * ours:.2f} : {1000 * with_entries:.2f} ms)"
    return _say(
        "  the same, the raw side encodes and hashes too", figure, f"<= {COMMIT_RATIO_MAX} x", ratio <= COMMIT_RATIO_MAX
    )


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
    figure = f"{mine / bare:.2f} x raw ({1e6 * mine:.0f} : {1e6 * bare:.0f} us)"
    return _say(f"barcode in {PRODUCTS:,} products", figure, f"<= {SCAN_RATIO_MAX} x", mine / bare <= SCAN_RATIO_MAX)


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
    return _search(f"search among {PRODUCTS:,} products", store.catalogue.search, typed, PRODUCT_SEARCH_MS_MAX)


def _member_search(store: LocalStore) -> bool:
    chance = random.Random(3)
    typed: list[str] = []
    for row in chance.sample(list(catalogue.member_rows(5000)), 200):
        data = row["data"]
        typed += _beginnings(data["name"]) + _beginnings(data["pinyin"]) + [data["name"][1:]]
        typed += [data["phone"][-length:] for length in (3, 4, 5, 11)]
    return _search(f"search among {MEMBERS:,} members", store.members.search, typed, MEMBER_SEARCH_MS_MAX)


def _search(name: str, search: Callable[[str], Sequence[object]], typed: Sequence[str], ms_max: float) -> bool:
    times = sorted(_seconds(lambda text=text: search(text)) for text in typed)  # type: ignore[misc]
    p99_ms = 1000 * times[int(len(times) * 0.99)]
    figure = f"p99 {p99_ms:.1f} ms, p50 {1000 * _median(times):.1f}, worst {1000 * times[-1]:.1f} of {len(times)}"
    return _say(f"{name}, as one types", figure, f"p99 < {ms_max:.0f} ms", p99_ms < ms_max)


def _killed(folder: Path) -> bool:
    """Sell in a process of its own, kill it at random moments, and count what is there."""
    if sys.platform == "win32":
        return _say("kill -9", "not on Windows: the till is forked", "-", True)
    _opened(folder).close()
    chance = random.Random(4)
    shown: list[str] = []
    kills = 0
    while len(shown) < KILLED_SALES:
        kills += 1
        shown += _sell_until_killed(folder, kills, chance.uniform(0.002, 0.03))
    store = open_store(folder, SecretStore(folder), writer=True, program="bench")
    kept = [sale.sale_id for sale in store.sales.recent(1_000_000)]
    lost = len(set(shown) - set(kept))
    doubled = len(kept) - len(set(kept))
    report = store.check()
    epochs = {entry.epoch for entry in store.journal.next_batch(1_000_000)}
    store.close()
    whole = not report.findings and len(epochs) == 1
    figure = f"{lost} lost, {doubled} doubled, chain {'whole' if whole else 'BROKEN'}"
    name = f"kill -9, {kills} times during {len(shown)} sales"
    return _say(name, figure, "0, 0, whole", whole and lost == doubled == 0)


def _sell_until_killed(folder: Path, run: int, seconds: float) -> list[str]:
    reading, writing = os.pipe()
    till = os.fork()
    if till == 0:
        os.close(reading)
        store = open_store(folder, SecretStore(folder), writer=True, program="bench")
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
