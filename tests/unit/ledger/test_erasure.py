"""A member's data: all of it on paper, then none of it anywhere, and books that balance. docs/spec/erasure.md."""

from __future__ import annotations

import json
import re

import pytest

from central_ledger.__main__ import main
from central_ledger.application.audit import audit
from central_ledger.application.cases import console_speaker, hand_back_case, take_case
from central_ledger.application.coupon_books import issue_coupons
from central_ledger.application.erasure import ErasureRefused, begin, erase, finish_all, what_ends
from central_ledger.application.keys import export_keys, phone_key
from central_ledger.application.leases import Term, close, lease_points
from central_ledger.application.member_codes import UnknownMember, member_claims
from central_ledger.application.member_export import export_member
from central_ledger.application.phone_look_up import look_up_phone
from central_ledger.application.publish import publish_members
from central_ledger.application.push import push
from central_ledger.application.replay import Replayer
from central_ledger.domain.cases import Case
from central_ledger.store.identities import card_holder, phone_holder
from central_ledger.store.member_tags import MemberTag
from central_ledger.store.parked_baskets import ParkedRow
from central_ledger.store.personal import HELD
from central_ledger.store.schema import TABLES
from retail.contact_tasks import task_id
from retail.joining import phone_digest, provisional_id
from retail.ports import StoredCoupon
from tests.unit.ledger.joins import join_body, prepare_joins
from tests.unit.ledger.journals import JournalWriter, sale_document

NAME, PHONE, CARD = "林若曦", "13800000001", "2801"
ALIAS = provisional_id("join-1")
NOTE, WISH, CALL, TAG, PARKED, DECIDED = "爱问面霜", "生日礼物", "晚上再打", "爱户外", "红衣女士", "她说是妹妹"
#: Everything that says who it is. The digest is added by the test that knows the key.
SAID = (NAME, PHONE, NOTE, WISH, CALL, TAG, PARKED, DECIDED, "lrx", "会员说")


@pytest.fixture
def books(ledger):
    return prepare_joins(ledger)


def told(ledger, till="T01", epoch="epoch-1", *, entries):
    writer = JournalWriter(till=till)
    writer.open(epoch)
    for kind, body in entries:
        writer.add(kind, body)
    verdicts = push(ledger, "S01", till, writer.entries).verdicts
    assert [verdict.word for verdict in verdicts] == ["created"] * len(verdicts), verdicts
    return writer


def life(ledger):
    """A person who joined twice, bought, and of whom everybody said something; gives the till's journal."""
    occasion = "2026-11-11"
    sold = sale_document("s1", {"A1": 12900}, one_id="M1", earned={"group": 129})
    sold |= {"note": f"{NAME} 会员说", "lines": [sold["lines"][0] | {"note": NAME}]}
    mark = {"mark_id": "k1", "task_id": task_id("r1", "M1", occasion), "rule_id": "r1", "kind": "welcome"}
    wish = {"wanted_id": "w1", "kind": "wish", "one_id": "M1", "staff_id": "E1", "sku": "A1", "quantity": 1}
    journal = told(
        ledger,
        entries=(
            ("member_enrolled", join_body(ledger, "join-1", PHONE, name=NAME, birthday="11-20")),
            ("sale", sold),
            ("sale", sale_document("s2", {"A2": 25800}, one_id=ALIAS, coupon=("C1", 5000), points=100)),
            ("member_note_written", {"note_id": "n1", "one_id": "M1", "staff_id": "E1", "text": NOTE}),
            ("goods_wanted", wish | {"until": None, "note": WISH}),
            (
                "task_done",
                mark | {"one_id": "M1", "occasion": occasion, "staff_id": "E1", "note": CALL, "how": "call"},
            ),
            ("code_accepted", {"cti": "aa" * 8, "one_id": "M1", "profile": "issued", "issued_at": 1,
                               "remember_until": 2}),
        ),
    )  # fmt: skip
    with ledger.database.transaction():
        now = ledger.now()
        ledger.member_tags.put(MemberTag("M1", "CDP", "likes", TAG, TAG, 9000, None, now))
        summary = json.dumps({"name": PARKED, "member": "林**"}, ensure_ascii=False)
        document = json.dumps({"one_id": "M1"})
        ledger.parked_baskets.add(ParkedRow("S01", "p1", "T01", now, now, summary, document, "waiting"))
        ledger.cases.put(Case("M1", "case1", "facts", store="S01", one_id="M1", opened_at=now))
        publish_members(ledger, ["M1"])
    take_case(ledger, console_speaker("ann"), "case1", None)
    hand_back_case(ledger, console_speaker("ann"), "case1", DECIDED)
    Replayer().replay_all(ledger)
    return journal


