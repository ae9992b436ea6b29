"""The shopper's screen: what it shows, what it does not, and that it takes nothing from the cashier."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from pos_client.application.changes import Changes
from pos_client.bootstrap.customer import CustomerWindow
from pos_client.ui.language import Language
from pos_client.ui.operations import Operations
from pos_client.ui.screens.customer.state import payment_code
from tests.ui.conftest import Counter, opened
from tests.ui.till import FakeTill

Key = Qt.Key
CONTROL = Qt.KeyboardModifier.ControlModifier


class Shop:
    """A signed-in till with the shopper's window beside it."""

    def __init__(self, till: FakeTill, language: Language, operations: Operations, qtbot: QtBot) -> None:
        self.signed_in = True
        till.sign_in()
        self.till, self.operations = till, operations
        self.counter: Counter = opened(till, language, operations, qtbot)
        self.window = CustomerWindow(
            self.counter.window,
            "静安寺旗舰店",
            till.reference.settings,
            lambda: "window",
            lambda: self.signed_in,
        )
        qtbot.addWidget(self.window.view)
        self.counter.window.checkout_shown.connect(self.window.show_checkout)
        operations.changed.connect(self.window.on_changed)
        self.window.place()
        qtbot.waitUntil(self.counter.window.isActiveWindow)
        self.counter.window.sections.checkout.refresh()

    @property
    def view(self):
        return self.window.view

    def texts(self) -> str:
        """All that can be read on it now."""
        labels = [w.text() for w in self.view.findChildren(type(self.view.amount)) if w.isVisible()]
        rows = [self.view.model.text_of(row) for row in self.view.model.rows()] if self.view.list.isVisible() else []
        return "\n".join([*labels, *rows])


@pytest.fixture
def shop(till: FakeTill, language: Language, operations: Operations, qtbot: QtBot) -> Shop:
    return Shop(till, language, operations, qtbot)


def test_the_store_then_the_basket_then_what_the_membership_saves(shop: Shop, qtbot: QtBot) -> None:
    assert "静安寺旗舰店" in shop.texts()
    shop.counter.press("fbt", Key.Key_Return)
    qtbot.waitUntil(lambda: shop.view.amount.text() == "¥129.00")
    assert "会员" in shop.view._side_hint.text(), "who has not shown a code is told what it is good for"
    shop.till.show_code()
    shop.till.fill()
    shop.counter.window.sections.checkout.refresh()
    totals = shop.till.checkout.state
    assert totals.pricing is not None
    assert "林*曦" in shop.texts()
    assert shop.view.saving.text() == f"已为您节省 ¥{(totals.basket.gross_minor - totals.payable_minor) / 100:,.2f}"
    assert len(shop.view.model.rows()) == 4
    for secret in ("林若曦", "13812346021", "138****6021", "12,480"):
        assert secret not in shop.texts()


def test_payment_with_the_stores_code_and_the_change_at_the_end(shop: Shop) -> None:
    shop.till.reference.settings_document["customer_display"] = {
        "qr": "https://pay.example/s01?amount={amount}",
        "qr_label": "微信或支付宝扫码",
        "qr_label_en": "Scan with WeChat or Alipay",
    }
    shop.operations.announce(Changes.of("reference"))
    shop.counter.press("fbt", Key.Key_Return)
    assert shop.view.qr.text() == ""
    shop.counter.press(Key.Key_F12)
    assert shop.view.qr.text() == "https://pay.example/s01?amount=129.00"
    assert "微信或支付宝扫码" in shop.texts()
    shop.counter.press("200", Key.Key_Return)
    assert shop.view.done_amount.text() == "¥71.00"
    assert "找零" in shop.texts()
    shop.counter.press(Key.Key_Return)
    assert "欢迎" in shop.texts()


@pytest.mark.parametrize(
    ("row", "amount", "expected"),
    [
        ({}, 100, ("", "", "")),
        ({"qr": "wxp://static", "qr_label": "扫码"}, 100, ("wxp://static", "扫码", "扫码")),
        ({"qr": "a={amount}&m={amount_minor}"}, 1234500, ("a=12345.00&m=1234500", "", "")),
        ({"qr": "wxp://static"}, 0, ("", "", "")),
    ],
)
def test_the_merchants_code(row: dict[str, str], amount: int, expected: tuple[str, str, str]) -> None:
    assert payment_code({"customer_display": row}, amount, "CNY") == expected


def test_it_takes_neither_keys_nor_the_focus_and_hides_by_its_key(shop: Shop) -> None:
    assert shop.view.isVisible()
    assert shop.view.windowFlags() & Qt.WindowType.WindowDoesNotAcceptFocus
    assert all(w.focusPolicy() == Qt.FocusPolicy.NoFocus for w in (shop.view, shop.view.list))
    shop.counter.press("fbt", Key.Key_Return)
    assert shop.counter.lines() == {"LQX-7710": "1"}
    shop.counter.qtbot.keyClick(shop.counter.window, Key.Key_S, CONTROL)
    assert not shop.view.isVisible()
    shop.counter.qtbot.keyClick(shop.counter.window, Key.Key_S, CONTROL)
    assert shop.view.isVisible()
    shop.view.close()
    assert not shop.view.isVisible()


def test_nobodys_basket_is_shown_when_nobody_is_signed_in(shop: Shop) -> None:
    shop.till.show_code()
    shop.till.fill()
    shop.counter.window.sections.checkout.refresh()
    assert "林*曦" in shop.texts()
    shop.signed_in = False
    shop.operations.announce(Changes.of("session"))
    assert "林*曦" not in shop.texts()


def test_in_english(shop: Shop, language: Language, qtbot: QtBot) -> None:
    language.use("en")
    shop.counter.press("fbt", Key.Key_Return)
    qtbot.waitUntil(lambda: "Canvas tote (limited)" in shop.texts())
    assert "Total" in shop.texts()


def test_a_code_that_is_too_long_for_any_picture_is_left_out(shop: Shop) -> None:
    shop.till.reference.settings_document["customer_display"] = {"qr": "x" * 5000}
    shop.operations.announce(Changes.of("reference"))
    shop.counter.press("fbt", Key.Key_Return, Key.Key_F12)
    assert shop.view.qr.text() == ""
    assert shop.view.amount.text() == "¥129.00"
