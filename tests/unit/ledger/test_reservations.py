"""Reservations: all or nothing, one wins, and they end by release, time, or the sale."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest

from central_ledger.application import offer_publishing
from central_ledger.application.leases import Term, lease_coupon, lease_points
from central_ledger.application.reservations import Refusal, Wanted, release, reserve
from retail.ports import OfferRecord, StoredCoupon

LATER = "2026-11-12T00:00:00.000+00:00"
ONCE = {
    "id": "ONCE",
    "source": "promotion",
    "stage": "order",
    "effect": {"kind": "amount_off", "amount": 100},
    "limits": {"per_member": 3, "per_member_day": 1},
}


def wanted(*coupons, one_id="M1", points=0, offers=None, seconds=60):
    return Wanted(one_id, coupons, "group", points, offers or {}, seconds)


def codes(answer):
    return [(refusal.id, refusal.code, refusal.left) for refusal in answer.refusals]


class FixedClock:
    def __init__(self):
        self.now = datetime(2026, 11, 11, 2, 0, tzinfo=UTC)

    def __call__(self):
        return self.now


@pytest.fixture
def fixed():
    return FixedClock()


@pytest.fixture
def books(data, fixed):
    opened = data.open(fixed)
    yield opened
    opened.close()


def test_it_is_granted_until_a_time_and_asked_again_it_is_held_for_longer(books, fixed):
    with books.database.transaction():
        offer_publishing.publish_offers(books, [OfferRecord("ONCE", 1, ONCE)])
    everything = wanted("C1", "CB", points=3000, offers={"ONCE": 1}, seconds=90)
    answer = reserve(books, "S01", "T01", "r1", everything)
    assert (answer.granted, answer.until, answer.refusals) == (True, "2026-11-11T02:01:30.000+00:00", ())
    fixed.now += timedelta(seconds=60)
    again = reserve(books, "S01", "T01", "r1", everything)
    assert (again.granted, again.until) == (True, "2026-11-11T02:02:30.000+00:00")
    fixed.now += timedelta(seconds=89)
    refused = reserve(books, "S01", "T02", "r2", everything)
    assert codes(refused) == [
        ("C1", "reserved", 0),
        ("CB", "reserved", 0),
        ("group", "reserved", 2000),
        ("ONCE", "limit_reached", 0),
    ]
    fixed.now += timedelta(seconds=1)
    assert reserve(books, "S01", "T02", "r2", everything).granted


def test_what_one_till_has_another_does_not_get_and_nothing_else_with_it(books):
    assert reserve(books, "S01", "T01", "r1", wanted("C1", points=3000)).granted
    answer = reserve(books, "S02", "T01", "r1", wanted("C1", "C2", points=3000))
    assert (answer.granted, answer.until) == (False, None)
    assert codes(answer) == [("C1", "reserved", 0), ("group", "reserved", 2000)]
    assert reserve(books, "S01", "T02", "r9", wanted("C2", points=2000)).granted


def test_release_end_and_replacement_free_what_was_held(books, fixed):
    assert reserve(books, "S01", "T01", "r1", wanted("C1", points=5000)).granted
    release(books, "S01", "T02", "r1")  # another till's reservation of this name
    assert not reserve(books, "S01", "T02", "r2", wanted("C1")).granted
    release(books, "S01", "T01", "r1")
    release(books, "S01", "T01", "r1")
    release(books, "S01", "T01", "never-there")
    assert reserve(books, "S01", "T02", "r2", wanted("C1", points=5000, seconds=30)).granted
    fixed.now += timedelta(seconds=30)
    assert reserve(books, "S01", "T01", "r1", wanted("C1", points=5000)).granted
    assert reserve(books, "S01", "T01", "r1", wanted("C2", points=100)).granted
    assert reserve(books, "S01", "T02", "r3", wanted("C1", points=4900)).granted


def test_a_replacement_that_is_refused_leaves_nothing_held(books):
    assert reserve(books, "S01", "T01", "r1", wanted("C1")).granted
    assert not reserve(books, "S01", "T01", "r1", wanted("C1", points=6000)).granted
    assert reserve(books, "S01", "T02", "r1", wanted("C1")).granted


def test_why_something_is_not_to_be_had(books, fixed):
    coupons = [
        StoredCoupon("USED", "OFF50", "M1", "used", None),
        StoredCoupon("OLD", "OFF50", "M1", "available", "2026-11-11T10:00:00+08:00"),
        StoredCoupon("THEIRS", "OFF50", "M2", "available", None),
    ]
    with books.database.transaction():
        books.members.put_coupons((c.one_id, c) for c in coupons)
    answer = reserve(
        books, "S01", "T01", "r1", wanted("USED", "OLD", "THEIRS", "NONE", points=5001, offers={"NONE": 1})
    )
    assert codes(answer) == [
        ("USED", "used", 0),
        ("OLD", "expired", 0),
        ("THEIRS", "not_owner", 0),
        ("NONE", "unknown", 0),
        ("group", "too_few", 5000),
        ("NONE", "unknown", 0),
    ]
    assert codes(reserve(books, "S01", "T01", "r2", wanted("CB", one_id=None))) == []
    nobody = reserve(books, "S01", "T01", "r3", wanted("C1", one_id="NOBODY", points=1))
    assert codes(nobody) == [("C1", "not_owner", 0), ("group", "unknown", 0)]


def test_limits_count_what_was_used_and_what_is_reserved(books):
    with books.database.transaction():
        offer_publishing.publish_offers(books, [OfferRecord("ONCE", 1, ONCE)])
    assert reserve(books, "S01", "T01", "r1", wanted(offers={"ONCE": 1})).granted
    answer = reserve(books, "S01", "T02", "r1", wanted(offers={"ONCE": 1}))
    assert answer.refusals == (Refusal("offer", "ONCE", "limit_reached", 0),)
    assert reserve(books, "S01", "T02", "r1", wanted(one_id="M2", offers={"ONCE": 1})).granted
    assert reserve(books, "S01", "T02", "r2", wanted(one_id=None, offers={"ONCE": 5})).granted


def test_a_lease_of_another_till_is_asked_for_and_its_own_is_no_obstacle(books):
    with books.database.transaction():
        (c1, c2) = (books.members.coupon("M1", name) for name in ("C1", "C2"))
        lease_coupon(books, "M1", c1, Term("S01", "T01", LATER))
        lease_coupon(books, "M1", c2, Term("S01", "T02", LATER))
        lease_points(books, "M1", "group", 1000, Term("S01", "T01", LATER))
        lease_points(books, "M1", "group", 2000, Term("S01", "T02", LATER))
    answer = reserve(books, "S01", "T01", "r1", wanted("C1", "C2", points=2001))
    assert codes(answer) == [("C2", "leased", 0), ("group", "leased", 2000)]
    recalled = {lease.coupon_id or lease.amount: lease.status for lease in books.leases.all(live_only=True)}
    assert recalled == {"C1": "active", "C2": "recalled", 1000: "active", 2000: "recalled"}
    rows = {row.key: json.loads(row.data)["recalled"] for row in books.feeds.after("S01/T02", "leases", 0, 10)}
    assert list(rows.values()) == [True, True]
    # Beside the 1000 that it has by lease: with these, all 3000 that no other till has in hand.
    assert reserve(books, "S01", "T01", "r1", wanted("C1", points=2000)).granted
    assert codes(reserve(books, "S02", "T01", "r1", wanted(points=1))) == [("group", "leased", 0)]


def test_points_that_a_lease_and_a_reservation_promise_are_not_promised_again(books):
    """A till asks for what goes beyond its lease: 1000 it has, so of the 5000 there are 4000 to ask for."""
    with books.database.transaction():
        lease_points(books, "M1", "group", 1000, Term("S01", "T01", LATER))
    assert codes(reserve(books, "S01", "T01", "r1", wanted(points=4001))) == [("group", "too_few", 4000)]
    assert reserve(books, "S01", "T01", "r1", wanted(points=2500)).granted
    assert reserve(books, "S02", "T01", "r1", wanted(points=1500)).granted
    assert codes(reserve(books, "S01", "T02", "r1", wanted(points=1))) == [("group", "leased", 0)]


def test_of_many_connections_that_ask_at_once_one_gets_it(books, data):
    def ask(number):
        ledger = data.open()
        try:
            return reserve(ledger, "S01", f"T{number}", "r", wanted("C1", points=1000)).granted
        finally:
            ledger.close()

    with ThreadPoolExecutor(8) as pool:
        assert sorted(pool.map(ask, range(8))) == [False] * 7 + [True]


def test_over_the_line(serve, enrolled, data):
    running = serve()
    one, other = enrolled(running), enrolled(running, till="T02")
    body = {
        "reservation_id": "r1",
        "one_id": "M1",
        "coupons": ["C1"],
        "points": {"program": "group", "points": 500},
        "offers": {"OFF50": 1},
        "seconds": 60,
    }

    def post(till, document, path="/v1/reservations"):
        return till.send("POST", path, json.dumps(document).encode() if document is not None else b"")

    answer = post(one, body)
    assert answer.status_code == 200, answer.text
    assert answer.json() | {"until": ""} == {"reservation_id": "r1", "granted": True, "until": "", "refusals": []}
    assert post(one, body).json()["until"] >= answer.json()["until"]
    assert post(other, body).json() == {
        "reservation_id": "r1",
        "granted": False,
        "until": None,
        "refusals": [{"what": "coupon", "id": "C1", "code": "reserved", "left": 0}],
    }
    for wrong in ({"seconds": 29}, {"seconds": 901}, {"offers": {"OFF50": 0}}, {"points": {"program": "group"}}):
        assert post(one, body | wrong).status_code == 400
    freed = post(one, None, "/v1/reservations/r1/release")
    assert (freed.status_code, freed.json()) == (200, {"reservation_id": "r1", "released": True})
    assert post(other, body).json()["granted"]


def test_a_till_gets_its_own_leases_signed_and_no_other_s(serve, enrolled, data):
    running = serve()
    one, other = enrolled(running), enrolled(running, till="T02")
    ledger = data.open()
    with ledger.database.transaction():
        lease = lease_coupon(ledger, "M1", ledger.members.coupon("M1", "C1"), Term("S01", "T01", LATER))
    ledger.close()
    page = one.pull("leases")
    assert page.json()["scope"] == "S01/T01"
    (row,) = page.json()["rows"]
    assert row["data"] == {
        "lease_id": lease.lease_id,
        "kind": "coupon",
        "coupon_id": "C1",
        "one_id": "M1",
        "offer_id": "OFF50",
        "program": None,
        "amount": 1,
        "expires_at": LATER,
        "recalled": False,
    }
    assert other.pull("leases").json()["rows"] == []
    assert other.pull("leases", page.json()["to"]).status_code == 400  # another till's cursor
    assert one.pull("leases", page.json()["to"]).json()["rows"] == []
