"""Members who turn out to be one, and who turn out not to be: balances, coupons, cards, and what the tills are told."""

from __future__ import annotations

import json

import pytest

from central_ledger.__main__ import main
from central_ledger.application import guesses
from central_ledger.application.audit import audit
from central_ledger.application.cases import CaseRefused, console_speaker, decide_case, take_case
from central_ledger.application.coupon_books import issue_coupons
from central_ledger.application.growth import book_growth
from central_ledger.application.keys import phone_key
from central_ledger.application.leases import Term, lease_points
from central_ledger.application.merging import MergeRefused, merge, unmerge
from central_ledger.application.phone_look_up import look_up_phone
from central_ledger.application.push import push
from central_ledger.application.replay import Replayer
from central_ledger.store.identities import card_holder
from retail.joining import phone_digest, provisional_id
from retail.ports import StoredCoupon
from tests.unit.ledger.joins import join_body, joined_at, prepare_joins
from tests.unit.ledger.journals import sale_document

NEW = provisional_id("join-1")
FAR = "2026-11-30T00:00:00.000+00:00"


@pytest.fixture
def books(ledger):
    prepare_joins(ledger)
    with ledger.database.transaction():
        issue_coupons(ledger, [("M2", StoredCoupon("C9", "OFF50", "M2", "available", None))], "test")
        book_growth(ledger, "M2", {"group": 700}, transfer_id="S02/old", kind="sale", reference="S02/old", at=PAST)
    return ledger


PAST = "2026-05-01T00:00:00+00:00"


def rows_of(ledger, scope, feed):
    return {row.key: None if row.deleted else json.loads(row.data) for row in ledger.feeds.after(scope, feed, 0, 1_000)}


def growth_of(ledger, one_id):
    return [(row.unit, row.earned_at, row.amount) for row in ledger.growth.moves_of(one_id)]


def sell(ledger, till, *sales):
    journal = joined_at(till)
    for document in sales:
        journal.add("sale", document)
    push(ledger, "S01", till, journal.entries)


def test_what_both_had_is_one_persons_and_every_till_is_told(books):
    sell(books, "T01", sale_document("s1", {"A1": 10000}, earned={"group": 40, "LQX": 7}, one_id="M2"))
    row = merge(books, "M1", "M2", who="console:ann", why="the same person")
    assert (row.one_id, row.alias, books.identities.current("M2")) == ("M1", "M2", "M1")
    assert books.members.balances("M1") == {"group": 5140, "LQX": 37}
    assert set(books.members.balances("M2").values()) == {0}
    assert books.members.coupon("M1", "C9").one_id == "M1"
    assert books.members.coupon("M2", "C9") is None
    assert growth_of(books, "M1")[0] == ("growth/group", PAST, 700), "at the time at which it was earned"
    assert rows_of(books, "group", "aliases")["M2"]["one_id"] == "M1"
    assert rows_of(books, "S02", "members")["M2"] is None
    assert rows_of(books, "S02", "members")["M1"]["points"]["group"] == 5140
    assert rows_of(books, "S02", "coupons")["C9"]["one_id"] == "M1"
    assert {sale for _, sale, _ in books.purchases.sales_of("M1")} == {"s1"}
    assert audit(books).problems == []


def test_a_late_sale_under_the_other_id_uses_its_coupon_and_is_the_same_persons(books):
    merge(books, "M1", "M2", who="console:ann", why="")
    coupon = {"coupon": ("C9", 5000), "earned": {"group": 3}, "one_id": "M2"}
    sell(books, "T01", sale_document("s1", {"A1": 10000}, **coupon))
    assert books.members.coupon("M1", "C9").status == "used"
    assert books.members.balances("M1")["group"] == 5103
    Replayer().replay_all(books)
    assert [case.kind for case in books.cases.all() if case.kind in ("facts", "coupon_reused")] == []
    assert audit(books).problems == []


