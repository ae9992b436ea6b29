"""From the scan of a member's card to their whole profile on the screen, and what the ledger takes for the rest.

The real window with its real key filter gets a scanner's keys on the profile page; a measurement ends when the window
has been drawn and nothing is left to draw: everything above the fold is there, from the till's cache. Beside it, in the
same run, the ledger reckons and answers for members of a history with BENCH_LINES purchase lines: a whole profile, and
a search over everything that a member bought. Sizes: BENCH_MEMBERS, BENCH_LINES, BENCH_SCANS; the figures that the
project promises are those of BENCH_MEMBERS=200000 BENCH_LINES=5000000. They need 3 GB of disk and some minutes to fill;
with BENCH_KEPT=folder till and ledger stay there, and the next run of the same sizes only measures.
"""

from __future__ import annotations

import itertools
import os
import random
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date, timedelta
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from argon2 import PasswordHasher

from bench import catalogue
from bench.figures import at_most, report
from bench.surroundings import say_load, window_in
from central_ledger.application.bought import GoodsNames
from central_ledger.application.member_facts import reckon_members
from central_ledger.application.member_profile import profile_of, purchases_of
from central_ledger.application.publish import encoded
from central_ledger.data_directory import DataDirectory
from central_ledger.domain.member_reckoning import Bought, Goods, kept_lines, reckon
from central_ledger.domain.member_rules import DEFAULT_RULES, read_member_rules
from central_ledger.store.members import MemberRow
from retail.member_facts import write_facts

if TYPE_CHECKING:
    from central_ledger.application.ledger import Ledger
    from offline_cache import LocalStore

