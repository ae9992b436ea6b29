"""Points of one program for points of another: docs/spec/line.md, "Programs"."""

from __future__ import annotations

from typing import Annotated

import msgspec
from starlette.requests import Request
from starlette.responses import Response

from central_ledger.api.endpoint import Endpoint
from central_ledger.api.support import Line, decode, json_answer, log, read_body
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
