"""Eight hours of trade in fast motion: 10,000 sales (or so many) through the real window, with a real ledger process.

    ./run bench endurance [SALES [MINUTES]]

The till's own window by a scanner's keys and the keyboard, over its encrypted store, with a printer; members among the
shoppers, goods that come back now and then, and a ledger that is away now and then: killed once, frozen later. Its
clock runs through eight hours meanwhile. Counted twenty times when rubbish is collected: memory, objects, open files
and handles of the till and of the ledger, and the sizes of their files. A till stays open for weeks, a ledger for
months: after the first half, in which caches fill (SQLite's hold 32 MB for the window and for sync, 8 for a thread of a
pool, and 16 a connection at the ledger, which takes a few thousand sales; drawn words 2,048 texts), nothing may grow
with the number of sales but the books themselves. With MINUTES the run ends at the first look after them, but not
before the second.
"""

from __future__ import annotations

import os
import signal
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from PySide6.QtCore import QCoreApplication, Qt

from bench.day import Held, held, wait_in_window
from bench.figures import at_most, exactly, report
from bench.surroundings import window_in
from pos_client.bootstrap import desk as desk_module
from pos_client.bootstrap.app import AppRunner, TillApp, make_application
from pos_client.bootstrap.desk import open_till_store
from pos_client.bootstrap.line import enrol_till, make_sync_session
from pos_client.bootstrap.logs import log_to
from pos_client.demo.world import PIN, STAFF, STORE, TILL, LedgerProcess
from pos_client.system import SystemClock, collect_seldom, take_turns_often
from pos_client.ui.screens.checkout.view import CheckoutView
from pos_client.ui.screens.returns.view import ReturnsView
from tests.desk import CTRL, Desk

SALES, TRADE = 10_000, timedelta(hours=8)
GOODS = 120
#: Baskets of one line to five, in turn.
LINES_MAX = 5
MEMBER_EVERY, RETURN_EVERY = 3, 40
#: Sales at which the line is down, out of those between two looks.
AWAY_PART = 0.1
LOOKS = 20
#: So often a cashier takes a payment whose amount was asked for again.
ASKED_AGAIN = 3
WAIT_MS = 60_000
Key = Qt.Key

QT_OBJECTS_MAX, FILES_MAX, THREADS_MAX = 10, 3, 3
BLOCKS_PER_SALE_MAX, BYTES_PER_SALE_MAX = 10, 4 * 1024
STORE_BYTES_PER_SALE_MAX, LEDGER_BYTES_PER_SALE_MAX = 16 * 1024, 32 * 1024
#: A commit tidies by itself at 40 MB (offline_cache.database), and a reader may hold it up a little.
WAL_BYTES_MAX = 60_000_000
LOG_BYTES_MAX = 12_000_000


class TradeClock(SystemClock):
    """The till's clock, which a bench moves on."""

    offset = -TRADE

    def now(self) -> datetime:
        return super().now() + TradeClock.offset


@dataclass(frozen=True, slots=True)
class Look:
    """What both programs hold after so many sales, in bytes where nothing else is said."""

    sales: int
    till: Held
    threads: int
    store_bytes: int
    wal_bytes: int
    log_bytes: int
    ledger_rss: int
    ledger_files: int
    ledger_bytes: int
    waiting: int
    processor_s: float


