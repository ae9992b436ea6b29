"""What journal entries say of wallets: docs/spec/line.md, section 6, and docs/spec/wallets.md."""

from __future__ import annotations

from typing import Annotated, Literal

import msgspec

from central_ledger.domain.body_types import AMOUNT_MAX, Amount, CurrencyCode, Id, Rounding, Text


class WalletDiscount(msgspec.Struct, frozen=True):
    """A part of a wallet's payment that the shopper did not pay, and who bears it."""

    funder: Literal["wallet", "merchant", "other"]
    amount_minor: Amount
    label: Text = ""


class PaymentStarted(msgspec.Struct, frozen=True):
    """A wallet is about to be charged. `attempt_id` is the order number that its operator knows."""

    attempt_id: Id
    sale_id: Id
    basket_id: Id
    wallet: Literal["wechat", "alipay"]
    amount_minor: Annotated[int, msgspec.Meta(ge=1, le=AMOUNT_MAX)]
    currency: CurrencyCode
    staff_id: Id


class SettledByHand(msgspec.Struct, frozen=True):
    """Somebody looked it up at the operator: who asked, who decided, and the evidence."""

    by: Id
    decided_by: Id
    evidence: Annotated[str, msgspec.Meta(min_length=1, max_length=64)]


class PaymentSettled(msgspec.Struct, frozen=True):
    """What came of it. `paid` stands in the same transaction as its sale; `part` paid a part of a basket whose sale, or
    `refund_started`, comes later; otherwise nothing was taken.
    """

    attempt_id: Id
    sale_id: Id
    wallet: Literal["wechat", "alipay"]
    result: Literal["paid", "part", "failed", "reversed"]
    reason: Annotated[str, msgspec.Meta(max_length=64)] = ""
    code: Annotated[str, msgspec.Meta(max_length=64)] = ""
    transaction_id: Annotated[str, msgspec.Meta(max_length=64)] = ""
    by_hand: SettledByHand | None = None


class RefundStarted(msgspec.Struct, frozen=True):
    """A part of a basket that a wallet had paid goes back, because the basket came to nothing."""

    refund_id: Id
    attempt_id: Id
    basket_id: Id
    wallet: Literal["wechat", "alipay"]
    amount_minor: Annotated[int, msgspec.Meta(ge=1, le=AMOUNT_MAX)]
    total_minor: Annotated[int, msgspec.Meta(ge=1, le=AMOUNT_MAX)]
    currency: CurrencyCode
    staff_id: Id
    reason: Annotated[str, msgspec.Meta(max_length=64)] = ""


class RefundDecided(msgspec.Struct, frozen=True):
    """Who asked, who decided, and what was looked up; empty where it was sure that the wallet had given nothing."""

    by: Id
    decided_by: Id
    evidence: Annotated[str, msgspec.Meta(max_length=64)] = ""


class RefundSettled(msgspec.Struct, frozen=True):
    """A refund is over: its wallet gave it, or it was given in cash instead. It was for a return, or for a basket."""

    refund_id: Id
    attempt_id: Id
    wallet: Literal["wechat", "alipay"]
    amount_minor: Annotated[int, msgspec.Meta(ge=1, le=AMOUNT_MAX)]
    currency: CurrencyCode
    result: Literal["given", "cash"]
    return_id: Id | None = None
    basket_id: Id | None = None
    reason: Annotated[str, msgspec.Meta(max_length=64)] = ""
    code: Annotated[str, msgspec.Meta(max_length=64)] = ""
    transaction_id: Annotated[str, msgspec.Meta(max_length=64)] = ""
    rounding_minor: Rounding = 0
    by_hand: RefundDecided | None = None
