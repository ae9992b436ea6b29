"""Rows of what is no price: gifts to hand over, the member's services, and who pays for the benefits."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from pos_client.application.checkout_state import CheckoutState
from pos_client.application.rewards import RewardOffer
from pos_client.application.services import UseHere
from pos_client.ui.formatting import is_chinese
from pos_client.ui.naming import Naming
from pos_client.ui.screens.checkout.state import FundingShare, LineRow, ServiceRow
from retail.catalogue import Product
from retail.ports import Entitlement
from retail.stock import StockLevel
from retail.stored_value import masked_account

#: What the ids of rows begin with that are rewards and no services.
REWARD = "reward:"
_KINDS = {"platform": "group", "brand": "brand", "store": "store", "points": "points"}
_ORDER = ("group", "brand", "store", "points", "other")


def gift_rows(
    state: CheckoutState,
    currency: str,
    naming: Naming,
    products: Mapping[str, Product],
    stock: Mapping[str, StockLevel],
) -> tuple[LineRow, ...]:
    """A line for each gift that was won, with what of it the store has beside what the basket takes."""
    pricing = state.pricing
    if pricing is None:
        return ()
    pieces: dict[tuple[str, str], int] = {}
    for gift in pricing.gifts:
        pieces[gift.offer, gift.sku] = pieces.get((gift.offer, gift.sku), 0) + gift.quantity
    bought: dict[str, int] = {}
    for line in state.basket.lines:
        bought[line.product.sku] = bought.get(line.product.sku, 0) + line.quantity.thousandths
    rows = []
    for (offer_id, sku), quantity in pieces.items():
        product = products.get(sku)
        level = stock.get(sku)
        left = None if level is None else max(0, (level.thousandths - bought.get(sku, 0)) // 1000)
        rows.append(
            LineRow(
                line_id=f"gift:{offer_id}:{sku}",
                sku=naming.offer(offer_id),
                name=sku if product is None else product.name,
                name_en="" if product is None else product.name_en,
                variant="",
                category="gifts",
                quantity_text=str(quantity),
                weighed=False,
                unit="" if product is None else product.unit,
                unit_price_minor=0,
                gross_minor=0,
                net_minor=0,
                currency=currency,
                gift_of=offer_id,
                gift_sku=sku,
                stock=left,
            )
        )
    return tuple(rows)


def value_rows(state: CheckoutState, currency: str) -> tuple[LineRow, ...]:
    """A row for each gift card and top-up that is sold."""
    return tuple(
        LineRow(
            line_id=f"value:{sold.account_id}",
            sku=masked_account(sold.account_id) if sold.kind == "gift_card" else "",
            name="礼品卡" if sold.kind == "gift_card" else "储值充值",
            name_en="Gift card" if sold.kind == "gift_card" else "Stored value top-up",
            variant="",
            category="gifts",
            quantity_text="1",
            weighed=False,
            unit="",
            unit_price_minor=sold.amount_minor,
            gross_minor=sold.amount_minor,
            net_minor=sold.amount_minor,
            currency=currency,
            value_id=sold.account_id,
        )
        for sold in state.basket.values
    )


def service_rows(entitlements: Sequence[Entitlement], uses: Sequence[UseHere]) -> tuple[ServiceRow, ...]:
    """Those with something left first, then by what ends first."""
    here = [use.entitlement_id for use in uses]
    rows = [
        ServiceRow(
            entitlement_id=found.entitlement_id,
            label=found.label if is_chinese() or not found.label_en else found.label_en,
            left=found.left,
            total=found.total,
            used_here=here.count(found.entitlement_id),
            expires_at=found.expires_at,
            is_goods=bool(found.sku),
        )
        for found in entitlements
    ]
    return tuple(sorted(rows, key=lambda row: (not row.left, _end(row.expires_at))))


def reward_rows(offers: Sequence[RewardOffer]) -> tuple[ServiceRow, ...]:
    """Rewards for points, under the services."""
    return tuple(
        ServiceRow(
            entitlement_id=f"{REWARD}{offer.reward_id}",
            label=offer.label if is_chinese() else offer.label_en,
            left=int(offer.can_be_given),
            total=-1 if offer.left is None else offer.left,
            used_here=0,
            expires_at=None,
            points=offer.points,
            missing=offer.missing,
            needs_connection=offer.needs_connection,
        )
        for offer in offers
    )


def funding_shares(state: CheckoutState, brands: Mapping[str, str]) -> tuple[FundingShare, ...]:
    """Who pays what of everything that was given: the group, the brands, the store, and points."""
    if state.pricing is None:
        return ()
    shares = []
    for party, amount_minor in state.pricing.funding.items():
        kind, _, name = party.partition(":")
        known = _KINDS.get(kind, "other")
        shown = party if known == "other" else brands.get(name, name)
        shares.append(FundingShare(known, shown, amount_minor))  # type: ignore[arg-type]  # a word of the table
    return tuple(sorted(shares, key=lambda share: (_ORDER.index(share.kind), -share.amount_minor)))


def _end(expires_at: str | None) -> float:
    return float("inf") if expires_at is None else datetime.fromisoformat(expires_at).timestamp()
