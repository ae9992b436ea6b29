"""Every endpoint, asked by everybody: tills and people of this store and of another, with what has ended, with nothing.

In one process, without sockets, so that clocks can be moved. `MAY` is the whole table: an endpoint that is not in it
fails the first test.
"""

from __future__ import annotations

import base64
import hashlib
import json
import logging
import random
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from secrets import token_hex
from typing import Any
from unittest.mock import patch

import pytest
from argon2 import PasswordHasher

from central_ledger.application import group_rules, people, pins, proposals, publish
from central_ledger.application.clients import add_client, renew_client
from central_ledger.application.decide import revoke_till, suspend_till
from central_ledger.application.enrolment import enrol, make_code
from central_ledger.application.gift_cards import Issue, issue_cards
from central_ledger.application.leases import Term, lease_coupon
from central_ledger.application.ledger import Ledger
from central_ledger.application.people import PERSON_TOKEN_LIFETIME
from central_ledger.application.proposals import Wish
from central_ledger.application.push import push
from central_ledger.application.renewal import renew_till_key
from central_ledger.application.reservations import Wanted, reserve
from central_ledger.domain.cases import Case
from central_ledger.domain.roles import Grant, Speaker
from central_ledger.routes import ENDPOINTS
from central_ledger.store.members import MemberRow
from retail.messages import Entry, Head, entry_hash
from retail.ports import StaffMember, StoredCoupon
from retail.signed import SigningKey, next_key_text
from tests.simulation.clock import BEGINNING, MachineClock, WorldTime
from tests.simulation.disk import Disk
from tests.simulation.ledger_host import LedgerHost, Response
from tests.unit.ledger.conftest import JournalWriter, push_body, seeded
from tests.unit.ledger.organisations import organised

#: Nobody of these is heard where a till or a person is meant: what they show is no right, or has ended.
NOBODIES = (
    *("nobody", "unknown till", "forger", "till with its old key", "token that is none", "manager without the till"),
    *("manager of yesterday", "manager who left", "cashier", "revoked person", "auditor of yesterday", "old app"),
)
#: A manager asks through a till, which signs: where a till is meant, that is one. With another till it is no manager.
TILLS = ("till S01", "till S02", "suspended till", "manager S01", "manager at another till")
OF_THE_GROUP = ("group manager", "auditor", "operator")
#: Somebody of brand LY, and of the district of store S01. Programs: the members' app, and another system of the group.
OTHERS = ("brand manager", "district manager", "app", "integration")
ALL = (*NOBODIES, "revoked till", *TILLS, *OF_THE_GROUP, *OTHERS)

Expected = Mapping[str, int]


PUBLIC = base64.b64encode(SigningKey(b"p" * 32).verifying_key.raw).decode()


def for_all(status: int, **others: int) -> Expected:
    return dict.fromkeys(ALL, status) | {name.replace("_", " "): code for name, code in others.items()}


def for_tills(status: int) -> Expected:
    return {**for_all(401), **dict.fromkeys(TILLS, status), "revoked till": 403}


def for_app(status: int) -> Expected:
    return {**for_all(401), **dict.fromkeys(("manager S01", *OF_THE_GROUP, *OTHERS), 403), "app": status}


def for_client(status: int) -> Expected:
    return {**for_all(401), **dict.fromkeys(("manager S01", *OF_THE_GROUP, *OTHERS), 403), "integration": status}


def for_people(*, manager: int, group: int, auditor: int, operator: int, **others: int) -> Expected:
    found = {"manager S01": manager, "group manager": group, "auditor": auditor, "operator": operator}
    found |= dict.fromkeys(OTHERS, 403) | {name.replace("_", " "): status for name, status in others.items()}
    return {**for_all(401), **found}


