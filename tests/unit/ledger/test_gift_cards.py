"""Gift cards at the ledger: printed, sold, held, spent, given back, ended; and what the books say at each step."""

from __future__ import annotations

import json
import threading
from datetime import UTC, datetime, timedelta

import pytest

from central_ledger.application.audit import audit
from central_ledger.application.cases import decide_case, take_case
from central_ledger.application.gift_cards import CardRefused, Issue, block, end_cards, issue_cards, make_cards, revive
from central_ledger.application.merging import merge, unmerge
from central_ledger.application.push import push
from central_ledger.application.reservations import release
from central_ledger.application.value_holds import HoldWanted, hold, look, note_look
from central_ledger.domain.roles import Grant, Speaker
from retail.stored_value import is_card_number
from tests.unit.ledger.conftest import cheap_hash, unprotected
from tests.unit.ledger.journals import JournalWriter, sale_document

NEVER = Issue(3, "group", "CNY", 10_000, None, "autumn")


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
    with opened.database.transaction():
        for store, till in (("S01", "T01"), ("S01", "T02"), ("S02", "T01")):
            opened.journals.enrol(store, till, bytes(32), "counter", opened.now())
    yield opened
    opened.close()


def journal(store="S01", till="T01"):
    writer = JournalWriter(store=store, till=till)
    writer.open(f"epoch-{store}-{till}")
    return writer


def sold(sale_id, cards, *, amount=10_000, goods=0):
    """A sale of cards, with goods besides when they cost something, paid in cash."""
    document = sale_document(sale_id, {"A1": goods} if goods else {})
    document["value_sold"] = [
        {"account_id": card, "kind": "gift_card", "issuer": "group", "amount_minor": amount} for card in cards
    ]
    paid = goods + amount * len(cards)
    document["tenders"] = [
        {"kind": "cash", "amount_minor": paid, "tendered_minor": paid, "change_minor": 0, "reference": None}
    ]
    return document


def spent(sale_id, card, amount, *, hold_id=None, cash=0):
    """A sale of goods that a card pays, and cash the rest."""
    document = sale_document(sale_id, {"A1": amount + cash})
    tender = {"tendered_minor": amount, "amount_minor": amount, "change_minor": 0, "kind": "gift_card"}
    document["tenders"] = [tender | {"reference": card, "hold_id": hold_id}]
    if cash:
        document["tenders"].append(
            {"kind": "cash", "amount_minor": cash, "tendered_minor": cash, "change_minor": 0, "reference": None}
        )
    return document


def send(books, writer, *documents, kind="sale"):
    for document in documents:
        writer.add(kind, document)
    verdicts = push(books, writer.store, writer.till, writer.entries).verdicts
    return [verdict.code for verdict in verdicts[-len(documents) :]]


@pytest.fixture
def card(books):
    """The number of a card that was sold for 100.00 at S01/T01, whose journal `till` is."""
    (number, *_) = [card.number for card in issue_cards(books, NEVER, cheap_hash)]
    return number


@pytest.fixture
def till(books, card):
    writer = journal()
    assert send(books, writer, sold("s1", [card])) == [None]
    return writer


def on(books, card):
    row = books.value_accounts.get(card)
    return row.status, row.balance


def accounts_of(books):
    """What is not 0, cards of one party together."""
    found = audit(books)
    assert found.problems == []
    return {row["account"]: row["amount"] for row in found.accounts if row["unit"] == "CNY" and row["amount"]}


def take(books, till, card, amount, hold_id, *, store="S01", seconds=60):
    return hold(books, store, till, hold_id, HoldWanted(card, amount, seconds, proven=True))


@pytest.mark.sqlite_only
def test_cards_have_numbers_of_their_own_and_pins_that_nobody_keeps(books):
    cards = issue_cards(books, NEVER, cheap_hash)
    assert all(is_card_number(card.number) and len(card.pin) == 8 for card in cards)
    assert len({card.number for card in cards} | {card.pin for card in cards}) == 6
    for row in books.value_accounts.of_batch("autumn"):
        assert (row.status, row.balance, row.face) == ("issued", 0, 10_000)
        assert row.secret_hash in {cheap_hash(card.pin) for card in cards}
    with pytest.raises(CardRefused, match="autumn"):
        issue_cards(books, NEVER, cheap_hash)


@pytest.mark.sqlite_only
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


@pytest.mark.sqlite_only
def test_cards_beside_goods_change_nothing_of_what_the_goods_are(books, card):
    writer = journal()
    assert send(books, writer, sold("s1", [card], goods=11_300)) == [None]
    found = accounts_of(books)
    assert (found["sales/S01/LQX"], found["tax/S01/1300"], found["tender/S01/T01/cash"]) == (-10_000, -1_300, 21_300)
    (row,) = books.books.sales_called("s1")
    assert row.payable_minor == 11_300


