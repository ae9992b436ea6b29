"""Rain checks: goods that were out of stock, promised at a price, and sold at it once. docs/spec/line.md, section 16.

The first sale at the ledger is the one; each one after it is a case. Promise and sale may come in any order.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from typing import Any

import msgspec

from central_ledger.application.ledger import Ledger
from central_ledger.domain.bodies import SaleBody, SaleLine
from central_ledger.domain.cases import Case, case_id
from central_ledger.domain.order_bodies import RainCheckIssued
from central_ledger.store.rain_checks import RainCheckRow
from retail.messages import Entry

UNKNOWN = "rain_check_unknown"


def promised_in(sale: SaleBody) -> set[str]:
    """The rain checks by which a sale was made."""
    return {line.rain_check for line in sale.lines if line.rain_check is not None}


def take_rain_check(ledger: Ledger, entry: Entry, body: RainCheckIssued) -> tuple[str, ...]:
    """A till has promised something. A sale by it that came before is judged now. No row of a member changes."""
    row = ledger.rain_checks.get(body.rain_check_id) or RainCheckRow(body.rain_check_id)
    if row.promise is not None:
        return ()
    promise = msgspec.json.encode(body).decode()
    ledger.rain_checks.put(
        replace(row, store=entry.store, till=entry.till, promise=promise, issued_at=entry.occurred_at)
    )
    if body.one_id is not None:
        ledger.member_tickets.promise(body.one_id, body.rain_check_id)
    if row.used_sale is not None and row.used_store is not None:
        known = ledger.cases.get(row.holder, _facts_id(UNKNOWN, row.holder, row.used_store, row.used_sale))
        if known is not None and known.status == "open":
            ledger.cases.put(replace(known, status="withdrawn"))
        for used in known.detail["lines"] if known is not None else ():
            _judge(ledger, row, body, used)
    return ()


def use_rain_checks(ledger: Ledger, entry: Entry, sale: SaleBody) -> tuple[str, ...]:
    """A sale was made by promises: the first is covered, as far as it says what was promised."""
    for rain_check_id in sorted(promised_in(sale)):
        lines = [_said(line) for line in sale.lines if line.rain_check == rain_check_id]
        row = ledger.rain_checks.get(rain_check_id) or RainCheckRow(rain_check_id)
        if row.used_sale is not None:
            _reused(ledger, row, entry, sale, lines)
            continue
        used = replace(
            row,
            used_store=entry.store,
            used_till=entry.till,
            used_sale=sale.sale_id,
            used_at=entry.occurred_at,
        )
        ledger.rain_checks.put(used)
        if row.promise is None:
            _facts(ledger, used, UNKNOWN, lines)
            continue
        for line in lines:
            _judge(ledger, used, msgspec.json.decode(row.promise, type=RainCheckIssued), line, several=len(lines) > 1)
    return ()


def _said(line: SaleLine) -> dict[str, Any]:
    return {"sku": line.sku, "quantity": line.quantity, "unit_price_minor": line.unit_price_minor}


def _judge(
    ledger: Ledger, row: RainCheckRow, promise: RainCheckIssued, line: dict[str, Any], *, several: bool = False
) -> None:
    """Whether a sale sold what was promised: the goods, no more of them, at that price, in time."""
    in_time = datetime.fromisoformat(str(row.used_at)) <= datetime.fromisoformat(promise.valid_until)
    same = (line["sku"], line["unit_price_minor"]) == (promise.sku, promise.unit_price_minor)
    enough = isinstance(line["quantity"], int) and line["quantity"] <= promise.quantity
    if several or not (in_time and same and enough):
        _facts(ledger, row, "rain_check_differs", [line], {"promise": msgspec.to_builtins(promise), "in_time": in_time})


def _reused(ledger: Ledger, row: RainCheckRow, entry: Entry, sale: SaleBody, lines: Iterable[dict[str, Any]]) -> None:
    ledger.cases.put(
        Case(
            holder=row.holder,
            case_id=case_id("rain_check_reused", row.holder, entry.store, sale.sale_id),
            kind="rain_check_reused",
            store=entry.store,
            till=entry.till,
            sale_id=sale.sale_id,
            one_id=sale.one_id,
            detail={
                "rain_check_id": row.holder,
                "first": {"store": row.used_store, "till": row.used_till, "sale_id": row.used_sale},
                "lines": list(lines),
            },
            opened_at=ledger.now(),
        )
    )


def _facts_id(what: str, rain_check_id: str, store: str, sale_id: str) -> str:
    return case_id("facts", what, rain_check_id, store, sale_id)


def _facts(
    ledger: Ledger, row: RainCheckRow, what: str, lines: list[dict[str, Any]], more: dict[str, Any] | None = None
) -> None:
    store, sale_id = str(row.used_store), str(row.used_sale)
    ledger.cases.put(
        Case(
            holder=row.holder,
            case_id=_facts_id(what, row.holder, store, sale_id),
            kind="facts",
            store=store,
            till=row.used_till,
            sale_id=sale_id,
            detail={"what": what, "name": row.holder, "lines": lines, **(more or {})},
            opened_at=ledger.now(),
        )
    )
