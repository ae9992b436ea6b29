"""Take a batch of entries: each applied exactly once, all of a batch in one transaction.

Sources: docs/spec/offline.md, section 2, docs/spec/line.md, section 3. The rules of the stream are in `domain.stream`;
this module looks up, books, and remembers.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

from central_ledger.application.benefit_facts import keep_handouts, move_entitlement, reject_offer, swap_coupon
from central_ledger.application.goods_returns import settle_waiting, take_return
from central_ledger.application.lease_use import take_back
from central_ledger.application.leases import recall
from central_ledger.application.ledger import Ledger
from central_ledger.application.member_books import accept_code, apply_effects
from central_ledger.application.publish import points_program, publish_members, store_zone
from central_ledger.application.shifts import check_closed_shift, note_shift
from central_ledger.application.stock import Taken, take_from_stock
from central_ledger.domain.accounts import Transfer
from central_ledger.domain.bodies import (
    CodeAccepted,
    CouponSwapped,
    EntitlementUsed,
    EntitlementUseUndone,
    EpochOpened,
    LeaseReturned,
    OfferRejected,
    SaleBody,
    ShiftBody,
    ShiftClosed,
)
from central_ledger.domain.cases import Case, case_id
from central_ledger.domain.goods_returns import return_transfer
from central_ledger.domain.return_bodies import ReturnBody
from central_ledger.domain.sales import Booking, goods_of, member_effects, sale_transfer
from central_ledger.domain.shifts import shift_transfer
from central_ledger.domain.stream import Finding, StoredEntry, TillStream, Verdict
from central_ledger.store.books import SaleRow
from retail.goods_return import back_in_stock
from retail.messages import Entry, decode_body, is_whole

BATCH_MAX = 200


def ask_leases_back(ledger: Ledger, entry: Entry, body: EpochOpened) -> tuple[str, ...]:
    """A till whose journal goes on anew may have lost what it did with its leases: it would count them as whole. What
    it carried along from them comes before it gives them back. No row of a member changes.
    """
    if body.after is not None or ledger.journals.epochs(entry.store, entry.till):
        recall(ledger, ledger.leases.live_of_till(entry.store, entry.till))
    return ()


#: What a fact that is no sale does to the ledger; each gives the members whose rows have changed.
_FACTS: Mapping[type, Callable[[Ledger, Entry, Any], Iterable[str]]] = {
    CodeAccepted: accept_code,
    EntitlementUsed: move_entitlement,
    EntitlementUseUndone: move_entitlement,
    CouponSwapped: swap_coupon,
    OfferRejected: reject_offer,
    LeaseReturned: take_back,
    EpochOpened: ask_leases_back,
}


@dataclass(frozen=True, slots=True)
class PushResult:
    """One verdict for each entry in order; the high water of the last entry's epoch; whether the till is suspended."""

    verdicts: tuple[Verdict, ...]
    epoch: str
    high_water: int
    suspended: bool


def push(ledger: Ledger, store: str, till: str, entries: Sequence[Entry]) -> PushResult:
    """Take entries of one till, in the order given. Raises StoreUnavailable; then nothing of the batch was taken.

    Sales are replayed behind it: `application.replay`.
    """
    with ledger.database.transaction():
        return _Batch(ledger, store, till, entries).run()


def keep_evidence(ledger: Ledger, entries: Sequence[Entry]) -> None:
    """The bytes of what a revoked till sends: nothing is applied. A machine that is enrolled again sends it again."""
    with ledger.database.transaction():
        now = ledger.now()
        for entry in entries:
            known = ledger.journals.stored_between(entry.store, entry.till, entry.epoch, entry.seq, entry.seq)
            if (entry.seq not in known or known[entry.seq].hash != entry.hash) and is_whole(entry):
                ledger.journals.add_evidence(entry, "revoked", now)


