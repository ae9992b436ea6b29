"""Before there is a till: enrolment, and the page of a store that cannot be opened."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from pos_client.errors import Refused, Unavailable
from pos_client.ui.language import Language
from pos_client.ui.operations import Operations
from pos_client.ui.screens.enrolment.presenter import EnrolmentPresenter
from pos_client.ui.screens.enrolment.view import EnrolmentView
from pos_client.ui.screens.store_error.view import StoreErrorView
from tests.ui.screens.seen import all_text


class FakeEnrolment:
    def __init__(self) -> None:
        self.asked: list[tuple[str, str, str]] = []
        self.failure: Exception | None = Refused("enrolment_refused")

    def enrol(self, address: str, code: str, device: str) -> object:
        self.asked.append((address, code, device))
        if self.failure is not None:
            raise self.failure
        return "enrolled"


def test_enrolment_tells_a_refusal_and_hands_on_success(
    language: Language, operations: Operations, qtbot: QtBot
) -> None:
    view = EnrolmentView(device="counter 2")
    qtbot.addWidget(view)
    enrolment = FakeEnrolment()
    presenter = EnrolmentPresenter(view, enrolment, operations, language)
    view.show()
    view.button.click()
    assert "都需要填写" in view.banner.text()
    assert enrolment.asked == []
    view.address.setText(" https://ledger.example ")
    view.code.setText("K7QPW-3XN2M-9F3C2-A1B2C")
    view.button.click()
    qtbot.waitUntil(lambda: "总账不接受这个注册码" in view.banner.text())
    enrolment.failure = None
    with qtbot.waitSignal(presenter.enrolled) as told:
        view.button.click()
    assert told.args == ["enrolled"]
    assert enrolment.asked[-1] == ("https://ledger.example", "K7QPW-3XN2M-9F3C2-A1B2C", "counter 2")


def test_enrolment_without_a_line_does_not_say_that_sales_go_on(
    language: Language, operations: Operations, qtbot: QtBot
) -> None:
    view = EnrolmentView()
    qtbot.addWidget(view)
    enrolment = FakeEnrolment()
    enrolment.failure = Unavailable("ledger_unreachable")
    presenter = EnrolmentPresenter(view, enrolment, operations, language)
    view.show()
    view.address.setText("https://ledger.example")
    view.code.setText("K7QPW-3XN2M-9F3C2-A1B2C")
    view.button.click()
    qtbot.waitUntil(lambda: "无法连接总账" in view.banner.text())
    assert "收银台尚未注册" in view.banner.text()
    assert "继续收银" not in view.banner.text()
    del presenter


@pytest.mark.parametrize(
    "code", ["store_damaged", "store_wrong_key", "store_disk_full", "store_read_only", "store_writer_present"]
)
def test_a_store_that_cannot_be_opened_says_what_is_safe_and_what_to_do(
    code: str, language: Language, qtbot: QtBot
) -> None:
    error = Unavailable(code, path="/data/till.db", program="pos-client", pid=42)
    view = StoreErrorView(error, language)
    qtbot.addWidget(view)
    view.show()
    view.activateWindow()
    qtbot.waitUntil(view.isActiveWindow)
    for part in ("safe", "todo"):
        assert view._texts[part].text()
    assert code in all_text(view)
    with qtbot.waitSignal(view.retry_asked):
        qtbot.keyClick(view.focusWidget(), Qt.Key.Key_F5)
