"""A collection store at the counter: tiers side by side, whose tier counts on which line, and points exchanged."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from pos_client.errors import Unavailable
from pos_client.ui.language import Language
from pos_client.ui.operations import Operations
from retail.draws import check_code
from tests.ui.collection import FakeAskLine, give_collection
from tests.ui.conftest import Counter, opened
from tests.ui.till import FakeTill

Key = Qt.Key


@pytest.fixture
def line() -> FakeAskLine:
    return FakeAskLine()


@pytest.fixture
def counter(language: Language, operations: Operations, qtbot: QtBot, line: FakeAskLine) -> Counter:
    till = FakeTill()
    give_collection(till)
    till.ask_for_member = line
    till.sign_in()
    for sku in ("LQX-7710", "TPS-0417-39", "MTG-3301", "LQX-9034"):
        till.checkout.add_product(sku)
    return opened(till, language, operations, qtbot)


def shift(counter: Counter, key: Qt.Key) -> None:
    QTest.keyClick(counter.window, key, Qt.KeyboardModifier.ShiftModifier)


def rows(counter: Counter) -> list[str]:
    model = counter.view.offers.programs.model
    return [model.text_of(row) for row in model.rows()]


def test_each_line_says_whose_tier_counts_where_they_differ(counter: Counter) -> None:
    lines = {row.sku: row.tiers for row in counter.view.basket.model.rows()}
    assert lines == {
        "LQX-7710": ("绫友", "金卡"),
        "TPS-0417-39": ("",),
        "MTG-3301": ("棠叶", "金卡"),
        "LQX-9034": ("绫友", "金卡"),
    }
    texts = [counter.view.basket.model.text_of(row) for row in counter.view.basket.model.rows()]
    assert "适用等级：棠叶 · 金卡" in texts[2]
    assert "会员等级不适用" in texts[1]
    # Goods of one brand: the member's panel says it, and the lines are calm.
    for line_id in ("2", "3"):
        counter.till.checkout.remove_line(line_id)
    counter.window.sections.checkout.refresh()
    assert [row.tiers for row in counter.view.basket.model.rows()] == [(), ()]


def test_the_programs_stand_side_by_side_with_what_this_basket_does_to_them(counter: Counter) -> None:
    shift(counter, Key.Key_F10)
    shown = rows(counter)
    assert [text.split(",")[0] for text in shown] == [
        "金卡 · 集团积分",
        "集团积分 → 沐棠花瓣",
        "双11 集章抽奖",
        "绫友 · 绫绮轩",
        "绫绮积分 → 集团积分",
        "棠叶 · 沐棠",
    ]
    assert "不适用于：拓坡山" in shown[0]
    assert "等级 −¥" in shown[5]
    assert counter.view.offers._title.text() == "等级与积分"
    shift(counter, Key.Key_F10)
    assert counter.view.offers._title.text() != "等级与积分"


def exchange(counter: Counter, points: str) -> None:
    shift(counter, Key.Key_F10)
    counter.press(Key.Key_Home, Key.Key_Down, Key.Key_Return, points, Key.Key_Return)


def test_points_are_exchanged_after_both_balances_were_seen(counter: Counter, line: FakeAskLine) -> None:
    exchange(counter, "1000")
    assert "12,480 → 11,480" in counter.view.banner.text()
    assert "40 → 120" in counter.view.banner.text()
    assert line.asked == [], "shown first"
    shift(counter, Key.Key_F12)
    counter.qtbot.waitUntil(lambda: counter.till.store.bodies("points_exchanged") != [])
    counter.qtbot.waitUntil(lambda: len(counter.till.printed) == 1)
    member = counter.till.checkout.state.member
    assert member is not None
    assert (member.member.points["group"], member.member.points["MTG"]) == (11_480, 120)
    assert any("11,480" in text for text in rows(counter))


def test_an_answer_that_was_lost_is_asked_for_again_and_is_the_same_exchange(
    counter: Counter, line: FakeAskLine
) -> None:
    line.is_away = True
    exchange(counter, "500")
    shift(counter, Key.Key_F12)
    counter.qtbot.waitUntil(lambda: "不会重复" in counter.view.banner.text())
    assert list(counter.till.store.asks) == line.asked
    line.is_away = False
    # The list asks for the open one first, whatever row is chosen.
    counter.press(Key.Key_Escape)
    shift(counter, Key.Key_F10)
    counter.press(Key.Key_Home, Key.Key_Down, Key.Key_Return)
    assert "不会重复" in counter.view.banner.text()
    shift(counter, Key.Key_F12)
    counter.qtbot.waitUntil(lambda: counter.till.store.bodies("points_exchanged") != [])
    assert len(set(line.asked)) == 1
    assert line.done == {line.asked[0]: 40}


def test_what_is_in_the_way_is_said_in_words(counter: Counter, line: FakeAskLine) -> None:
    exchange(counter, "750")
    assert "500" in counter.view.banner.text()
    counter.till.online = False
    counter.press(Key.Key_Escape)
    shift(counter, Key.Key_F10)
    counter.press(Key.Key_Home, Key.Key_Down, Key.Key_Return)
    assert "连接" in counter.view.banner.text()
    counter.till.online = True
    line.refuse = "limit_reached"
    counter.press(Key.Key_Return, "1000", Key.Key_Return)
    shift(counter, Key.Key_F12)
    counter.qtbot.waitUntil(lambda: "今天" in counter.view.banner.text())
    assert counter.till.store.asks == {}


def test_a_slip_that_does_not_print_is_printed_again_by_the_same_key(counter: Counter) -> None:
    counter.till.rain_check_printer = Unavailable("printer_unavailable", printer="x")
    exchange(counter, "500")
    shift(counter, Key.Key_F12)
    counter.qtbot.waitUntil(lambda: counter.view.banner.action_button is not None)
    counter.till.rain_check_printer = None
    shift(counter, Key.Key_F12)
    counter.qtbot.waitUntil(lambda: len(counter.till.printed) == 1)
    assert len(counter.till.store.bodies("points_exchanged")) == 1


def to_the_draw(counter: Counter) -> None:
    """The row of the draw: under the group's points, after the way to exchange them."""
    shift(counter, Key.Key_F10)
    counter.press(Key.Key_Home, Key.Key_Down, Key.Key_Down)
    assert rows(counter)[2].startswith("双11 集章抽奖")
    counter.press(Key.Key_Return)


