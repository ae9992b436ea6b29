"""The demo phone as a process of its own: its camera's stream is read as the till reads a webcam, and decoded."""

from __future__ import annotations

import base64
import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import cv2
import pytest
import requests
import zxingcpp

from retail.claims import MemberClaims
from retail.code import AcceptedCode, IssuerKey, accept, issue_card
from retail.signed import SigningKey, VerifyingKey

ROOT = Path(__file__).parents[2]
TOKEN = "app-token"
KID = b"issuer-1"
GOODS = [
    {"name": "羊毛混纺圆领针织衫", "barcode": "6927153202492", "price": 59_900},
    {"name": "城市轻跑鞋 Air-Flex 3", "barcode": "6941868104070", "price": "¥469.00"},
    {"name": "没有条码的东西", "barcode": "12345", "price": 100},
]


class FakeLedger:
    """Gives cards as docs/spec/line.md, section 5 says; `refusal` is a status to give instead."""

    def __init__(self) -> None:
        self.key = SigningKey.generate()
        self.tokens: list[str] = []
        self.refusal: int | None = None
        ledger = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                ledger.tokens.append(self.headers["Authorization"])
                body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                one_id = self.path.split("/")[3]
                status, document = ledger.answer(one_id, base64.b64decode(body["public_key"]))
                data = json.dumps(document).encode()
                self.send_response(status)
                self.send_header("Content-Length", str(len(data)))
                self.end_headers()
                self.wfile.write(data)

            def log_message(self, format: str, *args: Any) -> None:
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.thread = threading.Thread(target=self.server.serve_forever, args=(0.05,))
        self.thread.start()
        self.url = f"http://127.0.0.1:{self.server.server_address[1]}"

    def answer(self, one_id: str, public_key: bytes) -> tuple[int, dict[str, Any]]:
        if self.refusal is not None:
            return self.refusal, {"error": {"code": "unknown_token", "message": "no such token"}}
        now = datetime.now(UTC)
        claims = MemberClaims(one_id, tiers={"group": "gold", "YR": "v2"}, plans=("plus",), points={"group": 12_480})
        card = issue_card(claims, phone_key=VerifyingKey(public_key), key=self.key, kid=KID, now=now)
        return 200, {"card": base64.b64encode(card).decode(), "expires_at": (now + timedelta(days=30)).isoformat()}

    def close(self) -> None:
        self.server.shutdown()
        self.server.server_close()
        self.thread.join()


@dataclass
class Phone:
    """The running process, seen from outside."""

    process: subprocess.Popen[bytes]
    port: int
    ledger: FakeLedger
    accepted: set[bytes] = field(default_factory=set)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def state(self) -> dict[str, Any]:
        answer = requests.get(f"{self.url}/state", timeout=5)
        assert answer.status_code == 200
        document: dict[str, Any] = answer.json()
        return document

    def show(self, kind: str, item: str) -> requests.Response:
        return requests.post(f"{self.url}/show", json={"kind": kind, "id": item, "hold_seconds": 2.5}, timeout=10)

    def accept(self, text: str) -> AcceptedCode:
        """As a till: with the issuer's key alone, never the same code twice."""
        now = datetime.now(UTC)
        issuer = IssuerKey(now - timedelta(days=1), now + timedelta(days=1), self.ledger.key.verifying_key)
        code = accept(
            text, now=now, issuers={KID: issuer}, revoked_phones=set(), is_replayed=self.accepted.__contains__
        )
        self.accepted.add(code.cti)
        return code


def wait_for(condition: Callable[[], bool], what: str) -> None:
    deadline = time.monotonic() + 60
    while not condition():
        if time.monotonic() > deadline:
            pytest.fail(f"waited in vain for {what}")
        time.sleep(0.05)


def start_phone(folder: Path, ledger: FakeLedger, ledger_url: str) -> Phone:
    port_file, token_file, goods_file = folder / "port", folder / "token", folder / "goods.json"
    token_file.write_text(TOKEN + "\n", encoding="utf-8")
    goods_file.write_text(json.dumps(GOODS, ensure_ascii=False), encoding="utf-8")
    command = [sys.executable, "-m", "pos_client.demo.phone", "--ledger", ledger_url, "--token-file", str(token_file)]
    command += ["--member", "M1=林若曦", "M2", "--goods-file", str(goods_file), "--port-file", str(port_file)]
    process = subprocess.Popen(command, cwd=ROOT, env=os.environ | {"QT_QPA_PLATFORM": "offscreen"})
    wait_for(lambda: port_file.exists() or process.poll() is not None, "the port file")
    return Phone(process, int(port_file.read_text(encoding="utf-8")), ledger)


def stop_phone(phone: Phone) -> int:
    if phone.process.poll() is None:
        phone.process.send_signal(signal.SIGTERM)
    return phone.process.wait(30)


@pytest.fixture(scope="module")
def phone(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Phone]:
    ledger = FakeLedger()
    phone = start_phone(tmp_path_factory.mktemp("phone"), ledger, ledger.url)
    wait_for(lambda: set(phone.state()["cards"].values()) == {"ready"}, "the cards")
    yield phone
    assert stop_phone(phone) == 0
    ledger.close()


