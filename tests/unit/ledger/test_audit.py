"""The audit finds what was planted, and only that."""

from __future__ import annotations

import pytest

from central_ledger.application import decide
from central_ledger.application.audit import audit
from central_ledger.application.cases import CaseRefused, console_speaker, decide_case, take_case
from central_ledger.application.decide import Undecidable
from central_ledger.application.push import push
from tests.unit.ledger.conftest import unprotected


@pytest.fixture
def books(ledger, journal):
    """Two sales of M1, one of them with a coupon that had been used."""
    with ledger.database.transaction():
        ledger.journals.enrol("S01", "T01", bytes(32), "counter", ledger.now())
    journal.sale("sale-1", one_id="M1", coupon=("C1", 5000), earned={"group": 79})
    journal.sale("sale-2", one_id="M1", coupon=("C1", 5000), points=6000)
    push(ledger, "S01", "T01", journal.entries)
    return ledger


def tamper(ledger, statement):
    """Change rows behind the ledger's back: the tables' own protection has to be taken away first."""
    unprotected(ledger.database)
    assert ledger.database.execute(statement) > 0


def problems(ledger):
    return {problem["what"] for problem in audit(ledger).problems}


def test_honest_books_balance(books):
    found = audit(books)
    assert found.problems == []
    assert set(found.units) == {"CNY", "points/group", "points/LQX"}
    assert set(found.units.values()) == {0}
    assert found.cases == {"coupon_reused": 1, "points_overdrawn": 1}
    (till,) = found.tills
    assert (till["sent"], till["applied"], till["quarantined"], till["refused"], till["waiting"]) == (3, 3, 0, 0, 0)
    assert till["high_waters"] == [{"epoch": "epoch-1", "seq": 3}]
    assert till["sales"] == [{"currency": "CNY", "sales": 2, "gross_minor": 25800, "payable_minor": 9800}]


@pytest.mark.parametrize(
    ("statement", "expected"),
    [
        (
            "UPDATE posting SET amount = amount + 1 WHERE account LIKE 'sales/%' AND transfer_id = 'sale-1'",
            {"trial_balance", "unbalanced_transfer", "postings_differ_from_the_journal"},
        ),
        (
            # Balanced, and still wrong: money moved from one account to another.
            "UPDATE posting SET account = 'sales/S02/LQX' WHERE account = 'sales/S01/LQX'",
            {"postings_differ_from_the_journal"},
        ),
        (
            "DELETE FROM posting WHERE transfer_id = 'sale-1'",
            {"postings_differ_from_the_journal", "clearing_not_empty"},
        ),
        ("UPDATE member_program SET points = points + 1 WHERE one_id = 'M2'", {"member_balance"}),
        (
            "UPDATE member_posting SET amount = 9 WHERE transfer_id = 'S01/sale-1' AND account LIKE 'member/%'",
            {"member_balance", "trial_balance", "unbalanced_transfer"},
        ),
        ("DELETE FROM case_file WHERE kind = 'coupon_reused'", {"coupon_reused_without_case"}),
        ("UPDATE entry SET body = '{}' WHERE seq = 2", {"entry_changed"}),
        ("UPDATE entry SET occurred_at = 'later' WHERE seq = 1", {"entry_changed"}),
        ("DELETE FROM entry WHERE seq = 3", {"entries_missing", "head_differs", "sales_not_of_the_journal"}),
        ("DELETE FROM entry WHERE seq = 1", {"entries_missing", "chain_broken"}),
        ("DELETE FROM sale WHERE sale_id = 'sale-2'", {"sales_not_of_the_journal"}),
        ("UPDATE sale SET till = 'T09'", {"sales_not_of_the_journal", "sales_of_unknown_till"}),
        ("UPDATE epoch SET head_hash = previous FROM entry WHERE entry.seq = 2", {"head_differs"}),
    ],
)
def test_a_planted_fault_is_named(books, statement, expected):
    tamper(books, statement)
    found = problems(books)
    assert expected <= found
    assert found <= expected | {"clearing_not_empty"}  # nothing else is accused


def test_the_tables_protect_themselves(books):
    for table in ("transfer", "member_transfer", "entry"):
        for statement in (f"DELETE FROM {table}", f"UPDATE {table} SET occurred_at = occurred_at"):
            with pytest.raises(Exception, match="append-only"):
                books.database.execute(statement)
    assert problems(books) == set()


def test_a_decision_makes_the_loss_final(books, journal):
    (case,) = [case for case in books.cases.all("open") if case.kind == "points_overdrawn"]
    assert (case.amount, case.detail["points"]) == (921, 921)
    speaker = console_speaker("E1")
    take_case(books, speaker, case.case_id, None)
    decided = decide_case(books, speaker, case.case_id, "accepted", "")
    assert (decided.status, decided.owner) == ("decided", "console:E1")
    with pytest.raises(CaseRefused):
        decide_case(books, speaker, case.case_id, "accepted", "")
    journal.sale("sale-3", one_id="M1", earned={"group": 50})
    journal.sale("sale-4", one_id="M1", points=100)
    push(books, "S01", "T01", journal.entries)
    # What is earned now belongs to the member; what is overspent now is a case of its own.
    overdrawn = sorted((c.status, c.detail["points"]) for c in books.cases.all() if c.kind == "points_overdrawn")
    assert overdrawn == [("decided", 921), ("open", 50)]
    assert problems(books) == set()


def test_a_till_is_resumed_by_a_person_only(books, journal):
    with pytest.raises(Undecidable):
        decide.resume_till(books, "S01", "T01")
    copied = journal.copy()
    journal.sale("sale-5")
    copied.sale("sale-6")
    push(books, "S01", "T01", journal.entries)
    push(books, "S01", "T01", copied.entries[-1:])
    journal.sale("sale-7")
    assert push(books, "S01", "T01", journal.entries).suspended
    decide.resume_till(books, "S01", "T01")
    assert [v.word for v in push(books, "S01", "T01", journal.entries).verdicts][-1] == "created"
