"""The first start: by keys and scans alone, each device tried or skipped, and on where it was."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from offline_cache import LocalStore, SecretStore, open_store
from offline_cache.moving import write_move
from pos_client.application.settings_desk import FirstSettings
from pos_client.bootstrap.app import AppRunner
from pos_client.bootstrap.devices import CameraReport
from pos_client.bootstrap.first_run_file import FirstRunFile
from pos_client.devices.scanned_code import ScannedCode
from pos_client.errors import Refused, Unavailable
from pos_client.ui.language import Language
from pos_client.ui.operations import Operations
from pos_client.ui.screens.closed.view import ClosedView
from pos_client.ui.screens.first_run.presenter import FirstRunPorts, FirstRunPresenter, MoveIn
from pos_client.ui.screens.first_run.view import FirstRunView
from retail.moving import arrival_code, normalized
from tests.fakes import FakeClock
from tests.ui.till import FakeTill
from tests.unit.offline_cache.making import ENROLMENT, GROUP_KEY, sell

Key = Qt.Key
CODE = "K7QPW-3XN2M-9F3C2-A1B2C"


class Ledger:
    def __init__(self) -> None:
        self.asked: list[tuple[str, str]] = []
        self.knows = True

    def enrol(self, address: str, code: str, device: str) -> object:
        if not self.knows:
            raise Refused("enrolment_refused")
        self.asked.append((address, code))
        return "enrolled"


class First:
    """A first start over fakes, whose progress lies in a real file."""

    def __init__(self, folder: Path, language: Language, operations: Operations, qtbot: QtBot) -> None:
        self.folder, self.language, self.operations, self.qtbot = folder, language, operations, qtbot
        self.till = FakeTill()
        self.ledger = Ledger()
        self.open()

    def open(self) -> None:
        """As at a start of the program."""
        self.view = FirstRunView(device="counter 2")
        self.qtbot.addWidget(self.view)
        self.view.resize(1366, 768)
        progress = FirstRunFile(self.folder, is_enrolled=bool(self.ledger.asked))
        ports = FirstRunPorts(
            progress,
            self.ledger,
            self.till.devices,
            FirstSettings(self.till.settings),
            lambda: "静安寺旗舰店 · T02" if self.ledger.asked else "",
        )
        self.presenter = FirstRunPresenter(self.view, ports, self.operations, self.language)
        self.view.show()
        self.view.activateWindow()
        self.qtbot.waitUntil(self.view.isActiveWindow)
        self.view.focus_home()

    def press(self, *keys: Key) -> None:
        for key in keys:
            self.qtbot.keyClick(self.view.focusWidget() or self.view, key)

    def scan(self, text: str, source: str = "wedge") -> None:
        self.presenter.scan(ScannedCode(text.encode(), "", source))

    @property
    def step(self) -> str:
        assert self.view._state is not None
        return self.view._state.step

    def results(self) -> dict[str, str]:
        assert self.view._state is not None
        return dict(self.view._state.results)


@pytest.fixture
def first(tmp_path: Path, language: Language, operations: Operations, qtbot: QtBot) -> First:
    return First(tmp_path, language, operations, qtbot)


def test_keys_and_scans_lead_to_a_till(first: First) -> None:
    assert first.step == "language"
    first.press(Key.Key_3)
    assert (first.step, first.till.settings.current.language) == ("ledger", "en")
    first.press(Key.Key_PageDown)
    assert first.step == "ledger", "nobody goes round the ledger"
    first.scan("6901234567892")
    assert first.ledger.asked == []
    first.scan(f"https://ledger.example#{CODE}")
    first.qtbot.waitUntil(lambda: first.step == "scanner")
    assert first.ledger.asked == [("https://ledger.example", CODE)]
    first.scan("6901234567892")
    assert first.results()["scanner"] == "good"
    assert "6901234567892" in first.view.devices.scanner._last.text()
    first.press(Key.Key_PageDown)
    assert first.step == "printer"
    first.press(Key.Key_F9)
    first.qtbot.waitUntil(lambda: first.results().get("printer") == "good")
    first.press(Key.Key_PageDown)
    first.presenter.show_camera(CameraReport("running", 25.0))
    assert first.results()["camera"] == "good"
    assert first.till.devices.previews[-1], "its picture is wanted here"
    first.press(Key.Key_PageDown)
    assert first.step == "drawer"
    first.press(Key.Key_PageDown)
    assert (first.step, first.results()["drawer"]) == ("done", "skipped")
    assert first.till.devices.tests == ["printer"]
    with first.qtbot.waitSignal(first.presenter.finished):
        first.press(Key.Key_F12)
    assert list(first.folder.iterdir()) == []


def test_it_goes_on_where_it_was(first: First) -> None:
    first.press(Key.Key_1)
    first.ledger.knows = False
    first.scan(f"https://ledger.example {CODE}")
    first.qtbot.waitUntil(lambda: "注册码" in first.view.enrolment.banner.text())
    first.open()
    assert first.step == "ledger"
    first.ledger.knows = True
    first.scan(f"https://ledger.example {CODE}")
    first.qtbot.waitUntil(lambda: first.step == "scanner")
    first.press(Key.Key_PageDown)
    first.open()
    assert (first.step, first.results()["scanner"]) == ("printer", "skipped")
    first.press(Key.Key_PageUp)
    assert first.step == "scanner"
    first.scan("6901234567892", source="serial")
    assert first.results()["scanner"] == "good"
    # A file that somebody spoilt costs nothing but its memory.
    (first.folder / "first-run.json").write_text('{"step": [')
    first.open()
    assert first.step == "scanner"


def test_a_device_that_fails_is_told_and_can_be_skipped(first: First) -> None:
    first.press(Key.Key_1)
    first.scan(f"https://ledger.example {CODE}")
    first.qtbot.waitUntil(lambda: first.step == "scanner")
    first.press(Key.Key_PageDown)
    first.till.devices.failure = Unavailable("printer_paper_out", printer="usb:")
    first.press(Key.Key_F9)
    first.qtbot.waitUntil(lambda: "纸" in first.view.devices.banner.text())
    assert "printer" not in first.results()
    first.press(Key.Key_PageDown)
    assert (first.step, first.results()["printer"]) == ("camera", "skipped")


@pytest.fixture
def runner(themed: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot) -> Iterator[AppRunner]:
    monkeypatch.setenv("ONETILL_SECRETS", str(tmp_path / "secrets"))
    monkeypatch.setenv("ONETILL_KEY_STORE", "files")
    made = AppRunner(themed, tmp_path / "new", {})
    yield made
    made.close()
    if made._page is not None:
        made._page.close()


def test_a_till_from_another_computer_arrives_and_opens(runner: AppRunner, tmp_path: Path, qtbot: QtBot) -> None:
    """The program itself, with a real file of a real store; the ledger is away."""
    old = tmp_path / "old"
    store = open_store(old, SecretStore(old), writer=True, program="tests", clock=FakeClock())
    store.enrol(ENROLMENT, GROUP_KEY)
    store.secrets.till_key()
    sell(store)
    _close(store, "ab12")
    store.close()
    store = open_store(old, SecretStore(old), writer=True, program="tests", clock=FakeClock())
    write_move(store, tmp_path / "till.move", normalized(CODE), made_at="2026-11-11T10:00:00+08:00")
    store.close()

    runner.open()
    assert runner.first_start is not None
    runner.first_start.presenter.move_in_asked.emit(MoveIn(str(tmp_path / "till.move"), "WRONG"))
    qtbot.waitUntil(lambda: "无法打开" in _told(runner))
    runner.first_start.presenter.move_in_asked.emit(MoveIn(str(tmp_path / "till.move"), CODE))
    qtbot.waitUntil(lambda: _view(runner)._state is not None and _view(runner)._state.step == "scanner")  # type: ignore[union-attr]
    for _ in range(4):
        _view(runner).next_button.click()
    assert _view(runner)._arrival_code.text() == arrival_code("ab12")
    with qtbot.waitSignal(runner.opened):
        _view(runner).start_button.click()
    assert runner.app is not None
    app = runner.app
    qtbot.waitUntil(lambda: hasattr(app, "customer") and "checkout" in app.window.sections.built())
    assert app.desk.facts.till == "T02"
    assert [sale.sale_id for sale in app.base.store.sales.recent()] == ["sale-1"]

    # And on to the next computer: the window gives way to the page with the code, and that to a first start.
    _close(app.base.store, "cd34")
    app.window.till_closed.emit(str(tmp_path / "next.move"))
    qtbot.waitUntil(lambda: isinstance(runner._page, ClosedView) and bool(runner._page._code.text()))
    assert runner.app is None
    assert (tmp_path / "next.move").exists()
    closed = runner._page
    assert isinstance(closed, ClosedView)
    closed.wipe_button.click()
    closed.entry.field.setText(arrival_code("cd34"))
    qtbot.keyClick(closed.entry.field, Key.Key_Return)
    qtbot.waitUntil(lambda: isinstance(runner._page, FirstRunView))
    assert runner._base is not None
    assert not runner._base.is_enrolled


def _close(store: LocalStore, move_id: str) -> None:
    body = {"reason": "moved", "move_id": move_id, "staff_id": "C7", "approved_by": "M1"}
    with store.unit_of_work() as unit:
        unit.journal.append("till_closed", body)
        unit.commit()


def _view(runner: AppRunner) -> FirstRunView:
    assert runner.first_start is not None
    return runner.first_start.view


def _told(runner: AppRunner) -> str:
    return _view(runner).banner.text()
