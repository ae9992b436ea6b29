"""Members who turn out to be one, and who turn out not to be: docs/spec/line.md, section 16.

A merge is one transaction, alone in the ledger. Its row says what went over, so that it can go back: with everything
that came under the other id since.
"""

from __future__ import annotations

import json
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from central_ledger.application.aliases import publish_aliases, withdraw_aliases
from central_ledger.application.contacts import join_contacts, part_contacts
from central_ledger.application.incentives import settle_joins
from central_ledger.application.leases import recall
from central_ledger.application.ledger import Ledger
from central_ledger.application.member_events import join_visits, part_visits
from central_ledger.application.member_notes import move_notes
from central_ledger.application.merge_books import lots_of, move_coupons, move_growth, move_growth_back, move_points
from central_ledger.application.plans import move_plans
from central_ledger.application.publish import encoded, publish_members
from central_ledger.application.sale_facts import judge_first_purchases
from central_ledger.application.tiers import give_tier, member_setting, settle_tiers, tier_rules
from central_ledger.application.value_accounts import move_value
from central_ledger.application.wanted import join_wanted, part_wanted
from central_ledger.store.identities import Link, MergeRow, facts_of, phone_holder
from central_ledger.store.members import MemberRow
from central_ledger.store.merges import MERGES, UNMERGES
from retail.joining import digest_of


