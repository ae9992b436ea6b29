"""Coupons of partners that come with a receipt. Source: docs/spec/line.md, "Benefits beside the price"."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from retail.benefit_facts import moment
from retail.draws import in_two_halves
from retail.sale import HandedOut, Sale


def handed_out(settings: Mapping[str, Any], sale: Sale) -> tuple[HandedOut, ...]:
    """What the store's setting `handouts` gives with this sale."""
    at = datetime.fromisoformat(sale.occurred_at)
    given = []
    for handout in settings.get("handouts", {}).get("handouts", ()):
        if not _holds(handout.get("conditions", {}), sale, at):
            continue
        days = handout.get("valid_days")
        expires_at = None if days is None else (at + timedelta(days=int(days))).isoformat(timespec="seconds")
        code = handout_code(sale.sale_id, handout["id"])
        given.append(HandedOut(handout["id"], code, handout["label"], handout.get("partner", ""), expires_at))
    return tuple(given)


def handout_code(sale_id: str, handout_id: str) -> str:
    """The first 50 bits of SHA-256 over both, in Crockford's base32: `7Q2MK-X0D4A`."""
    return in_two_halves(hashlib.sha256(f"{sale_id}\n{handout_id}".encode()).digest())


def _holds(conditions: Mapping[str, Any], sale: Sale, at: datetime) -> bool:
    if sale.payable_minor < conditions.get("min_payable", 0):
        return False
    brands = conditions.get("brands", ())
    if brands and not any(line.brand in brands for line in sale.lines):
        return False
    if conditions.get("members_only") and sale.one_id is None:
        return False
    start, end = conditions.get("valid_from"), conditions.get("valid_to")
    return (start is None or moment(start) <= at) and (end is None or at < moment(end))
