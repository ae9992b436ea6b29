"""Prove the journals of a store: each is whole, and every entry in it is booked as it says, here or in its archive.

The journals of all tills are walked beside each other, archive by archive: one file holds what every till of the store
told in a stretch of time, and is read once so.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache

from central_ledger.application.clearing import UnderWay
from central_ledger.application.ledger import Ledger
from central_ledger.application.publish import points_program
from central_ledger.application.rebuild import entry_problems
from central_ledger.application.redacting import checked_entry
from central_ledger.domain.accounts import Transfer
from central_ledger.domain.bodies import EntitlementUsed, EntitlementUseUndone, SaleBody, read_body
from central_ledger.domain.goods_returns import return_transfer
from central_ledger.domain.offer_uses import OfferLookup
from central_ledger.domain.order_bodies import OrderHandedOver
from central_ledger.domain.redemption_bodies import RewardRedeemed
from central_ledger.domain.return_bodies import ReturnBody
from central_ledger.domain.sales import Booking, sale_transfer
from central_ledger.domain.shift_bodies import ShiftBody
from central_ledger.domain.shifts import shift_transfer
from central_ledger.domain.stream import Epoch
from central_ledger.store.archives import Span
from retail.messages import BadEntry, Entry

_PAGE = 500
#: What entries say that is held against the postings.
_BOOKED_KINDS = frozenset(
    (
        *("sale", "return", "shift_opened", "cash_moved", "shift_closed", "order_handed_over", "reward_redeemed"),
        *("entitlement_used", "entitlement_use_undone"),
    )
)
_Handed = OrderHandedOver | RewardRedeemed | EntitlementUsed | EntitlementUseUndone
#: What an entry says that moves money, or goods.
Booked = SaleBody | ReturnBody | ShiftBody | _Handed
#: Where in an epoch something is wrong, and what.
Problems = list[tuple[int, str]]


def journal_problems(
    ledger: Ledger, store: str, tills: Iterable[str], rebuild: UnderWay | None
) -> dict[str, list[tuple[Epoch, Problems]]]:
    """The epochs of each till with what is wrong in them. `rebuild`: also what entries did to members, but for those
    that are under way.
    """
    program, offer = points_program(ledger, store), lru_cache(maxsize=None)(ledger.reference.offer)
    walks: dict[tuple[str, str], _Walk] = {}
    for till in tills:
        for epoch in ledger.journals.epochs(store, till):
            walks[till, epoch.epoch] = _Walk(ledger, (store, till), epoch, program, offer, rebuild)
    spans: dict[str, list[Span]] = {}
    for span in ledger.archives.spans(store):
        spans.setdefault(span.archive_id, []).append(span)
    for row in ledger.archives.of_store(store):
        for span in spans.get(row.archive_id, ()):
            if (walk := walks.get((span.till, span.epoch))) is not None:
                walk.archived = span.last
                walk.go_on(span.last)
    found: dict[str, list[tuple[Epoch, Problems]]] = {}
    for (till, _), walk in walks.items():
        found.setdefault(till, []).append((walk.epoch, walk.end()))
    return found


@dataclass(slots=True)
class _Walk:
    """Through an epoch of a till (its store and name), in as many steps as it takes. `archived`: up to which seq it
    lies in archives.
    """

    ledger: Ledger
    till: tuple[str, str]
    epoch: Epoch
    program: str
    offer: OfferLookup
    rebuild: UnderWay | None
    archived: int = 0
    _seq: int = 0
    _previous: bytes = b""
    _found: Problems = field(default_factory=list)

    def go_on(self, last: int | None) -> None:
        """Up to an entry, or to the end."""
        while last is None or self._seq < last:
            limit = _PAGE if last is None else min(_PAGE, last - self._seq)
            page = self.ledger.journals.epoch_entries(*self.till, self.epoch.epoch, self._seq, limit)
            for entry, code in page:
                if entry.seq != self._seq + 1 or (self._seq and entry.previous != self._previous):
                    self._found.append((entry.seq, "chain_broken"))
                self._seq, self._previous = entry.seq, entry.hash
                self._look_at(entry, code)
            if len(page) < limit:
                return

    def end(self) -> Problems:
        """All of it, with what is in no archive."""
        self.go_on(None)
        if self._seq != self.epoch.high_water or (self._seq and self._previous != self.epoch.head_hash):
            self._found.append((self._seq, "head_differs"))
        return self._found

    def _look_at(self, entry: Entry, code: str | None) -> None:
        body = what_it_books(self.ledger, entry, code)
        if isinstance(body, str):
            self._found.append((entry.seq, body))
            return
        if body is None:
            return
        booking = Booking(entry.store, entry.till, entry.occurred_at, self.program, self.offer)
        expected = expected_transfer(self.ledger, entry, body, booking)
        if expected is not None:
            wanted = sorted((p.account, p.unit, p.amount) for p in expected.postings)
            if wanted != self._postings(entry, expected.transfer_id):
                self._found.append((entry.seq, "postings_differ_from_the_journal"))
        if self.rebuild is not None and (*self.till, entry.epoch, entry.seq) not in self.rebuild.entries:
            problems = entry_problems(self.ledger, entry, body, booking, is_archived=entry.seq <= self.archived)
            self._found += [(entry.seq, what) for what in problems]

    def _postings(self, entry: Entry, transfer_id: str) -> list[tuple[str, str, int]]:
        """What an entry booked, from where it lies now."""
        if entry.seq <= self.archived:
            return self.ledger.archives.postings(*self.till, entry.epoch, entry.seq, transfer_id)
        return self.ledger.books.postings_of(entry.store, transfer_id)


def expected_transfer(ledger: Ledger, entry: Entry, body: Booked, booking: Booking) -> Transfer | None:
    """What an entry moved in its store's books; None: nothing."""
    if isinstance(body, SaleBody):
        return sale_transfer(booking, body)
    if isinstance(body, ReturnBody):
        return return_transfer(entry, body, points_program(ledger, body.sold_at(entry.store)))
    return None if isinstance(body, _Handed) else shift_transfer(entry, body)


def what_it_books(ledger: Ledger, entry: Entry, code: str | None) -> Booked | str | None:
    """What an entry says that moves something, None when it moves nothing, or what is wrong with it."""
    try:
        checked_entry(ledger, entry)
        body = read_body(entry.kind, entry.body) if entry.kind in _BOOKED_KINDS and code is None else None
    except BadEntry as error:
        # What was set aside may be unreadable; its bytes must still be the ones that came.
        return None if code is not None and error.code != "hash_mismatch" else "entry_changed"
    return body if isinstance(body, Booked) else None
