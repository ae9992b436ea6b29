"""The journey without a display: the same windows and camera path, real key events; each step is said and checked."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from pos_client.bootstrap.app import AppRunner, TillApp
from pos_client.demo.world import PIN, STAFF, DemoFailed, World
from retail.money import format_minor

KEY_PAUSE_S = 0.12  # a person's rhythm: much quicker, and the till takes the keys for a scanner's
PATIENCE_S = 60.0


class _Holds:
    """Whether the open basket holds a product."""

    def __init__(self, app: TillApp, sku: str) -> None:
        self._app = app
        self._sku = sku

    def __call__(self) -> bool:
        return any(line.product.sku == self._sku for line in self._app.till.checkout.state.basket.lines)


class Journey:
    """Drives one app through the day's story. `say` gets a line for each step that held; DemoFailed ends it."""

    def __init__(
        self, application: QApplication, world: World, pictures: Path, say: Callable[[str], None], language: str
    ) -> None:
        self._application = application
        self._world = world
        self._pictures = pictures
        self._say = say
        self._step = 0
        assert world.phone is not None
        self._phone = world.phone
        self._runner = AppRunner(application, world.till_folder, {"camera": self._phone.camera, "language": language})

    def run(self) -> None:
        """All steps in order. Raises DemoFailed at the first that does not hold."""
        self._runner.open()
        try:
            if self._runner.app is None:
                raise DemoFailed("the till's window did not open")
            self._story(self._runner.app)
        finally:
            self._runner.close()

    def _story(self, app: TillApp) -> None:
        world, (first, second, third) = self._world, self._world.members[:3]
        app.window.activateWindow()
        self._wait("the till is connected", app.desk.is_online)
        self._held("the till's window is open and connected to the ledger", "sign-in", app)
        self._sign_in(app)
        self._held("a cashier is signed in by staff number and PIN", "signed-in", app)

        self._scan_goods(app, 0, 1)
        self._scan_member(app, first.one_id)
        self._held("camera: two goods and a member's rotating code, read from video frames", "online-basket", app)
        self._pay(app, "online-paying")
        self._wait("the sale is at the ledger", lambda: self._waiting(app) == 0)
        self._held("sale with the ledger: durable, journaled, acknowledged", "online-done", app)

        world.ledger.kill()
        self._wake(app)
        self._wait("the till notices", lambda: not app.desk.is_online())
        self._held("the ledger was killed; the till says so and goes on", "ledger-gone", app)
        for number, member in ((2, second), (3, third)):
            self._scan_goods(app, number)
            self._scan_member(app, member.one_id)
            self._held(
                f"without a ledger: member code {number - 1} accepted by its signatures alone", f"offline-{number}", app
            )
            self._pay(app, f"offline-{number}-paying")
            self._held(
                f"without a ledger: sale {number - 1} is durable, {self._waiting(app)} entries wait",
                f"offline-{number}-done",
                app,
            )
        self._check("entries wait for the ledger", self._waiting(app) > 0)

        world.ledger.start()
        self._wake(app)
        self._wait("everything is synced", lambda: app.desk.is_online() and self._waiting(app) == 0)
        self._press(app, Qt.Key.Key_3, Qt.KeyboardModifier.ControlModifier)
        self._held("the ledger is back and has every entry", "synced", app)
        self._audit(app)

    # --- what a cashier and a shopper do

    def _sign_in(self, app: TillApp) -> None:
        app.window.sign_in.choose(STAFF)
        for digit in PIN:
            self._press(app, Qt.Key(ord(digit)))
        self._press(app, Qt.Key.Key_Return)
        self._wait("the cashier is signed in", lambda: app.staff.current is not None)

    def _press(self, app: TillApp, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """A key as the window system would deliver it, so that shortcuts and the scanner filter see it too."""
        # Without a window manager nobody gives the window its activity back when a pop-up of its own has closed.
        app.window.activateWindow()
        QTest.qWaitForWindowActive(app.window)
        QTest.keyClick(app.window.windowHandle(), key, modifier)
        self._settle(KEY_PAUSE_S)

    def _scan_goods(self, app: TillApp, *indexes: int) -> None:
        for index in indexes:
            product = self._world.goods[index]
            self._phone.show("goods", product.barcodes[0])
            self._wait(f"{product.name} is in the basket", _Holds(app, product.sku))
            self._settle(0.3)

    def _scan_member(self, app: TillApp, one_id: str) -> None:
        self._phone.show("member", one_id)

        def identified() -> bool:
            member = app.till.checkout.state.member
            return member is not None and member.member.one_id == one_id

        self._wait(f"member {one_id} is identified", identified)

    def _pay(self, app: TillApp, picture: str) -> None:
        """F12 to the tenders, then F12 to take what remains in cash and complete."""
        sales = len(app.base.store.sales.recent(1000))
        self._press(app, Qt.Key.Key_F12)
        self._settle(0.3)
        self._picture(picture, app)
        self._press(app, Qt.Key.Key_F12)
        self._wait("the sale is complete", lambda: len(app.base.store.sales.recent(1000)) == sales + 1)

    # --- what is checked, and how

    def _audit(self, app: TillApp) -> None:
        audit: Any = self._world.ledger.run("audit", "--json")
        self._check("the trial balance is 0", audit["balanced"] and not any(audit["units"].values()))
        (row,) = [row for row in audit["tills"] if row["till"] == app.desk.facts.till]
        sales = app.base.store.sales.recent(1000)
        (total,) = row["sales"]
        self._check("the ledger has three sales", total["sales"] == len(sales) == 3)
        self._check(
            "the till's and the ledger's sums agree",
            total["payable_minor"] == sum(sale.payable_minor for sale in sales),
        )
        self._check("nothing is quarantined or refused", (row["quarantined"], row["refused"]) == (0, 0))
        self._check("the journal is whole", app.base.store.check().is_whole)
        self._say(
            f"✓ audit: trial balance 0, {total['sales']} sales, "
            f"{format_minor(total['payable_minor'], total['currency'])}, {row['applied']} entries applied"
        )

    def _waiting(self, app: TillApp) -> int:
        return app.base.store.journal.facts().waiting

    def _wake(self, app: TillApp) -> None:
        app.sync.wake(now=True)

    def _held(self, text: str, picture: str, app: TillApp) -> None:
        self._settle(0.4)
        self._picture(picture, app)
        self._say(f"✓ {text}")

    def _picture(self, name: str, app: TillApp) -> None:
        self._step += 1
        path = self._pictures / f"{self._step:02d}-{name}.png"
        if not app.window.grab().save(str(path)):
            raise DemoFailed(f"the picture {path} could not be written")

    def _check(self, text: str, holds: bool) -> None:
        if not holds:
            raise DemoFailed(f"this does not hold: {text}")

    def _wait(self, text: str, condition: Callable[[], bool]) -> None:
        end = time.monotonic() + PATIENCE_S
        while not condition():
            if time.monotonic() > end:
                raise DemoFailed(f"waited in vain: {text}")
            self._settle(0.02)

    def _settle(self, seconds: float) -> None:
        end = time.monotonic() + seconds
        while True:
            self._application.processEvents()
            if time.monotonic() >= end:
                return
            time.sleep(0.005)
