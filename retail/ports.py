"""What the use cases need from the world. Adapters stand behind these; bootstrap joins them.

A method that meets the world may fail: each adapter documents its own errors. Times are aware datetimes.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from types import TracebackType
from typing import Any, Protocol, Self

from retail.asks import OpenAsks
from retail.catalogue import Product
from retail.contact_ports import OwnContacts
from retail.leases import Lease
from retail.member import Member
from retail.member_notes import OwnNotes
from retail.member_tags import MemberTag
from retail.messages import Entry, Head
from retail.parked import ParkedBaskets
from retail.stock import StockLevel
from retail.wallet_refunds import WalletRefundRows
from retail.wallets import WalletAttempts
from retail.wanted import OwnWanted
from retail.web_orders import OwnHandovers


class StoreFailed(Exception):
    """The local store could not do as asked, and undid it as a whole.

    Adapters raise subclasses of this: `code` names a text for the user, `params` fill it (no personal data).
    """

    code: str = "store_failed"

    def __init__(self, **params: Any) -> None:
        super().__init__(self.code if not params else f"{self.code} {params}")
        self.params = params


class Clock(Protocol):
    def now(self) -> datetime:
        """The wall clock, with its offset: evidence, never order."""

    def elapsed_ms(self) -> int:
        """Milliseconds since the program started; never goes back."""


class Uptime(Protocol):
    """A clock that nobody can set: it counts sleep too, and starts anew with the machine."""

    @property
    def boot(self) -> str:
        """Which start of the machine (or, where it does not tell, of this program) the clock counts from."""

    def milliseconds(self) -> int: ...


class Ids(Protocol):
    def new(self) -> str:
        """A new unique id, sortable by time of making: the one who acts first makes the id."""


@dataclass(frozen=True, slots=True)
class StaffMember:
    """One of the store's staff. `pin_hash` is argon2id; `roles` of `cashier`, `guide`, `manager`, `auditor`. `scope`:
    whose data they may look at (`retail.scopes`, as text); empty, of an older ledger: the store's.
    """

    staff_id: str
    name: str
    roles: tuple[str, ...]
    pin_hash: str
    scope: str = ""


@dataclass(frozen=True, slots=True)
class OfferRecord:
    """An offer as the ledger sent it: its id, its version, and its document by docs/spec/benefits.md, section 3."""

    offer_id: str
    version: int
    document: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class StoredCoupon:
    """One coupon of a member, as the ledger last said: the fields of docs/spec/benefits.md, section 2."""

    coupon_id: str
    offer_id: str
    one_id: str | None
    status: str
    expires_at: str | None


@dataclass(frozen=True, slots=True)
class Entitlement:
    """A service that a member may ask for: `used` of `total` times so far, until `expires_at` (ISO 8601 or None). With
    a `sku` it is goods that are handed over.
    """

    entitlement_id: str
    one_id: str
    label: str
    label_en: str
    total: int
    used: int
    expires_at: str | None
    source: str
    sku: str = ""

    @property
    def left(self) -> int:
        return max(0, self.total - self.used)


@dataclass(frozen=True, slots=True)
class SyncFacts:
    """What waits for the ledger: how many entries, and when the oldest of them occurred (ISO 8601, None when none)."""

    waiting: int
    oldest_waiting_at: str | None
    acknowledged: Head | None


@dataclass(frozen=True, slots=True)
class SaleSummary:
    """A completed sale of this till, as a list shows it. `prints`: how often its receipt has reached the paper."""

    sale_id: str
    receipt_number: str
    occurred_at: str
    payable_minor: int
    currency: str
    one_id: str | None
    entry_head: Head
    prints: int = 0


class Catalogue(Protocol):
    def by_code(self, codes: Sequence[str]) -> Sequence[Product]:
        """The products of this store that carry one of these barcodes or SKUs, the first code's first."""

    def search(self, text: str, limit: int = 20) -> Sequence[Product]:
        """Products by the beginning of a SKU or of the pinyin initials, or by any part of the name."""

    def count(self) -> int: ...


