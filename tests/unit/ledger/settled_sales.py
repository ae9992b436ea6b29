"""Rules of commission and settlement for the small group, and sales that guides share in."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from central_ledger.application import publish
from central_ledger.application.ledger import Ledger
from central_ledger.application.settlement_rules import publish_rules
from retail.guides import shares_of
from retail.messages import make_entry
from retail.ports import StaffMember
from tests.unit.ledger.journals import JournalWriter, sale_document

RULES: dict[str, Any] = {
    "stores": {"S01": {"type": "collection"}, "S02": {"type": "distributor", "distributor": "D7"}},
    "commission": [
        {
            "id": "cosmetics",
            "priority": 10,
            "scope": {"brands": ["LQX"], "store_types": ["collection"]},
            "bps": 333,
            "payer": "brand",
            "due": "T+0",
            "points": {"points": 1, "per_minor": 1000},
        },
        {"id": "rest", "bps": 100, "payer": "store", "due": "T+1"},
    ],
    "settlement": [
        {
            "id": "consignment",
            "scope": {"store_types": ["collection"], "brands": ["LQX", "LY"]},
            "shares": [
                {"party": "brand", "bps": 7000},
                {"party": "store", "bps": 2500},
                {"party": "platform", "bps": 500},
            ],
        },
        {
            "id": "distributed",
            "scope": {"store_types": ["distributor"]},
            "shares": [{"party": "brand", "bps": 4500}, {"party": "distributor", "bps": 5500}],
        },
    ],
}
STAFF = (
    StaffMember("E1", "张三", ("cashier", "manager"), "h1"),
    StaffMember("G1", "李四", ("guide",), "h2"),
    StaffMember("G2", "王五", ("guide",), "h3"),
)


class DatedWriter(JournalWriter):
    """A till's journal whose entries have the time that somebody says."""

    def at(self, occurred_at: str, kind: str, document: Mapping[str, Any]) -> None:
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


def with_rules(ledger: Ledger, rules: dict[str, Any] | None = None) -> None:
    with ledger.database.transaction():
        publish.publish_staff(ledger, "S01", STAFF)
        publish_rules(ledger, RULES if rules is None else rules, "console:test")


def guided(sale_id: str, amounts: dict[str, int], guides: dict[str, int], **options: Any) -> dict[str, Any]:
    """A sale whose lines these guides share by their parts."""
    document = sale_document(sale_id, amounts, **options)
    shares = [{"staff_id": share.staff_id, "bps": share.bps} for share in shares_of(guides)]
    document["lines"] = [line | {"guides": shares} for line in document["lines"]]
    return document


def dues(ledger: Ledger, store: str | None = None) -> dict[str, int]:
    """What parties are to receive, by account without `due/`; zeros left out."""
    found: dict[str, int] = {}
    for name in [store] if store else ledger.reference.stores():
        for account, unit, amount in ledger.settlements.balances(name):
            if amount and unit == "CNY":
                found[account.removeprefix("due/")] = found.get(account.removeprefix("due/"), 0) - amount
    return {account: amount for account, amount in found.items() if amount}


def incentives(ledger: Ledger) -> dict[str, int]:
    """Incentive points by guide."""
    return {
        account.rpartition(":")[2]: amount
        for account, unit, amount in ledger.settlements.balances("S01")
        if account.startswith("incentive/") and amount
    }
