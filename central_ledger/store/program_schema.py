"""The tables of the programs: tiers, lots of points, rewards, draws and months between owners (see `schema`)."""

from __future__ import annotations

#: Small, and the same on every node.
PROGRAM_REFERENCE = """
CREATE TABLE draw (
    draw_id TEXT PRIMARY KEY, document TEXT NOT NULL, seed BLOB NOT NULL, commitment TEXT NOT NULL,
    committed_at TEXT NOT NULL, revealed_at TEXT);
CREATE TABLE program_month (
    month TEXT PRIMARY KEY, number BIGINT NOT NULL, document TEXT NOT NULL, hash TEXT NOT NULL,
    closed_at TEXT NOT NULL);
"""

#: By store, and by member; entries by their draw.
PROGRAM_TABLES = """
CREATE TABLE draw_entry (
    scope TEXT NOT NULL, number BIGINT NOT NULL, entry_id TEXT NOT NULL, one_id TEXT NOT NULL, day TEXT NOT NULL,
    drawn TEXT NOT NULL, given TEXT NOT NULL, cost BIGINT NOT NULL, at TEXT NOT NULL,
    PRIMARY KEY (scope, entry_id));
CREATE TABLE redemption (
    store TEXT NOT NULL, redemption_id TEXT NOT NULL, reward_id TEXT NOT NULL, one_id TEXT NOT NULL,
    points BIGINT NOT NULL, occurred_at TEXT NOT NULL,
    PRIMARY KEY (store, redemption_id));
CREATE INDEX redemption_by_reward ON redemption (reward_id);
CREATE TABLE tier_history (
    one_id TEXT NOT NULL, program TEXT NOT NULL, number BIGINT NOT NULL, tier TEXT, since TEXT NOT NULL, until TEXT,
    cause TEXT NOT NULL, noted_at TEXT NOT NULL,
    PRIMARY KEY (one_id, program, number));
CREATE TABLE tier_now (
    one_id TEXT NOT NULL, program TEXT NOT NULL, tier TEXT, since TEXT NOT NULL, until TEXT,
    PRIMARY KEY (one_id, program));
CREATE INDEX tier_now_by_end ON tier_now (until);
CREATE TABLE growth_now (one_id TEXT PRIMARY KEY, document TEXT NOT NULL);
CREATE TABLE points_lot (
    one_id TEXT NOT NULL, program TEXT NOT NULL, last_day TEXT NOT NULL, points BIGINT NOT NULL,
    PRIMARY KEY (one_id, program, last_day));
CREATE INDEX points_lot_by_day ON points_lot (last_day, one_id);
"""
