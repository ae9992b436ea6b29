"""The tables of guides and of what was done about the reasons to contact members (see `schema`)."""

from __future__ import annotations

#: By member. `told_of` is the id under which a till told it: what came under it goes back when members part again.
CONTACT_TABLES = """
CREATE TABLE guide_assignment (
    one_id TEXT NOT NULL, assignment_id TEXT NOT NULL, told_of TEXT NOT NULL, at TEXT NOT NULL, guide_store TEXT,
    guide TEXT, why TEXT NOT NULL, store TEXT NOT NULL, till TEXT NOT NULL, staff_id TEXT NOT NULL,
    PRIMARY KEY (one_id, assignment_id));
CREATE TABLE member_guide (
    one_id TEXT PRIMARY KEY, store TEXT NOT NULL, staff_id TEXT NOT NULL, since TEXT NOT NULL);
CREATE INDEX member_guide_by_guide ON member_guide (store, staff_id);
CREATE TABLE task_mark (
    one_id TEXT NOT NULL, mark_id TEXT NOT NULL, told_of TEXT NOT NULL, rule_id TEXT NOT NULL, occasion TEXT NOT NULL,
    kind TEXT NOT NULL, mark TEXT NOT NULL, how TEXT, at TEXT NOT NULL, until TEXT, brand TEXT, store TEXT NOT NULL,
    till TEXT NOT NULL, staff_id TEXT NOT NULL, guide TEXT, rules BIGINT NOT NULL, note TEXT NOT NULL,
    day TEXT NOT NULL, parcel BIGINT,
    PRIMARY KEY (one_id, mark_id));
CREATE INDEX task_mark_by_time ON task_mark (store, at);
CREATE INDEX task_mark_by_day ON task_mark (store, day);
CREATE INDEX task_mark_in_no_parcel ON task_mark (store, day) WHERE parcel IS NULL;
"""
