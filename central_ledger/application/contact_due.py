"""Whom a store's guides have to contact today, counted at the ledger by the same rules over the same rows.

Source: docs/spec/line.md, "Today". The rows are those of the feeds, so what a desk lists is what is counted here.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from central_ledger.application.ledger import Ledger
from central_ledger.application.offer_publishing import rules_in_force
from central_ledger.application.publish import points_setting, store_zone
from retail.contact_people import Here, Person, Wish, contact_facts, guides_for, here_at
from retail.contacts import contact_list, read_contact_book, reasons_of
from retail.member_facts import read_facts
from retail.member_rows import read_member
from retail.stock import stock_thousandths

_ROWS_AT_ONCE = 1_000
GUIDE_ROLE = "guide"


@dataclass(frozen=True, slots=True)
class Due:
    """How many members of a store have a reason today, and how they stand; by rule and by guide those still open."""

    store: str
    day: str
    people: int
    with_reason: int
    open: int
    settled: int
    opted_out: int
    contacted_lately: int
    by_rule: dict[str, int]
    by_guide: dict[str, int]


def contacts_due(ledger: Ledger, store: str) -> Due:
    """Of now. Reads every member of the store."""
    rules = rules_in_force(ledger).today
    settings = points_setting(ledger, store).get("tier_rules") or {}
    steps = {program: [(tier, int(least)) for tier, least in rule["steps"]] for program, rule in settings.items()}
    stock = dict(_rows(ledger, store, "stock"))
    here = here_at(store, ledger.clock(), store_zone(ledger, store), steps, lambda sku: _pieces(stock.get(sku)))
    if rules is None:
        return Due(store, here.day.isoformat(), *(0,) * 6, {}, {})
    people = list(_people(ledger, here))
    guides = [key for key, row in _rows(ledger, store, "staff") if GUIDE_ROLE in row["roles"]]
    books = {key: read_contact_book(row) for key, row in _rows(ledger, store, "contacts")}
    reasons = reasons_of(rules, people, here)
    found = contact_list(rules, reasons, books, here)
    dealt = guides_for(people, guides, here, rules)
    by_rule: dict[str, int] = {}
    by_guide: dict[str, int] = {}
    for row in found.rows:
        by_rule[row.task.rule_id] = by_rule.get(row.task.rule_id, 0) + 1
        guide = dealt.get(row.person.one_id, "")
        by_guide[guide] = by_guide.get(guide, 0) + 1
    return Due(
        store=store,
        day=here.day.isoformat(),
        people=len(people),
        with_reason=len(reasons),
        open=len(found.rows),
        settled=found.settled,
        opted_out=found.opted_out,
        contacted_lately=found.cap_reached + found.resting,
        by_rule=dict(sorted(by_rule.items())),
        by_guide=dict(sorted(by_guide.items())),
    )


def _people(ledger: Ledger, here: Here) -> Iterator[Person]:
    """Everybody whom the store looks after, from the rows that its tills have."""
    facts = {key: contact_facts(read_facts(row)) for key, row in _rows(ledger, here.store, "member_facts")}
    wishes: dict[str, list[Wish]] = {}
    for _, row in _rows(ledger, here.store, "wanted"):
        since = here.day_of(row["since"])
        if row["kind"] == "wish" and since is not None:
            wishes.setdefault(row["one_id"], []).append(Wish(row["sku"], row["sku"], since.isoformat()))
    for one_id, row in _rows(ledger, here.store, "members"):
        member = read_member(row, "")
        ends = (row.get("ends") or {}).get("points") or {}
        yield Person(
            one_id,
            member.birthday,
            member.tiers,
            member.growth,
            {program: (int(points), str(day)) for program, (points, day) in ends.items()},
            member.consents,
            member.guide,
            member.home,
            facts.get(one_id),
            tuple(wishes.get(one_id, ())),
        )


def _rows(ledger: Ledger, store: str, feed: str) -> Iterator[tuple[str, dict[str, Any]]]:
    version = 0
    while found := ledger.feeds.after(store, feed, version, _ROWS_AT_ONCE):
        version = found[-1].version
        yield from ((row.key, json.loads(row.data)) for row in found if not row.deleted)


def _pieces(row: dict[str, Any] | None) -> int | None:
    return None if row is None else stock_thousandths(row["quantity"]) // 1000
