"""What guides earn, asked of the ledger: docs/spec/settlement.md, section 7."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from pos_client.sync.transport import Transport

_WHOLE = ("open_minor", "accrued_minor", "debt_minor", "points", "line_count")
_TASK_NUMBERS = ("target", "points", "count", "given")
_TASK_TEXTS = ("id", "label", "label_en", "last")
_TEXTS = ("transfer", "sale_id", "line_id", "sku", "brand", "quantity", "occurred_at", "due")


class EarningsLine:
    """Used from one thread at a time. Raises LineDown or LineRefused, and ValueError for nonsense."""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    def earnings(self, staff_id: str, day: str) -> Mapping[str, Any]:
        answer = self._transport.get("/v1/earnings", {"staff_id": staff_id, "day": day}).document
        if (
            answer.get("staff_id") != staff_id
            or answer.get("day") != day
            or not _is_whole(answer)
            or not _are_extras_whole(answer)
        ):
            raise ValueError("not the earnings that were asked for")
        return answer

    def close(self) -> None:
        self._transport.close()


def _is_whole(answer: Mapping[str, Any]) -> bool:
    sums = (answer.get("day_sum"), answer.get("month_sum"))
    lines = answer.get("lines")
    return (
        all(type(answer.get(name)) is int for name in _WHOLE)
        and isinstance(answer.get("as_of"), str)
        and _is_time(answer["as_of"])
        and all(isinstance(each, Mapping) and type(each.get("amount_minor")) is int for each in sums)
        and isinstance(lines, list)
        and all(
            isinstance(line, Mapping)
            and all(isinstance(line.get(name), str) for name in _TEXTS)
            and type(line.get("amount_minor")) is int
            and type(line.get("points")) is int
            and _is_time(line["occurred_at"])
            for line in lines
        )
    )


def _are_extras_whole(answer: Mapping[str, Any]) -> bool:
    """Tasks and the leaderboard, which an older ledger does not know."""
    tasks, board = answer.get("tasks", []), answer.get("leaderboard")
    places = board.get("places") if isinstance(board, Mapping) else []
    return (
        isinstance(tasks, list)
        and all(
            isinstance(task, Mapping)
            and all(type(task.get(name)) is int for name in _TASK_NUMBERS)
            and all(isinstance(task.get(name), str) for name in _TASK_TEXTS)
            and type(task.get("repeats")) is bool
            and task["target"] > 0
            for task in tasks
        )
        and (board is None or (isinstance(board, Mapping) and isinstance(board.get("by"), str)))
        and isinstance(places, list)
        and all(
            isinstance(place, Mapping)
            and type(place.get("place")) is int
            and all(isinstance(place.get(name), str) for name in ("staff_id", "name"))
            and (place.get("amount") is None or type(place["amount"]) is int)
            for place in places
        )
    )


def _is_time(text: str) -> bool:
    try:
        return datetime.fromisoformat(text).tzinfo is not None
    except ValueError:
        return False
