"""What the counter shows of a member and of what the group offers."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel

from pos_client.application.members import IdentifiedMember
from pos_client.ui.models.basket import BasketDelegate, text_width
from pos_client.ui.screens.checkout.member_panel import MemberPanel
from pos_client.ui.screens.checkout.state import Adjustment
from pos_client.ui.widgets.base import ElidedLabel
from retail.sale import MemberProof
from tests.ui.conftest import Counter
from tests.ui.till import MEMBER, SETTINGS

Key = Qt.Key
PROGRAMS = {"YR": "云柔积分", "group": "拾物积分", "LY": "岭野里程", "MT": "沐棠花瓣"}


@pytest.fixture
def filled(counter: Counter) -> Counter:
    counter.till.fill()
    counter.window.sections.checkout.refresh()
    return counter


def show(counter: Counter, **changes: object) -> None:
    """A member with these facts, identified by the unified code."""
    till = counter.till
    till.reference.settings_document = {"points": {**SETTINGS["points"], "names": PROGRAMS, "tiers": TIERS}}
    till.checkout.reference_changed()
    proof = MemberProof("unified_code", MEMBER.as_of, "00" * 8)
    till.checkout.set_member(IdentifiedMember(replace(MEMBER, **changes), proof, ()))
    counter.window.sections.checkout.refresh()
    QApplication.processEvents()


TIERS = {"group": {"gold": "金卡"}, "YR": {"v3": "柔藏"}, "LY": {"v2": "登山者"}, "MT": {"v1": "棠芽"}}


def shown(panel: MemberPanel, *roles: str) -> list[str]:
    """Texts of the panel's labels of these roles, from left to right."""
    labels = [label for label in panel.findChildren(QLabel) if label.property("role") in roles and label.isVisible()]
    return [label.text() for label in sorted(labels, key=lambda label: label.mapTo(panel, label.pos()).x())]


def test_the_programs_whose_points_can_be_spent_come_first(filled: Counter) -> None:
    show(
        filled,
        points={"LY": 5295, "MT": 28, "YR": 9362, "group": 12480},
        tiers={"YR": "v3", "MT": "v1", "LY": "v2", "group": "gold"},
    )
    panel = filled.view.member
    assert shown(panel, "memberNumber") == ["12,480", "9,362", "5,295", "28"]
    assert shown(panel, "tier") == ["金卡", "柔藏", "登山者", "棠芽"]


def test_a_program_is_called_by_its_own_name_alone(filled: Counter) -> None:
    show(filled, points={"YR": 9362, "group": 12480}, tiers={})
    names = shown(filled.view.member, "memberSoft")
    assert {"拾物积分", "云柔积分"} <= set(names)
    assert not any("积分积分" in name for name in names)


def test_tiers_that_are_called_the_same_say_whose_they_are(filled: Counter) -> None:
    show(filled, points={}, tiers={"group": "gold", "YR": "金卡"})
    assert shown(filled.view.member, "tier") == ["拾物积分 金卡", "云柔积分 金卡"]


def test_what_does_not_fit_the_panel_is_in_a_tooltip_that_stays(filled: Counter) -> None:
    show(filled, points={}, plans=("P1", "P2", "P3", "P4", "P5", "P6"))
    more = next(label for label in filled.view.member.findChildren(ElidedLabel) if label.text().startswith("+"))
    more.repaint()
    assert more.toolTip().splitlines()[-1] == "P6"


def test_to_a_walk_in_what_is_for_members_takes_one_row(filled: Counter) -> None:
    model = filled.view.offers.model
    texts = [model.text_of(row) for row in model.rows() if row.reason == "members_only"]
    assert len(texts) == 1
    assert "金卡会员价" in texts[0]
    assert "沐棠护肤 9 折" in texts[0]
    assert texts[0].endswith("会员专享：请扫会员码")


def test_without_the_connection_points_say_so_before_anything_is_pressed(filled: Counter) -> None:
    rule = {**SETTINGS["points"]["rule"], "offline": {"policy": "leased"}}
    filled.till.reference.settings_document = {"points": {**SETTINGS["points"], "rule": rule}}
    filled.till.online = False
    filled.till.checkout.reference_changed()
    filled.till.show_code()
    filled.window.sections.checkout.refresh()
    panel = filled.view.offers
    assert "联网时才可使用" in panel._points_detail.text()
    assert not panel.points_button.isEnabled()
    filled.press(Key.Key_F6)
    assert filled.till.checkout.state.points_to_use == 0
    filled.till.online = True
    filled.till.checkout.connection_changed()
    filled.window.sections.checkout.refresh()
    assert panel.points_button.isEnabled()


def test_points_that_pay_nothing_say_why(filled: Counter) -> None:
    show(filled, points={"group": 40})
    filled.press(Key.Key_F6)
    assert filled.till.checkout.state.pricing.points_used == 0
    assert "本单用不上" in filled.view.offers._points_detail.text()


def test_nonsense_for_points_is_refused_as_points(filled: Counter) -> None:
    show(filled, points={"group": 12480})
    filled.view.offers.points_number.click()
    filled.press("x", Key.Key_Return)
    assert "不是有效的积分数" in filled.view.banner.text()


def test_a_chip_gives_up_its_label_before_its_amount(filled: Counter) -> None:
    row = filled.view.basket.model.rows()[0]
    long = Adjustment("全场满 500 减 50，满 1000 减 120，满 2000 减 280", 14456)
    for width in (400, 120, 90):
        chip = BasketDelegate._short_chip(long, row, width)
        assert chip.endswith("−144.56")
        assert text_width(chip, 12) + 16 <= max(width, text_width("−144.56", 12) + 16)
