"""Prove the settlement: every split from its journal, every statement from the postings, every day from the one before.

Source: docs/spec/settlement.md, section 5. Nothing is repaired.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from central_ledger.application.incentives import INCENTIVE_TRANSFER, differing_incentives
from central_ledger.application.ledger import Ledger
from central_ledger.application.publish import points_program
from central_ledger.application.settlement_days import rebuilt
from central_ledger.application.settlement_rules import rules_of
from central_ledger.application.settling import sale_transfer_id, time_of
from central_ledger.application.settling_returns import back_lines, sold_sale
from central_ledger.application.value_settling import VALUE_TRANSFER, value_again
from central_ledger.domain import accounts
from central_ledger.domain.accounts import Posting, combined
from central_ledger.domain.bodies import read_body
from central_ledger.domain.return_bodies import ReturnBody
from central_ledger.domain.sales import gift_funding
from central_ledger.domain.settlement import (
    COMMISSION,
    COMMISSION_NEXT,
    INCENTIVE,
    BackLine,
    Terms,
    earned_postings,
    refund_dues,
    returned_goods,
    sale_dues,
    sold_lines,
    taken,
)
from central_ledger.domain.statements import NO_HASH, hash_of
from central_ledger.store.settlements import Part
from retail.commission import guide_party, place_of
from retail.messages import BadEntry

Problem = dict[str, Any]


def settlement_problems(ledger: Ledger) -> Iterator[Problem]:
    """What is wrong, store by store; nothing: it is as it should be."""
    for store in ledger.reference.stores():
        yield from _sums(ledger, store)
        yield from _days(ledger, store)
        yield from _parts(ledger, store)
        for staff_id, task in differing_incentives(ledger, store):
            yield {"what": "incentive_differs_from_its_causes", "store": store, "staff_id": staff_id, "task": task}


def _sums(ledger: Ledger, store: str) -> Iterator[Problem]:
    """The sums of days are those of their postings, every posting stands in one, and guides' accounts are what their
    earnings come to.
    """
    kept, posted = {row[:4]: row[4:] for row in ledger.settlements.all_sums(store)}, _posted_sums(ledger, store)
    for key in sorted({*kept, *posted}):
        if kept.get(key, (0, 0)) != posted.get(key, (0, 0)):
            yield {"what": "settlement_sum_differs", "store": store, "day": key[0], "account": key[1], "unit": key[2]}
    due = {(account, unit): amount for account, unit, amount in ledger.settlements.balances(store)}
    standing: dict[tuple[str, str], int] = {}
    for (_, account, unit, _), (amount, _) in posted.items():
        standing[account, unit] = standing.get((account, unit), 0) + amount
    for account, unit in sorted({*due, *standing}):
        if due.get((account, unit), 0) != standing.get((account, unit), 0):
            yield {"what": "settlement_in_no_day", "store": store, "account": account, "unit": unit}
    for staff_id, currency, money, points in ledger.settlements.earned_sums(store):
        guide = guide_party(store, staff_id)
        owed = -sum(due.get((accounts.due(guide, what), currency), 0) for what in (COMMISSION, COMMISSION_NEXT))
        has = due.get((accounts.incentive(guide), INCENTIVE), 0)
        if owed != money or has != points:
            names = {"store": store, "staff_id": staff_id, "earned": money, "posted": owed}
            yield {"what": "earnings_differ_from_the_postings", **names, "points": points, "points_posted": has}


def _posted_sums(ledger: Ledger, store: str) -> dict[tuple[str, str, str, str], tuple[int, int]]:
    """By period, account, unit and day: what postings sum up to, and how many they are, those in archives too."""
    sums = {row[:4]: row[4:] for row in ledger.settlements.posted_sums(store)}
    archives = ledger.archives.of_store(store)
    days = ledger.settlements.days_of_sales(store) if archives else {}
    for row in archives:
        for transfer in ledger.archives.contents(store, row.archive_id).transfers():
            period, day = days.get(transfer.transfer_id, ("", ""))
            for account, unit, amount in transfer.postings if period else ():
                known, count = sums.get((period, account, unit, day), (0, 0))
                sums[period, account, unit, day] = (known + amount, count + 1)
    return sums


def _days(ledger: Ledger, store: str) -> Iterator[Problem]:
    """The chain of closed days, each rebuilt from its postings to the byte."""
    last = None
    for closed in ledger.settlements.closed_days(store):
        names = {"store": store, "day": closed.day}
        before = NO_HASH if last is None else last.hash
        if closed.hash != hash_of(closed.document) or f'"previous":"{before}"' not in closed.document:
            yield {"what": "settlement_chain_broken", **names}
        elif closed.document != rebuilt(ledger, closed, last):
            yield {"what": "statements_differ_from_the_postings", **names}
        last = closed


def _parts(ledger: Ledger, store: str) -> Iterator[Problem]:
    """Every split again, from the entry and the rules that it names. Returns of one sale are judged together: what each
    of them takes depends on which came first. Day by day, in the order of the journals: entries of a day lie in one
    archive, which is read once so.
    """
    program = points_program(ledger, store)
    returned: dict[str, list[Part]] = {}
    for period in ledger.settlements.periods(store):
        for part in ledger.settlements.parts_of_period(store, period):
            if part.transfer_id.startswith(INCENTIVE_TRANSFER):
                rows = ledger.settlements.earnings_of(store, part.transfer_id)
                if _sorted(earned_postings(rows)) != _posted(ledger, [part]):
                    yield {"what": "split_differs_from_the_journal", "store": store, "sale_id": part.sale_id}
            elif part.transfer_id.startswith(VALUE_TRANSFER):
                again = value_again(ledger, part)
                if again is None or _sorted(again) != _posted(ledger, [part]):
                    yield {"what": "value_of_sale_differs", "store": store, "sale_id": part.sale_id}
            elif part.transfer_id != sale_transfer_id(part.sale_id):
                returned.setdefault(part.sale_id, []).append(part)
            elif not is_split_as_said(ledger, part, program):
                yield {"what": "split_differs_from_the_journal", "store": store, "sale_id": part.sale_id}
    for sale_id, parts in returned.items():
        if _returned_again(ledger, store, sale_id, parts) != _posted(ledger, parts):
            yield {"what": "split_of_returns_differs", "store": store, "sale_id": sale_id}


def is_split_as_said(ledger: Ledger, part: Part, program: str) -> bool:
    """Whether what was booked of a sale's split (in its archive, when it lies there) is what its rules say."""
    booked = _posted(ledger, [part])
    place = (part.store, part.till, part.epoch, part.seq)
    if not booked and ledger.archives.span_at(*place) is not None:
        booked = _sorted([Posting(*row) for row in ledger.archives.postings(*place, part.transfer_id)])
    return _split_again(ledger, part, program) == booked


