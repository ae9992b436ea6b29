"""The same coupon at two tills of a real ledger: with a connection, without one, and when one goes away in between."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from central_ledger.application.audit import audit
from central_ledger.application.member_codes import member_code
from central_ledger.demo.records import DemoGroup, DemoMember
from pos_client.application.checkout_state import CompletedSale
from pos_client.application.wallet_payments import WalletPayments
from pos_client.bootstrap.desk import TillStore, open_till_store
from pos_client.bootstrap.line import make_reservation_line, make_sync_session
from pos_client.bootstrap.promises import LedgerPromises
from pos_client.bootstrap.till import Till, build_till
from retail.catalogue import Product
from retail.payment_code import PaymentCode
from retail.ports import StoredCoupon
from retail.reservation import ReservationRefusal
from retail.wallets import WalletOutcome
from tests.end_to_end.counter import books
from tests.end_to_end.processes import Ledger, TillFolder, plain_env
from tests.end_to_end.proxy import CuttingProxy
from tests.fake_wallets import FakeWallet

pytestmark = pytest.mark.slow


@dataclass
class Shop:
    """One till in this process: its use cases, its sync, and its line to the ledger, which can be cut."""

    folder: TillFolder
    ledger: Ledger
    goods: Product
    line: CuttingProxy
    stack: ExitStack = field(default_factory=ExitStack)

    def start(self) -> None:
        patch = self.stack.enter_context(pytest.MonkeyPatch.context())
        for name in ("ONETILL_KEY_STORE", "ONETILL_SECRETS"):
            patch.setenv(name, self.folder.env[name])
        self.base: TillStore = open_till_store(self.folder.folder, program="test")
        self.stack.callback(self.base.close)
        self.till: Till = build_till(self.base, asks_ledger=True)
        self.session, transport = make_sync_session(self.base, lambda status: None)
        self.stack.callback(transport.close)
        self.promises = make_reservation_line(self.base, 5_000)
        self.stack.callback(self.promises.close)
        staff_id, pin = self.folder.staff
        self.till.staff.sign_in(self.till.staff.check_pin(staff_id, pin))

    def die(self) -> None:
        """Nothing is said to anybody: what was in memory is gone, as after a power cut."""
        self.stack.close()
        self.stack = ExitStack()

    def sync(self) -> None:
        """Rounds as the worker makes them, until nothing is urgent."""
        while self.session.round() == 0:
            pass
        if self.session.pulled_rows:
            self.till.checkout.reference_changed()
        self.till.checkout.connection_changed()

    def cut(self) -> None:
        self.line.refuse = True
        self.line.cut_now()
        self.sync()

    def mend(self) -> None:
        self.line.refuse = False

    def ring_up(self, member: DemoMember, coupon: StoredCoupon, pieces: int = 1) -> None:
        """A basket of this member, who wants to use this coupon."""
        with books(self.ledger) as opened:
            text, _ = member_code(opened, member.one_id)
        for _ in range(pieces):
            self.till.checkout.add_product(self.goods.sku)
        self.till.scanning.scan(text)
        self.till.checkout.choose_coupons([coupon.coupon_id])

    def pay(self) -> tuple[ReservationRefusal, ...]:
        """Ask the ledger as the payment needs it; what it refused."""
        request = self.till.checkout.begin_payment()
        while request is not None:
            request = self.till.checkout.reservation_answered(request, self.promises.reserve(request))
        return self.till.checkout.state.payment.refusals

    def complete(self) -> CompletedSale:
        if self.till.checkout.state.remaining_minor:
            self.till.checkout.tender_cash(self.till.checkout.state.remaining_minor)
        return self.till.checkout.complete()

    def uses(self, coupon: StoredCoupon) -> bool:
        pricing = self.till.checkout.state.pricing
        return pricing is not None and any(item.coupon == coupon.coupon_id for item in pricing.applied)

    def holds(self, coupon: StoredCoupon) -> bool:
        return any(not lease.recalled for lease in self.base.store.leases.of_coupon(coupon.coupon_id))


@dataclass
class Pair:
    """Two tills of one store, and the members of the demo that no test has taken yet."""

    one: Shop
    other: Shop
    ledger: Ledger
    group: DemoGroup
    taken: set[str] = field(default_factory=set)

    def take(self, offer_id: str) -> tuple[DemoMember, StoredCoupon]:
        """A member of the store who holds a coupon of this offer that nobody has used, and that does not end today."""
        tomorrow = datetime.now(UTC) + timedelta(days=1)
        members = {member.one_id: member for member in self.group.members if "S01" in member.stores}
        for coupon in self.group.coupons:
            lasts = coupon.expires_at is None or datetime.fromisoformat(coupon.expires_at) > tomorrow
            if coupon.offer_id == offer_id and coupon.status == "available" and lasts and coupon.one_id in members:
                known = {row.coupon_id for row in self.one.base.store.members.coupons_of(coupon.one_id)}
                if coupon.one_id not in self.taken and coupon.coupon_id in known:
                    self.taken.add(coupon.one_id)
                    return members[coupon.one_id], coupon
        raise AssertionError(f"nobody is left with a coupon of {offer_id}")

    def cases(self, coupon: StoredCoupon) -> list[str]:
        """Kinds of the open cases about this coupon or its member, once it was seen that the books balance."""
        with books(self.ledger) as opened:
            found = audit(opened)
            assert found.balanced, found.problems
            about = (coupon.coupon_id, str(coupon.one_id))
            return sorted(case.kind for case in opened.cases.all("open") if any(one in repr(case) for one in about))


@pytest.fixture(scope="module")
def pair(demo_group: Path, group: DemoGroup, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Pair]:
    folder = tmp_path_factory.mktemp("pair")
    shutil.copytree(demo_group, folder / "ledger")
    ledger = Ledger(folder / "ledger", plain_env(folder))
    ledger.start()
    cashier = next(member for member in group.staff if member.store_id == "S01" and "cashier" in member.roles)
    unlisted = {overlay.sku for store in group.stores for overlay in store.overlays}
    goods = next(
        product
        for product in group.products
        if product.sku not in unlisted
        and product.unit_price_minor > 40_000
        and not product.weighed
        and product.discountable
        and not {"limited", "clearance"} & set(product.tags)
    )
    shops = []
    for name in ("T01", "T02"):
        line = CuttingProxy(ledger.address)
        till = TillFolder(folder / name, plain_env(folder / f"{name}-env"), (cashier.staff_id, cashier.pin))
        till.enrol(ledger, line.address, till=name)
        shop = Shop(till, ledger, goods, line)
        shop.start()
        shops.append(shop)
    made = Pair(shops[0], shops[1], ledger, group)
    yield made
    for shop in shops:
        shop.die()
        shop.line.stop()
    ledger.kill()


@pytest.fixture
def ready(pair: Pair) -> Iterator[Pair]:
    """Both tills connected and up to date, with empty baskets."""
    for shop in (pair.one, pair.other):
        shop.mend()
        shop.sync()
    yield pair
    for shop in (pair.one, pair.other):
        if not shop.till.checkout.state.basket.is_empty:
            while shop.till.checkout.state.tenders:
                shop.till.checkout.remove_tender(0)
            shop.pay()
            shop.complete()
        shop.mend()
        shop.sync()


CAPPED, LEASED = "CPN-1000-100", "CPN-300-30"


def test_with_a_connection_the_second_till_is_refused_before_it_takes_money(ready: Pair) -> None:
    member, coupon = ready.take(CAPPED)
    ready.one.ring_up(member, coupon, pieces=4)
    ready.other.ring_up(member, coupon, pieces=4)
    assert ready.one.pay() == ()
    assert [refusal.code for refusal in ready.other.pay()] == ["reserved"]
    assert (ready.one.uses(coupon), ready.other.uses(coupon)) == (True, False)
    ready.one.complete()
    ready.one.sync()
    ready.other.till.checkout.abandon_payment()
    assert [refusal.code for refusal in ready.other.pay()] == ["used"]
    ready.other.complete()
    ready.other.sync()
    assert ready.cases(coupon) == []


def test_cut_off_at_both_a_capped_coupon_is_one_case_at_the_ledger(ready: Pair) -> None:
    member, coupon = ready.take(CAPPED)
    for shop in (ready.one, ready.other):
        shop.cut()
        shop.ring_up(member, coupon, pieces=4)
        assert shop.pay() == ()
        assert shop.uses(coupon)
        shop.complete()
        # The same member again, at the same till: the limit for each member is 1, and the coupon is used.
        shop.ring_up(member, coupon, pieces=4)
        assert not shop.uses(coupon)
        shop.pay()
        shop.complete()
    for shop in (ready.one, ready.other):
        shop.mend()
        shop.sync()
    # What else this member's plan gives is limited too, and may have its own case.
    assert ready.cases(coupon).count("coupon_reused") == 1


def test_cut_off_at_both_a_leased_coupon_is_used_by_its_holder_alone(ready: Pair) -> None:
    member, coupon = dealt(ready)
    holder, other = (ready.one, ready.other) if ready.one.holds(coupon) else (ready.other, ready.one)
    for shop in (holder, other):
        shop.cut()
        shop.ring_up(member, coupon, pieces=2)
        shop.pay()
    assert (holder.uses(coupon), other.uses(coupon)) == (True, False)
    sale = holder.complete()
    assert len(sale.sale.leases) == 1
    other.complete()
    for shop in (other, holder):
        shop.mend()
        shop.sync()
    assert ready.cases(coupon) == []


def test_the_holder_gives_a_lease_back_when_the_other_till_asks(ready: Pair) -> None:
    member, coupon = dealt(ready)
    holder, other = (ready.one, ready.other) if ready.one.holds(coupon) else (ready.other, ready.one)
    other.ring_up(member, coupon, pieces=2)
    assert [refusal.code for refusal in other.pay()] == ["leased"]
    holder.sync()
    assert not holder.holds(coupon)
    other.till.checkout.abandon_payment()
    assert other.pay() == ()
    assert other.uses(coupon)
    other.complete()
    other.sync()
    assert ready.cases(coupon) == []


def test_a_line_cut_between_reservation_and_sale_costs_nobody_anything(ready: Pair) -> None:
    member, coupon = ready.take(CAPPED)
    ready.one.ring_up(member, coupon, pieces=4)
    assert ready.one.pay() == ()
    ready.one.cut()
    sale = ready.one.complete()
    assert sale.sale.reservation_id is not None
    # The other till meets the reservation for as long as the ledger does not know how it ended.
    ready.other.ring_up(member, coupon, pieces=4)
    assert [refusal.code for refusal in ready.other.pay()] == ["reserved"]
    ready.other.complete()
    ready.one.mend()
    ready.one.sync()
    ready.other.sync()
    assert ready.cases(coupon) == []


def test_a_till_that_dies_after_the_reservation_lets_go_when_it_is_back(ready: Pair) -> None:
    member, coupon = ready.take(CAPPED)
    ready.one.ring_up(member, coupon, pieces=4)
    assert ready.one.pay() == ()
    ready.one.die()
    ready.one.start()
    ready.other.ring_up(member, coupon, pieces=4)
    assert [refusal.code for refusal in ready.other.pay()] == ["reserved"]
    ready.one.sync()
    ready.other.till.checkout.abandon_payment()
    assert ready.other.pay() == ()
    ready.other.complete()
    ready.other.sync()
    assert ready.cases(coupon) == []


def test_a_basket_that_waits_for_its_wallet_keeps_its_coupon_through_a_restart(ready: Pair) -> None:
    member, coupon = ready.take(CAPPED)
    shop, wallet = ready.one, FakeWallet()

    def wallets() -> WalletPayments:
        till = shop.till
        return WalletPayments(till.desk, till.staff, till.checkout, shop.base.store.wallet_attempts, {"wechat": wallet})

    def until() -> str:
        with books(ready.ledger) as opened:
            row = opened.reservations.get("S01", shop.base.store.enrolment.till, reservation_id)  # type: ignore[union-attr]
        assert row is not None
        assert row.status == "held"
        return row.until

    shop.ring_up(member, coupon, pieces=4)
    assert shop.pay() == ()
    payments = wallets()
    call = payments.start(PaymentCode("130123456789012345"))
    payments.answered(call, WalletOutcome("unknown", "no_answer"))
    payments.set_aside()
    (reservation_id,) = shop.base.store.reservations.all()
    shop.sync()
    granted_until = until()
    # The program is closed as it should be, with a connection, and started again.
    LedgerPromises(shop.base, 5_000).close()
    shop.die()
    shop.start()
    payments = wallets()
    shop.sync()
    assert until() > granted_until
    ready.other.ring_up(member, coupon, pieces=4)
    assert [refusal.code for refusal in ready.other.pay()] == ["reserved"]
    (call,) = [call for call in payments.due() if call.asked == "query"]
    payments.answered(call, WalletOutcome("failed", "insufficient_funds"))
    shop.sync()
    ready.other.till.checkout.abandon_payment()
    assert ready.other.pay() == ()
    ready.other.complete()
    ready.other.sync()
    assert ready.cases(coupon) == []


def test_no_answer_in_time_goes_by_the_offline_rules(ready: Pair) -> None:
    member, coupon = ready.take(CAPPED)
    ready.one.ring_up(member, coupon, pieces=4)
    ready.one.line.cut_answers_after = 0
    try:
        assert ready.one.pay() == ()
    finally:
        ready.one.line.cut_answers_after = None
        ready.one.line.cut_now()
    assert ready.one.till.checkout.state.payment.unanswered
    assert ready.one.uses(coupon)
    body: dict[str, Any] = dict(ready.one.complete().sale.pricing_input)
    assert body["online"] is False
    ready.one.sync()
    assert ready.cases(coupon) == []
    # The ledger had granted it, and the sale named it: nothing is left of it.
    assert ready.one.base.store.reservations.all() == []


def test_a_till_that_is_taken_away_gives_everything_back(ready: Pair) -> None:
    _, coupon = dealt(ready)
    holder = ready.one if ready.one.holds(coupon) else ready.other
    (lease,) = holder.base.store.leases.of_coupon(coupon.coupon_id)
    holder.die()
    code, answer = holder.folder.command("sync", "--give-back")
    assert code == 0, answer
    with books(ready.ledger) as opened:
        held = opened.leases.coupon_in_hand(str(coupon.one_id), coupon.coupon_id, opened.now())
    # The ledger may have dealt it anew at once.
    assert held is None or held.lease_id != lease.lease_id
    holder.start()
    assert not holder.holds(coupon)


def dealt(pair: Pair) -> tuple[DemoMember, StoredCoupon]:
    """A member whose coupon the ledger has given to one of the tills by its own policy."""
    for _ in range(40):
        for shop in (pair.one, pair.other):
            shop.sync()
        held = {
            lease.coupon_id
            for shop in (pair.one, pair.other)
            for lease in shop.base.store.leases.all()
            if lease.offer_id == LEASED and not lease.recalled and lease.left
        }
        members = {member.one_id: member for member in pair.group.members}
        for coupon in pair.group.coupons:
            if coupon.coupon_id in held and coupon.one_id in members and coupon.one_id not in pair.taken:
                pair.taken.add(coupon.one_id)
                return members[coupon.one_id], coupon
    raise AssertionError("the ledger dealt no lease")
