"""Joins the page of the store's own range. The line itself (HTTP) is imported when somebody asks."""

from __future__ import annotations

import importlib
from collections.abc import Callable, Mapping
from typing import Any

from pos_client.application.ledger_person import LedgerPerson
from pos_client.application.own_range import RangeDesk
from pos_client.application.staff import StaffDesk
from pos_client.application.till import Desk
from pos_client.bootstrap.cases import make_case_use_cases
from pos_client.bootstrap.desk import TillStore
from pos_client.ui.screens.own_range.presenter import RangeUseCases


class LineProposals:
    """The ledger, for the use case. Each call has a connection of its own, so that any thread of the pool may call."""

    def __init__(self, base: TillStore) -> None:
        self._base = base

    def sign_in(self, staff_id: str, pin: str) -> Mapping[str, Any]:
        return self._asked(lambda line: line.sign_in(staff_id, pin))

    def sign_in_person(self, person_id: str, secret: str) -> Mapping[str, Any]:
        return self._asked(lambda line: line.sign_in_person(person_id, secret))

    def proposals(self, token: str, query: Mapping[str, str | int]) -> Mapping[str, Any]:
        return self._asked(lambda line: line.proposals(token, query))

    def propose(self, token: str, document: Mapping[str, Any]) -> Mapping[str, Any]:
        return self._asked(lambda line: line.propose(token, document))

    def decide(self, token: str, place: tuple[str, str], document: Mapping[str, Any]) -> Mapping[str, Any]:
        return self._asked(lambda line: line.change(token, place, "decide", document))

    def withdraw(self, token: str, place: tuple[str, str], document: Mapping[str, Any]) -> Mapping[str, Any]:
        return self._asked(lambda line: line.change(token, place, "withdraw", document))

    def _asked(self, ask: Callable[[Any], Mapping[str, Any]]) -> Mapping[str, Any]:
        answer: Mapping[str, Any] = importlib.import_module("pos_client.bootstrap.proposal_line").ask_ledger(
            self._base, ask
        )
        return answer


def ledger_pages(base: TillStore, desk: Desk, staff: StaffDesk) -> dict[str, Any]:
    """The pages whose work is at the ledger. One PIN opens them all. Raises Refused `store_not_enrolled`."""
    cases = make_case_use_cases(base, staff)
    return {"cases": cases, "own_range": make_range_use_cases(base, desk, staff, cases.desk.person)}


def make_range_use_cases(base: TillStore, desk: Desk, staff: StaffDesk, person: LedgerPerson) -> RangeUseCases:
    """What the page works with; `person` is shared with the cases, so that a PIN is asked for once."""
    store = base.store
    use = RangeDesk(
        desk,
        staff,
        store.reference,
        catalogue=store.catalogue,
        own_range=store.own_range,
        ledger=LineProposals(base),
        person=person,
    )
    return RangeUseCases(use, staff, base.clock, desk.facts.currency)
