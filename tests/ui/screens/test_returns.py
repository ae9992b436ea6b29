"""Goods come back, worked by keys and by scanning them."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from pos_client.devices.scanned_code import ScannedCode
from pos_client.ui.language import Language
from pos_client.ui.main_window import MainWindow
from pos_client.ui.screens.returns.view import ReturnsView
from pos_client.ui.widgets.approval_panel import ApprovalTyped
from retail.receipt import Row
from tests.ui.till import PIN, FakeTill

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
