"""What a business day is played with: the till, its ledger, printer and wallets, goods, and people who come."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from central_ledger.application.member_codes import member_code
from central_ledger.demo.records import DemoGroup, DemoMember
from pos_client.ui.screens.returns.view import ReturnsView
from retail.catalogue import Product
from retail.messages import decode_body
from retail.payment_code import PaymentCode
from tests.desk import Key
from tests.end_to_end.counter import Counter, books
from tests.end_to_end.processes import Ledger
from tests.end_to_end.shop_day import Printer, ShopTill
from tests.unit.devices.escpos_reader import Printout, read_escpos
from tests.wallet_server import WalletOperators

STORE = "S01"
CASHIER = ("E1001", "1001")
RECEIPT_CODE = b"UR1:"
F = Key
Accounts = Mapping[tuple[str, str], int]


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


def accounts(day: Day) -> Accounts:
    with books(day.ledger) as opened_books:
        return {(account, unit): amount for account, unit, amount in opened_books.books.trial_balance()}
