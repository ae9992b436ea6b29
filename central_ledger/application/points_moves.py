"""A member's balance after a transfer that is no sale."""

from __future__ import annotations

from central_ledger.application.ledger import Ledger
from central_ledger.application.member_books import change_points
from central_ledger.domain.accounts import Transfer
from central_ledger.domain.sales import MemberEffects


def change_balance(ledger: Ledger, transfer: Transfer, one_id: str, program: str, change: int) -> None:
    """Move what a booked transfer moved. Points that come cover what was overdrawn, as those of a sale do."""
    store, _, rest = transfer.reference.partition("/")
    currencies = ledger.reference.currencies()
    effects = MemberEffects(
        one_id=one_id,
        store=store,
        channel="pos",
        sale_id=rest,
        occurred_at=transfer.occurred_at,
        currency=currencies[0] if currencies else "CNY",
        earned={},
        spent=0,
        spent_minor=0,
        spent_program=program,
        points_bearer="platform",
        points_policy="allowed",
        uses=(),
        purchased=(),
    )
    change_points(ledger, effects, one_id, program, change)
