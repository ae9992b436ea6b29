"""The ledger over HTTP, as a process: `central-ledger serve`."""

from __future__ import annotations

import base64
import hashlib
import json
import socket
import subprocess
import sys
import threading
from dataclasses import replace
from datetime import UTC, datetime

import pytest
import requests

from central_ledger.application.gift_cards import make_cards
from pos_client.sync.transport import Transport
from pos_client.sync.value import ValueLine
from retail.signed import SigningKey
from retail.stored_value import HoldRequest, ValueHeld
from tests import nursery


def code_of(answer):
    return answer.status_code, answer.json()["error"]["code"]


def test_a_till_enrols_pushes_and_pulls(serve, enrolled, journal):
    till = enrolled(serve())
    journal.sale("sale-1", one_id="M1", coupon=("C1", 5000), points=1000, earned={"group": 69})
    answer = till.push(journal.entries)
    assert answer.status_code == 200, answer.text
    assert answer.json() == {
        "verdicts": [
            {"epoch": "epoch-1", "seq": 1, "verdict": "created", "code": None},
            {"epoch": "epoch-1", "seq": 2, "verdict": "created", "code": None},
        ],
        "high_water": {"epoch": "epoch-1", "seq": 2},
        "suspended": False,
    }
    members, _ = till.pull_all("members")
    assert members["M1"]["points"] == {"LQX": 30, "group": 4069}
    assert members["M1"]["first_purchase"] is False
    coupons, _ = till.pull_all("coupons")
    assert {key: row["status"] for key, row in coupons.items()} == {"C1": "used", "C2": "available", "CB": "available"}


def test_verdicts_over_the_line(serve, enrolled, journal):
    till = enrolled(serve())
    journal.sale("sale-1")
    copied = journal.copy()
    journal.sale("sale-2")
    copied.sale("sale-3")
    first, second, third = journal.entries
    assert [v["code"] for v in till.push([third]).json()["verdicts"]] == ["gap"]
    assert [v["verdict"] for v in till.push([first, second, third]).json()["verdicts"]] == ["created"] * 3
    assert [v["verdict"] for v in till.push([first, second, third]).json()["verdicts"]] == ["exists"] * 3
    forked = till.push([copied.entries[-1]]).json()
    assert (forked["verdicts"][0]["verdict"], forked["verdicts"][0]["code"]) == ("refused", "fork")
    assert forked["suspended"] is True
    assert forked["high_water"] == {"epoch": "epoch-1", "seq": 3}
    journal.sale("sale-4")
    assert [v["code"] for v in till.push(journal.entries[-1:]).json()["verdicts"]] == ["suspended"]


def test_a_pull_goes_on_over_a_restart_and_its_pages_are_signed(serve, enrolled):
    running = serve()
    till = enrolled(running)
    page = till.pull("products", limit=2)
    assert [row["key"] for row in page.json()["rows"]] == ["A1", "A2"]
    assert page.json()["more"] is True
    signature = base64.b64decode(page.headers["OneTill-Group-Signature"])
    assert till.group_key.is_signature(signature, b"products\nS01\n" + page.content)
    assert not till.group_key.is_signature(signature, b"products\nS02\n" + page.content)
    keys = till.pull("keys")
    assert keys.json()["scope"] == "group"
    assert till.group_key.is_signature(
        base64.b64decode(keys.headers["OneTill-Group-Signature"]), b"keys\ngroup\n" + keys.content
    )
    running.kill()
    till.address = serve().address
    rest, _ = till.pull_all("products", page.json()["to"], limit=1)
    assert sorted(rest) == ["B1", "OWN1"]


