"""From what the till knows to the input of the benefit engine (docs/spec/benefits.md, section 2)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any, Protocol

from pos_client.application.allowances import Allowances, HeldLeases
from pos_client.application.members import IdentifiedMember
from pos_client.application.payment import Payment, points_limit, refused_coupons, with_refused_offers
from pos_client.application.till import Desk
from retail.basket import Basket, Line
from retail.cash_rounding import CashRounding, read_cash_rounding
from retail.group_rules import NO_RULES, NOTHING_OUTSIDE, Outside, StoreRules, scope_input, store_rules_of
from retail.member import Member
from retail.plans import PlanRules, plan_rules_of
from retail.ports import OfferRecord, ReferenceData, StoredCoupon

if TYPE_CHECKING:
    from retail.outlook import Outlook
    from retail.pricing import Pricing


@dataclass(frozen=True, slots=True)
class Names:
    """What the group calls its offers, programs, tiers, plans and handouts in one language."""

    offers: Mapping[str, str] = field(default_factory=dict)
    programs: Mapping[str, str] = field(default_factory=dict)
    tiers: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    plans: Mapping[str, str] = field(default_factory=dict)
    handouts: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class BenefitRules:
    """The rules as last pulled: offers (not yet checked), points, tiers, names, and how the store rounds cash.

    `labels` are the offers' own; `names_en` has what is named in English, and nothing of the rest. `tier_rules` is the
    setting of that name (docs/spec/line.md, "Benefits beside the price").
    """

    records: tuple[OfferRecord, ...]
    labels: Mapping[str, str]
    points_program: str | None
    points_rule: Mapping[str, Any] | None
    programs: tuple[Mapping[str, Any], ...]
    names: Names
    names_en: Names
    tier_rules: Mapping[str, Mapping[str, Any]]
    brand_names: Mapping[str, str]
    cash_rounding: Mapping[str, CashRounding]  # by currency
    group: StoreRules = NO_RULES
    plans: PlanRules = field(default_factory=PlanRules)


@dataclass(frozen=True, slots=True)
class BadOffer:
    """A version of an offer that breaks the contract: where (a JSON path), and what was expected there."""

    offer_id: str
    version: int
    path: str
    expected: str


@dataclass(frozen=True, slots=True)
class UsableOffers:
    """Offers that keep the contract, and those that do not."""

    offers: tuple[OfferRecord, ...]
    bad: tuple[BadOffer, ...] = ()

    @property
    def of_coupons(self) -> frozenset[str]:
        """The ids of those that a coupon can be of. One of another offer would make the whole price refused."""
        return frozenset(record.offer_id for record in self.offers if record.document["source"] == "coupon")

    def running(self, rules: StoreRules, at: datetime) -> UsableOffers:
        """Without those whose campaign does not run now: nobody may put them into a price."""
        kept = tuple(
            record
            for record in self.offers
            if (calendar := record.document.get("calendar")) is None or rules.is_running(calendar, at)
        )
        return self if len(kept) == len(self.offers) else UsableOffers(kept, self.bad)


class BenefitEngine(Protocol):
    """Prices baskets: pos_client.application.engine, loaded with the first of them."""

    def usable(self, rules: BenefitRules) -> UsableOffers: ...

    def price(self, document: Mapping[str, Any]) -> Pricing: ...

    def tried(self, document: Mapping[str, Any]) -> Pricing:
        """The price of a basket that is only thought of: what was priced before stays the newest."""

    def outlook(self, pricing: Pricing) -> Outlook:
        """What a little more would bring to a basket that was priced last, or last but one."""


def load_rules(reference: ReferenceData) -> BenefitRules:
    """What the feeds `offers` and `settings` say."""
    points = reference.settings().get("points", {})
    handouts = reference.settings().get("handouts", {}).get("handouts", ())
    records = tuple(reference.offers())
    labels = {record.offer_id: str(record.document.get("label") or record.offer_id) for record in records}
    return BenefitRules(
        records=records,
        labels=labels,
        points_program=points.get("program"),
        points_rule=points.get("rule"),
        programs=tuple(points.get("programs", ())),
        names=Names(labels, points.get("names", {}), points.get("tiers", {}), points.get("plans", {})),
        names_en=Names(
            {r.offer_id: r.document["label_en"] for r in records if isinstance(r.document.get("label_en"), str)},
            points.get("names_en", {}),
            points.get("tiers_en", {}),
            points.get("plans_en", {}),
            {row["id"]: row["label_en"] for row in handouts if row.get("label_en")},
        ),
        tier_rules=points.get("tier_rules", {}),
        brand_names=reference.settings().get("store", {}).get("brands", {}),
        cash_rounding=read_cash_rounding(reference.settings()),
        group=store_rules_of(reference.settings()),
        plans=plan_rules_of(reference.settings()),
    )


@dataclass(frozen=True, slots=True)
class Wishes:
    """What the cashier and the shopper chose: coupons by id (None: the engine chooses), and points to spend."""

    coupon_choice: tuple[str, ...] | None = None
    points_to_use: int | str = 0


@dataclass(frozen=True, slots=True)
class PricingInput:
    """The complete input, offers included as whole documents; the leases that it counts on; and what it left out.

    `facts_too_old`: there is no connection, and tiers and plans are older than the group lets them count. `outside`:
    what the group's rules keep out of it.
    """

    document: dict[str, Any]
    held: HeldLeases
    facts_too_old: bool = False
    outside: Outside = NOTHING_OUTSIDE


def pricing_input(
    desk: Desk,
    rules: BenefitRules,
    usable: UsableOffers,
    allowances: Allowances,
    *,
    basket: Basket,
    identified: IdentifiedMember | None,
    bearer_coupons: Sequence[StoredCoupon],
    wishes: Wishes,
    payment: Payment,
) -> PricingInput:
    """All that the price of this basket depends on, at this moment."""
    now = desk.clock.now()
    online = desk.is_online() and not payment.unanswered
    usable = usable.running(rules.group, now)
    known = usable.of_coupons
    coupons = [coupon for coupon in bearer_coupons if coupon.offer_id in known]
    if identified is not None and identified.can_spend:
        own = {coupon.coupon_id for coupon in coupons}
        coupons += [c for c in identified.coupons if c.offer_id in known and c.coupon_id not in own]
    needed = {coupon.offer_id for coupon in coupons}
    offers = [
        record.document
        for record in usable.offers
        if record.document["source"] != "coupon" or record.offer_id in needed
    ]
    ids = [coupon.coupon_id for coupon in coupons]
    statuses = dict.fromkeys(allowances.spent(ids), "used") | refused_coupons(payment)
    member = None if identified is None else identified.member
    spends = identified is not None and identified.can_spend
    held = allowances.held(member.one_id if member is not None and spends else None, ids, rules.points_program)
    balance = 0
    if member is not None:
        balance = _balance(member, rules.points_program, allowances, held, points_limit(payment))
    facts_too_old = not online and member is not None and allowances.are_too_old(member, now)
    choice = wishes.coupon_choice
    document = {
        "currency": desk.facts.currency,
        "at": now.isoformat(timespec="seconds"),
        "store": desk.facts.store,
        "channel": "pos",
        "online": online,
        "member": None if member is None else _member(member, balance, facts_too_old=facts_too_old),
        "lines": [_line(line) for line in basket.lines],
        "offers": offers,
        "coupons": [_coupon(coupon, statuses.get(coupon.coupon_id)) for coupon in coupons],
        "coupon_choice": None if choice is None else [c.coupon_id for c in coupons if c.coupon_id in choice],
        "points_to_use": wishes.points_to_use if spends else 0,
        "points_rule": rules.points_rule,
        "programs": list(rules.programs),
        "allowances": allowances.document(
            offers, held, member=member, points_rule=rules.points_rule, day=now.date().isoformat()
        ),
    }
    with_refused_offers(document, payment)
    outside = scope_input(document, rules.group, rules.points_program, now)
    return PricingInput(document, held, facts_too_old, outside)


def journaled_input(document: Mapping[str, Any], usable: UsableOffers) -> dict[str, Any]:
    """The input as a sale's entry keeps it: offers by id and version."""
    versions = {record.offer_id: record.version for record in usable.offers}
    offers = [{"id": offer["id"], "version": versions[offer["id"]]} for offer in document["offers"]]
    return {**document, "offers": offers}


