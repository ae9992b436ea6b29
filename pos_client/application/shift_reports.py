"""X and Z reports and the slips of cash movements, as documents for a printer, a file, or the screen."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from pos_client.application.receipt_texts import TENDER_NAMES
from pos_client.application.shift_texts import SHIFT_TEXTS
from pos_client.application.shifts import ClosedShift, OpenShift, ShiftDesk
from pos_client.application.till import TillFacts
from pos_client.errors import Refused
from retail.money import format_minor
from retail.ports import Clock, ReferenceData
from retail.receipt import Cut, Element, Feed, ReceiptDocument, Row, Rule, Text
from retail.shift import ShiftReading
from retail.tax import rate_text


@dataclass(frozen=True, slots=True)
class ShiftPaper:
    """What every report of this till is made with. `language` as of receipts."""

    facts: TillFacts
    reference: ReferenceData
    language: str

    @property
    def words(self) -> Mapping[str, str]:
        return SHIFT_TEXTS[self.language]

    def staff_name(self, staff_id: str) -> str:
        names = {member.staff_id: member.name for member in self.reference.staff()}
        return names.get(staff_id, staff_id)

    def party_name(self, party: str) -> str:
        """Who pays a benefit, in words: `brand:LQX` by the brand's name."""
        kind, _, name = party.partition(":")
        if kind == "brand":
            return str(self.reference.settings().get("store", {}).get("brands", {}).get(name, name))
        if kind == "store":
            return self.facts.store_name if name == self.facts.store else name
        return self.words.get(f"party_{kind}", party)

    def tender_name(self, kind: str) -> str:
        return TENDER_NAMES[self.language].get(kind, kind)


class ShiftReports:
    """Reports on paper, always made anew from the journal. Printing is slow: call it off the GUI thread."""

    def __init__(
        self, paper: ShiftPaper, shifts: ShiftDesk, clock: Clock, print_document: Callable[[ReceiptDocument], None]
    ) -> None:
        self._paper = paper
        self._shifts = shifts
        self._clock = clock
        self._print_document = print_document

    def staff_name(self, staff_id: str) -> str:
        """As it stands on reports; the number of who is not known here any more."""
        return self._paper.staff_name(staff_id)

    def x(self) -> ReceiptDocument:
        """Raises Refused `shift_needed`."""
        shift = self._shifts.current
        if shift is None:
            raise Refused("shift_needed")
        under_way = self._shifts.refunds_under_way()
        return x_report(self._paper, shift, self._shifts.reading(), self._clock.now(), under_way)

    def last_z(self, *, copy: bool) -> ReceiptDocument:
        """Raises Refused `receipt_unknown` before the first one."""
        closed = self._shifts.last_closed()
        if closed is None:
            raise Refused("receipt_unknown")
        return z_report(self._paper, closed, copy=copy)

    def print_document(self, document: ReceiptDocument) -> None:
        """Raises Unavailable `printer_unavailable` or `printer_missing`."""
        self._print_document(document)


def x_report(
    paper: ShiftPaper, shift: OpenShift, reading: ShiftReading, now: datetime, under_way: Mapping[str, int]
) -> ReceiptDocument:
    """The open shift so far. It says nothing of what should lie in the drawer: the count at the end is blind.

    `under_way`: refunds by wallets that are not settled.
    """
    words = paper.words
    head = (
        Row(words["business_day"], shift.business_day),
        Row(words["opened"], f"{_time(shift.opened_at)} {paper.staff_name(shift.staff_id)}"),
        Row(words["now"], now.strftime("%Y-%m-%d %H:%M:%S")),
    )
    sums = _Sums(paper, reading.document()).elements(with_expected=False)
    return _document(paper, words["x_title"], head, (*sums, *_under_way(paper, under_way)))


def z_report(paper: ShiftPaper, closed: ClosedShift, *, copy: bool) -> ReceiptDocument:
    """A closed shift, numbered."""
    words, body = paper.words, closed.body
    head = (
        Row(words["z_number"], f"{paper.facts.store}/{paper.facts.till} Z{body['z_number']:04d}", bold=True),
        Row(words["business_day"], body["business_day"]),
        Row(words["closed"], f"{_time(closed.closed_at)} {paper.staff_name(body['staff_id'])}"),
    )
    sums = _Sums(paper, body["reading"])
    title = words["z_title"] if not copy else f"{words['z_title']} · {words['copy']}"
    return _document(paper, title, head, [*sums.elements(with_expected=True), *_count(paper, body)])


def _document(paper: ShiftPaper, title: str, head: tuple[Row, ...], body: Any) -> ReceiptDocument:
    return ReceiptDocument(
        (
            Text(paper.facts.store_name, "center", bold=True),
            Text(title, "center", bold=True, size=2),
            Row(paper.words["till"], f"{paper.facts.store} / {paper.facts.till}"),
            *head,
            Rule(),
            *body,
            Feed(3),
            Cut(),
        )
    )


