"""The table of what was suggested at the counters (see `schema`): by store."""

from __future__ import annotations

SUGGESTION_TABLES = """
CREATE TABLE suggested_goods (
    store TEXT NOT NULL, sale_id TEXT NOT NULL, sku TEXT NOT NULL, day TEXT NOT NULL, staff_id TEXT NOT NULL,
    reason TEXT NOT NULL, added BIGINT NOT NULL, net BIGINT NOT NULL,
    PRIMARY KEY (store, sale_id, sku));
CREATE INDEX suggested_goods_by_day ON suggested_goods (store, day);
"""
