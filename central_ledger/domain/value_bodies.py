"""What a sale says of value that it sold: docs/spec/stored-value.md."""

from __future__ import annotations

from typing import Annotated, Literal

import msgspec

from central_ledger.domain.body_types import AMOUNT_MAX, Id


class ValueSoldBody(msgspec.Struct, frozen=True):
    """A gift card that became good, or money added to a member's stored value. No goods: a promise of `issuer`."""

    account_id: Id
    kind: Literal["gift_card", "stored_value"]
    issuer: Id
    amount_minor: Annotated[int, msgspec.Meta(ge=1, le=AMOUNT_MAX)]
