"""Every endpoint, asked by everybody: tills and people of this store and of another, with what has ended, with nothing.

In one process, without sockets, so that clocks can be moved. `MAY` (who_may.py) is the whole table: an endpoint that
is not in it fails the first test.
"""

from __future__ import annotations

import base64
import json
import logging
from collections.abc import Iterator
from typing import Any
from unittest.mock import patch

import pytest

from central_ledger.application import people, pins, publish
from central_ledger.application.gift_cards import Issue, issue_cards
from central_ledger.application.leases import Term, lease_coupon
from central_ledger.application.ledger import Ledger
from central_ledger.application.push import push
from central_ledger.application.reservations import Wanted, reserve
from central_ledger.routes import ENDPOINTS
from central_ledger.store.members import MemberRow
from retail.messages import Entry, Head, entry_hash
from retail.ports import StaffMember, StoredCoupon
from retail.signed import next_key_text
from tests.unit.ledger.journals import JournalWriter, push_body
from tests.unit.ledger.office import CHEAP, Office, asked_for, opened_office, sign_in
from tests.unit.ledger.who_may import ALL, MAY


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    yield from opened_office(tmp_path_factory.mktemp("office") / "ledger")


def test_the_table_names_every_endpoint_and_every_voice() -> None:
    assert set(MAY) == {endpoint.name for endpoint in ENDPOINTS}
    for name, (expected, _) in MAY.items():
        assert set(expected) == set(ALL), name


def test_everybody_gets_what_the_table_says_and_the_log_says_nothing_of_anybody(
    office: Office, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG, "central_ledger")
    wrong, refusals = [], list[str]()
    with patch.object(pins, "PIN_HASHER", CHEAP):
        # What ends a token is asked last.
        for name in sorted(MAY, key=lambda name: name == "end_token"):
            for number, voice in enumerate(ALL):
                method, target, body = asked_for(office, name, voice)
                answer = office.ask(method, target, body, **office.voice(voice), client=f"192.0.2.{number + 20}")
                if answer.status != MAY[name][0][voice]:
                    wrong.append((name, voice, answer.status, answer.body[:120]))
                if answer.status >= 400:
                    refusals.append(answer.body.decode())
    assert wrong == [], wrong
    sign_in(office)
    lines = "\n".join(f"{record.getMessage()} {getattr(record, 'facts', '')}" for record in caplog.records)
    assert "/v1/feeds/{feed}" in lines
    secrets = ("林若曦", "王敏", "13800000001", "M1", "M2", "2801", *office.tokens.values(), "AAAAA")
    assert [secret for secret in secrets if secret in lines] == []
    told = "\n".join(refusals)
    assert [secret for secret in secrets if secret in told and secret != "M1"] == [], "no more than the asked id"


def test_a_till_gets_nothing_of_another_store_or_till(office: Office) -> None:
    """Its key opens its own store: members, coupons, sales, leases and reservations of others stay where they are."""
    ledger = office.ledger
    with ledger.database.transaction():
        theirs = lease_coupon(ledger, "M1", _coupon(ledger, "C1"), Term("S02", "T01", "2026-12-01T00:00:00.000+00:00"))
    assert theirs is not None
    assert reserve(ledger, "S02", "T01", "R-theirs", Wanted("M1", ("C2",), "", 0, {}, 300)).granted
    journal = JournalWriter(store="S02", till="T01", epoch="epoch-theirs")
    journal.open("epoch-theirs")
    push(ledger, "S02", "T01", journal.entries)

    members = _rows(office, "members", "S01/T01")
    assert set(members) == {"M1"}  # M2 is a member of S02 alone
    assert set(_rows(office, "leases", "S01/T01")) == set()
    assert theirs.lease_id in _rows(office, "leases", "S02/T01")
    cursor = json.loads(office.ask("GET", "/v1/feeds/members", till="S02/T01").body)["to"]
    assert office.ask("GET", f"/v1/feeds/members?cursor={cursor}", till="S01/T01").status == 400
    hashes = office.ask("GET", "/v1/tills/self/entries?epoch=epoch-theirs", till="S01/T01")
    assert json.loads(hashes.body)["entries"] == []
    foreign = push_body("S02", "T01", journal.entries)
    assert office.ask("POST", "/v1/entries", foreign, till="S01/T01").status == 400
    # A lease and a reservation are ended by nobody but the till that has them.
    mine = JournalWriter(store="S01", till="T01")
    mine.open("epoch-mine")
    mine.add("lease_returned", {"lease_id": theirs.lease_id, "used": 0, "left": 1, "reason": "asked"})
    assert office.ask("POST", "/v1/entries", push_body("S01", "T01", mine.entries), till="S01/T01").status == 200
    assert office.ask("POST", "/v1/reservations/R-theirs/release", till="S01/T01").status == 200
    found = ledger.leases.find(theirs.lease_id)
    assert found is not None
    assert found.is_live
    wanted = json.dumps({"reservation_id": "R-mine", "one_id": "M1", "coupons": ["C2"], "seconds": 30}).encode()
    answer = json.loads(office.ask("POST", "/v1/reservations", wanted, till="S01/T01").body)
    assert (answer["granted"], answer["refusals"][0]["code"]) == (False, "reserved")


