"""A business day through the till's own window, by scans and keys alone, at a ledger that is killed in the middle.

In the evening four books are compared that were added up apart from each other: the cashier's drawer, the Z report,
the till's journal, and the accounts of the ledger.
"""

from __future__ import annotations

import itertools
from collections import Counter as Tally
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from bench.day import FILES_MAX, QT_OBJECTS_MAX, held
from central_ledger.application.audit import audit
from central_ledger.application.member_codes import member_code
from central_ledger.application.publish import publish_products, publish_setting
from central_ledger.demo.barcodes import with_check_digit
from central_ledger.demo.records import DemoGroup, DemoMember
from pos_client.bootstrap import till as till_module
from pos_client.ui.screens.returns.view import ReturnsView
from pos_client.ui.theme import apply_theme
from retail.catalogue import Product
from retail.messages import decode_body
from retail.payment_code import PaymentCode
from tests.desk import CTRL, SHIFT, Key
from tests.end_to_end.counter import Counter, books, enrolled
from tests.end_to_end.nobody import lines_of, said_of_people
from tests.end_to_end.processes import Ledger
from tests.end_to_end.proxy import CuttingProxy
from tests.end_to_end.shop_day import GUIDES, PARK, Printer, ShopTill, opened
from tests.unit.devices.escpos_reader import Printout, read_escpos
from tests.wallet_server import WalletOperators, serving

pytestmark = [pytest.mark.qt_log_ignore("propagateSizeHints", extend=True), pytest.mark.timeout(600), pytest.mark.slow]

STORE, TILL = "S01", "T01"
CASHIER, MANAGER = ("E1001", "1001"), ("E1007", "520131")
BLOCKS_PER_SALE_MAX = 200  # papers, log lines and lists that grow to their limits; a sale kept would be some thousand
FLOAT_MINOR, SHORT_MINOR = 150_000, 1_230
F = Key
# Of the store's own goods: a notebook of 39.90, a book, a teapot.
NOTEBOOK, BOOK, TEAPOT = "6958419013798", "6958419014160", "6958419013057"
# A wallet behaves by the last digit of its code: 0 pays, 1 wants its password, 2 is poor.
WECHAT, ALIPAY = "13012345678901234", "2812345678901234"
RECEIPT_CODE = b"UR1:"
UNDO = CTRL | Key.Key_Z
Accounts = Mapping[tuple[str, str], int]
Journal = Sequence[tuple[str, Mapping[str, Any]]]


@dataclass
class Day:
    """Everything that the day is played with. `sold` counts as a person would, aside from the till."""

    till: ShopTill
    ledger: Ledger
    group: DemoGroup
    wallets: WalletOperators
    printer: Printer
    counter: Counter

    def __post_init__(self) -> None:
        unlisted = {overlay.sku for store in self.group.stores for overlay in store.overlays}
        goods = [p for p in self.group.products if p.sku not in unlisted and not p.weighed]
        self.goods: Iterator[Product] = itertools.cycle(goods)
        own = next(store for store in self.group.stores if store.store_id == STORE).own_products
        self.own = {product.sku: product for product in own}
        people = [m for m in self.group.members if STORE in m.stores and m.points.get("group", 0) > 2_000]
        self.members = itertools.cycle(people)

    def code(self) -> str:
        """The barcode of the next goods."""
        return next(self.goods).barcodes[0]

    def shows_code(self, member: DemoMember, pays: str = "") -> None:
        """The member's phone shows a fresh code."""
        with books(self.ledger) as opened_books:
            text, _ = member_code(opened_books, member.one_id, PaymentCode(pays) if pays else None)
        self.till.scan(text)
        assert self.till.app.till.checkout.state.member is not None, self.till.said

    def paper(self) -> Printout:
        """What came out of the printer last."""
        return read_escpos(self.printer.papers[-1])

    def receipts(self) -> int:
        """How many receipts of sales came out of the printer."""
        return sum(RECEIPT_CODE in paper for paper in self.printer.papers)

    def receipt_code(self) -> str:
        """What its QR code says that brings a sale back."""
        newest = next(paper for paper in reversed(self.printer.papers) if RECEIPT_CODE in paper)
        (code,) = [code.text for code in read_escpos(newest).codes if code.text.startswith(RECEIPT_CODE.decode())]
        return code

    def sold_for(self, *codes: str, card: str = "", member: DemoMember | None = None) -> str:
        """Sell, and give the code on the receipt that the printer made."""
        till = self.till
        for code in codes:
            till.scan(code)
        if member is not None:
            self.shows_code(member)
        till.to_payment()
        if card:
            till.take_card(card)
        else:
            till.take_cash()
        till.done()
        self.printed()
        till.next()
        return self.receipt_code()

    @property
    def returns(self) -> ReturnsView:
        page = self.till.app.window.page("returns")
        assert isinstance(page, ReturnsView)
        return page

    def told_refund(self) -> None:
        self.till.wait(lambda: "退款" in self.returns.banner.text())

    def taken_back(self) -> None:
        self.till.press(F.Key_F12)
        self.told_refund()

    def refunded(self) -> dict[str, int]:
        """The newest entry of the journal as a return: what went back, by means."""
        entries = self.till.app.base.store.database.rows(
            "SELECT kind, body FROM journal ORDER BY position DESC LIMIT 4"
        )
        body = next((decode_body(body) for kind, body in entries if kind == "return"), {"tenders": []})
        return {tender["kind"]: tender["amount_minor"] for tender in body["tenders"]}

    def printed(self) -> None:
        """Every sale's receipt is out, and the screen says so."""
        view = self.till.view
        self.till.wait(lambda: view.done._sale is not None and view.done._sale.print_state == "printed")
        self.till.wait(lambda: self.receipts() == self.till.sold)


