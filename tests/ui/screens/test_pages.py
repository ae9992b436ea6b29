"""Receipts, connection, devices, enrolment, and the page of a store that cannot be opened."""

from __future__ import annotations

from dataclasses import dataclass, replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from pos_client.application.allowances import LimitState, OfflineReport
from pos_client.bootstrap.scanner import ScannerReport
from pos_client.errors import Refused, Unavailable
from pos_client.sync.status import Coming, SyncStatus
from pos_client.ui.language import Language
from pos_client.ui.operations import Operations
from pos_client.ui.screens.enrolment.presenter import EnrolmentPresenter
from pos_client.ui.screens.enrolment.view import EnrolmentView
from pos_client.ui.screens.store_error.view import StoreErrorView
from pos_client.ui.shown_code import shown_code
from pos_client.ui.sounds import sound_file
from tests.ui.conftest import Counter
from tests.ui.gallery import OFFLINE, ONLINE
from tests.ui.till import PIN


@dataclass(frozen=True)
class Report:
    condition: str
    frames_per_second: float


@dataclass(frozen=True)
class Code:
    data: bytes
    symbology: str = ""
    source: str = "wedge"


def all_text(view: QWidget) -> str:
    # What was put into a layout a moment ago is shown by the event loop.
    QApplication.processEvents()
    return " ".join(label.text() for label in view.findChildren(QLabel) if label.isVisibleTo(view))


# --- receipts


@pytest.fixture
def sold(counter: Counter) -> Counter:
    for pieces in (1, 2):
        for _ in range(pieces):
            counter.till.checkout.add_product("LQX-7710")
        counter.till.sell()
    counter.window.show_section("receipts")
    return counter


def test_receipts_are_listed_newest_first_and_printed_again_as_copies(sold: Counter, qtbot: QtBot) -> None:
    view = sold.window.page("receipts")
    assert [row.payable_minor for row in view.model.rows()] == [19350, 12900]
    sold.press(Qt.Key.Key_Down, Qt.Key.Key_F10)
    older = sold.till.store.sales[0].sale_id
    qtbot.waitUntil(lambda: sold.till.receipts.printed == [(older, False)])
    qtbot.waitUntil(lambda: "小票已打印" in view.banner.text())
    sold.press(Qt.Key.Key_F10)
    qtbot.waitUntil(lambda: sold.till.receipts.printed[1:] == [(older, True)])
    qtbot.waitUntil(lambda: "副本" in view.banner.text())


def test_receipts_that_were_not_printed_are_marked_and_printed_with_one_key(sold: Counter, qtbot: QtBot) -> None:
    view = sold.window.page("receipts")
    assert [row.is_missing for row in view.model.rows()] == [True, True]
    assert view.missing_button.words() == "打印未打印的 2 张"
    sold.press(Qt.Key.Key_F5)
    qtbot.waitUntil(lambda: not view.missing_button.isVisible())
    assert sold.till.receipts.printed == [(sale.sale_id, False) for sale in sold.till.store.sales]
    assert [row.prints for row in view.model.rows()] == [1, 1]


def test_a_gift_receipt_is_no_copy(sold: Counter, qtbot: QtBot) -> None:
    view = sold.window.page("receipts")
    qtbot.keyClick(sold.window.focusWidget(), Qt.Key.Key_F10, Qt.KeyboardModifier.ShiftModifier)
    qtbot.waitUntil(lambda: "礼品小票已打印" in view.banner.text())
    assert sold.till.receipts.gifts == [sold.till.store.sales[-1].sale_id]
    assert view.model.rows()[0].is_missing


def test_the_paper_beside_the_list_is_what_the_printer_would_print(counter: Counter, qtbot: QtBot) -> None:
    counter.till.draw_receipts()
    for sku in ("LQX-7710", "LQX-9034"):
        counter.till.checkout.add_product(sku)
        counter.till.sell()
    counter.window.show_section("receipts")
    preview = counter.window.page("receipts").preview
    qtbot.waitUntil(preview.has_picture)
    wide = preview.picture()
    assert wide.width() == 576 + 48
    counter.press(Qt.Key.Key_F6)
    qtbot.waitUntil(lambda: preview.picture().width() == 384 + 48)
    counter.press(Qt.Key.Key_F6, Qt.Key.Key_Down)
    qtbot.waitUntil(lambda: preview.picture().size() == wide.size() and preview.picture() != wide)
    counter.press(Qt.Key.Key_F4)
    qtbot.waitUntil(lambda: preview.picture().height() < wide.height())


