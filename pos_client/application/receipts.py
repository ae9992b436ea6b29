"""Receipts of completed sales: what stands on them, and getting them onto paper or into a file."""

from __future__ import annotations

import logging
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from pos_client.application.receipt_extras import head_elements, invoice_elements, next_tier_after, points_after
from pos_client.application.receipt_texts import TENDER_NAMES, TEXTS
from pos_client.application.sale_body import sale_of_body
from pos_client.application.till import Desk
from pos_client.errors import Refused
from retail.basket import Override
from retail.limits import read_limits
from retail.member import Member, masked_name
from retail.money import format_minor
from retail.paper_codes import ReceiptCode, make_receipt
from retail.ports import Members, ReceiptPrints, ReferenceData, SalesReader, SaleSummary, StoreFailed
from retail.receipt import Cut, Element, Feed, OpenDrawer, QrCode, ReceiptDocument, Row, Rule, Text
from retail.refunds import EXCHANGE
from retail.sale import Sale, SaleLine
from retail.signed import SigningKey
from retail.stored_value import VALUE_KINDS, masked_account
from retail.tax import rate_text

log = logging.getLogger(__name__)


def _no_picture(document: ReceiptDocument, paper_mm: int) -> bytes:
    del document, paper_mm
    return b""


@dataclass(frozen=True, slots=True)
class ReceiptWriters:
    """Where receipts go. `print_document` raises Unavailable `printer_…`; `write_pdf` raises Unavailable
    `pdf_unwritable`; `picture` is a PNG of the paper (58 or 80 mm), drawn from the bytes that would be printed.
    `paper_is_low`: what the printer said last of its roll.
    """

    print_document: Callable[[ReceiptDocument], None]
    write_pdf: Callable[[ReceiptDocument, Path], None]
    picture: Callable[[ReceiptDocument, int], bytes] = _no_picture
    paper_is_low: Callable[[], bool] = bool


@dataclass(frozen=True, slots=True)
class ReceiptKit:
    """What a receipt is made with. `key` is the till's own: it signs the code for returns."""

    desk: Desk
    sales: SalesReader
    members: Members
    reference: ReferenceData
    key: Callable[[], SigningKey]
    language: str


class Receipts:
    """Every receipt can be made again from its sale at any time: nothing is printed from memory.

    The first one that reaches the paper is the receipt; all that follow are copies, numbered. Who prints does not say
    which it is: the store has it, so that a printer that failed and a restart make no difference.
    """

    def __init__(self, kit: ReceiptKit, writers: ReceiptWriters, prints: ReceiptPrints) -> None:
        self._kit = kit
        self._writers = writers
        self._prints = prints

    def recent(self) -> Sequence[SaleSummary]:
        return self._kit.sales.recent()

    def print_receipt(self, sale_id: str, opens_drawer: bool = False) -> None:
        """Slow: call it off the GUI thread. `opens_drawer`: the sale was made just now, and the drawer opens if cash
        went into it. Raises Refused `receipt_unknown`, or what the printer says.
        """
        printed = self._prints.of(sale_id)
        document = self.document(sale_id, copy=printed or None)
        if opens_drawer and self._took_cash(sale_id):
            document = ReceiptDocument((OpenDrawer(), *document.elements))
        self._writers.print_document(document)
        try:
            self._prints.add(sale_id)
        except StoreFailed as error:
            # It is on the paper: called a failure, it would be printed again and again.
            log.warning("a receipt was printed and not counted: %s", error)

    def print_gift(self, sale_id: str) -> None:
        """The receipt for whoever is given the goods. Slow. Raises as `print_receipt` does."""
        self._writers.print_document(self.gift_document(sale_id))

    def open_drawer(self, sale_id: str | None = None) -> None:
        """Open the drawer; for a sale only if cash went into it. Slow. Raises what the printer says."""
        if sale_id is None or self._took_cash(sale_id):
            self._writers.print_document(ReceiptDocument((OpenDrawer(),)))

    def save_pdf(self, sale_id: str, path: str) -> None:
        """Slow too. Raises Refused `receipt_unknown`, or Unavailable `pdf_unwritable`."""
        self._writers.write_pdf(self.document(sale_id, copy=0), Path(path))

    def picture(self, sale_id: str, paper_mm: int, gift: bool = False) -> bytes:
        """A PNG of what would be printed now, from the very bytes. Slow. Raises Refused `receipt_unknown`."""
        if gift:
            return self._writers.picture(self.gift_document(sale_id), paper_mm)
        return self._writers.picture(self.document(sale_id, copy=self._prints.of(sale_id) or None), paper_mm)

    def document(self, sale_id: str, *, copy: int | None = None) -> ReceiptDocument:
        """The receipt, or a copy: its number, or 0 for one that is not counted. Raises Refused `receipt_unknown`."""
        return ReceiptDocument(tuple(self._layout(sale_id).elements(copy)))

    def gift_document(self, sale_id: str) -> ReceiptDocument:
        """Raises Refused `receipt_unknown`."""
        return ReceiptDocument(tuple(self._layout(sale_id).gift_elements()))

    def _took_cash(self, sale_id: str) -> bool:
        body = self._kit.sales.document(sale_id)
        return body is not None and any(tender["kind"] == "cash" for tender in body["tenders"])

    def _layout(self, sale_id: str) -> _Layout:
        kit = self._kit
        summary, body = kit.sales.by_id(sale_id), kit.sales.document(sale_id)
        if summary is None or body is None:
            raise Refused("receipt_unknown")
        fields = ("label", "label_en") if kit.language != "en" else ("label_en", "label")
        labels = {
            record.offer_id: str(next((record.document[f] for f in fields if record.document.get(f)), ""))
            for record in kit.reference.offers()
        }
        facts = kit.desk.facts
        sale = sale_of_body(body, store=facts.store, till=facts.till, occurred_at=summary.occurred_at, labels=labels)
        return _Layout(kit, sale, summary)