def test_earnings_are_shown_to_the_own_store_alone(office: Office) -> None:
    """A till learns what its own store's staff earn, of whom only those who sell; a manager no other store's."""
    asked = {till: office.ask("GET", "/v1/earnings?staff_id=E2", till=till) for till in ("S01/T01", "S02/T01")}
    assert {till: answer.status for till, answer in asked.items()} == {"S01/T01": 200, "S02/T01": 404}
    assert json.loads(asked["S01/T01"].body)["day_sum"] == {"amount_minor": 0, "points": 0, "sales": 0}
    with office.ledger.database.transaction():
        publish.publish_staff(office.ledger, "S01", [StaffMember("E8", "何静", ("auditor",), "h8")])
    assert office.ask("GET", "/v1/earnings?staff_id=E8", till="S01/T01").status == 404
    assert office.ask("GET", "/v1/earnings?staff_id=E2&day=2026-11-31", till="S01/T01").status == 400
    for voice, status in (("manager S01", 404), ("group manager", 200)):
        assert office.ask("GET", "/v1/stores/S02/earnings", **office.voice(voice)).status == status


def test_a_member_of_another_store_is_shown_to_whose_scope_has_them_and_it_is_on_record(office: Office) -> None:
    """M1 is a member of S01 and S02, M2 of S02 alone. E1 manages S01 and sees its region, E2 is a cashier there."""
    ledger = office.ledger

    def ask(what: str, one_id: str, staff_id: str, till: str = "S01/T01") -> int:
        return office.ask("GET", f"/v1/members/{one_id}/{what}staff_id={staff_id}", till=till).status

    for what in ("profile?", "purchases?limit=5&"):
        seen = len(ledger.reads.of_member("M2", ()))
        assert (ask(what, "M1", "E2"), ask(what, "M2", "E1")) == (200, 200)
        assert (ask(what, "M2", "E2"), ask(what, "M1", "E404"), ask(what, "M404", "E1")) == (403, 403, 404)
        assert ask(what, "M2", "E1", "S02/T01") == 403, "E1 is nobody in S02"
        reads = ledger.reads.of_member("M2", ())
        assert [(read["who"], read["what"]) for read in reads[seen:]] == [
            ("till:S01/T01", what.partition("?")[0] + ":E1")
        ]
    for query in ("query=" + "x" * 61, "cursor=***", "limit=0"):
        assert office.ask("GET", f"/v1/members/M1/purchases?staff_id=E1&{query}", till="S01/T01").status == 400


def test_figures_are_exact_for_the_store_and_in_parcels_for_others(office: Office) -> None:
    """The own manager gets them by guide; who leads more than the store, only what has left it."""
    own = json.loads(office.ask("GET", "/v1/units/store:S01/figures?period=month", **office.voice("manager S01")).body)
    assert (own["inside"], own["unit"]) == (True, "store:S01")
    for voice, unit in (("district manager", "store:S01"), ("district manager", "district:D1"), ("auditor", "group")):
        answer = json.loads(office.ask("GET", f"/v1/units/{unit}/figures", **office.voice(voice)).body)
        assert (answer["inside"], answer["k"], answer["rows"]) == (False, 5, [])
    for unit in ("district:D2", "region:R1", "group", "brand:LQX", "planet:X", "store:S99", "group:x", "district"):
        assert office.ask("GET", f"/v1/units/{unit}/figures", **office.voice("district manager")).status == 404, unit
    for query in ("period=year", "day=2026-11-31"):
        assert office.ask("GET", f"/v1/figures?{query}", till="S01/T01").status == 400


