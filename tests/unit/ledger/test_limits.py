"""Nobody may ask too much, hold a connection for ever, or send a request that never ends."""

from __future__ import annotations

import json
import socket
import time
from dataclasses import replace

import pytest
import requests

from central_ledger import connections, limits
from central_ledger.limits import BUCKETS_MAX, Buckets, Rate
from tests.unit.ledger.running import enrolled_till, start_ledger


class Clock:
    now = 1000.0

    def __call__(self) -> float:
        return self.now


def test_a_bucket_gives_its_burst_and_then_its_rate():
    clock = Clock()
    buckets = Buckets(clock, {"till": Rate(per_second=2, burst=3)})
    assert [buckets.take("till:S01/T01") for _ in range(3)] == [0.0] * 3
    wait_s = buckets.take("till:S01/T01")
    assert wait_s == pytest.approx(0.5)
    assert buckets.take("till:S01/T02") == 0.0
    clock.now += wait_s
    assert buckets.take("till:S01/T01") == 0.0
    assert buckets.take("till:S01/T01") > 0.0
    clock.now += 3600
    buckets.charge("till:S01/T01", 2)
    assert buckets.take("till:S01/T01") == 0.0
    assert buckets.take("till:S01/T01") > 0.0


def test_buckets_take_bounded_memory():
    buckets = Buckets(Clock())
    for number in range(BUCKETS_MAX + 500):
        buckets.take(f"address:{number}")
    assert len(buckets._buckets) == BUCKETS_MAX


SHORT = """
import sys
from central_ledger import connections, limits
connections.REQUEST_S, connections.TICK_S, connections.CONNECTIONS_OF_ADDRESS_MAX = 1.0, 0.1, 12
limits.RATES.update(till=limits.Rate(0.2, 6), address=limits.Rate(40, 150))
from central_ledger.__main__ import main
sys.exit(main(sys.argv[1:]))
"""


@pytest.fixture(scope="module")
def strict(shared_data):
    """A ledger process with bounds that a test can reach, and a till enrolled at it."""
    running = start_ledger(shared_data, SHORT)
    yield enrolled_till(shared_data, running, "S01", "T01")
    running.stop()


def connected(till):
    host, port = till.address.removeprefix("http://").split(":")
    return socket.create_connection((host, int(port)), timeout=20)


def answer_of(connection):
    """Everything that comes until the ledger hangs up."""
    data = b""
    while piece := connection.recv(65536):
        data += piece
    return data


@pytest.mark.parametrize(
    "sent",
    [b"", b"GET /healthz HTTP/1.1\r\n", b"POST /v1/entries HTTP/1.1\r\nHost: x\r\nContent-Length: 100000\r\n\r\n{"],
    ids=["nothing", "half a header", "a body that does not come"],
)
def test_a_request_that_does_not_end_is_given_up(strict, sent):
    with connected(strict) as connection:
        connection.sendall(sent)
        answer = answer_of(connection)
    assert answer.startswith(b"HTTP/1.1 408 ")
    assert json.loads(answer.partition(b"\r\n\r\n")[2])["error"]["code"] == "too_slow"


def test_a_header_that_trickles_is_given_up_however_short_each_pause(strict):
    with connected(strict) as connection:
        connection.sendall(b"GET /healthz HTTP/1.1\r\nHost: x\r\n")
        connection.settimeout(0.05)
        began, answer = time.monotonic(), b""
        while not answer and time.monotonic() - began < 20:
            try:
                answer = connection.recv(4096)
            except TimeoutError:
                connection.sendall(b"X-A: 1\r\n")
    assert answer.startswith(b"HTTP/1.1 408 ")


def test_headers_are_bounded_and_the_refusal_is_the_line_s(strict):
    with connected(strict) as connection:
        connection.sendall(b"GET /healthz HTTP/1.1\r\nHost: x\r\nX-Long: " + b"a" * connections.HEADERS_MAX * 2)
        answer = answer_of(connection)
    assert answer.startswith(b"HTTP/1.1 400 ")
    assert json.loads(answer.partition(b"\r\n\r\n")[2])["error"]["code"] == "malformed"


def test_one_address_has_so_many_connections(strict):
    held = [connected(strict) for _ in range(12)]
    try:
        with connected(strict) as one_more:
            answer = answer_of(one_more)
        assert answer.startswith(b"HTTP/1.1 503 ")
        assert b"Retry-After" in answer
    finally:
        for connection in held:
            connection.close()
    for _ in range(50):  # the ledger notices that they are gone
        with connected(strict) as connection:
            connection.sendall(b"GET /healthz HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
            if answer_of(connection).startswith(b"HTTP/1.1 200 "):
                return
    pytest.fail("the places of closed connections were not given back")


def test_a_till_that_asks_too_much_is_told_when_to_come_again(strict):
    till = replace(strict)
    answers = [till.pull("products") for _ in range(8)]
    assert answers[0].status_code == 200
    assert (answers[-1].status_code, answers[-1].json()["error"]["code"]) == (429, "too_many")
    assert int(answers[-1].headers["Retry-After"]) >= 1
    assert requests.get(f"{till.address}/healthz", timeout=20).status_code == 200  # others are served


def test_strangers_cost_their_address_more(strict):
    headers = {"X-Forwarded-For": "203.0.113.7"}
    url = f"{strict.address}/v1/entries"
    statuses = [requests.post(url, data=b"{}", headers=headers, timeout=20).status_code for _ in range(30)]
    assert statuses[0] == 401
    assert 429 in statuses
    assert statuses.index(429) <= 150 / limits.COST_OF_STRANGER + 5
    assert requests.get(f"{strict.address}/healthz", timeout=20).status_code == 200
