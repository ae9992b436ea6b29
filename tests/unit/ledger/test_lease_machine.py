"""Tills with leases, sales, returns, reservations, write-offs and pushes in any order: what offline.md promises holds.

Honest tills use what they hold, and never lose anything for anybody; only a till that breaks the rules, or a lease that
a person wrote off, may make a case. Whatever happens, the books balance and nothing is in two hands.
"""

from __future__ import annotations

import shutil
import tempfile
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import ClassVar

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from central_ledger.application import publish
from central_ledger.application.audit import audit
from central_ledger.application.budgets import set_budget
from central_ledger.application.lease_rounds import LeaseKeeper, set_policy
from central_ledger.application.leases import NotWritable, Term, lease_budget, lease_coupon, lease_points, write_off
from central_ledger.application.push import push
from central_ledger.application.reservations import Wanted, release, reserve
from tests.postgresql_server import PostgresServer
from tests.unit.ledger.conftest import seeded
from tests.unit.ledger.journals import JournalWriter
from tests.unit.ledger.leased_sales import FAR, give_back, losses, prepare, sell, till

TILLS = (("S01", "T01"), ("S01", "T02"), ("S02", "T01"))
COUPONS = ("L1", "L2", "L3")
PAYMENTS = ((None, 3000), (None, 2600), (None, 500), ("L1", 0), ("L2", 3000), ("L3", 0))
RULE = {"points": 100, "amount": 100, "step": 100, "offline": {"policy": "leased"}}


@dataclass
class HonestTill:
    """A till that keeps to its leases. `held`: what is left of each; `sent`: how much of its journal has arrived.

    `payments`: reservation, coupon, points, and its end.
    """

    writer: JournalWriter
    held: dict[str, int] = field(default_factory=dict)
    used: dict[str, int] = field(default_factory=dict)
    returned: set[str] = field(default_factory=set)
    payments: list[tuple[str, str | None, int, datetime]] = field(default_factory=list)
    sent: int = 0


