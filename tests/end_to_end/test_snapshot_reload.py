"""A ledger that cannot go on from a till's cursor: the till starts over, whatever happens meanwhile."""

from __future__ import annotations

import shutil
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from central_ledger.application.publish import GROUP, publish_products
from pos_client.sync import engine
from retail.catalogue import Product
from tests.end_to_end.counter import Counter, books, enrolled
from tests.end_to_end.processes import Ledger, TillFolder
from tests.end_to_end.proxy import CuttingProxy

pytestmark = pytest.mark.slow


@pytest.fixture
def far_counter(
    ledger: Ledger, tmp_path: Path, env: dict[str, str], till: TillFolder, goods: Product
) -> Iterator[Counter]:
    line, product = CuttingProxy(ledger.address), goods.barcodes[0]
    made = Counter(tmp_path / "till", env, till.staff, name="T01", product=product, ledger=ledger, line=line)
    yield enrolled(made)
    line.stop()


def publish(ledger: Ledger, *products: Product) -> None:
    with books(ledger) as opened, opened.database.transaction():
        publish_products(opened, GROUP, products)


def skus(counter: Counter) -> set[str]:
    with counter.opened() as base:
        return {str(sku) for (sku,) in base.store.database.rows("SELECT sku FROM products")}


def test_a_till_starts_over_in_the_middle_of_a_feed_and_is_killed_meanwhile(
    far_counter: Counter, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    counter, ledger = far_counter, far_counter.ledger
    ledger.kill()
    older = tmp_path / "older"
    shutil.copytree(ledger.folder, older)
    ledger.start()
    publish(ledger, *(Product(f"LOST{number:03}", "停产", "YR", 100) for number in range(300)))
    monkeypatch.setattr(engine, "PAGE_ROWS", 20)
    monkeypatch.setattr(engine, "PAGES_AT_ONCE", 3)
    # In the middle of the new products the line fails, and then the ledger is restored to before them.
    before = skus(counter)
    size = 0
    while not skus(counter) - before:
        size += 60_000
        counter.line.cut_answers_after = size
        assert counter.sync()[0] == 3
    counter.line.cut_answers_after = None
    lost = skus(counter) - before
    assert 0 < len(lost) < 300
    ledger.kill()
    shutil.rmtree(ledger.folder)
    shutil.copytree(older, ledger.folder)
    ledger.start()
    publish(ledger, Product("NEW1", "新品", "YR", 100), *(Product(f"NEWER{n}", "新品", "YR", 1) for n in range(400)))

    for number in range(3):
        with counter.process("sync") as process:
            time.sleep(0.2 * number)
            process.kill()
        # What the shop knew stays in use until everything came again.
        assert counter.sells()
    code, synced = counter.sync()
    assert (code, synced["waiting"]) == (0, 0), synced
    with books(ledger) as opened:
        wanted = {row.key for scope in (GROUP, "S01") for row in opened.feeds.after(scope, "products", 0, 10_000)}
    assert skus(counter) == wanted
    counter.lost_nothing()
