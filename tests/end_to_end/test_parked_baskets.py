"""Two tills of a store and a real ledger process: a parked basket is taken up at one of them, once."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from central_ledger.demo.records import DemoGroup, DemoMember
from pos_client.bootstrap.desk import TillStore, open_till_store
from pos_client.bootstrap.line import make_sync_session
from pos_client.bootstrap.parked import LineBaskets
from pos_client.bootstrap.till import Till, build_till
from pos_client.errors import Refused, Unavailable
from pos_client.sync.session import SyncSession
from tests.end_to_end.counter import Counter, books, enrolled
from tests.end_to_end.proxy import CuttingProxy
from tests.nursery import start


@dataclass
class Open:
    """A till's program, in this process."""

    base: TillStore
    till: Till
    session: SyncSession
    line: LineBaskets

    def round(self) -> None:
        self.session.round()


@contextmanager
def running(counter: Counter, monkeypatch: pytest.MonkeyPatch) -> Iterator[Open]:
    for name in ("ONETILL_KEY_STORE", "ONETILL_SECRETS"):
        monkeypatch.setenv(name, counter.env[name])
    base = open_till_store(counter.folder, program="test")
    session, transport = make_sync_session(base, lambda status: None)
    till = build_till(base)
    till.staff.sign_in(till.staff.check_pin(*counter.staff))
    try:
        yield Open(base, till, session, LineBaskets(base))
    finally:
        transport.close()
        base.close()


RING = """
import sys
from pathlib import Path
from pos_client.bootstrap.desk import open_till_store
from pos_client.bootstrap.till import build_till
base = open_till_store(Path(sys.argv[1]), program="till")
till = build_till(base)
till.staff.sign_in(till.staff.check_pin(sys.argv[2], sys.argv[3]))
for product in base.store.catalogue.by_code(sys.argv[5:]):
    till.checkout.add_product(product.sku)
    till.parking.keep_open()
till.checkout.set_member(till.members.identify_search(sys.argv[4]))
till.parking.keep_open()
print(till.checkout.sale_id, till.checkout.state.payable_minor, flush=True)
sys.stdin.read()
"""


def test_a_kill_leaves_the_basket_at_the_counter(
    counter: Counter, monkeypatch: pytest.MonkeyPatch, group: DemoGroup, member: DemoMember
) -> None:
    unlisted = {overlay.sku for store in group.stores for overlay in store.overlays}
    goods = [p for p in group.products if p.sku not in unlisted and not p.weighed][:5]
    ring = (RING, str(counter.folder), *counter.staff, member.one_id, *(p.sku for p in goods))
    with start("-c", ring, counter.env, stdin=subprocess.PIPE) as process:
        assert process.stdout is not None
        sale_id, payable = process.stdout.readline().split()
        process.kill()
    with running(counter, monkeypatch) as one:
        back = one.till.parking.bring_back()
        assert back is not None
        state = one.till.checkout.state
        assert [line.product.sku for line in state.basket.lines] == [product.sku for product in goods]
        assert state.payable_minor == int(payable)
        assert one.till.checkout.sale_id != sale_id
        assert state.member is not None
        assert state.member.member.one_id == member.one_id
        one.till.checkout.tender_cash(state.payable_minor)
        one.till.checkout.complete()
        assert one.base.store.open_basket.read() is None


@pytest.fixture
def second(counter: Counter, tmp_path: Path) -> Iterator[Counter]:
    env = {**counter.env, "ONETILL_SECRETS": str(tmp_path / "second-secrets")}
    made = Counter(
        tmp_path / "second",
        env,
        counter.staff,
        name=f"{counter.name}B",
        product=counter.product,
        ledger=counter.ledger,
        line=CuttingProxy(counter.ledger.address),
    )
    yield enrolled(made)
    made.line.stop()


def test_parked_here_taken_up_there_and_once(
    counter: Counter, second: Counter, monkeypatch: pytest.MonkeyPatch
) -> None:
    with running(counter, monkeypatch) as one, running(second, monkeypatch) as two:
        for _ in range(2):
            one.till.scanning.scan(counter.product)
            one.till.parking.park("给妈妈的")
        first, other = [kept.parked.parking_id for kept in one.till.parking.own()]
        one.round()
        assert [kept.sharing for kept in one.till.parking.own()] == ["shared", "shared"]

        found = two.till.parking.others(two.line.list_parked().waiting)
        mine = [parked for parked in found if parked.till == counter.name]
        assert [(parked.name, parked.units) for parked in mine] == [("给妈妈的", 1)] * 2
        two.till.parking.recall(first, two.line.claim(first, own=False))
        assert two.till.checkout.state.basket.unit_count == 1
        with pytest.raises(Refused, match="basket_taken"):
            one.till.parking.recall(first, one.line.claim(first, own=True))
        two.till.checkout.tender_cash(two.till.checkout.state.payable_minor)
        two.till.checkout.complete()
        two.round()
        one.round()
        with books(counter.ledger) as ledger:
            row = ledger.parked_baskets.get("S01", first)
            assert row is not None
            assert (row.status, row.claimed_by, row.document) == ("over", second.name, "")

        # The line is cut: nobody but the ledger knows who has the other one, and nobody takes it up twice.
        counter.line.refuse = True
        counter.line.cut_now()
        assert one.till.parking.needs_claim(other)
        with pytest.raises(Unavailable, match="parked_need_connection"):
            one.line.claim(other, own=True)
        with pytest.raises(Refused, match="basket_needs_ledger"):
            one.till.parking.recall(other)
        one.till.scanning.scan(counter.product)
        one.till.parking.park("没有网络")
        one.round()
        unshared = one.till.parking.own()[-1]
        assert unshared.sharing == "own"
        one.till.parking.recall(unshared.parked.parking_id)
        one.till.checkout.void_basket()
        counter.line.refuse = False
        one.till.parking.recall(other, one.line.claim(other, own=True))
        assert one.till.checkout.state.basket.unit_count == 1
