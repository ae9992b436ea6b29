"""The way from a store's shard to a member's, and on to the stores that know the member. docs/scaling.md.

Where everything lies together, the transaction that takes entries does all that they do. In a distributed database it
writes its store's shard alone and leaves an item there for each entry that concerns somebody else; `Carrier` takes the
items to their targets, each in one transaction of the target that notes that it was done. What both sides book against
the clearing account comes to 0 once nothing waits.
"""

from __future__ import annotations

import contextlib
import json
import logging
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import msgspec

from central_ledger.application.feed_rows import rows_now
from central_ledger.application.ledger import Ledger
from central_ledger.application.member_side import (
    Parcel,
    act_at_store,
    concerns_others,
    deliver,
    holders_in,
    leases_in,
    own_coupons,
    sale_name,
    spans_in,
)
from central_ledger.application.publish import points_program
from central_ledger.domain import accounts
from central_ledger.domain.accounts import Transfer
from central_ledger.domain.bodies import LeaseReturned, OfferRejected, SaleBody, read_body
from central_ledger.domain.goods_returns import return_points_transfer
from central_ledger.domain.member_bodies import MemberUnmasked
from central_ledger.domain.order_bodies import OrderHandedOver
from central_ledger.domain.return_bodies import ReturnBody
from central_ledger.domain.sales import MemberEffects, points_transfer
from central_ledger.store.clearing import ClearingItem
from central_ledger.store.database import StoreUnavailable
from central_ledger.store.feeds import ANYTIME, Sent
from retail.messages import Entry

#: Items that are carried at once: of so many sources, so many of each, so many in one transaction.
SOURCES, PAGE, BATCH = 100, 400, 200
#: So many of all sources.
ITEMS = 2000
#: Entries of a journal that lie so near together are read at once.
NEAR = 20

log = logging.getLogger("central_ledger.clearing")


def hand_over(ledger: Ledger, store: str, parcels: Sequence[Parcel]) -> None:
    """What entries do beyond the store's books: done now, or left for whoever carries it. In the transaction that takes
    them, with everything of the store's own written.
    """
    for parcel in parcels:
        act_at_store(ledger, parcel)
    if not ledger.database.is_distributed:
        # From here on others wait who have to do with the same members: nothing that could be done before is left.
        holders = {holder for parcel in parcels for holder in holders_in(ledger, parcel)}
        leases = [lease_id for parcel in parcels for lease_id in leases_in(parcel)]
        ledger.database.lock(holders | ledger.leases.holders_of(leases))
        deliver(ledger, parcels)
        return
    ledger.goods_returns.expect_sales((p.entry.store, p.body.sale_id) for p in parcels if p.effects is not None)
    ours = [parcel for parcel in parcels if concerns_others(ledger, parcel)]
    ledger.clearing.add(
        store,
        ledger.now(),
        [(_target(ledger, parcel), "entry", _name(parcel), _packed(parcel)) for parcel in ours],
    )


def _target(ledger: Ledger, parcel: Parcel) -> str:
    """Where most of what an entry does is written: at its member; at what else it is about, when it names none."""
    entry, body = parcel.entry, parcel.body
    if isinstance(body, OrderHandedOver | MemberUnmasked):
        return entry.store
    if isinstance(body, OfferRejected):
        return "group"
    if isinstance(body, LeaseReturned):
        return min(ledger.leases.holders_of([body.lease_id]), default=entry.store)
    one_id: str | None = getattr(body, "one_id", None)
    if one_id is not None:
        return ledger.identities.whose_file(one_id)
    return min(holders_in(ledger, parcel), default=entry.store)


def _name(parcel: Parcel) -> str:
    if isinstance(parcel.body, SaleBody):
        return sale_name(parcel.body.sale_id)
    return f"{parcel.entry.kind}/{parcel.entry.till}/{parcel.entry.epoch}/{parcel.entry.seq}"


def _packed(parcel: Parcel) -> str:
    """Where the entry is, and what is not in it: how a sale counted when it was taken."""
    entry = parcel.entry
    return msgspec.json.encode(_Packed(entry.till, entry.epoch, entry.seq, parcel.effects)).decode()


