"""A small demo group, ledgers that serve it, and tills at them."""

from __future__ import annotations

import itertools
import shutil
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from central_ledger.application.keys import initialise
from central_ledger.application.ledger import Ledger as LedgerBooks
from central_ledger.commands import SMALL_SIZE
from central_ledger.data_directory import DataDirectory
from central_ledger.demo.generate import generate
from central_ledger.demo.records import DemoGroup, DemoMember
from central_ledger.store.key_files import make_key, read_key
from central_ledger.store.sqlite import SqliteDatabase
from retail.catalogue import Product
from tests import commands
from tests.end_to_end.counter import Counter, enrolled
from tests.end_to_end.processes import Ledger, TillFolder, plain_env
from tests.end_to_end.proxy import CuttingProxy

SEED = "1"
_NUMBERS = itertools.count(11)


def found_a_month_ago(folder: Path) -> None:
    """The group's keys are as old as the group: a till whose clock is wrong by a day still knows them as valid."""
    data = DataDirectory(folder)
    folder.mkdir(mode=0o700)
    make_key(data.key_path)
    database = SqliteDatabase(data.database_path, read_key(data.key_path))
    try:
        database.create()
        with database.transaction():
            initialise(LedgerBooks(database, lambda: datetime.now(UTC) - timedelta(days=30)))
    finally:
        database.close()


@pytest.fixture(scope="session")
def demo_group(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A ledger's directory with a small demo group, made once for all tests of this process."""
    folder = tmp_path_factory.mktemp("group") / "ledger"
    found_a_month_ago(folder)
    code, answer = commands.here(
        "central-ledger", ("seed-demo", "--data", str(folder), "--small", "--seed", SEED)
    ).answer()
    assert code == 0, answer
    return folder


@pytest.fixture
def env(tmp_path: Path) -> dict[str, str]:
    return plain_env(tmp_path)


@pytest.fixture
def ledger(demo_group: Path, tmp_path: Path, env: dict[str, str]) -> Iterator[Ledger]:
    folder = tmp_path / "ledger"
    shutil.copytree(demo_group, folder)
    made = Ledger(folder, env)
    made.start()
    yield made
    if made.process is not None:
        made.kill()


@pytest.fixture(scope="session")
def group() -> DemoGroup:
    """The same small group as in the ledgers' directories."""
    products, members = SMALL_SIZE
    return generate(int(SEED), products=products, members=members, today=datetime.now().astimezone().date())


@pytest.fixture
def till(tmp_path: Path, env: dict[str, str], group: DemoGroup) -> TillFolder:
    cashier = next(member for member in group.staff if member.store_id == "S01")
    return TillFolder(tmp_path / "till", env, (cashier.staff_id, cashier.pin))


@pytest.fixture(scope="session")
def goods(group: DemoGroup) -> Product:
    """Something of a brand that costs enough to meet thresholds."""
    unlisted = {overlay.sku for store in group.stores for overlay in store.overlays}
    return next(p for p in group.products if p.sku not in unlisted and p.unit_price_minor > 30_000 and not p.weighed)


@pytest.fixture(scope="session")
def member(group: DemoGroup) -> DemoMember:
    return next(m for m in group.members if "S01" in m.stores and m.tiers.get("group") == "gold")


@pytest.fixture(scope="session")
def office(demo_group: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ledger]:
    """One ledger for all tests that have a till of their own.

    What they sell stays there: a test that counts what a member has asks the ledger first, and not the demo group.
    """
    folder = tmp_path_factory.mktemp("office")
    shutil.copytree(demo_group, folder / "ledger")
    made = Ledger(folder / "ledger", plain_env(folder))
    made.start()
    yield made
    made.kill()


@pytest.fixture
def counter(office: Ledger, tmp_path: Path, env: dict[str, str], till: TillFolder, goods: Product) -> Iterator[Counter]:
    """A till of its own at the shared ledger, enrolled and with all data."""
    made = Counter(
        tmp_path / "till",
        env,
        till.staff,
        name=f"T{next(_NUMBERS)}",
        product=goods.barcodes[0],
        ledger=office,
        line=CuttingProxy(office.address),
    )
    yield enrolled(made)
    made.line.stop()