@pytest.mark.sqlite_only
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


@pytest.mark.sqlite_only
def test_a_hold_that_is_renewed_needs_no_pin_and_keeps_its_amount(books, card, till, fixed):
    assert take(books, "T01", card, 99_999, "h1").granted_minor == 10_000
    fixed.now += timedelta(seconds=50)
    again = hold(books, "S01", "T01", "h1", HoldWanted(card, 99_999, 60))
    assert (again.granted_minor, again.until) == (10_000, "2026-11-11T02:01:50.000+00:00")
    stranger = hold(books, "S01", "T02", "h1", HoldWanted(card, 99_999, 60))
    assert (stranger.granted_minor, stranger.code) == (0, "unknown")


@pytest.mark.sqlite_only
def test_the_sale_uses_its_hold_once_and_others_keep_theirs(books, card, till):
    assert take(books, "T01", card, 6_000, "h1").granted_minor == 6_000
    assert take(books, "T02", card, 6_000, "h2").granted_minor == 4_000
    assert send(books, till, spent("s2", card, 6_000, hold_id="h1")) == [None]
    assert take(books, "T02", card, 6_000, "h2").granted_minor == 4_000
    assert take(books, "T01", card, 6_000, "h3").code == "reserved"
    assert take(books, "T01", card, 6_000, "h1").granted_minor == 6_000  # asked again, it says what it was


@pytest.mark.sqlite_only
def test_who_may_be_told_what_of_a_card(books, card, till):
    number = next(row.holder for row in books.value_accounts.of_batch("autumn") if row.holder != card)
    unsold = look(books, "S01", number, proven=False, one_id=None)
    assert (unsold.status, unsold.face_minor, unsold.left_minor) == ("issued", 10_000, None)
    nameless = look(books, "S01", card, proven=False, one_id=None)
    assert (nameless.status, nameless.face_minor, nameless.left_minor) == ("sold", None, None)
    seen = look(books, "S01", card, proven=True, one_id=None)
    assert (seen.status, seen.left_minor, seen.is_taken_here) == ("active", 10_000, True)
    assert look(books, "S01", "9" * 16, proven=False, one_id=None) is None


@pytest.mark.sqlite_only
@pytest.mark.parametrize("issuer", ["brand:LQX", "store:S01"])
def test_value_of_a_brand_or_a_store_is_taken_where_it_belongs(books, issuer):
    (card,) = issue_cards(books, Issue(1, issuer, "CNY", None, None, issuer), cheap_hash)
    document = sold("s1", [card.number])
    document["value_sold"][0]["issuer"] = issuer
    assert send(books, journal(), document) == [None]
    assert take(books, "T01", card.number, 500, "h1").granted_minor == 500
    assert take(books, "T01", card.number, 500, "h2", store="S02").code == "not_here"
    assert f"value/gift_card/{issuer}/*" in accounts_of(books)


@pytest.mark.sqlite_only
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


def returned(sale_id, card, amount, *, store="S01"):
    line = {"line_no": 1, "line_id": "1", "sku": "A1", "name": "A1", "brand": "LQX", "quantity": 1, "tax_bps": 1300}
    money = {"gross_minor": amount, "net_minor": amount, "manual_minor": 0, "tax_minor": 0, "condition": "sellable"}
    return {
        "return_id": f"back-{sale_id}",
        "sale": {"store": store, "till": "T01", "sale_id": sale_id, "epoch": None, "seq": None},
        "cashier": "E1", "approved_by": None, "currency": "CNY", "one_id": None, "at": "2026-11-11T10:00:00+08:00",
        "reason": "damaged", "text": "", "after": [], "lines": [line | money], "gifts": [],
        "pricing": {
            "refund": amount, "points_back": 0, "points_taken": {}, "coupons_back": [], "gifts_charged": {},
            "funding": {}, "gift_funding": {},
        },
        "tenders": [{"kind": "gift_card", "amount_minor": amount, "of": card, "reference": None}],
    }  # fmt: skip


@pytest.mark.sqlite_only
def test_goods_that_come_back_fill_the_card_again(books, card, till):
    assert send(books, till, spent("s2", card, 10_000)) == [None]
    assert send(books, till, returned("s2", card, 10_000), kind="return") == [None]
    found = accounts_of(books)
    assert on(books, card) == ("active", 10_000)
    assert "tender/S01/T01/gift_card" not in found
    assert "value_taken/group/S01" not in found
    nameless = returned("s2", None, 100) | {"return_id": "x"}
    assert send(books, till, nameless, kind="return") == ["bad_return"]


