"""Many rows, or many questions, as one statement: what an engine is told is what was meant."""

from __future__ import annotations

import sqlite3

from central_ledger.store.bulk import copy_of, in_shard, insert_of_names, with_values

INSERT = "INSERT INTO place (name, note, number) VALUES (?, ?, ?) ON CONFLICT (name) DO UPDATE SET note = excluded.note"
ROWS = [("O'Neil", '100 % of \\ "it" \'; DROP TABLE place; --', 1), ("?", None, -2), ("%s", "王小明", 0)]


def test_values_in_a_text_are_the_values():
    database = sqlite3.connect(":memory:")
    database.execute("CREATE TABLE place (name TEXT PRIMARY KEY, note TEXT, number INTEGER)")
    text = with_values(INSERT, ROWS)
    assert text is not None
    database.execute(text)
    assert database.execute("SELECT * FROM place ORDER BY number").fetchall() == [ROWS[1], ROWS[2], ROWS[0]]


def test_what_cannot_stand_in_a_text_is_handed_beside_it():
    assert with_values(INSERT, [("a\x00b", "", 1)]) is None  # the engine is to refuse it, not to end the text there
    assert with_values("INSERT INTO place SELECT name FROM other WHERE name = ?", [("a",)]) is None


def test_questions_of_one_shard_name_it():
    asked = [("M1", "group", 3), ("M2", "group", 4)]
    statement = "SELECT points FROM member_program WHERE one_id = ? AND program = ? AND points > ?"
    text, values = in_shard(statement, ("text", "text", "bigint"), 0, asked) or ("", [])
    assert "one_id = v.c0 AND one_id = ANY(%s::text[])" in text
    assert "program = %s::text" in text
    assert values == ['{"M1","M2"}', "{3,4}", ["M1", "M2"], "group"]
    # Of several tables only a value that is the same for all of them says which shard each is asked in.
    joined = "SELECT 1 FROM till AS t JOIN till_seen AS s ON s.store = t.store WHERE t.store = ? AND t.till = ?"
    assert in_shard(joined, ("text", "text"), 0, [("S01", "T01"), ("S02", "T01")]) is None
    assert in_shard(joined, ("text", "text"), 0, [("S01", "T01"), ("S01", "T02")]) is not None


def test_rows_are_handed_to_the_shard_of_their_names():
    text = insert_of_names(INSERT, ("text", "text", "bigint"), 0) or ""
    assert text.startswith("INSERT INTO place (name, note, number) SELECT k.name, v.c2, v.c3 FROM shard_name AS k JOIN")
    assert text.endswith("WHERE k.name = ANY(%s::text[]) ON CONFLICT (name) DO UPDATE SET note = excluded.note")


def test_only_rows_that_are_just_added_are_copied():
    plain = "INSERT INTO place (name, note) VALUES (?, ?)"
    assert copy_of(plain) == "COPY place (name, note) FROM STDIN"
    assert copy_of(INSERT) is None
    assert copy_of(plain + " ON CONFLICT DO NOTHING") is None
    assert copy_of("INSERT INTO place (name, note) VALUES (?, 'fixed')") is None
    assert copy_of("INSERT INTO place (name) SELECT name FROM other WHERE name = ?") is None