#: Endpoint -> the status for each voice, and what is asked. The case is one of store S02, about a quarantine.
MAY: Mapping[str, tuple[Expected, Any]] = {
    "healthz": (for_all(200), None),
    "openapi": (for_all(200), None),
    "identity": (for_all(200), None),
    "group_keys": (for_all(200), None),
    "tills": (for_all(404), {"code": "AAAAA-AAAAA-AAAAA-AAAAA", "public_key": PUBLIC}),
    # A wrong secret is 401 for everybody; a signature that is shown must be right all the same.
    "tokens": ({**for_all(401), "revoked till": 403}, {"person_id": "P0000000", "secret": "wrong"}),
    "entries": (for_tills(200), "a push"),
    "feeds": (for_tills(200), None),
    "news": (for_tills(200), {"cursors": {}}),
    "standing": (for_tills(200), None),
    "hashes": (for_tills(200), None),
    "new_key": (for_tills(409), {"public_key": PUBLIC, "proof": "A" * 86 + "=="}),
    "reserve": (for_tills(200), {"reservation_id": "R1", "seconds": 30}),
    "release": (for_tills(200), None),
    "exchange_points": (
        for_tills(200),
        {"exchange_id": "X1", "one_id": "M1", "from_program": "group", "to_program": "LQX", "points": 1},
    ),
    "enter_draw": (for_tills(200), {"entry_id": "E1", "draw_id": "D1", "one_id": "M1"}),
    "give_coupon": (
        for_tills(200),
        {"gift_id": "G1", "one_id": "M1", "offer_id": "OFF50", "staff_id": "E1"},
    ),
    "rain_check": (for_tills(200), None),
    "look_at_value": (for_tills(200), {"account_id": "SV:group:M1", "one_id": "M1"}),
    "hold_value": (for_tills(200), {"hold_id": "H1", "account_id": "9000", "amount_minor": 1, "seconds": 30}),
    "park": (for_tills(400), {}),
    "parked": (for_tills(200), None),
    "claim_parked": (for_tills(200), None),
    "sales": (for_tills(400), None),
    # Who of the staff asks has to be said.
    "member_profile": (for_tills(400), None),
    "member_purchases": (for_tills(400), None),
    "sale": (for_tills(404), None),
    "hold_sale": (for_tills(404), None),
    "let_go_of_sale": (for_tills(200), None),
    # A till asks for its own store's staff. A manager sees the own store's earnings, who leads the group all.
    "earnings": (for_tills(404), None),
    "store_earnings": (for_people(manager=200, group=200, auditor=200, operator=403, district_manager=200), None),
    # By guide, for who leads the store; to others figures go out in parcels.
    "contact_results": (
        for_people(manager=400, group=404, auditor=404, operator=403, district_manager=404, brand_manager=404),
        None,
    ),
    "contacts_due": (
        for_people(manager=200, group=404, auditor=404, operator=403, district_manager=404, brand_manager=404),
        None,
    ),
    "settlement": (for_people(manager=404, group=404, auditor=404, operator=403, district_manager=404), None),
    "figures": (for_tills(200), None),
    # Of store S02: one of the district of S01, and S01's manager, learn nothing of it; it sells brand LY alone.
    "unit_figures": (
        for_people(manager=404, group=200, auditor=200, operator=403, district_manager=404, brand_manager=200),
        None,
    ),
    "codes": (for_app(200), {}),
    "cards": (for_app(200), {"public_key": PUBLIC}),
    "look_up_phone": (for_tills(200), {"phone_digest": "0" * 64, "staff_id": "E1"}),
    "merge_members": (
        for_people(manager=403, group=400, auditor=403, operator=403),
        {"other": "M1", "why": "the same"},
    ),
    # M1 has another number of LQX already, or nobody sells that brand here: who may is told so.
    "link_brand": (for_people(manager=403, group=400, auditor=403, operator=403), {"number": "?", "why": "a card"}),
    "unlink_brand": (for_people(manager=403, group=404, auditor=403, operator=403), {"why": "a card"}),
    # Who may is asked why: M1 is needed by the others.
    "export_member": (for_people(manager=403, group=400, auditor=403, operator=403), {}),
    "erasure_ends": (for_people(manager=403, group=200, auditor=403, operator=403), None),
    "erase_member": (for_people(manager=403, group=400, auditor=403, operator=403), {}),
    "unmerge_member": (for_people(manager=403, group=409, auditor=403, operator=403), None),
    "cases": (for_people(manager=200, group=200, auditor=200, operator=200), None),
    "read_case": (for_people(manager=404, group=200, auditor=200, operator=200), None),
    # Those who may are told that somebody was faster, or that it is not theirs: nothing changes from voice to voice.
    "take_case": (for_people(manager=404, group=409, auditor=403, operator=409), {"owner": "somebody"}),
    "hand_back_case": (for_people(manager=404, group=409, auditor=403, operator=409), {}),
    "decide_case": (for_people(manager=404, group=409, auditor=403, operator=409), {"decision": "reported"}),
    # The proposal is one of store S01 that asks brand LY; somebody else's is not there.
    "proposals": (for_people(manager=200, group=200, auditor=200, operator=403, brand_manager=200), None),
    "read_proposal": (for_people(manager=200, group=200, auditor=200, operator=403, brand_manager=200), None),
    "propose": (
        for_people(manager=200, group=403, auditor=403, operator=403),
        {"proposal_id": "new", "store": "S01", "kind": "price", "document": {"sku": "A1", "unit_price_minor": 1}},
    ),
    "decide_proposal": (
        for_people(manager=403, group=403, auditor=403, operator=403, brand_manager=400),
        {"decision": "refuse"},
    ),
    "withdraw_proposal": (for_people(manager=404, group=403, auditor=403, operator=403), {}),
    "events": (for_client(200), None),
    # Without a key for repeating it, what changes something is not taken.
    "put_tags": (for_client(400), {"tags": []}),
    "tag_items": (for_client(400), {"items": []}),
    "end_token": (for_people(**dict.fromkeys(("manager", "group", "auditor", "operator", *OTHERS), 200)), None),
}
CHEAP = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
NAMES = {
    "one_id": "M1",
    "feed": "members",
    "reservation_id": "R9",
    "parking_id": "K9",
    "rain_check_id": "RC9",
    "store": "S01",
    "sale_id": "unsold",
    "proposal_id": "asked",
    "day": "2026-11-11",
    "unit": "store:S02",
}