def _balance(member: Member, program: str | None, allowances: Allowances, held: HeldLeases, limit: int | None) -> int:
    """The points that may pay: of the balance, what this till has not spent, and what the ledger did not refuse."""
    points = member.points.get(program, 0) if program is not None else 0
    points -= allowances.points_spent(member.one_id)
    if limit is not None:
        # What the ledger would still reserve, and what it has set aside for this till before.
        points = min(points, limit + sum(lease.left for lease in held.points))
    return max(0, points)


def _member(member: Member, points: int, *, facts_too_old: bool) -> dict[str, Any]:
    return {
        "one_id": member.one_id,
        "tiers": {} if facts_too_old else dict(member.tiers),
        "plans": [] if facts_too_old else list(member.plans),
        "birthday": member.birthday,
        "points": points,
        "first_purchase": member.first_purchase,
    }


def _line(line: Line) -> dict[str, Any]:
    product = line.product
    return {
        "id": line.line_id,
        "sku": product.sku,
        "brand": product.brand,
        "categories": list(product.categories),
        "tags": list(product.tags),
        "quantity": line.quantity.to_contract(),
        "unit_price": line.unit_price_minor,
        "discountable": product.discountable,
    }


def _coupon(coupon: StoredCoupon, status: str | None) -> dict[str, Any]:
    """`status` is what is known better than the cache, None when nothing is."""
    return {
        "id": coupon.coupon_id,
        "offer": coupon.offer_id,
        "one_id": coupon.one_id,
        "status": status or coupon.status,
        "expires_at": coupon.expires_at,
    }
