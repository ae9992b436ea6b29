"""Rows of cases: what a person must look at, and what was decided."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from central_ledger.domain.cases import Case, CaseEvent, CaseWhat
from central_ledger.domain.roles import Scope
from central_ledger.store.database import Database

#: Who changed a case when no person did.
LEDGER = "ledger"

_COLUMNS = (
    "holder, case_id, kind, store, till, sale_id, one_id, unit, amount, bearer, status, owner, detail, opened_at, "
    "decided_at, "
    "decision"
)


_ONE = f"SELECT {_COLUMNS} FROM case_file WHERE holder = ? AND case_id = ?"


@dataclass(frozen=True, slots=True)
class CaseFilter:
    """Which cases are wanted; None: any. `opened_before` is ISO 8601 in UTC; `unowned`: only those nobody has taken."""

    store: str | None = None
    kind: str | None = None
    status: str | None = None
    owner: str | None = None
    opened_before: str | None = None
    unowned: bool = False


class Cases:
    """The case files, and for each what happened to it: a history that is only added to."""

    def __init__(self, database: Database, now: Callable[[], str]) -> None:
        """`now` gives the ledger's time (ISO 8601)."""
        self._database = database
        self._now = now

    def put(self, case: Case) -> None:
        """What the ledger found: open a case, or change amount, bearer, detail or status of one.

        Owner and decision are people's: they stay as they are.
        """
        before = self.get(case.holder, case.case_id)
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
        self._database.execute_many(
            f"INSERT INTO case_file ({_COLUMNS}) VALUES ({marks}) ON CONFLICT (holder, case_id) DO UPDATE SET "
            "amount = excluded.amount, bearer = excluded.bearer, status = excluded.status, detail = excluded.detail",
            [values],
        )
        what = _what_changed(before, case)
        if before is None and what is not None:  # the first event of a case needs no look at those before
            self._database.execute_many(
                "INSERT INTO case_event (holder, case_id, number, at, who, what, owner, decision, note, amount) "
                "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                [(case.holder, case.case_id, 1, self._now(), LEDGER, what, None, None, "", case.amount)],
            )
        elif before is not None and what is not None:
            event = CaseEvent(0, self._now(), LEDGER, what, before.owner, before.decision, "", case.amount)
            self._add_event(case, event)

    def expect(self, cases: Iterable[tuple[str, str]]) -> None:
        """`get` will be asked about these: holder and case."""
        self._database.prime(_ONE, cases)

    def change_owner(self, case: Case, owner: str | None, event: CaseEvent) -> bool:
        """Give an open case another owner, if it still has the one that `case` says. False: somebody was faster."""
        changed = self._database.execute(
            "UPDATE case_file SET owner = ? WHERE holder = ? AND case_id = ? AND status = 'open' "
            "AND COALESCE(owner, '') = ?",
            (owner, case.holder, case.case_id, case.owner or ""),
        )
        if changed == 1:
            self._add_event(case, event)
        return changed == 1

    def close(self, case: Case, event: CaseEvent) -> bool:
        """Close a case that is still open and its owner's, with the event's decision. False: somebody was faster."""
        changed = self._database.execute(
            "UPDATE case_file SET status = 'decided', decision = ?, decided_at = ?, owner = ? WHERE holder = ? "
            "AND case_id = ? AND status = 'open' AND COALESCE(owner, '') = ?",
            (event.decision, event.at, event.owner, case.holder, case.case_id, case.owner or ""),
        )
        if changed == 1:
            self._add_event(case, event)
        return changed == 1

    def history(self, case: Case) -> list[CaseEvent]:
        """Everything that happened to a case, the oldest first."""
        rows = self._database.rows(
            "SELECT number, at, who, what, owner, decision, note, amount FROM case_event "
            "WHERE holder = ? AND case_id = ? ORDER BY number",
            (case.holder, case.case_id),
        )
        return [CaseEvent(*row) for row in rows]

    def with_gaps(self) -> list[tuple[str, str]]:
        """Cases (holder, id) whose history is not all there: it is numbered from 1 on."""
        rows = self._database.rows(
            "SELECT f.holder, f.case_id FROM case_file AS f LEFT JOIN case_event AS e ON e.holder = f.holder AND "
            "e.case_id = f.case_id GROUP BY f.holder, f.case_id HAVING COUNT(e.number) = 0 OR "
            "COUNT(e.number) <> MAX(e.number) ORDER BY f.holder, f.case_id"
        )
        return [(str(holder), str(case_id)) for holder, case_id in rows]

    def page(
        self, scopes: Sequence[Scope], chosen: CaseFilter, after: tuple[str, str] | None, limit: int
    ) -> list[Case]:
        """Cases within these scopes that fit, by (opened_at, case_id), after a place."""
        conditions, values = _scope_condition(scopes)
        for column, value in (
            ("store", chosen.store),
            ("kind", chosen.kind),
            ("status", chosen.status),
            ("owner", chosen.owner),
        ):
            if value is not None:
                conditions.append(f"{column} = ?")
                values.append(value)
        if chosen.unowned:
            conditions.append("owner IS NULL")
        if chosen.opened_before is not None:
            conditions.append("opened_at < ?")
            values.append(chosen.opened_before)
        if after is not None:
            conditions.append("(opened_at > ? OR (opened_at = ? AND case_id > ?))")
            values += [after[0], after[0], after[1]]
        statement = (
            f"SELECT {_COLUMNS} FROM case_file WHERE {' AND '.join(conditions)} ORDER BY opened_at, case_id LIMIT ?"
        )
        return [_case(row) for row in self._database.rows(statement, [*values, limit])]

    def get(self, holder: str, case_id: str) -> Case | None:
        row = self._database.row(_ONE, (holder, case_id))
        return None if row is None else _case(row)

    def of_holder(self, holder: str) -> list[Case]:
        """Every case in a file, the oldest first."""
        statement = f"SELECT {_COLUMNS} FROM case_file WHERE holder = ? ORDER BY opened_at, case_id"
        return [_case(row) for row in self._database.rows(statement, (holder,))]

    def find(self, case_id: str) -> Case | None:
        """A case by its id alone: for a person's decision, on every node."""
        row = self._database.row(f"SELECT {_COLUMNS} FROM case_file WHERE case_id = ?", (case_id,))
        return None if row is None else _case(row)

    def about_sale(self, store: str, sale_id: str, holders: Sequence[str]) -> list[Case]:
        """Every case about a sale, whatever became of it; also these holders' cases that list it among others."""
        marks = ", ".join("?" for _ in holders) or "NULL"
        statement = (
            f"SELECT {_COLUMNS} FROM case_file WHERE (store = ? AND sale_id = ?) OR (holder IN ({marks}) AND kind IN "
            "('points_overdrawn', 'budget_overdrawn', 'value_overdrawn')) ORDER BY opened_at, holder, case_id"
        )
        found = [_case(row) for row in self._database.rows(statement, (store, sale_id, *holders))]
        here = {"store": store, "sale_id": sale_id}
        return [
            case for case in found if (case.store, case.sale_id) == (store, sale_id) or here in case.detail["sales"]
        ]

    def all(self, status: str | None = None) -> list[Case]:
        """Every case with this status (None: all but the withdrawn), the oldest first."""
        condition, values = ("status = ?", (status,)) if status is not None else ("status <> ?", ("withdrawn",))
        statement = f"SELECT {_COLUMNS} FROM case_file WHERE {condition} ORDER BY opened_at, holder, case_id"
        return [_case(row) for row in self._database.rows(statement, values)]

    def _add_event(self, case: Case, event: CaseEvent) -> None:
        """The number counts within one case, in the transaction that changes it."""
        self._database.execute(
            "INSERT INTO case_event (holder, case_id, number, at, who, what, owner, decision, note, amount) "
            "SELECT ?, ?, COALESCE(MAX(number), 0) + 1, ?, ?, ?, ?, ?, ?, ? FROM case_event "
            "WHERE holder = ? AND case_id = ?",
            (
                *(case.holder, case.case_id, event.at, event.who, event.what, event.owner, event.decision, event.note),
                *(event.amount, case.holder, case.case_id),
            ),
        )


def _what_changed(before: Case | None, after: Case) -> CaseWhat | None:
    """What the history says of a change by the ledger."""
    if before is None:
        return "withdrawn" if after.status == "withdrawn" else "opened"
    if before.status != after.status:
        return "reopened" if after.status == "open" else "withdrawn"
    return "changed" if (before.amount, before.detail) != (after.amount, dict(after.detail)) else None


def _scope_condition(scopes: Sequence[Scope]) -> tuple[list[str], list[str | int]]:
    """The rows that any of the scopes covers; without a scope none."""
    parts, values = ["1 = 0"], list[str | int]()
    for scope in scopes:
        inner = ["1 = 1"]
        if scope.store is not None:
            inner.append("store = ?")
            values.append(scope.store)
        if scope.kinds is not None:
            kinds = sorted(scope.kinds)
            inner.append(f"kind IN ({', '.join('?' for _ in kinds)})")
            values += kinds
        parts.append(f"({' AND '.join(inner)})")
    return [f"({' OR '.join(parts)})"], values


def _case(row: tuple[Any, ...]) -> Case:
    values = dict(zip(_COLUMNS.split(", "), row, strict=True))
    return Case(**values | {"detail": json.loads(values["detail"])})
