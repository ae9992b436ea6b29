"""What the use cases ask about what the ledger reckoned of members."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Protocol

from retail.member_facts import MemberFacts


class MemberFactsReader(Protocol):
    """Of the members of this store's working set, as the ledger last sent it."""

    def of(self, one_id: str) -> MemberFacts | None:
        """None: not in the working set, not reckoned yet, or the member does not wish it."""

    def all(self) -> Iterator[MemberFacts]:
        """Everybody's, by id."""
