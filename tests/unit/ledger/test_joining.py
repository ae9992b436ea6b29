"""People who joined at a till: who they are, what they hold, and what the tills are told of it."""

from __future__ import annotations

import json

import pytest

from central_ledger.__main__ import main
from central_ledger.application.audit import audit
from central_ledger.application.join_cards import retry_repairs
from central_ledger.application.joining import prepare_joining
from central_ledger.application.joining_rules import set_rules
from central_ledger.application.member_codes import member_claims
from central_ledger.application.publish import publish_staff
from central_ledger.application.push import push
from central_ledger.application.replay import Replayer
from central_ledger.domain.card_numbers import CardRange, card_numbers
from retail.clientele import guide_code
from retail.joining import provisional_id
from retail.ports import StaffMember
from tests.unit.ledger.joins import RULES, join_body, joined_at, prepare_joins
from tests.unit.ledger.journals import sale_document

NEW = provisional_id("join-1")


@pytest.fixture
def books(ledger):
    return prepare_joins(ledger)


def rows_of(ledger, scope, feed):
    return {row.key: None if row.deleted else json.loads(row.data) for row in ledger.feeds.after(scope, feed, 0, 1_000)}


def words(ledger, till, journal):
    result = push(ledger, "S01", till, journal.entries)
    return [verdict.word for verdict in result.verdicts]


def cases(ledger, kind):
    return [case for case in ledger.cases.all() if case.kind == kind]


def test_an_unknown_phone_makes_a_member_who_has_earned_what_the_next_entry_says(books):
    journal = joined_at("T01", join_body(books, "join-1", "13900000001", name="新会员", birthday="02-29"))
    journal.add("sale", sale_document("s1", {"A1": 10000}, earned={"group": 100}, one_id=NEW))
    for _ in range(2):
        words(books, "T01", journal)
    member = books.members.get(NEW)
    assert (member.name, member.pinyin, member.phone, member.birthday) == ("新会员", "xhy", "13900000001", "02-29")
    assert (member.tiers, books.members.balances(NEW)) == ({"group": "basic"}, {"group": 100})
    row = rows_of(books, "S01", "members")[NEW]
    assert (row["points"], row["phone"]) == ({"group": 100}, "13900000001")
    assert books.members.stores_of(NEW) == ["S01"]
    assert audit(books).problems == []
    Replayer().replay_all(books)
    assert cases(books, "facts") == []


def test_a_known_phone_is_who_it_was_and_both_balances_are_one(books):
    journal = joined_at("T01", join_body(books, "join-1", "13800000001", name="林若曦", birthday="11-20"))
    journal.add("sale", sale_document("s1", {"A1": 10000}, earned={"group": 100}, one_id=NEW))
    words(books, "T01", journal)
    assert books.identities.current(NEW) == "M1"
    assert books.members.balances("M1")["group"] == 5100
    assert rows_of(books, "group", "aliases") == {NEW: {"alias": NEW, "one_id": "M1", "cards": {}}}
    assert NEW not in rows_of(books, "S01", "members"), "tills are told of one member"
    assert rows_of(books, "S01", "members")["M1"]["points"]["group"] == 5100
    # What comes later under the till's id is theirs as well, from this till and from any other.
    later = joined_at("T02")
    later.add("sale", sale_document("s2", {"A2": 20000}, earned={"group": 200}, one_id=NEW))
    words(books, "T02", later)
    assert books.members.balances("M1")["group"] == 5300
    assert books.members.balances(NEW) == {}
    assert {sale for _, sale, _ in books.purchases.sales_of("M1")} == {"s1", "s2"}
    assert member_claims(books, NEW).one_id == "M1", "a code of either id is of one member"
    assert audit(books).problems == []
    Replayer().replay_all(books)
    assert cases(books, "facts") == [], "the till gave what a new member has"


