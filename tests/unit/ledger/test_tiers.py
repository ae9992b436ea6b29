"""Tiers follow from growth value: up at once, down at the end of a period, the same in any order of arrival."""

from __future__ import annotations

import itertools
import json
from datetime import UTC, datetime, timedelta
from random import Random

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from central_ledger.application import publish
from central_ledger.application.audit import audit
from central_ledger.application.growth import moves_by_program
from central_ledger.application.push import push
from central_ledger.application.tiers import BadTierRule, give_tier, publish_tier_rules, settle_due
from central_ledger.domain.growth import GrowthMove, counted
from central_ledger.domain.growth_sums import GrowthKept, followed, standing_moves, sums_of
from central_ledger.domain.tiers import Held, TierRule, reaches_back, read_tier_rule, tiers_held
from tests.unit.ledger.conftest import unprotected
from tests.unit.ledger.journals import JournalWriter, sale_document

START = datetime(2026, 1, 1, tzinfo=UTC)
RULE = TierRule((("silver", 100), ("gold", 300)), days=100, holds_days=50, base="basic")
BASIC = Held("basic", START, None, "opening")


def day(number):
    return START + timedelta(days=number)


def bought(number, amount, earned=None):
    return GrowthMove(day(number), day(number if earned is None else earned), amount)


def tiers(moves, until, anchor=BASIC):
    return [(held.tier, (held.since - START).days, held.cause) for held in tiers_held(RULE, anchor, moves, day(until))]


def test_up_at_once_and_down_when_the_period_is_over():
    moves = [bought(10, 60), bought(25, 250), bought(55, 120)]
    assert tiers(moves, 74) == [("basic", 0, "opening"), ("gold", 25, "reached")]
    # At day 75 all 430 are of the last hundred days; at day 125 it is 120, and at day 175 nothing.
    expected = [("basic", 0, "opening"), ("gold", 25, "reached"), ("gold", 75, "period_end")]
    assert tiers(moves, 124) == expected
    expected += [("silver", 125, "period_end"), ("basic", 175, "period_end")]
    assert tiers(moves, 300) == expected


def test_what_comes_back_lowers_a_tier_at_the_end_of_its_period_only():
    moves = [bought(10, 310), bought(12, -310, earned=10)]
    assert tiers(moves, 59)[-1] == ("gold", 10, "reached")
    assert tiers(moves, 60)[-1] == ("basic", 60, "period_end")


def test_a_given_tier_that_no_rule_names_stays_to_its_end():
    given_one = Held("founder", START, day(30), "given")
    assert tiers([bought(5, 400)], 29, given_one) == [("founder", 0, "given")]
    assert tiers([bought(5, 400)], 30, given_one)[-1] == ("gold", 30, "period_end")


@given(
    st.lists(st.tuples(st.integers(0, 200), st.integers(-200, 200), st.integers(0, 99)), max_size=12),
    st.integers(0, 400),
)
def test_the_running_sum_is_what_counts_at_each_moment(changes, until):
    """Held against the plain definition, day by day."""
    moves = [bought(at, amount, at - ago) for at, amount, ago in changes]
    held, tier, end = [], "basic", None
    for number in range(1, max([until, *(at for at, _, _ in changes)]) + 1):
        now = counted(moves, day(number), RULE.days)
        if end == number and number <= until:
            tier = RULE.reached(now)
            end = number + 50 if tier != "basic" else None
            held.append((tier, number, "period_end"))
        if any(at == number for at, _, _ in changes) and RULE.rank(RULE.reached(now)) > RULE.rank(tier):
            tier, end = RULE.reached(now), number + 50
            held.append((tier, number, "reached"))
    assert tiers(moves, until)[1:] == held


