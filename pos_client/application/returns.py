"""Goods come back at this till: what of a sale, what that is worth, and how the money goes back.

Sources: docs/spec/benefits.md, section 9, and docs/spec/line.md, section 11. The arithmetic is `retail.goods_return`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from pos_client.application.approvals import Approval
from pos_client.application.changes import Changes
from pos_client.application.staff import StaffDesk
from pos_client.application.till import Desk
from pos_client.errors import Refused
from retail.contract import ContractError
from retail.goods_return import (
    Back,
    BackGift,
    BackLine,
    OffersGone,
    PricedReturn,
    gifts_so_far,
    left_of_line,
    price_return,
    refund_shares,
    returned_so_far,
)
from retail.ports import ReferenceData, SalesReader, SaleSummary
from retail.pricing import UnlawfulChoice
from retail.sale import REFERENCE_CHARACTERS

#: Why goods come back. `other` needs words.
REASONS = ("changed_mind", "damaged", "wrong_item", "other")
VOIDED = "voided"
VOID_MINUTES = 15
TEXT_CHARACTERS = 200


@dataclass(frozen=True, slots=True)
class SoldGoods:
    """A sale that goods may come back of: its journal body, who sold it, and the returns of it so far (bodies)."""

    store: str
    till: str
    sale_id: str
    receipt_number: str
    occurred_at: str
    document: Mapping[str, Any]
    epoch: str | None
    seq: int | None
    earlier: tuple[Mapping[str, Any], ...] = ()

    def left(self, line: Mapping[str, Any]) -> int | str | None:
        """What may still come back of a line of the sale, in the form of its quantity; None: nothing."""
        return left_of_line(line, returned_so_far(self.earlier).get(line["line_id"], 0))

    def gifts_left(self) -> dict[str, int]:
        """By offer, the pieces of its gift that the shopper may still bring back."""
        back = gifts_so_far(self.earlier)
        given: dict[str, int] = {}
        for gift in self.document["pricing"].get("gifts", ()):
            given[gift["offer"]] = given.get(gift["offer"], 0) + gift["quantity"]
        return {offer: pieces - back.get(offer, 0) for offer, pieces in given.items() if pieces > back.get(offer, 0)}

    @property
    def is_all_back(self) -> bool:
        return all(self.left(line) is None for line in self.document["lines"]) and not self.gifts_left()


@dataclass(frozen=True, slots=True)
class Quote:
    """What a return would pay. `refunds` are the tenders of its entry, without references."""

    priced: PricedReturn
    refunds: tuple[Mapping[str, Any], ...]

    @property
    def refund_minor(self) -> int:
        return self.priced.pricing.refund

    @property
    def cash_minor(self) -> int:
        return sum(tender["amount_minor"] for tender in self.refunds if tender["kind"] == "cash")


@dataclass(frozen=True, slots=True)
class Settlement:
    """How a return is settled: why, the terminal's reference for each refund that is no cash (in their order), and
    whether all of it goes back in cash.
    """

    reason: str
    text: str = ""
    references: tuple[str, ...] = field(default=())
    in_cash: bool = False


@dataclass(frozen=True, slots=True)
class CompletedReturn:
    return_id: str
    refund_minor: int
    cash_minor: int
    body: Mapping[str, Any]


class ReturnDesk:
    """Returns of this till's sales need no connection: its journal is the whole record of them."""

    def __init__(
        self,
        desk: Desk,
        staff: StaffDesk,
        sales: SalesReader,
        reference: ReferenceData,
        refuse_without_shift: Callable[[], None] = lambda: None,
    ) -> None:
        self._desk = desk
        self._staff = staff
        self._sales = sales
        self._reference = reference
        self._refuse_without_shift = refuse_without_shift

    def recent(self, text: str = "", limit: int = 200) -> Sequence[SaleSummary]:
        """This till's sales, the newest first; those whose number, time or amount holds the text."""
        wanted = text.strip().replace(",", "").casefold()
        return [sale for sale in self._sales.recent(limit) if wanted in searched(sale)]

    def open(self, sale_id: str) -> SoldGoods:
        """A sale of this till. Raises Refused `return_sale_unknown`."""
        summary, document = self._sales.by_id(sale_id), self._sales.document(sale_id)
        if summary is None or document is None:
            raise Refused("return_sale_unknown")
        facts, head = self._desk.facts, summary.entry_head
        return SoldGoods(
            store=facts.store,
            till=facts.till,
            sale_id=sale_id,
            receipt_number=summary.receipt_number,
            occurred_at=summary.occurred_at,
            document=document,
            epoch=head.epoch,
            seq=head.seq,
            earlier=tuple(self._sales.returns_of(facts.store, sale_id)),
        )

    def quote(
        self, sold: SoldGoods, lines: Sequence[BackLine], gifts: Sequence[BackGift] = (), *, in_cash: bool = False
    ) -> Quote:
        """What these would pay now; nothing is written.

        Raises Refused `return_empty`, `return_too_much` or `return_offers_gone`.
        """
        return self._quote(sold, self._back(lines, gifts), in_cash=in_cash)

    def complete(
        self,
        sold: SoldGoods,
        lines: Sequence[BackLine],
        gifts: Sequence[BackGift],
        settlement: Settlement,
        approval: Approval | None = None,
    ) -> CompletedReturn:
        """Make the return durable; money goes back after it.

        Raises what `quote` raises, and Refused `shift_needed`, `reason_missing`, `reference_missing`,
        `approval_needed` or `not_signed_in`.
        """
        if settlement.reason not in REASONS or (settlement.reason == "other" and not settlement.text.strip()):
            raise Refused("reason_missing")
        permission = "refund_in_cash" if settlement.in_cash else "return_goods"
        return self._complete(sold, self._back(lines, gifts), settlement, permission, approval)

    def void_last(self, references: tuple[str, ...] = (), approval: Approval | None = None) -> CompletedReturn:
        """Take the last sale back as a whole. Raises Refused `void_too_late`, and as `complete` does."""
        sold, lines, gifts = self.last_to_void()
        back = self._back(lines, gifts)
        return self._complete(sold, back, Settlement(VOIDED, references=references), "void_sale", approval)

    def last_to_void(self) -> tuple[SoldGoods, tuple[BackLine, ...], tuple[BackGift, ...]]:
        """The last sale with all that it sold. Raises Refused `void_too_late` when it is too old, or partly back."""
        last = self._sales.last()
        if last is None:
            raise Refused("return_sale_unknown")
        minutes = int(self._settings().get("void_minutes", VOID_MINUTES))
        age = self._desk.clock.now() - datetime.fromisoformat(last.occurred_at)
        sold = self.open(last.sale_id)
        if age > timedelta(minutes=minutes) or sold.earlier:
            raise Refused("void_too_late", minutes=minutes)
        lines = tuple(BackLine(line["line_id"], line["quantity"]) for line in sold.document["lines"])
        return sold, lines, tuple(BackGift(offer, pieces) for offer, pieces in sold.gifts_left().items())

    def program_name(self, program: str) -> str:
        """What a points program is called in this store."""
        points = self._reference.settings().get("points", {})
        return str(points.get("names", {}).get(program, program))

    def _settings(self) -> Mapping[str, Any]:
        found = self._reference.settings().get("returns", {})
        return found if isinstance(found, Mapping) else {}

    def _back(self, lines: Sequence[BackLine], gifts: Sequence[BackGift]) -> Back:
        if not lines and not gifts:
            raise Refused("return_empty")
        return Back(self._desk.clock.now().isoformat(timespec="seconds"), tuple(lines), tuple(gifts))

    def _quote(self, sold: SoldGoods, back: Back, *, in_cash: bool) -> Quote:
        try:
            priced = price_return(sold.document, self._reference.offer_version, sold.earlier, back)
            refund = priced.pricing.refund
            shares = refund_shares(sold.document["tenders"], sold.earlier, refund)
        except OffersGone as error:
            raise Refused("return_offers_gone") from error
        except (ContractError, UnlawfulChoice, ValueError) as error:
            raise Refused("return_too_much") from error
        if in_cash and refund:
            shares = [{"kind": "cash", "amount_minor": refund, "of": None, "reference": None}]
        return Quote(priced, tuple(shares))

    def _complete(
        self, sold: SoldGoods, back: Back, settlement: Settlement, permission: str, approval: Approval | None
    ) -> CompletedReturn:
        cashier = self._staff.require()
        answers = self._staff.permit(permission, approval)
        self._refuse_without_shift()
        # What came back since this sale was opened counts too.
        sold = self.open(sold.sale_id)
        quote = self._quote(sold, back, in_cash=settlement.in_cash)
        body = {
            "return_id": self._desk.ids.new(),
            "sale": {name: getattr(sold, name) for name in ("store", "till", "sale_id", "epoch", "seq")},
            "cashier": cashier.staff_id,
            "approved_by": None if answers == cashier.staff_id else answers,
            "currency": sold.document["currency"],
            "one_id": sold.document["one_id"],
            "at": back.at,
            "reason": settlement.reason,
            "text": settlement.text.strip()[:TEXT_CHARACTERS],
            "after": [earlier["return_id"] for earlier in sold.earlier],
            "tenders": _referenced(quote.refunds, settlement.references),
            **quote.priced.to_document(),
        }
        with self._desk.unit_of_work() as uow:
            self._staff.approvals.use(uow, approval, amount_minor=abs(quote.refund_minor))
            entry = uow.journal.append("return", body)
            uow.sales.add_return(body, entry)
            uow.commit()
        return CompletedReturn(body["return_id"], quote.refund_minor, quote.cash_minor, body)


#: What a completed return changes, for whoever shows it.
RETURNED = Changes.of("sales", "journal", "shift")


def searched(sale: SaleSummary) -> str:
    """What a sale is found by: its number, its time and its amount."""
    major = f"{sale.payable_minor // 100}.{sale.payable_minor % 100:02d}"
    return f"{sale.receipt_number} {sale.occurred_at.replace('T', ' ')} {major}".casefold()


def _referenced(refunds: Sequence[Mapping[str, Any]], references: Sequence[str]) -> list[dict[str, Any]]:
    """Each refund that is no cash with the terminal's reference. Raises Refused `reference_missing`."""
    left = [reference.strip() for reference in references]
    found = []
    for refund in refunds:
        if refund["kind"] == "cash":
            found.append(dict(refund))
            continue
        reference = left.pop(0) if left else ""
        if not 0 < len(reference) <= REFERENCE_CHARACTERS:
            raise Refused("reference_missing")
        found.append({**refund, "reference": reference})
    return found
