"""Load a whole group at once: what `central_ledger.demo` makes, or what an older system holds.

Everything goes in with one transaction: a ledger is seeded or it is not. Points come as an opening transfer for each
member, purchases of the past as history beside the books: the older system has booked them.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from central_ledger.application import group_rules, offer_publishing, publish
from central_ledger.application.budgets import first_budgets
from central_ledger.application.coupon_books import issue_coupons
from central_ledger.application.draws import commit_draw
from central_ledger.application.endings import endings
from central_ledger.application.growth_opening import OPENED, opening_growth
from central_ledger.application.guide_coupons import set_guide_offers
from central_ledger.application.joining import PREPARED, link_known_phones
from central_ledger.application.joining_rules import rules_document, set_rules
from central_ledger.application.keys import store_key
from central_ledger.application.leaderboard import set_leaderboard
from central_ledger.application.ledger import Ledger
from central_ledger.application.member_events import set_events
from central_ledger.application.member_facts import reckon_everybody, send_member_rules
from central_ledger.application.organisation import publish_organisation
from central_ledger.application.pins import PIN_HASHER
from central_ledger.application.plans import set_plan_rules
from central_ledger.application.program_rules import publish_program_rules
from central_ledger.application.seed_proposals import load_proposals
from central_ledger.application.settlement_rules import publish_rules
from central_ledger.application.stock import count_stock
from central_ledger.application.tiers import open_tiers
from central_ledger.application.wanted_rows import wanted_rows
from central_ledger.application.web_orders import take_orders
from central_ledger.demo.contacts import guides_of, wishes_of
from central_ledger.demo.records import DemoEntitlement, DemoGroup, DemoMember, DemoStore
from central_ledger.domain import accounts
from central_ledger.domain.accounts import Posting, Transfer
from central_ledger.domain.growth import Bought
from central_ledger.store.entitlements import EntitlementRow
from central_ledger.store.members import Balance, MemberRow, holder_of
from central_ledger.store.purchases import PurchaseLine
from retail.joining import digest_of
from retail.ports import StaffMember, StoredCoupon

SEEDED = "seeded_at"


class AlreadySeeded(Exception):
    """The ledger holds a group already. Nothing was changed."""


@dataclass(frozen=True, slots=True)
class Loaded:
    """How many of each were loaded; `offers_refused` names the offers that break the contract, and where."""

    stores: int
    products: int
    offers: int
    members: int
    coupons: int
    staff: int
    purchase_lines: int
    offers_refused: tuple[offer_publishing.RefusedOffer, ...] = ()


def load(ledger: Ledger, group: DemoGroup, hash_pin: Callable[[str], str] = PIN_HASHER.hash) -> Loaded:
    """Put a group into a ledger that was initialised. Raises AlreadySeeded, StoreUnavailable."""
    hashes = {member.staff_id: hash_pin(member.pin) for member in group.staff}
    with ledger.database.transaction():
        if ledger.reference.meta(SEEDED) is not None:
            raise AlreadySeeded("this ledger holds a group already: take another directory")
        ledger.reference.set_meta(SEEDED, ledger.now())
        for store in group.stores:
            _load_store(ledger, group, store, hashes)
            count_stock(ledger, store.store_id, group.stock.get(store.store_id, {}))
            take_orders(ledger, store.store_id, group.web_orders.get(store.store_id, ()))
        if group.commission:
            publish_rules(ledger, group.commission, "seed")
        set_rules(ledger, group.joining or rules_document(ledger))
        publish.publish_products(ledger, publish.GROUP, group.products)
        refused = offer_publishing.publish_offers(ledger, group.offers)
        first_budgets(ledger, group.offers)
        if group.guide_coupons:
            set_guide_offers(ledger, group.guide_coupons)
        if group.events:
            set_events(ledger, group.events)
        if group.group_rules:
            group_rules.publish_rules(ledger, group.group_rules, "seed")
        if group.programs:
            publish_program_rules(ledger, group.programs)
        for table in group.draws:
            commit_draw(ledger, json.dumps(table, ensure_ascii=False))
        if group.organisation:
            publish_organisation(ledger, group.organisation, "seed")
            for store in group.stores:
                set_leaderboard(ledger, store.store_id, on=True)
        if group.plans:
            set_plan_rules(ledger, group.plans)
        _load_proposals(ledger, group)
        _load_members(ledger, group)
        ledger.contacts.open_guides(guides_of(group.members, group.staff), ledger.now())
        _load_coupons(ledger, group)
        ledger.entitlements.put(map(_entitlement_row, group.entitlements))
        lines = _purchases(group)
        ledger.purchases.add(lines)
        link_known_phones(ledger)
        ledger.reference.set_meta(PREPARED, ledger.now())
        _publish_members(ledger, group, lines)
        _open_wishes(ledger, group)
        send_member_rules(ledger)
        reckon_everybody(ledger)
    return Loaded(
        stores=len(group.stores),
        products=len(group.products) + sum(len(store.own_products) for store in group.stores),
        offers=len(group.offers) - len(refused),
        members=len(group.members),
        coupons=len(group.coupons),
        staff=len(group.staff),
        purchase_lines=len(lines),
        offers_refused=tuple(refused),
    )


def _open_wishes(ledger: Ledger, group: DemoGroup) -> None:
    """Goods that some members wait for, told to the stores that know them."""
    homes = {member.one_id: member.stores for member in group.members}
    for row in wishes_of(group, ledger.clock()):
        ledger.wanted.add(row)
        for store in homes[row.one_id]:
            ledger.feeds.put(store, "wanted", wanted_rows(ledger, row.one_id, store))


def _load_store(ledger: Ledger, group: DemoGroup, store: DemoStore, hashes: Mapping[str, str]) -> None:
    names = {brand.brand_id: brand.name for brand in group.brands}
    ledger.reference.put_store(store.store_id, store.name, store.currency)
    store_key(ledger, store.store_id)
    document = {
        "store_id": store.store_id,
        "name": store.name,
        "name_en": store.name_en,
        "address": store.address,
        "kind": store.kind,
        "channel": store.channel,
        "currency": store.currency,
        "brands": {brand: names.get(brand, brand) for brand in store.brands},
        "time_zone": store.time_zone,
    }
    publish.publish_setting(ledger, store.store_id, "store", document)
    publish.publish_setting(ledger, store.store_id, "points", group.points)
    publish.publish_setting(ledger, store.store_id, "scanning", group.scanning)
    # A shift may differ by ten yuan (or yen) before anybody has to say why.
    shifts = {"required": False, "day_starts": "04:00", "reason_above_minor": 1000}
    publish.publish_setting(ledger, store.store_id, "shifts", shifts)
    baskets = {"shared": True, "keep_minutes": 720, "default_guide": "cashier"}
    publish.publish_setting(ledger, store.store_id, "baskets", baskets)
    publish.publish_setting(ledger, store.store_id, "rain_checks", {"days": 30})
    # Tills round no amount of it: a shop's usual top-ups, in whole notes.
    value = {"gift_cards": True, "issuer": "group", "amounts_minor": [], "top_up_max_minor": 500000}
    publish.publish_setting(ledger, store.store_id, "stored_value", value)
    if group.handouts:
        publish.publish_setting(ledger, store.store_id, "handouts", group.handouts)
    if group.returns:
        publish.publish_setting(ledger, store.store_id, "returns", group.returns)
    if group.put_aside:
        publish.publish_setting(ledger, store.store_id, "put_aside", group.put_aside)
    if group.limits:
        publish.publish_setting(ledger, store.store_id, "limits", group.limits)
    if group.offline:
        publish.publish_setting(ledger, store.store_id, "offline", group.offline)
    receipt = group.receipts.get(store.store_id, {"header": [store.name], "footer": []})
    publish.publish_setting(ledger, store.store_id, "receipt", receipt)
    publish.publish_products(ledger, store.store_id, store.own_products)
    publish.publish_overlays(ledger, store.store_id, store.overlays)
    staff = [
        StaffMember(person.staff_id, person.name, person.roles, hashes[person.staff_id])
        for person in group.staff
        if person.store_id == store.store_id
    ]
    publish.publish_staff(ledger, store.store_id, staff)


def _load_proposals(ledger: Ledger, group: DemoGroup) -> None:
    """Of the first collection store, by the first of its managers."""
    store = next((each.store_id for each in group.stores if each.kind == "collection"), "")
    managers = [one for one in group.staff if one.store_id == store and "manager" in one.roles]
    if managers and group.proposals:
        load_proposals(ledger, store, (managers[0].staff_id, managers[0].name), group.proposals)


def _load_members(ledger: Ledger, group: DemoGroup) -> None:
    rows = [
        MemberRow(
            one_id=m.one_id,
            name=m.name,
            pinyin=m.pinyin,
            phone=m.phone,
            birthday=m.birthday,
            tiers=m.tiers,
            plans=m.plans,
            cards=m.cards,
            first_purchase=m.first_purchase,
        )
        for m in group.members
    ]
    # One time for all of it: a member who was last everywhere at once is at home.
    now = ledger.now()
    ledger.members.put(rows, now)
    open_tiers(ledger, rows, group.points)
    visits = _last_visits(group)
    ledger.member_facts.joined((m.one_id, m.joined_on) for m in group.members)
    ledger.members.put_stores(
        (m.one_id, store, store == m.home_store, visits.get((m.one_id, store), now))
        for m in group.members
        for store in _stores_of(m)
    )
    ledger.books.book_for_members((m.one_id, _opening(m, now)) for m in group.members if any(m.points.values()))
    ledger.members.put_balances(
        (m.one_id, program, Balance(points=points)) for m in group.members for program, points in m.points.items()
    )
    ledger.points_lots.add_many(
        (m.one_id, str(group.points["program"]), last_day, points)
        for m in group.members
        for last_day, points in m.lots.items()
    )


def _load_coupons(ledger: Ledger, group: DemoGroup) -> None:
    issue_coupons(ledger, ((holder_of(c.one_id, c.coupon_id), c) for c in group.coupons), "opening")
    publish.publish_bearer_coupons(ledger, [c for c in group.coupons if c.one_id is None])


def _publish_members(ledger: Ledger, group: DemoGroup, lines: Sequence[PurchaseLine]) -> None:
    """The rows of all members for all their stores, each feed and store in one go."""
    coupons_of: dict[str, list[StoredCoupon]] = {}
    for coupon in group.coupons:
        if coupon.one_id is not None:
            coupons_of.setdefault(coupon.one_id, []).append(coupon)
    entitled: dict[str, dict[str, str | None]] = {}
    for entitlement in group.entitlements:
        row = publish.entitlement_data(_entitlement_row(entitlement), ())
        entitled.setdefault(entitlement.one_id, {})[entitlement.entitlement_id] = row
    bought: dict[str, list[Bought]] = {}
    for line in lines:
        fields = (line.occurred_at, line.brand, line.quantity, line.quantity_returned, line.net_minor)
        bought.setdefault(line.one_id, []).append(fields)
    ledger.reference.set_meta(OPENED, ledger.now())
    guides = guides_of(group.members, group.staff)
    members: dict[str, dict[str, str | None]] = {}
    coupons: dict[str, dict[str, str | None]] = {}
    entitlements: dict[str, dict[str, str | None]] = {}
    for member in group.members:
        moves = opening_growth(ledger, member.one_id, group.points, bought.get(member.one_id, ()))
        growth = {program: sum(move.amount for move in moved) for program, moved in moves.items()}
        digest = digest_of(ledger.phone_key(), member.phone)
        data = publish.member_document(
            member,
            member.points,
            growth,
            digest=digest,
            ends=endings(ledger, member.one_id, member.points),
            guide=guides.get(member.one_id),
            home=member.home_store,
        )
        held = {c.coupon_id: publish.coupon_data(c) for c in coupons_of.get(member.one_id, [])}
        for store in _stores_of(member):
            members.setdefault(store, {})[member.one_id] = data
            coupons.setdefault(store, {}).update(held)
            entitlements.setdefault(store, {}).update(entitled.get(member.one_id, {}))
    for store, rows in members.items():
        ledger.feeds.put(store, "members", rows)
        ledger.feeds.put(store, "coupons", coupons[store])
        ledger.feeds.put(store, "entitlements", entitlements[store])


def _entitlement_row(entitlement: DemoEntitlement) -> EntitlementRow:
    return EntitlementRow(
        one_id=entitlement.one_id,
        entitlement_id=entitlement.entitlement_id,
        label=entitlement.label,
        label_en=entitlement.label_en,
        total=entitlement.total,
        expires_at=entitlement.expires_at,
        source=entitlement.source,
    )


def _opening(member: DemoMember, now: str) -> Transfer:
    """What a member brings along, against the program's promise."""
    postings = [
        posting
        for program, points in member.points.items()
        if points
        for posting in (
            Posting(accounts.member_points(member.one_id), accounts.points_unit(program), points),
            Posting(accounts.program_points(program), accounts.points_unit(program), -points),
        )
    ]
    return Transfer("opening", "opening", "opening balance", now, tuple(postings))