class Stock(Protocol):
    def of(self, skus: Sequence[str]) -> Mapping[str, StockLevel]:
        """What the store has of these, as the ledger last said, less what this till sold since; an sku that was never
        counted is not there. `as_of` is when that was so: a level that nothing has changed is as old as the last pull.
        """

    def sold_since(self, moment: datetime) -> Mapping[str, int]:
        """What this till sold since, by sku, in thousandths."""


class Members(Protocol):
    def by_one_id(self, one_id: str) -> Member | None:
        """Whom an id means now: members who turn out to be one have one of their ids."""

    def by_card(self, number: str) -> Member | None: ...

    def linked_card(self, numbers: Sequence[str]) -> str | None:
        """Of some writings of one number, as they were read, that of a member's card, as `by_card` takes it. None: it
        is nobody's, or of several members, among whom a scan does not choose.
        """

    def search(self, text: str, limit: int = 20) -> Sequence[Member]:
        """Members by phone tail (at least 3 digits), part of the name, or beginning of the pinyin."""

    def by_phone_digest(self, digest: str) -> Sequence[Member]:
        """Whoever has this phone: one, or some whom nobody has told apart yet."""

    def coupons_of(self, one_id: str) -> Sequence[StoredCoupon]: ...

    def tags_of(self, one_id: str) -> Sequence[MemberTag]:
        """What other systems say of them, as the ledger last sent it; what has ended since is among it."""


class JoinedMembers(Protocol):
    """Who joined at this till, until the ledger's own row has come."""

    def add(self, member: Member) -> None: ...


class ReferenceData(Protocol):
    """The group's small tables as last pulled."""

    def offers(self) -> Sequence[OfferRecord]: ...

    def offer_version(self, offer_id: str, version: int) -> Mapping[str, Any] | None:
        """The document of a version that was ever pulled, also of one that ended; None: never seen here."""

    def staff(self) -> Sequence[StaffMember]: ...

    def settings(self) -> Mapping[str, Any]:
        """The store's settings document (docs/spec/line.md, feed `settings`)."""

    def keys(self) -> Sequence[Mapping[str, Any]]:
        """Rows of the feed `keys`: issuer, till and store keys, and revocations."""


class BenefitsReader(Protocol):
    """What the till knows of benefits that are no discount, its own doings included."""

    def entitlements_of(self, one_id: str) -> Sequence[Entitlement]:
        """As the ledger last said, and with this till's own uses since."""

    def is_reported(self, offer_id: str, version: int) -> bool:
        """Whether the journal has told that this version of an offer is not used here."""


class OwnBenefits(BenefitsReader, Protocol):
    """What this till did, kept until the ledger's own rows show it. Written beside the journal entries that tell it."""

    def use_entitlement(self, use_id: str, entitlement_id: str) -> None: ...

    def undo_entitlement(self, use_id: str) -> None: ...

    def swap_coupon(self, old: StoredCoupon, new: StoredCoupon) -> None: ...

    def report_offer(self, offer_id: str, version: int) -> None: ...


class Journal(Protocol):
    def append(self, kind: str, document: Mapping[str, Any]) -> Entry:
        """Chain one entry to the head; durable when the unit of work commits."""

    def head(self) -> Head: ...


class SalesReader(Protocol):
    """The completed sales of this till."""

    def last(self) -> SaleSummary | None: ...

    def recent(self, limit: int = 50) -> Sequence[SaleSummary]:
        """The newest first."""

    def by_id(self, sale_id: str) -> SaleSummary | None: ...

    def document(self, sale_id: str) -> Mapping[str, Any] | None:
        """The body of the sale's journal entry."""

    def returns_of(self, store: str, sale_id: str) -> Sequence[Mapping[str, Any]]:
        """The bodies of the returns that this till took of a sale, the oldest first."""

    def goods_return(self, return_id: str) -> tuple[Mapping[str, Any], str] | None:
        """The body of a return of this till, and when it was (ISO 8601)."""


