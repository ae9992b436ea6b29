"""The rail on the smallest screen, with every section that a manager sees."""

from __future__ import annotations

from itertools import pairwise

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from pos_client.ui.theme import apply_theme
from pos_client.ui.widgets.rail import LOWEST, ROOMY, Rail


def rail_of(qtbot: QtBot, sections: int, height: int) -> Rail:
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    apply_theme(application)
    rail = Rail()
    qtbot.addWidget(rail)
    for number in range(1, sections + 1):
        rail.add_section(f"section{number}", "receipt-text", f"Ctrl+{number}")
    rail.resize(rail.width(), height)
    rail.show()
    QApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest)
    return rail


@pytest.mark.parametrize("height", [768, 640])
def test_nine_sections_fit_and_none_is_smaller_than_a_finger(qtbot: QtBot, height: int) -> None:
    rail = rail_of(qtbot, 9, height)
    assert rail.height() == height, "nothing made it grow"
    buttons = [*rail.buttons.values(), rail.language_button, rail.sign_out_button]
    boxes = [button.geometry() for button in buttons]
    assert all(LOWEST <= box.height() < ROOMY for box in boxes)
    assert all(above.bottom() < below.top() for above, below in pairwise(boxes))
    assert rail.rect().contains(boxes[-1])
    assert all(button.compact for button in buttons)


def test_where_there_is_room_the_buttons_are_large(qtbot: QtBot) -> None:
    rail = rail_of(qtbot, 9, 768)
    rail.show_sections(frozenset(f"section{number}" for number in range(6, 10)))
    QApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest)
    shown = [button for button in rail.buttons.values() if button.isVisible()]
    assert {button.height() for button in shown} == {ROOMY}
    assert not any(button.compact for button in shown)
    rail.show_sections(frozenset())
    assert all(button.compact for button in rail.buttons.values())
    rail.resize(rail.width(), 1080)
    assert {button.height() for button in rail.buttons.values()} == {ROOMY}
    assert not any(button.compact for button in rail.buttons.values())
