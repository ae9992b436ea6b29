"""From the counter's state to what the screen shows. Pure: no widget, no use case."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING, Any, TypeVar

from pos_client.application.benefits import BenefitRules
from pos_client.application.checkout_state import CheckoutState, CompletedSale
from pos_client.application.earnings import SaleEarning
from pos_client.application.tiers import next_tier
from pos_client.ui.counts import COUNTS
from pos_client.ui.formatting import is_chinese, parsed
from pos_client.ui.language import translate
from pos_client.ui.naming import Naming
from pos_client.ui.screens.checkout.state import (
    EXCHANGE_ROW,
    Adjustment,
    CouponSaving,
    DoneSale,
    LineRow,
    MemberCard,
    PointsChoice,
    PrintState,
    SearchRow,
    TenderRow,
    Totals,
)
from retail.basket import Line
from retail.catalogue import Product
from retail.limits import Limits
from retail.member import ENDS_SOON_DAYS, Member, masked_name, masked_phone
from retail.ports import SaleSummary
from retail.sale import Tender

if TYPE_CHECKING:
    from retail.outlook import Outlook

Value = TypeVar("Value")
#: Points that end within so many days are said: there is time to come again for them.
POINTS = "points"  # the offer id under which points that pay stand (docs/spec/benefits.md, section 8)


def line_rows(state: CheckoutState, currency: str, naming: Naming, limits: Limits) -> tuple[LineRow, ...]:
    priced = {line.id: line for line in state.pricing.lines} if state.pricing is not None else {}
    names = _Names(naming)
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
                unit_price_minor=line.unit_price_minor,
                gross_minor=line.gross_minor,
                net_minor=line.gross_minor if found is None else found.net,
                currency=currency,
                adjustments=_manual(line, limits)
                + tuple([_adjustment(names[item.offer], item.amount, item.coupon is not None) for item in adjustments]),
                list_gross_minor=line.quantity.of_price(line.product.unit_price_minor),
                note=_said_of(line),
            )
        )
    return tuple(rows)


def _said_of(line: Line) -> str:
    """What stands beside a line's name: by what it is sold, and its note."""
    promised = translate("basket", "Rain check") if line.rain_check is not None else ""
    return " · ".join(part for part in (promised, line.note) if part)


class _Names(dict[str, str]):
    """What offers are called, each looked up once; points have no label of their own."""

    def __init__(self, naming: Naming) -> None:
        super().__init__({POINTS: ""})
        self._naming = naming

    def __missing__(self, offer_id: str) -> str:
        name = self[offer_id] = self._naming.offer(offer_id)
        return name


# Most lines get the same off each time that something is added: the very same object says that nothing changed.
@lru_cache(maxsize=1024)
def _adjustment(label: str, amount_minor: int, of_coupon: bool) -> Adjustment:
    return Adjustment(label, amount_minor, of_sale=of_coupon or not label, is_points=not label)


def _manual(line: Line, limits: Limits) -> tuple[Adjustment, ...]:
    """A manual price as an adjustment that its reason names."""
    override = line.override
    if override is None:
        return ()
    reason = limits.reason(override.reason)
    if reason is None or (reason.needs_text and override.text):
        label = override.text or override.reason
    else:
        label = reason.name if is_chinese() else reason.name_en
    off_minor = line.quantity.of_price(override.list_price_minor) - line.gross_minor
    return (Adjustment(label, off_minor),)


def totals(state: CheckoutState, naming: Naming) -> Totals:
    pricing, exchange = state.pricing, state.exchange
    exchange_of = "" if exchange is None else exchange.receipt_number
    if pricing is None:
        return Totals(back_minor=state.back_minor, exchange_of=exchange_of, values_minor=state.basket.values_minor)
    coupons = tuple(
        CouponSaving(naming.offer(item.offer), item.saving)
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
        kinds=len(state.basket.lines) + len(state.basket.values),
        units=state.basket.unit_count + len(state.basket.values),
        values_minor=state.basket.values_minor,
        manual_minor=sum(
            line.quantity.of_price(line.product.unit_price_minor) - line.gross_minor for line in state.basket.lines
        ),
        exchanged_minor=state.exchanged_minor,
        back_minor=state.back_minor,
        exchange_of=exchange_of,
    )


def member_card(
    state: CheckoutState, rules: BenefitRules, naming: Naming, now: datetime, currency: str
) -> MemberCard | None:
    """The member at the counter; with what is missing to the next tier after this basket."""
    identified = state.member
    if identified is None:
        return None
    member = identified.member
    today, soon = now.date().isoformat(), (now + timedelta(days=ENDS_SOON_DAYS)).date().isoformat()
    return MemberCard(
        name=masked_name(member.name),
        phone=masked_phone(member.phone),
        tiers=tuple(
            (naming.program(program), naming.tier(program, tier)) for program, tier in group_first(member.tiers, rules)
        ),
        points=tuple((naming.program(program), points) for program, points in group_first(member.points, rules)),
        plans=tuple(map(naming.plan, member.plans)),
        how=identified.proof.how,
        as_of=parsed(member.as_of),
        from_code=member.source == "code",
        can_spend=identified.can_spend,
        birthday_today=member.birthday == now.strftime("%m-%d"),
        currency=currency,
        next_tier=_next_tier(state, rules, naming),
        points_end=tuple(
            (naming.program(program), count, day)
            for program, (count, day) in member.points_end.items()
            if today <= day <= soon
        ),
        tiers_end=tuple(member.tiers_end.get(program, "") for program, _ in group_first(member.tiers, rules)),
        facts_too_old=state.facts_too_old,
    )


