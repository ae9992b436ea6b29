"""A till that is worked by keyboard and hand scanner alone: the real filter, the real window, the real use cases."""

from __future__ import annotations

import os
import pty
import threading
import tty
from dataclasses import replace

from PySide6.QtCore import QCoreApplication, Qt
from pytestqt.qtbot import QtBot

from pos_client.devices.device_thread import DeviceThread
from pos_client.devices.serial_scanner import SerialScannerWorker
from tests.desk import Key
from tests.ui.conftest import CounterDesk
from tests.ui.till_data import PRODUCTS, SETTINGS

SWEATER, SHOES, TOTE, STUDS, SERUM = (product.barcodes[0] for product in PRODUCTS[:5])


def test_five_goods_a_member_and_cash_need_no_mouse_and_few_keys(desk: CounterDesk, qtbot: QtBot) -> None:
    counter = desk.counter
    for barcode in (SWEATER, SHOES, TOTE, STUDS, SERUM):
        desk.scan(barcode)
    counter.till.show_code()  # the phone's code: read by the camera, which is no key
    counter.window.sections.checkout.refresh()
    assert len(counter.lines()) == 5
    payable = counter.till.checkout.state.payable_minor
    desk.press(Key.Key_F12, "2500", Key.Key_F12)
    assert counter.view.done.isVisible()
    assert desk.pressed <= 9
    (sale,) = counter.till.store.bodies("sale")
    assert sale["one_id"] == "M1"
    assert sale["tenders"][0]["tendered_minor"] == 250000
    assert counter.till.store.sales[0].payable_minor == payable
    desk.scan(TOTE)
    assert counter.lines() == {"LQX-7710": "1"}, "the next scan is the next customer's"


def test_a_scan_while_something_is_typed_leaves_the_text_alone(desk: CounterDesk) -> None:
    counter = desk.counter
    desk.scan(SWEATER)
    desk.press(Key.Key_F2, "1")
    assert counter.view.entry.field.hasFocus()
    desk.scan(SHOES)
    assert counter.view.entry.field.text() == "1"
    assert counter.lines() == {"LQX-2201-M": "1", "TPS-0417-39": "1"}
    desk.press("2", Key.Key_Return)
    assert counter.lines() == {"LQX-2201-M": "12", "TPS-0417-39": "1"}, "the answer is to the line that was asked about"


def test_a_scan_while_searching_leaves_the_search_alone(desk: CounterDesk) -> None:
    desk.press(Key.Key_F3, "fb")
    assert desk.counter.view.scan_bar.field.hasFocus()
    desk.scan(SHOES)
    assert desk.counter.view.scan_bar.text() == "fb"
    assert desk.counter.lines() == {"TPS-0417-39": "1"}


def test_before_any_payment_a_scan_while_paying_changes_neither_amount_nor_focus(desk: CounterDesk) -> None:
    counter = desk.counter
    desk.scan(SWEATER)
    desk.press(Key.Key_F12, "7")
    desk.scan(SHOES)
    assert counter.view.tender._typed == "7", "a scan types no digits into the amount"
    assert counter.till.checkout.state.tenders == (), "its Enter takes no payment"
    assert counter.view.tender.isVisible()
    assert counter.lines() == {"LQX-2201-M": "1", "TPS-0417-39": "1"}
    assert counter.view.tender.summary._remaining.text() == "¥1,068.00"


def test_after_a_part_was_paid_a_scan_is_refused_and_says_why(desk: CounterDesk) -> None:
    counter = desk.counter
    desk.scan(SWEATER)
    desk.press(Key.Key_F12, "100", Key.Key_Return)
    desk.scan(SHOES)
    assert counter.lines() == {"LQX-2201-M": "1"}
    assert "已经收过款" in counter.view.banner.text()
    assert [tender.amount_minor for tender in counter.till.checkout.state.tenders] == [10000]


def test_a_scan_into_the_cards_reference_is_no_reference(desk: CounterDesk) -> None:
    counter = desk.counter
    desk.scan(SWEATER)
    desk.press(Key.Key_F12, Key.Key_F8, "R7")
    desk.scan(SHOES)
    assert counter.view.tender.reference.text() == "R7"
    assert counter.till.checkout.state.tenders == ()


