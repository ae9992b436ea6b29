"""Entries that the ledger must set aside: written into a till's journal as a program of another version would."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from offline_cache.journal import _APPEND, SqliteJournal
from offline_cache.store import LocalStore
from retail.messages import Entry, encode_body, entry_hash

#: Kind, version and body.
Poison = Callable[[LocalStore], tuple[str, int, bytes]]


def _bad_sums(store: LocalStore) -> tuple[str, int, bytes]:
    """The last sale again, but for a coin."""
    found = store.database.row(
        "SELECT j.body FROM journal AS j JOIN sales AS s ON s.position = j.position ORDER BY j.position DESC LIMIT 1"
    )
    if found is None:
        return "sale", 1, b"{}"
    body = json.loads(found[0])
    body["sale_id"] = body["sale_id"][::-1]
    body["pricing"]["payable"] += 1
    return "sale", 1, encode_body(body)


POISONS: dict[str, Poison] = {
    "unknown_kind": lambda store: ("teleported", 1, b"{}"),
    "unknown_version": lambda store: ("signed_in", 99, b'{"staff_id": "E"}'),
    "garbage": lambda store: ("sale", 1, b"\xff\x00 not JSON"),
    "wrong_fields": lambda store: ("signed_out", 1, b'{"nobody": 1.5}'),
    "bad_sums": _bad_sums,
}


def write_poison(store: LocalStore, poison: Poison, known: set[tuple[str, int, bytes]]) -> None:
    """Append it to the journal; it is among the `known` before it is durable. Raises StoreError."""
    kind, version, body = poison(store)
    assert store.enrolment is not None
    with store.unit_of_work() as unit:
        journal: Any = unit.journal
        assert isinstance(journal, SqliteJournal)
        position, head = journal._end()
        fields: dict[str, Any] = {
            "store": store.enrolment.store,
            "till": store.enrolment.till,
            "epoch": head.epoch,
            "seq": head.seq + 1,
            "kind": kind,
            "version": version,
            "occurred_at": "2026-11-11T12:00:00+08:00",
            "elapsed_ms": 0,
            "previous": head.hash,
            "body": body,
        }
        entry = Entry(**fields, hash=entry_hash(**fields))
        store.database.run(_APPEND, (position + 1, *entry.row()))
        journal.appended, journal.end = entry, (position + 1, entry.head)
        known.add((kind, version, body))
        unit.commit()
