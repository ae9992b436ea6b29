"""The page of this machine: its disk, its backup, its reset; and the page of a machine whose till was closed."""

from __future__ import annotations

import os
import threading
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from pos_client.application.machine_news import BackupNews, UpdateNews
from pos_client.bootstrap import backups as own_backups
from pos_client.bootstrap.backups import Backups
from pos_client.errors import Refused, Unavailable
from pos_client.settings import Settings
from pos_client.ui.language import Language
from pos_client.ui.operations import Operations
from pos_client.ui.screens.closed.presenter import ClosedPresenter
from pos_client.ui.screens.closed.view import ClosedView
from pos_client.ui.screens.machine.view import MachineView
from tests.ui.closed_machines import ARRIVAL_CODE, MOVE_CODE, FakeClosed
from tests.ui.conftest import Counter
from tests.ui.till_data import PIN

Key = Qt.Key


def machine(counter: Counter) -> MachineView:
    counter.qtbot.keyClick(counter.window, Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    view = counter.window.page("machine")
    assert isinstance(view, MachineView)
    return view


def test_little_room_is_told_in_the_top_bar_and_none_stops_new_sales_only(counter: Counter) -> None:
    bar = counter.window.top_bar
    assert not bar.room.isVisible()
    counter.till.free_bytes = 312_000_000
    counter.window._on_clock()
    assert bar.room.isVisible()
    assert "312" in bar.room.text()
    counter.till.free_bytes = 9_000_000
    counter.window._on_clock()
    assert "不再开始新的销售" in bar.room.text()
    bar.room.clicked.emit()
    assert counter.window._section == "machine"
    assert "9" in machine(counter).disk.text()


def test_a_backup_goes_where_it_is_asked_for(counter: Counter) -> None:
    view = machine(counter)
    counter.press(Key.Key_F5)
    assert "onetill-S01-T02-" in view.entry.field.text()
    view.entry.field.setText("/media/stick/today.backup")
    counter.press(Key.Key_Return)
    counter.qtbot.waitUntil(lambda: "48.2 MB" in view.banner.text())
    assert counter.till.backups.written == ["/media/stick/today.backup"]
    counter.till.backups.failure = Unavailable("backup_unwritable", path="/media/stick/today.backup")
    counter.press(Key.Key_F5, Key.Key_Return)
    counter.qtbot.waitUntil(lambda: "备份无法写入" in view.banner.text())


def test_what_the_till_backs_up_by_itself_is_told_with_what_stands_in_its_way(counter: Counter) -> None:
    view = machine(counter)
    assert "7 份" in view.disk.text()
    counter.till.own_backups = replace(counter.till.own_backups, trouble="backup_no_room")
    counter.window._on_clock()
    assert "没有空间" in view.disk.text()
    assert "7 份" in view.disk.text()
    assert "onetill-old" not in view.disk.text()
    beside = counter.till.own_backups.folder.replace("onetill", "onetill-old")
    counter.till.own_backups = replace(counter.till.own_backups, folder=beside)
    counter.window._on_clock()
    assert "onetill-old" in view.disk.text(), "another folder, whose name begins alike"
    counter.till.own_backups = BackupNews(folder="/mnt/backups")
    counter.window._on_clock()
    assert "/mnt/backups" in view.disk.text()
    assert "还没有" in view.disk.text()
    counter.till.own_backups = BackupNews(folder="/mnt/backups", trouble="backup_folder_gone")
    counter.window._on_clock()
    assert "接上磁盘" in view.disk.text()
    assert "还没有" not in view.disk.text(), "nobody knows what is on a disk that is not there"


def test_the_page_opens_while_the_folder_of_backups_does_not_answer(
    counter: Counter, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "till-20261110T050000Z.backup").write_bytes(b"")
    opened, scan, asked = threading.Event(), os.scandir, []

    def waiting(path: Path) -> object:
        asked.append(threading.current_thread() is threading.main_thread())
        opened.wait()
        return scan(path)

    settings = replace(Settings(), backup_folder=str(tmp_path))
    backups = Backups(lambda: settings, tmp_path / "till", lambda path: None, counter.till.clock.now)
    counter.till.look_at_backups = backups.read
    monkeypatch.setattr(type(counter.till), "own_backups", property(lambda _: backups.news), raising=False)
    monkeypatch.setattr(own_backups, "ANSWER_SECONDS", 60.0)
    monkeypatch.setattr(os, "scandir", waiting)
    try:
        view = machine(counter)
        assert view.isVisible()
        assert "正在查看" in view.disk.text()
        counter.qtbot.waitUntil(lambda: bool(asked))
        counter.press(Key.Key_F5)
        assert view.entry.isVisible()
        counter.window._on_clock()
        assert "正在查看" in view.disk.text()
    finally:
        opened.set()
    counter.qtbot.waitUntil(lambda: "1 份" in view.disk.text())
    assert asked == [False]


def test_a_reset_is_refused_while_the_ledger_lacks_entries(counter: Counter) -> None:
    counter.till.waiting = 12
    view = machine(counter)
    counter.press(Key.Key_F9)
    assert "12" in view.banner.text()
    assert "导出" in view.banner.text()
    assert not view.entry.isVisible()


def test_a_reset_wants_the_tills_name_and_a_managers_pin(counter: Counter) -> None:
    view = machine(counter)
    counter.press(Key.Key_F9, "T01", Key.Key_Return)
    assert not counter.window.approval.is_open
    assert counter.till.store.bodies("till_closed") == []
    counter.press(Key.Key_F9, "t02", Key.Key_Return)
    assert counter.window.approval.is_open
    panel = counter.window.approval.panel
    panel.number.setText("1009")
    panel.pin.setText(PIN)
    with counter.qtbot.waitSignal(counter.window.till_closed):
        counter.qtbot.keyClick(panel.pin, Key.Key_Return)
    (body,) = counter.till.store.bodies("till_closed")
    assert (body["reason"], body["staff_id"], body["approved_by"]) == ("reset", "1001", "1009")
    del view


def shown(
    closed: FakeClosed, language: Language, operations: Operations, qtbot: QtBot
) -> tuple[ClosedView, ClosedPresenter]:
    view = ClosedView()
    qtbot.addWidget(view)
    view.show()
    return view, ClosedPresenter(view, closed, operations, language)


def test_a_machine_that_is_reset_goes_on_by_itself_when_the_line_is_back(
    language: Language, operations: Operations, qtbot: QtBot
) -> None:
    closed = FakeClosed(failure=Unavailable("ledger_unreachable"))
    view, presenter = shown(closed, language, operations, qtbot)
    qtbot.waitUntil(lambda: "无法连接总账" in view.banner.text())
    assert "3" in view._todo.text()
    assert view.export_button.isVisible()
    closed.failure, closed.left = None, 0
    with qtbot.waitSignal(presenter.wiped):
        view.wipe_button.click()


@pytest.mark.parametrize("code", ["WRONG", ARRIVAL_CODE])
def test_a_machine_that_was_left_is_wiped_by_the_code_of_the_arrival(
    language: Language, operations: Operations, qtbot: QtBot, code: str
) -> None:
    closed = FakeClosed("moved")
    view, presenter = shown(closed, language, operations, qtbot)
    wiped: list[bool] = []
    presenter.wiped.connect(lambda: wiped.append(True))
    view.wipe_button.click()
    view.entry.field.setText(code)
    qtbot.keyClick(view.entry.field, Key.Key_Return)
    qtbot.waitUntil(lambda: bool(wiped) or "不是" in view.banner.text())
    assert bool(wiped) == (code != "WRONG")
    assert closed.typed == [code]


def test_the_move_is_begun_where_the_file_can_be_written_only(counter: Counter) -> None:
    view = machine(counter)
    counter.till.backups.failure = Unavailable("move_unwritable", path="/media/stick/till.move")
    counter.press(Key.Key_F7)
    view.entry.field.setText("/media/stick/till.move")
    counter.press(Key.Key_Return)
    counter.qtbot.waitUntil(lambda: "U 盘" in view.banner.text())
    assert not counter.window.approval.is_open
    counter.till.backups.failure = None
    counter.till.waiting = 12  # what the ledger does not have goes along
    counter.press(Key.Key_F7)
    view.entry.field.setText("/media/stick/till.move")
    counter.press(Key.Key_Return)
    counter.qtbot.waitUntil(lambda: counter.window.approval.is_open)
    panel = counter.window.approval.panel
    panel.number.setText("1009")
    panel.pin.setText(PIN)
    with counter.qtbot.waitSignal(counter.window.till_closed) as told:
        counter.qtbot.keyClick(panel.pin, Key.Key_Return)
    assert told.args == ["/media/stick/till.move"]
    (body,) = counter.till.store.bodies("till_closed")
    assert body["reason"] == "moved"
    assert len(body["move_id"]) == 32


def test_the_code_of_a_move_is_shown_once_and_a_stick_that_fails_is_no_end(
    language: Language, operations: Operations, qtbot: QtBot
) -> None:
    closed = FakeClosed("moved", failure=Unavailable("move_unwritable", path="/media/stick/till.move"))
    view = ClosedView()
    qtbot.addWidget(view)
    view.show()
    presenter = ClosedPresenter(view, closed, operations, language, move_to="/media/stick/till.move")
    qtbot.waitUntil(lambda: "U 盘" in view.banner.text())
    assert not view._code_card.isVisible()
    closed.failure = None
    view.write_button.click()
    view.entry.field.setText("/media/other/till.move")
    qtbot.keyClick(view.entry.field, Key.Key_Return)
    qtbot.waitUntil(lambda: view._code.text() == MOVE_CODE)
    assert not view.write_button.isVisible()
    assert closed.typed == ["/media/other/till.move"]
    # At the next start nobody who happens to stand there is given the till's identity.
    later = ClosedView()
    qtbot.addWidget(later)
    later.show()
    again = ClosedPresenter(later, closed, operations, language)
    assert not later._code_card.isVisible()
    assert not later.write_button.isVisible()
    del presenter, again


def test_an_update_is_news_when_no_basket_is_open_and_says_how_it_is_installed(counter: Counter) -> None:
    view = machine(counter)
    counter.till.offered = UpdateNews("ready", "1.4.0", "/home/till/updates/onetill-till_1.4.0.deb", "", {"zh": "更快"})
    counter.press(Key.Key_F6)
    counter.qtbot.waitUntil(lambda: "onetill-till_1.4.0.deb" in view.update_card.text())
    assert "更快" in view.update_card.text()
    counter.till.offered = Refused("update_replayed")
    counter.press(Key.Key_F6)
    counter.qtbot.waitUntil(lambda: "更新清单" in view.banner.text())
    assert "1.4.0" in view.update_card.text()
    bar = counter.window.top_bar
    assert not bar.update_ready.isVisible()
    counter.till.update_told = "1.4.0"
    counter.window._on_clock()
    assert bar.update_ready.isVisible()
    assert "1.4.0" in bar.update_ready.text()
