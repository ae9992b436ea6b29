"""Gift cards at the ledger: printed, sold, held, spent, given back, ended; and what the books say at each step."""

from __future__ import annotations

from datetime import timedelta

import pytest

from central_ledger.application.gift_cards import CardRefused, Issue, block, end_cards, issue_cards, revive
from central_ledger.application.push import push
from central_ledger.application.reservations import release
from central_ledger.application.value_holds import HoldWanted, hold, look
from retail.stored_value import is_card_number
from tests.unit.ledger.conftest import cheap_hash
from tests.unit.ledger.value_sold import (
    NEVER,
    FixedClock,
    accounts_of,
    issued,
    journal,
    on,
    opened_books,
    returned,
    selling,
    send,
    sold,
    spent,
    take,
)


@pytest.fixture
def fixed():
    return FixedClock()


@pytest.fixture
def books(data, fixed):
    yield from opened_books(data, fixed)


@pytest.fixture
def card(books):
    return issued(books)


@pytest.fixture
def till(books, card):
    return selling(books, card)


def test_cards_have_numbers_of_their_own_and_pins_that_nobody_keeps(books):
    cards = issue_cards(books, NEVER, cheap_hash)
    assert all(is_card_number(card.number) and len(card.pin) == 8 for card in cards)
    assert len({card.number for card in cards} | {card.pin for card in cards}) == 6
    for row in books.value_accounts.of_batch("autumn"):
        assert (row.status, row.balance, row.face) == ("issued", 0, 10_000)
        assert row.secret_hash in {cheap_hash(card.pin) for card in cards}
    with pytest.raises(CardRefused, match="autumn"):
        issue_cards(books, NEVER, cheap_hash)


def test_a_card_that_is_sold_is_owed_and_is_no_revenue(books, card, till):
    assert on(books, card) == ("active", 10_000)
    assert accounts_of(books) == {
        "tender/S01/T01/cash": 10_000,
        "value_sold/S01/group": -10_000,
        "value_claim/group/S01": 10_000,
        "value/gift_card/group/*": -10_000,
    }


def test_what_it_pays_is_owed_to_the_store_and_not_to_its_holder(books, card, till):
    other = journal("S02")
    assert send(books, other, spent("s2", card, 4_000, cash=500)) == [None]
    found = accounts_of(books)
    assert on(books, card) == ("active", 6_000)
    assert found["value/gift_card/group/*"] == -6_000
    assert (found["tender/S02/T01/gift_card"], found["value_taken/group/S02"]) == (4_000, -4_000)
    assert push(books, "S02", "T01", other.entries).verdicts[-1].word == "exists"
    assert on(books, card) == ("active", 6_000)


def test_cards_beside_goods_change_nothing_of_what_the_goods_are(books, card):
    writer = journal()
    assert send(books, writer, sold("s1", [card], goods=11_300)) == [None]
    found = accounts_of(books)
    assert (found["sales/S01/LQX"], found["tax/S01/1300"], found["tender/S01/T01/cash"]) == (-10_000, -1_300, 21_300)
    (row,) = books.books.sales_called("s1")
    assert row.payable_minor == 11_300


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"value_sold": [{"account_id": "1234", "kind": "gift_card", "issuer": "group", "amount_minor": 1}]}, "number"),
        ({"value_sold": []}, "nothing is sold"),
        ({"tenders": "value"}, "value paid with value"),
    ],
)
def test_a_sale_whose_value_does_not_hold_is_set_aside(books, card, change, why):
    document = sold("s1", [card]) | change
    if change.get("tenders"):
        document["tenders"] = spent("x", card, 10_000)["tenders"]
    assert send(books, journal(), document) == ["bad_sale"], why


def test_a_hold_takes_what_is_there_and_frees_itself(books, card, till, fixed):
    first = take(books, "T01", card, 7_000, "h1")
    assert (first.granted_minor, first.left_minor, first.code) == (7_000, 3_000, None)
    second = take(books, "T02", card, 7_000, "h2")
    assert (second.granted_minor, second.left_minor) == (3_000, 0)
    third = take(books, "T01", card, 1, "h3", store="S02")
    assert (third.granted_minor, third.code) == (0, "reserved")
    release(books, "S01", "T02", "h2")
    assert take(books, "T01", card, 5_000, "h3", store="S02").granted_minor == 3_000
    fixed.now += timedelta(seconds=61)
    assert take(books, "T01", card, 99_999, "h4", store="S02").granted_minor == 10_000


def test_a_hold_that_is_renewed_needs_no_pin_and_keeps_its_amount(books, card, till, fixed):
    assert take(books, "T01", card, 99_999, "h1").granted_minor == 10_000
    fixed.now += timedelta(seconds=50)
    again = hold(books, "S01", "T01", "h1", HoldWanted(card, 99_999, 60))
    assert (again.granted_minor, again.until) == (10_000, "2026-11-11T02:01:50.000+00:00")
    stranger = hold(books, "S01", "T02", "h1", HoldWanted(card, 99_999, 60))
    assert (stranger.granted_minor, stranger.code) == (0, "unknown")


