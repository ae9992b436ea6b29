"""How long the ledger has been away, and which limit of use without it is nearly reached: for the top bar."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from pos_client.application.allowances import OfflineReport
from pos_client.application.possibilities import is_long
from pos_client.sync.status import SyncStatus
from pos_client.ui.formatting import parsed

#: A limit is named when this share of it is used.
NEAR = 0.8


@dataclass(frozen=True, slots=True)
class OfflineFacts:
    """`since` is when the ledger was last heard. `near` counts the limits that are nearly, or quite, used up: the first
    of them is `used` of `limit` uses of `name` (empty: points).
    """

    since: datetime | None
    is_long: bool
    near: int = 0
    name: str = ""
    used: int = 0
    limit: int = 0


def offline_facts(
    report: OfflineReport, labels: Mapping[str, str], sync: SyncStatus, now: datetime
) -> OfflineFacts | None:
    """None while the ledger answers. `labels` names offers by id."""
    if sync.connected:
        return None
    since = parsed(sync.last_contact_at) if sync.last_contact_at else None
    near = [limit for limit in report.limits if limit.limit and limit.used >= NEAR * limit.limit]
    near.sort(key=lambda limit: limit.used / limit.limit, reverse=True)
    away = is_long(report, since, now)
    if not near:
        return OfflineFacts(since, away)
    first = near[0]
    return OfflineFacts(since, away, len(near), labels.get(first.offer_id, first.offer_id), first.used, first.limit)
