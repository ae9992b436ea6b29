"""The tables of what guides note and give at their desks (see `schema`)."""

from __future__ import annotations

#: By member. `told_of` is the id under which a till told it: it goes back with it when members part again.
DESK_TABLES = """
CREATE TABLE wanted (
    one_id TEXT NOT NULL, wanted_id TEXT NOT NULL, told_of TEXT NOT NULL, kind TEXT NOT NULL, sku TEXT NOT NULL,
    quantity BIGINT NOT NULL, note TEXT NOT NULL, until TEXT, store TEXT NOT NULL, till TEXT NOT NULL,
    staff_id TEXT NOT NULL, since TEXT NOT NULL, ended_at TEXT, ended_why TEXT,
    PRIMARY KEY (one_id, wanted_id));
CREATE TABLE event_visit (
    one_id TEXT NOT NULL, event_id TEXT NOT NULL, told_of TEXT NOT NULL, at TEXT NOT NULL, store TEXT NOT NULL,
    till TEXT NOT NULL, staff_id TEXT NOT NULL, known_by TEXT NOT NULL,
    PRIMARY KEY (one_id, event_id));
CREATE INDEX event_visit_by_event ON event_visit (event_id, at);
CREATE TABLE guide_gift (
    holder TEXT NOT NULL, gift_id TEXT NOT NULL, month TEXT NOT NULL, offer_id TEXT NOT NULL, one_id TEXT NOT NULL,
    coupon_id TEXT NOT NULL, till TEXT NOT NULL, given_at TEXT NOT NULL,
    PRIMARY KEY (holder, gift_id));
CREATE INDEX guide_gift_of_month ON guide_gift (holder, month, offer_id);
CREATE TABLE board_choice (
    store TEXT NOT NULL, staff_id TEXT NOT NULL, shown BIGINT NOT NULL, at TEXT NOT NULL, till TEXT NOT NULL,
    PRIMARY KEY (store, staff_id));
CREATE INDEX wanted_by_day ON wanted (until, one_id) WHERE ended_at IS NULL;
"""