class _Packed(msgspec.Struct, frozen=True):
    till: str
    epoch: str
    seq: int
    effects: MemberEffects | None


#: By store, till, epoch and seq.
_Entries = Mapping[tuple[str, str, str, int], Entry]


def _entries_of(ledger: Ledger, items: Sequence[ClearingItem]) -> _Entries:
    """What these items are about, from the journals of their sources."""
    wanted: dict[tuple[str, str, str], list[int]] = {}
    for item in items:
        packed = msgspec.json.decode(item.data, type=_Packed)
        wanted.setdefault((item.source, packed.till, packed.epoch), []).append(packed.seq)
    spans = [(*journal, *span) for journal, numbers in wanted.items() for span in _spans(sorted(numbers))]
    return {(e.store, e.till, e.epoch, e.seq): e for e in ledger.journals.entries_between(spans)}


def _parcel(entries: _Entries, item: ClearingItem) -> Parcel:
    packed = msgspec.json.decode(item.data, type=_Packed)
    entry = entries[item.source, packed.till, packed.epoch, packed.seq]
    return Parcel(entry, read_body(entry.kind, entry.body), packed.effects)


def _spans(numbers: Sequence[int]) -> Iterator[tuple[int, int]]:
    """First and last of what lies so near together that it is read at once. A walk-in between costs less than asking
    again.
    """
    first = last = numbers[0]
    for number in numbers[1:]:
        if number - last > NEAR:
            yield first, last
            first = number
        last = number
    yield first, last