class _Batch:
    def __init__(self, ledger: Ledger, store: str, till: str, entries: Sequence[Entry]) -> None:
        self._ledger = ledger
        self._store = store
        self._till = till
        self._entries = entries
        self._now = ledger.now()
        self._program = points_program(ledger, store)
        self._zone = store_zone(ledger, store)
        self._taken: list[tuple[Entry, str | None]] = []
        self._touched: dict[str, None] = {}
        self._sales: dict[str, SaleRow] = {}
        self._transfers: list[Transfer] = []
        self._closed_shifts: list[tuple[Entry, ShiftClosed]] = []
        self._taken_stock: list[Taken] = []
        self._offer: Callable[[str, int], Mapping[str, Any] | None] = lru_cache(maxsize=None)(ledger.reference.offer)
        self._known = self._stored_of_batch()
        known = ledger.journals.till(store, till)
        self._was_suspended = known is not None and known.suspended_at is not None
        self._stream = TillStream(
            ledger.journals.epochs(store, till),
            self._was_suspended,
            self._stored,
            ledger.journals.evidence_code,
            lambda: ledger.journals.branches(store, till),
        )

    def run(self) -> PushResult:
        verdicts = tuple(self._take(entry) for entry in self._entries)
        ledger, stream = self._ledger, self._stream
        ledger.journals.add_entries(self._taken, self._now)
        ledger.books.add_sales(self._sales.values())
        ledger.books.book_for_store(self._store, self._transfers)
        ledger.journals.save_epochs(self._store, self._till, [stream.epochs[name] for name in sorted(stream.changed)])
        for entry, body in self._closed_shifts:
            check_closed_shift(ledger, entry, body)
        if stream.suspended and not self._was_suspended:
            ledger.journals.suspend(self._store, self._till, self._now)
        take_from_stock(ledger, self._store, self._taken_stock)
        publish_members(ledger, self._touched)
        last = self._entries[-1].epoch
        return PushResult(verdicts, last, stream.high_water(last), stream.suspended)

    def _take(self, entry: Entry) -> Verdict:
        judgement = self._stream.judge(entry)
        verdict = judgement.verdict
        if judgement.keep:
            self._ledger.journals.add_evidence(entry, verdict.code or "", self._now)
        for finding in judgement.findings:
            self._report(finding)
        if verdict.word == "refused" or (entry.epoch, entry.seq) in self._known:
            return verdict
        if isinstance(judgement.body, SaleBody):
            sale_id = judgement.body.sale_id
            if sale_id in self._sales or self._ledger.books.has_sale(self._store, sale_id):
                verdict = self._sale_id_reused(entry, sale_id)
            else:
                self._book(entry, judgement.body)
        elif isinstance(judgement.body, ReturnBody):
            if self._ledger.goods_returns.has(self._store, judgement.body.return_id):
                self._open_case("quarantined", entry, code="bad_return", entry_kind=entry.kind)
                verdict = Verdict("quarantined", "bad_return")
            else:
                self._take_return(entry, judgement.body)
        elif isinstance(judgement.body, ShiftBody):
            self._take_shift(entry, judgement.body)
        elif type(judgement.body) in _FACTS:
            changed = _FACTS[type(judgement.body)](self._ledger, entry, judgement.body)
            self._touched.update(dict.fromkeys(changed))
        elif verdict.word == "quarantined":
            self._open_case("quarantined", entry, code=verdict.code, entry_kind=entry.kind)
        self._taken.append((entry, verdict.code))
        self._known[entry.epoch, entry.seq] = StoredEntry(entry.hash, verdict.code)
        return verdict

    def _book(self, entry: Entry, sale: SaleBody) -> None:
        """The postings of a sale whose sums hold, and what it does to its member."""
        row = SaleRow(
            store=self._store,
            sale_id=sale.sale_id,
            till=self._till,
            epoch=entry.epoch,
            seq=entry.seq,
            occurred_at=entry.occurred_at,
            currency=sale.currency,
            one_id=sale.one_id,
            gross_minor=sale.pricing.gross,
            payable_minor=sale.pricing.payable,
        )
        self._sales[sale.sale_id] = row
        booking = Booking(self._store, self._till, entry.occurred_at, self._program, self._offer, self._zone)
        self._transfers.append(sale_transfer(booking, sale))
        self._taken_stock.append(Taken("sale", sale.sale_id, entry.occurred_at, goods_of(sale)))
        apply_effects(self._ledger, member_effects(booking, sale))
        settle_waiting(self._ledger, self._store, sale.sale_id)
        keep_handouts(self._ledger, entry, sale)
        if sale.one_id is not None:
            self._touched[sale.one_id] = None

    def _take_return(self, entry: Entry, body: ReturnBody) -> None:
        """The postings of goods that came back, also when the ledger does not have their sale yet."""
        sale = body.sale
        is_here = self._ledger.books.has_sale(sale.store, sale.sale_id)
        is_here = is_here or (sale.store == self._store and sale.sale_id in self._sales)
        self._transfers.append(return_transfer(entry, body, points_program(self._ledger, sale.store)))
        back = {sku: -thousandths for sku, thousandths in back_in_stock(decode_body(entry.body)).items()}
        self._taken_stock.append(Taken("return", body.return_id, entry.occurred_at, back))
        take_return(self._ledger, entry, body, sale_is_here=is_here)
        if body.one_id is not None:
            self._touched[body.one_id] = None

    def _take_shift(self, entry: Entry, body: ShiftBody) -> None:
        note_shift(self._ledger, entry, body)
        transfer = shift_transfer(entry, body)
        if transfer is not None:
            self._transfers.append(transfer)
        if isinstance(body, ShiftClosed):
            self._closed_shifts.append((entry, body))

    def _sale_id_reused(self, entry: Entry, sale_id: str) -> Verdict:
        self._open_case("sale_id_reused", entry, sale_id=sale_id)
        return Verdict("quarantined", "bad_sale")

    def _open_case(self, kind: str, entry: Entry, **detail: str | int | None) -> None:
        """A case about one entry of this till."""
        case = Case(
            holder=self._store,
            case_id=case_id(kind, self._store, self._till, entry.epoch, entry.seq),
            kind=kind,
            store=self._store,
            till=self._till,
            detail={"epoch": entry.epoch, "seq": entry.seq, **detail},
            opened_at=self._now,
        )
        self._ledger.cases.put(case)

    def _report(self, finding: Finding) -> None:
        """Open a case about the stream, or withdraw it when what was missing has come."""
        parts: tuple[str | int, ...] = (self._store, self._till, finding.epoch)
        if finding.kind == "fork":
            parts = (*parts, finding.seq)
        wanted = case_id(finding.kind, *parts)
        known = self._ledger.cases.get(self._store, wanted)
        if finding.settled and (known is None or known.status != "open"):
            return
        if known is not None and known.status == "decided":
            # It happened again after a decision: the decision stays readable, the case needs another one.
            self._ledger.cases.put(replace(known, status="open"))
            return
        case = Case(
            holder=self._store,
            case_id=wanted,
            kind=finding.kind,
            store=self._store,
            till=self._till,
            status="withdrawn" if finding.settled else "open",
            detail={"epoch": finding.epoch, "seq": finding.seq, "count": finding.count, "what": finding.detail},
            opened_at=self._now,
        )
        self._ledger.cases.put(case)

    def _stored(self, epoch: str, seq: int) -> StoredEntry | None:
        """What is kept at an identity, this batch included."""
        found = self._known.get((epoch, seq))
        if found is None and (epoch, seq) not in self._looked_up:
            found = self._ledger.journals.stored_between(self._store, self._till, epoch, seq, seq).get(seq)
        return found

    def _stored_of_batch(self) -> dict[tuple[str, int], StoredEntry]:
        """What is kept at the identities of this batch, with one statement for each epoch."""
        spans: dict[str, set[int]] = {}
        for entry in self._entries:
            spans.setdefault(entry.epoch, set()).add(entry.seq)
        self._looked_up = {(epoch, seq) for epoch, numbers in spans.items() for seq in numbers}
        known: dict[tuple[str, int], StoredEntry] = {}
        for epoch, numbers in spans.items():
            if max(numbers) - min(numbers) > 10 * BATCH_MAX:  # nonsense, or a test of it: not worth reading a span
                self._looked_up -= {(epoch, seq) for seq in numbers}
                continue
            span = self._ledger.journals.stored_between(self._store, self._till, epoch, min(numbers), max(numbers))
            known |= {(epoch, seq): stored for seq, stored in span.items()}
        return known
