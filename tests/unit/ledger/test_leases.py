"""Leases of coupons and points: what sales use of them, how they end, and what goes beyond them."""

from __future__ import annotations

import json

import pytest

from central_ledger.application.audit import audit
from central_ledger.application.decide import resume_till, revoke_till, suspend_till
from central_ledger.application.leases import NotWritable, Term, lease_coupon, lease_points, write_off
from central_ledger.application.push import push
from central_ledger.application.reservations import Wanted, reserve
from tests import commands
from tests.unit.ledger.leased_sales import FAR, give_back, losses, open_cases, prepare, sell, send, till

PAST = "2026-11-11T00:00:00.000+00:00"


@pytest.fixture
def books(ledger):
    return prepare(ledger)


def coupon_lease(ledger, coupon_id="L1", store="S01", name="T01", until=FAR):
    with ledger.database.transaction():
        return lease_coupon(ledger, "M1", ledger.members.coupon("M1", coupon_id), Term(store, name, until)).lease_id


def points_lease(ledger, points, store="S01", name="T01"):
    with ledger.database.transaction():
        return lease_points(ledger, "M1", "group", points, Term(store, name, FAR)).lease_id


def rows(ledger, scope="S01/T01"):
    """The till's feed: lease id to `recalled`, or None for a tombstone."""
    found = ledger.feeds.after(scope, "leases", 0, 100)
    return {row.key: None if row.deleted else json.loads(row.data)["recalled"] for row in found}


def test_a_leased_coupon_is_used_and_given_back_without_a_case(books):
    lease_id, one = coupon_lease(books), till("S01", "T01")
    sell(one, "sale-1", coupon="L1", leases={lease_id: 1})
    send(books, one)
    assert books.leases.find(lease_id).used == 1
    assert rows(books) == {lease_id: False}
    give_back(one, lease_id, used=1, left=0)
    send(books, one)
    lease = books.leases.find(lease_id)
    assert (lease.status, lease.closed_by, lease.closed_why) == ("closed", "S01/T01", "expired")
    assert rows(books) == {lease_id: None}
    assert books.members.coupon("M1", "L1").status == "used"
    assert (open_cases(books), audit(books).problems) == ([], [])


def test_what_was_given_back_can_be_leased_to_another_till(books):
    lease_id, one = coupon_lease(books), till("S01", "T01")
    with books.database.transaction():
        assert lease_coupon(books, "M1", books.members.coupon("M1", "L1"), Term("S01", "T02", FAR)) is None
    give_back(one, lease_id, used=0, left=1, reason="recalled")
    send(books, one)
    send(books, one)  # again: nothing more happens
    assert coupon_lease(books, name="T02") != lease_id
    assert (open_cases(books), audit(books).problems) == ([], [])


def test_a_use_without_a_lease_is_a_loss_and_takes_nothing_from_whoever_holds_it(books):
    lease_id = coupon_lease(books, name="T02")
    one, two = till("S01", "T01"), till("S01", "T02")
    sell(one, "wrong", coupon="L1", saving=4000)
    sell(two, "right", coupon="L1", leases={lease_id: 1})
    send(books, one)
    assert books.members.coupon("M1", "L1").status == "locked"
    assert rows(books, "S01/T02") == {lease_id: True}
    send(books, two)
    wanted = [("lease_exceeded", "wrong", 4000, "brand:LQX", "without")]
    assert open_cases(books) == wanted
    assert losses(books) == {"brand:LQX": 4000}
    assert audit(books).problems == []


def test_the_same_in_the_other_order(books):
    lease_id = coupon_lease(books, name="T02")
    one, two = till("S01", "T01"), till("S01", "T02")
    sell(one, "wrong", coupon="L1", saving=4000)
    sell(two, "right", coupon="L1", leases={lease_id: 1})
    send(books, two, one)
    assert open_cases(books) == [("lease_exceeded", "wrong", 4000, "brand:LQX", "without")]
    assert losses(books) == {"brand:LQX": 4000}
    assert books.members.coupon("M1", "L1").status == "used"


def test_a_use_after_the_lease_was_given_back(books):
    lease_id, one = coupon_lease(books), till("S01", "T01")
    give_back(one, lease_id, used=0, left=1)
    sell(one, "sale-1", coupon="L1", leases={lease_id: 1})
    send(books, one)
    assert open_cases(books) == [("lease_exceeded", "sale-1", 5000, "brand:LQX", "returned")]


def test_the_same_lease_used_twice(books):
    lease_id, one = coupon_lease(books), till("S01", "T01")
    sell(one, "sale-1", coupon="L1", leases={lease_id: 1})
    sell(one, "sale-2", coupon="L1", leases={lease_id: 1})
    send(books, one)
    assert open_cases(books) == [("lease_exceeded", "sale-2", 5000, "brand:LQX", "beyond")]
    assert losses(books) == {"brand:LQX": 5000}


