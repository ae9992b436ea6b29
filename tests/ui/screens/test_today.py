"""The page Today by its keys: whom to contact, why, and what is done about it."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from pos_client.ui.language import Language
from pos_client.ui.main_window import MainWindow
from pos_client.ui.screens.today.panel import TodayPanel
from pos_client.ui.screens.today.view import TodayView
from tests.ui.till import FakeTill
from tests.ui.today import MANAGER, open_today, settle, today_till

Key, Shift = Qt.Key, Qt.KeyboardModifier.ShiftModifier


class Page:
    """The page as somebody with a keyboard uses it."""

    def __init__(self, qtbot: QtBot, till: FakeTill, window: MainWindow, view: TodayView) -> None:
        self.qtbot, self.till, self.window, self.view = qtbot, till, window, view

    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        focus = QApplication.focusWidget()
        target: QWidget = self.window if focus is None else focus
        self.qtbot.keyClick(target, key, modifier)

    def answer(self, text: str) -> None:
        assert self.view.entry.isVisible()
        self.qtbot.keyClicks(self.view.entry.field, text)
        self.qtbot.keyClick(self.view.entry.field, Key.Key_Return)

    @property
    def names(self) -> list[str]:
        return [self.view.model.row_at(self.view.model.index(row)).name for row in range(self.view.model.rowCount())]

    def said(self) -> str:
        return self.view.banner.text()

    def kinds(self) -> list[str]:
        return [entry.kind for entry in self.till.store.entries if entry.kind != "signed_in"]


@pytest.fixture
def page(qtbot: QtBot, language: Language) -> Page:
    language.use("en")
    till = today_till()
    window, view = open_today(till, language)
    qtbot.addWidget(window)
    window.activateWindow()
    return Page(qtbot, till, window, view)


def test_the_list_is_walked_by_arrows_and_says_why_with_the_fact_behind_it(page: Page) -> None:
    assert page.names == ["林*曦", "陈*远", "欧**怡", "赵*"]
    assert page.view.list.hasFocus()
    page.press(Key.Key_Down)
    page.press(Key.Key_Down)
    detail = page.view.detail
    assert (detail._reason.text(), detail._fact.text()) == (
        "Bought 云柔羊毛混纺圆领针织衫 6 days ago",
        "Bought on 5 Nov 2026.",
    )
    assert (detail._name.text(), detail._phone.text()) == ("欧**怡", "136****9999")
    page.press(Key.Key_F4)
    assert len(page.names) == 7
    # Who has no guide becomes mine.
    for _ in range(3):
        page.press(Key.Key_Up)
    assert detail._guide.text() == "No guide yet; today with 周可"
    page.press(Key.Key_F7)
    settle(page.window._operations)
    assert detail._guide.text() == "Guide: 陈一鸣"
    assert page.kinds() == ["guide_assigned"]
    page.press(Key.Key_F4)
    assert len(page.names) == 5


def test_name_and_phone_are_shown_and_the_message_copied_once_it_is_on_record_and_the_profile_opens(page: Page) -> None:
    page.press(Key.Key_F6)
    detail = page.view.detail
    assert (detail._name.text(), detail._phone.text()) == ("林若曦", "13812346021")
    text = QGuiApplication.clipboard().text()
    assert text.startswith("Hello 林若曦, this is 陈一鸣 at 静安寺旗舰店. Your birthday is on 13 Nov 2026")
    (body,) = page.till.store.bodies("member_unmasked")
    assert (body["one_id"], body["reason"]) == ("M1", "message")
    page.press(Key.Key_Down)
    page.press(Key.Key_Up)
    assert detail._phone.text() == "138****6021", "masked again with the next one"
    # Enter opens the profile, where the reasons stand too.
    page.press(Key.Key_Return)
    assert page.window.page("profile").isVisible()
    panel = page.window.page("profile").findChild(TodayPanel)
    profile = page.window.sections.profile
    assert profile is not None
    assert panel is not None


def test_contacted_with_a_note_and_the_next_one_is_chosen(page: Page) -> None:
    page.press(Key.Key_F8)
    page.answer("comes on Saturday")
    assert page.names == ["陈*远", "欧**怡", "赵*"]
    (body,) = page.till.store.bodies("task_done")
    assert (body["one_id"], body["note"], body["how"]) == ("M1", "comes on Saturday", "message")
    assert page.view.list.hasFocus()
    assert "done: 1" in page.view._note.text()


def test_later_not_about_this_and_a_change_of_mind(page: Page) -> None:
    page.press(Key.Key_F9)
    assert page.view.entry.field.text() == "3"
    page.qtbot.keyClick(page.view.entry.field, Key.Key_Escape)
    assert page.kinds() == []
    page.press(Key.Key_F9)
    page.answer("2")
    page.press(Key.Key_F11)
    page.answer("")
    assert page.kinds() == ["task_snoozed", "task_not_wanted"]
    assert page.till.store.bodies("task_snoozed")[0]["until"] == "2026-11-13"
    page.press(Key.Key_F9)
    page.answer("soon")
    assert "number of days from 1 to 365" in page.said()
    assert page.names == ["欧**怡", "赵*"]


def test_who_wants_no_contact_is_gone_for_everybody(page: Page) -> None:
    page.press(Key.Key_F11, Shift)
    page.answer("no")
    assert page.kinds() == []
    page.press(Key.Key_F11, Shift)
    page.answer("yes")
    settle(page.window._operations)
    assert page.kinds() == ["consent_changed"]
    assert "林*曦" not in page.names
    assert "want no contact: 2" in page.view._note.text()


def test_at_night_the_counter_says_until_when_and_who_stands_here_is_told(qtbot: QtBot, language: Language) -> None:
    language.use("en")
    till = today_till()
    till.clock.advance(11.5 * 3600)
    window, view = open_today(till, language, MANAGER)
    qtbot.addWidget(window)
    page = Page(qtbot, till, window, view)
    assert "nobody is contacted before 09:30" in view._quiet.text()
    page.press(Key.Key_F8)
    assert "nobody is contacted before 09:30" in page.said()
    assert not view.entry.isVisible()
    page.press(Key.Key_F8, Shift)
    page.answer("")
    assert till.store.bodies("task_done")[0]["how"] == "in_store"


def test_empty_states_say_what_to_do(page: Page) -> None:
    contacts, settings = page.till.store.contacts, page.till.reference.settings_document
    operations = page.window._operations
    contacts.people_known = []
    for words in (
        "Nobody of yours to contact today",
        "No members have come yet",
        "The group has set no rules yet",
    ):
        page.press(Key.Key_F5)
        settle(operations)
        assert page.view._empty_title.text() == words
        if contacts.complete_as_of:
            contacts.complete_as_of = ""
        else:
            settings.pop("group", None)
    assert not page.view.done_button.isEnabled()


def test_the_profile_tells_how_much_of_the_week_s_limit_is_used(page: Page) -> None:
    def told() -> str:
        page.window.sections.show_profile("M1")
        panel = page.window.page("profile").findChild(TodayPanel)
        assert panel is not None
        return "" if panel.isHidden() else panel.words.text()

    assert told() == "Birthday in 2 days"
    page.window.show_section("today")
    page.press(Key.Key_F8)
    page.answer("")
    assert told() == "Contacted this week: 1 of at most 2."
    page.till.clock.advance(26 * 3600)
    book = page.till.store.contacts.book_of("M1")
    page.till.store.contacts.books_known["M1"] = book.with_contact(replace(book.contacts[0], store="S02"))
    assert told().startswith("Contacted this week: 2 of at most 2. No more")
    page.till.clock.advance(6 * 24 * 3600)
    assert told() == ""
