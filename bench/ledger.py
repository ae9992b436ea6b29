"""The ledger, measured: a push over HTTP against the same push without it, a batch sent again, the replay behind it.

Ratios are taken within one run, in turns, so that a machine that slows down slows both sides. The sales are priced by
the engine from the demo's goods, members and offers. Size: BENCH_LEDGER_BATCHES (of 200 entries, for each side).
"""

from __future__ import annotations

import base64
import hashlib
import http.client
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from random import Random
from typing import Any

from bench.figures import Peer, exactly, ratio_at_least, report
from central_ledger.application import seed
from central_ledger.application.audit import audit
from central_ledger.application.enrolment import enrol, make_code
from central_ledger.application.ledger import Ledger
from central_ledger.application.push import BATCH_MAX, push
from central_ledger.application.replay import Replayer
from central_ledger.data_directory import DataDirectory
from central_ledger.demo.generate import generate
from central_ledger.demo.records import DemoGroup
from central_ledger.memory import collect_seldom
from pos_client.sync.engine import entry_document
from retail.catalogue import Product
from retail.messages import GENESIS, Entry, Head, make_entry
from retail.offers import read_case
from retail.pricing import price
from retail.signed import SigningKey
from retail.tax import included_tax

BATCHES = int(os.environ.get("BENCH_LEDGER_BATCHES", "12"))
#: Batches that one side sends before the other has its turn.
TURN = 3
#: Different baskets; their sales come again under other ids.
BASKETS = 150
HTTP_RATIO_MIN = 0.7
RESEND_RATIO_MIN = 1.3
TODAY = date(2026, 11, 11)
AT = "2026-11-11T12:00:00+08:00"
STORE, TILL = "S01", "T01"


def main() -> int:
    """Print one line for each measurement; 0 when every target was met."""
    group = generate(products=2000, members=1000, today=TODAY)
    documents = [priced_sale(group, Random(number)) for number in range(BASKETS)]
    batches = _batches(documents, BATCHES)
    with tempfile.TemporaryDirectory(prefix="onetill-bench-") as name:
        alone = _seeded(Path(name) / "alone", group).open()
        data = _seeded(Path(name) / "served", group)
        served = _Served(data)
        collect_seldom()
        try:
            return _compare(alone, served, batches)
        finally:
            served.stop()
            alone.close()


def _compare(alone: Ledger, served: _Served, batches: Sequence[Sequence[Entry]]) -> int:
    with alone.database.transaction():
        alone.journals.enrol(STORE, TILL, bytes(32), "bench", alone.now())
    bodies = [served.body(batch) for batch in batches]
    direct, over_http, again, replayed = 0.0, 0.0, 0.0, 0.0
    for start in range(0, len(batches), TURN):
        turn = range(start, min(start + TURN, len(batches)))
        direct += _seconds(lambda turn=turn: [push(alone, STORE, TILL, batches[number]) for number in turn])
        over_http += _seconds(lambda turn=turn: [served.send(bodies[number]) for number in turn])
        again += _seconds(lambda turn=turn: [served.send(bodies[number]) for number in turn])
        replayed += _seconds(lambda: Replayer().replay_all(alone))
        served.wait_for_replay()
    entries = sum(len(batch) for batch in batches)
    print(f"{entries:,} entries in {len(batches)} batches, {sum(map(len, bodies)) / entries / 1000:.1f} kB each")
    size, rate = f"{entries:,} sales in batches of {BATCH_MAX}", "sales/s"
    pushed, first = Peer("the same push without HTTP", entries / direct), Peer("the first time", entries / over_http)
    met = [
        report(
            "push over HTTP", entries / over_http, rate, peer=pushed, target=ratio_at_least(HTTP_RATIO_MIN), size=size
        ),
        report(
            *("a batch sent again over HTTP", entries / again, rate),
            peer=first,
            target=ratio_at_least(RESEND_RATIO_MIN),
            size=size,
        ),
        report("replay behind the push, alone on its thread", entries / replayed, rate, peer=pushed, size=size),
    ]
    found = [audit(alone), served.audit()]
    cases = [dict(each.cases) for each in found]
    wrong = sum(not each.balanced or bool(each.not_replayed) for each in found) + (cases[0] != cases[1])
    met.append(
        report(
            "ledgers whose books are not as they should be",
            wrong,
            target=exactly(0),
            size=size,
            note=f"cases {cases[0]}",
        )
    )
    return 0 if all(met) else 1


