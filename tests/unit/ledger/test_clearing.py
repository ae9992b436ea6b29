"""Between a store's shard and a member's: everything is done once, wherever it is cut off, and it all adds up."""

from __future__ import annotations

import shutil
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from central_ledger.application import member_side
from central_ledger.application.audit import audit
from central_ledger.application.clearing import Carrier
from central_ledger.application.ledger import Ledger
from central_ledger.application.publish import publish_members
from central_ledger.application.push import push
from central_ledger.application.reservations import Wanted, reserve
from central_ledger.data_directory import DataDirectory
from central_ledger.store.clearing import Clearing
from central_ledger.store.entitlements import EntitlementRow
from tests.unit.ledger.goods_returned import other_till, return_of
from tests.unit.ledger.journals import JournalWriter, sale_document
from tests.unit.ledger.priced_sales import case_of, coupon, member, sale_of
from tests.unit.ledger.sharded import sharded

TILLS = (("S01", "T01"), ("S01", "T02"), ("S02", "T01"))


class Clock:
    """The same moments for every ledger that is compared."""

    def __init__(self) -> None:
        self.now = datetime(2026, 11, 11, 2, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now


class PowerCut(BaseException):
    """The process is gone: nothing of ours catches it."""


def a_day() -> list[JournalWriter]:
    """Three tills sell to two members: a coupon twice, points that are not there, a reservation, a walk-in."""
    tills = []
    for store, till in TILLS:
        writer = JournalWriter(store=store, till=till)
        writer.open(f"epoch-{store}-{till}")
        tills.append(writer)
    one, two, three = tills
    one.sale("a-1", one_id="M1", coupon=("C1", 5000), earned={"group": 5})
    one.sale("a-2")
    one.add("sale", {**sale_document("a-3", {"A1": 12900}, one_id="M1", points=700), "reservation_id": "r1"})
    two.sale("b-1", one_id="M1", coupon=("C1", 5000), earned={"group": 7, "LQX": 1})
    two.sale("b-2", one_id="M2", points=90, earned={"group": 1})
    two.sale("b-3", coupon=("CB", 5000))
    three.sale("c-1", one_id="M2", points=60, earned={"group": 3})
    three.sale("c-2", one_id="M2", coupon=("CB", 5000))
    three.add("code_accepted", {"one_id": "M2", "cti": "cti-1"})
    return tills


def prepare(ledger: Ledger) -> None:
    with ledger.database.transaction():
        for store, till in TILLS:
            ledger.journals.enrol(store, till, bytes(32), "counter", ledger.now())
    assert reserve(ledger, "S01", "T01", "r1", Wanted("M1", (), "group", 700, {}, 600)).granted


def seen(ledger: Ledger) -> dict[str, Any]:
    """All that anybody could see of what was sold: the books, balances, cases, coupons, what the stores pull."""
    return {
        "books": sorted(row for row in ledger.books.trial_balance() if row[2]),
        "points": {one_id: ledger.members.balances(one_id) for one_id in ("M1", "M2")},
        "cases": sorted((c.kind, c.holder, c.sale_id, c.amount, c.status) for c in ledger.cases.all()),
        "coupons": ledger.database.rows("SELECT holder, coupon_id, status, state FROM coupon ORDER BY 1, 2"),
        "bought": ledger.database.rows("SELECT one_id, sale_id, line_no FROM purchase_line ORDER BY 1, 2, 3"),
        "held": ledger.database.rows("SELECT holder, name FROM hold"),
        "feeds": ledger.database.rows(
            "SELECT scope, feed, row_key, deleted, data FROM feed_row WHERE feed IN ('members', 'coupons', 'stock') "
            "ORDER BY 1, 2, 3"
        ),
        "events": sorted(
            ledger.database.rows("SELECT scope, number, kind, store, till, epoch, seq FROM outbox ORDER BY 1, 2")
        ),
    }


def copy_of(small_ledger: DataDirectory, tmp_path, name: str) -> DataDirectory:
    shutil.copytree(small_ledger.path, tmp_path / name)
    return DataDirectory(tmp_path / name)


@pytest.fixture(scope="module")
def together(small_ledger, tmp_path_factory) -> dict[str, Any]:
    """What a ledger shows in which everything lies together."""
    data = copy_of(small_ledger, tmp_path_factory.mktemp("together"), "ledger")
    ledger = data.open(Clock())
    prepare(ledger)
    for writer in a_day():
        push(ledger, writer.store, writer.till, writer.entries)
    found = seen(ledger)
    ledger.close()
    return found


def test_a_distributed_ledger_ends_where_one_does_in_which_all_lies_together(small_ledger, tmp_path, together):
    with sharded(copy_of(small_ledger, tmp_path, "ledger"), Clock()) as (ledger, _):
        prepare(ledger)
        for writer in a_day():
            push(ledger, writer.store, writer.till, writer.entries)
            Carrier(ledger).drain()
        assert seen(ledger) == together
        found = audit(ledger, rebuild=True)
        assert (found.problems, found.clearing) == ([], {"items": 0, "oldest": "", "units": {}})


def test_what_was_under_way_on_a_cluster_is_carried_on_in_one_database(small_ledger, tmp_path, together):
    """A copy of a cluster that was put back elsewhere holds what had left its store and not arrived."""
    data = copy_of(small_ledger, tmp_path, "ledger")
    with sharded(data, Clock()) as (ledger, _):
        prepare(ledger)
        for writer in a_day():
            push(ledger, writer.store, writer.till, writer.entries)
    ledger = data.open(Clock())
    found = audit(ledger, rebuild=True)
    assert found.problems == []
    assert found.clearing["items"] == sum(one.items for one in ledger.clearing.waiting()) > 0
    Carrier(ledger).drain()
    assert (ledger.clearing.waiting(), seen(ledger)["points"]) == ([], together["points"])
    assert audit(ledger, rebuild=True).problems == []
    ledger.close()


#: Both members in one shard, and both stores.
TOGETHER = {"M2": "M1", "S02": "S01"}


def test_what_goes_to_one_shard_is_one_transaction_there(small_ledger, tmp_path, together):
    with sharded(copy_of(small_ledger, tmp_path, "ledger"), Clock(), TOGETHER) as (ledger, database):
        prepare(ledger)
        one, two, three = a_day()
        push(ledger, one.store, one.till, one.entries)
        push(ledger, two.store, two.till, two.entries)
        database.wrote.clear()
        Carrier(ledger).drain()
        # Two tills sold to two members; then what both stores are told, and what is deleted where it came from.
        homes = [home for home, _ in database.wrote]
        assert {home: homes.count(home) for home in ("M1", "coupon:CB")} == {"M1": 2, "coupon:CB": 2}
        assert homes.count("S01") == 2
        push(ledger, three.store, three.till, three.entries)
        Carrier(ledger).drain()
        assert seen(ledger) == together
        found = audit(ledger, rebuild=True)
        assert (found.problems, found.clearing["items"]) == ([], 0)


def test_what_waits_is_known_and_the_books_balance_with_it(small_ledger, tmp_path):
    with sharded(copy_of(small_ledger, tmp_path, "ledger"), Clock()) as (ledger, database):
        prepare(ledger)
        writer = a_day()[0]
        push(ledger, writer.store, writer.till, writer.entries)
        assert (
            ledger.members.balances("M1")["group"] == 5000
        )  # it lags, and the reservation still covers what was spent
        assert ledger.reservations.held("M1", "points", "group", ledger.now()) == 700
        found = audit(ledger, rebuild=True)
        assert found.problems == []
        assert found.clearing == {"items": 3, "oldest": ledger.now(), "units": {"points/group": 5 - 700}}
        # What is lost on the way is found.
        database.execute("DELETE FROM clearing_item WHERE name = ?", ("sale/a-1",))
        problems = {(p["what"], p.get("amount")) for p in audit(ledger, rebuild=True).problems}
        assert problems >= {("clearing_not_empty", 5), ("member_postings_differ_from_the_journal", None)}


def test_wherever_it_is_cut_off_nothing_is_lost_and_nothing_done_twice(small_ledger, tmp_path, together):
    """The process ends before one of its transactions, and another one goes on. Each third: all of them take too long,
    and every kind is among these.
    """
    for last in range(1, 200, 3):
        data = copy_of(small_ledger, tmp_path, f"cut-{last}")
        with sharded(data, Clock()) as (ledger, database):
            prepare(ledger)
            left = [last]

            def cut(left: list[int] = left) -> None:
                left[0] -= 1
                if not left[0]:
                    raise PowerCut

            database.cut = cut
            was_cut = False
            for writer in a_day():
                try:
                    push(ledger, writer.store, writer.till, writer.entries)
                    Carrier(ledger).drain()
                except PowerCut:
                    was_cut = True
                    push(ledger, writer.store, writer.till, writer.entries)  # the till sends it again
                    Carrier(ledger).drain()
            assert seen(ledger) == together, last
            assert ledger.clearing.waiting() == []
        shutil.rmtree(data.path)
        if not was_cut:
            break
    assert last > 20


def test_what_was_done_and_not_deleted_yet_is_not_done_again(small_ledger, tmp_path, together, monkeypatch):
    with sharded(copy_of(small_ledger, tmp_path, "ledger"), Clock()) as (ledger, _):
        prepare(ledger)
        for writer in a_day():
            push(ledger, writer.store, writer.till, writer.entries)
            with monkeypatch.context() as patched:
                patched.setattr(Clearing, "remove", lambda *_: (_ for _ in ()).throw(PowerCut))
                with pytest.raises(PowerCut):
                    Carrier(ledger).drain()
            assert audit(ledger, rebuild=True).problems == []
            Carrier(ledger).drain()
        assert seen(ledger) == together


@pytest.mark.parametrize("shards", [{}, TOGETHER], ids=["apart", "in-one-shard"])
def test_one_that_cannot_be_done_waits_and_keeps_nobody_else(small_ledger, tmp_path, monkeypatch, caplog, shards):
    with sharded(copy_of(small_ledger, tmp_path, "ledger"), Clock(), shards) as (ledger, _):
        prepare(ledger)
        writer = JournalWriter(store="S02", till="T01")
        writer.open("epoch-1")
        writer.sale("c-1", one_id="M2", earned={"group": 3})
        writer.sale("c-2", one_id="M1", earned={"group": 4})
        writer.sale("c-3", one_id="M2", earned={"group": 5})
        push(ledger, "S02", "T01", writer.entries)
        apply, broken = member_side.apply_effects, [True]

        def failing(ledger: Ledger, effects: Any) -> None:
            if effects.sale_id == "c-1" and broken[0]:
                raise ZeroDivisionError
            apply(ledger, effects)

        monkeypatch.setattr(member_side, "apply_effects", failing)
        Carrier(ledger).drain()
        # M2's later one waits behind it: a member's facts keep their order.
        assert [ledger.members.balance(one_id, "group").points for one_id in ("M1", "M2")] == [5004, 100]
        assert [item.name for item in ledger.clearing.of_sources(["S02"], 0, 9)] == ["sale/c-1", "sale/c-3"]
        assert "not carried" in caplog.text
        broken[0] = False
        Carrier(ledger).drain()
        assert ledger.members.balance("M2", "group").points == 108
        caplog.clear()


def test_one_that_cannot_be_read_keeps_nobody_else(small_ledger, tmp_path, caplog):
    with sharded(copy_of(small_ledger, tmp_path, "ledger"), Clock()) as (ledger, _):
        prepare(ledger)
        writer = JournalWriter(store="S02", till="T01")
        writer.open("epoch-1")
        writer.sale("c-1", one_id="M2", earned={"group": 3})
        writer.sale("c-2", one_id="M1", earned={"group": 4})
        push(ledger, "S02", "T01", writer.entries)
        where = "UPDATE clearing_item SET data = replace(data, ?, ?) WHERE source = ? AND name = ?"
        ledger.database.execute(where, (writer.epoch, "no-epoch", "S02", "sale/c-1"))
        Carrier(ledger).drain()
        assert [ledger.members.balance(one_id, "group").points for one_id in ("M1", "M2")] == [5004, 100]
        assert "not carried" in caplog.text
        assert "no-epoch" in caplog.text  # the log says what could not be read
        ledger.database.execute(where, ("no-epoch", writer.epoch, "S02", "sale/c-1"))
        Carrier(ledger).drain()
        assert ledger.members.balance("M2", "group").points == 103
        caplog.clear()


def test_what_a_store_is_told_is_how_it_is_when_it_arrives(small_ledger, tmp_path):
    """A decision reaches the store at once, and overtakes what was on its way."""
    with sharded(copy_of(small_ledger, tmp_path, "ledger"), Clock()) as (ledger, _):
        prepare(ledger)
        writer = JournalWriter(store="S02", till="T01")
        writer.open("epoch-1")
        writer.sale("c-1", one_id="M2", earned={"group": 3})
        push(ledger, "S02", "T01", writer.entries)
        carrier = Carrier(ledger)
        carrier.heard("S02")
        carrier.step()  # the member's shard has it, its stores do not
        member = ledger.members.get("M2")
        with ledger.database.transaction():
            ledger.members.put([replace(member, name="王敏敏")], ledger.now())
            publish_members(ledger, ["M2"])
        carrier.drain()
        row = ledger.feeds.get("S02", "members", "M2")
        assert row is not None
        assert {"王敏敏" in row, '"group":103' in row} == {True}


def test_what_changes_back_while_a_store_is_being_told_is_told_again(small_ledger, tmp_path):
    with sharded(copy_of(small_ledger, tmp_path, "ledger"), Clock()) as (ledger, _):
        prepare(ledger)
        with ledger.database.transaction():
            ledger.entitlements.put([EntitlementRow("M1", "TAILOR", "免费裁剪", "Tailoring", 2, None, "plus")])
            publish_members(ledger, ["M1"])
        writer = JournalWriter(store="S01", till="T01")
        writer.open("epoch-1")
        use = {"use_id": "U1", "entitlement_id": "TAILOR", "one_id": "M1", "staff_id": "E1"}
        for kind, document in (("entitlement_used", use | {"sale_id": None}), ("entitlement_use_undone", use)):
            writer.add(kind, document)
            push(ledger, "S01", "T01", writer.entries)
            carrier = Carrier(ledger)
            carrier.heard("S01")
            carrier.step()  # the member's shard has it, its stores do not
        carrier.drain()
        assert '"used":0' in (ledger.feeds.get("S01", "entitlements", "TAILOR") or "")


def test_a_return_that_overtakes_its_sale_is_settled_once(small_ledger, tmp_path):
    """Its sale was taken, but is still on its way to the member when goods of it come back at another store."""
    with sharded(copy_of(small_ledger, tmp_path, "ledger"), Clock()) as (ledger, _):
        prepare(ledger)
        offer = ledger.reference.offer("OFF50", 1)
        sale = sale_of("sale-1", case_of([offer], "A1", "A2", member=member(), coupons=[coupon()]))
        back = return_of(ledger, sale, "r1", [("1", 1), ("2", 1)])
        sold, returned = JournalWriter(), other_till()
        sold.open("epoch-1")
        sold.add("sale", sale)
        returned.add("return", back)
        push(ledger, "S01", "T01", sold.entries)
        push(ledger, "S02", "T01", returned.entries)
        carrier = Carrier(ledger)
        carrier.heard("S02")
        while carrier.step():
            pass
        assert audit(ledger).returns_without_sale == 1
        carrier.drain()
        found = audit(ledger, rebuild=True)
        assert (found.problems, found.returns_without_sale, found.clearing["items"]) == ([], 0, 0)
        (status,) = [c.status for c in ledger.members.coupons_of("M1") if c.coupon_id == "C1"]
        assert status == "available"
        assert ledger.members.balances("M1")["group"] == 5000