def test_taken_apart_again_everybody_has_what_was_theirs_and_what_came_since(books):
    before = {one: (books.members.get(one), books.members.balances(one)) for one in ("M1", "M2")}
    merge(books, "M1", "M2", who="console:ann", why="")
    sell(
        books,
        "T01",
        sale_document("s1", {"A1": 10000}, earned={"group": 11}, one_id="M2"),
        sale_document("s2", {"A2": 10000}, earned={"group": 500}, one_id="M1"),
    )
    row = unmerge(books, "M2", who="console:ann")
    assert row.undone_document["since"] == ["S01/s1"]
    assert books.members.balances("M2")["group"] == before["M2"][1]["group"] + 11
    assert books.members.balances("M1")["group"] == before["M1"][1]["group"] + 500
    for one in ("M1", "M2"):
        now, then = books.members.get(one), before[one][0]
        assert (now.name, now.phone, now.cards, now.plans) == (then.name, then.phone, then.cards, then.plans)
    assert books.members.coupon("M2", "C9").one_id == "M2"
    assert ("growth/group", PAST, 700) in growth_of(books, "M2")
    assert sum(amount for _, _, amount in growth_of(books, "M1")) == 0
    assert {sale for _, sale, _ in books.purchases.sales_of("M2")} == {"s1"}
    assert {sale for _, sale, _ in books.purchases.sales_of("M1")} == {"s2"}
    assert rows_of(books, "group", "aliases") == {"M2": None}
    assert rows_of(books, "S02", "members")["M2"]["points"]["group"] == 111
    assert [link.one_id for link in books.identities.links_of("M2")] == ["M2"]
    assert audit(books).problems == []


def test_again_and_again_comes_to_the_same(books):
    for _ in range(3):
        merge(books, "M1", "M2", who="console:ann", why="")
        assert books.members.balances("M1")["group"] == 5100
        assert sum(amount for _, _, amount in growth_of(books, "M1")) == 700
        unmerge(books, "M2", who="console:ann")
        assert books.members.balances("M2")["group"] == 100
        assert {at for _, at, _ in growth_of(books, "M2")} == {PAST}
    assert audit(books).problems == []


def test_points_that_were_spent_meanwhile_do_not_come_back(books):
    merge(books, "M1", "M2", who="console:ann", why="")
    sell(books, "T01", sale_document("s1", {"A1": 9000}, points=5050, one_id="M1"))
    row = unmerge(books, "M2", who="console:ann")
    assert row.undone_document["short"] == {"group": 50}
    assert (books.members.balances("M1")["group"], books.members.balances("M2")["group"]) == (0, 50)
    assert audit(books).problems == []


def test_who_spent_more_than_they_brought_owes_nothing(books):
    merge(books, "M1", "M2", who="console:ann", why="")
    sell(books, "T01", sale_document("s1", {"A1": 9000}, points=300, one_id="M2"))
    row = unmerge(books, "M2", who="console:ann")
    assert row.undone_document["short"] == {"group": -200}
    assert (books.members.balances("M1")["group"], books.members.balances("M2")["group"]) == (4800, 0)
    assert audit(books).problems == []


def test_what_a_till_has_in_hand_is_asked_back_first(books):
    with books.database.transaction():
        lease_points(books, "M2", "group", 50, Term("S01", "T01", FAR))
    with pytest.raises(MergeRefused) as refused:
        merge(books, "M1", "M2", who="console:ann", why="")
    assert refused.value.code == "in_use"
    assert [lease.status for lease in books.leases.live_of("M2")] == ["recalled"]
    assert books.identities.current("M2") == "M2"
    assert merge(books, "M2", "M1", who="console:ann", why="").one_id == "M2", "the one who stays keeps theirs"


def test_a_merge_on_top_of_another_is_undone_first(books):
    journal = joined_at("T01", join_body(books, "join-1", "13900000001", name="新"))
    journal.add("sale", sale_document("s1", {"A1": 10000}, earned={"group": 9}, one_id=NEW))
    push(books, "S01", "T01", journal.entries)
    merge(books, "M2", NEW, who="console:ann", why="")
    merge(books, "M1", "M2", who="console:ann", why="")
    assert {alias: row["one_id"] for alias, row in rows_of(books, "group", "aliases").items()} == {
        "M2": "M1",
        NEW: "M1",
    }
    assert books.members.balances("M1")["group"] == 5109
    with pytest.raises(MergeRefused, match="undo that first"):
        unmerge(books, NEW, who="console:ann")
    unmerge(books, "M2", who="console:ann")
    assert rows_of(books, "group", "aliases")[NEW]["one_id"] == "M2"
    assert books.members.balances("M2")["group"] == 109
    unmerge(books, NEW, who="console:ann")
    assert (books.members.balances(NEW)["group"], books.members.balances("M2")["group"]) == (9, 100)
    assert audit(books).problems == []


