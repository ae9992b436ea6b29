"""Where the journal ends, in memory."""

from __future__ import annotations

from retail.messages import Head


class JournalEnd:
    """Where the journal ends, kept in memory between the units of work of the one process that writes.

    A unit takes it, and puts it back only when it is durable: after anything else the next one asks the database.
    """

    def __init__(self) -> None:
        self._known: tuple[int, Head] | None = None
        self.is_closed = False  # this machine writes nothing any more (offline_cache/closing.py)

    def take(self) -> tuple[int, Head] | None:
        """The last position and head, or None when they must be read. The caller holds the write lock."""
        known, self._known = self._known, None
        return known

    def put_back(self, known: tuple[int, Head] | None) -> None:
        self._known = known