@dataclass
class Office:
    """A ledger in this process, its tills' keys, and how each voice speaks."""

    host: LedgerHost
    clock: MachineClock
    keys: dict[str, SigningKey] = field(default_factory=dict)
    tokens: dict[str, str] = field(default_factory=dict)
    persons: dict[str, str] = field(default_factory=dict)
    case_id: str = ""

    @property
    def ledger(self) -> Ledger:
        assert self.host.ledger is not None
        return self.host.ledger

    def ask(
        self,
        method: str,
        target: str,
        body: bytes = b"",
        *,
        till: str = "",
        token: str = "",
        client: str = "192.0.2.1",
        headers: Mapping[str, str] | None = None,
    ) -> Response:
        """`till`: whose name and key sign it (`S01/T01`, or `S01/T01 by <key>`)."""
        signed: dict[str, str] = {}
        if till:
            name, _, by = till.partition(" by ")
            date = "2026-11-11T10:00:00+08:00"
            text = f"{method}\n{target}\n{date}\n{hashlib.sha256(body).hexdigest()}"
            signature = self.keys[by or name].signature(text.encode())
            signed = {"OneTill-Till": name, "OneTill-Date": date}
            signed["OneTill-Signature"] = base64.b64encode(signature).decode()
        if token:
            signed["Authorization"] = f"Bearer {token}"
        return self.host.request(method, target, signed | dict(headers or {}), body, client=client)

    def enrol(self, store: str, till: str) -> None:
        key = self.keys[f"{store}/{till}"] = SigningKey(hashlib.sha256(f"{store}/{till}".encode()).digest())
        with self.ledger.database.transaction():
            code, _ = make_code(self.ledger, store, till)
        enrol(self.ledger, code, key.verifying_key.raw, "counter")

    def voice(self, name: str) -> dict[str, str]:
        """What somebody shows."""
        shown: dict[str, dict[str, str]] = {
            "nobody": {},
            "unknown till": {"till": "S01/T99 by forger"},
            "forger": {"till": "S01/T01 by forger"},
            "till with its old key": {"till": "S01/T03 by S01/T03 before"},
            "revoked till": {"till": "S01/T04"},
            "suspended till": {"till": "S01/T05"},
            "till S01": {"till": "S01/T01"},
            "till S02": {"till": "S02/T01"},
            "token that is none": {"token": "A" * 43},
            "manager S01": {"till": "S01/T01", "token": self.tokens["manager"]},
            "manager without the till": {"token": self.tokens["manager"]},
            "manager at another till": {"till": "S02/T01", "token": self.tokens["manager"]},
            "manager of yesterday": {"token": self.tokens["manager of yesterday"]},
            "manager who left": {"token": self.tokens["manager who left"]},
            "cashier": {"token": self.tokens["cashier"]},
        }
        return shown.get(name) or ({"token": self.tokens[name]} if name in self.tokens else {})


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    folder = tmp_path_factory.mktemp("office") / "ledger"
    seeded(folder)
    time = WorldTime()
    # The group's keys were made just now, by the real clock.
    time.advance((datetime.now(UTC) - BEGINNING).total_seconds() + 3_600)
    clock = MachineClock(time)
    host = LedgerHost(folder, clock, random.Random(1), Disk("ledger", folder / "ledger.db", random.Random(1)))
    host.start()
    made = Office(host, clock)
    made.keys["forger"] = SigningKey(b"f" * 32)
    for store, till in (("S01", "T01"), ("S02", "T01"), ("S01", "T03"), ("S01", "T04"), ("S01", "T05")):
        made.enrol(store, till)
    old = made.keys["S01/T03 before"] = made.keys["S01/T03"]
    new = made.keys["S01/T03"] = SigningKey(b"n" * 32)
    proof = new.signature(next_key_text("S01/T03", new.verifying_key.raw))
    renew_till_key(made.ledger, "S01", "T03", new.verifying_key.raw, proof)
    assert old.raw != new.raw
    revoke_till(made.ledger, "S01", "T04")
    suspend_till(made.ledger, "S01", "T05")
    with patch.object(people, "PIN_HASHER", CHEAP):
        _people(made)
    yield made
    host.stop()


