"""A ledger in this process with everybody who could ask it: tills, people and programs, those of yesterday too."""

import base64
import hashlib
import json
import random
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from secrets import token_hex
from unittest.mock import patch

from argon2 import PasswordHasher

from central_ledger.application import group_rules, people, proposals, publish
from central_ledger.application.clients import add_client, renew_client
from central_ledger.application.decide import revoke_till, suspend_till
from central_ledger.application.enrolment import enrol, make_code
from central_ledger.application.ledger import Ledger
from central_ledger.application.people import PERSON_TOKEN_LIFETIME
from central_ledger.application.proposals import Wish
from central_ledger.application.renewal import renew_till_key
from central_ledger.domain.cases import Case
from central_ledger.domain.roles import Grant, Speaker
from central_ledger.routes import ENDPOINTS
from retail.ports import StaffMember
from retail.signed import SigningKey, next_key_text
from tests.simulation.clock import BEGINNING, MachineClock, WorldTime
from tests.simulation.disk import Disk
from tests.simulation.ledger_host import LedgerHost, Response
from tests.unit.ledger.conftest import seeded
from tests.unit.ledger.journals import JournalWriter, push_body
from tests.unit.ledger.organisations import organised
from tests.unit.ledger.who_may import ALL, MAY

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


def opened_office(folder: Path) -> Iterator[Office]:
    """Open with everybody signed in; gone when the iterator ends."""
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
    sign_in(office)
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


def sign_in(office: Office) -> None:
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
