"""Limits of offers for each member: counted by sales, sent to the stores, and the same cases in any order."""

from __future__ import annotations

import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from central_ledger.application import offer_publishing
from central_ledger.application.audit import audit
from central_ledger.application.merging import merge, unmerge
from retail.messages import make_entry
from retail.ports import OfferRecord, StoredCoupon
from tests.unit.ledger.leased_sales import OFFERS, losses, open_cases, prepare, sell, send, till


@pytest.fixture
def books(ledger):
    return prepare(ledger)


def daily(writer, sale_id, occurred_at="2026-11-11T10:00:00.000+08:00", **options):
    """A sale with the offer DAILY (3 for each member, 1 a day) at a time."""
    before = writer.head
    sell(writer, sale_id, offer="DAILY", **options)
    document = json.loads(writer.entries.pop().body)
    entry = make_entry(
        store=writer.store,
        till=writer.till,
        after=before,
        kind="sale",
        occurred_at=occurred_at,
        elapsed_ms=0,
        document=document,
    )
    writer.entries.append(entry)
    writer.head = entry.head


def uses(ledger, store="S01"):
    return json.loads(ledger.feeds.get(store, "members", "M1")).get("uses")


def test_the_stores_are_told_what_was_used(books):
    one = till("S01", "T01")
    assert uses(books) is None
    daily(one, "sale-1")
    sell(one, "sale-2", coupon="L1", online=True)  # without a limit nothing is counted
    send(books, one)
    assert uses(books) == uses(books, "S02") == {"DAILY": {"member": 1, "member_day": 1, "day": "2026-11-11"}}
    daily(one, "sale-3", "2026-11-12T10:00:00.000+08:00")
    send(books, one, one)
    assert uses(books) == {"DAILY": {"member": 2, "member_day": 1, "day": "2026-11-12"}}
    assert (open_cases(books), audit(books).problems) == ([], [])


def test_a_day_is_the_store_s_day(books):
    """23:30 and 00:30 at the store are two days, whatever offset the till writes."""
    one = till("S01", "T01")
    daily(one, "sale-1", "2026-11-11T15:30:00.000+00:00")
    daily(one, "sale-2", "2026-11-11T16:30:00.000+00:00")
    send(books, one)
    assert open_cases(books) == []
    assert uses(books) == {"DAILY": {"member": 2, "member_day": 1, "day": "2026-11-12"}}
    daily(one, "sale-3", "2026-11-12T00:10:00.000+08:00")
    send(books, one)
    assert open_cases(books) == [("limit_exceeded", "sale-3", 5000, "platform", None)]
    assert losses(books) == {"platform": 5000}


def test_a_walk_in_has_no_limit_of_its_own(books):
    one = till("S01", "T01")
    for number in range(5):
        daily(one, f"sale-{number}", one_id=None)
    send(books, one)
    assert open_cases(books) == []


@settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
@given(days=st.lists(st.integers(11, 14), min_size=2, max_size=7), data=st.data())
def test_any_order_of_arrival_gives_the_same_number_of_cases_and_the_same_loss(
    copied, tmp_path_factory, clock, days, data
):
    """Each sale at a till of its own, so that every order can happen."""
    order = data.draw(st.permutations(range(len(days))))
    found = []
    for places in (range(len(days)), order):
        ledger = copied(tmp_path_factory.mktemp("ledger") / "ledger").open(clock)
        prepare(ledger, [("S01", f"T{place:02}") for place in range(len(days))])
        writers = []
        for place, day in enumerate(days):
            writer = till("S01", f"T{place:02}")
            daily(writer, f"sale-{place}", f"2026-11-{day}T10:00:00.000+08:00")
            writers.append(writer)
        send(ledger, *(writers[place] for place in places))
        found.append((len(open_cases(ledger)), losses(ledger), uses(ledger)))
        assert audit(ledger).problems == []
        ledger.close()
    allowed = min(3, len(set(days)))
    assert found[0] == found[1]
    assert found[0][0] == len(days) - allowed


def test_a_use_that_is_lost_already_is_not_lost_twice(books):
    """A coupon used again, beyond a limit: two cases, one loss."""
    with books.database.transaction():
        limited = dict(OFFERS[0]) | {"id": "ONCE", "limits": {"per_member": 1}}
        offer_publishing.publish_offers(books, [OfferRecord("ONCE", 1, limited)])
        books.members.put_coupons([("M1", StoredCoupon("K1", "ONCE", "M1", "available", None))])
    one, two = till("S01", "T01"), till("S01", "T02")
    for number, writer in enumerate((one, two)):
        sell(writer, f"sale-{number}", offer="ONCE", coupon="K1", online=True)
    send(books, one, two)
    assert [(kind, amount) for kind, _, amount, *_ in open_cases(books)] == [
        ("coupon_reused", 5000),
        ("limit_exceeded", 5000),
    ]
    assert losses(books) == {"brand:LQX": 5000}
    assert books.cases.all("open")[1].detail["booked_elsewhere"] is True
    assert audit(books).problems == []


def test_when_two_are_two_again_each_use_counts_for_who_made_it(books):
    def counted(one_id):
        found = books.offer_uses.of_member(one_id)
        return found["DAILY"][0] if "DAILY" in found else 0

    one = till("S01", "T01")
    daily(one, "own-2", "2026-11-09T10:00:00.000+08:00", one_id="M2")
    daily(one, "own-1", "2026-11-09T10:00:00.000+08:00")
    send(books, one)
    merge(books, "M1", "M2", who="console:ann", why="the same person")
    assert counted("M1") == 2, "limits are a person's"
    daily(one, "since-2", "2026-11-10T10:00:00.000+08:00", one_id="M2")
    send(books, one)
    assert counted("M1") == 3
    unmerge(books, "M2", who="console:ann")
    assert (counted("M1"), counted("M2")) == (1, 2)
    assert uses(books)["DAILY"]["member"] == 1
    daily(one, "later-2", "2026-11-11T10:00:00.000+08:00", one_id="M2")
    send(books, one)
    assert (counted("M1"), counted("M2")) == (1, 3)
    assert (open_cases(books), audit(books, rebuild=True).problems) == ([], [])


def test_a_use_that_was_beyond_the_limit_stays_with_its_case(books):
    one = till("S01", "T01")
    daily(one, "own-2", one_id="M2")
    send(books, one)
    merge(books, "M1", "M2", who="console:ann", why="the same person")
    daily(one, "second-1")
    send(books, one)
    (before,) = open_cases(books)
    unmerge(books, "M2", who="console:ann")
    assert open_cases(books) == [before]
    assert audit(books, rebuild=True).problems == []
