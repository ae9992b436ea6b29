"""Paying by wallet at the counter: scanned, waited for, cancelled, set aside; with real key events."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from pos_client.devices.scanned_code import ScannedCode
from pos_client.ui.language import Language
from pos_client.ui.operations import Operations
from pos_client.ui.screens.payments.view import PaymentsView
from pos_client.ui.widgets.approval_panel import ApprovalTyped
from pos_client.ui.widgets.base import ElidedLabel
from retail import code as member_code
from retail.claims import MemberClaims
from retail.payment_code import PaymentCode
from retail.signed import SigningKey
from tests.fake_wallets import FakeWallet
from tests.ui.conftest import Counter, opened
from tests.ui.till import FakeTill
from tests.ui.till_data import PIN
from tests.unit.application.conftest import key_row

Key = Qt.Key
DIGITS = "130123456789012345"
CODE = ScannedCode(DIGITS.encode(), None, "wedge")


class WalletCounter(Counter):
    wallet: FakeWallet

    def scan(self) -> None:
        self.window.on_code_scanned(CODE)

    def until(self, words: str) -> None:
        """Until the payment panel says this."""
        self.qtbot.waitUntil(lambda: words in self.view.tender.wallet.text())

    def sold(self) -> list[list[tuple[str, int]]]:
        sales = self.till.store.bodies("sale")
        return [[(tender["kind"], tender["amount_minor"]) for tender in sale["tenders"]] for sale in sales]


@pytest.fixture
def counter(till: FakeTill, language: Language, operations: Operations, qtbot: QtBot) -> WalletCounter:
    till.sign_in()
    wallet = FakeWallet()
    till.wallet_operators = {"wechat": wallet}
    till.fill()
    made = opened(till, language, operations, qtbot)
    made.__class__ = WalletCounter
    assert isinstance(made, WalletCounter)
    made.wallet = wallet
    made.window.sections.checkout.refresh()
    return made


def test_a_scan_in_the_basket_pays_and_calls_the_next_customer(counter: WalletCounter, qtbot: QtBot) -> None:
    payable = counter.till.checkout.state.payable_minor
    counter.scan()
    qtbot.waitUntil(counter.view.done.isVisible)
    assert counter.sold() == [[("wechat", payable)]]
    assert counter.view.done.next_button.hasFocus()
    assert DIGITS not in str(counter.till.store.entries)


def test_what_cash_left_open_is_paid_by_a_scan_at_payment(counter: WalletCounter, qtbot: QtBot) -> None:
    payable = counter.till.checkout.state.payable_minor
    counter.press(Key.Key_F12)
    assert "微信支付" in counter.view.tender.hint.text()
    counter.press("500", Key.Key_F12)
    counter.scan()
    qtbot.waitUntil(counter.view.done.isVisible)
    assert counter.sold() == [[("cash", 50000), ("wechat", payable - 50000)]]


def test_a_password_is_waited_for_with_its_seconds_and_esc_cancels(counter: WalletCounter, qtbot: QtBot) -> None:
    counter.wallet.says = ("pending/password",)
    counter.scan()
    counter.until("请顾客")
    counter.till.clock.advance(20)
    qtbot.waitUntil(lambda: "40" in counter.view.tender.wallet._seconds.text())
    counter.press("5", Key.Key_F12, Key.Key_F9)
    assert counter.till.checkout.state.tenders == ()
    qtbot.waitUntil(lambda: counter.wallet.asked == ["pay", "query"])
    counter.wallet.says = ("succeeded/",)
    counter.press(Key.Key_Escape)
    qtbot.waitUntil(lambda: "已取消" in counter.view.banner.text())
    assert counter.view.tender.keypad.isVisible()
    assert counter.wallet.asked[-1] == "reverse"
    assert counter.sold() == []
    counter.press(Key.Key_F12)
    assert counter.view.done.isVisible()


def test_a_refusal_says_why_and_what_to_do(counter: WalletCounter, qtbot: QtBot) -> None:
    counter.wallet.says = ("failed/insufficient_funds",)
    counter.scan()
    qtbot.waitUntil(lambda: "余额不足" in counter.view.banner.text())
    assert "微信支付" in counter.view.banner.text()
    assert counter.view.phase == "tender"
    counter.wallet.says = ("paid",)
    counter.scan()
    qtbot.waitUntil(counter.view.done.isVisible)


def test_the_next_shopper_is_served_while_an_answer_is_missing(counter: WalletCounter, qtbot: QtBot) -> None:
    counter.wallet.says = ("unknown/no_answer",)
    counter.scan()
    counter.until("没有答复")
    counter.press(Key.Key_F10)
    assert counter.view.phase == "basket"
    assert counter.lines() == {}
    counter.till.checkout.add_product("LQX-7710")
    counter.window.sections.checkout.refresh()
    counter.wallet.says = ("paid",)
    counter.till.clock.advance(70)
    qtbot.waitUntil(lambda: "已付款" in counter.view.banner.text())
    assert counter.lines() == {"LQX-7710": "1"}
    assert len(counter.sold()) == 1
    sale_id = counter.till.store.sales[-1].sale_id
    qtbot.waitUntil(lambda: counter.till.receipts.printed == [(sale_id, False)])


def test_a_wallet_out_of_reach_is_not_offered_and_cash_goes_on(counter: WalletCounter, qtbot: QtBot) -> None:
    counter.wallet.is_reachable = False
    counter.till.wallets.look_again()
    qtbot.waitUntil(lambda: counter.till.wallets.offered == ())
    counter.press(Key.Key_F12)
    assert "连不上" in counter.view.tender.hint.text()
    counter.scan()
    assert "连不上" in counter.view.banner.text()
    assert counter.wallet.asked == []
    counter.press(Key.Key_F12)
    assert counter.view.done.isVisible()


def test_the_code_inside_a_members_code_pays_with_one_key(counter: WalletCounter, qtbot: QtBot) -> None:
    issuer = SigningKey.generate()
    counter.till.reference.key_rows = [key_row("issuer", issuer)]
    text = member_code.issue_code(
        MemberClaims("M1"),
        key=issuer,
        kid=issuer.verifying_key.kid,
        now=counter.till.clock.now(),
        cti=member_code.new_cti(),
        payment_code=PaymentCode(DIGITS),
    )
    counter.window.on_code_scanned(ScannedCode(text.encode(), "QRCode", "webcam"))
    assert counter.view.pay.held.isVisible()
    counter.press(Key.Key_F11)
    qtbot.waitUntil(counter.view.done.isVisible)
    assert counter.sold() == [[("wechat", counter.till.store.bodies("sale")[0]["pricing"]["payable"])]]
    assert DIGITS not in str(counter.till.store.entries)


def test_a_held_code_is_forgotten_with_its_basket_and_with_time(counter: WalletCounter) -> None:
    presenter = counter.window.sections.checkout
    presenter._wallets.hold(PaymentCode(DIGITS))
    presenter.refresh()
    assert counter.view.pay.held.isVisible()
    counter.till.clock.advance(51)
    counter.press(Key.Key_F11)
    assert "太久" in counter.view.banner.text()
    assert not counter.view.pay.held.isVisible()
    assert counter.wallet.asked == []


def test_a_till_without_wallets_says_so(
    till: FakeTill, language: Language, operations: Operations, qtbot: QtBot
) -> None:
    till.sign_in()
    till.fill()
    counter = opened(till, language, operations, qtbot)
    counter.press(Key.Key_F12)
    assert counter.view.tender.hint.text() == ""
    counter.window.on_code_scanned(CODE)
    assert "没有开通" in counter.view.banner.text()


def test_the_list_goes_on_over_a_restart_and_a_manager_settles_what_nobody_answers(
    counter: WalletCounter, qtbot: QtBot, language: Language, operations: Operations
) -> None:
    counter.wallet.says = ("unknown/no_answer",)
    counter.scan()
    counter.until("没有答复")
    counter.press(Key.Key_F10)
    assert counter.window.rail.buttons["payments"].words() == "待付 1"
    counter.window.stop()
    counter.till._wallets = None  # the program is started anew over the same rows
    again = opened(counter.till, language, operations, qtbot)
    qtbot.keyClick(again.window, Key.Key_8, Qt.KeyboardModifier.ControlModifier)
    page = again.window.page("payments")
    assert isinstance(page, PaymentsView)
    assert "结果未知" in str(page.model.index(0).data())
    again.press(Key.Key_F9, "4200009", Key.Key_Return)
    assert again.window.approval.is_open
    again.window.approval.panel.entered.emit(ApprovalTyped("1009", PIN, ""))
    qtbot.waitUntil(lambda: page.model.rowCount() == 0)
    (settled,) = counter.till.store.bodies("payment_settled")
    assert settled["by_hand"] == {"by": "1001", "decided_by": "1009", "evidence": "4200009"}
    assert again.window.rail.buttons["payments"].words() == "待付"
    assert len(counter.sold()) == 1


def test_what_turned_out_unpaid_is_voided_from_the_list(counter: WalletCounter, qtbot: QtBot) -> None:
    counter.wallet.says = ("unknown/no_answer",)
    counter.scan()
    counter.until("没有答复")
    counter.press(Key.Key_F10)
    qtbot.keyClick(counter.window, Key.Key_8, Qt.KeyboardModifier.ControlModifier)
    page = counter.window.page("payments")
    assert isinstance(page, PaymentsView)
    assert not page.void_button.isEnabled()
    counter.wallet.says = ("failed/not_paid",)
    counter.press(Key.Key_F5)
    qtbot.waitUntil(page.void_button.isEnabled)
    assert "顾客没有付款" in str(page.model.index(0).data())
    page.void_button.click()
    assert page.model.rowCount() == 0
    assert [body["gross_minor"] for body in counter.till.store.bodies("basket_voided")] == [158500]


def test_what_turned_out_unpaid_is_fetched_and_paid_in_cash(counter: WalletCounter, qtbot: QtBot) -> None:
    payable = counter.till.checkout.state.payable_minor
    counter.wallet.says = ("unknown/no_answer",)
    counter.press(Key.Key_F12, "500", Key.Key_F12)
    counter.scan()
    counter.until("没有答复")
    counter.press(Key.Key_F10)
    counter.wallet.says = ("failed/not_paid",)
    qtbot.keyClick(counter.window, Key.Key_8, Qt.KeyboardModifier.ControlModifier)
    page = counter.window.page("payments")
    assert isinstance(page, PaymentsView)
    counter.press(Key.Key_F5)
    qtbot.waitUntil(page.fetch_button.isEnabled)
    counter.press(Key.Key_F8)
    assert counter.view.isVisible()
    assert sum(map(int, counter.lines().values())) == 5
    assert counter.till.store.attempts == {}
    counter.press(Key.Key_F12, Key.Key_F12)
    assert counter.view.done.isVisible()
    assert counter.sold() == [[("cash", 50000), ("cash", payable - 50000)]]


def test_an_amount_typed_before_the_scan_is_what_the_wallet_pays(counter: WalletCounter, qtbot: QtBot) -> None:
    payable = counter.till.checkout.state.payable_minor
    counter.press(Key.Key_F12, "500")
    assert "¥500.00" in counter.view.tender.hint.text()
    counter.scan()
    qtbot.waitUntil(lambda: "¥500.00" in counter.view.banner.text())
    assert counter.view.phase == "tender"
    assert counter.sold() == []
    counter.press(Key.Key_F12)
    qtbot.waitUntil(counter.view.done.isVisible)
    assert counter.sold() == [[("wechat", 50000), ("cash", payable - 50000)]]


def test_a_part_that_is_taken_back_goes_back_to_its_wallet(counter: WalletCounter, qtbot: QtBot) -> None:
    counter.press(Key.Key_F12, "500")
    counter.scan()
    qtbot.waitUntil(lambda: "¥500.00" in counter.view.banner.text())
    counter.wallet.says = ("succeeded/",)
    counter.press(Key.Key_F4)
    assert [tender.kind for tender in counter.till.checkout.state.tenders] == ["wechat"], "it is asked first"
    assert counter.view.tender.summary.findChildren(ElidedLabel)[-1].text().startswith("再按一次")
    counter.press("7", Key.Key_Backspace, Key.Key_F4)
    assert len(counter.till.checkout.state.tenders) == 1, "something was done between: it is asked again"
    counter.press(Key.Key_F4)
    qtbot.waitUntil(lambda: counter.till.store.bodies("refund_settled") != [])
    assert counter.wallet.asked == ["pay", "refund"]
    assert counter.till.checkout.state.tenders == ()


def test_while_a_wallet_is_asked_nothing_says_that_escape_leads_back(counter: WalletCounter) -> None:
    field = counter.view.scan_bar.field
    counter.press(Key.Key_F12)
    assert "Esc" in field.placeholderText()
    counter.wallet.says = ("unknown/no_answer",)
    counter.scan()
    counter.qtbot.waitUntil(counter.view.tender.wallet.isVisible)
    assert "Esc" not in field.placeholderText()