def _people(office: Office) -> None:
    ledger = office.ledger
    staff = [StaffMember("E1", "张三", ("manager",), "h1"), StaffMember("E2", "李四", ("cashier",), "h2")]
    with ledger.database.transaction():
        publish.publish_staff(ledger, "S01", [*staff, StaffMember("E3", "王五", ("manager",), "h3")])
    grants = {"group manager": "group_manager", "auditor": "group_auditor", "auditor of yesterday": "group_auditor"}
    grants |= {"operator": "operator", "revoked person": "group_manager", "brand manager": "brand_manager:LY"}
    organised(ledger, scopes={"roles": {"manager": "region"}})
    grants |= {"district manager": "district_manager:D1"}
    office.persons |= {name: people.add_person(ledger, name, [grant])[0] for name, grant in grants.items()}
    _sign_in(office)
    with ledger.database.transaction():
        ledger.feeds.put("S01", "staff", {"E3": None})
    people.revoke_person(ledger, office.persons["revoked person"])
    with ledger.database.transaction():
        group_rules.publish_rules(ledger, {"approvals": [{"brand": "LY"}]}, "person:P1")
    asked = Wish("S01", "asked", "price", {"sku": "B1", "unit_price_minor": 49900})
    proposals.propose(ledger, Speaker("staff:S01/E1", "", (Grant("manager", "S01"),)), asked)
    case = Case("S02", "c0ffee", "quarantined", "S02", "T01", one_id="M2", detail={"code": "bad_body"})
    ledger.cases.put(case)
    office.case_id = case.case_id


def _sign_in(office: Office) -> None:
    """A token for everybody, some of them long ago."""
    ledger, persons = office.ledger, office.persons
    staffed = {"manager": "E1", "manager of yesterday": "E1", "manager who left": "E3", "cashier": "E2"}
    for time_off in (-PERSON_TOKEN_LIFETIME - timedelta(minutes=1), timedelta(0)):
        office.clock.off_seconds = time_off.total_seconds()
        for name in (*staffed, *persons):
            if ("yesterday" in name) != bool(time_off):
                continue
            claimed = people.claim_staff(ledger, "S01", "T01", staffed[name]) if name in staffed else None
            claimed = claimed or people.claim_person(ledger, persons[name])
            office.tokens[name] = people.issue_token(ledger, claimed, "192.0.2.9").token
    with ledger.database.transaction():
        if "integration" in office.tokens:  # it signed itself out
            office.tokens["integration"] = renew_client(ledger, ledger.clients.all()[0].client_id)
        else:
            office.tokens["integration"] = add_client(ledger, "CDP")[1]
    for name in ("old app", "app"):
        office.tokens[name] = token_hex(16)
        assert people.let_member_app_speak(ledger, office.tokens[name])


def asked_for(office: Office, name: str, voice: str) -> tuple[str, str, bytes]:
    """Method, target and body of a request to this endpoint."""
    endpoint = next(endpoint for endpoint in ENDPOINTS if endpoint.name == name)
    target = endpoint.path
    for key, value in (NAMES | {"case_id": office.case_id}).items():
        target = target.replace(f"{{{key}}}", value)
    body = MAY[name][1]
    if name == "withdraw_proposal":  # of one that is there it would be gone for the others
        target = target.replace("/asked/", "/unknown/")
    if body == "a push":
        till = office.voice(voice).get("till", "S01/T01").partition(" ")[0]
        entry = JournalWriter(*till.split("/")).open(f"epoch-{till}")
        return endpoint.method, target, push_body(*till.split("/"), [entry])
    if name == "tokens":  # a person each, or they would be locked out together
        body = body | {"person_id": f"P{ALL.index(voice):07}"}
    return endpoint.method, target, b"" if body is None else json.dumps(body).encode()


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
    _sign_in(office)
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
    journal.head = office_head(office)
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


def office_head(office: Office) -> Head:
    """The head of the last epoch that the ledger has of S02/T01."""
    known = office.ledger.journals.epochs("S02", "T01")[-1]
    return Head(known.epoch, known.high_water, known.head_hash)


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