@pytest.mark.sqlite_only
def test_what_comes_back_to_a_card_that_ended_makes_it_good_again(books, fixed):
    ends = (fixed.now + timedelta(days=1)).isoformat(timespec="milliseconds")
    (card,) = issue_cards(books, Issue(1, "group", "CNY", None, ends, "short"), cheap_hash)
    till = journal()
    send(books, till, sold("s1", [card.number]), spent("s2", card.number, 4_000))
    fixed.now += timedelta(days=2)
    end_cards(books)
    assert send(books, till, returned("s2", card.number, 4_000), kind="return") == [None]
    assert take(books, "T01", card.number, 9_999, "h1").granted_minor == 4_000


def in_some_order(books, card, order):
    """Two tills spend more of a card than was on it, and it is sold: in any order of arrival."""
    documents = {
        "sold": ("T01", sold("sold", [card])),
        "first": ("T02", spent("first", card, 9_000)),
        "second": ("S2", spent("second", card, 4_000)),
    }
    writers = {"T01": journal(), "T02": journal(till="T02"), "S2": journal("S02")}
    for name in order:
        where, document = documents[name]
        assert send(books, writers[where], document) == [None]
    found = audit(books)
    assert found.problems == []
    losses = sum(row["amount"] for row in found.accounts if row["account"].startswith("benefit_loss/"))
    kinds = sorted(case.kind for case in books.cases.all("open") if case.kind == "value_overdrawn")
    return on(books, card)[1], losses, kinds, [case.amount for case in books.cases.all("open") if case.amount == 3_000]


@pytest.mark.parametrize("order", [("second", "first", "sold"), ("first", "sold", "second")])
def test_more_than_there_was_is_one_loss_in_whatever_order_it_comes(books, card, order):
    assert in_some_order(books, card, order) == (0, 3_000, ["value_overdrawn"], [3_000])


@pytest.mark.sqlite_only
def test_a_decision_makes_the_loss_final(books, card, till):
    send(books, till, spent("s2", card, 9_000), spent("s3", card, 4_000))
    (case,) = books.cases.all("open")
    manager = Speaker("person:P1", "manager", (Grant("group_manager"),))
    take_case(books, manager, case.case_id, None)
    decide_case(books, manager, case.case_id, "accepted", "")
    assert send(books, till, returned("s3", card, 4_000), kind="return") == [None]
    assert on(books, card) == ("active", 4_000)
    assert audit(books).problems == []


@pytest.mark.sqlite_only
def test_a_card_that_nobody_issued_is_a_case_and_its_store_stands_for_it(books):
    (from_thin_air,) = [card.number for card in make_cards(1)]
    till = journal(till="T02")
    assert send(books, till, spent("s2", from_thin_air, 4_000)) == [None]
    kinds = {case.kind: case for case in books.cases.all("open") if case.holder == from_thin_air}
    assert set(kinds) == {"facts", "value_overdrawn"}
    assert (kinds["value_overdrawn"].amount, kinds["value_overdrawn"].bearer) == (4_000, "store:S01")
    assert audit(books).problems == []


@pytest.mark.sqlite_only
def test_a_card_that_is_sold_twice_holds_both_and_is_looked_at(books, card, till):
    assert send(books, journal("S02"), sold("s9", [card])) == [None]
    assert on(books, card) == ("active", 20_000)
    assert [case.detail["what"] for case in books.cases.all("open")] == ["card_sold_again"]


