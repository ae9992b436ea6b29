"""What a program's own logs say of its mistakes, as both doctors tell it. Only reads."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any


def mistakes_in(
    logs: Iterable[Path], since: datetime, hint: str, is_mistake: Callable[[Mapping[str, Any]], bool]
) -> tuple[int, str]:
    """How many lines since then tell a mistake, and the newest one's time as it stands there (empty: none).

    A line without `hint` tells none: most of them need not be read as JSON then.
    """
    count, newest = 0, ""
    for path in logs:
        try:
            text = path.read_text("utf-8", "replace")
        except OSError:
            continue  # rotated away under us
        for line in text.splitlines():
            if hint not in line:
                continue
            try:
                said = json.loads(line)
                at = datetime.strptime(said["time"], "%Y-%m-%dT%H:%M:%S%z")
            except (ValueError, KeyError, TypeError):
                continue
            if is_mistake(said) and at >= since:
                count, newest = count + 1, max(newest, str(said["time"]))
    return count, newest
