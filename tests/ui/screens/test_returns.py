"""Goods come back, worked by keys and by scanning them."""

from __future__ import annotations

import base64

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from pos_client.devices.scanned_code import ScannedCode
from pos_client.errors import Unavailable, UserFacing
from pos_client.ui.language import Language
from pos_client.ui.main_window import MainWindow
from pos_client.ui.screens.returns.view import ReturnsView
from pos_client.ui.widgets.approval_panel import ApprovalTyped
from retail.paper_codes import ReceiptCode, make_receipt
from retail.ports import StoreFailed
from retail.receipt import OpenDrawer, Row
from retail.signed import SigningKey
from tests.fake_sold_sales import FakeSoldSales
from tests.ui.till import FakeTill
from tests.ui.till_data import PIN

Key = Qt.Key


def keys(*names: Qt.Key | str) -> None:
    for name in names:
        widget = QApplication.focusWidget()
        assert widget is not None
        if isinstance(name, str):
            QTest.keyClicks(widget, name)
        else:
            QTest.keyClick(widget, name)


@pytest.fixture
def till() -> FakeTill:
    made = FakeTill()
    made.sign_in()
    made.show_code()
    for _ in range(2):
        made.checkout.add_product("LQX-7710")
    made.checkout.add_product("LQX-2201-M")
    made.sell()
    return made


@pytest.fixture
def window(till: FakeTill, qtbot: QtBot, language: Language) -> MainWindow:
    window = till.window(language)
    qtbot.addWidget(window)
    window.show()
    window.activateWindow()
    window._on_signed_in()
    window.show_section("receipts")
    return window


def page_of(window: MainWindow) -> ReturnsView:
    page = window.page("returns")
    assert isinstance(page, ReturnsView)
    return page


def test_goods_come_back_by_keys_alone(till: FakeTill, window: MainWindow) -> None:
    keys(Key.Key_F8)
    page = page_of(window)
    assert page.isVisible()

    keys("+", "+", "-", Key.Key_F7, Key.Key_F12)

    (body,) = till.store.bodies("return")
    assert [(line["sku"], line["quantity"]) for line in body["lines"]] == [("LQX-7710", 1)]
    assert (body["reason"], body["lines"][0]["condition"]) == ("damaged", "sellable")
    assert sum(tender["amount_minor"] for tender in body["tenders"]) == body["pricing"]["refund"] > 0
    window._operations.stop()
    (paper,) = till.printed
    assert any(isinstance(element, Row) and element.left == "退款" for element in paper.elements)
    assert isinstance(paper.elements[0], OpenDrawer), "cash is given back"


def test_all_that_a_return_takes_along_is_shown_before_it_is_done(till: FakeTill, window: MainWindow) -> None:
    keys(Key.Key_F8, Key.Key_F8)
    page = page_of(window)

    state = page._state
    assert state is not None
    (sale,) = till.store.documents.values()
    assert {row.back for row in state.rows} == {"2", "1"}
    shown = {fact.name: fact.value for fact in state.facts}
    assert any(f"{sale['pricing']['points_earned']['group']:,}" in value for value in shown.values())
    assert till.store.bodies("return") == []

    keys(Key.Key_F12)
    (body,) = till.store.bodies("return")
    assert body["pricing"]["refund"] == sale["pricing"]["payable"]
    assert not page.confirm_button.isEnabled()


def test_scanned_goods_are_counted_in_and_strangers_are_not(till: FakeTill, window: MainWindow) -> None:
    keys(Key.Key_F8)
    page = page_of(window)
    barcode = till.catalogue.by_code(["LQX-7710"])[0].barcodes[0]

    for _ in range(3):
        window.on_code_scanned(ScannedCode(barcode.encode(), "", "wedge"))

    state = page._state
    assert state is not None
    assert [row.back for row in state.rows] == ["2", ""]
    assert page.banner.isVisible()
    assert till.checkout.state.basket.is_empty


