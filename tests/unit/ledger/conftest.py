"""A small group in a fresh ledger, and what speaks to it: a journal, the ledger as a process, an enrolled till."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from central_ledger.application import seed
from central_ledger.application.ledger import Ledger, utc_now
from central_ledger.data_directory import URL_NAME, DataDirectory
from central_ledger.demo.records import DemoBrand, DemoGroup, DemoMember, DemoStaff, DemoStore
from central_ledger.store.database import Database
from central_ledger.store.sqlite import SqliteDatabase
from retail.catalogue import Product, StoreOverlay
from retail.ports import OfferRecord, StoredCoupon
from tests.postgresql_server import PostgresServer
from tests.unit.ledger.journals import JournalWriter
from tests.unit.ledger.running import HttpTill, RunningLedger, enrolled_till, start_ledger

#: Every test that asks for a ledger runs on SQLite and on PostgreSQL, but those that say `sqlite_only` for themselves,
#: and these modules, which make their ledgers in a way of their own.
ON_ONE_ENGINE = {
    "test_clearing": "what lies between shards, over shards of SQLite that can be cut off anywhere; a real cluster's "
    "is in test_on_citus",
    "test_distribution": "which shard a statement names is read off the statement, whatever runs it",
    "test_on_citus": "a cluster",
    "test_on_citus_machines": "a cluster",
    "test_on_postgresql": "what PostgreSQL alone asks of a ledger",
    "test_side_by_side": "several processes on one database: a file is served by one",
}


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
    is_one = metafunc.module.__name__.rpartition(".")[2] in ON_ONE_ENGINE
    if is_one or metafunc.definition.get_closest_marker("sqlite_only"):
        return
    for name, scope in (("engine", None), ("module_engine", "module")):
        if name in metafunc.fixturenames:
            metafunc.parametrize(name, ["sqlite", "postgresql"], indirect=True, scope=scope)


@pytest.fixture
def engine(request: pytest.FixtureRequest) -> str:
    """`sqlite`, then `postgresql`; `sqlite` alone where it is said so (`ON_ONE_ENGINE`)."""
    return str(getattr(request, "param", "sqlite"))


@pytest.fixture(scope="module")
def module_engine(request: pytest.FixtureRequest) -> str:
    """As `engine`, for what a whole module shares."""
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
def copied(engine: str, request: pytest.FixtureRequest) -> Iterator[Callable[[Path], DataDirectory]]:
    """Makes ledgers of the small group on this engine, each in a directory that is not there yet."""
    with ExitStack() as stack:

        def copy(path: Path) -> DataDirectory:
            if engine == "sqlite":
                shutil.copytree(request.getfixturevalue("small_ledger").path, path)
            else:
                server, template = request.getfixturevalue("small_database")
                url = server.new_database(template.url.partition("@/")[2].partition("?")[0])
                stack.callback(server.drop, url)
                shutil.copytree(template.path, path)
                (path / URL_NAME).write_text(url)
            return stack.enter_context(closing(_Tracked(path)))

        yield copy


@pytest.fixture
def data(copied: Callable[[Path], DataDirectory], tmp_path: Path) -> DataDirectory:
    """A directory of its own with the small group in it."""
    return copied(tmp_path / "ledger")


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


@pytest.fixture
def journal() -> JournalWriter:
    """A journal that has opened its first epoch."""
    writer = JournalWriter()
    writer.open("epoch-1")
    return writer


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
def shared_data(
    module_engine: str, tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest
) -> DataDirectory:
    """The small group, for a whole module: for tests that change nothing that matters."""
    is_embedded = module_engine == "sqlite"
    url = None if is_embedded else request.getfixturevalue("postgres").new_database()
    return seeded(tmp_path_factory.mktemp("shared") / "ledger", url)


@pytest.fixture(scope="module")
def shared_till(shared_data: DataDirectory) -> Iterator[HttpTill]:
    """An enrolled till at one running ledger of `shared_data`."""
    running = start_ledger(shared_data)
    yield enrolled_till(shared_data, running, "S01", "T01")
    running.stop()


@pytest.fixture
def enrolled(data: DataDirectory) -> Callable[..., HttpTill]:
    """Enrols a till over the line at a running ledger."""
    return lambda running, store="S01", till="T01": enrolled_till(data, running, store, till)