def test_a_lease_of_another_till_and_one_that_nobody_knows_are_no_right(books):
    theirs, one = coupon_lease(books, name="T02"), till("S01", "T01")
    sell(one, "sale-1", coupon="L1", leases={theirs: 1})
    sell(one, "sale-2", coupon="L2", leases={"0000000000000000": 1})
    send(books, one)
    assert open_cases(books) == [
        ("lease_exceeded", "sale-1", 0, None, "not_of_this_sale"),
        ("lease_exceeded", "sale-1", 5000, "brand:LQX", "without"),
        ("lease_exceeded", "sale-2", 0, None, "unknown"),
        ("lease_exceeded", "sale-2", 5000, "brand:LQX", "without"),
    ]
    assert books.leases.find(theirs).used == 0
    assert audit(books).problems == []


def test_what_a_till_says_of_a_lease_must_be_what_its_sales_said(books):
    lease_id, one = coupon_lease(books), till("S01", "T01")
    give_back(one, lease_id, used=1, left=0)
    give_back(one, "0000000000000000", used=1, left=0)
    # A restored ledger does not know what it leased since its backup: nothing was used, so nothing is at stake.
    give_back(one, "0000000000000001", used=0, left=1)
    send(books, one)
    assert [(kind, what) for kind, *_, what in open_cases(books)] == [
        ("lease_exceeded", "counts_differ"),
        ("lease_exceeded", "unknown"),
    ]
    assert books.leases.find(lease_id).status == "closed"


def test_points_within_a_lease_and_beyond_it(books):
    lease_id, one = points_lease(books, 1000), till("S01", "T01")
    sell(one, "sale-1", points=600, leases={lease_id: 600})
    send(books, one)
    assert open_cases(books) == []
    sell(one, "sale-2", points=700, leases={lease_id: 700})
    send(books, one)
    # 400 were left; what is beyond is taken from the balance all the same, so there is no loss but where it lacks.
    assert open_cases(books) == [("lease_exceeded", "sale-2", 300, "platform", "beyond")]
    assert losses(books) == {}
    assert books.members.balance("M1", "group").points == 5000 - 1300
    assert audit(books).problems == []


def test_points_without_a_lease_can_leave_the_holder_short_and_are_lost_once(books):
    lease_id = points_lease(books, 4000, name="T02")
    one, two = till("S01", "T01"), till("S01", "T02")
    sell(one, "wrong", points=3000)
    sell(two, "right", points=4000, leases={lease_id: 4000})
    send(books, one)
    assert rows(books, "S01/T02") == {lease_id: True}  # less is left than is leased: it is asked for
    send(books, two)
    assert open_cases(books) == [
        ("lease_exceeded", "wrong", 3000, "platform", "without"),
        ("points_overdrawn", "right", 2000, "platform", None),
    ]
    assert losses(books) == {"platform": 2000}
    assert audit(books).problems == []


def test_a_coupon_used_elsewhere_is_asked_back(books):
    lease_id, other = coupon_lease(books), till("S02", "T01")
    sell(other, "sale-1", coupon="L1", online=True)
    send(books, other)
    assert rows(books) == {lease_id: True}
    assert open_cases(books) == []


def test_the_sale_ends_its_reservation(books):
    wanted = Wanted("M1", ("L1",), "group", 5000, {}, 300)
    assert reserve(books, "S01", "T01", "r1", wanted).granted
    one = till("S01", "T01")
    sell(one, "sale-1", coupon="L1", points=4000, online=True, reservation_id="r1")
    send(books, one)
    assert open_cases(books) == []
    rest = reserve(books, "S01", "T02", "r1", Wanted("M1", ("L1",), "group", 1000, {}, 300))
    assert [(refusal.id, refusal.code) for refusal in rest.refusals] == [("L1", "used")]
    assert reserve(books, "S01", "T02", "r1", Wanted("M1", (), "group", 1000, {}, 300)).granted
    assert reserve(books, "S01", "T01", "r1", wanted).granted  # the same content: the answer that was given


