"""Batches into a real ledger: applied exactly once, balanced, nothing dropped."""

from __future__ import annotations

import json
import shutil
import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from central_ledger.application.audit import audit
from central_ledger.application.push import push
from central_ledger.data_directory import DataDirectory


def send(ledger, entries):
    """Push one batch; the verdicts as words."""
    result = push(ledger, entries[0].store, entries[0].till, entries)
    return [verdict.word if verdict.code is None else f"{verdict.word} {verdict.code}" for verdict in result.verdicts]


def enrol(ledger, *tills):
    for store, till in tills:
        with ledger.database.transaction():
            ledger.journals.enrol(store, till, bytes(32), "counter", ledger.now())


@pytest.fixture
def books(ledger):
    enrol(ledger, ("S01", "T01"), ("S01", "T02"), ("S02", "T01"))
    return ledger


def balances(ledger):
    """Account and unit to amount, without zeros."""
    return {(account, unit): amount for account, unit, amount in ledger.books.trial_balance() if amount}


def open_cases(ledger):
    return sorted((case.kind, case.sale_id, case.amount, case.bearer) for case in ledger.cases.all("open"))


def second_till(journal_type, store="S01", till="T02"):
    writer = journal_type(store=store, till=till)
    writer.open(f"epoch-{store}-{till}")
    return writer


def test_a_sale_is_booked_by_store_brand_rate_till_and_funder(books, journal):
    journal.sale(
        "sale-1", {"A1": 12900, "A2": 25800}, one_id="M1", coupon=("C1", 5000), points=1000, earned={"group": 32}
    )
    assert send(books, journal.entries) == ["created", "created"]
    found = {key: amount for key, amount in balances(books).items() if key[1] == "CNY"}
    taxes = -found["tax/S01/1300", "CNY"]
    assert taxes == pytest.approx(32700 * 0.13 / 1.13, abs=1)
    assert found == {
        ("tender/S01/T01/cash", "CNY"): 32700,
        ("sales/S01/LQX", "CNY"): taxes - 38700,
        ("tax/S01/1300", "CNY"): -taxes,
        ("discount/brand:LQX", "CNY"): 3000,
        ("discount/platform", "CNY"): 2000,
        ("discount/points", "CNY"): 1000,
    }
    assert books.members.balances("M1") == {"LQX": 30, "group": 5000 - 1000 + 32}
    assert audit(books).problems == []


def test_what_is_sent_twice_is_booked_once(books, journal):
    journal.sale("sale-1", one_id="M1", earned={"group": 10})
    send(books, journal.entries)
    before = balances(books)
    assert send(books, journal.entries) == ["exists", "exists"]
    assert send(books, [*journal.entries, *journal.entries]) == ["exists"] * 4
    assert balances(books) == before


def test_the_same_entries_twice_in_one_batch_are_booked_once(books, journal):
    journal.sale("sale-1")
    assert send(books, [*journal.entries, *journal.entries]) == ["created", "created", "exists", "exists"]
    assert balances(books)["tender/S01/T01/cash", "CNY"] == 12900


def test_a_sale_with_broken_sums_is_set_aside_and_not_half_booked(books, journal):
    document = json.loads(journal.sale("sale-1").body)
    journal.head, journal.entries = journal.entries[0].head, journal.entries[:1]
    document["pricing"]["payable"] -= 1
    journal.add("sale", document)
    journal.sale("sale-2")
    assert send(books, journal.entries) == ["created", "quarantined bad_sale", "created"]
    assert balances(books)["tender/S01/T01/cash", "CNY"] == 12900
    found = audit(books)
    assert found.problems == []
    assert [(row["seq"], row["code"]) for row in found.quarantine] == [(2, "bad_sale")]
    (case,) = books.cases.all("open")
    assert (case.kind, case.till, case.detail["seq"], case.detail["code"]) == ("quarantined", "T01", 2, "bad_sale")


def test_a_second_sale_with_one_id_is_set_aside_as_a_case(books, journal):
    journal.sale("sale-1")
    journal.sale("sale-1", {"A1": 500})
    assert send(books, journal.entries) == ["created", "created", "quarantined bad_sale"]
    assert balances(books)["tender/S01/T01/cash", "CNY"] == 12900
    assert [case.kind for case in books.cases.all("open")] == ["sale_id_reused"]
    assert send(books, journal.entries) == ["exists", "exists", "quarantined bad_sale"]


