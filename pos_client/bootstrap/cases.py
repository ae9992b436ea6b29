"""Joins the work with cases. The line itself (HTTP) is imported when somebody asks: a start needs none of it."""

from __future__ import annotations

import importlib
from collections.abc import Callable, Mapping
from typing import Any

from pos_client.application.cases import CaseDesk
from pos_client.application.staff import StaffDesk
from pos_client.bootstrap.desk import TillStore
from pos_client.errors import Refused
from pos_client.ui.screens.cases.presenter import CaseUseCases


class LineCases:
    """The ledger, for the use case. Each call has a connection of its own, so that any thread of the pool may call."""

    def __init__(self, base: TillStore) -> None:
        self._base = base

    def sign_in(self, staff_id: str, pin: str) -> Mapping[str, Any]:
        return self._asked(lambda line: line.sign_in(staff_id, pin))

    def sign_out(self, token: str) -> None:
        self._asked(lambda line: line.sign_out(token))

    def page(self, token: str, query: Mapping[str, str | int]) -> Mapping[str, Any]:
        return self._asked(lambda line: line.page(token, query))

    def read(self, token: str, case_id: str) -> Mapping[str, Any]:
        return self._asked(lambda line: line.read(token, case_id))

    def change(self, token: str, case_id: str, action: str, document: Mapping[str, Any]) -> Mapping[str, Any]:
        return self._asked(lambda line: line.change(token, case_id, action, document))

    def _asked(self, ask: Callable[[Any], Mapping[str, Any]]) -> Mapping[str, Any]:
        answer: Mapping[str, Any] = importlib.import_module("pos_client.bootstrap.case_line").ask_ledger(
            self._base, ask
        )
        return answer


def make_case_use_cases(base: TillStore, staff: StaffDesk) -> CaseUseCases:
    """What the page of cases works with. Raises Refused `store_not_enrolled`."""
    if base.store.enrolment is None:
        raise Refused("store_not_enrolled")
    desk = CaseDesk(staff, LineCases(base), base.clock)
    return CaseUseCases(desk, staff, base.store.reference, base.clock, base.store.enrolment.store)
