"""Pages out of sight: not drawn at each sale and each word of the ledger, and right when they are looked at."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QStackedWidget
from pytestqt.qtbot import QtBot

from pos_client.sync.status import SyncStatus
from pos_client.ui.when_seen import WhenSeen
from tests.ui.conftest import Counter

Key = Qt.Key


def test_a_page_out_of_sight_is_drawn_once_when_it_comes_into_sight(qtbot: QtBot) -> None:
    pages, page = QStackedWidget(), QLabel()
    qtbot.addWidget(pages)
    drawn: list[str] = []
    when_seen = WhenSeen(page, lambda: drawn.append(page.text()))
    pages.addWidget(QLabel("another"))
    pages.addWidget(page)
    pages.show()
    for text in ("one", "two"):
        page.setText(text)
        when_seen.changed()
    assert drawn == []
    pages.setCurrentWidget(page)
    assert drawn == ["two"]
    when_seen.changed()
    assert drawn == ["two", "two"]
    pages.setCurrentIndex(0)
    pages.setCurrentWidget(page)
    assert len(drawn) == 2, "nothing had changed"


@pytest.mark.parametrize("name", ["connection", "shift", "receipts", "payments"])
def test_sales_and_syncs_draw_no_page_behind_the_counter(
    counter: Counter, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    window = counter.window
    window.show_section(name)
    window.show_section("checkout")
    page = window.page(name)
    drawn: list[object] = []
    monkeypatch.setattr(page, "show_state", drawn.append)
    counter.press("fbt", Key.Key_Return, Key.Key_F12, Key.Key_Return)
    assert counter.view.done.isVisible()
    window.show_sync(SyncStatus(connected=True, waiting=3))
    window.sections.refresh_ages()
    assert drawn == []
    window.show_section(name)
    assert drawn
