"""Pages side by side with something else: what happens in one of them arranges nothing outside."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLabel, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from pos_client.ui.widgets.pages import Pages


class Counting(QObject):
    """How often a widget is told that something in it wants another size."""

    def __init__(self, watched: QWidget) -> None:
        super().__init__(watched)
        self.told = 0
        watched.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        self.told += event.type() == QEvent.Type.LayoutRequest
        return super().eventFilter(watched, event)


def settle() -> None:
    """What was put off to the next turns of the loop is done."""
    for _ in range(3):
        QApplication.processEvents()


def page_of(words: str) -> tuple[QWidget, QLabel]:
    page, label = QWidget(), QLabel(words)
    QVBoxLayout(page).addWidget(label)
    return page, label


@pytest.fixture
def outside(qtbot: QtBot) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    row = QHBoxLayout(made)
    row.addWidget(QLabel("beside"))
    return made


def shown_in(outside: QWidget, pages: Pages, qtbot: QtBot) -> None:
    layout = outside.layout()
    assert layout is not None
    layout.addWidget(pages)
    outside.resize(600, 300)
    outside.show()
    qtbot.waitExposed(outside)
    settle()


def test_the_page_in_sight_has_all_the_room_and_the_others_get_it_when_they_are_shown(
    outside: QWidget, qtbot: QtBot
) -> None:
    pages = Pages()
    first, second = page_of("one")[0], page_of("two")[0]
    assert (pages.add(first), pages.add(second), pages.add(first)) == (True, True, False)
    shown_in(outside, pages, qtbot)
    outside.resize(800, 300)
    assert (first.isVisible(), second.isVisible()) == (True, False)
    assert first.size() == pages.size()
    pages.show_page(second)
    assert (first.isVisible(), second.isVisible()) == (False, True)
    assert second.size() == pages.size()


def test_another_word_is_told_outside_only_when_more_room_is_needed(outside: QWidget, qtbot: QtBot) -> None:
    pages = Pages()
    page, label = page_of("many words that stand in a row")
    other, wide = page_of("x")
    pages.add(page)
    pages.add(other)
    shown_in(outside, pages, qtbot)
    counting, least = Counting(outside), pages.minimumSizeHint()
    for words in ("few words", "one", "many words that stand in a row"):
        label.setText(words)
    settle()
    assert counting.told == 0
    pages.show_page(other)
    wide.setMinimumWidth(400)
    qtbot.waitUntil(lambda: counting.told > 0)
    assert pages.minimumSizeHint().width() >= 400 > least.width()


def test_pages_that_take_what_is_left_widen_nothing(outside: QWidget, qtbot: QtBot) -> None:
    pages = Pages(asks_for_room=False)
    page, label = page_of("one")
    pages.add(page)
    shown_in(outside, pages, qtbot)
    counting = Counting(outside)
    label.setMinimumWidth(5_000)
    settle()
    assert counting.told == 0
    assert outside.minimumSizeHint().width() < 600


def test_the_keyboard_does_not_stay_on_a_page_that_is_left(outside: QWidget, qtbot: QtBot) -> None:
    pages = Pages()
    page, field = QWidget(), QLineEdit()
    QVBoxLayout(page).addWidget(field)
    second = page_of("two")[0]
    pages.add(page)
    pages.add(second)
    shown_in(outside, pages, qtbot)
    field.setFocus()
    pages.show_page(second)
    assert outside.focusWidget() is not field
