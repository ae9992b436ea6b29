"""One question to the ledger about proposals, and its failures in users' words."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from pos_client.bootstrap.desk import TillStore
from pos_client.bootstrap.person_line import ask_as_person
from pos_client.sync.proposals import ProposalLine

_REFUSED = {
    "forbidden": "proposal_forbidden",
    "not_found": "proposal_gone",
    "not_open": "proposal_closed",
    "conflict": "proposal_closed",
    "reason_needed": "proposal_reason_needed",
}


def ask_ledger(base: TillStore, ask: Callable[[ProposalLine], Mapping[str, Any]]) -> Mapping[str, Any]:
    """Over a connection of its own, which is closed afterwards. Raises Unavailable or Refused."""
    return ask_as_person(base, ProposalLine, ask, _REFUSED, "proposals_need_connection")
