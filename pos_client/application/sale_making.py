"""The sale that a paid basket becomes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from pos_client.application.checkout_state import CheckoutState
from pos_client.application.till import Desk
from retail.basket import Line
from retail.guides import GuideShare
from retail.leases import LeaseUse
from retail.sale import Sale, SaleLine
from retail.tax import included_tax

if TYPE_CHECKING:
    from retail.pricing import Pricing


def make_sale(
    desk: Desk,
    state: CheckoutState,
    pricing: Pricing,
    document: Mapping[str, Any],
    *,
    sale_id: str,
    cashier: str,
    leases: tuple[LeaseUse, ...],
    guides: tuple[GuideShare, ...] = (),
) -> Sale:
    """The sale of a basket at the price of `pricing`; `document` is the pricing input as the journal keeps it. `guides`
    share in every line that has none of its own.
    """
    nets = {line.id: line.net for line in pricing.lines}
    member = state.member
    lines = tuple(
        _line(line, nets[line.line_id], guides if line.guides is None else line.guides) for line in state.basket.lines
    )
    return Sale(
        sale_id=sale_id,
        store=desk.facts.store,
        till=desk.facts.till,
        cashier=cashier,
        occurred_at=desk.clock.now().isoformat(timespec="seconds"),
        currency=desk.facts.currency,
        lines=lines,
        tenders=state.tenders,
        pricing_input=document,
        pricing=pricing.to_document(),
        one_id=None if member is None else member.member.one_id,
        member_proof=None if member is None else member.proof,
        guide=_only_guide(lines),
        note=state.note,
        labels=state.labels,
        leases=leases,
        reservation_id=state.payment.reservation_id,
        rounding_minor=sum(tender.rounding_minor for tender in state.tenders),
        value_sold=state.basket.values,
        suggested=state.suggested,
    )


def _only_guide(lines: Sequence[SaleLine]) -> str | None:
    """The one guide whose sale it is as a whole."""
    found = {line.guides for line in lines}
    (guides,) = found if len(found) == 1 else ((),)
    return guides[0].staff_id if len(guides) == 1 else None


def _line(line: Line, net_minor: int, guides: tuple[GuideShare, ...]) -> SaleLine:
    product = line.product
    return SaleLine(
        line_id=line.line_id,
        sku=product.sku,
        name=product.name,
        brand=product.brand,
        quantity=line.quantity.to_contract(),
        unit=product.unit,
        unit_price_minor=line.unit_price_minor,
        gross_minor=line.gross_minor,
        net_minor=net_minor,
        tax_bps=product.tax_bps,
        tax_minor=included_tax(net_minor, product.tax_bps),
        override=line.override,
        unknown=line.unknown,
        note=line.note,
        guides=guides,
        rain_check=line.rain_check,
        suggested=line.suggested,
    )
