"""Points of one program for points of another, and entries in draws: docs/spec/line.md, "Programs"."""

from __future__ import annotations

from typing import Annotated

import msgspec
from starlette.requests import Request
from starlette.responses import Response

from central_ledger.api.endpoint import Endpoint
from central_ledger.api.support import Line, decode, json_answer, log, read_body
from central_ledger.application.draws import EntryCode, EntryRefused, enter_at_till
from central_ledger.application.exchange import ExchangeCode, Wish, exchange_points
from central_ledger.domain.body_types import AMOUNT_MAX, Id


class ExchangeRequest(msgspec.Struct, frozen=True):
    """What a member gives up. The id is the till's own: the same again is the same exchange."""

    exchange_id: Id
    one_id: Id
    from_program: Id
    to_program: Id
    points: Annotated[int, msgspec.Meta(ge=1, le=AMOUNT_MAX)]


class ExchangeAnswer(msgspec.Struct, frozen=True):
    """`gives` is 0 when it was refused: `code` says why, `left` how many points could be exchanged."""

    exchange_id: str
    gives: int
    code: ExchangeCode | None
    left: int


class DrawRequest(msgspec.Struct, frozen=True):
    """Who takes part in which draw. The id is the till's own: the same again is the same entry."""

    entry_id: Id
    draw_id: Id
    one_id: Id


class DrawAnswer(msgspec.Struct, frozen=True):
    """`number` is 0 when it was refused: `code` says why, `left` how many points are free for it. `drawn` is what the
    seed says, `given` what the budget had left for it: ids of prizes.
    """

    entry_id: str
    number: int
    drawn: str = ""
    given: str = ""
    price: int = 0
    points: int = 0
    coupon_id: str | None = None
    entitlement_id: str | None = None
    code: EntryCode | None = None
    left: int = 0


ENDPOINTS = (
    Endpoint(
        "exchange_points",
        "POST",
        "/v1/exchanges",
        "Exchange a member's points of one program for points of another, at the published rate",
        "till",
        request=ExchangeRequest,
        answer=ExchangeAnswer,
        errors=(400, 413, 415, 503),
    ),
    Endpoint(
        "enter_draw",
        "POST",
        "/v1/draw-entries",
        "Enter a member in a draw, and hear what came of it",
        "till",
        request=DrawRequest,
        answer=DrawAnswer,
        errors=(400, 413, 415, 503),
    ),
)


class ProgramHandlers:
    """The handlers, each named as its endpoint."""

    def __init__(self, line: Line) -> None:
        self._line = line

    async def exchange_points(self, request: Request) -> Response:
        body = await read_body(request)
        store, till = await self._line.till(request, body)
        given = decode(body, ExchangeRequest)
        wish = Wish(given.exchange_id, given.one_id, given.from_program, given.to_program, given.points)
        found = await self._line.workers.write(lambda ledger: exchange_points(ledger, store, till, wish))
        log.info("exchange", extra={"facts": {"store": store, "till": till, "gives": found.gives, "code": found.code}})
        return json_answer(ExchangeAnswer(given.exchange_id, found.gives, found.code, found.left))

    async def enter_draw(self, request: Request) -> Response:
        body = await read_body(request)
        store, till = await self._line.till(request, body)
        given = decode(body, DrawRequest)
        entry = (given.draw_id, given.one_id, given.entry_id)
        try:
            found = await self._line.workers.write(lambda ledger: enter_at_till(ledger, store, till, entry))
        except EntryRefused as error:
            log.info("draw refused", extra={"facts": {"store": store, "till": till, "code": error.code}})
            return json_answer(DrawAnswer(given.entry_id, 0, code=error.code, left=error.left))
        log.info("draw", extra={"facts": {"store": store, "till": till, "draw": given.draw_id}})
        done = found.entry
        return json_answer(
            DrawAnswer(
                given.entry_id,
                done.number,
                done.drawn,
                done.given,
                found.price,
                found.points,
                found.coupon_id,
                found.entitlement_id,
            )
        )
