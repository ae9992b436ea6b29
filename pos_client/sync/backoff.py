"""When to try again: exponential with full jitter, as a pure function of what happened so far.

Source: docs/spec/offline.md, section 2 (1 s to 5 minutes, Retry-After honoured).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

FIRST_MS = 1_000
LONGEST_MS = 300_000


@dataclass(frozen=True, slots=True)
class Backoff:
    """`failures` in a row so far. `random` gives a float in [0, 1): only time is made of it, never money."""

    random: Callable[[], float]
    failures: int = 0

    def failed(self, retry_after_ms: int | None = None) -> tuple[Backoff, int]:
        """The next state, and the milliseconds to wait: full jitter, and that on top of what the ledger asked for:
        tills that were sent away together must not come back together.
        """
        ceiling = min(LONGEST_MS, FIRST_MS * 2 ** min(self.failures, 20))
        delay = int(FIRST_MS / 4 + self.random() * (ceiling - FIRST_MS / 4))
        if retry_after_ms is not None:
            spread = int(self.random() * min(retry_after_ms, LONGEST_MS))
            delay = min(retry_after_ms + max(delay, spread), LONGEST_MS)
        return Backoff(self.random, self.failures + 1), delay

    def succeeded(self) -> Backoff:
        return Backoff(self.random)
