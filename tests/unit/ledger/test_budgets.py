"""Budgets of offers: what is given, leased in blocks, spent, and what goes beyond."""

from __future__ import annotations

import itertools
import json

import pytest

from central_ledger.application.audit import audit
from central_ledger.application.budgets import BadBudget, free_minor, set_budget
from central_ledger.application.cases import console_speaker, decide_case, take_case
from central_ledger.application.leases import Term, lease_budget
from tests import commands
from tests.unit.ledger.leased_sales import FAR, give_back, losses, open_cases, prepare, sell, send, till


@pytest.fixture
def books(ledger):
    return prepare(ledger)


def block(ledger, minor, name="T01"):
    with ledger.database.transaction():
        return lease_budget(ledger, ledger.budgets.get("LAUNCH", "CNY"), minor, Term("S01", name, FAR)).lease_id


def numbers(ledger):
    budget = ledger.budgets.get("LAUNCH", "CNY")
    leased = ledger.leases.budget_left(budget.holder, "CNY")
    return budget.amount, budget.spent, leased, free_minor(ledger, budget), budget.overdrawn


def test_a_block_is_reserved_spent_and_given_back(books):
    set_budget(books, "LAUNCH", "CNY", 100_000)
    lease_id, one = block(books, 20_000), till("S01", "T01")
    assert numbers(books) == (100_000, 0, 20_000, 80_000, 0)
    sell(one, "sale-1", offer="LAUNCH", saving=5000, leases={lease_id: 5000})
    sell(one, "sale-2", offer="LAUNCH", saving=4000, online=True, leases={lease_id: 4000})
    send(books, one)
    assert numbers(books) == (100_000, 9000, 11_000, 80_000, 0)
    give_back(one, lease_id, used=9000, left=11_000)
    send(books, one, one)
    assert numbers(books) == (100_000, 9000, 0, 91_000, 0)
    found = {account: amount for account, _, amount in books.books.accounts_of("budget")}
    assert found == {"budget/LAUNCH": 91_000, "budget_granted/LAUNCH": -100_000, "budget_spent/LAUNCH": 9000}
    assert (open_cases(books), audit(books).problems) == ([], [])


def test_the_worth_of_gifts_is_taken_from_a_budget_too(books):
    set_budget(books, "LAUNCH", "CNY", 100_000)
    lease_id, one = block(books, 20_000), till("S01", "T01")
    sell(one, "sale-1", offer="LAUNCH", saving=5000, leases={lease_id: 5900})
    document = json.loads(one.entries.pop().body)
    one.head = one.entries[-1].head
    document["pricing"]["gifts"] = [{"offer": "LAUNCH", "sku": "MINI", "quantity": 1, "worth": 900}]
    document["pricing"]["funding"] = {"brand:LQX": 3540, "platform": 2360}
    one.add("sale", document)
    send(books, one)
    assert numbers(books)[1] == 5900


def test_beyond_the_block_is_covered_by_what_is_free(books):
    set_budget(books, "LAUNCH", "CNY", 10_000)
    lease_id, one = block(books, 3000), till("S01", "T01")
    sell(one, "sale-1", offer="LAUNCH", saving=8000, leases={lease_id: 3000})
    send(books, one)
    assert (numbers(books), open_cases(books)) == ((10_000, 8000, 0, 2000, 0), [])


def test_the_same_overdraft_in_every_order(copied, tmp_path, clock):
    """Three tills, each beyond its block: whoever comes first, one case and one loss over the budget."""
    for number, order in enumerate(itertools.permutations(range(3))):
        ledger = prepare(copied(tmp_path / str(number)).open(clock))
        set_budget(ledger, "LAUNCH", "CNY", 10_000)
        tills = [till("S01", "T01"), till("S01", "T02"), till("S02", "T01")]
        for place, writer in enumerate(tills):
            lease = {}
            if writer.store == "S01":
                lease = {block(ledger, 3000, writer.till): 3000}
            saving = (5000, 4001, 6000)[place]
            sell(writer, f"sale-{place}", offer="LAUNCH", saving=saving, online=True, leases=lease)
        send(ledger, *(tills[place] for place in order))
        (case,) = (case for case in ledger.cases.all("open") if case.kind == "budget_overdrawn")
        assert case.amount == 5001
        assert losses(ledger) == {"brand:LQX": 3001, "platform": 2000}
        assert [case.kind for case in ledger.cases.all("open")].count("lease_exceeded") == 1  # S02 had no block
        assert audit(ledger).problems == []
        ledger.close()