def test_a_server_killed_while_batches_come_has_applied_each_entry_once(serve, enrolled, journal, data):
    """Kill it in the middle of a stream of pushes, three times; resend all; the books are as after one delivery."""
    for number in range(400):
        journal.sale(f"sale-{number}", one_id="M1", earned={"group": 1})
    running = serve()
    till = enrolled(running)
    batches = [journal.entries[start : start + 20] for start in range(0, len(journal.entries), 20)]
    for delay in (3, 8, 13):
        answered = 0
        killer = None
        try:
            for batch in batches:
                if answered == delay:
                    killer = threading.Thread(target=running.kill)
                    killer.start()
                assert till.push(batch).status_code == 200
                answered += 1
        except requests.exceptions.RequestException:
            pass
        if killer is not None:
            killer.join()
        running = serve()
        till.address = running.address
    for batch in batches:
        verdicts = {v["verdict"] for v in till.push(batch).json()["verdicts"]}
        assert verdicts <= {"created", "exists"}
    code, said, wrong = nursery.run("central-ledger", ("audit", "--data", str(data.path), "--json"))
    assert code == 0, said + wrong
    report = json.loads(said)
    assert report["tills"][0]["sales"] == [
        {"currency": "CNY", "sales": 400, "gross_minor": 400 * 12900, "payable_minor": 400 * 12900}
    ]
    members, _ = till.pull_all("members")
    assert members["M1"]["points"]["group"] == 5400


