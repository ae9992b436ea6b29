"""The page of devices: printer, scanner and camera are chosen, kept and tried, and say how they are."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from pos_client.bootstrap.scanner import ScannerReport
from pos_client.errors import Unavailable
from pos_client.ui.shown_code import shown_code
from pos_client.ui.sounds import sound_file
from tests.ui.conftest import Counter
from tests.ui.screens.seen import Code, Report, all_text
from tests.ui.till_data import PIN


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


def test_a_roll_that_is_near_its_end_is_told_while_the_printer_prints(counter: Counter, qtbot: QtBot) -> None:
    devices, bar = counter.till.devices, counter.window.top_bar.printer
    counter.window.show_section("devices")
    assert "就绪" in bar.text()
    devices.is_low = True
    counter.press(Qt.Key.Key_F9)
    qtbot.waitUntil(lambda: "纸快用完" in bar.text() and not counter.window.sections.devices._test.is_running)
    devices.is_low = False
    counter.window._on_clock()
    assert "就绪" in bar.text(), "another printer, or another roll"
    devices.is_low = True
    counter.window._on_clock()
    assert "纸快用完" in bar.text()
    devices.is_low = False
    counter.press(Qt.Key.Key_F10)
    qtbot.waitUntil(lambda: "就绪" in bar.text())
    assert devices.tests == ["printer", "drawer"]


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
