"""The store's figures: a page for who leads the store, by keyboard, with and without the ledger."""

from __future__ import annotations

from pytestqt.qtbot import QtBot

from pos_client.application.changes import Changes
from pos_client.errors import Unavailable
from pos_client.ui.screens.earnings.view import EarningsView
from pos_client.ui.screens.figures.presenter import FiguresPresenter
from pos_client.ui.screens.figures.view import FiguresView
from tests.desk import CTRL, Key
from tests.fake_earnings import LEADERBOARD, PARTS, TASKS, UNITS, FakeEarnings, FakeFigures
from tests.ui.conftest import CounterDesk
from tests.ui.test_earnings import guide_sells
from tests.ui.test_earnings import opened as opened_earnings
from tests.ui.test_keyboard_and_scanner import SHOES, SWEATER
from tests.ui.till_data import PIN


def manager_signs_in(desk: CounterDesk, ledger: FakeFigures | None) -> None:
    till = desk.counter.till
    till.staff.sign_out()
    till.staff.sign_in(till.staff.check_pin("1009", PIN))
    desk.counter.window.sections.use_cases.figures._ledger = ledger
    desk.counter.window._on_signed_in()


def settle(desk: CounterDesk, qtbot: QtBot) -> None:
    presenter = desk.counter.window.sections.earning.figures
    assert isinstance(presenter, FiguresPresenter)
    qtbot.waitUntil(lambda: not presenter._work.is_running)


def opened(desk: CounterDesk, qtbot: QtBot) -> FiguresView:
    desk.press(CTRL | Key.Key_B)
    view = desk.counter.window.page("figures")
    assert isinstance(view, FiguresView)
    assert view.isVisible()
    settle(desk, qtbot)
    return view


def amounts(view: FiguresView) -> list[str]:
    return [card.amount.text() for card in view.figures]


def test_without_a_ledger_the_till_says_what_it_alone_sold_and_how_old_that_is(desk: CounterDesk, qtbot: QtBot) -> None:
    guide_sells(desk, SWEATER, SHOES)
    manager_signs_in(desk, None)
    view = opened(desk, qtbot)
    assert amounts(view) == ["¥1,068.00", "0 %", "0", "0", "0", "0"]
    assert [(row.name, row.cells[0].amount) for row in view.model.rows()] == [("陈一鸣", "¥1,068.00")]
    assert "11-11" in view._note.text()
    desk.press(Key.Key_Left)
    assert not view.model.rows()
    assert "2026-11-10" in view.days_button.accessibleName()
    desk.press(Key.Key_F8, Key.Key_F6)
    assert amounts(view)[0] == "¥1,068.00", "the week has what today has"


def test_the_ledger_says_whose_figures_they_are_in_days_weeks_and_months(desk: CounterDesk, qtbot: QtBot) -> None:
    ledger = FakeFigures()
    manager_signs_in(desk, ledger)
    view = opened(desk, qtbot)
    assert amounts(view) == ["¥37,515.00", "75 %", "24", "69", "41", "19"]
    assert [row.name for row in view.model.rows()] == ["周可", "孙志强", "陈一鸣"]
    assert view.model.rows()[0].cells[-1].amount == "20 → 16 → 12"
    assert view.figures[3].detail.text() == "回来 22，购买 13"
    assert view.model.rows()[0].cells[3].words == "回来 10，购买 6"
    desk.press(Key.Key_F6)
    settle(desk, qtbot)
    desk.press(Key.Key_Left)
    settle(desk, qtbot)
    desk.press(Key.Key_F6)
    settle(desk, qtbot)
    assert ledger.asked == [
        ("day", "2026-11-11"), ("week", "2026-11-11"), ("week", "2026-11-08"), ("month", "2026-11-08"),
    ]  # fmt: skip
    ledger.failure = Unavailable("ledger_unreachable")
    desk.press(Key.Key_F5)
    settle(desk, qtbot)
    assert view.banner.isVisible()
    assert amounts(view)[0] == "¥37,515.00", "the last word stays"
    desk.press(Key.Key_Escape)
    earnings = desk.counter.window.page("earnings")
    assert isinstance(earnings, EarningsView)
    earnings.figures_button.click()
    assert view.isVisible()