def everything(ledger):
    """Every cell of the database as text, by table."""
    found = {}
    for statement in TABLES:
        if statement.startswith("CREATE TABLE"):
            table = statement.split()[2]
            cells = [cell for row in ledger.database.rows(f"SELECT * FROM {table}") for cell in row]
            texts = (
                bytes(c).decode("utf-8", "replace") if isinstance(c, bytes | memoryview) else str(c) for c in cells
            )
            found[table] = "\n".join(texts)
    return found


def test_erased_nothing_says_who_it_was_and_all_of_it_balances(books):
    life(books)
    digest = phone_digest(phone_key(books), PHONE)
    said = (*SAID, digest, card_holder(CARD), f'"{CARD}"')
    before = everything(books)
    assert [one for one in said if not any(one in text for text in before.values())] == [], "each is somewhere at first"
    sums = {row["account"]: row["amount"] for row in audit(books, rebuild=True).accounts if "sales" in row["account"]}

    done = erase(books, ALIAS, who="console:ann", why="letter of 11 November")
    assert (done.one_id, done.finished_at is not None) == ("M1", True)
    after = everything(books)
    assert [(one, table) for one in said for table, text in after.items() if one in text] == []
    sealed = [body for body in after["entry"].splitlines() if '"sealed"' in body]
    assert [json.loads(body)["contact"]["sealed"] for body in sealed] == [""]

    found = audit(books, rebuild=True)
    assert found.problems == []
    assert {row["account"]: row["amount"] for row in found.accounts if "sales" in row["account"]} == sums
    assert books.members.balances("M1")["group"] == 0
    assert books.cases.find("case1") is not None, "what was decided about money stays"


def test_every_till_forgets_and_nobody_is_found_any_more(books):
    life(books)
    erase(books, "M1", who="console:ann", why="asked")
    for store in ("S01", "S02"):
        for feed in ("members", "coupons", "tags", "member_facts", "member_notes", "contacts", "wanted", "aliases"):
            about = [row for row in books.feeds.after(store, feed, 0, 1000) if not row.deleted and "M1" in row.data]
            assert about == [], (store, feed)
    assert [row.deleted for row in books.feeds.after("group", "aliases", 0, 10)] == [True]
    assert books.feeds.get("S02", "members", "M2") is not None
    for one_id in ("M1", ALIAS):
        with pytest.raises(UnknownMember, match=one_id):
            member_claims(books, one_id)
        with pytest.raises(ErasureRefused, match="there is no member"):
            export_member(books, one_id, who="console:ann", why="asked")
    assert look_up_phone(books, "S01", "T01", phone_digest(phone_key(books), PHONE), "E1") == []