def test_two_tills_that_enrol_the_same_phone_make_one_member_in_any_order(books):
    second = provisional_id("join-2")
    journals = {
        "T01": joined_at("T01", join_body(books, "join-1", "13900000001", name="新会员")),
        "T02": joined_at("T02", join_body(books, "join-2", "139 0000 0001".replace(" ", ""))),
    }
    journals["T01"].add("sale", sale_document("s1", {"A1": 10000}, earned={"group": 100}, one_id=NEW))
    journals["T02"].add("sale", sale_document("s2", {"A1": 10000}, earned={"group": 100}, one_id=second))
    for till in ("T02", "T01"):
        words(books, till, journals[till])
    assert books.identities.current(NEW) == second
    assert books.members.balances(second) == {"group": 200}
    assert books.members.get(second).name == "新会员", "what the first did not say"


def test_another_birthday_is_another_person_and_for_a_manager(books):
    journal = joined_at("T01", join_body(books, "join-1", "13800000001", name="林小妹", birthday="05-05"))
    words(books, "T01", journal)
    assert books.identities.current(NEW) == NEW
    (case,) = cases(books, "phone_shared")
    assert (case.store, case.detail) == ("S01", {"people": ["M1", NEW]})
    assert case.holder.startswith("phone:")
    assert "13800000001" not in json.dumps(case.detail)
    # A third one who gives neither birthday is not guessed: it is a question about three.
    words(books, "T02", joined_at("T02", join_body(books, "join-2", "13800000001")))
    assert sorted((c.status, len(c.detail["people"])) for c in cases(books, "phone_shared")) == [("open", 3)]


def test_one_join_gives_the_groups_card_and_the_brands(books):
    words(books, "T01", joined_at("T01", join_body(books, "join-1", "13900000001", brand="LQX", join_code="LANQI")))
    cards = books.members.get(NEW).cards
    assert {brand: number[:4] for brand, number in cards.items()} == {"group": "8800", "LQX": "8801"}
    assert {link.kind for link in books.identities.links_of(NEW)} == {"phone", "card"}
    assert books.join_repairs.waiting() == []


def test_a_member_who_joins_by_a_brand_keeps_the_card_that_they_have(books):
    words(books, "T01", joined_at("T01", join_body(books, "join-1", "13800000001", brand="LQX")))
    cards = books.members.get("M1").cards
    assert cards["LQX"] == "2801"
    assert cards["group"].startswith("8800")


def test_a_brand_that_is_not_open_yet_gives_neither_card_until_it_is_repaired(books):
    words(books, "T01", joined_at("T01", join_body(books, "join-1", "13900000001", brand="LY")))
    assert books.members.get(NEW).cards == {}
    (waiting,) = books.join_repairs.waiting()
    assert (waiting.one_id, waiting.brand, waiting.reason, waiting.store) == (NEW, "LY", "brand_not_open", "S01")
    assert [row.closed_at for row in retry_repairs(books, "console:ann")] == [None]
    opened = {**RULES, "cards": {**RULES["cards"], "LY": {"prefix": "8802", "digits": 14}}}
    with books.database.transaction():
        set_rules(books, opened)
    (done,) = retry_repairs(books, "console:ann")
    assert (done.tries, done.closed_at is not None) == (3, True)
    assert set(books.members.get(NEW).cards) == {"group", "LY"}
    assert set(rows_of(books, "S01", "members")[NEW]["cards"]) == {"group", "LY"}
    assert books.join_repairs.waiting() == []


def test_numbers_that_are_used_up_give_neither_card(books):
    # Every number that this member could have is taken: the range is so small that they repeat.
    full = {**RULES, "cards": {**RULES["cards"], "LQX": {"prefix": "880100000", "digits": 14}}}
    with books.database.transaction():
        set_rules(books, full)
        books.database.execute_many(
            "INSERT INTO linked_account (holder, one_id, kind, linked_at, reference) VALUES (?, 'M2', 'card', '', '')",
            [(f"card:{number}",) for number in _all_numbers("880100000", 14)],
        )
    words(books, "T01", joined_at("T01", join_body(books, "join-1", "13900000001", brand="LQX")))
    assert books.members.get(NEW).cards == {}
    assert [row.reason for row in books.join_repairs.waiting()] == ["numbers_used_up"]


def _all_numbers(prefix, digits):
    return list(dict.fromkeys(card_numbers(CardRange(prefix, digits), NEW, "LQX")))


