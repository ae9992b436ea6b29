"""A basket as JSON, and back: for the row of the basket at the counter, and for baskets that are parked.

The application's own form: no other program reads it, but another version of this one may. What was scanned is priced
anew when it comes back.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

import msgspec

from pos_client.application.checkout_state import CheckoutState, TakenOut
from pos_client.application.members import IdentifiedMember
from pos_client.application.services import UseHere
from retail.basket import Basket, Line
from retail.catalogue import Product
from retail.guides import GuideShare
from retail.ports import StoredCoupon
from retail.sale import GiftLeftOut, ShownSuggestion, Tender


@dataclass(frozen=True, slots=True)
class KeptBasket:
    """What is kept of a basket. `identified` and `uses` are for the counter's own row: they do not leave the till.

    `kept_at` is ISO 8601. `wallet_attempt` names the payment that the basket is waiting for.
    """

    basket_id: str
    sale_id: str
    kept_at: str
    basket: Basket
    taken_out: tuple[TakenOut, ...] = ()
    note: str = ""
    one_id: str | None = None
    bearer_coupons: tuple[StoredCoupon, ...] = ()
    gifts_left_out: tuple[GiftLeftOut, ...] = ()
    guides: tuple[GuideShare, ...] | None = None
    identified: IdentifiedMember | None = None
    coupon_choice: tuple[str, ...] | None = None
    points_to_use: int | str = 0
    tenders: tuple[Tender, ...] = ()
    wallet_attempt: str | None = None
    uses: tuple[UseHere, ...] = ()
    exchange: dict[str, Any] | None = None  # goods that come back for it: `pos_client.application.exchange_keeping`
    exchange_references: tuple[str, ...] = ()
    suggested: tuple[ShownSuggestion, ...] = ()


def kept_basket(state: CheckoutState, basket_id: str, sale_id: str, kept_at: str) -> KeptBasket:
    """What any till of the store may know of the basket: no proof of the member, no choice made on it."""
    return KeptBasket(
        basket_id=basket_id,
        sale_id=sale_id,
        kept_at=kept_at,
        basket=state.basket,
        taken_out=state.taken_out,
        note=state.note,
        one_id=None if state.member is None else state.member.member.one_id,
        bearer_coupons=state.bearer_coupons,
        gifts_left_out=state.gifts_left_out,
        guides=state.guides,
        suggested=state.suggested,
    )


def with_proof(kept: KeptBasket, state: CheckoutState, uses: tuple[UseHere, ...]) -> KeptBasket:
    """All of it, for the till's own row."""
    return replace(
        kept,
        identified=state.member,
        coupon_choice=state.coupon_choice,
        points_to_use=state.points_to_use,
        # What is held of a card is no money: it is let go, and the card shown again.
        tenders=tuple(tender for tender in state.tenders if tender.hold_id is None),
        wallet_attempt=state.wallet_attempt,
        uses=uses,
        exchange=None if state.exchange is None else dict(state.exchange.document),
        exchange_references=state.exchange_references,
    )


def basket_document(kept: KeptBasket) -> dict[str, Any]:
    document: dict[str, Any] = msgspec.to_builtins(kept)
    return document


def read_basket(document: Mapping[str, Any]) -> KeptBasket:
    """Raises ValueError for a document that another program wrote."""
    try:
        return msgspec.convert(dict(document), KeptBasket)
    except msgspec.ValidationError as error:
        raise ValueError(str(error)) from error


def with_prices_of_today(basket: Basket, find: Callable[[list[str]], Mapping[str, Product]]) -> Basket:
    """The basket with each product as the catalogue has it now.

    Prices that a person or a label set stay, and so do goods that the catalogue no longer has.
    """
    found = find([line.product.sku for line in basket.lines])

    def now(line: Line) -> Line:
        product = found.get(line.product.sku)
        is_set = line.override is not None or line.unknown is not None or line.product.priced_by_label
        return (
            line
            if product is None or is_set or product.weighed != line.product.weighed
            else replace(line, product=product)
        )

    return replace(basket, lines=tuple(now(line) for line in basket.lines))
