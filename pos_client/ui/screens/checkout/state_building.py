"""From the counter's state to what the screen shows. Pure: no widget, no use case."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any, TypeVar

from pos_client.application.benefits import BenefitRules
from pos_client.application.checkout_state import CheckoutState, CompletedSale
from pos_client.application.members import IdentifiedMember
from pos_client.ui.formatting import parsed
from pos_client.ui.reasons import nearness
from pos_client.ui.screens.checkout.state import (
    Adjustment,
    CouponSaving,
    DoneSale,
    LineRow,
    MemberCard,
    OfferRow,
    PointsChoice,
    PrintState,
    SearchRow,
    TenderRow,
    Totals,
)
from retail.catalogue import Product
from retail.member import Member, masked_name, masked_phone
from retail.ports import SaleSummary, StoredCoupon
from retail.sale import Tender

if TYPE_CHECKING:
    from retail.pricing import Rejected

Value = TypeVar("Value")
_FOR_MEMBERS = frozenset(("wrong_tier", "no_plan", "not_birthday_month", "not_first_purchase"))
POINTS = "points"  # the offer id under which points that pay stand (docs/spec/benefits.md, section 8)


def line_rows(state: CheckoutState, currency: str) -> tuple[LineRow, ...]:
    priced = {line.id: line for line in state.pricing.lines} if state.pricing is not None else {}
    rows = []
    for line in state.basket.lines:
        found = priced.get(line.line_id)
        adjustments = () if found is None else found.adjustments
        rows.append(
            LineRow(
                line_id=line.line_id,
                sku=line.product.sku,
                name=line.product.name,
                name_en=line.product.name_en,
                variant=line.product.variant,
                category="/".join(line.product.categories),
                quantity_text=str(line.quantity),
                weighed=line.quantity.weighed,
                unit=line.product.unit,
                unit_price_minor=line.product.unit_price_minor,
                gross_minor=line.gross_minor,
                net_minor=line.gross_minor if found is None else found.net,
                currency=currency,
                adjustments=tuple(
                    Adjustment(
                        "" if item.offer == POINTS else state.labels.get(item.offer, item.offer),
                        item.amount,
                        of_sale=item.coupon is not None or item.offer == POINTS,
                        is_points=item.offer == POINTS,
                    )
                    for item in adjustments
                ),
            )
        )
    return tuple(rows)


def offer_rows(state: CheckoutState, currency: str) -> tuple[OfferRow, ...]:
    """Applied ones in order of application, then what was left out by hand, then refused ones, the nearest first."""
    pricing = state.pricing
    if pricing is None:
        return ()
    coupons = _coupons(state)
    named = {item.coupon for item in pricing.applied} | {item.coupon for item in pricing.rejected}

    def label(offer_id: str) -> str:
        return state.labels.get(offer_id, offer_id)

    def expiry(coupon_id: str | None) -> str | None:
        return coupons[coupon_id].expires_at if coupon_id in coupons else None

    rows = [
        OfferRow(item.offer, label(item.offer), "applied", currency, item.coupon, item.saving,
                 expires_at=expiry(item.coupon))
        for item in pricing.applied
    ]  # fmt: skip
    spendable = state.member is not None and state.member.can_spend
    held = () if state.member is None else state.member.coupons
    for coupon in coupons.values():
        if coupon.coupon_id in named or coupon.offer_id not in state.labels:
            continue
        if coupon in held and not spendable:
            rows.append(OfferRow(coupon.offer_id, label(coupon.offer_id), "refused", currency, coupon.coupon_id,
                                 reason="proof_needed", expires_at=coupon.expires_at))  # fmt: skip
        elif state.coupon_choice is not None:
            rows.append(OfferRow(coupon.offer_id, label(coupon.offer_id), "not_chosen", currency, coupon.coupon_id,
                                 expires_at=coupon.expires_at))  # fmt: skip
    walk_in = state.member is None
    refused = [
        OfferRow(
            item.offer, label(item.offer), "refused", currency, item.coupon,
            reason=_said_of(item.reason, walk_in=walk_in), missing=item.missing,
            blocked_by=tuple(dict.fromkeys(label(key.partition("#")[0]) for key in item.with_keys)),
            expires_at=expiry(item.coupon),
        )
        for item in pricing.rejected
    ]  # fmt: skip
    rows += _members_only_together(refused, currency)
    order = {"applied": 0, "not_chosen": 1, "refused": 2}
    return tuple(sorted(rows, key=lambda row: (order[row.status], nearness(row.reason) if row.reason else 0)))


def _members_only_together(rows: list[OfferRow], currency: str) -> list[OfferRow]:
    """To a walk-in, what is for members says one thing: scan the code. Many such rows would hide the others."""
    waiting = [row for row in rows if row.reason == "members_only" and row.coupon_id is None]
    if len(waiting) < 2:
        return rows
    labels = tuple(dict.fromkeys(row.label for row in waiting))
    together = OfferRow("", "", "refused", currency, reason="members_only", members_only=labels)
    return [*(row for row in rows if row not in waiting), together]


def _said_of(reason: str, *, walk_in: bool) -> str:
    """To somebody whom the till does not know yet, a tier or a plan that is lacking means: scan the member's code."""
    return "members_only" if walk_in and reason in _FOR_MEMBERS else reason


def toggled(state: CheckoutState, coupon_id: str) -> tuple[str, ...] | None:
    """The coupons to use when this one is put in or taken out by hand; None when it cannot be used at all."""
    pricing = state.pricing
    if pricing is None:
        return None
    used = [item.coupon for item in pricing.applied if item.coupon is not None]
    if coupon_id in used:
        return tuple(other for other in used if other != coupon_id)
    refusal = next((item for item in pricing.rejected if item.coupon == coupon_id), None)
    if refusal is None:
        return (*used, coupon_id) if coupon_id in _coupons(state) and _spendable(state, coupon_id) else None
    if refusal.reason not in ("conflicts", "not_best", "no_longer_reached"):
        return None
    in_the_way = _coupons_named(refusal)
    return (*(other for other in used if other not in in_the_way), coupon_id)


