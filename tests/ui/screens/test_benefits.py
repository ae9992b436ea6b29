"""Gifts, services, swaps, funding and handouts, worked by key events."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from pos_client.ui.language import Language
from pos_client.ui.operations import Operations
from pos_client.ui.screens.connection.view import ConnectionView
from pos_client.ui.widgets.base import ElidedLabel
from retail.ports import OfferRecord
from tests.ui.benefits import give_benefits
from tests.ui.conftest import Counter
from tests.ui.till import FakeTill
from tests.ui.till_data import PIN

Key = Qt.Key
Shift = Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def rich(counter: Counter) -> Counter:
    give_benefits(counter.till)
    counter.till.show_code()
    counter.till.fill()
    counter.window.sections.checkout.refresh()
    counter.view.focus_home()
    return counter


def shift(counter: Counter, key: Qt.Key) -> None:
    counter.qtbot.keyClick(counter.window.focusWidget() or counter.window, key, Shift)


def gifts(counter: Counter) -> list[str]:
    model = counter.view.basket.model
    return [model.text_of(row) for row in model.rows() if row.gift_of]


def test_gifts_are_lines_to_hand_over_with_the_stores_stock(rich: Counter) -> None:
    assert gifts(rich) == [
        "山茶修护密集精华液 × 1, 赠品，请交给顾客 · 本店有 12 件",
        "帆布托特包（限定） × 2, 本店缺货：按 Del 不送",
    ], "two totes are in the basket, so none is left to give"


def test_a_gift_out_of_stock_is_said_before_payment_and_left_out_by_a_key(rich: Counter) -> None:
    rich.press(Key.Key_F12)
    assert rich.view._phase == "basket"
    assert "帆布托特包（限定）" in rich.view.banner.text()
    rich.press(Key.Key_Delete)
    assert len(gifts(rich)) == 1
    assert len(rich.lines()) == 4, "the goods stay"
    rich.press(Key.Key_F12)
    assert rich.view._phase == "tender"
    rich.press("2000", Key.Key_Return)
    body = rich.till.store.bodies("sale")[-1]
    assert body["gifts_left_out"] == [{"offer": "GIFT2", "sku": "LQX-7710", "quantity": 2, "stock": 0}]
    assert [gift["offer"] for gift in body["pricing"]["gifts"]] == ["GIFT"]


def test_whoever_goes_on_after_the_warning_hands_the_gift_over(rich: Counter) -> None:
    rich.press(Key.Key_F12, Key.Key_F12)
    assert rich.view._phase == "tender"


def test_a_gift_that_was_left_out_comes_back_from_the_list_of_offers(rich: Counter) -> None:
    rich.press(Key.Key_F12, Key.Key_Delete)
    panel = rich.view.offers
    row = next(row for row in panel.model.rows() if row.gift_left_out)
    rich.press(Key.Key_F5)
    panel.list.setCurrentIndex(panel.model.index_of(panel.model.key_of(row)))
    rich.press(Key.Key_Return)
    assert len(gifts(rich)) == 2


def test_a_service_is_used_and_taken_back_with_the_keyboard(rich: Counter) -> None:
    services = rich.view.offers.services
    shift(rich, Key.Key_F4)
    assert services.list.hasFocus()
    rich.press(Key.Key_Return)
    (used,) = rich.till.store.bodies("entitlement_used")
    assert (used["entitlement_id"], used["sale_id"]) == ("WRAP", rich.till.checkout.sale_id)
    assert (
        services.model.text_of(services.model.rows()[0])
        == "礼品包装: 剩 3 / 6 次, 本次已用 1 次 · 有效期至 2027年2月1日"
    )
    rich.press(Key.Key_Delete)
    assert [body["use_id"] for body in rich.till.store.bodies("entitlement_use_undone")] == [used["use_id"]]
    rich.press(Key.Key_Escape)
    assert rich.view.basket.list.hasFocus()
    assert rich.view.offers._stack.currentWidget() is rich.view.offers.list


def test_what_is_used_up_cannot_be_used(rich: Counter) -> None:
    shift(rich, Key.Key_F4)
    rich.press(Key.Key_Down, Key.Key_Down, Key.Key_Return)
    assert rich.till.store.bodies("entitlement_used") == []
    assert not rich.view.offers.services.use_button.isEnabled()


def test_a_coupon_grows_by_two_presses(rich: Counter) -> None:
    shift(rich, Key.Key_F8)
    assert rich.till.store.bodies("coupon_swapped") == []
    assert "不可撤销" in rich.view.offers.swap_button.words()
    shift(rich, Key.Key_F8)
    (body,) = rich.till.store.bodies("coupon_swapped")
    assert (body["coupon_id"], body["to_offer_id"]) == ("C2", "OFF45")
    assert not rich.view.offers.swap_button.isVisible()
    assert "满300减45（膨胀券）" in {row.label for row in rich.view.offers.model.rows()}


def test_who_pays_is_for_managers(rich: Counter, language: Language, operations: Operations) -> None:
    panel = rich.view.offers
    assert not panel.funding_button.isVisible()
    assert panel._state is not None
    assert panel._state.funding is None
    rich.till.staff.sign_in(rich.till.staff.check_pin("1009", PIN))
    rich.window.sections.checkout.refresh()
    shift(rich, Key.Key_F5)
    paid = rich.till.checkout.state.pricing.funding
    assert sum(share.amount_minor for share in panel._state.funding) == sum(paid.values())
    assert panel.funding.texts()[0] == f"集团承担 ¥{paid['platform'] / 100:.2f}"
    assert any(text.startswith("品牌 沐棠 承担 ¥39.00") for text in panel.funding.texts())
    rich.press(Key.Key_Escape)
    assert panel._stack.currentWidget() is panel.list


def test_a_handout_is_listed_when_the_sale_is_done(rich: Counter) -> None:
    rich.press(Key.Key_F12, Key.Key_F12, "2000", Key.Key_Return)
    (given,) = rich.till.store.bodies("sale")[-1]["handed_out"]
    assert rich.view.done._handouts.text() == f"随小票赠送：街角咖啡第二杯半价券 ({given['code']})"


def test_managers_read_which_offer_is_not_used_and_where_it_is_wrong(counter: Counter) -> None:
    bad = OfferRecord("BAD", 7, {"id": "BAD", "source": "promotion", "stage": "order", "effect": {"kind": "teleport"}})
    till: FakeTill = counter.till
    till.reference.offer_records = [*till.reference.offer_records, bad]
    till.checkout.reference_changed()
    view = counter.window.page("connection")
    assert isinstance(view, ConnectionView)
    assert view.bad_offer_texts() == ""
    till.staff.sign_in(till.staff.check_pin("1009", PIN))
    counter.window.show_section("connection")
    counter.window.sections.refresh_ages()
    QApplication.processEvents()
    assert "BAD" in view.bad_offer_texts()
    assert "$.effect.kind" in view.bad_offer_texts()


def test_a_line_with_many_adjustments_says_them_all_when_it_is_selected(counter: Counter) -> None:
    effect = {"kind": "percent_off", "bps": 300}
    counter.till.reference.offer_records = [
        OfferRecord(f"A{n}", 1, {"id": f"A{n}", "source": "promotion", "stage": "line", "effect": effect})
        for n in range(6)
    ]
    counter.till.checkout.reference_changed()
    counter.till.checkout.add_product("LQX-9034")
    counter.window.sections.checkout.refresh()
    texts = counter.view.basket._detail.text().split(" · ")
    assert [text.split(" ")[0] for text in texts] == [f"A{n}" for n in range(6)]
    assert counter.view.basket._detail.isVisible()


def test_the_selected_line_says_what_coupons_and_points_take_off_it(counter: Counter) -> None:
    till = counter.till
    till.show_code()
    till.fill()
    till.checkout.use_points(600)
    counter.window.sections.checkout.refresh()
    basket = counter.view.basket
    pricing = till.checkout.state.pricing
    assert pricing is not None
    for line in pricing.lines:
        basket.select(line.id)
        said = basket._detail.text().split(" · ") if basket._detail.isVisible() else []
        amounts = [round(float(part.rpartition("−")[2]) * 100) for part in said]
        assert any(item.coupon for item in line.adjustments)
        assert amounts == [item.amount for item in line.adjustments]


def test_names_of_handouts_and_swaps_follow_the_language(rich: Counter) -> None:
    handouts = rich.till.reference.settings_document["handouts"]["handouts"]
    handouts[0]["label_en"] = "Half a coffee"
    rich.till.checkout.reference_changed()
    rich.window._language.use("en")
    rich.press(Key.Key_F12, Key.Key_F12, "2000", Key.Key_Return)
    assert rich.view.done._handouts.text().startswith("Hand out with the receipt: Half a coffee (")


@pytest.fixture
def rewarding(counter: Counter) -> Counter:
    """A mug and a bag for points beside the services."""
    give_benefits(counter.till)
    catalogue = [
        {"id": "MUG", "label": "马克杯", "label_en": "Mug", "program": "group", "points": 800, "kind": "goods",
         "sku": "M1", "stock": 9},
        {"id": "BAG", "label": "手袋", "program": "group", "points": 90000, "kind": "goods", "sku": "B1"},
    ]  # fmt: skip
    document = counter.till.reference.settings_document
    points = {**document["points"], "program": "group"}
    counter.till.reference.settings_document = {**document, "points": points, "programs": {"catalogue": catalogue}}
    counter.till.store.own_benefits.rows = []
    counter.till.show_code()
    counter.window.sections.checkout.refresh()
    counter.view.focus_home()
    return counter


def test_a_reward_is_given_for_points_after_a_second_enter(rewarding: Counter) -> None:
    services = rewarding.view.offers.services
    shift(rewarding, Key.Key_F4)
    texts = [services.model.text_of(row) for row in services.model.rows()]
    assert texts[0] == "马克杯: 800 积分, 可兑换 · 剩 9 件"
    assert texts[1].startswith("手袋: 90,000 积分, 可兑换 · 还差 ")
    rewarding.press(Key.Key_Return)
    assert "马克杯" in rewarding.view.banner.text()
    assert rewarding.till.store.bodies("reward_redeemed") == [], "asked first"
    rewarding.press(Key.Key_Down, Key.Key_Up, Key.Key_Return)
    assert rewarding.till.store.bodies("reward_redeemed") == [], "another row was looked at: asked anew"
    rewarding.press(Key.Key_Return)
    (body,) = rewarding.till.store.bodies("reward_redeemed")
    assert (body["reward_id"], body["points"], body["one_id"]) == ("MUG", 800, "M1")
    rewarding.press(Key.Key_Down, Key.Key_Return, Key.Key_Return)
    assert len(rewarding.till.store.bodies("reward_redeemed")) == 1, "the bag costs more than there is"


def test_points_that_end_soon_are_said_with_their_day(counter: Counter) -> None:
    counter.till.show_code()
    shown = counter.till.checkout.state.member
    assert shown is not None
    ends = {"group": (300, "2026-11-30"), "LQX": (5, "2027-11-30")}
    member = replace(shown.member, points_end=ends, tiers_end={"group": "2027-03-01"})
    counter.till.checkout.set_member(replace(shown, member=member))
    counter.window.sections.checkout.refresh()
    texts = [found.text() for found in counter.view.member.findChildren(ElidedLabel)]
    assert "300 分 2026年11月30日 到期" in texts
    assert not any("2027年11月30日" in text for text in texts), "a year ahead is no news"
    tips = [found.tip for found in counter.view.member.findChildren(ElidedLabel)]
    assert "集团: 金卡，有效期至 2027年3月1日" in tips
