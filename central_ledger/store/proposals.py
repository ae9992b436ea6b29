"""Rows of what stores propose, and of what became of it (only added to)."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from central_ledger.domain.proposals import Proposal, ProposalEvent, Status
from central_ledger.store.database import Database

_COLUMNS = "store, proposal_id, kind, subject, document, brands, status, proposed_by, proposed_at"


@dataclass(frozen=True, slots=True)
class ProposalFilter:
    """What somebody may and wants to see: `stores` and `brands` None are all. One of both must fit."""

    stores: frozenset[str] | None = frozenset()
    brands: frozenset[str] | None = frozenset()
    store: str | None = None
    status: Status | None = None

    def covers(self, proposal: Proposal) -> bool:
        may_store = self.stores is None or proposal.store in self.stores
        may_brand = self.brands is None or not self.brands.isdisjoint(proposal.brands)
        return may_store or may_brand


class Proposals:
    """Proposals and their histories."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, proposal: Proposal) -> None:
        self._database.execute(
            f"INSERT INTO proposal ({_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                *(proposal.store, proposal.proposal_id, proposal.kind, proposal.subject),
                json.dumps(proposal.document, ensure_ascii=False),
                json.dumps(proposal.brands, ensure_ascii=False),
                *(proposal.status, proposal.proposed_by, proposal.proposed_at),
            ),
        )

    def set_status(self, proposal: Proposal, status: Status) -> None:
        self._database.execute(
            "UPDATE proposal SET status = ? WHERE store = ? AND proposal_id = ?",
            (status, proposal.store, proposal.proposal_id),
        )

    def get(self, store: str, proposal_id: str) -> Proposal | None:
        row = self._database.row(
            f"SELECT {_COLUMNS} FROM proposal WHERE store = ? AND proposal_id = ?", (store, proposal_id)
        )
        return None if row is None else _proposal(row)

    def open_about(self, store: str, kind: str, subject: str) -> list[Proposal]:
        """Those that nobody has decided yet."""
        rows = self._database.rows(
            f"SELECT {_COLUMNS} FROM proposal WHERE store = ? AND kind = ? AND subject = ? AND status = 'proposed'",
            (store, kind, subject),
        )
        return [_proposal(row) for row in rows]

    def page(self, chosen: ProposalFilter, after: tuple[str, str] | None, limit: int) -> list[Proposal]:
        """The oldest first, from a place (time, id) on."""
        conditions, values = ["(proposed_at > ? OR (proposed_at = ? AND proposal_id > ?))"], [*_place(after)]
        for column, wanted in (("store", chosen.store), ("status", chosen.status)):
            if wanted is not None:
                conditions.append(f"{column} = ?")
                values.append(wanted)
        found: list[Proposal] = []
        start = 0
        while len(found) < limit:
            rows = self._database.rows(
                f"SELECT {_COLUMNS} FROM proposal WHERE {' AND '.join(conditions)} "
                "ORDER BY proposed_at, proposal_id, store LIMIT ? OFFSET ?",
                (*values, limit, start),
            )
            start += len(rows)
            found += [proposal for row in rows if chosen.covers(proposal := _proposal(row))]
            if len(rows) < limit:
                break
        return found[:limit]

    def add_event(self, proposal: Proposal, event: ProposalEvent) -> None:
        self._database.execute(
            "INSERT INTO proposal_event (store, proposal_id, number, at, who, what, brands, reason) "
            "VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            (
                *(proposal.store, proposal.proposal_id, event.number, event.at, event.who, event.what),
                *(json.dumps(event.brands, ensure_ascii=False), event.reason),
            ),
        )

    def history(self, store: str, proposal_id: str) -> list[ProposalEvent]:
        rows = self._database.rows(
            "SELECT number, at, who, what, brands, reason FROM proposal_event WHERE store = ? AND proposal_id = ? "
            "ORDER BY number",
            (store, proposal_id),
        )
        return [ProposalEvent(n, at, who, what, _texts(brands), reason) for n, at, who, what, brands, reason in rows]


def _place(after: tuple[str, str] | None) -> Iterable[str]:
    at, proposal_id = after or ("", "")
    return at, at, proposal_id


def _proposal(row: tuple[Any, ...]) -> Proposal:
    store, proposal_id, kind, subject, document, brands, status, by, at = row
    return Proposal(store, proposal_id, kind, subject, json.loads(document), _texts(brands), status, by, at)


def _texts(text: str) -> tuple[str, ...]:
    return tuple(json.loads(text))
