"""The whole state of the screen, and the rows of a search: asked of the use cases, changed by nobody."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from pos_client.ui.formatting import is_chinese
from pos_client.ui.naming import Naming
from pos_client.ui.screens.checkout.extra_rows import funding_shares, gift_rows, service_rows
from pos_client.ui.screens.checkout.guide_words import guides_text
from pos_client.ui.screens.checkout.offer_rows import Extras, offer_rows
from pos_client.ui.screens.checkout.offline_notes import with_offline_limit, with_offline_notes
from pos_client.ui.screens.checkout.shelf_rows import found_with_shelves, with_shelves
from pos_client.ui.screens.checkout.state import CheckoutViewState, DoneSale, LineRow, Phase, SearchRow
from pos_client.ui.screens.checkout.state_building import (
    counter_tenders,
    line_rows,
    member_card,
    member_row,
    points_choice,
    product_row,
    totals,
)
from pos_client.ui.screens.checkout.use_cases import CheckoutUseCases
from retail.cash_rounding import EXACT
from retail.catalogue import Product

if TYPE_CHECKING:
    from retail.outlook import Outlook

PRODUCTS_FOUND = 12
MEMBERS_FOUND = 6


def view_state(
    use: CheckoutUseCases, phase: Phase, selected: str | None, done: DoneSale | None, before: DoneSale | None
) -> CheckoutViewState:
    """What the screen shows now. `before` is the last completed sale, `done` the one whose change is being given."""
    state, rules, now = use.checkout.state, use.checkout.rules, use.clock.now()
    naming, outlook = Naming(rules), use.checkout.outlook
    products = _gift_products(use, outlook)
    names = {sku: _shown_name(product) for sku, product in products.items()}
    won = () if state.pricing is None else tuple(gift.sku for gift in state.pricing.gifts)
    gifts = gift_rows(state, use.currency, naming, products, use.stock.of(won)) if won else ()
    lines = line_rows(state, use.currency, naming, use.checkout.limits)
    services = use.services.of(state.member)
    extras = Extras(names, use.checkout.usable.offers, now)
    offers = offer_rows(state, use.currency, naming, outlook, extras)
    return CheckoutViewState(
        currency=use.currency,
        phase=phase,
        lines=(*with_shelves(_with_guides(use, lines), use.stock, state.basket, now), *gifts),
        selected_line=selected,
        totals=totals(state, naming),
        member=member_card(state, rules, naming, now, use.currency),
        offers=with_offline_notes(offers, use.checkout, now),
        chosen_by_hand=state.coupon_choice is not None,
        points=with_offline_limit(points_choice(state, rules, outlook), use.checkout),
        services=service_rows(services, use.services.uses),
        can_use_services=state.member is not None and state.member.can_spend,
        funding=funding_shares(state, rules.brand_names) if use.staff.may("see_funding") else None,
        tenders=counter_tenders(state),
        remaining_minor=state.remaining_minor,
        cash_due_minor=rules.cash_rounding.get(use.currency, EXACT).due(state.remaining_minor),
        change_due_minor=state.change_due_minor,
        online=state.online,
        asking=state.payment.stage == "asking",
        done=done,
        last_sale=before,
        now=now,
        note=state.note,
        guides=guides_text(use, use.guiding.of_basket()),
        has_guides=bool(use.guiding.known()),
        orders=len(use.pickup.waiting(state.member)),
        parked=len(use.parking.own()) if state.basket.is_empty else 0,
    )


def _with_guides(use: CheckoutUseCases, rows: tuple[LineRow, ...]) -> list[LineRow]:
    """Who shares in a line, where that is not as in the whole basket."""
    own = {line.line_id: line.guides for line in use.checkout.state.basket.lines if line.guides is not None}
    return [replace(row, guides=guides_text(use, own[row.line_id])) if row.line_id in own else row for row in rows]


def _gift_products(use: CheckoutUseCases, outlook: Outlook | None) -> dict[str, Product]:
    """The gifts that are won, and those that are near, by SKU."""
    pricing = use.checkout.state.pricing
    skus = [] if pricing is None else [gift.sku for gift in pricing.gifts]
    skus += [] if outlook is None else [step.gift[0] for step in outlook.steps.values() if step.gift is not None]
    return {product.sku: product for product in (use.catalogue.by_code(skus) if skus else ())}


def _shown_name(product: Product) -> str:
    return product.name if is_chinese() or not product.name_en else product.name_en


def found_rows(use: CheckoutUseCases, text: str) -> tuple[SearchRow, ...]:
    """Goods first, then members, as the catalogue and the directory rank them."""
    chinese, rules = is_chinese(), use.checkout.rules
    goods = [
        product_row(product, use.currency, chinese=chinese) for product in use.catalogue.search(text, PRODUCTS_FOUND)
    ]
    members = [member_row(member, rules) for member in use.member_directory.search(text, MEMBERS_FOUND)]
    return (*found_with_shelves(goods, use.stock, use.clock.now()), *members)
