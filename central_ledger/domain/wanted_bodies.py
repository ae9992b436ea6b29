"""What journal entries say of goods that members wait for: docs/spec/line.md, section 6 and "Wishes"."""

from __future__ import annotations

from typing import Annotated, Literal

import msgspec

from central_ledger.domain.body_types import Day, Id
from retail.messages import BadEntry
from retail.wanted import NOTE_CHARACTERS, PIECES_MAX


class GoodsWanted(msgspec.Struct, frozen=True):
    """A member wishes for goods, or has them put aside until a day (`until`; null for a wish)."""

    wanted_id: Id
    kind: Literal["wish", "aside"]
    one_id: Id
    staff_id: Id
    sku: Id
    quantity: Annotated[int, msgspec.Meta(ge=1, le=PIECES_MAX)]
    until: Day | None
    note: Annotated[str, msgspec.Meta(max_length=NOTE_CHARACTERS)] = ""


class GoodsWantedEnded(msgspec.Struct, frozen=True):
    """Nobody waits for it any more: it was `taken` into a basket (`basket_id`), or `withdrawn`."""

    wanted_id: Id
    kind: Literal["wish", "aside"]
    one_id: Id
    staff_id: Id
    reason: Literal["taken", "withdrawn"]
    basket_id: Id | None = None


WantedBody = GoodsWanted | GoodsWantedEnded

WANTED_BODIES: dict[str, type[WantedBody]] = {"goods_wanted": GoodsWanted, "goods_wanted_ended": GoodsWantedEnded}


def check_wanted(body: GoodsWanted) -> None:
    """Raises BadEntry("bad_body"): goods are put aside until a day, a wish has none."""
    if (body.until is None) != (body.kind == "wish"):
        raise BadEntry("bad_body", "goods are put aside until a day, a wish has none")
