"""Rows of other systems of the group that speak with the ledger, and of what they were answered."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from central_ledger.store.database import Database

_COLUMNS = "client_id, name, roles, added_at, revoked_at"


@dataclass(frozen=True, slots=True)
class Client:
    """A system. `roles` are grants as text; times ISO 8601, UTC; `revoked_at` None: it may speak."""

    client_id: str
    name: str
    roles: tuple[str, ...]
    added_at: str
    revoked_at: str | None = None


class Clients:
    """Systems, and their requests by the keys that make them repeatable."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, client: Client) -> None:
        self._database.execute(
            "INSERT INTO client (client_id, name, roles, added_at) VALUES (?, ?, ?, ?)",
            (client.client_id, client.name, json.dumps(client.roles), client.added_at),
        )

    def get(self, client_id: str) -> Client | None:
        row = self._database.row(f"SELECT {_COLUMNS} FROM client WHERE client_id = ?", (client_id,))
        return None if row is None else _client(row)

    def all(self) -> list[Client]:
        return [_client(row) for row in self._database.rows(f"SELECT {_COLUMNS} FROM client ORDER BY client_id")]

    def revoke(self, client_id: str, at: str) -> bool:
        """False when there is none, or it was revoked before."""
        statement = "UPDATE client SET revoked_at = ? WHERE client_id = ? AND revoked_at IS NULL"
        return self._database.execute(statement, (at, client_id)) == 1

    def answered(self, client_id: str, request_key: str) -> tuple[str, str] | None:
        """The hash of the content that came under this key before, and its answer (JSON)."""
        return self._database.row(
            "SELECT content_hash, answer FROM client_request WHERE client_id = ? AND request_key = ?",
            (client_id, request_key),
        )

    def keep_answer(self, client_id: str, request_key: str, content_hash: str, answer: str, at: str) -> None:
        self._database.execute(
            "INSERT INTO client_request (client_id, request_key, content_hash, answer, at) VALUES (?, ?, ?, ?, ?)",
            (client_id, request_key, content_hash, answer, at),
        )

    def forget_answers(self, before: str) -> int:
        """Drop the answers of before a time (ISO 8601, UTC)."""
        return self._database.execute("DELETE FROM client_request WHERE at < ?", (before,))


def _client(row: tuple[Any, ...]) -> Client:
    client_id, name, roles, added_at, revoked_at = row
    return Client(client_id, name, tuple(json.loads(roles)), added_at, revoked_at)
