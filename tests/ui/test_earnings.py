"""What a guide earned: said when a sale is done, and on a page of its own, by keyboard, with and without the ledger."""

from __future__ import annotations

from pytestqt.qtbot import QtBot

from pos_client.errors import Unavailable
from pos_client.ui.screens.earnings.presenter import EarningsPresenter
from pos_client.ui.screens.earnings.view import EarningsView
from tests.desk import CTRL, Key
from tests.fake_earnings import EARNING_RULES, FakeEarnings, told_line
from tests.ui.conftest import CounterDesk
from tests.ui.test_keyboard_and_scanner import SHOES, SWEATER
from tests.ui.till_data import PIN


def guide_sells(desk: CounterDesk, *codes: str, ledger: FakeEarnings | None = None) -> None:
    """The guide 1002 stands at the till, whose baskets are theirs, and sells."""
    till = desk.counter.till
    till.reference.settings_document |= {"commission": EARNING_RULES, "baskets": {"default_guide": "cashier"}}
    if ledger is not None:
        till.ask_earnings = ledger
        desk.counter.window.sections.use_cases.earnings._ledger = ledger
    till.staff.sign_out()
    till.staff.sign_in(till.staff.check_pin("1002", PIN))
    desk.counter.window._on_signed_in()
    for code in codes:
        desk.scan(code)
    desk.press(Key.Key_F12, Key.Key_Return)


def opened(desk: CounterDesk, qtbot: QtBot) -> EarningsView:
    desk.press(CTRL | Key.Key_0)
    view = desk.counter.window.page("earnings")
    assert isinstance(view, EarningsView)
    settle(desk, qtbot)
    return view


def settle(desk: CounterDesk, qtbot: QtBot) -> None:
    presenter = desk.counter.window.sections.earning.earnings
    assert isinstance(presenter, EarningsPresenter)
    qtbot.waitUntil(lambda: not presenter._work.is_running)


def figures(view: EarningsView) -> list[str]:
    return [card.amount.text() for card in view.figures]


def test_a_guide_sees_at_once_what_a_sale_earned_and_the_page_without_a_ledger(desk: CounterDesk, qtbot: QtBot) -> None:
    guide_sells(desk, SWEATER, SHOES)
    done = desk.counter.view.done
    assert "陈一鸣 +¥22.66" in done._commission.text(), "3 % of 599.00 and 1 % of 469.00"
    view = opened(desk, qtbot)
    assert figures(view) == ["¥22.66", "–", "–", "–", "–"]
    assert [row.amount for row in view.model.rows()] == ["+¥17.97", "+¥4.69"]
    assert {row.tone for row in view.model.rows()} == {"provisional"}


def test_the_ledger_s_word_and_what_it_does_not_have_yet_stand_side_by_side(desk: CounterDesk, qtbot: QtBot) -> None:
    ledger = FakeEarnings()
    ledger.lines = [told_line("of-another-till", 10_000)]
    guide_sells(desk, SWEATER, ledger=ledger)
    view = opened(desk, qtbot)
    assert figures(view) == ["¥117.97", "¥2,617.97", "¥12.00", "¥45.00", "315"]
    assert [(row.amount, row.tone) for row in view.model.rows()] == [
        ("+¥17.97", "provisional"),
        ("+¥100.00", "earned"),
    ]
    # The ledger has it now: it stands there once, and is provisional no more.
    sale_id = desk.counter.till.store.sales[-1].sale_id
    ledger.lines.append(told_line(sale_id, 1_797))
    desk.press(Key.Key_F5)
    settle(desk, qtbot)
    assert figures(view)[0] == "¥117.97"
    assert {row.tone for row in view.model.rows()} == {"earned"}
    desk.press(Key.Key_Left)
    settle(desk, qtbot)
    assert ledger.asked[-1] == ("1002", "2026-11-10")


def test_without_a_connection_the_last_word_stays_and_only_who_asks_is_told(desk: CounterDesk, qtbot: QtBot) -> None:
    ledger = FakeEarnings()
    ledger.failure = Unavailable("ledger_unreachable")
    guide_sells(desk, SWEATER, ledger=ledger)
    view = opened(desk, qtbot)
    assert figures(view)[0] == "¥17.97"
    assert not view.banner.isVisible()
    desk.press(Key.Key_F5)
    settle(desk, qtbot)
    assert view.banner.isVisible()


def test_a_guide_sees_nobody_else_s_and_a_manager_everybody_s(desk: CounterDesk, qtbot: QtBot) -> None:
    guide_sells(desk, SWEATER, ledger=FakeEarnings())
    view = opened(desk, qtbot)
    desk.press(Key.Key_F6)
    assert "1002" in view.person_button.accessibleName()
    till = desk.counter.till
    till.staff.sign_out()
    till.staff.sign_in(till.staff.check_pin("1009", PIN))
    desk.counter.window._on_signed_in()
    view = opened(desk, qtbot)
    assert "1009" in view.person_button.accessibleName()
    seen = []
    for _ in range(3):
        desk.press(Key.Key_F6)
        settle(desk, qtbot)
        seen.append((view.person_button.accessibleName()[-4:], figures(view)[0]))
    assert ("1002", "¥17.97") in seen
