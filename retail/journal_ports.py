"""The till's journal as its readers at the counter need it: the audit list, and shifts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Protocol

from retail.messages import Entry, Head
from retail.ports import SyncFacts


class AuditReader(Protocol):
    """The journal as a person reads it."""

    def newest(self, kinds: Sequence[str], day: str | None, limit: int) -> Sequence[Entry]:
        """Entries of these kinds, the newest first; of one day (`YYYY-MM-DD` by the till's clock) or of all."""


class ShiftJournal(Protocol):
    """What shifts need of the journal: they have no record besides it."""

    def last_shift_mark(self) -> Entry | None:
        """The newest entry that opened or closed a shift."""

    def last_shift_close(self) -> Entry | None: ...

    def since(self, head: Head) -> Iterator[Entry]:
        """The entry of this head and all that came after it, across epochs."""

    def facts(self) -> SyncFacts: ...

    def next_batch(self, limit: int) -> Sequence[Entry]: ...
