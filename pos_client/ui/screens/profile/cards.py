"""The cards at the right of a profile, what matters first at the top."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from pos_client.application.coupon_standing import CouponStanding
from pos_client.application.profile import Profile, ProgramStanding
from pos_client.ui.counts import COUNTS
from pos_client.ui.formatting import date as date_words
from pos_client.ui.formatting import is_chinese, money, number, parsed, short_date_time
from pos_client.ui.language import translate
from pos_client.ui.naming import Naming
from pos_client.ui.reasons import reason_text
from pos_client.ui.screens.cases.words import kind_name
from pos_client.ui.screens.profile.state import FactCard, FactRow, Tone
from pos_client.ui.screens.profile.words import life_words
from pos_client.ui.suggestion_words import category_name
from retail.member import ENDS_SOON_DAYS, masked_phone
from retail.member_profile import Ticket

if TYPE_CHECKING:
    from pos_client.ui.screens.profile.state_building import Surroundings

COUPONS_SHOWN = 5
PROGRAMS_SHOWN = 4
POINTS_DAYS_SHOWN = 6
NOTES_SHOWN = 6
ROWS_SHOWN = 4
FAVOURITES = 3
SOON_DAYS = 7
_LIFE_TONES: dict[str, Tone] = {"first": "", "repeat": "good", "sleeping": "warn", "lost": "bad"}


def cards_of(profile: Profile, naming: Naming, around: Surroundings) -> tuple[FactCard, ...]:
    """Cards that have something to say, and those whose emptiness says something."""
    made = (
        _programs(profile, naming, around),
        _coupons(profile, naming, around),
        _tickets(profile, around),
        _services(profile, around),
        _points_ending(profile, naming, around),
        _favourites(profile, around),
        _notes(profile, around),
        _tags(profile, around),
        _consents(profile),
        _accounts(profile, around),
    )
    return tuple(card for card in made if card.rows or card.empty)


def _programs(profile: Profile, naming: Naming, around: Surroundings) -> FactCard:
    shown = [one for one in profile.programs if one.tier is not None or one.points or one.governs]
    rows = [_program(one, naming, around) for one in shown[:PROGRAMS_SHOWN]]
    return FactCard("programs", translate("profile", "Tiers and points"), tuple(rows), more=len(shown) - len(rows))


def _program(one: ProgramStanding, naming: Naming, around: Surroundings) -> FactRow:
    tier = translate("profile", "no tier") if one.tier is None else naming.tier(one.program, one.tier)
    details = []
    if one.governs:
        details.append(translate("profile", "governs here"))
    elif not one.counts_here:
        details.append(translate("profile", "does not count here"))
    if one.growth_minor is not None:
        details.append(translate("profile", "growth {amount}").format(amount=money(one.growth_minor, around.currency)))
    if one.next_tier is not None:
        name, missing = one.next_tier
        words = translate("profile", "{amount} to {tier}")
        details.append(words.format(amount=money(missing, around.currency), tier=naming.tier(one.program, name)))
    if one.tier_ends is not None:
        words = translate("profile", "tier until {date}")
        details.append(words.format(date=date_words(datetime.fromisoformat(one.tier_ends))))
    return FactRow(
        one.program,
        f"{naming.program(one.program)} · {tier}",
        " · ".join(details),
        COUNTS.points(one.points).format(count=number(one.points)),
        marked=one.governs,
    )


def _points_ending(profile: Profile, naming: Naming, around: Surroundings) -> FactCard:
    """The days on which points end, of whichever program; none when the figure above has said the only one."""
    days = sorted((day, one.program, count) for one in profile.programs for count, day in one.points_end)
    if len(days) == 1 and any(one.governs and one.points_end for one in profile.programs):
        days = []
    rows = tuple(_points_day(naming, around, *one) for one in days[:POINTS_DAYS_SHOWN])
    return FactCard("points", translate("profile", "Points that end"), rows, more=len(days) - len(rows))


def _points_day(naming: Naming, around: Surroundings, day: str, program: str, count: int) -> FactRow:
    ends = datetime.fromisoformat(day)
    tone: Tone = "warn" if (ends.date() - around.today).days <= ENDS_SOON_DAYS else ""
    value = COUNTS.points(count).format(count=number(count))
    return FactRow(f"{program} {day}", date_words(ends), naming.program(program), value, tone)


def _coupons(profile: Profile, naming: Naming, around: Surroundings) -> FactCard:
    usable = [one for one in profile.coupons if one.reason is None]
    rows = tuple(_coupon(one, naming, around) for one in profile.coupons[:COUPONS_SHOWN])
    note = ""
    if profile.coupons:
        note = translate("profile", "{count} of {all} usable today").format(
            count=number(len(usable)), all=number(len(profile.coupons))
        )
    return FactCard(
        "coupons",
        translate("profile", "Coupons"),
        rows,
        translate("profile", "No coupon."),
        note,
        max(0, len(profile.coupons) - COUPONS_SHOWN),
    )


def _coupon(one: CouponStanding, naming: Naming, around: Surroundings) -> FactRow:
    coupon = one.coupon
    details = []
    if one.reason is not None:
        details.append(reason_text(one.reason, None, (), around.currency))
    elif one.min_minor:
        details.append(translate("profile", "from {amount}").format(amount=money(one.min_minor, around.currency)))
    ends = parsed(coupon.expires_at or "")
    value, tone = "", "good" if one.reason is None else "soft"
    if ends is not None:
        value = translate("profile", "until {date}").format(date=date_words(ends))
        if one.reason is None and ends - around.now <= timedelta(days=SOON_DAYS):
            tone = "warn"
    if not details:
        details.append(translate("profile", "any goods that it is for"))
    return FactRow(coupon.coupon_id, naming.offer(coupon.offer_id), " · ".join(details), value, tone)  # type: ignore[arg-type]


def _tickets(profile: Profile, around: Surroundings) -> FactCard:
    """What somebody waits for: paid orders that lie here, and what the ledger says is open, the most urgent first."""
    here = {order.order_id for order in profile.orders}
    told = sorted((one for one in around.tickets if one.ticket_id not in here), key=lambda one: one.due_at)
    rows = [_ticket(one, around) for one in told]
    for order in profile.orders:
        placed = parsed(order.placed_at)
        is_late = placed is not None and (around.now - placed).days > SOON_DAYS
        rows.append(
            FactRow(
                order.order_id,
                translate("profile", "Paid web order waits here ({count})").format(count=number(order.pieces)),
                ", ".join(line.name for line in order.lines),
                "" if placed is None else translate("profile", "since {date}").format(date=date_words(placed)),
                "warn" if is_late else "",
            )
        )
    shown = tuple(rows[:ROWS_SHOWN])
    return FactCard("tickets", translate("profile", "Open for them"), shown, more=len(rows) - len(shown))


def _ticket(one: Ticket, around: Surroundings) -> FactRow:
    title = {
        "order": translate("profile", "Paid web order waits: {what}"),
        "rain_check": translate("profile", "Rain check: {what}"),
        "refund": translate("profile", "Refund under way: {what}"),
        "case": translate("profile", "Case: {what}"),
    }[one.kind].format(what=kind_name(one.what) if one.kind == "case" else one.what)
    opened, due = parsed(one.opened_at), parsed(one.due_at)
    where = around.store_names.get(one.store, one.store)
    since = "" if opened is None else translate("profile", "since {date}").format(date=date_words(opened))
    value, tone = "", ""
    if due is not None:
        days = (due - around.now).days
        value = translate("profile", "late")
        if days >= 0:
            value = COUNTS.days_left(days).format(count=number(days))
        tone = "bad" if days < 0 else "warn" if days <= 2 else ""
    return FactRow(one.ticket_id, title, " · ".join(part for part in (where, since) if part), value, tone)  # type: ignore[arg-type]


def _services(profile: Profile, around: Surroundings) -> FactCard:
    rows = []
    for one in profile.services[:ROWS_SHOWN]:
        ends = parsed(one.expires_at or "")
        is_over = ends is not None and ends <= around.now
        if not one.left or is_over:
            continue
        until = "" if ends is None else translate("profile", "until {date}").format(date=date_words(ends))
        left = translate("profile", "{left} of {total}").format(left=number(one.left), total=number(one.total))
        label = one.label if is_chinese() or not one.label_en else one.label_en
        rows.append(FactRow(one.entitlement_id, label, until, left))
    return FactCard("services", translate("profile", "Services"), tuple(rows))


def _favourites(profile: Profile, around: Surroundings) -> FactCard:
    facts = profile.facts
    rows: list[FactRow] = []
    if facts is not None:
        for life in facts.brands[:FAVOURITES]:
            since = date_words(datetime.fromisoformat(life.since))
            words = COUNTS.state_and_orders(life.orders)
            detail = words.format(state=life_words(life.state), date=since, count=number(life.orders))
            name = around.rules.brand_names.get(life.brand, life.brand)
            amount = money(life.spent_minor, around.currency)
            rows.append(FactRow(f"brand:{life.brand}", name, detail, amount, _LIFE_TONES[life.state]))
        rules = around.rules.group.suggestions
        kinds = " · ".join(
            f"{category_name(name, rules)} ({count})" for name, count in list(facts.categories.items())[:FAVOURITES]
        )
        if kinds:
            rows.append(FactRow("categories", translate("profile", "Buys mostly"), kinds))
        sizes = " · ".join(f"{name} ({count})" for name, count in list(facts.sizes.items())[:FAVOURITES])
        if sizes:
            rows.append(FactRow("sizes", translate("profile", "Sizes"), sizes))
    return FactCard("favourites", translate("profile", "Brands and taste"), tuple(rows))


def _notes(profile: Profile, around: Surroundings) -> FactCard:
    rows = []
    for note in profile.notes[:NOTES_SHOWN]:
        when = parsed(note.written_at)
        who = around.staff_names.get(note.staff_id, note.staff_id)
        day = "" if when is None else short_date_time(when, around.now)
        rows.append(FactRow(note.note_id, note.text, f"{who} · {day}"))
    return FactCard(
        "notes",
        translate("profile", "Notes of this store"),
        tuple(rows),
        translate("profile", "No note yet: F8 writes one."),
        more=max(0, len(profile.notes) - NOTES_SHOWN),
    )


def _tags(profile: Profile, around: Surroundings) -> FactCard:
    rows = []
    for tag in profile.tags[: 2 * ROWS_SHOWN]:
        detail = translate("profile", "{source}, {percent}% sure").format(
            source=tag.source, percent=tag.confidence_bps // 100
        )
        until = "" if tag.expires_at is None else translate("profile", "until {date}").format(
            date=date_words(tag.expires_at.astimezone(around.now.tzinfo))
        )  # fmt: skip
        rows.append(FactRow(tag.tag, tag.label if is_chinese() else tag.label_en, detail, until))
    return FactCard("tags", translate("profile", "Tags of other systems"), tuple(rows))


def _consents(profile: Profile) -> FactCard:
    rows = []
    for said in profile.said:
        value, tone = translate("profile", "never asked"), "soft"
        if said.given is not None:
            value = translate("profile", "yes") if said.given else translate("profile", "no")
            tone = "good" if said.given else "bad"
        words = said.text if is_chinese() or not said.text_en else said.text_en
        rows.append(FactRow(said.purpose, words, "", value, tone))  # type: ignore[arg-type]
    return FactCard("consents", translate("profile", "What they agree to"), tuple(rows))


def _accounts(profile: Profile, around: Surroundings) -> FactCard:
    """Cards and phone that lead to the member; numbers as a counter may show them."""
    rows = [
        FactRow(
            f"card:{brand}",
            translate("profile", "Card of {brand}").format(brand=around.rules.brand_names.get(brand, brand)),
            "",
            f"…{card[-4:]}",
        )
        for brand, card in profile.member.cards.items()
    ]
    known = {row.value for row in rows}
    kinds = {"phone": translate("profile", "Phone"), "card": translate("profile", "Card")}
    for link in around.links:
        if link.shown not in known and link.kind in kinds:
            since = parsed(link.linked_at)
            day = "" if since is None else translate("profile", "since {date}").format(date=date_words(since))
            rows.append(FactRow(f"{link.kind}:{link.shown}", kinds[link.kind], day, link.shown))
            known.add(link.shown)
    if profile.member.phone and masked_phone(profile.member.phone) not in known:
        rows.append(FactRow("phone", translate("profile", "Phone"), "", masked_phone(profile.member.phone)))
    return FactCard("accounts", translate("profile", "Linked accounts"), tuple(rows))