def test_a_quantity_is_typed_digit_by_digit(desk: CounterDesk) -> None:
    desk.scan(TOTE)
    desk.press(Key.Key_F2, "24", Key.Key_Return)
    assert desk.counter.lines() == {"LQX-7710": "24"}
    desk.press("+", "+", "-")
    assert desk.counter.lines() == {"LQX-7710": "25"}
    assert desk.counter.view.scan_bar.text() == ""


def test_a_code_that_nobody_knows_is_told_and_the_next_scan_takes_the_message_away(desk: CounterDesk) -> None:
    desk.scan("99999999")
    assert "99999999" in desk.counter.view.banner.text()
    desk.scan(TOTE)
    assert desk.counter.view.banner.text() == ""


def test_a_scan_on_another_page_goes_to_the_counter(desk: CounterDesk) -> None:
    desk.counter.window.show_section("receipts")
    desk.scan(TOTE)
    assert desk.counter.view.isVisible()
    assert desk.counter.lines() == {"LQX-7710": "1"}


def test_signed_out_a_scan_of_goods_is_refused_and_types_nothing(desk: CounterDesk) -> None:
    window = desk.counter.window
    window.rail.sign_out_button.click()
    desk.scan(TOTE)
    assert window.sign_in_view.number.text() == ""
    assert "尚未登录" in window.sign_in_view.banner.text()
    assert desk.counter.lines() == {}


def test_a_scan_while_the_window_stands_still_is_not_lost(desk: CounterDesk) -> None:
    """A serial scanner reads on while the window is busy, and types into no field."""
    near, far = pty.openpty()
    tty.setraw(far)
    read = threading.Semaphore(0)
    worker = SerialScannerWorker(os.ttyname(far))
    worker.code_scanned.connect(desk.counter.window.on_code_scanned)
    worker.code_scanned.connect(lambda code: read.release(), Qt.ConnectionType.DirectConnection)
    ready = threading.Event()
    worker.state_changed.connect(lambda state: ready.set(), Qt.ConnectionType.DirectConnection)
    thread = DeviceThread(worker, "scanner")
    thread.start()
    assert ready.wait(10)
    desk.scan(SWEATER)
    desk.press(Key.Key_F2, "1")
    os.write(near, f"{SHOES}\r\n{TOTE}\r\n]E0{STUDS}\r\n".encode())
    for _ in range(3):
        assert read.acquire(timeout=10)  # this thread is the window's: nothing has been shown yet
    assert desk.counter.lines() == {"LQX-2201-M": "1"}
    QCoreApplication.processEvents()
    assert desk.counter.view.entry.field.text() == "1"
    assert desk.counter.lines() == {"LQX-2201-M": "1", "TPS-0417-39": "1", "LQX-7710": "1", "LQX-9034": "1"}
    desk.press("2", Key.Key_Return)
    assert desk.counter.lines()["LQX-2201-M"] == "12"
    assert thread.stop()
    os.close(near)
    os.close(far)


def test_a_scales_label_and_goods_that_have_expired(desk: CounterDesk) -> None:
    till = desk.counter.till
    beans = replace(PRODUCTS[5], barcodes=("2100042000001",))
    till.catalogue.products = [*PRODUCTS[:5], beans]
    till.reference.settings_document = {**SETTINGS, "scanning": {"in_store_layouts": [{"pattern": "21IIIIIWWWWWC"}]}}
    till.scans.reference_changed()
    desk.scan(with_check_digit("210004200350"))
    assert till.checkout.state.basket.lines[0].quantity.to_contract() == "0.350"
    assert till.checkout.state.payable_minor == 4480
    # A GTIN with a lot and the day until which it may be sold: AI 01, 17 and 10.
    desk.scan(f"010{PRODUCTS[0].barcodes[0]}1726111010LOT7")
    assert "2026-11-10" in desk.counter.view.banner.text()
    assert len(desk.counter.lines()) == 1, "it expired yesterday"
    desk.scan(f"010{PRODUCTS[0].barcodes[0]}1726111210LOT7")
    assert desk.counter.lines()["LQX-2201-M"] == "1"


def with_check_digit(body: str) -> str:
    total = sum(int(digit) * (3 if place % 2 else 1) for place, digit in enumerate(body))
    return body + str(-total % 10)