MEMBERS = int(os.environ.get("BENCH_MEMBERS", "20000"))
LINES = int(os.environ.get("BENCH_LINES", "500000"))
SCANS = int(os.environ.get("BENCH_SCANS", "100"))
PRODUCTS = 2_000
WARM_UP = 10
MEDIAN_MS_MAX = 100.0
ASKED = 100
ROWS_AT_ONCE = 20_000
HISTORIES = 200
STAFF, PIN = "E1001", "1001"
TODAY = date(2026, 11, 11)
STORES = (catalogue.STORE, "S91", "W91")
LINES_EACH = max(1, LINES // MEMBERS)


def main() -> int:
    """Print one line for each measurement; 0 when the target was met."""
    with _folder() as folder:
        window_in(folder)
        _filled(folder / "ledger", "a ledger", _fill_ledger)
        _filled(folder / "till", "a till", _fill_till)
        say_load()
        _ask_ledger(folder / "ledger")
        return _measure(folder / "till")


@contextmanager
def _folder() -> Iterator[Path]:
    """Where till and ledger are: a folder that goes when this is over, or the one that is to be kept."""
    kept = os.environ.get("BENCH_KEPT")
    if kept:
        folder = Path(kept) / f"profile-{MEMBERS}-{LINES}"
        folder.mkdir(parents=True, exist_ok=True)
        yield folder
        return
    with tempfile.TemporaryDirectory(prefix="onetill-bench-") as name:
        yield Path(name)


def _filled(path: Path, what: str, fill: Callable[[Path], None]) -> None:
    """Fill it, unless an earlier run did; what one left half done is made anew."""
    mark = path.with_name(path.name + ".filled")
    if mark.exists():
        return
    shutil.rmtree(path, ignore_errors=True)
    started = time.perf_counter()
    fill(path)
    mark.touch()
    size_mb = sum(file.stat().st_size for file in path.rglob("*") if file.is_file()) / 1e6
    seconds = time.perf_counter() - started
    print(f"{what} with {MEMBERS:,} members, {LINES_EACH} lines each: {seconds:.0f} s, {size_mb:.0f} MB", flush=True)


def _fill_till(path: Path) -> None:
    store = catalogue.build(path, PRODUCTS, MEMBERS)
    _equip(store)
    store.close()


def _fill_ledger(path: Path) -> None:
    data = DataDirectory(path)
    data.initialise()
    ledger = data.open()
    _fill(ledger)
    ledger.close()


# --- the till


def _equip(store: LocalStore) -> None:
    """A guide, coupons, and what the ledger reckoned about everybody."""
    staff = {"staff_id": STAFF, "name": "王晓敏", "roles": ["guide"], "pin_hash": PasswordHasher().hash(PIN)}
    store.pulled.apply_page("staff", [_row(STAFF, staff)], "1", catalogue.AS_OF)
    ranges = [{"first": "880000000000", "last": "889999999999"}]
    points = {"program": "group", "names": {"group": "集团"}, "tiers": {}, "programs": [], "rule": None}
    settings = [_row("scanning", {"member_card_ranges": ranges}), _row("points", points)]
    store.pulled.apply_page("settings", settings, "1", catalogue.AS_OF)
    offers = [
        {"id": f"C{number}", "label": f"满减券 {number}", "source": "coupon", "stage": "coupon",
         "conditions": {"min_amount": 10000 * number}, "effect": {"kind": "amount_off", "amount": 1000}}
        for number in range(1, 21)
    ]  # fmt: skip
    rows = [_row(str(offer["id"]), {"version": 1, "document": offer}) for offer in offers]
    store.pulled.apply_page("offers", rows, "1", catalogue.AS_OF)
    for number, page in enumerate(_pages(_fact_rows(MEMBERS), 1000)):
        store.pulled.apply_page("member_facts", page, f"f{number}", catalogue.AS_OF)
    for number, page in enumerate(_pages(_coupon_rows(MEMBERS), 1000)):
        store.pulled.apply_page("coupons", page, f"c{number}", catalogue.AS_OF)


def _fact_rows(count: int) -> Iterator[dict[str, Any]]:
    """Made by the ledger's own rules, from histories as long as those of the ledger of this run."""
    goods = {
        row["data"]["sku"]: Goods(row["data"]["name"], row["data"]["brand"], ("beauty", "skincare"), "M")
        for row in catalogue.product_rows(PRODUCTS)
    }
    rules, chance = read_member_rules(dict(DEFAULT_RULES)), random.Random(7)
    histories = [kept_lines(list(_bought(chance, LINES_EACH)), goods) for _ in range(HISTORIES)]
    # What follows from a history does not depend on whose it is.
    shapes = [write_facts(reckon("", "2024-01-01", history, TODAY, rules).facts) for history in histories]
    for number in range(count):
        one_id = f"M{number:08d}"
        yield _row(one_id, shapes[number % len(shapes)] | {"one_id": one_id})


def _bought(chance: random.Random, lines: int) -> Iterator[Bought]:
    """Lines of two years, some to a sale."""
    for line in range(lines):
        day = TODAY - timedelta(days=chance.randrange(730))
        at = f"{day.isoformat()}T{chance.randrange(10, 22)}:30:00+08:00"
        sku, net = catalogue.sku(chance.randrange(PRODUCTS)), chance.randrange(2_000, 90_000)
        channel = chance.choice(("pos", "pos", "web"))
        yield Bought(f"s{line // 2}", chance.choice(STORES), channel, at, sku, "1", "0", net, "", line % 2 + 1)


def _coupon_rows(count: int) -> Iterator[dict[str, Any]]:
    """Three for every member."""
    for number in range(count):
        for place in range(3):
            coupon_id = f"K{number}-{place}"
            yield _row(
                coupon_id,
                {
                    "coupon_id": coupon_id,
                    "offer_id": f"C{(number + place) % 20 + 1}",
                    "one_id": f"M{number:08d}",
                    "status": "available",
                    "expires_at": "2030-01-01T00:00:00+08:00",
                },
            )


def _row(key: str, data: Mapping[str, Any]) -> dict[str, Any]:
    return {"key": key, "version": 1, "deleted": False, "data": data}


def _pages(rows: Iterator[dict[str, Any]], size: int) -> Iterator[list[dict[str, Any]]]:
    while page := list(itertools.islice(rows, size)):
        yield page


def _measure(folder: Path) -> int:
    # Imported here: the platform that Qt draws on is chosen by now.
    from bench.profile_window import ProfileScanner  # noqa: PLC0415
    from bench.scan_window import open_till  # noqa: PLC0415

    app, application = open_till(folder, STAFF, PIN)
    try:
        scanner = ProfileScanner(app, application)
        chance = random.Random(11)
        numbers = chance.sample(range(MEMBERS), WARM_UP + SCANS)
        shown = [scanner.shown(f"88{number:010d}", f"M{number:08d}") for number in numbers][WARM_UP:]
    finally:
        app.stop()
        app.base.close()
    taken, busy = sorted(one.ms for one in shown), statistics.median(one.processor_ms for one in shown)
    median, p95 = taken[len(taken) // 2], taken[int(len(taken) * 0.95)]
    is_met = report(
        *("scan to the whole profile on the screen, median", median, "ms"),
        target=at_most(MEDIAN_MS_MAX),
        size=f"{MEMBERS:,} members at the till",
        note=f"p95 {p95:.1f}, worst {taken[-1]:.1f} of {len(taken)}; processor {busy:.1f} ms in the middle",
    )
    return 0 if is_met else 1


# --- the ledger


def _ask_ledger(path: Path) -> None:
    """Reckon, answer and search over a history of LINES lines."""
    ledger = DataDirectory(path).open()
    chance, names = random.Random(5), GoodsNames()
    some = [f"M{chance.randrange(MEMBERS):08d}" for _ in range(ASKED + WARM_UP)]
    started = time.perf_counter()
    reckon_members(ledger, some[: min(1000, len(some))], names)
    rate = len(some) / (time.perf_counter() - started)
    report("members reckoned and told", rate, "members/s", size=_ledger_size())
    _say("the ledger's profile of a member", some, lambda one_id: profile_of(ledger, one_id, names))
    ask = partial(purchases_of, names=names, query="精华", after=None, limit=50)
    _say("a search over all that a member bought", some, lambda one_id: ask(ledger, one_id))
    ledger.close()


def _fill(ledger: Ledger) -> None:
    with ledger.database.transaction():
        for store in STORES:
            ledger.reference.put_store(store, store, "CNY")
        products = {row["key"]: encoded(row["data"]) for row in catalogue.product_rows(PRODUCTS)}
        ledger.feeds.put("group", "products", products)
        _keep_histories(ledger)
    members = _pages(map(dict, catalogue.member_rows(MEMBERS)), ROWS_AT_ONCE)
    for number, page in enumerate(members):
        with ledger.database.transaction():
            ledger.members.put((_member(row["data"]) for row in page), ledger.now())
            ledger.members.put_stores((row["key"], STORES[0], True, ledger.now()) for row in page)
            first = number * ROWS_AT_ONCE
            ledger.database.execute(_LINES_OF_MEMBERS, (first, first + len(page) - 1, HISTORIES))
    with ledger.database.transaction():
        ledger.database.execute("DROP TABLE bench_history")


#: Everybody has one of the histories: one statement writes the lines of many members.
_LINES_OF_MEMBERS = """INSERT INTO purchase_line (one_id, sale_id, line_no, store, channel, occurred_at, sku, quantity,
    quantity_returned, unit_price, net, brand)
    WITH RECURSIVE numbers (number) AS (SELECT ? UNION ALL SELECT number + 1 FROM numbers WHERE number < ?)
    SELECT printf('M%08d', number), sale_id, line_no, store, channel, occurred_at, sku, '1', '0', net, net, 'LQX'
    FROM numbers JOIN bench_history ON history = number % ? ORDER BY number, sale_id, line_no"""


def _keep_histories(ledger: Ledger) -> None:
    chance = random.Random(3)
    ledger.database.execute(
        "CREATE TABLE bench_history (history INTEGER, sale_id TEXT, line_no INTEGER, store TEXT, channel TEXT, "
        "occurred_at TEXT, sku TEXT, net INTEGER)"
    )
    ledger.database.execute("CREATE INDEX bench_by_history ON bench_history (history)")
    ledger.database.execute_many(
        "INSERT INTO bench_history VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        [
            (number, b.sale_id, b.line_no, b.store, b.channel, b.occurred_at, b.sku, b.net_minor)
            for number in range(HISTORIES)
            for b in _bought(chance, LINES_EACH)
        ],
    )


def _member(data: Mapping[str, Any]) -> MemberRow:
    names = ("one_id", "name", "pinyin", "phone", "birthday", "tiers", "plans", "cards", "first_purchase")
    return MemberRow(**{name: data[name] for name in names})


def _say(name: str, some: Sequence[str], ask: Callable[[str], object]) -> None:
    taken = []
    for one_id in some:
        started = time.perf_counter()
        ask(one_id)
        taken.append(1000 * (time.perf_counter() - started))
    taken = sorted(taken[WARM_UP:])
    note = f"p95 {taken[int(len(taken) * 0.95)]:.1f} of {len(taken)}"
    report(f"{name}, median", taken[len(taken) // 2], "ms", size=_ledger_size(), note=note)


def _ledger_size() -> str:
    return f"{MEMBERS:,} members, {LINES:,} purchase lines"


if __name__ == "__main__":
    sys.exit(main())
