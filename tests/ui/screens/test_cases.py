"""The managers' page of cases, worked by keys."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import cast

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from central_ledger.domain.cases import DECISIONS as LAWFUL
from central_ledger.domain.cases import KINDS
from pos_client.errors import Refused
from pos_client.sync.status import SyncStatus
from pos_client.ui.language import Language
from pos_client.ui.main_window import MainWindow
from pos_client.ui.operations import Operations
from pos_client.ui.screens.cases import words
from pos_client.ui.screens.cases.sheet import DECISIONS_MAX
from pos_client.ui.screens.cases.view import CasesView
from pos_client.ui.widgets.base import unbroken
from tests.fake_cases import SHARED_PHONE, no_connection
from tests.ui.till import FakeTill
from tests.ui.till_data import PIN


class CasePage:
    """The page in a real window at which a manager is signed in."""

    def __init__(self, window: MainWindow, till: FakeTill, qtbot: QtBot) -> None:
        self.window, self.till, self.qtbot = window, till, qtbot
        self.view = cast(CasesView, window.page("cases"))

    def key(self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        self.qtbot.keyClick(self.window.focusWidget() or self.window, key, modifier)

    def type(self, text: str) -> None:
        self.qtbot.keyClicks(self.window.focusWidget(), text)

    def sees(self, text: str) -> None:
        self.qtbot.waitUntil(lambda: text in shown(self.view))

    def unlock(self) -> None:
        self.type(PIN)
        self.key(Qt.Key.Key_Return)
        self.qtbot.waitUntil(lambda: len(self.view.model.rows()) > 0 and self.view.refresh_button.isEnabled())

    def asked(self, what: str) -> list[tuple[object, ...]]:
        return [one for one in self.till.cases.asked if one[0] == what]


def shown(widget: QWidget) -> str:
    """Every text in sight."""
    return unbroken("\n".join(label.text() for label in widget.findChildren(QLabel) if label.isVisible()))


@pytest.fixture
def page(till: FakeTill, language: Language, operations: Operations, qtbot: QtBot) -> CasePage:
    till.staff.sign_in(till.staff.check_pin("1009", PIN))
    window = till.window(language, operations)
    qtbot.addWidget(window)
    window.resize(1366, 768)
    window._on_signed_in()
    window.show_sync(SyncStatus(connected=True))
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    window.show_section("cases")
    return CasePage(window, till, qtbot)


def test_the_pin_is_asked_for_once_and_kept_nowhere(page: CasePage) -> None:
    assert page.view.pin.isVisible()
    assert page.asked("page") == []
    page.type("0000")
    page.key(Qt.Key.Key_Return)
    page.sees("总账不接受这个密码")
    assert page.view.pin.field.text() == ""
    page.unlock()
    assert not page.view.pin.isVisible()
    assert page.window.focusWidget() is page.view.list
    page.key(Qt.Key.Key_F9)
    page.qtbot.waitUntil(lambda: len(page.asked("page")) == 2)
    assert len(page.asked("sign_in")) == 2  # the wrong one and the right one


def test_the_case_whose_facts_are_shown_is_the_one_that_is_marked(page: CasePage) -> None:
    page.unlock()
    page.key(Qt.Key.Key_Home)
    page.key(Qt.Key.Key_F9)
    page.qtbot.waitUntil(lambda: len(page.asked("page")) == 2)
    assert [index.row() for index in page.view.list.selectionModel().selectedIndexes()] == [0]


def test_without_a_case_the_keyboard_stays_on_the_page(page: CasePage) -> None:
    page.till.cases.documents.clear()
    page.type(PIN)
    page.key(Qt.Key.Key_Return)
    page.qtbot.waitUntil(lambda: page.view.refresh_button.isEnabled() and not page.view.pin.isVisible())
    focus = page.view.window().focusWidget()
    assert focus is page.view


def test_a_case_is_read_taken_and_closed_by_keys(page: CasePage) -> None:
    page.unlock()
    page.key(Qt.Key.Key_Home)
    assert page.asked("read") == []  # looking at the list reads no member
    assert "林*曦" not in shown(page.view)
    page.key(Qt.Key.Key_Return)
    page.sees("林*曦 · 138****6021")
    for text in ("优惠券被重复使用", "¥50.00", "满500减50", "云柔羊毛混纺圆领针织衫"):
        assert text in shown(page.view), text
    page.key(Qt.Key.Key_F10)
    page.qtbot.waitUntil(page.view.sheet.decide_button.isVisible)
    assert not page.view.sheet.decide_button.isEnabled()
    page.key(Qt.Key.Key_3, Qt.KeyboardModifier.AltModifier)
    assert page.view.sheet.note.hasFocus(), "what is typed next is the note"
    page.key(Qt.Key.Key_F12)
    page.sees("这个决定需要写明原因")
    assert page.asked("decide") == []
    page.type("same person, two tills")
    page.key(Qt.Key.Key_F12)
    page.sees("案件已结案")
    assert page.asked("decide") == [("decide", "c1", {"decision": "fraud", "note": "same person, two tills"})]
    page.sees("same person, two tills")
    assert not page.view.sheet.decide_button.isVisible()


def test_somebody_who_was_faster_is_told(page: CasePage) -> None:
    page.unlock()
    page.key(Qt.Key.Key_Home)
    page.key(Qt.Key.Key_Return)
    page.qtbot.waitUntil(page.view.sheet.take_button.isVisible)
    page.till.cases.documents["c1"]["owner"] = "staff:S01/1008"
    page.key(Qt.Key.Key_F10)
    page.sees("已被别人接手")
    page.key(Qt.Key.Key_Return)
    page.qtbot.waitUntil(lambda: not page.view.sheet.take_button.isVisible())


def test_a_case_of_somebody_else_cannot_be_decided_here(page: CasePage) -> None:
    page.unlock()
    page.key(Qt.Key.Key_Home)
    page.key(Qt.Key.Key_Down)
    page.key(Qt.Key.Key_Return)
    page.qtbot.waitUntil(lambda: len(page.asked("read")) == 1)
    page.sees("S01 1008")
    sheet = page.view.sheet
    assert not sheet.take_button.isVisible()
    assert not sheet.decide_button.isVisible()


def test_filters_go_round_by_keys(page: CasePage) -> None:
    page.unlock()

    def press(key: Qt.Key, **expected: str | None) -> None:
        before = len(page.asked("page"))
        page.key(key)
        page.qtbot.waitUntil(lambda: len(page.asked("page")) == before + 1 and not page.view.refresh_button.isHidden())
        query = page.asked("page")[-1][1]
        assert isinstance(query, dict)
        for name, value in expected.items():
            assert query.get(name) == value
        page.qtbot.waitUntil(page.view.refresh_button.isEnabled)

    press(Qt.Key.Key_F6, owner="me", status="open")
    press(Qt.Key.Key_F6, owner="nobody")
    press(Qt.Key.Key_F6, owner=None)
    press(Qt.Key.Key_F7, kind="arithmetic")
    press(Qt.Key.Key_F7, kind=None)
    press(Qt.Key.Key_F5, status="decided")
    assert page.view.model.rows() == ()
    page.sees("没有这样的案件")


def test_without_a_connection_the_last_list_stays_with_its_age(page: CasePage) -> None:
    page.unlock()
    page.till.cases.failure = no_connection()
    page.window.show_sync(SyncStatus(connected=False))
    page.key(Qt.Key.Key_F9)
    page.sees("案件在总账上")
    assert len(page.view.model.rows()) == 4
    assert "未连接" in page.view._note.text()
    page.till.cases.failure = Refused("case_sign_in_again")
    page.key(Qt.Key.Key_F9)
    page.qtbot.waitUntil(page.view.pin.isVisible)
    assert page.view.model.rows() == ()


def test_nothing_waits_for_the_ledger(page: CasePage) -> None:
    page.till.cases.gate = threading.Event()
    page.type(PIN)
    page.key(Qt.Key.Key_Return)
    assert not page.view.pin.button.isEnabled()
    page.window.show_section("checkout")  # the window works meanwhile
    page.window.show_section("cases")
    page.till.cases.gate.set()
    page.qtbot.waitUntil(lambda: len(page.view.model.rows()) > 0)


def test_who_comes_next_sees_nothing_of_it(page: CasePage, operations: Operations) -> None:
    page.unlock()
    page.key(Qt.Key.Key_Home)
    page.key(Qt.Key.Key_Return)
    page.sees("林*曦")
    operations.run(page.till.staff.sign_out)
    operations.run(lambda: page.till.staff.sign_in(page.till.staff.check_pin("1009", PIN)))
    assert page.view.model.rows() == ()
    assert "林*曦" not in shown(page.view)
    assert not page.view.pin.isHidden()


def test_a_cashier_has_no_such_section(
    till: FakeTill, language: Language, operations: Operations, qtbot: QtBot
) -> None:
    till.sign_in()
    window = till.window(language, operations)
    qtbot.addWidget(window)
    window._on_signed_in()
    assert window.rail.buttons["cases"].isHidden()
    window.show_section("cases")
    assert window._section != "cases"


@pytest.mark.parametrize("code", ["zh_CN", "en"])
def test_every_kind_and_decision_of_the_ledger_has_words(language: Language, code: str) -> None:
    language.use(code)
    asking: dict[str, Callable[[str], str]] = {
        "name": words.kind_name,
        "happened": words.what_happened,
        "decide": words.what_to_decide,
    }
    for kind in KINDS:
        for what, ask in asking.items():
            assert ask(kind) not in ("", kind), (kind, what)
        assert len(LAWFUL[kind]) <= DECISIONS_MAX
        for decision in LAWFUL[kind]:
            assert words.decision_name(decision) != decision


def test_two_on_one_phone_are_seen_side_by_side_and_said_to_be_one(page: CasePage) -> None:
    page.till.cases.documents = {"c9": dict(SHARED_PHONE)}
    page.unlock()
    page.key(Qt.Key.Key_Home)
    page.key(Qt.Key.Key_Return)
    page.sees("M10000036")
    seen = shown(page.view)
    for fact in ("林*曦", "11-24", "05-05", "N7Q2MKX0D4AB3C9F1T5V8W6Z", "12,480"):
        assert fact in seen, fact
    page.key(Qt.Key.Key_F10)
    page.qtbot.waitUntil(page.view.sheet.decide_button.isVisible)
    page.key(Qt.Key.Key_1, Qt.KeyboardModifier.AltModifier)
    page.key(Qt.Key.Key_F12)
    page.qtbot.waitUntil(lambda: len(page.asked("decide")) == 1)
    assert page.asked("decide") == [("decide", "c9", {"decision": "same_person", "note": ""})]
