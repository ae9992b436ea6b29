"""Who gets leases: the policy, dealt in rounds, renewed, moved, and refilled; and that a serving ledger does it."""

from __future__ import annotations

import itertools
import json
import time
from datetime import UTC, datetime, timedelta
from unittest.mock import Mock

import pytest

from central_ledger.application import lease_rounds, publish
from central_ledger.application.audit import audit
from central_ledger.application.budgets import set_budget
from central_ledger.application.decide import resume_till, revoke_till, suspend_till
from central_ledger.application.lease_rounds import PAGE, LeaseKeeper, set_policy
from central_ledger.application.leases import instant
from central_ledger.application.reservations import Wanted, reserve
from central_ledger.domain.lease_policy import PolicySettings, block_size, read_settings, till_for
from central_ledger.store.database import StoreUnavailable
from central_ledger.store.members import MemberRow
from retail.ports import StoredCoupon
from tests import commands
from tests.unit.ledger.leased_sales import give_back, prepare, sell, send, till


class Now:
    def __init__(self):
        self.now = datetime(2026, 11, 11, 2, 0, tzinfo=UTC)

    def __call__(self):
        return self.now

    def pass_(self, **time):
        self.now += timedelta(**time)


@pytest.fixture
def now():
    return Now()


@pytest.fixture
def books(data, now):
    """M1's points may be leased; M1 was last in S01."""
    opened = prepare(data.open(now), [("S01", "T01"), ("S01", "T02")])
    with opened.database.transaction():
        for store in ("S01", "S02"):
            rule = {"points": 100, "amount": 100, "step": 100, "offline": {"policy": "leased"}}
            publish.publish_setting(opened, store, "points", {"program": "group", "rule": rule, "programs": []})
        opened.database.execute("UPDATE member_store SET last_visit = ?", (instant(now() - timedelta(days=9)),))
        opened.members.put_stores([("M1", "S01", True, instant(now()))])
    yield opened
    opened.close()


def settle(keeper, ledger, *tills, store="S01"):
    """These tills are heard, and everything is done that is to be done."""
    for name in tills:
        keeper.heard(store, name)
    while keeper.step(ledger):
        pass


def live(ledger):
    """What is leased: what, how much, to whom."""
    return sorted(
        (lease.coupon_id or lease.program or lease.offer_id, lease.amount, lease.till)
        for lease in ledger.leases.all(live_only=True)
    )


def test_a_member_s_coupons_and_half_of_the_points_go_to_one_till(books):
    settle(LeaseKeeper(), books, "T01", "T02")
    (holder,) = {lease.till for lease in books.leases.all(live_only=True)}
    assert live(books) == [("L1", 1, holder), ("L2", 1, holder), ("L3", 1, holder), ("group", 2500, holder)]
    assert holder == till_for("M1", ["T01", "T02"])
    assert len(books.feeds.after(f"S01/{holder}", "leases", 0, 10)) == 4
    assert audit(books).problems == []


def test_a_suspended_till_is_dealt_nothing_until_it_is_resumed(books):
    set_budget(books, "LAUNCH", "CNY", 1_000_000)
    suspend_till(books, "S01", "T01")
    settle(LeaseKeeper(), books, "T01")
    assert live(books) == []
    resume_till(books, "S01", "T01")
    settle(LeaseKeeper(), books, "T01")
    assert {name for name, *_ in live(books)} == {"L1", "L2", "L3", "group", "LAUNCH"}


def test_a_second_round_changes_nothing(books, now):
    keeper = LeaseKeeper()
    settle(keeper, books, "T01", "T02")
    before = books.leases.all(live_only=False)
    now.pass_(minutes=61)
    settle(keeper, books, "T01", "T02")
    assert books.leases.all(live_only=False) == before
    settle(LeaseKeeper(), books, "T01")  # another process
    assert books.leases.all(live_only=False) == before


def test_coupons_that_are_used_reserved_over_or_not_leased_are_left_alone(books, now):
    with books.database.transaction():
        coupons = [
            StoredCoupon("L2", "LEASED", "M1", "used", None),
            StoredCoupon("L4", "LEASED", "M1", "available", "2026-11-11T10:00:00+08:00"),
            StoredCoupon("L5", "LEASED", "M1", "available", "2026-11-11T18:00:00+08:00"),
        ]
        books.members.put_coupons(("M1", coupon) for coupon in coupons)
    assert reserve(books, "S02", "T01", "r1", Wanted("M1", ("L1",), "group", 4000, {}, 300)).granted
    settle(LeaseKeeper(), books, "T01")
    assert [row[:2] for row in live(books)] == [("L3", 1), ("L5", 1), ("group", 1000)]
    ends = {lease.coupon_id: lease.expires_at for lease in books.leases.all(live_only=True)}
    assert ends["L5"] == "2026-11-11T10:00:00.000+00:00"  # not beyond the coupon's own end


