"""A small group in a fresh ledger, a till that speaks the line, and the ledger as a process."""

from __future__ import annotations

import base64
import hashlib
import json
import shutil
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import requests

from central_ledger.application import seed
from central_ledger.application.enrolment import make_code
from central_ledger.application.ledger import Ledger, utc_now
from central_ledger.data_directory import URL_NAME, DataDirectory
from central_ledger.demo.records import DemoBrand, DemoGroup, DemoMember, DemoStaff, DemoStore
from central_ledger.store.database import Database
from central_ledger.store.sqlite import SqliteDatabase
from retail.catalogue import Product, StoreOverlay
from retail.messages import GENESIS, Entry, Head, make_entry
from retail.money import allocate
from retail.ports import OfferRecord, StoredCoupon
from retail.signed import SigningKey, VerifyingKey
from retail.tax import included_tax
from tests import nursery
from tests.postgresql_server import PostgresServer

NOW = "2026-11-11T10:00:00.000+08:00"

#: Modules whose tests run on SQLite and on PostgreSQL.
ON_BOTH_ENGINES = frozenset(
    (
        "test_archives",
        "test_backing_up",
        "test_drilling",
        "test_audit",
        "test_benefit_facts",
        "test_budgets",
        "test_cases",
        "test_enrolment",
        "test_erasure",
        "test_figures",
        "test_gift_cards",
        "test_goods_returns",
        "test_wallet_refunds",
        "test_wanted",
        "test_member_events",
        "test_guide_coupons",
        "test_group_rules",
        "test_guide_contacts",
        "test_contact_results",
        "test_contacts_over_the_line",
        "test_incentives",
        "test_integration",
        "test_joining",
        "test_lease_rounds",
        "test_leases",
        "test_manual_prices",
        "test_member_facts",
        "test_member_profile",
        "test_merging",
        "test_migrations",
        "test_offer_limits",
        "test_organisation",
        "test_people",
        "test_plans",
        "test_proposals",
        "test_pull",
        "test_push",
        "test_quarantine",
        "test_rain_checks",
        "test_reads",
        "test_rekeying",
        "test_replay",
        "test_replaying",
        "test_reservations",
        "test_sale_account",
        "test_settling",
        "test_settlement_days",
        "test_shifts",
        "test_programs",
        "test_rewards",
        "test_stock",
        "test_suggestions",
        "test_tiers",
        "test_commands",
    )
)


def small_group() -> DemoGroup:
    """Two stores, three products, two members (M1 in both stores), three coupons."""
    products = (
        Product("A1", "面霜", "LQX", 12900, barcodes=("6901234567892",), pinyin="ms"),
        Product("A2", "精华", "LQX", 25800, pinyin="jh"),
        Product("B1", "外套", "LY", 59900, tax_bps=1300, pinyin="wt"),
    )
    offer = {
        "id": "OFF50",
        "source": "coupon",
        "stage": "coupon",
        "effect": {"kind": "amount_off", "amount": 5000},
        "funding": [{"party": "brand:LQX", "bps": 6000}, {"party": "platform", "bps": 4000}],
        "offline": {"policy": "capped", "per_member": 1, "bearer": "brand:LQX"},
    }
    return DemoGroup(
        seed=1,
        today="2026-11-11",
        brands=(DemoBrand("LQX", "兰琪秀", "Lanqixiu", "beauty"), DemoBrand("LY", "岭野", "Lingye", "outdoor")),
        stores=(
            DemoStore(
                "S01",
                "集合店",
                "Collection",
                "人民路1号",
                "collection",
                "pos",
                ("LQX", "LY"),
                (StoreOverlay("A1", 11900),),
                (Product("OWN1", "袋子", "S01", 50, own=True),),
            ),
            DemoStore("S02", "品牌店", "Brand", "中山路2号", "brand", "pos", ("LY",)),
        ),
        products=products,
        offers=(OfferRecord("OFF50", 1, offer),),
        coupons=(
            StoredCoupon("C1", "OFF50", "M1", "available", None),
            StoredCoupon("C2", "OFF50", "M1", "available", None),
            StoredCoupon("CB", "OFF50", None, "available", None),
        ),
        members=(
            DemoMember(
                "M1",
                "林若曦",
                "lrx",
                "13800000001",
                "11-20",
                {"group": "gold"},
                ("plus",),
                {"group": 5000, "LQX": 30},
                {"LQX": "2801"},
                True,
                "S01",
                ("S01", "S02"),
                "2024-01-01",
                {},
            ),
            DemoMember(
                "M2",
                "王敏",
                "wm",
                "13800000002",
                None,
                {},
                (),
                {"group": 100},
                {},
                False,
                "S02",
                ("S02",),
                "2024-01-01",
                {},
            ),
        ),
        purchases=(),
        staff=(DemoStaff("E1", "S01", "张三", ("cashier", "manager"), "1234"),),
        points={
            "program": "group",
            "rule": {"points": 100, "amount": 100, "step": 100, "offline": {"policy": "capped"}},
            "programs": [],
            "names": {},
            "tiers": {},
        },
        scanning={},
        receipts={},
    )


