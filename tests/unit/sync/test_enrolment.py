from __future__ import annotations

import base64
import json

import pytest

from pos_client.sync.enrolment import RogueLedger, enrol, fingerprint, normalized_code
from pos_client.sync.transport import LineDown, Transport
from retail.signed import SigningKey
from tests.fakes import FakeClock
from tests.unit.sync.conftest import Request, ScriptedServer, answer

GROUP = SigningKey.generate()


def reply_of(group: SigningKey) -> dict[str, str]:
    return {
        "store": "S01",
        "store_name": "静安寺旗舰店",
        "till": "T01",
        "currency": "CNY",
        "ledger": "demo",
        "group_key": base64.b64encode(group.verifying_key.raw).decode(),
        "time": "2026-11-11T10:00:00+08:00",
    }


def code_for(group: SigningKey) -> str:
    return "K7QPW-3XN2M-" + fingerprint(group.verifying_key)


def test_the_till_sends_its_public_key_and_pins_the_groups(server: ScriptedServer) -> None:
    server.reply = lambda request: answer(reply_of(GROUP))
    key = SigningKey.generate()
    transport = Transport(server.address, FakeClock().now)
    enrolled = enrol(transport, code_for(GROUP), key, "counter 2")
    transport.close()
    assert (enrolled.store, enrolled.till, enrolled.group_key) == ("S01", "T01", GROUP.verifying_key)
    sent = json.loads(server.requests[0].body)
    assert base64.b64decode(sent["public_key"]) == key.verifying_key.raw
    assert key.raw not in server.requests[0].body


def test_a_ledger_with_another_group_key_is_a_rogue(server: ScriptedServer) -> None:
    server.reply = lambda request: answer(reply_of(SigningKey.generate()))
    transport = Transport(server.address, FakeClock().now)
    with pytest.raises(RogueLedger):
        enrol(transport, code_for(GROUP), SigningKey.generate(), "counter 2")
    transport.close()


def test_an_answer_without_a_key_is_garbage(server: ScriptedServer) -> None:
    def nonsense(request: Request) -> object:
        return answer({"store": "S01"})

    server.reply = nonsense  # type: ignore[assignment]
    transport = Transport(server.address, FakeClock().now)
    with pytest.raises(LineDown):
        enrol(transport, code_for(GROUP), SigningKey.generate(), "counter 2")
    transport.close()


def test_a_code_is_read_as_people_type_it() -> None:
    assert normalized_code(" k7qpw-3xn2m o1il-a ") == "K7QPW3XN2M0111A"


def test_the_fingerprint_depends_on_every_key() -> None:
    prints = {fingerprint(SigningKey.generate().verifying_key) for _ in range(20)}
    assert len(prints) == 20
    assert all(len(text) == 10 for text in prints)
