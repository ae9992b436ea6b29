"""Rain checks at the counter: promised where goods are sold out, printed, and sold once at what was promised."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from PySide6.QtCore import Qt

from pos_client.devices.scanned_code import ScannedCode
from pos_client.errors import Unavailable
from pos_client.ui.language import Language
from pos_client.ui.operations import Operations
from retail.paper_codes import RainCheckCode, make_rain_check
from retail.receipt import QrCode
from tests.ui.conftest import Counter, opened
from tests.ui.till import FakeTill
from tests.ui.till_data import SETTINGS
from tests.unit.application.conftest import key_row

Key = Qt.Key
TOTE, TOTE_SKU = b"6931112223334", "LQX-7710"


@dataclass
class Office:
    """The ledger, about rain checks."""

    status: str = "open"
    is_away: bool = False
    asked: int = 0

    def rain_check(self, rain_check_id: str) -> str:
        self.asked += 1
        if self.is_away:
            raise Unavailable("value_no_answer")
        return self.status


class CheckCounter(Counter):
    office: Office

    def scan(self, text: str) -> None:
        self.window.on_code_scanned(ScannedCode(text.encode(), None, "wedge"))

    def said(self, words: str) -> None:
        self.qtbot.waitUntil(lambda: words in self.view.banner.text())

    def ask(self) -> None:
        self.qtbot.keyClick(self.window, Key.Key_F1, Qt.KeyboardModifier.ShiftModifier)

    def code(self) -> str:
        """What the newest paper bears."""
        self.qtbot.waitUntil(lambda: self.till.printed != [])
        (code,) = [element.text for element in self.till.printed[-1].elements if isinstance(element, QrCode)]
        return code

    def wait_for_line(self) -> None:
        self.qtbot.waitUntil(lambda: any(line.rain_check for line in self.till.checkout.state.basket.lines))


@pytest.fixture
def counter(language: Language, operations: Operations, qtbot: object) -> CheckCounter:
    till = FakeTill()
    till.reference.settings_document = {**SETTINGS, "rain_checks": {"days": 30}}
    till.reference.key_rows.append(key_row("till", till.till_key) | {"store": "S01", "till": "T02"})
    till.ask_rain_check = office = Office()
    till.stock.pieces = {TOTE_SKU: 0}
    till.checkout.reference_changed()
    till.sign_in()
    made = opened(till, language, operations, qtbot)  # type: ignore[arg-type]
    made.__class__ = CheckCounter
    assert isinstance(made, CheckCounter)
    made.office = office
    return made


def promised(counter: CheckCounter) -> str:
    """Two pieces, of which the second is at half price today."""
    counter.window.sections.checkout.scan(TOTE, "]E0")
    counter.press("+")
    counter.ask()
    return counter.code()


def test_the_notice_of_goods_that_are_sold_out_offers_it_and_its_paper_says_what_was_promised(
    counter: CheckCounter,
) -> None:
    counter.window.sections.checkout.scan(TOTE, "]E0")
    counter.said("缺货") if "缺货" in counter.view.banner.text() else None
    assert counter.view.banner.action_button is not None
    counter.press("+")
    counter.ask()
    counter.code()
    (body,) = counter.till.store.bodies("rain_check_issued")
    # 129.00, the second at half price: the price of two pieces today, for each.
    assert (body["sku"], body["quantity"], body["unit_price_minor"]) == (TOTE_SKU, 2, 9_675)
    assert body["valid_until"][:10] in ("2026-12-11", "2026-12-12")
    assert counter.lines() == {}
    words = str(counter.till.printed[-1].elements)
    assert "¥96.75" in words
    assert "2026-12-11" in words


def test_it_is_sold_once_at_its_price_and_nothing_more_comes_off(counter: CheckCounter) -> None:
    code = promised(counter)
    counter.scan(code)
    counter.wait_for_line()
    assert counter.till.checkout.state.payable_minor == 19_350
    counter.scan(code)
    counter.said("已在购物篮")
    counter.press("+")
    counter.said("不能修改")
    counter.press(Key.Key_F12, Key.Key_F12)
    (sale,) = counter.till.store.bodies("sale")
    promise = counter.till.store.bodies("rain_check_issued")[0]["rain_check_id"]
    assert [(line["rain_check"], line["net_minor"]) for line in sale["lines"]] == [(promise, 19_350)]
    counter.office.status = "used"
    counter.scan(code)
    counter.said("已经使用")
    assert counter.lines() == {}


def test_without_a_connection_this_store_goes_by_what_it_knows_and_others_wait(counter: CheckCounter) -> None:
    code = promised(counter)
    counter.till.online = False
    counter.scan(code)
    counter.wait_for_line()
    assert counter.office.asked == 0
    counter.till.checkout.void_basket()
    elsewhere = RainCheckCode("RC9", TOTE_SKU, 1, 5_000, "CNY", 2_000_000_000)
    counter.till.reference.key_rows[-1] = {**counter.till.reference.key_rows[-1], "store": "S07"}
    counter.scan(make_rain_check(elsewhere, counter.till.till_key, counter.till.till_key.verifying_key.kid))
    counter.said("S07")
    assert counter.lines() == {}
    counter.till.online, counter.office.is_away = True, True
    counter.scan(code)
    counter.said("S07")


def test_what_this_till_has_used_itself_is_not_sold_again_offline(counter: CheckCounter) -> None:
    code = promised(counter)
    counter.till.online = False
    counter.till.store.uses.spent.add(counter.till.store.bodies("rain_check_issued")[0]["rain_check_id"])
    counter.scan(code)
    counter.said("已经使用")


def test_a_printer_that_fails_costs_no_promise(counter: CheckCounter) -> None:
    counter.till.rain_check_printer = Unavailable("printer_paper_out")
    counter.window.sections.checkout.scan(TOTE, "]E0")
    counter.ask()
    counter.said("还没有打印")
    counter.till.rain_check_printer = None
    counter.ask()
    counter.code()
    assert len(counter.till.store.bodies("rain_check_issued")) == 1


def test_a_forged_promise_and_one_that_is_over_are_refused(counter: CheckCounter) -> None:
    key = counter.till.till_key
    over = RainCheckCode("RC1", TOTE_SKU, 1, 5_000, "CNY", 1_000_000_000)
    counter.scan(make_rain_check(over, key, key.verifying_key.kid))
    counter.said("过期")
    code = promised(counter)
    torn = code[:-4] + ("A" if code[-4] != "A" else "B") + code[-3:]
    counter.scan(torn)
    assert not any(line.rain_check for line in counter.till.checkout.state.basket.lines)