def test_a_till_gets_other_units_figures_for_who_leads_its_store_as_far_as_their_scope_goes(office: Office) -> None:
    """Managers see their region here: in parcels, whatever is not their store; nobody else sees anything beyond it."""

    def told(query: str) -> dict[str, Any] | int:
        answer = office.ask("GET", f"/v1/figures?{query}", till="S01/T01")
        return answer.status if answer.status != 200 else dict(json.loads(answer.body))

    own = told("staff_id=E1")
    assert isinstance(own, dict)
    assert [row["unit"] for row in own["units"]] == ["store:S01", "district:D1", "region:R1"]
    for unit in ("district:D1", "region:R1", "district:D2", "store:S02"):
        found = told(f"staff_id=E1&unit={unit}")
        assert isinstance(found, dict)
        assert (found["inside"], found["unit"], found["rows"]) == (False, unit, []), unit
    for query in ("staff_id=E1&unit=group", "staff_id=E2&unit=district:D1", "unit=district:D1", "staff_id=E1&unit=x:y"):
        assert told(query) == 404, query
    cashier = told("staff_id=E2&unit=store:S01")
    assert isinstance(cashier, dict)
    assert (cashier["inside"], cashier["units"]) == (True, [])


def test_asking_about_a_member_without_business_is_on_record(office: Office) -> None:
    """A till may meet anybody's member, who shows a code; what it learns of one that is not its store's is on record.
    A manager who asks for a case of another store gets nothing, and that is written down too.
    """
    ledger = office.ledger
    wanted = {"reservation_id": "R-ask", "one_id": "M2", "points": {"program": "group", "points": 10**6}, "seconds": 30}
    answer = json.loads(office.ask("POST", "/v1/reservations", json.dumps(wanted).encode(), till="S01/T01").body)
    assert answer["refusals"][0]["code"] == "too_few"
    reads = ledger.reads.of_member("M2", ())
    assert ("till:S01/T01", "reservation:R-ask") in [(read["who"], read["what"]) for read in reads]
    before = len(ledger.reads.of_member("M1", ()))
    own = wanted | {"reservation_id": "R-own", "one_id": "M1"}
    office.ask("POST", "/v1/reservations", json.dumps(own).encode(), till="S01/T01")
    assert len(ledger.reads.of_member("M1", ())) == before

    path = f"/v1/cases/{office.case_id}"
    assert office.ask("GET", path, **office.voice("manager S01")).status == 404
    found = [event for event in ledger.people.access(50, who="staff:S01/E1") if event["what"] == "case_refused"]
    assert {event["case_id"] for event in found} == {office.case_id}


def test_what_was_signed_once_does_nothing_more_when_it_comes_again(office: Office) -> None:
    """Whoever records requests and sends them again: a push changes nothing, an ended key counts no more."""
    journal = JournalWriter(store="S02", till="T01", epoch="epoch-again")
    journal.head = office_head(office) or journal.head
    journal.open("epoch-again")
    journal.sale("sale-again", one_id="M1", earned={"group": 5})
    body = push_body("S02", "T01", journal.entries)
    verdicts = []
    for _ in range(3):
        answer = json.loads(office.ask("POST", "/v1/entries", body, till="S02/T01").body)
        verdicts.append([verdict["verdict"] for verdict in answer["verdicts"]])
    assert verdicts == [["created"] * 2, ["exists"] * 2, ["exists"] * 2]
    # The request with which T03 renewed its key, sent again, is by a key that counts no more.
    public = office.keys["S01/T03"].verifying_key.raw
    proof = office.keys["S01/T03"].signature(next_key_text("S01/T03", public))
    renewal = {"public_key": base64.b64encode(public).decode(), "proof": base64.b64encode(proof).decode()}
    again = json.dumps(renewal).encode()
    assert office.ask("POST", "/v1/tills/self/key", again, till="S01/T03 by S01/T03 before").status == 401
    # The same bytes under another path, method, date or name are not what was signed.
    for headers in ({"OneTill-Till": "S01/T01"}, {"OneTill-Date": "2026-11-11T10:00:01+08:00"}):
        assert office.ask("POST", "/v1/entries", body, till="S02/T01", headers=headers).status == 401


