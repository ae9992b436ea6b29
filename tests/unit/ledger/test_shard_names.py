"""Which of a statement's values say whose shard it is about: only where that is sure may it go past the engine."""

from __future__ import annotations

import pytest

from central_ledger.store.shard_names import names_in, renamed


@pytest.mark.parametrize(
    ("statement", "places"),
    [
        ("SELECT 1 FROM sale WHERE store = ? AND sale_id = ?", (0,)),
        ("SELECT CASE WHEN day = ? THEN 1 END FROM offer_use WHERE one_id = ?", (1,)),
        ("SELECT document FROM offer WHERE offer_id = ?", ()),
        ("SELECT t.till FROM till AS t JOIN till_seen AS s ON s.store = t.store WHERE t.store = ?", (0,)),
        ("SELECT 1 FROM case_file WHERE store = ? AND holder = ?", (1,)),
        ("INSERT INTO feed (scope, feed, version) VALUES (?, ?, ?), (?, ?, ?) ON CONFLICT DO NOTHING", (0, 3)),
        ("SELECT 1 FROM coupon_hold WHERE holder = ? AND (until IS NULL OR until > ?) AND lease_id = ?", (0,)),
        ("UPDATE till SET suspended_at = ? WHERE store = ? AND till = ?", (1,)),
        (
            "INSERT INTO member_past (one_id, number) SELECT m.one_id, (SELECT COUNT(*) FROM member_past AS p WHERE "
            "p.one_id = ?) FROM member AS m WHERE m.one_id = ?",
            (0, 1),
        ),
    ],
)
def test_its_names_are_found(statement, places):
    assert names_in(statement) == places


@pytest.mark.parametrize(
    "statement",
    [
        "SELECT 1 FROM sale WHERE sale_id = ?",
        "SELECT 1 FROM sale WHERE store IN (?, ?)",
        "SELECT 1 FROM sale WHERE store = ? OR sale_id = ?",
        "SELECT 1 FROM sale WHERE sale_id = ? AND (store = ? OR till = ?)",
        # By a column that has the name of another table's.
        "SELECT 1 FROM case_file WHERE store = ?",
        "SELECT 1 FROM case_file AS c JOIN sale AS s ON s.store = c.store WHERE c.holder = ?",
        "SELECT 1 FROM till AS t JOIN till_seen AS s ON s.till = t.till WHERE t.store = ?",
        # Whose condition it is cannot be seen.
        "SELECT 1 FROM sale WHERE store = ? AND EXISTS (SELECT 1 FROM entry WHERE store = ?)",
        "SELECT 1 FROM sale AS s WHERE s.store = ? AND EXISTS (SELECT 1 FROM entry WHERE store = s.store)",
        # What is on the coordinator alone, or the same on every machine.
        "SELECT value FROM meta WHERE name = ?",
        "INSERT INTO offer (offer_id, version, document) VALUES (?, ?, ?)",
        "UPDATE store SET name = ? WHERE store = ?",
        # A row goes to another shard.
        "UPDATE till SET store = ? WHERE till = ?",
        "INSERT INTO sale (store, sale_id) VALUES ('S01', ?)",
        "INSERT INTO feed_run (scope, feed) SELECT scope, feed FROM feed WHERE scope = ?",
    ],
)
def test_what_is_not_sure_is_left_to_the_engine(statement):
    assert names_in(statement) is None


def test_tables_are_called_otherwise_and_columns_are_not():
    statement = (
        "INSERT INTO feed (scope, feed, version) SELECT s.store, ?, ? FROM sale AS s JOIN entry ON entry.store = "
        "s.store ON CONFLICT (scope, feed) DO UPDATE SET version = feed.version + excluded.version"
    )
    assert renamed(statement, {"feed": "l.feed_7", "sale": "l.sale_8", "entry": "l.entry_9"}) == (
        "INSERT INTO l.feed_7 AS feed (scope, feed, version) SELECT s.store, ?, ? FROM l.sale_8 AS s JOIN l.entry_9 AS "
        "entry ON entry.store = s.store ON CONFLICT (scope, feed) DO UPDATE SET version = feed.version + "
        "excluded.version"
    )


def test_a_copy_goes_into_the_shards_table_under_its_own_name():
    assert (
        renamed("COPY sale (store, till) FROM STDIN", {"sale": "l.sale_8"}) == "COPY l.sale_8 (store, till) FROM STDIN"
    )
    assert renamed("COPY settlement_part (sale) FROM STDIN", {"sale": "l.sale_8"}).startswith("COPY settlement_part (")
