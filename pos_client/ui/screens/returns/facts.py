"""What comes back and what it takes along, in words: goods, money by tender, gifts, points, coupons; and why."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from PySide6.QtCore import QObject

from pos_client.application.returns import ReturnDesk
from pos_client.application.sold_goods import CompletedReturn, Quote, SoldGoods
from pos_client.ui.formatting import date_time, is_chinese, money, parsed
from pos_client.ui.screens.returns.selection import GIFT, LINE, Selection
from pos_client.ui.screens.returns.view import ReturnRow
from pos_client.ui.screens.shift.view import Fact
from retail.catalogue import Product


class ReturnWords(QObject):
    """`product` finds what this store calls goods now, by their SKU."""

    def __init__(
        self,
        returns: ReturnDesk,
        parent: QObject | None = None,
        product: Callable[[str], Product | None] = lambda sku: None,
    ) -> None:
        super().__init__(parent)
        self._goes_by_itself = returns.goes_by_itself
        self._program_name = returns.program_name
        self._product = product

    def nothing_yet(self) -> tuple[Fact, ...]:
        return (Fact(self.tr("Scan the goods, or choose them with + and −"), ""),)

    def money_facts(
        self, pricing: Mapping[str, Any], tenders: Sequence[Mapping[str, Any]], currency: str
    ) -> tuple[Fact, ...]:
        """All that goes back or is taken: `pricing` and `tenders` as in the entry (docs/spec/line.md, section 11)."""
        names = {
            "cash": self.tr("Cash"),
            "card": self.tr("Card"),
            "wechat": self.tr("WeChat Pay"),
            "alipay": self.tr("Alipay"),
            "exchange": self.tr("For other goods"),
            "gift_card": self.tr("Gift card, filled again"),
            "stored_value": self.tr("Stored value, filled again"),
        }
        refund = pricing["refund"]
        title = self.tr("Refund") if refund >= 0 else self.tr("The shopper pays")
        facts = [Fact(title, money(abs(refund), currency), strong=True)]
        for tender in tenders:
            name = names.get(tender["kind"], tender["kind"])
            if "refund_id" in tender or self._goes_by_itself(tender):
                name = self.tr("{wallet}, given back by itself").format(wallet=name)
            facts.append(Fact(name, money(tender["amount_minor"], currency)))
        charged = sum(pricing["gifts_charged"].values())
        if charged:
            facts.append(Fact(self.tr("Gifts that are kept"), money(-charged, currency)))
        if pricing["points_back"]:
            facts.append(Fact(self.tr("Points given back"), f"+{pricing['points_back']:,}"))
        facts += [
            Fact(self.tr("Points taken back ({program})").format(program=self._program_name(program)), f"−{points:,}")
            for program, points in pricing["points_taken"].items()
            if points
        ]
        if pricing["coupons_back"]:
            facts.append(Fact(self.tr("Coupons given back"), str(len(pricing["coupons_back"]))))
        return tuple(facts)

    def reason(self, reason: str, text: str) -> str:
        return (
            text
            or {
                "changed_mind": self.tr("changed their mind"),
                "damaged": self.tr("faulty goods"),
                "wrong_item": self.tr("wrong goods"),
                "other": self.tr("another reason"),
                "voided": self.tr("voided"),
            }[reason]
        )

    def reference_of(self, refund: Mapping[str, Any], currency: str) -> str:
        """What the cashier is asked for a refund that is no cash."""
        amount = money(refund["amount_minor"], currency)
        wallets = {"wechat": self.tr("WeChat Pay"), "alipay": self.tr("Alipay")}
        if refund["kind"] in wallets:
            words = self.tr("Refund {amount} by {wallet} (payment {of}); its reference")
            return words.format(amount=amount, wallet=wallets[refund["kind"]], of=refund["of"])
        return self.tr("Refund {amount} at the terminal; its reference").format(amount=amount)

    def detail(self, sold: SoldGoods) -> str:
        """Which sale: its receipt, when, and where if elsewhere."""
        when = parsed(sold.occurred_at)
        place = "" if sold.is_own else f"{sold.store_name} / {sold.till}"
        parts = (sold.receipt_number, "" if when is None else date_time(when), place)
        return " · ".join(part for part in parts if part)

    def facts(self, sold: SoldGoods, quote: Quote | None, done: CompletedReturn | None) -> tuple[Fact, ...]:
        """What a return would pay, or has paid."""
        currency = sold.document["currency"]
        if done is not None:
            return self.money_facts(done.body["pricing"], done.body["tenders"], currency)
        if quote is None:
            return self.nothing_yet()
        return self.money_facts(quote.priced.to_document()["pricing"], quote.refunds, currency)

    def _goods_name(self, sku: str, sold_as: str) -> str:
        """As the sale has it, which is in Chinese; in English, and of gifts, by what this store calls them now."""
        product = None if is_chinese() and sold_as != sku else self._product(sku)
        if product is None:
            return sold_as
        return product.name if is_chinese() else product.name_en or product.name

    def rows(self, chosen: Selection, quote: Quote | None, *, is_done: bool) -> tuple[ReturnRow, ...]:
        """The lines of a sale and its gifts, with what of them comes back now."""
        sold = chosen.sold
        currency = sold.document["currency"]
        worth = {} if quote is None else {line["line_id"]: line["net_minor"] for line in quote.priced.lines}
        back = {} if is_done else chosen.back

        def row(key: str, name: str, detail: str, left: int | str | None, amount: int) -> ReturnRow:
            shown = "" if left is None else self.tr("of {left}").format(left=left)
            return ReturnRow(key, name, detail, shown, str(back.get(key, "")), key in chosen.damaged,
                             money(amount, currency))  # fmt: skip

        rows = [
            row(
                f"{LINE}:{line['line_id']}",
                self._goods_name(line["sku"], line["name"]),
                self.tr("paid {amount} for {quantity}").format(
                    amount=money(line["net_minor"], currency), quantity=line["quantity"]
                ),
                sold.left(line),
                worth.get(line["line_id"], 0),
            )
            for line in sold.document["lines"]
        ]
        skus = {gift["offer"]: gift["sku"] for gift in sold.document["pricing"].get("gifts", ())}
        rows += [
            row(
                f"{GIFT}:{offer}",
                self.tr("Gift {sku}").format(sku=self._goods_name(skus[offer], skus[offer])),
                "",
                pieces,
                0,
            )
            for offer, pieces in sold.gifts_left().items()
        ]
        return tuple(rows)
