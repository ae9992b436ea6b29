"""A till's journal in memory: sales whose sums hold, entries in their chain, and the JSON of a push."""

from __future__ import annotations

import base64
import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from retail.messages import GENESIS, Entry, Head, make_entry
from retail.money import allocate
from retail.tax import included_tax

NOW = "2026-11-11T10:00:00.000+08:00"


def sale_document(
    sale_id: str,
    amounts: Mapping[str, int],
    *,
    coupon: tuple[str, int] | None = None,
    points: int = 0,
    earned: Mapping[str, int] | None = None,
    one_id: str | None = None,
    brand: str = "LQX",
    funding: Mapping[str, int] | None = None,
) -> dict[str, Any]:
    """A sale of one line for each sku, paid in cash, with sums that hold. `coupon` is (id, saving); a point pays 1."""
    gross = sum(amounts.values())
    saving = coupon[1] if coupon else 0
    nets = [
        gross_minor - off
        for gross_minor, off in zip(amounts.values(), allocate(saving + points, list(amounts.values())), strict=True)
    ]
    payable = gross - saving - points
    if funding is None:
        shares = allocate(saving, [6000, 4000])
        funding = {"brand:LQX": shares[0], "platform": shares[1]} | ({"points": points} if points else {})
    lines = [
        {
            "line_id": str(number),
            "sku": sku,
            "name": sku,
            "brand": brand,
            "quantity": 1,
            "unit": "件",
            "unit_price_minor": gross_minor,
            "gross_minor": gross_minor,
            "net_minor": net,
            "tax_bps": 1300,
            "tax_minor": included_tax(net, 1300),
        }
        for number, ((sku, gross_minor), net) in enumerate(zip(amounts.items(), nets, strict=True), 1)
    ]
    tenders = [
        {
            "kind": "cash",
            "amount_minor": payable,
            "tendered_minor": payable + 100,
            "change_minor": 100,
            "reference": None,
        }
    ]
    return {
        "sale_id": sale_id,
        "basket_id": f"basket-{sale_id}",
        "cashier": "E1",
        "guide": None,
        "currency": "CNY",
        "one_id": one_id,
        "member_proof": None,
        "input": {
            "offers": [{"id": "OFF50", "version": 1}],
            "points_rule": {"points": 100, "amount": 100, "offline": {"policy": "capped"}},
        },
        "pricing": {
            "gross": gross,
            "saving": saving,
            "points_used": points,
            "points_amount": points,
            "payable": payable,
            "applied": [{"offer": "OFF50", "coupon": coupon[0], "saving": saving}] if coupon else [],
            "gifts": [],
            "points_earned": dict(earned or {}),
            "funding": {party: amount for party, amount in funding.items() if amount},
        },
        "lines": lines,
        "tenders": tenders,
    }


@dataclass
class JournalWriter:
    """A till's journal in memory: chains entries as a till does."""

    store: str = "S01"
    till: str = "T01"
    epoch: str = "epoch-1"
    head: Head = field(default_factory=lambda: Head("", 0, GENESIS))
    entries: list[Entry] = field(default_factory=list)

    def open(self, epoch: str, reason: str = "enrolled") -> Entry:
        """Open an epoch that goes on from the head."""
        after = None
        if self.head.seq:
            after = {"epoch": self.head.epoch, "seq": self.head.seq, "hash": self.head.hash.hex()}
        self.head = Head(epoch, 0, self.head.hash)
        return self.add("epoch_opened", {"reason": reason, "after": after})

    def add(self, kind: str, document: Mapping[str, Any], occurred_at: str = NOW) -> Entry:
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
        return entry

    def sale(self, sale_id: str, amounts: Mapping[str, int] | None = None, **options: Any) -> Entry:
        return self.add("sale", sale_document(sale_id, amounts or {"A1": 12900}, **options))

    def copy(self) -> JournalWriter:
        """A copied disk."""
        return replace(self, entries=list(self.entries))


def push_body(store: str, till: str, entries: list[Entry]) -> bytes:
    """The JSON of a push."""
    document = {
        "store": store,
        "till": till,
        "entries": [
            {
                "epoch": entry.epoch,
                "seq": entry.seq,
                "kind": entry.kind,
                "version": entry.version,
                "occurred_at": entry.occurred_at,
                "elapsed_ms": entry.elapsed_ms,
                "previous": entry.previous.hex(),
                "body": base64.b64encode(entry.body).decode(),
                "hash": entry.hash.hex(),
            }
            for entry in entries
        ],
    }
    return json.dumps(document).encode()
