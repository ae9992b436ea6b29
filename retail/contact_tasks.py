"""Which members there is a reason to contact today: the group's rules over what is known of each. Pure: no clock.

Source: docs/spec/line.md, "Today". Desk and ledger run this over the same rows, so a task has the same id everywhere:
it follows from rule, member and occasion, and an occasion from facts alone (a birthday's year, a purchase, a last day).
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import lru_cache

from retail.contact_people import Here, Person
from retail.contact_rules import ContactRule, TaskKind
from retail.member_facts import BrandLife

#: What a task says of why it is there: days as `YYYY-MM-DD`, amounts in minor units, names as they stand in rows.
Fact = str | int


@dataclass(frozen=True, slots=True)
class Task:
    """A reason to contact one member. It holds from `due_on` to `until_on`, both included; `facts` is what is behind
    it, by name.
    """

    task_id: str
    rule_id: str
    kind: TaskKind
    one_id: str
    occasion: str
    importance: int
    due_on: date
    until_on: date
    brand: str | None = None
    facts: Mapping[str, Fact] = field(default_factory=dict)


def task_id(rule_id: str, one_id: str, occasion: str) -> str:
    """The same wherever it is made; tells nothing of the member."""
    return hashlib.sha256(f"task\n{rule_id}\n{one_id}\n{occasion}".encode()).hexdigest()[:32]


def tasks_of(rules: Sequence[ContactRule], person: Person, here: Here) -> list[Task]:
    """The reasons that hold today, the most important first; of equals, what is over first."""
    found = [task for rule in rules for task in _MAKERS[rule.kind](rule, person, here)]
    if len(found) > 1:
        found.sort(key=task_order)
    return found


def task_order(task: Task) -> tuple[int, date, str]:
    return (-task.importance, task.until_on, task.task_id)


def next_birthday(birthday: str, day: date) -> date | None:
    """The first one on or after a day; 29 February is kept on the 28th in other years. None for what is no birthday."""
    try:
        month, number = int(birthday[:2]), int(birthday[3:])
        for year in (day.year, day.year + 1):
            last = 28 if (month, number) == (2, 29) and not _is_leap(year) else number
            found = date(year, month, last)
            if found >= day:
                return found
    except ValueError:
        return None
    return None


def _is_leap(year: int) -> bool:
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)


def _task(rule: ContactRule, person: Person, occasion: str, span: tuple[date, date], facts: Mapping[str, Fact]) -> Task:
    due_on, until_on = span
    return Task(
        task_id(rule.rule_id, person.one_id, occasion),
        rule.rule_id,
        rule.kind,
        person.one_id,
        occasion,
        rule.importance,
        due_on,
        until_on,
        rule.brand,
        facts,
    )


def _day(text: str | None) -> date | None:
    if text is None:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


@lru_cache(maxsize=256)
def _days_ago(day: date, least: int, most: int) -> tuple[str, str]:
    """The day so many days ago, and the one before which it is longer: days as texts are in order as they are, so most
    members are seen to be far from theirs without reading one.
    """
    return (day - timedelta(days=least)).isoformat(), (day - timedelta(days=most)).isoformat()


def _welcome(rule: ContactRule, person: Person, here: Here) -> Iterator[Task]:
    text = None if person.facts is None else person.facts.joined_on
    newest, oldest = _days_ago(here.day, rule.days, rule.days + rule.lasts)
    if text is None or not oldest <= text <= newest:
        return
    joined = _day(text)
    if joined is None:
        return
    due = joined + timedelta(days=rule.days)
    until = due + timedelta(days=rule.lasts)
    if due <= here.day <= until:
        yield _task(rule, person, joined.isoformat(), (due, until), {"joined_on": joined.isoformat()})


def _birthday(rule: ContactRule, person: Person, here: Here) -> Iterator[Task]:
    if person.birthday is None:
        return
    birthday = next_birthday(person.birthday, here.day)
    if birthday is None:
        return
    due = birthday - timedelta(days=rule.days)
    if due <= here.day:
        facts: dict[str, Fact] = {"day": birthday.isoformat(), "in_days": (birthday - here.day).days}
        yield _task(rule, person, str(birthday.year), (due, birthday), facts)


def _no_purchase(rule: ContactRule, person: Person, here: Here) -> Iterator[Task]:
    text = _last_told(rule.brand, person)
    newest, oldest = _days_ago(here.day, rule.days, rule.days + rule.lasts)
    if text is None or text > newest or (text < oldest and person.bought_on is None):
        return
    last = _last_purchase(text, person)
    if last is None:
        return
    due = last + timedelta(days=rule.days)
    until = due + timedelta(days=rule.lasts)
    if due <= here.day <= until:
        facts: dict[str, Fact] = {"last_on": last.isoformat(), "days": (here.day - last).days}
        yield _task(rule, person, last.isoformat(), (due, until), facts)


def _last_told(brand: str | None, person: Person) -> str | None:
    """The day of the last purchase as the ledger says: of any, or of one brand."""
    if person.facts is None:
        return None
    if brand is None:
        return person.facts.last_on
    return next((life.last_on for life in person.facts.brands if life.brand == brand), None)


def _last_purchase(told: str, person: Person) -> date | None:
    """The last one as the ledger says, or later at this till; of a brand what the till sold is not looked into: any
    purchase of today is a reason to wait.
    """
    last = _day(told)
    if last is None or person.bought_on is None:
        return last
    return max(last, person.bought_on)


def _tier_near(rule: ContactRule, person: Person, here: Here) -> Iterator[Task]:
    for program, steps in here.steps.items():
        tier_now = person.tiers.get(program)
        grown = person.growth.get(program)
        if tier_now is None or grown is None:
            continue
        names = [tier for tier, _ in steps]
        reached = names.index(tier_now) + 1 if tier_now in names else 0
        ahead = next(((tier, least - grown) for tier, least in steps[reached:] if least > grown), None)
        if ahead is not None and ahead[1] <= rule.within_minor:
            facts: dict[str, Fact] = {"program": program, "tier": ahead[0], "missing_minor": ahead[1]}
            ends = date(here.day.year, 12, 31)
            occasion = f"{program}/{ahead[0]}/{here.day.year}"
            yield _task(rule, person, occasion, (here.day, ends), facts)


def _points_ending(rule: ContactRule, person: Person, here: Here) -> Iterator[Task]:
    for program, (points, last_day) in person.points_end.items():
        last = _day(last_day)
        if last is None or points < rule.at_least:
            continue
        due = last - timedelta(days=rule.days)
        if due <= here.day <= last:
            in_days = (last - here.day).days
            facts: dict[str, Fact] = {"program": program, "points": points, "day": last_day, "in_days": in_days}
            yield _task(rule, person, f"{program}/{last_day}", (due, last), facts)


def _back_in_stock(rule: ContactRule, person: Person, here: Here) -> Iterator[Task]:
    """From the day after the wish on: on its own day the member was told what there is."""
    for wish in person.wishes:
        since = _day(wish.since)
        pieces = here.pieces(wish.sku) if since is not None and since < here.day else None
        if since is None or pieces is None or pieces < rule.at_least:
            continue
        until = since + timedelta(days=rule.lasts)
        if here.day <= until:
            facts: dict[str, Fact] = {"sku": wish.sku, "goods": wish.name, "since": wish.since, "pieces": pieces}
            yield _task(rule, person, f"{wish.sku}/{wish.since}", (here.day, until), facts)


def _refill(rule: ContactRule, person: Person, here: Here) -> Iterator[Task]:
    """`days` before the goods are used up; who bought the same since has them."""
    if person.facts is None or person.bought_on is not None:
        return  # somebody who was here since the ledger's facts may have them: those of tomorrow will say
    newest, oldest = _span(here, rule.days_least - rule.days, rule.days_most + rule.lasts)
    brand, seen = rule.brand, set()
    skus, categories = rule.goods.by_sku, rule.goods.by_category.keys()
    for line in person.facts.recent:
        if categories.isdisjoint(line.categories) and line.sku not in skus:
            continue  # most goods are not used up
        if line.sku in seen or (brand is not None and line.brand != brand):
            continue
        seen.add(line.sku)
        if line.occurred_at > newest or (line.occurred_at < oldest and line.quantity == "1"):
            continue
        lasts = rule.goods.used_up_after(line.sku, line.categories, line.quantity)
        if lasts is None:
            continue
        bought = here.day_of(line.occurred_at)
        if bought is None:
            continue
        used_up = bought + timedelta(days=lasts)
        due, until = used_up - timedelta(days=rule.days), used_up + timedelta(days=rule.lasts)
        if due <= here.day <= until:
            facts: dict[str, Fact] = {
                "sku": line.sku,
                "goods": line.name,
                "bought_on": bought.isoformat(),
                "day": used_up.isoformat(),
            }
            yield _task(rule, person, f"{line.sku}/{bought.isoformat()}", (due, until), facts)


def _span(here: Here, least: int, most: int) -> tuple[str, str]:
    """Texts after and before which no purchase was made so many days ago: a till's date is at most a day off."""
    return _days_ago(here.day, least - 2, most + 1)


