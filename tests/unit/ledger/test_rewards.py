"""Rewards for points, gifts for joining, and draws whose results anybody can compute again."""

from __future__ import annotations

import json
from collections import Counter
from datetime import UTC, datetime

import pytest

from central_ledger.application import draws
from central_ledger.application.audit import audit
from central_ledger.application.draws import (
    DrawRefused,
    EntryRefused,
    commit_draw,
    enter_at_till,
    enter_draw,
    reveal_draw,
)
from central_ledger.application.leases import Term, lease_points
from central_ledger.application.points import settle_day
from central_ledger.application.program_rules import publish_program_rules
from central_ledger.application.program_settlement import settle_month
from central_ledger.application.publish import publish_members
from central_ledger.application.push import push
from central_ledger.application.welcome import welcome
from central_ledger.domain.draws import committed, place_of, prize_at, read_draw, verify
from central_ledger.domain.rule_reading import BadProgramRules
from retail.draws import check_code

RULES = {
    "programs": {"group": {"owner": "platform", "worth": {"points": 100, "amount": 80}}},
    "catalogue": [
        {"id": "MUG", "label": "马克杯", "program": "group", "points": 500, "kind": "goods", "sku": "A2", "stock": 2},
        {
            "id": "FIFTY",
            "label": "五十元",
            "program": "group",
            "points": 300,
            "kind": "coupon",
            "offer": "OFF50",
            "days": 9,
        },
    ],
    "welcome": [
        {"id": "HELLO", "program": "group", "kind": "points", "points": 88},
        {"id": "BRAND", "program": "LQX", "kind": "coupon", "offer": "OFF50", "days": 30},
    ],
}
RULES["programs"]["LQX"] = {"owner": "brand:LQX", "worth": {"points": 1, "amount": 1}}

TABLE = {
    "id": "D11", "label": "双11抽奖", "program": "group", "price": 50, "per_member": 3, "per_day": 2, "budget": 2500,
    "to": "2026-11-12T00:00:00+08:00",
    "prizes": [
        {"id": "BAG", "label": "手袋", "weight": 1, "offer": "OFF50", "days": 7, "cost": 2000},
        {"id": "P20", "label": "20分", "weight": 3, "points": 20, "cost": 20},
        {"id": "THANKS", "label": "谢谢", "weight": 6},
    ],
}  # fmt: skip


@pytest.fixture
def books(ledger):
    with ledger.database.transaction():
        ledger.journals.enrol("S01", "T01", bytes(32), "counter", ledger.now())
    publish_program_rules(ledger, RULES)
    return ledger


def redeemed(number, reward="MUG", **changes):
    rows = {row["id"]: row for row in RULES["catalogue"]}
    row = rows[reward]
    return {
        "redemption_id": f"r{number}",
        "reward_id": reward,
        "one_id": "M1",
        "program": row["program"],
        "points": row["points"],
        "kind": row["kind"],
        "name": row.get("sku") or row["offer"],
        "label": row["label"],
        "staff_id": "E1",
        "online": True,
        "coupon_id": f"R{number}" if row["kind"] == "coupon" else None,
        "expires_at": "2026-12-01T00:00:00+08:00" if row["kind"] == "coupon" else None,
        "leases": [],
        "reservation_id": None,
    } | changes


def send(books, journal, *bodies):
    for body in bodies:
        journal.add("reward_redeemed", body)
    push(books, "S01", "T01", journal.entries)
    return [(case.kind, case.detail.get("what")) for case in books.cases.all("open")]


def test_points_become_goods_once(books, journal):
    assert send(books, journal, redeemed(1), redeemed(1)) == []
    assert books.members.balance("M1", "group").points == 4500
    assert books.stock.levels("S01", ["A2"])["A2"].thousandths == -1_000
    assert json.loads(books.feeds.get("S02", "settings", "rewards")) == {"left": {"MUG": 1}}
    assert json.loads(books.feeds.get("S02", "members", "M1"))["points"]["group"] == 4500
    assert audit(books, rebuild=True).problems == []


def test_points_become_a_coupon_that_can_be_used(books, journal):
    assert send(books, journal, redeemed(1, "FIFTY")) == []
    assert books.members.coupon("M1", "R1").status == "available"
    journal.sale("sale-1", coupon=("R1", 5000), one_id="M1")
    push(books, "S01", "T01", journal.entries)
    assert books.cases.all("open") == []
    assert audit(books, rebuild=True).problems == []


