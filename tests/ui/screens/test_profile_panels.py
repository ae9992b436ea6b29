"""What stands beside a member's facts: what waits for them, suggestions, wishes, and questions about them."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QCoreApplication

from pos_client.ui.screens.profile.desk_panels import CardPanel
from pos_client.ui.screens.profile.state import FactCard
from pos_client.ui.screens.profile.suggestions_panel import SuggestionsPanel
from pos_client.ui.screens.profile.view import ProfileView
from pos_client.ui.suggestion_words import SuggestionsShown
from tests.desk import Key
from tests.fake_profile import NEWCOMER, bought, facts_of, give_profile, give_wanted
from tests.ui.conftest import CounterDesk
from tests.ui.screens.test_profile import opened, page  # noqa: F401
from tests.ui.suggesting import give_suggestions


def panel_card(view: ProfileView, name: str) -> FactCard | None:
    shown = [one.list.card for one in view.panels if isinstance(one, CardPanel) and not one.isHidden()]
    return next((one for one in shown if one is not None and one.name == name), None)


def suggestions_on(view: ProfileView) -> SuggestionsShown:
    (panel,) = (one for one in view.panels if isinstance(one, SuggestionsPanel))
    assert not panel.isHidden()
    return panel.list.shown


def test_what_waits_here_for_the_member_and_what_to_suggest_stand_on_the_page(page: CounterDesk) -> None:  # noqa: F811
    till = page.counter.till
    give_suggestions(till)
    give_profile(till)
    till.store.member_facts.rows = {"M1": facts_of(recent=bought()[:1])}  # the rest may be suggested
    view = opened(page)
    assert panel_card(view, "wanted") is None  # nothing waits
    give_wanted(till)
    presenter = page.counter.window.sections.profile
    assert presenter is not None
    presenter.refresh()
    wanted = panel_card(view, "wanted")
    assert wanted is not None
    assert [row.key for row in wanted.rows] == ["w1", "w2"]
    assert "2026" in wanted.rows[0].detail
    assert wanted.rows[0].marked
    assert "等到货" in wanted.rows[1].detail
    suggested = suggestions_on(view).rows
    assert suggested
    assert all(row.why and row.price_minor for row in suggested)


def test_who_does_not_want_to_be_known_is_suggested_nothing(page: CounterDesk) -> None:  # noqa: F811
    till = page.counter.till
    give_suggestions(till)
    till.directory.members[0] = replace(till.directory.members[0], consents={"profile": False})
    shown = suggestions_on(opened(page))
    assert not shown.rows
    assert shown.nothing


def test_the_months_give_way_to_a_question(page: CounterDesk) -> None:  # noqa: F811
    view = opened(page)
    chart = view.chart.parentWidget()
    assert chart is not None
    page.counter.window.resize(1366, 768)
    QCoreApplication.processEvents()
    shown = chart.isVisible()
    page.press(Key.Key_F6)
    QCoreApplication.processEvents()
    assert shown
    assert not chart.isVisible()
    assert view.reasons.isVisible()


def test_a_wish_is_noted_on_the_page_typed_or_scanned_and_the_basket_stays_as_it_is(page: CounterDesk) -> None:  # noqa: F811
    till = page.counter.till
    view = opened(page)
    page.press(Key.Key_F9, "yedxm", Key.Key_Return)
    offered = [row.key for row in view.wishes.model.rows()]
    assert offered == ["LQX-9034"]
    page.press("1")
    wanted = panel_card(view, "wanted")
    assert wanted is not None
    assert [row.title for row in wanted.rows] == ["925 银耳钉 · 星芒"]
    assert "925 银耳钉" in view.banner.text()
    page.press(Key.Key_F9)
    page.scan(next(one for one in till.catalogue.products if one.sku == "LQX-7710").barcodes[0])
    assert view.isVisible(), "what is scanned for a wish is not sold"
    assert [body["sku"] for body in till.store.bodies("goods_wanted")] == ["LQX-9034", "LQX-7710"]
    assert {body["one_id"] for body in till.store.bodies("goods_wanted")} == {"M1"}
    assert page.counter.lines() == {}
    page.press(Key.Key_F9, "7710", Key.Key_Return)
    assert "7710" in view.banner.text(), "nothing begins so"
    page.press(Key.Key_F9, "LQX-7710", Key.Key_Return, "1")
    assert len(till.store.bodies("goods_wanted")) == 2, "it is on the list already"


def test_a_question_about_somebody_is_closed_when_another_one_is_shown(page: CounterDesk) -> None:  # noqa: F811
    till = page.counter.till
    till.directory.members.append(replace(NEWCOMER, cards={"LQX": "88000777"}))
    view = opened(page)
    page.press(Key.Key_F9)
    page.scan("88000777")
    assert view._state.one_id == NEWCOMER.one_id
    assert view.entry.isHidden()
    page.press(Key.Key_F6)
    page.scan("88000777")
    assert view.reasons.isVisible(), "of the same one it stays"
    page.counter.window.show_section("checkout")
    page.counter.window.show_section("profile")
    assert not view.reasons.isVisible(), "whoever comes back begins anew"
