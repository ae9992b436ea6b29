"""Small tables that every node holds: the group's identity and keys, stores, offers, and codes for enrolment."""

from __future__ import annotations

import base64
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from central_ledger.store.database import Database, StoreUnavailable
from central_ledger.store.sealing import Seal

KeyType = Literal["issuer", "till", "store", "phone_revoked", "export"]
SecretType = Literal["group", "issuer", "store", "export", "phone", "pseudonym"]


@dataclass(frozen=True, slots=True)
class PublicKey:
    """A row of the feed `keys`. `key_id` is the hex of the `kid` that codes carry; times ISO 8601, None is open."""

    key_id: str
    type: KeyType
    public_key: bytes
    store: str
    till: str
    valid_from: str | None
    valid_to: str | None


@dataclass(frozen=True, slots=True)
class SecretKey:
    """A private key (32 bytes). `store` is whose it is: empty but for a store's key and another system's."""

    key_id: str
    type: SecretType
    private_key: bytes = field(repr=False)
    store: str
    valid_from: str | None
    valid_to: str | None


@dataclass(frozen=True, slots=True)
class Enrolment:
    """A code for enrolling one till, known by its hash. `used_by`: the public key (hex) that used it."""

    store: str
    till: str
    expires_at: str
    used_by: str | None


_ENROLMENT = "enrolment_secret"
_IN_TEXT = "base64:"
_OFFER = "SELECT document FROM offer WHERE offer_id = ? AND version = ?"