def test_a_printer_that_does_not_answer_is_told_in_words_and_in_the_top_bar(sold: Counter, qtbot: QtBot) -> None:
    sold.till.receipts.failure = Unavailable("printer_unavailable", printer="tcp:x")
    sold.press(Qt.Key.Key_F10)
    view = sold.window.page("receipts")
    qtbot.waitUntil(lambda: "tcp:x 无响应" in view.banner.text())
    assert "无响应" in sold.window.top_bar.printer.text()


def test_a_receipt_is_saved_where_it_was_said(sold: Counter, qtbot: QtBot) -> None:
    sold.press(Qt.Key.Key_F11)
    view = sold.window.page("receipts")
    assert sold.till.store.sales[-1].receipt_number in view.entry.field.text()
    view.entry.field.setText("/tmp/a.pdf")
    sold.press(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: sold.till.receipts.saved == [(sold.till.store.sales[-1].sale_id, "/tmp/a.pdf")])


# --- connection


def test_the_top_bar_always_says_how_the_line_is(counter: Counter) -> None:
    counter.window.show_sync(OFFLINE)
    for section in ("checkout", "receipts", "connection", "devices"):
        counter.window.show_section(section)
        assert counter.window.top_bar.sync.isVisible()
        assert counter.window.top_bar.sync.text() == "未连接 12 条待上传 · 最早 2 小时前"
    counter.window.show_sync(ONLINE)
    assert counter.window.top_bar.sync.text() == "已连接 已全部上传"
    counter.window.show_sync(replace(ONLINE, suspended=True, waiting=3))
    assert "已被总账暂停" in counter.window.top_bar.sync.text()


def test_a_long_outage_says_since_when_and_which_limit_is_nearly_used_up(counter: Counter) -> None:
    bar = counter.window.top_bar.sync
    counter.window.show_sync(replace(OFFLINE, last_contact_at="2026-11-09T07:11:00+08:00"))
    assert "2026年11月9日 07:11" in bar.text()
    assert bar.property("tone") == "bad"
    assert "12 条待上传" in bar.text()
    limits = (LimitState("", 150, 200), LimitState("OFF50", 9, 10))
    empty = OfflineReport(0, 0, (0, 0), {}, limits, 0, None, None)
    counter.till.checkout.allowances.report = lambda *_: empty  # type: ignore[method-assign]
    counter.window.show_sync(OFFLINE)
    assert bar.text().startswith("未连接")
    assert "9/10" in bar.text()
    counter.window.show_sync(ONLINE)
    assert bar.text() == "已连接 已全部上传"


def test_the_connection_page_tells_the_whole_story(counter: Counter) -> None:
    counter.window.show_section("connection")
    counter.window.show_sync(OFFLINE)
    text = all_text(counter.window.page("connection"))
    for words in (
        "未连接",
        "可照常收银",
        "2026年11月11日 07:12",
        "无法连接总账",
        "42 秒内",
        "12",
        "尚未收到",
        "12 小时前",
    ):
        assert words in text, words
    counter.window.show_sync(replace(ONLINE, pulling=(Coming("products", 1200, 5000), Coming("members", 7))))
    assert "商品 1,200 / 5,000 · 会员 7" in all_text(counter.window.page("connection"))
    counter.window.show_section("checkout")
    assert "商品 1,200 / 5,000" in all_text(counter.window)


def test_a_ledger_that_answers_and_says_no_is_told_with_what_to_do(counter: Counter) -> None:
    refused = replace(ONLINE, last_error="store_bad_page", last_error_params={"feed": "members", "key": "M1"})
    counter.window.show_section("connection")
    counter.window.show_sync(refused)
    text = all_text(counter.window.page("connection"))
    for words in ("已连接，但有问题需要处理", "members", "M1"):
        assert words in text, words
    assert "有问题" in counter.window.top_bar.sync.text()
    counter.window.show_sync(replace(ONLINE, last_error="till_revoked"))
    assert "撤销" in all_text(counter.window.page("connection"))
    counter.window.show_sync(ONLINE)
    assert "有问题" not in all_text(counter.window.page("connection"))


