"""The tables of members whose data was erased (see `schema`)."""

from __future__ import annotations

#: `erasure` by member: `finished_at` null until the journals are done too; `dropping` names, one a line, whose rows may
#: be dropped, while the transaction runs that drops them, and is empty for ever after. `redaction` by store: which
#: entries were written anew without the person, and the SHA-256 of the body that is there since; the entry keeps its
#: own hash.
ERASURE_TABLES = """
CREATE TABLE erasure (
    one_id TEXT PRIMARY KEY, erased_at TEXT NOT NULL, who TEXT NOT NULL, why TEXT NOT NULL, document TEXT NOT NULL,
    finished_at TEXT, dropping TEXT NOT NULL DEFAULT '');
CREATE INDEX erasure_at_work ON erasure (one_id) WHERE dropping <> '';
CREATE TABLE redaction (
    store TEXT NOT NULL, till TEXT NOT NULL, epoch TEXT NOT NULL, seq BIGINT NOT NULL, hash BLOB NOT NULL,
    body_hash BLOB NOT NULL, at TEXT NOT NULL,
    PRIMARY KEY (store, till, epoch, seq, hash));
CREATE INDEX linked_account_event_of_member ON linked_account_event (one_id);
"""