def test_the_last_sale_is_voided_with_a_managers_pin(till: FakeTill, window: MainWindow, qtbot: QtBot) -> None:
    keys(Key.Key_F9, Key.Key_F12)
    assert window.approval.is_open
    assert till.store.bodies("return") == []

    window.approval.panel.entered.emit(ApprovalTyped("1009", PIN, ""))
    qtbot.waitUntil(lambda: bool(till.store.bodies("return")))

    (body,) = till.store.bodies("return")
    assert (body["reason"], body["cashier"], body["approved_by"]) == ("voided", "1001", "1009")
    (sale,) = till.store.documents.values()
    assert body["pricing"]["refund"] == sale["pricing"]["payable"]


def test_a_card_is_refunded_at_the_terminal_with_its_reference(till: FakeTill, window: MainWindow) -> None:
    till.checkout.add_product("LQX-7710")
    till.checkout.tender_card(till.checkout.state.remaining_minor, "T-1")
    till.checkout.complete()
    window.sections.receipts.refresh()  # type: ignore[union-attr]
    window.sections.receipts.show_sale(till.store.sales[-1].sale_id)  # type: ignore[union-attr]

    keys(Key.Key_F8, Key.Key_F8, Key.Key_F12, "R-9", Key.Key_Return)

    (body,) = till.store.bodies("return")
    assert [(tender["kind"], tender["of"], tender["reference"]) for tender in body["tenders"]] == [
        ("card", "T-1", "R-9")
    ]


def test_a_receipt_is_found_by_its_amount(till: FakeTill, window: MainWindow) -> None:
    till.checkout.add_product("LQX-7710")
    till.sell()
    rows = window.page("receipts").model  # type: ignore[attr-defined]
    window.sections.receipts.refresh()  # type: ignore[union-attr]
    assert len(rows.rows()) == 2
    amount = till.store.sales[0].payable_minor

    keys(Key.Key_F7, f"{amount // 100}.{amount % 100:02d}", Key.Key_Return)

    assert [row.sale_id for row in rows.rows()] == [till.store.sales[0].sale_id]


@pytest.fixture
def other(till: FakeTill) -> FakeTill:
    """Till T05 of another store, whose sales the ledger of the first one knows."""
    made = FakeTill()
    made.store.store, made.store.till = "S02", "T05"
    made.store.clock.time = made.clock.time
    made.sign_in()
    made.checkout.add_product("LQX-9034")
    made.sell()
    till.sold_sales = FakeSoldSales([till.store, made.store])
    return made


def scan_receipt(window: MainWindow, till: FakeTill, other: FakeTill) -> None:
    """The code under the newest receipt of the other till."""
    key, sale = SigningKey.generate(), other.store.sales[-1]
    public = base64.b64encode(key.verifying_key.raw).decode()
    row = {"key_id": key.verifying_key.kid.hex(), "type": "till", "public_key": public, "store": "S02", "till": "T05"}
    till.reference.key_rows = [row]
    head = sale.entry_head
    code = ReceiptCode(sale.sale_id, head.epoch, head.seq, head.hash, sale.payable_minor, sale.occurred_at)
    text = make_receipt(code, key, key.verifying_key.kid)
    window.on_code_scanned(ScannedCode(text.encode(), "", "wedge"))


def test_the_receipt_of_another_store_opens_its_sale(
    till: FakeTill, other: FakeTill, window: MainWindow, qtbot: QtBot
) -> None:
    window.show_section("checkout")
    scan_receipt(window, till, other)
    page = page_of(window)
    assert page.isVisible()
    qtbot.waitUntil(lambda: bool(page._state and page._state.rows))
    assert "店 S02 / T05" in page._state.detail  # type: ignore[union-attr]

    keys(Key.Key_F8, Key.Key_F12)

    (body,) = till.store.bodies("return")
    assert body["sale"]["store"] == "S02"
    assert body["pricing"]["refund"] == other.store.sales[-1].payable_minor