def cheap_hash(pin: str) -> str:
    """Tests do not need the real hash's work but once (see test_seed)."""
    return f"hash-of-{pin}"


@pytest.fixture
def clock() -> Callable[[], datetime]:
    """A clock that goes on by a second with each look."""
    moments = [datetime(2026, 11, 11, 2, 0, tzinfo=UTC)]

    def now() -> datetime:
        moments.append(moments[-1] + timedelta(seconds=1))
        return moments[-1]

    return now


def seeded(path: Path, url: str | None = None) -> DataDirectory:
    """A ledger of the small group in this directory, or in this database."""
    directory = DataDirectory(path, url)
    directory.initialise()
    ledger = directory.open()
    seed.load(ledger, small_group(), cheap_hash)
    ledger.close()
    return directory


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """What touches the store's SQL runs on both engines."""
    if "engine" in metafunc.fixturenames:
        is_both = metafunc.module.__name__.rpartition(".")[2] in ON_BOTH_ENGINES
        if not is_both or metafunc.definition.get_closest_marker("sqlite_only"):
            return
        metafunc.parametrize("engine", ["sqlite", "postgresql"], indirect=True)


@pytest.fixture
def engine(request: pytest.FixtureRequest) -> str:
    """`sqlite`, or `postgresql` too in modules of `ON_BOTH_ENGINES`."""
    return str(getattr(request, "param", "sqlite"))


@pytest.fixture(scope="session")
def small_ledger(tmp_path_factory: pytest.TempPathFactory) -> DataDirectory:
    """The small group in a file, to be copied."""
    return seeded(tmp_path_factory.mktemp("small") / "ledger")


@pytest.fixture(scope="session")
def small_database(
    postgres: PostgresServer, tmp_path_factory: pytest.TempPathFactory
) -> tuple[PostgresServer, DataDirectory]:
    """The small group in a database, to be copied."""
    return postgres, seeded(tmp_path_factory.mktemp("small") / "ledger", postgres.new_database())


class _Tracked(DataDirectory):
    """Closes what a test has opened and left."""

    def __init__(self, path: Path, url: str | None = None) -> None:
        super().__init__(path, url)
        self._opened: list[Ledger] = []

    def open(self, clock: Callable[[], datetime] = utc_now) -> Ledger:
        self._opened.append(super().open(clock))
        return self._opened[-1]

    def close(self) -> None:
        for ledger in self._opened:
            ledger.close()


