"""Who this till is, and what its use cases share."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from retail.ports import Clock, Ids, UnitOfWork


@dataclass(frozen=True, slots=True)
class TillFacts:
    """What enrolment settled: the store and the till by id, the name that a receipt shows, and the currency."""

    store: str
    store_name: str
    till: str
    currency: str


@dataclass(frozen=True, slots=True)
class Desk:
    """What every use case at this till needs. `is_online` says whether the ledger answered when last asked."""

    facts: TillFacts
    unit_of_work: Callable[[], UnitOfWork]
    clock: Clock
    ids: Ids
    is_online: Callable[[], bool]
