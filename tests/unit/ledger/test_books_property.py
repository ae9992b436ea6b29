"""Random histories of a member: whatever happens and in whatever order it arrives, the books balance and agree."""

from __future__ import annotations

from contextlib import closing
from datetime import UTC, datetime, timedelta
from random import Random

import pytest

from central_ledger.application import publish
from central_ledger.application.audit import audit
from central_ledger.application.exchange import Wish, exchange_points
from central_ledger.application.points import settle_day
from central_ledger.application.program_rules import publish_program_rules
from central_ledger.application.push import push
from central_ledger.application.tiers import settle_due
from central_ledger.domain.points_expiry import left_in_lots
from retail.messages import GENESIS, Head, make_entry
from tests.unit.ledger.journals import sale_document

RULES = {
    "programs": {
        "group": {"owner": "platform", "worth": {"points": 1, "amount": 1}, "expires": {"months": 1, "to": "day"}},
        "LQX": {"owner": "brand:LQX", "worth": {"points": 1, "amount": 1}, "expires": {"months": 2, "to": "month"}},
    },
    "exchanges": [{"from": "group", "to": "LQX", "points": 10, "gives": 7}],
    "catalogue": [{"id": "MUG", "label": "m", "program": "group", "points": 40, "kind": "goods", "sku": "A2"}],
}
TIERS = {"group": {"days": 60, "holds_days": 30, "base": "basic", "steps": [["silver", 30_000], ["gold", 90_000]]}}
START = datetime(2026, 11, 11, 2, tzinfo=UTC)


class Till:
    """Writes entries at any time of its clock; sends them later."""

    def __init__(self, name: str) -> None:
        self.name, self.waiting, self.head = name, [], Head("", 0, GENESIS)
        self.head = Head(f"epoch-{name}", 0, GENESIS)
        self.add("epoch_opened", {"reason": "enrolled", "after": None}, START)

    def add(self, kind, document, at):
        entry = make_entry(
            store="S01", till=self.name, after=self.head, kind=kind, occurred_at=at.isoformat(), elapsed_ms=0,
            document=document,
        )  # fmt: skip
        self.head = entry.head
        self.waiting.append(entry)


def history(ledger, seed):
    """Two tills sell, redeem and send when they like; days are settled, points exchanged."""
    random, now = Random(seed), START
    ledger.clock = lambda: now
    tills = [Till("T01"), Till("T02")]
    for number in range(60):
        now += timedelta(hours=random.randint(1, 60))
        till, one_id = random.choice(tills), random.choice(("M1", "M2"))
        match random.choice(("sale", "sale", "sale", "spend", "reward", "send", "send", "day", "exchange")):
            case "sale":
                earned = {"group": random.randint(0, 90), "LQX": random.randint(0, 9)}
                amounts = {"A1": random.randint(1, 40_000)}
                till.add("sale", sale_document(f"s{number}", amounts, one_id=one_id, earned=earned), now)
            case "spend":
                till.add(
                    "sale", sale_document(f"s{number}", {"A1": 900}, one_id=one_id, points=random.randint(1, 300)), now
                )
            case "reward":
                body = {"reward_id": "MUG", "one_id": one_id, "program": "group", "points": 40, "kind": "goods"}
                body |= {"redemption_id": f"r{number}", "name": "A2", "label": "m", "staff_id": "E1", "online": True}
                till.add("reward_redeemed", body, now)
            case "send":
                if till.waiting:
                    push(ledger, "S01", till.name, till.waiting)
                    till.waiting = []
            case "day":
                settle_day(ledger)
                settle_due(ledger)
            case "exchange":
                exchange_points(ledger, "S01", "T01", Wish(f"x{number}", one_id, "group", "LQX", 10))
    for till in tills:
        if till.waiting:
            push(ledger, "S01", till.name, till.waiting)
    settle_day(ledger)
    settle_due(ledger)


@pytest.mark.parametrize("seed", range(4))
def test_random_histories_balance_and_every_balance_is_what_its_postings_say(data, seed):
    with closing(data.open()) as ledger:
        with ledger.database.transaction():
            for till in ("T01", "T02"):
                ledger.journals.enrol("S01", till, bytes(32), "counter", ledger.now())
            for store in ("S01", "S02"):
                setting = publish.points_setting(ledger, store) | {"tier_rules": TIERS}
                publish.publish_setting(ledger, store, "points", setting)
        ledger.clock = lambda: START
        publish_program_rules(ledger, RULES)
        history(ledger, seed)
        found = audit(ledger, rebuild=True)
        assert found.problems == []
        assert set(found.units.values()) == {0}
        for one_id in ("M1", "M2"):
            lots = ledger.points_lots.of_member(one_id)
            for program, points in ledger.members.balances(one_id).items():
                assert sum(left_in_lots(lots.get(program, {}), points).values()) == points