def test_sync_now_asks_at_once(counter: Counter) -> None:
    counter.window.show_section("connection")
    counter.press(Qt.Key.Key_F5)
    assert counter.till.line.asked == 1
    assert "已请求立即同步" in counter.window.page("connection").banner.text()


def test_a_status_that_was_never_heard_of_is_not_called_connected(counter: Counter) -> None:
    counter.window.show_sync(SyncStatus())
    assert "未连接" in counter.window.top_bar.sync.text()


# --- devices


def test_the_devices_page_shows_the_camera_and_masks_what_it_read(counter: Counter) -> None:
    window = counter.window
    window.show_camera(Report("running", 28.6))
    window.show_section("devices")
    assert counter.till.devices.previews[-1] is True
    window.show_frame(QImage(64, 48, QImage.Format.Format_RGB32))
    assert window.page("devices").preview.has_frame()
    window.on_code_scanned(Code(b"134567890123456789", "QRCode"))
    text = all_text(window.page("devices"))
    assert "每秒 29 帧" in text
    assert "13…89" in text
    assert "134567890123456789" not in text
    assert counter.lines() == {}, "a code shown to try the camera sells nothing"
    window.show_section("checkout")
    assert counter.till.devices.previews[-1] is False


def test_devices_are_looked_up_only_while_somebody_looks(counter: Counter, monkeypatch: pytest.MonkeyPatch) -> None:
    looked: list[str] = []
    monkeypatch.setattr(counter.till.devices, "known_scanners", lambda: looked.append("scanners") or ())
    counter.window.show_section("devices")
    counter.window.show_section("checkout")
    looked.clear()
    counter.window.on_code_scanned(Code(b"134567890123456789", "QRCode"))
    assert looked == [], "each scan of the day would go through the machine's ports"
    counter.window.show_section("devices")
    assert looked
    assert "13…89" in all_text(counter.window.page("devices"))


@pytest.mark.parametrize(
    ("data", "shown"),
    [
        (b"6901234567892", "6901234567892"),
        (b"UM1:ABCDEF", "UM1:…"),
        (b"1345678901234567", "13…67"),
        (b"x" * 60, "x" * 47 + "…"),
    ],
)
def test_shown_code(data: bytes, shown: str) -> None:
    assert shown_code(data) == shown


def by_the_manager(counter: Counter) -> None:
    counter.till.staff.sign_in(counter.till.staff.check_pin("1009", PIN))


def test_a_printer_is_kept_and_tried(counter: Counter, qtbot: QtBot) -> None:
    by_the_manager(counter)
    counter.window.show_section("devices")
    view = counter.window.page("devices")
    view.printer.target.setEditText("nonsense")
    counter.press(Qt.Key.Key_F8)
    assert "tcp:主机:端口" in view.banner.text()
    assert counter.till.settings.current.printer == "tcp:192.168.1.50:9100"
    view.printer.target.setEditText("file:/dev/usb/lp0")
    counter.press(Qt.Key.Key_F8, Qt.Key.Key_F9)
    qtbot.waitUntil(lambda: "测试页已送出" in view.banner.text())
    assert (counter.till.settings.current.printer, counter.till.devices.tests) == ("file:/dev/usb/lp0", ["printer"])
    view.printer.target.setEditText("")
    counter.press(Qt.Key.Key_F8)
    assert not view.printer.test_button.isEnabled()
    assert counter.window.top_bar.printer.text() == "打印机 未设置"


def test_a_test_print_that_fails_speaks_of_no_sale(counter: Counter, qtbot: QtBot) -> None:
    counter.till.devices.failure = Unavailable("printer_unavailable", printer="tcp:x")
    counter.window.show_section("devices")
    counter.press(Qt.Key.Key_F9)
    view = counter.window.page("devices")
    qtbot.waitUntil(lambda: "tcp:x 无响应" in view.banner.text())
    assert "交易" not in view.banner.text()
    assert "无响应" in counter.window.top_bar.printer.text()


