"""Goods that come back: what a return pays, line by line and by means of payment, as its journal entry says it.

Sources: docs/spec/benefits.md, section 9; docs/spec/line.md, sections 6 and 11. The till makes an entry with this, the
ledger checks it with the same: everything follows from the sale, its offers, and what had come back before.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from retail.benefit_facts import Case, Gift
from retail.case_reading import read_case
from retail.contract import ContractError
from retail.offer_reading import read_offer
from retail.offers import Offer
from retail.pricing.outcome import funding_split
from retail.returns import GoodsReturn, ReturnedGift, ReturnedLine, ReturnPricing, returned_share, returns_of
from retail.stock import stock_thousandths
from retail.tax import included_tax

Condition = Literal["sellable", "damaged"]
Document = Mapping[str, Any]

#: An offer's document by id and version; None when nobody here has that version.
OfferDocuments = Callable[[str, int], Document | None]


class OffersGone(Exception):
    """The sale applied offers of which nobody here has that version: `missing` are (id, version)."""

    def __init__(self, missing: Sequence[tuple[str, int]]) -> None:
        super().__init__(f"offers that are not known: {missing}")
        self.missing = tuple(missing)


@dataclass(frozen=True, slots=True)
class BackLine:
    """How much of a line comes back: an int of units, or the text of a weight."""

    line_id: str
    quantity: int | str
    condition: Condition = "sellable"


@dataclass(frozen=True, slots=True)
class BackGift:
    offer: str
    quantity: int
    condition: Condition = "sellable"


@dataclass(frozen=True, slots=True)
class Back:
    """What comes back at one time (`at`: ISO 8601 with an offset)."""

    at: str
    lines: tuple[BackLine, ...] = ()
    gifts: tuple[BackGift, ...] = ()

    @property
    def goods(self) -> GoodsReturn:
        return GoodsReturn(
            self.at,
            tuple(ReturnedLine(line.line_id, line.quantity) for line in self.lines),
            tuple(ReturnedGift(gift.offer, gift.quantity) for gift in self.gifts),
        )


@dataclass(frozen=True, slots=True)
class PricedReturn:
    """A return as its entry says it: `lines` and `gifts` are the documents of docs/spec/line.md, section 11."""

    pricing: ReturnPricing
    lines: tuple[dict[str, Any], ...]
    gifts: tuple[dict[str, Any], ...]
    gift_funding: Mapping[str, int]

    def to_document(self) -> dict[str, Any]:
        """The part of the entry that follows from the sale."""
        return {
            "lines": list(self.lines),
            "gifts": list(self.gifts),
            "pricing": self.pricing.to_document() | {"gift_funding": dict(self.gift_funding)},
        }


def sold_case(sale: Document, offers: OfferDocuments) -> tuple[Case, tuple[tuple[str, str | None], ...]]:
    """The pricing case of a recorded sale with the offers that it applied, and its choice.

    Raises OffersGone, or ContractError for a record that cannot be priced.
    """
    choice = tuple((applied["offer"], applied.get("coupon")) for applied in sale["pricing"]["applied"])
    applied = {offer for offer, _ in choice}
    named = [(used["id"], used["version"]) for used in sale["input"].get("offers", ()) if used["id"] in applied]
    documents = [offers(*name) for name in named]
    missing = [name for name, document in zip(named, documents, strict=True) if document is None]
    if missing or len(named) < len(applied):
        raise OffersGone(missing)
    known: tuple[Offer, ...] = tuple(read_offer(dict(document or {}), "$") for document in documents)
    document = dict(sale["input"])
    document["coupons"] = [coupon for coupon in document.get("coupons") or () if coupon.get("offer") in applied]
    if isinstance(document.get("coupon_choice"), list):
        left = {coupon["id"] for coupon in document["coupons"]}
        document["coupon_choice"] = [coupon for coupon in document["coupon_choice"] if coupon in left]
    return read_case(document, "$.input", known), choice


def goods_of(body: Document) -> GoodsReturn:
    """What an entry says came back."""
    return GoodsReturn(
        body["at"],
        tuple(ReturnedLine(line["line_id"], line["quantity"]) for line in body["lines"]),
        tuple(ReturnedGift(gift["offer"], gift["quantity"]) for gift in body["gifts"]),
    )


def price_return(sale: Document, offers: OfferDocuments, earlier: Sequence[Document], back: Back) -> PricedReturn:
    """What comes back now, after the `earlier` returns (bodies of their entries). `sale` is the body of its entry.

    Raises ContractError for more than is left or an unknown line, OffersGone, or UnlawfulChoice.
    """
    case, choice = sold_case(sale, offers)
    steps = [*map(goods_of, earlier), back.goods]
    priced = returns_of(case, choice, steps)
    before = returned_so_far(earlier)
    sold = {line["line_id"]: (number, line) for number, line in enumerate(sale["lines"], 1)}
    if any(line.line_id not in sold for line in back.lines):
        raise ContractError("$.lines", "lines of the sale")
    given = {gift["offer"]: gift for gift in sale["pricing"].get("gifts", ())}
    return PricedReturn(
        pricing=priced[-1],
        lines=tuple(_line(*sold[line.line_id], before.get(line.line_id, 0), line) for line in back.lines),
        gifts=tuple(_gift(given[gift.offer], gift) for gift in back.gifts),
        gift_funding=_gift_funding(case, steps, priced),
    )


def returned_so_far(returns: Sequence[Document]) -> dict[str, int]:
    """By line id, what has come back in thousandths."""
    found: dict[str, int] = {}
    for body in returns:
        for line in body["lines"]:
            found[line["line_id"]] = found.get(line["line_id"], 0) + stock_thousandths(line["quantity"])
    return found


def gifts_so_far(returns: Sequence[Document]) -> dict[str, int]:
    """By offer, the pieces of its gift that came back."""
    found: dict[str, int] = {}
    for body in returns:
        for gift in body["gifts"]:
            found[gift["offer"]] = found.get(gift["offer"], 0) + gift["quantity"]
    return found


def left_of_line(line: Document, returned_thousandths: int) -> int | str | None:
    """What can still come back of a sale's line, in the form of its quantity; None: nothing."""
    left = stock_thousandths(line["quantity"]) - returned_thousandths
    if left <= 0:
        return None
    return f"{left // 1000}.{left % 1000:03d}" if isinstance(line["quantity"], str) else left // 1000