def test_a_receipt_of_another_store_is_told_without_a_connection(
    till: FakeTill, other: FakeTill, window: MainWindow, qtbot: QtBot
) -> None:
    till.online = False
    scan_receipt(window, till, other)
    page = page_of(window)
    qtbot.waitUntil(lambda: "S02 / T05" in page.banner.text())

    assert not page.confirm_button.isEnabled()


def test_goods_that_another_till_takes_back_just_now_are_left_alone(
    till: FakeTill, other: FakeTill, window: MainWindow, qtbot: QtBot
) -> None:
    assert till.sold_sales is not None
    till.sold_sales.holders[till.store.sales[-1].sale_id] = ("S02", "T05")
    keys(Key.Key_F8, Key.Key_F8, Key.Key_F12)
    page = page_of(window)
    qtbot.waitUntil(lambda: "S02 / T05" in page.banner.text())

    keys(Key.Key_F12)

    assert till.store.bodies("return") == []


@pytest.mark.parametrize("error", [Unavailable("ledger_timed_out"), StoreFailed()])
def test_a_ledger_that_fails_keeps_nobody_from_this_tills_own_sales(
    till: FakeTill, other: FakeTill, window: MainWindow, qtbot: QtBot, error: UserFacing | StoreFailed
) -> None:
    assert till.sold_sales is not None
    till.sold_sales.error = error

    keys(Key.Key_F8, Key.Key_F8, Key.Key_F12)

    qtbot.waitUntil(lambda: bool(till.store.bodies("return")))


def test_goods_are_exchanged_by_keys_alone(till: FakeTill, window: MainWindow) -> None:
    keys(Key.Key_F8, "+", Key.Key_F4)
    checkout = window.page("checkout")
    assert checkout.isVisible()
    assert till.store.bodies("return") == []
    credit = till.checkout.state.back_minor
    assert credit > 0

    till.checkout.add_product("LQX-9034")
    window.sections.checkout.refresh()  # type: ignore[union-attr]
    due = till.checkout.state.due_minor
    assert due == till.checkout.state.payable_minor - credit
    keys(Key.Key_F12, Key.Key_F12)

    (back,) = till.store.bodies("return")
    sale = till.store.bodies("sale")[-1]
    assert [(t["kind"], t["amount_minor"]) for t in sale["tenders"]] == [("exchange", credit), ("cash", due)]
    assert back["tenders"][0]["reference"] == sale["sale_id"]


def test_what_goes_back_in_an_exchange_is_said_when_it_is_done(till: FakeTill, window: MainWindow) -> None:
    keys(Key.Key_F8, Key.Key_F8, Key.Key_F4)
    till.checkout.add_product("LQX-9034")
    window.sections.checkout.refresh()  # type: ignore[union-attr]
    left = till.checkout.state.back_minor
    assert left > 0
    keys(Key.Key_F12, Key.Key_F12)
    done = window.sections.checkout._view.done  # type: ignore[union-attr]
    assert f"退还 现金 ¥{left / 100:,.2f}" in done._paid.text()


def test_an_exchange_is_given_up_at_payment(till: FakeTill, window: MainWindow) -> None:
    keys(Key.Key_F8, "+", Key.Key_F4)
    till.checkout.add_product("LQX-9034")
    keys(Key.Key_F12, Key.Key_F4)
    assert till.checkout.state.exchange is not None, "goods that lie on the counter are not forgotten by one key"
    keys(Key.Key_F4, Key.Key_F12)

    assert till.store.bodies("return") == []
    assert [t["kind"] for t in till.store.bodies("sale")[-1]["tenders"]] == ["cash"]


