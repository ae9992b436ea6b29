"""The store's figures, asked of the ledger: docs/organisation.md, section 2."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from pos_client.sync.transport import Transport
from retail.periods import Period


class FiguresLine:
    """Used from one thread at a time. Raises LineDown or LineRefused, and ValueError for nonsense."""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    def figures(self, period: Period, day: str, staff_id: str, unit: str) -> Mapping[str, Any]:
        """`staff_id`: who asks, who may see other units than the till's store too; `unit` empty: that store."""
        asked = {"period": period, "day": day, "staff_id": staff_id} | ({"unit": unit} if unit else {})
        answer = self._transport.get("/v1/figures", asked).document
        is_other = unit and answer.get("unit") != unit
        if answer.get("period") != period or is_other or not _is_whole(answer) or not _are_units(answer):
            raise ValueError("not the figures that were asked for")
        return answer

    def close(self) -> None:
        self._transport.close()


def _is_whole(answer: Mapping[str, Any]) -> bool:
    rows = answer.get("rows")
    return (
        _is_time(answer.get("as_of"))
        and isinstance(rows, list)
        and all(
            isinstance(row, Mapping)
            and isinstance(row.get("of"), str)
            and isinstance(row.get("name"), str)
            and isinstance(row.get("figures"), Mapping)
            and all(type(amount) is int for amount in row["figures"].values())
            for row in rows
        )
    )


def _are_units(answer: Mapping[str, Any]) -> bool:
    """What an older ledger leaves out: it knows the store alone."""
    units = answer.get("units", [])
    return isinstance(units, list) and all(
        isinstance(row, Mapping) and all(isinstance(row.get(name), str) for name in ("unit", "name", "name_en"))
        for row in units
    )


def _is_time(text: object) -> bool:
    try:
        return isinstance(text, str) and datetime.fromisoformat(text).tzinfo is not None
    except ValueError:
        return False
