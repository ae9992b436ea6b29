"""Rows of cases: what a person must look at, and what was decided."""

from __future__ import annotations

import json
from typing import Any

from central_ledger.domain.cases import Case
from central_ledger.store.database import Database

_COLUMNS = (
    "holder, case_id, kind, store, till, sale_id, one_id, unit, amount, bearer, status, owner, detail, opened_at, "
    "decided_at, "
    "decision"
)


class Cases:
    """The case files."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def put(self, case: Case) -> None:
        """Open a case, or change one that is there."""
        values = (
            case.holder,
            case.case_id,
            case.kind,
            case.store,
            case.till,
            case.sale_id,
            case.one_id,
            case.unit,
            case.amount,
            case.bearer,
            case.status,
            case.owner,
            json.dumps(case.detail, ensure_ascii=False, sort_keys=True),
            case.opened_at,
            case.decided_at,
            case.decision,
        )
        marks = ", ".join("?" for _ in values)
        self._database.execute(
            f"INSERT INTO case_file ({_COLUMNS}) VALUES ({marks}) ON CONFLICT (holder, case_id) DO UPDATE SET "
            "amount = excluded.amount, bearer = excluded.bearer, status = excluded.status, owner = excluded.owner, "
            "detail = excluded.detail, decided_at = excluded.decided_at, decision = excluded.decision",
            values,
        )

    def get(self, holder: str, case_id: str) -> Case | None:
        statement = f"SELECT {_COLUMNS} FROM case_file WHERE holder = ? AND case_id = ?"
        row = self._database.row(statement, (holder, case_id))
        return None if row is None else _case(row)

    def find(self, case_id: str) -> Case | None:
        """A case by its id alone: for a person's decision, on every node."""
        row = self._database.row(f"SELECT {_COLUMNS} FROM case_file WHERE case_id = ?", (case_id,))
        return None if row is None else _case(row)

    def about_sale(self, store: str, sale_id: str, one_id: str | None) -> list[Case]:
        """Every case about a sale, whatever became of it; also the member's cases that list it among others."""
        statement = (
            f"SELECT {_COLUMNS} FROM case_file WHERE (store = ? AND sale_id = ?) "
            "OR (holder = ? AND kind = 'points_overdrawn') ORDER BY opened_at, holder, case_id"
        )
        found = [_case(row) for row in self._database.rows(statement, (store, sale_id, one_id))]
        here = {"store": store, "sale_id": sale_id}
        return [
            case for case in found if (case.store, case.sale_id) == (store, sale_id) or here in case.detail["sales"]
        ]

    def all(self, status: str | None = None) -> list[Case]:
        """Every case with this status (None: all but the withdrawn), the oldest first."""
        condition, values = ("status = ?", (status,)) if status is not None else ("status <> ?", ("withdrawn",))
        statement = f"SELECT {_COLUMNS} FROM case_file WHERE {condition} ORDER BY opened_at, holder, case_id"
        return [_case(row) for row in self._database.rows(statement, values)]


def _case(row: tuple[Any, ...]) -> Case:
    values = dict(zip(_COLUMNS.split(", "), row, strict=True))
    return Case(**values | {"detail": json.loads(values["detail"])})
