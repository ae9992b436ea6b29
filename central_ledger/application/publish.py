"""Put what the ledger knows into the feeds that stores pull: docs/spec/line.md, section 4."""

from __future__ import annotations

import base64
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import tzinfo
from functools import lru_cache
from typing import Any, Protocol

import msgspec

from central_ledger.application.contact_rows import contact_row
from central_ledger.application.endings import endings
from central_ledger.application.growth import growth_now
from central_ledger.application.ledger import Ledger
from central_ledger.application.wanted_rows import wanted_rows
from central_ledger.domain.offer_uses import zone_of
from central_ledger.store.entitlements import EntitlementRow
from central_ledger.store.reference import PublicKey
from retail.catalogue import Product, StoreOverlay
from retail.joining import CONTACT, digest_of
from retail.member import MemberGuide
from retail.ports import StaffMember, StoredCoupon

GROUP = "group"
#: What a member must not have said no to, to be known by habit: tags and events go by it.
PROFILE = "profile"
#: The surest ones of a member; a counter shows few.
TAGS_SENT_MAX = 20

#: Every feed, and the scopes in which a till sees it. `store` stands for its store's id, `till` for `STORE/TILL`.
FEEDS: Mapping[str, tuple[str, ...]] = {
    "products": (GROUP, "store"),
    "overlay": ("store",),
    "offers": (GROUP,),
    "members": ("store",),
    "aliases": (GROUP,),
    "coupons": ("store",),
    "entitlements": ("store",),
    "tags": ("store",),
    "member_facts": ("store",),
    "member_notes": ("store",),
    "contacts": ("store",),
    "wanted": ("store",),
    "orders": ("store",),
    "keys": (GROUP,),
    "staff": ("store",),
    "settings": ("store",),
    "stock": ("store",),
    "leases": ("till",),
    "suggestions": (GROUP, "store"),
}


def encoded(document: Any) -> str:
    """A row's data as compact JSON."""
    return msgspec.json.encode(document).decode()


def product_data(product: Product) -> str:
    return encoded(
        {
            "sku": product.sku,
            "name": product.name,
            "name_en": product.name_en,
            "pinyin": product.pinyin,
            "variant": product.variant,
            "brand": product.brand,
            "categories": list(product.categories),
            "tags": list(product.tags),
            "barcodes": list(product.barcodes),
            "unit_price_minor": product.unit_price_minor,
            "tax_bps": product.tax_bps,
            "weighed": product.weighed,
            "discountable": product.discountable,
            "unit": product.unit,
            "own": product.own,
        }
    )


def publish_products(ledger: Ledger, scope: str, products: Iterable[Product]) -> None:
    """Products of the whole group (scope `group`), or a store's own (scope: the store)."""
    ledger.feeds.put(scope, "products", {product.sku: product_data(product) for product in products})


def publish_overlays(ledger: Ledger, store: str, overlays: Iterable[StoreOverlay]) -> None:
    rows = {o.sku: {"sku": o.sku, "unit_price_minor": o.unit_price_minor, "listed": o.listed} for o in overlays}
    ledger.feeds.put(store, "overlay", {sku: encoded(row) for sku, row in rows.items()})


def publish_key(ledger: Ledger, key: PublicKey) -> None:
    """Keep a public key and tell every till about it."""
    ledger.reference.put_key(key)
    row = {
        "key_id": key.key_id,
        "type": key.type,
        "public_key": base64.b64encode(key.public_key).decode(),
        "valid_from": key.valid_from,
        "valid_to": key.valid_to,
        "store": key.store or None,
        "till": key.till or None,
    }
    ledger.feeds.put(GROUP, "keys", {key.key_id: encoded(row)})


