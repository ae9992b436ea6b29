"""What the payment panel shows of wallets: facts, not words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from retail.wallets import WalletName

#: `sending`: asked and not answered. `password`: the shopper has to confirm. `unknown`: no answer to go by.
#: `cancelling`: nothing is to be taken, and that is made sure. `unpaid`: nothing was taken. `part`: it took a part.
WalletStage = Literal["sending", "password", "unknown", "cancelling", "unpaid", "part"]


@dataclass(frozen=True, slots=True)
class WalletWaiting:
    """The payment that the basket at the counter waits for. `seconds_left` until it is cancelled by itself."""

    attempt_id: str
    wallet: WalletName
    amount_minor: int
    stage: WalletStage
    seconds_left: int


@dataclass(frozen=True, slots=True)
class WalletsShown:
    """`offered` can be reached, `unreachable` not. `held` is the wallet of a payment code that waits for one key."""

    offered: tuple[WalletName, ...] = ()
    unreachable: tuple[WalletName, ...] = ()
    held: WalletName | None = None
    waiting: WalletWaiting | None = None
