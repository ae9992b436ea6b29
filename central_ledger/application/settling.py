"""Sales are split when they are booked: what guides earn, and who is due what. docs/spec/settlement.md, section 2.

One `Settling` gathers what several sales of one store do and writes it with their postings. What a return takes back is
in `settling_returns`.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, tzinfo

from central_ledger.application.ledger import Ledger
from central_ledger.application.publish import store_zone
from central_ledger.application.settlement_rules import RuleHistory
from central_ledger.application.value_settling import issuer_party, value_dues, value_moves, value_transfer_id
from central_ledger.domain.accounts import Posting, Transfer, combined
from central_ledger.domain.bodies import SaleBody
from central_ledger.domain.return_bodies import ReturnBody
from central_ledger.domain.settlement import EarnedRow, Terms, earned_postings, sale_dues, sale_earnings, sold_lines
from central_ledger.store.settlements import Part
from retail.benefit_facts import moment
from retail.commission import Earning, SoldLine, place_of
from retail.messages import Entry


@dataclass(frozen=True, slots=True)
class StoreDays:
    """How a store counts its days. `closed`: the last one that was settled."""

    zone: tzinfo
    starts: timedelta
    closed: str | None
    today: str

    def day_of(self, at: datetime) -> str:
        return trading_day(at, self.zone, self.starts)

    def period_of(self, day: str) -> str:
        """The day in whose statement something stands: its own, as long as that is open. What comes later stands in the
        first open day; what a till's clock puts into the future, in the day of now.
        """
        first = "" if self.closed is None else _after(self.closed)
        return max(first, min(day, self.today))


def store_days(ledger: Ledger, store: str) -> StoreDays:
    zone, starts = store_zone(ledger, store), day_starts(ledger, store)
    return StoreDays(zone, starts, ledger.settlements.closed_through(store), trading_day(ledger.clock(), zone, starts))


def day_starts(ledger: Ledger, store: str) -> timedelta:
    """When a store's trading day begins, by its setting `shifts`."""
    setting = ledger.feeds.get(store, "settings", "shifts")
    text = json.loads(setting).get("day_starts", "00:00") if setting is not None else "00:00"
    try:
        hours, minutes = (int(part) for part in str(text).split(":"))
        return timedelta(hours=hours, minutes=minutes)
    except ValueError:
        return timedelta()


def trading_day(at: datetime, zone: tzinfo, starts: timedelta) -> str:
    """The store's day of a moment."""
    return (at.astimezone(zone) - starts).date().isoformat()


def _after(day: str) -> str:
    return (datetime.fromisoformat(day) + timedelta(days=1)).date().isoformat()


def sale_transfer_id(sale_id: str) -> str:
    return f"settlement/sale/{sale_id}"


def time_of(ledger: Ledger, entry: Entry) -> datetime:
    """When it happened by the till's clock; of a time that cannot be read, now."""
    try:
        return moment(entry.occurred_at).astimezone(UTC)
    except (ValueError, OverflowError):
        return ledger.clock()


