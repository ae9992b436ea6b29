"""The sale behind a case as a manager reads it: what was sold, given and paid, and what the ledger makes of it.

From `sale_account`, without what a case is not about: no birthday, no card numbers, no references of payments.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from central_ledger.application.ledger import Ledger
from central_ledger.application.sale_account import UnknownSale, UnreadableSale, account_of
from central_ledger.domain.cases import Case

#: A case shows so many lines, differences and facts, and says how many there are.
SHOWN_MAX = 100


def account_for(ledger: Ledger, case: Case) -> dict[str, Any] | None:
    """The sale's account; None for a case without a booked sale."""
    if case.sale_id is None or case.store is None:
        return None
    try:
        full = account_of(ledger, case.sale_id, case.store).document
    except (UnknownSale, UnreadableSale):
        return None
    recorded, recomputed = full["recorded"], full["recomputed"]
    labels = {offer["id"]: (offer["document"] or {}).get("label") for offer in full["input"]["offers"]}
    return {
        "sale_id": full["sale_id"],
        "store": full["entry"]["store"],
        "till": full["entry"]["till"],
        "occurred_at": full["entry"]["occurred_at"],
        "known_by": (full["member_proof"] or {}).get("how"),
        "currency": case.unit,
        "lines": [_line(line) for line in full["lines"][:SHOWN_MAX]],
        "line_count": len(full["lines"]),
        "applied": [_applied(applied, labels) for applied in recorded["applied"][:SHOWN_MAX]],
        "gross_minor": recorded["gross"],
        "saving_minor": recorded["saving"],
        "points_used": recorded["points_used"],
        "points_minor": recorded["points_amount"],
        "payable_minor": recorded["payable"],
        "tenders": [{"kind": t["kind"], "amount_minor": t["amount_minor"]} for t in full["tenders"][:SHOWN_MAX]],
        "recomputed_payable_minor": None if recomputed is None else recomputed["payable"],
        "same": full["same"],
        "replayed": full["replayed"],
        "differences": full["differences"][:SHOWN_MAX],
        "facts": full["facts"][:SHOWN_MAX],
        "losses": _losses(full["transfers"]),
    }


def _line(line: Mapping[str, Any]) -> dict[str, Any]:
    shown = ("sku", "name", "quantity", "unit", "unit_price_minor", "gross_minor", "net_minor")
    return {name: line[name] for name in shown}


def _applied(applied: Mapping[str, Any], labels: Mapping[str, str | None]) -> dict[str, Any]:
    offer = applied["offer"]
    return {
        "offer": offer,
        "label": labels.get(offer) or offer,
        "coupon": applied.get("coupon"),
        "saving_minor": applied["saving"],
    }


def _losses(transfers: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Who bears what by now: every account of losses that this sale moved, with its sum."""
    sums: dict[tuple[str, str], int] = {}
    for transfer in transfers:
        for posting in transfer["postings"]:
            if posting["account"].startswith(("benefit_loss/", "points_loss/")):
                key = (posting["account"], posting["unit"])
                sums[key] = sums.get(key, 0) + posting["amount"]
    return [{"account": account, "unit": unit, "amount": amount} for (account, unit), amount in sums.items() if amount]
