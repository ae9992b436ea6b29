"""What is sold out, or a coupon that cannot be honoured, is said at the scan; and nothing is refused because of it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from PySide6.QtCore import Qt

from pos_client.ui.models.offers import label_of
from retail.ports import OfferRecord, StoredCoupon
from tests.ui.conftest import Counter

Key = Qt.Key
TOTE, TOTE_SKU = b"6931112223334", "LQX-7710"


def said(counter: Counter) -> str:
    banner = counter.view.banner
    return banner.text() if banner.isVisible() else ""


def scan(counter: Counter, code: bytes = TOTE) -> None:
    counter.window.sections.checkout.scan(code, "]E0")


def line_text(counter: Counter) -> str:
    model = counter.view.basket.model
    return str(model.data(model.index(0), Qt.ItemDataRole.AccessibleTextRole))


def test_goods_that_are_sold_out_are_said_at_the_scan_and_sold_all_the_same(counter: Counter) -> None:
    counter.till.stock.pieces = {TOTE_SKU: 1}
    counter.till.stock.as_of = (counter.till.clock.now() - timedelta(hours=2)).isoformat()
    scan(counter)
    assert said(counter) == ""
    assert "库存 1 · 2 小时前" in line_text(counter)
    scan(counter)
    assert "账面上只剩 1" in said(counter)
    assert "2 小时前" in said(counter)
    assert counter.lines() == {TOTE_SKU: "2"}
    counter.till.stock.pieces = {TOTE_SKU: -1}
    scan(counter)
    assert "账面上已售完" in said(counter)
    assert counter.lines() == {TOTE_SKU: "3"}
    counter.press(Key.Key_F12)
    assert counter.view.tender.isVisible(), "the warning blocks nothing"


def test_whoever_goes_to_another_line_is_not_told_of_keys_for_the_one_before(counter: Counter) -> None:
    counter.till.stock.pieces = {TOTE_SKU: 0}
    counter.till.checkout.add_product("LQX-9034")
    counter.window.sections.checkout.refresh()
    scan(counter)
    assert "账面上已售完" in said(counter)
    counter.press(Key.Key_Up)
    assert said(counter) == ""


def test_what_was_never_counted_says_nothing(counter: Counter) -> None:
    scan(counter)
    assert said(counter) == ""
    assert "库存" not in line_text(counter)


def test_a_search_shows_what_there_is_and_how_soon_it_is_gone(counter: Counter) -> None:
    counter.till.stock.pieces = {TOTE_SKU: 4}
    counter.till.stock.sold = {TOTE_SKU: 6}
    counter.press("fbt")
    model = counter.view.popup.model
    assert "库存 4 · 约 40 分钟售完" in str(model.data(model.index(0), Qt.ItemDataRole.AccessibleTextRole))


@pytest.mark.parametrize("before_goods", [True, False])
def test_a_coupon_that_needs_the_connection_is_said_when_it_is_there(counter: Counter, before_goods: bool) -> None:
    till = counter.till
    till.online = False
    record = next(r for r in till.reference.offer_records if r.offer_id == "OFF30")
    only_online = OfferRecord("OFF30", 1, {**record.document, "offline": {"policy": "refused"}, "conditions": {}})
    till.reference.offer_records = [only_online if r.offer_id == "OFF30" else r for r in till.reference.offer_records]
    till.checkout.reference_changed()
    till.checkout.connection_changed()
    coupon = StoredCoupon("PAPER-1", "OFF30", None, "available", datetime(2030, 1, 1, tzinfo=UTC).isoformat())
    followed = counter.window.sections.checkout._showing.followed
    if not before_goods:
        scan(counter)
    till.checkout.add_bearer_coupon(coupon)
    with counter.qtbot.waitSignal(followed):
        scan(counter)
    row = next(row for row in counter.view.offers.model.rows() if row.coupon_id == "PAPER-1")
    assert label_of(row) in said(counter)
    assert "需要联网" in said(counter)
    with counter.qtbot.waitSignal(followed):
        scan(counter)
    assert said(counter) == "", "once is enough"
