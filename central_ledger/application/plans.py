"""Paid memberships as members hold them: begun by a sale, ended by time or by a return. docs/spec/line.md, 16."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from central_ledger.application.ledger import Ledger
from central_ledger.application.publish import publish_members, publish_setting
from central_ledger.domain import accounts
from central_ledger.domain.accounts import Posting, Transfer
from central_ledger.domain.bodies import SaleBody
from central_ledger.domain.sales import MemberEffects
from central_ledger.store.plans import PlanRow
from retail.plans import Paid, Period, periods_of, read_plan_rules

RULES = "plans"
PAGE = 200


def set_plan_rules(ledger: Ledger, document: Mapping[str, Any]) -> None:
    """Which goods are plans, and how long one may be given back: told to all stores. Needs a transaction. Raises
    ValueError with the path of what is wrong.
    """
    read_plan_rules(document)
    ledger.reference.set_meta(RULES, json.dumps(dict(document), ensure_ascii=False))
    for store in ledger.reference.stores():
        publish_setting(ledger, store, RULES, document)


def sell_plans(ledger: Ledger, effects: MemberEffects, sale: SaleBody) -> None:
    """A sale that has plans among its lines: each holds from the sale on, or behind the one that runs. The caller
    publishes the member.
    """
    one_id = effects.one_id
    if one_id is None or not sale.plans:
        return
    sold_at = _utc(effects.occurred_at)
    known = {row.period_id for row in ledger.plans.of_member(one_id)}
    for sold in sale.plans:
        period_id = f"{effects.reference}/{sold.line_id}"
        if period_id not in known:
            row = PlanRow(one_id, period_id, sold.plan, sold_at, sold.days, effects.store, sold_at)
            ledger.plans.put([row])
            _book(ledger, row, f"plan/{period_id}", "plan_sold", sold.days)
    settle_plans(ledger, one_id)


def end_plans(ledger: Ledger, one_id: str, sale: str, line_ids: Collection[str], at: str) -> None:
    """Lines of a sale (`store/sale`) came back: their plans end then, and the days that are left are taken back."""
    ends = {f"{sale}/{line_id}" for line_id in line_ids}
    ended = [row for row in ledger.plans.of_member(one_id) if row.period_id in ends and row.ended_at is None]
    for row in ended:
        left = _days_left(_periods(ledger, one_id, row.plan), row.period_id, datetime.fromisoformat(_utc(at)))
        ledger.plans.put([replace(row, ended_at=_utc(at))])
        if left:
            _book(ledger, row, f"plan_end/{row.period_id}", "plan_ended", -left)
    if ended:
        settle_plans(ledger, one_id)


def drop_plans(ledger: Ledger, one_ids: Iterable[str]) -> None:
    """The days that have not begun are taken back: of somebody who is erased. The caller drops the rows."""
    for one_id in one_ids:
        for row in ledger.plans.of_member(one_id):
            left = _days_left(_periods(ledger, one_id, row.plan), row.period_id, ledger.clock())
            if row.ended_at is None and left:
                _book(ledger, row, f"plan_end/{row.period_id}", "plan_ended", -left)


def settle_plans(ledger: Ledger, one_id: str) -> bool:
    """Bring a member's plans to what was paid for; plans that nobody sold here (an older system's) stay. Says whether
    they changed.
    """
    rows, member = ledger.plans.of_member(one_id), ledger.members.get(one_id)
    now, held, sold = ledger.clock(), set[str](), {row.plan for row in rows}
    for plan in sorted(sold):
        periods = {period.period_id: period for period in _periods(ledger, one_id, plan)}
        ledger.plans.put(replace(row, until=_text(periods[row.period_id].until)) for row in rows if row.plan == plan)
        if any(period.since <= now < period.until for period in periods.values()):
            held.add(plan)
    if member is None:
        return False
    plans = [plan for plan in member.plans if plan not in sold or plan in held]
    plans += sorted(held - set(plans))
    if plans == list(member.plans):
        return False
    ledger.members.put([replace(member, plans=plans)], ledger.now())
    return True


def settle_plans_due(ledger: Ledger) -> int:
    """Take away the plans that are over, and tell the stores; gives of how many members."""
    count = 0
    while due := ledger.plans.due(ledger.now(), PAGE):

        def work(page: list[str] = due) -> int:
            ledger.database.spans("nightly")
            changed = [one_id for one_id in page if settle_plans(ledger, one_id)]
            publish_members(ledger, changed)
            return len(changed)

        changed = ledger.database.beside(due, work)
        count += changed
        if not changed:
            break
    return count


def move_plans(ledger: Ledger, before: str, after: str, period_ids: Iterable[str]) -> None:
    """What was paid for is another member's: of members who turn out to be one, or two."""
    wanted = set(period_ids)
    moved = [row for row in ledger.plans.of_member(before) if row.period_id in wanted]
    for row in moved:
        ledger.plans.drop(before, row.period_id)
        ledger.plans.put([replace(row, one_id=after)])
    if moved:
        settle_plans(ledger, before)
        settle_plans(ledger, after)


def held_around(ledger: Ledger, one_id: str, at: datetime, grace: timedelta) -> set[str]:
    """The plans that were paid for at any moment around a time, whenever the ledger heard of it."""
    plans = {row.plan for row in ledger.plans.of_member(one_id)}
    return {
        plan
        for plan in plans
        for period in _periods(ledger, one_id, plan)
        if period.since <= at + grace and at - grace < period.until
    }


def _periods(ledger: Ledger, one_id: str, plan: str) -> list[Period]:
    return periods_of(
        Paid(
            row.period_id,
            datetime.fromisoformat(row.sold_at),
            row.days,
            None if row.ended_at is None else datetime.fromisoformat(row.ended_at),
        )
        for row in ledger.plans.of_member(one_id)
        if row.plan == plan
    )


def _days_left(periods: Iterable[Period], period_id: str, at: datetime) -> int:
    """Days that begin after a time; a day that has begun is used."""
    found = next(period for period in periods if period.period_id == period_id)
    return max(0, (found.until - max(at, found.since)) // timedelta(days=1))


def _book(ledger: Ledger, row: PlanRow, name: str, kind: str, days: int) -> None:
    unit = accounts.plan_unit(row.plan)
    postings = (
        Posting(accounts.member_plan(row.one_id), unit, days),
        Posting(accounts.plan_days_sold(row.plan), unit, -days),
    )
    ledger.books.book_for_members([(row.one_id, Transfer(name, kind, row.period_id, ledger.now(), postings))])


def _utc(text: str) -> str:
    return _text(datetime.fromisoformat(text))


def _text(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="milliseconds")