def _posted(ledger: Ledger, parts: list[Part]) -> list[tuple[str, str, int]]:
    found = [Posting(*row) for part in parts for row in ledger.books.postings_of(part.store, part.transfer_id)]
    return _sorted(found)


def _sorted(postings: list[Posting]) -> list[tuple[str, str, int]]:
    return sorted((posting.account, posting.unit, posting.amount) for posting in combined(postings))


def _terms(ledger: Ledger, part: Part, program: str) -> tuple[Terms, Any, Any] | None:
    """The rules, the entry and the body of a sale that was split; None: one of them is not there any more."""
    rules = rules_of(ledger, part.rules)
    try:
        entry, sale = sold_sale(ledger, part)
    except (BadEntry, IndexError):
        return None
    if rules is None:
        return None
    place = place_of(rules.book, part.store, time_of(ledger, entry), sale.currency)
    return Terms(rules.book, place, program), entry, sale


def _split_again(ledger: Ledger, part: Part, program: str) -> list[tuple[str, str, int]] | None:
    found = _terms(ledger, part, program)
    if found is None:
        return None
    terms, _, sale = found
    gifts = gift_funding(part.store, sale, ledger.reference.offer)
    rows = ledger.settlements.earnings_of(part.store, part.transfer_id)
    dues = sale_dues(terms, sale, sold_lines(sale, terms.book), gifts)
    return _sorted([*dues, *earned_postings(rows)])


def _returned_again(ledger: Ledger, store: str, sale_id: str, parts: list[Part]) -> list[tuple[str, str, int]] | None:
    bodies = [(part, _return_body(ledger, part)) for part in parts]
    if any(body is None for _, body in bodies):
        return None
    sale_part = ledger.settlements.part(store, sale_transfer_id(sale_id))
    program = points_program(ledger, store)
    found = None if sale_part is None else _terms(ledger, sale_part, program)
    if found is None or sale_part is None:
        return _alone(ledger, bodies, program)
    terms, _, sale = found
    sold = {line.line_id: line for line in sold_lines(sale, terms.book)}
    postings, lines = [], dict[str, BackLine]()
    for part, body in bodies:
        assert body is not None
        postings += refund_dues(terms, body, part.at_store)
        for line in back_lines(body, sold, ()):
            known = lines.get(line.sold.line_id)
            more, minor = (0, 0) if known is None else (known.more, known.more_minor)
            lines[line.sold.line_id] = BackLine(line.sold, 0, 0, line.more + more, line.more_minor + minor)
    postings += returned_goods(terms, sale.currency, lines.values())
    rows = [row for part in parts for row in ledger.settlements.earnings_of(store, part.transfer_id)]
    for earned in ledger.settlements.earnings_of(store, sale_part.transfer_id):
        mine = [row for row in rows if (row.staff_id, row.line_id) == (earned.staff_id, earned.line_id)]
        whole = taken(earned, lines[earned.line_id]) if earned.line_id in lines else (0, 0)
        if (-sum(row.amount_minor for row in mine), -sum(row.points for row in mine)) != whole:
            return None
    return _sorted([*postings, *earned_postings(rows)])


def _alone(
    ledger: Ledger, bodies: list[tuple[Part, ReturnBody | None]], program: str
) -> list[tuple[str, str, int]] | None:
    """A return of goods that nobody knows a sale of."""
    postings = []
    for part, body in bodies:
        rules = rules_of(ledger, part.rules)
        if rules is None or body is None:
            return None
        entry = ledger.journals.epoch_entries(part.at_store, part.till, part.epoch, part.seq - 1, 1)[0][0]
        terms = Terms(rules.book, place_of(rules.book, part.store, time_of(ledger, entry), body.currency), program)
        postings += returned_goods(terms, body.currency, back_lines(body, {}, ()))
        postings += refund_dues(terms, body, part.at_store)
    return _sorted(postings)


def _return_body(ledger: Ledger, part: Part) -> ReturnBody | None:
    try:
        entry = ledger.journals.epoch_entries(part.at_store, part.till, part.epoch, part.seq - 1, 1)[0][0]
        body = read_body("return", entry.body)
    except (BadEntry, IndexError):
        return None
    return body if isinstance(body, ReturnBody) else None