def test_a_coupon_used_at_two_tills_is_one_case_in_either_order(books, journal):
    other = second_till(type(journal))
    journal.sale("sale-1", one_id="M1", coupon=("C1", 5000))
    other.sale("sale-2", {"A2": 25800}, one_id="M1", coupon=("C1", 4000))
    send(books, other.entries)
    send(books, journal.entries)
    # The later one at the ledger: its saving is moved from its funders to the offer's bearer.
    assert open_cases(books) == [("coupon_reused", "sale-1", 5000, "brand:LQX")]
    found = balances(books)
    assert found["benefit_loss/brand:LQX", "CNY"] == 5000
    assert found["discount/brand:LQX", "CNY"] + found["discount/platform", "CNY"] == 4000
    assert audit(books).problems == []


def test_a_bearer_coupon_is_told_to_every_store_when_it_is_used(books, journal):
    version = books.feeds.version("S02", "coupons")
    journal.sale("sale-1", coupon=("CB", 5000))
    send(books, journal.entries)
    (row,) = books.feeds.after("S02", "coupons", version, 10)
    assert (row.key, '"status":"used"' in row.data) == ("CB", True)


def test_a_coupon_that_nobody_knows_is_a_case_of_facts_and_then_known(books, journal):
    journal.sale("sale-1", one_id="M1", coupon=("GHOST", 100))
    journal.sale("sale-2", one_id="M1", coupon=("GHOST", 200))
    send(books, journal.entries)
    assert [(kind, sale) for kind, sale, _, _ in open_cases(books)] == [
        ("coupon_reused", "sale-2"),
        ("facts", "sale-1"),
    ]


def test_points_spent_beyond_the_balance_are_a_loss_of_the_bearer(books, journal):
    other = second_till(type(journal))
    journal.sale("sale-1", one_id="M1", points=4000)
    other.sale("sale-2", one_id="M1", points=3000)
    send(books, journal.entries)
    assert open_cases(books) == []
    send(books, other.entries)
    assert open_cases(books) == [("points_overdrawn", "sale-2", 2000, "platform")]
    assert books.members.balances("M1")["group"] == 0
    found = balances(books)
    assert found["benefit_loss/platform", "CNY"] == 2000
    assert found["points_loss/platform", "points/group"] == -2000
    assert found["discount/points", "CNY"] == 5000
    assert audit(books).problems == []


def test_points_that_arrive_late_cover_what_was_missing_and_withdraw_the_case(books, journal):
    other = second_till(type(journal))
    other.sale("sale-2", one_id="M1", points=6000)
    send(books, other.entries)
    assert len(open_cases(books)) == 1
    journal.sale("sale-1", one_id="M1", earned={"group": 1500})
    send(books, journal.entries)
    assert open_cases(books) == []
    assert books.members.balances("M1")["group"] == 500
    assert ("benefit_loss/platform", "CNY") not in balances(books)
    assert audit(books).problems == []


def test_a_member_whom_the_ledger_does_not_know_keeps_the_points_and_is_a_case(books, journal):
    journal.sale("sale-1", one_id="STRANGER", earned={"group": 10})
    send(books, journal.entries)
    assert books.members.balances("STRANGER") == {"group": 10}
    assert [case.detail for case in books.cases.all("open")] == [{"what": "member_unknown", "name": "STRANGER"}]


def test_a_code_that_is_accepted_twice_is_a_case(books, journal):
    other = second_till(type(journal), "S02", "T01")
    accepted = {"cti": "00" * 8, "one_id": "M1", "profile": "issued", "issued_at": 1, "remember_until": 2}
    journal.add("code_accepted", accepted)
    other.add("code_accepted", accepted)
    send(books, journal.entries)
    send(books, journal.entries)
    assert open_cases(books) == []
    send(books, other.entries)
    send(books, other.entries)
    assert [(case.kind, case.store, case.one_id) for case in books.cases.all("open")] == [("code_reused", "S02", "M1")]


