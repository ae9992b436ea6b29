"""A sale in the books: its sums, its postings, and what it does to its member.

Sources: docs/spec/line.md, section 6 (who takes a sale checks), docs/spec/offline.md, section 6, benefits.md, section
8.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, tzinfo

from central_ledger.domain import accounts
from central_ledger.domain.accounts import Posting, Transfer, combined
from central_ledger.domain.bodies import SaleBody, SaleLine, SaleTender
from central_ledger.domain.growth import NO_GROWTH, GrowthRules
from central_ledger.domain.manual_prices import manual_discount, quantity_of
from central_ledger.domain.offer_uses import OfferLookup, OfferUse, day_of, funding_shares, offer_uses
from central_ledger.domain.return_bodies import parts_hold
from central_ledger.domain.value import names_its_account
from retail.messages import BadEntry
from retail.money import allocate
from retail.stock import stock_thousandths
from retail.stored_value import VALUE_KINDS
from retail.tax import included_tax

#: Thousandths of a unit in one line: beyond any sale of the trade.
QUANTITY_MAX = 10**12


@dataclass(frozen=True, slots=True)
class Booking:
    """Where a sale is booked. `program` is the one whose points pay there; `occurred_at` is the till's clock, `zone`
    the store's time zone.
    """

    store: str
    till: str
    occurred_at: str
    program: str
    offers: OfferLookup
    zone: tzinfo = UTC
    growth: GrowthRules = NO_GROWTH


@dataclass(frozen=True, slots=True)
class MemberEffects:
    """All that one sale does to one member, as one value: when the ledger is distributed, this is what travels.

    `earned` is points by program, `spent` what was paid with points of `spent_program`, worth `spent_minor`.
    `points_bearer` bears points that turn out not to have been there. `leases` (id, amount) and `reservation_id` are
    what the sale names; `day` is its date at the store. `growth` is growth value by program.
    """

    one_id: str | None
    store: str
    channel: str
    sale_id: str
    occurred_at: str
    currency: str
    earned: Mapping[str, int]
    spent: int
    spent_minor: int
    spent_program: str
    points_bearer: str
    points_policy: str
    uses: tuple[OfferUse, ...]
    purchased: tuple[tuple[str, str, int, int, str], ...]  # sku, quantity, unit price, paid, brand
    till: str = ""
    day: str = ""
    online: bool = True
    leases: tuple[tuple[str, int], ...] = ()
    reservation_id: str | None = None
    growth: Mapping[str, int] = field(default_factory=dict)
    alias: str | None = None  # the id that the sale names, when it has become `one_id`

    @property
    def coupons(self) -> tuple[OfferUse, ...]:
        return tuple(use for use in self.uses if use.coupon_id is not None)

    @property
    def reference(self) -> str:
        return f"{self.store}/{self.sale_id}"


def check_sale(sale: SaleBody) -> None:
    """Raises BadEntry("bad_sale") when the sums of a sale do not hold."""
    pricing = sale.pricing
    net = sum(line.net_minor for line in sale.lines)
    gifts = sum(gift.worth * gift.quantity for gift in pricing.gifts)
    coupons = [applied.coupon for applied in pricing.applied if applied.coupon is not None]
    line_ids = {line.line_id for line in sale.lines}
    overridden = [line for line in sale.lines if line.override is not None]
    to_pay = pricing.payable + sum(sold.amount_minor for sold in sale.value_sold)
    checks = (
        ("no lines", bool(sale.lines or sale.value_sold)),
        ("a line id twice", len(line_ids) == len(sale.lines)),
        ("net is not payable", net == pricing.payable),
        ("tenders are not payable", sum(t.amount_minor for t in sale.tenders) == to_pay + sale.rounding_minor),
        ("a rounding without cash", not sale.rounding_minor or any(t.kind == "cash" for t in sale.tenders)),
        ("gross of the lines", sum(line.gross_minor for line in sale.lines) == pricing.gross),
        ("net above gross", all(line.net_minor <= line.gross_minor for line in sale.lines)),
        ("saving", pricing.gross - pricing.saving - pricing.points_amount == pricing.payable),
        ("applied savings", sum(applied.saving for applied in pricing.applied) == pricing.saving),
        ("funding", sum(pricing.funding.values()) == pricing.saving + pricing.points_amount + gifts),
        ("funding by points", pricing.funding.get("points", 0) == pricing.points_amount),
        ("tax", all(line.tax_minor == included_tax(line.net_minor, line.tax_bps) for line in sale.lines)),
        ("change", all(t.change_minor == t.tendered_minor - t.amount_minor for t in sale.tenders)),
        ("a wallet's parts", all(_is_whole(tender) for tender in sale.tenders)),
        ("parts of an exchange", all(parts_hold(t.kind, t.amount_minor, t.reference, t.parts) for t in sale.tenders)),
        ("value that is none", all(_names_account(sale, tender) for tender in sale.tenders)),
        ("value sold that is none", _is_sold_right(sale)),
        ("a coupon twice", len(coupons) == len(set(coupons))),
        ("a lease twice", len({used.lease_id for used in sale.leases}) == len(sale.leases)),
        ("points without a member", sale.one_id is not None or not (pricing.points_used or pricing.points_earned)),
        ("points that pay nothing", bool(pricing.points_used) == bool(pricing.points_amount)),
        ("a quantity that is none", all(_is_quantity(line.quantity) for line in sale.lines)),
        ("points without a rule", not pricing.points_used or sale.input.points_rule is not None),
        ("plans that nobody can hold", _are_held(sale)),
        ("guides that are no whole", all(_are_whole(line) for line in sale.lines)),
        ("a manual price that is none", all(_is_lowered(line) for line in overridden)),
    )
    for what, holds in checks:
        if not holds:
            raise BadEntry("bad_sale", what)


def _names_account(sale: SaleBody, tender: SaleTender) -> bool:
    """Value that pays names its account, and gives no change."""
    if tender.kind not in VALUE_KINDS:
        return tender.hold_id is None
    is_named = names_its_account(tender.kind, tender.reference, sale.one_id)
    return is_named and tender.tendered_minor == tender.amount_minor


def _is_sold_right(sale: SaleBody) -> bool:
    """Each account once, and no value that is paid with value: that would only move it."""
    sold = sale.value_sold
    is_paid_with_value = any(tender.kind in VALUE_KINDS for tender in sale.tenders)
    named = all(names_its_account(one.kind, one.account_id, sale.one_id) for one in sold)
    return named and len({one.account_id for one in sold}) == len(sold) and not (sold and is_paid_with_value)


def _are_held(sale: SaleBody) -> bool:
    """Each plan is one piece of a line of a member's sale, once."""
    pieces = {line.line_id for line in sale.lines if line.quantity == 1}
    named = [sold.line_id for sold in sale.plans]
    return not named or (sale.one_id is not None and len(set(named)) == len(named) and pieces.issuperset(named))


