"""Refunds by wallets as tills tell of them: under way, settled, and a case when one stays open too long.

Source: docs/spec/line.md, section 11.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, timedelta

from central_ledger.application.ledger import Ledger
from central_ledger.domain.accounts import Posting, Transfer, cash_rounding, combined, tender
from central_ledger.domain.cases import Case, case_id
from central_ledger.domain.payment_bodies import RefundSettled, RefundStarted
from central_ledger.domain.return_bodies import ReturnBody
from central_ledger.store.wallet_refunds import RefundRow
from retail.messages import Entry

#: A refund that a till has not settled after this is a case: its shopper waits for the money.
OPEN_TOO_LONG = timedelta(hours=24)
CASE = "refund_open"


def note_refunds(ledger: Ledger, entry: Entry, body: ReturnBody) -> Iterable[str]:
    """What of a return its till gives back through wallets. No member's row changes."""
    for refund in body.tenders:
        if refund.refund_id is not None and refund.attempt_id is not None:
            ledger.wallet_refunds.begin(
                RefundRow(
                    entry.store,
                    refund.refund_id,
                    entry.till,
                    refund.attempt_id,
                    refund.kind,
                    refund.amount_minor,
                    body.currency,
                    body.return_id,
                    ledger.now(),
                )
            )
    return ()


def begin_refund(ledger: Ledger, entry: Entry, body: RefundStarted) -> Iterable[str]:
    """A part of a basket goes back. No member's row changes."""
    ledger.wallet_refunds.begin(
        RefundRow(
            entry.store,
            body.refund_id,
            entry.till,
            body.attempt_id,
            body.wallet,
            body.amount_minor,
            body.currency,
            None,
            ledger.now(),
        )
    )
    return ()


def contradicts(ledger: Ledger, store: str, body: RefundSettled) -> bool:
    """Whether it is settled already otherwise, or is about other money than its beginning said.

    A till that was put back from a copy asks its wallet again, which gives it once: it may say so twice.
    """
    known = ledger.wallet_refunds.get(store, body.refund_id)
    if known is None:
        return False
    said = (known.wallet, known.amount_minor, known.currency)
    is_other = said != (body.wallet, body.amount_minor, body.currency)
    return is_other or (known.result is not None and is_twice(known.result, body.result))


def is_twice(before: str, now: str) -> bool:
    """Whether two ends of one refund gave money twice, as far as anybody can say."""
    return (before, now) != ("given", "given")


def settle_refund(ledger: Ledger, entry: Entry, body: RefundSettled) -> Iterable[str]:
    """It is over; a case that it stayed open is withdrawn. No member's row changes."""
    now = ledger.now()
    ledger.wallet_refunds.settle(
        RefundRow(
            entry.store,
            body.refund_id,
            entry.till,
            body.attempt_id,
            body.wallet,
            body.amount_minor,
            body.currency,
            body.return_id,
            now,
            now,
            body.result,
        )
    )
    case = ledger.cases.get(entry.store, case_id(CASE, entry.store, body.refund_id))
    if case is not None and case.status == "open":
        ledger.cases.put(replace(case, status="withdrawn"))
    return ()


def refund_transfer(entry: Entry, body: RefundSettled) -> Transfer | None:
    """Cash out of the drawer instead of the wallet's money; one that its wallet gave moves nothing anew: its return
    booked it, and a part that was in no sale never came in.
    """
    if body.result != "cash":
        return None
    unit, cash_minor = body.currency, body.amount_minor + body.rounding_minor
    postings = (
        Posting(tender(entry.store, entry.till, body.wallet), unit, body.amount_minor),
        Posting(tender(entry.store, entry.till, "cash"), unit, -cash_minor),
        Posting(cash_rounding(entry.store), unit, body.rounding_minor),
    )
    reference = body.refund_id if body.return_id is None else f"return/{body.return_id}"
    return Transfer(f"refund/{body.refund_id}", "refund", reference, entry.occurred_at, combined(postings))


def look_for_late(ledger: Ledger, store: str) -> int:
    """Open a case for each refund of a store that has been under way too long; gives how many there are."""
    before = (ledger.clock() - OPEN_TOO_LONG).astimezone(UTC).isoformat(timespec="milliseconds")
    late = ledger.wallet_refunds.open_since(store, before)
    for row in late:
        number = case_id(CASE, row.store, row.refund_id)
        if ledger.cases.get(store, number) is None:
            ledger.cases.put(_case(ledger, row, number))
    return len(late)


def _case(ledger: Ledger, row: RefundRow, number: str) -> Case:
    return Case(
        holder=row.store,
        case_id=number,
        kind=CASE,
        store=row.store,
        till=row.till,
        unit=row.currency,
        amount=row.amount_minor,
        bearer=f"store:{row.store}",
        detail={
            "refund_id": row.refund_id,
            "return_id": row.return_id,
            "attempt_id": row.attempt_id,
            "wallet": row.wallet,
            "began_at": row.began_at,
        },
        opened_at=ledger.now(),
    )