def test_a_member_becomes_known_where_they_buy(books, journal):
    assert books.members.stores_of("M2") == ["S02"]
    journal.sale("sale-1", one_id="M2", earned={"group": 5})
    send(books, journal.entries)
    assert books.members.stores_of("M2") == ["S01", "S02"]
    for store in ("S01", "S02"):
        assert '"points":{"group":105}' in (books.feeds.get(store, "members", "M2") or "")


def test_a_fork_suspends_the_till_keeps_both_branches_and_is_a_case(books, journal):
    copied = journal.copy()
    journal.sale("sale-1")
    copied.sale("sale-2")
    send(books, journal.entries)
    assert send(books, [copied.entries[-1]]) == ["refused fork"]
    journal.sale("sale-3")
    assert send(books, [journal.entries[-1]]) == ["refused suspended"]
    found = audit(books)
    assert found.problems == []
    assert found.suspended == ["S01/T01"]
    assert found.cases == {"fork": 1}
    (till,) = [row for row in found.tills if (row["store"], row["till"]) == ("S01", "T01")]
    assert (till["applied"], till["refused"], till["waiting"], till["sent"]) == (2, 2, 0, 4)
    kept = books.database.rows("SELECT body FROM evidence ORDER BY seq")
    assert [row[0] for row in kept] == [copied.entries[-1].body, journal.entries[-1].body]


def test_what_waits_for_a_gap_is_counted(books, journal):
    for number in range(4):
        journal.sale(f"sale-{number}")
    send(books, [journal.entries[0], journal.entries[4]])
    (till,) = [row for row in audit(books).tills if row["sales"] or row["waiting"]]
    assert (till["applied"], till["waiting"]) == (1, 4)


SALES = st.lists(
    st.tuples(
        st.sampled_from(["T01", "T02"]),
        st.sampled_from([None, "C1", "CB"]),
        st.integers(0, 40).map(lambda hundreds: hundreds * 100),
        st.integers(0, 500),
    ),
    min_size=1,
    max_size=8,
)


@pytest.mark.sqlite_only  # dozens of ledgers; test_lease_machine and test_books_property have both
@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(sales=SALES, data=st.data())
def test_any_order_and_any_repetition_gives_the_same_books(data_copies, journal, sales, data):
    """Two tills with the same sales: once delivered in order, once cut, repeated and shuffled between the tills."""
    writers = {till: second_till(type(journal), "S01", till) for till in ("T01", "T02")}
    for number, (till, coupon, points, earned) in enumerate(sales):
        writers[till].sale(
            f"sale-{number}",
            {"A1": 12900, "B1": 4100},
            one_id="M1",
            coupon=(coupon, 5000) if coupon else None,
            points=points,
            earned={"group": earned},
        )
    plain, shuffled = data_copies(), data_copies()
    for writer in writers.values():
        send(plain, writer.entries)
    pieces = st.tuples(st.sampled_from(["T01", "T02"]), st.integers(0, 9), st.integers(1, 9))
    for till, start, length in data.draw(st.lists(pieces, max_size=12)):
        piece = writers[till].entries[start : start + length]
        if piece:
            send(shuffled, data.draw(st.permutations(piece)))
    for till in data.draw(st.permutations(["T01", "T02"])):
        send(shuffled, writers[till].entries)
    for ledger in (plain, shuffled):
        assert audit(ledger).problems == []
        assert not audit(ledger).suspended
    assert summary(shuffled) == summary(plain)


def summary(ledger):
    """What must not depend on the order of arrival."""
    books = balances(ledger)
    kinds = sorted((case.kind, case.amount) for case in ledger.cases.all("open"))
    coupons = sorted((c.coupon_id, c.status) for c in ledger.members.coupons_of("M1"))
    return (
        {key: amount for key, amount in books.items() if key[1] != "CNY" or "discount" not in key[0]},
        [kind for kind, _ in kinds],
        coupons,
        ledger.members.balances("M1"),
    )


@pytest.fixture
def data_copies(data):
    """Gives ledgers over fresh copies of the seeded directory."""
    opened = []

    def copy():
        target = Path(tempfile.mkdtemp(dir=data.path.parent))
        shutil.copytree(data.path, target / "ledger")
        ledger = DataDirectory(target / "ledger").open()
        enrol(ledger, ("S01", "T01"), ("S01", "T02"))
        opened.append(ledger)
        return ledger

    yield copy
    for ledger in opened:
        ledger.close()
