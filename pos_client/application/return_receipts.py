"""The receipt of a return: what came back, what it was worth, how the money went."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from pos_client.application.receipt_texts import RETURN_TEXTS, TENDER_NAMES
from pos_client.application.receipts import ReceiptKit, ReceiptWriters
from pos_client.errors import Refused
from retail.money import format_minor
from retail.receipt import Cut, Element, Feed, OpenDrawer, ReceiptDocument, Row, Rule, Text
from retail.receipt_number import number_of
from retail.refunds import EXCHANGE
from retail.stored_value import masked_account


class ReturnReceipts:
    """Made anew from the journal each time."""

    def __init__(self, kit: ReceiptKit, writers: ReceiptWriters) -> None:
        self._kit = kit
        self._writers = writers

    def print_receipt(self, return_id: str, copy: bool = False) -> None:
        """Slow: call it off the GUI thread. The drawer opens for the cash that is given back, once.

        Raises Refused `receipt_unknown`, or what the printer says.
        """
        document = self.document(return_id, copy=copy)
        if not copy and self._gives_cash(return_id):
            document = ReceiptDocument((OpenDrawer(), *document.elements))
        self._writers.print_document(document)

    def _gives_cash(self, return_id: str) -> bool:
        found = self._kit.sales.goods_return(return_id)
        return found is not None and any(tender["kind"] == "cash" for tender in found[0]["tenders"])

    def document(self, return_id: str, *, copy: bool) -> ReceiptDocument:
        """Raises Refused `receipt_unknown`."""
        found = self._kit.sales.goods_return(return_id)
        if found is None:
            raise Refused("receipt_unknown")
        return ReceiptDocument(tuple(self._elements(*found, copy=copy)))

    def _elements(self, body: Mapping[str, Any], occurred_at: str, *, copy: bool) -> Iterator[Element]:
        kit, words = self._kit, RETURN_TEXTS[self._kit.language]
        header = kit.reference.settings().get("receipt", {}).get("header") or [kit.desk.facts.store_name]
        staff = {member.staff_id: member.name for member in kit.reference.staff()}
        pricing = body["pricing"]
        number = self._number(body)

        def money(amount_minor: int) -> str:
            return format_minor(amount_minor, body["currency"])

        yield Text(str(header[0]), "center", bold=True, size=2)
        title = words["voided" if body["reason"] == "voided" else "title"]
        yield Text(f"{title} · {words['copy']}" if copy else title, "center", bold=True)
        yield Rule()
        yield Row(words["of"], number) if number else Text(words["without"])
        yield Row(words["time"], datetime.fromisoformat(occurred_at).strftime("%Y-%m-%d %H:%M:%S"))
        yield Row(words["till"], f"{kit.desk.facts.store} / {kit.desk.facts.till}")
        yield Row(words["cashier"], staff.get(body["cashier"], body["cashier"]))
        if body["approved_by"] is not None:
            yield Row(words["approved"], staff.get(body["approved_by"], body["approved_by"]))
        yield Row(words["reason"], body["text"] or words[body["reason"]])
        yield Rule()
        for line in body["lines"]:
            yield Row(f"{line['name']} × {line['quantity']}", money(line["net_minor"]))
        for gift in body["gifts"]:
            yield Row(f"{words['gift']} {gift['sku']} × {gift['quantity']}", money(0))
        for charged in pricing["gifts_charged"].values():
            yield Row(words["charged"], money(-charged))
        yield Rule()
        yield Row(words["refund"], money(pricing["refund"]), bold=True, size=2)
        if body.get("rounding_minor"):
            yield Row(words["rounding"], money(body["rounding_minor"]))
        for tender in body["tenders"]:
            name = TENDER_NAMES[kit.language].get(tender["kind"], tender["kind"])
            named = tender["reference"] and tender["kind"] != EXCHANGE
            shown = f"{name} {tender['reference']}" if named else name
            if tender["kind"] == "gift_card":
                shown = f"{name} {masked_account(tender['of'])}"
            if tender.get("refund_id") is not None:
                shown = f"{name} · {words['by_itself']}"
            yield Row(shown, money(tender["amount_minor"]))
        if pricing["points_back"]:
            yield Row(words["points_back"], f"+{pricing['points_back']:,}")
        for points in pricing["points_taken"].values():
            if points:
                yield Row(words["points_taken"], f"-{points:,}")
        if pricing["coupons_back"]:
            yield Row(words["coupons_back"], str(len(pricing["coupons_back"])))
        yield Feed(1)
        yield Row(words["signature"], "________________")
        yield Feed(3)
        yield Cut()

    def _number(self, body: Mapping[str, Any]) -> str:
        """The number of the receipt that was shown; empty when none was."""
        sale = body["sale"] or body.get("receipt")
        if sale is None:
            return ""
        facts = self._kit.desk.facts
        own = (
            self._kit.sales.by_id(sale["sale_id"])
            if (sale["store"], sale["till"]) == (facts.store, facts.till)
            else None
        )
        if own is not None:
            return own.receipt_number
        if sale["epoch"] is None or sale["seq"] is None:
            return str(sale["sale_id"])
        return number_of(sale["store"], sale["till"], sale["epoch"], sale["seq"])
