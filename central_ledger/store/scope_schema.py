"""The tables by scope (see `schema`): feeds, what goes out to other systems, and who read what."""

from __future__ import annotations

#: By scope: what a store, or every store (`group`), pulls.
SCOPE_TABLES = """
CREATE TABLE feed (
    scope TEXT NOT NULL, feed TEXT NOT NULL, version BIGINT NOT NULL,
    PRIMARY KEY (scope, feed));
CREATE TABLE feed_row (
    scope TEXT NOT NULL, feed TEXT NOT NULL, row_key TEXT NOT NULL, version BIGINT NOT NULL, deleted BIGINT NOT NULL,
    data TEXT NOT NULL,
    PRIMARY KEY (scope, feed, row_key));
CREATE INDEX feed_row_version ON feed_row (scope, feed, version);
CREATE TABLE feed_run (
    scope TEXT NOT NULL, feed TEXT NOT NULL, run_id TEXT NOT NULL, last_version BIGINT NOT NULL,
    PRIMARY KEY (scope, feed, run_id));
CREATE TABLE feed_history (
    scope TEXT NOT NULL, feed TEXT NOT NULL, row_key TEXT NOT NULL, version BIGINT NOT NULL, deleted BIGINT NOT NULL,
    PRIMARY KEY (scope, feed, row_key, version));
CREATE TABLE outbox (
    scope TEXT NOT NULL, number BIGINT NOT NULL, kind TEXT NOT NULL, store TEXT NOT NULL, till TEXT NOT NULL,
    epoch TEXT NOT NULL, seq BIGINT NOT NULL, written_at TEXT NOT NULL, data TEXT NOT NULL,
    PRIMARY KEY (scope, number));
CREATE TABLE read_log (
    scope TEXT NOT NULL, read_id TEXT NOT NULL, at TEXT NOT NULL, who TEXT NOT NULL, why TEXT NOT NULL,
    what TEXT NOT NULL, one_id TEXT, first_version BIGINT, last_version BIGINT, top_version BIGINT,
    row_count BIGINT NOT NULL,
    PRIMARY KEY (scope, read_id));
CREATE INDEX read_log_by_member ON read_log (one_id);
CREATE INDEX read_log_by_page ON read_log (scope, what, first_version);
"""
