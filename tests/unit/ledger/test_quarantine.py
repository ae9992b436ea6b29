"""Entries that an older ledger could not understand, taken again by a newer one."""

from __future__ import annotations

import json
from itertools import permutations

import pytest

from central_ledger.__main__ import main
from central_ledger.application.audit import audit
from central_ledger.application.push import push
from central_ledger.application.quarantine import retake
from central_ledger.application.replay import Replayer
from central_ledger.application.stock import count_stock
from retail.messages import KINDS
from tests.unit.ledger.journals import JournalWriter


@pytest.fixture
def books(ledger):
    with ledger.database.transaction():
        for till in ("T01", "T02", "T03"):
            ledger.journals.enrol("S01", till, bytes(32), "counter", ledger.now())
        count_stock(ledger, "S01", {"A1": 90_000})
    return ledger


def journals():
    """Three tills that used one coupon and a member's points: who comes first matters to the cases."""
    made = []
    for number, till in enumerate(("T01", "T02", "T03")):
        writer = JournalWriter(till=till)
        writer.open(f"epoch-{till}")
        writer.sale(f"sale-{till}", one_id="M1", coupon=("C1", 5000), points=3000 * (number == 1), earned={"group": 79})
        made.append(writer)
    return made


def pushed_by_an_older_ledger(books, journal):
    """A ledger that knows no sales yet."""
    with pytest.MonkeyPatch.context() as patch:
        patch.delitem(KINDS, "sale")
        result = push(books, journal.store, journal.till, journal.entries)
    assert [verdict.code for verdict in result.verdicts] == [None, "unknown_kind"]


def state(ledger):
    """What the books say, but for the times at which they were told."""
    found = audit(ledger)
    assert found.problems == []
    tills = [(row["till"], row["applied"], row["quarantined"], row["sales"]) for row in found.tills]
    balances = ledger.members.balances("M1")
    return found.accounts, tills, found.cases, balances, ledger.stock.levels("S01", ["A1"])["A1"].thousandths


def test_what_is_taken_again_is_what_would_have_been_taken(books):
    (journal, *_) = journals()
    pushed_by_an_older_ledger(books, journal)
    assert audit(books).cases == {"quarantined": 1}
    Replayer().replay_all(books)

    (taken,) = retake(books)

    assert (taken.place.seq, taken.kind, taken.code) == (2, "sale", None)
    accounts, tills, cases, balances, stock = state(books)
    assert (tills[0][1:3], cases, stock) == ((2, 0), {"arithmetic": 1}, 90_000)
    assert balances["group"] == 5079
    assert retake(books) == []
    assert [verdict.word for verdict in push(books, "S01", "T01", journal.entries).verdicts] == ["exists", "exists"]
    assert state(books) == (accounts, tills, cases, balances, stock)


@pytest.mark.parametrize("order", list(permutations(range(3)))[::2])
def test_in_any_order_the_books_come_to_the_same(books, order, tmp_path):
    made = journals()
    for number in order:
        pushed_by_an_older_ledger(books, made[number])
        if number == order[0]:
            retake(books, till=made[number].till)
    Replayer().replay_all(books)
    for number in reversed(order):
        retake(books, "S01", made[number].till)

    _, tills, cases, balances, _ = state(books)
    assert [row[1:3] for row in tills] == [(2, 0)] * 3
    assert cases == {"arithmetic": 3, "coupon_reused": 2}
    assert balances["group"] == 5000 - 3000 + 3 * 79


def test_what_still_cannot_be_taken_stays_with_its_case(books, journal):
    journal.sale("sale-1")
    journal.add("sale", {"sale_id": "nonsense"})
    journal.open("epoch-2")
    journal.sale("sale-1")
    push(books, "S01", "T01", journal.entries)
    before = state(books)

    assert [(one.place.epoch, one.code) for one in retake(books)] == [("epoch-1", "bad_body"), ("epoch-2", "bad_sale")]

    assert state(books) == before
    assert before[2] == {"quarantined": 1, "sale_id_reused": 1}


def test_the_command_lists_and_takes(books, data, capsys):
    (journal, *_) = journals()
    pushed_by_an_older_ledger(books, journal)
    command = ["quarantine", "list", "--data", str(data.path)]
    assert main(command) == 0
    assert json.loads(capsys.readouterr().out)["code"] == "unknown_kind"
    assert main(["quarantine", "retake", "--data", str(data.path), "--store", "S02"]) == 0
    assert capsys.readouterr().out == ""
    assert main(["quarantine", "retake", "--data", str(data.path)]) == 0
    assert json.loads(capsys.readouterr().out)["taken"] is True
    assert main(command) == 0
    assert capsys.readouterr().out == ""