@pytest.mark.parametrize(
    ("code", "words", "bar"),
    [
        ("printer_paper_out", "缺纸", "缺纸"),
        ("printer_cover_open", "机盖打开", "机盖打开"),
        ("printer_offline", "脱机", "脱机"),
    ],
)
def test_what_a_printer_says_itself_is_told_in_words(
    counter: Counter, qtbot: QtBot, code: str, words: str, bar: str
) -> None:
    counter.till.devices.failure = Unavailable(code, printer="usb:")
    counter.window.show_section("devices")
    counter.press(Qt.Key.Key_F9)
    view = counter.window.page("devices")
    qtbot.waitUntil(lambda: words in view.banner.text())
    assert bar in counter.window.top_bar.printer.text()
    counter.till.devices.failure = None
    counter.press(Qt.Key.Key_F10)
    qtbot.waitUntil(lambda: "就绪" in counter.window.top_bar.printer.text())
    assert counter.till.devices.tests == ["drawer"]


def test_paper_and_drawer_are_kept_with_the_printer(counter: Counter) -> None:
    by_the_manager(counter)
    counter.window.show_section("devices")
    view = counter.window.page("devices")
    view.printer.target.setCurrentText("usb:/dev/usb/lp0")
    view.printer.paper.show_value(58)
    view.printer.drawer.show_value(0)
    counter.press(Qt.Key.Key_F8)
    kept = counter.till.settings.current
    assert (kept.printer, kept.paper_mm, kept.drawer_pin) == ("usb:/dev/usb/lp0", 58, 0)
    assert not view.printer.drawer_button.isEnabled()


def test_a_serial_scanner_is_chosen_and_its_state_is_told(counter: Counter) -> None:
    by_the_manager(counter)
    window = counter.window
    window.show_section("devices")
    view = window.page("devices")
    assert "未设置串口扫码枪" in all_text(view)
    view.scanner.port.setCurrentText("usb:0c2e:0b61")
    view.scanner.baud.show_value(115200)
    view.scanner.end.show_value("pause")
    counter.press(Qt.Key.Key_F11)
    kept = counter.till.settings.current
    assert (kept.scanner, kept.scanner_baud, kept.scanner_end) == ("usb:0c2e:0b61", 115200, "pause")
    window.show_scanner(ScannerReport("away"))
    assert "正在查找" in all_text(view)
    window.show_scanner(ScannerReport("ready", "/dev/ttyACM0"))
    assert "/dev/ttyACM0 就绪" in all_text(view)


def test_a_scan_sounds_as_it_went_and_is_silent_when_nobody_wants_it(counter: Counter) -> None:
    heard: list[str] = []
    counter.window.sections.sounds.play = heard.append
    counter.window.on_code_scanned(Code(b"6931112223334"))
    counter.window.on_code_scanned(Code(b"99999999"))
    assert heard == ["read", "refused"]
    assert all(sound_file(sound).stat().st_size > 1000 for sound in ("read", "refused"))
    counter.window.show_section("devices")
    counter.press(Qt.Key.Key_F7)
    counter.window.show_section("checkout")
    counter.window.on_code_scanned(Code(b"6931112223334"))
    assert heard == ["read", "refused"]


def test_a_printer_that_was_taken_away_is_not_to_be_tested(counter: Counter) -> None:
    by_the_manager(counter)
    counter.window.show_section("devices")
    view = counter.window.page("devices")
    view.printer.target.clearEditText()
    counter.press(Qt.Key.Key_F8)
    assert view.banner.text() == "已停用打印机，小票仍可存为 PDF。"


def test_a_long_address_of_a_camera_leaves_its_buttons_whole(counter: Counter, qtbot: QtBot) -> None:
    counter.till.settings.change("camera", "http://192.168.100.200:45907/" + "x" * 60 + "/camera.mjpg")
    counter.window._language.use("en")
    counter.window.resize(1024, 768)
    counter.window.show_section("devices")
    qtbot.wait(1)
    view = counter.window.page("devices")
    for button in (view.use_camera_button, view.camera_off_button):
        assert button.width() >= button.minimumSizeHint().width()
    assert view.camera.currentText().endswith("camera.mjpg")