def _are_whole(line: SaleLine) -> bool:
    """Each guide once, and together the whole line."""
    named = {share.staff_id for share in line.guides}
    return not line.guides or (len(named) == len(line.guides) and sum(s.bps for s in line.guides) == 10_000)


def _is_whole(tender: SaleTender) -> bool:
    received = tender.received_minor
    if received is None:
        return not tender.wallet_discounts
    off = sum(discount.amount_minor for discount in tender.wallet_discounts)
    return received <= tender.amount_minor and off <= tender.amount_minor


def _tender_postings(store: str, till: str, unit: str, tender: SaleTender) -> list[Posting]:
    """A wallet settles what shoppers paid and what it and others added; the store's own discounts it does not."""
    received = tender.amount_minor if tender.received_minor is None else tender.received_minor
    added = sum(discount.amount_minor for discount in tender.wallet_discounts if discount.funder != "merchant")
    added = min(added, received)
    return [
        Posting(accounts.tender(store, till, tender.kind), unit, received - added),
        Posting(accounts.wallet_funded(store, tender.kind), unit, added),
        Posting(accounts.wallet_discount(store), unit, tender.amount_minor - received),
    ]


def _is_quantity(quantity: int | str) -> bool:
    try:
        return abs(stock_thousandths(quantity)) <= QUANTITY_MAX
    except ValueError:
        return False


def _is_lowered(line: SaleLine) -> bool:
    assert line.override is not None
    try:
        is_whole = line.gross_minor == quantity_of(line).of_price(line.unit_price_minor)
        return is_whole and line.unit_price_minor < line.override.list_price_minor
    except ValueError:
        return False


def sale_transfer(booking: Booking, sale: SaleBody) -> Transfer:
    """The store's side of a sale that passed `check_sale`."""
    store, till, program = booking.store, booking.till, booking.program
    pricing, unit = sale.pricing, sale.currency
    postings = [posting for t in sale.tenders for posting in _tender_postings(store, till, unit, t)]
    postings.append(Posting(accounts.cash_rounding(store), unit, -sale.rounding_minor))
    for line in sale.lines:
        manual_minor = manual_discount(line)
        listed_minor = line.gross_minor + manual_minor
        postings.append(Posting(accounts.sales(store, line.brand), unit, line.tax_minor - listed_minor))
        if manual_minor:
            postings.append(Posting(accounts.manual_discount(store), unit, manual_minor))
        postings.append(Posting(accounts.tax(store, line.tax_bps), unit, -line.tax_minor))
    postings += [Posting(accounts.value_sold(store, one.issuer), unit, -one.amount_minor) for one in sale.value_sold]
    gift_parts = gift_funding(store, sale, booking.offers)
    for party, amount in pricing.funding.items():
        gift_minor = gift_parts.get(party, 0)
        postings.append(Posting(accounts.discount(party), unit, amount - gift_minor))
        postings.append(Posting(accounts.gift(party), unit, gift_minor))
    postings.append(Posting(accounts.gifts_given(store), unit, -sum(gift_parts.values())))
    for name, points in pricing.points_earned.items():
        postings += _pair(accounts.CLEARING, accounts.program_points(name), accounts.points_unit(name), points)
    if pricing.points_used:
        unit_of_points = accounts.points_unit(program)
        postings += _pair(accounts.program_points(program), accounts.CLEARING, unit_of_points, pricing.points_used)
    return Transfer(sale.sale_id, "sale", sale.sale_id, booking.occurred_at, combined(postings))