class TestWriteOff:
    """Past its end a lease stays reserved until its till is heard, or a person takes the risk."""

    def test_not_while_the_till_may_use_it(self, books):
        lease_id = coupon_lease(books)
        with pytest.raises(NotWritable, match="may use it until"):
            write_off(books, lease_id, "E9", "till fell into the sea")
        revoke_till(books, "S01", "T01")
        assert write_off(books, lease_id, "E9", "till fell into the sea").status == "written_off"

    def test_then_it_is_free_and_a_later_use_by_the_till_is_a_case(self, books):
        lease_id = coupon_lease(books, until=PAST)
        with books.database.transaction():
            assert lease_coupon(books, "M1", books.members.coupon("M1", "L1"), Term("S01", "T02", FAR)) is None
        written = write_off(books, lease_id, "E9", "no word for a week")
        assert (written.closed_by, written.closed_why) == ("E9", "no word for a week")
        assert written.closed_at
        with pytest.raises(NotWritable, match="written_off already"):
            write_off(books, lease_id, "E9", "again")
        other, late = coupon_lease(books, name="T02"), till("S01", "T01")
        two = till("S01", "T02")
        sell(two, "right", coupon="L1", leases={other: 1})
        sell(late, "late", coupon="L1", leases={lease_id: 1})
        give_back(late, lease_id, used=1, left=0)
        send(books, late, two)
        assert open_cases(books) == [("lease_exceeded", "late", 5000, "brand:LQX", "written_off")]
        assert audit(books).problems == []

    def test_from_the_command_line(self, books, data):
        over, running = coupon_lease(books, until=PAST), coupon_lease(books, "L2")

        def run(*arguments):
            return commands.here("central-ledger", ("leases", *arguments, "--data", str(data.path)))

        listed = [json.loads(line) for line in run("list").out.splitlines()]
        assert {(row["lease_id"], row["over"], row["left"]) for row in listed} == {(over, True, 1), (running, False, 1)}
        done = run("write-off", over, "--owner", "E9", "--reason", "lost")
        assert json.loads(done.out)["status"] == "written_off"
        refused = run("write-off", running, "--owner", "E9", "--reason", "lost")
        assert (refused.code, "may use it until" in refused.err) == (1, True)
        assert len(run("list").out.splitlines()) == 1
        assert len(run("list", "--all").out.splitlines()) == 2


def test_a_till_that_goes_on_from_a_backup_gives_back_what_it_may_have_used(books):
    """Its backup is older than the lease: from its feed alone it would have all of it, and use 600 points twice."""
    one = till("S01", "T01")
    send(books, one)
    lease_id, others = points_lease(books, 1000), points_lease(books, 500, name="T02")
    restored = one.copy()
    sell(one, "sale-1", points=600, leases={lease_id: 600})
    send(books, one)
    assert rows(books) == {lease_id: False}
    restored.open("epoch-restored", "head_differs")
    send(books, restored)
    assert rows(books) == {lease_id: True}
    assert rows(books, "S01/T02") == {others: False}
    give_back(restored, lease_id, used=0, left=1000, reason="recalled")
    send(books, restored)
    assert rows(books) == {lease_id: None}
    # It cannot know what it used before: the sales say so, and nobody has to look into it.
    assert [what for *_, what in open_cases(books) if what == "counts_differ"] == []
    assert books.leases.find(lease_id).used == 600
    assert (losses(books), audit(books).problems) == ({}, [])


def test_a_till_that_goes_on_anew_is_held_to_what_it_used_of_what_it_got_since(books):
    one = till("S01", "T01")
    send(books, one)
    one.open("epoch-restored", "head_differs")
    send(books, one)
    lease_id = points_lease(books, 1000)
    give_back(one, lease_id, used=400, left=600)
    send(books, one)
    assert [what for *_, what in open_cases(books) if what == "counts_differ"] == ["counts_differ"]


def test_a_suspended_till_is_asked_for_its_leases_and_they_stay_reserved_until_somebody_decides(books):
    """Its journal forked: two machines may have them in hand, and what they used is refused for now."""
    one, other = till("S01", "T01"), till("S01", "T02")
    send(books, one, other)
    coupon, points, others = coupon_lease(books), points_lease(books, 1000), points_lease(books, 500, name="T02")
    copied = one.copy()
    sell(one, "sale-1", points=100, leases={points: 100})
    sell(copied, "sale-2", coupon="L1", leases={coupon: 1})
    send(books, one)
    assert [v.word for v in push(books, "S01", "T01", copied.entries[-1:]).verdicts] == ["refused"]
    assert rows(books) == {coupon: True, points: True}
    assert rows(books, "S01/T02") == {others: False}
    # Neither machine's word is taken meanwhile, and nobody else gets what they may have used.
    give_back(one, coupon, used=0, left=1, reason="recalled")
    assert [v.word for v in push(books, "S01", "T01", one.entries[-1:]).verdicts] == ["refused"]
    (refusal,) = reserve(books, "S01", "T02", "r1", Wanted("M1", ("L1",), "", 0, {}, 300)).refusals
    assert refusal.code == "leased"
    with pytest.raises(NotWritable, match="may use it until"):
        write_off(books, coupon, "E9", "the till is suspended")
    assert [books.leases.find(lease).left for lease in (coupon, points)] == [1, 900]

    resume_till(books, "S01", "T01")
    give_back(one, points, used=100, left=900, reason="recalled")
    send(books, one)
    assert rows(books) == {coupon: None, points: None}
    assert reserve(books, "S01", "T02", "r2", Wanted("M1", ("L1",), "", 0, {}, 300)).granted
    assert ([kind for kind, *_ in open_cases(books)], audit(books).problems) == (["fork"], [])


def test_a_till_that_somebody_suspends_is_asked_for_its_leases_too(books):
    coupon = coupon_lease(books)
    suspend_till(books, "S01", "T01")
    assert rows(books) == {coupon: True}