class MergeRefused(ValueError):
    """Not done. `code` is the line's: `not_found`, `same_member`, `in_use`, `not_merged` or `merged_since`."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code


def merge(ledger: Ledger, one_id: str, other: str, *, who: str, why: str) -> MergeRow:
    """`other` becomes an id of `one_id`. Raises MergeRefused; what tills still have in hand of the other is asked back.

    Needs no transaction; within one it is a part of it.
    """
    in_use = False
    with ledger.database.transaction():
        kept, gone = (_known(ledger, name) for name in (one_id, other))
        if kept.one_id == gone.one_id:
            raise MergeRefused("same_member", f"{one_id} and {other} are one member")
        live = ledger.leases.live_of(gone.one_id)
        in_use = bool(live) or ledger.merges.is_reserved(gone.one_id, ledger.now())
        if in_use:
            recall(ledger, live)
        else:
            row = _merged(ledger, kept, gone, who, why)
    if in_use:  # outside of the transaction, which asks the leases back
        raise MergeRefused("in_use", f"a till has something of {gone.one_id} in hand: it was asked back, try again")
    return row


def ask_back(ledger: Ledger, one_ids: Sequence[str]) -> None:
    """Ask the tills for what they have in hand of members who are to be merged."""
    with ledger.database.transaction():
        for one_id in one_ids:
            recall(ledger, ledger.leases.live_of(one_id))


def unmerge(ledger: Ledger, alias: str, *, who: str) -> MergeRow:
    """An id is a member of its own again, with what belonged to it and what came under it since. Raises MergeRefused.

    A merge on top of it has to be undone first.
    """
    with ledger.database.transaction():
        row = _merge_of(ledger, alias)
        if ledger.identities.is_alias(row.one_id):
            raise MergeRefused("merged_since", f"{row.one_id} was merged into another one since: undo that first")
        document = _unmerged(ledger, row)
        now = ledger.now()
        ledger.identities.undo_merge(row, now, who, document)
        return replace(row, undone_at=now, undone_by=who, undone_document=document)


def _merged(ledger: Ledger, kept: MemberRow, gone: MemberRow, who: str, why: str) -> MergeRow:
    now, merge_id = ledger.now(), secrets.token_hex(8)
    before, after = gone.one_id, kept.one_id
    grown, coupons = ledger.merges.grown(before), ledger.merges.coupons_of(before)
    lots = lots_of(ledger, before)
    entitled = [row.entitlement_id for row in ledger.entitlements.of_member(before)]
    purchases, homes = ledger.merges.purchases_of(before), ledger.merges.homes_of(before)
    links, orders = ledger.identities.links_of(before), ledger.merges.waiting_orders(before)
    whole, plans = _whole(ledger, kept, gone), [row.period_id for row in ledger.plans.of_member(before)]
    document = {
        "growth": move_growth(ledger, before, after, merge_id, grown),
        "points": move_points(
            ledger, before, after, f"{MERGES}{merge_id}", points=ledger.members.balances(before), lots=lots
        ),
        "lots": lots,
        "coupons": [one.coupon.coupon_id for one in coupons],
        "value": move_value(ledger, before, after, f"{MERGES}{merge_id}"),
        "entitlements": entitled,
        "purchases": purchases,
        "stores": [list(home) for home in homes],
        "links": [[link.holder, link.kind] for link in links],
        "plans": plans,
        "notes": move_notes(ledger, before, after),
        "kept": facts_of(kept),
        "whole": facts_of(whole),
    }
    row = MergeRow(after, merge_id, before, now, who, why, document)
    move_coupons(ledger, before, after, merge_id, coupons)
    for entitlement_id in entitled:
        ledger.merges.move_entitlement(before, after, entitlement_id)
    ledger.merges.move_purchases(before, after, purchases)
    ledger.merges.count_uses_too(before, after)
    ledger.merges.copy_consents(before, after)
    join_contacts(ledger, before, after)
    join_wanted(ledger, before, after)
    join_visits(ledger, before, after)
    ledger.member_tags.copy(before, after)
    _move_links(ledger, links, after, who, merge_id)
    _move_orders(ledger, orders, after)
    ledger.members.put_stores((after, store, home, visit) for store, home, visit in homes)
    ledger.members.put([replace(whole, tiers=kept.tiers)], now)
    ledger.identities.add_alias(before, after, merge_id, now)
    ledger.identities.add_merge(row)
    settle_joins(ledger, before)
    _set_tiers(ledger, after, kept.tiers, whole.tiers)
    move_plans(ledger, before, after, plans)
    _leave(ledger, before, [store for store, _, _ in homes])
    judge_first_purchases(ledger, after)
    publish_aliases(ledger, after)
    publish_members(ledger, [after])
    return row


def _unmerged(ledger: Ledger, row: MergeRow) -> dict[str, Any]:
    """What went back."""
    kept = _known(ledger, row.one_id)
    before, after, made = row.one_id, row.alias, row.document
    now, others = ledger.now(), [after, *ledger.identities.all_of(after)]
    under = ledger.identities.transfers_under(before, others)
    named = dict(made.get("growth", {})) | {name: name for name in under}
    found = ledger.merges.grown_by(before, named.values())
    grown = {origin: found[name] for origin, name in named.items() if name in found}
    owed = dict(made.get("points", {}))
    for program, points in ledger.merges.points_by(before, under).items():
        owed[program] = owed.get(program, 0) + points
    lots = {program: made.get("lots", {}).get(program) or left for program, left in lots_of(ledger, before).items()}
    held = set(made.get("coupons", ()))
    coupons = [one for one in ledger.merges.coupons_of(before) if one.coupon.coupon_id in held]
    since = [name.partition("/")[2] for name in under if not name.startswith("return/")]
    move_growth_back(ledger, before, after, row.merge_id, grown)
    went = move_points(ledger, before, after, f"{UNMERGES}{row.merge_id}", points=owed, lots=lots)
    move_value(ledger, before, after, f"{UNMERGES}{row.merge_id}", made.get("value", {}))
    short = {
        program: points - went.get(program, 0) for program, points in owed.items() if points != went.get(program, 0)
    }
    move_coupons(ledger, before, after, row.merge_id, coupons)
    for entitlement_id in made.get("entitlements", ()):
        ledger.merges.move_entitlement(before, after, entitlement_id)
    ledger.merges.move_purchases(before, after, [*made.get("purchases", ()), *since])
    sales = [(store, sale_id) for store, _, sale_id in (name.partition("/") for name in under) if store != "return"]
    ledger.merges.part_uses(before, after, sales)
    part_contacts(ledger, before, after, others)
    part_wanted(ledger, before, after, others)
    part_visits(ledger, before, after, others)
    holders = {holder for holder, _ in made.get("links", ())}
    links = [link for link in ledger.identities.links_of(before) if link.holder in holders]
    _move_links(ledger, links, after, row.who, row.merge_id)
    stores = [(str(store), bool(home), str(visit)) for store, home, visit in made.get("stores", ())]
    if not stores:  # it joined at a till, and was known: its stores are those of the other
        stores = [(store, False, now) for store in ledger.members.stores_of(before)]
    ledger.members.put_stores((after, store, home, visit) for store, home, visit in stores)
    apart = _apart(kept, made)
    ledger.identities.drop_alias(after)
    settle_joins(ledger, after)
    _link_phone(ledger, after, row.merge_id)
    ledger.members.put([replace(apart, tiers=kept.tiers)], now)
    _set_tiers(ledger, before, kept.tiers, apart.tiers)
    since_sold = [
        plan.period_id for plan in ledger.plans.of_member(before) if plan.period_id.rpartition("/")[0] in under
    ]
    move_plans(ledger, before, after, [*made.get("plans", ()), *since_sold])
    move_notes(ledger, before, after, made.get("notes", ()))
    settle_tiers(ledger, [after])
    withdraw_aliases(ledger, [after])
    publish_aliases(ledger, after)
    publish_aliases(ledger, before)
    publish_members(ledger, [before, after])
    ledger.identities.forget_transfers(before, under)
    for name, alias in under.items():
        if alias != after:  # under an id that had become this one before
            ledger.identities.note_transfer(after, name, alias)
    return {
        "growth": list(grown),
        "points": went,
        "short": short,
        "coupons": [one.coupon.coupon_id for one in coupons],
        "since": list(under),
    }


def _known(ledger: Ledger, one_id: str) -> MemberRow:
    member = ledger.members.get(ledger.identities.current(one_id))
    if member is None:
        raise MergeRefused("not_found", f"there is no member {one_id}")
    return member


def _merge_of(ledger: Ledger, alias: str) -> MergeRow:
    owner = ledger.identities.owner(alias)
    rows = [] if owner is None else ledger.identities.merges_of(owner)
    found = next((row for row in rows if row.alias == alias and row.undone_at is None), None)
    if found is None:
        raise MergeRefused("not_merged", f"{alias} is no other member's id")
    return found


def _whole(ledger: Ledger, kept: MemberRow, gone: MemberRow) -> MemberRow:
    """What is known of both. Tiers and plans: whatever one of them had; the kept one's card of a brand goes before."""
    return replace(
        kept,
        name=kept.name or gone.name,
        pinyin=kept.pinyin or gone.pinyin,
        phone=kept.phone or gone.phone,
        birthday=kept.birthday or gone.birthday,
        tiers=_higher(ledger, kept, gone),
        plans=sorted({*kept.plans, *gone.plans}),
        cards={**gone.cards, **kept.cards},
        first_purchase=kept.first_purchase and gone.first_purchase,
    )