def test_whose_scope_reaches_further_looks_into_the_group_its_regions_and_their_stores(
    desk: CounterDesk, qtbot: QtBot
) -> None:
    ledger = FakeFigures()
    ledger.units, ledger.parts = UNITS, PARTS
    manager_signs_in(desk, ledger)
    view = opened(desk, qtbot)
    assert (view.unit_button.isVisible(), view.open_button.isVisible()) == (True, False)
    for _ in range(2):
        desk.press(Key.Key_F7)
        settle(desk, qtbot)
    assert ledger.units_asked == ["", "district:SH-C", "group"]
    assert "5" in view._note.text(), "what leaves a store leaves it in parcels, and the page says so"
    assert amounts(view)[-1] == "–", "coupons stay inside the store"
    assert view.figures[3].detail.text() == "已联系会员", "and so does what came of contacts"
    desk.press(Key.Key_Return)
    settle(desk, qtbot)
    assert (ledger.units_asked[-1], [row.name for row in view.model.rows()]) == ("region:EAST", ["上海中心片区"])
    view.open_button.click()
    settle(desk, qtbot)
    assert [row.name for row in view.model.rows()] == ["淮海路店", "南京西路店"]
    desk.press(Key.Key_Escape)
    settle(desk, qtbot)
    desk.press(Key.Key_Escape)
    settle(desk, qtbot)
    assert [row.key for row in view.model.rows()] == ["EAST", ""]
    desk.press(Key.Key_Down, Key.Key_Return)
    assert [row.key for row in view.model.rows()] == ["EAST", ""], "what is in no region is no unit"
    ledger.failure = Unavailable("ledger_unreachable")
    desk.press(Key.Key_F7)
    settle(desk, qtbot)
    assert amounts(view)[0] == "¥37,515.00", "the store again, as it was told before"
    desk.press(Key.Key_Escape)
    assert isinstance(desk.counter.window.page("earnings"), EarningsView)


def test_a_guide_does_not_get_there_and_has_tasks_and_the_leaderboard_beside_the_earnings(
    desk: CounterDesk, qtbot: QtBot
) -> None:
    ledger = FakeEarnings()
    guide_sells(desk, SWEATER, ledger=ledger)
    view = opened_earnings(desk, qtbot)
    assert not view.figures_button.isVisible()
    desk.press(CTRL | Key.Key_B)
    assert view.isVisible()
    assert not view.side.isVisible(), "neither tasks nor a leaderboard"
    hidden = [place | {"amount": None} for place in LEADERBOARD["places"]]  # type: ignore[attr-defined]
    ledger.more = {"tasks": TASKS, "leaderboard": {"by": "sales", "places": hidden}}
    task = {"transfer": "incentive/ten/2026-11-09/1002/1", "sale_id": "incentive/ten/2026-11-09", "line_id": "ten"}
    task |= {"sku": "", "brand": "", "quantity": "1", "occurred_at": "2026-11-11T10:00:00+08:00", "due": "T+0"}
    ledger.lines = [task | {"amount_minor": 0, "points": 200}]
    desk.press(Key.Key_F5)
    qtbot.waitUntil(view.side.isVisible)
    tasks = [task.progress.text() for task in view.side.tasks if task.isVisible()]
    assert len(tasks) == 2
    assert [task.bar.value() for task in view.side.tasks[:2]] == [7_000, 2_000], "of a task that repeats, the next part"
    places = [tuple(part.text() for part in row) for row in view.side.places if row[1].isVisible()]
    assert places == [("1", "孙志强", ""), ("2", "陈一鸣", ""), ("2", "周可", ""), ("4", "王晓敏", "")]
    assert not view.side.choice_button.isVisible(), "the store lets nobody show theirs"
    ledger.more = {"leaderboard": LEADERBOARD}
    desk.press(Key.Key_F5)
    qtbot.waitUntil(view.side.choice_button.isVisible)
    before = view.side.choice_button.accessibleName()
    desk.press(Key.Key_F9)
    assert desk.counter.till.store.bodies("board_amount_shown") == [{"staff_id": "1002", "shown": True}]
    assert view.side.choice_button.accessibleName() != before, "known here before the ledger has heard it"
    desk.press(Key.Key_F9)
    assert desk.counter.till.store.bodies("board_amount_shown")[-1]["shown"] is False
    assert view.side.choice_button.accessibleName() == before
    desk.press(Key.Key_F9)
    desk.counter.till.store.entries.clear()
    desk.counter.window.sections._operations.announce(Changes.of("journal"))
    assert view.side.choice_button.accessibleName() != before, "sent: what the ledger said before is older"
    ledger.more = {"leaderboard": LEADERBOARD | {"mine_shown": False}}
    desk.press(Key.Key_F5)
    qtbot.waitUntil(lambda: view.side.choice_button.accessibleName() == before)
    ledger.more = {"tasks": TASKS, "leaderboard": {"by": "sales", "places": hidden}}
    desk.press(Key.Key_F5)
    qtbot.waitUntil(lambda: not view.side.choice_button.isVisible())
    given = [row for row in view.model.rows() if not row.amount]
    assert [row.points for row in given] == ["+200 分"]
