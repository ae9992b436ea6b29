"""The whole state of the screen, and the rows of a search: asked of the use cases, changed by nobody."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

from pos_client.ui.formatting import is_chinese
from pos_client.ui.naming import Naming
from pos_client.ui.screens.checkout.extra_rows import funding_shares, gift_rows, reward_rows, service_rows, value_rows
from pos_client.ui.screens.checkout.group_rows import with_group_rows
from pos_client.ui.screens.checkout.guide_words import guides_text
from pos_client.ui.screens.checkout.offer_rows import Extras, offer_rows
from pos_client.ui.screens.checkout.offline_notes import with_offline_limit, with_offline_notes
from pos_client.ui.screens.checkout.program_rows import program_rows, with_tiers
from pos_client.ui.screens.checkout.shelf_rows import found_with_shelves, with_shelves
from pos_client.ui.screens.checkout.state import (
    CheckoutViewState,
    DoneSale,
    LineRow,
    MemberCard,
    Phase,
    SearchRow,
    TagShown,
    ValueShown,
)
from pos_client.ui.screens.checkout.state_building import (
    counter_tenders,
    hidden_row,
    line_rows,
    member_card,
    member_row,
    points_choice,
    product_row,
    totals,
)
from pos_client.ui.screens.checkout.use_cases import CheckoutUseCases
from pos_client.ui.suggestion_words import NO_SUGGESTIONS, SuggestionsShown, Wording, suggestions_shown
from retail.cash_rounding import EXACT
from retail.catalogue import Product

if TYPE_CHECKING:
    from retail.outlook import Outlook

PRODUCTS_FOUND = 12
MEMBERS_FOUND = 6


def counter_state(
    use: CheckoutUseCases, phase: Phase, selected: str | None, done: DoneSale | None, before: DoneSale | None
) -> CheckoutViewState:
    """The lines, and every amount that somebody may pay by; of the panels beside them, that they follow.

    `before` is the last completed sale, `done` the one whose change is being given.
    """
    state, rules, now = use.checkout.state, use.checkout.rules, use.clock.now()
    naming = Naming(rules)
    lines = with_tiers(line_rows(state, use.currency, naming, use.checkout.limits), state, rules, naming, now)
    return CheckoutViewState(
        currency=use.currency,
        phase=phase,
        lines=(
            *with_shelves(_with_guides(use, lines), use.stock, state.basket, now),
            *_gifts(use, naming),
            *value_rows(state, use.currency),
        ),
        selected_line=selected,
        totals=totals(state, naming),
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
        value=ValueShown(
            is_taken=use.value.rules.gift_cards,
            of_member=bool(use.value.rules.issuer) and state.member is not None,
            is_reached=state.online,
            sells_value=bool(state.basket.values),
            asking=use.value.is_asking,
        ),
        parked=len(use.parking.own()) if state.basket.is_empty else 0,
        panels_follow=True,
    )


def with_panels(use: CheckoutUseCases, shown: CheckoutViewState) -> CheckoutViewState:
    """The state with what the panels beside the basket show: the member, offers and coupons, points, services."""
    state, rules, now = use.checkout.state, use.checkout.rules, shown.now or use.clock.now()
    naming, outlook = Naming(rules), use.checkout.outlook
    extras = Extras(_gift_names(use, outlook), use.checkout.usable.offers, now, rules.group)
    offers = offer_rows(state, use.currency, naming, outlook, extras)
    return replace(
        shown,
        panels_follow=False,
        suggestions=_suggestions(use, naming, now) if shown.phase == "basket" else NO_SUGGESTIONS,
        member=_member(use, naming, now),
        offers=with_group_rows(
            with_offline_notes(offers, use.checkout, now),
            state.outside,
            rules.group.calendars,
            naming=naming,
            brand_names=rules.brand_names,
            currency=use.currency,
            now=now,
        ),
        chosen_by_hand=state.coupon_choice is not None,
        points=with_offline_limit(points_choice(state, rules, outlook), use.checkout),
        services=service_rows(use.services.of(state.member), use.services.uses)
        + reward_rows(use.rewards.of(state.member)),
        orders=len(use.pickup.waiting(state.member)),
        wanted=0 if state.member is None else len(use.wanted.of(state.member.member.one_id)),
        can_use_services=state.member is not None and state.member.can_spend,
        programs=program_rows(
            state,
            rules,
            naming,
            use.checkout.usable.offers,
            exchanges=use.exchanges.offers(state.member),
            draws=use.draws.offers(state.member),
            now=now,
            currency=use.currency,
        ),
        funding=funding_shares(state, rules.brand_names) if use.staff.may("see_funding") else None,
    )


def _member(use: CheckoutUseCases, naming: Naming, now: datetime) -> MemberCard | None:
    """The member, with what other systems say of them and has not ended."""
    card = member_card(use.checkout.state, use.checkout.rules, naming, now, use.currency)
    identified = use.checkout.state.member
    if card is None or identified is None:
        return None
    chinese = is_chinese()
    tags = tuple(
        TagShown(tag.label if chinese else tag.label_en, tag.source, tag.confidence_bps // 100, tag.expires_at)
        for tag in use.member_directory.tags_of(identified.member.one_id)
        if tag.holds(now)
    )
    return replace(card, tags=tags)


def _suggestions(use: CheckoutUseCases, naming: Naming, now: datetime) -> SuggestionsShown:
    wording = Wording(naming, use.checkout.rules.group.suggestions, use.currency, use.catalogue)
    return suggestions_shown(use.suggesting.for_counter(), wording, now)


def _with_guides(use: CheckoutUseCases, rows: list[LineRow]) -> list[LineRow]:
    """Who shares in a line, where that is not as in the whole basket."""
    own = {line.line_id: line.guides for line in use.checkout.state.basket.lines if line.guides is not None}
    if not own:
        return rows
    return [replace(row, guides=guides_text(use, own[row.line_id])) if row.line_id in own else row for row in rows]


def _gifts(use: CheckoutUseCases, naming: Naming) -> tuple[LineRow, ...]:
    """The gifts that are won, to be handed over."""
    state = use.checkout.state
    won = () if state.pricing is None else tuple(gift.sku for gift in state.pricing.gifts)
    if not won:
        return ()
    products = {product.sku: product for product in use.catalogue.by_code(won)}
    return gift_rows(state, use.currency, naming, products, use.stock.of(won))


def _gift_names(use: CheckoutUseCases, outlook: Outlook | None) -> dict[str, str]:
    """What the gifts are called that a little more would bring, by SKU."""
    skus = [] if outlook is None else [step.gift[0] for step in outlook.steps.values() if step.gift is not None]
    return {product.sku: _shown_name(product) for product in (use.catalogue.by_code(skus) if skus else ())}


def _shown_name(product: Product) -> str:
    return product.name if is_chinese() or not product.name_en else product.name_en


def found_rows(use: CheckoutUseCases, text: str) -> tuple[SearchRow, ...]:
    """Goods first, then members, as the catalogue and the directory rank them."""
    chinese, rules = is_chinese(), use.checkout.rules
    goods = [
        product_row(product, use.currency, chinese=chinese) for product in use.catalogue.search(text, PRODUCTS_FOUND)
    ]
    members = [member_row(member, rules) for member in use.member_directory.search(text, MEMBERS_FOUND)]
    hidden = use.member_directory.hidden(text, MEMBERS_FOUND)
    found = (*found_with_shelves(goods, use.stock, use.clock.now()), *members)
    return (*found, hidden_row(hidden)) if hidden else found