@dataclass(slots=True)
class Carrier:
    """Carries what waits: all that many sources have for one shard is one transaction there. Any number of carriers may
    work beside each other, in any process; one that is cut off is followed by another that finds what was done.
    """

    ledger: Ledger
    #: Whoever has something waiting.
    _sources: dict[str, None] = field(default_factory=dict)
    #: Sources and targets whose items do not go: each is tried by itself, so that it keeps nobody else.
    _stuck: set[tuple[str, str]] = field(default_factory=set)
    #: What the items at hand are about, and what could be read of it, by source and number.
    _entries: _Entries = field(default_factory=dict)
    _parcels: dict[tuple[str, int], Parcel] = field(default_factory=dict)
    _own: set[str] = field(default_factory=set)

    def heard(self, source: str) -> None:
        """Something may wait at a source."""
        self._sources[source] = None

    def look(self) -> int:
        """Find every source at which something waits; gives how many. What was copied off a cluster may wait too."""
        found = self.ledger.clearing.waiting()
        for waiting in found:
            self.heard(waiting.source)
        return len(found)

    def step(self) -> bool:
        """Carry a page of each of some sources. False: nothing is known to wait. Raises StoreUnavailable."""
        sources = list(self._sources)[:SOURCES]
        if not sources:
            return False
        for source in sources:
            del self._sources[source]
        try:
            for source in self._carry(sources):
                self.heard(source)
        except StoreUnavailable:
            for source in sources:
                self.heard(source)
            raise
        return True

    def drain(self) -> None:
        """Carry everything that can be carried now."""
        while self.look():
            before = self.ledger.clearing.waiting()
            while self.step():
                pass
            if self.ledger.clearing.waiting() == before:
                return  # what is left does not go, and the log says why

    def _carry(self, sources: Sequence[str]) -> set[str]:
        """A page of each source; gives those that may have more that goes."""
        ledger, done, failed = self.ledger, list[ClearingItem](), set[tuple[str, str]]()
        with ledger.database.carrying(sources) as ours:
            items = ledger.clearing.of_sources(ours, 0, PAGE)[:ITEMS]
            self._read([item for item in items if item.kind == "entry"])
            try:
                for shard, batch in self._batches(items):
                    done += self._together(shard, batch, failed)
            except StoreUnavailable:
                self._remove(done)
                raise
            self._stuck = (self._stuck - {_pair(item) for item in done}) | failed
            self._remove(done)
        if len(items) == ITEMS and done:
            return set(ours)
        pages = Counter(item.source for item in items)
        return {item.source for item in done if pages[item.source] == PAGE}

    def _read(self, told: Sequence[ClearingItem]) -> None:
        self._entries, self._parcels = _entries_of(self.ledger, told), {}
        for item in told:
            # One that cannot be read keeps nobody else: `_do` meets it again, where it is seen.
            with contextlib.suppress(Exception):
                self._parcels[item.source, item.number] = _parcel(self._entries, item)
        self._own = own_coupons(self.ledger, self._parcels.values())

    def _batches(self, items: Sequence[ClearingItem]) -> list[tuple[str, list[ClearingItem]]]:
        """What goes to one shard, in the order of each source; what reaches beyond it, and what comes behind that on
        the same way, by itself, so that the rest stays one machine's; what did not go before, item by item.
        """
        database = self.ledger.database
        database.learn_shards({name for item in items for name in (item.target, item.source)})
        by_shard: dict[str, list[ClearingItem]] = {}
        wider: dict[str, list[ClearingItem]] = {}
        apart: list[tuple[str, list[ClearingItem]]] = []
        held: set[tuple[str, str]] = set()
        for item in items:
            shard = database.shard_of(item.target)
            if _pair(item) in self._stuck:
                apart.append((shard, [item]))
            elif _pair(item) in held or self._reaches_beyond(item, shard):
                held.add(_pair(item))
                wider.setdefault(shard, []).append(item)
            else:
                by_shard.setdefault(shard, []).append(item)
        return [*_cut(by_shard), *_cut(wider), *apart]

    def _reaches_beyond(self, item: ClearingItem, shard: str) -> str:
        """Why it is no transaction of its target's shard alone; empty: it is one, as far as can be told."""
        parcel = self._parcels.get((item.source, item.number))
        if parcel is None:
            return ""
        shard_of = self.ledger.database.shard_of
        return spans_in(parcel, lambda names: any(shard_of(name) != shard for name in names), self._own)

    def _together(
        self, shard: str, batch: Sequence[ClearingItem], failed: set[tuple[str, str]]
    ) -> Sequence[ClearingItem]:
        """Carry a batch, or, where one of it cannot be done, what else of it can; gives what was done. `failed`: the
        sources and targets of what cannot; what follows it on the same way waits.
        """
        batch = [item for item in batch if _pair(item) not in failed]
        try:
            if batch:
                self._do(shard, batch)
        except StoreUnavailable:
            raise
        except Exception:  # one that cannot be done must not keep the others, and it must be seen
            if len(batch) > 1:
                return [one for item in batch for one in self._together(shard, [item], failed)]
            (item,) = batch
            failed.add(_pair(item))
            log.exception("not carried", extra={"facts": {"kind": item.kind, "number": item.number}})
            return []
        return batch

    def _do(self, shard: str, batch: Sequence[ClearingItem]) -> None:
        """What of a batch was not done yet, and note that it was, in one transaction of its shard."""
        ledger = self.ledger
        told = [item for item in batch if item.kind == "entry"]
        parcels = {i: self._parcels.get((i.source, i.number)) or _parcel(self._entries, i) for i in told}
        reasons = {why: None for item in parcels if (why := self._reaches_beyond(item, shard))}

        def once() -> None:
            for why in reasons:
                ledger.database.spans(why)
            clearing = ledger.clearing
            clearing.expect_marks((item.target, item.source) for item in batch)
            new = [item for item in batch if clearing.mark(item.target, item.source) < item.number]
            self._put_rows([item for item in new if item.kind != "entry"])
            self._deliver([parcels[item] for item in new if item.kind == "entry"])
            clearing.set_marks({(item.target, item.source): item.number for item in new})

        ledger.database.beside({shard, *(item.target for item in batch)}, once, home=shard)
        if parcels:
            self.heard(shard)  # from there it goes on to the stores that know the members

    def _put_rows(self, items: Sequence[ClearingItem]) -> None:
        """Rows of feeds and of lanes, each set once for each key: as the last item has it."""
        sent: dict[tuple[str, str], dict[str, Sent]] = {}
        for item in items:
            rows = json.loads(item.data)
            if item.kind == "feed":
                sent.setdefault((item.target, item.name), {}).update((key, _sent(row)) for key, row in rows.items())
            else:
                self.ledger.outbox.add_rows(item.target, {key: tuple(row) for key, row in rows.items()})
        if sent:
            self.ledger.feeds.put_sent(sent, lambda scope, feed, rows: rows_now(self.ledger, scope, feed, rows))

    def _deliver(self, parcels: Sequence[Parcel]) -> None:
        ledger = self.ledger
        if not parcels:
            return
        ledger.identities.expect({one_id for parcel in parcels if (one_id := getattr(parcel.body, "one_id", None))})
        names = {name for parcel in parcels for name in holders_in(ledger, parcel)}
        names |= ledger.leases.holders_of([lease_id for parcel in parcels for lease_id in leases_in(parcel)])
        # Returns of a sale are looked for in its store's rows.
        names |= {parcel.entry.store for parcel in parcels if isinstance(parcel.body, SaleBody | ReturnBody)}
        ledger.database.lock(names)
        deliver(ledger, parcels)

    def _remove(self, done: Sequence[ClearingItem]) -> None:
        """What was carried, in one transaction for each shard that it came from."""
        ledger, by_shard = self.ledger, dict[str, dict[str, list[int]]]()
        for item in done:
            by_source = by_shard.setdefault(ledger.database.shard_of(item.source), {})
            by_source.setdefault(item.source, []).append(item.number)
        for shard, by_source in by_shard.items():

            def remove(by_source: Mapping[str, Sequence[int]] = by_source) -> None:
                for source, numbers in sorted(by_source.items()):
                    ledger.clearing.remove(source, numbers)

            ledger.database.beside(by_source, remove, home=shard)