def _higher(ledger: Ledger, kept: MemberRow, gone: MemberRow) -> dict[str, str]:
    """By program the higher tier of the two, by the order of the rules; where nothing says which, the kept one's."""
    rules = tier_rules(member_setting(ledger, kept.one_id))
    found = {**gone.tiers, **kept.tiers}
    for program, tier in gone.tiers.items():
        order = [name for name, _ in rules[program].steps] if program in rules else []
        if tier in order and order.index(tier) > (order.index(found[program]) if found[program] in order else -1):
            found[program] = tier
    return found


def _set_tiers(ledger: Ledger, one_id: str, now: Mapping[str, str], wanted: Mapping[str, str]) -> None:
    """Tiers that a merge gave or takes back are given by hand; what growth value says beyond them follows."""
    for program in {**now, **wanted}:
        if now.get(program) != wanted.get(program):
            give_tier(ledger, one_id, program, wanted.get(program), until=None, why="given")
    settle_tiers(ledger, [one_id])


def _apart(kept: MemberRow, made: Mapping[str, Any]) -> MemberRow:
    """The member as before the merge, in all that nobody has changed since."""
    before, whole = made.get("kept") or {}, made.get("whole") or {}
    now = facts_of(kept)
    changes = {}
    for name, value in before.items():
        if name not in ("first_purchase", "tiers", "cards") and now[name] == whole.get(name):
            changes[name] = value
    for name in ("tiers", "cards"):
        came = {key for key, value in whole.get(name, {}).items() if before.get(name, {}).get(key) != value}
        still = {key for key in came if now[name].get(key) == whole[name][key]}
        left = {key: value for key, value in now[name].items() if key not in still}
        changes[name] = left | {key: before[name][key] for key in still if key in before.get(name, {})}
    return replace(kept, **changes)


def _move_links(ledger: Ledger, links: Sequence[Link], one_id: str, who: str, merge_id: str) -> None:
    now = ledger.now()
    for link in links:
        ledger.identities.unlink(link, who, now, merge_id)
    ledger.identities.link([Link(link.holder, one_id, link.kind, now, merge_id) for link in links], who)


def _link_phone(ledger: Ledger, one_id: str, reference: str) -> None:
    """Who joined under a phone that was known has it too, now that they are two."""
    member = ledger.members.get(one_id)
    digest = None if member is None else digest_of(ledger.phone_key(), member.phone)
    if digest is not None:
        ledger.identities.link([Link(phone_holder(digest), one_id, "phone", ledger.now(), reference)], "ledger")


def _move_orders(ledger: Ledger, orders: Sequence[tuple[str, str, str]], one_id: str) -> None:
    """Web orders wait for the member under the id that tills show."""
    for store, order_id, text in orders:
        document = encoded({**json.loads(text), "one_id": one_id})
        ledger.merges.change_order(store, order_id, one_id, document)
        ledger.feeds.put(store, "orders", {order_id: document})


def _leave(ledger: Ledger, one_id: str, stores: Sequence[str]) -> None:
    """Tills forget the id's own row; its coupons and services come to them as the other's."""
    for store in stores:
        ledger.members.leave_store(one_id, store)
        for feed in ("members", "member_facts"):
            ledger.feeds.put(store, feed, {one_id: None})
        if ledger.feeds.get(store, "contacts", one_id) is not None:
            ledger.feeds.put(store, "contacts", {one_id: None})
