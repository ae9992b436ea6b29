"""A till's own window at a real ledger, worked by scans and keys alone, and the cash that a cashier would have.

The drawer is counted as a person does it: what was put in, less what the screen said to give back.
"""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QApplication
from pytestqt.exceptions import TimeoutError
from pytestqt.qtbot import QtBot

from pos_client.bootstrap.app import AppRunner, TillApp
from pos_client.devices.printing import STATUS_REQUEST
from pos_client.ui.screens.checkout.view import CheckoutView
from retail.money import parse_minor
from retail.shift import DENOMINATIONS
from tests.desk import CTRL, SHIFT, Desk, Key

WAIT_MS = 60_000
PARK = SHIFT | Key.Key_F7
GUIDES = SHIFT | Key.Key_F2
LATER = "等连接恢复后再试"
READY = bytes((0x16, 0x12, 0x12, 0x12))


class Printer:
    """A printer of the network, that says that it is ready and keeps what it was given; slow while not `may_print`."""

    def __init__(self) -> None:
        self.papers: list[bytes] = []
        self.may_print = threading.Event()
        self.may_print.set()
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.setting = f"tcp:127.0.0.1:{self._listener.getsockname()[1]}"
        self._thread = threading.Thread(target=self._serve, name="printer", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        self.may_print.set()
        self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        self._thread.join(10)

    def _serve(self) -> None:
        while True:
            try:
                connection, _ = self._listener.accept()
            except OSError:
                return
            with connection:
                self._take(connection)

    def _take(self, connection: socket.socket) -> None:
        paper = connection.recv(len(STATUS_REQUEST), socket.MSG_WAITALL)
        if paper == STATUS_REQUEST:
            paper = b""
            if not self._has_more(connection):  # else the till got no answer in time, and prints without one
                connection.sendall(READY)
        while data := connection.recv(65536):
            self.may_print.wait(60)
            paper += data
        if paper:
            self.papers.append(paper)

    @staticmethod
    def _has_more(connection: socket.socket) -> bool:
        try:
            return bool(connection.recv(1, socket.MSG_PEEK | socket.MSG_DONTWAIT))
        except BlockingIOError:
            return False


class ShopTill:
    """One day at one till. `cash_minor` is what lies in its drawer."""

    def __init__(self, app: TillApp, desk: Desk, qtbot: QtBot) -> None:
        self.app = app
        self.desk = desk
        self.qtbot = qtbot
        self.cash_minor = 0
        self.sold = 0
        self.scan, self.press = desk.scan, desk.press

    @property
    def view(self) -> CheckoutView:
        view = self.app.window.page("checkout")
        assert isinstance(view, CheckoutView)
        return view

    @property
    def said(self) -> str:
        return self.view.banner.text()

    def wait(self, condition: Callable[[], object]) -> None:
        try:
            self.qtbot.waitUntil(lambda: bool(condition()), timeout=WAIT_MS)
        except TimeoutError:
            pytest.fail(f"waited in vain; {self.view.phase}, the banner says: {self.said}")

    # --- the till

    def sign_in(self, staff_id: str, pin: str) -> None:
        self.press(staff_id, Key.Key_Return, pin, Key.Key_Return)
        self.wait(lambda: self.app.staff.current is not None and self.app.window.rail.isVisible())

    def approve(self, staff_id: str, pin: str) -> None:
        """The manager's word, typed into the panel that asks for it."""
        self.wait(lambda: self.app.window.approval.is_open)
        self.press(staff_id, Key.Key_Return, pin, Key.Key_Return)
        self.wait(lambda: not self.app.window.approval.is_open)

    def go(self, section: int) -> None:
        self.press(CTRL | Key(Key.Key_0 + section))

    def sync_now(self) -> None:
        """Somebody asks on the connection page; done when nothing waits."""
        self.go(3)
        self.press(Key.Key_F5)
        self.go(1)

    def in_sync(self) -> bool:
        """Asked of the journal: what the window shows may be of before the newest entry."""
        return self.app.base.connection.online and self.app.base.store.journal.facts().waiting == 0

    def take_up(self, place: str) -> None:
        """A parked basket, by its place in the list. A ledger that answers too late is asked again, as told."""
        for _ in range(5):
            self.wait(lambda: self.app.till.checkout.state.online)
            self.press(PARK, place)
            self.wait(lambda: self.lines() or LATER in self.said)
            if self.lines():
                return
            self.view.banner.show_notice(None)  # read, and closed: the next answer is another one
        pytest.fail(self.said)

    # --- the shift

    def count(self, total_minor: int) -> None:
        """Type pieces of each denomination, the largest first."""
        fields = self.app.window.page("shift").grid.fields  # type: ignore[attr-defined]
        rest = total_minor
        for denomination, _ in zip(DENOMINATIONS["CNY"], fields, strict=True):
            pieces, rest = divmod(rest, denomination)
            self.press(*([str(pieces)] if pieces else []), Key.Key_Return)
        assert rest == 0, "cash is counted in coins that there are"
        self.press(Key.Key_F12)

    def move_cash(self, key: Key, amount: str, why: str) -> None:
        self.press(key, amount, Key.Key_Return, why, Key.Key_Return)

    # --- a sale

    def to_payment(self) -> int:
        """F12, until the ledger has said its word; what is to be paid."""
        self.press(Key.Key_F12)
        self.wait(lambda: self.view.phase == "tender" and self.app.till.checkout.payment_has_begun)
        return self.app.till.checkout.state.remaining_minor

    def take_cash(self, received: str = "") -> None:
        """Cash: typed, or exactly what the screen asks for."""
        amount = self.view.tender.amount_minor() if not received else parse_minor(received, "CNY")
        assert amount is not None
        self.cash_minor += amount
        self.press(received, Key.Key_F12)

    def take_card(self, reference: str, amount: str = "") -> None:
        self.press(amount, Key.Key_F8, reference, Key.Key_Return)

    def done(self) -> None:
        """The sale is complete: its change goes back over the counter."""
        self.wait(lambda: self.view.phase == "done")
        sale = self.view.done._sale
        assert sale is not None
        self.cash_minor -= sale.change_due_minor
        self.sold += 1

    def sell_cash(self, *codes: str, received: str = "") -> None:
        for code in codes:
            self.scan(code)
        self.to_payment()
        self.take_cash(received)
        self.done()

    def next(self) -> None:
        self.press(Key.Key_Return)
        assert self.view.phase == "basket"

    def lines(self) -> dict[str, str]:
        """SKU -> quantity of the basket."""
        return {line.product.sku: str(line.quantity) for line in self.app.till.checkout.state.basket.lines}


@contextmanager
def opened(folder: Path, qapp: QApplication, qtbot: QtBot) -> Iterator[ShopTill]:
    """The till's program in this process: its window, its workers, its store on disk."""
    runner = AppRunner(qapp, folder, {})
    runner.open()
    try:
        app = runner.app
        assert app is not None
        app.window.resize(1366, 768)
        app.window.activateWindow()
        qtbot.waitUntil(app.window.isActiveWindow)
        QCoreApplication.processEvents()
        yield ShopTill(app, Desk(app.window, app.wedge), qtbot)
    finally:
        runner.close()
