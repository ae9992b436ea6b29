"""What serving processes say of themselves every minute, so that another program can tell whether they are well."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from central_ledger.store.database import Database

_PREFIX = "serving/"


class Beats:
    """One row of `meta` for each process. Nobody's entries depend on it."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def put(self, process: str, document: Mapping[str, Any]) -> None:
        """`document` has `at` (ISO 8601, UTC). Needs a transaction."""
        self._database.execute(
            "INSERT INTO meta (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value",
            (_PREFIX + process, json.dumps(document)),
        )

    def all(self) -> dict[str, dict[str, Any]]:
        """By process."""
        rows = self._database.rows("SELECT name, value FROM meta WHERE name LIKE ? ORDER BY name", (_PREFIX + "%",))
        return {name.removeprefix(_PREFIX): json.loads(value) for name, value in rows}

    def drop(self, process: str) -> None:
        """Needs a transaction."""
        self._database.execute("DELETE FROM meta WHERE name = ?", (_PREFIX + process,))
