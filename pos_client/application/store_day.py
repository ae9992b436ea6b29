"""The store's trading day, as its settings say it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from pos_client.errors import Refused
from retail.shift import business_day


def store_day(settings: Mapping[str, Any], at: datetime) -> str:
    """The day of a moment at the store. Raises Refused `settings_wrong`."""
    zone = str((settings.get("store") or {}).get("time_zone", "Asia/Shanghai"))
    starts = str((settings.get("shifts") or {}).get("day_starts", "00:00"))
    try:
        return business_day(at, zone, starts)
    except ValueError as error:
        raise Refused("settings_wrong", detail=str(error)) from error
