"""Uses of offers against their limits for each member: docs/spec/line.md, section 7, "Limits".

A use is counted against those that were within the limits before it. Within a member's uses, those of a day and those
of all days lie in each other, so whatever order the sales arrive in, the same number of uses is beyond.
"""

from __future__ import annotations

from collections.abc import Collection

from central_ledger.application.ledger import Ledger
from central_ledger.application.losses import book_loss
from central_ledger.domain.cases import Case, case_id
from central_ledger.domain.offer_uses import OfferUse
from central_ledger.domain.sales import MemberEffects
from central_ledger.store.offer_uses import OfferUseRow


def count_uses(ledger: Ledger, effects: MemberEffects, lost: Collection[int]) -> None:
    """Count a sale's uses; one beyond a limit is a case. `lost`: uses (by number) whose loss is booked already."""
    if effects.one_id is None:
        return
    for use in effects.uses:
        if use.per_member is None and use.per_member_day is None:
            continue
        in_all, on_day = ledger.offer_uses.covered(effects.one_id, use.offer_id, effects.day)
        covered = (use.per_member is None or in_all < use.per_member) and (
            use.per_member_day is None or on_day < use.per_member_day
        )
        row = OfferUseRow(
            effects.one_id, use.offer_id, effects.store, effects.sale_id, use.number, effects.day, covered
        )
        ledger.offer_uses.add([row])
        if not covered:
            _exceeded(ledger, effects, row, use, is_lost=use.number in lost)


def limit_case_id(one_id: str, offer_id: str, store: str, sale_id: str, number: int) -> str:
    return case_id("limit_exceeded", one_id, offer_id, store, sale_id, number)


def _exceeded(ledger: Ledger, effects: MemberEffects, row: OfferUseRow, use: OfferUse, *, is_lost: bool) -> None:
    case = Case(
        holder=row.one_id,
        case_id=limit_case_id(row.one_id, row.offer_id, row.store, row.sale_id, row.number),
        kind="limit_exceeded",
        store=effects.store,
        till=effects.till,
        sale_id=effects.sale_id,
        one_id=row.one_id,
        unit=effects.currency,
        amount=use.amount_minor,
        bearer=use.bearers,
        detail={
            "offer_id": use.offer_id,
            "coupon_id": use.coupon_id,
            "day": row.day,
            "per_member": use.per_member,
            "per_member_day": use.per_member_day,
            "booked_elsewhere": is_lost,
        },
        opened_at=ledger.now(),
    )
    ledger.cases.put(case)
    if not is_lost:
        book_loss(ledger, effects, case, use)