class TestRefusals:
    """What is wrong with a request is a 4xx with a code."""

    @pytest.fixture
    def till(self, shared_till):
        return replace(shared_till)

    def test_who_speaks(self, till, journal):
        body = b'{"store":"S01","till":"T01","entries":[]}'
        nobody = requests.post(f"{till.address}/v1/entries", data=body, timeout=20)
        assert code_of(nobody) == (401, "unknown_till")
        assert code_of(till.send("POST", "/v1/entries", body, **{"OneTill-Till": "S01/T99"})) == (401, "unknown_till")
        changed = {"OneTill-Date": "2026-11-11T10:00:01+08:00"}
        assert code_of(till.send("POST", "/v1/entries", body, **changed)) == (401, "bad_signature")
        for signature in ("", "é".encode().decode("latin-1"), "AAAA", base64.b64encode(bytes(64)).decode()):
            answer = till.send("POST", "/v1/entries", body, **{"OneTill-Signature": signature})
            assert code_of(answer) == (401, "bad_signature")
        till.key = SigningKey.generate()
        assert code_of(till.push(journal.entries)) == (401, "bad_signature")
        assert code_of(till.pull("members")) == (401, "bad_signature")

    def test_the_signature_covers_every_byte(self, till, journal):
        seen = {}
        original = requests.request

        def remember(method, url, **options):
            seen.update(options)
            return original(method, url, **options)

        requests.request = remember
        try:
            assert till.push(journal.entries).status_code == 200
        finally:
            requests.request = original
        for body in (seen["data"] + b" ", seen["data"].replace(b"T01", b"T02", 1)):
            answer = requests.post(f"{till.address}/v1/entries", data=body, headers=seen["headers"], timeout=20)
            assert code_of(answer) == (401, "bad_signature")
        query = requests.get(f"{till.address}/v1/feeds/members?limit=5", headers=seen["headers"], timeout=20)
        assert code_of(query) == (401, "bad_signature")

    def test_garbage(self, till, journal):
        entry = json.loads(till.body(journal.entries))["entries"][0]
        bodies = [
            b"",
            b"null",
            b"[1",
            b"\xff\xfe",
            b'"\\ud800"',
            b"[" * 100_000,
            b'{"store":"S01","till":"T01","entries":[]}',
            b'{"store":"S01","till":"T01"}',
            b'{"store":"S02","till":"T01","entries":[1]}',
            *(
                json.dumps({"store": "S01", "till": "T01", "entries": [entry | change]}).encode()
                for change in (
                    {"seq": 0},
                    {"seq": 2**70},
                    {"seq": 1.5},
                    {"seq": "1"},
                    {"hash": "zz" * 32},
                    {"hash": "00"},
                    {"body": "not base64!"},
                    {"body": None},
                    {"epoch": ""},
                    {"epoch": "e\n\n"},
                    {"kind": "x" * 1000},
                    {"elapsed_ms": -1},
                )
            ),
        ]
        for body in bodies:
            answer = till.send("POST", "/v1/entries", body)
            assert code_of(answer) == (400, "malformed"), body[:80]
        other_till = json.dumps({"store": "S01", "till": "T02", "entries": [entry]}).encode()
        assert code_of(till.send("POST", "/v1/entries", other_till)) == (400, "malformed")
        too_many = json.dumps({"store": "S01", "till": "T01", "entries": [entry] * 201}).encode()
        assert code_of(till.send("POST", "/v1/entries", too_many)) == (400, "malformed")

    def test_too_much(self, till):
        assert code_of(till.send("POST", "/v1/entries", b" " * (4 * 1024 * 1024 + 1))) == (413, "too_large")

        def endless():
            for _ in range(70):
                yield b" " * 65536

        chunked = requests.post(f"{till.address}/v1/entries", data=endless(), timeout=20)
        assert code_of(chunked) == (413, "too_large")

    def test_compressed_bodies_are_not_read(self, till):
        answer = till.send("POST", "/v1/entries", b"{}", **{"Content-Encoding": "gzip"})
        assert code_of(answer) == (415, "malformed")

    def test_feeds(self, till):
        assert code_of(till.send("GET", "/v1/feeds/secrets")) == (404, "not_found")
        assert code_of(till.pull("members", "garbage")) == (400, "malformed")
        for limit in ("0", "-1", "x", "1e3", "9" * 30):
            assert code_of(till.send("GET", f"/v1/feeds/members?limit={limit}")) == (400, "malformed")
        assert till.send("GET", "/v1/feeds/members?limit=5000").status_code == 200
        assert till.send("GET", "/v1/feeds/members").status_code == 200
        gone = base64.urlsafe_b64encode(b'["members","S01","another-run",[1]]').decode().rstrip("=")
        assert code_of(till.pull("members", gone)) == (410, "cursor_gone")

    def test_paths_and_methods(self, till):
        assert code_of(requests.get(f"{till.address}/", timeout=20)) == (404, "not_found")
        wrong_method = requests.get(f"{till.address}/v1/entries", timeout=20)
        assert code_of(wrong_method) == (405, "method_not_allowed")
        assert wrong_method.headers["Allow"] == "POST"
        assert code_of(requests.get(f"{till.address}/v1/feeds/%00", timeout=20)) == (401, "unknown_till")

    def test_enrolment(self, till):
        def enrol(**document):
            return requests.post(f"{till.address}/v1/tills", json=document, timeout=20)

        key = base64.b64encode(SigningKey.generate().verifying_key.raw).decode()
        assert code_of(enrol(code="AAAAA-AAAAA-AAAAA-AAAAA", public_key=key)) == (404, "not_found")
        for bad in ("", "AAAA", base64.b64encode(bytes(32)).decode(), "é"):
            assert code_of(enrol(code="AAAAA", public_key=bad)) == (400, "malformed")
        assert code_of(enrol(code=5, public_key=key)) == (400, "malformed")
        answers = {code_of(enrol(code="AAAAA", public_key=key)) for _ in range(40)}
        assert answers == {(404, "not_found"), (429, "too_many")}

    def test_not_http_at_all(self, till):
        host, port = till.address.removeprefix("http://").split(":")
        for garbage in (
            b"\x16\x03\x01\x02\x00\x01",
            b"GET\r\n\r\n",
            b"POST /v1/entries HTTP/1.1\r\nContent-Length: x\r\n\r\n",
        ):
            with socket.create_connection((host, int(port)), 20) as connection:
                connection.sendall(garbage)
                connection.shutdown(socket.SHUT_WR)
                answer = connection.recv(100)
                assert not answer or answer.startswith(b"HTTP/1.1 4")
        assert requests.get(f"{till.address}/healthz", timeout=20).json()["status"] == "ok"


def test_a_revoked_till_is_told_so(serve, enrolled, data, journal):
    till = enrolled(serve())
    assert till.push(journal.entries).status_code == 200
    command = ("tills", "revoke", "--data", str(data.path), "--store", "S01", "--till", "T01")
    assert nursery.run("central-ledger", command)[0] == 0
    assert code_of(till.push(journal.entries)) == (403, "revoked")
    assert code_of(till.pull("members")) == (403, "revoked")


