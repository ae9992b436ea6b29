"""The demo's world: a ledger with a seeded group, an enrolled till, and a phone; each a process or a folder."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import requests

from pos_client.bootstrap.desk import open_till_store
from pos_client.bootstrap.line import enrol_till, make_sync_session
from pos_client.sync.status import SyncStatus
from retail.catalogue import Product
from retail.member import Member

STORE, TILL = "S01", "T01"
#: Known from the demo's group: staff number and PIN of its first cashier.
STAFF, PIN = "E1001", "1001"
PROCESS_SECONDS = 60.0


class DemoFailed(Exception):
    """Something that the demo needs did not happen; the text says what."""


def program(name: str) -> str:
    """A command of this project, beside the Python that runs us."""
    return str(Path(sys.executable).with_name(name))


@dataclass
class LedgerProcess:
    """The ledger as a process on a free port of loopback, which it keeps over restarts."""

    folder: Path
    port: int = 0
    process: subprocess.Popen[str] | None = None

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def run(self, *arguments: str) -> Any:
        """A command of the ledger on this folder; its JSON. Raises DemoFailed."""
        name, *rest = arguments
        command = [program("central-ledger"), name, "--data", str(self.folder), *rest]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        if done.returncode not in (0, 1) or (done.returncode == 1 and not done.stdout):
            raise DemoFailed(f"central-ledger {name}: {done.stderr.strip() or done.stdout.strip()}")
        return json.loads(done.stdout)

    def start(self) -> None:
        command = [program("central-ledger"), "serve", "--data", str(self.folder), "--port", str(self.port)]
        with (self.folder.parent / "ledger.log").open("a") as log:
            self.process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=log, text=True)
        assert self.process.stdout is not None
        line = self.process.stdout.readline()
        if not line:
            raise DemoFailed(f"the ledger did not start; see {self.folder.parent / 'ledger.log'}")
        self.port = int(json.loads(line)["port"])

    def kill(self) -> None:
        """Without a word: SIGKILL."""
        self._end(signal.SIGKILL)

    def stop(self) -> None:
        self._end(signal.SIGTERM)

    def _end(self, how: signal.Signals) -> None:
        if self.process is None:
            return
        self.process.send_signal(how)
        self.process.wait(20)
        if self.process.stdout is not None:
            self.process.stdout.close()
        self.process = None


@dataclass
class PhoneProcess:
    """The demo phone as a process, and its control."""

    process: subprocess.Popen[bytes]
    port: int

    @property
    def camera(self) -> str:
        """Where the counter's camera sees it."""
        return f"http://127.0.0.1:{self.port}/camera.mjpg"

    def show(self, kind: str, item: str, hold_seconds: float = 2.5) -> None:
        """Hold a member's code or goods before the camera. Raises DemoFailed."""
        body = {"kind": kind, "id": item, "hold_seconds": hold_seconds}
        answer = requests.post(f"http://127.0.0.1:{self.port}/show", json=body, timeout=15)
        if answer.status_code != 200:
            raise DemoFailed(f"the phone does not show {kind} {item}: {answer.text}")

    def stop(self) -> None:
        self.process.terminate()
        try:
            self.process.wait(10)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait(10)