def test_the_sale_uses_its_hold_once_and_others_keep_theirs(books, card, till):
    assert take(books, "T01", card, 6_000, "h1").granted_minor == 6_000
    assert take(books, "T02", card, 6_000, "h2").granted_minor == 4_000
    assert send(books, till, spent("s2", card, 6_000, hold_id="h1")) == [None]
    assert take(books, "T02", card, 6_000, "h2").granted_minor == 4_000
    assert take(books, "T01", card, 6_000, "h3").code == "reserved"
    assert take(books, "T01", card, 6_000, "h1").granted_minor == 6_000  # asked again, it says what it was


def test_who_may_be_told_what_of_a_card(books, card, till):
    number = next(row.holder for row in books.value_accounts.of_batch("autumn") if row.holder != card)
    unsold = look(books, "S01", number, proven=False, one_id=None)
    assert (unsold.status, unsold.face_minor, unsold.left_minor) == ("issued", 10_000, None)
    nameless = look(books, "S01", card, proven=False, one_id=None)
    assert (nameless.status, nameless.face_minor, nameless.left_minor) == ("sold", None, None)
    seen = look(books, "S01", card, proven=True, one_id=None)
    assert (seen.status, seen.left_minor, seen.is_taken_here) == ("active", 10_000, True)
    assert look(books, "S01", "9" * 16, proven=False, one_id=None) is None


@pytest.mark.parametrize("issuer", ["brand:LQX", "store:S01"])
def test_value_of_a_brand_or_a_store_is_taken_where_it_belongs(books, issuer):
    (card,) = issue_cards(books, Issue(1, issuer, "CNY", None, None, issuer), cheap_hash)
    document = sold("s1", [card.number])
    document["value_sold"][0]["issuer"] = issuer
    assert send(books, journal(), document) == [None]
    assert take(books, "T01", card.number, 500, "h1").granted_minor == 500
    assert take(books, "T01", card.number, 500, "h2", store="S02").code == "not_here"
    assert f"value/gift_card/{issuer}/*" in accounts_of(books)


def test_cards_that_are_not_good_say_why(books, card, till, fixed):
    unsold = next(row.holder for row in books.value_accounts.of_batch("autumn") if row.holder != card)
    assert take(books, "T01", unsold, 100, "h1").code == "not_active"
    block(books, card, blocked=True)
    assert take(books, "T01", card, 100, "h2").code == "blocked"
    block(books, card, blocked=False)
    assert take(books, "T01", card, 10_000, "h3").granted_minor == 10_000
    assert send(books, till, spent("s2", card, 10_000, hold_id="h3")) == [None]
    assert take(books, "T01", card, 1, "h4").code == "empty"
    assert look(books, "S01", card, proven=True, one_id=None).status == "spent"


def test_what_is_left_on_a_card_that_ended_is_breakage_until_it_is_good_again(books, fixed):
    ends = (fixed.now + timedelta(days=1)).isoformat(timespec="milliseconds")
    (card,) = issue_cards(books, Issue(1, "group", "CNY", None, ends, "short"), cheap_hash)
    till = journal()
    assert send(books, till, sold("s1", [card.number])) == [None]
    assert send(books, till, spent("s2", card.number, 4_000)) == [None]
    assert end_cards(books) == (0, 0)
    fixed.now += timedelta(days=1)
    assert take(books, "T01", card.number, 100, "h1").code == "expired"
    assert end_cards(books) == (1, 6_000)
    assert end_cards(books) == (0, 0)
    found = accounts_of(books)
    assert found["breakage/group"] == -6_000
    assert "value/gift_card/group/*" not in found
    revived = revive(books, card.number, None)
    assert (revived.status, revived.balance) == ("active", 6_000)
    assert "breakage/group" not in accounts_of(books)


def test_goods_that_come_back_fill_the_card_again(books, card, till):
    assert send(books, till, spent("s2", card, 10_000)) == [None]
    assert send(books, till, returned("s2", card, 10_000), kind="return") == [None]
    found = accounts_of(books)
    assert on(books, card) == ("active", 10_000)
    assert "tender/S01/T01/gift_card" not in found
    assert "value_taken/group/S01" not in found
    nameless = returned("s2", None, 100) | {"return_id": "x"}
    assert send(books, till, nameless, kind="return") == ["bad_return"]


def test_what_comes_back_to_a_card_that_ended_makes_it_good_again(books, fixed):
    ends = (fixed.now + timedelta(days=1)).isoformat(timespec="milliseconds")
    (card,) = issue_cards(books, Issue(1, "group", "CNY", None, ends, "short"), cheap_hash)
    till = journal()
    send(books, till, sold("s1", [card.number]), spent("s2", card.number, 4_000))
    fixed.now += timedelta(days=2)
    end_cards(books)
    assert send(books, till, returned("s2", card.number, 4_000), kind="return") == [None]
    assert take(books, "T01", card.number, 9_999, "h1").granted_minor == 4_000