class LeaseMachine(RuleBasedStateMachine):
    #: Where its ledgers are; None: each is a file.
    server: ClassVar[PostgresServer | None] = None

    def __init__(self):
        super().__init__()
        self.folder = Path(tempfile.mkdtemp())
        self.now = datetime(2026, 11, 11, 2, 0, tzinfo=UTC)
        self.url = None if self.server is None else self.server.new_database()
        self.ledger = prepare(seeded(self.folder / "ledger", self.url).open(lambda: self.now), TILLS)
        with self.ledger.database.transaction():
            # The seed's own clock is the machine's: here the same must happen each time.
            self.ledger.database.execute("UPDATE member_store SET last_visit = ?", ("2026-11-10T00:00:00.000+00:00",))
            for store in ("S01", "S02"):
                publish.publish_setting(
                    self.ledger, store, "points", {"program": "group", "rule": RULE, "programs": []}
                )
        set_policy(self.ledger, {"default": {"block_minor": 4000, "block_least_minor": 1000, "duration_hours": 6}})
        set_budget(self.ledger, "LAUNCH", "CNY", 20_000)
        self.keeper = LeaseKeeper()
        self.tills = [HonestTill(till(*name)) for name in TILLS]
        self.sales = self.payments = 0
        self.is_honest = True

    def teardown(self):
        for one in self.tills:
            self._push(one, len(one.writer.entries))
        found = audit(self.ledger)
        assert found.problems == []
        kinds = {case.kind for case in self.ledger.cases.all("open")}
        assert kinds <= {"lease_exceeded", "coupon_reused", "points_overdrawn", "budget_overdrawn"}
        if self.is_honest:
            assert kinds == set()
            assert losses(self.ledger) == {}
        self.ledger.close()
        if self.server is not None:
            self.server.drop(self.url)
        shutil.rmtree(self.folder)

    @initialize()
    def open_the_stores(self):
        for number in range(3):
            self.deal_and_pull(number)

    @rule(number=st.integers(0, 2))
    def deal_and_pull(self, number):
        """The till is heard, leases are dealt, and it pulls its feed."""
        one = self.tills[number]
        self.keeper.heard(one.writer.store, one.writer.till)
        while self.keeper.step(self.ledger):
            pass
        for lease in self.ledger.leases.live_of_till(one.writer.store, one.writer.till):
            if lease.lease_id not in one.returned:
                one.held.setdefault(lease.lease_id, lease.amount)

    @rule(number=st.integers(0, 2), data=st.data())
    def sell_by_a_lease(self, number, data):
        """Cut off: something that this till holds is used."""
        one = self.tills[number]
        usable = sorted(lease_id for lease_id, left in one.held.items() if left)
        if not usable:
            return
        lease = self.ledger.leases.find(data.draw(st.sampled_from(usable)))
        left = one.held[lease.lease_id]
        if lease.expires_at <= self.ledger.now():
            return
        amount = 1 if lease.kind == "coupon" else data.draw(st.integers(1, left))
        if lease.kind == "points":
            amount -= amount % 100
            if not amount:
                return
        self.sales += 1
        sell(
            one.writer,
            f"sale-{self.sales}",
            offer="LAUNCH" if lease.kind == "budget" else None,
            coupon=lease.coupon_id,
            saving=amount if lease.kind == "budget" else 5000,
            points=amount if lease.kind == "points" else 0,
            leases={lease.lease_id: amount},
        )
        one.held[lease.lease_id] -= amount
        one.used[lease.lease_id] = one.used.get(lease.lease_id, 0) + amount

    @rule(number=st.integers(0, 2), data=st.data())
    def give_a_lease_back(self, number, data):
        one = self.tills[number]
        if not one.held:
            return
        lease_id = data.draw(st.sampled_from(sorted(one.held)))
        give_back(one.writer, lease_id, one.used.get(lease_id, 0), one.held.pop(lease_id), "asked")
        one.returned.add(lease_id)

    @rule(number=st.integers(0, 2), what=st.sampled_from(PAYMENTS))
    def begin_payment(self, number, what):
        """Online: reserve what the till does not hold itself, and keep it until the payment is done or given up."""
        one, (coupon, points) = self.tills[number], what
        own = [self.ledger.leases.find(lease_id) for lease_id, left in one.held.items() if left]
        if any((coupon and lease.coupon_id == coupon) or (points and lease.program) for lease in own):
            return
        self.payments += 1
        name = f"r{self.payments}"
        wanted = Wanted("M1", (coupon,) if coupon else (), "group", points, {}, 300)
        if reserve(self.ledger, one.writer.store, one.writer.till, name, wanted).granted:
            one.payments.append((name, coupon, points, self.now + timedelta(seconds=300)))

    @rule(number=st.integers(0, 2), is_paid=st.booleans())
    def end_payment(self, number, is_paid):
        one = self.tills[number]
        if not one.payments:
            return
        name, coupon, points, until = one.payments.pop()
        if not is_paid or until <= self.now:
            release(self.ledger, one.writer.store, one.writer.till, name)
            return
        self.sales += 1
        sell(one.writer, f"sale-{self.sales}", coupon=coupon, points=points, online=True, reservation_id=name)
        self._push(one, len(one.writer.entries))

    @rule(number=st.integers(0, 2), points=st.sampled_from([500, 2600, 4000]))
    def pay_beside_a_lease(self, number, points):
        """Online: what the till has by lease goes first, only the rest is reserved, and the sale follows at once."""
        one = self.tills[number]
        own = [self.ledger.leases.find(lease_id) for lease_id, left in sorted(one.held.items()) if left]
        own = [lease for lease in own if lease.kind == "points" and lease.expires_at > self.ledger.now()]
        taken, rest = {}, points
        for lease in own:
            taken[lease.lease_id] = min(rest, one.held[lease.lease_id])
            rest -= taken[lease.lease_id]
        taken = {lease_id: amount for lease_id, amount in taken.items() if amount}
        if not taken or not rest:
            return
        self.payments += 1
        name = f"r{self.payments}"
        wanted = Wanted("M1", (), "group", rest, {}, 300)
        if not reserve(self.ledger, one.writer.store, one.writer.till, name, wanted).granted:
            return
        self.everything_is_in_order()
        self.sales += 1
        sell(one.writer, f"sale-{self.sales}", points=points, online=True, leases=taken, reservation_id=name)
        for lease_id, amount in taken.items():
            one.held[lease_id] -= amount
            one.used[lease_id] = one.used.get(lease_id, 0) + amount

    @rule(number=st.integers(0, 2), coupon=st.sampled_from(COUPONS), points=st.sampled_from([0, 2500]))
    @precondition(lambda self: self.sales > 2)
    def break_the_rules(self, number, coupon, points):
        """A till uses what it holds no lease on."""
        self.is_honest = False
        self.sales += 1
        sell(self.tills[number].writer, f"sale-{self.sales}", coupon=coupon, points=points)

    @rule(data=st.data())
    def write_one_off(self, data):
        leases = self.ledger.leases.all(live_only=True)
        if not leases:
            return
        lease = data.draw(st.sampled_from(leases))
        try:
            write_off(self.ledger, lease.lease_id, "E9", "no word")
        except NotWritable:
            assert lease.expires_at > self.ledger.now()
            return
        assert lease.expires_at <= self.ledger.now()  # no till is revoked here
        self.is_honest = False

    @rule(hours=st.sampled_from([1, 4, 9]))
    def time_passes(self, hours):
        self.now += timedelta(hours=hours)

    @rule(number=st.integers(0, 2), count=st.integers(1, 6), again=st.booleans())
    def push_some(self, number, count, again):
        one = self.tills[number]
        if again:
            one.sent = max(0, one.sent - 2)
        self._push(one, count)

    def _push(self, one, count):
        batch = one.writer.entries[one.sent : one.sent + count]
        if batch:
            result = push(self.ledger, one.writer.store, one.writer.till, batch)
            assert {verdict.word for verdict in result.verdicts} <= {"created", "exists"}
            one.sent += len(batch)

    @invariant()
    def everything_is_in_order(self):
        assert audit(self.ledger).problems == []
        for lease in self.ledger.leases.all(live_only=False):
            assert lease.status in ("active", "recalled", "closed", "written_off")
        if self.is_honest:
            leased = self.ledger.leases.points_left("M1", "group")
            held = self.ledger.reservations.held("M1", "points", "group", self.ledger.now())
            assert leased + held <= self.ledger.members.balance("M1", "group").points


