"""What the counter shows of a member and of what the group offers."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel

from pos_client.application.members import IdentifiedMember
from pos_client.ui.models.basket import short_chip, text_width
from pos_client.ui.screens.checkout.member_panel import MemberPanel
from pos_client.ui.screens.checkout.state import Adjustment
from pos_client.ui.widgets.base import ElidedLabel
from retail.member_tags import MemberTag
from retail.ports import OfferRecord
from retail.sale import MemberProof
from tests.ui.conftest import Counter
from tests.ui.till_data import MEMBER, SETTINGS

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


def test_what_other_systems_say_stands_small_beside_the_points_and_whence_on_hover(filled: Counter) -> None:
    until = datetime.fromisoformat("2026-12-31T00:00:00+08:00")
    ended = datetime.fromisoformat("2026-11-11T09:59:00+08:00")
    filled.till.directory.tags = [
        MemberTag("segment:high", "高价值", "High value", "集团 CDP", 8700, until),
        MemberTag("old", "已过期", "Ended", "集团 CDP", 9000, ended),
        MemberTag("likes:outdoor", "爱户外", "Likes outdoor", "岭野 CRM", 6000, None),
        MemberTag("x", "第三", "Third", "岭野 CRM", 100, None),
    ]
    show(filled, points={"group": 40})
    (found,) = [text for text in shown(filled.view.member, "memberSoft") if "高价值" in text]
    assert found == "高价值 · 爱户外 +1"
    tip = next(label for label in filled.view.member.findChildren(ElidedLabel) if label.text() == found).tip
    assert tip.splitlines() == [
        "高价值：集团 CDP，可信度 87% · 至2026年12月31日",
        "爱户外：岭野 CRM，可信度 60%",
        "第三：岭野 CRM，可信度 1%",
    ]


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
        chip = short_chip(long, row.currency, width)
        assert chip.endswith("−144.56")
        assert text_width(chip, 12) + 16 <= max(width, text_width("−144.56", 12) + 16)


def near(counter: Counter) -> list[str]:
    return [row.offer_id for row in counter.view.offers.model.rows() if row.status == "near"]


def test_what_is_nearly_there_is_sorted_by_what_it_costs_to_reach(filled: Counter) -> None:
    """Buying ¥415 to save ¥10 is worse than buying ¥915 to save ¥900."""
    added = (("SMALL", 200000, 1000), ("LARGE", 250000, 90000))
    filled.till.reference.offer_records = [
        OfferRecord(
            offer_id,
            1,
            {
                "id": offer_id,
                "source": "promotion",
                "stage": "order",
                "conditions": {"min_amount": least},
                "effect": {"kind": "amount_off", "amount": off},
            },
        )
        for offer_id, least, off in added
    ]
    filled.till.checkout.reference_changed()
    filled.window.sections.checkout.refresh()
    assert near(filled) == ["LARGE", "SMALL"]
    model = filled.view.offers.model
    assert model.text_of(model.rows()[0]) == "LARGE: 再买 ¥915.00 可用, 可省 ¥900.00"


def test_one_more_of_the_second_at_half_price_is_nearly_there(counter: Counter) -> None:
    counter.till.checkout.add_product("LQX-7710")
    counter.window.sections.checkout.refresh()
    model = counter.view.offers.model
    texts = [model.text_of(row) for row in model.rows() if row.offer_id == "HALF"]
    assert texts == ["第二件半价: 再买 1 件可用, 可省 ¥64.50"]


def test_a_set_that_lacks_a_piece_is_nearly_there_and_a_whole_one_that_saves_nothing_says_so(counter: Counter) -> None:
    def bundle(offer_id: str, price: int, *skus: str) -> OfferRecord:
        components = [{"skus": [sku], "quantity": 1} for sku in skus]
        effect = {"kind": "bundle_price", "price": price, "components": components}
        return OfferRecord(offer_id, 1, {"id": offer_id, "source": "promotion", "stage": "line", "effect": effect})

    counter.till.reference.offer_records = [
        bundle("SET", 100, "LQX-7710", "LQX-0000"),
        bundle("DEAR", 9999999, "LQX-7710"),
    ]
    counter.till.checkout.reference_changed()
    counter.till.checkout.add_product("LQX-7710")
    counter.window.sections.checkout.refresh()
    model = counter.view.offers.model
    assert [model.text_of(row) for row in model.rows()] == ["SET: 再买 1 件可用", "DEAR: 本单用不上"]


def test_an_applied_offer_says_what_its_next_step_would_save(filled: Counter) -> None:
    steps = {"kind": "amount_off_steps", "steps": [[50000, 5000], [200000, 28000]]}
    record = OfferRecord("S", 1, {"id": "S", "source": "promotion", "stage": "order", "effect": steps})
    filled.till.reference.offer_records = [record]
    filled.till.checkout.reference_changed()
    filled.window.sections.checkout.refresh()
    model = filled.view.offers.model
    assert model.text_of(model.rows()[0]) == "S: 已享受 · 再买 ¥415.00，再省 ¥230.00"


def test_all_points_are_asked_for_with_what_they_pay_and_what_is_left(filled: Counter) -> None:
    show(filled, points={"group": 12480})
    panel = filled.view.offers
    filled.press(Key.Key_F6)
    assert panel._points_title.text() == "用 12,400 积分抵 ¥124.00？"
    assert "用后剩 80 分" in panel._points_detail.text()
    filled.press(Key.Key_Escape)
    assert "12,480" in panel._points_detail.text()
    assert filled.till.checkout.state.points_to_use == 0
    filled.press(Key.Key_F6, Key.Key_F6)
    assert filled.till.checkout.state.pricing.points_used == 12400


def test_names_follow_the_language(filled: Counter) -> None:
    till = filled.till
    points = SETTINGS["points"] | {
        "names_en": {"group": "Group points"},
        "tiers_en": {"group": {"gold": "Gold"}},
        "plans": {"PLUS": "尊享会员"},
        "plans_en": {"PLUS": "Plus plan"},
    }
    till.reference.settings_document = {"points": points}
    till.reference.offer_records = [
        OfferRecord(r.offer_id, 1, {**r.document, "label_en": f"EN {r.offer_id}"}) for r in till.reference.offer_records
    ]
    till.checkout.reference_changed()
    till.show_code()
    filled.window.sections.checkout.refresh()
    QApplication.processEvents()
    panel = filled.view.member
    assert shown(panel, "tier")[0] == "金卡"
    assert "尊享会员" in shown(panel, "plan")
    filled.window._language.use("en")
    for _ in range(3):
        QApplication.processEvents()
    assert shown(panel, "tier")[0] == "Gold"
    assert "Plus plan" in shown(panel, "plan")
    assert "Group points" in shown(panel, "memberSoft")
    assert {row.label for row in filled.view.offers.model.rows()} >= {"EN TIER", "EN OFF100"}
    assert "EN TIER" in {a.label for row in filled.view.basket.model.rows() for a in row.adjustments}


def test_the_next_tier_counts_the_basket(filled: Counter) -> None:
    till = filled.till
    rules = {"group": {"days": 365, "steps": [["gold", 550000], ["platinum", 1200000]]}}
    points = SETTINGS["points"] | {"tier_rules": rules, "tiers": {"group": {"gold": "金卡", "platinum": "铂金卡"}}}
    till.reference.settings_document = {"points": points}
    till.checkout.reference_changed()
    proof = MemberProof("unified_code", MEMBER.as_of, "00" * 8)
    till.checkout.set_member(IdentifiedMember(replace(MEMBER, growth={"group": 900000}), proof, ()))
    filled.window.sections.checkout.refresh()
    missing = 1200000 - 900000 - till.checkout.state.payable_minor
    assert filled.view.member._next_tier.text() == f"差 ¥{missing // 100:,}.{missing % 100:02d} 升铂金卡"