@pytest.mark.parametrize(
    ("changes", "what"),
    [
        ({"phone_digest": "0" * 64}, "phone_differs"),
        ({"contact": {"reader_key": "0" * 16, "fresh_key": "0" * 64, "sealed": "AAAA"}}, "contact_unreadable"),
        ({"said": {"phone": "110"}}, "contact_unreadable"),
    ],
)
def test_what_a_till_cannot_have_meant_leads_to_nobody(books, changes, what):
    body = join_body(books, "join-1", "13800000001") | {k: v for k, v in changes.items() if k != "said"}
    if "said" in changes:
        body = join_body(books, "join-1", "13800000001", said=changes["said"])
    words(books, "T01", joined_at("T01", body))
    assert books.identities.current(NEW) == NEW, "nobody gets M1's points by a digest"
    assert books.members.get(NEW).phone == ""
    assert [case.detail["what"] for case in cases(books, "facts")] == [what]


def test_an_id_that_does_not_follow_from_its_enrolment_is_set_aside(books):
    body = join_body(books, "join-1", "13900000001") | {"one_id": "M2"}
    assert words(books, "T01", joined_at("T01", body)) == ["created", "quarantined"]
    assert books.members.get("M2").name == "王敏"


def test_a_tier_that_nobody_starts_with_is_not_given(books):
    words(books, "T01", joined_at("T01", join_body(books, "join-1", "13900000001", tiers={"group": "gold"})))
    assert books.members.get(NEW).tiers == {}


def test_withdrawing_contact_takes_name_and_phone_out_of_the_stores_and_giving_it_brings_them_back(books):
    journal = joined_at("T01")
    for number, given in enumerate((False, True)):
        said = [{"purpose": "contact", "text_version": "1", "given": given}]
        body = {"change_id": f"c{number}", "one_id": "M1", "staff_id": "E1", "consents": said}
        journal.add("consent_changed", body)
        words(books, "T01", journal)
        row = rows_of(books, "S01", "members")["M1"]
        assert (row["name"], row["phone"]) == (("林若曦", "13800000001") if given else ("", ""))
        assert row["birthday"] == "11-20", "an offer may ask for the month"
        assert len(row["phone_digest"]) == 64, "a till still finds whoever says the number"
        assert rows_of(books, "S02", "members")["M1"]["phone"] == row["phone"]
    said = books.identities.consents_of("M1")
    assert [(row.purpose, row.given, row.staff_id, row.store) for row in said] == [
        ("contact", False, "E1", "S01"),
        ("contact", True, "E1", "S01"),
    ]


def test_a_ledger_of_before_links_its_members_once(ledger):
    with ledger.database.transaction():
        ledger.database.execute("DELETE FROM linked_account")
        ledger.database.execute("DELETE FROM meta WHERE name = 'joining_prepared_at'")
        ledger.database.execute("UPDATE member SET phone = '+86 138-0000-0001' WHERE one_id = 'M2'")
        prepare_joining(ledger)
        prepare_joining(ledger)
    assert [link.kind for link in ledger.identities.links_of("M1")] == ["card", "phone"]
    (case,) = cases(ledger, "phone_shared")
    assert case.detail == {"people": ["M1", "M2"]}, "one number, written in two ways"
    told = "SELECT one_id, what FROM linked_account_event WHERE holder = ?"
    assert set(ledger.database.rows(told, (case.holder,))) == {("M1", "linked"), ("M2", "linked")}


def test_no_row_of_a_link_says_a_phone(books):
    words(books, "T01", joined_at("T01", join_body(books, "join-1", "13900000001", name="新会员")))
    for table in ("linked_account", "linked_account_event", "case_file"):
        for row in books.database.rows(f"SELECT * FROM {table}"):
            assert not any("13900000001" in str(value) for value in row)
    body = next(entry for entry in joined_at("T01", join_body(books, "j", "13900000001", name="新会员")).entries[1:])
    assert b"13900000001" not in body.body
    assert "新会员".encode() not in body.body