@pytest.fixture
def counter(
    ledger: Ledger, group: DemoGroup, env: dict[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Counter]:
    """A till that is enrolled at a ledger of this test alone; its store rounds cash and sells in shifts only."""
    for name in ("ONETILL_KEY_STORE", "ONETILL_SECRETS"):
        monkeypatch.setenv(name, env[name])
    with books(ledger) as opened_books, opened_books.database.transaction():
        layouts = [*group.scanning["in_store_layouts"], {"pattern": "22IIIIIPPPPPC", "step": 1}]
        publish_setting(opened_books, STORE, "scanning", {**group.scanning, "in_store_layouts": layouts})
        publish_setting(opened_books, STORE, "cash", {"rounding": {"CNY": {"step_minor": 10, "mode": "nearest"}}})
        shifts = {"required": True, "day_starts": "04:00", "reason_above_minor": 1000}
        publish_setting(opened_books, STORE, "shifts", shifts)
        own = next(store for store in group.stores if store.store_id == STORE).own_products
        cake = replace(
            own[5], sku="DAY-CAKE", name="现烤蛋糕", barcodes=(with_check_digit("220004200000"),), tax_bps=600
        )
        publish_products(opened_books, STORE, [cake])
    line = CuttingProxy(ledger.address)
    yield enrolled(Counter(tmp_path / "till", env, CASHIER, name=TILL, ledger=ledger, line=line))
    line.stop()


@pytest.fixture
def day(
    counter: Counter, group: DemoGroup, qapp: QApplication, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Day]:
    printer = Printer()
    (counter.folder / "settings.json").write_text(f'{{"printer": "{printer.setting}", "print_after_sale": true}}')
    apply_theme(qapp)
    with serving(counter.folder.parent) as (wallets, wechat, alipay):
        monkeypatch.setattr(till_module, "wallet_providers", lambda *_: ({"wechat": wechat, "alipay": alipay}, ""))
        with opened(counter.folder, qapp, qtbot) as till:
            yield Day(till, counter.ledger, group, wallets, printer, counter)
    printer.stop()


def accounts(day: Day) -> Accounts:
    with books(day.ledger) as opened_books:
        return {(account, unit): amount for account, unit, amount in opened_books.books.trial_balance()}


def morning(day: Day) -> None:
    """Nothing is sold before a float was counted; then plain sales begin."""
    till = day.till
    till.sign_in(*CASHIER)
    till.wait(lambda: till.app.base.connection.online)
    till.scan(day.code())
    till.to_payment()
    till.press(F.Key_F12)
    till.wait(lambda: "开班" in till.said)
    till.press(F.Key_Escape, F.Key_F7, F.Key_F7)
    till.go(5)
    till.press(F.Key_F12)
    till.count(FLOAT_MINOR)
    till.cash_minor += FLOAT_MINOR
    assert till.app.till.shifts.current is not None
    till.go(1)
    for received in ("", "3000", "", "2000"):
        till.sell_cash(day.code(), received=received)
        till.next()
    till.scan(day.code())
    till.to_payment()
    till.take_card("R1")
    till.done()
    till.next()
    till.sell_cash(NOTEBOOK)  # 39.90, in coins of ten fen
    till.next()
    for _ in range(3):
        till.scan(day.code())
    till.press(F.Key_Delete)
    assert len(till.lines()) == 2
    till.press(UNDO)
    assert len(till.lines()) == 3
    till.press(F.Key_Up, F.Key_Delete)
    till.sell_cash()
    till.next()
    till.scan(NOTEBOOK)
    till.press(F.Key_F7, F.Key_F7)
    assert till.lines() == {}


def members_come(day: Day) -> None:
    """Best benefits, a coupon less by hand, points; with a phone's code each time."""
    till = day.till
    for _ in range(6):
        till.scan(day.code())
        day.shows_code(next(day.members))
        till.sell_cash(day.code(), received="5000")
        till.next()
    gold = next(m for m in day.group.members if m.one_id == "M10000133")
    for _ in range(3):
        till.scan(day.code())
    day.shows_code(gold)
    best = till.app.till.checkout.state.payable_minor
    till.press(F.Key_F5, F.Key_Return)
    assert till.app.till.checkout.state.payable_minor != best
    till.press(F.Key_Escape)
    till.sell_cash()
    till.next()
    for one_id in ("M10000199", "M10000088"):
        rich = next(m for m in day.group.members if m.one_id == one_id)
        till.scan(day.code())
        day.shows_code(rich)
        till.press(F.Key_F6, F.Key_F6)
        assert till.app.till.checkout.state.pricing.points_used > 0
        till.to_payment()
        till.take_card("R2")
        till.done()
        till.next()


def odd_goods(day: Day) -> None:
    """Weights, prices in labels, GS1 with a last day, quantities, goods that nobody knows, other prices."""
    till = day.till
    till.scan(with_check_digit("210100900350"))
    assert till.lines() == {"SW44001-11": "0.350"}
    till.sell_cash()
    till.next()
    till.scan(with_check_digit("220004201990"))
    assert till.app.till.checkout.state.payable_minor == 1990
    till.sell_cash(received="20")
    till.next()
    today = datetime.now().astimezone()
    serum = day.code()
    till.scan(f"010{serum}17{today - timedelta(days=40):%y%m%d}10LOT7")
    assert "过期" in till.said or "有效" in till.said, till.said
    till.sell_cash(f"010{serum}17{today + timedelta(days=40):%y%m%d}10LOT8")
    till.next()
    till.press("3*")
    till.scan(NOTEBOOK)
    till.press("2")
    till.scan(BOOK)
    assert till.lines() == {"SW49001-11": "3", "SW50001-11": "2"}
    till.sell_cash()
    till.next()
    till.scan("6999999999994")
    till.press(F.Key_F1, "candle", F.Key_Return, "25", F.Key_Return, "1")
    till.approve(*MANAGER)
    till.sell_cash()
    till.next()
    till.scan(BOOK)
    till.press(F.Key_F9, "60", F.Key_Return, "1")
    till.sell_cash()
    till.next()
    till.scan(TEAPOT)
    till.press(F.Key_F9, "%30", F.Key_Return, "2")
    till.approve(*MANAGER)
    till.sell_cash()
    till.next()


def wallets_pay(day: Day) -> None:
    """A scan pays; a password, a poor wallet, a code inside the member's; parts by card, cash and wallet."""
    till, view = day.till, day.till.view
    for code in (WECHAT + "0", ALIPAY + "0"):
        till.scan(day.code())
        till.scan(code)
        till.done()
        till.next()
    till.scan(day.code())
    till.scan(WECHAT + "1")
    till.wait(lambda: any(order.state == "paying" for order in day.wallets.orders.values()))
    (number,) = (number for number, order in day.wallets.orders.items() if order.state == "paying")
    day.wallets.enter_password(number)
    till.done()
    till.next()
    till.scan(day.code())
    till.to_payment()
    till.scan(ALIPAY + "2")
    till.wait(lambda: till.said)
    till.take_cash()
    till.done()
    till.next()
    till.scan(day.code())
    day.shows_code(next(day.members), WECHAT + "0")
    till.press(F.Key_F11)
    till.done()
    till.next()
    for first, then in (("card", "cash"), ("cash", "wallet")):
        till.scan(day.code())
        till.scan(day.code())
        till.to_payment()
        if first == "card":
            till.take_card("R3", "100")
        else:
            till.take_cash("50")
        till.wait(lambda: till.app.till.checkout.state.tenders)
        if then == "cash":
            till.press(F.Key_F9)
            till.take_cash()
        else:
            till.scan(WECHAT + "0")
        till.done()
        till.next()
    assert view.phase == "basket"
    assert day.wallets.bad_requests == []


def parked_and_shared(day: Day) -> None:
    """A basket waits while another shopper pays; two guides share in it."""
    till = day.till
    till.scan(TEAPOT)
    till.scan(BOOK)
    till.press(PARK, "li", F.Key_Return)
    assert till.lines() == {}
    till.sell_cash(day.code())
    till.next()
    till.take_up("1")
    assert till.lines() == {"SW48001-11": "1", "SW50001-11": "1"}
    till.press(GUIDES, "1", "2", F.Key_Return)
    till.sell_cash()
    till.next()
    till.go(5)
    till.move_cash(F.Key_F6, "100", "change")
    till.cash_minor += 10_000
    till.move_cash(F.Key_F8, "2000", "safe")
    till.cash_minor -= 200_000
    till.go(1)
    till.wait(till.in_sync)


def outage(day: Day) -> None:
    """The ledger is killed: goods, members and benefits go on; then it is back, and hears all of it."""
    till = day.till
    codes = []
    for _ in range(4):
        member = next(day.members)
        with books(day.ledger) as opened_books:
            codes.append(member_code(opened_books, member.one_id)[0])
    day.ledger.kill()
    till.sell_cash(day.code())
    till.next()
    till.wait(lambda: not till.app.base.connection.online)
    for code in codes:
        till.scan(day.code())
        till.scan(code)
        assert till.app.till.checkout.state.member is not None, till.said
        till.sell_cash(day.code(), received="5000")
        till.next()
    for _ in range(4):
        till.scan(day.code())
        till.to_payment()
        till.take_card("R4")
        till.done()
        till.next()
    assert till.app.window._sync.waiting >= 9
    day.ledger.start()
    till.sync_now()
    till.wait(till.in_sync)


def surge(day: Day) -> None:
    """Fast scans; the next sale is under way while a slow printer still has the last one's receipt. Thirty sales later
    the till holds no more than before them.
    """
    till, printer = day.till, day.printer
    few = [day.code() for _ in range(5)]
    till.sell_cash(*few)  # words that were drawn once are kept, up to a number
    till.next()
    till.wait(lambda: day.receipts() == till.sold and till.in_sync())
    before, sales = held(till.app), 30
    printer.may_print.clear()
    for number in range(sales):
        codes = few if number < 5 else few[number % 4 :][: 1 + number % 2]
        till.sell_cash(*codes, received="" if number % 2 else "9000")
        if number == 2:
            assert day.receipts() < till.sold
            printer.may_print.set()  # sooner than a till gives a printer up
        # No Enter: the next shopper's goods take the finished sale away.
    till.scan(NOTEBOOK)
    assert till.lines() == {"SW49001-11": "1"}
    till.sell_cash()
    till.wait(lambda: day.receipts() == till.sold and till.in_sync())
    till.next()
    after = held(till.app)
    assert after.qt_objects - before.qt_objects <= QT_OBJECTS_MAX, (before, after)
    assert after.files - before.files <= FILES_MAX, (before, after)
    assert (after.blocks - before.blocks) / sales < BLOCKS_PER_SALE_MAX, (before, after)


def goods_come_back(day: Day) -> None:
    """By the code on the receipt: in cash, by card, of a member's sale; exchanged."""
    till = day.till
    one, two = day.code(), day.code()
    in_cash = day.sold_for(one, two)
    by_card = day.sold_for(NOTEBOOK, card="R9")
    of_member = day.sold_for(day.code(), day.code(), member=next(day.members))
    to_swap = day.sold_for(BOOK)
    till.wait(till.in_sync)

    till.scan(in_cash)
    till.press(F.Key_F8)
    till.scan(one)
    day.taken_back()
    till.cash_minor -= day.refunded()["cash"]

    till.press(F.Key_Escape)
    till.go(1)
    till.scan(by_card)
    till.press(F.Key_F8, F.Key_F8, F.Key_F12)
    till.wait(day.returns.entry.isVisible)  # not before the ledger has said what came back elsewhere
    till.press("RF9", F.Key_Return)
    day.told_refund()
    assert set(day.refunded()) == {"card"}

    till.press(F.Key_Escape)
    till.go(1)
    till.scan(of_member)
    till.press(F.Key_F8, "+")
    day.taken_back()
    till.cash_minor -= day.refunded()["cash"]

    till.press(F.Key_Escape)
    till.go(1)
    till.scan(to_swap)
    till.press(F.Key_F8)
    till.scan(BOOK)
    till.press(F.Key_F4)
    till.wait(lambda: till.app.till.checkout.state.exchange is not None)
    till.sell_cash(TEAPOT)
    till.next()


def goods_come_back_without_a_receipt(day: Day) -> None:
    """With a manager's word; and the last sale is voided."""
    till = day.till
    till.go(2)
    till.press(SHIFT | F.Key_F8)
    till.scan(NOTEBOOK)
    till.press(F.Key_F12)
    till.approve(*MANAGER)
    till.wait(lambda: "cash" in day.refunded())
    till.cash_minor -= day.refunded()["cash"]
    till.press(F.Key_Escape)
    till.go(1)

    day.sold_for(TEAPOT)
    till.wait(till.in_sync)
    till.go(2)
    till.press(F.Key_F9, F.Key_F12)
    till.approve(*MANAGER)
    day.told_refund()
    till.cash_minor -= day.refunded()["cash"]
    till.press(F.Key_Escape)
    till.go(1)


def evening(day: Day) -> None:
    """X report; a blind count that is short; the Z report."""
    till = day.till
    page = till.app.window.page("shift")
    papers = len(day.printer.papers)
    till.go(5)
    till.press(F.Key_F10)
    till.wait(lambda: len(day.printer.papers) == papers + 1)
    till.wait(page.banner.text)
    till.press(F.Key_F12)
    till.count(till.cash_minor - SHORT_MINOR)
    till.press("note of ten missing", F.Key_Return)
    till.wait(lambda: till.app.till.shifts.current is None)
    till.wait(lambda: len(day.printer.papers) == papers + 2)
    till.wait(till.in_sync)


PARTS = (
    morning,
    members_come,
    parked_and_shared,
    goods_come_back,
    goods_come_back_without_a_receipt,
    odd_goods,
    wallets_pay,
    outage,
    surge,
    evening,
)


def test_a_day_from_the_float_to_the_z_report(day: Day, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("INFO")
    before = accounts(day)
    for part in PARTS:
        part(day)
    assert day.till.sold >= 60
    journal = day.counter.journal()
    bodies = [body for kind, body in journal if kind == "shift_closed"]
    (closed,) = bodies
    with books(day.ledger) as opened_books:  # what is acknowledged is booked right behind
        day.till.wait(lambda: not opened_books.replays.waiting())
    after = accounts(day)
    moved = {key: amount - before.get(key, 0) for key, amount in after.items() if amount != before.get(key, 0)}
    the_drawer_agrees(day, closed)
    the_journal_agrees(day, journal, closed["reading"])
    the_ledger_agrees(moved, closed)
    points_agree(moved, journal)
    nothing_waits(day, len(journal))
    assert not [record for record in caplog.records if record.levelname == "CRITICAL"]
    no_log_says_who_was_there(day, caplog)


def no_log_says_who_was_there(day: Day, caplog: pytest.LogCaptureFixture) -> None:
    """Members, phones, cards, codes and payment codes of a whole day stand in neither log."""
    ledger_log = day.ledger.log.read_text("utf-8", "replace")
    assert '"/v1/entries"' in ledger_log, "the ledger logs what it is asked"
    with books(day.ledger) as opened_books:
        assert said_of_people(opened_books, [ledger_log, *lines_of(caplog.records)]) == []


def the_drawer_agrees(day: Day, closed: Mapping[str, Any]) -> None:
    """What should be there is what the cashier would have; and the Z report on paper says so."""
    assert closed["reading"]["expected_minor"] == day.till.cash_minor
    assert closed["over_short_minor"] == -SHORT_MINOR
    assert closed["z_number"] == 1
    text = "\n".join(day.paper().texts())
    assert "Z0001" in text
    for amount in (closed["reading"]["sales"]["amount_minor"], closed["counted_minor"], SHORT_MINOR):
        assert f"{amount / 100:,.2f}" in text, text


def the_journal_agrees(day: Day, journal: Journal, reading: Mapping[str, Any]) -> None:
    """Added up from the entries in another way than the report does it."""
    sales = [body for kind, body in journal if kind == "sale"]
    returns = [body for kind, body in journal if kind == "return"]
    assert len(sales) == day.till.sold == reading["sales"]["count"]
    assert len(returns) == reading["returns"]["count"] == 6
    assert sum(body["pricing"]["payable"] for body in sales) == reading["sales"]["amount_minor"]
    for name, documents in (("tenders", sales), ("refunds", returns)):
        sums: Tally[str] = Tally()
        for body in documents:
            for tender in body["tenders"]:
                sums[tender["kind"]] += tender["amount_minor"]
        assert {kind: total["amount_minor"] for kind, total in reading[name].items()} == dict(sums)
    paid = sum(t["amount_minor"] for t in reading["tenders"].values())
    given = sum(t["amount_minor"] for t in reading["refunds"].values())
    due = reading["sales"]["amount_minor"] - reading["returns"]["amount_minor"]
    assert paid - given == due + reading["rounding_minor"]
    gross = sum(line["gross_minor"] for body in sales for line in body["lines"])
    assert gross == reading["gross_minor"]
    taken = reading["gross_minor"] - reading["saving_minor"] - reading["points_minor"]
    assert taken == reading["sales"]["amount_minor"]
    back = sum(line["net_minor"] for body in returns for line in body["lines"])
    net = sum(line["net_minor"] for body in sales for line in body["lines"])
    assert sum(tax["net_minor"] + tax["tax_minor"] for tax in reading["taxes"]) == net - back


def the_ledger_agrees(moved: Accounts, closed: Mapping[str, Any]) -> None:
    """Account by account, the day is what the Z report says."""
    reading = closed["reading"]
    sums: Tally[str] = Tally()
    for (account, unit), amount in moved.items():
        if unit == "CNY":
            sums[account] += amount
    assert sum(sums.values()) == 0
    for kind in {*reading["tenders"], *reading["refunds"]} - {"cash"}:
        taken = reading["tenders"].get(kind, {"amount_minor": 0})["amount_minor"]
        given = reading["refunds"].get(kind, {"amount_minor": 0})["amount_minor"]
        assert sums[f"tender/{STORE}/{TILL}/{kind}"] == taken - given, kind
    assert sums[f"tender/{STORE}/{TILL}/cash"] == 0, "a closed drawer is empty"
    moves = {kind: total["amount_minor"] for kind, total in reading["movements"].items()}
    assert sums[f"safe/{STORE}"] == closed["counted_minor"] + moves["drop"] - reading["float_minor"]
    assert sums[f"petty_cash/{STORE}"] == moves["pay_out"] - moves["pay_in"]
    assert sums[f"over_short/{STORE}/{TILL}"] == SHORT_MINOR
    assert sums[f"cash_rounding/{STORE}"] == -reading["rounding_minor"] != 0
    owed = {account.split("/")[2]: -amount for account, amount in sums.items() if account.startswith("tax/")}
    assert owed == {str(tax["tax_bps"]): tax["tax_minor"] for tax in reading["taxes"]}
    funded: Tally[str] = Tally()
    for account, amount in sums.items():
        kind, _, party = account.partition("/")
        if kind in ("discount", "gift"):
            funded[party] += amount
    assert {party: amount for party, amount in funded.items() if amount} == reading["funding"]


def points_agree(moved: Accounts, journal: Journal) -> None:
    """By program: what the entries gave and took is what members have more, and what the program promises."""
    members: Tally[str] = Tally()
    programs: Tally[str] = Tally()
    for (account, unit), amount in moved.items():
        if account.startswith("member/"):
            members[unit] += amount
        elif account.startswith("program/"):
            programs[unit] += amount
    said: Tally[str] = Tally()
    for kind, body in journal:
        pricing = body["pricing"] if kind in ("sale", "return") else {}
        for name, points in pricing.get("points_earned", {}).items():
            said[f"points/{name}"] += points
        for name, points in pricing.get("points_taken", {}).items():
            said[f"points/{name}"] -= points
        said["points/group"] += pricing.get("points_back", 0) - pricing.get("points_used", 0)
    assert members == said
    assert all(members[unit] == -amount for unit, amount in programs.items())
    assert members["points/group"]


def nothing_waits(day: Day, entries: int) -> None:
    """Every entry is acknowledged and booked; nothing is in quarantine; the ledger proves its books."""
    assert day.till.in_sync()
    with books(day.ledger) as opened_books:
        day.till.wait(lambda: not opened_books.replays.waiting())
        found = audit(opened_books)
    assert found.balanced, found.problems
    assert not any(found.units.values())
    assert not found.exchanges_open
    assert found.not_replayed == found.returns_without_sale == 0
    (row,) = [row for row in found.tills if row["till"] == TILL]
    assert (row["refused"], row["quarantined"]) == (0, 0)
    assert [epoch["seq"] for epoch in row["high_waters"]] == [entries]
    assert found.cases == {}