@dataclass(frozen=True, slots=True)
class _Sums:
    paper: ShiftPaper
    reading: Mapping[str, Any]  # ShiftReading.document()

    def elements(self, *, with_expected: bool) -> Iterator[Element]:
        words, reading = self.paper.words, self.reading
        sales = reading["sales"]
        yield Row(words["gross"], self._money(reading["gross_minor"]))
        yield Row(words["saving"], self._money(-reading["saving_minor"]))
        if reading["points_minor"]:
            yield Row(words["points"], self._money(-reading["points_minor"]))
        yield Row(words["sales"].format(count=sales["count"]), self._money(sales["amount_minor"]), bold=True)
        yield Row(words["members"], str(reading["members"]))
        yield Row(words["voids"].format(count=reading["voids"]["count"]), self._money(reading["voids"]["amount_minor"]))
        yield Rule()
        for kind, total in reading["tenders"].items():
            yield Row(f"{self.paper.tender_name(kind)} × {total['count']}", self._money(total["amount_minor"]))
        if reading.get("value_sold"):
            sold = reading["value_sold"]
            yield Row(f"{words['value_sold']} × {sold['count']}", self._money(sold["amount_minor"]))
        if reading.get("rounding_minor"):
            yield Row(words["rounding"], self._money(reading["rounding_minor"]))
        if reading.get("returns", {}).get("count"):
            back = reading["returns"]
            yield Rule()
            yield Row(words["returns"].format(count=back["count"]), self._money(-back["amount_minor"]), bold=True)
            for kind, total in reading["refunds"].items():
                yield Row(f"  {self.paper.tender_name(kind)} × {total['count']}", self._money(-total["amount_minor"]))
        yield Rule()
        for tax in reading["taxes"]:
            rate = rate_text(tax["tax_bps"])
            yield Row(words["taxed"].format(rate=rate), self._money(tax["net_minor"]))
            yield Row(words["tax"].format(rate=rate), self._money(tax["tax_minor"]))
        if reading["funding"]:
            yield Rule()
            yield Text(words["funding"], bold=True)
            for party, amount in reading["funding"].items():
                yield Row("  " + self.paper.party_name(party), self._money(amount))
        yield Rule()
        yield from self._cash(with_expected=with_expected)

    def _cash(self, *, with_expected: bool) -> Iterator[Element]:
        words, moved = self.paper.words, self.reading["movements"]
        yield Text(words["cash"], bold=True)
        yield Row("  " + words["float"], self._money(self.reading["float_minor"]))
        refunded = self.reading.get("refunds", {}).get("cash")
        if refunded is not None:
            yield Row("  " + words["refunds"], self._money(-refunded["amount_minor"]))
        instead = self.reading.get("cash_instead")
        if instead is not None:
            yield Row("  " + words["cash_instead"], self._money(-instead["amount_minor"]))
        for kind, sign in (("pay_in", 1), ("pay_out", -1), ("drop", -1)):
            if moved[kind]["count"]:
                shown = f"  {words[kind]} × {moved[kind]['count']}"
                yield Row(shown, self._money(sign * moved[kind]["amount_minor"]))
        if moved["no_sale"]["count"]:
            yield Row("  " + words["no_sale"], str(moved["no_sale"]["count"]))
        if with_expected:
            yield Row("  " + words["expected"], self._money(self.reading["expected_minor"]))

    def _money(self, amount_minor: int) -> str:
        return format_minor(amount_minor, self.paper.facts.currency)


def _count(paper: ShiftPaper, body: Mapping[str, Any]) -> Iterator[Element]:
    """The blind count, its difference, and what the ledger did not have yet."""
    words, currency = paper.words, body["currency"]
    for denomination, pieces in body["counts"].items():
        value = int(denomination)
        yield Row(f"  {format_minor(value, currency)} × {pieces}", format_minor(value * pieces, currency))
    yield Row("  " + words["counted"], format_minor(body["counted_minor"], currency), bold=True)
    difference = body["over_short_minor"]
    key = "even" if difference == 0 else "over" if difference > 0 else "short"
    yield Row("  " + words[key], format_minor(abs(difference), currency), bold=difference != 0)
    if body["recounts"]:
        yield Row("  " + words["recounts"], str(body["recounts"]))
    if body["reason"]:
        yield Text("  " + words["reason"].format(reason=body["reason"]))
    yield Rule()
    yield from _under_way(paper, body.get("refunds_under_way") or {"count": 0})
    waiting = body["waiting"]
    if waiting["count"]:
        first = waiting["first"]
        yield Text(words["waiting"].format(count=waiting["count"], first=f"{first['epoch'][:4]}-{first['seq']:06d}"))
    else:
        yield Text(words["nothing_waits"])
    yield Feed(1)
    yield Row(words["signature"], "________________")


def _under_way(paper: ShiftPaper, refunds: Mapping[str, int]) -> Iterator[Element]:
    """Refunds that wallets have not confirmed: their shoppers wait for the money."""
    if refunds["count"]:
        amount = format_minor(refunds["amount_minor"], paper.facts.currency)
        yield Text(paper.words["under_way"].format(count=refunds["count"], amount=amount), bold=True)


def _time(text: str) -> str:
    return datetime.fromisoformat(text).strftime("%Y-%m-%d %H:%M")