def test_what_tills_tell_later_is_booked_without_the_person(books):
    journal = life(books)
    erase(books, "M1", who="console:ann", why="asked")
    mark = len(journal.entries)
    journal.sale("late", one_id="M1", earned={"group": 12}, points=50)
    journal.sale("late2", one_id=ALIAS, coupon=("C2", 5000))
    journal.add("member_note_written", {"note_id": "n9", "one_id": "M1", "staff_id": "E1", "text": NOTE})
    said = [{"purpose": "contact", "text_version": "1", "given": True}]
    journal.add("consent_changed", {"change_id": "c9", "one_id": "M1", "staff_id": "E1", "consents": said})
    verdicts = push(books, "S01", "T01", journal.entries[mark:]).verdicts
    assert {verdict.word for verdict in verdicts} == {"created"}
    Replayer().replay_all(books)
    assert [row.one_id for row in books.books.sales_called("late", "S01")] == [None]
    assert books.members.balances("M1") == {"LQX": 0, "group": 0}
    assert books.identities.consents_of("M1") == []
    # Nobody has to look into who that was, or into points that nobody has. (The arithmetic of these sales is made up.)
    opened = [case for case in books.cases.all("open") if case.case_id != "case1" and case.kind != "arithmetic"]
    assert opened == []
    assert not any(NOTE in text for text in everything(books).values())
    assert audit(books, rebuild=True).problems == []
    # The same bytes again, and a journal that a till carried along: nothing comes back.
    assert {verdict.word for verdict in push(books, "S01", "T01", journal.entries[mark:]).verdicts} == {"exists"}
    told(books, "T02", "carried", entries=[(entry.kind, entry.document()) for entry in journal.entries[1:2]])
    assert books.members.get(ALIAS) is None
    assert not any(phone_digest(phone_key(books), PHONE) in text for text in everything(books).values())
    assert audit(books, rebuild=True).problems == []


def test_goods_that_come_back_later_are_booked_without_the_person(books):
    journal = life(books)
    bought = next(entry.document() for entry in journal.entries if entry.kind == "sale")
    erase(books, "M1", who="console:ann", why="asked")
    mark = len(journal.entries)
    line = bought["lines"][0]
    journal.add(
        "return",
        {
            "return_id": "r1",
            "sale": {"store": "S01", "till": "T01", "sale_id": "s1", "epoch": "epoch-1", "seq": 3},
            "cashier": "E1",
            "currency": "CNY",
            "one_id": "M1",
            "at": bought.get("at", "2026-11-11T11:00:00+08:00"),
            "reason": "other",
            "text": NAME,
            "after": [],
            "lines": [
                {name: line[name] for name in ("line_id", "sku", "brand", "quantity", "gross_minor", "net_minor")}
                | {"line_no": 1, "condition": "sellable", "manual_minor": 0, "tax_bps": 1300}
                | {"tax_minor": line["tax_minor"]}
            ],
            "gifts": [],
            "pricing": {
                "refund": line["net_minor"],
                "points_back": 0,
                "points_taken": {"group": 129},
                "coupons_back": [],
                "gifts_charged": {},
                "funding": {},
                "gift_funding": {},
            },
            "tenders": [{"kind": "cash", "amount_minor": line["net_minor"], "of": None, "reference": None}],
        },
    )
    verdicts = push(books, "S01", "T01", journal.entries[mark:]).verdicts
    assert [(verdict.word, verdict.code) for verdict in verdicts] == [("created", None)]
    assert books.members.balances("M1")["group"] == 0
    assert not any(NAME in text for text in everything(books).values())
    assert audit(books, rebuild=True).problems == []


def test_who_comes_again_is_somebody_new(books):
    life(books)
    erase(books, "M1", who="console:ann", why="asked")
    told(books, "T02", "new", entries=[("member_enrolled", join_body(books, "join-2", PHONE, name="林若曦"))])
    again = books.members.get(provisional_id("join-2"))
    assert (again.name, again.phone, books.members.balances(again.one_id)) == (NAME, PHONE, {})
    assert [link.one_id for link in books.identities.linked(phone_holder(phone_digest(phone_key(books), PHONE)))] == [
        again.one_id
    ]


