"""Suggestions beside the basket: what the card says, the key and the touch that add it, and when there is nothing."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from pos_client.ui.language import Language
from pos_client.ui.main_window import MainWindow
from pos_client.ui.screens.checkout.view import SUGGESTION_KEY, CheckoutView
from pos_client.ui.screens.profile.suggestions_panel import SuggestionsPanel
from pos_client.ui.screens.profile.view import ProfileView
from tests.ui.conftest import opened as at_counter
from tests.ui.suggesting import KNIT, SERUM, STUDS, TOTE, give_suggestions, show_buyer
from tests.ui.till import FakeTill


@pytest.fixture
def till() -> FakeTill:
    made = FakeTill()
    made.sign_in()
    give_suggestions(made)
    return made


@pytest.fixture
def opened(qtbot, till: FakeTill, language: Language, operations) -> tuple[MainWindow, CheckoutView]:
    counter = at_counter(till, language, operations, qtbot)
    return counter.window, counter.view


def rows(view: CheckoutView) -> list[str]:
    return [row.sku for row in view.suggestions.shown.rows]


def cards(view: CheckoutView) -> list[str]:
    return [card.row.sku for card in view.suggestions.cards if card.isVisible() and card.row is not None]


def show_member(till: FakeTill, window: MainWindow) -> None:
    show_buyer(till)
    window.sections.checkout.refresh()


def test_cards_say_what_and_why_and_what_it_costs(opened, till):
    window, view = opened
    assert not view.suggestions.isVisible()
    show_member(till, window)
    assert cards(view) == [STUDS.sku, SERUM.sku, TOTE.sku]
    studs, serum, _ = view.suggestions.shown.rows
    assert studs.reasons == ("10月30日买过 云柔羊毛混纺圆领针织衫", "还没买过首饰")
    assert serum.reasons[1:] == ("可用 满300减30，周日到期", "还没买过精华")
    assert "¥259.00" in view.suggestions.cards[0].accessibleName()
    assert "买过" in view.suggestions.cards[0].accessibleName()


def test_the_key_adds_the_first_and_the_next_one_moves_up(qtbot, opened, till):
    window, view = opened
    show_member(till, window)
    qtbot.keyClick(window, Qt.Key.Key_J, Qt.KeyboardModifier.ControlModifier)
    assert SUGGESTION_KEY == "Ctrl+J"
    lines = till.checkout.state.basket.lines
    assert [(line.product.sku, line.suggested) for line in lines] == [(STUDS.sku, "bought")]
    view_row = view.basket.selected_line()
    assert view_row is not None
    assert view_row.sku == STUDS.sku
    window.sections.checkout.refresh()
    assert STUDS.sku not in rows(view)
    assert till.checkout.state.suggested[0].sku == STUDS.sku


def test_a_touch_adds_any(qtbot, opened, till):
    window, view = opened
    show_member(till, window)
    card = view.suggestions.cards[2]
    assert card.height() >= 44
    qtbot.mouseClick(card, Qt.MouseButton.LeftButton)
    assert [line.product.sku for line in till.checkout.state.basket.lines] == [TOTE.sku]
    # A scan goes on working: the card does not keep the keyboard.
    assert not card.hasFocus()


def test_what_was_on_the_screen_stands_in_the_sale(qtbot, opened, till):
    window, view = opened
    till.checkout.add_product(KNIT.sku)
    show_member(till, window)
    shown = rows(view)
    qtbot.keyClick(window, Qt.Key.Key_J, Qt.KeyboardModifier.ControlModifier)
    window.sections.checkout.refresh()
    till.checkout.tender_cash(till.checkout.state.due_minor)
    till.checkout.complete()
    (sale,) = till.store.bodies("sale")
    assert [one["sku"] for one in sale["suggested"]][: len(shown)] == shown
    assert [line.get("suggested") for line in sale["lines"]] == [None, "with"]


def test_what_stands_behind_another_page_was_not_shown(opened, till):
    window, _ = opened
    window.show_section("devices")
    show_member(till, window)
    assert till.checkout.state.suggested == ()


def test_there_is_a_word_why_there_is_none(opened, till):
    window, view = opened
    (member,) = till.directory.members
    till.store.member_facts.rows.clear()
    till.suggesting.reference_changed()
    show_member(till, window)
    assert view.suggestions.isVisible()
    assert cards(view) == []
    assert view.suggestions.shown.nothing == "暂无推荐：还没有可参考的购买"
    till.reference.settings_document["group"] = {"version": 1, "programs": [], "suggestions": {"enabled": False}}
    till.checkout.reference_changed()
    till.suggesting.reference_changed()
    window.sections.checkout.refresh()
    assert not view.suggestions.isVisible()
    assert member.one_id == "M1"


def test_while_paying_nothing_is_suggested(opened, till):
    window, view = opened
    till.checkout.add_product(KNIT.sku)
    show_member(till, window)
    assert view.suggestions.isVisible()
    window.sections.checkout._on_pay()
    QApplication.processEvents()
    assert not view.suggestions.isVisible()


def test_another_language_words_them_anew(qtbot, opened, till, language):
    window, view = opened
    show_member(till, window)
    language.use("en")
    words = "bought on 30 Oct: Cloud wool-blend crew sweater"
    qtbot.waitUntil(lambda: view.suggestions.shown.rows[0].reasons[0] == words)
    assert view.suggestions.shown.rows[0].name == "Silver studs “Starlight”"


def test_the_profile_page_hosts_them_and_a_touch_takes_the_member_along(qtbot, opened, till):
    window, view = opened
    window.show_section("profile")
    page = window.page("profile")
    assert isinstance(page, ProfileView)
    page.member_picked.emit("M1")
    panel = next(panel for panel in page.panels if isinstance(panel, SuggestionsPanel))
    assert panel.isVisible()
    assert [row.sku for row in panel.list.shown.rows] == [STUDS.sku, SERUM.sku, TOTE.sku]
    qtbot.mouseClick(panel.list.cards[1], Qt.MouseButton.LeftButton)
    assert till.checkout.state.member.member.one_id == "M1"
    assert [(line.product.sku, line.suggested) for line in till.checkout.state.basket.lines] == [(SERUM.sku, "bought")]
    assert view.isVisible()


def test_suggestions_leave_their_place_to_a_list_that_is_chosen_from(qtbot, opened, till):
    window, view = opened
    window.resize(1366, 768)
    till.checkout.add_product(KNIT.sku)
    show_member(till, window)
    qtbot.keyClick(window, Qt.Key.Key_W, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(view.wanted.isVisible)
    assert not view.suggestions.isVisible()
    view.wanted.close_panel()
    assert view.suggestions.isVisible()
    assert cards(view)
