"""What stands on receipts, copies and gift receipts, and when the drawer opens."""

from __future__ import annotations

import base64
from dataclasses import replace

import pytest

from pos_client.application.receipt_extras import invoice_address, logo_of
from pos_client.application.receipts import ReceiptKit, Receipts, ReceiptWriters
from pos_client.errors import Unavailable
from retail.ports import StoreFailed
from retail.receipt import Element, OpenDrawer, Picture, QrCode, ReceiptDocument, Row, Text
from retail.signed import SigningKey
from tests.fakes import FakePrints
from tests.ui.till import FakeTill

KEY = SigningKey.generate()
PIXEL = base64.b64encode(b"\x89PNG\r\n\x1a\n" + b"rest").decode()


class Paper:
    """A till, a printer that can fail, and what came out of it."""

    def __init__(self, language: str = "zh_CN") -> None:
        self.till = FakeTill()
        self.till.sign_in()
        self.documents: list[ReceiptDocument] = []
        self.failure: Unavailable | None = None
        self.prints = FakePrints()
        self.receipts = self.made(language)

    def made(self, language: str) -> Receipts:
        till = self.till
        kit = ReceiptKit(till.desk, till.store, till.directory, till.reference, lambda: KEY, language)
        return Receipts(kit, ReceiptWriters(self.write, lambda document, path: None), self.prints)

    def write(self, document: ReceiptDocument) -> None:
        if self.failure is not None:
            raise self.failure
        self.documents.append(document)

    def set(self, **values: object) -> None:
        self.till.reference.settings_document["receipt"] = values


@pytest.fixture
def paper() -> Paper:
    return Paper()


def words(document: ReceiptDocument) -> str:
    return "\n".join(map(_words, document.elements))


def _words(element: Element) -> str:
    match element:
        case Text():
            return element.text
        case Row():
            return f"{element.left} | {element.right}"
        case _:
            return ""


def test_the_first_on_paper_is_the_receipt_and_the_others_are_numbered_copies(paper: Paper) -> None:
    paper.till.fill()
    sale_id = paper.till.sell()
    paper.failure = Unavailable("printer_paper_out", printer="p")
    with pytest.raises(Unavailable):
        paper.receipts.print_receipt(sale_id)
    paper.failure = None
    for _ in range(3):
        paper.receipts.print_receipt(sale_id)
    titles = [next(line for line in words(document).split("\n") if "副本" in line or "销售小票" in line)
              for document in paper.documents]  # fmt: skip
    assert titles == ["销售小票", "补打 · 副本 第 1 次", "补打 · 副本 第 2 次"]
    again = paper.made("zh_CN")  # the program was started anew
    again.print_receipt(sale_id)
    assert "第 3 次" in words(paper.documents[-1])


