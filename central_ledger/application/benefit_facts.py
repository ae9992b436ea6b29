"""What tills tell about benefits beside sales: services used, coupons swapped, offers that they do not use.

Source: docs/spec/line.md, section 6 and "Benefits beside the price". Each is applied once, in any order between tills;
each function gives the members whose rows have changed.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from central_ledger.application.coupon_books import issue_coupons, put_coupon
from central_ledger.application.leases import recall_coupon
from central_ledger.application.ledger import Ledger
from central_ledger.application.publish import GROUP, publish_bearer_coupons
from central_ledger.domain.bodies import CouponSwapped, EntitlementUsed, EntitlementUseUndone, OfferRejected, SaleBody
from central_ledger.domain.cases import Case, case_id
from central_ledger.store.entitlements import EntitlementMove
from central_ledger.store.handouts import HandoutRow, SwapRow
from central_ledger.store.members import holder_of
from retail.messages import Entry
from retail.offer_extras import grows_of
from retail.ports import StoredCoupon


def move_entitlement(ledger: Ledger, entry: Entry, body: EntitlementUsed | EntitlementUseUndone) -> Iterable[str]:
    """Count a use, or that it was taken back; more uses than there are is one case, however they arrive."""
    move = EntitlementMove(
        one_id=body.one_id,
        entitlement_id=body.entitlement_id,
        use_id=body.use_id,
        move="used" if isinstance(body, EntitlementUsed) else "undone",
        store=entry.store,
        till=entry.till,
        occurred_at=entry.occurred_at,
        staff_id=body.staff_id,
        sale_id=body.sale_id if isinstance(body, EntitlementUsed) else None,
    )
    if not ledger.entitlements.add_move(move):
        return ()
    known = ledger.entitlements.get(body.one_id, body.entitlement_id)
    if known is None:
        _open_facts(ledger, body.one_id, entry, "entitlement_unknown", body.entitlement_id)
        return ()
    if known.sku != (body.sku or ""):
        _open_facts(ledger, body.one_id, entry, "handed_over_differs", body.entitlement_id)
    uses = ledger.entitlements.uses(body.one_id, body.entitlement_id)
    wanted = case_id("entitlement_overused", body.one_id, body.entitlement_id)
    case = ledger.cases.get(body.one_id, wanted)
    over = len(uses) > known.total
    if over or case is not None:
        case = case or Case(
            holder=body.one_id,
            case_id=wanted,
            kind="entitlement_overused",
            store=entry.store,
            till=entry.till,
            one_id=body.one_id,
            opened_at=ledger.now(),
        )
        detail = {"entitlement_id": known.entitlement_id, "total": known.total, "used": len(uses), "uses": uses}
        # A decision stands for the uses that it was made about; another one needs another.
        decided = case.status == "decided" and case.detail.get("used", 0) >= len(uses)
        status = case.status if decided else "open" if over else "withdrawn"
        ledger.cases.put(replace(case, status=status, detail=detail))
    return (body.one_id,)


def goods_handed(body: EntitlementUsed | EntitlementUseUndone) -> dict[str, int]:
    """What leaves the store with a use (below 0: comes back to it), in thousandths by sku."""
    if body.sku is None:
        return {}
    return {body.sku: 1000 if isinstance(body, EntitlementUsed) else -1000}


def handing_id(body: EntitlementUsed | EntitlementUseUndone) -> str:
    """Under which name the stock's movement is kept: a use and its being taken back are one each."""
    return body.use_id if isinstance(body, EntitlementUsed) else f"{body.use_id}/undone"


