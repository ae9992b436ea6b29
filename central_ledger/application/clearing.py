"""The way from a store's shard to a member's, and on to the stores that know the member. docs/scaling.md.

Where everything lies together, the transaction that takes entries does all that they do. In a distributed database it
writes its store's shard alone and leaves an item there for each entry that concerns somebody else; `Carrier` takes the
items to their targets, each in one transaction of the target that notes that it was done. What both sides book against
the clearing account comes to 0 once nothing waits.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

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
    sale_name,
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

#: Items of one source that are read at once.
PAGE = 100
#: Sources that are looked for at once, where nobody said which.
SOURCES = 200

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
    ours = [parcel for parcel in parcels if concerns_others(ledger, parcel)]
    ledger.clearing.add(
        store,
        "entry",
        ledger.now(),
        [(_target(ledger, parcel), _name(parcel), _packed(parcel)) for parcel in ours],
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


def parcel_of(ledger: Ledger, item: ClearingItem) -> Parcel:
    """What an item is about, from its source's journal."""
    packed = msgspec.json.decode(item.data, type=_Packed)
    entry = ledger.journals.epoch_entries(item.source, packed.till, packed.epoch, packed.seq - 1, 1)[0][0]
    return Parcel(entry, read_body(entry.kind, entry.body), packed.effects)


@dataclass(slots=True)
class Carrier:
    """Carries what waits. Any number of them may work beside each other, in any process; one that is cut off is
    followed by another that finds what was done.
    """

    ledger: Ledger
    #: Whoever has something waiting, and from which number on it is to be looked at.
    _sources: dict[str, None] = field(default_factory=dict)

    def heard(self, source: str) -> None:
        """Something may wait at a source."""
        self._sources[source] = None

    def look(self) -> int:
        """Find every source at which something waits; gives how many."""
        found = self.ledger.clearing.waiting() if self.ledger.database.is_distributed else []
        for waiting in found:
            self.heard(waiting.source)
        return len(found)

    def step(self) -> bool:
        """Carry a page of one source. False: nothing is known to wait. Raises StoreUnavailable."""
        source = next(iter(self._sources), None)
        if source is None:
            return False
        del self._sources[source]
        try:
            if self._carry(source):
                self.heard(source)
        except StoreUnavailable:
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

    def _carry(self, source: str) -> bool:
        """A page of a source; gives whether there may be more that goes."""
        ledger = self.ledger
        with ledger.database.carrying(source) as is_mine:
            items = ledger.clearing.of_source(source, 0, PAGE) if is_mine else []
            stuck: set[str] = set()
            done: list[int] = []
            for item in items:
                if item.target in stuck:
                    continue
                try:
                    self._carry_one(item)
                except StoreUnavailable:
                    if done:
                        _remove(ledger, source, done)
                    raise
                except Exception:  # one that cannot be done must not keep the others, and it must be seen
                    stuck.add(item.target)
                    log.exception("not carried", extra={"facts": {"kind": item.kind, "number": item.number}})
                else:
                    done.append(item.number)
            _remove(ledger, source, done)
        return len(items) == PAGE and bool(done)

    def _carry_one(self, item: ClearingItem) -> None:
        if item.kind == "entry":
            self._carry_entry(item)
        elif item.kind == "feed":
            self._at_target(item, (), lambda: self._put_rows(item))
        else:
            events = {key: tuple(row) for key, row in json.loads(item.data).items()}
            self._once(item, (), lambda: self.ledger.outbox.add_rows(item.target, events))

    def _put_rows(self, item: ClearingItem) -> None:
        rows = rows_now(self.ledger, item.source, item.target, item.name, json.loads(item.data))
        self.ledger.feeds.put(item.target, item.name, rows)

    def _carry_entry(self, item: ClearingItem) -> None:
        ledger = self.ledger
        parcel = parcel_of(ledger, item)
        names = holders_in(ledger, parcel) | ledger.leases.holders_of(leases_in(parcel))
        if isinstance(parcel.body, SaleBody | ReturnBody):
            names.add(item.source)  # returns of a sale are looked for in its store's rows
        self._once(item, names, lambda: deliver(ledger, [parcel]))
        self.heard(item.target)  # from there it goes on to the stores that know the member

    def _once(self, item: ClearingItem, names: Iterable[str], work: Callable[[], None]) -> None:
        """Do it, if it was not done, and note that it was, in one transaction of the target."""

        def once() -> None:
            clearing = self.ledger.clearing
            if clearing.mark(item.target, item.source) < item.number:
                work()
                clearing.set_mark(item.target, item.source, item.number)

        self._at_target(item, names, once)

    def _at_target(self, item: ClearingItem, names: Iterable[str], work: Callable[[], None]) -> None:
        self.ledger.database.beside({item.target, *names}, work, home=item.target)


def _remove(ledger: Ledger, source: str, numbers: Sequence[int]) -> None:
    if numbers:
        ledger.database.beside((source,), lambda: ledger.clearing.remove(source, numbers), home=source)


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
    waiting = ledger.clearing.waiting() if ledger.database.is_distributed else []
    units: dict[str, int] = {}
    entries = set()
    for one in waiting:
        for item in _all_of(ledger, one.source):
            if item.kind != "entry" or not ledger.clearing.is_waiting(item):
                continue
            parcel = parcel_of(ledger, item)
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
    while page := ledger.clearing.of_source(source, after, PAGE):
        yield from page
        after = page[-1].number


def _booked_later(ledger: Ledger, parcel: Parcel) -> list[Transfer]:
    entry, body, effects = parcel.entry, parcel.body, parcel.effects
    if effects is not None and effects.one_id is not None:
        return [points_transfer(effects)]
    if isinstance(body, ReturnBody) and body.one_id is not None:
        return [return_points_transfer(entry, body, points_program(ledger, body.sold_at(entry.store)))]
    return []