def test_who_joined_under_a_known_phone_can_be_taken_apart_too(books):
    journal = joined_at("T01", join_body(books, "join-1", "13800000001"))
    journal.add("sale", sale_document("s1", {"A1": 10000}, earned={"group": 9}, one_id=NEW))
    push(books, "S01", "T01", journal.entries)
    unmerge(books, NEW, who="console:ann")
    assert (books.members.balances(NEW), books.members.balances("M1")["group"]) == ({"group": 9}, 5000)
    assert {link.kind for link in books.identities.links_of(NEW)} == {"phone"}
    assert rows_of(books, "S01", "members")[NEW]["points"] == {"group": 9}
    assert audit(books).problems == []


@pytest.mark.parametrize(("one", "other", "code"), [("M1", "M1", "same_member"), ("M1", "M7", "not_found")])
def test_what_cannot_be_merged_is_refused(books, one, other, code):
    with pytest.raises(MergeRefused) as refused:
        merge(books, one, other, who="console:ann", why="")
    assert refused.value.code == code
    with pytest.raises(MergeRefused) as refused:
        unmerge(books, "M1", who="console:ann")
    assert refused.value.code == "not_merged"


def test_a_manager_says_that_two_on_one_phone_are_the_same_person(books):
    push(books, "S01", "T01", joined_at("T01", join_body(books, "join-1", "13800000001", birthday="05-05")).entries)
    (case,) = [case for case in books.cases.all() if case.kind == "phone_shared"]
    ann = console_speaker("ann")
    take_case(books, ann, case.case_id, None)
    with pytest.raises(CaseRefused):
        decide_case(books, ann, case.case_id, "fraud", "")
    decide_case(books, ann, case.case_id, "same_person", "shown at the counter")
    assert books.identities.current(NEW) == "M1"
    (row,) = books.identities.merges_of("M1")
    assert (row.who, row.why) == ("console:ann", f"case/{case.case_id}")
    assert audit(books).problems == []


def test_a_card_of_either_leads_to_the_one_member(books):
    with books.database.transaction():
        known = books.members.get("M2")
        books.members.put([type(known)(**{**_fields(known), "cards": {"LQX": "2899", "LY": "3001"}})], books.now())
    merge(books, "M1", "M2", who="console:ann", why="")
    assert books.members.get("M1").cards == {"LQX": "2801", "LY": "3001"}
    assert rows_of(books, "group", "aliases")["M2"]["cards"] == {"LQX": "2899"}
    assert [link.one_id for link in books.identities.linked(card_holder("2801"))] == ["M1"]


def _fields(member):
    return {name: getattr(member, name) for name in member.__dataclass_fields__}


def test_on_the_console(data, capsys):
    where = ["--data", str(data.path)]
    assert main(["merge", "M1", "M2", "--owner", "ann", "--why", "same person", *where]) == 0
    merged = json.loads(capsys.readouterr().out)
    assert (merged["one_id"], merged["alias"], merged["who"]) == ("M1", "M2", "console:ann")
    assert main(["members", "show", "M2", *where]) == 0
    shown = json.loads(capsys.readouterr().out)
    assert (shown["one_id"], shown["phone"], shown["ids"]) == ("M1", "138****0001", ["M1", "M2"])
    assert main(["unmerge", "M2", "--owner", "ann", *where]) == 0
    assert json.loads(capsys.readouterr().out)["undone_by"] == "console:ann"
    assert main(["unmerge", "M2", "--owner", "ann", *where]) == 1


def test_whose_phone_it_is_is_on_record_and_the_store_gets_them(books):
    with books.database.transaction():
        digest = phone_digest(phone_key(books), "13800000002")
    (row,) = look_up_phone(books, "S01", "T01", digest, "E1")
    assert (row["one_id"], row["points"]) == ("M2", {"group": 100})
    assert rows_of(books, "S01", "members")["M2"]["one_id"] == "M2"
    assert look_up_phone(books, "S01", "T01", "0" * 64, "E1") == []
    reads = [read for read in books.reads.of_member("M2", ["S01"]) if read["why"] == "look_up"]
    assert [(read["who"], read["what"]) for read in reads] == [("till:S01/T01", "phone:E1")]


def test_guessing_phones_is_slow_and_a_hit_begins_anew(books):
    subject = ("look-up:S01/T01",)
    for _ in range(40):
        guesses.begin(books, subject)
    guesses.right(books, subject)
    for _ in range(41):
        guesses.begin(books, subject)
    with pytest.raises(guesses.TooManyGuesses):
        guesses.begin(books, subject)
