"""What the ledger tells a desk about a member: all that they bought, searched and in pages, and what is open."""

from __future__ import annotations

import pytest

from central_ledger.application.bought import GoodsNames
from central_ledger.application.member_profile import (
    LINES_MAX,
    ProfileRefused,
    profile_of,
    purchases_of,
    require_sight,
)
from central_ledger.application.merging import merge
from central_ledger.application.push import push
from central_ledger.application.web_orders import take_orders
from central_ledger.domain.cases import Case
from retail.member_facts import read_facts
from retail.member_profile import TICKETS
from retail.web_orders import OrderLine, WebOrder
from tests.unit.ledger.joins import joined_at, prepare_joins
from tests.unit.ledger.test_member_facts import bought

NAMES = GoodsNames()


@pytest.fixture
def books(ledger):
    return prepare_joins(ledger)


def pages(ledger, one_id, limit=3, query=""):
    """Every page, as skus with the day."""
    after, found = None, []
    while True:
        page, after, total, _ = purchases_of(ledger, one_id, NAMES, query=query, after=after, limit=limit)
        found.append([f"{one.sku} {one.occurred_at[:10]}" for one in page])
        if after is None:
            return found, total


def test_pages_of_purchases_are_whole_and_in_order_of_time_whatever_the_clocks_offset(books):
    bought(
        books,
        "M1",
        ("2026-03-01", "a", "A1", 100),
        ("2026-05-01", "b", "A2", 200),
        ("2026-05-01", "b", "B1", 300, {"store": "S02"}),
        ("2026-04-01", "c", "A1", 400, {"channel": "web"}),
        ("2026-06-01", "d", "A1", 500, {"quantity_returned": "1"}),
    )
    with books.database.transaction():
        books.database.execute(
            "UPDATE purchase_line SET occurred_at = ? WHERE one_id = ? AND sale_id = ?",
            ("2026-04-30T23:00:00-06:00", "M1", "c"),  # as a text the earliest of the three, as a moment the last
        )
    found, total = pages(books, "M1", limit=2)
    assert found[0][0] == "A1 2026-04-30"
    assert (sorted(one for page in found for one in page), total) == (
        ["A1 2026-03-01", "A1 2026-04-30", "A2 2026-05-01", "B1 2026-05-01"],
        4,
    )
    assert [len(page) for page in found] == [2, 2]


def test_a_search_looks_at_names_brands_and_skus_of_all_lines(books):
    bought(books, "M1", ("2026-03-01", "a", "A1", 100), ("2026-05-01", "b", "B1", 300, {"brand": "LY"}))
    assert pages(books, "M1", query="面霜")[0] == [["A1 2026-03-01"]]
    assert pages(books, "M1", query="ly b1")[0] == [["B1 2026-05-01"]]
    assert pages(books, "M1", query="没有的")[0] == [[]]
    assert pages(books, "M2", query="面霜")[0] == [[]]


def test_ten_thousand_purchases_come_page_by_page_each_once(books):
    days = (f"20{20 + n % 6}-{n % 12 + 1:02}-{n % 28 + 1:02}" for n in range(10_000))
    bought(books, "M1", *((day, f"s{n}", "A1", n) for n, day in enumerate(days)), reckons=False)
    seen, after = [], None
    for _ in range(2):
        page, after, total, is_cut = purchases_of(books, "M1", NAMES, query="", after=after, limit=100)
        seen += page
    assert (total, is_cut, len({one.sale_id for one in seen})) == (10_000, False, 200)
    assert [one.occurred_at for one in seen] == sorted((one.occurred_at for one in seen), reverse=True)
    assert total < LINES_MAX


def test_web_orders_and_what_came_under_another_id_are_among_the_purchases(books):
    bought(books, "M2", ("2026-03-01", "a", "A2", 100, {"store": "S02"}))
    order = WebOrder("W1", "M2", "2026-04-01T09:00:00+08:00", "CNY", 200, (OrderLine("A1", "面霜", 1),))
    with books.database.transaction():
        take_orders(books, "S02", [order])
    merge(books, "M1", "M2", who="console:ann", why="the same person")
    assert pages(books, "M1")[0] == [["A1 2026-04-01", "A2 2026-03-01"]]
    assert require_sight(books, "S01", "E1", "M2") == "M1"


def test_a_profile_has_what_no_store_was_told_and_what_is_open_with_its_clock(books):
    bought(books, "M2", ("2026-03-01", "a", "A2", 100, {"store": "S02"}))
    order = WebOrder("W1", "M2", "2026-11-05T09:00:00+08:00", "CNY", 200, (OrderLine("A1", "面霜", 1),))
    promise = {
        "rain_check_id": "RC1", "staff_id": "E1", "sku": "A1", "name": "面霜", "quantity": 2, "unit_price_minor": 9900,
        "currency": "CNY", "one_id": "M2", "valid_until": "2026-12-01T23:59:59+08:00",
    }  # fmt: skip
    journal = joined_at("T01")
    journal.add("rain_check_issued", promise)
    push(books, "S01", "T01", journal.entries)
    with books.database.transaction():
        take_orders(books, "S02", [order])
        opened = {"one_id": "M2", "store": "S02", "opened_at": "2026-11-10T02:00:00.000+00:00"}
        books.cases.put(Case(holder="S02", case_id="c1", kind="returned_twice", detail={}, **opened))
        books.cases.put(Case(holder="M2", case_id="c2", kind="code_reused", detail={}, **opened))
    found = profile_of(books, "M2", NAMES)
    assert read_facts(found["facts"]).orders == 2
    assert [(one["kind"], one["store"], one["due_at"][:10]) for one in found["tickets"]] == [
        ("order", "S02", "2026-11-12"),
        ("case", "S02", "2026-11-17"),
        ("rain_check", "S01", "2026-12-01"),
    ], "a copied code is no business of a shop's desk"
    assert {one["kind"] for one in found["tickets"]} < set(TICKETS)
    assert [(link["kind"], link["shown"]) for link in found["links"]] == [("phone", "138****0002")]
    assert found["stores"] == {"S01": "集合店", "S02": "品牌店"}


def test_nobody_sees_a_member_without_a_role_in_the_store(books):
    for store, staff_id, one_id, code in (
        ("S01", "E404", "M1", "forbidden"),
        ("S02", "E1", "M1", "forbidden"),
        ("S01", "E1", "M404", "not_found"),
    ):
        with pytest.raises(ProfileRefused) as refused:
            require_sight(books, store, staff_id, one_id)
        assert refused.value.code == code
