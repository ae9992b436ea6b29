"""The ledger as a process, and a till that speaks the line to it."""

from __future__ import annotations

import base64
import hashlib
import json
from dataclasses import dataclass
from typing import Any

import requests

from central_ledger.application.enrolment import make_code
from central_ledger.data_directory import DataDirectory
from retail.messages import Entry
from retail.signed import SigningKey, VerifyingKey
from tests import nursery
from tests.unit.ledger.journals import push_body


@dataclass
class RunningLedger:
    """The ledger as a process."""

    process: nursery.Process
    address: str
    metrics: int | None = None

    def kill(self) -> None:
        self.process.kill()
        self.process.wait(20)

    def stop(self) -> None:
        self.process.terminate()
        self.process.wait(20)
        assert self.process.stdout is not None
        self.process.stdout.close()


def start_ledger(data: DataDirectory, *script: str, options: tuple[str, ...] = ()) -> RunningLedger:
    """`central-ledger serve` on a free port; its log goes to `log` in the directory. `script`: what starts it."""
    program = "-c" if script else "central-ledger"
    with (data.path / "log").open("a") as log:
        process = nursery.start(program, (*script, "serve", "--data", str(data.path), *options), stderr=log)
    assert process.stdout is not None
    line = process.stdout.readline()
    assert line, (data.path / "log").read_text()
    announced = json.loads(line)
    return RunningLedger(process, announced["address"], announced["metrics"])


@dataclass
class HttpTill:
    """A till on the line: signs what it sends."""

    address: str
    store: str
    till: str
    key: SigningKey
    group_key: VerifyingKey | None = None

    def enrol(self, code: str) -> requests.Response:
        public = base64.b64encode(self.key.verifying_key.raw).decode()
        document = {"code": code, "public_key": public, "device": "counter 2"}
        answer = requests.post(f"{self.address}/v1/tills", json=document, timeout=20)
        if answer.ok:
            self.group_key = VerifyingKey(base64.b64decode(answer.json()["group_key"]))
        return answer

    def send(self, method: str, path: str, body: bytes = b"", **headers: str) -> requests.Response:
        date = "2026-11-11T10:00:00+08:00"
        text = f"{method}\n{path}\n{date}\n{hashlib.sha256(body).hexdigest()}"
        signed = {
            "OneTill-Till": f"{self.store}/{self.till}",
            "OneTill-Date": date,
            "OneTill-Signature": base64.b64encode(self.key.signature(text.encode())).decode(),
        }
        return requests.request(method, self.address + path, data=body, headers=signed | headers, timeout=20)

    def body(self, entries: list[Entry]) -> bytes:
        return push_body(self.store, self.till, entries)

    def push(self, entries: list[Entry]) -> requests.Response:
        return self.send("POST", "/v1/entries", self.body(entries))

    def pull(self, feed: str, cursor: str = "", limit: int = 200) -> requests.Response:
        return self.send("GET", f"/v1/feeds/{feed}?cursor={cursor}&limit={limit}")

    def pull_all(self, feed: str, cursor: str = "", limit: int = 200) -> tuple[dict[str, Any], str]:
        """The rows by key after applying every page, and the last cursor."""
        state: dict[str, Any] = {}
        while True:
            page = self.pull(feed, cursor, limit).json()
            for row in page["rows"]:
                state[row["key"]] = row["data"]
            cursor = page["to"]
            if not page["more"]:
                return state, cursor


def enrolled_till(data: DataDirectory, running: RunningLedger, store: str, till: str) -> HttpTill:
    """A till that enrolled over the line, with a code as `central-ledger enrol-till` prints it."""
    ledger = data.open()
    with ledger.database.transaction():
        code, _ = make_code(ledger, store, till)
    ledger.close()
    http_till = HttpTill(running.address, store, till, SigningKey.generate())
    answer = http_till.enrol(code)
    assert answer.status_code == 200, answer.text
    return http_till
