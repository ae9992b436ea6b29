"""The whole state of the screen, and the rows of a search: asked of the use cases, changed by nobody."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pos_client.ui.formatting import is_chinese
from pos_client.ui.naming import Naming
from pos_client.ui.screens.checkout.offer_rows import offer_rows
from pos_client.ui.screens.checkout.offline_notes import with_offline_limit, with_offline_notes
from pos_client.ui.screens.checkout.state import CheckoutViewState, DoneSale, Phase, SearchRow
from pos_client.ui.screens.checkout.state_building import (
    line_rows,
    member_card,
    member_row,
    points_choice,
    product_row,
    tender_rows,
    totals,
)
from pos_client.ui.screens.checkout.use_cases import CheckoutUseCases

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
    names = _gift_names(use, outlook)
    return CheckoutViewState(
        currency=use.currency,
        phase=phase,
        lines=line_rows(state, use.currency, naming, use.checkout.limits),
        selected_line=selected,
        totals=totals(state, names, naming),
        member=member_card(state, rules, naming, now, use.currency),
        offers=with_offline_notes(offer_rows(state, use.currency, naming, outlook, names), use.checkout, now),
        chosen_by_hand=state.coupon_choice is not None,
        points=with_offline_limit(points_choice(state, rules, outlook), use.checkout),
        tenders=tender_rows(state.tenders),
        remaining_minor=state.remaining_minor,
        change_due_minor=state.change_due_minor,
        online=state.online,
        asking=state.payment.stage == "asking",
        done=done,
        last_sale=before,
        now=now,
        note=state.note,
    )


def _gift_names(use: CheckoutUseCases, outlook: Outlook | None) -> dict[str, str]:
    """Names of the gifts that are won, and of those that are near, by SKU."""
    pricing = use.checkout.state.pricing
    skus = [] if pricing is None else [gift.sku for gift in pricing.gifts]
    skus += [] if outlook is None else [step.gift[0] for step in outlook.steps.values() if step.gift is not None]
    chinese = is_chinese()
    return {
        product.sku: product.name if chinese or not product.name_en else product.name_en
        for product in (use.catalogue.by_code(skus) if skus else ())
    }


def found_rows(use: CheckoutUseCases, text: str) -> tuple[SearchRow, ...]:
    """Goods first, then members, as the catalogue and the directory rank them."""
    chinese, rules = is_chinese(), use.checkout.rules
    goods = [
        product_row(product, use.currency, chinese=chinese) for product in use.catalogue.search(text, PRODUCTS_FOUND)
    ]
    members = [member_row(member, rules) for member in use.member_directory.search(text, MEMBERS_FOUND)]
    return (*goods, *members)