def test_what_comes_back_covers_it_and_the_case_is_withdrawn(books):
    set_budget(books, "LAUNCH", "CNY", 10_000)
    mine, theirs = block(books, 4000), block(books, 6000, "T02")
    one, two = till("S01", "T01"), till("S01", "T02")
    sell(one, "sale-1", offer="LAUNCH", saving=5000, leases={mine: 4000})
    send(books, one)
    assert open_cases(books) == [("budget_overdrawn", "sale-1", 1000, "brand:LQX, platform", None)]
    assert audit(books).problems == []
    give_back(two, theirs, used=0, left=6000)
    send(books, two)
    assert (open_cases(books), losses(books)) == ([], {})
    assert audit(books).problems == []


def test_a_decision_makes_it_final_and_the_next_one_is_another_case(books):
    set_budget(books, "LAUNCH", "CNY", 1000)
    one = till("S01", "T01")
    lease_id = block(books, 1000)
    sell(one, "sale-1", offer="LAUNCH", saving=3000, leases={lease_id: 1000})
    send(books, one)
    (case,) = books.cases.all("open")
    person = console_speaker("E9")
    take_case(books, person, case.case_id, None)
    decide_case(books, person, case.case_id, "accepted", "")
    assert numbers(books) == (1000, 3000, 0, 0, 0)
    assert losses(books) == {"brand:LQX": 1200, "platform": 800}
    sell(one, "sale-2", offer="LAUNCH", saving=500)
    send(books, one)
    assert ("budget_overdrawn", "sale-2", 500, "brand:LQX, platform", None) in open_cases(books)
    set_budget(books, "LAUNCH", "CNY", 2000)
    assert [kind for kind, *_ in open_cases(books)] == ["lease_exceeded"]
    assert audit(books).problems == []


def test_what_is_gone_cannot_be_taken_back(books):
    set_budget(books, "LAUNCH", "CNY", 10_000)
    block(books, 4000)
    with pytest.raises(BadBudget, match="4000 leased"):
        set_budget(books, "LAUNCH", "CNY", 3999)
    set_budget(books, "LAUNCH", "CNY", 4000)
    for name in ("DAILY", "NONE"):
        with pytest.raises(BadBudget, match="budgeted"):
            set_budget(books, name, "CNY", 1)


def test_from_the_command_line(books, data, tmp_path):
    def run(*arguments):
        return commands.here("central-ledger", (*arguments, "--data", str(data.path)))

    assert json.loads(run("budgets", "set", "LAUNCH", "50000").out)["free"] == 50_000
    assert [json.loads(line)["offer_id"] for line in run("budgets", "list").out.splitlines()] == ["LAUNCH"]
    refused = run("budgets", "set", "DAILY", "50000")
    assert (refused.code, "budgeted" in refused.err) == (1, True)
    offer = {
        "id": "NEW",
        "label": "新",
        "source": "promotion",
        "stage": "order",
        "effect": {"kind": "amount_off", "amount": 100},
        "limits": {"budgeted": True},
        "budget": 7000,
    }
    file = tmp_path / "offers.json"
    for label in ("新", "更新"):  # the second version leaves the budget as it is
        file.write_text(json.dumps([offer | {"label": label, "budget": 7000 if label == "新" else 1}]), "utf-8")
        assert run("publish-offers", str(file)).code == 0
        assert books.budgets.get("NEW", "CNY").amount == 7000
