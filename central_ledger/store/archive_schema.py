"""The tables of what lies in archives: docs/operations.md, "The life of data"."""

from __future__ import annotations

#: An archive of a store, and which entries of its tills it holds. Their rows stay, without what they say.
ARCHIVE_TABLES = """
CREATE TABLE archive (
    store TEXT NOT NULL, archive_id TEXT NOT NULL, before TEXT NOT NULL, made_at TEXT NOT NULL,
    file_hash TEXT NOT NULL, entries BIGINT NOT NULL, transfers BIGINT NOT NULL, manifest TEXT NOT NULL,
    PRIMARY KEY (store, archive_id));
CREATE TABLE archived_span (
    store TEXT NOT NULL, till TEXT NOT NULL, epoch TEXT NOT NULL, first_seq BIGINT NOT NULL, last_seq BIGINT NOT NULL,
    archive_id TEXT NOT NULL,
    PRIMARY KEY (store, till, epoch, first_seq));
"""