def test_money_and_goods_that_wait_for_somebody_stand_in_the_way(books):
    life(books)
    with books.database.transaction():
        lease = lease_points(books, "M1", "group", 100, Term("S01", "T01", "2026-11-30T00:00:00.000+00:00"))
    with pytest.raises(ErasureRefused) as refused:
        erase(books, "M1", who="console:ann", why="asked")
    assert refused.value.code == "in_use"
    assert books.leases.find(lease.lease_id).status == "recalled", "asked back, so that it can be done soon"
    with books.database.transaction():
        close(books, lease, "asked")
    top_up = {"account_id": "SV:group:M1", "kind": "stored_value", "issuer": "group", "amount_minor": 5000}
    sold = sale_document("sv", {"A1": 100}, one_id="M1") | {"value_sold": [top_up]}
    sold["tenders"][0] |= {"amount_minor": 5100, "tendered_minor": 5100, "change_minor": 0}
    told(books, "T02", "value", entries=[("sale", sold)])
    assert what_ends(books, "M1")["stored_value"] == {"group": 5000}
    with pytest.raises(ErasureRefused) as refused:
        erase(books, "M1", who="console:ann", why="asked")
    assert refused.value.code == "value_left"
    assert books.members.get("M1").name == NAME
    erase(books, "M1", who="console:ann", why="asked", paid_out="bank transfer 88")
    found = audit(books, rebuild=True)
    assert found.problems == []
    assert {"account": "value_paid_out/group", "unit": "CNY", "amount": -5000} in found.accounts


def by_hand(books, *statements):
    """What somebody with the database does, in one transaction."""
    with books.database.transaction():
        for statement in statements:
            books.database.execute(statement)


REFUSED_BY_HAND = (
    "DELETE FROM consent",
    "DELETE FROM linked_account_event",
    "DELETE FROM case_event",
    "UPDATE case_event SET note = ''",
    "UPDATE case_event SET note = 'nothing happened'",
    "DELETE FROM erasure",
    "UPDATE erasure SET who = 'somebody else'",
)


def test_histories_go_with_their_member_and_never_by_hand(books):
    life(books)
    told(books, "T02", "other", entries=[("member_enrolled", join_body(books, "join-3", "13900000009", name="赵六"))])
    other = provisional_id("join-3")
    erase(books, "M1", who="console:ann", why="asked")
    assert books.identities.consents_of("M1") == []
    for statement in REFUSED_BY_HAND:
        with pytest.raises(Exception, match="append-only"):
            by_hand(books, statement)
    # Nobody goes on under an erasure that was done, and none covers more than the member whom it names.
    with pytest.raises(Exception, match="append-only"):
        by_hand(books, f"UPDATE erasure SET dropping = '\n{other}\n'", "DELETE FROM consent")
    made_up = "INSERT INTO erasure (one_id, erased_at, who, why, document, dropping) VALUES ('X', '', '', '', '{}', "
    with pytest.raises(Exception, match="append-only"):
        by_hand(books, f"{made_up}'\nX\n')", f"DELETE FROM consent WHERE one_id = '{other}'")
    assert books.identities.consents_of(other) != []
    assert audit(books, rebuild=True).problems == []


def test_who_makes_an_erasure_up_leaves_it_behind(books):
    life(books)
    made_up = "INSERT INTO erasure (one_id, erased_at, who, why, document, dropping) VALUES ('M1', '', '', '', '{}', "
    by_hand(books, f"{made_up}'\nM1\n')", "DELETE FROM consent WHERE one_id = 'M1'")
    assert {"erasure_left_open", "erasure_of_somebody"} <= {problem["what"] for problem in audit(books).problems}
    by_hand(books, "DELETE FROM case_event WHERE holder = 'M1'", "UPDATE erasure SET dropping = ''")
    found = {problem["what"] for problem in audit(books).problems}
    assert {"erasure_of_somebody", "case_history_missing"} <= found
    with pytest.raises(Exception, match="append-only"):
        by_hand(books, "DELETE FROM erasure")


def test_what_was_cut_off_is_gone_on_with(books):
    life(books)
    begin(books, "M1", who="console:ann", why="asked")
    assert any(NOTE in text for text in everything(books).values()), "the journals are not done"
    assert audit(books, rebuild=True).problems == []
    assert finish_all(books) == 1
    assert not any(NOTE in text for text in everything(books).values())
    assert finish_all(books) == 0
    assert audit(books, rebuild=True).problems == []


