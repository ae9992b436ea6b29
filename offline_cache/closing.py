"""A machine's till that was closed for good: by its journal's last entry, or by a note beside its keys.

Source: docs/spec/offline.md, "Decisions: one machine after another". The entry alone decides while the database is
there; the note is for the day on which somebody puts back a backup from before it.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Literal, cast

from offline_cache.database import TillDatabase
from offline_cache.errors import folder_error
from offline_cache.keys import SecretStore, write_durably
from offline_cache.tables import Journal, Statement
from retail.messages import BadEntry, decode_body

CLOSED_KIND = "till_closed"
NOTE_NAME = "moved-away"

Reason = Literal["moved", "reset"]

_LAST = Statement(
    lambda: Journal.select(Journal.kind, Journal.body, Journal.occurred_at).order_by(Journal.position.desc())
)


@dataclass(frozen=True, slots=True)
class Closed:
    """Why and when this machine ended. `move_id` is empty where nothing moved."""

    reason: Reason
    move_id: str
    at: str


def last_closing(database: TillDatabase) -> Closed | None:
    """What the journal's last entry says; None: the till goes on here."""
    found = database.row(f"{_LAST} LIMIT 1")
    if found is None or found[0] != CLOSED_KIND:
        return None
    try:
        body = decode_body(bytes(found[1]))
        return Closed(cast(Reason, body["reason"]), str(body["move_id"]), str(found[2]))
    except (BadEntry, KeyError):
        # Damage is for doctor; an entry of this kind ends the machine whatever else it says.
        return Closed("moved", "", str(found[2]))


def noted_move(secrets: SecretStore) -> Closed | None:
    """What stands beside the keys."""
    try:
        note = json.loads((secrets.folder / NOTE_NAME).read_text("utf-8"))
        return Closed("moved", str(note["move_id"]), str(note["at"]))
    except FileNotFoundError:
        return None
    except (OSError, ValueError, KeyError, TypeError):
        return Closed("moved", "", "")


def note_move(secrets: SecretStore, closed: Closed) -> None:
    """Durably. Raises StoreError."""
    try:
        write_durably(secrets.folder / NOTE_NAME, json.dumps({"move_id": closed.move_id, "at": closed.at}).encode())
    except OSError as error:
        raise folder_error(error, secrets.folder) from error


def forget_move(secrets: SecretStore) -> None:
    """The till comes back to this machine. Raises StoreError."""
    try:
        (secrets.folder / NOTE_NAME).unlink(missing_ok=True)
    except OSError as error:
        raise folder_error(error, secrets.folder) from error
