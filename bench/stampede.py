"""Every till of a large group at once: 10,000 tills come back from an outage and push, over the line as tills speak it.

Each has its own key, journal, connection and back-off (the till's own), and an address of the loopback network for each
store. Numbers: how many tills. BENCH_STAMPEDE_DATABASE: an empty PostgreSQL database, or one of Citus with
BENCH_STAMPEDE_SHARDS; else an embedded ledger. BENCH_STAMPEDE_PROCESSES: so many ledgers serve that database (1).
"""

from __future__ import annotations

import asyncio
import base64
import hashlib
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Any

from bench.figures import at_most, exactly, report
from bench.ledger import AT, TODAY, priced_sale
from central_ledger.application import seed
from central_ledger.application.audit import audit
from central_ledger.application.clearing import Carrier
from central_ledger.data_directory import DataDirectory
from central_ledger.demo.generate import generate
from pos_client.sync.backoff import Backoff
from pos_client.sync.engine import entry_document
from pos_client.sync.transport import Patience
from retail.messages import GENESIS, Head, make_entry
from retail.signed import SigningKey

TILLS, TILLS_OF_STORE, BASKETS = 10_000, 4, 50
URL = os.environ.get("BENCH_STAMPEDE_DATABASE")
SHARDS = int(os.environ.get("BENCH_STAMPEDE_SHARDS", "0"))
PROCESSES = int(os.environ.get("BENCH_STAMPEDE_PROCESSES", "1")) if URL else 1
#: What a process may have grown by, whatever comes: its bounds (bodies, queues, connections) and some room.
GROWTH_MAX_MB = 300
#: As long as a till waits.
ANSWER_S = Patience().read_seconds


@dataclass(slots=True)
class Till:
    """One till with something to tell. `address` is its store's."""

    name: str
    address: str
    request: bytes
    attempts: int = 0
    done_s: float = 0.0


@dataclass(slots=True)
class Seen:
    """What all tills were told."""

    answers: Counter[str] = field(default_factory=Counter)
    open_now: int = 0
    open_most: int = 0
    strange: list[str] = field(default_factory=list)


def main(tills: int = TILLS) -> int:
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    group = generate(products=500, members=500, today=TODAY)
    with tempfile.TemporaryDirectory(prefix="onetill-bench-") as name:
        data = DataDirectory(Path(name) / "ledger", URL)
        if SHARDS:
            data.distribute(SHARDS)
        data.initialise()
        ledger = data.open()
        kind = type(ledger.database).__name__
        seed.load(ledger, group, lambda pin: "-")
        documents = [priced_sale(group, Random(number)) for number in range(BASKETS)]
        keys = SigningKey.generate()  # one key for all of them: ten thousand would only cost time
        with ledger.database.transaction():
            for store in range(-(-tills // TILLS_OF_STORE)):
                ledger.reference.put_store(_store(store), _store(store), "CNY")
            for number in range(tills):
                store, till = _names(number)
                ledger.journals.enrol(store, till, keys.verifying_key.raw, "bench", ledger.now())
        ledger.close()
        all_tills = [_till(number, documents[number % BASKETS], keys) for number in range(tills)]
        print(
            f"{tills:,} tills of {-(-tills // TILLS_OF_STORE):,} stores, {PROCESSES} process(es), {kind}; files: {hard}"
        )
        servers = [_serve(data) for _ in range(PROCESSES)]
        try:
            return _stampede(data, all_tills, servers)
        finally:
            for process, _ in servers:
                process.terminate()
                process.wait(60)
            resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))


