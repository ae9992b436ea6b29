"""The audit finds what was planted, and only that."""

from __future__ import annotations

import pytest

from central_ledger.application import decide
from central_ledger.application.audit import audit
from central_ledger.application.cases import CaseRefused, console_speaker, decide_case, take_case
from central_ledger.application.decide import Undecidable
from central_ledger.application.leases import Term, close, lease_coupon
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
    assert set(found.units) == {"CNY", "points/group", "points/LQX", "coupons/OFF50"}
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


@pytest.mark.parametrize(
    ("statement", "expected"),
    [
        ("UPDATE member_program SET points = points + 1 WHERE one_id = 'M2'", {"member_balance"}),
        ("UPDATE coupon SET state = 'available' WHERE coupon_id = 'C1'", {"coupon_state"}),
        ("UPDATE stock_level SET thousandths = thousandths + 1", {"stock_level"}),
        # Whole in themselves, and not what the entry said.
        (
            "UPDATE stock_movement SET thousandths = -5000 WHERE reference = 'sale-1'",
            {"stock_level", "stock_differs_from_the_journal"},
        ),
        ("UPDATE stock_movement SET sku = 'A2'", {"stock_level", "stock_differs_from_the_journal"}),
        (
            "UPDATE member_posting SET amount = amount * 2 WHERE transfer_id = 'S01/sale-1'",
            {"member_balance", "clearing_not_empty", "trial_balance", "member_postings_differ_from_the_journal"},
        ),
    ],
)
def test_each_balance_is_built_again_from_its_postings(books, statement, expected):
    honest = audit(books, rebuild=True)
    expected_count = {"points": 3, "coupons": 3, "stock": 1, "tiers": 0, "budgets": 0, "value": 0}
    assert (honest.problems, honest.rebuilt) == ([], expected_count)
    tamper(books, statement)
    found = {problem["what"] for problem in audit(books, rebuild=True).problems}
    assert found - {"trial_balance"} == expected - {"trial_balance"}


def test_a_coupon_goes_from_account_to_account(books, journal):
    def pieces():
        sums = {account: amount for account, unit, amount in books.books.trial_balance() if unit == "coupons/OFF50"}
        return {account.partition("/")[2]: amount for account, amount in sums.items() if amount}

    assert pieces() == {"issued": -3, "available": 2, "used": 1}
    with books.database.transaction():
        coupon = books.members.coupon("M1", "C2")
        lease = lease_coupon(books, "M1", coupon, Term("S01", "T01", "2027-01-01T00:00:00.000+00:00"))
    assert pieces() == {"issued": -3, "available": 1, "leased": 1, "used": 1}
    with books.database.transaction():
        close(books, lease, "asked")
    assert pieces() == {"issued": -3, "available": 2, "used": 1}
    journal.sale("sale-3", coupon=("NEVER-ISSUED", 5000), one_id="M1")
    push(books, "S01", "T01", journal.entries)
    assert pieces() == {"issued": -4, "available": 2, "used": 2}
    assert problems(books) == set()


def test_an_entry_of_a_shift_is_held_against_the_books(books, journal):
    moved = {"movement_id": "m1", "shift_id": "s1", "staff_id": "E1", "currency": "CNY", "kind": "drop"}
    journal.add("cash_moved", moved | {"amount_minor": 500, "reason": "safe"})
    push(books, "S01", "T01", journal.entries)
    assert problems(books) == set()
    tamper(books, "UPDATE posting SET account = 'petty_cash/S01' WHERE account = 'safe/S01'")
    assert problems(books) == {"postings_differ_from_the_journal"}
