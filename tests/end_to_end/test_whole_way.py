"""One sale from the scan to the books, with and without a connection, through the real commands and a real ledger."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from central_ledger.demo.records import DemoMember
from pos_client.bootstrap.desk import open_till_store
from retail.catalogue import Product
from tests import commands
from tests.end_to_end.processes import Ledger, TillFolder
from tests.end_to_end.proxy import CuttingProxy

pytestmark = pytest.mark.slow


@dataclass
class TillOfProcesses(TillFolder):
    """Each of its commands is a process of its own."""

    run: Callable[..., commands.Done] = commands.forked

    def command(self, *arguments: str, stdin: str | None = None) -> tuple[int, Any]:
        name, *rest = arguments
        return self.run("pos-client", (name, "--data", str(self.folder), *rest), self.env, stdin).answer()


@pytest.fixture
def till(till: TillFolder) -> TillOfProcesses:
    return TillOfProcesses(till.folder, till.env, till.staff)


def code_of(ledger: Ledger, member: DemoMember) -> str:
    code, answer = ledger.command("issue-code", member.one_id)
    assert code == 0, answer
    return str(answer["code"])


def till_row(audit: Any, till: str = "T01") -> Any:
    """What the ledger has of one till, once it was seen that the books balance."""
    assert audit["balanced"], audit["problems"]
    assert not any(audit["units"].values())
    (row,) = [row for row in audit["tills"] if row["till"] == till]
    return row


def sums(row: Any) -> tuple[int, int]:
    """How many sales, and what was paid for them."""
    (total,) = row["sales"]
    return total["sales"], total["payable_minor"]


def sold(till: TillFolder) -> tuple[int, int]:
    return len(till.sold), sum(sale["payable_minor"] for sale in till.sold)


def points_at(till: TillFolder, one_id: str) -> int:
    """What this till's cache says."""
    environment = {key: till.env[key] for key in ("ONETILL_KEY_STORE", "ONETILL_SECRETS")}
    with pytest.MonkeyPatch.context() as patch:
        for key, value in environment.items():
            patch.setenv(key, value)
        base = open_till_store(till.folder, program="test", writer=False)
    try:
        member = base.store.members.by_one_id(one_id)
    finally:
        base.close()
    assert member is not None
    return member.points["group"]


def test_a_sale_reaches_the_books_to_the_cent(
    ledger: Ledger, till: TillOfProcesses, goods: Product, member: DemoMember
) -> None:
    """By the commands as they are installed."""
    till.run = commands.process
    till.enrol(ledger)
    code, sale = till.sell(scans=[goods.barcodes[0], code_of(ledger, member)])
    assert code == 0, sale
    assert sale["payable_minor"] < goods.unit_price_minor
    assert sale["points_earned"]["group"] > 0
    code, synced = till.sync()
    assert (code, synced["waiting"]) == (0, 0)
    row = till_row(ledger.audit())
    assert sums(row) == (1, sale["payable_minor"])
    assert (row["sent"], row["applied"], row["refused"], row["quarantined"]) == (5, 5, 0, 0)


def test_two_sales_without_a_ledger_wait_and_arrive_once(
    ledger: Ledger, till: TillFolder, goods: Product, member: DemoMember
) -> None:
    till.enrol(ledger)
    codes = [code_of(ledger, member) for _ in range(2)]
    ledger.kill()
    for text in codes:
        code, sale = till.sell(scans=[goods.barcodes[0], text])
        assert code == 0, sale
    code, synced = till.sync()
    assert code == 3
    assert synced["error"]["code"] == "ledger_unreachable"
    # Two times signed in, code accepted, sale, signed out.
    assert synced["waiting"] == 8
    ledger.start()
    assert till.sync()[0] == 0
    assert sums(till_row(ledger.audit())) == sold(till)


@pytest.mark.parametrize("cut_after", [0, 40, 300])
def test_an_answer_cut_off_in_the_middle_doubles_nothing(
    ledger: Ledger, till: TillFolder, goods: Product, cut_after: int
) -> None:
    proxy = CuttingProxy(ledger.address)
    till.enrol(ledger, proxy.address)
    for _ in range(3):
        assert till.sell(scans=[goods.barcodes[0]])[0] == 0
    proxy.cut_answers_after = cut_after
    assert till.sync()[0] == 3
    proxy.cut_answers_after = None
    assert till.sync()[0] == 0
    proxy.stop()
    assert sums(till_row(ledger.audit())) == sold(till)
    assert len(till.sold) == 3


def test_points_and_coupons_come_back_to_the_till(
    ledger: Ledger, till: TillFolder, goods: Product, member: DemoMember
) -> None:
    till.enrol(ledger)
    code, first = till.sell(scans=[goods.barcodes[0], code_of(ledger, member)])
    assert code == 0
    assert points_at(till, member.one_id) == member.points["group"]
    till.sync()
    assert points_at(till, member.one_id) == member.points["group"] + first["points_earned"]["group"]


def test_a_copied_till_is_found_and_nothing_is_dropped(
    ledger: Ledger, till: TillFolder, goods: Product, tmp_path: Path, env: dict[str, str]
) -> None:
    """The same disk twice, keys and all: two journals with one name."""
    till.enrol(ledger)
    twin = TillFolder(
        tmp_path / "twin" / "till", {**env, "ONETILL_SECRETS": str(tmp_path / "twin-secrets")}, till.staff
    )
    shutil.copytree(till.folder, twin.folder)
    (source,) = Path(env["ONETILL_SECRETS"]).iterdir()
    # A folder's secrets are called after its place: the thief of a whole disk would have it at the same one.
    name = hashlib.sha256(str(twin.folder.resolve()).encode()).hexdigest()[:16]
    shutil.copytree(source, Path(twin.env["ONETILL_SECRETS"]) / name)
    assert till.sell(scans=[goods.barcodes[0]])[0] == 0
    assert twin.sell(scans=[goods.barcodes[0], goods.barcodes[0]])[0] == 0
    assert till.sync()[0] == 0
    # The twin might be the till itself, restored from an image of its disk: it goes on, and somebody is told.
    assert twin.sync()[0] == 0
    code, audit = ledger.command("audit", "--json")
    assert audit["cases"] == {"till_restored": 1}
    # But then the first one is not alive any more.
    assert till.sell(scans=[goods.barcodes[0]])[0] == 0
    code, synced = till.sync()
    assert code == 1
    assert (synced["suspended"], synced["error"]["code"]) == (True, "till_suspended")
    assert synced["waiting"] > 0
    code, audit = ledger.command("audit", "--json")
    row = till_row(audit)
    assert row["suspended"]
    till.sold.pop()
    assert sums(row) == tuple(map(sum, zip(sold(till), sold(twin), strict=True)))