class ReceiptPrints(Protocol):
    """How often a receipt has reached the paper, over restarts."""

    def of(self, document_id: str) -> int: ...

    def add(self, document_id: str) -> None:
        """Once more, durable on return."""


class Sales(SalesReader, Protocol):
    def add(self, sale_document: Mapping[str, Any], entry: Entry, receipt_number: str) -> None: ...

    def add_return(self, document: Mapping[str, Any], entry: Entry) -> None: ...

    def add_reward(self, document: Mapping[str, Any], entry: Entry) -> None:
        """What a reward took, from the body of kind `reward_redeemed`: points, leases, a reservation, goods."""


class AcceptedCodes(Protocol):
    """The replay memory: which codes this till has accepted."""

    def contains(self, cti: bytes) -> bool: ...

    def add(self, cti: bytes, remember_until: int) -> None:
        """Keep a cti until a time (seconds since 1970)."""


class Leases(Protocol):
    """The leases of this till that it has not given back, the one that ends first in front."""

    def of_member(self, one_id: str) -> Sequence[Lease]: ...

    def of_coupon(self, coupon_id: str) -> Sequence[Lease]: ...

    def of_budgets(self) -> Sequence[Lease]: ...

    def all(self) -> Sequence[Lease]: ...

    def note_clocks(self) -> None:
        """Write down both clocks, at most once a minute: after a start of the machine, leases are counted from it."""


class LeaseReturns(Protocol):
    """What is written of leases in a unit of work."""

    def left(self, lease_id: str) -> int | None:
        """What is left of a lease in this transaction; None when it was given back or closed."""

    def mark_returned(self, lease_id: str, entry: Entry) -> None:
        """`entry` gives it back: it is never used again, whatever the feed says."""


class BenefitUses(Protocol):
    """What the sales used that the ledger has not acknowledged, of which the facts from there know nothing."""

    def of_till(self, offer_id: str, most: int) -> int:
        """Uses of an offer; counting stops at `most`."""

    def of_member(self, offer_id: str, one_id: str) -> int: ...

    def of_member_on(self, offer_id: str, one_id: str, day: str) -> int: ...

    def points_of_till(self, most: int) -> int:
        """Points spent; counting stops at `most`."""

    def points_of_member(self, one_id: str) -> int: ...

    def has_used_rain_check(self, rain_check_id: str) -> bool:
        """Whether a sale of this till was made by this promise."""

    def is_spent(self, coupon_id: str) -> bool:
        """Whether this till has used a coupon, and nothing newer from the ledger says that it may be used again."""


class OpenReservations(Protocol):
    """Reservations that this till asked for, kept over a restart, until a sale used them or they were released."""

    def add(self, reservation_id: str) -> None: ...

    def all(self) -> Sequence[str]: ...

    def drop(self, reservation_id: str) -> None: ...


@dataclass(frozen=True, slots=True)
class FailedSignIn:
    """Wrong PINs in a row under one name: how many, how long the last of them locked it, and when (ISO 8601)."""

    name: str
    failures: int
    locked_seconds: int
    failed_at: str


class FailedSignIns(Protocol):
    """Wrong PINs outlive the program: a restart is no way around a pause."""

    def of(self, name: str) -> FailedSignIn | None: ...

    def keep(self, failed: FailedSignIn) -> None: ...

    def forget(self, name: str) -> None: ...


class UnitOfWork(Protocol):
    """One write transaction of the till. Leaving the block without `commit()` rolls everything back."""

    journal: Journal
    sales: Sales
    accepted_codes: AcceptedCodes
    leases: LeaseReturns
    own_benefits: OwnBenefits
    failed_sign_ins: FailedSignIns
    wallet_attempts: WalletAttempts
    wallet_refunds: WalletRefundRows
    parked_baskets: ParkedBaskets
    web_orders: OwnHandovers
    joined_members: JoinedMembers
    member_notes: OwnNotes
    asks: OpenAsks
    contacts: OwnContacts
    wanted: OwnWanted

    def __enter__(self) -> Self: ...

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None: ...

    def commit(self) -> None: ...