@pytest.fixture
def data(engine: str, tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[DataDirectory]:
    """A directory of its own with the small group in it."""
    path = tmp_path / "ledger"
    if engine == "sqlite":
        shutil.copytree(request.getfixturevalue("small_ledger").path, path)
        with closing(_Tracked(path)) as directory:
            yield directory
        return
    server, template = request.getfixturevalue("small_database")
    url = server.new_database(template.url.partition("@/")[2].partition("?")[0])
    shutil.copytree(template.path, path)
    (path / URL_NAME).write_text(url)
    with closing(_Tracked(path)) as directory:
        yield directory
    server.drop(url)


@pytest.fixture
def ledger(data: DataDirectory, clock: Callable[[], datetime]) -> Iterator[Ledger]:
    opened = data.open(clock)
    yield opened
    opened.close()


def unprotected(database: Database) -> None:
    """Take the tables' own protection away: for who changes rows behind the ledger's back."""
    if isinstance(database, SqliteDatabase):
        for (trigger,) in database.rows("SELECT name FROM sqlite_master WHERE type = 'trigger'"):
            database.execute(f"DROP TRIGGER {trigger}")
    else:
        database.execute("SET session_replication_role = replica")


def sale_document(
    sale_id: str,
    amounts: Mapping[str, int],
    *,
    coupon: tuple[str, int] | None = None,
    points: int = 0,
    earned: Mapping[str, int] | None = None,
    one_id: str | None = None,
    brand: str = "LQX",
    funding: Mapping[str, int] | None = None,
) -> dict[str, Any]:
    """A sale of one line for each sku, paid in cash, with sums that hold. `coupon` is (id, saving); a point pays 1."""
    gross = sum(amounts.values())
    saving = coupon[1] if coupon else 0
    nets = [
        gross_minor - off
        for gross_minor, off in zip(amounts.values(), allocate(saving + points, list(amounts.values())), strict=True)
    ]
    payable = gross - saving - points
    if funding is None:
        shares = allocate(saving, [6000, 4000])
        funding = {"brand:LQX": shares[0], "platform": shares[1]} | ({"points": points} if points else {})
    lines = [
        {
            "line_id": str(number),
            "sku": sku,
            "name": sku,
            "brand": brand,
            "quantity": 1,
            "unit": "件",
            "unit_price_minor": gross_minor,
            "gross_minor": gross_minor,
            "net_minor": net,
            "tax_bps": 1300,
            "tax_minor": included_tax(net, 1300),
        }
        for number, ((sku, gross_minor), net) in enumerate(zip(amounts.items(), nets, strict=True), 1)
    ]
    tenders = [
        {
            "kind": "cash",
            "amount_minor": payable,
            "tendered_minor": payable + 100,
            "change_minor": 100,
            "reference": None,
        }
    ]
    return {
        "sale_id": sale_id,
        "basket_id": f"basket-{sale_id}",
        "cashier": "E1",
        "guide": None,
        "currency": "CNY",
        "one_id": one_id,
        "member_proof": None,
        "input": {
            "offers": [{"id": "OFF50", "version": 1}],
            "points_rule": {"points": 100, "amount": 100, "offline": {"policy": "capped"}},
        },
        "pricing": {
            "gross": gross,
            "saving": saving,
            "points_used": points,
            "points_amount": points,
            "payable": payable,
            "applied": [{"offer": "OFF50", "coupon": coupon[0], "saving": saving}] if coupon else [],
            "gifts": [],
            "points_earned": dict(earned or {}),
            "funding": {party: amount for party, amount in funding.items() if amount},
        },
        "lines": lines,
        "tenders": tenders,
    }


@dataclass
class JournalWriter:
    """A till's journal in memory: chains entries as a till does."""

    store: str = "S01"
    till: str = "T01"
    epoch: str = "epoch-1"
    head: Head = field(default_factory=lambda: Head("", 0, GENESIS))
    entries: list[Entry] = field(default_factory=list)

    def open(self, epoch: str, reason: str = "enrolled") -> Entry:
        """Open an epoch that goes on from the head."""
        after = None
        if self.head.seq:
            after = {"epoch": self.head.epoch, "seq": self.head.seq, "hash": self.head.hash.hex()}
        self.head = Head(epoch, 0, self.head.hash)
        return self.add("epoch_opened", {"reason": reason, "after": after})

    def add(self, kind: str, document: Mapping[str, Any], occurred_at: str = NOW) -> Entry:
        entry = make_entry(
            store=self.store,
            till=self.till,
            after=self.head,
            kind=kind,
            occurred_at=occurred_at,
            elapsed_ms=len(self.entries),
            document=document,
        )
        self.head = entry.head
        self.entries.append(entry)
        return entry

    def sale(self, sale_id: str, amounts: Mapping[str, int] | None = None, **options: Any) -> Entry:
        return self.add("sale", sale_document(sale_id, amounts or {"A1": 12900}, **options))

    def copy(self) -> JournalWriter:
        """A copied disk."""
        return replace(self, entries=list(self.entries))


@pytest.fixture
def journal() -> JournalWriter:
    """A journal that has opened its first epoch."""
    writer = JournalWriter()
    writer.open("epoch-1")
    return writer


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


@pytest.fixture
def serve(data: DataDirectory) -> Iterator[Callable[[], RunningLedger]]:
    """Starts the ledger of the small group; every process is stopped at the end."""
    started: list[RunningLedger] = []

    def start() -> RunningLedger:
        started.append(start_ledger(data))
        return started[-1]

    yield start
    for running in started:
        running.stop()


@pytest.fixture(scope="module")
def shared_till(tmp_path_factory: pytest.TempPathFactory) -> Iterator[HttpTill]:
    """An enrolled till at one running ledger for a whole module: for tests that change nothing that matters."""
    directory = seeded(tmp_path_factory.mktemp("shared") / "ledger")
    running = start_ledger(directory)
    yield enrolled_till(directory, running, "S01", "T01")
    running.stop()


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


def push_body(store: str, till: str, entries: list[Entry]) -> bytes:
    """The JSON of a push."""
    document = {
        "store": store,
        "till": till,
        "entries": [
            {
                "epoch": entry.epoch,
                "seq": entry.seq,
                "kind": entry.kind,
                "version": entry.version,
                "occurred_at": entry.occurred_at,
                "elapsed_ms": entry.elapsed_ms,
                "previous": entry.previous.hex(),
                "body": base64.b64encode(entry.body).decode(),
                "hash": entry.hash.hex(),
            }
            for entry in entries
        ],
    }
    return json.dumps(document).encode()


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


@pytest.fixture
def enrolled(data: DataDirectory) -> Callable[..., HttpTill]:
    """Enrols a till over the line at a running ledger."""
    return lambda running, store="S01", till="T01": enrolled_till(data, running, store, till)