class Trade:
    """The window of one till, with somebody signed in, and its ledger."""

    def __init__(self, app: TillApp, ledger: LedgerProcess, folder: Path) -> None:
        self.app, self.ledger, self._folder = app, ledger, folder
        view = app.window.page("checkout")
        assert isinstance(view, CheckoutView)
        self.view = view
        self.desk = Desk(app.window, app.wedge)
        self.sold = self.returned = self.scanned = 0
        store = app.base.store
        self._codes = _known_goods(app)[:GOODS]
        found = [member for name in "王李张陈林周吴赵" for member in store.members.search(name, 20)]
        self._cards = [number for member in found for number in member.cards.values()]
        if len(self._codes) < GOODS // 2 or not self._cards:
            raise RuntimeError(f"the demonstration group has too little: {len(self._codes)}, {len(self._cards)}")
        app.staff.sign_in(app.staff.check_pin(STAFF, PIN))
        app.window.sign_in.signed_in.emit()
        for section in range(1, 10):  # every page is there, as after a day
            self.desk.press(CTRL | Key(Key.Key_0 + section))
        self.desk.press(CTRL | Key.Key_1)

    def sell(self) -> None:
        """One sale, of a member now and then; now and then a piece of it comes back."""
        for _ in range(self.sold % LINES_MAX + 1):
            self.scanned += 1
            self.desk.scan(self._codes[self.scanned % len(self._codes)])
        if self.sold % MEMBER_EVERY == 0:
            self.desk.press(self._cards[self.sold // MEMBER_EVERY % len(self._cards)], Key.Key_Return)
            self.wait(lambda: self.app.till.checkout.state.member is not None)
        for _ in range(ASKED_AGAIN):
            self.desk.press(Key.Key_F12)
            # A gift that the store has none of is asked about first: a cashier takes the payment, and goes on.
            self.wait(lambda: self.view.phase == "tender" or "F12" in self._asked())
            if self.view.phase == "tender":
                break
        self.wait(lambda: self.view.phase == "tender")
        for _ in range(ASKED_AGAIN):
            self.desk.press(Key.Key_F12)
            # Where the ledger knows of a benefit that is used up, the till says what is to be paid now, and waits.
            self.wait(lambda: self.view.phase == "done" or self.view.banner.isVisible())
            if self.view.phase == "done":
                break
        self.wait(lambda: self.view.phase == "done")
        self.wait(lambda: self.view.done._sale is not None and self.view.done._sale.print_state == "printed")
        self.desk.press(Key.Key_Return)
        self.sold += 1
        if self.sold % RETURN_EVERY == 0:
            self._take_back()

    def _asked(self) -> str:
        return self.view.banner.text() if self.view.banner.isVisible() else ""

    def _take_back(self) -> None:
        before = self.app.base.store.head().seq
        self.app.window.show_section("receipts")
        self.desk.press(Key.Key_F8)
        page = self.app.window.page("returns")
        assert isinstance(page, ReturnsView)
        self.wait(page.isVisible)
        self.desk.press("+", Key.Key_F12)
        self.wait(lambda: self.app.base.store.head().seq > before)
        self.returned += 1
        self.desk.press(CTRL | Key.Key_1)
        self.wait(lambda: self.view.isVisible() and not self.app.window.sections.printing.is_busy)

    def wait(self, condition: Callable[[], bool]) -> None:
        if not wait_in_window(condition, WAIT_MS):
            raise RuntimeError(f"waited in vain: {self.view.phase}, {self.view.banner.text()}")

    def look(self) -> Look:
        """When nothing is under way."""
        self.wait(lambda: not self.app.window.sections.printing.is_busy)
        store, logs = self._folder / "till", self._folder / "till" / "logs"
        pid = "self" if self.ledger.process is None else str(self.ledger.process.pid)
        return Look(
            sales=self.sold,
            till=held(self.app),
            threads=len(os.listdir("/proc/self/task")),
            store_bytes=(store / "till.db").stat().st_size,
            wal_bytes=(store / "till.db-wal").stat().st_size,
            log_bytes=sum(path.stat().st_size for path in logs.glob("*")),
            ledger_rss=int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE"),
            ledger_files=len(os.listdir(f"/proc/{pid}/fd")),
            ledger_bytes=(self._folder / "ledger" / "ledger.db").stat().st_size,
            waiting=self.app.base.store.journal.facts().waiting,
            processor_s=time.process_time(),
        )


def _known_goods(app: TillApp) -> list[str]:
    """Barcodes of goods that are sold by the piece."""
    found: dict[str, str] = {}
    for word in ("衫", "鞋", "精华", "霜", "围巾", "口红", "裤", "衣", "包", "水", "乳", "帽", "袜"):
        for product in app.base.store.catalogue.search(word, 40):
            if product.barcodes and not product.weighed:
                found[product.sku] = product.barcodes[0]
    return list(found.values())


@contextmanager
def opened(folder: Path) -> Iterator[Trade]:
    """A ledger of the small demonstration group, and a till of it with its window."""
    ledger = LedgerProcess(folder / "ledger")
    ledger.run("seed-demo", "--small")
    ledger.start()
    runner = None
    try:
        code = ledger.run("enrol-till", "--store", STORE, "--till", TILL, "--json")["code"]
        base = open_till_store(folder / "till", program="bench")
        try:
            enrol_till(base, ledger.address, code, "bench")
            session, transport = make_sync_session(base, lambda status: None)
            session.round()
            transport.close()
        finally:
            base.close()
        settings = f'{{"printer": "file:{folder}/paper", "print_after_sale": true}}'
        (folder / "till" / "settings.json").write_text(settings)
        log_to(folder / "till")
        runner = AppRunner(make_application([]), folder / "till", {})
        sys.excepthook = sys.__excepthook__  # a mistake is told here, not in a log that goes with its folder
        runner.open()
        assert runner.app is not None
        runner.app.window.activateWindow()
        QCoreApplication.processEvents()
        yield Trade(runner.app, ledger, folder)
    finally:
        if runner is not None:
            runner.close()
        ledger.stop()


def main(sales: int = SALES, minutes: int = 0) -> int:
    """Print one line for each look, then the figures; 0 when nothing grows."""
    with tempfile.TemporaryDirectory(prefix="onetill-bench-") as name:
        folder = Path(name)
        window_in(folder)
        desk_module.SystemClock = TradeClock  # type: ignore[misc]
        take_turns_often()  # as the app does before its window
        collect_seldom()
        started = time.monotonic()
        with opened(folder) as trade:
            looks = []
            for number in range(LOOKS):
                looks.append(_traded(trade, sales, number))
                if minutes and number and time.monotonic() - started > 60 * minutes:
                    break
            trade.app.sync.wake(now=True)
            trade.wait(lambda: not trade.app.base.store.journal.facts().waiting)
            lasted = time.monotonic() - started
            balanced = trade.ledger.run("audit", "--json")["balanced"]
        return 0 if _reported(looks, lasted, trade.returned, is_balanced=balanced) else 1


def _traded(trade: Trade, sales: int, number: int) -> Look:
    """A part of the run, the end of it without a ledger; then a look."""
    size = sales // LOOKS
    away_from, process = size - max(1, round(size * AWAY_PART)), trade.ledger.process
    assert process is not None
    for sold in range(size):
        if sold == away_from:
            if number == 0:
                trade.ledger.kill()
            else:
                process.send_signal(signal.SIGSTOP)
        trade.sell()
        TradeClock.offset += TRADE / sales
    if number == 0:
        trade.ledger.start()
    else:
        process.send_signal(signal.SIGCONT)
    trade.app.sync.wake(now=True)
    trade.wait(lambda: not trade.app.base.store.journal.facts().waiting)
    look = trade.look()
    print(
        f"after {look.sales:6,} sales: {look.till.qt_objects:6,} objects of Qt, {look.till.files:3} files, "
        f"{look.threads:2} threads, {look.till.blocks:9,} blocks, {look.till.rss_bytes / 2**20:6.1f} MB, "
        f"store {look.store_bytes / 2**20:5.1f} and {look.wal_bytes / 2**20:4.1f} MB, "
        f"logs {look.log_bytes / 2**20:5.2f} MB, "
        f"ledger {look.ledger_rss / 2**20:6.1f} MB, {look.ledger_files} files, "
        f"books {look.ledger_bytes / 2**20:5.1f} MB",
        flush=True,
    )
    return look


def _reported(looks: list[Look], lasted: float, returned: int, *, is_balanced: bool) -> bool:
    """Growth from the end of the first half, of two looks or more, to the end; whether every target was met."""
    first, last = looks[len(looks) // 2 - 1], looks[-1]
    sales = last.sales - first.sales
    size = f"{last.sales:,} sales"
    a, b = first.till, last.till

    def stays(name: str, count: float, most: float) -> bool:
        return report(name, count, target=at_most(most), size=size)

    def each(name: str, grown: int, most: float, unit: str = "bytes", note: str = "") -> bool:
        return report(name, grown / sales, unit, target=at_most(most), size=size, note=note)

    till_mb = f"{a.rss_bytes / 2**20:.0f} to {b.rss_bytes / 2**20:.0f} MB"
    ledger_mb = f"{first.ledger_rss / 2**20:.0f} to {last.ledger_rss / 2**20:.0f} MB, of which page caches may be 48"
    rss, ledger_rss = b.rss_bytes - a.rss_bytes, last.ledger_rss - first.ledger_rss
    stored, booked = last.store_bytes - first.store_bytes, last.ledger_bytes - first.ledger_bytes
    met = [
        report(
            *("processor of the till, a sale", 1000 * last.processor_s / last.sales, "ms"),
            size=size,
            note=f"{returned} returns, {last.sales / lasted:.1f} sales/s",
        ),
        stays("objects of Qt that stay", b.qt_objects - a.qt_objects, QT_OBJECTS_MAX),
        stays("open files of the till that stay", b.files - a.files, FILES_MAX),
        stays("threads of the till that stay", last.threads - first.threads, THREADS_MAX),
        each("blocks of Python that stay of a sale", b.blocks - a.blocks, BLOCKS_PER_SALE_MAX, ""),
        each("memory of the till that stays of a sale", rss, BYTES_PER_SALE_MAX, note=till_mb),
        each("the till's store, a sale", stored, STORE_BYTES_PER_SALE_MAX),
        report("the till's write-ahead log", last.wal_bytes, "bytes", target=at_most(WAL_BYTES_MAX), size=size),
        report("the till's logs, in all", last.log_bytes, "bytes", target=at_most(LOG_BYTES_MAX), size=size),
        each("memory of the ledger that stays of a sale", ledger_rss, BYTES_PER_SALE_MAX, note=ledger_mb),
        each("the ledger's file, a sale", booked, LEDGER_BYTES_PER_SALE_MAX),
        stays("open files of the ledger that stay", last.ledger_files - first.ledger_files, FILES_MAX),
        report("books that do not balance at the end", int(not is_balanced), target=exactly(0), size=size),
    ]
    return all(met)


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:])))
