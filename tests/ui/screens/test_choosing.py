"""Coupons chosen by hand with the keyboard: every press changes something, or says why it does not."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt

from retail.ports import OfferRecord, StoredCoupon
from tests.ui.conftest import Counter
from tests.ui.till_data import COUPONS

Key = Qt.Key


@pytest.fixture
def known(counter: Counter) -> Counter:
    """Four coupons: ¥100 and ¥30 off (never both), ¥260 off out of reach, ¥15 off."""
    counter.till.fill()
    counter.till.show_code()
    counter.window.sections.checkout.refresh()
    return counter


def rows(counter: Counter) -> dict[str, str]:
    """What stands in the rows of the coupons, by coupon."""
    model = counter.view.offers.model
    return {row.coupon_id: model.text_of(row) for row in model.rows() if row.coupon_id}


def pick(counter: Counter, key: object) -> None:
    """Walk to the row of this coupon (or offer) from the first with the arrows, and press Enter."""
    panel = counter.view.offers
    counter.press(Key.Key_F5, Key.Key_Home)
    for _ in panel.model.rows():
        row = panel.model.row_at(panel.list.currentIndex())
        if row is not None and key in (row.coupon_id, row.offer_id):
            counter.press(Key.Key_Return)
            return
        counter.press(Key.Key_Down)
    raise AssertionError(f"no row of {key}")


def used(counter: Counter) -> set[str | None]:
    pricing = counter.till.checkout.state.pricing
    assert pricing is not None
    return {item.coupon for item in pricing.applied if item.coupon}


def test_a_coupon_out_of_reach_says_what_is_missing_also_when_it_was_not_chosen(known: Counter) -> None:
    before = rows(known)["C3"]
    assert before == "满2000减260: 再买 ¥415.00 可用, 可省 ¥260.00"
    pick(known, "C2")
    assert rows(known)["C3"] == before
    assert rows(known)["C1"] == "满1000减100: 未选用，选中即可使用"


def test_picking_it_says_so_and_changes_nothing(known: Counter) -> None:
    pick(known, "C3")
    assert known.view.banner.text() == "“满2000减260”现在不能使用。 再买 ¥415.00 可用"
    assert known.till.checkout.state.coupon_choice is None
    pick(known, "C2")
    assert known.view.banner.text() == "", "what changed something takes the words away"
    pick(known, "C3")
    assert "再买 ¥415.00 可用" in known.view.banner.text()
    assert used(known) == {"C2", "C4"}


def test_two_coupons_that_exclude_each_other_make_room_for_each_other(known: Counter) -> None:
    """With one of them chosen by hand, the other is no worse a choice for saving less, or for coming later."""
    for coupon_id in ("C2", "C1", "C2", "C1"):
        pick(known, coupon_id)
        assert used(known) == {coupon_id, "C4"}


def test_the_keyboard_stays_on_the_coupon_that_it_picked(known: Counter) -> None:
    pick(known, "C2")
    known.press(Key.Key_Return)
    assert used(known) == {"C4"}
    known.press(Key.Key_Return)
    assert used(known) == {"C2", "C4"}
    known.press(Key.Key_Escape, Key.Key_F8)
    assert known.till.checkout.state.coupon_choice is None
    assert used(known) == {"C1", "C4"}


def test_what_the_best_choice_would_use_stands_first_among_those_left_out(known: Counter) -> None:
    for coupon_id in ("C1", "C4"):
        pick(known, coupon_id)
    left_out = [row.coupon_id for row in known.view.offers.model.rows() if row.status == "not_chosen"]
    assert left_out == ["C1", "C4", "C2"]


@pytest.mark.parametrize(
    ("coupon", "said"),
    [
        ({"status": "used"}, "此券已使用或被锁定"),
        ({"expires_at": "2026-11-01T00:00:00+08:00"}, "此券已过期"),
    ],
)
def test_a_coupon_that_is_gone_says_so_when_others_were_chosen(
    known: Counter, coupon: dict[str, str], said: str
) -> None:
    member = known.till.checkout.state.member
    assert member is not None
    changed = replace(COUPONS[1], **coupon)
    known.till.checkout.set_member(replace(member, coupons=(COUPONS[0], changed)))
    known.window.sections.checkout.refresh()
    pick(known, "C1")
    assert said in rows(known)["C2"]
    pick(known, "C2")
    assert said in known.view.banner.text()


def test_an_offer_that_is_no_coupon_says_why_it_applies_or_not(known: Counter) -> None:
    pick(known, "HALF")
    assert known.view.banner.text() == "“第二件半价”已自动享受。 只有优惠券可以手动选择。"
    pick(known, "BEAUTY")
    assert known.view.banner.text() == "“沐棠护肤 9 折”现在不能使用。 购物篮中没有适用商品"
    assert known.till.checkout.state.coupon_choice is None


def test_a_coupon_for_a_set_that_would_save_nothing_says_so(known: Counter) -> None:
    effect = {"kind": "bundle_price", "price": 99999999, "components": [{"skus": ["LQX-7710"], "quantity": 1}]}
    document = {"id": "SET", "label": "组合券", "source": "coupon", "stage": "coupon", "effect": effect}
    known.till.reference.offer_records = [*known.till.reference.offer_records, OfferRecord("SET", 1, document)]
    member = known.till.checkout.state.member
    assert member is not None
    known.till.checkout.reference_changed()
    coupons = (*COUPONS, StoredCoupon("C9", "SET", "M1", "available", None))
    known.till.checkout.set_member(replace(member, coupons=coupons))
    known.window.sections.checkout.refresh()
    pick(known, "C2")
    pick(known, "C9")
    assert "本单用不上" in known.view.banner.text()
    assert used(known) == {"C2", "C4"}
