"""What the ledger reckons about members: from sales, web orders and returns, told to their stores, a read on record."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta

import pytest

from central_ledger.__main__ import main
from central_ledger.application.bought import GoodsNames
from central_ledger.application.member_facts import due, keep_page, read_page, reckon_due, set_member_rules
from central_ledger.application.merging import merge, unmerge
from central_ledger.application.pull import Puller
from central_ledger.application.push import push
from central_ledger.application.replay import Replayer
from central_ledger.application.web_orders import take_orders
from central_ledger.domain.member_rules import read_member_rules
from central_ledger.store.purchases import PurchaseLine
from retail.contract import ContractError
from retail.joining import provisional_id
from retail.member_facts import read_facts
from retail.web_orders import OrderLine, WebOrder
from tests.unit.ledger.goods_returned import return_of
from tests.unit.ledger.joins import join_body, joined_at, prepare_joins
from tests.unit.ledger.priced_sales import case_of, member, sale_of

TODAY = datetime(2026, 11, 11, 4, tzinfo=UTC)
NEW = provisional_id("join-1")


@pytest.fixture
def books(ledger):
    prepare_joins(ledger)
    ledger.clock = lambda: TODAY
    return ledger


def bought(ledger, one_id, *lines, reckons=True):
    """Lines of the past: day, sale, sku, amount, and what else differs."""
    rows = []
    for number, (day, sale_id, sku, net, *rest) in enumerate(lines, 1):
        fields = {"store": "S01", "channel": "pos", "quantity": "1", "quantity_returned": "0", "brand": "LQX"}
        fields |= dict(*rest)
        row = PurchaseLine(
            one_id=one_id, sale_id=sale_id, line_no=number, occurred_at=f"{day}T12:00:00+08:00", sku=sku,
            unit_price_minor=net, net_minor=net, **fields,
        )  # fmt: skip
        rows.append(row)
    with ledger.database.transaction():
        ledger.purchases.add(rows)
    if reckons:
        reckon_due(ledger)


def told(ledger, one_id, store="S01"):
    row = ledger.feeds.get(store, "member_facts", one_id)
    return None if row is None else read_facts(json.loads(row))


def test_a_seeded_member_with_nothing_yet_is_told_to_every_store_of_theirs(books):
    for store in ("S01", "S02"):
        facts = told(books, "M1", store)
        assert (facts.joined_on, facts.segment, facts.rfm, facts.orders, facts.last_on) == (
            "2024-01-01", "none", None, 0, None
        )  # fmt: skip
    assert told(books, "M2", "S01") is None  # who is no member of the store is none of its business
    assert due(books) == []


def test_numbers_are_of_what_was_bought_and_kept(books):
    bought(
        books,
        "M1",
        ("2025-02-01", "old", "A1", 10000),
        ("2026-03-05", "web", "A2", 20000, {"channel": "web", "store": "S02"}),
        ("2026-11-01", "big", "A1", 30000),
        ("2026-11-01", "big", "B1", 90000, {"brand": "LY", "quantity": "3", "quantity_returned": "1"}),
        ("2026-11-02", "back", "A1", 70000, {"quantity_returned": "1"}),
    )
    facts = told(books, "M1")
    assert (facts.as_of, facts.orders, facts.spent_minor) == ("2026-11-11", 3, 10000 + 20000 + 30000 + 60000)
    assert (facts.first_on, facts.last_on, facts.last_store) == ("2025-02-01", "2026-11-01", "S01")
    assert facts.months == (0, 0, 0, 20000, 0, 0, 0, 0, 0, 0, 0, 90000)
    assert facts.channels == {"store": 3, "web": 1}
    rfm = facts.rfm
    assert (rfm.recency_days, rfm.orders, rfm.spent_minor) == (10, 2, 110000)
    assert (rfm.recency_score, rfm.frequency_score, rfm.monetary_score) == (5, 2, 2)
    assert facts.segment == "promising"
    assert [(life.brand, life.state, life.since, life.orders, life.spent_minor) for life in facts.brands] == [
        ("LQX", "repeat", "2026-11-01", 3, 60000),
        ("LY", "first", "2026-11-01", 1, 60000),
    ]
    newest = facts.recent[0]
    assert {one.sku for one in facts.recent[:2]} == {"A1", "B1"}
    assert [one.quantity for one in facts.recent if one.sku == "B1"] == ["2"]
    assert newest.name in ("面霜", "外套")


@pytest.mark.parametrize(
    ("lines", "segment"),
    [
        ([("2026-11-01", "s1", "A1", 5000)], "base"),
        ([("2026-11-01", "s1", "A1", 80000)], "promising"),
        ([(f"2026-{month:02}-01", f"s{month}", "A1", 150000) for month in range(7, 12)], "high_value"),
        ([(f"2026-0{month}-01", f"s{month}", "A1", 900000) for month in range(1, 7)], "at_risk"),
    ],
)
def test_segments_follow_the_scores(books, lines, segment):
    bought(books, "M1", *lines)
    assert told(books, "M1").segment == segment


def test_a_sale_and_its_return_are_in_the_facts_soon_after(books):
    sale = sale_of("sale-1", case_of([], "A1", "A2", member=member()))
    journal = joined_at("T01")
    journal.add("sale", sale)
    push(books, "S01", "T01", journal.entries)
    assert due(books) == ["M1"]
    reckon_due(books)
    facts = told(books, "M1", "S02")
    assert (facts.orders, facts.spent_minor) == (1, sum(line["net_minor"] for line in sale["lines"]))
    journal.add("return", return_of(books, sale, "r1", [("1", 1), ("2", 1)]))
    push(books, "S01", "T01", journal.entries)
    while Replayer().replay_page(books):
        pass
    reckon_due(books)
    assert (told(books, "M1").orders, told(books, "M1").brands) == (0, ())


def test_a_paid_web_order_counts_and_its_lines_sum_up_to_what_was_paid(books):
    lines = (OrderLine("A1", "面霜", 1), OrderLine("A2", "精华", 2))
    order = WebOrder("W1", "M1", "2026-11-10T09:00:00+08:00", "CNY", 50001, lines)
    with books.database.transaction():
        take_orders(books, "S01", [order])
    reckon_due(books)
    facts = told(books, "M1")
    assert (facts.orders, facts.spent_minor, facts.channels) == (1, 50001, {"web": 2})
    assert [(one.sku, one.net_minor) for one in facts.recent] == [("A1", 10000), ("A2", 40001)]


def test_days_alone_bring_somebody_back_to_be_reckoned(books):
    bought(books, "M1", ("2026-11-10", "s1", "A1", 50000))
    assert books.member_facts.get("M1").next_on == "2026-12-01"  # the chart has another month
    books.clock = lambda: TODAY + timedelta(days=19)
    assert due(books) == []
    books.clock = lambda: TODAY + timedelta(days=89)
    assert reckon_due(books) > 0
    assert told(books, "M1").brands[0].state == "sleeping"
    assert told(books, "M1").rfm.recency_score == 3
    assert due(books) == []


def test_a_sale_that_comes_while_somebody_reckons_is_not_forgotten(books):
    bought(books, "M1", ("2026-11-10", "s1", "A1", 50000))
    with books.database.transaction():
        books.member_facts.mark(["M1"])
    page = read_page(books, due(books), GoodsNames())
    with books.database.transaction():
        books.member_facts.mark(["M1"])
    keep_page(books, page)
    assert due(books) == ["M1"]


def test_what_is_reckoned_follows_the_member_through_a_merge_and_back(books):
    bought(books, "M1", ("2026-11-10", "s1", "A1", 50000))
    bought(books, "M2", ("2026-11-09", "s2", "A2", 70000, {"store": "S02"}))
    merge(books, "M1", "M2", who="console:ann", why="the same person")
    reckon_due(books)
    assert (told(books, "M1").orders, told(books, "M1").spent_minor) == (2, 120000)
    assert told(books, "M2", "S02") is None
    assert books.member_facts.get("M2") is None
    unmerge(books, "M2", who="console:ann")
    reckon_due(books)
    assert (told(books, "M1").orders, told(books, "M2", "S02").orders) == (1, 1)


def test_who_joins_at_a_till_is_a_member_since_that_day(books):
    push(books, "S01", "T01", joined_at("T01", join_body(books, "join-1", "13911112222")).entries)
    reckon_due(books)
    assert (told(books, NEW).joined_on, told(books, NEW).segment) == ("2026-11-11", "none")


def test_who_does_not_wish_to_be_known_by_habit_is_told_to_no_store(books):
    journal = joined_at("T01", join_body(books, "join-1", "13911112222"))
    push(books, "S01", "T01", journal.entries)
    reckon_due(books)
    assert told(books, NEW) is not None
    said = {"purpose": "profile", "text_version": "1", "given": False}
    journal.add("consent_changed", {"change_id": "c1", "one_id": NEW, "staff_id": "E1", "consents": [said]})
    push(books, "S01", "T01", journal.entries)
    assert told(books, NEW) is None
    journal.add(
        "consent_changed", {"change_id": "c2", "one_id": NEW, "staff_id": "E1", "consents": [said | {"given": True}]}
    )
    push(books, "S01", "T01", journal.entries)
    assert told(books, NEW) is not None


def test_a_page_of_facts_is_a_read_of_profiles(books):
    with books.database.transaction():
        books.feeds.start_run("run", books.now())
    found = Puller(books, "run").pull("member_facts", "S01", "", 200)
    assert (found.read.feed, found.read.rows) == ("member_facts", 1)
    with books.database.transaction():
        books.reads.note_page(found.page.as_of, "till:S01/T01", found.read)
    assert [read["what"] for read in books.reads.of_member("M1", ["S01"])] == ["feed:member_facts"]


def test_other_rules_reckon_everybody_anew(books):
    bought(books, "M1", ("2026-11-01", "s1", "A1", 50000))
    with books.database.transaction():
        set_member_rules(books, {"spent_minor": [10, 20, 30, 40], "brands": {"LQX": {"sleeping_after_days": 5}}})
    reckon_due(books)
    facts = told(books, "M1")
    assert (facts.rfm.monetary_score, facts.brands[0].state, facts.brands[0].since) == (5, "sleeping", "2026-11-06")
    assert json.loads(books.feeds.get("S01", "settings", "member_rules"))["spent_minor"] == [10, 20, 30, 40]


@pytest.mark.parametrize(
    ("document", "path"),
    [
        ({"orders": [1, 2, 3]}, "$.orders"),
        ({"orders": [1, 3, 2, 4]}, "$.orders"),
        ({"spent_minor": [1, 2, 3, 4.5]}, "$.spent_minor[3]"),
        ({"segments": [{"segment": "best"}]}, "$.segments[0].segment"),
        ({"segments": [{"segment": "base", "recency_min": 6}]}, "$.segments[0].recency_min"),
        ({"life": {"sleeping_after_days": 300}}, "$.life.lost_after_days"),
        ({"lives": {}}, "$.lives"),
        ([], "$"),
    ],
)
def test_rules_that_break_the_contract_are_refused_with_their_place(document, path):
    with pytest.raises(ContractError) as refused:
        read_member_rules(document)
    assert refused.value.path == path


def test_the_commands_show_and_set_rules_and_reckon(data, tmp_path, capsys):
    place = ["--data", str(data.path)] if data.url is None else ["--database", data.url, "--data", str(data.path)]
    file = tmp_path / "rules.json"
    file.write_text('{"life": {"sleeping_after_days": 60, "lost_after_days": 120}}', encoding="utf-8")
    assert main(["member-rules", "set", str(file), *place]) == 0
    assert json.loads(capsys.readouterr().out)["life"]["lost_after_days"] == 120
    assert main(["reckon-members", *place]) == 0
    assert json.loads(capsys.readouterr().out) == {"changed": 0}
    assert main(["reckon-members", "--all", *place]) == 0
    file.write_text('{"life": 3}', encoding="utf-8")
    assert main(["member-rules", "set", str(file), *place]) == 1