def test_an_exchange_for_which_nothing_is_wanted_is_given_up_by_its_key(till: FakeTill, window: MainWindow) -> None:
    keys(Key.Key_F8, "+", Key.Key_F4)
    empty = window.sections.checkout._view.basket.empty  # type: ignore[union-attr]
    assert empty.leave_button.isVisible()

    keys(Key.Key_F7)

    assert till.checkout.state.exchange is None
    assert not empty.leave_button.isVisible()
    assert till.store.bodies("return") == []


def test_what_a_member_bought_elsewhere_is_found_and_comes_back(
    till: FakeTill, other: FakeTill, window: MainWindow, qtbot: QtBot
) -> None:
    other.show_code()
    other.checkout.add_product("TPS-0417-39")
    other.sell()
    keys(Key.Key_F3, "6021", Key.Key_Return)
    page = page_of(window)
    qtbot.waitUntil(lambda: bool(page._state and len(page._state.rows) == 2))
    row = next(row for row in page._state.rows if "S02" in row.detail)  # type: ignore[union-attr]
    page.choose(row.key)

    keys(Key.Key_Return)
    qtbot.waitUntil(lambda: page._state is not None and "T05" in page._state.detail)
    keys(Key.Key_F8, Key.Key_F12)

    (body,) = till.store.bodies("return")
    assert (body["sale"]["store"], body["one_id"]) == ("S02", "M1")


def test_a_receipt_is_found_by_its_number_at_the_ledger(
    till: FakeTill, other: FakeTill, window: MainWindow, qtbot: QtBot
) -> None:
    number = other.store.sales[-1].receipt_number
    keys(Key.Key_F3, number.lower(), Key.Key_Return)
    page = page_of(window)

    qtbot.waitUntil(lambda: bool(page._state and page._state.rows))

    assert [row.name for row in page._state.rows] == [number]  # type: ignore[union-attr]


def test_goods_without_a_receipt_at_a_lower_price(till: FakeTill, window: MainWindow, qtbot: QtBot) -> None:
    QTest.keyClick(window, Key.Key_F8, Qt.KeyboardModifier.ShiftModifier)
    page = window.page("unreceipted")
    assert page.isVisible()
    barcode = till.catalogue.by_code(["LQX-7710"])[0].barcodes[0]
    for _ in range(2):
        window.on_code_scanned(ScannedCode(barcode.encode(), "", "wedge"))

    keys(Key.Key_F9, "100", Key.Key_Return, Key.Key_F12)
    assert window.approval.is_open
    window.approval.panel.entered.emit(ApprovalTyped("1009", PIN, ""))
    qtbot.waitUntil(lambda: bool(till.store.bodies("return")))

    (body,) = till.store.bodies("return")
    assert (body["sale"], body["pricing"]["refund"], body["lines"][0]["quantity"]) == (None, 20000, 2)


def test_a_receipt_that_cannot_be_looked_up_goes_on_by_a_managers_word(
    till: FakeTill, other: FakeTill, window: MainWindow, qtbot: QtBot
) -> None:
    till.online = False
    scan_receipt(window, till, other)
    page = page_of(window)
    qtbot.waitUntil(lambda: page.banner.action_button is not None)

    keys(Key.Key_F8)
    assert window.page("unreceipted").isVisible()
    barcode = till.catalogue.by_code(["LQX-9034"])[0].barcodes[0]
    window.on_code_scanned(ScannedCode(barcode.encode(), "", "wedge"))
    keys(Key.Key_F12)
    window.approval.panel.entered.emit(ApprovalTyped("1009", PIN, ""))
    qtbot.waitUntil(lambda: bool(till.store.bodies("return")))

    (body,) = till.store.bodies("return")
    assert body["receipt"]["sale_id"] == other.store.sales[-1].sale_id


def test_in_english_goods_are_called_as_the_store_calls_them(
    till: FakeTill, window: MainWindow, language: Language
) -> None:
    language.use("en")
    keys(Key.Key_F8)
    names = {row.name for row in page_of(window)._state.rows}  # type: ignore[union-attr]
    assert names == {"Canvas tote (limited)", "Cloud wool-blend crew sweater"}
