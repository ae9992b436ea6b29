from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterator

import pytest

from pos_client.sync import transport as transport_module
from pos_client.sync.transport import LineDown, LineRefused, Transport
from retail.signed import SigningKey
from tests.fakes import FakeClock
from tests.unit.sync.conftest import Reply, ScriptedServer, answer

KEY = SigningKey.generate()


@pytest.fixture
def line(server: ScriptedServer) -> Iterator[Transport]:
    transport = Transport(server.address, FakeClock().now, till="S01/T02", key=lambda: KEY)
    yield transport
    transport.close()


def test_a_request_is_signed_over_method_target_date_and_body(server: ScriptedServer, line: Transport) -> None:
    server.reply = lambda request: answer({"ok": 1})
    line.post("/v1/entries", {"店": "静安"})
    line.get("/v1/feeds/offers", {"cursor": "a b", "limit": 2})
    for request in server.requests:
        headers = request.headers
        text = "\n".join(
            (request.method, request.target, headers["OneTill-Date"], hashlib.sha256(request.body).hexdigest())
        )
        assert headers["OneTill-Till"] == "S01/T02"
        assert KEY.verifying_key.is_signature(base64.b64decode(headers["OneTill-Signature"]), text.encode())
    assert server.requests[1].target == "/v1/feeds/offers?cursor=a+b&limit=2"


@pytest.mark.parametrize(
    ("reply", "code"),
    [
        (Reply(body=b"<html>please log in</html>"), "garbage"),
        (Reply(body=b"[1]"), "garbage"),
        (Reply(body=b"\xff\xfe\x00"), "garbage"),
        (Reply(body=b"[" * 100_000), "garbage"),
        (Reply(status=404, body=b"not here"), "garbage"),
        (Reply(status=302, headers={"Location": "http://127.0.0.1:1/"}), "garbage"),
        (Reply(status=500), "server_error"),
        (Reply(body=b'{"a": 1}', cut_after=3), "unreachable"),
    ],
)
def test_nonsense_is_the_line_being_down(server: ScriptedServer, line: Transport, reply: Reply, code: str) -> None:
    server.reply = lambda request: reply
    with pytest.raises(LineDown) as caught:
        line.get("/v1/feeds/offers")
    assert caught.value.code == code


def test_an_endless_answer_is_given_up(
    server: ScriptedServer, line: Transport, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(transport_module, "ANSWER_BYTES_MAX", 1000)
    server.reply = lambda request: Reply(body=b" " * 200_000)
    with pytest.raises(LineDown) as caught:
        line.get("/healthz")
    assert caught.value.code == "garbage"


@pytest.mark.parametrize("status", [408, 429, 503])
def test_a_busy_ledger_says_how_long_to_wait(server: ScriptedServer, line: Transport, status: int) -> None:
    server.reply = lambda request: Reply(status=status, headers={"Retry-After": "7"})
    with pytest.raises(LineDown) as caught:
        line.get("/v1/feeds/offers")
    assert (caught.value.code, caught.value.retry_after_ms) == ("busy", 7_000)


def test_what_waits_for_an_archive_is_said_so(server: ScriptedServer, line: Transport) -> None:
    server.reply = lambda request: Reply(
        status=503, headers={"Retry-After": "5"}, body=b'{"error": {"code": "archived", "message": "gone"}}'
    )
    with pytest.raises(LineDown) as caught:
        line.post("/v1/entries", {})
    assert (caught.value.code, caught.value.retry_after_ms) == ("archived", 5_000)


def test_a_refusal_of_the_ledgers_own_is_not_tried_again(server: ScriptedServer, line: Transport) -> None:
    server.reply = lambda request: Reply(status=403, body=b'{"error": {"code": "revoked", "message": "gone"}}')
    with pytest.raises(LineRefused) as caught:
        line.post("/v1/entries", {})
    assert (caught.value.status, caught.value.code) == (403, "revoked")


def test_nobody_listens() -> None:
    transport = Transport("http://127.0.0.1:9", FakeClock().now)
    with pytest.raises(LineDown) as caught:
        transport.get("/healthz")
    assert caught.value.code == "unreachable"
    transport.close()