def test_the_store_in_which_a_member_was_last_has_the_leases(books, now):
    with books.database.transaction():
        books.journals.enrol("S02", "T09", bytes(32), "counter", books.now())
        books.members.put_stores([("M1", "S02", False, instant(now() + timedelta(seconds=1)))])
    keeper = LeaseKeeper()
    settle(keeper, books, "T01")
    assert live(books) == []
    settle(keeper, books, "T09", store="S02")
    assert {row[2] for row in live(books)} == {"T09"}


def test_idle_leases_are_renewed_before_their_end_as_long_as_their_till_is_there(books, now):
    keeper = LeaseKeeper()
    settle(keeper, books, "T01", "T02")
    (first, *_) = books.leases.all(live_only=True)
    holder, other = first.till, "T02" if first.till == "T01" else "T01"
    for _ in range(5):
        now.pass_(hours=10)
        settle(keeper, books, "T01", "T02")
    renewed = books.leases.find(first.lease_id)
    assert renewed.expires_at > instant(now() + timedelta(hours=8)) > first.expires_at
    rows = [json.loads(row.data) for row in books.feeds.after(f"S01/{holder}", "leases", 0, 10)]
    assert {row["expires_at"] for row in rows} == {renewed.expires_at}
    for _ in range(8):  # its till is gone: it ends, and stays reserved for the till's journal
        now.pass_(hours=12)
        settle(keeper, books, other)
    over = books.leases.find(first.lease_id)
    assert (over.status, over.expires_at < books.now(), over.left) == ("active", True, 1)
    assert {row[2] for row in live(books)} == {holder}
    gone = till("S01", holder)
    for lease in books.leases.all(live_only=True):
        give_back(gone, lease.lease_id, used=0, left=lease.left)
    send(books, gone)
    now.pass_(minutes=61)
    settle(keeper, books, other)
    assert {row[2] for row in live(books)} == {other}
    assert audit(books).problems == []


def test_a_revoked_till_gets_nothing_more(books):
    holder = till_for("M1", ["T01", "T02"])
    other = "T02" if holder == "T01" else "T01"
    keeper = LeaseKeeper()
    revoke_till(books, "S01", holder)
    settle(keeper, books, holder, other)
    assert {row[2] for row in live(books)} == {other}


def test_what_is_used_up_and_over_needs_no_return(books, now):
    keeper = LeaseKeeper()
    settle(keeper, books, "T01", "T02")
    lease = next(lease for lease in books.leases.all(live_only=True) if lease.coupon_id == "L1")
    writer = till("S01", lease.till)
    sell(writer, "sale-1", coupon="L1", leases={lease.lease_id: 1})
    send(books, writer)
    now.pass_(hours=25)
    settle(keeper, books, "T01", "T02")
    assert (books.leases.find(lease.lease_id).status, books.leases.find(lease.lease_id).closed_why) == (
        "closed",
        "used_up",
    )


def test_blocks_of_a_budget_are_refilled_when_little_is_left(books, now):
    set_policy(books, {"default": {"block_minor": 10_000, "block_share_bps": 5000, "block_least_minor": 1000}})
    set_budget(books, "LAUNCH", "CNY", 30_000)
    keeper = LeaseKeeper()
    settle(keeper, books, "T01")
    settle(keeper, books, "T01")
    (first,) = (lease for lease in books.leases.all(live_only=True) if lease.kind == "budget")
    assert (first.amount, first.till) == (10_000, "T01")
    writer = till("S01", "T01")
    sell(writer, "sale-1", offer="LAUNCH", saving=5001, leases={first.lease_id: 5001})
    send(books, writer)
    settle(keeper, books, "T01")
    blocks = [lease.amount for lease in books.leases.all(live_only=True) if lease.kind == "budget"]
    assert blocks == [10_000, 10_000]  # half of what was free
    settle(keeper, books, "T02")
    blocks = [lease.amount for lease in books.leases.all(live_only=True) if lease.kind == "budget"]
    assert blocks == [10_000, 10_000, 5000]
    now.pass_(hours=17)
    settle(keeper, books, "T01")
    assert books.leases.find(first.lease_id).expires_at == instant(now() + timedelta(hours=24))
    assert audit(books).problems == []


def test_a_festival_is_prepared_by_a_larger_policy_for_named_days(books, now):
    policy = {
        "default": {"coupons_max": 1, "points_share_bps": 1000},
        "stores": {"S02": {"coupons_max": 0}},
        "festivals": [
            {
                "name": "双十一",
                "from": "2026-11-10",
                "to": "2026-11-12",
                "policy": {"coupons_max": 2, "points_max": 300},
            }
        ],
    }
    settings = set_policy(books, policy)
    assert [settings.of("S01", day).coupons_max for day in ("2026-11-09", "2026-11-12", "2026-11-13")] == [1, 2, 1]
    assert settings.of("S02", "2026-11-20").coupons_max == 0
    settle(LeaseKeeper(), books, "T01")
    assert [row[:2] for row in live(books)] == [("L1", 1), ("L2", 1), ("group", 300)]