@dataclass
class World:
    """Everything below one folder, which is made anew each time."""

    folder: Path
    say: Callable[[str], None]
    ledger: LedgerProcess = field(init=False)
    members: list[Member] = field(default_factory=list)
    goods: list[Product] = field(default_factory=list)
    phone: PhoneProcess | None = None

    def __post_init__(self) -> None:
        self.ledger = LedgerProcess(self.folder / "ledger")
        # The demo's keys stay in the demo's folder: nothing of it gets into the user's key store.
        os.environ["ONETILL_KEY_STORE"] = "files"
        os.environ["ONETILL_SECRETS"] = str(self.folder / "secrets")

    @property
    def till_folder(self) -> Path:
        return self.folder / "till"

    def build(self) -> None:
        """Seed, start, enrol, pull. Raises DemoFailed."""
        started = time.monotonic()
        loaded = self.ledger.run("seed-demo")
        if find_spec("scipy") is not None:
            # Without it the demo goes on, and the counter says that nothing was learned.
            self.ledger.run("learn-suggestions")
        self.say(
            f"seeded: {loaded['products']:,} products, {loaded['members']:,} members, {loaded['coupons']:,} coupons, "
            f"{loaded['purchase_lines']:,} purchase lines ({time.monotonic() - started:.0f} s)"
        )
        self.ledger.start()
        self.say(f"ledger: {self.ledger.address}")
        code = self.ledger.run("enrol-till", "--store", STORE, "--till", TILL, "--json")["code"]
        self._enrol(code)

    def start_phone(self) -> None:
        """Start the demo phone with the chosen members and goods."""
        goods_file, port_file = self.folder / "goods.json", self.folder / "phone.port"
        goods = [
            {"name": f"{item.name} {item.variant}".strip(), "barcode": item.barcodes[0], "price": item.unit_price_minor}
            for item in self.goods
        ]
        goods_file.write_text(json.dumps(goods, ensure_ascii=False), encoding="utf-8")
        command = [sys.executable, "-m", "pos_client.demo.phone", "--ledger", self.ledger.address]
        command += ["--token-file", str(self.ledger.folder / "member-app.token"), "--goods-file", str(goods_file)]
        command += ["--port-file", str(port_file), "--member"]
        command += [f"{member.one_id}={member.name}" for member in self.members]
        with (self.folder / "phone.log").open("w") as log:
            process = subprocess.Popen(command, stderr=log, stdout=log)
        end = time.monotonic() + PROCESS_SECONDS
        while not (port_file.exists() and port_file.read_text().strip()):
            if process.poll() is not None or time.monotonic() > end:
                raise DemoFailed(f"the phone did not start; see {self.folder / 'phone.log'}")
            time.sleep(0.05)
        self.phone = PhoneProcess(process, int(port_file.read_text()))

    def stop(self) -> None:
        if self.phone is not None:
            self.phone.stop()
        self.ledger.stop()

    def _enrol(self, code: str) -> None:
        base = open_till_store(self.till_folder, program="demo")
        try:
            enrolment = enrol_till(base, self.ledger.address, code, "demo")
            seen: list[SyncStatus] = []
            session, transport = make_sync_session(base, seen.append)
            session.round()
            transport.close()
            if not seen or seen[-1].last_error is not None:
                raise DemoFailed(f"the till could not pull its data: {seen[-1].last_error if seen else 'no answer'}")
            self.say(
                f"till: {enrolment.store}/{enrolment.till} enrolled, {base.store.catalogue.count():,} products pulled"
            )
            self.members = _chosen_members(base.store.members.search)
            self.goods = [product for product in _chosen_goods(base.store.catalogue.search) if product.barcodes]
        finally:
            base.close()


def _chosen_members(search: Callable[[str, int], Any]) -> list[Member]:
    """Some people whose tiers and plans differ: the first is the one that the phone shows at first."""
    found = {member.one_id: member for name in ("林若曦", "王", "陈", "李") for member in search(name, 20)}
    ranks = {"platinum": 0, "gold": 1, "silver": 2}
    people = sorted(
        found.values(), key=lambda m: (m.name != "林若曦", ranks.get(m.tiers.get("group", ""), 3), m.one_id)
    )
    return people[:6]


def _chosen_goods(search: Callable[[str, int], Any]) -> list[Product]:
    """Goods of different kinds; those sold by weight have no code that could be held before a camera as it is."""
    goods: list[Product] = []
    for word in ("针织衫", "跑鞋", "冲锋衣", "精华", "面霜", "围巾", "衬衫", "口红"):
        found = [product for product in search(word, 20) if not product.weighed]
        goods += found[:1]
    return goods
