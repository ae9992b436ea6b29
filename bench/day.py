"""Hundreds of sales in a row at one till, by a scanner's keys and the keyboard: what grows with each of them.

The till's own window over its encrypted store, with a printer, every page opened once, and members among the shoppers.
Counted after each round, when rubbish is collected: objects of Qt, open files, blocks that Python holds, and the memory
of the process. A till stays open for weeks: nothing of a sale may stay with it.
"""

from __future__ import annotations

import ctypes
import gc
import os
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from argon2 import PasswordHasher
from PySide6.QtCore import QCoreApplication, QDeadlineTimer, QEvent, QEventLoop, QObject, Qt, QTimer
from PySide6.QtWidgets import QApplication

from bench import catalogue
from bench.catalogue import AS_OF
from bench.figures import at_most, report
from bench.surroundings import window_in
from pos_client.bootstrap.app import AppRunner, TillApp, make_application
from pos_client.ui.screens.checkout.view import CheckoutView
from tests.desk import CTRL, Desk

MEMBERS = 200
#: In the first hundred sales the pages' words and pictures, and the pages of the store, are kept for the first time.
WARM, ROUNDS, SALES = 120, 6, 50
STAFF, PIN = "E1001", "1001"
MEMBER_EVERY = 3
WAIT_MS, LOOK_AGAIN_MS = 30_000, 2
Key = Qt.Key

QT_OBJECTS_MAX = FILES_MAX = 3
BLOCKS_PER_SALE_MAX = 10
RSS_PER_SALE_MAX = 16 * 1024


@dataclass(frozen=True, slots=True)
class Held:
    """What the process holds: objects of Qt, open files, blocks of Python, bytes of memory."""

    qt_objects: int
    files: int
    blocks: int
    rss_bytes: int


class ManySales:
    """A till with somebody signed in."""

    def __init__(self, app: TillApp, lines: int, goods: int) -> None:
        """Each sale has so many `lines`; so many `goods` are sold in turn."""
        self.app, self._lines, self._goods = app, lines, goods
        view = app.window.page("checkout")
        assert isinstance(view, CheckoutView)
        self.view = view
        self.desk = Desk(app.window, app.wedge)
        self.sold = 0
        self._scanned = 0
        app.staff.sign_in(app.staff.check_pin(STAFF, PIN))
        app.window.sign_in.signed_in.emit()
        for section in range(1, 10):  # every page is there, as after a day
            self.desk.press(CTRL | Key(Key.Key_0 + section))
        self.desk.press(CTRL | Key.Key_1)

    def sell(self, count: int) -> None:
        for _ in range(count):
            for _ in range(self._lines):
                self._scanned += 1
                self.desk.scan(catalogue.barcode(self._scanned % self._goods))
            if self.sold % MEMBER_EVERY == 0:
                self.desk.press(f"M{self.sold % MEMBERS:08d}", Key.Key_Return)
            self.desk.press(Key.Key_F12)
            self._wait(lambda: self.view.phase == "tender")
            self.desk.press(Key.Key_F12)
            self._wait(lambda: self.view.phase == "done")
            self._wait(lambda: self.view.done._sale is not None and self.view.done._sale.print_state == "printed")
            self.desk.press(Key.Key_Return)
            self.sold += 1
        self._wait(lambda: not self.app.window.sections.printing.is_busy)

    def _wait(self, condition: Callable[[], bool]) -> None:
        if not wait_in_window(condition, WAIT_MS):
            raise RuntimeError(f"waited in vain: {self.view.phase}, {self.view.banner.text()}")


def wait_in_window(condition: Callable[[], bool], limit_ms: int) -> bool:
    """Let the window live until a condition holds, asleep in between: whoever spins here has the interpreter that the
    threads behind the condition need. False when it does not hold after `limit_ms`.
    """
    if condition():
        return True
    look_again = QTimer()
    look_again.start(LOOK_AGAIN_MS)
    deadline = QDeadlineTimer(limit_ms)
    while not condition():
        if deadline.hasExpired():
            return False
        # With a limit of time beside it this flag is not obeyed.
        QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
    return True


def held(app: TillApp) -> Held:
    """What is held now, once rubbish is collected."""
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    QCoreApplication.processEvents()
    gc.collect()
    _trim()
    roots: list[QObject] = [app, *QApplication.topLevelWidgets()]
    objects = sum(1 + len(root.findChildren(QObject)) for root in roots)
    files = len(list(Path("/proc/self/fd").iterdir()))
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return Held(objects, files, sys.getallocatedblocks(), pages * os.sysconf("SC_PAGE_SIZE"))


def _trim() -> None:
    """What malloc keeps for later, some ten megabytes more or less, is held by nobody."""
    if sys.platform == "linux":
        with suppress(AttributeError):  # another C library than GNU's
            ctypes.CDLL(None).malloc_trim(0)


@contextmanager
def till_opened(folder: Path, application: QApplication, *, lines: int, goods: int) -> Iterator[ManySales]:
    """A new till in this folder; the printer is a file. What it keeps secret goes where ONETILL_SECRETS says."""
    store = catalogue.build(folder / "till", goods, MEMBERS)
    pin_hash = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1).hash(PIN)
    row = {"staff_id": STAFF, "name": "王晓敏", "roles": ["manager"], "pin_hash": pin_hash}
    store.pulled.apply_page("staff", [{"key": STAFF, "version": 1, "deleted": False, "data": row}], "1", AS_OF)
    store.close()
    (folder / "till" / "settings.json").write_text(f'{{"printer": "file:{folder}/paper", "print_after_sale": true}}')
    runner = AppRunner(application, folder / "till", {})
    runner.open()
    try:
        assert runner.app is not None
        runner.app.window.activateWindow()
        QCoreApplication.processEvents()
        yield ManySales(runner.app, lines, goods)
    finally:
        runner.close()


def main() -> int:
    """Print one line for each round; 0 when nothing grows."""
    with tempfile.TemporaryDirectory(prefix="onetill-bench-") as name:
        folder = Path(name)
        window_in(folder)
        with till_opened(folder, make_application([]), lines=5, goods=300) as till:
            till.sell(WARM)
            first = last = held(till.app)
            print(f"after {till.sold:4} sales: {_words(first)}")
            for _ in range(ROUNDS):
                till.sell(SALES)
                last = held(till.app)
                print(f"after {till.sold:4} sales: {_words(last)}", flush=True)
    sales = ROUNDS * SALES
    size = f"{sales} sales in a row"
    grown = (
        ("objects of Qt that stay, in all", last.qt_objects - first.qt_objects, "", QT_OBJECTS_MAX),
        ("open files that stay, in all", last.files - first.files, "", FILES_MAX),
        ("blocks of Python that stay of a sale", (last.blocks - first.blocks) // sales, "", BLOCKS_PER_SALE_MAX),
        ("memory that stays of a sale", (last.rss_bytes - first.rss_bytes) // sales, "bytes", RSS_PER_SALE_MAX),
    )
    met = [report(what, growth, unit, target=at_most(limit), size=size) for what, growth, unit, limit in grown]
    return 0 if all(met) else 1


def _words(held: Held) -> str:
    memory = f"{held.blocks:9,} blocks, {held.rss_bytes / 2**20:6.1f} MB"
    return f"{held.qt_objects:6,} objects of Qt, {held.files:3} files, {memory}"


if __name__ == "__main__":
    sys.exit(main())