def test_tricks_with_headers_and_paths_change_nobody_s_name(office: Office) -> None:
    manager = office.voice("manager S01")
    for headers in (
        {"X-HTTP-Method-Override": "POST", "X-Original-URL": "/v1/cases", "X-Rewrite-URL": "/healthz"},
        {"X-Forwarded-User": "staff:S01/E1", "X-Till": "S01/T01", "Cookie": f"token={office.tokens['group manager']}"},
        {"Authorization": f"Basic {office.tokens['group manager']}"},
        {"Authorization": office.tokens["group manager"]},
    ):
        assert office.ask("GET", "/v1/cases", headers=headers).status == 401, headers
    token = office.tokens["group manager"]
    assert office.ask("GET", f"/v1/cases?access_token={token}").status == 401
    for target in ("/v1/feeds/members/", "//v1/feeds/members", "/v1/feeds/../cases", "/v1/feeds/%2e%2e/cases"):
        assert office.ask("GET", target, till="S01/T01").status in (404, 307), target
    assert office.ask("GET", "/v1/feeds/staff%00members", till="S01/T01").status == 404
    assert office.ask("GET", "/v1/cases?store=S02", **manager).body.count(office.case_id.encode()) == 0


def test_deep_and_packed_bodies_are_refused_before_they_cost_anything(office: Office) -> None:
    deep = b"[" * 200_000
    for target in ("/v1/tills", "/v1/tokens"):
        assert office.ask("POST", target, deep).status == 400
    assert office.ask("POST", "/v1/entries", deep, till="S01/T01").status == 400
    for encoding in ("gzip", "br", "deflate", "gzip, identity"):
        answer = office.ask("POST", "/v1/entries", b"\x1f\x8b", till="S01/T01", headers={"Content-Encoding": encoding})
        assert answer.status == 415
    # A body that only the journal's reader looks into: set aside, and the stream goes on.
    journal = JournalWriter(store="S01", till="T03", epoch="epoch-deep")
    opened = journal.open("epoch-deep")
    nested = make_raw(journal, b'{"staff_id":' + b"[" * 100_000 + b"}")
    answer = office.ask("POST", "/v1/entries", push_body("S01", "T03", [opened, nested]), till="S01/T03")
    assert [verdict["code"] for verdict in json.loads(answer.body)["verdicts"]] == [None, "bad_body"]


def test_nobody_learns_from_the_time_of_an_answer_who_exists(office: Office) -> None:
    """A wrong secret costs one hash, whether there is such a person or not; nothing else compares secrets by hand."""
    asked: list[str] = []

    class Counting:
        def verify(self, hashed: str, secret: str) -> None:
            asked.append(secret)
            raise pins.InvalidHashError

        def hash(self, secret: str) -> str:
            return f"hash of {len(secret)}"

    with patch.object(pins, "PIN_HASHER", Counting()):
        for staff_id in ("E1", "NOBODY"):
            body = json.dumps({"staff_id": staff_id, "secret": "0000"}).encode()
            answer = office.ask("POST", "/v1/tokens", body, till="S01/T01", client="192.0.2.200")
            assert (answer.status, json.loads(answer.body)["error"]["code"]) == (401, "wrong_secret")
    assert asked == ["0000", "0000"]


def test_a_token_of_the_app_that_was_ended_stays_so_and_stops_no_ledger(office: Office) -> None:
    """Whoever has it can end it; the next start of the ledger finds it in its file again."""
    assert office.ask("POST", "/v1/tokens/end", token=office.tokens["app"]).status == 200
    assert not people.let_member_app_speak(office.ledger, office.tokens["app"])
    assert office.ask("POST", "/v1/members/M1/codes", b"{}", token=office.tokens["app"]).status == 401


def make_raw(journal: JournalWriter, body: bytes) -> Entry:
    """An entry with these bytes as its body."""
    fields: dict[str, Any] = {
        "store": journal.store,
        "till": journal.till,
        "epoch": journal.head.epoch,
        "seq": journal.head.seq + 1,
        "kind": "signed_in",
        "version": 1,
        "occurred_at": "2026-11-11T10:00:00+08:00",
        "elapsed_ms": 1,
        "previous": journal.head.hash,
        "body": body,
    }
    return Entry(**fields, hash=entry_hash(**fields))