@pytest.mark.parametrize(
    "document",
    [
        {"default": {"coupon_max": 1}},
        {"default": {"points_share_bps": 10_001}},
        {"stores": {"S01": {"duration_hours": 0}}},
        {"festivals": [{"name": "F", "from": "11-11", "to": "2026-11-12", "policy": {}}]},
        {"festivals": [{"name": "F", "from": "2026-11-11", "to": "2026-11-12", "policy": {"x": 1}}]},
        [],
    ],
)
def test_a_policy_that_cannot_be_is_refused(document):
    with pytest.raises(ValueError, match=r".+"):
        read_settings(document)


def test_a_till_that_comes_or_goes_moves_only_its_share():
    members = [f"M{number}" for number in range(600)]
    three = {one_id: till_for(one_id, ["T1", "T2", "T3"]) for one_id in members}
    two = {one_id: till_for(one_id, ["T1", "T3"]) for one_id in members}
    assert all(two[one_id] == held for one_id, held in three.items() if held != "T2")
    shares = sorted(list(three.values()).count(name) for name in ("T1", "T2", "T3"))
    assert shares[0] > 150


def test_the_last_of_a_budget_is_leased_too():
    policy = PolicySettings().of("S01", "2026-11-11")
    assert [block_size(policy, free) for free in (2_000_000, 200_000, 50_000, 7000, 0, -5)] == [
        100_000,
        20_000,
        10_000,
        7000,
        0,
        0,
    ]


def test_a_step_s_cost_is_bounded_by_its_page(books, now):
    """However many members: no transaction deals more than a page of them."""
    with books.database.transaction():
        names = [f"N{number:03}" for number in range(3 * PAGE)]
        books.members.put((MemberRow(name, name, "", "", None, {}, (), {}, False) for name in names), instant(now()))
        books.members.put_stores((name, "S01", True, instant(now())) for name in names)
        coupons = [StoredCoupon(f"C-{name}", "LEASED", name, "available", None) for name in names]
        books.members.put_coupons((coupon.one_id, coupon) for coupon in coupons)
    keeper = LeaseKeeper()
    keeper.heard("S01", "T01")
    granted = [0]
    while keeper.step(books):
        granted.append(len(books.leases.all(live_only=True)))
    granted.append(len(books.leases.all(live_only=True)))
    # M1 has three coupons and points, the others a coupon each.
    assert max(after - before for before, after in itertools.pairwise(granted)) <= PAGE + 3
    assert granted[-1] == 3 * PAGE + 4


@pytest.mark.parametrize("step", ["look_for_late", "_deal_page"])
def test_what_a_failure_interrupted_is_dealt_when_the_till_is_heard_again(books, monkeypatch, step):
    """A lock or a server that was gone, in whichever transaction: no member waits until the next round."""
    keeper = LeaseKeeper()
    with monkeypatch.context() as patch:
        patch.setattr(lease_rounds, step, Mock(side_effect=StoreUnavailable("locked")))
        keeper.heard("S01", "T01")
        with pytest.raises(StoreUnavailable):
            settle(keeper, books, "T01")
    assert books.leases.all(live_only=True) == []
    settle(keeper, books, "T01")
    assert len(books.leases.all(live_only=True)) == 4


def test_a_till_that_asks_without_a_pause_gets_its_leases_too(books):
    keeper = LeaseKeeper()
    for _ in range(20):
        keeper.heard("S01", "T01")
        keeper.step(books)
    assert len(books.leases.all(live_only=True)) == 4


def test_a_serving_ledger_deals_leases_to_a_till_that_pulls_them(serve, enrolled, data):
    ledger = prepare(data.open(), [])
    ledger.close()
    till_ = enrolled(serve())
    end = time.monotonic() + 30
    cursor, rows = "", {}
    while set(rows) == set() or len(rows) < 3:
        assert time.monotonic() < end, rows
        found, cursor = till_.pull_all("leases", cursor)
        rows |= found
    assert {row["coupon_id"] for row in rows.values()} == {"L1", "L2", "L3"}
    assert all(row["expires_at"] > instant(datetime.now(UTC)) for row in rows.values())


def test_the_policy_from_the_command_line(data, tmp_path):
    def run(*arguments):
        return commands.here("central-ledger", ("leases", "policy", *arguments, "--data", str(data.path)))

    shown = json.loads(run().out)
    assert (shown["default"], shown["otherwise"]["duration_hours"]) == ({}, 24)
    file = tmp_path / "policy.json"
    file.write_text('{"default": {"duration_hours": 48}}', "utf-8")
    assert run(str(file)).code == 0
    assert json.loads(run().out)["default"] == {"duration_hours": 48}
    file.write_text('{"default": {"duration": 48}}', "utf-8")
    assert run(str(file)).code == 1
    assert json.loads(run().out)["default"] == {"duration_hours": 48}
