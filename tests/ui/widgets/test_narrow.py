"""What gives way where there is little room: words before keys, and nobody is asked half a question."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from pos_client.ui.language import Language
from pos_client.ui.widgets.button_row import ButtonRow
from pos_client.ui.widgets.entry_bar import EntryBar
from pos_client.ui.widgets.key_button import KeyButton
from tests.ui.conftest import Counter


@pytest.mark.parametrize(("width", "shown"), [(600, True), (280, True), (140, False)])
def test_buttons_keep_their_words_as_long_as_these_fit_over_the_keys(
    qtbot: QtBot, themed: QApplication, width: int, shown: bool
) -> None:
    void, park = KeyButton("trash-2", "F7", "danger"), KeyButton("shopping-bag", "Shift+F7")
    void.set_words("Press again to void")
    park.set_words("Park the basket")
    row = ButtonRow((void, park), QLabel("Basket"))
    qtbot.addWidget(row)
    row.resize(width, 50)
    row.show()
    assert bool(void._shown_words()) is shown
    assert void.geometry().right() <= park.geometry().left()
    assert bool(void.toolTip()) is not shown


def test_a_long_question_stands_over_its_answer(qtbot: QtBot, themed: QApplication) -> None:
    bar = EntryBar()
    qtbot.addWidget(bar)
    bar.resize(520, 60)
    bar.ask("quantity", "1", "Quantity", "1")
    assert not bar._above.isVisible()
    bar.ask("note", "1", "Note to Tencel Denim Shirt-style Midi Dress (again: to the whole sale)", "")
    assert bar._above.isVisible()
    qtbot.waitUntil(lambda: bar.field.width() > 260)
    bar.resize(1800, 60)
    assert not bar._above.isVisible()


def test_a_price_is_seen_as_it_is_typed(counter: Counter, language: Language) -> None:
    language.use("en")
    counter.window.resize(1024, 768)
    counter.till.fill()
    counter.window.sections.checkout.refresh()
    counter.view.basket.price_button.click()
    field = counter.view.price.field
    assert field.fontMetrics().horizontalAdvance("123456.60") < field.width() - 20
