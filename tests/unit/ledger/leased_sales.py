"""Offers of every policy, and sales that name leases: for tests of leases, limits and budgets."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from central_ledger.application import offer_publishing
from central_ledger.application.push import push
from retail.ports import OfferRecord, StoredCoupon
from tests.unit.ledger.journals import JournalWriter, sale_document

FAR = "2026-11-30T00:00:00.000+00:00"
_AMOUNT_OFF = {"kind": "amount_off", "amount": 5000}
_SHARES = [{"party": "brand:LQX", "bps": 6000}, {"party": "platform", "bps": 4000}]

OFFERS: Sequence[dict[str, Any]] = (
    {
        "id": "LEASED",
        "source": "coupon",
        "stage": "coupon",
        "effect": _AMOUNT_OFF,
        "offline": {"policy": "leased", "bearer": "brand:LQX"},
        "funding": _SHARES,
    },
    {
        "id": "DAILY",
        "source": "promotion",
        "stage": "order",
        "effect": _AMOUNT_OFF,
        "limits": {"per_member": 3, "per_member_day": 1},
        "offline": {"policy": "capped", "per_member": 1, "per_till": 9, "bearer": "platform"},
        "funding": _SHARES,
    },
    {
        "id": "LAUNCH",
        "source": "promotion",
        "stage": "order",
        "effect": _AMOUNT_OFF,
        "limits": {"budgeted": True},
        "offline": {"policy": "leased"},
        "funding": _SHARES,
    },
)


def prepare(ledger: Any, tills: Sequence[tuple[str, str]] = (("S01", "T01"), ("S01", "T02"), ("S02", "T01"))) -> Any:
    """Offers in force, coupons L1 to L3 of M1, points that are leased, and tills."""
    with ledger.database.transaction():
        offer_publishing.publish_offers(ledger, [OfferRecord(str(offer["id"]), 1, offer) for offer in OFFERS])
        coupons = [StoredCoupon(name, "LEASED", "M1", "available", None) for name in ("L1", "L2", "L3")]
        ledger.members.put_coupons(("M1", coupon) for coupon in coupons)
        for store, till in tills:
            ledger.journals.enrol(store, till, bytes(32), "counter", ledger.now())
    return ledger


def till(store: str, name: str) -> JournalWriter:
    """A till's journal that has begun."""
    writer = JournalWriter(store=store, till=name)
    writer.open(f"epoch-{store}-{name}")
    return writer


def sell(
    writer: JournalWriter,
    sale_id: str,
    *,
    offer: str | None = None,
    coupon: str | None = None,
    saving: int = 5000,
    points: int = 0,
    online: bool = False,
    leases: Mapping[str, int] | None = None,
    reservation_id: str | None = None,
    one_id: str | None = "M1",
    amount: int = 30_000,
) -> None:
    """A sale of `amount` in a till's journal, with one applied offer (`offer`, or LEASED when there is a coupon)."""
    name = offer or ("LEASED" if coupon else None)
    document = sale_document(
        sale_id,
        {"A1": amount},
        coupon=(coupon or "none", saving) if name else None,
        points=points,
        one_id=one_id,
    )
    document["input"] = {
        "online": online,
        "offers": [{"id": name, "version": 1}] if name else [],
        "points_rule": {"points": 100, "amount": 100, "offline": {"policy": "leased", "bearer": "platform"}},
    }
    if name:
        document["pricing"]["applied"] = [{"offer": name, "coupon": coupon, "saving": saving}]
    document["leases"] = [{"lease_id": lease_id, "amount": used} for lease_id, used in (leases or {}).items()]
    document["reservation_id"] = reservation_id
    writer.add("sale", document)


def give_back(writer: JournalWriter, lease_id: str, used: int, left: int, reason: str = "expired") -> None:
    writer.add("lease_returned", {"lease_id": lease_id, "used": used, "left": left, "reason": reason})


def send(ledger: Any, *writers: JournalWriter) -> None:
    """Push all that these tills have written, one after the other."""
    for writer in writers:
        for first in range(0, len(writer.entries), 200):
            result = push(ledger, writer.store, writer.till, writer.entries[first : first + 200])
            assert {verdict.word for verdict in result.verdicts} <= {"created", "exists"}, result.verdicts


def open_cases(ledger: Any) -> list[tuple[str, str | None, int, str | None, Any]]:
    """Kind, sale, amount, bearer and what of each open case, sorted."""
    return sorted(
        (
            (case.kind, case.sale_id, case.amount, case.bearer, case.detail.get("what"))
            for case in ledger.cases.all("open")
        ),
        key=str,
    )


def losses(ledger: Any) -> dict[str, int]:
    """Benefit losses by who bears them."""
    prefix = "benefit_loss/"
    return {
        account.removeprefix(prefix): amount
        for account, unit, amount in ledger.books.trial_balance()
        if account.startswith(prefix) and unit == "CNY" and amount
    }
