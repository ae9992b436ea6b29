"""What journal entries say of parked baskets, and of who shares in a line: docs/spec/line.md, section 6."""

from __future__ import annotations

from typing import Annotated

import msgspec

from central_ledger.domain.body_types import Amount, Id

When = Annotated[str, msgspec.Meta(min_length=1, max_length=40)]


class GoodsLine(msgspec.Struct, frozen=True):
    sku: Id
    quantity: int | Annotated[str, msgspec.Meta(max_length=32)]
    unit_price_minor: Amount


class BasketSuspended(msgspec.Struct, frozen=True):
    """A basket was parked. Each time it is, it gets another `parking_id`."""

    parking_id: Id
    basket_id: Id
    staff_id: Id
    one_id: Id | None
    lines: list[GoodsLine]
    gross_minor: Amount
    expires_at: When


class BasketRecalled(msgspec.Struct, frozen=True):
    """A parked basket was taken up. `parked_by`: the till that had set it aside."""

    parking_id: Id
    basket_id: Id
    parked_by: Id
    staff_id: Id


class BasketExpired(msgspec.Struct, frozen=True):
    """Nobody came for it in time."""

    parking_id: Id
    basket_id: Id
    parked_at: When


class GuideShare(msgspec.Struct, frozen=True):
    """One guide's part of a line, in ten-thousandths."""

    staff_id: Id
    bps: Annotated[int, msgspec.Meta(ge=1, le=10_000)]


BasketBody = BasketSuspended | BasketRecalled | BasketExpired

BASKET_BODIES: dict[str, type[BasketBody]] = {
    "basket_suspended": BasketSuspended,
    "basket_recalled": BasketRecalled,
    "basket_expired": BasketExpired,
}