def test_a_camera_is_chosen_and_switched_off(counter: Counter) -> None:
    by_the_manager(counter)
    counter.window.show_section("devices")
    view = counter.window.page("devices")
    view.camera.setEditText("rtsp://camera.example/1")
    counter.press(Qt.Key.Key_F5)
    assert counter.till.settings.current.camera == "rtsp://camera.example/1"
    assert "正在打开摄像头" in all_text(view)
    counter.press(Qt.Key.Key_F6)
    assert counter.till.settings.current.camera == ""


def test_a_cashier_changes_a_device_with_a_managers_word(counter: Counter, qtbot: QtBot) -> None:
    counter.window.show_section("devices")
    view = counter.window.page("devices")
    view.printer.target.setEditText("file:/dev/usb/lp0")
    counter.press(Qt.Key.Key_F8)
    assert counter.window.approval.is_open
    assert "小票打印机" in all_text(counter.window.approval.panel)
    counter.press(PIN, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: not counter.window.approval.is_open)
    assert counter.till.settings.current.printer == "file:/dev/usb/lp0"
    (entry,) = counter.till.store.bodies("setting_changed")
    assert (entry["staff_id"], entry["approved_by"], entry["after"]) == ("1001", "1009", "file:/dev/usb/lp0")
    assert counter.till.store.bodies("approval_given")


# --- enrolment and the page of a store that cannot be opened


class FakeEnrolment:
    def __init__(self) -> None:
        self.asked: list[tuple[str, str, str]] = []
        self.failure: Exception | None = Refused("enrolment_refused")

    def enrol(self, address: str, code: str, device: str) -> object:
        self.asked.append((address, code, device))
        if self.failure is not None:
            raise self.failure
        return "enrolled"


def test_enrolment_tells_a_refusal_and_hands_on_success(
    language: Language, operations: Operations, qtbot: QtBot
) -> None:
    view = EnrolmentView(device="counter 2")
    qtbot.addWidget(view)
    enrolment = FakeEnrolment()
    presenter = EnrolmentPresenter(view, enrolment, operations, language)
    view.show()
    view.button.click()
    assert "都需要填写" in view.banner.text()
    assert enrolment.asked == []
    view.address.setText(" https://ledger.example ")
    view.code.setText("K7QPW-3XN2M-9F3C2-A1B2C")
    view.button.click()
    qtbot.waitUntil(lambda: "总账不接受这个注册码" in view.banner.text())
    enrolment.failure = None
    with qtbot.waitSignal(presenter.enrolled) as told:
        view.button.click()
    assert told.args == ["enrolled"]
    assert enrolment.asked[-1] == ("https://ledger.example", "K7QPW-3XN2M-9F3C2-A1B2C", "counter 2")


def test_enrolment_without_a_line_does_not_say_that_sales_go_on(
    language: Language, operations: Operations, qtbot: QtBot
) -> None:
    view = EnrolmentView()
    qtbot.addWidget(view)
    enrolment = FakeEnrolment()
    enrolment.failure = Unavailable("ledger_unreachable")
    presenter = EnrolmentPresenter(view, enrolment, operations, language)
    view.show()
    view.address.setText("https://ledger.example")
    view.code.setText("K7QPW-3XN2M-9F3C2-A1B2C")
    view.button.click()
    qtbot.waitUntil(lambda: "无法连接总账" in view.banner.text())
    assert "收银台尚未注册" in view.banner.text()
    assert "继续收银" not in view.banner.text()
    del presenter


@pytest.mark.parametrize(
    "code", ["store_damaged", "store_wrong_key", "store_disk_full", "store_read_only", "store_writer_present"]
)
def test_a_store_that_cannot_be_opened_says_what_is_safe_and_what_to_do(
    code: str, language: Language, qtbot: QtBot
) -> None:
    error = Unavailable(code, path="/data/till.db", program="pos-client", pid=42)
    view = StoreErrorView(error, language)
    qtbot.addWidget(view)
    view.show()
    view.activateWindow()
    qtbot.waitUntil(view.isActiveWindow)
    for part in ("safe", "todo"):
        assert view._texts[part].text()
    assert code in all_text(view)
    with qtbot.waitSignal(view.retry_asked):
        qtbot.keyClick(view.focusWidget(), Qt.Key.Key_F5)
