"""Who pays and who earns, line by line, beside the receipts: for managers and auditors, without a connection."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from pos_client.ui.language import Language
from pos_client.ui.operations import Operations
from pos_client.ui.widgets.base import ElidedLabel
from retail.guides import shares_of
from retail.ports import OfferRecord
from tests.ui.collection import LEAF, give_collection
from tests.ui.conftest import Counter, opened
from tests.ui.till import FakeTill

Key = Qt.Key
COMMISSION = {
    "stores": {"S01": {"type": "collection"}},
    "commission": [
        {"id": "beauty", "priority": 1, "scope": {"brands": ["MTG"]}, "bps": 300, "payer": "brand", "due": "T+0",
         "points": {"points": 1, "per_minor": 10_000}},
        {"id": "rest", "bps": 100, "payer": "store", "due": "T+1"},
    ],
}  # fmt: skip


@pytest.fixture
def counter(language: Language, operations: Operations, qtbot: QtBot) -> Counter:
    till = FakeTill()
    give_collection(till)
    till.reference.settings_document["commission"] = {"version": 1, **COMMISSION}
    funded = {**LEAF.document, "funding": [{"party": "brand:MTG", "bps": 7000}, {"party": "platform", "bps": 3000}]}
    kept = [record for record in till.reference.offer_records if record.offer_id != "LEAF"]
    till.reference.offer_records = [*kept, OfferRecord("LEAF", 1, funded)]
    till.checkout.reference_changed()
    till.online = False
    till.sign_in("1009")
    for sku in ("MTG-3301", "LQX-9034"):
        till.checkout.add_product(sku)
    till.checkout.say(guides=shares_of({"1003": 1}))
    till.checkout.choose_coupons([])
    till.sell()
    return opened(till, language, operations, qtbot)


def open_accounts(counter: Counter) -> list[str]:
    counter.window.show_section("receipts")
    QTest.keyClick(counter.window, Key.Key_F5, Qt.KeyboardModifier.ShiftModifier)
    texts: list[str] = counter.window.page("receipts").accounts.texts()
    return texts


def test_each_line_says_which_brand_pays_what_and_who_earns_of_it(counter: Counter) -> None:
    texts = open_accounts(counter)
    assert texts == [
        "山茶修护密集精华液 × 1",
        "沐棠",
        "棠叶九五折：沐棠承担",
        "棠叶九五折：集团承担",
        "沐棠护肤 9 折：门店承担",
        "周可提成，由沐棠支付",
        "925 银耳钉 · 星芒 × 1",
        "绫绮轩",
        "周可提成，由门店支付",
    ]
    (sale,) = counter.till.store.bodies("sale")
    serum = next(line for line in sale["pricing"]["lines"] if line["id"] == sale["lines"][0]["line_id"])
    leaf = next(part["amount"] for part in serum["adjustments"] if part["offer"] == "LEAF")
    assert leaf == 2295
    shown = [name for name in _names(counter) if "棠叶" in name]
    assert shown == ["棠叶九五折：沐棠承担 −¥16.07", "棠叶九五折：集团承担 −¥6.88"]
    # 3 % of what was paid, rounded half up, as the ledger reckons it.
    net = sale["lines"][0]["net_minor"]
    earned = (net * 300 + 5000) // 10_000
    assert f"周可提成，由沐棠支付 +¥{earned / 100:.2f} · {net // 10_000}" in _names(counter)


def test_who_may_not_see_it_has_no_such_key(counter: Counter) -> None:
    counter.till.sign_in("1001")
    counter.window.show_section("receipts")
    page = counter.window.page("receipts")
    counter.window.sections.receipts.refresh()
    assert not page.accounts_button.isVisible()
    QTest.keyClick(counter.window, Key.Key_F5, Qt.KeyboardModifier.ShiftModifier)
    assert not page.shows_accounts


def _names(counter: Counter) -> list[str]:
    return [found.accessibleName() for found in counter.window.page("receipts").accounts.findChildren(ElidedLabel)]
