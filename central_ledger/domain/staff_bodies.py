"""What journal entries say of staff, manual prices and goods that nobody knows: docs/spec/line.md, sections 6 and 9."""

from __future__ import annotations

from typing import Annotated, Literal

import msgspec

from central_ledger.domain.body_types import Amount, Count, Id, Seconds, Text, Word


class SignInFailed(msgspec.Struct, frozen=True):
    """A wrong PIN. `staff_id` is None for a number that does not exist; `failures` in a row, `locked_seconds` then."""

    staff_id: Id | None
    purpose: Word
    failures: Count
    locked_seconds: Seconds


class ApprovalGiven(msgspec.Struct, frozen=True):
    """What `asked_by` may not do alone, allowed this once. `amount_minor` is what it is about, if it is an amount."""

    approval_id: Id
    permission: Word
    asked_by: Id
    approved_by: Id
    reason: Annotated[str, msgspec.Meta(max_length=64)]
    text: Text
    basket_id: Id | None
    amount_minor: Amount | None


class PriceOverridden(msgspec.Struct, frozen=True):
    """A manual price, or, with the reason `withdrawn`, the list price again."""

    basket_id: Id
    line_id: Id
    sku: Id
    quantity: int | Annotated[str, msgspec.Meta(max_length=32)]
    list_price_minor: Amount
    unit_price_minor: Amount
    reason: Annotated[str, msgspec.Meta(min_length=1, max_length=64)]
    text: Text
    by: Id
    approved_by: Id | None
    of_basket: bool


class UnknownGoodsAdded(msgspec.Struct, frozen=True):
    """Goods that no catalogue knows, put into a basket at a typed price."""

    basket_id: Id
    line_id: Id
    scanned: Id
    name: Text
    unit_price_minor: Amount
    department: Id
    by: Id
    approved_by: Id


class RemovedLine(msgspec.Struct, frozen=True):
    sku: Id
    quantity: int | str
    unit_price_minor: Amount
    staff_id: Id | None


class LinesRemoved(msgspec.Struct, frozen=True):
    """Goods that were taken out of a basket before it was sold (`sale_id`) or voided (None)."""

    basket_id: Id
    sale_id: Id | None
    lines: list[RemovedLine]
    gross_minor: Amount


class ManualPrice(msgspec.Struct, frozen=True):
    """What was taken off by hand: the line's unit price is what is left of `list_price_minor`."""

    list_price_minor: Amount
    reason: Annotated[str, msgspec.Meta(min_length=1, max_length=64)]
    by: Id
    text: Text = ""
    approved_by: Id | None = None
    of_basket: bool = False


class UnknownGoods(msgspec.Struct, frozen=True):
    """Goods that no catalogue knows, sold at a typed price."""

    scanned: Id
    department: Id
    by: Id
    approved_by: Id | None = None


class SettingChanged(msgspec.Struct, frozen=True):
    """A setting of one till has another value now; both in words, without credentials."""

    setting: Id
    before: Text
    after: Text
    staff_id: Id
    approved_by: Id | None = None


class TillClosed(msgspec.Struct, frozen=True):
    """The last entry that one machine writes: its till goes on elsewhere (`moved`), or not at all (`reset`)."""

    reason: Literal["moved", "reset"]
    move_id: Text
    staff_id: Id
    approved_by: Id


class BoardAmountShown(msgspec.Struct, frozen=True):
    """Whether somebody's amount stands on their store's leaderboard for colleagues: their own word alone."""

    staff_id: Id
    shown: bool


StaffBody = (
    BoardAmountShown
    | SignInFailed
    | ApprovalGiven
    | PriceOverridden
    | UnknownGoodsAdded
    | LinesRemoved
    | SettingChanged
    | TillClosed
)
