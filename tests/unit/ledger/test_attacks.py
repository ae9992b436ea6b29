"""Attacks on a journal and its books by somebody who has the machine: a till rewritten, a ledger rewritten."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from central_ledger.application.audit import audit
from central_ledger.application.push import push
from retail.messages import Entry, encode_body, entry_hash
from tests.unit.ledger.conftest import unprotected
from tests.unit.ledger.journals import sale_document


@pytest.fixture
def books(ledger):
    with ledger.database.transaction():
        ledger.journals.enrol("S01", "T01", bytes(32), "counter", ledger.now())
    return ledger


def forged(entries, changed):
    """The same journal with another body in one place and every hash made anew: a chain that holds by itself."""
    found, previous = [], entries[0].previous
    for entry in entries:
        body = changed.get(entry.seq, entry.body)
        again = replace(entry, body=body, previous=previous)
        fields = {name: getattr(again, name) for name in Entry.__dataclass_fields__ if name != "hash"}
        found.append(replace(again, hash=entry_hash(**fields)))
        previous = found[-1].hash
    return found


def cheaper(entry):
    """The same sale for less than was taken, with sums that hold."""
    return encode_body(sale_document(entry.document()["sale_id"], {"A1": 2900}))


def test_a_journal_that_is_rewritten_below_what_the_ledger_has_is_found_with_the_next_entry(books, journal):
    journal.sale("sale-1")
    journal.sale("sale-2")
    push(books, "S01", "T01", journal.entries)
    journal.sale("sale-3")
    rewritten = forged(journal.entries, {2: cheaper(journal.entries[1])})
    answer = push(books, "S01", "T01", rewritten[-1:])
    assert [(verdict.word, verdict.code) for verdict in answer.verdicts] == [("refused", "fork")]
    assert answer.suspended
    # The rewritten sale itself, sent again under its number, is no better; its bytes are kept as evidence.
    with books.database.transaction():
        books.journals.resume("S01", "T01", books.now())
    answer = push(books, "S01", "T01", rewritten[1:2])
    assert [(verdict.word, verdict.code) for verdict in answer.verdicts] == [("refused", "fork")]
    assert books.database.value("SELECT COUNT(*) FROM evidence WHERE code = 'fork'") == 2
    assert audit(books).problems == [], "what was booked is what was told first"


def test_a_journal_that_is_rewritten_where_nobody_else_has_it_is_taken_as_it_is(books, journal):
    """Not defended: before the first contact only the shopper's receipt knows better: its code has the hash."""
    journal.sale("sale-1")
    rewritten = forged(journal.entries, {2: cheaper(journal.entries[1])})
    assert [v.word for v in push(books, "S01", "T01", rewritten).verdicts] == ["created", "created"]
    assert rewritten[1].hash != journal.entries[1].hash, "the receipt says another hash"


def test_whoever_rewrites_the_ledger_s_copy_of_a_journal_and_its_postings_is_found_by_the_chain(books, journal):
    journal.sale("sale-1")
    journal.sale("sale-2")
    push(books, "S01", "T01", journal.entries)
    rewritten = forged(journal.entries, {2: cheaper(journal.entries[1])})
    unprotected(books.database)
    for entry in rewritten:
        books.database.execute(
            "UPDATE entry SET body = ?, previous = ?, hash = ? WHERE seq = ?",
            (entry.body, entry.previous, entry.hash, entry.seq),
        )
    found = {problem["what"] for problem in audit(books).problems}
    assert "head_differs" in found, "the epoch's head is another row"
    assert "postings_differ_from_the_journal" in found
    # Whoever rewrites that too meets the till, which has its own hashes: the next entry does not follow.
    books.database.execute("UPDATE epoch SET head_hash = ?", (rewritten[-1].hash,))
    journal.sale("sale-3")
    assert [v.code for v in push(books, "S01", "T01", journal.entries[-1:]).verdicts] == ["fork"]


def test_a_till_that_sends_another_till_s_entries_moves_nothing(books, journal):
    """A rogue till has a key of its own, and what it signs counts for its own name only."""
    with books.database.transaction():
        books.journals.enrol("S01", "T02", b"\1" * 32, "rogue", books.now())
    journal.sale("sale-1")
    push(books, "S01", "T01", journal.entries)
    answer = push(books, "S01", "T02", [replace(entry, till="T02") for entry in journal.entries])
    assert {verdict.code for verdict in answer.verdicts} <= {"hash_mismatch", "gap"}
    assert json.dumps(audit(books).problems) == "[]"
    assert books.database.value("SELECT COUNT(*) FROM sale") == 1
