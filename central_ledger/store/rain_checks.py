"""Rows of rain checks: what was promised, and which sale used it first."""

from __future__ import annotations

from dataclasses import astuple, dataclass, fields

from central_ledger.store.database import Database


@dataclass(frozen=True, slots=True)
class RainCheckRow:
    """`holder` is its id. `promise` is the entry's body as JSON; None: it was used, and who promised it has not been
    heard yet. The used ones name the first sale.
    """

    holder: str
    store: str | None = None
    till: str | None = None
    promise: str | None = None
    issued_at: str | None = None
    used_store: str | None = None
    used_till: str | None = None
    used_sale: str | None = None
    used_at: str | None = None


_COLUMNS = ", ".join(field.name for field in fields(RainCheckRow))
_MARKS = ", ".join("?" * len(fields(RainCheckRow)))
_CHANGES = ", ".join(f"{field.name} = excluded.{field.name}" for field in fields(RainCheckRow)[1:])


class RainChecks:
    def __init__(self, database: Database) -> None:
        self._database = database

    def get(self, rain_check_id: str) -> RainCheckRow | None:
        row = self._database.row(f"SELECT {_COLUMNS} FROM rain_check WHERE holder = ?", (rain_check_id,))
        return None if row is None else RainCheckRow(*row)

    def put(self, row: RainCheckRow) -> None:
        self._database.execute(
            f"INSERT INTO rain_check ({_COLUMNS}) VALUES ({_MARKS}) ON CONFLICT (holder) DO UPDATE SET {_CHANGES}",
            astuple(row),
        )
