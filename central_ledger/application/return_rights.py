"""What of a return only the store's people and limits can justify, and exchanges: docs/spec/line.md, section 11.

Judged behind the push, by the staff and the limits as the ledger has them then.
"""

from __future__ import annotations

import json
from typing import Any

from central_ledger.application.ledger import Ledger
from central_ledger.domain.bodies import SaleBody, read_body
from central_ledger.domain.cases import Case, case_id
from central_ledger.domain.return_bodies import ReturnBody
from retail.messages import Entry
from retail.permissions import allows
from retail.refunds import EXCHANGE
from retail.return_limits import read_return_limits


def judge_unreceipted(ledger: Ledger, entry: Entry) -> None:
    """Goods without a receipt need somebody's right, and have a limit. One case for each return that breaks that."""
    body = read_body("return", entry.body)
    assert isinstance(body, ReturnBody)
    limits = read_return_limits({"returns": _setting(ledger, entry.store, "returns")})
    people = [name for name in (body.approved_by, body.cashier) if name is not None]
    is_allowed = any(allows(_roles(ledger, entry.store, name), "return_without_receipt") for name in people)
    refund = body.pricing.refund
    if is_allowed and refund <= limits.without_receipt_minor:
        return
    detail = {
        "return_id": body.return_id,
        "by": body.cashier,
        "approved_by": body.approved_by,
        "is_allowed": is_allowed,
        "limits": {"without_receipt_minor": limits.without_receipt_minor},
        "lines": [{"sku": line.sku, "quantity": line.quantity, "net_minor": line.net_minor} for line in body.lines],
    }
    case = Case(
        holder=entry.store,
        case_id=case_id("return_unapproved", entry.store, body.return_id),
        kind="return_unapproved",
        store=entry.store,
        till=entry.till,
        sale_id=None if body.receipt is None else body.receipt.sale_id,
        unit=body.currency,
        amount=refund,
        bearer=f"store:{entry.store}",
        detail=detail,
        opened_at=ledger.now(),
    )
    _put_once(ledger, case)


def judge_exchange(ledger: Ledger, entry: Entry) -> None:
    """What goods pay for a sale, a return of the same till gave for this sale; it stands before it in the journal."""
    sale = read_body("sale", entry.body)
    assert isinstance(sale, SaleBody)
    for tender in sale.tenders:
        if tender.kind != EXCHANGE:
            continue
        given = _given(ledger, entry, tender.reference or "", sale.sale_id)
        if given == tender.amount_minor:
            continue
        case = Case(
            holder=entry.store,
            case_id=case_id("exchange_differs", entry.store, sale.sale_id),
            kind="exchange_differs",
            store=entry.store,
            till=entry.till,
            sale_id=sale.sale_id,
            one_id=sale.one_id,
            unit=sale.currency,
            amount=tender.amount_minor - given,
            bearer=f"store:{entry.store}",
            detail={"return_id": tender.reference, "paid_minor": tender.amount_minor, "returned_minor": given},
            opened_at=ledger.now(),
        )
        _put_once(ledger, case)


def _given(ledger: Ledger, entry: Entry, return_id: str, sale_id: str) -> int:
    """What a return of this till says that it gave for a sale."""
    row = ledger.goods_returns.get(entry.store, return_id)
    if row is None or row.till != entry.till:
        return 0
    found, _ = ledger.journals.epoch_entries(row.store, row.till, row.epoch, row.seq - 1, 1)[0]
    body = read_body("return", found.body)
    assert isinstance(body, ReturnBody)
    return sum(t.amount_minor for t in body.tenders if (t.kind, t.reference) == (EXCHANGE, sale_id))


def _put_once(ledger: Ledger, case: Case) -> None:
    """Facts do not change: a case that is there, whatever became of it, stays as it is."""
    if ledger.cases.get(case.holder, case.case_id) is None:
        ledger.cases.put(case)


def _roles(ledger: Ledger, store: str, staff_id: str) -> tuple[str, ...]:
    found = ledger.feeds.get(store, "staff", staff_id)
    return () if found is None else tuple(json.loads(found)["roles"])


def _setting(ledger: Ledger, store: str, name: str) -> Any:
    found = ledger.feeds.get(store, "settings", name)
    return None if found is None else json.loads(found)