@pytest.fixture
def camera(phone: Phone) -> Iterator[cv2.VideoCapture]:
    wait_for(lambda: not phone.state()["holding"], "the phone to be put away")
    capture = cv2.VideoCapture(f"{phone.url}/camera.mjpg", cv2.CAP_FFMPEG)
    assert capture.isOpened()
    yield capture
    capture.release()
    wait_for(lambda: phone.state()["watchers"] == 0, "the stream's end")


def codes_seen(phone: Phone, camera: cv2.VideoCapture, kind: str, item: str) -> set[str]:
    """The texts that the frames of one hold have, to the last frame that waits in a buffer.

    On a machine that is too busy to see anything in one hold, it is held again, as one would at a counter.
    """
    for _ in range(10):
        assert phone.show(kind, item).status_code == 200
        texts: set[str] = set()
        empty_in_a_row = 0
        while phone.state()["holding"] or empty_in_a_row < 6:
            is_read, frame = camera.read()
            assert is_read
            found = {found.text for found in zxingcpp.read_barcodes(frame)}
            texts |= found
            empty_in_a_row = 0 if found else empty_in_a_row + 1
        if texts:
            return texts
    pytest.fail("no frame of ten holds could be read")


def test_a_member_code_held_before_the_camera_is_accepted_by_a_till(phone: Phone, camera: cv2.VideoCapture) -> None:
    texts = codes_seen(phone, camera, "member", "M1")
    assert len(texts) == 1
    code = phone.accept(texts.pop())
    assert (code.one_id, code.profile, code.tiers["group"]) == ("M1", "rotating", "gold")


def test_each_time_it_is_shown_the_code_is_new_and_the_ledger_is_not_asked_again(
    phone: Phone, camera: cv2.VideoCapture
) -> None:
    asked = len(phone.ledger.tokens)
    for _ in range(2):
        texts = codes_seen(phone, camera, "member", "M2")
        assert {phone.accept(text).one_id for text in texts} == {"M2"}
    assert phone.ledger.tokens == [f"Bearer {TOKEN}"] * asked


def test_goods_barcodes_are_read(phone: Phone, camera: cv2.VideoCapture) -> None:
    assert phone.state()["goods"] == ["6927153202492", "6941868104070"]
    assert codes_seen(phone, camera, "goods", "6941868104070") == {"6941868104070"}
    assert phone.state()["page"] == "goods"


def test_between_two_shows_the_camera_sees_a_moving_empty_counter(phone: Phone, camera: cv2.VideoCapture) -> None:
    frames = [camera.read()[1] for _ in range(4)]
    assert {frame.shape for frame in frames} == {(480, 640, 3)}
    assert not any(zxingcpp.read_barcodes(frame) for frame in frames)
    assert (frames[0] != frames[1]).any()


def test_the_control_refuses_what_it_cannot_show_and_says_why(phone: Phone) -> None:
    unknown = phone.show("member", "M9")
    assert (unknown.status_code, unknown.json()) == (409, {"error": "this phone has no member M9"})
    assert phone.show("goods", "6900000000007").status_code == 409
    assert phone.show("moon", "M1").status_code == 400
    url = f"{phone.url}/show"
    assert requests.post(url, json={"kind": "member", "id": "M1", "hold_seconds": 1e9}, timeout=5).status_code == 400
    assert requests.post(url, data="[", headers={"Content-Type": "application/json"}, timeout=5).status_code == 400
    assert requests.post(url, data={"kind": "member", "id": "M1"}, timeout=5).status_code == 415
    assert requests.get(f"{phone.url}/etc", timeout=5).status_code == 404
    assert not phone.state()["holding"]


def test_a_web_page_that_rebinds_its_name_to_this_machine_is_refused(phone: Phone) -> None:
    answer = requests.get(f"{phone.url}/state", headers={"Host": f"evil.example:{phone.port}"}, timeout=5)
    assert answer.status_code == 403


def test_without_a_ledger_it_says_so_and_gets_the_card_when_the_ledger_is_back(tmp_path: Path) -> None:
    ledger = FakeLedger()
    ledger.refusal = 401
    phone = start_phone(tmp_path, ledger, ledger.url)
    try:
        wait_for(lambda: set(phone.state()["cards"].values()) == {"refused"}, "the refusal")
        answer = phone.show("member", "M1")
        assert (answer.status_code, answer.json()["error"]) == (409, "there is no card for M1 yet")
        ledger.refusal = None
        wait_for(lambda: phone.state()["cards"]["M1"] == "ready", "the card")
        ledger.close()
        with requests.get(f"{phone.url}/camera.mjpg", stream=True, timeout=5) as stream:
            assert stream.headers["Content-Type"].startswith("multipart/x-mixed-replace")
            assert phone.show("member", "M1").status_code == 200  # with the ledger dead
            assert stop_phone(phone) == 0  # and it ends cleanly while somebody watches
    finally:
        stop_phone(phone)


def test_a_ledger_that_cannot_be_reached_is_told_apart_from_one_that_refuses(tmp_path: Path) -> None:
    ledger = FakeLedger()
    ledger.close()
    phone = start_phone(tmp_path, ledger, ledger.url)
    try:
        wait_for(lambda: set(phone.state()["cards"].values()) == {"unreachable"}, "the failure")
    finally:
        assert stop_phone(phone) == 0
