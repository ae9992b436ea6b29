"""Programs of several owners: exchange at a published rate, points that end, and the month between the owners."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from central_ledger.application.audit import audit
from central_ledger.application.exchange import Exchanged, Wish, exchange_points
from central_ledger.application.leases import Term, lease_points
from central_ledger.application.points import TooEarly, settle_day
from central_ledger.application.program_rules import publish_program_rules, rules_version
from central_ledger.application.program_settlement import NotClosable, month_csv, settle_month
from central_ledger.application.push import push
from central_ledger.domain.points_expiry import ExpiryRule, ended, left_in_lots
from central_ledger.domain.program_rules import read_program_rules
from central_ledger.domain.rule_reading import BadProgramRules
from tests.unit.ledger.conftest import unprotected
from tests.unit.ledger.journals import sale_document

RULES = {
    "programs": {
        "group": {
            "owner": "platform",
            "worth": {"points": 100, "amount": 100},
            "expires": {"months": 12, "to": "month"},
        },
        "LQX": {"owner": "brand:LQX", "worth": {"points": 10, "amount": 15}},
    },
    "exchanges": [{"from": "group", "to": "LQX", "points": 100, "gives": 7, "step": 50, "per_day": 300}],
}


@pytest.fixture
def books(ledger):
    with ledger.database.transaction():
        for till in ("T01", "T02"):
            ledger.journals.enrol("S01", till, bytes(32), "counter", ledger.now())
    publish_program_rules(ledger, RULES)
    return ledger


def at(ledger, monkeypatch, *moment):
    monkeypatch.setattr(ledger, "clock", lambda: datetime(*moment, tzinfo=UTC))


def points(ledger, one_id="M1"):
    return ledger.members.balances(one_id)


def exchange(ledger, number, amount, one_id="M1"):
    return exchange_points(ledger, "S01", "T01", Wish(f"x{number}", one_id, "group", "LQX", amount))


@pytest.mark.parametrize(
    ("change", "path"),
    [
        ({"programs": {"group": {"owner": "", "worth": {"points": 1, "amount": 1}}}}, "$.programs.group.owner"),
        ({"programs": {"group": {"owner": "a", "worth": {"points": 0, "amount": 1}}}}, "$.programs.group.worth.points"),
        ({"exchanges": [{"from": "group", "to": "NO", "points": 1, "gives": 1}]}, "$.exchanges[0].to"),
        ({"exchanges": [{"from": "group", "to": "group", "points": 1, "gives": 1}]}, "$.exchanges[0].to"),
        ({"exchanges": [{"from": "group", "to": "LQX", "points": 9, "gives": 1, "step": 5}]}, "$.exchanges[0].step"),
        ({"exchanges": RULES["exchanges"] * 2}, "$.exchanges[1]"),
        ({"exchange": []}, "$.exchange"),
    ],
)
def test_rules_that_break_the_contract_say_where(change, path):
    with pytest.raises(BadProgramRules) as raised:
        read_program_rules(RULES | change)
    assert raised.value.path == path


def test_rules_reach_every_store_once(books):
    assert json.loads(books.feeds.get("S02", "settings", "programs")) == RULES
    assert publish_program_rules(books, RULES) == rules_version(books) == 1
    with pytest.raises(BadProgramRules) as raised:
        publish_program_rules(
            books, RULES | {"welcome": [{"id": "W", "program": "group", "kind": "coupon", "offer": "?"}]}
        )
    assert raised.value.path == "$.welcome[0].offer"


def test_an_exchange_is_one_transfer_and_done_once(books):
    assert exchange(books, 1, 150) == Exchanged(10)  # 10.5, rounded down
    assert exchange(books, 1, 150) == Exchanged(10)
    assert points(books) == {"group": 4850, "LQX": 40}
    row = json.loads(books.feeds.get("S02", "members", "M1"))
    assert row["points"] == {"LQX": 40, "group": 4850}
    sums = {(account, unit): amount for account, unit, amount in books.books.trial_balance()}
    assert sums["exchanged/group/LQX", "points/group"] == 150
    assert sums["exchanged/group/LQX", "points/LQX"] == -10
    assert audit(books, rebuild=True).problems == []


def test_an_exchange_is_refused_beyond_its_rules(books):
    assert exchange(books, 1, 75) == Exchanged(0, "not_a_step", 300)
    assert exchange(books, 2, 350) == Exchanged(0, "limit_reached", 300)
    assert exchange(books, 3, 300).gives == 21
    assert exchange(books, 4, 50) == Exchanged(0, "limit_reached", 0)
    assert exchange(books, 5, 100, "M2").gives == 7
    assert exchange(books, 6, 50, "M2") == Exchanged(0, "too_few", 0)
    assert exchange(books, 7, 50, "M9") == Exchanged(0, "unknown")
    back = exchange_points(books, "S01", "T01", Wish("x8", "M1", "LQX", "group", 10))
    assert back == Exchanged(0, "not_offered")
    assert audit(books).problems == []


def told(name, gives, one_id="M1"):
    return {
        "exchange_id": name,
        "one_id": one_id,
        "from_program": "group",
        "to_program": "LQX",
        "points": 150,
        "gives": gives,
        "staff_id": "E1",
        "asked_at": "2026-11-11T10:00:00+08:00",
    }


def test_what_a_till_was_told_of_an_exchange_books_nothing_more_and_one_that_is_lost_is_a_case(books, journal):
    exchange(books, 1, 150)
    before = points(books)
    journal.add("points_exchanged", told("x1", 10))
    push(books, "S01", "T01", journal.entries)
    assert points(books) == before
    assert books.cases.all("open") == []
    journal.add("points_exchanged", told("x9", 10))
    push(books, "S01", "T01", journal.entries[-1:])
    assert points(books) == before, "a ledger that was put back: a person decides"
    (case,) = books.cases.all("open")
    assert (case.detail["what"], case.detail["points"], case.one_id) == ("exchange_unknown", 150, "M1")
    assert audit(books, rebuild=True).problems == []


def test_what_a_till_has_in_hand_is_not_exchanged(books):
    with books.database.transaction():
        lease_points(books, "M1", "group", 4900, Term("S01", "T02", "2027-01-01T00:00:00.000+00:00"))
    assert exchange(books, 1, 150) == Exchanged(0, "too_few", 100)


def sell(ledger, journal, name, one_id="M1", **options):
    journal.add("sale", sale_document(name, {"A1": 12900}, one_id=one_id, **options))
    push(ledger, "S01", "T01", journal.entries)


def test_points_end_with_their_day_and_the_oldest_are_used_first(books, journal, monkeypatch):
    sell(books, journal, "sale-1", earned={"group": 300}, one_id="M2")
    # 100 of before, whose period began with the rules, and 300 of today: both to the end of November.
    at(books, monkeypatch, 2026, 12, 31)
    sell(books, journal, "sale-2", points=150, one_id="M2")
    with pytest.raises(TooEarly):
        settle_day(books, "2026-12-31")
    assert settle_day(books)["points"] == {}
    at(books, monkeypatch, 2027, 12, 1)
    assert settle_day(books) == {"day": "2027-11-30", "members": 2, "points": {"group": 5250}}
    assert (points(books, "M1")["group"], points(books, "M2")["group"]) == (0, 0)
    assert points(books, "M1")["LQX"] == 30  # they never end
    assert settle_day(books)["members"] == 0
    assert audit(books, rebuild=True).problems == []


def test_what_was_spent_in_time_and_heard_of_later_had_not_ended(books, journal, monkeypatch):
    at(books, monkeypatch, 2027, 12, 5)
    settle_day(books)
    assert points(books, "M2")["group"] == 0
    sell(books, journal, "late", points=60, one_id="M2")  # by the till's clock it was 2026
    assert points(books, "M2")["group"] == 0
    assert books.cases.all("open") == []
    assert books.members.balance("M2", "group").expired == 40
    assert audit(books, rebuild=True).problems == []


def test_what_a_till_has_in_hand_does_not_end(books, monkeypatch):
    with books.database.transaction():
        lease_points(books, "M2", "group", 30, Term("S01", "T02", "2028-01-01T00:00:00.000+00:00"))
    at(books, monkeypatch, 2027, 12, 5)
    settle_day(books)
    assert points(books, "M2")["group"] == 30
    assert settle_day(books)["points"] == {"group": 0}
    assert audit(books).problems == []


@pytest.mark.parametrize(
    ("rule", "earned", "last"),
    [
        (ExpiryRule(12, "year"), "2026-03-05", "2027-12-31"),
        (ExpiryRule(3, "month"), "2026-11-30", "2027-02-28"),
        (ExpiryRule(1, "day"), "2027-01-31", "2027-02-28"),
        (ExpiryRule(24, "day"), "2026-02-28", "2028-02-28"),
    ],
)
def test_the_last_day_of_a_lot(rule, earned, last):
    assert rule.last_day(datetime.fromisoformat(earned).date()).isoformat() == last


DAYS = st.integers(1, 9).map(lambda number: f"2027-01-0{number}")


@given(st.dictionaries(DAYS, st.integers(0, 50)), st.lists(st.tuples(DAYS, st.integers(0, 40)), max_size=6))
def test_lots_less_what_was_used_and_ended_are_the_balance(lots, used):
    """Spending no more than is there: what is left of the lots is the balance, and the day of hearing plays no part."""
    spent, days = [], sorted({*lots, *(day for day, _ in used)})
    total = sum(lots.values())
    for day, wanted in sorted(used):
        gone = ended(lots, spent, [last for last in days if last < day])
        left = total - sum(amount for _, amount in spent) - gone
        spent.append((day, min(wanted, left)))
    for place, day in enumerate(days):
        gone = ended(lots, spent, days[: place + 1])
        before = [(at, amount) for at, amount in spent if at <= day]
        assert gone == ended(lots, before, days[: place + 1])
        balance = total - gone - sum(amount for _, amount in before)
        left = left_in_lots(lots, balance)
        assert sum(left.values()) == balance
        assert all(last > day for last in left)


def test_a_month_is_closed_once_between_the_owners(books, journal, monkeypatch):
    sell(books, journal, "sale-1", earned={"group": 129, "LQX": 20})
    sell(books, journal, "sale-2", points=1000)
    exchange(books, 1, 200)
    with pytest.raises(NotClosable):
        settle_month(books, "2026-11")
    at(books, monkeypatch, 2026, 12, 3)
    sell(books, journal, "late", earned={"group": 50})
    exchange(books, 2, 100)
    closed = settle_month(books, "2026-11")
    (statement,) = json.loads(closed.document)["statements"]
    rows = {row["what"]: (row["from"], row["to"], row["points"], row["amount_minor"]) for row in statement["rows"]}
    assert rows == {
        "earned": ("brand:LQX", "platform", 129, 129),
        "spent": ("platform", "brand:LQX", 1000, 1000),
        "exchanged": ("platform", "brand:LQX", 200, 21),
    }
    assert statement["net"] == {"from": "platform", "to": "brand:LQX", "amount_minor": 1000 + 21 - 129}
    assert month_csv(closed).splitlines()[1] == "2026-11,CNY,brand:LQX,platform,earned,group,129,,,129"
    at(books, monkeypatch, 2027, 1, 3)
    assert settle_month(books, "2026-11") == closed
    december = json.loads(settle_month(books, "2026-12").document)
    assert (december["previous"], december["exchanged"]) == (closed.hash, [["group", "LQX", 100, 7]])
    assert december["statements"][0]["net"] == {"from": "brand:LQX", "to": "platform", "amount_minor": 39}
    assert books.program_months.exchanged("9") == []
    assert audit(books).problems == []
    with pytest.raises(NotClosable):
        settle_month(books, "2026-10")


@pytest.mark.parametrize("month", ["1999-01", "2026-10", "2026-12"])
def test_the_chain_of_months_begins_where_entries_do(books, journal, monkeypatch, month):
    """A month that was mistyped would have to be followed by each one since."""
    at(books, monkeypatch, 2027, 1, 3)
    with pytest.raises(NotClosable, match="no entry has come in yet"):
        settle_month(books, month)
    at(books, monkeypatch, 2026, 11, 11)
    sell(books, journal, "sale-1", earned={"group": 129})
    at(books, monkeypatch, 2027, 1, 3)
    with pytest.raises(NotClosable, match="2026-11"):
        settle_month(books, month)
    assert settle_month(books, "2026-11").number == 1


@pytest.mark.parametrize(
    ("statement", "expected"),
    [
        ("UPDATE program_month SET document = REPLACE(document, '1000', '1001')", "program_month_changed"),
        ("UPDATE member_posting SET amount = amount + 1 WHERE account = 'program_due/platform'", "program_dues_differ"),
        ("UPDATE member_program SET expired = 5 WHERE one_id = 'M2'", "points_expired"),
        ("UPDATE points_lot SET points = 5 WHERE one_id = 'M1'", "points_beyond_lots"),
    ],
)
def test_a_planted_fault_of_a_program_is_named(books, journal, monkeypatch, statement, expected):
    sell(books, journal, "sale-2", points=1000)
    at(books, monkeypatch, 2026, 12, 3)
    settle_month(books, "2026-11")
    unprotected(books.database)
    assert books.database.execute(statement) > 0
    assert expected in {problem["what"] for problem in audit(books).problems}


def test_a_till_is_told_what_ends_next(books, journal):
    sell(books, journal, "sale-1", earned={"group": 70}, one_id="M2")
    row = json.loads(books.feeds.get("S01", "members", "M2"))
    assert row["ends"] == {"points": {"group": [170, "2027-11-30"]}}


def test_a_till_is_told_of_the_days_after_the_next_one_too(books, journal, monkeypatch):
    sell(books, journal, "sale-1", earned={"group": 70}, one_id="M2")
    at(books, monkeypatch, 2026, 12, 20)
    later = sale_document("sale-2", {"A1": 12900}, one_id="M2", earned={"group": 30})
    journal.add("sale", later, occurred_at="2026-12-20T10:00:00.000+08:00")
    push(books, "S01", "T01", journal.entries)
    row = json.loads(books.feeds.get("S01", "members", "M2"))
    assert row["ends"] == {"points": {"group": [170, "2027-11-30"]}, "later": {"group": [[30, "2027-12-31"]]}}
