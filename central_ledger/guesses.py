"""How often somebody may guess a PIN, a secret or a code: each failure beyond the free ones doubles the wait.

Counted in memory, for a bounded number of names and addresses; a restart forgets. Who is locked out is in the log of
access.
"""

from __future__ import annotations

import ipaddress
from collections import OrderedDict
from collections.abc import Callable, Sequence
from dataclasses import dataclass

#: So many wrong ones are free: people mistype, and behind one address there may be a whole store.
FREE_OF_PERSON = 4
FREE_OF_ADDRESS = 15
LONGEST_S = 900
#: Failures are forgotten so long after the last one (and never while somebody is locked out).
FORGOTTEN_AFTER_S = 1800
SUBJECTS_MAX = 10_000


@dataclass(slots=True)
class _Failures:
    count: int = 0
    latest_s: float = 0.0
    locked_until_s: float = 0.0


class Guesses:
    """`clock` gives monotonic seconds. Not for several threads."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._failures: OrderedDict[str, _Failures] = OrderedDict()

    def wait_s(self, subjects: Sequence[str]) -> int:
        """For how many seconds none of these may guess; 0: now."""
        now = self._clock()
        locked = max((self._failures[s].locked_until_s for s in subjects if s in self._failures), default=0.0)
        return max(0, -int(-(locked - now) // 1)) if locked > now else 0

    def begin(self, subjects: Sequence[str]) -> int:
        """Count a guess as wrong before it is looked at, so that many at once gain nothing; gives the wait after it.

        The caller has asked `wait_s`, and says `right` when it was right.
        """
        now = self._clock()
        wait = 0
        for subject in subjects:
            known = self._failures.pop(subject, None)
            if known is None or now - max(known.latest_s, known.locked_until_s) > FORGOTTEN_AFTER_S:
                known = _Failures()
            known.count += 1
            known.latest_s = now
            over = known.count - (FREE_OF_ADDRESS if subject.startswith("address:") else FREE_OF_PERSON)
            if over > 0:
                seconds = min(2**over, LONGEST_S)
                known.locked_until_s = now + seconds
                wait = max(wait, seconds)
            self._failures[subject] = known
        while len(self._failures) > SUBJECTS_MAX:
            self._failures.popitem(last=False)
        return wait

    def right(self, subjects: Sequence[str]) -> None:
        """The guess was right: a person starts again, an address gets back this one (else one right account would open
        it for guessing others).
        """
        for subject in subjects:
            known = self._failures.get(subject)
            if known is None:
                continue
            known.count = known.count - 1 if subject.startswith("address:") else 0
            known.locked_until_s = 0.0 if known.count <= FREE_OF_ADDRESS else known.locked_until_s
            if known.count <= 0:
                del self._failures[subject]


def address_of(host: str | None) -> str:
    """What counts as one address: an IPv4 one, or the /64 of an IPv6 one, in which anybody has as many as they like."""
    try:
        parsed = ipaddress.ip_address(host or "")
    except ValueError:
        return host or "unknown"
    if isinstance(parsed, ipaddress.IPv6Address):
        if parsed.ipv4_mapped is not None:
            return str(parsed.ipv4_mapped)
        return str(ipaddress.ip_network((parsed, 64), strict=False))
    return str(parsed)