def test_eight_clients_that_spend_one_card_never_overdraw_it(data, fixed):
    """Each holds, sells for what it got, and again: until nothing is left, and on."""
    books = data.open(fixed)
    with books.database.transaction():
        for number in range(1, 9):
            books.journals.enrol("S01", f"T{number:02}", bytes(32), "counter", books.now())
    (card,) = [one.number for one in issue_cards(books, Issue(1, "group", "CNY", None, None, "one"), cheap_hash)]
    assert send(books, journal(), sold("s0", [card], amount=5_000)) == [None]
    taken, failures = list[int](), list[BaseException]()

    def client(number: int) -> None:
        try:
            ledger, writer = data.open(fixed), journal(till=f"T{number:02}" if number > 1 else "T09")
            for turn in range(6):
                name = f"h-{number}-{turn}"
                granted = hold(ledger, "S01", writer.till, name, HoldWanted(card, 170 + turn, 600, True)).granted_minor
                if granted:
                    taken.append(granted)
                    assert send(ledger, writer, spent(name, card, granted, hold_id=name)) == [None]
        except BaseException as error:  # noqa: BLE001 - told below
            failures.append(error)

    with books.database.transaction():
        books.journals.enrol("S01", "T09", bytes(32), "counter", books.now())
    threads = [threading.Thread(target=client, args=(number,)) for number in range(1, 9)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(100)
    assert failures == []
    row = books.value_accounts.get(card)
    assert (row.balance, row.overdrawn, sum(taken)) == (0, 0, 5_000)
    found = audit(books)
    assert (found.problems, found.cases) == ([], {})


def test_a_wrong_balance_is_found(books, card, till):
    with books.database.transaction():
        books.database.execute("UPDATE value_account SET balance = 10001 WHERE holder = ?", (card,))
    assert [problem["what"] for problem in audit(books).problems] == ["value_balance"]
    with books.database.transaction():
        unprotected(books.database)
        books.database.execute("UPDATE member_posting SET amount = amount * 2 WHERE one_id = ?", (card,))
    found = {problem["what"] for problem in audit(books, rebuild=True).problems}
    assert found >= {"value_balance", "value_sold_differs", "value_postings_differ_from_the_journal"}
    assert json.dumps(audit(books).report())


ACCOUNT = "SV:group:M1"


def topped_up(sale_id, amount, one_id="M1", account=ACCOUNT):
    document = sold(sale_id, [account], amount=amount) | {"one_id": one_id}
    document["value_sold"][0]["kind"] = "stored_value"
    return document


def paid_by_member(sale_id, amount, one_id="M1"):
    document = spent(sale_id, ACCOUNT, amount) | {"one_id": one_id}
    document["tenders"][0]["kind"] = "stored_value"
    return document


@pytest.mark.sqlite_only
def test_stored_value_is_made_by_who_adds_to_it_and_spent_by_its_member_alone(books):
    till = journal()
    assert send(books, till, topped_up("s1", 10_000), topped_up("s2", 5_000)) == [None, None]
    assert books.value_accounts.get(ACCOUNT).one_id == "M1"
    held = hold(books, "S02", "T01", "h1", HoldWanted(ACCOUNT, 20_000, 60, one_id="M1"))
    assert (held.granted_minor, held.left_minor) == (15_000, 0)
    assert hold(books, "S01", "T02", "h2", HoldWanted(ACCOUNT, 1, 60, one_id="M2")).code == "unknown"
    assert look(books, "S01", ACCOUNT, proven=False, one_id="M2") is None
    assert look(books, "S01", ACCOUNT, proven=False, one_id="M1").left_minor == 0
    release(books, "S02", "T01", "h1")
    assert send(books, till, paid_by_member("s3", 4_000)) == [None]
    found = accounts_of(books)
    assert found["value/stored_value/group/*"] == -11_000
    assert (found["tender/S01/T01/stored_value"], found["value_taken/group/S01"]) == (4_000, -4_000)


@pytest.mark.sqlite_only
def test_stored_value_of_nobody_is_set_aside_and_of_another_is_looked_at(books):
    assert send(books, journal(), topped_up("s1", 10_000, one_id=None)) == ["bad_sale"]
    assert send(books, journal(till="T02"), topped_up("s2", 10_000, one_id="M2")) == [None]
    assert [case.detail["what"] for case in books.cases.all("open") if case.kind == "facts"] == ["value_unknown"]
    assert audit(books).problems == []


@pytest.mark.sqlite_only
def test_asking_about_the_value_of_another_stores_member_is_on_record(books):
    send(books, journal(), topped_up("s1", 10_000))
    send(books, journal("S02"), topped_up("s9", 100, one_id="M2", account="SV:group:M2"))
    hold(books, "S01", "T01", "h1", HoldWanted("SV:group:M2", 50, 60, one_id="M2"))
    note_look(books, "S01", "T01", "M2")
    note_look(books, "S02", "T01", "M2")  # of its own store
    assert [read["who"] for read in books.reads.of_member("M2", ["S01"]) if "T01" in read["who"]] == [
        "till:S01/T01"
    ] * 2


@pytest.mark.sqlite_only
def test_stored_value_follows_members_who_are_one_and_back(books):
    till = journal()
    send(books, till, topped_up("s1", 10_000), topped_up("s2", 2_000, one_id="M2", account="SV:group:M2"))
    merge(books, "M2", "M1", who="person:P1", why="asked")
    assert look(books, "S01", ACCOUNT, proven=False, one_id="M1").left_minor == 12_000
    # A till that has not heard of it adds to, and takes from, the id that it knows.
    assert send(books, till, topped_up("s3", 500), paid_by_member("s4", 4_000)) == [None, None]
    assert look(books, "S01", "SV:group:M2", proven=False, one_id="M2").left_minor == 8_500
    assert hold(books, "S01", "T02", "h1", HoldWanted(ACCOUNT, 99_999, 60, one_id="M1")).granted_minor == 8_500
    release(books, "S01", "T02", "h1")
    unmerge(books, "M1", who="person:P1")
    assert look(books, "S01", ACCOUNT, proven=False, one_id="M1").left_minor == 8_500
    assert look(books, "S01", "SV:group:M2", proven=False, one_id="M2").left_minor == 0
    assert audit(books).problems == []