def test_a_change_that_only_says_it_was_an_erasure_is_found(books):
    life(books)
    erase(books, "M1", who="console:ann", why="asked")
    statement = "SELECT seq, body FROM entry WHERE kind = 'sale' ORDER BY seq"
    seq, body = books.database.rows(statement)[0]
    changed = bytes(body).replace(b'"payable":12900', b'"payable":12000')
    with books.database.transaction():
        books.database.execute("UPDATE entry SET body = ? WHERE seq = ?", (changed, seq))
    assert "entry_changed" in {problem["what"] for problem in audit(books).problems}


def test_everything_that_is_held_is_given_and_that_is_on_record(books, data, tmp_path, capsys):
    life(books)
    books.close()
    out = tmp_path / "member.json"
    asked = ["--owner", "ann", "--why", "asked"]
    assert main(["member", "export", "M1", "--data", str(data.path), *asked, "--out", str(out)]) == 0
    assert out.stat().st_mode & 0o077 == 0
    given = json.loads(out.read_text())
    assert (given["name"], given["phone"], given["birthday"], sorted(given["ids"])) == (
        NAME,
        PHONE,
        "11-20",
        ["M1", ALIAS],
    )
    text = out.read_text()
    for one in (*SAID, "S01", "面霜"):
        if one not in (PARKED, "面霜"):
            assert one in text, one
    assert {"member", "consent", "purchase_line", "member_note", "linked_account", "read_log"} <= set(given["held"])
    assert {row["kind"] for row in given["told_by_tills"]} >= {"member_enrolled", "sale", "goods_wanted", "task_done"}
    opened = data.open()
    assert "export" in {row["what"] for row in opened.erasures.rows_about("read_log", ["M1"])}
    opened.close()
    capsys.readouterr()
    assert main(["member", "ends", "M1", "--data", str(data.path)]) == 0
    assert json.loads(capsys.readouterr().out)["points"]["group"] > 0
    assert main(["member", "erase", "M1", "--data", str(data.path), *asked]) == 0
    assert main(["member", "erase", "M1", "--data", str(data.path), *asked]) == 0, "again: what was done"
    assert main(["audit", "--rebuild", "--data", str(data.path)]) == 0
    assert main(["member", "export", "M1", "--data", str(data.path), *asked]) == 1


def test_every_table_that_may_name_a_member_has_its_end(books):
    naming = re.compile(r"\b(one_id|of_one_id|alias|holder) TEXT")
    tables = {text.split()[2] for text in TABLES if text.startswith("CREATE TABLE") and naming.search(text)}
    # What is held by a budget, a card or a till's payment, and by programs, is nobody's.
    not_of_members = {"budget", "token", "rain_check"}
    assert tables - not_of_members == set(HELD)


def test_the_same_phone_of_two_is_the_other_ones_alone(books):
    life(books)
    told(
        books,
        "T02",
        "two",
        entries=[("member_enrolled", join_body(books, "join-9", PHONE, name="王五", birthday="01-02"))],
    )
    other = provisional_id("join-9")
    holder = phone_holder(phone_digest(phone_key(books), PHONE))
    assert [case.status for case in books.cases.of_holder(holder)] == ["open"]
    erase(books, "M1", who="console:ann", why="asked")
    assert [case.status for case in books.cases.of_holder(holder)] == ["withdrawn"]
    assert [link.one_id for link in books.identities.linked(holder)] == [other]
    assert books.members.get(other).name == "王五"


def test_coupons_that_were_theirs_are_pieces_that_ended(books):
    with books.database.transaction():
        issue_coupons(books, [("M1", StoredCoupon("C9", "OFF50", "M1", "available", None))], "test")
    erase(books, "M1", who="console:ann", why="asked")
    assert books.coupon_pieces.state("M1", "C9") == "expired"
    assert audit(books).problems == []
    assert export_keys(books), "the ledger reads other people's as before"
