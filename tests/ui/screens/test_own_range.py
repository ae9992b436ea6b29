"""The store's own goods and prices at the till: seen, proposed, approved and refused, by keys, over a fake ledger."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from pos_client.devices.scanned_code import ScannedCode
from pos_client.errors import Unavailable
from pos_client.ui.language import Language
from pos_client.ui.operations import Operations
from pos_client.ui.screens.own_range.view import RangeView
from retail.catalogue import StoreOverlay
from tests.fake_cases import PIN
from tests.fake_proposals import SECRET, some_proposals
from tests.ui.collection import give_collection
from tests.ui.conftest import Counter, opened
from tests.ui.till import FakeTill

Key = Qt.Key


class RangeCounter(Counter):
    page: RangeView

    def texts(self) -> list[str]:
        return [self.page.model.text_of(row) for row in self.page.model.rows()]

    def said(self, words: str) -> None:
        self.qtbot.waitUntil(lambda: words in self.page.banner.text())

    def shift(self, key: Qt.Key) -> None:
        QTest.keyClick(self.window, key, Qt.KeyboardModifier.ShiftModifier)


@pytest.fixture
def counter(language: Language, operations: Operations, qtbot: QtBot) -> RangeCounter:
    till = FakeTill()
    give_collection(till)
    till.checkout.clear_member()
    till.own_range.overlays = {"LQX-9034": StoreOverlay("LQX-9034", 23900)}
    till.sign_in("1009")
    made = opened(till, language, operations, qtbot)
    made.__class__ = RangeCounter
    assert isinstance(made, RangeCounter)
    qtbot.keyClick(made.window, Key.Key_G, Qt.KeyboardModifier.ControlModifier)
    page = made.window.page("range")
    assert isinstance(page, RangeView)
    made.page = page
    return made


def test_own_goods_and_prices_stand_there_without_a_connection(counter: RangeCounter) -> None:
    counter.till.online = False
    texts = counter.texts()
    assert len(texts) == 3, "two kinds of own goods, and one price"
    assert texts[2].startswith("925 银耳钉 · 星芒, 绫绮轩 · LQX-9034, ¥239.00, 集团价 ¥259.00")
    assert not counter.page.pin.isVisible(), "what the till knows asks for no PIN"


def test_a_price_is_proposed_after_the_pin_and_waits_for_its_brand(counter: RangeCounter) -> None:
    counter.press(Key.Key_F7, "csq", Key.Key_Return, Key.Key_F8, "439", Key.Key_Return)
    assert counter.page.pin.isVisible()
    assert counter.till.proposals.asked == []
    counter.press(PIN, Key.Key_Return)
    counter.said("拓坡山")
    (kept,) = counter.till.proposals.kept.values()
    assert (kept["subject"], kept["document"]["unit_price_minor"], kept["status"]) == ("TPS-0417-39", 43900, "proposed")
    assert "等待 拓坡山" in counter.texts()[0]
    # The PIN is known now. Taking it back is asked first, and Esc leaves it.
    counter.press(Key.Key_F11, Key.Key_Escape, Key.Key_F11)
    assert [kept["status"] for kept in counter.till.proposals.kept.values()] == ["proposed"]
    counter.press("too cheap", Key.Key_Return)
    counter.qtbot.waitUntil(lambda: "已撤回" in counter.texts()[0])


def test_new_goods_of_no_brand_go_out_at_once(counter: RangeCounter) -> None:
    counter.press(Key.Key_F4, "Gaiwan", Key.Key_Return, Key.Key_Return, "168", Key.Key_Return, Key.Key_Return)
    counter.window.on_code_scanned(ScannedCode(b"6900000000017", None, "wedge"))
    counter.press(Key.Key_Return, "trial", Key.Key_Return, Key.Key_Return)
    counter.press(PIN, Key.Key_Return)
    counter.said("已批准")
    (kept,) = counter.till.proposals.kept.values()
    document = kept["document"]
    assert document["sku"].startswith("S01-")
    assert (document["name"], document["brand"], document["unit_price_minor"]) == ("Gaiwan", "", 16800)
    assert (document["tax_bps"], document["barcodes"]) == (1300, ["6900000000017"])


def test_what_breaks_the_contract_says_where_and_the_form_stays(counter: RangeCounter) -> None:
    counter.press(Key.Key_F4, "Gaiwan", Key.Key_Return, Key.Key_Return, "168", Key.Key_Return)
    counter.page.form.tax.setText("90")
    counter.press(Key.Key_Return, Key.Key_Return, Key.Key_Return, Key.Key_Return)
    counter.press(PIN, Key.Key_Return)
    counter.said("$.tax_bps")
    assert counter.page.form.is_open
    assert counter.page.form.name.text() == "Gaiwan"


def test_a_lost_answer_is_sent_again_under_the_same_id(counter: RangeCounter) -> None:
    ledger = counter.till.proposals
    ledger.failure = Unavailable("proposals_need_connection")
    counter.press(Key.Key_F7, "csq", Key.Key_Return, Key.Key_F8, "439", Key.Key_Return, PIN, Key.Key_Return)
    counter.qtbot.waitUntil(lambda: counter.page.banner.action_button is not None)
    counter.page.banner.action_button.click()
    counter.said("拓坡山")
    assert len(ledger.asked) == 2
    assert len(set(ledger.asked)) == len(ledger.kept) == 1


def test_a_brands_own_approves_and_refuses_at_this_till(counter: RangeCounter) -> None:
    some_proposals(counter.till.proposals)
    counter.shift(Key.Key_F7)
    counter.press("TPS", Key.Key_Return, SECRET, Key.Key_Return)
    counter.qtbot.waitUntil(lambda: len(counter.texts()) == 1)
    assert counter.page.guest_button.words() == "沈岚"
    counter.press(Key.Key_F12, Key.Key_Return)
    counter.said("说明原因")
    counter.press(Key.Key_F12, "too low", Key.Key_Return)
    counter.qtbot.waitUntil(lambda: counter.till.proposals.kept["p0"]["status"] == "refused")
    assert counter.till.proposals.kept["p0"]["history"][-1]["reason"] == "too low"
    counter.qtbot.waitUntil(lambda: not counter.page.action_buttons["approve"].isVisible())
    counter.qtbot.waitUntil(counter.page.guest_button.isEnabled)
    # Gone again: the manager may not decide for the brand.
    counter.shift(Key.Key_F7)
    assert counter.page.guest_button.words() != "沈岚"


def test_somebody_else_at_the_till_sees_nothing_of_it(counter: RangeCounter) -> None:
    counter.press(Key.Key_F7, "csq", Key.Key_Return)
    counter.till.sign_in("1001")
    counter.window.show_section("checkout")
    counter.qtbot.keyClick(counter.window, Key.Key_G, Qt.KeyboardModifier.ControlModifier)
    assert counter.window._section == "checkout", "a cashier has no such page"
