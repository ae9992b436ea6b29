"""What journal entries say of goods that wait for somebody: web orders and rain checks. docs/spec/line.md."""

from __future__ import annotations

from typing import Annotated

import msgspec

from central_ledger.domain.body_types import Amount, CurrencyCode, Id, Text, Word


class HandedLine(msgspec.Struct, frozen=True):
    sku: Id
    quantity: (
        Annotated[int, msgspec.Meta(ge=1, le=10**6)]
        | Annotated[str, msgspec.Meta(pattern=r"^[0-9]{1,6}(\.[0-9]{1,3})?$")]
    )


class OrderHandedOver(msgspec.Struct, frozen=True):
    """A paid order was given to its member; `known_by` says how the member was known."""

    handover_id: Id
    order_id: Id
    one_id: Id
    staff_id: Id
    known_by: Word
    lines: Annotated[list[HandedLine], msgspec.Meta(min_length=1, max_length=1_000)]


class RainCheckIssued(msgspec.Struct, frozen=True):
    """Goods that were out of stock, promised at a price: so many pieces, once, until `valid_until`."""

    rain_check_id: Id
    staff_id: Id
    sku: Id
    quantity: Annotated[int, msgspec.Meta(ge=1, le=10**6)]
    unit_price_minor: Amount
    currency: CurrencyCode
    valid_until: Annotated[str, msgspec.Meta(max_length=40)]
    name: Text = ""
    one_id: Id | None = None
    approved_by: Id | None = None
