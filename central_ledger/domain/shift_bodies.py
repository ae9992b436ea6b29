"""What journal entries say of shifts and of cash that is no sale: docs/spec/line.md, section 8."""

from __future__ import annotations

from typing import Annotated, Any, Literal

import msgspec

from central_ledger.domain.body_types import AMOUNT_MAX, Amount, Count, CurrencyCode, Day, Denomination, Id, Text


class ShiftOpened(msgspec.Struct, frozen=True):
    """A shift begins with cash in the drawer (docs/spec/line.md, section 8)."""

    shift_id: Id
    staff_id: Id
    business_day: Day
    currency: CurrencyCode
    float_minor: Amount
    counts: dict[Denomination, Count]


class CashMoved(msgspec.Struct, frozen=True):
    """Cash into or out of a drawer that is no sale."""

    movement_id: Id
    shift_id: Id
    staff_id: Id
    currency: CurrencyCode
    kind: Literal["pay_in", "pay_out", "drop", "no_sale"]
    amount_minor: Amount
    reason: Text
    approved_by: Id | None = None


class ShiftClosed(msgspec.Struct, frozen=True):
    """A shift ends: what was counted, and what the till's own entries add up to."""

    shift_id: Id
    staff_id: Id
    business_day: Day
    currency: CurrencyCode
    z_number: Annotated[int, msgspec.Meta(ge=1, le=2**31)]
    counts: dict[Denomination, Count]
    counted_minor: Amount
    over_short_minor: Annotated[int, msgspec.Meta(ge=-AMOUNT_MAX, le=AMOUNT_MAX)]
    reading: dict[str, Any]
    recounts: Count = 0
    reason: Text = ""


ShiftBody = ShiftOpened | CashMoved | ShiftClosed

SHIFT_BODIES: dict[str, type[ShiftBody]] = {
    "shift_opened": ShiftOpened,
    "cash_moved": CashMoved,
    "shift_closed": ShiftClosed,
}