def test_the_members_app_gets_codes_and_cards_with_its_token_only(serve, data):
    running = serve()
    token = {"Authorization": f"Bearer {data.member_app_token()}"}
    url = f"{running.address}/v1/members/M1"
    for headers in ({}, {"Authorization": "Bearer x"}, {"Authorization": data.member_app_token()}):
        assert code_of(requests.post(f"{url}/codes", headers=headers, timeout=20)) == (401, "bad_token")
        assert code_of(requests.post(f"{url}/cards", headers=headers, timeout=20)) == (401, "bad_token")
    assert requests.post(f"{url}/codes", headers=token, timeout=20).json()["code"].startswith("UM1:")
    paying = requests.post(f"{url}/codes", headers=token, json={"payment_code": "134567890123456789"}, timeout=20)
    assert paying.status_code == 200
    for wrong in ("987654321", "9" * 18, "é" * 18):
        refused = requests.post(f"{url}/codes", headers=token, json={"payment_code": wrong}, timeout=20)
        assert code_of(refused) == (400, "malformed")
        assert wrong not in refused.text
    phone = base64.b64encode(SigningKey.generate().verifying_key.raw).decode()
    assert requests.post(f"{url}/cards", headers=token, json={"public_key": phone}, timeout=20).status_code == 200
    assert code_of(requests.post(f"{url}/cards", headers=token, json={"public_key": "AAAA"}, timeout=20)) == (
        400,
        "malformed",
    )
    nobody = requests.post(f"{running.address}/v1/members/NOBODY/codes", headers=token, timeout=20)
    assert code_of(nobody) == (404, "not_found")
    assert "134567890123456789" not in (data.path / "log").read_text()


def test_the_log_has_no_personal_data(serve, enrolled, journal, data):
    till = enrolled(serve())
    journal.sale("sale-1", one_id="M1")
    till.push(journal.entries)
    till.pull("members")
    log = (data.path / "log").read_text("utf-8")
    lines = [json.loads(line) for line in log.splitlines()]
    assert {"entries", "request"} <= {line["event"] for line in lines}
    for secret in ("林若曦", "13800000001", data.member_app_token(), hashlib.sha256(b"").hexdigest()):
        assert secret not in log


@pytest.mark.sqlite_only  # on PostgreSQL any number of processes serve it: test_side_by_side
def test_a_ledger_is_served_by_one_process_at_a_time(data, serve):
    running = serve()
    code, _, said = nursery.run("central-ledger", ("serve", "--data", str(data.path)))
    assert code == 2
    assert f"process {running.process.pid}" in said
    assert requests.get(running.address + "/healthz", timeout=20).ok
    running.kill()
    assert requests.get(serve().address + "/healthz", timeout=20).ok


def test_sigterm_ends_it_well_and_the_port_file_says_where(data, tmp_path):
    port_file = tmp_path / "port.json"
    command = [sys.executable, "-m", "central_ledger", "serve", "--data", str(data.path), "--port-file", str(port_file)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        line = json.loads(process.stdout.readline())
        assert json.loads(port_file.read_text()) == line
        assert requests.get(line["address"] + "/healthz", timeout=20).json()["ledger"] == line["ledger"]
        process.terminate()
        assert process.wait(20) == 0


def test_a_till_asks_over_the_line_as_it_will(shared_till):
    """The till's own line against a real process: a card that is none, one on sale, a hold, a promise."""
    http = shared_till
    transport = Transport(
        http.address, lambda: datetime.now(UTC), till=f"{http.store}/{http.till}", key=lambda: http.key
    )
    line = ValueLine(transport)
    (card,) = make_cards(1)
    try:
        assert line.look(card.number, card.pin, None).code == "unknown"
        assert line.look("SV:group:M1", None, "M1").code == "unknown"
        request = HoldRequest("h1", card.number, "gift_card", 500)
        assert line.hold(request, card.pin) == ValueHeld(0, 0, "unknown")
        assert line.renew(request) == ValueHeld(0, 0, "unknown")
        assert line.rain_check("RC-1") == "unknown"
    finally:
        line.close()
