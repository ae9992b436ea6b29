"""What the group's rules say at this counter, as rows among the offers: who does not count, and which campaigns run."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from pos_client.ui.formatting import is_chinese
from pos_client.ui.naming import Naming
from pos_client.ui.screens.checkout.state import OfferRow, OfferStatus, Said
from retail.group_rules import Calendar, Outside

#: A campaign that begins later is not shown yet.
AHEAD = timedelta(days=14)
_BEFORE: frozenset[OfferStatus] = frozenset(("applied", "not_chosen", "near"))


def with_group_rows(
    rows: Sequence[OfferRow],
    outside: Outside,
    calendars: Sequence[Calendar],
    *,
    naming: Naming,
    brand_names: Mapping[str, str],
    currency: str,
    now: datetime,
) -> tuple[OfferRow, ...]:
    """The offers' rows with those of the rules.

    First why goods that lie there get nothing, which is what the shopper asks; campaigns before what does not apply.
    """

    def row(said: Said, key: str, label: str, at: datetime | None, blocked_by: tuple[str, ...] = ()) -> OfferRow:
        name = f"{said}:{key}"
        return OfferRow(name, label, "said", currency, blocked_by=blocked_by, said=said, said_at=at)

    kept_out = [row("brand", one.brand, brand_names.get(one.brand, one.brand), one.joins_at) for one in outside.brands]
    for out in outside.tiers:
        brands = tuple(brand_names.get(brand, brand) for brand in out.brands)
        kept_out.append(row("tier", out.program, naming.tier(out.program, out.tier), None, brands))
    campaigns = []
    for calendar in calendars:
        running = calendar.running(now)
        if running is not None:
            campaigns.append(row("campaign", calendar.calendar_id, _name(calendar), running.end))
    coming = [(span.start, calendar) for calendar in calendars if (span := calendar.coming(now)) is not None]
    start, following = min(coming, key=lambda found: found[0], default=(now + AHEAD, None))
    if following is not None and start < now + AHEAD:
        campaigns.append(row("coming", following.calendar_id, _name(following), start))
    helping = [one for one in rows if one.status in _BEFORE]
    return (*kept_out, *helping, *campaigns, *rows[len(helping) :])


def _name(calendar: Calendar) -> str:
    return calendar.name if is_chinese() else calendar.name_en
