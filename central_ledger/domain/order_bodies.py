"""What journal entries say of web orders: docs/spec/line.md, section 15."""

from __future__ import annotations

from typing import Annotated

import msgspec

from central_ledger.domain.body_types import Id, Word


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