def _next_tier(state: CheckoutState, rules: BenefitRules, naming: Naming) -> tuple[str, int] | None:
    """The nearest tier that this member has not reached, and what is missing to it once this basket is paid."""
    if state.member is None:
        return None
    nets = {} if state.pricing is None else {line.id: line.net for line in state.pricing.lines}
    found = next_tier(
        state.member.member,
        [(line.product.brand, nets.get(line.line_id, 0)) for line in state.basket.lines],
        tier_rules=rules.tier_rules,
        programs=rules.programs,
        points_program=rules.points_program,
    )
    return None if found is None else (naming.tier(found.program, found.tier), found.missing_minor)


def group_first(values: Mapping[str, Value], rules: BenefitRules) -> list[tuple[str, Value]]:
    """By program: the one whose points can be spent here, then the others as the group lists them."""
    order = [rules.points_program, *rules.names.programs]
    places = {program: place for place, program in reversed(list(enumerate(order)))}
    return sorted(values.items(), key=lambda item: places.get(item[0], len(order)))


def points_choice(state: CheckoutState, rules: BenefitRules, outlook: Outlook | None) -> PointsChoice | None:
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
        most=0 if outlook is None else outlook.points_most,
        most_minor=0 if outlook is None else outlook.points_most_minor,
    )


def counter_tenders(state: CheckoutState) -> tuple[TenderRow, ...]:
    """What pays so far: goods that come back first."""
    rows = tender_rows(state.tenders)
    if not state.exchanged_minor or state.exchange is None:
        return rows
    amount = state.exchanged_minor
    return (TenderRow(EXCHANGE_ROW, "exchange", amount, amount, state.exchange.receipt_number), *rows)


def tender_rows(tenders: tuple[Tender, ...]) -> tuple[TenderRow, ...]:
    return tuple(
        TenderRow(
            index,
            tender.kind,
            tender.amount_minor,
            tender.tendered_minor,
            tender.reference or "",
            tender.left_minor or 0,
        )
        for index, tender in enumerate(tenders)
    )


def done_sale(
    completed: CompletedSale, rules: BenefitRules, print_state: PrintState, earned: Sequence[SaleEarning] = ()
) -> DoneSale:
    naming = Naming(rules)
    sale = completed.sale
    pricing: Mapping[str, Any] = sale.pricing
    return DoneSale(
        sale_id=sale.sale_id,
        receipt_number=completed.receipt_number,
        occurred_at=parsed(sale.occurred_at),
        payable_minor=sale.to_pay_minor,
        change_due_minor=sale.change_due_minor + sum(amount for kind, amount in completed.given_back if kind == "cash"),
        given_back=completed.given_back,
        rounding_minor=sale.rounding_minor,
        saving_minor=int(pricing["gross"]) - sale.payable_minor,
        currency=sale.currency,
        tenders=tender_rows(sale.tenders),
        points_earned=tuple(
            (naming.program(program), points)
            for program, points in group_first(pricing["points_earned"], rules)
            if points
        ),
        print_state=print_state,
        handouts=tuple((naming.handout(given.handout_id, given.label), given.code) for given in sale.handed_out),
        commission=tuple((guide.name, guide.amount_minor) for guide in earned if guide.amount_minor),
    )


def done_before(summary: SaleSummary) -> DoneSale:
    """A sale of an earlier run of the program: what its summary tells."""
    return DoneSale(
        summary.sale_id, summary.receipt_number, parsed(summary.occurred_at), summary.payable_minor, 0, 0,
        summary.currency, print_state="printed" if summary.prints else "not_printed",
    )  # fmt: skip


def product_row(product: Product, currency: str, *, chinese: bool) -> SearchRow:
    name = product.name if chinese or not product.name_en else product.name_en
    detail = " · ".join(part for part in (product.variant, product.sku) if part)
    return SearchRow("product", product.sku, name, detail, product.unit_price_minor, currency,
                     weighed=product.weighed, unit=product.unit)  # fmt: skip


def hidden_row(count: int) -> SearchRow:
    """Members who are somebody else's to look for."""
    title = COUNTS.hidden_members(count).format(count=count)
    return SearchRow("hidden", "", title, translate("SearchPopup", "Whoever shows their code is served."))


def member_row(member: Member, rules: BenefitRules) -> SearchRow:
    naming = Naming(rules)
    tiers = tuple(naming.tier(program, tier) for program, tier in group_first(member.tiers, rules))
    return SearchRow("member", member.one_id, masked_name(member.name), masked_phone(member.phone), chips=tiers[:2])
