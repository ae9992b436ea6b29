"""The tables of what is reckoned about members (see `schema`): by member."""

from __future__ import annotations

MEMBER_FACTS_TABLES = """
CREATE TABLE member_facts (
    one_id TEXT PRIMARY KEY, next_on TEXT NOT NULL, document TEXT NOT NULL);
CREATE INDEX member_facts_by_day ON member_facts (next_on, one_id);
CREATE TABLE member_due (
    one_id TEXT PRIMARY KEY, mark TEXT NOT NULL);
CREATE TABLE member_joined (
    one_id TEXT PRIMARY KEY, joined_on TEXT NOT NULL);
CREATE TABLE member_note (
    one_id TEXT NOT NULL, note_id TEXT NOT NULL, store TEXT NOT NULL, staff_id TEXT NOT NULL, text TEXT NOT NULL,
    written_at TEXT NOT NULL, removed_at TEXT,
    PRIMARY KEY (one_id, note_id));
CREATE TABLE member_promise (
    one_id TEXT NOT NULL, rain_check_id TEXT NOT NULL,
    PRIMARY KEY (one_id, rain_check_id));
CREATE INDEX purchase_line_by_time ON purchase_line (one_id, occurred_at);
CREATE INDEX case_of_member ON case_file (one_id, status);
CREATE INDEX goods_return_of_member ON goods_return (one_id);
CREATE INDEX web_order_of_member ON web_order (one_id);
"""
