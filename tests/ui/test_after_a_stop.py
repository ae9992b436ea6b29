"""A till that starts again in the middle of a sale: who comes back signs in at once, and hears what is open."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from pos_client.ui.language import Language
from pos_client.ui.main_window import MainWindow
from pos_client.ui.operations import Operations
from retail.payment_code import PaymentCode
from tests.fake_wallets import FakeWallet
from tests.ui.till import FakeTill


@pytest.fixture
def stopped() -> FakeTill:
    """A till with a basket, somewhere in its day."""
    made = FakeTill()
    made.wallet_operators = {"alipay": FakeWallet("alipay")}
    made.sign_in()
    made.fill()
    return made


def started_again(stopped: FakeTill, language: Language, operations: Operations, qtbot: QtBot) -> MainWindow:
    stopped.parking.keep_open()
    later = FakeTill()
    later.wallet_operators = stopped.wallet_operators
    later.store.parked.become(stopped.store.parked)
    later.store.attempts = stopped.store.attempts
    window = later.window(language, operations)
    qtbot.addWidget(window, before_close_func=lambda closing: closing.stop())
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    window.page("checkout")
    return window


def test_with_goods_at_the_counter_the_staff_number_is_typed_at_once(
    stopped: FakeTill, language: Language, operations: Operations, qtbot: QtBot
) -> None:
    window = started_again(stopped, language, operations, qtbot)
    assert window.page("checkout").basket.model.rowCount()  # type: ignore[attr-defined]
    for key in ("1", "0", "0", "1"):
        qtbot.keyClicks(window.focusWidget() or window, key)
    assert window.sign_in_view.number.text() == "1001"


def test_a_payment_without_an_answer_is_told_where_the_basket_looks_empty(
    stopped: FakeTill, language: Language, operations: Operations, qtbot: QtBot
) -> None:
    amount = stopped.checkout.state.payable_minor
    stopped.wallets.start(PaymentCode("281234567890123456"))
    stopped.wallets.set_aside()
    window = started_again(stopped, language, operations, qtbot)
    view = window.page("checkout")
    assert not view.basket.model.rowCount()  # type: ignore[attr-defined]
    said = view.banner.text()
    assert f"{amount // 100:,}" in said
    assert "Ctrl+8" in said
