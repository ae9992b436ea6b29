"""Coupons of guides over the line. Source: docs/spec/line.md, "Coupons of guides"."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pos_client.sync.transport import Transport
from retail.guide_coupons import Given


class GuideCouponLine:
    """Used from one thread at a time. Raises LineDown, LineRefused, and ValueError for nonsense."""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    def give(self, asked: Mapping[str, Any]) -> Given:
        answer = self._transport.post("/v1/guide-coupons", dict(asked)).document
        code, similar, left = answer.get("code"), answer.get("similar"), answer.get("left")
        if answer.get("gift_id") != asked["gift_id"] or not isinstance(similar, list) or type(left) is not int:
            raise ValueError("not an answer about a coupon")
        return Given(
            str(answer.get("coupon_id", "")),
            "" if code is None else str(code),
            left,
            tuple(map(str, similar)),
            str(answer.get("expires_at", "")),
        )

    def close(self) -> None:
        self._transport.close()
