"""Whatever anybody sends to any endpoint, with every right to be heard: no 5xx, and only what /openapi.json says.

The requests are made from the document itself (schemathesis), the signatures and tokens as the line asks for them.
"""

from __future__ import annotations

import base64
import hashlib
from dataclasses import dataclass
from typing import Any

import pytest
import requests
from hypothesis import HealthCheck, given, settings

from central_ledger.application import people, publish
from central_ledger.application.cases import console_speaker, list_cases
from central_ledger.application.clients import add_client
from central_ledger.application.enrolment import make_code
from central_ledger.application.pins import PIN_HASHER
from central_ledger.application.push import push
from central_ledger.data_directory import DataDirectory
from central_ledger.openapi import document
from central_ledger.store.cases import CaseFilter
from retail.ports import StaffMember
from retail.signed import SigningKey
from tests.end_to_end.processes import Ledger
from tests.unit.ledger.journals import JournalWriter

schemathesis = pytest.importorskip("schemathesis")
openapi_checks = pytest.importorskip("schemathesis.specs.openapi.checks")

EXAMPLES = 7
CHECKS = [
    schemathesis.checks.not_a_server_error,
    openapi_checks.status_code_conformance,
    openapi_checks.content_type_conformance,
    openapi_checks.response_schema_conformance,
    openapi_checks.response_headers_conformance,
]
SETTINGS = settings(
    max_examples=EXAMPLES, deadline=None, database=None, derandomize=True, suppress_health_check=list(HealthCheck)
)
OPERATIONS = [
    (method.upper(), path, operation)
    for path, methods in document()["paths"].items()
    for method, operation in methods.items()
]


@dataclass
class Voice(requests.auth.AuthBase):
    """Signs as a till and shows a token, on exactly what goes over the wire."""

    till: str
    key: SigningKey
    token: str = ""

    def __call__(self, request: requests.PreparedRequest) -> requests.PreparedRequest:
        body = request.body or b""
        data = body if isinstance(body, bytes) else body.encode()
        date = "2026-11-11T10:00:00+08:00"
        text = f"{request.method}\n{request.path_url}\n{date}\n{hashlib.sha256(data).hexdigest()}"
        request.headers["OneTill-Till"] = self.till
        request.headers["OneTill-Date"] = date
        request.headers["OneTill-Signature"] = base64.b64encode(self.key.signature(text.encode())).decode()
        if self.token:
            request.headers["Authorization"] = f"Bearer {self.token}"
        return request


@dataclass
class Office:
    """A running ledger with an enrolled till, people, and a case, whose names stand in for made-up ones."""

    address: str
    schema: Any
    voices: dict[str, Voice]
    known: dict[str, str]


@pytest.fixture(scope="module")
def heard(office: Ledger) -> Office:
    data = DataDirectory(office.folder)
    ledger = data.open()
    key = SigningKey.generate()
    try:
        staff = StaffMember("QA1", "经理", ("manager",), PIN_HASHER.hash("2468"))
        with ledger.database.transaction():
            code, _ = make_code(ledger, "S01", "QA")
            publish.publish_staff(ledger, "S01", [staff])
        public = base64.b64encode(key.verifying_key.raw).decode()
        enrolled = {"code": code, "public_key": public}
        assert requests.post(f"{office.address}/v1/tills", json=enrolled, timeout=20).status_code == 200
        journal = JournalWriter(till="QA")
        journal.open("epoch-qa")
        journal.add("sale", {"sale_id": "broken"})
        push(ledger, "S01", "QA", journal.entries)
        (case,) = list_cases(ledger, console_speaker("x"), CaseFilter(kind="quarantined"), None).cases[:1]
        token = people.issue_token(ledger, people.claim_staff(ledger, "S01", "QA", "QA1"), "").token
        system = add_client(ledger, "CDP")[1]
        member = ledger.database.value("SELECT one_id FROM member ORDER BY one_id LIMIT 1")
    finally:
        ledger.close()
    till = Voice("S01/QA", key)
    return Office(
        office.address,
        schemathesis.openapi.from_dict(document()),
        {
            "till": till,
            "person": Voice("S01/QA", key, token),
            "app": Voice("S01/QA", key, data.member_app_token()),
            "client": Voice("S01/QA", key, system),
            "": till,
        },
        {"case_id": case.case_id, "one_id": member, "feed": "members", "reservation_id": "R1"},
    )


def speaks_as(operation: dict[str, Any]) -> str:
    named = {name for requirement in operation["security"] for name in requirement}
    return next((name for name in ("person", "app", "client", "till") if name in named), "")


def ask(office: Office, case: Any, voice: Voice | None) -> None:
    """One request, judged by the document."""
    response = case.call(base_url=office.address, auth=voice, timeout=20)
    assert response.status_code < 500, (response.status_code, response.text)
    case.validate_response(response, checks=CHECKS)


@pytest.mark.parametrize(("method", "path", "operation"), OPERATIONS, ids=[f"{m} {p}" for m, p, _ in OPERATIONS])
def test_nothing_that_is_sent_makes_an_error_of_ours(
    heard: Office, method: str, path: str, operation: dict[str, Any]
) -> None:
    described = heard.schema[path][method]
    voice = heard.voices[speaks_as(operation)]

    def about_known_things(case: Any) -> None:
        """Half of them about something that is there: what is made up is never found."""
        for name in case.path_parameters or {}:
            if name in heard.known and len(repr(case.path_parameters)) % 2:
                case.path_parameters[name] = heard.known[name]
        ask(heard, case, voice)

    modes = list(schemathesis.GenerationMode)  # what the document allows, and what it does not
    has_input = "parameters" in operation or "requestBody" in operation
    for mode in modes if has_input else modes[:1]:
        run = given(case=described.as_strategy(generation_mode=mode))(about_known_things)
        SETTINGS(run)()


def test_without_a_right_to_be_heard_nothing_is_said(heard: Office) -> None:
    """The same endpoints without a signature or a token: 401, whatever is sent."""
    for method, path, operation in OPERATIONS:
        if not operation["security"] or {} in operation["security"]:
            continue
        filled = path
        for name, value in heard.known.items():
            filled = filled.replace(f"{{{name}}}", value)
        answer = requests.request(method, heard.address + filled, data=b"{}" if method == "POST" else None, timeout=20)
        assert answer.status_code == 401, (method, path, answer.text)
        stranger = Voice("S01/QA", SigningKey.generate(), "AAAA")
        answer = requests.request(method, heard.address + filled, auth=stranger, timeout=20)
        assert answer.status_code == 401, (method, path, answer.text)
