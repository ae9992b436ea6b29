"""What a till keeps, in memory: committed entries and sales, and the unit of work that hands them over."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from types import TracebackType
from typing import Any, Self

from retail.asks import OpenAsk
from retail.member import Member
from retail.messages import GENESIS, Entry, Head, make_entry
from retail.ports import FailedSignIn, SaleSummary, SyncFacts
from retail.receipt_number import receipt_number
from retail.wallet_refunds import RefundState, WalletRefund
from retail.wallets import AttemptState, WalletAttempt
from tests.fake_benefits import FakeLeases, FakeOwnBenefits, FakeUses
from tests.fake_contacts import FakeContacts
from tests.fake_parked import FakeOrders, FakeParked
from tests.fake_profile import FakeFacts, FakeNotes
from tests.fake_wanted import FakeWanted
from tests.fakes import FakeClock


@dataclass
class FakeStore:
    """What a till has written: entries and sales as committed, and the replay memory."""

    store: str = "S01"
    till: str = "T01"
    clock: FakeClock = field(default_factory=FakeClock)
    entries: list[Entry] = field(default_factory=list)
    sales: list[SaleSummary] = field(default_factory=list)
    documents: dict[str, Mapping[str, Any]] = field(default_factory=dict)
    accepted: dict[bytes, int] = field(default_factory=dict)
    own_benefits: FakeOwnBenefits = field(default_factory=FakeOwnBenefits)
    failed: dict[str, FailedSignIn] = field(default_factory=dict)
    attempts: dict[str, WalletAttempt] = field(default_factory=dict)
    refunds: dict[str, WalletRefund] = field(default_factory=dict)
    parked: FakeParked = field(default_factory=FakeParked)
    orders: FakeOrders = field(default_factory=FakeOrders)
    wanted: FakeWanted = field(default_factory=FakeWanted)
    joined: list[Member] = field(default_factory=list)
    member_facts: FakeFacts = field(default_factory=FakeFacts)
    notes: FakeNotes = field(default_factory=FakeNotes)
    asks: dict[str, OpenAsk] = field(default_factory=dict)
    contacts: FakeContacts = field(default_factory=FakeContacts)
    leases: FakeLeases = field(default_factory=FakeLeases)
    uses: FakeUses = field(default_factory=FakeUses)
    #: Raised by the next commit, once: a disk that fails.
    failure: Exception | None = None

    def unit_of_work(self) -> FakeUnitOfWork:
        return FakeUnitOfWork(self)

    def bodies(self, kind: str) -> list[dict[str, Any]]:
        return [entry.document() for entry in self.entries if entry.kind == kind]

    # The port ShiftJournal. Nothing is ever acknowledged here.
    def last_shift_mark(self) -> Entry | None:
        return next((entry for entry in reversed(self.entries) if entry.kind in ("shift_opened", "shift_closed")), None)

    def last_shift_close(self) -> Entry | None:
        return next((entry for entry in reversed(self.entries) if entry.kind == "shift_closed"), None)

    def since(self, head: Head) -> Iterator[Entry]:
        return iter(self.entries[[entry.head for entry in self.entries].index(head) :])

    def facts(self) -> SyncFacts:
        oldest = self.entries[0].occurred_at if self.entries else None
        return SyncFacts(len(self.entries), oldest, None)

    def next_batch(self, limit: int) -> Sequence[Entry]:
        return self.entries[:limit]

    def newest(self, kinds: Sequence[str], day: str | None, limit: int) -> Sequence[Entry]:
        found = [entry for entry in self.entries if entry.kind in kinds and entry.occurred_at.startswith(day or "")]
        return found[: -limit - 1 : -1]

    # The port Sales, as a reader sees it.
    def last(self) -> SaleSummary | None:
        return self.sales[-1] if self.sales else None

    def recent(self, limit: int = 50) -> Sequence[SaleSummary]:
        return self.sales[: -limit - 1 : -1]

    def by_id(self, sale_id: str) -> SaleSummary | None:
        return next((sale for sale in self.sales if sale.sale_id == sale_id), None)

    def document(self, sale_id: str) -> Mapping[str, Any] | None:
        return self.documents.get(sale_id)

    def returns_of(self, store: str, sale_id: str) -> Sequence[Mapping[str, Any]]:
        return [
            body
            for body in self.bodies("return")
            if (body["sale"]["store"], body["sale"]["sale_id"]) == (store, sale_id)
        ]

    def goods_return(self, return_id: str) -> tuple[Mapping[str, Any], str] | None:
        found = [entry for entry in self.entries if entry.kind == "return"]
        return next(
            ((e.document(), e.occurred_at) for e in found if e.document()["return_id"] == return_id),
            None,
        )


class FakeUnitOfWork:
    """Collects what is written and hands it over at commit; forgets it otherwise."""

    def __init__(self, store: FakeStore) -> None:
        self._store = store
        self._new_entries: list[Entry] = []
        self._new_sales: list[tuple[SaleSummary, Mapping[str, Any]]] = []
        self._new_accepted: dict[bytes, int] = {}
        self.journal = self
        self.sales = _SalesOf(self)
        self.accepted_codes = _CodesOf(self)
        self.own_benefits = store.own_benefits
        self._failed = dict(store.failed)
        self.failed_sign_ins = self
        self.leases = _LeasesOf(self)
        self.wallet_attempts = _AttemptsOf(dict(store.attempts))
        self.wallet_refunds = RefundRows(dict(store.refunds))
        self.parked_baskets = store.parked.copy()
        self.web_orders = store.orders.copy()
        self.joined_members = _JoinedOf()
        self.member_notes = FakeNotes(list(store.notes.notes))
        self.asks = AskRows(dict(store.asks))
        self.contacts = store.contacts.copy()
        self.wanted = store.wanted.copy()

    def of(self, name: str) -> FailedSignIn | None:
        return self._failed.get(name)

    def keep(self, failed: FailedSignIn) -> None:
        self._failed[failed.name] = failed

    def forget(self, name: str) -> None:
        self._failed.pop(name, None)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        return None

    def head(self) -> Head:
        entries = [*self._store.entries, *self._new_entries]
        return entries[-1].head if entries else Head("0a1b2c3d", 0, GENESIS)

    def append(self, kind: str, document: Mapping[str, Any]) -> Entry:
        entry = make_entry(
            store=self._store.store,
            till=self._store.till,
            after=self.head(),
            kind=kind,
            occurred_at=self._store.clock.now().isoformat(timespec="seconds"),
            elapsed_ms=self._store.clock.elapsed_ms(),
            document=document,
        )
        self._new_entries.append(entry)
        return entry

    def commit(self) -> None:
        if self._store.failure is not None:
            failure, self._store.failure = self._store.failure, None
            raise failure
        self._store.entries += self._new_entries
        for summary, document in self._new_sales:
            self._store.sales.append(summary)
            self._store.documents[summary.sale_id] = document
        self._store.accepted |= self._new_accepted
        self._store.failed = self._failed
        self._store.attempts = self.wallet_attempts.rows
        self._store.refunds = self.wallet_refunds.rows
        self._store.parked.become(self.parked_baskets)
        self._store.orders.handed = self.web_orders.handed
        self._store.wanted.rows = self.wanted.rows
        self._store.joined += self.joined_members.new
        self._store.notes.notes = self.member_notes.notes
        self._store.asks = self.asks.rows
        self._store.contacts.become(self.contacts)


class _LeasesOf:
    def __init__(self, uow: FakeUnitOfWork) -> None:
        self._uow = uow

    def left(self, lease_id: str) -> int | None:
        return next((lease.left for lease in self._uow._store.leases.leases if lease.lease_id == lease_id), None)

    def mark_returned(self, lease_id: str, entry: Entry) -> None:
        del entry
        leases = self._uow._store.leases.leases
        leases[:] = [lease for lease in leases if lease.lease_id != lease_id]


class _JoinedOf:
    def __init__(self) -> None:
        self.new: list[Member] = []

    def add(self, member: Member) -> None:
        self.new.append(member)


class AskRows:
    """The ports OpenAsks and OpenAskReader."""

    def __init__(self, rows: dict[str, OpenAsk]) -> None:
        self.rows = rows

    def all(self) -> tuple[OpenAsk, ...]:
        return tuple(self.rows.values())

    def add(self, ask: OpenAsk) -> None:
        assert ask.ask_id not in self.rows
        json.dumps(ask.document)
        self.rows[ask.ask_id] = ask

    def remove(self, ask_id: str) -> bool:
        return self.rows.pop(ask_id, None) is not None


@dataclass
class AskReader:
    """The port OpenAskReader over what a till has committed."""

    store: FakeStore

    def all(self) -> tuple[OpenAsk, ...]:
        return tuple(self.store.asks.values())


class _AttemptsOf:
    def __init__(self, rows: dict[str, WalletAttempt]) -> None:
        self.rows = rows

    def all(self) -> tuple[WalletAttempt, ...]:
        return tuple(self.rows.values())

    def add(self, attempt: WalletAttempt) -> None:
        assert attempt.sale_id not in {other.sale_id for other in self.rows.values()}
        json.dumps(attempt.document)
        self.rows[attempt.attempt_id] = attempt

    def move(self, attempt_id: str, state: AttemptState, reason: str) -> None:
        self.rows[attempt_id] = replace(self.rows[attempt_id], state=state, reason=reason)

    def remove(self, attempt_id: str) -> None:
        del self.rows[attempt_id]


class RefundRows:
    """The port WalletRefundRows."""

    def __init__(self, rows: dict[str, WalletRefund]) -> None:
        self.rows = rows

    def all(self) -> tuple[WalletRefund, ...]:
        return tuple(self.rows.values())

    def add(self, refund: WalletRefund) -> None:
        assert refund.refund_id not in self.rows
        json.dumps(refund.document)
        self.rows[refund.refund_id] = refund

    def move(self, refund_id: str, state: RefundState, reason: str) -> None:
        self.rows[refund_id] = replace(self.rows[refund_id], state=state, reason=reason)

    def remove(self, refund_id: str) -> None:
        del self.rows[refund_id]


@dataclass
class RefundReader:
    """The port WalletRefundReader."""

    store: FakeStore

    def all(self) -> tuple[WalletRefund, ...]:
        return tuple(self.store.refunds.values())


class _SalesOf:
    def __init__(self, uow: FakeUnitOfWork) -> None:
        self._uow = uow

    def add(self, sale_document: Mapping[str, Any], entry: Entry, number: str) -> None:
        assert number == receipt_number(entry)
        summary = SaleSummary(
            sale_id=sale_document["sale_id"],
            receipt_number=number,
            occurred_at=entry.occurred_at,
            payable_minor=sale_document["pricing"]["payable"],
            currency=sale_document["currency"],
            one_id=sale_document["one_id"],
            entry_head=entry.head,
        )
        self._uow._new_sales.append((summary, sale_document))

    def add_return(self, document: Mapping[str, Any], entry: Entry) -> None:
        """The store reads returns from its entries."""

    def add_reward(self, document: Mapping[str, Any], entry: Entry) -> None:
        """The store reads what was given from its entries; the points are spent."""
        self._uow._store.uses.points += document["points"]


class _CodesOf:
    def __init__(self, uow: FakeUnitOfWork) -> None:
        self._uow = uow

    def contains(self, cti: bytes) -> bool:
        return cti in self._uow._store.accepted or cti in self._uow._new_accepted

    def add(self, cti: bytes, remember_until: int) -> None:
        self._uow._new_accepted[cti] = remember_until
