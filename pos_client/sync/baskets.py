"""Parked baskets over the line. Source: docs/spec/line.md, section 13."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import quote

from pos_client.sync.transport import LineDown, Transport
from retail.parked import Claim, ParkedBasket, ParkedList


class BasketLine:
    """Used from one thread at a time. Every method raises LineDown or LineRefused."""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    def share(self, parked: ParkedBasket) -> bool:
        """Tell of a basket. False: it is known there, and not to be had any more."""
        document = {
            "parking_id": parked.parking_id,
            "basket_id": parked.basket_id,
            "parked_at": parked.parked_at,
            "expires_at": parked.expires_at,
            "summary": parked.summary(),
            "basket": dict(parked.document or {}),
        }
        return bool(_field(self._transport.post("/v1/baskets", document).document, "waiting", bool))

    def list_parked(self) -> ParkedList:
        answer = self._transport.get("/v1/baskets").document
        rows = [_parked(row) for row in _field(answer, "baskets", list)]
        return ParkedList(tuple(rows), frozenset(map(str, _field(answer, "taken", list))))

    def claim(self, parking_id: str, *, own: bool, shown_by: str = "") -> Claim:
        """Ask to be the one till that takes it up; `own`: this till parked it, `shown_by`: that one showed its code."""
        asked = {"own": own, **({"shown_by": shown_by} if shown_by else {})}
        answer = self._transport.post(f"/v1/baskets/{quote(parking_id, safe='')}/claim", asked).document
        granted = bool(_field(answer, "granted", bool))
        row, basket = answer.get("parked"), answer.get("basket")
        parked = None if row is None or basket is None else _parked({**row, "basket": basket})
        return Claim(granted, str(answer.get("code") or ""), str(answer.get("till", "")), parked)

    def close(self) -> None:
        self._transport.close()


def _parked(row: Mapping[str, Any]) -> ParkedBasket:
    """Raises LineDown `garbage` for what is no parked basket."""
    try:
        summary, basket = row["summary"], row.get("basket")
        return ParkedBasket(
            parking_id=str(row["parking_id"]),
            basket_id="" if basket is None else str(basket["basket_id"]),
            till=str(row["till"]),
            name=str(summary["name"]),
            staff_id=str(summary["staff_id"]),
            parked_at=str(row["parked_at"]),
            expires_at=str(row["expires_at"]),
            lines=int(summary["lines"]),
            units=int(summary["units"]),
            amount_minor=int(summary["amount_minor"]),
            currency=str(summary["currency"]),
            member=str(summary.get("member", "")),
            document=basket,
        )
    except (KeyError, TypeError, ValueError) as error:
        raise LineDown("garbage", "not a parked basket") from error


def _field(answer: Mapping[str, Any], name: str, kind: type) -> Any:
    value = answer.get(name)
    if not isinstance(value, kind):
        raise LineDown("garbage", f"no {name}")
    return value