def publish_staff(ledger: Ledger, store: str, staff: Iterable[StaffMember]) -> None:
    tree = ledger.organisations.newest()
    rows = {
        s.staff_id: {
            "staff_id": s.staff_id,
            "name": s.name,
            "roles": list(s.roles),
            "pin_hash": s.pin_hash,
            "scope": tree.scope_of(store, s.staff_id, s.roles).text,
        }
        for s in staff
    }
    ledger.feeds.put(store, "staff", {staff_id: encoded(row) for staff_id, row in rows.items()})


def publish_setting(ledger: Ledger, store: str, name: str, document: Mapping[str, Any]) -> None:
    ledger.feeds.put(store, "settings", {name: encoded(dict(document))})


def points_setting(ledger: Ledger, store: str) -> Mapping[str, Any]:
    """The setting `points` of a store; empty when it has none."""
    setting = ledger.feeds.get(store, "settings", "points")
    return _setting(setting) if setting is not None else {}


@lru_cache(maxsize=256)
def _setting(text: str) -> Mapping[str, Any]:
    """A setting is asked about with every sale and member: it is read once, and nobody changes what was read."""
    found: Mapping[str, Any] = json.loads(text)
    return found


def points_program(ledger: Ledger, store: str) -> str:
    """The program whose points pay in a store: what its setting `points` says, else `group`."""
    program = points_setting(ledger, store).get("program")
    return program if isinstance(program, str) and program else "group"


def store_zone(ledger: Ledger, store: str) -> tzinfo:
    """The time zone of a store, by its setting `store`."""
    setting = ledger.feeds.get(store, "settings", "store")
    return zone_of(_setting(setting).get("time_zone") if setting is not None else None)


class MemberFacts(Protocol):
    """What a row of the feed `members` says of a member, beside points: the ledger's own rows, and the seed's."""

    @property
    def one_id(self) -> str: ...
    @property
    def name(self) -> str: ...
    @property
    def pinyin(self) -> str: ...
    @property
    def phone(self) -> str: ...
    @property
    def birthday(self) -> str | None: ...
    @property
    def tiers(self) -> Mapping[str, str]: ...
    @property
    def plans(self) -> Sequence[str]: ...
    @property
    def cards(self) -> Mapping[str, str]: ...
    @property
    def first_purchase(self) -> bool: ...


def publish_members(ledger: Ledger, one_ids: Iterable[str]) -> None:
    """Tell the stores of these members how they stand now: their facts, points and coupons."""
    one_ids = list(one_ids)
    expect_profiles(ledger, one_ids)
    tell_stores(ledger, one_ids)


def tell_stores(ledger: Ledger, one_ids: Iterable[str]) -> None:
    """The same, where `expect_profiles` was told of them in this transaction."""
    members: dict[str, dict[str, str | None]] = {}
    held_rows: dict[tuple[str, str], dict[str, str | None]] = {}
    sent = ledger.feeds.under_way()
    for one_id in one_ids:
        stores = ledger.members.stores_of(one_id)
        data = member_data(ledger, one_id)
        if data is None:
            continue
        held: dict[str, dict[str, str | None]] = {
            "tags": {one_id: tags_data(ledger, one_id)},
            "member_facts": {one_id: facts_data(ledger, one_id)},
            "coupons": {coupon.coupon_id: coupon_data(coupon) for coupon in ledger.members.coupons_of(one_id)},
            "entitlements": {
                row.entitlement_id: entitlement_data(row, ledger.entitlements.uses(one_id, row.entitlement_id))
                for row in ledger.entitlements.of_member(one_id)
            },
        }
        for store in stores:
            members.setdefault(store, {})[one_id] = data
            held["contacts"] = {one_id: contact_row(ledger, one_id, store)}
            held["wanted"] = wanted_rows(ledger, one_id, store)
            for feed, rows in held.items():
                # Only what changed: a member's old coupons need not travel again with every sale.
                told = {key: sent.get((store, feed, key), ledger.feeds.get(store, feed, key)) for key in rows}
                changed = {key: row for key, row in rows.items() if told[key] != row}
                held_rows.setdefault((store, feed), {}).update(changed)
    for store, member_rows in members.items():
        ledger.feeds.put(store, "members", member_rows)
    for (store, feed), feed_rows in held_rows.items():
        ledger.feeds.put(store, feed, feed_rows)


