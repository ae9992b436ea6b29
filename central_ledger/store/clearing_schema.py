"""The tables between shards: what waits for its way from one to another (see `clearing`), and returns by their sale."""

from __future__ import annotations

#: `source`, `target` and `store` are names of shards, as `store`, `one_id`, `holder` and `scope` are elsewhere.
#: `shard_name`: names that rows are written for by the hundred, so that Citus finds their shard by a row.
CLEARING_TABLES = """
CREATE TABLE clearing_item (
    source TEXT NOT NULL, number BIGINT NOT NULL, target TEXT NOT NULL, kind TEXT NOT NULL, name TEXT NOT NULL,
    written_at TEXT NOT NULL, data TEXT NOT NULL,
    PRIMARY KEY (source, number));
CREATE INDEX clearing_item_by_name ON clearing_item (source, kind, name);
CREATE TABLE clearing_count (
    source TEXT NOT NULL, number BIGINT NOT NULL,
    PRIMARY KEY (source));
CREATE TABLE clearing_mark (
    target TEXT NOT NULL, source TEXT NOT NULL, number BIGINT NOT NULL,
    PRIMARY KEY (target, source));
CREATE TABLE shard_name (name TEXT PRIMARY KEY);
CREATE TABLE sale_return (
    store TEXT NOT NULL, sale_id TEXT NOT NULL, by_store TEXT NOT NULL, return_id TEXT NOT NULL,
    PRIMARY KEY (store, sale_id, by_store, return_id));
"""