class Settling:
    """For one store and one transaction."""

    def __init__(self, ledger: Ledger, store: str, program: str) -> None:
        self._ledger = ledger
        self._store = store
        self._program = program
        self._rules = RuleHistory(ledger)
        self._days: StoreDays | None = None
        self._roles: dict[str, frozenset[str]] = {}
        self._parts: list[Part] = []
        self._earned: list[EarnedRow] = []
        self._transfers: list[Transfer] = []

    def add(self, entry: Entry, sale: SaleBody, gifts: Mapping[str, int], at: datetime) -> None:
        """Split a sale by the rules of its time; without any there is nothing to split. `gifts`: who funds them; `at`:
        its `time_of`.
        """
        rules = self._rules.at(at)
        if rules is None:
            return
        if self._days is None:
            self._days = store_days(self._ledger, self._store)
        day = self._days.day_of(at)
        transfer_id = sale_transfer_id(sale.sale_id)
        part = Part(
            store=self._store,
            transfer_id=transfer_id,
            sale_id=sale.sale_id,
            day=day,
            period=self._days.period_of(day),
            rules=rules.version,
            at_store=self._store,
            till=entry.till,
            epoch=entry.epoch,
            seq=entry.seq,
        )
        terms = Terms(rules.book, place_of(rules.book, self._store, at, sale.currency), self._program)
        lines = sold_lines(sale, rules.book)
        rows = rows_of(part, entry, lines, sale_earnings(terms, lines, self.roles_of), sale.currency)
        self._parts.append(part)
        self._earned += rows
        postings = [*sale_dues(terms, sale, lines, gifts), *earned_postings(rows)]
        self._transfers.append(settlement_transfer(part, entry.occurred_at, postings))
        self.add_value(entry, sale)

    def add_value(self, entry: Entry, body: SaleBody | ReturnBody) -> None:
        """What issuers of value and this store owe each other by a sale or a return; without rules nothing."""
        moves = value_moves(entry, body)
        rules = self._rules.at(time_of(self._ledger, entry)) if moves else None
        if rules is None:
            return
        if self._days is None:
            self._days = store_days(self._ledger, self._store)
        day = self._days.day_of(time_of(self._ledger, entry))
        part = Part(
            store=self._store,
            transfer_id=value_transfer_id(entry, body),
            sale_id=_about(body),
            day=day,
            period=self._days.period_of(day),
            rules=rules.version,
            at_store=self._store,
            till=entry.till,
            epoch=entry.epoch,
            seq=entry.seq,
        )
        postings = value_dues(self._store, moves, lambda move: issuer_party(self._ledger, move))
        if postings:
            self._parts.append(part)
            self._transfers.append(settlement_transfer(part, entry.occurred_at, postings))

    def roles_of(self, staff_id: str) -> frozenset[str]:
        """The roles that the store's staff have now. Somebody unknown has none."""
        if staff_id not in self._roles:
            row = self._ledger.feeds.get(self._store, "staff", staff_id)
            self._roles[staff_id] = frozenset() if row is None else frozenset(json.loads(row)["roles"])
        return self._roles[staff_id]

    def write(self) -> None:
        book_settlement(self._ledger, self._store, list(zip(self._parts, self._transfers, strict=True)))
        self._ledger.settlements.add_earnings(self._earned)


def _about(body: SaleBody | ReturnBody) -> str:
    """The sale that it is about; of a return without one, the return."""
    if isinstance(body, SaleBody):
        return body.sale_id
    return body.return_id if body.sale is None else body.sale.sale_id


def book_settlement(ledger: Ledger, store: str, made: Sequence[tuple[Part, Transfer]]) -> None:
    """Write transfers of the settlement, and what they move in the sums of their days."""
    sums: dict[tuple[str, str, str, str], tuple[int, int]] = {}
    for part, transfer in made:
        for posting in transfer.postings:
            key = (part.period, posting.account, posting.unit, part.day)
            amount, count = sums.get(key, (0, 0))
            sums[key] = (amount + posting.amount, count + 1)
    ledger.settlements.add_parts(part for part, _ in made)
    ledger.settlements.add_sums(store, sums)
    ledger.books.book_for_store(store, [transfer for _, transfer in made])


def rows_of(
    part: Part, entry: Entry, lines: Sequence[SoldLine], earned: Sequence[Earning], currency: str
) -> list[EarnedRow]:
    """What is kept of each guide's earning with each line."""
    sold = {line.line_id: line for line in lines}
    return [
        EarnedRow(
            store=part.store,
            staff_id=earning.staff_id,
            transfer_id=part.transfer_id,
            line_id=earning.line_id,
            sale_id=part.sale_id,
            day=part.day,
            period=part.period,
            occurred_at=entry.occurred_at,
            sku=sold[earning.line_id].sku,
            brand=sold[earning.line_id].brand,
            quantity=str(sold[earning.line_id].quantity),
            rule_id=earning.rule_id,
            payer=earning.payer,
            base_minor=earning.base_minor,
            share_bps=earning.share_bps,
            amount_minor=earning.amount_minor,
            points=earning.points,
            next_day=int(earning.next_day),
            currency=currency,
        )
        for earning in earned
    ]


def settlement_transfer(part: Part, occurred_at: str, postings: Iterable[Posting]) -> Transfer:
    """The transfer that says what parties are due of a sale, or of what came back of it."""
    return Transfer(part.transfer_id, "settlement", part.sale_id, occurred_at, combined(postings))
