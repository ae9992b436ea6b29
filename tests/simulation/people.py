"""What cashiers, shoppers and the office do. Everything goes through the use cases that the screens call."""

from __future__ import annotations

import random

from central_ledger.application import publish
from central_ledger.application.ledger import Ledger
from pos_client.application.staff import VerifiedPin
from pos_client.bootstrap.till import Till
from pos_client.errors import Refused
from retail import code as member_code
from retail.basket import Quantity
from retail.catalogue import StoreOverlay
from retail.ports import StoredCoupon
from tests.simulation import promises
from tests.simulation.backroom import lowers_a_price, takes_goods_back, works_the_drawer
from tests.simulation.clock import WorldTime
from tests.simulation.template import MEMBERS, SKUS, STORES, key_of
from tests.simulation.till_host import Done, TillHost


class People:
    """Their choices come from `rng`; `cards` are the inner cards on the members' phones."""

    def __init__(
        self, rng: random.Random, time: WorldTime, cards: dict[str, bytes], windows: dict[str, tuple[object, ...]]
    ) -> None:
        self._rng = rng
        self._time = time
        self._cards = cards
        self._windows = windows
        #: Whether the ledger's clock was right all the time.
        self.is_ledger_on_time = True

    def sign_in(self, host: TillHost) -> None:
        """Somebody whose PIN was right (the PIN's own hash is another test's matter)."""
        till = host.require()
        if till.staff.current is None:
            till.staff.sign_in(VerifiedPin(self._rng.choice(till.staff.staff())))

    def sign_out(self, host: TillHost) -> str:
        till = host.require()
        if till.staff.current is None:
            return "nobody to sign out"
        till.staff.sign_out(self._rng.choice(("asked", "locked", "closed")))
        return "signed out"

    def voids(self, host: TillHost) -> str:
        self.sign_in(host)
        till = host.require()
        self._fill(till, host)
        till.checkout.void_basket()
        return "voided a basket"

    def sells(self, host: TillHost) -> str:
        """One sale from the first scan to the end; what the till then shows as done is written down."""
        self.sign_in(host)
        till = host.require()
        if host.has_news:
            till.checkout.reference_changed()
            host.has_news = False
        till.checkout.connection_changed()
        who = self._fill(till, host)
        begun_s = self._begin_payment(host)
        self.pay(till)
        completed = till.checkout.complete()
        promises.leases_are_in_time(host, completed.sale, begun_s, self.is_ledger_on_time)
        promises.caps_hold(host, completed.sale, self._windows)
        head = completed.entry_head
        done = Done(completed.sale.sale_id, completed.sale.payable_minor, head.epoch, head.seq, head.hash)
        host.done.append(done)
        applied = ",".join(str(one.get("coupon") or one["offer"]) for one in completed.sale.pricing["applied"])
        points = completed.sale.pricing["points_used"]
        return f"sold {done.sale_id[:8]} for {done.payable_minor} to {who} [{applied}] points {points} as {head.seq}"

    def _begin_payment(self, host: TillHost) -> float:
        """Ask the ledger for what only it can promise; gives when the payment began. The shopper may take long to pay,
        and a lease may run out meanwhile.
        """
        checkout, begun_s = host.require().checkout, self._time.seconds
        request = checkout.begin_payment()
        while request is not None:
            answer = host.reserve(request)
            begun_s = self._time.seconds
            request = checkout.reservation_answered(request, answer)
        if self._rng.random() < 0.08:
            self._time.advance(self._rng.choice((300, 10_000)))
        return begun_s

    def takes_back(self, host: TillHost) -> str:
        self.sign_in(host)
        return takes_goods_back(host, self._rng)

    def works_the_drawer(self, host: TillHost) -> str:
        self.sign_in(host)
        return works_the_drawer(host, self._rng)

    def pay(self, till: Till) -> None:
        state = till.checkout.state
        remaining = state.remaining_minor
        if remaining > 1 and self._rng.random() < 0.3:
            till.checkout.tender_card(self._rng.randrange(1, remaining), "terminal-1")
            remaining = till.checkout.state.remaining_minor
        if remaining:
            till.checkout.tender_cash(remaining + self._rng.choice((0, 0, 100, 5000)))

    def _fill(self, till: Till, host: TillHost) -> str:
        """A basket with goods in it, and perhaps a member. Whatever lies there from before goes first."""
        checkout, rng = till.checkout, self._rng
        while checkout.state.tenders:
            checkout.remove_tender(0)
        if not checkout.state.basket.is_empty:
            checkout.void_basket()
        for _ in range(rng.choice((1, 1, 2, 3))):
            sku = rng.choice(SKUS[host.store])
            checkout.add_product(sku, Quantity.weight("0.350") if sku == "B2" else None)
        if rng.random() < 0.12:
            lowers_a_price(till, rng)
        who = "a walk-in"
        if rng.random() < 0.7:
            who = self._identify(till)
        if rng.random() < 0.2:
            # A paper coupon that was copied proves itself in every store.
            coupon_id = f"BEARER-{rng.randrange(1, 4)}"
            checkout.add_bearer_coupon(StoredCoupon(coupon_id, "FREE30", None, "available", None))
        return who

    def _identify(self, till: Till) -> str:
        """By the phone's code, by card, or by search. A code that the till's wrong clock refuses is not the end."""
        checkout, members, rng = till.checkout, till.members, self._rng
        one_id = rng.choice(MEMBERS)
        if rng.random() < 0.75:
            code = member_code.rotate_code(self._cards[one_id], key_of(one_id), self._time.now(), rng.randbytes(8))
            try:
                checkout.set_member(members.identify_code(code))
            except Refused:
                checkout.set_member(members.identify_search(one_id))
                return f"{one_id} without a code"
            if rng.random() < 0.4:
                checkout.use_points(rng.choice(("max", 100, 500)))
            if rng.random() < 0.3 and checkout.state.member is not None:
                coupons = [coupon.coupon_id for coupon in checkout.state.member.coupons]
                checkout.choose_coupons(rng.sample(coupons, min(len(coupons), 2)))
        else:
            checkout.set_member(members.identify_search(one_id))
        return one_id

    def office(self, ledger: Ledger) -> str:
        """The group changes a price."""
        store, sku = self._rng.choice(STORES), self._rng.choice(("A1", "B1"))
        price = self._rng.randrange(5_000, 70_000)
        with ledger.database.transaction():
            publish.publish_overlays(ledger, store, [StoreOverlay(sku, price)])
        return f"price of {sku} in {store} is {price}"
