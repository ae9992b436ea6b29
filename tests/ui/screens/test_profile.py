"""The profile of a member, by keys and scans: found, shown, unmasked, noted, searched, with and without the ledger."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

import pytest
from PySide6.QtCore import QPoint
from pytestqt.qtbot import QtBot

from pos_client.errors import Unavailable
from pos_client.ui.language import Language
from pos_client.ui.screens.profile.state import FactCard
from pos_client.ui.screens.profile.view import ProfileView
from retail.member_profile import LedgerProfile, LinkedAccount, PurchasePage, Ticket
from tests.desk import CTRL, SHIFT, Key
from tests.fake_profile import NEWCOMER, NOON, bought, facts_of, give_profile
from tests.ui.conftest import CounterDesk
from tests.ui.till_data import MEMBER, PIN

PAGE = 100


@dataclass
class FakeProfiles:
    """The ledger, about members. `failure` is raised instead of an answer."""

    told: LedgerProfile
    lines: int = 0
    failure: Unavailable | None = None
    asked: list[tuple[str, ...]] = field(default_factory=list)

    def profile(self, one_id: str, staff_id: str) -> LedgerProfile:
        self.asked.append((one_id, staff_id))
        self._obey()
        return self.told

    def purchases(self, one_id: str, staff_id: str, query: str, cursor: str) -> PurchasePage:
        self.asked.append((one_id, staff_id, query, cursor))
        self._obey()
        first = int(cursor or 0)
        shown = bought()[:1] * min(PAGE, self.lines - first)
        following = str(first + PAGE) if first + PAGE < self.lines else ""
        return PurchasePage(
            tuple(replace(one, sale_id=f"s{first + place}") for place, one in enumerate(shown)), following, self.lines
        )

    def _obey(self) -> None:
        if self.failure is not None:
            raise self.failure


def told(**changes: object) -> LedgerProfile:
    tickets = (
        Ticket("rain_check", "R1", "雾蓝大衣 × 1", "S02", "2026-11-01T10:00:00+08:00", "2026-11-30T23:59:59+08:00"),
        Ticket("case", "c1", "returned_twice", "S01", "2026-11-01T10:00:00+08:00", "2026-11-08T10:00:00+08:00"),
    )
    links = (LinkedAccount("card", "…0123", "2024-03-02T10:00:00+08:00"),)
    made = LedgerProfile(MEMBER, facts_of(), (), tickets, links, (("S02", "陆家嘴店"),), "2026-11-11T12:00:00+08:00")
    return replace(made, **changes)


@pytest.fixture
def page(desk: CounterDesk) -> CounterDesk:
    """At the counter, with a member on the basket of whom everything is known."""
    till = desk.counter.till
    till.clock.time = NOON
    give_profile(till)
    till.reference.settings_document["scanning"] = {"member_card_ranges": [{"first": "88000000", "last": "88999999"}]}
    till.scans.reference_changed()
    till.show_code()
    return desk


def view_of(desk: CounterDesk) -> ProfileView:
    view = desk.counter.window.page("profile")
    assert isinstance(view, ProfileView)
    return view


def opened(desk: CounterDesk) -> ProfileView:
    desk.press(CTRL | Key.Key_M)
    view = view_of(desk)
    assert view.isVisible()
    return view


def card(view: ProfileView, name: str) -> FactCard:
    return next(one.card for one in view.lists if one.card is not None and one.card.name == name and not one.isHidden())


def settle(desk: CounterDesk, qtbot: QtBot) -> None:
    presenter = desk.counter.window.sections.profile
    assert presenter is not None
    qtbot.waitUntil(lambda: not presenter._asking.is_running and not presenter._search._work.is_running)


def test_every_day_on_which_points_end_is_told_and_the_near_ones_stand_out(page: CounterDesk) -> None:
    rows = card(opened(page), "points").rows
    assert [(row.title, row.detail, row.value) for row in rows] == [
        ("2026年12月31日", "集团", "2,100 分"),
        ("2027年1月15日", "绫绮轩", "260 分"),
        ("2027年1月31日", "集团", "800 分"),
        ("2027年2月28日", "集团", "1,450 分"),
    ]
    assert [row.tone for row in rows] == ["warn", "", "", ""]


@pytest.mark.parametrize(
    ("day", "said"),
    [
        ("2026-12-31", "12月31日到期 2,100"),
        ("2027-01-31", "1月31日到期 2,100"),
        ("2027-12-31", "2027年12月31日到期 2,100"),
    ],
)
def test_the_only_day_on_which_points_end_is_said_by_the_figure_alone(page: CounterDesk, day: str, said: str) -> None:
    till = page.counter.till
    only = replace(till.directory.members[0], points_end={"group": (2100, day)}, points_later={})
    till.directory.members[0] = only
    till.show_code()
    view = opened(page)
    assert [figure.detail.text() for figure in view.figures][-1] == said
    assert "points" not in [one.card.name for one in view.lists if one.card is not None and not one.isHidden()]


def test_the_member_of_the_basket_is_shown_by_one_key_and_escape_goes_back(page: CounterDesk) -> None:
    view = opened(page)
    assert (view._name.text(), view._contact.text().split(" · ")[0]) == ("林*曦", "138****6021")
    assert [figure.amount.text() for figure in view.figures] == [
        "¥10,057.10",
        "¥18,682.00",
        "¥812.26",
        "1.2 次/月",
        "12,480",
    ]
    assert [row.title for row in card(view, "programs").rows] == ["集团 · 金卡", "绫绮轩 · VIP2"]
    assert card(view, "programs").rows[0].marked
    assert card(view, "coupons").note == "今天可用 4 / 4 张"
    assert [row.value for row in card(view, "services").rows] == ["剩 2 / 3", "剩 1 / 1"]
    assert [row.key for row in card(view, "tickets").rows] == ["W1"]
    assert [row.title[:4] for row in card(view, "notes").rows] == ["喜欢素色", "在等雾蓝"]
    assert {row.title: row.value for row in card(view, "consents").rows} == {
        "加入会员": "同意", "短信和电话联系": "不同意", "按购买习惯推荐": "未询问"
    }  # fmt: skip
    assert view.purchases.model.rows()[0].what == "云柔羊毛混纺圆领针织衫"
    page.press(Key.Key_Escape)
    assert page.counter.view.isVisible()
    assert page.counter.till.checkout.state.member is not None


def test_the_member_s_picture_at_the_counter_leads_to_the_profile(page: CounterDesk) -> None:
    page.counter.window.sections.checkout.refresh()
    page.counter.view.member.profile_button.click()
    assert view_of(page).isVisible()
    assert view_of(page)._state.one_id == "M1"


def test_above_the_fold_is_what_matters_and_every_card_fits_the_column(page: CounterDesk) -> None:
    view = opened(page)
    shown = [one for one in view.lists if not one.isHidden()]
    in_sight = view.side.viewport().height()
    tops = {one.card.name: one.mapTo(view.side.viewport(), QPoint(0, 0)).y() for one in shown if one.card is not None}
    assert max(tops[name] for name in ("programs", "coupons", "tickets", "services")) < in_sight
    assert list(tops)[:4] == ["programs", "coupons", "tickets", "services"]
    assert all(one.width() <= view.side.viewport().width() for one in shown)
    assert view.chart.isVisible()
    assert max(bar.height() for bar in view.chart.bars()) == view.chart.bars()[10].height()


@pytest.mark.parametrize("code", ["en", "zh_CN"])
def test_on_the_smallest_screen_every_figure_says_what_it_is(page: CounterDesk, language: Language, code: str) -> None:
    language.use(code)
    page.counter.window.resize(1024, 768)
    view = opened(page)
    for figure in view.figures:
        for words in (figure.name, figure.detail):
            assert words.width() >= words.sizeHint().width(), words.text()
    page.counter.window.resize(1366, 768)
    page.counter.qtbot.waitUntil(lambda: len({figure.y() for figure in view.figures}) == (1 if code != "en" else 2))


def test_a_card_scanned_on_the_page_shows_its_member_and_leaves_the_basket(page: CounterDesk) -> None:
    till = page.counter.till
    till.directory.members.append(replace(NEWCOMER, cards={"LQX": "88000777"}))
    view = opened(page)
    page.scan("88000777")
    assert view._state.one_id == NEWCOMER.one_id
    assert till.checkout.state.member.member.one_id == "M1"
    assert card(view, "coupons").empty == "没有优惠券。"
    assert not view.chart.isVisible()
    page.scan("88000999")
    assert view._state.one_id == NEWCOMER.one_id, "a card that nobody has changes nothing"
    assert view.banner.isVisible()


def test_goods_scanned_on_the_page_go_into_the_basket(page: CounterDesk) -> None:
    opened(page)
    page.scan(page.counter.till.catalogue.products[0].barcodes[0])
    assert page.counter.view.isVisible()
    assert list(page.counter.lines()) == ["LQX-2201-M"]


def test_typing_finds_members_and_enter_takes_one(page: CounterDesk) -> None:
    till = page.counter.till
    till.directory.members.append(NEWCOMER)
    view = opened(page)
    page.press("oynn")
    assert [row.key for row in view.popup.model.rows()] == [NEWCOMER.one_id]
    page.press(Key.Key_Return)
    assert view._state.one_id == NEWCOMER.one_id
    assert view._name.text().startswith("欧*")
    assert not view.popup.isVisible()
    assert view.purchases.stack.empty_words == "这台收银台没有购买记录。联网后按“查全部”询问总账。"
    page.press(Key.Key_F10)
    assert till.checkout.state.member.member.one_id == NEWCOMER.one_id
    assert page.counter.view.isVisible()


def test_name_and_phone_are_shown_in_full_with_a_reason_and_masked_when_one_leaves(page: CounterDesk) -> None:
    view, store = opened(page), page.counter.till.store
    page.press(Key.Key_F6)
    assert view.reasons.isVisible()
    page.press(Key.Key_Escape)
    assert store.bodies("member_unmasked") == []
    page.press(Key.Key_F6, "1")
    assert (view._name.text(), view._contact.text()) == ("林若曦", "13812346021 · 生日 11月")
    page.press(CTRL | Key.Key_1, CTRL | Key.Key_M)
    assert (view._name.text(), view._contact.text()) == ("林*曦", "138****6021 · 生日 11月")
    page.press(Key.Key_F6, "4")
    assert view._contact.text() == "13812346021 · 生日 11月24日"
    assert [body["reason"] for body in store.bodies("member_unmasked")] == ["call", "verify"]


def test_a_note_is_written_and_one_s_own_removed(page: CounterDesk) -> None:
    view, store = opened(page), page.counter.till.store
    page.press(Key.Key_F8, "xl", Key.Key_Return)
    assert card(view, "notes").rows[0].title == "xl"
    page.press(SHIFT | Key.Key_F8, "2")
    assert view.banner.isVisible(), "the guide's own"
    page.press(SHIFT | Key.Key_F8, "1")
    assert [row.title[:4] for row in card(view, "notes").rows] == ["喜欢素色", "在等雾蓝"]
    assert len(store.bodies("member_note_removed")) == 1


def test_purchases_are_searched_in_the_cache_and_without_a_connection_it_is_said(page: CounterDesk) -> None:
    page.counter.till.online = False
    page.counter.till.checkout.connection_changed()
    view = opened(page)
    assert "要联网才能查" in view.purchases._note.text()
    assert view._age.property("tone") == "warn"
    page.press(Key.Key_F2, "tps")
    assert [row.what for row in view.purchases.model.rows()] == ["城市轻跑鞋 Air-Flex 3"]
    page.press("x")
    assert view.purchases.stack.empty_words.startswith("最近的记录里没有")
    page.press(Key.Key_Return)
    assert view.banner.isVisible()
    page.press(Key.Key_Escape)
    assert len(view.purchases.model.rows()) == 6
    assert view.isVisible(), "the first Esc leaves the field"


def test_the_ledger_says_what_is_open_and_ten_thousand_purchases_come_as_one_scrolls(
    page: CounterDesk, qtbot: QtBot
) -> None:
    ledger = FakeProfiles(told(), lines=10_000)
    object.__setattr__(page.counter.window.sections.use_cases, "ask_profile", ledger)
    view = opened(page)
    settle(page, qtbot)
    assert ledger.asked == [("M1", "1001")]
    rows = card(view, "tickets").rows
    assert [(row.key, row.tone) for row in rows] == [("c1", "bad"), ("R1", ""), ("W1", "")]
    assert rows[0].value == "已超时"
    assert "陆家嘴店" in rows[1].detail
    assert [row.value for row in card(view, "accounts").rows] == ["…0123", "138****6021"]
    page.press(Key.Key_F2, "q", Key.Key_Return)
    settle(page, qtbot)
    assert ledger.asked[-1] == ("M1", "1001", "q", "")
    assert view.purchases.model.rowCount() == PAGE
    assert view.purchases._note.text() == "全部门店和线上，100 / 10,000"
    bar = view.purchases.list.verticalScrollBar()
    for _ in range(3):
        bar.setValue(bar.maximum())
        settle(page, qtbot)
    assert view.purchases.model.rowCount() == 4 * PAGE
    assert len({row.key for row in view.purchases.model.rows()}) == 4 * PAGE


def test_a_ledger_that_does_not_answer_is_told_of_only_when_somebody_asked(page: CounterDesk, qtbot: QtBot) -> None:
    ledger = FakeProfiles(told(), failure=Unavailable("ledger_unreachable"))
    object.__setattr__(page.counter.window.sections.use_cases, "ask_profile", ledger)
    view = opened(page)
    settle(page, qtbot)
    assert not view.banner.isVisible()
    assert view._name.text() == "林*曦"
    page.press(Key.Key_F5)
    settle(page, qtbot)
    assert view.banner.isVisible()


def test_whoever_comes_next_to_the_till_sees_nobody(page: CounterDesk) -> None:
    view = opened(page)
    assert view._state.one_id == "M1"
    till = page.counter.till
    till.checkout.clear_member()
    page.press(CTRL | Key.Key_L)
    till.staff.sign_in(till.staff.check_pin("1002", PIN))
    page.counter.window._on_signed_in()
    opened(page)
    assert view._state.one_id is None
    assert view._invitation.isVisible()