def _care(rule: ContactRule, person: Person, here: Here) -> Iterator[Task]:
    """Once for each sale, about the first of its goods that the rule names."""
    if person.facts is None:
        return
    newest, oldest = _span(here, rule.days_least, rule.days_most + rule.lasts)
    seen = set()
    for line in person.facts.recent:
        if line.occurred_at < oldest:
            return  # the newest stand first
        if line.occurred_at > newest or line.sale_id in seen or (rule.brand is not None and line.brand != rule.brand):
            continue
        days = rule.days_for(line.sku, line.categories)
        bought = None if days is None else here.day_of(line.occurred_at)
        if days is None or bought is None:
            continue
        due = bought + timedelta(days=days)
        if not due <= here.day <= due + timedelta(days=rule.lasts):
            continue
        seen.add(line.sale_id)
        facts: dict[str, Fact] = {
            "sku": line.sku,
            "goods": line.name,
            "day": bought.isoformat(),
            "days": (here.day - bought).days,
        }
        yield _task(rule, person, line.sale_id, (due, due + timedelta(days=rule.lasts)), facts)


def _churn(rule: ContactRule, person: Person, here: Here) -> Iterator[Task]:
    if person.facts is None or person.bought_on is not None:
        return
    if person.facts.segment in rule.segments:
        last = _day(person.facts.last_on)
        if last is not None:
            facts: dict[str, Fact] = {"segment": person.facts.segment, "last_on": last.isoformat()}
            facts |= {"days": (here.day - last).days}
            # It holds as long as the segment does.
            yield _task(rule, person, f"{person.facts.segment}/{last.isoformat()}", (last, here.day), facts)
            return
    for life in person.facts.brands:
        if life.state in rule.states and rule.brand in (None, life.brand):
            task = _lapsed(rule, person, life, here)
            if task is not None:
                yield task
                return  # one warning for a member, about the brand that stands first


def _lapsed(rule: ContactRule, person: Person, life: BrandLife, here: Here) -> Task | None:
    newest, oldest = _days_ago(here.day, 0, rule.lasts)
    if not oldest <= life.since <= newest:
        return None
    since, last = _day(life.since), _day(life.last_on)
    if since is None or last is None:
        return None
    until = since + timedelta(days=rule.lasts)
    if not since <= here.day <= until:
        return None
    facts: dict[str, Fact] = {
        "brand": life.brand,
        "state": life.state,
        "since": life.since,
        "last_on": life.last_on,
        "days": (here.day - last).days,
    }
    return _task(rule, person, f"{life.brand}/{life.state}/{life.since}", (since, until), facts)


_MAKERS: Mapping[TaskKind, Callable[[ContactRule, Person, Here], Iterator[Task]]] = {
    "welcome": _welcome,
    "birthday": _birthday,
    "no_purchase": _no_purchase,
    "tier_near": _tier_near,
    "points_ending": _points_ending,
    "back_in_stock": _back_in_stock,
    "refill": _refill,
    "care": _care,
    "churn": _churn,
}
