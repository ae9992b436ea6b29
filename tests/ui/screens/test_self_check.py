"""What is wrong with this till, and a file for whoever helps: by keys on the connection page."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from offline_cache import Enrolment
from pos_client.bootstrap.desk import open_till_store
from pos_client.bootstrap.self_check import ProcessCheck
from pos_client.errors import Unavailable
from pos_client.fault_texts import FAULTS
from pos_client.ui.language import Language
from pos_client.ui.main_window import MainWindow
from pos_client.ui.ports import Finding
from pos_client.ui.screens.connection.view import ConnectionView
from retail.signed import SigningKey
from tests.ui.till import FakeTill

Key = Qt.Key


@pytest.fixture
def till() -> FakeTill:
    made = FakeTill()
    made.sign_in()
    return made


@pytest.fixture
def page(till: FakeTill, qtbot: QtBot, language: Language) -> ConnectionView:
    window: MainWindow = till.window(language)
    qtbot.addWidget(window)
    window.show()
    window.activateWindow()
    window._on_signed_in()
    window.show_section("connection")
    view = window.page("connection")
    assert isinstance(view, ConnectionView)
    return view


def press(key: Key) -> None:
    widget = QApplication.focusWidget()
    assert widget is not None
    QTest.keyClick(widget, key)


def test_a_check_shows_what_it_found_in_the_language_of_the_moment(
    till: FakeTill, page: ConnectionView, qtbot: QtBot, language: Language
) -> None:
    till.line.checks.findings = [Finding("printer_paper_out"), Finding("clock_off", {"seconds": 412})]
    press(Key.Key_F9)
    qtbot.waitUntil(lambda: len(page.findings.texts()) == 2)
    assert page.findings.isVisible()
    assert "412" in page.findings.texts()[1]
    assert "时钟" in page.findings.texts()[1]
    language.use("en")
    assert FAULTS["printer_paper_out"].text.what in page.findings.texts()[0]
    till.line.checks.findings = []
    press(Key.Key_F9)
    qtbot.waitUntil(lambda: not page.findings.isVisible() and "well" in page.banner.text())


def test_a_bundle_goes_where_the_cashier_says(till: FakeTill, page: ConnectionView, qtbot: QtBot) -> None:
    press(Key.Key_F10)
    qtbot.waitUntil(page.entry.isVisible)
    press(Key.Key_Return)
    qtbot.waitUntil(lambda: bool(till.line.checks.bundles) and till.line.checks.bundles[0] in page.banner.text())
    assert till.line.exported == []
    till.line.checks.trouble = Unavailable("bundle_unwritable", path="/nowhere/b.zip")
    press(Key.Key_F10)
    qtbot.waitUntil(page.entry.isVisible)
    press(Key.Key_Return)
    qtbot.waitUntil(lambda: "/nowhere/b.zip" in page.banner.text())


def test_the_window_asks_this_very_program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Beside the till that sells: a process of its own, which reads."""
    monkeypatch.setenv("ONETILL_SECRETS", str(tmp_path / "secrets"))
    monkeypatch.setenv("ONETILL_KEY_STORE", "files")
    base = open_till_store(tmp_path / "till", program="pos-client")
    try:
        group = SigningKey.generate().verifying_key.raw
        base.store.enrol(Enrolment("S01", "店", "T02", "CNY", "ledger-1", "https://127.0.0.1:9"), group)
        base.keys.current()
        checks = ProcessCheck(base)
        found = {finding.code: finding for finding in checks.check()}
        assert {"ledger_unreachable", "never_synced"} <= set(found)
        assert "till_runs" not in found, "that is this till itself"
        assert set(found) <= set(FAULTS)
        path = tmp_path / checks.bundle_name()
        assert checks.write_bundle(str(path)) == str(path)
        with zipfile.ZipFile(path) as bundle:
            assert "doctor.json" in bundle.namelist()
        with pytest.raises(Unavailable, match="bundle_unwritable"):
            checks.write_bundle(str(tmp_path / "no" / "b.zip"))
    finally:
        base.close()