def test_what_was_handed_over_stands_and_is_a_case_where_it_was_no_right(books, journal):
    cases = send(
        books,
        journal,
        redeemed(1, points=5),
        redeemed(2),
        redeemed(3),
        redeemed(4),
        redeemed(5, points=90_000),
        redeemed(6, one_id="M9"),
    )
    assert Counter(what for kind, what in cases if kind == "facts") == {
        "reward_not_offered": 2,
        "reward_gone": 3,
        "member_unknown": 1,
    }
    assert [kind for kind, _ in cases if kind != "facts"] == ["points_overdrawn", "points_overdrawn"]
    overdrawn = [case for case in books.cases.all("open") if case.kind == "points_overdrawn" and case.one_id == "M1"]
    assert [(case.bearer, case.amount) for case in overdrawn] == [("platform", (90_000 + 1505 - 5000) * 80 // 100)]
    assert audit(books, rebuild=True).problems == []


def test_without_a_connection_only_leased_points_are_given(books, journal):
    with books.database.transaction():
        lease = lease_points(books, "M1", "group", 700, Term("S01", "T01", "2027-01-01T00:00:00.000+00:00"))
    used = [{"lease_id": lease.lease_id, "amount": 500}]
    assert send(books, journal, redeemed(1, online=False, leases=used)) == []
    assert send(books, journal, redeemed(2, online=False)) == [("lease_exceeded", "without")]
    assert audit(books).problems == []


def test_the_store_is_paid_for_goods_that_it_gave(books, journal, monkeypatch):
    send(books, journal, redeemed(1), redeemed(2), redeemed(3, "FIFTY"))
    monkeypatch.setattr(books, "clock", lambda: datetime(2026, 12, 2, tzinfo=UTC))
    (statement,) = json.loads(settle_month(books, "2026-11").document)["statements"]
    assert statement["net"] == {"from": "platform", "to": "store:S01", "amount_minor": 800}
    assert settle_day(books)["points"] == {}
    assert audit(books).problems == []


def test_joining_is_welcomed_once(books):
    with books.database.transaction():
        assert welcome(books, "M2", "group") == ["HELLO"]
        assert welcome(books, "M2", "group") == []
        assert welcome(books, "M2", "LQX") == ["BRAND"]
        assert welcome(books, "M2", "LQX") == []
        publish_members(books, ["M2"])
    row = json.loads(books.feeds.get("S02", "members", "M2"))
    assert row["points"] == {"group": 188}
    assert [coupon.offer_id for coupon in books.members.coupons_of("M2")] == ["OFF50"]
    assert audit(books).problems == []


def held(books, entries=40):
    """A draw with the most entries that two members may have, and its file."""
    commit_draw(books, json.dumps(TABLE, ensure_ascii=False))
    found = [enter_draw(books, "D11", one_id, f"e{n}-{one_id}").entry for n in range(2) for one_id in ("M1", "M2")]
    return found[:entries]


def over(books, monkeypatch):
    monkeypatch.setattr(books, "clock", lambda: datetime(2026, 11, 12, tzinfo=UTC))


def test_a_draw_can_be_checked_by_anybody_from_its_file(books, monkeypatch):
    with pytest.raises(DrawRefused):
        enter_draw(books, "D11", "M1", "e0")
    before = books.members.balances("M1")["group"]
    entries = held(books)
    (shown,) = json.loads(books.feeds.get("S01", "settings", "draws"))["draws"]
    assert (shown["seed"], json.loads(shown["table"])) == (None, TABLE)
    with pytest.raises(DrawRefused):
        reveal_draw(books, "D11")
    with pytest.raises(DrawRefused):
        enter_draw(books, "D11", "M1", "e9")  # two a day
    assert enter_draw(books, "D11", "M1", "e0-M1").entry == entries[0]
    won = sum(20 for entry in entries if entry.one_id == "M1" and entry.given == "P20")
    assert books.members.balances("M1")["group"] == before - 100 + won
    over(books, monkeypatch)
    file = json.loads(json.dumps(reveal_draw(books, "D11")))
    assert file["commitment"] == shown["commitment"]
    found = verify(file)
    assert (found.entries, found.problems) == (4, ())
    assert sum(count for count, _ in found.counts.values()) == 4
    assert found.counts["P20"][1] == "12/10"
    assert {entry["member"] for entry in file["entries"]} == {"m1", "m2"}
    assert audit(books).problems == []
    # The paper of an entry: its code is of what the file says, and of nothing else.
    mine = file["entries"][2]
    code = check_code(file["commitment"], 3, mine["entry"], mine["given"])
    assert verify(file, code.lower().replace("-", " ")).slip == (3, mine["given"])
    other = check_code(file["commitment"], 3, mine["entry"], "BAG" if mine["given"] != "BAG" else "P20")
    assert (verify(file, other).slip, len(verify(file, other).problems)) == (None, 1)


def test_the_first_entries_are_free_by_right_and_goods_are_handed_over_by_a_till(books):
    prizes = [{"id": "BAG", "label": "手袋", "weight": 1, "sku": "BAG", "days": 7}]
    with_right = {"prizes": prizes, "free": 1, "free_tiers": ["gold"], "per_day": 3}
    commit_draw(books, json.dumps(TABLE | with_right))
    tier = books.members.get("M1").tiers["group"]
    commit_draw(books, json.dumps(TABLE | with_right | {"id": "D12", "free_tiers": [tier]}))
    commit_draw(books, json.dumps(TABLE | with_right | {"id": "D13", "free_tiers": []}))
    paid = [enter_draw(books, "D12", "M1", f"e{n}") for n in range(3)]
    assert [entered.price for entered in paid] == [0, 50, 50]
    assert enter_draw(books, "D12", "M1", "e1") == paid[1], "the same answer again, with what it cost"
    assert enter_draw(books, "D11", "M1", "e0").price == (0 if tier == "gold" else 50)
    assert enter_draw(books, "D13", "M1", "e0").price == 0
    won = books.entitlements.get("M1", paid[0].entitlement_id)
    assert (won.sku, won.total, won.source) == ("BAG", 1, "draw:D12")
    assert paid[0].coupon_id is None
    with pytest.raises(EntryRefused) as refused:
        enter_draw(books, "D12", "M1", "e3")
    assert refused.value.code == "no_more"
    assert audit(books).problems == []


def test_what_a_till_was_told_of_a_draw_books_nothing_more_and_one_that_is_lost_is_a_case(books, journal):
    commit_draw(books, json.dumps(TABLE))
    entered = enter_at_till(books, "S01", "T01", ("D11", "M1", "e0"))
    before = books.members.balances("M1")
    told = {
        "draw_id": "D11",
        "one_id": "M1",
        "number": 1,
        "drawn": entered.entry.drawn,
        "given": entered.entry.given,
        "price": 50,
        "points": entered.points,
        "staff_id": "E1",
        "asked_at": "2026-11-11T10:00:00+08:00",
    }
    journal.add("draw_entered", told | {"entry_id": "e0"})
    push(books, "S01", "T01", journal.entries)
    assert (books.members.balances("M1"), books.cases.all("open")) == (before, [])
    journal.add("draw_entered", told | {"entry_id": "e7"})
    push(books, "S01", "T01", journal.entries[-1:])
    (case,) = books.cases.all("open")
    assert (case.detail["what"], case.detail["given"], case.one_id) == ("draw_unknown", entered.entry.given, "M1")
    assert books.members.balances("M1") == before


@pytest.mark.parametrize(
    "change",
    [
        lambda file: file.update(seed="00" * 32),
        lambda file: file.update(table=file["table"].replace('"weight": 1', '"weight": 2')),
        lambda file: file["entries"][0].update(given="BAG" if file["entries"][0]["given"] != "BAG" else "THANKS"),
        lambda file: file["entries"].pop(1),
        lambda file: file["entries"].append(file["entries"][0]),
        lambda file: file["entries"][1].update(member="m1", day="2026-11-11"),
    ],
)
def test_a_draw_that_was_touched_is_found(books, monkeypatch, change):
    held(books)
    over(books, monkeypatch)
    file = json.loads(json.dumps(reveal_draw(books, "D11")))
    change(file)
    assert verify(file).problems


def test_a_budget_that_is_spent_leaves_the_consolation(books, monkeypatch):
    monkeypatch.setattr(draws.secrets, "token_bytes", bytes)
    table = TABLE | {"budget": 20, "per_member": 9, "per_day": 9, "price": 0}
    commit_draw(books, json.dumps(table))
    entries = [enter_draw(books, "D11", "M1", f"e{n}").entry for n in range(9)]
    assert sum(entry.cost for entry in entries) <= 20
    lost = [entry for entry in entries if entry.drawn != entry.given]
    assert lost
    assert {entry.given for entry in lost} == {"THANKS"}
    over(books, monkeypatch)
    assert verify(reveal_draw(books, "D11")).problems == ()


def test_places_fall_as_the_weights_say():
    draw = read_draw(TABLE)
    seed = b"s" * 32
    drawn = Counter(prize_at(draw.prizes, place_of(seed, "D11", str(n), draw.weights)).prize_id for n in range(4000))
    assert all(abs(drawn[prize.prize_id] - 400 * prize.weight) < 120 for prize in draw.prizes)
    assert committed(seed, "a") != committed(seed, "b")


@pytest.mark.parametrize(
    ("change", "path"),
    [
        ({"prizes": []}, "$.prizes"),
        ({"prizes": [{"id": "A", "label": "a", "weight": 1, "cost": 5}]}, "$.prizes[0].cost"),
        ({"prizes": [{"id": "A", "label": "a", "weight": 0}]}, "$.prizes[0].weight"),
        ({"per_day": 0}, "$.per_day"),
        ({"odds": 1}, "$.odds"),
        ({"prizes": [{"id": "A", "label": "a", "weight": 1, "offer": "OFF50", "days": 10**12}]}, "$.prizes[0].days"),
    ],
)
def test_a_table_that_cannot_be_used_says_where(change, path):
    with pytest.raises(BadProgramRules) as raised:
        read_draw(TABLE | change)
    assert raised.value.path == path


@pytest.mark.parametrize(
    ("change", "path"),
    [
        ({"program": "NOBODYS"}, "$.program"),
        ({"prizes": [{"id": "A", "label": "a", "weight": 1, "offer": "GONE"}]}, "$.prizes[0].offer"),
        ({"from": "2026-11-12T00:00:00+08:00"}, "$.to"),
    ],
)
def test_nobody_commits_to_a_draw_that_cannot_keep_its_promise(books, change, path):
    with pytest.raises(BadProgramRules) as raised:
        commit_draw(books, json.dumps(TABLE | change))
    assert raised.value.path == path
    assert books.draws.get("D11") is None


@pytest.mark.parametrize(
    ("change", "path"),
    [
        ({"welcome": [{"id": "W", "program": "group", "kind": "coupon", "offer": "OFF50", "days": 10**12}]}, "days"),
        (
            {
                "catalogue": [
                    {
                        "id": "R",
                        "label": "r",
                        "program": "group",
                        "points": 1,
                        "kind": "coupon",
                        "offer": "OFF50",
                        "from": "2026-11-12T00:00:00+08:00",
                        "to": "2026-11-11T00:00:00+08:00",
                    }
                ]
            },
            "to",
        ),
    ],
)
def test_what_is_promised_ends_at_a_time_that_can_be_written_and_after_it_began(books, change, path):
    with pytest.raises(BadProgramRules) as raised:
        publish_program_rules(books, RULES | change)
    assert raised.value.path == f"$.{next(iter(change))}[0].{path}"


def handed(use_id, sku="BAG", undone=False):
    body = {"use_id": use_id, "entitlement_id": "welcome-BAG-M2", "one_id": "M2", "staff_id": "E1", "sku": sku}
    return body if undone else body | {"sale_id": None}


def test_goods_that_welcome_a_member_are_handed_over_once_and_leave_the_store(books, journal):
    gift = {"id": "BAG", "program": "group", "kind": "goods", "sku": "BAG", "label": "帆布袋", "days": 30}
    publish_program_rules(books, RULES | {"welcome": [gift]})
    with books.database.transaction():
        assert welcome(books, "M2", "group") == ["BAG"]
        assert welcome(books, "M2", "group") == []
        publish_members(books, ["M2"])
    row = json.loads(books.feeds.get("S02", "entitlements", "welcome-BAG-M2"))
    assert (row["label"], row["label_en"], row["total"], row["sku"]) == ("帆布袋", "帆布袋", 1, "BAG")

    def told(*entries):
        for kind, body in entries:
            journal.add(kind, body)
        push(books, "S01", "T01", journal.entries)
        return books.stock.levels("S01", ["BAG"])["BAG"].thousandths

    assert told(("entitlement_used", handed("u1"))) == -1000
    assert told(("entitlement_use_undone", handed("u1", undone=True))) == 0
    # A till that tells the same use again (its journal went on anew) moves nothing.
    assert told(("entitlement_used", handed("u2")), ("entitlement_used", handed("u2"))) == -1000
    assert books.cases.all("open") == []
    assert audit(books, rebuild=True).problems == []
    told(("entitlement_used", handed("u3", sku="OTHER")))
    kinds = {(case.kind, case.detail.get("what")) for case in books.cases.all("open")}
    assert kinds == {("facts", "handed_over_differs"), ("entitlement_overused", None)}


@pytest.mark.parametrize("missing", ["sku", "label"])
def test_goods_without_a_name_or_a_number_are_no_gift(books, missing):
    gift = {"id": "BAG", "program": "group", "kind": "goods", "sku": "BAG", "label": "帆布袋"}
    del gift[missing]
    with pytest.raises(BadProgramRules) as raised:
        publish_program_rules(books, RULES | {"welcome": [gift]})
    assert raised.value.path == f"$.welcome[0].{missing}"