def _cut(by_shard: Mapping[str, Sequence[ClearingItem]]) -> Iterator[tuple[str, list[ClearingItem]]]:
    """Batches of one transaction each."""
    for shard, ours in by_shard.items():
        for start in range(0, len(ours), BATCH):
            yield shard, list(ours[start : start + BATCH])


def _pair(item: ClearingItem) -> tuple[str, str]:
    return item.source, item.target


def _sent(row: Any) -> Sent:
    as_of, data = row if isinstance(row, list) else (ANYTIME, row)  # an earlier program sent the row alone
    return int(as_of), data


@dataclass(frozen=True, slots=True)
class UnderWay:
    """What waits at this moment. `units`: what stands on the clearing account because of it, by unit. `entries` are
    the places of entries whose effects on members are not there yet: store, till, epoch, seq.
    """

    items: int
    oldest: str
    units: dict[str, int]
    entries: frozenset[tuple[str, str, str, int]]


def under_way(ledger: Ledger) -> UnderWay:
    """Everything that waits, with what it will book. In the caller's snapshot."""
    waiting = ledger.clearing.waiting()
    units: dict[str, int] = {}
    entries = set()
    for one in waiting:
        for item in _all_of(ledger, one.source):
            if item.kind != "entry" or not ledger.clearing.is_waiting(item):
                continue
            parcel = _parcel(_entries_of(ledger, [item]), item)
            entry = parcel.entry
            entries.add((entry.store, entry.till, entry.epoch, entry.seq))
            for transfer in _booked_later(ledger, parcel):
                for posting in transfer.postings:
                    if posting.account == accounts.CLEARING:
                        units[posting.unit] = units.get(posting.unit, 0) - posting.amount
    oldest = min((one.oldest for one in waiting if one.oldest), default="")
    return UnderWay(sum(one.items for one in waiting), oldest, units, frozenset(entries))


def _all_of(ledger: Ledger, source: str) -> Iterator[ClearingItem]:
    after = 0
    while page := ledger.clearing.of_sources([source], after, PAGE):
        yield from page
        after = page[-1].number


def _booked_later(ledger: Ledger, parcel: Parcel) -> list[Transfer]:
    entry, body, effects = parcel.entry, parcel.body, parcel.effects
    if effects is not None and effects.one_id is not None:
        return [points_transfer(effects)]
    if isinstance(body, ReturnBody) and body.one_id is not None:
        return [return_points_transfer(entry, body, points_program(ledger, body.sold_at(entry.store)))]
    return []
