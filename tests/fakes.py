"""Stand-ins behind the ports, for tests of use cases and screens that need no disk and no network."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta, timezone
from typing import Any

from retail.catalogue import Product
from retail.member import Member, card_text
from retail.member_tags import MemberTag
from retail.ports import OfferRecord, StaffMember, StoredCoupon
from retail.stock import StockLevel

SHANGHAI = timezone(timedelta(hours=8))


class FakeClock:
    """A clock that moves only when told to."""

    def __init__(self, now: datetime | None = None) -> None:
        self.time = now or datetime(2026, 11, 11, 10, 0, tzinfo=SHANGHAI)
        self.elapsed = 0

    def now(self) -> datetime:
        return self.time

    def elapsed_ms(self) -> int:
        return self.elapsed

    def advance(self, seconds: float) -> None:
        self.time += timedelta(seconds=seconds)
        self.elapsed += int(seconds * 1000)


class CountingIds:
    def __init__(self) -> None:
        self.made = 0

    def new(self) -> str:
        self.made += 1
        return f"id-{self.made:04d}"


@dataclass
class FakeCatalogue:
    products: list[Product] = field(default_factory=list)

    def by_code(self, codes: Sequence[str]) -> Sequence[Product]:
        return [p for code in codes for p in self.products if code == p.sku or code in p.barcodes]

    def search(self, text: str, limit: int = 20) -> Sequence[Product]:
        return [p for p in self.products if text in p.name or p.pinyin.startswith(text) or p.sku.startswith(text)][
            :limit
        ]

    def count(self) -> int:
        return len(self.products)


@dataclass
class FakeStock:
    """Pieces by SKU; what is not there was never counted."""

    pieces: dict[str, int] = field(default_factory=dict)
    as_of: str = "2026-11-11T09:58:00+08:00"
    sold: dict[str, int] = field(default_factory=dict)

    def of(self, skus: Sequence[str]) -> Mapping[str, StockLevel]:
        return {sku: StockLevel(sku, self.pieces[sku] * 1000, self.as_of) for sku in skus if sku in self.pieces}

    def sold_since(self, moment: datetime) -> Mapping[str, int]:
        return {sku: pieces * 1000 for sku, pieces in self.sold.items()}


@dataclass
class FakeMembers:
    members: list[Member] = field(default_factory=list)
    coupons: list[StoredCoupon] = field(default_factory=list)
    tags: list[MemberTag] = field(default_factory=list)
    said: Callable[[], Mapping[str, Mapping[str, bool]]] = dict  # consents that this till was told, by member

    def tags_of(self, one_id: str) -> Sequence[MemberTag]:
        return self.tags

    def by_one_id(self, one_id: str) -> Member | None:
        said = self.said().get(one_id, {})
        found = next((m for m in self.members if m.one_id == one_id), None)
        return replace(found, consents={**found.consents, **said}) if found is not None and said else found

    def by_card(self, number: str) -> Member | None:
        return next((m for m in self.members if number in m.cards.values()), None)

    def linked_card(self, numbers: Sequence[str]) -> str | None:
        texts = [card_text(number) for number in numbers]
        found = {m.one_id: text for m in self.members for text in texts if text in m.cards.values()}
        return next(iter(found.values())) if len(found) == 1 else None

    def search(self, text: str, limit: int = 20) -> Sequence[Member]:
        found = [m for m in self.members if m.phone.endswith(text) or text in m.name or m.pinyin.startswith(text)]
        return found[:limit]

    def by_phone_digest(self, digest: str) -> Sequence[Member]:
        return [m for m in self.members if digest and m.phone_digest == digest]

    def coupons_of(self, one_id: str) -> Sequence[StoredCoupon]:
        return [c for c in self.coupons if c.one_id == one_id]


@dataclass
class FakeReference:
    offer_records: list[OfferRecord] = field(default_factory=list)
    staff_members: list[StaffMember] = field(default_factory=list)
    settings_document: dict[str, Any] = field(default_factory=dict)
    key_rows: list[Mapping[str, Any]] = field(default_factory=list)

    def offers(self) -> Sequence[OfferRecord]:
        return self.offer_records

    def offer_version(self, offer_id: str, version: int) -> Mapping[str, Any] | None:
        found = (r for r in self.offer_records if (r.offer_id, r.version) == (offer_id, version))
        return next((record.document for record in found), None)

    def staff(self) -> Sequence[StaffMember]:
        return self.staff_members

    def settings(self) -> Mapping[str, Any]:
        return self.settings_document

    def keys(self) -> Sequence[Mapping[str, Any]]:
        return self.key_rows


@dataclass
class FakePrints:
    """How often each receipt was printed."""

    counts: dict[str, int] = field(default_factory=dict)

    def of(self, document_id: str) -> int:
        return self.counts.get(document_id, 0)

    def add(self, document_id: str) -> None:
        self.counts[document_id] = self.of(document_id) + 1


class RecordingTransport:
    """A printer that remembers; raises `failure` instead when there is one."""

    def __init__(self) -> None:
        self.output = b""
        self.failure: Exception | None = None

    def write(self, data: bytes) -> None:
        if self.failure is not None:
            raise self.failure
        self.output += data