class Reference:
    """The small tables."""

    def __init__(self, database: Database, seal: Seal | None = None) -> None:
        self._database = database
        self._seal = seal or Seal()

    def seal_secrets(self) -> int:
        """Seal what lies open, with a key that is there; gives how many keys. Needs a transaction."""
        if not self._seal.is_on:
            return 0
        rows = self._database.rows("SELECT key_id, type, private_key FROM secret_key")
        open_rows = [row for row in rows if not self._seal.is_sealed(bytes(row[2]))]
        for key_id, kind, raw in open_rows:
            closed = self._seal.closed(bytes(raw), f"{kind}/{key_id}")
            self._database.execute("UPDATE secret_key SET private_key = ? WHERE key_id = ?", (closed, key_id))
        if open_rows:
            self.set_enrolment_secret(self.enrolment_secret())
        return len(open_rows)

    @property
    def is_sealed(self) -> bool:
        """Whether the group's keys are sealed, by a key that is there."""
        return self._seal.is_on

    def opens(self, seal: Seal) -> bool:
        """Whether this is the key that the group's keys are sealed by."""
        row = self._database.row("SELECT private_key, type, key_id FROM secret_key ORDER BY key_id LIMIT 1")
        try:
            return row is not None and seal.opened(bytes(row[0]), f"{row[1]}/{row[2]}") != b""
        except StoreUnavailable:
            return False

    def seal_anew(self, seal: Seal) -> None:
        """All that is sealed, by another key. Needs a transaction, and nobody else who reads it."""
        rows = self._database.rows("SELECT key_id, type, private_key FROM secret_key")
        secret = self.enrolment_secret()
        for key_id, kind, raw in rows:
            name = f"{kind}/{key_id}"
            closed = seal.closed(self._seal.opened(bytes(raw), name), name)
            self._database.execute("UPDATE secret_key SET private_key = ? WHERE key_id = ?", (closed, key_id))
        self._seal = seal
        self.set_enrolment_secret(secret)

    def has_open_secrets(self) -> bool:
        """Whether a private key stands in the database as it is."""
        rows = self._database.rows("SELECT private_key FROM secret_key")
        return any(not self._seal.is_sealed(bytes(raw)) for (raw,) in rows)

    def enrolment_secret(self) -> str:
        """What codes for enrolment are hashed with."""
        kept = self.meta(_ENROLMENT) or ""
        if not kept.startswith(_IN_TEXT):
            return kept
        return self._seal.opened(base64.b64decode(kept.removeprefix(_IN_TEXT)), _ENROLMENT).decode()

    def set_enrolment_secret(self, secret: str) -> None:
        closed = self._seal.closed(secret.encode(), _ENROLMENT)
        self.set_meta(_ENROLMENT, _IN_TEXT + base64.b64encode(closed).decode() if self._seal.is_on else secret)

    def meta(self, name: str) -> str | None:
        found: str | None = self._database.value("SELECT value FROM meta WHERE name = ?", (name,))
        return found

    def set_meta(self, name: str, value: str) -> None:
        self._database.execute(
            "INSERT INTO meta (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value",
            (name, value),
        )

    def add_secret(self, key: SecretKey) -> None:
        self._database.execute(
            "INSERT INTO secret_key (key_id, type, private_key, store, valid_from, valid_to) VALUES (?, ?, ?, ?, ?, ?)",
            (
                *(key.key_id, key.type, self._seal.closed(key.private_key, f"{key.type}/{key.key_id}"), key.store),
                *(key.valid_from, key.valid_to),
            ),
        )

    def secrets(self, kind: SecretType, store: str = "") -> list[SecretKey]:
        """Private keys of a type, the newest first."""
        rows = self._database.rows(
            "SELECT key_id, type, private_key, store, valid_from, valid_to FROM secret_key "
            "WHERE type = ? AND store = ? ORDER BY valid_from DESC, key_id",
            (kind, store),
        )
        return [
            SecretKey(key_id, of_type, self._seal.opened(bytes(raw), f"{of_type}/{key_id}"), *rest)
            for key_id, of_type, raw, *rest in rows
        ]

    def newest_secret_id(self, kind: SecretType) -> str | None:
        """The id of the newest private key of a type."""
        found: str | None = self._database.value(
            "SELECT key_id FROM secret_key WHERE type = ? ORDER BY valid_from DESC, key_id LIMIT 1", (kind,)
        )
        return found

    def forget_secret(self, key_id: str) -> None:
        self._database.execute("DELETE FROM secret_key WHERE key_id = ?", (key_id,))

    def handovers(self) -> list[tuple[bytes, bytes, str]]:
        """Public key, signature by the group's key before it, and time, of every key that followed another one."""
        return self._database.rows("SELECT public_key, signature, at FROM group_handover ORDER BY number")

    def add_handover(self, public_key: bytes, signature: bytes, at: str) -> None:
        self._database.execute(
            "INSERT INTO group_handover (number, public_key, signature, at) SELECT COALESCE(MAX(number), 0) + 1, ?, "
            "?, ? FROM group_handover",
            (public_key, signature, at),
        )

    def put_key(self, key: PublicKey) -> None:
        self._database.execute(
            "INSERT INTO public_key (key_id, type, public_key, store, till, valid_from, valid_to) "
            "VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (key_id) DO UPDATE SET type = excluded.type, "
            "store = excluded.store, till = excluded.till, valid_from = excluded.valid_from, valid_to = "
            "excluded.valid_to",
            (key.key_id, key.type, key.public_key, key.store, key.till, key.valid_from, key.valid_to),
        )

    def keys_of_till(self, store: str, till: str) -> list[PublicKey]:
        rows = self._database.rows(
            "SELECT key_id, type, public_key, store, till, valid_from, valid_to FROM public_key "
            "WHERE type = 'till' AND store = ? AND till = ?",
            (store, till),
        )
        return [PublicKey(*row) for row in rows]

    def key_owner(self, key_id: str) -> tuple[str, str, str] | None:
        """Type, store and till of a public key."""
        return self._database.row("SELECT type, store, till FROM public_key WHERE key_id = ?", (key_id,))

    def put_store(self, store: str, name: str, currency: str) -> None:
        self._database.execute(
            "INSERT INTO store (store, name, currency) VALUES (?, ?, ?) "
            "ON CONFLICT (store) DO UPDATE SET name = excluded.name, currency = excluded.currency",
            (store, name, currency),
        )

    def store(self, store: str) -> tuple[str, str] | None:
        """Name and currency."""
        return self._database.row("SELECT name, currency FROM store WHERE store = ?", (store,))

    def stores(self) -> list[str]:
        return [row[0] for row in self._database.rows("SELECT store FROM store ORDER BY store")]

    def store_names(self) -> dict[str, str]:
        """The stores' names, by id."""
        return dict(self._database.rows("SELECT store, name FROM store"))

    def store_currencies(self) -> dict[str, str]:
        """The stores' currencies, by id."""
        return dict(self._database.rows("SELECT store, currency FROM store"))

    def currencies(self) -> list[str]:
        """The currencies of the stores."""
        return [row[0] for row in self._database.rows("SELECT DISTINCT currency FROM store ORDER BY currency")]

    def add_offers(self, offers: Iterable[tuple[str, int, str]]) -> None:
        """Offer id, version and document (JSON). A version never changes: what is there stays."""
        self._database.execute_many(
            "INSERT INTO offer (offer_id, version, document) VALUES (?, ?, ?) ON CONFLICT (offer_id, version) DO "
            "NOTHING",
            offers,
        )

    def expect_offers(self, offers: Iterable[tuple[str, int]]) -> None:
        """`offer` will be asked about these."""
        self._database.prime(_OFFER, offers)

    def offer(self, offer_id: str, version: int) -> Mapping[str, Any] | None:
        found = self._database.value(_OFFER, (offer_id, version))
        return None if found is None else json.loads(found)

    def offer_versions(self, offer_id: str) -> list[int]:
        """Every version of an offer that was ever sent, ascending."""
        statement = "SELECT version FROM offer WHERE offer_id = ? ORDER BY version"
        return [row[0] for row in self._database.rows(statement, (offer_id,))]

    def offer_in_force(self, offer_id: str, version: int | None, now: str) -> None:
        """From now on (ISO 8601, UTC) this version is in force; None: no version is."""
        known = "SELECT number, version FROM offer_period WHERE offer_id = ? AND sent_to IS NULL"
        row = self._database.row(known, (offer_id,))
        if row is not None and row[1] == version:
            return
        if row is not None:
            self._database.execute(
                "UPDATE offer_period SET sent_to = ? WHERE offer_id = ? AND number = ?", (now, offer_id, row[0])
            )
        if version is not None:
            self._database.execute(
                "INSERT INTO offer_period (offer_id, number, version, sent_from) SELECT ?, COALESCE(MAX(number), 0) "
                "+ 1, ?, ? FROM offer_period WHERE offer_id = ?",
                (offer_id, version, now, offer_id),
            )

    def offer_periods(self, offer_id: str) -> list[tuple[int, str, str | None]]:
        """Version, since when and until when (None: still) it was in force, the oldest first."""
        return self._database.rows(
            "SELECT version, sent_from, sent_to FROM offer_period WHERE offer_id = ? ORDER BY number", (offer_id,)
        )

    def add_enrolment(self, code_hash: str, store: str, till: str, expires_at: str) -> None:
        """A new code replaces the unused ones for the same till."""
        self._database.execute("DELETE FROM enrolment WHERE store = ? AND till = ? AND used_by IS NULL", (store, till))
        self._database.execute(
            "INSERT INTO enrolment (code_hash, store, till, expires_at) VALUES (?, ?, ?, ?)",
            (code_hash, store, till, expires_at),
        )

    def enrolment(self, code_hash: str) -> Enrolment | None:
        row = self._database.row(
            "SELECT store, till, expires_at, used_by FROM enrolment WHERE code_hash = ?", (code_hash,)
        )
        return None if row is None else Enrolment(*row)

    def forget_unused_enrolments(self) -> int:
        """Codes that nobody used yet work no more; gives how many."""
        return self._database.execute("DELETE FROM enrolment WHERE used_by IS NULL")

    def use_enrolment(self, code_hash: str, used_by: str, device: str) -> None:
        self._database.execute(
            "UPDATE enrolment SET used_by = ?, device = ? WHERE code_hash = ?", (used_by, device, code_hash)
        )