def goods_of(sale: SaleBody) -> dict[str, int]:
    """What a sale takes out of its store, in thousandths by sku: its lines, and its gifts."""
    goods: dict[str, int] = {}
    sold = [(line.sku, line.quantity) for line in sale.lines]
    for sku, quantity in (*sold, *((gift.sku, gift.quantity) for gift in sale.pricing.gifts)):
        goods[sku] = goods.get(sku, 0) + stock_thousandths(quantity)
    return goods


def member_effects(booking: Booking, sale: SaleBody) -> MemberEffects:
    """What the sale does to its member and to the coupons it used."""
    rule = sale.input.points_rule
    points_bearer = rule.offline.get("bearer") if rule is not None else None
    return MemberEffects(
        one_id=sale.one_id,
        store=booking.store,
        till=booking.till,
        channel=sale.input.channel,
        sale_id=sale.sale_id,
        occurred_at=booking.occurred_at,
        currency=sale.currency,
        earned={name: points for name, points in sale.pricing.points_earned.items() if points},
        spent=sale.pricing.points_used,
        spent_minor=sale.pricing.points_amount,
        spent_program=booking.program,
        points_bearer=points_bearer if isinstance(points_bearer, str) and points_bearer else "platform",
        points_policy=str(rule.offline.get("policy", "allowed")) if rule is not None else "allowed",
        uses=offer_uses(sale, booking.offers, booking.store),
        purchased=tuple(
            (line.sku, str(line.quantity), line.unit_price_minor, line.net_minor, line.brand) for line in sale.lines
        ),
        day=day_of(booking.occurred_at, booking.zone),
        online=sale.input.online,
        leases=tuple((used.lease_id, used.amount) for used in sale.leases),
        reservation_id=sale.reservation_id,
        growth=booking.growth.given((line.brand, line.net_minor) for line in sale.lines),
    )


def points_transfer(effects: MemberEffects) -> Transfer:
    """The member's side of a sale: points earned and spent, against the clearing account; and growth value, which
    belongs to no store's books.
    """
    if effects.one_id is None:
        raise ValueError("a walk-in has no points")
    account, postings = accounts.member_points(effects.one_id), []
    for program, points in effects.earned.items():
        postings += _pair(account, accounts.CLEARING, accounts.points_unit(program), points)
    if effects.spent:
        unit = accounts.points_unit(effects.spent_program)
        postings += _pair(accounts.CLEARING, account, unit, effects.spent)
    postings += growth_postings(effects.one_id, effects.growth)
    # Not combined: a statement shows what was earned and what was spent, also when both come to the same.
    return Transfer(effects.sale_id, "sale", effects.reference, effects.occurred_at, tuple(postings))


def gift_funding(store: str, sale: SaleBody, offers: OfferLookup) -> dict[str, int]:
    """What of the funding is for gifts, by party: by each gift's offer, or in proportion when that does not fit."""
    versions = {used.id: used.version for used in sale.input.offers}
    parts: dict[str, int] = {}
    for gift in sale.pricing.gifts:
        document = offers(gift.offer, versions[gift.offer]) if gift.offer in versions else None
        for party, amount in funding_shares(gift.worth * gift.quantity, document, store).items():
            parts[party] = parts.get(party, 0) + amount
    funding = {party: amount for party, amount in sale.pricing.funding.items() if party != "points"}
    if all(amount <= funding.get(party, 0) for party, amount in parts.items()):
        return parts
    return _spread(sum(parts.values()), funding)


def _spread(total: int, weights: Mapping[str, int]) -> dict[str, int]:
    names: Sequence[str] = list(weights)
    return dict(zip(names, allocate(total, [weights[name] for name in names]), strict=True))


def _pair(debit: str, credit: str, unit: str, amount: int) -> list[Posting]:
    return [Posting(debit, unit, amount), Posting(credit, unit, -amount)]


def growth_postings(one_id: str, given: Mapping[str, int]) -> tuple[Posting, ...]:
    """By program: what a member gets (below 0: what is taken)."""
    return tuple(
        posting
        for program, amount in given.items()
        if amount
        for posting in (
            Posting(accounts.member_growth(one_id), accounts.growth_unit(program), amount),
            Posting(accounts.growth_given(program), accounts.growth_unit(program), -amount),
        )
    )


def seller_of(sale: SaleBody) -> str:
    """Whose sale it is as a whole: its guide's, else the first who shares in a line, else the cashier's."""
    return sale.guide or next((line.guides[0].staff_id for line in sale.lines if line.guides), sale.cashier)
