"""The settings page: found by typing, changed by Enter, wrong where it stands, tried by F9."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from pos_client.devices.scanned_code import ScannedCode
from pos_client.errors import Unavailable
from pos_client.settings import DECLARED
from pos_client.ui.screens.settings.line import SettingLine
from pos_client.ui.screens.settings.view import SettingsView
from tests.ui.conftest import Counter
from tests.ui.till_data import PIN

Key = Qt.Key


class Page:
    """The settings page, with a manager at the till."""

    def __init__(self, counter: Counter) -> None:
        self.counter = counter
        counter.till.staff.sign_in(counter.till.staff.check_pin("1009", PIN))
        counter.qtbot.keyClick(counter.window, Key.Key_9, Qt.KeyboardModifier.ControlModifier)
        view = counter.window.page("settings")
        assert isinstance(view, SettingsView)
        self.view = view

    def shown(self) -> list[str]:
        return [name for name, line in self.view.lines.items() if line.isVisibleTo(self.view)]

    def find(self, text: str) -> None:
        self.view.search.setFocus()
        self.view.search.clear()
        self.view.search.insert(text)  # as an input method does it

    def note(self, name: str) -> str:
        return self.line(name)._note.text()

    def line(self, name: str) -> SettingLine:
        return self.view.lines[name]


@pytest.fixture
def page(counter: Counter) -> Page:
    return Page(counter)


def test_typing_finds_settings_by_name_meaning_group_and_choice(page: Page) -> None:
    assert page.shown() == list(DECLARED)
    for text, name in (("小票纸宽", "paper_mm"), ("rtsp", "camera"), ("钱箱", "drawer_pin"), ("115", "text_percent")):
        page.find(text)
        assert name in page.shown(), text
        assert len(page.shown()) <= 2, text
    page.find("小票 语言")
    assert page.shown() == ["receipt_language"]
    page.find("nothing like that")
    assert page.shown() == []
    page.counter.press(Key.Key_Escape)
    assert page.shown() == list(DECLARED)


def test_a_setting_is_found_and_changed_by_keys_alone(page: Page, counter: Counter) -> None:
    counter.press("tcp:", Key.Key_Return)
    field = page.line("printer").text
    assert field is not None
    assert field.hasFocus()
    field.selectAll()
    counter.press("tcp:10.0.0.7:9100")
    assert counter.till.settings.current.printer == "tcp:192.168.1.50:9100", "nothing is kept while it is typed"
    assert "尚未保存" in page.note("printer")
    counter.press(Key.Key_Return)
    assert counter.till.settings.current.printer == "tcp:10.0.0.7:9100"
    assert page.note("printer") == "已保存。"
    counter.press(Key.Key_F9)
    counter.qtbot.waitUntil(lambda: page.note("printer") == "测试页已送出。")
    assert counter.till.devices.tests == ["printer"]


def test_what_is_wrong_is_said_at_the_field_and_escape_takes_the_old_value(page: Page, counter: Counter) -> None:
    line = page.line("reservation_timeout_ms")
    assert line.text is not None
    line.text.setFocus()
    line.text.selectAll()
    counter.press("50", Key.Key_Return)
    assert "100 到 10000" in page.note("reservation_timeout_ms")
    line.text.selectAll()
    counter.press("x")
    assert "尚未保存" in page.note("reservation_timeout_ms")
    counter.press(Key.Key_Up)
    assert not line.text.hasFocus()
    assert page.note("reservation_timeout_ms") == "请填整数。", "checked when it is left"
    assert counter.till.settings.current.reservation_timeout_ms == 1500
    line.text.setFocus()
    counter.press(Key.Key_Escape)
    assert line.text.text() == "1500"
    assert not line.keep_button.isVisibleTo(page.view)


def test_a_choice_waits_for_enter_and_one_that_needs_a_restart_says_so(page: Page, counter: Counter) -> None:
    line = page.line("text_percent")
    assert line.choice is not None
    line.choice.setFocus()
    counter.press(Key.Key_Down)
    assert counter.till.settings.current.text_percent == 100
    counter.press(Key.Key_Return)
    assert counter.till.settings.current.text_percent == 115
    assert "重新启动" in page.note("text_percent")
    assert counter.till.store.bodies("setting_changed") == [], "the size of the text is anybody's"


def test_a_cashier_is_asked_for_a_managers_word(page: Page, counter: Counter, qtbot: QtBot) -> None:
    counter.till.sign_in()
    line = page.line("print_after_sale")
    assert line.choice is not None
    line.choice.setFocus()
    counter.press(Key.Key_Down, Key.Key_Return)
    assert counter.window.approval.is_open
    assert counter.till.settings.current.print_after_sale
    counter.press(PIN, Key.Key_Return)
    qtbot.waitUntil(lambda: not counter.window.approval.is_open)
    assert not counter.till.settings.current.print_after_sale
    assert [entry["approved_by"] for entry in counter.till.store.bodies("setting_changed")] == ["1009"]


def test_a_test_that_fails_says_what_to_look_at_and_a_disk_that_fails_keeps_the_old_value(
    page: Page, counter: Counter, qtbot: QtBot
) -> None:
    counter.till.devices.failure = Unavailable("printer_unavailable", printer="tcp:x")
    page.line("drawer_pin").test_button.click()
    qtbot.waitUntil(lambda: "tcp:x 无响应" in page.note("drawer_pin"))
    assert "无响应" in counter.window.top_bar.printer.text()
    counter.till.settings.failure = Unavailable("settings_unwritable", path="/data")
    page.line("paper_mm").keep_asked.emit("paper_mm", "58")
    assert "/data" in page.view.banner.text()
    assert counter.till.settings.current.paper_mm == 80


def test_both_pages_show_what_the_other_changed(page: Page, counter: Counter) -> None:
    page.line("printer").keep_asked.emit("printer", "")
    assert counter.window.top_bar.printer.text() == "打印机 未设置"
    counter.window.show_section("devices")
    devices = counter.window.page("devices")
    assert devices.printer.target.text() == ""
    devices.printer.target.setEditText("file:/dev/usb/lp0")
    counter.press(Key.Key_F8)
    field = page.line("printer").text
    assert field is not None
    assert field.text() == "file:/dev/usb/lp0"


def test_a_serial_scanner_is_tried_by_a_scan_of_its_own(page: Page, counter: Counter, qtbot: QtBot) -> None:
    counter.till.settings.change("scanner", "usb:0c2e:0b61")
    page.line("scanner").test_button.click()
    qtbot.waitUntil(lambda: "请现在扫描" in page.note("scanner"))
    counter.window.on_code_scanned(ScannedCode(b"6901234567892", "", "wedge"))
    assert "另一" in page.note("scanner") or "其他" in page.note("scanner")
    counter.window.on_code_scanned(ScannedCode(b"6901234567892", "]E0", "serial"))
    assert "6901234567892 · ]E0" in page.note("scanner")
    # What comes after is nobody's test.
    counter.window.on_code_scanned(ScannedCode(b"6900000000001", "]E0", "serial"))
    assert "6901234567892" in page.note("scanner")


def test_a_scan_that_never_comes_is_told(page: Page, counter: Counter, qtbot: QtBot) -> None:
    counter.till.settings.change("scanner", "usb:0c2e:0b61")
    presenter = counter.window.sections.settings
    assert presenter is not None
    presenter._scan_timer.setInterval(1)
    page.line("scanner").test_button.click()
    qtbot.waitUntil(lambda: "20 秒" in page.note("scanner"))