def swap_coupon(ledger: Ledger, entry: Entry, body: CouponSwapped) -> Iterable[str]:
    """The old coupon is used up and the new one is there. A coupon that was used before is a case; the new one stays:
    the member was promised it.
    """
    holder = holder_of(body.one_id, body.coupon_id)
    known = ledger.members.coupon(holder, body.coupon_id)
    if known is None:
        _open_facts(ledger, holder, entry, "coupon_unknown", body.coupon_id)
        known = StoredCoupon(body.coupon_id, body.offer_id, body.one_id, "available", None)
    if not _is_offered(ledger, body, entry.occurred_at) or known.offer_id != body.offer_id:
        _open_facts(ledger, holder, entry, "swap_not_offered", body.to_coupon_id)
    covered = known.status != "used"
    new_holder = holder_of(body.one_id, body.to_coupon_id)
    new = StoredCoupon(body.to_coupon_id, body.to_offer_id, body.one_id, "available", body.expires_at)
    old = replace(known, status="used")
    there = ledger.members.coupon(new_holder, body.to_coupon_id)
    swapped = body.to_coupon_id
    put_coupon(ledger, holder, old, "used", cause=f"swapped/{swapped}", reference=swapped)
    if there is None:
        issue_coupons(ledger, [(new_holder, new)], body.coupon_id)
    ledger.handouts.add_swap(
        SwapRow(holder, body.coupon_id, body.to_coupon_id, entry.store, entry.till, entry.occurred_at, body.staff_id,
                covered)
    )  # fmt: skip
    recall_coupon(ledger, holder, body.coupon_id)
    if not covered:
        case = Case(
            holder=holder,
            case_id=case_id("coupon_reused", body.coupon_id, entry.store, body.to_coupon_id),
            kind="coupon_reused",
            store=entry.store,
            till=entry.till,
            one_id=body.one_id,
            detail={"coupon_id": body.coupon_id, "offer_id": body.offer_id, "swapped_to": body.to_coupon_id},
            opened_at=ledger.now(),
        )
        ledger.cases.put(case)
    if body.one_id is None:
        publish_bearer_coupons(ledger, [old, new])
        return ()
    return (body.one_id,)


def reject_offer(ledger: Ledger, entry: Entry, body: OfferRejected) -> Iterable[str]:
    """One case for each version of an offer, which lists the tills that do not use it."""
    wanted = case_id("offer_rejected", body.offer_id, body.version)
    known = ledger.cases.get(GROUP, wanted)
    tills = {*(known.detail["tills"] if known is not None else ()), f"{entry.store}/{entry.till}"}
    detail = {"offer_id": body.offer_id, "version": body.version, "path": body.path, "expected": body.expected}
    case = known or Case(
        holder=GROUP, case_id=wanted, kind="offer_rejected", store=entry.store, till=entry.till, opened_at=ledger.now()
    )
    ledger.cases.put(replace(case, detail={**detail, **case.detail, "tills": sorted(tills)}))
    return ()


def keep_handouts(ledger: Ledger, entry: Entry, sale: SaleBody) -> None:
    """Partners' coupons that a sale gave away, once for each sale."""
    ledger.handouts.add(
        HandoutRow(
            store=entry.store,
            sale_id=sale.sale_id,
            handout_id=given.handout_id,
            code=given.code,
            label=given.label,
            partner=given.partner,
            one_id=sale.one_id,
            issued_at=entry.occurred_at,
            expires_at=given.expires_at,
        )
        for given in sale.handed_out
    )


def _is_offered(ledger: Ledger, body: CouponSwapped, occurred_at: str) -> bool:
    """Whether any version of the old coupon's offer ever said that it grows into the new one, at that time."""
    for version in ledger.reference.offer_versions(body.offer_id):
        grows = grows_of(ledger.reference.offer(body.offer_id, version) or {})
        if grows is not None and grows.to == body.to_offer_id and grows.holds(datetime.fromisoformat(occurred_at)):
            return True
    return False


def _open_facts(ledger: Ledger, holder: str, entry: Entry, what: str, name: str) -> None:
    ledger.cases.put(
        Case(
            holder=holder,
            case_id=case_id("facts", what, name, entry.store, entry.till, entry.epoch, entry.seq),
            kind="facts",
            store=entry.store,
            till=entry.till,
            one_id=None if holder.startswith("coupon:") else holder,
            detail={"what": what, "name": name, "epoch": entry.epoch, "seq": entry.seq},
            opened_at=ledger.now(),
        )
    )