def test_a_disk_that_fails_after_the_paper_came_out_prints_no_second_one(
    paper: Paper, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(document_id: str) -> None:
        raise StoreFailed

    monkeypatch.setattr(paper.prints, "add", fail)
    paper.till.fill()
    paper.receipts.print_receipt(paper.till.sell())
    assert len(paper.documents) == 1
    assert "not counted" in caplog.text
    caplog.clear()


def test_the_drawer_opens_for_cash_that_was_just_taken_and_for_nothing_else(paper: Paper) -> None:
    paper.till.fill()
    cash = paper.till.sell()
    paper.till.fill()
    paper.till.checkout.tender_card(paper.till.checkout.state.remaining_minor, "T-1")
    card = paper.till.checkout.complete().sale.sale_id
    paper.receipts.print_receipt(cash, opens_drawer=True)
    paper.receipts.print_receipt(cash)
    paper.receipts.print_receipt(card, opens_drawer=True)
    assert [isinstance(document.elements[0], OpenDrawer) for document in paper.documents] == [True, False, False]
    paper.receipts.open_drawer(card)
    assert len(paper.documents) == 3
    paper.receipts.open_drawer(cash)
    assert paper.documents[-1].elements == (OpenDrawer(),)


def test_a_gift_receipt_says_what_was_bought_and_no_amount_at_all(paper: Paper) -> None:
    paper.till.show_code()
    paper.till.fill()
    sale_id = paper.till.sell()
    paper.receipts.print_gift(sale_id)
    (gift,) = paper.documents
    shown = words(gift)
    assert "礼品小票 · 不含价格" in shown
    assert "云柔羊毛混纺圆领针织衫 | × 1" in shown
    assert "¥" not in shown
    assert "林" not in shown
    assert "积分" not in shown
    assert any(isinstance(element, QrCode) and element.text.startswith("UR1:") for element in gift.elements)
    assert paper.prints.of(sale_id) == 0, "it is no receipt and makes the receipt no copy"


def test_points_before_and_after_and_what_is_missing_to_the_next_tier(paper: Paper) -> None:
    till = paper.till
    rules = {"group": {"days": 365, "steps": [["gold", 550000], ["platinum", 1200000]]}}
    till.reference.settings_document["points"] = {
        **till.reference.settings_document["points"],
        "tier_rules": rules,
        "tiers": {"group": {"gold": "金卡", "platinum": "铂金卡"}},
    }
    till.checkout.reference_changed()
    till.show_code()
    till.fill()
    sale_id = till.sell()
    sale = till.store.documents[sale_id]
    net = sum(line["net_minor"] for line in sale["lines"])
    earned = sale["pricing"]["points_earned"]["group"]
    shown = words(paper.receipts.document(sale_id))
    assert "积分余额（本次前） | 12,480" in shown
    assert f"积分余额（本次后） | {12480 + earned:,}" in shown
    assert f"再消费 ¥{(1200000 - 912300 - net) / 100:,.2f} 升级铂金卡" in shown
    # Once the ledger has counted the sale, nothing of it is counted twice.
    till.directory.members[0] = replace(
        till.directory.members[0], growth={"group": 912300 + net}, as_of="2099-01-01T00:00:00+08:00"
    )
    assert f"再消费 ¥{(1200000 - 912300 - net) / 100:,.2f} 升级铂金卡" in words(paper.receipts.document(sale_id))
    assert "升级铂金卡" not in words(paper.receipts.document(sale_id, copy=1)), "a copy of later does not say it"


def test_header_footer_logo_and_the_code_for_an_invoice_are_the_stores_settings(paper: Paper) -> None:
    paper.set(
        header=["云上百货", "淮海路 1 号"],
        footer=["谢谢惠顾"],
        logo_png=PIXEL,
        einvoice_url="https://fp.example/apply?no={receipt}&amt={amount}&sign={code}",
    )
    paper.till.fill()
    sale_id = paper.till.sell()
    document = paper.receipts.document(sale_id)
    assert isinstance(document.elements[0], Picture)
    assert words(document).strip().startswith("云上百货\n淮海路 1 号")
    assert "谢谢惠顾" in words(document)
    returns, invoice = [element.text for element in document.elements if isinstance(element, QrCode)]
    summary = paper.till.store.by_id(sale_id)
    assert summary is not None
    start = f"https://fp.example/apply?no={summary.receipt_number}&amt={summary.payable_minor / 100:.2f}&sign=UR1%3A"
    assert invoice.startswith(start)
    assert returns.startswith("UR1:")
    assert "扫码申请电子发票" in words(document)
    assert not any("fp.example" in str(element) for element in paper.receipts.gift_document(sale_id).elements)


@pytest.mark.parametrize("template", ["", "javascript:alert(1)", "fp.example/{receipt}", "https://x/" + "a" * 400])
def test_an_address_that_is_none_makes_no_code(template: str, caplog: pytest.LogCaptureFixture) -> None:
    assert invoice_address(template, "R1", "1.00", "UR1:X") is None
    caplog.clear()


def test_only_the_three_names_are_filled_in() -> None:
    found = invoice_address("https://x/{receipt}?q={other}&{}&s={code}", "S01-T02 1", "1.00", "UR1:A+B")
    assert found == "https://x/S01-T02%201?q={other}&{}&s=UR1%3AA%2BB"


@pytest.mark.parametrize("encoded", ["no base64!", base64.b64encode(b"GIF89a").decode(), "é"])
def test_a_logo_that_is_no_png_is_left_out(encoded: str, caplog: pytest.LogCaptureFixture) -> None:
    logo_of.cache_clear()
    assert logo_of(encoded) is None
    assert "logo_png" in caplog.text
    caplog.clear()
