"""What is asked of a wallet's operator, and what came of it: between the payments and whoever runs the calls."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Literal

from pos_client.application.approvals import Approval
from pos_client.application.changes import Changes
from pos_client.application.checkout_state import CompletedSale
from retail.wallet_refunds import WalletRefund
from retail.wallets import WalletAttempt, WalletName, WalletOutcome, WalletProvider

#: `reach`: whether the operator can be reached at all; it belongs to no attempt.
Asked = Literal["pay", "query", "reverse", "reach", "refund", "query_refund"]


@dataclass(frozen=True, slots=True)
class WalletCall:
    """Something to ask an operator: `run` blocks for some seconds and touches nothing of the till."""

    attempt_id: str
    asked: Asked
    wallet: WalletName
    run: Callable[[], WalletOutcome]
    refund_id: str = ""  # of a refund


@dataclass(frozen=True, slots=True)
class WalletNews:
    """What an outcome changed. `completed` is the sale that it became; `refused` is why nothing was taken.

    `attempt` is the payment that ended so, and `at_counter` whether its basket stood there.
    """

    changes: Changes = field(default_factory=Changes)
    completed: CompletedSale | None = None
    refused: str | None = None
    attempt: WalletAttempt | None = None
    at_counter: bool = False
    code: str = ""  # the operator's own word for it
    is_part: bool = False  # it paid its part, and the basket waits for the others


@dataclass(frozen=True, slots=True)
class OpenPayment:
    """A payment for the list.

    `patience_seconds` are left until it is reversed. `can_ask`: this till is still set up for its wallet.
    """

    attempt: WalletAttempt
    at_counter: bool
    last_outcome: WalletOutcome | None
    patience_seconds: int = 0
    can_ask: bool = True


@dataclass(frozen=True, slots=True)
class OpenRefund:
    """A refund for the list: its row, the last answer about it, and whether this till can still ask its operator.

    `may_pay_cash`: it is sure that the operator has not given it, so it may be given otherwise.
    """

    refund: WalletRefund
    last_outcome: WalletOutcome | None
    can_ask: bool
    may_pay_cash: bool


@dataclass(frozen=True, slots=True)
class RefundNews:
    """What an outcome changed of a refund. `refused` is why its operator does not give it."""

    changes: Changes = field(default_factory=Changes)
    refund: WalletRefund | None = None
    refused: str | None = None
    code: str = ""  # the operator's own word for it


@dataclass(frozen=True, slots=True)
class ByHand:
    """Who decided by which evidence, and a manager's word where the cashier may not."""

    evidence: str
    by: str
    decided_by: str
    approval: Approval | None


def question(provider: WalletProvider, attempt_id: str, asked: Asked) -> WalletCall:
    """A question about an attempt, or its reversal."""
    ask = provider.reverse if asked == "reverse" else provider.query
    return WalletCall(attempt_id, asked, provider.name, lambda: ask(attempt_id))


def look_at(provider: WalletProvider) -> WalletCall:
    """Whether its operator can be reached."""

    def look() -> WalletOutcome:
        return WalletOutcome("succeeded") if provider.reachable() else WalletOutcome("unknown", "no_answer")

    return WalletCall("", "reach", provider.name, look)
