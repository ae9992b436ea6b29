"""What follows from a history: tiers, points, cards and plans of a member, and the coupons that were given."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from random import Random

from central_ledger.demo.people import Persona, Traits
from central_ledger.demo.records import DemoEntitlement, DemoMember, DemoPurchase
from central_ledger.demo.shops import CARD_DIGITS, CARD_PREFIXES
from central_ledger.domain.points_expiry import ExpiryRule
from retail.luhn import luhn_digit
from retail.ports import StoredCoupon

_GROUP_STEPS = ((1_200_000, "platinum"), (550_000, "gold"), (200_000, "silver"), (0, "basic"))
_BRAND_STEPS = ((500_000, "v3"), (150_000, "v2"), (0, "v1"))
_BRAND_POINTS_PER_YUAN = {"YR": 1.0, "LY": 2.0, "MT": 0.1}
_GROUP_MULTIPLIERS = {"basic": 1.0, "silver": 1.2, "gold": 1.5, "platinum": 2.0}
#: The group's points may be spent for a year.
POINTS_LAST = ExpiryRule(12, "day")
_PERSONA_ENDING, _PERSONA_ENDS_IN = 1_200, 9
_PERSONA_COUPONS = {
    # In the order of people.PERSONAS: (offer, days until the coupon's end, status).
    "林若曦": (("CPN-1000-100", 40, "available"), ("CPN-YR-80", 9, "available"), ("CPN-300-30", 2, "available")),
    "许嘉言": (("CPN-LY-90", 20, "available"), ("CPN-300-30", -4, "available")),
    "顾安然": (
        ("CPN-MT-20", 30, "available"),
        ("CPN-MT-20", 15, "available"),
        ("CPN-1000-100", 60, "available"),
        ("CPN-YR-80", 12, "locked"),
    ),
    "宋知夏": (("CPN-300-30", 14, "available"),),
    "沈奕辰": (("CPN-LY-90", 6, "available"), ("CPN-1000-100", 25, "used")),
    "叶清欢": (("CPN-MT-20", 21, "available"), ("CPN-300-30", 21, "available")),
}
_COUPON_OFFERS = ("CPN-300-30", "CPN-1000-100", "CPN-YR-80", "CPN-LY-90", "CPN-MT-20")
_COUPON_SHARES = (38, 16, 18, 13, 15)


def member_of(
    random: Random, traits: Traits, purchases: Sequence[DemoPurchase], brands: Mapping[str, str], today: date
) -> DemoMember:
    """The member that these purchases made of this person. `brands` is brand id by SKU."""
    year_ago = (today - timedelta(days=365)).isoformat()
    spent_year, spent = _spending(purchases, brands, year_ago)
    tier = _step(_GROUP_STEPS, sum(spent_year.values()))
    cards, tiers, points = {}, {"group": tier}, {}
    kept = 1.0 - random.random() ** 2 * 0.95  # some spend their points, most let them lie
    points["group"] = int(sum(spent.values()) / 100 * _GROUP_MULTIPLIERS[tier] * kept)
    for brand, prefix in CARD_PREFIXES.items():
        joins, serial = random.random(), random.randrange(10 ** (CARD_DIGITS - 5))
        favourite = traits.persona is not None and purchases and traits.persona.favourite_brand == brand
        if joins >= (0.85 if brand in spent else 0.06) and not favourite:
            continue
        number = f"{prefix}{serial:0{CARD_DIGITS - 5}d}"
        cards[brand] = number + luhn_digit(number)
        tiers[brand] = _step(_BRAND_STEPS, spent_year.get(brand, 0))
        points[brand] = int(spent.get(brand, 0) / 100 * _BRAND_POINTS_PER_YUAN[brand] * kept)
    plan_draws = random.random(), random.random()
    plans = ["plus"] if plan_draws[0] < {"basic": 0.03, "silver": 0.12, "gold": 0.3, "platinum": 0.55}[tier] else []
    plans += ["skincare-year"] if plan_draws[1] < (0.09 if spent.get("MT", 0) > 100_000 else 0.003) else []
    birthday = traits.birthday
    persona = traits.persona
    if persona is not None:
        tiers["group"], points["group"], plans = persona.tier, persona.points, list(persona.plans)
        birthday = _persona_birthday(persona, birthday, today)
    visited = dict.fromkeys((traits.home_store, *(purchase.store_id for purchase in purchases)))
    return DemoMember(
        one_id=traits.one_id,
        name=traits.name,
        pinyin=traits.pinyin,
        phone=traits.phone,
        birthday=birthday,
        tiers=tiers,
        plans=tuple(plans),
        points=points,
        cards=cards,
        first_purchase=not purchases,
        home_store=traits.home_store,
        stores=tuple(visited),
        joined_on=(today - timedelta(days=traits.joined_days_ago)).isoformat(),
        sizes=traits.sizes,
        lots=_lots(purchases, points["group"], _GROUP_MULTIPLIERS[tiers["group"]], today, persona is not None),
    )


def _lots(
    purchases: Sequence[DemoPurchase], points: int, multiplier: float, today: date, is_persona: bool
) -> dict[str, int]:
    """The group's points by their last day: what the newest purchases of the last year gave is what is left of them.
    What is older than the rule that they end has its term from today. Of a persona a part ends soon, every day anew.
    """
    lots: dict[str, int] = {}
    rest = points
    if is_persona and points >= _PERSONA_ENDING:
        lots[(today + timedelta(days=_PERSONA_ENDS_IN)).isoformat()] = _PERSONA_ENDING
        rest -= _PERSONA_ENDING
    for purchase in () if is_persona else reversed(purchases):
        last_day = POINTS_LAST.last_day(date.fromisoformat(purchase.occurred_at[:10]))
        kept_minor = sum(line.net_minor for line in purchase.lines if line.quantity_returned == "0")
        given = min(rest, int(kept_minor / 100 * multiplier))
        if last_day >= today and given:
            lots[last_day.isoformat()] = lots.get(last_day.isoformat(), 0) + given
            rest -= given
    if rest:
        last = POINTS_LAST.last_day(today).isoformat()
        lots[last] = lots.get(last, 0) + rest
    return lots


def coupons_of(random: Random, member: DemoMember, today: date, first_number: int) -> list[StoredCoupon]:
    """The coupons of one member: more for those who buy more; some used, some just over, most of them open."""
    given = _PERSONA_COUPONS.get(member.name, ())
    if not given:
        most = {"basic": 2, "silver": 3, "gold": 4, "platinum": 6}[member.tiers["group"]]
        offers = random.choices(_COUPON_OFFERS, _COUPON_SHARES, k=random.randint(0, most))
        given = tuple((offer, *_end_and_status(random)) for offer in offers)
    return [
        StoredCoupon(
            coupon_id=f"C{first_number + place:08d}",
            offer_id=offer,
            one_id=member.one_id,
            status=status,
            expires_at=f"{(today + timedelta(days=days)).isoformat()}T00:00:00+08:00",
        )
        for place, (offer, days, status) in enumerate(given)
    ]


_SERVICES = (
    # For whom: a persona's name or a plan; id, label, label_en, total, days until its end, source.
    ("林若曦", "TAILOR", "免费裁剪修改", "Free tailoring", 2, 180, "gold"),
    ("林若曦", "WRAP", "礼品包装", "Gift wrapping", 6, 90, "plus"),
    ("沈奕辰", "WARRANTY", "鞋履延保清洁", "Shoe care, extended warranty", 3, 300, "LY"),
    ("顾安然", "WRAP", "礼品包装", "Gift wrapping", 12, 90, "plus"),
    ("叶清欢", "FACIAL", "店内护肤体验", "In-store facial", 4, 120, "skincare-year"),
)


def services_of(member: DemoMember, today: date) -> list[DemoEntitlement]:
    """What a persona is entitled to."""
    return [
        DemoEntitlement(
            entitlement_id=f"{code}-{member.one_id}",
            one_id=member.one_id,
            label=label,
            label_en=label_en,
            total=total,
            expires_at=f"{(today + timedelta(days=days)).isoformat()}T00:00:00+08:00",
            source=source,
        )
        for name, code, label, label_en, total, days, source in _SERVICES
        if name == member.name and member.name in _PERSONA_COUPONS
    ]


def _end_and_status(random: Random) -> tuple[int, str]:
    days = round(random.gauss(18, 22))
    draw = random.random()
    if draw < 0.27:
        return days, "used"
    return days, "locked" if draw < 0.31 and days > 0 else "available"


def _spending(
    purchases: Sequence[DemoPurchase], brands: Mapping[str, str], year_ago: str
) -> tuple[dict[str, int], dict[str, int]]:
    """Minor units by brand of what was kept: in the last year, and in all."""
    in_year: dict[str, int] = {}
    in_all: dict[str, int] = {}
    for purchase in purchases:
        for line in purchase.lines:
            if line.quantity_returned != "0":
                continue
            brand = brands[line.sku]
            in_all[brand] = in_all.get(brand, 0) + line.net_minor
            if purchase.occurred_at >= year_ago:
                in_year[brand] = in_year.get(brand, 0) + line.net_minor
    return in_year, in_all


def _step(steps: Sequence[tuple[int, str]], spent_minor: int) -> str:
    return next(tier for at_least, tier in steps if spent_minor >= at_least)


def _persona_birthday(persona: Persona, drawn: str | None, today: date) -> str | None:
    if persona.birthday_in_days is None:
        return drawn
    return f"{today + timedelta(days=persona.birthday_in_days):%m-%d}"
