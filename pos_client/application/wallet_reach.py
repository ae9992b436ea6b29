"""Whether a wallet's operator can be reached: what cannot be authorised is not offered, and it is said why."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from retail.ports import Clock
from retail.wallets import WalletName

#: Between two looks at an operator that could not be reached, and while the ledger cannot.
LOOK_AGAIN_MS = 10_000
LOOK_SELDOM_MS = 30_000


class WalletReach:
    """Nothing is looked at while all is well: a request that fails, or a ledger that is gone, is the reason to look."""

    def __init__(self, clock: Clock, is_online: Callable[[], bool], names: Iterable[WalletName]) -> None:
        self._clock = clock
        self._is_online = is_online
        self._reached: dict[WalletName, bool] = dict.fromkeys(names, True)
        # At a start nobody knows.
        self._due_ms: dict[WalletName, int | None] = dict.fromkeys(self._reached, 0)

    def is_reached(self, name: WalletName) -> bool:
        return self._reached.get(name, False)

    def look_again(self) -> None:
        """The network may have come or gone."""
        self._due_ms = dict.fromkeys(self._reached, 0)

    def due(self) -> tuple[WalletName, ...]:
        """Operators to be looked at now, each handed out once; what came of it goes to `told`."""
        now = self._clock.elapsed_ms()
        found = tuple(name for name, due in self._due_ms.items() if due is not None and due <= now)
        for name in found:
            self._due_ms[name] = None
        return found

    def told(self, name: WalletName, *, reached: bool) -> bool:
        """Whether that is news."""
        if name not in self._reached:
            return False
        was, self._reached[name] = self._reached[name], reached
        pause_ms = LOOK_AGAIN_MS if not reached else None if self._is_online() else LOOK_SELDOM_MS
        if self._due_ms[name] is None and pause_ms is not None:
            # Else somebody has asked to look again since this look began.
            self._due_ms[name] = self._clock.elapsed_ms() + pause_ms
        return was != reached

    def doubt(self, name: WalletName) -> None:
        """A request had no answer: the network may be gone."""
        if name in self._due_ms:
            self._due_ms[name] = self._clock.elapsed_ms()
