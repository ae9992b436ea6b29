"""Time and randomness of a simulated world: everything that a machine would ask its hardware for."""

from __future__ import annotations

import random
from datetime import UTC, datetime, timedelta, timezone

SHANGHAI = timezone(timedelta(hours=8))
BEGINNING = datetime(2026, 11, 11, 10, 0, tzinfo=SHANGHAI)


class WorldTime:
    """The true time. It moves only when the world says so."""

    def __init__(self) -> None:
        self.seconds = 0.0

    def advance(self, seconds: float) -> None:
        self.seconds += seconds

    def now(self) -> datetime:
        return BEGINNING + timedelta(seconds=self.seconds)


class MachineClock:
    """`retail.ports.Clock` of a machine: its wall clock may be anywhere, its monotonic clock begins at its start."""

    def __init__(self, time: WorldTime) -> None:
        self.time = time
        self._started = time.seconds
        #: How far the wall clock is off.
        self.off_seconds = 0.0

    def restart(self) -> None:
        self._started = self.time.seconds

    def now(self) -> datetime:
        return self.time.now() + timedelta(seconds=self.off_seconds)

    def utc(self) -> datetime:
        return self.now().astimezone(UTC)

    def elapsed_ms(self) -> int:
        return int((self.time.seconds - self._started) * 1000)


class MachineUptime:
    """`retail.ports.Uptime` of one machine: nobody can set it, and it starts anew with the machine."""

    def __init__(self, time: WorldTime, machine: str) -> None:
        """`machine` names it: no two machines have a start in common."""
        self._time = time
        self._machine = machine
        self._boots = 0
        self._started = time.seconds

    @property
    def boot(self) -> str:
        return f"{self._machine}-{self._boots}"

    def restart(self) -> None:
        self._boots += 1
        self._started = self._time.seconds

    def milliseconds(self) -> int:
        return int((self._time.seconds - self._started) * 1000)


class WorldIds:
    """`retail.ports.Ids`: as long as the real ones, unique in a world, the same in each run of a seed."""

    def __init__(self, rng: random.Random) -> None:
        self._rng = rng

    def new(self) -> str:
        return f"{self._rng.getrandbits(128):032x}"


def random_hex(rng: random.Random, octets: int) -> str:
    return rng.randbytes(octets).hex()
