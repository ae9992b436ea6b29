"""A sale that goods may come back of, what a return of it would pay, and how it is settled. Values only."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from retail.goods_return import PricedReturn, gifts_so_far, left_of_line, returned_so_far
from retail.ports import SaleSummary
from retail.sold_sale import FoundSale

#: Why goods come back. `other` needs words.
REASONS = ("changed_mind", "damaged", "wrong_item", "other")
VOIDED = "voided"
TEXT_CHARACTERS = 200


@dataclass(frozen=True, slots=True)
class SoldGoods:
    """A sale that goods may come back of: its journal body (or what a return needs of it), and the returns so far.

    `earlier` are the returns that are counted, `elsewhere` those of them that the ledger told. `offers` are documents
    that came with the sale. `held_until_ms` is by the till's monotonic clock: until then no other till takes goods of
    this sale back; None: nobody was asked.
    """

    store: str
    till: str
    sale_id: str
    receipt_number: str
    occurred_at: str
    document: Mapping[str, Any]
    epoch: str | None
    seq: int | None
    earlier: tuple[Mapping[str, Any], ...] = ()
    elsewhere: tuple[Mapping[str, Any], ...] = ()
    offers: Mapping[tuple[str, int], Mapping[str, Any]] = field(default_factory=dict)
    held_until_ms: int | None = None
    is_own: bool = True
    store_name: str = ""

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
    def named(self) -> dict[str, Any]:
        """How a return's entry names the sale."""
        return {name: getattr(self, name) for name in ("store", "till", "sale_id", "epoch", "seq")}


@dataclass(frozen=True, slots=True)
class LookedUp:
    """A sale as the ledger gave it, held for this till until a moment of its monotonic clock."""

    found: FoundSale
    until_ms: int


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
        return cash_of(self.refunds)


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


def cash_of(tenders: Iterable[Mapping[str, Any]]) -> int:
    """What of a return's tenders comes out of the drawer."""
    return sum(tender["amount_minor"] for tender in tenders if tender["kind"] == "cash")


def searched(sale: SaleSummary) -> str:
    """What a sale is found by: its number, its time and its amount."""
    major = f"{sale.payable_minor // 100}.{sale.payable_minor % 100:02d}"
    return f"{sale.receipt_number} {sale.occurred_at.replace('T', ' ')} {major}".casefold()