def test_rules_and_repairs_on_the_console(data, tmp_path, capsys):
    ledger = data.open()
    prepare_joins(ledger)
    words(ledger, "T01", joined_at("T01", join_body(ledger, "join-1", "13900000001", brand="LY")))
    ledger.close()
    where = ["--data", str(data.path)]

    def said():
        return [json.loads(line) for line in capsys.readouterr().out.splitlines()]

    assert main(["repairs", "list", *where]) == 0
    assert [(row["brand"], row["reason"]) for row in said()] == [("LY", "brand_not_open")]
    file = tmp_path / "rules.json"
    file.write_text(json.dumps({"cards": {"group": {"prefix": "88", "digits": 5}}}), encoding="utf-8")
    assert main(["joining", "set", str(file), *where]) == 1
    capsys.readouterr()
    ranges = {**RULES["cards"], "LY": {"prefix": "8802", "digits": 14}}
    file.write_text(json.dumps({**RULES, "cards": ranges}), encoding="utf-8")
    assert main(["joining", "set", str(file), *where]) == 0
    assert main(["repairs", "retry", "--owner", "ann", *where]) == 0
    assert [row.get("closed_at") is not None for row in said()][1:] == [True]
    ledger = data.open()
    told = rows_of(ledger, "S02", "settings")["joining"]
    assert (told["brand"], "cards" in told, len(told["phone_key"])) == ("LY", False, 44)


def assigned(one_id, staff_id="E1", why="joined", number=1):
    guide = {"store": "S01", "staff_id": staff_id}
    return {"assignment_id": f"a-{one_id}-{number}", "one_id": one_id, "guide": guide, "staff_id": "E1", "why": why}


def test_a_guides_code_tags_who_joins_by_it_and_attributes_them(ledger):
    prepare_joins(ledger)
    with ledger.database.transaction():
        guides = [StaffMember("G7", "周可", ("guide",), "hash"), StaffMember("E1", "张三", ("cashier",), "hash")]
        publish_staff(ledger, "S01", guides)
    body = join_body(ledger, "e1", "13911110001", join_code=guide_code("S01", "G7"))
    journal = joined_at("T01", body)
    journal.add("guide_assigned", assigned(body["one_id"], "G7"))
    push(ledger, "S01", "T01", journal.entries)
    guide = ledger.contacts.guide_of(body["one_id"])
    assert (guide.store, guide.staff_id) == ("S01", "G7")
    assert [tag.label for tag in ledger.member_tags.of_member(body["one_id"])] == ["周可 邀请入会"]
    codes = ("LANQI", guide_code("S01", "E1"), "NOBODY")
    others = [join_body(ledger, f"e{n}", f"1391111000{n}", join_code=code) for n, code in enumerate(codes, 2)]
    push(ledger, "S01", "T02", joined_at("T02", *others).entries)
    labels = [[tag.label for tag in ledger.member_tags.of_member(other["one_id"])] for other in others]
    assert labels == [["兰琪秀入会"], [], []], "a campaign's; who is no guide has no code"


def test_who_was_a_member_already_stays_with_their_guide(ledger):
    prepare_joins(ledger)
    with ledger.database.transaction():
        publish_staff(ledger, "S01", [StaffMember(name, name, ("guide",), "hash") for name in ("G7", "G8", "E1")])
    first = join_body(ledger, "e1", "13911110001")
    journal = joined_at("T01", first)
    journal.add("guide_assigned", assigned(first["one_id"], "G7"))
    push(ledger, "S01", "T01", journal.entries)
    again = join_body(ledger, "e2", "13911110001")
    other = joined_at("T02", again)
    other.add("guide_assigned", assigned(again["one_id"], "G8"))
    push(ledger, "S01", "T02", other.entries)
    assert ledger.identities.current(again["one_id"]) == first["one_id"]
    assert ledger.contacts.guide_of(first["one_id"]).staff_id == "G7"
    other.add("guide_assigned", assigned(again["one_id"], "G8", "handover", 2))
    push(ledger, "S01", "T02", other.entries)
    assert ledger.contacts.guide_of(first["one_id"]).staff_id == "G8"
