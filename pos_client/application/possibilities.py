"""What can be done at this counter now, with the connection or without: one short list for whoever stands there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from pos_client.application.allowances import OfflineReport

Area = Literal["money", "wallets", "prices", "coupons", "points", "members", "returns", "others"]
Verdict = Literal["yes", "limited", "no"]

#: Where the group names no age at which facts end, a day without the ledger is long.
LONG = timedelta(hours=24)


@dataclass(frozen=True, slots=True)
class Possible:
    """`left` counts what is set aside here: coupons, or points."""

    area: Area
    verdict: Verdict
    left: int = 0


def is_long(report: OfflineReport, last_contact: datetime | None, now: datetime) -> bool:
    """Whether the ledger was silent for so long that tiers and plans of members do not count any more."""
    limit = LONG if report.facts_max_age_seconds is None else timedelta(seconds=report.facts_max_age_seconds)
    return last_contact is None or now - last_contact > limit


def possible_now(
    report: OfflineReport,
    *,
    online: bool,
    long_offline: bool,
    points_policy: str | None,
    wallets: Sequence[bool],
) -> tuple[Possible, ...]:
    """`wallets` says of each that is set up whether its operator can be reached; `points_policy` is None where points
    do not pay.
    """
    found = [Possible("money", "yes")]
    if wallets:
        found.append(Possible("wallets", "yes" if all(wallets) else "limited" if any(wallets) else "no"))
    found.append(Possible("prices", "limited" if long_offline and not online else "yes"))
    found.append(Possible("coupons", "yes") if online else Possible("coupons", "limited", report.coupons_leased))
    if points_policy is not None:
        found.append(Possible("points", "yes") if online else _points(report, points_policy))
    found.append(Possible("members", "yes" if online else "limited"))
    found.append(Possible("returns", "yes" if online else "limited"))
    found.append(Possible("others", "yes" if online else "no"))
    return tuple(found)


def _points(report: OfflineReport, policy: str) -> Possible:
    left = report.points[0]
    within = any(not limit.offer_id and limit.used < limit.limit for limit in report.limits)
    match policy:
        case "allowed":
            return Possible("points", "yes")
        case "capped" if within:
            return Possible("points", "limited")
        case "leased" if left:
            return Possible("points", "limited", left)
        case _:
            return Possible("points", "no")
