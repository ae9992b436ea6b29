"""Which facts a use case changed; whoever shows one of them looks again."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Fact = Literal[
    "basket",
    "member",
    "pricing",
    "tenders",
    "sales",
    "journal",
    "session",
    "reference",
    "shift",
    "reservation",
    "settings",
    "refunds",
    "contacts",
]


@dataclass(frozen=True, slots=True)
class Changes:
    """A set of facts. Views that show none of them need not look."""

    facts: frozenset[Fact] = frozenset()

    @classmethod
    def of(cls, *facts: Fact) -> Changes:
        return cls(frozenset(facts))

    def __or__(self, other: Changes) -> Changes:
        return Changes(self.facts | other.facts)

    def __contains__(self, fact: Fact) -> bool:
        return fact in self.facts
