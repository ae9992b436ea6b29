"""Reckon what the stores are told about members, page by page. Source: docs/spec/line.md, section 20.

A page is read and reckoned beside whoever sells, and written in a short transaction. A sale that comes in between marks
its member anew, and they are reckoned again.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from central_ledger.application.bought import GoodsNames, bought_by
from central_ledger.application.ledger import Ledger
from central_ledger.application.publish import encoded, publish_facts, publish_setting, store_zone
from central_ledger.domain.member_reckoning import reckon
from central_ledger.domain.member_rules import DEFAULT_RULES, read_member_rules
from central_ledger.store.member_facts import FactsRow
from retail.member_facts import MemberFacts, write_facts

RULES = "member_rules"
PAGE = 200


@dataclass(frozen=True, slots=True)
class ReckonedPage:
    """`rows` by member, None: nothing is to be known of this id (it is another's). `marks` are those of before."""

    rows: Mapping[str, FactsRow | None]
    marks: Mapping[str, str]


def rules_document(ledger: Ledger) -> dict[str, Any]:
    """The group's rules as they were set, with the defaults for what was not."""
    text = ledger.reference.meta(RULES)
    return {**DEFAULT_RULES, **({} if text is None else json.loads(text))}


def set_member_rules(ledger: Ledger, document: Mapping[str, Any]) -> None:
    """Take rules on, tell the stores, and have everybody reckoned again. Needs a transaction. Raises ContractError."""
    read_member_rules(document)
    ledger.reference.set_meta(RULES, json.dumps(dict(document), ensure_ascii=False))
    send_member_rules(ledger)
    for page in members_in_pages(ledger):
        ledger.member_facts.mark(page)


def send_member_rules(ledger: Ledger) -> None:
    """Tills say by them why a member is where they are. Needs a transaction."""
    document = rules_document(ledger)
    for store in ledger.reference.stores():
        publish_setting(ledger, store, RULES, document)


def group_today(ledger: Ledger) -> date:
    """The day of the group: by the clocks of its first store, so that all members are of one day."""
    stores = ledger.reference.stores()
    zone = store_zone(ledger, stores[0]) if stores else None
    return ledger.clock().astimezone(zone).date()


def due(ledger: Ledger, limit: int = PAGE) -> list[str]:
    """Some whom somebody marked, then some about whom today says something else."""
    found = list(ledger.member_facts.marked(limit))
    if len(found) < limit:
        found += ledger.member_facts.over(group_today(ledger).isoformat(), limit - len(found))
    return list(dict.fromkeys(found))


def read_page(ledger: Ledger, one_ids: Sequence[str], names: GoodsNames) -> ReckonedPage:
    """What is to be said of these now; nothing is written."""
    with ledger.database.snapshot():
        marks = ledger.member_facts.marks_of(one_ids)
        rules, today = read_member_rules(rules_document(ledger)), group_today(ledger)
        # An id that became another's has no facts of its own.
        gone, others = ledger.member_facts.merged(one_ids)
        theirs = {
            one_id: [one_id, *(ledger.identities.all_of(one_id) if one_id in others else ())]
            for one_id in one_ids
            if one_id not in gone
        }
        joined = ledger.member_facts.joined_on([each for ids in theirs.values() for each in ids])
        kept = bought_by(ledger, theirs, names)
    rows: dict[str, FactsRow | None] = dict.fromkeys(one_ids)
    for one_id, ids in theirs.items():
        joined_on = min((joined[each] for each in ids if each in joined), default="")
        found = reckon(one_id, joined_on, kept[one_id], today, rules)
        rows[one_id] = FactsRow(one_id, found.next_on, encoded(write_facts(found.facts)))
    return ReckonedPage(rows, marks)


def reckoned_now(ledger: Ledger, one_id: str, names: GoodsNames) -> MemberFacts:
    """The facts of one member of now, reckoned this moment. Needs a snapshot."""
    ids = [one_id, *ledger.identities.all_of(one_id)]
    joined = ledger.member_facts.joined_on(ids)
    kept = bought_by(ledger, {one_id: ids}, names)[one_id]
    rules = read_member_rules(rules_document(ledger))
    return reckon(one_id, min(joined.values(), default=""), kept, group_today(ledger), rules).facts


def keep_page(ledger: Ledger, page: ReckonedPage) -> int:
    """Write what was reckoned, and tell the members' stores; gives how many members changed."""

    def work() -> int:
        ledger.database.spans("nightly")
        before = {one_id: ledger.member_facts.get(one_id) for one_id in page.rows}
        changed = [one_id for one_id, row in page.rows.items() if row != before[one_id]]
        ledger.member_facts.put(row for one_id in changed if (row := page.rows[one_id]) is not None)
        for one_id in changed:
            if page.rows[one_id] is None:
                ledger.member_facts.drop(one_id)
        publish_facts(ledger, changed)
        for one_id, mark in page.marks.items():
            ledger.member_facts.unmark(one_id, mark)
        return len(changed)

    return ledger.database.beside(page.rows, work)


def reckon_members(ledger: Ledger, one_ids: Iterable[str], names: GoodsNames | None = None) -> int:
    """Reckon these now; gives of how many something changed."""
    wanted = list(dict.fromkeys(one_ids))
    names = names or GoodsNames()
    return sum(
        keep_page(ledger, read_page(ledger, wanted[first : first + PAGE], names))
        for first in range(0, len(wanted), PAGE)
    )


def reckon_due(ledger: Ledger, names: GoodsNames | None = None) -> int:
    """Reckon whoever is due, until nobody is; gives of how many something changed."""
    names, changed = names or GoodsNames(), 0
    while page := due(ledger):
        changed += keep_page(ledger, read_page(ledger, page, names))
    return changed


def reckon_everybody(ledger: Ledger) -> int:
    names = GoodsNames()
    return sum(reckon_members(ledger, page, names) for page in members_in_pages(ledger))


def members_in_pages(ledger: Ledger) -> Iterator[list[str]]:
    last = ""
    while page := ledger.member_facts.members_after(last, PAGE):
        yield page
        last = page[-1]
