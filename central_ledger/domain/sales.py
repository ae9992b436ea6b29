"""A sale in the books: its sums, its postings, and what it does to its member.

Sources: docs/spec/line.md, section 6 (who takes a sale checks), docs/spec/offline.md, section 6, benefits.md, section
8.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import field
from datetime import UTC, tzinfo

import msgspec

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


class Booking(msgspec.Struct, frozen=True, gc=False):
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


class MemberEffects(msgspec.Struct, frozen=True, gc=False):
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
    what = _wrong_sums(sale) or _wrong_lines(sale) or _wrong_tenders(sale) or _wrong_benefits(sale)
    if what is not None:
        raise BadEntry("bad_sale", what)


def _wrong_sums(sale: SaleBody) -> str | None:
    """Which sum of the whole sale does not hold. Every sale comes by here: plain loops, without a step more."""
    pricing = sale.pricing
    net = gross = 0
    for line in sale.lines:
        net += line.net_minor
        gross += line.gross_minor
    tendered, is_cash = 0, False
    for tender in sale.tenders:
        tendered += tender.amount_minor
        is_cash = is_cash or tender.kind == "cash"
    value = sum([sold.amount_minor for sold in sale.value_sold])
    gifts = sum([gift.worth * gift.quantity for gift in pricing.gifts])
    saved = sum([applied.saving for applied in pricing.applied])
    if not (sale.lines or sale.value_sold):
        return "no lines"
    if net != pricing.payable:
        return "net is not payable"
    if tendered != pricing.payable + value + sale.rounding_minor:
        return "tenders are not payable"
    if sale.rounding_minor and not is_cash:
        return "a rounding without cash"
    if gross != pricing.gross:
        return "gross of the lines"
    if pricing.gross - pricing.saving - pricing.points_amount != pricing.payable:
        return "saving"
    if saved != pricing.saving:
        return "applied savings"
    if sum(pricing.funding.values()) != pricing.saving + pricing.points_amount + gifts:
        return "funding"
    return None if pricing.funding.get("points", 0) == pricing.points_amount else "funding by points"


def _wrong_lines(sale: SaleBody) -> str | None:
    seen = set()
    for line in sale.lines:
        seen.add(line.line_id)
        if line.net_minor > line.gross_minor:
            return "net above gross"
        if line.tax_minor != included_tax(line.net_minor, line.tax_bps):
            return "tax"
        if not _is_quantity(line.quantity):
            return "a quantity that is none"
        if line.guides and not _are_whole(line):
            return "guides that are no whole"
        if line.override is not None and not _is_lowered(line):
            return "a manual price that is none"
    return None if len(seen) == len(sale.lines) else "a line id twice"


def _wrong_tenders(sale: SaleBody) -> str | None:
    for tender in sale.tenders:
        if tender.change_minor != tender.tendered_minor - tender.amount_minor:
            return "change"
        if not _is_whole(tender):
            return "a wallet's parts"
        if not parts_hold(tender.kind, tender.amount_minor, tender.reference, tender.parts):
            return "parts of an exchange"
        if not _names_account(sale, tender):
            return "value that is none"
    return None if not sale.value_sold or _is_sold_right(sale) else "value sold that is none"


def _wrong_benefits(sale: SaleBody) -> str | None:
    pricing = sale.pricing
    coupons = [applied.coupon for applied in pricing.applied if applied.coupon is not None]
    if len(coupons) != len(set(coupons)):
        return "a coupon twice"
    if sale.leases and len({used.lease_id for used in sale.leases}) != len(sale.leases):
        return "a lease twice"
    if sale.one_id is None and (pricing.points_used or pricing.points_earned):
        return "points without a member"
    if bool(pricing.points_used) != bool(pricing.points_amount):
        return "points that pay nothing"
    if pricing.points_used and sale.input.points_rule is None:
        return "points without a rule"
    return None if not sale.plans or _are_held(sale) else "plans that nobody can hold"


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


def _tendered(store: str, till: str, tender: SaleTender) -> list[tuple[str, int]]:
    """A wallet settles what shoppers paid and what it and others added; the store's own discounts it does not. Gives
    accounts and amounts.
    """
    if tender.received_minor is None and not tender.wallet_discounts:
        return [(accounts.tender(store, till, tender.kind), tender.amount_minor)]
    received = tender.amount_minor if tender.received_minor is None else tender.received_minor
    added = sum(discount.amount_minor for discount in tender.wallet_discounts if discount.funder != "merchant")
    added = min(added, received)
    return [
        (accounts.tender(store, till, tender.kind), received - added),
        (accounts.wallet_funded(store, tender.kind), added),
        (accounts.wallet_discount(store), tender.amount_minor - received),
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
    sums: dict[str, int] = {}
    for tender in sale.tenders:
        for account, amount in _tendered(store, till, tender):
            sums[account] = sums.get(account, 0) + amount
    if sale.rounding_minor:
        sums[accounts.cash_rounding(store)] = -sale.rounding_minor
    for line in sale.lines:
        manual_minor = manual_discount(line)
        account = accounts.sales(store, line.brand)
        sums[account] = sums.get(account, 0) + line.tax_minor - line.gross_minor - manual_minor
        if manual_minor:
            account = accounts.manual_discount(store)
            sums[account] = sums.get(account, 0) + manual_minor
        account = accounts.tax(store, line.tax_bps)
        sums[account] = sums.get(account, 0) - line.tax_minor
    for one in sale.value_sold:
        account = accounts.value_sold(store, one.issuer)
        sums[account] = sums.get(account, 0) - one.amount_minor
    gift_parts = gift_funding(store, sale, booking.offers)
    for party, amount in pricing.funding.items():
        gift_minor = gift_parts.get(party, 0)
        sums[accounts.discount(party)] = amount - gift_minor
        if gift_minor:
            sums[accounts.gift(party)] = gift_minor
    if gift_parts:
        sums[accounts.gifts_given(store)] = -sum(gift_parts.values())
    postings = [Posting(account, unit, amount) for account, amount in sums.items() if amount]
    for name, points in pricing.points_earned.items():
        if points:
            postings += _pair(accounts.CLEARING, accounts.program_points(name), accounts.points_unit(name), points)
    booked = tuple(postings)
    if pricing.points_used:
        unit_of_points = accounts.points_unit(program)
        postings += _pair(accounts.program_points(program), accounts.CLEARING, unit_of_points, pricing.points_used)
        booked = combined(postings)
    return Transfer(sale.sale_id, "sale", sale.sale_id, booking.occurred_at, booked)


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
    return Transfer(effects.reference, "sale", effects.reference, effects.occurred_at, tuple(postings))


def gift_funding(store: str, sale: SaleBody, offers: OfferLookup) -> dict[str, int]:
    """What of the funding is for gifts, by party: by each gift's offer, or in proportion when that does not fit."""
    if not sale.pricing.gifts:
        return {}
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