def _line(number: int, sold: Document, before: int, line: BackLine) -> dict[str, Any]:
    """Each amount is the share of all that is back by now, less the share of what was back before."""
    weighed = isinstance(sold["quantity"], str)
    bought, more = stock_thousandths(sold["quantity"]), stock_thousandths(line.quantity)
    unit = 1 if weighed else 1000

    def back(amount: int) -> int:
        shares = [
            returned_share(amount, returned // unit, bought // unit, weighed=weighed)
            for returned in (before, before + more)
        ]
        return shares[1] - shares[0]

    net, bps = sold["net_minor"], sold["tax_bps"]
    kept = net - returned_share(net, before // unit, bought // unit, weighed=weighed)
    net_back = back(net)
    return {
        "line_no": number,
        "line_id": line.line_id,
        "sku": sold["sku"],
        "name": sold["name"],
        "brand": sold["brand"],
        "quantity": line.quantity,
        "condition": line.condition,
        "gross_minor": back(sold["gross_minor"]),
        "manual_minor": back(_manual_minor(sold)),
        "net_minor": net_back,
        "tax_bps": bps,
        "tax_minor": included_tax(kept, bps) - included_tax(kept - net_back, bps),
    }


def _manual_minor(sold: Document) -> int:
    """What a manual price took off the line."""
    override = sold.get("override")
    if override is None:
        return 0
    thousandths = stock_thousandths(sold["quantity"])
    return int((2 * override["list_price_minor"] * thousandths + 1000) // 2000 - sold["gross_minor"])


def _gift(given: Document, gift: BackGift) -> dict[str, Any]:
    return {
        "offer": gift.offer,
        "sku": given["sku"],
        "quantity": gift.quantity,
        "worth": given["worth"],
        "condition": gift.condition,
    }


def _gift_funding(case: Case, steps: Sequence[GoodsReturn], priced: Sequence[ReturnPricing]) -> dict[str, int]:
    """What of the last return's funding is for gifts: charged to the shopper, or brought back."""
    found: dict[str, int] = {}
    for offer in case.offers:
        if not isinstance(offer.effect, Gift):
            continue
        amounts, total = [0], 0
        for goods, each in zip(steps, priced, strict=True):
            pieces = sum(gift.quantity for gift in goods.gifts if gift.offer == offer.id)
            total += each.gifts_charged.get(offer.id, 0) + pieces * offer.effect.worth
            amounts.append(total)
        for sign, amount in ((1, amounts[-1]), (-1, amounts[-2])):
            for party, part in funding_split(offer, case.store, amount).items():
                found[party] = found.get(party, 0) + sign * part
    return {party: part for party, part in found.items() if part}


def back_in_stock(body: Document) -> dict[str, int]:
    """What a return puts back on the shelf: by sku, in thousandths. What is damaged is not sold again."""
    found: dict[str, int] = {}
    for piece in (*body["lines"], *body["gifts"]):
        if piece["condition"] == "sellable":
            found[piece["sku"]] = found.get(piece["sku"], 0) + stock_thousandths(piece["quantity"])
    return found