def test_a_draw_shows_its_odds_first_and_its_result_with_the_check_code(counter: Counter, line: FakeAskLine) -> None:
    to_the_draw(counter)
    assert "帆布袋" in counter.view.banner.text()
    assert "15%" in counter.view.banner.text()
    assert "400" in counter.view.banner.text(), "the bag: one in so many"
    assert line.asked == [], "shown first"
    shift(counter, Key.Key_F12)
    counter.qtbot.waitUntil(lambda: len(counter.till.printed) == 1)
    (body,) = counter.till.store.bodies("draw_entered")
    code = check_code("5e" * 32, 1, body["entry_id"], "P100")
    assert code in counter.view.banner.text()
    member = counter.till.checkout.state.member
    assert member is not None
    assert member.member.points["group"] == 12_380


def test_a_draw_whose_answer_was_lost_is_the_same_entry(counter: Counter, line: FakeAskLine) -> None:
    line.is_away = True
    to_the_draw(counter)
    shift(counter, Key.Key_F12)
    counter.qtbot.waitUntil(lambda: "同一" in counter.view.banner.text())
    line.is_away = False
    shift(counter, Key.Key_F12)
    counter.qtbot.waitUntil(lambda: counter.till.store.bodies("draw_entered") != [])
    assert len(set(line.asked)) == 1
    assert counter.till.store.asks == {}


def test_a_draw_that_the_ledger_refuses_says_why(counter: Counter, line: FakeAskLine) -> None:
    line.refuse = "no_more_today"
    to_the_draw(counter)
    shift(counter, Key.Key_F12)
    counter.qtbot.waitUntil(lambda: "今天" in counter.view.banner.text())
    assert counter.till.store.bodies("draw_entered") == []