def expect_profiles(ledger: Ledger, one_ids: Sequence[str]) -> None:
    """All that is asked about members one by one below, and by their tiers, asked together."""
    ledger.members.expect_profiles(one_ids)
    ledger.identities.expect_consents(one_ids)
    ledger.entitlements.expect(one_ids)
    ledger.member_tags.expect(one_ids)
    ledger.member_facts.expect(one_ids)
    ledger.contacts.expect(one_ids)
    ledger.wanted.expect(one_ids)
    ledger.offer_uses.expect(one_ids)
    stores = {one_id: ledger.members.stores_of(one_id) for one_id in one_ids}
    ledger.feeds.expect(
        (store, feed, key)
        for one_id, known in stores.items()
        for feed, keys in (
            ("tags", [one_id]),
            ("member_facts", [one_id]),
            ("contacts", [one_id]),
            ("coupons", [coupon.coupon_id for coupon in ledger.members.coupons_of(one_id)]),
            ("entitlements", [row.entitlement_id for row in ledger.entitlements.of_member(one_id)]),
            ("wanted", [row.wanted_id for row in ledger.wanted.open_of(one_id)]),
        )
        for store in known
        for key in keys
    )
    ruled = [one_id for one_id, known in stores.items() if known and points_setting(ledger, known[0]).get("tier_rules")]
    ledger.growth.expect(ruled)
    ledger.tiers.expect(one_ids)
    ledger.points_lots.expect(one_ids)


def member_data(ledger: Ledger, one_id: str) -> str | None:
    """The row of a member for the feed `members`, or None when the ledger does not know them."""
    member = ledger.members.get(one_id)
    if member is None:
        return None
    # What counts for tiers is the group's decision: every store has the same.
    setting = next((points_setting(ledger, store) for store in ledger.members.stores_of(one_id)), {})
    growth = growth_now(ledger, one_id, setting, ledger.clock())
    uses = {
        offer_id: {"member": in_all, "member_day": on_day, "day": day}
        for offer_id, (in_all, on_day, day) in ledger.offer_uses.of_member(one_id).items()
    }
    digest = digest_of(ledger.phone_key(), member.phone)
    said = {row.purpose: row.given for row in ledger.identities.consents_of(one_id)}
    if not said.get(CONTACT, True):
        member = replace(member, name="", pinyin="", phone="")
    points = ledger.members.balances(one_id)
    ends = endings(ledger, one_id, points)
    guide, home = ledger.contacts.guide_of(one_id), ledger.contacts.home_of(one_id)
    return member_document(
        member, points, growth, uses=uses, digest=digest, consents=said, ends=ends, guide=guide, home=home
    )


def member_document(
    member: MemberFacts,
    points: Mapping[str, int],
    growth: Mapping[str, int],
    *,
    uses: Mapping[str, Any] | None = None,
    digest: str | None = None,
    consents: Mapping[str, bool] | None = None,
    ends: Mapping[str, Any] | None = None,
    guide: MemberGuide | None = None,
    home: str | None = None,
) -> str:
    """The row of a member. `growth` is left out where no rule of tiers asks for it, `uses` where no limited offer was
    used. A till finds a member by the phone's `digest`, also one whose phone it may not know. `ends`: `endings`.
    `guide` looks after the member; `home` is the store that does while nobody is their guide.
    """
    return encoded(
        {
            "one_id": member.one_id,
            "name": member.name,
            "pinyin": member.pinyin,
            "phone": member.phone,
            "birthday": member.birthday,
            "tiers": dict(member.tiers),
            "plans": list(member.plans),
            "points": dict(sorted(points.items())),
            "cards": dict(member.cards),
            "first_purchase": member.first_purchase,
        }
        | ({"growth": dict(growth)} if growth else {})
        | ({"uses": uses} if uses else {})
        | ({"phone_digest": digest} if digest is not None else {})
        | ({"consents": dict(consents)} if consents else {})
        | ({"ends": ends} if ends else {})
        | ({"guide": {"store": guide.store, "staff_id": guide.staff_id}} if guide is not None else {})
        | ({"home": home} if home is not None else {})
    )