def _purchases(group: DemoGroup) -> list[PurchaseLine]:
    own = (product for store in group.stores for product in store.own_products)
    brands = {product.sku: product.brand for product in (*group.products, *own)}
    return [
        PurchaseLine(
            one_id=purchase.one_id,
            sale_id=purchase.purchase_id,
            line_no=line_no,
            store=purchase.store_id,
            channel=purchase.channel,
            occurred_at=purchase.occurred_at,
            sku=line.sku,
            quantity=line.quantity,
            quantity_returned=line.quantity_returned,
            unit_price_minor=line.unit_price_minor,
            net_minor=line.net_minor,
            brand=brands.get(line.sku, ""),
        )
        for purchase in group.purchases
        for line_no, line in enumerate(purchase.lines, 1)
    ]


def _last_visits(group: DemoGroup) -> dict[tuple[str, str], str]:
    """one_id and store to the time of the last purchase there, in UTC so that texts compare as times do."""
    visits: dict[tuple[str, str], str] = {}
    for purchase in group.purchases:
        moment = datetime.fromisoformat(purchase.occurred_at).astimezone(UTC).isoformat(timespec="milliseconds")
        key = (purchase.one_id, purchase.store_id)
        visits[key] = max(visits.get(key, ""), moment)
    return visits


def _stores_of(member: DemoMember) -> list[str]:
    return list(dict.fromkeys((member.home_store, *member.stores)))
