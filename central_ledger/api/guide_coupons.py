"""Coupons that guides give from a budget: docs/spec/line.md, "Coupons of guides"."""

from __future__ import annotations

import msgspec
from starlette.requests import Request
from starlette.responses import Response

from central_ledger.api.endpoint import Endpoint
from central_ledger.api.support import Line, decode, json_answer, log, read_body
from central_ledger.application.guide_coupons import GiftWish, give_coupon
from central_ledger.domain.body_types import Id


class GiftRequest(msgspec.Struct, frozen=True):
    """A coupon for a member, in a guide's name. The id is the till's own: the same again is the same coupon."""

    gift_id: Id
    one_id: Id
    offer_id: Id
    staff_id: Id
    all_the_same: bool = False


class GiftAnswer(msgspec.Struct, frozen=True):
    """`code` null: it was given. `left`: pieces that the guide has this month. `similar`: coupons that are like it."""

    gift_id: str
    coupon_id: str
    code: str | None
    left: int
    similar: list[str]
    expires_at: str


ENDPOINTS = (
    Endpoint(
        "give_coupon",
        "POST",
        "/v1/guide-coupons",
        "Give a member a coupon from a guide's budget of the month",
        "till",
        request=GiftRequest,
        answer=GiftAnswer,
        errors=(400, 413, 415, 503),
    ),
)


class GuideCouponHandlers:
    """The handlers, each named as its endpoint."""

    def __init__(self, line: Line) -> None:
        self._line = line

    async def give_coupon(self, request: Request) -> Response:
        body = await read_body(request)
        store, till = await self._line.till(request, body)
        asked = decode(body, GiftRequest)
        wish = GiftWish(asked.gift_id, asked.one_id, asked.offer_id, asked.staff_id, asked.all_the_same)
        found = await self._line.workers.write(lambda ledger: give_coupon(ledger, store, till, wish))
        log.info("guide coupon", extra={"facts": {"store": store, "till": till, "code": found.code}})
        similar = list(found.similar)
        code = found.code or None
        return json_answer(GiftAnswer(asked.gift_id, found.coupon_id, code, found.left, similar, found.expires_at))