def _spendable(state: CheckoutState, coupon_id: str) -> bool:
    if any(coupon.coupon_id == coupon_id for coupon in state.bearer_coupons):
        return True
    return state.member is not None and state.member.can_spend


def _coupons_named(refusal: Rejected) -> set[str]:
    return {key.partition("#")[2] for key in refusal.with_keys if "#" in key}


def _coupons(state: CheckoutState) -> dict[str | None, StoredCoupon]:
    held = () if state.member is None else state.member.coupons
    return {coupon.coupon_id: coupon for coupon in (*state.bearer_coupons, *held)}


def totals(state: CheckoutState, names: Mapping[str, str]) -> Totals:
    """`names` gives the names of gifts by SKU."""
    pricing = state.pricing
    if pricing is None:
        return Totals()
    coupons = tuple(
        CouponSaving(state.labels.get(item.offer, item.offer), item.saving)
        for item in pricing.applied
        if item.coupon is not None and item.saving
    )
    return Totals(
        gross_minor=pricing.gross,
        offers_minor=sum(item.saving for item in pricing.applied if item.coupon is None),
        coupons=coupons,
        points=pricing.points_used,
        points_minor=pricing.points_amount,
        payable_minor=pricing.payable,
        kinds=len(state.basket.lines),
        units=state.basket.unit_count,
        gifts=tuple((names.get(gift.sku, gift.sku), gift.quantity) for gift in pricing.gifts),
    )


def member_card(identified: IdentifiedMember | None, rules: BenefitRules, now: datetime) -> MemberCard | None:
    if identified is None:
        return None
    member = identified.member
    return MemberCard(
        name=masked_name(member.name),
        phone=masked_phone(member.phone),
        tiers=tuple(
            (_program_name(program, rules), rules.tier_names.get(program, {}).get(tier, tier))
            for program, tier in _group_first(member.tiers, rules)
        ),
        points=tuple((_program_name(program, rules), points) for program, points in _group_first(member.points, rules)),
        plans=member.plans,
        how=identified.proof.how,
        as_of=parsed(member.as_of),
        from_code=member.source == "code",
        can_spend=identified.can_spend,
        birthday_today=member.birthday == now.strftime("%m-%d"),
    )


def _program_name(program: str, rules: BenefitRules) -> str:
    return rules.program_names.get(program, program)


def _group_first(values: Mapping[str, Value], rules: BenefitRules) -> list[tuple[str, Value]]:
    """By program: the one whose points can be spent here, then the others as the group lists them."""
    order = [rules.points_program, *rules.program_names]
    places = {program: place for place, program in reversed(list(enumerate(order)))}
    return sorted(values.items(), key=lambda item: places.get(item[0], len(order)))


def points_choice(state: CheckoutState, rules: BenefitRules) -> PointsChoice | None:
    """None when there is nothing to spend, or no right to."""
    if state.pricing is None or state.member is None or not state.member.can_spend:
        return None
    if rules.points_rule is None or rules.points_program is None:
        return None
    available = state.member.member.points.get(rules.points_program, 0)
    if available <= 0:
        return None
    policy = rules.points_rule.get("offline", {}).get("policy", "allowed")
    return PointsChoice(
        available,
        state.pricing.points_used,
        state.pricing.points_amount,
        state.points_to_use,
        needs_connection=not state.online and policy != "allowed",
    )


def tender_rows(tenders: tuple[Tender, ...]) -> tuple[TenderRow, ...]:
    return tuple(
        TenderRow(index, tender.kind, tender.amount_minor, tender.tendered_minor, tender.reference or "")
        for index, tender in enumerate(tenders)
    )


def done_sale(completed: CompletedSale, rules: BenefitRules, print_state: PrintState) -> DoneSale:
    sale = completed.sale
    pricing: Mapping[str, Any] = sale.pricing
    return DoneSale(
        sale_id=sale.sale_id,
        receipt_number=completed.receipt_number,
        occurred_at=parsed(sale.occurred_at),
        payable_minor=sale.payable_minor,
        change_due_minor=sale.change_due_minor,
        saving_minor=int(pricing["gross"]) - sale.payable_minor,
        currency=sale.currency,
        tenders=tender_rows(sale.tenders),
        points_earned=tuple(
            (_program_name(program, rules), points)
            for program, points in _group_first(pricing["points_earned"], rules)
            if points
        ),
        print_state=print_state,
    )


def done_before(summary: SaleSummary) -> DoneSale:
    """A sale of an earlier run of the program: what its summary tells."""
    return DoneSale(
        summary.sale_id, summary.receipt_number, parsed(summary.occurred_at), summary.payable_minor, 0, 0,
        summary.currency, print_state="printed",
    )  # fmt: skip


def product_row(product: Product, currency: str, *, chinese: bool) -> SearchRow:
    name = product.name if chinese or not product.name_en else product.name_en
    detail = " · ".join(part for part in (product.variant, product.sku) if part)
    return SearchRow("product", product.sku, name, detail, product.unit_price_minor, currency,
                     weighed=product.weighed, unit=product.unit)  # fmt: skip


def member_row(member: Member, rules: BenefitRules) -> SearchRow:
    tiers = tuple(
        rules.tier_names.get(program, {}).get(tier, tier) for program, tier in _group_first(member.tiers, rules)
    )
    return SearchRow("member", member.one_id, masked_name(member.name), masked_phone(member.phone), chips=tiers[:2])
