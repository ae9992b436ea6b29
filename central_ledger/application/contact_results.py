"""What came of contacting members: who came back, and what they bought. docs/spec/line.md, "Today".

Nothing is added up on the way: it is reckoned from contacts, visits and purchases as they are now, so late entries,
returns and merges are in it. Every visit and every purchase belongs to the last contact before it, whoever made that:
sums over rules, guides and stores count nothing twice.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta

from central_ledger.application.ledger import Ledger
from central_ledger.application.offer_publishing import rules_in_force
from central_ledger.application.publish import store_zone
from central_ledger.application.settling import day_starts
from central_ledger.store.contacts import Bought, MarkRow
from retail.contact_rules import NO_CONTACT_RULES, ContactRules
from retail.contacts import Contact, over_cap
from retail.stock import stock_thousandths


@dataclass(slots=True)
class Result:
    """What came of one rule, by one guide (who made the contacts), from one store.

    `contacted` counts contacts, `came_back` those after which the member was seen, `bought` those after which they
    bought something that they kept; `bought_minor` by currency is what, returns taken off. `over_cap` contacts were
    more than the caps allow: desks that did not know of each other.
    """

    store: str
    rule_id: str
    staff_id: str
    contacted: int = 0
    came_back: int = 0
    bought: int = 0
    sales: int = 0
    bought_minor: dict[str, int] = field(default_factory=dict)
    over_cap: int = 0
    told_in_store: int = 0
    snoozed: int = 0
    not_wanted: int = 0


@dataclass(frozen=True, slots=True)
class _Touch:
    """A contact with what came after it: whether the member was seen, and by sale what they kept."""

    at: datetime
    row: MarkRow
    seen: list[datetime] = field(default_factory=list)
    kept: dict[str, tuple[str, int]] = field(default_factory=dict)  # by sale: currency, minor units


def contact_results(ledger: Ledger, store: str, first: date, last: date) -> list[Result]:
    """Of the contacts that a store made on these days of its own (they begin when its trading day does; both
    included), by rule and guide.
    """
    zone, starts = store_zone(ledger, store), day_starts(ledger, store)
    begin, end = (
        (datetime.combine(day, time(), zone) + starts).astimezone(UTC).isoformat(timespec="milliseconds")
        for day in (first, last + timedelta(days=1))
    )
    rules = rules_in_force(ledger).today or NO_CONTACT_RULES
    marks = ledger.contacts.marks_between(store, begin, end)
    found: dict[tuple[str, str], Result] = {}
    for row in marks:
        _count_mark(found.setdefault((row.rule_id, row.staff_id), Result(store, row.rule_id, row.staff_id)), row)
    span = _Span(store, begin, end)
    for one_id, touches in _touches(ledger, span, rules).items():
        contacts = [Contact(touch.at, touch.row.store, touch.row.brand) for touch in touches]
        for number, touch in enumerate(touches):
            if touch.row.store != store or not begin <= touch.row.at < end:
                continue  # it is somebody else's, and takes what came after it
            result = found[touch.row.rule_id, touch.row.staff_id]
            _count_touch(result, touch)
            result.over_cap += over_cap(rules, contacts[:number], store, touch.row.brand, touch.at) is not None
        del one_id
    return sorted(found.values(), key=lambda result: (result.rule_id, result.staff_id))


@dataclass(frozen=True, slots=True)
class _Span:
    store: str
    begin: str
    end: str


def _count_mark(result: Result, row: MarkRow) -> None:
    if row.is_contact:
        result.contacted += 1
    elif row.mark == "done":
        result.told_in_store += 1
    elif row.mark == "snoozed":
        result.snoozed += 1
    else:
        result.not_wanted += 1


def _count_touch(result: Result, touch: _Touch) -> None:
    result.came_back += bool(touch.seen)
    kept = [(currency, minor) for currency, minor in touch.kept.values() if minor > 0]
    result.bought += bool(kept)
    result.sales += len(kept)
    for currency, minor in kept:
        result.bought_minor[currency] = result.bought_minor.get(currency, 0) + minor


def _touches(ledger: Ledger, span: _Span, rules: ContactRules) -> Mapping[str, Sequence[_Touch]]:
    """By member every contact, in time, of any store, from some weeks before the span to its end and what follows: with
    what belongs to each.
    """
    within = timedelta(days=rules.came_back_days)
    before, after = (
        (datetime.fromisoformat(moment) + delta).isoformat(timespec="milliseconds")
        for moment, delta in ((span.begin, -within - timedelta(days=8)), (span.end, within))
    )
    by_member: dict[str, list[_Touch]] = {}
    for row in ledger.contacts.contacts_of_contacted(span.store, span.begin, span.end, before, after):
        by_member.setdefault(row.one_id, []).append(_Touch(datetime.fromisoformat(row.at), row))
    for one_id, moment in ledger.contacts.visits_of_contacted(span.store, span.begin, span.end, before):
        touch = _belongs_to(by_member.get(one_id, ()), moment, within)
        if touch is not None:
            touch.seen.append(datetime.fromisoformat(moment))
    currencies = {store: known[1] for store in ledger.reference.stores() if (known := ledger.reference.store(store))}
    for line in ledger.contacts.bought_by_contacted(span.store, span.begin, span.end, before[:10]):
        touch = _belongs_to(by_member.get(line.one_id, ()), line.occurred_at, within)
        if touch is not None:
            touch.seen.append(touch.at)
            currency = currencies.get(line.store, currencies.get(touch.row.store, ""))
            _, minor = touch.kept.get(line.sale_id, (currency, 0))
            touch.kept[line.sale_id] = (currency, minor + _kept(line))
    return by_member


def _belongs_to(touches: Sequence[_Touch], moment: str, within: timedelta) -> _Touch | None:
    """The last contact before a moment, when it was not too long ago. None for a moment that is no time."""
    try:
        at = datetime.fromisoformat(moment)
    except ValueError:
        return None
    if at.tzinfo is None:
        return None
    place = bisect_left([touch.at for touch in touches], at)
    if not place or at - touches[place - 1].at > within:
        return None
    return touches[place - 1]


def _kept(line: Bought) -> int:
    """What was paid for what did not come back, rounded down."""
    bought = stock_thousandths(line.quantity)
    left = bought - stock_thousandths(line.quantity_returned)
    return line.net_minor if left == bought else line.net_minor * max(0, left) // bought if bought else 0


def total(results: Iterable[Result]) -> Result:
    """All of them together."""
    found = Result("", "", "")
    for each in results:
        for name in ("contacted", "came_back", "bought", "sales", "over_cap", "told_in_store", "snoozed", "not_wanted"):
            setattr(found, name, getattr(found, name) + getattr(each, name))
        for currency, minor in each.bought_minor.items():
            found.bought_minor[currency] = found.bought_minor.get(currency, 0) + minor
    return found
