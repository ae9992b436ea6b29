"""What sync needs of the till's store: the journal to push, and where pages of the feeds go."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from retail.messages import Entry, Head
from retail.ports import SyncFacts


@dataclass(frozen=True, slots=True)
class OwnEpoch:
    """One epoch of this till's journal: how far the ledger has it, and its last entry that is to go there."""

    epoch: str
    acknowledged_seq: int
    last_seq: int


class JournalReader(Protocol):
    """What sync needs of the journal."""

    def facts(self) -> SyncFacts: ...

    def next_batch(self, limit: int) -> Sequence[Entry]:
        """The oldest entries that are not acknowledged, in order, of one epoch, at most `limit`."""

    def mark_acknowledged(self, epoch: str, seq: int) -> None:
        """The ledger has everything of this epoch up to `seq`."""

    def entries(self, epoch: str, first_seq: int) -> Iterator[Entry]: ...

    def epochs(self) -> Sequence[OwnEpoch]:
        """The oldest first."""

    def hash_of(self, epoch: str, seq: int) -> bytes | None:
        """The hash of an entry, or None when this journal has none there."""


class JournalRecovery(Protocol):
    """How the journal goes on when the ledger has more of it than the till."""

    def go_on_after(self, head: Head, shared: Head) -> None:
        """Open an epoch `ledger_ahead` after the ledger's `head`. `shared` is the last entry of one of the till's
        epochs that both have; what the till wrote after it is copied into the new epoch and not sent otherwise. What
        waits of each epoch after that one follows in another new epoch.
        """


class PulledData(Protocol):
    """Where pages of the ledger's feeds go."""

    def cursor(self, feed: str) -> str: ...

    def begin(self, feed: str) -> None:
        """A pull of this feed begins: what the ledger has acknowledged by now is in its pages."""

    def progress(self, feed: str) -> tuple[int, int]:
        """How many rows have come since the feed began from nothing, and about how many there are (0: unknown)."""

    def apply_page(
        self,
        feed: str,
        rows: Sequence[Mapping[str, Any]],
        cursor: str,
        as_of: str,
        more: bool = False,
        *,
        total: int | None = None,
        pause: Callable[[], None] = lambda: None,
    ) -> None:
        """Apply one page (docs/spec/line.md), its cursor with its last rows. `total` comes with the first page.

        A long page is written in short transactions, with a `pause` after each but the last.

        `more` as the ledger said: with the last page the feed is complete as of that time, also when it has no rows.
        """

    def forget(self, feed: str) -> None:
        """Drop everything of a feed."""

    def start_over(self, feed: str) -> None:
        """The cursor is gone: pull from the start; rows that are not sent again are dropped with the last page."""