@given(
    st.lists(
        st.tuples(st.integers(0, 40), st.lists(st.tuples(st.integers(-60, 6), st.sampled_from((0, 40, 90, 250))))),
        max_size=12,
    ),
    st.sampled_from((BASIC, Held("silver", day(120), day(150), "given"), Held("silver", day(120), None, "rule"))),
)
@example([(10, [(-9, 90), (0, 5)]), (1, [(-6, 40)])], BASIC)  # late: the sum is of a later time
@example([(10, [(0, 100)]), (101, [(0, 5)])], BASIC)  # the first is too old
# Some of the named ones, then one of the sum are too old.
@example([(20, [(-off, 40) for off in range(15)]), (82, [(0, 60)]), (1, [(0, 100)])], BASIC)
@example([(20, [(-off, 40) for off in range(15)]), (97, [(0, 60)]), (3, [(0, 200)])], BASIC)
@example([(10, [(0, 100)]), (10, [(-15, 250)])], BASIC)  # from before the tier
@example([(10, [(0, 100)]), (0, [(0, 250)])], BASIC)  # at the moment at which it was reached
@example([(10, [(0, 100)]), (50, []), (0, [(0, 250)])], BASIC)  # at the moment at which its period ended
@settings(max_examples=60)
def test_few_changes_come_to_the_same_as_all(steps, anchor):
    """Each step is days that pass, and purchases (how many days before or after then, and of what). What is noted is
    reckoned from what was kept, where that says something, and held against the whole history.
    """
    moves, kept, noted, today = [], None, None, 100
    for days, purchases in steps:
        today += days
        now, since = day(today), {}
        for off, amount in purchases:
            moves.append(bought(today + off, amount))
            text = day(today + off).isoformat()
            since[text] = since.get(text, 0) + amount
        short = None
        if kept is not None:
            kept = GrowthKept(kept.sums, {"p": since})
            if not reaches_back(noted or anchor, since):
                short = standing_moves(kept, {"p": RULE.days}, now)
        all_of_them = tiers_held(RULE, anchor, moves, now)
        held = all_of_them if short is None else tiers_held(RULE, noted or anchor, short["p"], now)
        assert (held[-1].tier, held[-1].since, held[-1].until) == (
            all_of_them[-1].tier, all_of_them[-1].since, all_of_them[-1].until,
        )  # fmt: skip
        assert short is None or counted(short["p"], now, RULE.days) == counted(moves, now, RULE.days)
        noted = held[-1] if len(all_of_them) > 1 else None
        sums = sums_of({"p": moves}, {"p": RULE.days}, now) if short is None else followed(kept)
        kept = None if sums is None else GrowthKept(sums)


@pytest.mark.parametrize(
    ("document", "path"),
    [
        ({"steps": [["a", 5], ["b", 5]]}, "$.steps[1][1]"),
        ({"steps": [["a", 0]]}, "$.steps[0][1]"),
        ({"steps": [["a", 1], ["a", 2]]}, "$.steps[1][0]"),
        ({"steps": [["a"]]}, "$.steps[0]"),
        ({"steps": [], "days": 0}, "$.days"),
        ({"steps": [], "holds_days": True}, "$.holds_days"),
        ({"steps": [["a", 1]], "base": "a"}, "$.steps[0][0]"),
        ({}, "$.steps"),
    ],
)
def test_a_rule_that_cannot_be_used_says_where(document, path):
    with pytest.raises(BadTierRule) as raised:
        read_tier_rule(document)
    assert str(raised.value).startswith(f"{path}:")


RULES = {"group": {"days": 365, "holds_days": 365, "base": "basic", "steps": [["silver", 20_000], ["gold", 50_000]]}}


@pytest.fixture
def books(ledger):
    with ledger.database.transaction():
        for store in ("S01", "S02"):
            setting = publish.points_setting(ledger, store) | {"tier_rules": RULES}
            publish.publish_setting(ledger, store, "points", setting)
        for till in ("T01", "T02"):
            ledger.journals.enrol("S01", till, bytes(32), "counter", ledger.now())
    return ledger


def row(ledger, one_id, store="S02"):
    return json.loads(ledger.feeds.get(store, "members", one_id))


def test_a_sale_lifts_a_member_in_its_own_transaction(books, journal):
    journal.sale("sale-1", {"A1": 19_999}, one_id="M2")
    push(books, "S01", "T01", journal.entries)
    assert (row(books, "M2")["tiers"], row(books, "M2")["growth"]) == ({}, {"group": 19_999})
    journal.sale("sale-2", {"A1": 1}, one_id="M2")
    push(books, "S01", "T01", journal.entries)
    assert row(books, "M2")["tiers"] == {"group": "silver"}
    assert [(held.tier, held.cause) for held in books.tiers.history("M2")] == [
        ("basic", "opening"),
        ("silver", "reached"),
    ]
    assert audit(books).problems == []


def test_a_period_that_is_over_is_settled_once(books, journal, monkeypatch):
    journal.sale("sale-1", {"A1": 60_000}, one_id="M2")
    push(books, "S01", "T01", journal.entries)
    assert settle_due(books) == 0
    later = books.clock() + timedelta(days=366)
    monkeypatch.setattr(books, "clock", lambda: later)
    found = audit(books)
    assert (found.problems, found.tiers_due) == ([], 1)
    assert (settle_due(books), settle_due(books)) == (1, 0)
    assert row(books, "M2")["tiers"] == {"group": "basic"}
    found = audit(books)
    assert (found.problems, found.tiers_due) == ([], 0)


