"""Whose signatures this till believes, from the feed `keys` (docs/spec/line.md, section 4)."""

from __future__ import annotations

import base64
from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, datetime
from typing import Any, Literal

from retail.code import IssuerKey
from retail.signed import VerifyingKey

LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)
FAR_AHEAD = datetime(9999, 1, 1, tzinfo=UTC)


class KeyRing:
    """The group's keys by type and id. `rows` are rows of the feed, which only the group's pinned key can have sent."""

    def __init__(self, rows: Iterable[Mapping[str, Any]]) -> None:
        self._rows = list(rows)

    @property
    def issuers(self) -> dict[bytes, IssuerKey]:
        """The membership's issuers by kid."""
        return {
            bytes.fromhex(row["key_id"]): IssuerKey(
                _time(row, "valid_from", LONG_AGO), _time(row, "valid_to", FAR_AHEAD), _key(row)
            )
            for row in self._rows
            if row["type"] == "issuer"
        }

    @property
    def revoked_phones(self) -> frozenset[bytes]:
        """Raw public keys of phones that were reported lost."""
        return frozenset(_key(row).raw for row in self._rows if row["type"] == "phone_revoked")

    def till_of(self, kid: bytes) -> tuple[str, str, VerifyingKey] | None:
        """Store, till and key that a kid names, also of a key that another one followed."""
        for row in self._rows:
            if row["type"] == "till" and row["key_id"] == kid.hex():
                return str(row.get("store")), str(row.get("till")), _key(row)
        return None

    def export_key(self, now: datetime) -> bytes | None:
        """The ledger's public key for journals in files: the newest that is valid now; None: none ever came."""
        found = [
            (_time(row, "valid_from", LONG_AGO), base64.b64decode(row["public_key"]))
            for row in self._rows
            if row["type"] == "export" and now < _time(row, "valid_to", FAR_AHEAD)
        ]
        # Its beginning is no condition: a till's clock that is slow should not cost the shop its journal.
        return max(found)[1] if found else None

    def valid(self, kind: Literal["issuer", "till", "store"], now: datetime) -> Callable[[bytes], VerifyingKey | None]:
        """The key of this kind that a kid names, if it is valid now."""
        keys = {
            bytes.fromhex(row["key_id"]): _key(row)
            for row in self._rows
            if row["type"] == kind and _time(row, "valid_from", LONG_AGO) <= now < _time(row, "valid_to", FAR_AHEAD)
        }
        return keys.get


def _key(row: Mapping[str, Any]) -> VerifyingKey:
    return VerifyingKey(base64.b64decode(row["public_key"]))


def _time(row: Mapping[str, Any], name: str, when_open: datetime) -> datetime:
    text = row.get(name)
    return when_open if text is None else datetime.fromisoformat(text)