TestLeases = LeaseMachine.TestCase
TestLeases.settings = settings(
    max_examples=20, stateful_step_count=30, deadline=None, suppress_health_check=list(HealthCheck)
)


@pytest.fixture(scope="module")
def machines_of_postgresql(postgres):
    LeaseMachineOnPostgresql.server = postgres
    yield
    LeaseMachineOnPostgresql.server = None


class LeaseMachineOnPostgresql(LeaseMachine):
    """The same, on the other engine."""


@pytest.mark.usefixtures("machines_of_postgresql")
class TestLeasesOnPostgresql(LeaseMachineOnPostgresql.TestCase):
    # A database of its own for each history takes its time: fewer of them.
    settings = settings(TestLeases.settings, max_examples=6)


#: What one till did while it was cut off: (what, lawfully).
ACTS = st.lists(
    st.tuples(st.sampled_from(["coupon", "points", "budget", "limit"]), st.booleans()), min_size=1, max_size=4
)


USUAL = settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
ANY_ACTS, ANY_ORDER = st.lists(ACTS, min_size=3, max_size=3), st.permutations(range(3))
MIXED_ACTS = [[("coupon", True)], [("coupon", False), ("limit", True)], [("points", False)]]


@USUAL
@example(acts=MIXED_ACTS, order=[1, 2, 0])
@given(acts=ANY_ACTS, order=ANY_ORDER)
def test_any_order_between_tills_gives_the_same_number_of_cases(tmp_path_factory, clock, acts, order):
    """Lawful and unlawful uses of coupons, points, budgets and limits; and for a coupon no loss above its largest use
    for each case.
    """
    _any_order(tmp_path_factory, clock, acts, order, None)


@settings(USUAL, max_examples=4)
@example(acts=MIXED_ACTS, order=[1, 2, 0])
@given(acts=ANY_ACTS, order=ANY_ORDER)
def test_any_order_on_postgresql_does_too(tmp_path_factory, clock, postgres, acts, order):
    _any_order(tmp_path_factory, clock, acts, order, postgres)


def _any_order(tmp_path_factory, clock, acts, order, server):
    found = []
    for places in (range(3), order):
        url = None if server is None else server.new_database()
        ledger = prepare(seeded(tmp_path_factory.mktemp("ledger") / "ledger", url).open(clock), TILLS)
        set_budget(ledger, "LAUNCH", "CNY", 9000)
        writers = [_cut_off(ledger, place, acts[place]) for place in range(3)]
        for place in places:
            push(ledger, writers[place].store, writers[place].till, writers[place].entries)
        assert audit(ledger).problems == []
        cases = ledger.cases.all("open")
        counts: dict[str, int] = {}
        for case in cases:
            counts[case.kind] = counts.get(case.kind, 0) + 1
            if case.kind in ("coupon_reused", "lease_exceeded") and "coupon_id" in case.detail:
                assert case.amount <= 5002
        points = ledger.members.balance("M1", "group")
        budget = ledger.budgets.get("LAUNCH", "CNY")
        found.append((counts, points.points, points.overdrawn, budget.spent, budget.overdrawn))
        ledger.close()
        if server is not None:
            server.drop(url)
    assert found[0] == found[1]


def _cut_off(ledger, place, acts):
    """A till's journal. Of the leases it has coupon L1 (only the first till), points, and a block."""
    store, name = TILLS[place]
    writer, term = till(store, name), Term(store, name, FAR)
    with ledger.database.transaction():
        coupon = lease_coupon(ledger, "M1", ledger.members.coupon("M1", "L1"), term) if place == 0 else None
        points = lease_points(ledger, "M1", "group", 1500, term)
        block = lease_budget(ledger, ledger.budgets.get("LAUNCH", "CNY"), 3000, term)
    for number, (what, lawful) in enumerate(acts):
        sale_id, saving = f"sale-{place}-{number}", 5000 + place
        if what == "coupon":
            leases = {coupon.lease_id: 1} if lawful and coupon is not None else {}
            sell(writer, sale_id, coupon="L1", saving=saving, leases=leases)
        elif what == "points":
            sell(writer, sale_id, points=1000 + 100 * place, leases={points.lease_id: 700} if lawful else {})
        elif what == "budget":
            sell(writer, sale_id, offer="LAUNCH", saving=2000, leases={block.lease_id: 2000} if lawful else {})
        else:
            sell(writer, sale_id, offer="DAILY", saving=saving)
    return writer
