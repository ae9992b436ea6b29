"""From a member's profile to what the page shows. Pure: no widget, no use case."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from pos_client.application.benefits import BenefitRules
from pos_client.application.profile import Profile
from pos_client.ui.counts import COUNTS
from pos_client.ui.formatting import age, money, number, parsed
from pos_client.ui.formatting import date as date_words
from pos_client.ui.language import translate
from pos_client.ui.naming import Naming
from pos_client.ui.screens.profile.cards import cards_of
from pos_client.ui.screens.profile.state import BigFigure, Chip, Month, ProfileState, PurchaseRow
from pos_client.ui.screens.profile.words import (
    channel_words,
    day_of_year,
    days_ago,
    life_words,
    month_words,
    segment_words,
)
from retail.member import ENDS_SOON_DAYS, Member, masked_name, masked_phone
from retail.member_facts import MemberFacts, Purchase
from retail.member_profile import LinkedAccount, Ticket
from retail.money import round_half_up

# Facts of a cache that the ledger has not confirmed for so long are marked.
OLD_HOURS = 24
YEAR_DAYS = 365
_SEGMENT_TONES = {"high_value": "good", "at_risk": "bad", "promising": "warn", "base": "plain", "none": "plain"}


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What a profile is shown by. `unmasked`: the fields that somebody may see in full just now."""

    rules: BenefitRules
    currency: str
    now: datetime
    online: bool
    staff_names: Mapping[str, str] = field(default_factory=dict)
    store_names: Mapping[str, str] = field(default_factory=dict)
    unmasked: frozenset[str] = frozenset()
    tickets: tuple[Ticket, ...] = ()
    links: tuple[LinkedAccount, ...] = ()

    @property
    def today(self) -> date:
        return self.now.date()


def profile_state(profile: Profile, around: Surroundings) -> ProfileState:
    """The page without its purchases."""
    member, facts = profile.member, profile.facts
    seen = parsed(member.as_of)
    is_old = seen is None or (around.now - seen).total_seconds() > OLD_HOURS * 3600
    return ProfileState(
        one_id=member.one_id,
        name=_name(member, around) or translate("profile", "Member {number}").format(number=member.one_id),
        contact=_contact(member, around),
        chips=_chips(profile, around),
        line=_line(facts, around),
        age="" if seen is None else translate("profile", "as of {age}").format(age=age(seen, around.now)),
        is_old=is_old or not around.online,
        is_masked=not around.unmasked,
        figures=_figures(profile, around),
        months=_months(facts, around),
        months_title=translate("profile", "Spent in the last 12 months"),
        cards=cards_of(profile, Naming(around.rules), around),
    )


def _name(member: Member, around: Surroundings) -> str:
    return member.name if "name" in around.unmasked else masked_name(member.name)


def _contact(member: Member, around: Surroundings) -> str:
    phone = member.phone if "phone" in around.unmasked else masked_phone(member.phone)
    parts = [phone or translate("profile", "no phone known here")]
    if member.birthday:
        month, day = (int(part) for part in member.birthday.split("-"))
        if "birthday" in around.unmasked:
            shown = day_of_year(datetime(2000, month, day))  # noqa: DTZ001 - a day without a year
        else:
            shown = month_words(month)
        parts.append(translate("profile", "birthday {day}").format(day=shown))
        if member.birthday == around.now.strftime("%m-%d"):
            parts.append(translate("profile", "today!"))
    return " · ".join(parts)


def _chips(profile: Profile, around: Surroundings) -> tuple[Chip, ...]:
    naming, facts = Naming(around.rules), profile.facts
    chips = [
        Chip(naming.tier(one.program, one.tier), "tier", naming.program(one.program))
        for one in profile.programs
        if one.tier is not None
    ]
    chips += [
        Chip(naming.plan(plan), "plain", translate("profile", "Paid membership")) for plan in profile.member.plans
    ]
    if facts is not None:
        tone = _SEGMENT_TONES[facts.segment]
        chips.append(Chip(segment_words(facts.segment), tone, _segment_tip(facts, around)))  # type: ignore[arg-type]
    return tuple(chips)


def _segment_tip(facts: MemberFacts, around: Surroundings) -> str:
    """The numbers behind the segment."""
    if facts.rfm is None or facts.last_on is None:
        return ""
    words = translate(
        "profile", "Last order {days} (R {r}), {orders} orders in a year (F {f}), {amount} in a year (M {m})"
    )
    return words.format(
        days=days_ago((around.today - date.fromisoformat(facts.last_on)).days),
        orders=facts.rfm.orders,
        amount=money(facts.rfm.spent_minor, around.currency),
        r=facts.rfm.recency_score,
        f=facts.rfm.frequency_score,
        m=facts.rfm.monetary_score,
    )


