"""Rows of the group's rules: every version that was ever published, only added to."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from central_ledger.store.database import Database

_COLUMNS = "version, document, published_at, published_by"


@dataclass(frozen=True, slots=True)
class RulesRow:
    """One version. `published_at` is ISO 8601, UTC: it is in force until the next one is published."""

    version: int
    document: Mapping[str, Any]
    published_at: str
    published_by: str


class RuleVersions:
    """The versions of the group's rules."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, row: RulesRow) -> None:
        self._database.execute(
            f"INSERT INTO group_rules ({_COLUMNS}) VALUES (?, ?, ?, ?)",
            (row.version, json.dumps(row.document, ensure_ascii=False), row.published_at, row.published_by),
        )

    def newest(self) -> RulesRow | None:
        found = self._database.row(f"SELECT {_COLUMNS} FROM group_rules ORDER BY version DESC LIMIT 1")
        return None if found is None else _row(found)

    def all(self) -> list[RulesRow]:
        """The oldest first."""
        return [_row(row) for row in self._database.rows(f"SELECT {_COLUMNS} FROM group_rules ORDER BY version")]


def _row(row: tuple[Any, ...]) -> RulesRow:
    version, document, published_at, published_by = row
    return RulesRow(version, json.loads(document), published_at, published_by)
