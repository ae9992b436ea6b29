"""Which of a member's coupons some goods fit: only those that the basket reaches with them, and that end soon."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from pos_client.application.benefits import UsableOffers
from retail.basket import Basket
from retail.benefit_facts import Matching, Scope, moment
from retail.catalogue import Product
from retail.group_rules import StoreRules
from retail.offer_reading import read_scope
from retail.ports import OfferRecord, StoredCoupon

#: What ends later is no reason to buy something today.
ENDS_WITHIN = timedelta(days=14)
#: What goods surely count towards a coupon's minimum, whatever offers take off before it.
SURE_PERCENT = 80


@dataclass(frozen=True, slots=True)
class EndingCoupon:
    """A coupon that ends soon: what it is called, its last day, and what a basket must have in its scope."""

    offer_id: str
    ends: date
    scope: Scope
    amount_min: int
    units_min: int
    amount_now: int
    units_now: int

    def fits(self, product: Product) -> bool:
        """Whether the basket with one more of these can use it."""
        return (
            product.discountable
            and is_in(self.scope, product)
            and self.amount_now + product.unit_price_minor * SURE_PERCENT // 100 >= self.amount_min
            and self.units_now + 1 >= self.units_min
        )


def ending_coupons(
    coupons: Iterable[StoredCoupon],
    usable: UsableOffers,
    rules: StoreRules,
    basket: Basket,
    now: datetime,
    *,
    nets: Mapping[str, int],
) -> Sequence[EndingCoupon]:
    """Those that may be used here and now and end within two weeks, the first to end in front; of one offer one.

    `nets` is what each line of the basket costs after its offers (none: nothing is priced yet).
    """
    records = {record.offer_id: record for record in usable.running(rules, now).offers}
    found: dict[str, EndingCoupon] = {}
    for coupon in coupons:
        record = records.get(coupon.offer_id)
        if record is None or coupon.status != "available" or coupon.expires_at is None:
            continue
        ends = moment(coupon.expires_at).astimezone(now.tzinfo)
        if not now < ends <= now + ENDS_WITHIN or not _holds_now(record, now):
            continue
        one = _ending(record, ends, basket, nets)
        if record.offer_id not in found or one.ends < found[record.offer_id].ends:
            found[record.offer_id] = one
    return sorted(found.values(), key=lambda one: (one.ends, one.offer_id))


def _ending(record: OfferRecord, ends: datetime, basket: Basket, nets: Mapping[str, int]) -> EndingCoupon:
    scope = read_scope(dict(record.document), "$")
    conditions = record.document.get("conditions") or {}
    lines = [line for line in basket.lines if line.product.discountable and is_in(scope, line.product)]
    return EndingCoupon(
        record.offer_id,
        # What ends at midnight is last used on the day before.
        (ends - timedelta(seconds=1)).date(),
        scope,
        int(conditions.get("min_amount") or 0),
        int(conditions.get("min_quantity") or 0),
        sum(nets.get(line.line_id, 0) for line in lines),
        sum(line.quantity.unit_count for line in lines),
    )


def _holds_now(record: OfferRecord, now: datetime) -> bool:
    """Of the conditions those that goods do not change; whose coupon it is was asked when it was issued."""
    conditions = record.document.get("conditions") or {}
    start, end = conditions.get("valid_from"), conditions.get("valid_to")
    weekdays, hours = conditions.get("weekdays") or (), conditions.get("hours") or ()
    clock = now.strftime("%H:%M")
    return (
        (start is None or moment(start) <= now)
        and (end is None or now < moment(end))
        and (not weekdays or now.isoweekday() in weekdays)
        and (not hours or any(first <= clock < last for first, last in hours))
    )


def is_in(scope: Scope, product: Product) -> bool:
    """Whether goods are in a scope (docs/spec/benefits.md, section 3)."""
    named = _named(scope, product)
    return all(named) and not any(_named(scope.exclude, product))


def _named(matching: Matching, product: Product) -> list[bool]:
    """For each list that is named, whether it holds these goods."""
    held = []
    if matching.skus:
        held.append(product.sku in matching.skus)
    if matching.brands:
        held.append(product.brand in matching.brands)
    if matching.categories:
        held.append(not set(matching.categories).isdisjoint(product.categories))
    if matching.tags:
        held.append(not set(matching.tags).isdisjoint(product.tags))
    return held
