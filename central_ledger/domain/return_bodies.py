"""What an entry of kind `return` says: docs/spec/line.md, section 11."""

from __future__ import annotations

from typing import Annotated, Literal

import msgspec

from central_ledger.domain.body_types import (
    Amount,
    Basis,
    Brand,
    Count,
    CurrencyCode,
    Id,
    Rounding,
    SignedAmount,
    Text,
    Word,
)
from retail.refunds import EXCHANGE


class SoldAs(msgspec.Struct, frozen=True):
    """The sale that goods come back of, and the entry that told it. `epoch` and `seq` null: not known to the till."""

    store: Id
    till: Id
    sale_id: Id
    epoch: Id | None = None
    seq: Count | None = None


class ReturnedLine(msgspec.Struct, frozen=True):
    """What of a line came back. `line_no` is its place in the sale, from 1."""

    line_no: Annotated[int, msgspec.Meta(ge=1, le=10**6)]
    line_id: Id
    sku: Id
    brand: Brand
    quantity: int | Annotated[str, msgspec.Meta(max_length=32)]
    condition: Literal["sellable", "damaged"]
    gross_minor: SignedAmount
    manual_minor: SignedAmount
    net_minor: Amount
    tax_bps: Basis
    tax_minor: Amount


class ReturnedGift(msgspec.Struct, frozen=True):
    offer: Id
    sku: Id
    quantity: Annotated[int, msgspec.Meta(ge=1, le=10**6)]
    worth: Amount
    condition: Literal["sellable", "damaged"]


class ReturnPricing(msgspec.Struct, frozen=True):
    """Section 9 of benefits.md; `gift_funding` is the part of `funding` that is for gifts."""

    refund: SignedAmount
    points_back: Amount
    points_taken: dict[Id, Amount]
    coupons_back: list[Id]
    gifts_charged: dict[Id, SignedAmount]
    funding: dict[Id, SignedAmount]
    gift_funding: dict[Id, SignedAmount]


class ExchangePart(msgspec.Struct, frozen=True):
    """What of an exchange was once paid by one means of payment, whose reference is `of`."""

    kind: Word
    amount_minor: Amount
    of: Text | None = None


class Refund(msgspec.Struct, frozen=True):
    """Money given back (below 0: paid by the shopper). `of` is the reference of the sale's tender that it undoes.

    The kind `exchange` is no money: the goods pay for the sale that `reference` names; see `retail.refunds`. With a
    `refund_id` its wallet is asked to give it back, out of the order `attempt_id`; `refund_settled` tells the end.
    """

    kind: Word
    amount_minor: SignedAmount
    of: Text | None = None
    reference: Text | None = None
    parts: list[ExchangePart] = msgspec.field(default_factory=list)
    refund_id: Id | None = None
    attempt_id: Id | None = None

    @property
    def is_sent_rightly(self) -> bool:
        """Whether a refund that its till sends names its order, is a wallet's, and gives something."""
        return self.refund_id is None or (
            self.attempt_id is not None and self.kind in ("wechat", "alipay") and self.amount_minor > 0
        )

    @property
    def is_whole(self) -> bool:
        """Whether an exchange, and nothing else, says where its money came from."""
        return parts_hold(self.kind, self.amount_minor, self.reference, self.parts)


def parts_hold(kind: str, amount_minor: int, reference: str | None, parts: list[ExchangePart]) -> bool:
    """Whether an exchange names what it is exchanged for and all that it is made of; other means have no parts."""
    if kind != EXCHANGE:
        return not parts
    plain = all(part.kind != EXCHANGE for part in parts)
    return bool(reference) and plain and sum(part.amount_minor for part in parts) == amount_minor > 0


class ReturnBody(msgspec.Struct, frozen=True):
    """Goods that came back: docs/spec/line.md, section 11. `after`: the returns of the sale that were counted.

    Without a receipt `sale` is None; `receipt` is one that was shown and could not be looked up.
    """

    return_id: Id
    sale: SoldAs | None
    cashier: Id
    currency: CurrencyCode
    one_id: Id | None
    at: Annotated[str, msgspec.Meta(max_length=40)]
    reason: Word
    after: list[Id]
    lines: list[ReturnedLine]
    gifts: list[ReturnedGift]
    pricing: ReturnPricing
    tenders: list[Refund]
    text: Text = ""
    approved_by: Id | None = None
    rounding_minor: Rounding = 0
    receipt: SoldAs | None = None

    def sold_at(self, store: str) -> str:
        """The store that sold; where nobody knows, the one that took the goods back."""
        return store if self.sale is None else self.sale.store