class _Layout:
    """One receipt, from top to bottom."""

    def __init__(self, kit: ReceiptKit, sale: Sale, summary: SaleSummary) -> None:
        self._kit = kit
        self._sale = sale
        self._summary = summary
        self._words = TEXTS[kit.language]
        self._settings = kit.reference.settings()

    def elements(self, copy: int | None) -> Iterator[Element]:
        receipt = self._settings.get("receipt", {})
        code = self._code()
        yield from head_elements(receipt, self._kit.desk.facts.store_name)
        yield self._title(copy)
        yield Rule()
        yield from self._head()
        yield Rule()
        for line in self._sale.lines:
            yield from self._line(line)
        yield Rule()
        yield from self._totals()
        if self._sale.note:
            yield Text(self._words["note"].format(text=self._sale.note))
        yield from self._payments()
        yield from self._member(is_copy=copy is not None)
        yield from self._handouts()
        yield Rule()
        yield QrCode(code)
        yield Text(self._words["code"], "center")
        number = self._summary.receipt_number
        yield from invoice_elements(receipt, self._sale, number, code, self._words["invoice"])
        yield from self._footer(receipt)

    def gift_elements(self) -> Iterator[Element]:
        """For whoever is given the goods: what they are, and the code to exchange them, without any amount."""
        receipt = self._settings.get("receipt", {})
        yield from head_elements(receipt, self._kit.desk.facts.store_name)
        yield Text(self._words["gift_receipt"], "center", bold=True)
        yield Rule()
        yield from self._head()
        yield Rule()
        for line in self._sale.lines:
            unit = line.unit if isinstance(line.quantity, str) else ""
            yield Row(line.name, f"× {line.quantity}{unit}")
        for gift in self._sale.pricing["gifts"]:
            yield Row(f"{self._words['gift']} {gift['sku']}", f"× {gift['quantity']}")
        yield Rule()
        yield QrCode(self._code())
        yield Text(self._words["code"], "center")
        yield Text(self._words["gift_note"], "center")
        yield from self._footer(receipt)

    def _title(self, copy: int | None) -> Text:
        if copy is None:
            return Text(self._words["receipt"], "center")
        words = self._words["copy_number"].format(number=copy) if copy else self._words["copy"]
        return Text(words, "center", bold=True)

    def _footer(self, receipt: Mapping[str, Any]) -> Iterator[Element]:
        for line in receipt.get("footer", ()):
            yield Text(str(line), "center")
        yield Feed(3)
        yield Cut()

    def _money(self, amount_minor: int) -> str:
        return format_minor(amount_minor, self._sale.currency)

    def _head(self) -> Iterator[Element]:
        staff = {member.staff_id: member.name for member in self._kit.reference.staff()}
        time = datetime.fromisoformat(self._sale.occurred_at)
        yield Row(self._words["number"], self._summary.receipt_number)
        yield Row(self._words["time"], time.strftime("%Y-%m-%d %H:%M:%S"))
        yield Row(self._words["till"], f"{self._sale.store} / {self._sale.till}")
        yield Row(self._words["cashier"], staff.get(self._sale.cashier, self._sale.cashier))

    def _line(self, line: SaleLine) -> Iterator[Element]:
        yield Text(line.name, bold=True)
        unit = line.unit if isinstance(line.quantity, str) else ""
        listed = line.unit_price_minor if line.override is None else line.override.list_price_minor
        yield Row(f"  {line.quantity}{unit} × {self._money(listed)}", self._money(line.list_gross_minor))
        if line.override is not None:
            yield Row("  " + self._reason(line.override), self._money(line.gross_minor - line.list_gross_minor))
        priced = next(item for item in self._sale.pricing["lines"] if item["id"] == line.line_id)
        for adjustment in priced["adjustments"]:
            yield Row("  " + self._adjustment(adjustment["offer"]), self._money(-adjustment["amount"]))
        if line.note:
            yield Text("  " + self._words["note"].format(text=line.note))

    def _reason(self, override: Override) -> str:
        """Why a price was lowered by hand, in the words of the store's settings."""
        reason = read_limits(self._settings).reason(override.reason)
        if reason is None:
            return override.text or self._words["manual"]
        label = reason.name if self._kit.language.startswith("zh") else reason.name_en
        return override.text if reason.needs_text and override.text else label

    def _adjustment(self, offer: str) -> str:
        if offer == "points":
            return self._words["points_paid"].format(points=self._sale.pricing["points_used"])
        return self._sale.labels.get(offer) or offer

    def _totals(self) -> Iterator[Element]:
        pricing = self._sale.pricing
        manual_minor = sum(line.list_gross_minor - line.gross_minor for line in self._sale.lines)
        pieces = sum(1 if isinstance(line.quantity, str) else line.quantity for line in self._sale.lines)
        yield Row(
            f"{self._words['goods']} · {self._words['pieces'].format(count=pieces)}",
            self._money(pricing["gross"] + manual_minor),
        )
        if manual_minor:
            yield Row(self._words["manual"], self._money(-manual_minor))
        if pricing["saving"]:
            yield Row(self._words["saved"], self._money(-pricing["saving"]))
        if pricing["points_amount"]:
            yield Row(self._adjustment("points"), self._money(-pricing["points_amount"]))
        for gift in pricing["gifts"]:
            yield Row(f"{self._words['gift']} {gift['sku']} × {gift['quantity']}", self._money(0))
        for sold in self._sale.value_sold:
            name = self._words["gift_card" if sold.kind == "gift_card" else "top_up"]
            shown = name if sold.kind == "stored_value" else f"{name} {masked_account(sold.account_id)}"
            yield Row(shown, self._money(sold.amount_minor))
        yield Row(self._words["payable"], self._money(self._sale.to_pay_minor), bold=True, size=2)

    def _payments(self) -> Iterator[Element]:
        if self._sale.rounding_minor:
            yield Row(self._words["rounding"], self._money(self._sale.rounding_minor))
        for tender in self._sale.tenders:
            shown = self._words[tender.kind]
            if tender.kind == "gift_card":
                shown += f" {masked_account(tender.reference or '')}"
            elif tender.reference and tender.kind not in (EXCHANGE, *VALUE_KINDS):
                shown += " " + self._words["reference"].format(reference=tender.reference)
            yield Row(shown, self._money(tender.tendered_minor))
            if tender.left_minor is not None:
                yield Row(f"  {self._words['value_left']}", self._money(tender.left_minor))
            if tender.kind == EXCHANGE and tender.reference:
                yield from self._came_back(tender.reference)
            for discount in tender.wallet_discounts:
                name = discount.label or self._words["wallet_discount"]
                yield Row(f"  {name}", self._money(-discount.amount_minor))
        if self._sale.change_due_minor:
            yield Row(self._words["change"], self._money(self._sale.change_due_minor), bold=True)
        taxes: dict[int, int] = defaultdict(int)
        for line in self._sale.lines:
            taxes[line.tax_bps] += line.tax_minor
        for bps, tax_minor in sorted(taxes.items()):
            rate = rate_text(bps)
            yield Row(self._words["tax"].format(rate=rate), self._money(tax_minor))

    def _came_back(self, return_id: str) -> Iterator[Element]:
        """The goods that came back for these, and what of their worth goes back besides."""
        found = self._kit.sales.goods_return(return_id)
        if found is None:
            return
        body, names = found[0], TENDER_NAMES[self._kit.language]
        for line in body["lines"]:
            yield Row(f"  {line['name']} × {line['quantity']}", self._money(-line["net_minor"]))
        for refund in body["tenders"]:
            if refund["kind"] != EXCHANGE:
                name = f"{self._words['given_back']} {names.get(refund['kind'], refund['kind'])}"
                shown = f"{name} {refund['reference']}" if refund["reference"] else name
                yield Row(shown, self._money(-refund["amount_minor"]), bold=True)

    def _member(self, *, is_copy: bool) -> Iterator[Element]:
        one_id = self._sale.one_id
        if one_id is None:
            return
        yield Rule()
        member = self._kit.members.by_one_id(one_id)
        shown = masked_name(member.name) if member is not None and member.name else f"…{one_id[-4:]}"
        yield Row(self._words["member"], shown)
        names = self._settings.get("points", {}).get("names", {})
        before = (self._sale.pricing_input.get("member") or {}).get("points", 0)
        program = self._settings.get("points", {}).get("program")
        if program is not None:
            yield Row(self._words["balance"], f"{before:,}")
        for earning, points in self._sale.pricing["points_earned"].items():
            if points:
                yield Row(f"{self._words['earned']} · {names.get(earning, earning)}", f"+{points:,}")
        if program is not None:
            yield Row(self._words["after"], f"{points_after(self._sale, program):,}")
        if member is not None and not is_copy:
            yield from self._next_tier(member)

    def _next_tier(self, member: Member) -> Iterator[Element]:
        """Of the day of the sale: a copy of later does not say it."""
        settings = self._settings.get("points", {})
        found = next_tier_after(self._sale, member, settings)
        if found is None:
            return
        tiers = settings.get("tiers", {}).get(found.program, {})
        if self._kit.language == "en":
            tiers = {**tiers, **settings.get("tiers_en", {}).get(found.program, {})}
        name = tiers.get(found.tier, found.tier)
        yield Text(self._words["next_tier"].format(amount=self._money(found.missing_minor), tier=name))

    def _handouts(self) -> Iterator[Element]:
        """Partners' coupons that came with the sale, each with its code; the same ones on every copy."""
        known = {row["id"]: row for row in self._settings.get("handouts", {}).get("handouts", ())}
        english = self._kit.language == "en"
        for given in self._sale.handed_out:
            row = known.get(given.handout_id, {})
            yield Rule()
            yield Text(self._words["handout"], "center")
            yield Text((english and row.get("label_en")) or given.label, "center", bold=True)
            terms = (english and row.get("terms_en")) or row.get("terms")
            if terms:
                yield Text(str(terms), "center")
            yield QrCode(given.code)
            yield Text(given.code, "center", bold=True)
            if given.expires_at is not None:
                yield Text(self._words["valid_to"].format(date=given.expires_at[:10]), "center")

    def _code(self) -> str:
        """The signed code that opens this sale for a return; a witness of the journal as well."""
        head = self._summary.entry_head
        receipt = ReceiptCode(
            sale_id=self._sale.sale_id,
            epoch=head.epoch,
            seq=head.seq,
            entry_hash=head.hash,
            total_minor=self._sale.payable_minor,
            occurred_at=self._sale.occurred_at,
        )
        key = self._kit.key()
        return make_receipt(receipt, key, key.verifying_key.kid)