def coupon_data(coupon: StoredCoupon) -> str:
    return encoded(
        {
            "coupon_id": coupon.coupon_id,
            "offer_id": coupon.offer_id,
            "one_id": coupon.one_id,
            "status": coupon.status,
            "expires_at": coupon.expires_at,
        }
    )


def tags_data(ledger: Ledger, one_id: str) -> str | None:
    """The row of a member for the feed `tags`; None when there is nothing that may be known."""
    now = ledger.now()
    live = [tag for tag in ledger.member_tags.of_member(one_id) if tag.expires_at is None or tag.expires_at > now]
    if not live or ledger.identities.is_withdrawn(one_id, PROFILE):
        return None
    rows = [
        {
            "tag": tag.tag,
            "label": tag.label,
            "label_en": tag.label_en,
            "source": client.name if (client := ledger.clients.get(tag.source)) is not None else tag.source,
            "confidence_bps": tag.confidence_bps,
            "expires_at": tag.expires_at,
        }
        for tag in sorted(live, key=lambda tag: (-tag.confidence_bps, tag.source, tag.tag))[:TAGS_SENT_MAX]
    ]
    return encoded({"one_id": one_id, "tags": rows})


def facts_data(ledger: Ledger, one_id: str) -> str | None:
    """The row of a member for the feed `member_facts`; None: nothing was reckoned, or nobody may know it."""
    row = ledger.member_facts.get(one_id)
    return None if row is None or ledger.identities.is_withdrawn(one_id, PROFILE) else row.document


def publish_facts(ledger: Ledger, one_ids: Iterable[str]) -> None:
    """Tell the stores of these members what was reckoned about them."""
    by_store: dict[str, dict[str, str | None]] = {}
    for one_id in one_ids:
        data = facts_data(ledger, one_id)
        for store in ledger.members.stores_of(one_id):
            if ledger.feeds.get(store, "member_facts", one_id) != data:
                by_store.setdefault(store, {})[one_id] = data
    for store, rows in by_store.items():
        ledger.feeds.put(store, "member_facts", rows)


def entitlement_data(row: EntitlementRow, uses: Sequence[str]) -> str:
    """A row of the feed `entitlements`. `uses` are the ids of the uses that stand: a till tells its own from them."""
    return encoded(
        {
            "entitlement_id": row.entitlement_id,
            "one_id": row.one_id,
            "label": row.label,
            "label_en": row.label_en,
            "total": row.total,
            "used": len(uses),
            "use_ids": list(uses),
            "expires_at": row.expires_at,
            "source": row.source,
            **({"sku": row.sku} if row.sku else {}),
        }
    )


def publish_coupon(ledger: Ledger, coupon: StoredCoupon) -> None:
    """Tell every store that knows a coupon how it stands, also where that is what it was told last: a till that used
    it itself has it otherwise.
    """
    if coupon.one_id is None:
        publish_bearer_coupons(ledger, [coupon])
        return
    for store in ledger.members.stores_of(coupon.one_id):
        ledger.feeds.put(store, "coupons", {coupon.coupon_id: coupon_data(coupon)})


def publish_bearer_coupons(ledger: Ledger, coupons: Iterable[StoredCoupon]) -> None:
    """Coupons that anybody may use are known in every store."""
    rows = {coupon.coupon_id: coupon_data(coupon) for coupon in coupons}
    for store in ledger.reference.stores():
        ledger.feeds.put(store, "coupons", dict(rows))