def _stampede(data: DataDirectory, tills: list[Till], servers: list[tuple[subprocess.Popen[str], int]]) -> int:
    before = [_resident_mb(process.pid, "VmRSS") for process, _ in servers]
    started, seen = time.perf_counter(), Seen()
    asyncio.run(_all(tills, [port for _, port in servers], seen, started))
    took = time.perf_counter() - started
    most = [_resident_mb(process.pid, "VmHWM") for process, _ in servers]
    growth = max(high - low for high, low in zip(most, before, strict=True))
    waits = sorted(till.done_s for till in tills)
    print(f"answers: {dict(sorted(seen.answers.items()))}; {seen.open_most:,} sockets open at most")
    ledger = data.open()
    shards = f" in {SHARDS} shards" if SHARDS else ""
    size = f"{len(tills):,} tills, {len(servers)} process(es), {type(ledger.database).__name__}{shards}"
    drain_s = time.perf_counter()
    if ledger.database.is_distributed:
        Carrier(ledger).drain()
    drain_s = time.perf_counter() - drain_s
    found = audit(ledger)
    ledger.close()
    sales = sum(row["sales"] for till in found.tills for row in till["sales"])
    wrong = abs(len(tills) - sales) + (not found.balanced) + found.clearing["items"]
    met = [
        report("pushes taken", len(tills) / took, "pushes/s", size=size),
        report(
            "half of the tills done after", waits[len(waits) // 2], "s", size=size, note=f"the last {waits[-1]:.1f} s"
        ),
        report(
            *("sales missing or doubled, books unbalanced, items left", wrong),
            target=exactly(0),
            size=size,
            note=f"{sales:,} sales",
        ),
        report("most that a process grew by", growth, "MB", target=at_most(GROWTH_MAX_MB), size=size),
        report(
            "answers that no till expects",
            len(seen.strange),
            target=exactly(0),
            size=size,
            note="; ".join(seen.strange[:1]),
        ),
        report("carrying what still waited", drain_s, "s", size=size),
    ]
    return 0 if all(met) else 1


async def _all(tills: list[Till], ports: list[int], seen: Seen, started: float) -> None:
    await asyncio.gather(*(_push(till, ports[n % len(ports)], seen, started) for n, till in enumerate(tills)))


async def _push(till: Till, port: int, seen: Seen, started: float) -> None:
    """As a till does: again with its back-off until it is taken."""
    backoff = Backoff(Random(till.name).random)
    while True:
        till.attempts += 1
        status, retry_after_ms, body = await _ask(till, port, seen)
        seen.answers[status] += 1
        if status == "200":
            words = {verdict["verdict"] for verdict in json.loads(body)["verdicts"]}
            if not words <= {"created", "exists"}:
                seen.strange.append(f"{till.name}: {words}")
            till.done_s = time.perf_counter() - started
            return
        if status not in ("408", "429", "503", "none"):
            seen.strange.append(f"{till.name}: {status} {body[:200]!r}")
            return
        backoff, delay_ms = backoff.failed(retry_after_ms)
        await asyncio.sleep(delay_ms / 1000)


async def _ask(till: Till, port: int, seen: Seen) -> tuple[str, int | None, bytes]:
    """Status, what the ledger says of trying again, and the body; `none`: the connection was not to be had."""
    seen.open_now += 1
    seen.open_most = max(seen.open_most, seen.open_now)
    writer = None
    try:
        async with asyncio.timeout(ANSWER_S):
            reader, writer = await asyncio.open_connection("127.0.0.1", port, local_addr=(till.address, 0))
            writer.write(till.request)
            head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
            headers = dict(line.lower().split(": ", 1) for line in head.split("\r\n")[1:] if ": " in line)
            body = await reader.readexactly(int(headers.get("content-length", "0")))
            after = headers.get("retry-after")
            return head.split(" ", 2)[1], int(after) * 1000 if after is not None else None, body
    except (OSError, asyncio.IncompleteReadError, TimeoutError):
        return "none", None, b""
    finally:
        seen.open_now -= 1
        if writer is not None:
            writer.close()


def _store(number: int) -> str:
    return f"N{number:05}"


def _names(number: int) -> tuple[str, str]:
    return _store(number // TILLS_OF_STORE), f"T{number % TILLS_OF_STORE + 1:02}"


def _till(number: int, document: dict[str, Any], key: SigningKey) -> Till:
    """A journal of two entries, and the request that tells them."""
    store, till = _names(number)
    head, entries = Head("bench", 0, GENESIS), []
    opened: dict[str, Any] = {"reason": "enrolled", "after": None}
    for kind, content in (("epoch_opened", opened), ("sale", document | {"sale_id": f"sale-{number}"})):
        entry = make_entry(
            store=store, till=till, after=head, kind=kind, occurred_at=AT, elapsed_ms=number, document=content
        )
        head = entry.head
        entries.append(entry_document(entry))
    body = json.dumps({"store": store, "till": till, "entries": entries}).encode()
    signed = key.signature(f"POST\n/v1/entries\n{AT}\n{hashlib.sha256(body).hexdigest()}".encode())
    lines = (
        "POST /v1/entries HTTP/1.1",
        "Host: ledger",
        "Content-Type: application/json",
        f"Content-Length: {len(body)}",
        f"OneTill-Till: {store}/{till}",
        f"OneTill-Date: {AT}",
        f"OneTill-Signature: {base64.b64encode(signed).decode()}",
    )
    shop = number // TILLS_OF_STORE
    address = f"127.{1 + shop // 62_500}.{shop // 250 % 250}.{shop % 250 + 1}"
    return Till(f"{store}/{till}", address, "\r\n".join((*lines, "", "")).encode() + body)


def _serve(data: DataDirectory) -> tuple[subprocess.Popen[str], int]:
    command = [sys.executable, "-m", "central_ledger", "serve", "--data", str(data.path)]
    with (data.path / "log").open("a") as log:
        process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=log, text=True)
    assert process.stdout is not None
    return process, int(json.loads(process.stdout.readline())["port"])


def _resident_mb(pid: int, name: str) -> float:
    """Memory of a process (Linux)."""
    lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    return int(next(line.split()[1] for line in lines if line.startswith(f"{name}:"))) / 1024


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:])))
