"""The members' side of a sale: points, coupons, and the cases when a benefit was not there any more.

Sources: docs/spec/offline.md, section 5, and docs/spec/line.md, "Decisions". Applied once for each sale, in any order
between tills. When the ledger is distributed, this runs where the member's rows are; until then it runs in the batch's
transaction.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from central_ledger.application.budgets import spend
from central_ledger.application.coupon_books import put_coupon
from central_ledger.application.lease_use import Breach, Rights, lease_case, recall_what_is_gone, settle_leases
from central_ledger.application.leases import recall_coupon
from central_ledger.application.ledger import Ledger
from central_ledger.application.losses import book_loss
from central_ledger.application.moments import moment_of_entry
from central_ledger.application.offer_limits import count_uses, limit_case_id
from central_ledger.application.points import add_lot, heard_late
from central_ledger.application.publish import publish_bearer_coupons
from central_ledger.domain import accounts
from central_ledger.domain.accounts import Posting, Transfer, combined
from central_ledger.domain.bodies import CodeAccepted
from central_ledger.domain.cases import Case, case_id
from central_ledger.domain.leases import budget_holder
from central_ledger.domain.offer_uses import OfferUse
from central_ledger.domain.overdraft import Overdraft, after_sale
from central_ledger.domain.sales import MemberEffects, points_transfer
from central_ledger.store.members import Balance, CouponUseRow, holder_of
from central_ledger.store.purchases import PurchaseLine
from retail.messages import Entry
from retail.ports import StoredCoupon


def holders_of(effects: MemberEffects) -> set[str]:
    """Whose rows a sale changes, but for its leases': the member's, bearer coupons', budgets'."""
    holders = set() if effects.one_id is None else {effects.one_id}
    for use in effects.uses:
        if use.coupon_id is not None:
            holders.add(holder_of(None, use.coupon_id))
        if use.is_budgeted:
            holders.add(budget_holder(use.offer_id))
    return holders


def expect_effects(ledger: Ledger, effects: Sequence[MemberEffects]) -> None:
    """These will be applied one by one: what that asks for is asked together."""
    ours = [(one.one_id, one) for one in effects if one.one_id is not None]
    ledger.goods_returns.expect_sales((one.store, one.sale_id) for one in effects)
    ledger.books.expect_member_transfers((one_id, one.reference) for one_id, one in ours)
    ledger.wanted.expect(one_id for one_id, _ in ours)
    ledger.growth.expect_purchases(one_id for one_id, _ in ours)
    programs = ((one_id, {*one.earned, one.spent_program}) for one_id, one in ours)
    ledger.members.expect_sales(
        (one_id for one_id, _ in ours), ((one_id, program) for one_id, named in programs for program in sorted(named))
    )
    ledger.cases.expect(
        (one_id, limit_case_id(one_id, use.offer_id, one.store, one.sale_id, use.number))
        for one_id, one in ours
        for use in one.uses
        if use.per_member is not None or use.per_member_day is not None
    )
    ledger.offer_uses.expect_uses(
        (one.day, one_id, use.offer_id)
        for one_id, one in ours
        for use in one.uses
        if use.per_member is not None or use.per_member_day is not None
    )


def apply_effects(ledger: Ledger, effects: MemberEffects) -> None:
    """Book what a sale does to its member and its coupons. The caller publishes the members that changed."""
    rights = settle_leases(ledger, effects)
    lost = {use.number for use in effects.coupons if not _use_coupon(ledger, effects, use, rights)}
    count_uses(ledger, effects, lost)
    spend(ledger, effects)
    one_id = effects.one_id
    if one_id is None:
        return
    transfer_id = effects.reference
    if ledger.books.has_member_transfer(one_id, transfer_id):
        return
    ledger.books.book_for_members([(one_id, points_transfer(effects))])
    if effects.alias is not None:
        ledger.identities.note_transfer(one_id, transfer_id, effects.alias)
    changes = dict(effects.earned)
    if effects.spent:
        changes[effects.spent_program] = changes.get(effects.spent_program, 0) - effects.spent
    for program, change in changes.items():
        if change < 0:
            heard_late(ledger, one_id, program, effects.occurred_at)
        change_points(ledger, effects, one_id, program, change)
        if change < 0:
            recall_what_is_gone(ledger, one_id, program)
    for program, points in effects.earned.items():
        add_lot(ledger, one_id, program, points, effects.day or effects.occurred_at)
    ledger.purchases.add(_purchases(effects, one_id))
    if not ledger.members.has_bought(one_id, ledger.now()):
        _open_facts(ledger, one_id, effects, "member_unknown", one_id)
        return
    ledger.members.put_stores([(one_id, effects.store, False, ledger.now())])


def accept_code(ledger: Ledger, entry: Entry, body: CodeAccepted) -> tuple[str, ...]:
    """Remember that a till accepted a code. A second acceptance is a case: someone may have copied it."""
    if ledger.members.accept_code(body.one_id, body.cti, entry, moment_of_entry(ledger, entry)):
        return ()
    case = Case(
        holder=body.one_id,
        case_id=case_id("code_reused", body.cti, entry.store, entry.till, entry.epoch, entry.seq),
        kind="code_reused",
        store=entry.store,
        till=entry.till,
        one_id=body.one_id,
        detail={"cti": body.cti, "epoch": entry.epoch, "seq": entry.seq, "occurred_at": entry.occurred_at},
        opened_at=ledger.now(),
    )
    ledger.cases.put(case)
    return ()


def _use_coupon(ledger: Ledger, effects: MemberEffects, use: OfferUse, rights: Rights) -> bool:
    """First come at the ledger is first served: the later use of a coupon is a case, and its saving a loss.

    So is a use without a right to it; that one does not take the coupon from whoever has the right, but nobody gets it
    anew. False: its loss is booked.
    """
    coupon_id = str(use.coupon_id)
    holder, coupon = _find_coupon(ledger, effects, use)
    why = rights.coupons_beyond.get(coupon_id)
    covered = why is None and coupon.status != "used"
    used_in = CouponUseRow(holder, coupon_id, effects.store, effects.sale_id, use.saving_minor, covered)
    ledger.members.add_coupon_use(used_in)
    status = "used" if why is None or coupon.status == "used" else "locked"
    if coupon.status != status:
        coupon = replace(coupon, status=status)
        if status == "used":
            used = effects.reference
            put_coupon(ledger, holder, coupon, "used", cause=f"used/{used}", reference=used)
        else:
            ledger.members.put_coupons([(holder, coupon)])
        if coupon.one_id is None:
            publish_bearer_coupons(ledger, [coupon])
    if coupon_id not in rights.leased:
        recall_coupon(ledger, holder, coupon_id)
    if covered:
        return True
    detail: dict[str, Any] = {"coupon_id": coupon_id, "offer_id": use.offer_id, "funding": dict(use.funding)}
    if why is not None:
        breach = Breach(holder, coupon_id, use.saving_minor, use.bearers, detail | {"what": why})
        case = lease_case(ledger, effects, breach)
    else:
        case = Case(
            holder=holder,
            case_id=case_id("coupon_reused", coupon_id, effects.store, effects.sale_id),
            kind="coupon_reused",
            store=effects.store,
            sale_id=effects.sale_id,
            one_id=effects.one_id,
            unit=effects.currency,
            amount=use.saving_minor,
            bearer=use.bearers,
            detail=detail,
            opened_at=ledger.now(),
        )
        ledger.cases.put(case)
    book_loss(ledger, effects, case, use)
    return False


def _find_coupon(ledger: Ledger, effects: MemberEffects, use: OfferUse) -> tuple[str, StoredCoupon]:
    """The coupon and its holder. One that this member does not hold is a case, and from now on it is known."""
    coupon_id = str(use.coupon_id)
    for one_id in (effects.one_id, None):
        holder = holder_of(one_id, coupon_id)
        coupon = ledger.members.coupon(holder, coupon_id)
        if coupon is not None:
            return holder, coupon
    holder = holder_of(None, coupon_id)
    if effects.one_id is not None:
        ledger.database.spans("bearer")
    issued_to_another = bool(ledger.members.holders_of_coupon(coupon_id))
    unknown = StoredCoupon(coupon_id, use.offer_id, effects.one_id, "available", None)
    ledger.members.put_coupons([(holder, unknown)])
    if not issued_to_another:  # the replay says whose it is, and what it was worth
        _open_facts(ledger, holder, effects, "coupon_unknown", coupon_id)
    return holder, unknown


def change_points(ledger: Ledger, effects: MemberEffects, one_id: str, program: str, change: int) -> None:
    """Move a balance, and keep the benefit loss at what the postings of all sales so far leave uncovered."""
    before = ledger.members.balance(one_id, program)
    spent_here = effects.spent if program == effects.spent_program else 0
    overdraft = after_sale(
        Overdraft(before.points, before.overdrawn, before.overdrawn_minor), change, spent_here, effects.spent_minor
    )
    after = Balance(
        overdraft.points, overdraft.overdrawn, overdraft.overdrawn_minor, before.expired, before.expired_through
    )
    ledger.members.put_balances([(one_id, program, after)])
    created = after.overdrawn - before.overdrawn
    if not created:
        return
    case = _overdraft_case(ledger, effects, one_id, program, after)
    bearer = case.bearer or "platform"
    unit, money = accounts.points_unit(program), after.overdrawn_minor - before.overdrawn_minor
    currency = case.unit or effects.currency
    postings = (
        Posting(accounts.member_points(one_id), unit, created),
        Posting(accounts.points_loss(bearer), unit, -created),
        Posting(accounts.benefit_loss(bearer), currency, money),
        Posting(accounts.discount("points"), currency, -money),
    )
    reference = effects.reference
    transfer_id = f"case/{case.case_id}/{reference}"
    transfer = Transfer(transfer_id, "benefit_loss", reference, effects.occurred_at, combined(postings))
    ledger.books.book_for_members([(one_id, transfer)])


def _overdraft_case(ledger: Ledger, effects: MemberEffects, one_id: str, program: str, balance: Balance) -> Case:
    """The one case of this member and program that is not decided, with this sale added to it."""
    number = 1
    while True:
        wanted = case_id("points_overdrawn", one_id, program, number)
        known = ledger.cases.get(one_id, wanted)
        if known is None or known.status != "decided":
            break
        number += 1
    case = known or Case(
        holder=one_id,
        case_id=wanted,
        kind="points_overdrawn",
        store=effects.store,
        sale_id=effects.sale_id,
        one_id=one_id,
        unit=effects.currency,
        bearer=effects.points_bearer,
        opened_at=ledger.now(),
    )
    sales = [*case.detail.get("sales", []), {"store": effects.store, "sale_id": effects.sale_id}]
    case = replace(
        case,
        amount=balance.overdrawn_minor,
        status="open" if balance.overdrawn else "withdrawn",
        detail={"program": program, "points": balance.overdrawn, "sales": sales},
    )
    ledger.cases.put(case)
    return case


def _open_facts(ledger: Ledger, holder: str, effects: MemberEffects, what: str, name: str) -> None:
    ledger.cases.put(
        Case(
            holder=holder,
            case_id=case_id("facts", what, name, effects.store, effects.sale_id),
            kind="facts",
            store=effects.store,
            sale_id=effects.sale_id,
            one_id=effects.one_id,
            detail={"what": what, "name": name},
            opened_at=ledger.now(),
        )
    )


def _purchases(effects: MemberEffects, one_id: str) -> list[PurchaseLine]:
    return [
        PurchaseLine(
            one_id=one_id,
            sale_id=effects.sale_id,
            line_no=line_no,
            store=effects.store,
            channel=effects.channel,
            occurred_at=effects.occurred_at,
            sku=sku,
            quantity=quantity,
            quantity_returned="0",
            unit_price_minor=unit_price_minor,
            net_minor=net_minor,
            brand=brand,
        )
        for line_no, (sku, quantity, unit_price_minor, net_minor, brand) in enumerate(effects.purchased, 1)
    ]