def _line(facts: MemberFacts | None, around: Surroundings) -> str:
    """Since when, and when last."""
    if facts is None:
        return translate("profile", "The ledger has not told this till yet what they bought.")
    parts = []
    if facts.joined_on:
        joined = date_words(datetime.fromisoformat(facts.joined_on))
        parts.append(translate("profile", "member since {date}").format(date=joined))
    if facts.last_on is not None:
        days = days_ago((around.today - date.fromisoformat(facts.last_on)).days)
        where = around.store_names.get(facts.last_store or "", facts.last_store or "")
        parts.append(translate("profile", "last bought {days}, {store}").format(days=days, store=where))
    return " · ".join(parts)


def _figures(profile: Profile, around: Surroundings) -> tuple[BigFigure, ...]:
    facts, currency = profile.facts, around.currency
    names = (
        translate("profile", "Last 12 months"),
        translate("profile", "In all"),
        translate("profile", "Average basket"),
        translate("profile", "How often"),
        translate("profile", "Points"),
    )
    points = _points(profile, around, names[4])
    if facts is None:
        unknown = [BigFigure(name, "–", translate("profile", "not known here"), "soft") for name in names[:4]]
        return (*unknown, points)
    year = sum(facts.months)
    orders = 0 if facts.rfm is None else facts.rfm.orders
    average = round_half_up(facts.spent_minor, facts.orders) if facts.orders else 0
    return (
        BigFigure(
            names[0],
            money(year, currency),
            COUNTS.orders(orders).format(count=number(orders)),
        ),
        BigFigure(
            names[1],
            money(facts.spent_minor, currency),
            COUNTS.orders(facts.orders).format(count=number(facts.orders)),
        ),
        BigFigure(names[2], money(average, currency) if facts.orders else "–", _channels(facts)),
        BigFigure(names[3], _frequency(facts, orders), _life(facts), _life_tone(facts)),
        points,
    )


def _points(profile: Profile, around: Surroundings, name: str) -> BigFigure:
    governing = next((one for one in profile.programs if one.governs), None)
    if governing is None:
        return BigFigure(name, "–", translate("profile", "none pay here"), "soft")
    detail = Naming(around.rules).program(governing.program)
    tone = ""
    if governing.points_end:
        count, day = governing.points_end[0]
        ends = datetime.fromisoformat(day)
        in_days = (ends.date() - around.today).days
        day_words = day_of_year(ends) if in_days < YEAR_DAYS else date_words(ends)
        detail = translate("profile", "{count} end on {date}").format(count=number(count), date=day_words)
        tone = "warn" if in_days <= ENDS_SOON_DAYS else ""
    return BigFigure(name, number(governing.points), detail, tone)


def _channels(facts: MemberFacts) -> str:
    lines = sum(facts.channels.values())
    if not lines:
        return ""
    parts = [f"{channel_words(name)} {round(100 * count / lines)}%" for name, count in facts.channels.items()]
    return "  ".join(parts)  # narrower than a point between them


def _frequency(facts: MemberFacts, orders: int) -> str:
    if not orders:
        return "–"
    words = translate("profile", "{count} / month")
    return words.format(count=f"{orders / 12:.1f}")


def _life(facts: MemberFacts) -> str:
    if not facts.brands:
        return ""
    states = [life.state for life in facts.brands]
    return "  ".join(f"{life_words(state)} {states.count(state)}" for state in dict.fromkeys(states))


def _life_tone(facts: MemberFacts) -> str:
    return "warn" if facts.brands and all(life.state in ("sleeping", "lost") for life in facts.brands) else ""


def _months(facts: MemberFacts | None, around: Surroundings) -> tuple[Month, ...]:
    if facts is None or not any(facts.months):
        return ()
    last = date.fromisoformat(facts.as_of)
    found = []
    for place, amount in enumerate(facts.months):
        month = (last.month - 1 - (len(facts.months) - 1 - place)) % 12 + 1
        found.append(Month(month_words(month), amount, money(amount, around.currency)))
    return tuple(found)


def purchase_rows(purchases: Sequence[Purchase], around: Surroundings) -> tuple[PurchaseRow, ...]:
    """The newest first, as they come."""
    found = []
    for place, one in enumerate(purchases):
        when = parsed(one.occurred_at)
        brand = around.rules.brand_names.get(one.brand, one.brand)
        where = around.store_names.get(one.store, one.store)
        if one.channel == "web":
            where = translate("profile", "Web · {store}").format(store=where)
        found.append(
            PurchaseRow(
                key=f"{one.store}/{one.sale_id}/{one.sku}/{place}",
                day="" if when is None else date_words(when),
                what=one.name,
                where=" · ".join(part for part in (brand, where) if part),
                quantity=f"× {one.quantity}",
                amount=money(one.net_minor, around.currency),
                is_web=one.channel == "web",
            )
        )
    return tuple(found)


def found_in(purchases: Sequence[Purchase], text: str, brand_names: Mapping[str, str]) -> list[Purchase]:
    """Those whose name, sku, brand or category has every word of a text."""
    words = text.casefold().split()
    found = []
    for one in purchases:
        brand = brand_names.get(one.brand, "")
        hay = " ".join((one.name, one.sku, one.brand, brand, *one.categories)).casefold()
        if all(word in hay for word in words):
            found.append(one)
    return found
