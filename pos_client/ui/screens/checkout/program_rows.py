"""The member's programs side by side, and whose tier counts on each line of one basket. Pure: no widget."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from pos_client.application.benefits import BenefitRules
from pos_client.application.checkout_state import CheckoutState
from pos_client.application.draws import DrawOffer
from pos_client.application.points_exchange import ExchangeOffer
from pos_client.application.tiers import next_tiers
from pos_client.ui.formatting import is_chinese
from pos_client.ui.naming import Naming
from pos_client.ui.screens.checkout.program_state import Counts, DrawShown, ExchangeShown, ProgramRow
from pos_client.ui.screens.checkout.state import LineRow
from pos_client.ui.screens.checkout.state_building import group_first
from retail.brand_tiers import BrandTiers, tiers_of_brand
from retail.member import ENDS_SOON_DAYS
from retail.ports import OfferRecord

#: What the keys of rows begin with that are ways to exchange points.
EXCHANGE = "exchange:"
#: What those begin with that are draws.
DRAW = "draw:"


def _held(state: CheckoutState) -> Mapping[str, str]:
    """The member's tiers, as far as they may count now."""
    if state.member is None or state.facts_too_old:
        return {}
    return state.member.member.tiers


def brands_in(state: CheckoutState, rules: BenefitRules, now: datetime) -> dict[str, BrandTiers]:
    """By brand of the goods in the basket: the member's tiers that count, and those that do not."""
    tiers = _held(state)
    brands = dict.fromkeys(line.product.brand for line in state.basket.lines)
    return {brand: tiers_of_brand(brand, tiers, rules.programs, rules.group, now) for brand in brands}


def with_tiers(
    rows: Sequence[LineRow], state: CheckoutState, rules: BenefitRules, naming: Naming, now: datetime
) -> list[LineRow]:
    """Each line with the tier that counts for it, where that is not the same for the whole basket: else the member's
    panel says it already.
    """
    found = brands_in(state, rules, now) if _held(state) else {}
    if len({one.counting[:1] for one in found.values()}) < 2:
        return list(rows)
    words = {brand: _said(one, naming) for brand, one in found.items()}
    brand_of = {line.line_id: line.product.brand for line in state.basket.lines}
    return [replace(row, tiers=words[brand_of[row.line_id]]) if row.line_id in brand_of else row for row in rows]


def _said(found: BrandTiers, naming: Naming) -> tuple[str, ...]:
    """The names of the tiers that count, whose goods these are first; one empty name where none does."""
    return tuple(naming.tier(program, tier) for program, tier in found.counting) or ("",)


def program_rows(
    state: CheckoutState,
    rules: BenefitRules,
    naming: Naming,
    offers: Sequence[OfferRecord],
    *,
    exchanges: Sequence[ExchangeOffer],
    draws: Sequence[DrawOffer],
    now: datetime,
    currency: str,
) -> tuple[ProgramRow, ...]:
    """Every program of the member in the group's order, each with the ways in which its points may be exchanged, and
    the draws that they pay for.
    """
    if state.member is None:
        return ()
    member = state.member.member
    found = brands_in(state, rules, now)
    nets = _nets(state)
    ahead = {
        one.program: (naming.tier(one.program, one.tier), one.missing_minor)
        for one in next_tiers(member, nets.values(), tier_rules=rules.tier_rules, programs=rules.programs)
    }
    today, soon = now.date().isoformat(), (now + timedelta(days=ENDS_SOON_DAYS)).date().isoformat()
    saved, documents = _saved(state, offers), {row["program"]: row for row in rules.programs}
    rows = []
    for program, _ in group_first(dict.fromkeys((*member.tiers, *member.points), ""), rules):
        about = documents.get(program)
        counts, not_for = _counts(program, found)
        ends = member.points_end.get(program)
        rows.append(
            ProgramRow(
                key=program,
                name=naming.program(program),
                brands=_brands(about, rules.brand_names),
                tier=naming.tier(program, member.tiers[program]) if program in member.tiers else "",
                tier_ends=member.tiers_end.get(program, ""),
                points=member.points.get(program, 0),
                points_end=ends if ends is not None and today <= ends[1] <= soon else None,
                next_tier=ahead.get(program),
                counts=counts,
                counts_not_for=tuple(rules.brand_names.get(brand, brand) for brand in not_for),
                saved_minor=saved.get(program, 0),
                earns=0 if state.pricing is None else state.pricing.points_earned.get(program, 0),
                currency=currency,
            )
        )
        rows += [_exchange(one, naming, state) for one in exchanges if one.from_program == program]
        rows += [_draw(one, naming, state) for one in draws if one.program == program]
    return tuple(rows)


def _nets(state: CheckoutState) -> dict[str, tuple[str, int]]:
    """By line: its brand, and what it costs after everything."""
    priced = {} if state.pricing is None else {line.id: line.net for line in state.pricing.lines}
    return {line.line_id: (line.product.brand, priced.get(line.line_id, 0)) for line in state.basket.lines}


def _counts(program: str, found: Mapping[str, BrandTiers]) -> tuple[Counts, tuple[str, ...]]:
    """For how much of the basket a program's tier counts, and for which brands of it it does not."""
    counting = [brand for brand, one in found.items() if any(name == program for name, _ in one.counting)]
    idle = tuple(brand for brand, one in found.items() if any(name == program for name, _ in one.idle))
    if counting:
        return ("some" if idle else "all"), idle
    return ("none" if idle else "empty"), idle


def _saved(state: CheckoutState, offers: Sequence[OfferRecord]) -> dict[str, int]:
    """By program, what the applied offers that ask for one of its tiers take off."""
    conditions: dict[str, Any] = {one.offer_id: one.document.get("conditions") or {} for one in offers}
    saved: dict[str, int] = {}
    for applied in () if state.pricing is None else state.pricing.applied:
        tiers = conditions.get(applied.offer, {}).get("tiers")
        if tiers and applied.saving:
            saved[tiers["program"]] = saved.get(tiers["program"], 0) + applied.saving
    return saved


def _brands(document: Mapping[str, Any] | None, names: Mapping[str, str]) -> tuple[str, ...]:
    scope = (document or {}).get("scope") or {}
    return tuple(names.get(brand, brand) for brand in scope.get("brands") or ())


def _exchange(one: ExchangeOffer, naming: Naming, state: CheckoutState) -> ProgramRow:
    shown = ExchangeShown(
        one.from_program,
        one.to_program,
        naming.program(one.to_program),
        one.points,
        one.gives,
        one.step,
        one.per_day,
    )
    return ProgramRow(
        key=f"{EXCHANGE}{one.from_program}/{one.to_program}",
        name=naming.program(one.from_program),
        exchange=shown,
        points=one.has,
        needs_connection=not state.online,
        needs_code=state.member is None or not state.member.can_spend,
    )


def _draw(one: DrawOffer, naming: Naming, state: CheckoutState) -> ProgramRow:
    label = one.label if is_chinese() else one.label_en
    shown = DrawShown(one.draw_id, label, one.price, one.may_be_free, one.per_member, one.per_day, one.ends)
    return ProgramRow(
        key=f"{DRAW}{one.draw_id}",
        name=naming.program(one.program),
        draw=shown,
        points=one.has,
        needs_connection=not state.online,
        needs_code=state.member is None or not state.member.can_spend,
    )
