"""Reservations over real sockets: a word that can be used, or none, and soon."""

from __future__ import annotations

import json
import threading
from typing import Any

import pytest

from pos_client.sync.reservations import ReservationLine
from pos_client.sync.transport import Patience, Transport
from retail.reservation import ReservationAnswer, ReservationRefusal, ReservationRequest
from retail.signed import SigningKey
from tests.fakes import FakeClock
from tests.unit.sync.conftest import Reply, ScriptedServer, answer

REQUEST = ReservationRequest("R1", "M1", ("C1",), ("group", 300), {"OFF50": 2})


def line(server: ScriptedServer, seconds: float = 5.0) -> ReservationLine:
    patience = Patience(seconds, seconds, seconds)
    key = SigningKey.generate()
    return ReservationLine(
        Transport(server.address, FakeClock().now, till="S01/T01", key=lambda: key, patience=patience)
    )


def test_it_asks_as_the_contract_says_and_signed(server: ScriptedServer) -> None:
    server.reply = lambda request: answer({"reservation_id": "R1", "granted": True, "until": "x", "refusals": []})
    assert line(server).reserve(REQUEST) == ReservationAnswer(granted=True)
    (request,) = server.requests
    assert (request.method, request.target) == ("POST", "/v1/reservations")
    assert json.loads(request.body) == {
        "reservation_id": "R1",
        "one_id": "M1",
        "coupons": ["C1"],
        "points": {"program": "group", "points": 300},
        "offers": {"OFF50": 2},
        "seconds": 600,
    }
    assert request.headers["OneTill-Till"] == "S01/T01"
    assert "OneTill-Signature" in request.headers


def test_refusals_come_with_their_reasons(server: ScriptedServer) -> None:
    refused = {"what": "points", "id": "group", "code": "too_few", "left": 120}
    server.reply = lambda request: answer({"reservation_id": "R1", "granted": False, "until": None,
                                           "refusals": [refused]})  # fmt: skip
    assert line(server).reserve(REQUEST) == ReservationAnswer(
        granted=False, refusals=(ReservationRefusal("points", "group", "too_few", 120),)
    )


@pytest.mark.parametrize(
    "reply",
    [
        answer({"reservation_id": "R2", "granted": True, "refusals": []}),
        answer({"reservation_id": "R1", "granted": "yes", "refusals": []}),
        answer({"reservation_id": "R1", "granted": False, "refusals": []}),
        answer({"reservation_id": "R1", "granted": False, "refusals": ["no"]}),
        answer({"reservation_id": "R1", "granted": False, "refusals": [{"what": "gift", "id": "1", "code": "used"}]}),
        Reply(body=b"<html>"),
        Reply(status=503),
        Reply(status=404, body=b'{"error": {"code": "not_found", "message": ""}}'),
        Reply(body=b'{"reservation_id": "R1"', cut_after=5),
    ],
)
def test_what_is_no_word_of_the_ledgers_is_no_answer(server: ScriptedServer, reply: Reply) -> None:
    server.reply = lambda request: reply
    assert line(server).reserve(REQUEST) is None


def test_a_ledger_that_thinks_too_long_is_not_waited_for(server: ScriptedServer) -> None:
    gate = threading.Event()

    def think(request: Any) -> Reply:
        gate.wait(20)
        return Reply()

    server.reply = think
    try:
        assert line(server, seconds=0.1).reserve(REQUEST) is None
    finally:
        gate.set()


@pytest.mark.parametrize(("status", "is_gone"), [(200, True), (404, True), (503, False)])
def test_releasing_says_whether_the_ledger_knows(server: ScriptedServer, status: int, is_gone: bool) -> None:
    body = b"{}" if status == 200 else b'{"error": {"code": "not_found", "message": ""}}'
    server.reply = lambda request: Reply(status=status, body=body)
    assert line(server).release("a/b") is is_gone
    assert server.requests[0].target == "/v1/reservations/a%2Fb/release"
