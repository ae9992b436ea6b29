"""One question to the ledger about cases, and its failures in users' words."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from pos_client.bootstrap.desk import TillStore
from pos_client.bootstrap.person_line import ask_as_person
from pos_client.sync.cases import CaseLine

_REFUSED = {
    "forbidden": "case_forbidden",
    "not_found": "case_gone",
    "taken": "case_taken",
    "not_open": "case_closed",
    "not_owner": "case_not_owner",
    "in_use": "case_in_use",
    "decision_wrong": "case_decision_wrong",
}


def ask_ledger(base: TillStore, ask: Callable[[CaseLine], Mapping[str, Any]]) -> Mapping[str, Any]:
    """Over a connection of its own, which is closed afterwards. Raises Unavailable or Refused."""
    return ask_as_person(base, CaseLine, ask, _REFUSED, "cases_need_connection")