def office_head(office: Office) -> Head | None:
    """The head of the last epoch that the ledger has of S02/T01; None: nobody pushed for it yet."""
    known = office.ledger.journals.epochs("S02", "T01")[-1:]
    return Head(known[0].epoch, known[0].high_water, known[0].head_hash) if known else None


def _rows(office: Office, feed: str, till: str) -> dict[str, Any]:
    page = json.loads(office.ask("GET", f"/v1/feeds/{feed}?limit=1000", till=till).body)
    return {row["key"]: row["data"] for row in page["rows"] if not row["deleted"]}


def _coupon(ledger: Ledger, coupon_id: str) -> StoredCoupon:
    found = ledger.members.coupon("M1", coupon_id)
    assert found is not None
    return found


def test_the_pin_of_a_card_is_guessed_a_few_times_only(office: Office) -> None:
    """Wrong PINs and cards that are none look alike, and lock that card after four; the right PIN is no way around."""

    def ask(till: str, name: str, pin: str, **more: Any) -> dict[str, Any]:
        path, document = f"/v1/value/{name}", {"account_id": card.number, "pin": pin, **more}
        answer = office.ask("POST", path, json.dumps(document).encode(), till=till)
        assert answer.status == 200
        return dict(json.loads(answer.body))

    with patch.object(pins, "PIN_HASHER", CHEAP):
        (card,) = issue_cards(office.ledger, Issue(1, "group", "CNY", 5_000, None, "guessed"), CHEAP.hash)
        wrong = f"{(int(card.pin) + 1) % 10**8:08d}"
        assert ask("S01/T01", "look", card.pin)["status"] == "issued"
        assert [ask("S01/T01", "look", wrong)["code"] for _ in range(4)] == ["unknown"] * 4
        last = ask("S02/T01", "holds", wrong, hold_id="H", amount_minor=1, seconds=30)
        assert (last["code"], last["granted_minor"]) == ("unknown", 0)
        locked = ask("S01/T01", "look", card.pin)
        assert locked["code"] == "locked"
        assert locked["wait_seconds"] >= 1
        assert ask("S02/T01", "holds", card.pin, hold_id="H", amount_minor=1, seconds=30)["code"] == "locked"
        office.clock.off_seconds += 10
        assert ask("S01/T01", "look", card.pin)["face_minor"] == 5_000
        assert card.pin not in office.ledger.value_accounts.get(card.number).secret_hash  # type: ignore[union-attr]


def test_what_is_held_about_a_member_is_given_and_ended_by_who_answers_for_it(office: Office) -> None:
    ledger = office.ledger
    row = MemberRow("M7", "赵敏", "zm", "13800000007", None, {}, (), {}, first_purchase=True)
    with ledger.database.transaction():
        ledger.members.put([row], ledger.now())
        ledger.members.put_stores([("M7", "S01", True, ledger.now())])
        publish.publish_members(ledger, ["M7"])
    with patch.object(people, "PIN_HASHER", CHEAP):
        officer = people.add_person(ledger, "officer", ["privacy_officer"])[0]
    claimed = people.claim_person(ledger, officer)
    assert claimed is not None
    token = people.issue_token(ledger, claimed, "192.0.2.9").token
    why = json.dumps({"why": "letter of 11 November"}).encode()
    given = json.loads(office.ask("POST", "/v1/members/M7/export", why, token=token).body)
    assert (given["name"], given["phone"], given["stores"]) == ("赵敏", "13800000007", {"S01": "集合店"})
    assert [row["who"] for row in ledger.reads.of_member("M7", ())] == [f"person:{officer}"]
    assert json.loads(office.ask("GET", "/v1/members/M7/erasure", token=token).body)["points"] == {}
    # Who answers for it sees nothing else.
    assert office.ask("GET", "/v1/cases", token=token).status == 403
    done = json.loads(office.ask("POST", "/v1/members/M7/erase", why, token=token).body)
    assert done["finished_at"] is not None
    assert json.loads(office.ask("POST", "/v1/members/M7/erase", why, token=token).body) == done
    for target in ("/v1/members/M7/export", "/v1/members/M8/export"):
        assert office.ask("POST", target, why, token=token).status == 404
    assert "M7" not in _rows(office, "members", "S01/T01")
