"""What a row of an offer says of its use without a connection: leased here, so many left, or refused by the ledger."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from pos_client.application.allowances import policy_of
from pos_client.application.checkout import Checkout
from pos_client.ui.screens.checkout.state import OfferRow, PointsChoice


def with_offline_notes(rows: tuple[OfferRow, ...], checkout: Checkout, now: datetime) -> tuple[OfferRow, ...]:
    """The rows with what the till holds for them; with a connection, only what the ledger refused."""
    state = checkout.state
    refused = {refusal.id: refusal.code for refusal in state.payment.refusals if refusal.what == "coupon"}
    documents = {record.offer_id: record.document for record in checkout.usable.offers}
    one_id = None if state.member is None else state.member.member.one_id

    def noted(row: OfferRow) -> OfferRow:
        if row.coupon_id in refused:
            return replace(row, refused_code=refused[row.coupon_id])
        if state.online or row.offer_id not in documents:
            return row
        return _offline(row, checkout, documents[row.offer_id], one_id, now)

    return tuple(noted(row) for row in rows)


def _offline(
    row: OfferRow, checkout: Checkout, document: Mapping[str, Any], one_id: str | None, now: datetime
) -> OfferRow:
    match policy_of(document):
        case "leased":
            lease = checkout.state.held.coupons.get(row.coupon_id or "")
            until = None if lease is None else now + timedelta(milliseconds=lease.remaining_ms)
            return replace(row, leased_until=until)
        case "capped":
            return replace(row, uses_left=checkout.allowances.cap_of(document, one_id))
        case _:
            return row


def with_offline_limit(choice: PointsChoice | None, checkout: Checkout) -> PointsChoice | None:
    """Of points that may be spent without a connection only in part: how many."""
    rule, document = checkout.rules.points_rule, checkout.document
    if choice is None or rule is None or document is None or checkout.state.online:
        return choice
    if policy_of(rule) not in ("leased", "capped"):
        return choice
    limit = int(document["allowances"]["points"])
    return replace(choice, offline_limit=limit, needs_connection=limit <= 0)
