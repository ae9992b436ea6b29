"""Suggestions at the ledger: what was learned goes to the stores, and what came of it is counted.

What is learned changes a little with every day. A row goes out again only when it names other styles first or their
scores moved much: a store pulls what matters, and not everything every night. Source: docs/suggestions.md.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import Any

from central_ledger.application.ledger import Ledger
from central_ledger.application.offer_publishing import rules_in_force
from central_ledger.application.publish import GROUP, encoded
from central_ledger.domain.bodies import SaleBody
from central_ledger.domain.sales import seller_of
from central_ledger.store.suggested_goods import SuggestedGoods, SuggestedRow
from retail.messages import Entry
from retail.suggestion_rules import Never

FEED = "suggestions"
#: When something was last learned (ISO 8601, UTC), and what came of it.
LEARNED = "suggestions_learned"
#: When somebody last began to: another process does not begin meanwhile.
BEGUN = "suggestions_begun"
#: Learning is due so long after the last time, and again so long after one that began and never ended.
EVERY, GIVEN_UP = timedelta(hours=20), timedelta(hours=2)
#: Rows that one transaction writes.
ROWS_AT_ONCE = 500
#: A row stays as it was sent while the same styles stand first in it, and no score of theirs moved by more per cent.
STAND_FIRST, MOVED_PERCENT = 4, 25

Rows = Mapping[str, Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class LearnedFacts:
    """What one run did: lines and members that it learned from, styles with neighbours, rows that were sent or
    withdrawn, and rows that stay.
    """

    lines: int
    members: int
    styles: int
    sent: int
    withdrawn: int
    kept: int


def is_due(ledger: Ledger) -> bool:
    """Whether nobody has learned for a day, and nobody is at it."""
    now = ledger.clock()
    learned, begun = ledger.reference.meta(LEARNED), ledger.reference.meta(BEGUN)
    if learned is not None and now - datetime.fromisoformat(json.loads(learned)["at"]) < EVERY:
        return False
    return begun is None or now - datetime.fromisoformat(begun) >= GIVEN_UP


def begin(ledger: Ledger, *, if_due: bool) -> bool:
    """Say that this process learns now. False: it is not due (or somebody else was faster)."""
    with ledger.database.transaction():
        if if_due and not is_due(ledger):
            return False
        ledger.reference.set_meta(BEGUN, ledger.now())
    return True


def never_used(ledger: Ledger) -> Never:
    """What nothing is concluded from, by the group's rules in force."""
    return rules_in_force(ledger).suggestions.rules.never


def publish_learned(ledger: Ledger, by_scope: Mapping[str, Rows]) -> tuple[int, int, int]:
    """Send what is new or much changed, withdraw what is gone: how many were sent, withdrawn, and stay as they are.

    Transactions of its own, a few hundred rows each: nobody waits long for them, and a till that pulls meanwhile gets
    the rest with its next pull.
    """
    sent = withdrawn = kept = 0
    for scope in (GROUP, *ledger.reference.stores()):
        before, wanted = dict(_standing(ledger, scope)), by_scope.get(scope, {})
        changes: dict[str, str | None] = {}
        for key, document in wanted.items():
            if key in before and _is_about_the_same(json.loads(before[key]), document):
                kept += 1
            else:
                changes[key] = encoded(document)
        gone = before.keys() - wanted.keys()
        sent, withdrawn = sent + len(changes), withdrawn + len(gone)
        changes |= dict.fromkeys(sorted(gone))
        for rows in _pages(changes):
            _put(ledger, scope, rows)
    return sent, withdrawn, kept


def note_learned(ledger: Ledger, facts: LearnedFacts) -> None:
    with ledger.database.transaction():
        ledger.reference.set_meta(LEARNED, json.dumps({"at": ledger.now(), **asdict(facts)}))


def last_learned(ledger: Ledger) -> Mapping[str, Any] | None:
    """When something was learned, and from how much; None: never yet."""
    found = ledger.reference.meta(LEARNED)
    return None if found is None else dict(json.loads(found))


def keep_suggested(ledger: Ledger, entry: Entry, sale: SaleBody, day: str) -> None:
    """What a sale says of suggestions, on record beside it."""
    added: dict[str, int] = {}
    for line in sale.lines:
        if line.suggested is not None:
            added[line.sku] = added.get(line.sku, 0) + line.net_minor
    shown = {one.sku: one.reason for one in sale.suggested}
    shown |= {line.sku: line.suggested for line in sale.lines if line.suggested is not None}
    staff_id = seller_of(sale)
    SuggestedGoods(ledger.database).add(
        SuggestedRow(
            store=entry.store,
            sale_id=sale.sale_id,
            sku=sku,
            day=day,
            staff_id=staff_id,
            reason=reason,
            added=sku in added,
            net_minor=added.get(sku, 0),
        )
        for sku, reason in shown.items()
    )


def _standing(ledger: Ledger, scope: str) -> Iterator[tuple[str, str]]:
    """Key and data of the rows that are out."""
    version = 0
    while rows := ledger.feeds.after(scope, FEED, version, 5_000):
        yield from ((row.key, row.data) for row in rows if not row.deleted)
        version = rows[-1].version


def _put(ledger: Ledger, scope: str, rows: Mapping[str, str | None]) -> None:
    ledger.database.beside((), lambda: ledger.feeds.put(scope, FEED, rows), home=scope)


def _pages(changes: Mapping[str, str | None]) -> Iterator[dict[str, str | None]]:
    items = list(changes.items())
    for start in range(0, len(items), ROWS_AT_ONCE):
        yield dict(items[start : start + ROWS_AT_ONCE])


def _is_about_the_same(before: Mapping[str, Any], after: Mapping[str, Any]) -> bool:
    """Whether it would change little at a counter. Other SKUs, or a style that is gone, always count."""
    if {key: value for key, value in before.items() if key not in _LISTS} != {
        key: value for key, value in after.items() if key not in _LISTS
    }:
        return False
    return all(_is_near(before.get(name, ()), after.get(name, ())) for name in _LISTS)


_LISTS = ("also", "together", "best")


def _is_near(before: Sequence[Sequence[Any]], after: Sequence[Sequence[Any]]) -> bool:
    first, then = before[:STAND_FIRST], after[:STAND_FIRST]
    if [style for style, _ in first] != [style for style, _ in then]:
        return False
    return all(abs(new - old) * 100 <= old * MOVED_PERCENT for (_, old), (_, new) in zip(first, then, strict=True))