@pytest.mark.parametrize("order", list(itertools.permutations(range(2))))
def test_any_order_of_arrival_gives_the_same_tier_and_period(books, order):
    writers = (JournalWriter(till="T01"), JournalWriter(till="T02", epoch="epoch-2"))
    for writer, amount, at in zip(writers, (15_000, 10_000), ("10:00", "11:00"), strict=True):
        writer.open(writer.epoch)
        writer.add("sale", sale_document(f"sale-{at}", {"A1": amount}, one_id="M2"))
    for number in order:
        push(books, "S01", writers[number].till, writers[number].entries)
    last = books.tiers.history("M2")[-1]
    assert (last.tier, last.since, last.until) == (
        "silver",
        "2026-11-11T02:00:00.000+00:00",
        "2027-11-11T02:00:00.000+00:00",
    )
    assert audit(books).problems == []


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE growth_now SET document = REPLACE(document, ',20000]', ',2000]') WHERE one_id = 'M2'",
        """UPDATE member SET tiers = '{"group": "gold"}' WHERE one_id = 'M2'""",
        "UPDATE tier_now SET tier = 'gold' WHERE one_id = 'M2'",
        "UPDATE member_posting SET amount = amount * 10 WHERE unit = 'growth/group'",
    ],
)
def test_a_tier_that_growth_value_does_not_give_is_named(books, journal, statement):
    journal.sale("sale-1", {"A1": 20_000}, one_id="M2")
    push(books, "S01", "T01", journal.entries)
    unprotected(books.database)
    books.database.execute(statement)
    assert {"tier_differs", "growth_differs"} & {problem["what"] for problem in audit(books).problems}


def test_other_rules_count_from_now_on_and_take_nothing_away(books, journal):
    journal.sale("sale-1", {"A1": 20_000}, one_id="M2")
    push(books, "S01", "T01", journal.entries)
    harder = {"group": RULES["group"] | {"steps": [["silver", 30_000], ["gold", 50_000]]}}
    assert publish_tier_rules(books, harder) == 0
    assert row(books, "M2")["tiers"] == {"group": "silver"}
    easier = {"group": RULES["group"] | {"steps": [["silver", 10_000], ["gold", 20_000]]}}
    assert publish_tier_rules(books, easier) == 1
    assert row(books, "M2")["tiers"] == {"group": "gold"}
    assert publish.points_setting(books, "S02")["tier_rules"] == easier
    assert audit(books).problems == []
    with pytest.raises(BadTierRule):
        publish_tier_rules(books, {"group": {"steps": 3}})


def test_a_tier_that_people_give_holds_to_its_end(books, journal, monkeypatch):
    with books.database.transaction():
        give_tier(books, "M2", "group", "gold", until="2026-12-01T00:00:00.000+00:00", why="given")
    journal.sale("sale-1", {"A1": 25_000}, one_id="M2")
    push(books, "S01", "T01", journal.entries)
    assert row(books, "M2")["tiers"] == {"group": "gold"}
    monkeypatch.setattr(books, "clock", lambda: datetime(2026, 12, 2, tzinfo=UTC))
    assert settle_due(books) == 1
    assert row(books, "M2")["tiers"] == {"group": "silver"}


def test_a_purchase_asks_for_no_purchase_before_it(books, journal, monkeypatch):
    journal.sale("sale-1", {"A1": 15_000}, one_id="M2")
    push(books, "S01", "T01", journal.entries)
    monkeypatch.setattr(books.growth, "moves_of", lambda one_id: pytest.fail("all purchases are read anew"))
    journal.sale("sale-2", {"A1": 6_000}, one_id="M2")
    journal.sale("sale-3", {"A1": 40_000}, one_id="M2")
    push(books, "S01", "T01", journal.entries)
    assert (row(books, "M2")["tiers"], row(books, "M2")["growth"]) == ({"group": "gold"}, {"group": 61_000})


def test_what_is_kept_of_growth_value_is_what_all_purchases_come_to(books, journal, monkeypatch):
    """The audit reckons tiers and sums from every purchase, late ones and those of a time to come among them."""
    random = Random(3)
    now = at = datetime(2026, 11, 11, 10, tzinfo=UTC)
    monkeypatch.setattr(books, "clock", lambda: now)
    for number in range(10):
        at = random.choice((now, at, at - timedelta(days=random.randint(1, 200)), now + timedelta(days=3)))
        document = sale_document(f"sale-{number}", {"A1": random.choice((90, 9_000, 30_000))}, one_id="M2")
        journal.add("sale", document, occurred_at=at.isoformat())
        push(books, "S01", "T01", journal.entries[-1:] if number else journal.entries)
        moves = moves_by_program(books, "M2", ["group"])["group"]
        assert row(books, "M2")["growth"] == {"group": counted(moves, now, 365)}
        now += timedelta(days=random.choice((0, 1, 30, 200)))
        settle_due(books)
    assert audit(books).problems == []