class _Served:
    """The ledger as a process, and a till at it that signs what it sends."""

    def __init__(self, data: DataDirectory) -> None:
        self._data = data
        self._key = SigningKey.generate()
        ledger = data.open()
        with ledger.database.transaction():
            code, _ = make_code(ledger, STORE, TILL)
        enrol(ledger, code, self._key.verifying_key.raw, "bench")
        ledger.close()
        log = (data.path / "log").open("w")
        command = [sys.executable, "-m", "central_ledger", "serve", "--data", str(data.path)]
        self._process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=log, text=True)
        log.close()
        assert self._process.stdout is not None
        self._port = json.loads(self._process.stdout.readline())["port"]
        self._connection = http.client.HTTPConnection("127.0.0.1", self._port, timeout=120)

    def body(self, batch: Sequence[Entry]) -> bytes:
        entries = [entry_document(entry) for entry in batch]
        return json.dumps({"store": STORE, "till": TILL, "entries": entries}).encode()

    def send(self, body: bytes) -> None:
        text = f"POST\n/v1/entries\n{AT}\n{hashlib.sha256(body).hexdigest()}".encode()
        headers = {
            "OneTill-Till": f"{STORE}/{TILL}",
            "OneTill-Date": AT,
            "OneTill-Signature": base64.b64encode(self._key.signature(text)).decode(),
        }
        self._connection.request("POST", "/v1/entries", body, headers)
        answer = self._connection.getresponse()
        verdicts = json.loads(answer.read())["verdicts"]
        if any(verdict["verdict"] not in ("created", "exists") for verdict in verdicts):
            raise RuntimeError(f"not taken: {verdicts}")

    def wait_for_replay(self) -> None:
        """What is replayed in one side's turn must not slow the other's."""
        ledger = self._data.open()
        while ledger.replays.waiting():
            time.sleep(0.05)
        ledger.close()

    def audit(self) -> Any:
        ledger = self._data.open()
        try:
            return audit(ledger)
        finally:
            ledger.close()

    def stop(self) -> None:
        self._connection.close()
        self._process.terminate()
        self._process.wait(30)
        if self._process.stdout is not None:
            self._process.stdout.close()


def _seeded(path: Path, group: DemoGroup) -> DataDirectory:
    data = DataDirectory(path)
    data.initialise()
    ledger = data.open()
    seed.load(ledger, group, lambda pin: "-")
    ledger.close()
    return data


def _batches(documents: Sequence[dict[str, Any]], count: int) -> list[list[Entry]]:
    """One till's journal, cut into batches as a till sends them."""
    head = Head("bench", 0, GENESIS)
    batches: list[list[Entry]] = []
    for number in range(count * BATCH_MAX):
        if number == 0:
            kind, document = "epoch_opened", {"reason": "enrolled", "after": None}
        else:
            kind, document = "sale", documents[number % len(documents)] | {"sale_id": f"sale-{number}"}
        entry = make_entry(
            store=STORE, till=TILL, after=head, kind=kind, occurred_at=AT, elapsed_ms=number, document=document
        )
        head = entry.head
        if number % BATCH_MAX == 0:
            batches.append([])
        batches[-1].append(entry)
    return batches


def priced_sale(group: DemoGroup, random: Random) -> dict[str, Any]:
    """A basket of 1 to 8 goods, three of four times of a member, at the engine's price and paid in cash."""
    goods = random.sample([product for product in group.products if not product.weighed], random.randint(1, 8))
    member = random.choice(group.members) if random.random() < 0.75 else None
    facts = None
    if member is not None:
        facts = {
            "one_id": member.one_id,
            "tiers": dict(member.tiers),
            "plans": list(member.plans),
            "birthday": member.birthday,
            "points": member.points.get("group", 0),
            "first_purchase": member.first_purchase,
        }
    offers = [record for record in group.offers if record.document["source"] != "coupon"]
    case: dict[str, Any] = {
        "currency": "CNY",
        "at": AT,
        "store": STORE,
        "member": facts,
        "lines": [_priced(str(number), product, random) for number, product in enumerate(goods, 1)],
        "offers": [record.document for record in offers],
        "points_rule": group.points["rule"],
        "programs": group.points["programs"],
    }
    pricing = price(read_case(case)).to_document()
    payable = pricing["payable"]
    cash = {"kind": "cash", "amount_minor": payable, "tendered_minor": payable, "change_minor": 0, "reference": None}
    return {
        "basket_id": "basket",
        "cashier": "C1",
        "guide": None,
        "currency": "CNY",
        "one_id": None if member is None else member.one_id,
        "member_proof": None if member is None else {"how": "search", "as_of": AT, "cti": None},
        "input": case | {"offers": [{"id": record.offer_id, "version": record.version} for record in offers]},
        "pricing": pricing,
        "lines": [
            _sold(product, given, priced)
            for product, given, priced in zip(goods, case["lines"], pricing["lines"], strict=True)
        ],
        "tenders": [cash],
    }


def _priced(line_id: str, product: Product, random: Random) -> dict[str, Any]:
    return {
        "id": line_id,
        "sku": product.sku,
        "brand": product.brand,
        "categories": list(product.categories),
        "tags": list(product.tags),
        "quantity": random.choice([1, 1, 1, 2]),
        "unit_price": product.unit_price_minor,
        "discountable": product.discountable,
    }


def _sold(product: Product, given: dict[str, Any], priced: dict[str, Any]) -> dict[str, Any]:
    return {
        "line_id": given["id"],
        "sku": product.sku,
        "name": product.name,
        "brand": product.brand,
        "quantity": given["quantity"],
        "unit": product.unit,
        "unit_price_minor": given["unit_price"],
        "gross_minor": priced["gross"],
        "net_minor": priced["net"],
        "tax_bps": product.tax_bps,
        "tax_minor": included_tax(priced["net"], product.tax_bps),
    }


def _seconds(work: Any) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


if __name__ == "__main__":
    sys.exit(main())
