"""What the demo data is made of: plain frozen records, which `central_ledger.application.seed` loads into a ledger.

Money is in minor units, times are ISO 8601 texts with an offset, mappings are to be read only.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from retail.catalogue import Product, StoreOverlay
from retail.ports import OfferRecord, StoredCoupon
from retail.web_orders import WebOrder

Document = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class DemoBrand:
    """One brand of the group."""

    brand_id: str
    name: str
    name_en: str
    kind: str  # "fashion", "outdoor", "beauty"


@dataclass(frozen=True, slots=True)
class DemoStore:
    """One store. Its catalogue is the group's products with `overlays` laid over them, and its `own_products` besides.

    `kind` is `collection` (several brands under one roof, a till in it), `brand` or `web`. `channel` is the channel
    that its sales carry (`pos` or `web`). `brands` are the ids of the brands that it sells. `own_products` have
    `own=True` and belong to this store alone.
    """

    store_id: str
    name: str
    name_en: str
    address: str
    kind: str
    channel: str
    brands: tuple[str, ...]
    overlays: tuple[StoreOverlay, ...] = ()
    own_products: tuple[Product, ...] = ()
    currency: str = "CNY"
    time_zone: str = "Asia/Shanghai"


@dataclass(frozen=True, slots=True)
class DemoStaff:
    """One of a store's staff. `pin` (4 to 6 digits) is for the demo's start page; a ledger keeps its argon2id hash."""

    staff_id: str
    store_id: str
    name: str
    roles: tuple[str, ...]
    pin: str


@dataclass(frozen=True, slots=True)
class DemoMember:
    """One member. `birthday` is `MM-DD` or None, `tiers` and `points` are by program, `cards` by brand id.

    `stores` are the stores the member has dealt with, the home store first: their feeds carry this member.
    `sizes` are what this person buys, by kind (`clothes`, `shoes`). `first_purchase`: has never bought. `lots` are the
    group's points by their last day, all of them.
    """

    one_id: str
    name: str
    pinyin: str
    phone: str
    birthday: str | None
    tiers: Mapping[str, str]
    plans: tuple[str, ...]
    points: Mapping[str, int]
    cards: Mapping[str, str]
    first_purchase: bool
    home_store: str
    stores: tuple[str, ...]
    joined_on: str  # YYYY-MM-DD
    sizes: Mapping[str, str]
    lots: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class DemoEntitlement:
    """A service that a member may ask for some times. `source` says where it comes from."""

    entitlement_id: str
    one_id: str
    label: str
    label_en: str
    total: int
    expires_at: str | None
    source: str


@dataclass(frozen=True, slots=True)
class DemoPurchaseLine:
    """Goods of one purchase. `quantity` is a decimal text ("2", "0.350"); the amount is what was paid for all of it."""

    sku: str
    quantity: str
    unit_price_minor: int
    net_minor: int
    quantity_returned: str = "0"


@dataclass(frozen=True, slots=True)
class DemoPurchase:
    """One sale of the past, oldest first in `DemoGroup.purchases`."""

    purchase_id: str
    one_id: str
    store_id: str
    channel: str
    occurred_at: str
    lines: tuple[DemoPurchaseLine, ...]


@dataclass(frozen=True, slots=True)
class DemoGroup:
    """All of it. `products` are the group's (a store's own are in the store); `offers` hold every current version.

    `stock` is, by store and sku, what was counted on `today`, in thousandths of the unit.
    `points`, `scanning`, `handouts`, `limits`, `returns`, `offline`, `joining`, `put_aside`, `guide_coupons`,
    `events` and `receipts` (by store id) are settings documents of docs/spec/line.md.
    """

    seed: int
    today: str
    brands: tuple[DemoBrand, ...]
    stores: tuple[DemoStore, ...]
    products: tuple[Product, ...]
    offers: tuple[OfferRecord, ...]
    coupons: tuple[StoredCoupon, ...]
    members: tuple[DemoMember, ...]
    purchases: tuple[DemoPurchase, ...]
    staff: tuple[DemoStaff, ...]
    points: Document
    scanning: Document
    receipts: Mapping[str, Document]
    stock: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    entitlements: tuple[DemoEntitlement, ...] = ()
    handouts: Document = field(default_factory=dict)
    web_orders: Mapping[str, tuple[WebOrder, ...]] = field(default_factory=dict)  # by store id, paid and waiting
    limits: Document = field(default_factory=dict)
    returns: Document = field(default_factory=dict)
    offline: Document = field(default_factory=dict)
    commission: Document = field(default_factory=dict)  # docs/spec/settlement.md, section 1
    joining: Document = field(default_factory=dict)
    group_rules: Document = field(default_factory=dict)  # docs/spec/line.md, section 17
    programs: Document = field(default_factory=dict)  # docs/spec/line.md, "Programs"
    draws: tuple[Document, ...] = ()  # tables, as `central-ledger draw commit` takes them
    organisation: Document = field(default_factory=dict)  # docs/organisation.md, section 1
    put_aside: Document = field(default_factory=dict)
    guide_coupons: Document = field(default_factory=dict)
    events: Document = field(default_factory=dict)
    proposals: tuple[Document, ...] = ()  # of the collection store
    plans: Document = field(default_factory=dict)  # docs/spec/line.md, section 16
