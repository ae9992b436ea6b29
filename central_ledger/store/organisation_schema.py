"""The tables of the organisation and its figures (see `schema`)."""

from __future__ import annotations

#: Small, and the same on every node.
ORGANISATION_REFERENCE = """
CREATE TABLE organisation (
    version BIGINT PRIMARY KEY, document TEXT NOT NULL, published_at TEXT NOT NULL, published_by TEXT NOT NULL);
CREATE TABLE organisation_store (
    store TEXT PRIMARY KEY, district TEXT NOT NULL, region TEXT NOT NULL, only_brand TEXT NOT NULL);
CREATE INDEX organisation_store_of_district ON organisation_store (district);
"""

#: By store. `parcel`: with which others a fact left the store for figures of more than it (null: not yet).
ORGANISATION_TABLES = """
CREATE INDEX sale_by_day ON sale (store, day);
CREATE INDEX sale_in_no_parcel ON sale (store, day) WHERE parcel IS NULL;
CREATE TABLE join_taken (
    store TEXT NOT NULL, enrolment_id TEXT NOT NULL, one_id TEXT NOT NULL, staff_id TEXT NOT NULL, day TEXT NOT NULL,
    parcel BIGINT,
    PRIMARY KEY (store, enrolment_id));
CREATE INDEX join_taken_by_day ON join_taken (store, day);
CREATE INDEX join_taken_by_member ON join_taken (one_id);
CREATE INDEX join_taken_in_no_parcel ON join_taken (store, day) WHERE parcel IS NULL;
CREATE TABLE figure_parcel (
    store TEXT NOT NULL, what TEXT NOT NULL, number BIGINT NOT NULL, measure TEXT NOT NULL, currency TEXT NOT NULL,
    day TEXT NOT NULL, members BIGINT NOT NULL, amount BIGINT NOT NULL,
    PRIMARY KEY (store, what, number, measure, currency));
CREATE INDEX figure_parcel_by_day ON figure_parcel (store, day);
"""
