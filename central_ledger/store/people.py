"""Rows of the group's people, of tokens, and of who was let in or not."""

from __future__ import annotations

import json
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any, Literal

from central_ledger.store.database import Database

AccessWhat = Literal[
    "token_issued",
    "token_refused",
    "token_throttled",
    "token_revoked",
    "person_added",
    "person_revoked",
    "case_refused",
    "client_revoked",
]


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody of the group. `roles` are grants as text, `secret_hash` is argon2. Times ISO 8601; None: not revoked."""

    person_id: str
    name: str
    roles: tuple[str, ...]
    secret_hash: str
    added_at: str
    revoked_at: str | None


@dataclass(frozen=True, slots=True)
class TokenRow:
    """A token, known by its hash. `credential` marks the PIN or secret that it was issued for; '' for store and till
    that it is not bound to. `expires_at` None: never, until it is revoked.
    """

    token_hash: str
    holder: str
    name: str
    roles: tuple[str, ...]
    store: str
    till: str
    credential: str
    issued_at: str
    expires_at: str | None
    revoked_at: str | None


_TOKEN_COLUMNS = tuple(field.name for field in fields(TokenRow))


class People:
    """People, tokens, and the append-only log of access."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, person: Person) -> None:
        self._database.execute(
            "INSERT INTO person (person_id, name, roles, secret_hash, added_at) VALUES (?, ?, ?, ?, ?)",
            (person.person_id, person.name, json.dumps(person.roles), person.secret_hash, person.added_at),
        )

    def person(self, person_id: str) -> Person | None:
        row = self._database.row(
            "SELECT person_id, name, roles, secret_hash, added_at, revoked_at FROM person WHERE person_id = ?",
            (person_id,),
        )
        return None if row is None else _person(row)

    def people(self) -> list[Person]:
        rows = self._database.rows(
            "SELECT person_id, name, roles, secret_hash, added_at, revoked_at FROM person ORDER BY added_at, person_id"
        )
        return [_person(row) for row in rows]

    def revoke(self, person_id: str, at: str) -> bool:
        """False when there is none, or it was revoked before."""
        statement = "UPDATE person SET revoked_at = ? WHERE person_id = ? AND revoked_at IS NULL"
        return self._database.execute(statement, (at, person_id)) == 1

    def add_token(self, token: TokenRow) -> None:
        self._database.execute(
            "INSERT INTO token (token_hash, holder, name, roles, store, till, credential, issued_at, expires_at) "
            "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                *(token.token_hash, token.holder, token.name, json.dumps(token.roles), token.store, token.till),
                *(token.credential, token.issued_at, token.expires_at),
            ),
        )

    def token(self, token_hash: str) -> TokenRow | None:
        row = self._database.row(f"SELECT {', '.join(_TOKEN_COLUMNS)} FROM token WHERE token_hash = ?", (token_hash,))
        return (
            None
            if row is None
            else TokenRow(**dict(zip(_TOKEN_COLUMNS, row, strict=True)) | {"roles": tuple(json.loads(row[3]))})
        )

    def revoke_token(self, token_hash: str, at: str) -> bool:
        statement = "UPDATE token SET revoked_at = ? WHERE token_hash = ? AND revoked_at IS NULL"
        return self._database.execute(statement, (at, token_hash)) == 1

    def revoke_tokens_of(self, holder: str, at: str) -> int:
        statement = "UPDATE token SET revoked_at = ? WHERE holder = ? AND revoked_at IS NULL"
        return self._database.execute(statement, (at, holder))

    def forget_tokens(self, ended_before: str) -> None:
        """Drop the rows of tokens that ended before a time; the log of access keeps that they were issued."""
        self._database.execute("DELETE FROM token WHERE expires_at < ?", (ended_before,))

    def note_access(self, at: str, who: str, what: AccessWhat, address: str, detail: Mapping[str, Any]) -> None:
        self._database.execute(
            "INSERT INTO access_log (event_id, at, who, what, address, detail) VALUES (?, ?, ?, ?, ?, ?)",
            (secrets.token_hex(8), at, who, what, address, json.dumps(dict(detail), ensure_ascii=False)),
        )

    def access(self, limit: int, who: str | None = None) -> list[dict[str, Any]]:
        """The newest events first."""
        condition, values = ("", ()) if who is None else ("WHERE who = ? ", (who,))
        rows = self._database.rows(
            f"SELECT at, who, what, address, detail FROM access_log {condition}ORDER BY at DESC, event_id LIMIT ?",
            (*values, limit),
        )
        return [
            {"at": at, "who": name, "what": what, "address": address, **json.loads(detail)}
            for at, name, what, address, detail in rows
        ]


def _person(row: tuple[Any, ...]) -> Person:
    person_id, name, roles, secret_hash, added_at, revoked_at = row
    return Person(person_id, name, tuple(json.loads(roles)), secret_hash, added_at, revoked_at)
