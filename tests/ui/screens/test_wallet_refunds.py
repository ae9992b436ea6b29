"""A wallet's share of a return, worked by keys: sent by itself, and looked after in the list of open payments."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from pos_client.devices.scanned_code import ScannedCode
from pos_client.ui.language import Language
from pos_client.ui.operations import Operations
from pos_client.ui.screens.payments.view import PaymentsView
from pos_client.ui.screens.returns.view import ReturnsView
from pos_client.ui.widgets.approval_panel import ApprovalTyped
from tests.fake_wallets import FakeWallet
from tests.ui.conftest import Counter, opened
from tests.ui.till import FakeTill
from tests.ui.till_data import PIN

Key = Qt.Key
CODE = ScannedCode(b"130123456789012345", None, "wedge")


class RefundCounter(Counter):
    wallet: FakeWallet

    @property
    def payments(self) -> PaymentsView:
        page = self.window.page("payments")
        assert isinstance(page, PaymentsView)
        return page

    def take_back(self) -> None:
        """All of the last sale, by keys, and back at the counter."""
        self.window.show_section("receipts")
        self.press(Key.Key_F8)
        returns = self.window.page("returns")
        assert isinstance(returns, ReturnsView)
        self.press(Key.Key_F8, Key.Key_F12)
        assert not returns.entry.isVisible(), "no reference is asked for"

    def words(self) -> list[str]:
        model = self.payments.model
        return [str(model.data(model.index(row), Qt.ItemDataRole.DisplayRole)) for row in range(model.rowCount())]

    def settled(self) -> list[tuple[str, int]]:
        bodies = self.till.store.bodies("refund_settled")
        return [(body["result"], body["amount_minor"]) for body in bodies]


@pytest.fixture
def counter(till: FakeTill, language: Language, operations: Operations, qtbot: QtBot) -> RefundCounter:
    till.sign_in()
    wallet = FakeWallet()
    till.wallet_operators = {"wechat": wallet}
    till.fill()
    made = opened(till, language, operations, qtbot)
    made.__class__ = RefundCounter
    assert isinstance(made, RefundCounter)
    made.wallet = wallet
    made.window.on_code_scanned(CODE)
    qtbot.waitUntil(made.view.done.isVisible)
    wallet.asked.clear()
    return made


def test_the_return_is_done_at_once_and_the_wallet_gives_by_itself(counter: RefundCounter, qtbot: QtBot) -> None:
    counter.wallet.gate.clear()
    counter.wallet.says = ("succeeded/",)
    counter.take_back()
    (body,) = counter.till.store.bodies("return")
    refund = body["pricing"]["refund"]
    qtbot.waitUntil(lambda: counter.words() != [])
    assert counter.settled() == []
    qtbot.waitUntil(lambda: "1" in counter.window.rail.buttons["payments"].words())
    counter.wallet.gate.set()
    qtbot.waitUntil(lambda: counter.settled() == [("given", refund)])
    assert counter.wallet.asked == ["refund"]
    qtbot.waitUntil(lambda: "1" not in counter.window.rail.buttons["payments"].words())


def test_a_refusal_is_told_and_somebody_tries_again(counter: RefundCounter, qtbot: QtBot) -> None:
    counter.wallet.says = ("failed/insufficient_funds",)
    counter.take_back()
    qtbot.waitUntil(lambda: "Ctrl+8" in counter.view.banner.text())
    counter.press(Key.Key_F2)
    counter.window.show_section("payments")
    assert "退款未成功" in counter.words()[0]
    assert "余额不足" in counter.words()[0] or "不足" in counter.words()[0]
    assert counter.payments.ask_button.isEnabled()
    assert not counter.payments.void_button.isVisible()
    counter.wallet.says = ("succeeded/",)
    counter.press(Key.Key_F5)
    qtbot.waitUntil(lambda: [result for result, _ in counter.settled()] == ["given"])


def test_cash_instead_asks_for_a_manager(counter: RefundCounter, qtbot: QtBot) -> None:
    counter.wallet.says = ("failed/too_old",)
    counter.take_back()
    qtbot.waitUntil(lambda: "Ctrl+8" in counter.view.banner.text())
    counter.window.show_section("payments")
    counter.press(Key.Key_F11)
    counter.window.approval.panel.entered.emit(ApprovalTyped("1009", PIN, ""))
    qtbot.waitUntil(lambda: [result for result, _ in counter.settled()] == ["cash"])
    (body,) = counter.till.store.bodies("refund_settled")
    assert body["by_hand"]["decided_by"] == "1009"
    assert "现金" in counter.payments.banner.text()
    qtbot.waitUntil(lambda: counter.till.devices.tests == ["drawer"])


def test_while_it_is_not_known_cash_needs_evidence(counter: RefundCounter, qtbot: QtBot) -> None:
    counter.wallet.says = ("unknown/no_answer",)
    counter.take_back()
    qtbot.waitUntil(lambda: [each.last_outcome is None for each in counter.till.refunds.open()] == [False])
    counter.window.show_section("payments")
    counter.press(Key.Key_F11)
    assert counter.payments.entry.isVisible()
    counter.press(Key.Key_Escape)
    counter.press(Key.Key_F9, "503000123", Key.Key_Return)
    counter.window.approval.panel.entered.emit(ApprovalTyped("1009", PIN, ""))
    qtbot.waitUntil(lambda: [result for result, _ in counter.settled()] == ["given"])
    assert counter.till.store.bodies("refund_settled")[0]["transaction_id"] == "503000123"
