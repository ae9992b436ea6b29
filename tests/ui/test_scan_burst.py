"""Scans in a row, quicker than the screen: what stands there at once, what follows, and what a payment takes."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from pos_client.devices.wedge import WedgeFilter
from pos_client.ui.formatting import money
from tests.desk import SCANNER_MS, Key
from tests.ui.conftest import Counter, CounterDesk
from tests.ui.test_keyboard_and_scanner import SERUM, SHOES, STUDS, SWEATER, TOTE

CODES = (SWEATER, SHOES, TOTE, STUDS, SERUM)


class Burst(CounterDesk):
    """A scanner that does not wait for the screen: no event is handled between its codes."""

    def burst(self, *codes: str) -> None:
        for code in codes:
            for character in code:
                self.now_ms += SCANNER_MS
                self._send(ord(character.upper()), character)
            self.now_ms += SCANNER_MS
            self._send(Key.Key_Return, "\r")

    def key(self, key: Qt.Key) -> None:
        """A key right behind it, on the whole way through Qt."""
        QTest.keyClick(self.counter.window.windowHandle(), key)

    def payable(self) -> str:
        return money(self.counter.till.checkout.state.payable_minor, "CNY")


@pytest.fixture
def burst(counter: Counter) -> Iterator[Burst]:
    wedge = WedgeFilter()
    wedge.code_scanned.connect(counter.window.on_code_scanned)
    wedge.start()
    counter.till.show_code()
    counter.window.sections.checkout.refresh()
    yield Burst(counter, wedge)
    wedge.stop()


def test_lines_stand_in_the_order_of_the_scans_and_the_amount_is_theirs_at_once(burst: Burst) -> None:
    view = burst.counter.view
    for number, code in enumerate(CODES, 1):
        burst.burst(code)
        rows = [row for row in view.basket.model.rows() if not row.gift_of]
        assert len(rows) == number
        assert sum(row.net_minor for row in rows) == burst.counter.till.checkout.state.payable_minor
        assert view.pay._amount.text() == burst.payable()
    assert [row.sku for row in rows] == ["LQX-2201-M", "TPS-0417-39", "LQX-7710", rows[3].sku, rows[4].sku]
    assert view.basket.selected_line() == rows[-1], "what came last is what keys act on"


def test_the_panels_are_right_when_the_counter_is_quiet_and_drawn_once_for_a_burst(burst: Burst, qtbot: QtBot) -> None:
    view, checkout = burst.counter.view, burst.counter.till.checkout
    drawn: list[object] = []
    for signal in (view.offers.model.modelReset, view.offers.model.rowsInserted):
        signal.connect(lambda *_: drawn.append(None))
    burst.burst(*CODES)
    assert not drawn

    def applied() -> set[tuple[str, int]]:
        return {(row.offer_id, row.saving_minor) for row in view.offers.model.rows() if row.status == "applied"}

    pricing = checkout.state.pricing
    assert pricing is not None
    qtbot.waitUntil(lambda: bool(applied()))
    assert applied() == {(item.offer, item.saving) for item in pricing.applied}
    assert len(drawn) == 1


def test_twenty_codes_before_one_event_is_handled_lose_none(burst: Burst) -> None:
    burst.burst(*CODES * 4)
    QCoreApplication.processEvents()
    assert sorted(burst.counter.lines().values()) == ["4"] * 5
    assert burst.counter.view.pay._amount.text() == burst.payable()


def test_a_payment_right_behind_a_scan_is_of_all_that_was_scanned(burst: Burst) -> None:
    view, till = burst.counter.view, burst.counter.till
    burst.burst(*CODES)
    burst.key(Key.Key_F12)
    assert view.tender.isVisible()
    assert view.tender.summary._remaining.text() == burst.payable()
    burst.key(Key.Key_F12)  # the exact amount in cash
    (sale,) = till.store.bodies("sale")
    assert len(sale["lines"]) == 5
    assert sum(tender["amount_minor"] for tender in sale["tenders"]) == till.store.sales[0].payable_minor


def test_what_follows_a_scan_does_not_come_over_the_finished_sale(burst: Burst) -> None:
    burst.burst(SWEATER)
    burst.key(Key.Key_F12)
    burst.key(Key.Key_F12)
    QCoreApplication.processEvents()
    assert burst.counter.view.done.isVisible()
    assert burst.counter.view.offers.model.rows() == ()
